//! What a proof lists: what several checks of a rule come to at one place is said once, and nothing passes where it fails.

use std::collections::HashSet;
use std::hash::Hash;

use crate::finding::{Computation, Finding, NotEvaluated, Passed};
use crate::source::Span;

use super::Review;

impl Review {
    /// The checks that hold, each place and arithmetic of a rule once. A check without arithmetic says only that a rule has
    /// nothing to say at its place: it is left out where that rule says something there.
    #[must_use]
    pub fn held(&self) -> Vec<&Passed> {
        let all = self.findings.iter().chain(self.waived.iter().map(|waived| &waived.finding));
        let told: HashSet<(&str, Span)> = all.filter_map(place_told).collect();
        let computed = self.passed.iter().filter(|one| one.computation.is_some());
        let computed: HashSet<(&str, Option<Span>)> = computed.map(|one| (&*one.code, one.place)).collect();
        let says_more = |one: &Passed| {
            one.computation.is_some()
                || !computed.contains(&(&*one.code, one.place))
                    && one.place.is_none_or(|place| !told.contains(&(&*one.code, place)))
        };
        let said = self.passed.iter().filter(|one| says_more(one));
        once(said, |one| (&*one.code, one.place, one.computation.as_deref().map(arithmetic)))
    }

    /// The checks that could not be made, each place and reason of a rule once.
    #[must_use]
    pub fn open(&self) -> Vec<&NotEvaluated> {
        once(self.not_evaluated.iter(), |one| (&*one.code, one.place, one.reason.wording().zh))
    }
}

/// The first of all that are alike.
fn once<'r, T, K: Eq + Hash>(all: impl Iterator<Item = &'r T>, key: impl Fn(&'r T) -> K) -> Vec<&'r T> {
    let mut known = HashSet::new();
    all.filter(|one| known.insert(key(one))).collect()
}

fn place_told(finding: &Finding) -> Option<(&str, Span)> {
    finding.primary.as_ref().map(|label| (&*finding.code, label.span))
}

/// What tells one account from another.
fn arithmetic(computation: &Computation) -> (&str, &str, &str) {
    (&computation.formula, &computation.rounded, &computation.claimed)
}
