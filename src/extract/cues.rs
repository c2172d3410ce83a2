//! Cue words to facts: every figure (or word) that a source's anchor field takes makes one instance, and the other
//! fields find their candidates round it, level by level.
//!
//! A level that has candidates closes those below: (1) the same clause; (2) the anchor's own stretch of the sentence,
//! then its chain of clauses, then the whole sentence; (3) the head of the list or the total above; (4) the sentence
//! before, and only if this one names no figure of that type.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::document::Sentence;
use crate::fact::{Fact, FieldValue, Unread, UnreadInstance};
use crate::plan::{CueSource, CueUse, DimensionType, Field, Record, RecordId, Type};

use super::reading::{Candidate, Candidates, readings};
use super::roles::{Cue, Roles, accepts, cues_of_source, roles};
use super::scene::{Run, Scene, sentences_of};
use super::{lists, words};

/// A sentence with more figures and cues than this is not read.
const MAX_TOKENS: usize = 2_000;
/// A sentence that begins so goes on with the total above it.
const LIST_OPENINGS: [&str; 4] = ["其中", "包括", "具体为", "分别为"];
/// At most so many uncued figures may excuse a claim.
const MAX_EXCUSES: usize = 4;

/// What one record and source found in a report.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) facts: Vec<(Fact, Vec<usize>)>,
    pub(super) unread: Vec<UnreadInstance>,
}

/// The occurrences of cue words by record and source.
pub(super) type CueMap = BTreeMap<(RecordId, usize), Vec<(Range<usize>, CueUse)>>;

/// Sorts the cue words of a scene by record and source, in text order.
pub(super) fn by_source(scene: &Scene<'_>) -> CueMap {
    let mut map: CueMap = BTreeMap::new();
    for hit in &scene.hits {
        for cue_use in scene.plan.cues.uses(hit.word) {
            map.entry((cue_use.record, cue_use.source)).or_default().push((hit.range.clone(), *cue_use));
        }
    }
    map
}

/// Reads all instances of one record by one group of cues.
pub(super) fn read(
    scene: &Scene<'_>,
    id: RecordId,
    source: &CueSource,
    hits: &[(Range<usize>, CueUse)],
    taken: &[usize],
) -> Found {
    let record = scene.plan.record(id);
    let mut found = Found::default();
    for (sentence_index, group) in by_sentence(scene, hits) {
        let Some(sentence) = scene.sentence(sentence_index) else { continue };
        let tokens = group.len() + (sentence.figures.end - sentence.figures.start) as usize;
        if tokens > MAX_TOKENS {
            let span = scene.prose.span(sentence.range.clone());
            found.unread.push(UnreadInstance { record: id, span, reason: Unread::SentenceTooLong });
            continue;
        }
        let cues = cues_of_source(record, &group);
        let stage = Stage { scene, id, record, source, sentence, sentence_index, cues: &cues, taken };
        stage.instances(hits, &mut found);
    }
    found
}

fn by_sentence(scene: &Scene<'_>, hits: &[(Range<usize>, CueUse)]) -> BTreeMap<usize, Vec<(Range<usize>, CueUse)>> {
    let mut groups: BTreeMap<usize, Vec<(Range<usize>, CueUse)>> = BTreeMap::new();
    for hit in hits {
        if let Some(sentence) = scene.prose.sentence_at(hit.0.start) {
            groups.entry(sentence.0 as usize).or_default().push(hit.clone());
        }
    }
    groups
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
    pub(super) taken: &'s [usize],
}

/// Where an instance is anchored.
#[derive(Debug, Clone)]
pub(super) struct Anchor {
    pub(super) place: Range<usize>,
    /// Bytes between the anchor before and the anchor behind.
    pub(super) stretch: Range<usize>,
    pub(super) clause: usize,
    pub(super) chain: u32,
    pub(super) run: Option<Run>,
    /// Figures that are parts of a list and so no field of its fact.
    pub(super) parts: Vec<usize>,
}

