//! The cue words of all records as one automaton: one scan of a text finds them all.

use std::ops::Range;
use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, MatchKind};

use super::RecordId;

/// Where a cue word stands with regard to its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CuePosition {
    /// The value comes after the word.
    After,
    /// The value comes before the word.
    Before,
    /// The word is the value.
    Is,
    /// A value after the word is never this field.
    NotAfter,
    /// A value before the word is never this field.
    NotBefore,
}

/// Whether a cue word turns the sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// No.
    Plain,
    /// Upwards: the value counts as it is.
    Up,
    /// Downwards: the value counts as negative.
    Down,
}

/// How much a cue word says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CueWeight {
    /// As much as others.
    Plain,
    /// It speaks only where no other cue does.
    Faint,
    /// Nothing is left out of the list that it opens or closes.
    Complete,
}

/// One use of a word as a cue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CueUse {
    /// The record.
    pub record: RecordId,
    /// Index into [`Record::cues`](super::Record::cues).
    pub source: usize,
    /// The field.
    pub field: usize,
    /// Where the value is.
    pub position: CuePosition,
    /// Whether it turns the sign.
    pub direction: Direction,
    /// How much it says.
    pub weight: CueWeight,
}

/// A word found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CueHit {
    /// Where.
    pub range: Range<usize>,
    /// Which word: index for [`CueIndex::uses`].
    pub word: usize,
}

/// All cue words of a plan.
#[derive(Debug, Default)]
pub struct CueIndex {
    words: Vec<String>,
    uses: Vec<Vec<CueUse>>,
    /// Built when a draft first needs it.
    automaton: OnceLock<Option<AhoCorasick>>,
}

impl CueIndex {
    /// Collects the words; equal ones of several records share one entry.
    #[must_use]
    pub fn new(words: impl IntoIterator<Item = (String, CueUse)>) -> Self {
        let mut by_word: std::collections::BTreeMap<String, Vec<CueUse>> = std::collections::BTreeMap::new();
        for (word, cue_use) in words {
            by_word.entry(word).or_default().push(cue_use);
        }
        by_word.retain(|word, _| !word.is_empty());
        by_word.values_mut().for_each(|uses| uses.sort_by_key(|it| (it.record, it.source)));
        let (words, uses) = by_word.into_iter().unzip();
        Self { words, uses, automaton: OnceLock::new() }
    }

    /// Every occurrence of every word, also overlapping ones, by end and then by start.
    pub fn find(&self, text: &str) -> impl Iterator<Item = CueHit> {
        let build = || AhoCorasick::builder().match_kind(MatchKind::Standard).build(&self.words).ok();
        let automaton = self.automaton.get_or_init(build).as_ref();
        let found = automaton.into_iter().flat_map(move |automaton| automaton.find_overlapping_iter(text));
        found.map(|found| CueHit { range: found.range(), word: found.pattern().as_usize() })
    }

    /// What a word is used for, by record and then by source.
    #[must_use]
    pub fn uses(&self, word: usize) -> &[CueUse] {
        self.uses.get(word).map_or(&[], Vec::as_slice)
    }
}
