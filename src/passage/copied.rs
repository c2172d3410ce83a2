//! Which passages of a submission stand in others, and how much of them.

use std::collections::BTreeMap;

use super::index::{Entry, Index};
use super::passages::Passages;
use super::winnow::{Fingerprint, GRAM, WINDOW};

/// A passage that stands in another submission.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Copied {
    /// The number of the passage in [`Passages::passages`].
    pub passage: usize,
    /// The submission that shares most of its letters; of equals the one with the lowest number.
    pub other: u32,
    /// How many of its letters it shares with that submission.
    pub letters: u32,
    /// How many letters all passages together share with that submission.
    pub total: u64,
    /// In how many submissions it stands: that one, and those that share at least half as many of its letters.
    pub units: u32,
}

/// The passages that stand in other submissions of the index, in order.
///
/// `me` is the own number where the index holds the submission itself. A hash that more than `template_limit` others hold
/// is a template's and shared with none. Letters between two shared fingerprints count as shared where both submissions
/// have them at the same distance, of at most a window. In time linear in the fingerprints, times the limit.
#[must_use]
pub fn copies(own: &Passages, index: &Index, me: Option<u32>, template_limit: usize) -> Vec<Copied> {
    let mut totals: BTreeMap<u32, u64> = BTreeMap::new();
    let mut found = Vec::new();
    for (passage, held) in own.passages().iter().enumerate() {
        let mut shared: BTreeMap<u32, Shared> = BTreeMap::new();
        for fingerprint in own.fingerprints(held) {
            for entry in index.holders(fingerprint.hash, me, template_limit) {
                shared.entry(entry.submission).or_default().add(*fingerprint, entry);
            }
        }
        for (other, shared) in &shared {
            *totals.entry(*other).or_default() += u64::from(shared.letters);
        }
        // Of equals the first is kept.
        let most = shared.iter().fold(None, |most: Option<(u32, u32)>, (other, shared)| match most {
            Some((_, letters)) if letters >= shared.letters => most,
            _ => Some((*other, shared.letters)),
        });
        let Some((other, letters)) = most else { continue };
        let units = shared.values().filter(|shared| shared.letters >= letters.div_ceil(2)).count();
        let units = u32::try_from(units).unwrap_or(u32::MAX);
        found.push(Copied { passage, other, letters, total: 0, units });
    }
    for copied in &mut found {
        copied.total = totals.get(&copied.other).copied().unwrap_or_default();
    }
    found
}

/// What a passage shares with one submission, up to the last fingerprint.
#[derive(Debug, Default)]
struct Shared {
    letters: u32,
    /// Where the last shared piece stands, here and there.
    last: Option<(u32, u32)>,
}

impl Shared {
    /// Counts the letters of a shared piece that are not counted yet, with those since the last.
    fn add(&mut self, own: Fingerprint, entry: Entry) {
        let here = own.position;
        let more = match self.last {
            None => GRAM,
            Some((before, there)) => {
                let step = here.saturating_sub(before);
                let is_apart_there = entry.position.checked_sub(there) == Some(step);
                let step = step as usize;
                if is_apart_there && step <= WINDOW { step } else { step.min(GRAM) }
            }
        };
        self.letters = self.letters.saturating_add(u32::try_from(more).unwrap_or(u32::MAX));
        self.last = Some((here, entry.position));
    }
}
