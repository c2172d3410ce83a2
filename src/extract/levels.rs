//! Where a field looks for its figure, level by level; the first level that has any closes the rest.
//!
//! (1) The bracket that the claim opens or stands in; (2) its clause; (3) its own stretch of its chain of clauses, then
//! the chain; (4) what stands before it in the sentence; (5) the head of a list above, or the sentences before in the
//! paragraph. What stands in another chain may complete a claim, but not make one.

use std::ops::Range;

use crate::fact::Unread;
use crate::plan::Field;

use super::candidate::{Candidate, Candidates, Nearness};
use super::cues::{Anchor, Stage};
use super::roles::{Roles, accepts};
use super::scene::{Scene, sentences_of};
use super::subject;

/// A sentence that begins so goes on with the total above it.
pub(super) const LIST_OPENINGS: [&str; 4] = ["其中", "包括", "具体为", "分别为"];
/// At most so many figures may excuse a claim.
const MAX_EXCUSES: usize = 12;
/// Of the figures that cues give to a field on one level, so many are tried, the nearest first.
const MAX_TRIED: usize = 3;
/// A claim that goes on about what was said before opens its clause with at most so many characters: 整体, 同比.
const LEAD: usize = 3;
/// A figure this many behind the claim is not sought for it.
const LOOK_AHEAD: usize = 40;
/// How many sentences of the paragraph are looked back.
pub(super) const LOOK_BACK: usize = 2;
/// How many figures before and behind a claim are looked at: a paragraph without end costs no more than a long one. A claim
/// that would need one further away lacks it, and is told as not read.
pub(super) const LOOKED_AT: u32 = 100;

/// The levels inside a sentence.
#[derive(Debug, Clone, Copy)]
enum Level {
    /// The bracket that the claim opens or stands in.
    Bracket,
    /// Its clause.
    Clause,
    /// Its stretch of its chain.
    Stretch,
    /// Its chain.
    Chain,
    /// What stands before it.
    Sentence,
}

const LEVELS: [Level; 5] = [Level::Bracket, Level::Clause, Level::Stretch, Level::Chain, Level::Sentence];

impl Stage<'_, '_> {
    /// The figures a field may take, from the first level that has any.
    pub(super) fn candidates(&self, index: usize, field: &Field, anchor: &Anchor<'_>) -> Result<Candidates, Unread> {
        let roles = self.roles;
        let excuses = |nearness| self.excuses(index, field, anchor, nearness);
        let cued: Vec<usize> = roles
            .with_role_among(index, &self.near(anchor))
            .filter(|figure| self.scene.core_range(*figure) != anchor.place && !anchor.parts.contains(figure))
            .filter(|figure| self.scene.core_range(*figure).start >= anchor.from)
            .filter(|figure| !self.is_part(anchor, *figure) && subject::fits(self, anchor, *figure))
            .filter(|figure| subject::is_listed(self, anchor, *figure))
            .filter(|figure| self.is_before_or_named(anchor, index, *figure))
            .filter(|figure| !self.source.called.contains(&index) || subject::is_called_so(self, anchor, *figure))
            .filter(|figure| subject::is_named_base(self, anchor, index, *figure))
            .collect();
        if let Some(chosen) = self.by_position(anchor, &cued)? {
            let cued = self.with_roles(&[chosen], roles);
            return Ok(Candidates::Figures { cued, excuses: Vec::new(), nearness: Nearness::Own });
        }
        let levels = if cued.is_empty() { &[] } else { LEVELS.as_slice() };
        for level in levels {
            let mut here: Vec<usize> =
                cued.iter().copied().filter(|figure| self.stands_on(*level, anchor, *figure)).collect();
            if here.is_empty() {
                continue;
            }
            let nearness = self.nearness(*level);
            if nearness == Nearness::Before && self.source.beside.contains(&index) {
                continue;
            }
            if nearness != Nearness::Bracket && here.iter().any(|figure| self.is_outside(anchor, *figure)) {
                here.retain(|figure| self.is_outside(anchor, *figure));
            }
            let chosen = self.paired(anchor, self.nearest(anchor, here))?;
            if !chosen.is_empty() {
                let is_paired = |figure: &usize| self.scene.figures.get(*figure).is_some_and(|it| it.run.is_some());
                let sure = anchor.run.is_some() && chosen.iter().all(is_paired);
                let excuses = if sure { Vec::new() } else { excuses(nearness) };
                return Ok(Candidates::Figures { cued: self.with_roles(&chosen, roles), excuses, nearness });
            }
        }
        // What may stay empty is not sought in other sentences, unless the claim is nothing without it.
        let is_whole = anchor.from == self.sentence.range.start;
        let is_sought =
            is_whole && (!field.optional || self.source.unnamed.contains(&index)) && !self.stands_beside(anchor, index);
        let mut cued = if is_sought { self.above(index, field) } else { Vec::new() };
        cued.retain(|it| {
            subject::is_listed(self, anchor, it.figure) && !subject::is_of_another(self, anchor, it.figure)
        });
        Ok(Candidates::Figures { cued, excuses: excuses(Nearness::Above), nearness: Nearness::Above })
    }

