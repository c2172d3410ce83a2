//! The files of one submission, and of the year before, as documents.

use crate::diagnostic::Diagnostics;
use crate::document::Submission;
use crate::read::{Limits, read};
use crate::review::{FileReceipt, FileRole};
use crate::source::SourceMap;

/// One file as bytes.
#[derive(Debug, Clone)]
pub struct Input {
    /// What to call it.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
    /// True where the others are checked without it if it cannot be read: then that is a warning.
    pub may_fail: bool,
    /// True for a file of the submission of the year before: it is read to be held against, and not checked.
    pub last_year: bool,
}

impl Input {
    /// Joins a name and the bytes of a file.
    pub fn new(name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self { name: name.into(), bytes: bytes.into(), may_fail: false, last_year: false }
    }

    /// The same as a file of the year before; the submission is checked without it if it cannot be read.
    #[must_use]
    pub fn of_last_year(self) -> Self {
        Self { may_fail: true, last_year: true, ..self }
    }

    /// Its name, size and hash, and what it is for.
    #[must_use]
    pub fn receipt(&self) -> FileReceipt {
        let role = if self.last_year { FileRole::LastYear } else { FileRole::Submission };
        FileReceipt::of(&self.name, role, &self.bytes)
    }
}

/// The drafts of one submission, read but not checked.
#[derive(Debug)]
pub struct Opened {
    /// The drafts' texts.
    pub sources: SourceMap,
    /// The documents; `None` where a file could not be read.
    pub submission: Option<Submission>,
    /// The documents of the year before, where there are any.
    pub last_year: Option<Submission>,
    /// What is wrong with the files.
    pub diagnostics: Diagnostics,
}

/// Reads the files of one submission.
#[must_use]
pub fn open(name: &str, inputs: Vec<Input>, limits: &Limits) -> Opened {
    let mut sources = SourceMap::default();
    let mut diagnostics = Diagnostics::default();
    let mut submission = Submission { name: name.to_owned(), documents: Vec::new() };
    let mut last_year = Submission { name: name.to_owned(), documents: Vec::new() };
    let mut whole = true;
    let mut failed = Diagnostics::default();
    for input in inputs {
        let mut told = Diagnostics::default();
        match read(&input.name, &input.bytes, limits, &mut sources, &mut told) {
            Some(document) if input.last_year => last_year.documents.push(document),
            Some(document) => submission.documents.push(document),
            None if input.may_fail => {
                failed.extend(told);
                continue;
            }
            None => whole = false,
        }
        diagnostics.extend(told);
    }
    // Without any file there is nothing that the others could be checked for.
    if submission.documents.is_empty() {
        whole = false;
    } else {
        failed = failed.as_warnings();
    }
    diagnostics.extend(failed);
    let last_year = Some(last_year).filter(|it| !it.documents.is_empty());
    Opened { sources, submission: whole.then_some(submission), last_year, diagnostics }
}
