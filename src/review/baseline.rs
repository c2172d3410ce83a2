//! What has changed since an earlier check: findings are matched by what they are about, not by line.

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, Severity, Wording};
use crate::finding::{Finding, Fingerprint};

use super::{Review, codes};

/// An earlier check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Baseline {
    /// What it is called: a file of results, or an earlier draft.
    pub name: String,
    /// The version of the program that made it.
    pub engine: String,
    /// The names and versions of the packs that were in force.
    pub packs: Vec<(String, String)>,
    /// What it found.
    pub findings: Vec<Known>,
}

/// A finding of an earlier check: as much of it as names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// The rule's code.
    pub code: String,
    /// How grave.
    pub severity: Severity,
    /// The rule's title.
    pub title: Wording,
    /// What was wrong.
    pub message: Wording,
    /// Titles of the sections around, outermost first.
    pub sections: Vec<String>,
    /// The clause; empty where there was none.
    pub clause: String,
    /// The path in the data.
    pub path: Option<String>,
    /// What it was about.
    pub fingerprint: Fingerprint,
}

/// What has changed since an earlier check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// What the earlier check is called.
    pub name: String,
    /// Findings that were none then, by their numbers in the review.
    pub new: Vec<usize>,
    /// Findings that were some then, by their numbers in the review.
    pub remaining: Vec<usize>,
    /// Findings of then that are none any more: mended, or what they were about has gone.
    pub fixed: Vec<Known>,
}

impl From<&Finding> for Known {
    fn from(finding: &Finding) -> Self {
        Self {
            code: finding.code.clone(),
            severity: finding.severity,
            title: finding.title.clone(),
            message: finding.message.clone(),
            sections: finding.place.sections.clone(),
            clause: finding.place.clause.clone(),
            path: finding.place.path.clone(),
            fingerprint: finding.fingerprint.clone(),
        }
    }
}

impl Baseline {
    /// A review that was just made, as what another one is held against.
    #[must_use]
    pub fn of(review: &Review) -> Self {
        Self {
            name: review.submission.clone(),
            engine: env!("CARGO_PKG_VERSION").to_owned(),
            packs: versions(review),
            findings: review.findings.iter().map(Known::from).collect(),
        }
    }

    /// Holds a review against it. What is waived now is not fixed, nor is what was found by a rule that is not
    /// `selected` now.
    #[must_use]
    pub fn compare(&self, review: &Review, selected: &dyn Fn(&str) -> bool) -> Comparison {
        let then: BTreeSet<(&str, &Fingerprint)> = self.findings.iter().map(Known::key).collect();
        let (remaining, new) = (0..review.findings.len())
            .partition(|number| review.findings.get(*number).is_some_and(|finding| then.contains(&key(finding))));
        let waived = review.waived.iter().map(|waived| &waived.finding);
        let now: BTreeSet<(&str, &Fingerprint)> = review.findings.iter().chain(waived).map(key).collect();
        let is_fixed = |known: &&Known| !now.contains(&known.key()) && selected(&known.code);
        Comparison {
            name: self.name.clone(),
            new,
            remaining,
            fixed: self.findings.iter().filter(is_fixed).cloned().collect(),
        }
    }

    /// Says that other packs or another program made the earlier check; then what is new may be new in the rules.
    #[must_use]
    pub fn foreign(&self, review: &Review) -> Option<Diagnostic> {
        let here = Self { packs: versions(review), engine: env!("CARGO_PKG_VERSION").to_owned(), ..self.clone() };
        let said = |one: &Self| {
            let packs: Vec<String> = one.packs.iter().map(|(name, version)| format!("{name} {version}")).collect();
            format!("guiju {}, {}", one.engine, packs.join(" → "))
        };
        if here == *self {
            return None;
        }
        let (then, now) = (said(self), said(&here));
        let message = Wording::new(
            format!("{} 是用别的规则检查的：{then}；这次是 {now}", self.name),
            format!("{} was checked with other rules: {then}; now {now}", self.name),
        );
        Some(Diagnostic::placeless(codes::OTHER_RULES, message).as_warning().help(Wording::new(
            "新增和消除的问题可能来自规则的变化，而不是材料的变化",
            "what is new or fixed may come of the rules and not of the draft",
        )))
    }
}

impl Comparison {
    /// True for the number of a finding that was none then.
    #[must_use]
    pub fn is_new(&self, number: usize) -> bool {
        self.new.binary_search(&number).is_ok()
    }

    /// The gravest severity among what is new.
    #[must_use]
    pub fn gravest_new(&self, review: &Review) -> Option<Severity> {
        self.new.iter().filter_map(|number| review.findings.get(*number)).map(|finding| finding.severity).max()
    }
}

impl Known {
    fn key(&self) -> (&str, &Fingerprint) {
        (&self.code, &self.fingerprint)
    }
}

fn key(finding: &Finding) -> (&str, &Fingerprint) {
    (&finding.code, &finding.fingerprint)
}

fn versions(review: &Review) -> Vec<(String, String)> {
    review.packs.iter().map(|pack| (pack.name.clone(), pack.version.clone())).collect()
}
