//! Where the cue words of a report stand, sorted for those who ask: by record and source, sentence by sentence.
//!
//! A word means something to many sources; it is kept once, and each source knows it by number.

use std::ops::Range;

use crate::document::SentenceId;
use crate::plan::{CueUse, RecordId};

use super::scene::Scene;

/// Marks that a cue word may begin with.
const MARKS: [char; 5] = ['，', '；', '：', '（', ','];

/// The cue words of a report: each once, and for every record and source those that mean something to it.
pub(super) struct CueMap<'a> {
    words: Vec<CueWord<'a>>,
    /// By record and then by source, sentence by sentence: which word, and which of its meanings.
    by_source: Vec<Vec<Vec<(u32, u32)>>>,
}

struct CueWord<'a> {
    range: Range<usize>,
    uses: &'a [CueUse],
    /// Index of its sentence.
    sentence: u32,
}

/// An occurrence of a cue word for one record and source.
#[derive(Debug, Clone)]
pub(super) struct Hit<'a> {
    pub(super) range: Range<usize>,
    pub(super) means: &'a CueUse,
}

/// The occurrences for one source.
#[derive(Clone, Copy)]
pub(super) struct Hits<'m> {
    words: &'m [CueWord<'m>],
    found: &'m [(u32, u32)],
}

impl CueMap<'_> {
    /// What a source of a record found; `None` where there is nothing.
    pub(super) fn hits(&self, RecordId(record): RecordId, source: usize) -> Option<Hits<'_>> {
        let found = self.by_source.get(record)?.get(source)?;
        (!found.is_empty()).then_some(Hits { words: &self.words, found })
    }
}

impl<'m> Hits<'m> {
    /// How many.
    pub(super) fn len(self) -> usize {
        self.found.len()
    }

    /// In text order.
    pub(super) fn iter(self) -> impl Iterator<Item = Hit<'m>> {
        self.found.iter().filter_map(move |(word, means)| {
            let word = self.words.get(*word as usize)?;
            Some(Hit { range: word.range.clone(), means: word.uses.get(*means as usize)? })
        })
    }

    /// Cut where sentences end, with the index of each sentence.
    pub(super) fn by_sentence(self) -> impl Iterator<Item = (usize, Self)> {
        let sentence = move |(word, _): &(u32, u32)| self.words.get(*word as usize).map_or(0, |word| word.sentence);
        let cut = self.found.chunk_by(move |one, next| sentence(one) == sentence(next));
        cut.filter_map(move |found| Some((sentence(found.first()?) as usize, Self { found, ..self })))
    }
}

/// Sorts the cue words of a scene by record and source, in text order; words that stand in no sentence are left out.
pub(super) fn by_source<'a>(scene: &Scene<'a>) -> CueMap<'a> {
    let records = scene.plan.records.iter();
    let by_source = records.map(|record| record.cues.iter().map(|_| Vec::new()).collect()).collect();
    let mut map = CueMap { words: Vec::new(), by_source };
    let mut figures = scene.prose.figures.iter().peekable();
    for hit in scene.plan.cues.find(&scene.text) {
        // A word inside a figure is part of it: 余 in 柒佰余万元. Words come in the order of their ends.
        while figures.next_if(|token| token.range.end < hit.range.end).is_some() {}
        if figures.peek().is_some_and(|token| token.range.start <= hit.range.start) {
            continue;
        }
        // A mark before the word asks for the start of a clause; the word itself stands behind it.
        let word = scene.text.get(hit.range.clone()).unwrap_or("");
        let lead = word.len() - word.trim_start_matches(MARKS).len();
        let range = hit.range.start + lead..hit.range.end;
        let Some(SentenceId(sentence)) = scene.prose.sentence_at(range.start) else { continue };
        let uses = scene.plan.cues.uses(hit.word);
        map.words.push(CueWord { range, uses, sentence });
    }
    // A word that ends later may begin in a sentence before.
    map.words.sort_by_key(|word| word.sentence);
    for (word, at) in map.words.iter().zip(0_u32..) {
        for (means, meaning) in word.uses.iter().zip(0_u32..) {
            if scene.plan.record(means.record).used
                && let Some(hits) = map.by_source.get_mut(means.record.0).and_then(|all| all.get_mut(means.source))
            {
                hits.push((at, meaning));
            }
        }
    }
    map
}
