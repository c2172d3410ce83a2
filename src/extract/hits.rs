//! Where the cue words of a report stand, sorted for those who ask: by record and source, sentence by sentence.
//!
//! A word means something to many sources; it is kept once, and each source knows it by number.

use std::ops::Range;

use crate::document::{ClauseId, SentenceId};
use crate::plan::{CueUse, RecordId};

use super::scene::Scene;

/// Marks that a cue word may begin with.
const MARKS: [char; 5] = ['，', '；', '：', '（', ','];

/// The cue words of a report: each once, and for every record and source those that mean something to it.
pub(super) struct CueMap<'a> {
    words: Vec<CueWord<'a>>,
    /// Source by source: which word, and which of its meanings.
    by_source: Vec<Vec<(u32, u32)>>,
    /// Where the sources of each record begin.
    sources: Vec<usize>,
}

struct CueWord<'a> {
    range: Range<usize>,
    uses: &'a [CueUse],
    sentence: u32,
    clause: Option<ClauseId>,
}

/// An occurrence of a cue word for one record and source.
#[derive(Debug, Clone)]
pub(super) struct Hit<'a> {
    pub(super) range: Range<usize>,
    pub(super) clause: Option<ClauseId>,
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
        let found = self.by_source.get(self.sources.get(record)? + source)?;
        (!found.is_empty()).then_some(Hits { words: &self.words, found })
    }
}

impl<'m> Hits<'m> {
    /// How many.
    pub(super) fn len(self) -> usize {
        self.found.len()
    }

    /// In text order; of several that begin together the longest first.
    pub(super) fn iter(self) -> impl Iterator<Item = Hit<'m>> {
        self.found.iter().filter_map(move |(word, means)| {
            let word = self.words.get(*word as usize)?;
            Some(Hit { range: word.range.clone(), clause: word.clause, means: word.uses.get(*means as usize)? })
        })
    }

    /// Cut where sentences end, with the index of each sentence.
    pub(super) fn by_sentence(self) -> impl Iterator<Item = (usize, Self)> {
        let cut = self.found.chunk_by(move |one, next| self.sentence(one) == self.sentence(next));
        cut.filter_map(move |found| Some((self.sentence(found.first()?) as usize, Self { found, ..self })))
    }

    /// Those of one sentence.
    pub(super) fn of_sentence(self, sentence: usize) -> Self {
        let start = self.found.partition_point(|hit| (self.sentence(hit) as usize) < sentence);
        let end = self.found.partition_point(|hit| (self.sentence(hit) as usize) <= sentence);
        Self { found: self.found.get(start..end).unwrap_or(&[]), ..self }
    }

    fn sentence(self, (word, _): &(u32, u32)) -> u32 {
        self.words.get(*word as usize).map_or(0, |word| word.sentence)
    }
}

/// Sorts the cue words of a scene by record and source, in text order; words that stand in no sentence are left out.
pub(super) fn by_source<'a>(scene: &Scene<'a>) -> CueMap<'a> {
    let mut count = 0;
    let mut sources = Vec::with_capacity(scene.plan.records.len());
    for record in &scene.plan.records {
        sources.push(count);
        count += record.cues.len();
    }
    let mut map = CueMap { words: words(scene), by_source: vec![Vec::new(); count], sources };
    for (word, at) in map.words.iter().zip(0_u32..) {
        for (means, meaning) in word.uses.iter().zip(0_u32..) {
            let place = map.sources.get(means.record.0).and_then(|first| map.by_source.get_mut(first + means.source));
            if let Some(hits) = place.filter(|_| scene.plan.record(means.record).used) {
                hits.push((at, meaning));
            }
        }
    }
    map
}

/// The cue words that stand in a sentence and in no figure, in text order.
fn words<'a>(scene: &Scene<'a>) -> Vec<CueWord<'a>> {
    let mut words = Vec::new();
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
        let clause = scene.prose.clause_at(range.start);
        words.push(CueWord { range, uses: scene.plan.cues.uses(hit.word), sentence, clause });
    }
    words.sort_by_key(|word| (word.range.start, std::cmp::Reverse(word.range.end)));
    words
}
