//! A submission to be checked, wherever it comes from: files and folders, a list, a line.

use std::path::PathBuf;

use crate::diagnostic::Diagnostic;
use crate::review::Called;

/// A submission to be checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// What it is called: the path of its file or folder, or the name of a list.
    pub name: String,
    /// The unit, where a list says so.
    pub unit: Option<String>,
    /// The evaluated year, where a list says so.
    pub year: Option<i32>,
    /// Its files.
    pub files: Vec<JobFile>,
    /// Files of the same unit's submission of the year before, to hold this one against.
    pub last_year: Vec<JobFile>,
    /// What is said of how it was handed in. A mistake keeps it from being checked; a warning is told with its findings.
    pub told: Vec<Diagnostic>,
}

/// A file of a submission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum JobFile {
    /// On disk. In a folder the others are checked without one that cannot be read.
    Path {
        /// Where.
        path: PathBuf,
        /// True where the others are checked without it.
        may_fail: bool,
    },
    /// In memory.
    Bytes {
        /// What to call it.
        name: String,
        /// Its content.
        bytes: Vec<u8>,
    },
}

impl JobFile {
    /// A file that must be read.
    pub(super) fn at(path: PathBuf) -> Self {
        Self::Path { path, may_fail: false }
    }
}

impl Job {
    /// A submission of which only the name is known.
    #[must_use]
    pub fn without_files(name: impl Into<String>) -> Self {
        Self { name: name.into(), unit: None, year: None, files: Vec::new(), last_year: Vec::new(), told: Vec::new() }
    }

    /// What it is called.
    #[must_use]
    pub fn called(&self) -> Called<'_> {
        Called { submission: &self.name, unit: self.unit.as_deref(), files: &[] }
    }

    /// What its files are called.
    #[must_use]
    pub fn file_names(&self) -> Vec<&str> {
        let names = self.files.iter().map(|file| match file {
            JobFile::Path { path, .. } => path.to_str(),
            JobFile::Bytes { name, .. } => Some(name.as_str()),
        });
        names.flatten().collect()
    }
}
