//! The files that a review can be written to, told by their endings.

use std::cell::RefCell;
use std::ffi::OsStr;
use std::io::{self, Write};
use std::path::Path;

use crate::batch::{DraftText, Journal, Record};
use crate::diagnostic::{Language, Wording};
use crate::reporter::model::Output;
use crate::reporter::{RuleBook, write_sarif};

use super::{Totals, Workbook, html, junit, lines};

/// A form of output.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// One page for a browser that needs nothing else.
    Html,
    /// A workbook: overview, findings with a status, rules, what could not be checked.
    Workbook,
    /// JUnit XML, for build servers.
    Junit,
    /// One object of JSON with all submissions.
    Json,
    /// One run of SARIF with all submissions.
    Sarif,
    /// A line of JSON for each submission.
    Ndjson,
}

impl Form {
    /// The form that a path asks for by its ending; `None` where the ending says nothing.
    #[must_use]
    pub fn of(path: &Path) -> Option<Self> {
        match path.extension().and_then(OsStr::to_str)?.to_ascii_lowercase().as_str() {
            "html" | "htm" => Some(Self::Html),
            "xlsx" => Some(Self::Workbook),
            "xml" => Some(Self::Junit),
            "json" => Some(Self::Json),
            "sarif" => Some(Self::Sarif),
            "ndjson" | "jsonl" => Some(Self::Ndjson),
            _ => None,
        }
    }

    /// The endings there are, for people.
    pub const ENDINGS: &str = ".html .xlsx .sarif .xml .json .ndjson";
}

/// The results of a review in the order of the submissions. They stand on disk and can be gone through several times;
/// one at a time is in memory.
#[derive(Debug)]
pub struct Records<'j>(&'j mut Journal);

impl<'j> Records<'j> {
    /// Those that a journal keeps.
    pub fn of(journal: &'j mut Journal) -> Self {
        Self(journal)
    }

    /// Goes through them.
    ///
    /// # Errors
    /// If one cannot be read back, or `take` fails.
    pub fn each(&mut self, take: &mut dyn FnMut(&Record) -> io::Result<()>) -> io::Result<()> {
        self.0.each(&mut |_, line| {
            let record = Record::parse(line);
            take(
                &record
                    .ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, "a line of the journal is cut off"))?,
            )
        })
    }

    /// Goes through their lines as they are kept.
    ///
    /// # Errors
    /// If one cannot be read, or `take` fails.
    pub fn each_line(&mut self, take: &mut dyn FnMut(&str) -> io::Result<()>) -> io::Result<()> {
        self.0.each(&mut |_, line| take(line))
    }
}

/// Gives the texts of a submission by its number and record, for a page that shows them.
pub type Texts<'t> = dyn FnMut(usize, &Record) -> Vec<DraftText> + 't;

/// What an output says beside the results themselves.
#[derive(Debug, Clone, Copy)]
pub struct Frame<'a> {
    /// The counts of the same results.
    pub totals: &'a Totals,
    /// The rules that were in force.
    pub rules: &'a RuleBook,
    /// What is said of the review as a whole: waivers that have expired or that nothing needs.
    pub told: &'a [Wording],
    /// The language of our words.
    pub language: Language,
}

/// Writes a review in a form. The same results give the same bytes.
///
/// # Errors
/// If a result cannot be read back, or `out` cannot be written to.
pub fn write(
    form: Form,
    frame: &Frame<'_>,
    records: &mut Records<'_>,
    texts: &mut Texts<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    match form {
        Form::Html => html::write(frame, records, texts, out),
        Form::Workbook => {
            let mut workbook = Workbook::new(frame)?;
            records.each(&mut |record| workbook.add(record))?;
            workbook.finish(out)
        }
        Form::Junit => junit::write(records, frame.language, out),
        Form::Json => lines::write_object(frame, records, out),
        Form::Sarif => {
            let records = RefCell::new(records);
            let each = |take: &mut dyn FnMut(&Output) -> io::Result<()>| {
                records.borrow_mut().each(&mut |record| take(&record.result))
            };
            write_sarif(&each, frame.rules, frame.language, out)
        }
        Form::Ndjson => lines::write_lines(records, out),
    }
}
