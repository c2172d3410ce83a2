//! Which submissions hold a fingerprint.

use sha2::{Digest, Sha256};

use super::passages::Passages;
use super::winnow::Fingerprint;

/// One hash of one submission; 16 bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Entry {
    hash: u64,
    /// The submission that holds it.
    pub(super) submission: u32,
    /// Where it stands there first.
    pub(super) position: u32,
}

/// The fingerprints of many submissions, by hash and then by submission: each hash once a submission.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Index {
    entries: Vec<Entry>,
}

impl Index {
    /// Of numbered submissions, each with its [hashes](Passages::hashes), in any order.
    #[must_use]
    pub fn new<'h>(submissions: impl IntoIterator<Item = (u32, &'h [Fingerprint])>) -> Self {
        let mut entries = Vec::new();
        for (submission, hashes) in submissions {
            entries.extend(hashes.iter().map(|it| Entry { hash: it.hash, submission, position: it.position }));
        }
        entries.sort_unstable();
        entries.dedup_by_key(|entry| (entry.hash, entry.submission));
        Self { entries }
    }

    /// Of a single submission, which has the number 0: that of the year before.
    #[must_use]
    pub fn one(passages: &Passages) -> Self {
        Self::new([(0, passages.hashes().as_slice())])
    }

    /// How many entries there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// True where no submission has a passage.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// True where a submission has all these fingerprints.
    #[must_use]
    pub fn holds(&self, submission: u32, hashes: &[Fingerprint]) -> bool {
        hashes.iter().all(|it| {
            let entry = Entry { hash: it.hash, submission, position: it.position };
            self.entries.binary_search(&entry).is_ok()
        })
    }

    /// The hash of all entries.
    #[must_use]
    pub fn digest(&self) -> [u8; 32] {
        let mut digest = Sha256::new();
        for entry in &self.entries {
            digest.update(entry.hash.to_le_bytes());
            digest.update(entry.submission.to_le_bytes());
            digest.update(entry.position.to_le_bytes());
        }
        digest.finalize().into()
    }

    /// The submissions that hold a hash, by number, without one of them; nothing where more than `most` others do.
    pub(super) fn holders(&self, hash: u64, me: Option<u32>, most: usize) -> impl Iterator<Item = Entry> {
        let start = self.entries.partition_point(|entry| entry.hash < hash);
        let tail = self.entries.get(start..).unwrap_or(&[]);
        // One more than may hold it, and this submission itself: further ones need not be counted.
        let seen = tail.get(..most.saturating_add(2)).unwrap_or(tail);
        let held = seen.get(..seen.partition_point(|entry| entry.hash == hash)).unwrap_or(&[]);
        let is_other = move |entry: &&Entry| Some(entry.submission) != me;
        let held = if held.iter().filter(is_other).count() > most { &[] } else { held };
        held.iter().filter(is_other).copied()
    }
}
