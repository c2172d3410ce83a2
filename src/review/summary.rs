//! Counts of a review.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Severity, Wording};

use super::Review;

/// Counts of a review.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Summary {
    /// Findings of severity error.
    pub errors: usize,
    /// Findings of severity warning.
    pub warnings: usize,
    /// Findings of severity note.
    pub notes: usize,
    /// Findings that are waived.
    pub waived: usize,
    /// Checks that hold.
    pub passed: usize,
    /// Checks that could not be made.
    pub not_evaluated: usize,
    /// Why, most frequent first.
    pub reasons: Vec<OpenReason>,
    /// Claims that could not be read.
    pub unread: usize,
    /// Tables with figures that no record took, and how many figures these are.
    pub unread_tables: (usize, usize),
}

/// Why checks could not be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenReason {
    /// The reason.
    pub words: Wording,
    /// How many checks it kept from being made.
    pub count: usize,
    /// Which.
    pub codes: BTreeSet<String>,
}

impl Summary {
    /// Counts a review.
    #[must_use]
    pub fn of(review: &Review) -> Self {
        let severity = |wanted| review.findings.iter().filter(|finding| finding.severity == wanted).count();
        let mut reasons: BTreeMap<String, OpenReason> = BTreeMap::new();
        for open in &review.not_evaluated {
            let words = open.reason.wording();
            let reason = reasons.entry(words.zh.clone()).or_insert_with(|| OpenReason {
                words,
                count: 0,
                codes: BTreeSet::new(),
            });
            reason.count += 1;
            reason.codes.insert(open.code.to_string());
        }
        let mut reasons: Vec<_> = reasons.into_values().collect();
        reasons.sort_by_key(|reason| std::cmp::Reverse(reason.count));
        Self {
            errors: severity(Severity::Error),
            warnings: severity(Severity::Warning),
            notes: severity(Severity::Note),
            waived: review.waived.len(),
            passed: review.passed.len(),
            not_evaluated: review.not_evaluated.len(),
            reasons,
            unread: review.unread.len(),
            unread_tables: (review.unread_tables.len(), review.unread_tables.iter().map(|table| table.figures).sum()),
        }
    }

    /// The gravest severity among the findings.
    #[must_use]
    pub fn gravest(&self) -> Option<Severity> {
        match (self.errors, self.warnings, self.notes) {
            (0, 0, 0) => None,
            (0, 0, _) => Some(Severity::Note),
            (0, _, _) => Some(Severity::Warning),
            _ => Some(Severity::Error),
        }
    }
}