    /// The figures of the sentence that are looked at for a claim; a list of figures may belong to as many heads.
    fn near(&self, anchor: &Anchor<'_>) -> Range<usize> {
        let all = self.sentence.figures.start as usize..self.sentence.figures.end as usize;
        let own = anchor.figure.unwrap_or_else(|| self.figures_before(anchor).end);
        let most = LOOKED_AT as usize + 2 * anchor.run.map_or(0, |run| run.length);
        own.saturating_sub(most).max(all.start)..own.saturating_add(most).min(all.end)
    }

    /// The figures of the sentence that end before the anchor.
    pub(super) fn figures_before(&self, anchor: &Anchor<'_>) -> Range<usize> {
        let all = self.sentence.figures.start as usize..self.sentence.figures.end as usize;
        let up_to = self.scene.figures_from(all.clone(), anchor.place.start).start;
        let last = (all.start..up_to).next_back().filter(|it| self.scene.core_range(*it).end > anchor.place.start);
        all.start..last.unwrap_or(up_to)
    }

    /// A field that stands beside the claim is sought above only for a claim that goes on about what was said there.
    fn stands_beside(&self, anchor: &Anchor<'_>, index: usize) -> bool {
        self.source.beside.contains(&index) && !self.is_bare(anchor)
    }

    /// What stands behind a claim belongs to it only if its words say so, or inside its bracket: what follows is mostly
    /// about something else.
    fn is_before_or_named(&self, anchor: &Anchor<'_>, index: usize, figure: usize) -> bool {
        let place = self.scene.core_range(figure);
        place.end <= anchor.place.start
            || self.is_named(index, figure) && (self.is_next(anchor, index, figure) || self.opens_chain(anchor))
            || anchor.bracket.as_ref().is_some_and(|bracket| bracket.contains(&place.start))
            || self.scene.figures.get(figure).is_some_and(|it| it.clause == anchor.clause)
    }

    fn is_named(&self, field: usize, figure: usize) -> bool {
        self.roles.all(figure).iter().any(|role| role.field == field && !role.faint)
    }

    /// True for the first figure behind the claim that the field can take: another one before it is about something else.
    /// Amounts behind an amount are a list, and each of them counts.
    fn is_next(&self, anchor: &Anchor<'_>, index: usize, figure: usize) -> bool {
        let Some(ty) = self.record.fields.get(index).map(|field| &field.ty) else { return false };
        let is_list = anchor.figure.is_some_and(|claim| accepts(self.scene, ty, claim));
        let from = anchor.figure.map_or(self.sentence.figures.start as usize, |claim| claim + 1);
        let is_behind = |it: usize| self.scene.core_range(it).start >= anchor.place.end;
        let is_first = || !(from..figure).any(|it| is_behind(it) && accepts(self.scene, ty, it));
        is_list || figure.saturating_sub(from) <= LOOK_AHEAD && is_first()
    }

    fn stands_on(&self, level: Level, anchor: &Anchor<'_>, figure: usize) -> bool {
        let place = self.scene.core_range(figure);
        let inside = |range: &Range<usize>| range.start <= place.start && place.end <= range.end;
        let in_chain = || self.chain_of(figure) == Some(anchor.chain);
        match level {
            Level::Bracket => anchor.bracket.as_ref().is_some_and(inside),
            Level::Clause => self.scene.figures.get(figure).is_some_and(|it| it.clause == anchor.clause),
            Level::Stretch => in_chain() && inside(&anchor.stretch),
            Level::Chain => in_chain(),
            Level::Sentence => place.end <= anchor.place.start,
        }
    }

    fn nearness(&self, level: Level) -> Nearness {
        match level {
            Level::Bracket => Nearness::Bracket,
            Level::Clause | Level::Stretch | Level::Chain => Nearness::Own,
            Level::Sentence if self.is_table() => Nearness::Own,
            Level::Sentence => Nearness::Before,
        }
    }

    /// True where no chain of the sentence holds more than one quantity, as in “预算数：a；执行数：b；执行率：p”: together they
    /// are one claim.
    fn is_table(&self) -> bool {
        *self.once.is_table.get_or_init(|| self.is_one_claim())
    }

    fn is_one_claim(&self) -> bool {
        let figures = self.sentence.figures.start as usize..self.sentence.figures.end as usize;
        let quantities = figures.filter(|figure| self.scene.figures.get(*figure).is_some_and(|it| it.quantity));
        quantities.map(|figure| self.chain_of(figure)).is_sorted_by(|one, next| one != next)
    }