impl Stage<'_, '_> {
    fn instances(&self, hits: &[(Range<usize>, CueUse)], found: &mut Found) {
        let Some(anchor_field) = self.record.fields.get(self.source.anchor) else { return };
        let roles = roles(self.scene, self.record, self.sentence, self.cues);
        match &anchor_field.ty {
            Type::List(_) => lists::instances(self, &roles, hits, found),
            Type::Text | Type::Enum(_) | Type::Bool => self.word_instances(&roles, hits, found),
            Type::Quantity(_) | Type::Year | Type::Date | Type::Target => self.figure_instances(&roles, hits, found),
            Type::Record(_) | Type::Bands(_) | Type::Wrong => {}
        }
    }

    fn figure_instances(&self, roles: &Roles, hits: &[(Range<usize>, CueUse)], found: &mut Found) {
        let anchors: Vec<usize> =
            roles.with_role(self.source.anchor).filter(|figure| !self.taken.contains(figure)).collect();
        let places: Vec<Range<usize>> = anchors.iter().map(|figure| self.scene.core_range(*figure)).collect();
        for (index, figure) in anchors.iter().enumerate() {
            let Some(role) = roles.of(*figure) else { continue };
            let run = self.scene.figures.get(*figure).and_then(|it| it.run);
            let Some(anchor) = self.anchor(&places, index, run) else { continue };
            let own = Candidate::of_role(self.scene, *figure, role);
            self.instance(&anchor, FieldSeed::Figure(own), roles, hits, found);
        }
    }

    fn word_instances(&self, roles: &Roles, hits: &[(Range<usize>, CueUse)], found: &mut Found) {
        let anchors = words::anchors(self);
        let places: Vec<Range<usize>> = anchors.iter().map(|(place, _)| place.clone()).collect();
        for (index, (_, value)) in anchors.iter().enumerate() {
            let Some(anchor) = self.anchor(&places, index, None) else { continue };
            self.instance(&anchor, FieldSeed::Value(value.clone()), roles, hits, found);
        }
    }

    /// The anchor at a place; members of one list share the stretch of the whole list.
    pub(super) fn anchor(&self, places: &[Range<usize>], index: usize, run: Option<Run>) -> Option<Anchor> {
        let place = places.get(index)?.clone();
        let (before, behind) = match run {
            Some(run) => (index.checked_sub(run.index + 1), index + run.length - run.index),
            None => (index.checked_sub(1), index + 1),
        };
        let start = before.and_then(|it| places.get(it)).map_or(self.sentence.range.start, |it| it.end);
        let end = places.get(behind).map_or(self.sentence.range.end, |it| it.start);
        let (clause, chain) = self
            .scene
            .clauses_of(self.sentence)
            .find(|(_, clause)| place.start < clause.range.end)
            .map(|(number, clause)| (number, clause.chain))?;
        Some(Anchor { place, stretch: start..end.max(start), clause, chain, run, parts: Vec::new() })
    }

    /// Binds all other fields round an anchor and stores the fact.
    pub(super) fn instance(
        &self,
        anchor: &Anchor,
        seed: FieldSeed,
        roles: &Roles,
        hits: &[(Range<usize>, CueUse)],
        found: &mut Found,
    ) {
        let mut fields: Vec<Candidates> = Vec::with_capacity(self.record.fields.len());
        for (index, field) in self.record.fields.iter().enumerate() {
            if index == self.source.anchor {
                fields.push(match &seed {
                    FieldSeed::Figure(candidate) => Candidates::one(candidate.clone()),
                    FieldSeed::Value(value) => Candidates::Fixed(value.clone()),
                });
                continue;
            }
            let has_cues = self.source.fields.iter().any(|cues| cues.field == index);
            fields.push(match field.ty {
                _ if !has_cues => Candidates::Fixed(FieldValue::Missing),
                Type::Text | Type::Enum(_) | Type::Bool => Candidates::Fixed(words::nearest(self, index, anchor)),
                Type::List(_) => Candidates::Fixed(lists::value_for(self, index, anchor)),
                _ => match self.candidates(index, field, anchor, roles, hits) {
                    Ok(candidates) => candidates,
                    Err(reason) => {
                        let span = self.scene.prose.span(anchor.place.clone());
                        found.unread.push(UnreadInstance { record: self.id, span, reason });
                        return;
                    }
                },
            });
        }
        self.store(anchor, &fields, found);
    }

