//! The texts of a submission once more, for outputs that show a draft around its findings.

use crate::engine::open;

use super::desk::Desk;
use super::job::Job;

/// A text longer than this is not given.
const LONGEST: usize = 1 << 19;

/// The text of a file as it was checked: what the places of findings count in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftText {
    /// What the file is called.
    pub name: String,
    /// Its text.
    pub text: String,
}

impl Desk {
    /// The texts of a submission whose record has this key, read again; none where the files have changed since, or where
    /// they are too long to be shown.
    #[must_use]
    pub fn texts(&self, job: &Job, key: &str) -> Vec<DraftText> {
        let gathered = self.gathered(job);
        if gathered.told.has_errors() || gathered.key != key {
            return Vec::new();
        }
        let opened = open(&job.name, gathered.inputs, &self.terms.limits);
        let short = opened.sources.iter().filter(|(_, file)| file.text().len() <= LONGEST);
        short.map(|(_, file)| DraftText { name: file.name().to_owned(), text: file.text().to_owned() }).collect()
    }
}