    /// The bracket that opens right behind a place, else the innermost one it stands in.
    pub(super) fn bracket(&self, place: &Range<usize>, enclosing: Option<&Range<usize>>) -> Option<Range<usize>> {
        let behind = self.scene.text.get(place.end..self.sentence.range.end)?;
        if behind.starts_with(['（', '(']) {
            return self.scene.brackets.opened_at(place.end, self.sentence);
        }
        enclosing.cloned()
    }

    /// What a bracket adds about another figure says nothing about a claim outside of it.
    fn is_outside(&self, anchor: &Anchor<'_>, figure: usize) -> bool {
        self.scene.figures.get(figure).is_some_and(|it| it.depth <= anchor.depth)
    }

    /// How many brackets are open round an anchor; a word counts as outside of all.
    pub(super) fn depth_at(&self, place: &Range<usize>) -> usize {
        let figures = self.sentence.figures.start as usize..self.sentence.figures.end as usize;
        // A figure begins at or before its digits.
        let up_to = self.scene.figures_from(figures.clone(), place.start + 1).start;
        let own = (figures.start..up_to).next_back().filter(|figure| self.scene.core_range(*figure) == *place);
        own.and_then(|figure| self.scene.figures.get(figure)).map_or(0, |it| it.depth)
    }

    /// The nearest figures (of a list its first member stands for all), nearest first.
    fn nearest(&self, anchor: &Anchor<'_>, figures: Vec<usize>) -> Vec<usize> {
        let most = MAX_TRIED.max(anchor.run.map_or(0, |run| run.length));
        self.by_distance(anchor, figures.into_iter(), most).into_iter().map(|(_, figure)| figure).collect()
    }

    /// n figures behind 分别 belong to n heads in their order, also where the heads stand in clauses of their own.
    fn by_position(&self, anchor: &Anchor<'_>, figures: &[usize]) -> Result<Option<usize>, Unread> {
        let Some(run) = anchor.run else { return Ok(None) };
        let single: Vec<usize> = figures
            .iter()
            .copied()
            .filter(|figure| self.scene.figures.get(*figure).is_some_and(|it| it.run.is_none()))
            .filter(|figure| self.scene.core_range(*figure).end <= anchor.place.start)
            .collect();
        if single.len() != figures.len() || single.len() < 2 {
            return Ok(None);
        }
        if single.len() != run.length {
            return Err(Unread::UnevenLists { heads: single.len(), figures: run.length });
        }
        Ok(single.get(run.index).copied())
    }

