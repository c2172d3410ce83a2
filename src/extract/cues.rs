//! Cue words to facts: every figure (or word) that a source's anchor field takes makes one instance, and the other
//! fields find their candidates round it, level by level (see [`levels`](super::levels)).
//!
//! A level that has candidates closes those below.

use std::cell::OnceCell;
use std::ops::Range;

use crate::document::Sentence;
use crate::fact::{Fact, FieldValue, Unread, UnreadInstance};
use crate::figure::Hedge;
use crate::plan::{CuePosition, CueSource, Record, RecordId, Type};

use super::candidate::{Candidate, Candidates, settle_nearness};
use super::hits::{Hit, Hits};
use super::levels::LOOK_BACK;
use super::once::Once;
use super::reading::readings;
use super::roles::{Cue, Roles, cues_of_source, roles};
use super::scene::{Run, Scene};
use super::subject::{self, NamedBase};
use super::{free, lists, told, unnamed, words};

/// A sentence with more figures and cues than this is not read.
const MAX_TOKENS: usize = 2_000;

/// What one record and source found in a report.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) facts: Vec<(Fact, Vec<usize>)>,
    pub(super) unread: Vec<UnreadInstance>,
}

/// Reads all instances of one record by one group of cues. `taken` are the figures that patterns have read, sorted.
pub(super) fn read(scene: &Scene<'_>, id: RecordId, source: &CueSource, hits: Hits<'_>, taken: &[usize]) -> Found {
    let record = scene.plan.record(id);
    let anchor = record.fields.get(source.anchor).map_or(&Type::Wrong, |field| &field.ty);
    let may_claim =
        |sentence: &Sentence| !source.takes_any_figure() || free::has_claims(scene, anchor, sentence, taken);
    let mut found = Found::default();
    let mut own = Vec::new();
    for sentence_index in hits.anchored().iter().copied() {
        let Some(sentence) = scene.sentence(sentence_index).filter(|it| may_claim(it)) else { continue };
        own.clear();
        own.extend(hits.of_sentence(sentence_index).take(MAX_TOKENS + 1));
        let tokens = own.len() + (sentence.figures.end - sentence.figures.start) as usize;
        if tokens > MAX_TOKENS {
            let span = scene.prose.span(sentence.range.clone());
            found.unread.push(UnreadInstance { record: id, span, reason: Unread::SentenceTooLong });
            continue;
        }
        let Seen { cues, subjects, roles } = &Seen::new(scene, record, source, sentence, &own);
        let (before, once) = Default::default();
        #[rustfmt::skip]
        let stage = Stage { scene, id, record, source, sentence, sentence_index, cues, subjects, roles, taken, hits, before, once };
        stage.instances(&mut found);
    }
    found
}

/// The cues of a sentence and what they say of its figures.
pub(super) struct Seen {
    cues: Vec<Cue>,
    /// Where words name a subject.
    subjects: Vec<Range<usize>>,
    pub(super) roles: Roles,
}

impl Seen {
    fn new(scene: &Scene<'_>, record: &Record, source: &CueSource, sentence: &Sentence, hits: &[Hit<'_>]) -> Self {
        let cues = cues_of_source(record, hits);
        let subjects = subject::named(record, &cues);
        let roles = roles(scene, record, source, sentence, &cues);
        Self { cues, subjects, roles }
    }
}

/// One sentence seen by one source.
pub(super) struct Stage<'s, 'a> {
    pub(super) scene: &'s Scene<'a>,
    pub(super) id: RecordId,
    pub(super) record: &'s Record,
    pub(super) source: &'s CueSource,
    pub(super) sentence: &'s Sentence,
    pub(super) sentence_index: usize,
    pub(super) cues: &'s [Cue],
    pub(super) subjects: &'s [Range<usize>],
    pub(super) roles: &'s Roles,
    pub(super) taken: &'s [usize],
    /// Of the whole report.
    hits: Hits<'s>,
    /// The sentences before, the nearest first, once somebody asks for them.
    before: [OnceCell<Option<Seen>>; LOOK_BACK],
    /// What its claims share.
    pub(super) once: Once,
}

