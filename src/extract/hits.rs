//! Where the cue words of a report stand, and in which sentences each record and source may have a claim.
//!
//! A word means something to many sources; it is kept once, and its meanings for a source are looked up only in the
//! sentences that this source reads.

use std::cmp::Reverse;
use std::ops::Range;

use crate::plan::{CuePosition, CueUse, RecordId};

use super::scene::Scene;

/// Marks that a cue word may begin with.
const MARKS: [char; 5] = ['，', '；', '：', '（', ','];

/// Usual words that hold a cue of one character and say nothing of a figure: 共 in 公共, 应 in 供应.
const COMPOUNDS: [&str; 20] = [
    "公共", "共同", "共享", "共建", "共治", "供应", "应急", "应用", "应对", "响应", "适应", "相应", "对应", "反应",
    "效应", "参与", "理由", "自由", "从事", "从业",
];

/// The cue words of a report in text order, each once.
pub(super) struct CueMap<'a> {
    words: Vec<CueWord<'a>>,
    /// How many of the words stand before each sentence, and how many there are.
    starts: Vec<usize>,
    /// By record and source: the sentences in which a word may give the anchor field a value.
    anchored: Vec<Vec<usize>>,
    /// Where the sources of each record begin among all.
    sources: Vec<usize>,
}

struct CueWord<'a> {
    range: Range<usize>,
    /// Index for [`CueIndex::uses`](crate::plan::CueIndex::uses).
    word: usize,
    uses: &'a [CueUse],
    sentence: usize,
    clause: Option<usize>,
}

/// An occurrence of a cue word for one record and source.
#[derive(Debug, Clone)]
pub(super) struct Hit<'a> {
    pub(super) range: Range<usize>,
    pub(super) clause: Option<usize>,
    pub(super) means: &'a CueUse,
}

/// The occurrences for one source of a record.
#[derive(Clone, Copy)]
pub(super) struct Hits<'m> {
    map: &'m CueMap<'m>,
    source: (RecordId, usize),
}

impl CueMap<'_> {
    /// What a source of a record finds.
    pub(super) fn hits(&self, record: RecordId, source: usize) -> Hits<'_> {
        Hits { map: self, source: (record, source) }
    }
}

impl<'m> Hits<'m> {
    /// The sentences in which a word may give the anchor field a value, in text order.
    pub(super) fn anchored(self) -> &'m [usize] {
        let (RecordId(record), source) = self.source;
        let place = self.map.sources.get(record).map(|first| first + source);
        place.and_then(|place| self.map.anchored.get(place)).map_or(&[], Vec::as_slice)
    }

    /// Those of a sentence in text order; of several that begin together the longest first.
    pub(super) fn of_sentence(self, sentence: usize) -> impl Iterator<Item = Hit<'m>> {
        let start = |sentence: usize| self.map.starts.get(sentence).copied().unwrap_or(0);
        let words = self.map.words.get(start(sentence)..start(sentence + 1)).unwrap_or(&[]);
        words.iter().flat_map(move |word| {
            let first = word.uses.partition_point(|means| (means.record, means.source) < self.source);
            let own = word.uses.iter().skip(first).take_while(move |means| (means.record, means.source) == self.source);
            own.map(|means| Hit { range: word.range.clone(), clause: word.clause, means })
        })
    }
}

impl CueWord<'_> {
    /// Of words that begin together the longest comes first.
    fn order(&self) -> (usize, Reverse<usize>) {
        (self.range.start, Reverse(self.range.end))
    }
}

