//! Counts over many submissions.

use std::collections::BTreeMap;

use crate::batch::{Record, State};
use crate::diagnostic::Wording;

/// How many findings of each severity, and checks that could not be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Findings of severity error.
    pub errors: usize,
    /// Findings of severity warning.
    pub warnings: usize,
    /// Findings of severity note.
    pub notes: usize,
    /// Checks that hold.
    pub passed: usize,
    /// Checks that could not be made.
    pub not_evaluated: usize,
}

impl Counts {
    /// Those of one submission; none where it was not checked.
    #[must_use]
    pub fn of(record: &Record) -> Self {
        record.result.review.as_ref().map_or_else(Self::default, |review| Self {
            errors: review.summary.errors,
            warnings: review.summary.warnings,
            notes: review.summary.notes,
            passed: review.summary.passed,
            not_evaluated: review.summary.not_evaluated,
        })
    }
}

/// A submission in the overview.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The unit, or what the submission is called.
    pub name: String,
    /// Whether it was checked.
    pub state: State,
    /// Its counts; none where it was not checked.
    pub counts: Counts,
    /// Why it was not checked.
    pub reason: Option<Wording>,
}

/// How often a rule was broken.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RuleCount {
    /// Its title.
    pub title: Wording,
    /// Findings.
    pub findings: usize,
    /// Submissions with at least one.
    pub submissions: usize,
}

/// What is known of all submissions together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Totals {
    /// The submissions in order.
    pub rows: Vec<Row>,
    /// The rules by code.
    pub rules: BTreeMap<String, RuleCount>,
}

impl Totals {
    /// Takes one submission.
    pub fn add(&mut self, record: &Record) {
        let review = record.result.review.as_ref();
        let counts = Counts::of(record);
        let reason = record.result.errors.first().map(|one| Wording::new(&*one.message.zh, &*one.message.en));
        let name = record.unit.clone().unwrap_or_else(|| record.submission.clone());
        self.rows.push(Row { name, state: record.state, counts, reason: reason.filter(|_| review.is_none()) });
        let mut seen: Vec<&str> = Vec::new();
        for finding in review.into_iter().flat_map(|review| &review.findings) {
            let rule = self.rules.entry(finding.code.clone()).or_default();
            rule.findings += 1;
            if rule.title.zh.is_empty() {
                rule.title = Wording::new(&*finding.title.zh, &*finding.title.en);
            }
            if !seen.contains(&finding.code.as_str()) {
                seen.push(&finding.code);
                rule.submissions += 1;
            }
        }
    }

    /// The counts of all submissions.
    #[must_use]
    pub fn counts(&self) -> Counts {
        self.rows.iter().fold(Counts::default(), |sum, row| Counts {
            errors: sum.errors + row.counts.errors,
            warnings: sum.warnings + row.counts.warnings,
            notes: sum.notes + row.counts.notes,
            passed: sum.passed + row.counts.passed,
            not_evaluated: sum.not_evaluated + row.counts.not_evaluated,
        })
    }

    /// The rules, most frequent first.
    #[must_use]
    pub fn most_frequent(&self) -> Vec<(&str, &RuleCount)> {
        let mut rules: Vec<(&str, &RuleCount)> =
            self.rules.iter().map(|(code, count)| (code.as_str(), count)).collect();
        rules.sort_by_key(|(code, count)| (std::cmp::Reverse(count.findings), *code));
        rules
    }

    /// How many submissions could not be checked.
    #[must_use]
    pub fn unchecked(&self) -> usize {
        self.rows.iter().filter(|row| row.state != State::Checked).count()
    }
}