    fn store(&self, anchor: &Anchor, fields: &[Candidates], found: &mut Found) {
        match readings(self.record, fields) {
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

    /// The figures a field may take, from the first level that has any.
    fn candidates(
        &self,
        index: usize,
        field: &Field,
        anchor: &Anchor,
        roles: &Roles,
        hits: &[(Range<usize>, CueUse)],
    ) -> Result<Candidates, Unread> {
        let mut cued: Vec<usize> = roles
            .with_role(index)
            .filter(|figure| self.scene.core_range(*figure) != anchor.place && !anchor.parts.contains(figure))
            .collect();
        // What a bracket adds about another figure says nothing about a claim outside of it.
        let depth = self.depth_at(&anchor.place);
        let outside = |figure: &usize| self.scene.figures.get(*figure).is_some_and(|it| it.depth <= depth);
        if cued.iter().any(outside) {
            cued.retain(outside);
        }
        let in_clause = |figure: &usize| self.scene.figures.get(*figure).is_some_and(|it| it.clause == anchor.clause);
        let in_chain = |figure: &usize| self.chain_of(*figure) == Some(anchor.chain);
        let in_stretch = |figure: &usize| {
            let range = self.scene.core_range(*figure);
            anchor.stretch.start <= range.start && range.end <= anchor.stretch.end
        };
        let levels: [&dyn Fn(&usize) -> bool; 4] =
            [&in_clause, &|figure| in_stretch(figure) && in_chain(figure), &in_chain, &|_| true];
        for level in levels {
            let here: Vec<usize> = cued.iter().copied().filter(|figure| level(figure)).collect();
            if here.is_empty() {
                continue;
            }
            let chosen = self.paired(anchor, &nearest_each_side(self.scene, anchor, &here))?;
            if chosen.is_empty() {
                continue;
            }
            let cued = chosen
                .iter()
                .filter_map(|figure| roles.of(*figure).map(|role| Candidate::of_role(self.scene, *figure, role)))
                .collect();
            return Ok(Candidates::Figures { cued, excuses: self.excuses(index, field, anchor, roles) });
        }
        let above = self.above(index, field, hits);
        Ok(Candidates::Figures { cued: above, excuses: self.excuses(index, field, anchor, roles) })
    }

    /// Of a paired list the member with the anchor's position; lists of other lengths cannot be paired.
    fn paired(&self, anchor: &Anchor, figures: &[usize]) -> Result<Vec<usize>, Unread> {
        let Some(run) = anchor.run else { return Ok(figures.to_vec()) };
        let mut kept = Vec::new();
        let mut uneven = None;
        for figure in figures {
            match self.scene.figures.get(*figure).and_then(|it| it.run) {
                None => kept.push(*figure),
                Some(other) if other.length == run.length => {
                    let member = other.first + run.index;
                    if !kept.contains(&member) {
                        kept.push(member);
                    }
                }
                Some(other) => uneven = Some(Unread::UnevenLists { heads: other.length, figures: run.length }),
            }
        }
        match uneven {
            Some(reason) if kept.is_empty() => Err(reason),
            _ => Ok(kept),
        }
    }

    /// How many brackets are open round an anchor; a word counts as outside of all.
    fn depth_at(&self, place: &Range<usize>) -> usize {
        let figures = self.sentence.figures.start as usize..self.sentence.figures.end as usize;
        let own = figures.into_iter().find(|figure| self.scene.core_range(*figure) == *place);
        own.and_then(|figure| self.scene.figures.get(figure)).map_or(0, |it| it.depth)
    }

    fn chain_of(&self, figure: usize) -> Option<u32> {
        let clause = self.scene.figures.get(figure)?.clause;
        self.scene.clause(clause).map(|clause| clause.chain)
    }

    /// Figures that no cue of this source claims, or that a weaker cue gives to this field: they may excuse the
    /// claim, never accuse it.
    fn excuses(&self, index: usize, field: &Field, anchor: &Anchor, roles: &Roles) -> Vec<Candidate> {
        let range = self.sentence.figures.start as usize..self.sentence.figures.end as usize;
        let mut near: Vec<(usize, usize)> = range
            .filter(|figure| accepts(self.scene, &field.ty, *figure))
            .filter(|figure| self.chain_of(*figure) == Some(anchor.chain))
            .filter(|figure| self.scene.core_range(*figure) != anchor.place && !anchor.parts.contains(figure))
            .filter(|figure| {
                let all = roles.all(*figure);
                all.is_empty() || all.iter().skip(1).any(|role| role.field == index)
            })
            .map(|figure| (gap(&self.scene.core_range(figure), &anchor.place), figure))
            .collect();
        near.sort_unstable();
        near.truncate(MAX_EXCUSES);
        near.into_iter().map(|(distance, figure)| Candidate::bare(self.scene, figure, distance)).collect()
    }

    /// Levels 3 and 4: the total above a list, then the sentence before.
    fn above(&self, index: usize, field: &Field, hits: &[(Range<usize>, CueUse)]) -> Vec<Candidate> {
        let sentence = self.scene.prose.slice(self.sentence.range.clone()).trim_start_matches(['（', '(', '：']);
        let opens_list = LIST_OPENINGS.iter().any(|word| sentence.starts_with(word));
        let Type::Quantity(dimension) = &field.ty else { return Vec::new() };
        if !opens_list && self.names_a_figure_of(dimension) {
            return Vec::new();
        }
        let Some(previous) = self.previous_sentence(opens_list) else { return Vec::new() };
        let Some(sentence) = self.scene.sentence(previous) else { return Vec::new() };
        let inside: Vec<_> = hits
            .iter()
            .filter(|(range, _)| sentence.range.start <= range.start && range.end <= sentence.range.end)
            .cloned()
            .collect();
        let cues = cues_of_source(self.record, &inside);
        let roles = roles(self.scene, self.record, sentence, &cues);
        let mut figures: Vec<usize> = roles.with_role(index).collect();
        figures.reverse();
        figures
            .iter()
            .filter_map(|figure| roles.of(*figure).map(|role| Candidate::of_role(self.scene, *figure, role)))
            .collect()
    }

    fn names_a_figure_of(&self, dimension: &DimensionType) -> bool {
        let ty = Type::Quantity(dimension.clone());
        (self.sentence.figures.start as usize..self.sentence.figures.end as usize)
            .any(|figure| accepts(self.scene, &ty, figure))
    }

    /// The sentence before in the same paragraph; the head of a list may be the paragraph before.
    fn previous_sentence(&self, opens_list: bool) -> Option<usize> {
        let own = sentences_of(self.scene.prose, self.sentence.paragraph);
        let previous = self.sentence_index.checked_sub(1)?;
        (own.contains(&previous) || opens_list).then_some(previous)
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

/// The nearest candidate before and the nearest behind the anchor (whole lists at once), nearest first.
fn nearest_each_side(scene: &Scene<'_>, anchor: &Anchor, figures: &[usize]) -> Vec<usize> {
    let before = figures.iter().copied().rfind(|figure| scene.core_range(*figure).end <= anchor.place.start);
    let behind = figures.iter().copied().find(|figure| scene.core_range(*figure).start >= anchor.place.end);
    let mut sides: Vec<usize> = before.into_iter().chain(behind).collect();
    sides.sort_by_key(|figure| gap(&scene.core_range(*figure), &anchor.place));
    sides
}
