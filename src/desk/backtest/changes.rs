//! Which verdicts on one submission differ between two versions of a pack.

use crate::batch::Record;
use crate::diagnostic::Wording;
use crate::reporter::both;
use crate::reporter::model::{FindingOut, LabelOut, NotEvaluatedOut, PlaceOut};

use super::Kind;

/// A verdict that differs.
#[derive(Debug, Clone, Copy)]
pub(super) struct Change<'r> {
    pub(super) kind: Kind,
    pub(super) code: &'r str,
    /// With the old version.
    pub(super) old: Option<&'r FindingOut>,
    /// With the new version.
    pub(super) new: Option<&'r FindingOut>,
    /// The check that cannot be made, with one of the two versions.
    pub(super) open: Option<&'r NotEvaluatedOut>,
}

/// All verdicts that differ, findings in the order of the new version, then those that are gone, then open checks.
pub(super) fn changes<'r>(old: &'r Record, new: &'r Record) -> Vec<Change<'r>> {
    let mut gone: Vec<&FindingOut> = findings(old).collect();
    let mut fresh: Vec<&FindingOut> = findings(new).collect();
    let mut changes = Vec::new();
    // The fingerprint first: it tells two findings at one place apart.
    for same in [same_fingerprint, same_place] {
        fresh.retain(|new| {
            let Some(at) = gone.iter().position(|old| old.code == new.code && same(old, new)) else { return true };
            let old = gone.remove(at);
            if old.severity != new.severity || old.message != new.message {
                let (old, new) = (Some(old), Some(*new));
                let code = new.map_or("", |new| new.code.as_str());
                changes.push(Change { kind: Kind::Changed, code, old, new, open: None });
            }
            false
        });
    }
    changes.extend(fresh.into_iter().map(|new| Change {
        kind: Kind::New,
        code: &new.code,
        old: None,
        new: Some(new),
        open: None,
    }));
    changes.extend(gone.into_iter().map(|old| Change {
        kind: Kind::Gone,
        code: &old.code,
        old: Some(old),
        new: None,
        open: None,
    }));
    let (before, after) = (open_checks(old), open_checks(new));
    for (kind, these, those) in [(Kind::Opened, &after, &before), (Kind::Closed, &before, &after)] {
        let mut left = those.clone();
        changes.extend(these.iter().filter_map(|open| {
            if let Some(at) = left.iter().position(|other| same_check(open, other)) {
                left.remove(at);
                return None;
            }
            Some(Change { kind, code: &open.code, old: None, new: None, open: Some(open) })
        }));
    }
    changes
}

fn findings(record: &Record) -> impl Iterator<Item = &FindingOut> {
    record.result.review.iter().flat_map(|review| &review.findings)
}

fn open_checks(record: &Record) -> Vec<&NotEvaluatedOut> {
    record.result.review.iter().flat_map(|review| &review.not_evaluated).collect()
}

fn same_fingerprint(old: &FindingOut, new: &FindingOut) -> bool {
    old.fingerprint == new.fingerprint
}

fn same_place(old: &FindingOut, new: &FindingOut) -> bool {
    let place = |finding: &FindingOut| finding.primary.as_ref().map(|LabelOut { place, .. }| place.clone());
    place(old).is_some_and(|old| Some(old) == place(new))
}

/// The same check of the same words, for whatever reason it cannot be made.
fn same_check(one: &NotEvaluatedOut, other: &NotEvaluatedOut) -> bool {
    one.code == other.code && one.place == other.place
}

impl<'r> Change<'r> {
    /// The finding that tells of it: the new one, else the old one.
    fn finding(&self) -> Option<&'r FindingOut> {
        self.new.or(self.old)
    }

    /// Where.
    pub(super) fn place(&self) -> Option<&'r PlaceOut> {
        let of_finding = self.finding().and_then(|finding| finding.primary.as_ref()).map(|label| &label.place);
        of_finding.or_else(|| self.open.and_then(|open| open.place.as_ref()))
    }

    /// The clause of the draft.
    pub(super) fn words(&self) -> Option<&'r str> {
        self.finding().and_then(FindingOut::quote)
    }

    /// The title of its rule, where a finding carries it.
    pub(super) fn title(&self) -> Option<Wording> {
        self.finding().map(|finding| both(&finding.title))
    }
}
