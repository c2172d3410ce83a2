//! What is said beside the findings of many submissions, on standard error: files left out, an earlier result that is
//! not there. A few of each kind in full, the rest by number.

use crate::batch::{ASIDE, Record};
use crate::diagnostic::{Diagnostic, Diagnostics, Wording};
use crate::engine::PackErrors;
use crate::review::OTHER_RULES;
use crate::source::SourceMap;

use super::load::Stop;

/// So many of each kind are told in full.
const MOST: usize = 5;

/// The codes of the warnings that are told: those of the review, and that an earlier result was made by other rules.
const KINDS: [&str; ASIDE.len() + 1] = {
    let [one, two, three, four] = ASIDE;
    [one, two, three, four, OTHER_RULES]
};

/// Warnings of submissions by kind.
#[derive(Debug, Default)]
pub(super) struct Aside([Kind; KINDS.len()]);

#[derive(Debug, Default)]
struct Kind {
    first: Vec<Wording>,
    count: usize,
}

impl Aside {
    /// Takes those of one submission.
    pub(super) fn add(&mut self, record: &Record) {
        for (code, message) in record.warnings() {
            let place = KINDS.iter().position(|kind| *kind == code);
            let Some(kind) = place.and_then(|place| self.0.get_mut(place)) else { continue };
            kind.count += 1;
            if kind.first.len() < MOST {
                let name = record.named();
                kind.first.push(Wording::new(format!("{name}：{}", message.zh), format!("{name}: {}", message.en)));
            }
        }
    }

    /// All as warnings.
    pub(super) fn told(self) -> Stop {
        let mut diagnostics = Diagnostics::default();
        for (code, Kind { first, count }) in KINDS.into_iter().zip(self.0) {
            let rest = count - first.len();
            let more = (rest > 0).then(|| {
                Wording::new(format!("另有 {rest} 份材料也是如此"), format!("the same of {rest} more submissions"))
            });
            for message in first.into_iter().chain(more) {
                diagnostics.push(Diagnostic::placeless(code, message).as_warning());
            }
        }
        PackErrors { sources: SourceMap::default(), diagnostics }.into()
    }
}
