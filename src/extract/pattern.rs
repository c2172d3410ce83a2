//! Text patterns against the prose: literals, values, gaps and choices over figures as single tokens.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::fact::{Fact, FieldValue, Reading, Value};
use crate::plan::{Pattern, PatternNode, Record, RecordId, Type};

use super::roles::accepts;
use super::scene::Scene;

/// Steps one attempt may take; a pattern that needs more does not match.
const MAX_STEPS: usize = 5_000;
/// So many figures are looked at for the value that stops a gap.
const LOOK_AHEAD: usize = 64;
/// A text hole takes at most so many characters.
const MAX_TEXT: usize = 30;

/// All matches of the patterns of one record, leftmost first, none overlapping another of the same record.
pub(super) fn read(scene: &Scene<'_>, id: RecordId) -> Vec<(Fact, Vec<usize>)> {
    let record = scene.plan.record(id);
    let mut found: Vec<(Range<usize>, Fact, Vec<usize>)> = Vec::new();
    // How far each stretch of text that has matched reaches, by its start.
    let mut matched: BTreeMap<usize, usize> = BTreeMap::new();
    for pattern in &record.patterns {
        for start in starts(scene, pattern) {
            if matched.range(..=start).next_back().is_some_and(|(_, end)| start < *end) {
                continue;
            }
            if let Some(bound) = attempt(scene, record, pattern, start) {
                let fact = fact(scene, id, record, &bound);
                matched.insert(bound.range.start, bound.range.end);
                found.push((bound.range, fact, bound.figures.iter().map(|(_, figure)| *figure).collect()));
            }
        }
    }
    found.sort_by_key(|(range, _, _)| range.start);
    found.into_iter().map(|(_, fact, figures)| (fact, figures)).collect()
}

/// Every place at which the first literal of a pattern stands.
fn starts(scene: &Scene<'_>, pattern: &Pattern) -> Vec<usize> {
    let mut places: Vec<usize> =
        pattern.starts.iter().flat_map(|word| scene.text.match_indices(word.as_str()).map(|(at, _)| at)).collect();
    places.sort_unstable();
    places.dedup();
    places
}

#[derive(Debug, Clone, Default)]
struct Bound {
    range: Range<usize>,
    figures: Vec<(usize, usize)>,
    texts: Vec<(usize, Range<usize>)>,
}

struct Attempt<'s, 'a> {
    scene: &'s Scene<'a>,
    record: &'s Record,
    sentence_end: usize,
    paragraph_end: usize,
    steps: usize,
}

fn attempt(scene: &Scene<'_>, record: &Record, pattern: &Pattern, start: usize) -> Option<Bound> {
    let sentence = scene.prose.sentences.get(scene.prose.sentence_at(start)?.0 as usize)?;
    let paragraph = scene.prose.paragraphs.get(sentence.paragraph.0 as usize)?;
    let mut bound = Bound { range: start..start, ..Bound::default() };
    let mut nodes: &[PatternNode] = &pattern.nodes;
    if pattern.leading_hole {
        let (first, rest) = nodes.split_first()?;
        nodes = rest;
        if let PatternNode::Hole(field) = first {
            let words = leading_text(scene, start)?;
            bound.range.start = words.start;
            bound.texts.push((*field, words));
        }
    }
    let mut attempt =
        Attempt { scene, record, sentence_end: sentence.range.end, paragraph_end: paragraph.range.end, steps: 0 };
    let end = attempt.run(nodes, start, &mut bound)?;
    bound.range.end = end;
    Some(bound)
}

/// The words before the first literal back to the start of the clause, the last figure, or 30 characters.
fn leading_text(scene: &Scene<'_>, end: usize) -> Option<Range<usize>> {
    let clause = scene.prose.clauses.get(scene.prose.clause_at(end)?.0 as usize)?;
    let figure = scene.prose.figures.partition_point(|token| token.range.end <= end);
    let behind_figure = figure.checked_sub(1).map_or(0, |index| scene.figure_range(index).end);
    let start = clause.range.start.max(behind_figure).min(end);
    let words = scene.text.get(start..end)?;
    // Counted from the end: a clause without end is not walked again for each literal in it.
    let kept: usize = words.chars().rev().take(MAX_TEXT).map(char::len_utf8).sum();
    let (before, last) = words.split_at_checked(words.len() - kept)?;
    let kept = if before.trim_start().is_empty() { last.trim_start().len() } else { kept };
    (kept > 0).then(|| end - kept..end)
}

impl Attempt<'_, '_> {
    /// Matches the rest of a pattern from a byte on; gives the end of the match.
    fn run(&mut self, nodes: &[PatternNode], at: usize, bound: &mut Bound) -> Option<usize> {
        self.steps += 1;
        if self.steps > MAX_STEPS {
            return None;
        }
        let Some((node, rest)) = nodes.split_first() else { return Some(at) };
        match node {
            PatternNode::Literal(words) => {
                let at = self.skip_blank(at);
                let tail = self.scene.text.get(at..)?;
                tail.starts_with(words.as_str()).then(|| self.run(rest, at + words.len(), bound))?
            }
            PatternNode::Hole(field) => self.hole(*field, rest, at, bound),
            PatternNode::Gap { wide } => self.gap(*wide, rest, at, bound),
            PatternNode::Choice { branches, optional } => {
                for branch in branches {
                    if !self.may_begin(branch.first().or(rest.first()), at) {
                        continue;
                    }
                    let mut tried = bound.clone();
                    let joined: Vec<PatternNode> = branch.iter().chain(rest).cloned().collect();
                    if let Some(end) = self.run(&joined, at, &mut tried) {
                        *bound = tried;
                        return Some(end);
                    }
                }
                optional.then(|| self.run(rest, at, bound))?
            }
        }
    }