    /// Of a paired list the member with the anchor's position; lists of other lengths cannot be paired.
    fn paired(&self, anchor: &Anchor<'_>, figures: Vec<usize>) -> Result<Vec<usize>, Unread> {
        let Some(run) = anchor.run else { return Ok(figures) };
        let mut kept = Vec::new();
        let mut uneven = None;
        for figure in figures {
            match self.scene.figures.get(figure).and_then(|it| it.run) {
                None => kept.push(figure),
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

    /// True for a figure behind the claim that a word like 其中 makes a part of something, and for one that the claim's own
    /// list leaves outside while its words name another subject.
    fn is_part(&self, anchor: &Anchor<'_>, figure: usize) -> bool {
        let place = self.scene.core_range(figure);
        if place.start >= anchor.place.end {
            return !self.opens_chain(anchor) && self.list_opening(anchor.place.end..place.start).is_some();
        }
        let outside = self.list_opening(place.end..anchor.place.start).is_some()
            || anchor.enclosing.as_ref().is_some_and(|bracket| !bracket.contains(&place.start));
        outside && subject::is_of_another(self, anchor, figure)
    }

    /// Where the first word stands that opens a list.
    fn list_opening(&self, range: Range<usize>) -> Option<usize> {
        let openings = &self.scene.list_openings;
        let from = openings.partition_point(|word| word.start < range.start);
        let words = openings.get(from..)?.iter().take_while(|word| word.start < range.end);
        words.into_iter().find(|word| word.end <= range.end).map(|word| word.start)
    }

    /// True where a claim speaks of what was said before it: no other quantity stands before it in its chain, and its
    /// clause opens with it (`同比回落 1.17 个百分点`, `由此计算，支出率为 95%`).
    pub(super) fn is_bare(&self, anchor: &Anchor<'_>) -> bool {
        let clause = self.scene.clause(anchor.clause).map_or(0, |clause| clause.range.start);
        let cue =
            anchor.figure.and_then(|figure| self.roles.of(figure)).map_or(anchor.place.start, |role| role.cue.start);
        let lead = self.scene.text.get(clause..cue.max(clause)).unwrap_or("");
        self.opens_chain(anchor) && lead.chars().count() <= LEAD
    }

    /// True where no other quantity stands before the anchor in its chain.
    fn opens_chain(&self, anchor: &Anchor<'_>) -> bool {
        *anchor.opens_chain.get_or_init(|| {
            let first = self.scene.first_clause(self.sentence, |clause| clause.chain < anchor.chain);
            let first = first.map_or(0, |(index, _)| index);
            let figure_of = |figure: usize| self.scene.figures.get(figure).map(|it| (figure, it));
            let before = self.figures_before(anchor).rev().map_while(figure_of);
            let mut own = before.take_while(|(_, it)| it.clause >= first);
            !own.any(|(figure, it)| it.quantity && self.chain_of(figure) == Some(anchor.chain))
        })
    }

    fn with_roles(&self, figures: &[usize], roles: &Roles) -> Vec<Candidate> {
        figures.iter().filter_map(|figure| roles.of(*figure).map(|role| Candidate::of_role(*figure, role))).collect()
    }

    /// The figures of the field's type in the claim's chain and, where the field itself looks further, before it in the
    /// sentence or in its paragraph: whatever their cues say, they may excuse the claim, never accuse it.
    fn excuses(&self, index: usize, field: &Field, anchor: &Anchor<'_>, nearness: Nearness) -> Vec<Candidate> {
        let scene = self.scene;
        let looks_back = !matches!(nearness, Nearness::Own | Nearness::Bracket);
        let own = sentences_of(scene.prose, self.sentence.paragraph).start;
        let first = match scene.sentence(own) {
            Some(first) if nearness == Nearness::Above => first,
            Some(_) | None => self.sentence,
        };
        let from = first.figures.start.max(self.sentence.figures.start.saturating_sub(LOOKED_AT));
        let near = self.near(anchor);
        let from = if near.start > self.sentence.figures.start as usize { near.start } else { from as usize };
        let figures = (from..near.end)
            .filter(|figure| accepts(scene, &field.ty, *figure))
            .filter(|figure| {
                let before = scene.core_range(*figure).end <= anchor.place.start;
                self.chain_of(*figure) == Some(anchor.chain) || (looks_back && before)
            })
            .filter(|figure| scene.core_range(*figure) != anchor.place && !anchor.parts.contains(figure))
            .filter(|figure| subject::is_named_base(self, anchor, index, *figure));
        self.by_distance(anchor, figures, MAX_EXCUSES)
            .into_iter()
            .map(|(distance, figure)| match self.roles.all(figure).iter().find(|role| role.field == index) {
                Some(role) => Candidate::of_role(figure, role),
                None => Candidate::bare(figure, distance),
            })
            .collect()
    }

    /// The total above a list, then the sentences before.
    fn above(&self, index: usize, field: &Field) -> Vec<Candidate> {
        let text = self.scene.prose.slice(self.sentence.range.clone()).trim_start_matches(['（', '(', '：']);
        let opens_list = LIST_OPENINGS.iter().any(|word| text.starts_with(word));
        if !field.ty.is_quantity() {
            return Vec::new();
        }
        let mut sentence = self.sentence_index;
        for _ in 0..LOOK_BACK {
            let Some(previous) = self.sentence_before(sentence, opens_list) else { break };
            let found = self.roles_in(previous, index);
            if !found.is_empty() {
                return found;
            }
            sentence = previous;
        }
        Vec::new()
    }

    /// The figures that another sentence's cues give to a field, last first.
    fn roles_in(&self, number: usize, index: usize) -> Vec<Candidate> {
        let Some((sentence, seen)) = self.scene.sentence(number).zip(self.seen_before(number)) else {
            return Vec::new();
        };
        // The parts that 其中 opens are not what the next sentence goes on about.
        let parts = self.list_opening(sentence.range.clone()).unwrap_or(sentence.range.end);
        let named = seen.roles.with_role(index).rev().filter(|figure| self.scene.core_range(*figure).end <= parts);
        let figures: Vec<usize> = named.take(MAX_TRIED).collect();
        self.with_roles(&figures, &seen.roles)
    }

    /// The sentence before in the same paragraph; the head of a list may be the paragraph before.
    fn sentence_before(&self, sentence: usize, opens_list: bool) -> Option<usize> {
        let own = sentences_of(self.scene.prose, self.sentence.paragraph);
        let previous = sentence.checked_sub(1)?;
        (own.contains(&previous) || opens_list).then_some(previous)
    }
}

/// The words between a figure and what stands before it in its clause.
pub(super) fn label(scene: &Scene<'_>, figure: usize) -> Range<usize> {
    let start = scene.figure_range(figure).start;
    let clause = scene.figures.get(figure).and_then(|it| scene.clause(it.clause)).map_or(start, |it| it.range.start);
    let before = figure.checked_sub(1).map_or(0, |index| scene.figure_range(index).end);
    clause.max(before).min(start)..start
}
