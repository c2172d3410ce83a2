//! A back-test: two versions of a pack over the same submissions, and which verdicts change.

mod changes;
mod human;
mod json;

pub use human::write_human;
pub use json::write_json;

use std::collections::BTreeMap;

use crate::batch::{Record, State};
use crate::diagnostic::Wording;
use crate::reporter::model::FindingOut;
use crate::reporter::{both, place_of};

use changes::{Change, changes};

/// How a verdict changes from the old version to the new one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    /// A finding that the old version does not give.
    New,
    /// A finding that the new version does not give.
    Gone,
    /// The same finding with another severity or message.
    Changed,
    /// A check that only the old version can make.
    Opened,
    /// A check that only the new version can make.
    Closed,
}

impl Kind {
    const ALL: [Self; 5] = [Self::New, Self::Gone, Self::Changed, Self::Opened, Self::Closed];
}

/// What changes over many submissions.
#[derive(Debug)]
pub struct Backtest {
    old: String,
    new: String,
    /// So many samples are kept of each rule and kind of change.
    limit: usize,
    /// Only these rules are told of; all where empty.
    only: Vec<String>,
    submissions: usize,
    /// Submissions with at least one change.
    differing: usize,
    rules: BTreeMap<String, RuleChanges>,
    /// Submissions that only one version could check, or none.
    unchecked: Vec<Unchecked>,
    /// The first submission's language.
    language: Option<crate::diagnostic::Language>,
}

/// What changes for one rule.
#[derive(Debug, Default)]
struct RuleChanges {
    title: Wording,
    kinds: BTreeMap<Kind, Changes>,
}

/// How often a rule's verdicts change in one way.
#[derive(Debug, Default)]
struct Changes {
    count: usize,
    submissions: usize,
    samples: Vec<Sample>,
}

/// A verdict that changes.
#[derive(Debug)]
struct Sample {
    submission: String,
    place: Option<Wording>,
    words: Option<String>,
    old: Option<Verdict>,
    new: Option<Verdict>,
    /// Why the check cannot be made.
    reason: Option<Wording>,
}

/// What a finding says.
#[derive(Debug)]
struct Verdict {
    severity: String,
    message: Wording,
}

/// A submission that was not checked with both versions.
#[derive(Debug)]
struct Unchecked {
    submission: String,
    /// Why not with the old version; `None` where it was.
    old: Option<Wording>,
    new: Option<Wording>,
}

impl Backtest {
    /// Makes ready for two versions, called as on the command line; keeps at most `limit` samples of each rule and kind.
    #[must_use]
    pub fn new(old: impl Into<String>, new: impl Into<String>, limit: usize) -> Self {
        Self {
            old: old.into(),
            new: new.into(),
            limit,
            only: Vec::new(),
            submissions: 0,
            differing: 0,
            rules: BTreeMap::new(),
            unchecked: Vec::new(),
            language: None,
        }
    }

    /// Tells only of these rules.
    pub fn tell_only_of(&mut self, rules: &[String]) {
        rules.clone_into(&mut self.only);
    }

    /// Takes what both versions say of one submission.
    pub fn add(&mut self, old: &Record, new: &Record) {
        self.submissions += 1;
        self.language = self.language.or(new.language()).or(old.language());
        if old.state != State::Checked || new.state != State::Checked {
            let [of_old, of_new] = [old, new].map(why_not);
            self.differing += usize::from(of_old.is_some() != of_new.is_some());
            self.unchecked.push(Unchecked { submission: new.submission.clone(), old: of_old, new: of_new });
            return;
        }
        let mut changes = changes(old, new);
        changes.retain(|change| self.only.is_empty() || self.only.iter().any(|code| code == change.code));
        self.differing += usize::from(!changes.is_empty());
        let mut seen: Vec<(&str, Kind)> = Vec::new();
        for change in &changes {
            let rule = self.rules.entry(change.code.to_owned()).or_default();
            if let Some(title) = change.title() {
                rule.title = title;
            }
            let known = rule.kinds.entry(change.kind).or_default();
            known.count += 1;
            if !seen.contains(&(change.code, change.kind)) {
                seen.push((change.code, change.kind));
                known.submissions += 1;
            }
            if known.samples.len() < self.limit {
                known.samples.push(Sample::of(new, change));
            }
        }
    }

    /// Gives titles to rules that no finding names.
    pub fn name_rules(&mut self, title: &dyn Fn(&str) -> Option<Wording>) {
        let nameless = self.rules.iter_mut().filter(|(_, rule)| rule.title.zh.is_empty());
        nameless.for_each(|(code, rule)| rule.title = title(code).unwrap_or_default());
    }

    /// True where some verdict differs, or a submission that only one version could check.
    #[must_use]
    pub fn differs(&self) -> bool {
        self.differing > 0
    }

    /// The language of the first submission that was checked.
    #[must_use]
    pub fn language(&self) -> Option<crate::diagnostic::Language> {
        self.language
    }

    /// How many verdicts change in one way.
    fn count(&self, kind: Kind) -> usize {
        self.rules.values().filter_map(|rule| rule.kinds.get(&kind)).map(|changes| changes.count).sum()
    }
}

fn why_not(record: &Record) -> Option<Wording> {
    let is_checked = record.state == State::Checked;
    let told = record.result.errors.first().map(|error| both(&error.message));
    (!is_checked).then(|| told.unwrap_or_default())
}

impl Sample {
    fn of(record: &Record, change: &Change<'_>) -> Self {
        Self {
            submission: record.submission.clone(),
            place: change.place().map(place_of),
            words: change.words().map(ToOwned::to_owned),
            old: change.old.map(Verdict::of),
            new: change.new.map(Verdict::of),
            reason: change.open.map(|open| both(&open.reason.text)),
        }
    }
}

impl Verdict {
    fn of(finding: &FindingOut) -> Self {
        Self { severity: finding.severity.clone().into_owned(), message: both(&finding.message) }
    }
}
