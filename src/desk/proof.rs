//! The proof sheet of a submission: every check that holds with its arithmetic, every one that could not be made with its
//! reason.

use std::collections::HashSet;

use crate::batch::Record;
use crate::diagnostic::Language;
use crate::reporter::model::{ComputationOut, PlaceOut};
use crate::reporter::{RuleBook, both, passed_words, visible};

use super::entry;

/// One check.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Line {
    pub(super) code: String,
    /// The fault that it looks for.
    pub(super) title: String,
    pub(super) place: String,
    /// False where it could not be made.
    pub(super) holds: bool,
    /// Its arithmetic, or the reason.
    pub(super) said: String,
}

/// The checks that hold, where they are kept, then those that could not be made.
pub(super) fn lines(record: &Record, rules: &RuleBook, language: Language) -> Vec<Line> {
    let Some(review) = &record.result.review else { return Vec::new() };
    let line = |code: &str, place: Option<&PlaceOut>, holds: bool, said: String| Line {
        code: visible(code).into_owned(),
        title: rules.title(code).map(|title| visible(title.get(language)).into_owned()).unwrap_or_default(),
        place: place.map(|place| entry::place(record, place, language)).unwrap_or_default(),
        holds,
        said,
    };
    let held = review.passed.iter().map(|one| {
        let words = passed_words(one.computation.as_ref().map(ComputationOut::told));
        line(&one.code, one.place.as_ref(), true, words.get(language).to_owned())
    });
    let open = review.not_evaluated.iter();
    let open =
        open.map(|one| line(&one.code, one.place.as_ref(), false, both(&one.reason.text).get(language).to_owned()));
    // Several places of a file may have one name, such as a page.
    let mut known = HashSet::new();
    held.chain(open).filter(|line| known.insert(line.clone())).collect()
}