/// Where an instance is anchored.
#[derive(Debug, Clone)]
pub(super) struct Anchor<'s> {
    pub(super) place: Range<usize>,
    /// The figure, where the anchor is one.
    pub(super) figure: Option<usize>,
    /// Bytes between the anchor before and the anchor behind.
    pub(super) stretch: Range<usize>,
    pub(super) clause: usize,
    pub(super) chain: u32,
    pub(super) run: Option<Run>,
    /// The byte from which on its fields take figures of its sentence.
    pub(super) from: usize,
    /// Figures that are parts of a list and so no field of its fact.
    pub(super) parts: Vec<usize>,
    /// The bracket that opens right behind it, else the one it stands in.
    pub(super) bracket: Option<Range<usize>>,
    /// The innermost bracket it stands in.
    pub(super) enclosing: Option<Range<usize>>,
    /// How many brackets are open around it.
    pub(super) depth: usize,
    /// Whether no other quantity stands before it in its chain, once somebody asks.
    pub(super) opens_chain: OnceCell<bool>,
    /// What it names as that of which it is a share.
    pub(super) base: Option<NamedBase<'s>>,
}

impl<'s> Stage<'s, '_> {
    fn instances(&self, found: &mut Found) {
        let Some(anchor_field) = self.record.fields.get(self.source.anchor) else { return };
        match &anchor_field.ty {
            Type::List(_) => lists::instances(self, found),
            Type::Text | Type::Enum(_) | Type::Bool => self.word_instances(found),
            Type::Quantity(_) | Type::Year | Type::Date | Type::Target => self.figure_instances(found),
            Type::Record(_) | Type::Bands(_) | Type::Wrong => {}
        }
    }

    fn figure_instances(&self, found: &mut Found) {
        let anchors: Vec<usize> =
            self.roles.with_role(self.source.anchor).filter(|figure| self.is_claim(*figure)).collect();
        let places: Vec<Range<usize>> = anchors.iter().map(|figure| self.scene.core_range(*figure)).collect();
        for (index, figure) in anchors.iter().enumerate() {
            let role = self.roles.of(*figure).filter(|role| !told::is_share_of_others(self, *figure, role));
            let Some(role) = role else { continue };
            let run = self.scene.figures.get(*figure).and_then(|it| it.run);
            let Some(anchor) = self.anchor(&places, index, run) else { continue };
            let from = told::own_start(self, *figure, role, index.checked_sub(1).and_then(|it| places.get(it)));
            let anchor = Anchor { figure: Some(*figure), from, base: subject::named_base(self, *figure), ..anchor };
            let own = Candidate::of_role(*figure, role);
            self.instance(&anchor, FieldSeed::Figure(own), found);
        }
    }

    /// A limit (不足 90%, 95% 以上) is no claim about other figures, nor is a figure that a pattern has read; nor, to
    /// a source that takes any figure, one of which nothing could be told.
    fn is_claim(&self, figure: usize) -> bool {
        let hedge = self.scene.figures.get(figure).map(|it| it.figure().hedge);
        let may_be_told = || !self.source.takes_any_figure() || free::may_be_told(self.scene, figure);
        self.taken.binary_search(&figure).is_err()
            && matches!(hedge, Some(Hedge::Plain | Hedge::About))
            && may_be_told()
    }

    fn word_instances(&self, found: &mut Found) {
        let anchors = words::anchors(self);
        let places: Vec<Range<usize>> = anchors.iter().map(|(place, _)| place.clone()).collect();
        for (index, (_, value)) in anchors.iter().enumerate() {
            let Some(anchor) = self.anchor(&places, index, None) else { continue };
            self.instance(&anchor, FieldSeed::Value(value.clone()), found);
        }
    }

    /// The anchor at a place; members of one list share the stretch of the whole list.
    pub(super) fn anchor(&self, places: &[Range<usize>], index: usize, run: Option<Run>) -> Option<Anchor<'s>> {
        let place = places.get(index)?.clone();
        let (before, behind) = match run {
            Some(run) => (index.checked_sub(run.index + 1), index + run.length - run.index),
            None => (index.checked_sub(1), index + 1),
        };
        let start = before.and_then(|it| places.get(it)).map_or(self.sentence.range.start, |it| it.end);
        let end = places.get(behind).map_or(self.sentence.range.end, |it| it.start);
        let (clause, chain) =
            self.scene.clause_over(self.sentence, place.start).map(|(number, clause)| (number, clause.chain))?;
        let enclosing = self.scene.brackets.over(&place, self.sentence);
        Some(Anchor {
            figure: None,
            stretch: start..end.max(start),
            clause,
            chain,
            run,
            from: self.sentence.range.start,
            parts: Vec::new(),
            bracket: self.bracket(&place, enclosing.as_ref()),
            opens_chain: OnceCell::new(),
            enclosing,
            depth: self.depth_at(&place),
            base: None,
            place,
        })
    }

    /// Binds all other fields round an anchor and stores the fact.
    pub(super) fn instance(&self, anchor: &Anchor<'_>, seed: FieldSeed, found: &mut Found) {
        let mut fields: Vec<Candidates> = Vec::with_capacity(self.record.fields.len());
        for (index, field) in self.record.fields.iter().enumerate() {
            if index == self.source.anchor {
                fields.push(match &seed {
                    FieldSeed::Figure(candidate) => Candidates::one(candidate.clone()),
                    FieldSeed::Value(value) => Candidates::Fixed(value.clone()),
                });
                continue;
            }
            fields.push(match field.ty {
                _ if self.source.free.contains(&index) => free::candidates(self, index, field, anchor),
                _ if !self.source.fields.iter().any(|cues| cues.field == index) => {
                    Candidates::Fixed(FieldValue::Missing)
                }
                Type::Text | Type::Enum(_) | Type::Bool => Candidates::Fixed(words::nearest(self, index, anchor)),
                Type::List(_) => Candidates::Fixed(lists::value_for(self, index, anchor)),
                _ => match self.candidates(index, field, anchor) {
                    Ok(candidates) => candidates,
                    Err(reason) => {
                        let span = self.scene.prose.span(anchor.place.clone());
                        found.unread.push(UnreadInstance { record: self.id, span, reason });
                        return;
                    }
                },
            });
        }
        if self.source.takes_any_figure() {
            let fact = free::fact(self, anchor, &fields);
            found.facts.extend(fact.map(|fact| (fact, Vec::new())));
            return;
        }
        unnamed::fill(self, anchor, &mut fields);
        settle_nearness(&mut fields, self.source.anchor, self.is_bare(anchor));
        self.store(anchor, &fields, found);
    }

    fn store(&self, anchor: &Anchor<'_>, fields: &[Candidates], found: &mut Found) {
        match readings(self.scene, self.record, fields, self.source.anchor) {
            Ok(readings) => {
                let mut used: Vec<usize> = fields.iter().flat_map(Candidates::figures).collect();
                used.sort_unstable();
                used.dedup();
                let context = self.scene.context(anchor.place.clone());
                found.facts.push((Fact { record: self.id, readings, context }, used));
            }
            Err(reason) => {
                let span = self.scene.prose.span(anchor.place.clone());
                found.unread.push(UnreadInstance { record: self.id, span, reason });
            }
        }
    }

    /// True where a word may say of a figure that it is the field.
    pub(super) fn has_words(&self, field: usize) -> bool {
        let mut words = self.source.fields.iter().filter(|it| it.field == field).flat_map(|it| &it.words);
        words.any(|word| matches!(word.position, CuePosition::After | CuePosition::Before))
    }

    /// What the cues of a sentence before say; `None` where it has none, or stands too far away.
    pub(super) fn seen_before(&self, sentence: usize) -> Option<&Seen> {
        let back = self.sentence_index.checked_sub(sentence + 1)?;
        let seen = || {
            let of = self.scene.sentence(sentence)?;
            let hits: Vec<Hit<'_>> = self.hits.of_sentence(sentence).collect();
            (!hits.is_empty()).then(|| Seen::new(self.scene, self.record, self.source, of, &hits))
        };
        self.before.get(back)?.get_or_init(seen).as_ref()
    }

    pub(super) fn chain_of(&self, figure: usize) -> Option<u32> {
        let clause = self.scene.figures.get(figure)?.clause;
        self.scene.clause(clause).map(|clause| clause.chain)
    }

    /// Figures with their distance from an anchor, the nearest first, at most so many.
    pub(super) fn by_distance(
        &self,
        anchor: &Anchor<'_>,
        figures: impl Iterator<Item = usize>,
        most: usize,
    ) -> Vec<(usize, usize)> {
        let mut near: Vec<(usize, usize)> = figures.map(|figure| (self.away(anchor, figure), figure)).collect();
        near.sort_unstable();
        near.truncate(most);
        near
    }

    /// Bytes between an anchor and a figure.
    pub(super) fn away(&self, anchor: &Anchor<'_>, figure: usize) -> usize {
        gap(&self.scene.core_range(figure), &anchor.place)
    }
}

/// What an anchor gives its own field.
#[derive(Debug, Clone)]
pub(super) enum FieldSeed {
    /// A figure.
    Figure(Candidate),
    /// A word or list.
    Value(FieldValue),
}

/// Bytes between two ranges; 0 where they touch.
fn gap(a: &Range<usize>, b: &Range<usize>) -> usize {
    if a.end <= b.start { b.start - a.end } else { a.start.saturating_sub(b.end) }
}