    /// False where a step would end at once, for other words stand there; it counts as a step all the same.
    fn may_begin(&mut self, node: Option<&PatternNode>, at: usize) -> bool {
        let Some(PatternNode::Literal(words)) = node else { return true };
        let tail = self.scene.text.get(self.skip_blank(at)..).unwrap_or("");
        let begins = tail.starts_with(words.as_str());
        self.steps += usize::from(!begins);
        begins
    }

    fn hole(&mut self, field: usize, rest: &[PatternNode], at: usize, bound: &mut Bound) -> Option<usize> {
        let ty = &self.record.fields.get(field)?.ty;
        if matches!(ty, Type::Text) {
            return self.text_hole(field, rest, at, bound);
        }
        let at = self.skip_blank(at);
        let figure = self.scene.prose.figures.partition_point(|token| token.range.start < at);
        let range = self.scene.figure_range(figure);
        if range.start != at || !accepts(self.scene, ty, figure) {
            return None;
        }
        bound.figures.push((field, figure));
        let end = self.run(rest, range.end, bound);
        if end.is_none() {
            bound.figures.pop();
        }
        end
    }

    /// Words up to the next literal inside the clause.
    fn text_hole(&mut self, field: usize, rest: &[PatternNode], at: usize, bound: &mut Bound) -> Option<usize> {
        let tail = self.scene.text.get(at..self.sentence_end)?;
        for (offset, c) in tail.char_indices().take(MAX_TEXT + 1) {
            let here = at + offset;
            if offset > 0 {
                bound.texts.push((field, at..here));
                if let Some(end) = self.run(rest, here, bound) {
                    return Some(end);
                }
                bound.texts.pop();
            }
            if matches!(c, '，' | '；' | '。' | ',' | ';') {
                return None;
            }
        }
        None
    }

    /// Anything up to where the rest matches, never over a value that the next hole would take.
    fn gap(&mut self, wide: bool, rest: &[PatternNode], at: usize, bound: &mut Bound) -> Option<usize> {
        let limit = if wide { self.paragraph_end } else { self.sentence_end };
        let value = self.next_hole_value(rest, at);
        let stop = value.map_or(limit, |start| start.min(limit));
        let from = if self.is_value(rest.first()) { self.before_value(at, value, stop)? } else { at };
        let tail = self.scene.text.get(from..stop)?;
        let places = tail.char_indices().map(|(offset, _)| from + offset).chain(std::iter::once(stop));
        for place in places {
            if self.steps > MAX_STEPS {
                return None;
            }
            if !self.may_begin(rest.first(), place) {
                continue;
            }
            let mut tried = bound.clone();
            if let Some(end) = self.run(rest, place, &mut tried) {
                *bound = tried;
                return Some(end);
            }
        }
        None
    }

    /// True for a hole that takes a value, which can only begin where one stands.
    fn is_value(&self, node: Option<&PatternNode>) -> bool {
        let Some(PatternNode::Hole(field)) = node else { return false };
        self.record.fields.get(*field).is_some_and(|field| !matches!(field.ty, Type::Text))
    }

    /// The first place of a gap at which a value may be read: that of the value that stops it, or of the blanks before it.
    /// The places passed over count as steps; `None` where they are too many.
    fn before_value(&mut self, at: usize, value: Option<usize>, stop: usize) -> Option<usize> {
        let figures = &self.scene.prose.figures;
        let behind = figures.len() - figures.partition_point(|token| token.range.start < at);
        if value.is_none() && behind > LOOK_AHEAD {
            return Some(at);
        }
        // A character takes at most four bytes.
        let over = self.scene.text.get(at..stop).filter(|over| over.len() / 4 <= MAX_STEPS);
        let over = over.map(|over| over.trim_end_matches(' '));
        self.steps += over.map_or(MAX_STEPS + 1, |over| over.chars().count());
        over.filter(|_| self.steps <= MAX_STEPS).map(|over| at + over.len())
    }

    /// Where the first value stands that the next hole behind a gap would take.
    fn next_hole_value(&self, rest: &[PatternNode], at: usize) -> Option<usize> {
        let field = rest.iter().find_map(|node| match node {
            PatternNode::Hole(field) => Some(*field),
            PatternNode::Literal(_) | PatternNode::Gap { .. } | PatternNode::Choice { .. } => None,
        })?;
        let ty = &self.record.fields.get(field)?.ty;
        let first = self.scene.prose.figures.partition_point(|token| token.range.start < at);
        (first..self.scene.prose.figures.len())
            .take(LOOK_AHEAD)
            .find(|figure| accepts(self.scene, ty, *figure))
            .map(|figure| self.scene.figure_range(figure).start)
    }

    fn skip_blank(&self, at: usize) -> usize {
        let tail = self.scene.text.get(at..).unwrap_or("");
        at + (tail.len() - tail.trim_start_matches(' ').len())
    }
}

fn fact(scene: &Scene<'_>, id: RecordId, record: &Record, bound: &Bound) -> Fact {
    let mut values: Vec<FieldValue> = record.fields.iter().map(|_| FieldValue::Missing).collect();
    for (field, figure) in &bound.figures {
        let Some(scene_figure) = scene.figures.get(*figure) else { continue };
        if let Some(place) = values.get_mut(*field) {
            *place = scene_figure.value();
        }
    }
    for (field, range) in &bound.texts {
        if let Some(place) = values.get_mut(*field) {
            *place = FieldValue::Value(Value::Text(scene.words(range.clone())));
        }
    }
    let first_figure = bound.figures.first().map_or(bound.range.clone(), |(_, figure)| scene.core_range(*figure));
    let context = scene.context(first_figure.start..bound.range.end.max(first_figure.end));
    Fact { record: id, readings: vec![Reading::named(values)], context }
}
