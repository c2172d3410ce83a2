//! What outputs say of rules: as much as viewers show beside findings, and the titles of checks that hold.

use std::collections::HashMap;

use crate::diagnostic::{Severity, Wording};
use crate::plan::{Basis, Rule};

/// The rules of one pack or of several, each code once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RuleBook {
    pub(super) rules: Vec<RuleNote>,
    places: HashMap<String, usize>,
}

/// What is known of a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct RuleNote {
    pub(super) code: String,
    pub(super) title: Wording,
    pub(super) doc: String,
    pub(super) severity: Severity,
    pub(super) basis: Basis,
    pub(super) help: Option<Wording>,
}

impl RuleBook {
    /// The rules of a pack that are in force.
    #[must_use]
    pub fn of(rules: &[Rule]) -> Self {
        let mut book = Self::default();
        book.add(rules);
        book
    }

    /// Adds those of another pack; a code that is known keeps what was said of it first.
    pub fn add(&mut self, rules: &[Rule]) {
        for rule in rules.iter().filter(|rule| rule.off.is_none()) {
            if self.places.contains_key(&*rule.code) {
                continue;
            }
            self.places.insert(rule.code.to_string(), self.rules.len());
            self.rules.push(RuleNote {
                code: rule.code.to_string(),
                title: rule.title.clone(),
                doc: rule.doc.clone(),
                severity: rule.severity,
                basis: rule.basis.clone(),
                help: rule.help.clone(),
            });
        }
    }

    /// The place of a rule in the book.
    pub(super) fn place(&self, code: &str) -> Option<usize> {
        self.places.get(code).copied()
    }

    /// The title of a rule; `None` where the book has none of this code.
    #[must_use]
    pub fn title(&self, code: &str) -> Option<&Wording> {
        self.place(code).and_then(|place| self.rules.get(place)).map(|rule| &rule.title)
    }
}
