//! What came of one submission as one line of JSON: the only form in which results are kept.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::diagnostic::{Language, Wording};
use crate::reporter::model::{DiagnosticOut, FileOut, Output};
use crate::review::Called;

/// The version of the line.
pub(crate) const LINE_VERSION: &str = "1.0";

/// The codes of what is said of files and earlier results beside the findings.
pub const ASIDE: [&str; 4] =
    ["batch::not_checked", "batch::printed_twin", "batch::unreadable", "batch::not_in_baseline"];

/// A submission and what came of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    pub(crate) line_version: Cow<'static, str>,
    /// What the submission is called.
    pub submission: String,
    /// The unit, where a list says so.
    pub unit: Option<String>,
    /// The evaluated year, where a list says so.
    pub year: Option<i32>,
    /// The hash of its files, of the packs, of what was asked for and of the engine: with the same key, the same result.
    pub key: String,
    /// Whether it was checked.
    pub state: State,
    /// As `guiju check --format json` gives it.
    pub(crate) result: Output,
}

/// Whether a submission was checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// It was.
    Checked,
    /// A file could not be read; `result.errors` says why.
    Unreadable,
    /// A mistake of ours ended its check.
    Failed,
}

impl Record {
    /// Reads a line back; `None` where it is none of ours, or cut off.
    #[must_use]
    pub fn parse(line: &str) -> Option<Self> {
        serde_json::from_str(line).ok().filter(|record: &Self| record.line_version == LINE_VERSION)
    }

    /// What it is called.
    #[must_use]
    pub fn called(&self) -> Called<'_> {
        Called { submission: &self.submission, unit: self.unit.as_deref(), files: &[] }
    }

    /// What its files are called.
    #[must_use]
    pub fn file_names(&self) -> Vec<&str> {
        self.files().map(|file| &*file.name).collect()
    }

    /// Its unit, else its name, with the year where a list says so.
    #[must_use]
    pub fn named(&self) -> String {
        let name = self.unit.as_deref().unwrap_or(&self.submission);
        self.year.map_or_else(|| name.to_owned(), |year| format!("{name} {year}"))
    }

    /// What is told of its files and of how it was checked, by code and message.
    pub fn warnings(&self) -> impl Iterator<Item = (&str, Wording)> {
        let said = |one: &DiagnosticOut| Wording::new(&*one.message.zh, &*one.message.en);
        self.result.warnings.iter().map(move |one| (&*one.code, said(one)))
    }

    /// The files that were checked; that of waivers is none of them.
    pub(crate) fn files(&self) -> impl Iterator<Item = &FileOut> {
        self.result.files.iter().filter(|file| file.role == "submission")
    }

    /// True where places have to say in which file they are: there are several, be it one of the year before.
    pub(crate) fn is_of_several(&self) -> bool {
        self.result.files.iter().filter(|file| file.role != "waivers").nth(1).is_some()
    }

    /// Every finding, waived or not, by its code and fingerprint.
    pub fn each_finding(&self, take: &mut dyn FnMut(&str, &str)) {
        if let Some(review) = &self.result.review {
            let waived = review.waived.iter().map(|waived| &waived.finding);
            review.findings.iter().chain(waived).for_each(|finding| take(&finding.code, &finding.fingerprint));
        }
    }

    /// The language of its drafts; `None` where it was not checked.
    #[must_use]
    pub fn language(&self) -> Option<Language> {
        self.result.review.as_ref().map(|review| match &*review.language {
            "en" => Language::English,
            _ => Language::Chinese,
        })
    }
}