/// Finds the cue words of a scene and the sentences that each source reads.
pub(super) fn find<'a>(scene: &Scene<'a>) -> CueMap<'a> {
    let mut count = 0;
    let mut sources = Vec::with_capacity(scene.plan.records.len());
    for record in &scene.plan.records {
        sources.push(count);
        count += record.cues.len();
    }
    let words = words(scene);
    let mut anchored: Vec<Vec<usize>> = vec![Vec::new(); count];
    // The places among all sources for which each word may give a value to the anchor field.
    let mut anchors: Vec<Option<Vec<usize>>> = Vec::new();
    for word in &words {
        if anchors.len() <= word.word {
            anchors.resize(word.word + 1, None);
        }
        let Some(known) = anchors.get_mut(word.word) else { continue };
        for place in known.get_or_insert_with(|| anchors_of(scene, &sources, word.uses)) {
            if let Some(sentences) = anchored.get_mut(*place).filter(|it| it.last() != Some(&word.sentence)) {
                sentences.push(word.sentence);
            }
        }
    }
    let mut starts = Vec::with_capacity(scene.prose.sentences.len() + 1);
    for (at, word) in words.iter().enumerate() {
        starts.resize(word.sentence + 1, at);
    }
    starts.resize(scene.prose.sentences.len() + 1, words.len());
    CueMap { words, starts, anchored, sources }
}

/// The places of those sources for which a word may give a value to the anchor field.
fn anchors_of(scene: &Scene<'_>, sources: &[usize], uses: &[CueUse]) -> Vec<usize> {
    let anchors = uses.iter().filter(|means| {
        let record = scene.plan.record(means.record);
        let source = record.cues.get(means.source);
        source.is_some_and(|source| source.anchor == means.field)
            && !matches!(means.position, CuePosition::NotAfter | CuePosition::NotBefore)
    });
    let mut places: Vec<usize> =
        anchors.filter_map(|means| Some(sources.get(means.record.0)? + means.source)).collect();
    places.dedup();
    places
}

/// The cue words that stand in a sentence and in no figure, in text order.
fn words<'a>(scene: &Scene<'a>) -> Vec<CueWord<'a>> {
    let prose = scene.prose;
    let mut words: Vec<CueWord<'a>> = Vec::new();
    let mut figures = prose.figures.iter().peekable();
    for hit in scene.plan.cues.find(&scene.text) {
        // A word inside a figure is part of it: 余 in 柒佰余万元. Words come in the order of their ends.
        while figures.next_if(|token| token.range.end < hit.range.end).is_some() {}
        if figures.peek().is_some_and(|token| token.range.start <= hit.range.start) {
            continue;
        }
        if is_in_compound(&scene.text, &hit.range) {
            continue;
        }
        // A mark before the word asks for the start of a clause; the word itself stands behind it.
        let text = scene.text.get(hit.range.clone()).unwrap_or("");
        let lead = text.len() - text.trim_start_matches(MARKS).len();
        let range = hit.range.start + lead..hit.range.end;
        let word = CueWord { range, word: hit.word, uses: scene.plan.cues.uses(hit.word), sentence: 0, clause: None };
        // Few words end behind one that begins behind them.
        let before = words.iter().rposition(|other| other.order() <= word.order());
        words.insert(before.map_or(0, |before| before + 1), word);
    }
    let (mut sentence, mut clause) = (0, 0);
    words.retain_mut(|word| {
        let start = word.range.start;
        while prose.sentences.get(sentence).is_some_and(|it| it.range.end <= start) {
            sentence += 1;
        }
        while prose.clauses.get(clause).is_some_and(|it| it.range.end <= start) {
            clause += 1;
        }
        word.sentence = sentence;
        word.clause = prose.clauses.get(clause).filter(|it| it.range.start <= start).map(|_| clause);
        prose.sentences.get(sentence).is_some_and(|it| it.range.start <= start)
    });
    words
}

/// True for a lone character that stands in a usual word.
fn is_in_compound(text: &str, range: &Range<usize>) -> bool {
    let Some(word) = text.get(range.clone()) else { return false };
    if word.chars().nth(1).is_some() {
        return false;
    }
    let before = text.get(..range.start).and_then(|text| text.chars().next_back());
    let behind = text.get(range.end..).and_then(|text| text.chars().next());
    let is = |compound: &str, one: Option<char>, other: Option<char>| {
        let mut chars = compound.chars();
        one.is_some() && chars.next() == one && chars.next() == other
    };
    let own = word.chars().next();
    COMPOUNDS.iter().any(|compound| is(compound, before, own) || is(compound, own, behind))
}
