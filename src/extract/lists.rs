//! Lists behind 其中, 包括, 分别为: a whole and its parts.
//!
//! The parts run from the cue to the end of its bracket or sentence; before 合计, 共计, 小计 they run back to the start of
//! its sentence or, where nothing stands before it there, of the sentence above. Where they end for certain the words
//! seldom say (“…，年末结余 5 万元” may follow), so every shorter list that keeps at least two parts is a reading too: a
//! claim that holds for any of them is never accused.

use std::ops::Range;
use std::sync::Arc;

use crate::document::Sentence;
use crate::fact::{Fact, FieldValue, ListValue, Reading, Reported, Swaps, Value};
use crate::figure::{Dimension, Figure, Unit};
use crate::plan::{CuePosition, CueWeight};

use super::cues::{Anchor, FieldSeed, Found, Stage};
use super::free;
use super::roles::Cue;

/// A list with more parts than this is cut.
const MAX_ITEMS: usize = 60;
/// The parts of a list are sought among so many figures, shares and figures of other kinds counted.
const LOOKED_AT: usize = 4 * MAX_ITEMS;
/// A total within so many characters of the start of its sentence sums up the sentence before: 以上合计.
const OPENING: usize = 6;
/// At most so many shorter lists are readings of their own.
const MAX_PREFIXES: usize = 6;

/// Reads the instances of a source whose anchor is a list.
pub(super) fn instances(stage: &Stage<'_, '_>, found: &mut Found) {
    let anchors: Vec<&Cue> = stage.cues.iter().filter(|cue| is_list_cue(cue, stage.source.anchor)).collect();
    let places: Vec<Range<usize>> = anchors.iter().map(|cue| cue.range.clone()).collect();
    let is_told = |cue: &Cue| {
        !stage.source.takes_any_figure()
            || cue.position != CuePosition::Before
            || total(stage, cue).is_some_and(|total| free::may_be_told(stage.scene, total))
    };
    for (index, cue) in anchors.iter().enumerate().filter(|(_, cue)| is_told(cue)) {
        let items = items(stage, cue);
        if items.is_empty() {
            continue;
        }
        let Some(mut anchor) = stage.anchor(&places, index, None) else { continue };
        anchor.parts = items.iter().map(|item| item.figure).collect();
        let values = values(stage, &items);
        let whole = list_value(stage, &items, &values, cue);
        let before = found.facts.len();
        stage.instance(&anchor, FieldSeed::Value(FieldValue::Value(Value::List(whole))), found);
        add_shorter(stage, &items, &values, cue, before, found);
        mark_used(&items, before, found);
    }
}

/// The list that belongs to an anchor of another kind: the first list cue behind it, else the last before it.
pub(super) fn value_for(stage: &Stage<'_, '_>, field: usize, anchor: &Anchor<'_>) -> FieldValue {
    let cues = stage.cues.iter().enumerate().filter(|(_, cue)| is_list_cue(cue, field));
    let before = || cues.clone().rev().find(|(_, cue)| cue.range.end <= anchor.place.start);
    let chosen = cues.clone().find(|(_, cue)| cue.range.start >= anchor.place.end).or_else(before);
    let Some((number, cue)) = chosen else { return FieldValue::Missing };
    stage.once.list(number, || {
        let items = items(stage, cue);
        if items.is_empty() {
            return FieldValue::Missing;
        }
        FieldValue::Value(Value::List(list_value(stage, &items, &values(stage, &items), cue)))
    })
}

fn is_list_cue(cue: &Cue, field: usize) -> bool {
    cue.field == field && matches!(cue.position, CuePosition::After | CuePosition::Before)
}

/// True where a word before a figure says that it is no part but a comparison: `parts not after "上年"`.
fn is_no_part(stage: &Stage<'_, '_>, field: usize, name: &Range<usize>) -> bool {
    let from = stage.cues.partition_point(|cue| cue.range.start < name.start);
    let mut within = stage.cues.iter().skip(from).take_while(|cue| cue.range.start <= name.end);
    within.any(|cue| cue.field == field && cue.position == CuePosition::NotAfter && cue.range.end <= name.end)
}

/// True where the list's own cue, or a word behind it, says that nothing is left out: 分别为 …; 由 … 组成.
fn is_complete(stage: &Stage<'_, '_>, cue: &Cue, items: &[Item]) -> bool {
    let end = items.last().map_or(cue.range.end, |item| stage.scene.core_range(item.figure).end);
    let closes = |it: &&Cue| {
        it.field == cue.field
            && it.position == CuePosition::Is
            && it.weight == CueWeight::Complete
            && it.range.start >= end
            && it.range.end <= stage.sentence.range.end
    };
    cue.weight == CueWeight::Complete || stage.cues.iter().find(closes).is_some()
}

/// Where the parts of a cue stand: bytes, and the sentence whose figures they are.
fn extent<'s>(stage: &'s Stage<'_, '_>, cue: &Cue) -> (Range<usize>, &'s Sentence) {
    if cue.position != CuePosition::Before {
        return (cue.range.end..list_end(stage, cue), stage.sentence);
    }
    // A total before closes its own list.
    let earlier = stage.cues.iter().filter(|it| is_list_cue(it, cue.field) && it.range.end <= cue.range.start);
    let closed = earlier.map(|it| it.range.end).max().unwrap_or(stage.sentence.range.start);
    let before = closed.max(stage.sentence.range.start)..cue.range.start;
    let lead = stage.scene.text.get(stage.sentence.range.start..cue.range.start).unwrap_or("");
    let above = stage.sentence_index.checked_sub(1).and_then(|index| stage.scene.sentence(index));
    match above.filter(|above| above.paragraph == stage.sentence.paragraph) {
        Some(above) if lead.chars().count() <= OPENING => (above.range.clone(), above),
        Some(_) | None => (before, stage.sentence),
    }
}

/// A part: its name, its figure, and the share printed beside it.
#[derive(Debug, Clone)]
struct Item {
    name: Range<usize>,
    figure: usize,
    share: Option<usize>,
}

/// The figure behind a word that closes a list: its parts are of its kind and stand in the same bracket. What other lists
/// list, their first part says.
fn total(stage: &Stage<'_, '_>, cue: &Cue) -> Option<usize> {
    if cue.position != CuePosition::Before {
        return None;
    }
    let figures = stage.sentence.figures.start as usize..stage.sentence.figures.end as usize;
    stage.scene.figures_from(figures, cue.range.end).next()
}

fn items(stage: &Stage<'_, '_>, cue: &Cue) -> Vec<Item> {
    let scene = stage.scene;
    let (extent, sentence) = extent(stage, cue);
    let figures = sentence.figures.start as usize..sentence.figures.end as usize;
    let figures = scene.figures_up_to(scene.figures_from(figures, extent.start), extent.end);
    let total = total(stage, cue).and_then(|total| scene.figures.get(total));
    let mut dimension: Option<&Dimension> = total.map(|total| &total.dimension);
    let mut depth = total.map(|total| total.depth);
    let mut items: Vec<Item> = Vec::new();
    for figure in figures.take(LOOKED_AT) {
        let Some(scene_figure) = scene.figures.get(figure) else { continue };
        if !scene_figure.quantity {
            continue;
        }
        let level = *depth.get_or_insert(scene_figure.depth);
        if scene_figure.depth != level {
            continue;
        }
        let kind = &scene_figure.dimension;
        let name = name_before(stage, figure, extent.start);
        if *kind == Dimension::Ratio {
            if let Some(last) = items.last_mut().filter(|last| last.share.is_none()) {
                last.share = Some(figure);
            }
            continue;
        }
        let head = scene_figure.run.map_or(name.clone(), |run| name_before(stage, run.first, extent.start));
        if *kind == Dimension::Points || is_no_part(stage, cue.field, &head) {
            continue;
        }
        if *dimension.get_or_insert(kind) != kind {
            continue;
        }
        items.push(Item { name, figure, share: None });
        if items.len() == MAX_ITEMS {
            break;
        }
    }
    let is_above = sentence.range.end <= stage.sentence.range.start;
    if is_unfinished(stage, cue, &items) || is_above && is_nested(stage, &items) { Vec::new() } else { items }
}

/// True where the words before a total say that not all of its parts are told: 设备 126.5 万元、印刷 18.4 万元等，合计 …
fn is_unfinished(stage: &Stage<'_, '_>, cue: &Cue, items: &[Item]) -> bool {
    let last = items.last().map(|item| stage.scene.figure_range(item.figure).end);
    let behind = last.and_then(|end| stage.scene.text.get(end..));
    cue.position == CuePosition::Before && behind.is_some_and(|behind| behind.trim_start().starts_with('等'))
}

/// True where several chains of a sentence list parts and one of them more than one: each has a whole with its parts, and
/// what sums them up in the next sentence sums up some of them.
fn is_nested(stage: &Stage<'_, '_>, items: &[Item]) -> bool {
    let mut chains = items.chunk_by(|one, next| stage.chain_of(one.figure) == stage.chain_of(next.figure)).peekable();
    let first = chains.next().map_or(0, <[Item]>::len);
    chains.peek().is_some() && (first > 1 || chains.any(|chain| chain.len() > 1))
}

/// The end of the bracket the cue stands in, else of the sentence.
fn list_end(stage: &Stage<'_, '_>, cue: &Cue) -> usize {
    stage.scene.brackets.end_at(cue.range.start, stage.sentence)
}

/// The words before a figure back to the last mark, figure or the cue.
fn name_before(stage: &Stage<'_, '_>, figure: usize, from: usize) -> Range<usize> {
    let scene = stage.scene;
    let end = scene.figure_range(figure).start;
    let previous = figure.checked_sub(1).map_or(0, |index| scene.figure_range(index).end);
    let start = from.max(previous).min(end);
    let words = scene.text.get(start..end).unwrap_or("");
    let cut = words
        .char_indices()
        .rfind(|(_, c)| matches!(c, '，' | '、' | '；' | '。' | '：' | ',' | ';' | ':' | '（' | '(' | '）' | ')'))
        .map_or(0, |(offset, c)| offset + c.len_utf8());
    let lead = words.get(cut..).unwrap_or("");
    let trimmed = lead.trim_start_matches(['和', '及', '与', ' ', '一']);
    end - trimmed.len()..end
}

/// Each part as a value.
fn values(stage: &Stage<'_, '_>, items: &[Item]) -> Vec<Value> {
    items.iter().map(|item| Value::Fact(Arc::new(item_fact(stage, item)))).collect()
}

fn list_value(stage: &Stage<'_, '_>, items: &[Item], values: &[Value], cue: &Cue) -> ListValue {
    let scene = stage.scene;
    let complete = is_complete(stage, cue, items);
    let span = items
        .first()
        .zip(items.last())
        .map(|(first, last)| scene.prose.span(first.name.start..scene.core_range(last.figure).end));
    ListValue { items: values.to_vec(), complete, span }
}

fn item_fact(stage: &Stage<'_, '_>, item: &Item) -> Fact {
    let scene = stage.scene;
    let record = scene.item_record.unwrap_or(stage.id);
    let values: Arc<[FieldValue]> = scene
        .plan
        .record(record)
        .fields
        .iter()
        .map(|field| match field.name.as_str() {
            "name" => FieldValue::Value(Value::Text(scene.words(item.name.clone()))),
            "value" => figure_value(stage, item.figure),
            "share" => item.share.map_or(FieldValue::Missing, |share| figure_value(stage, share)),
            _ => FieldValue::Missing,
        })
        .collect();
    Fact {
        record,
        readings: vec![Reading::named(values)],
        context: scene.context(item.name.start..scene.core_range(item.figure).end),
    }
}

fn figure_value(stage: &Stage<'_, '_>, figure: usize) -> FieldValue {
    let Some(scene_figure) = stage.scene.figures.get(figure) else { return FieldValue::Missing };
    let Unit::Power(power) = scene_figure.figure().unit else { return scene_figure.value() };
    let printed = Figure { unit: Unit::Money(power), ..scene_figure.figure().clone() };
    let (figure, span) = (printed.clone(), scene_figure.plain.span);
    FieldValue::Value(Value::Figure(Arc::new(Reported { figure, printed, span, cue: None })))
}

/// Adds the readings with fewer parts to the fact just made.
fn add_shorter(stage: &Stage<'_, '_>, items: &[Item], values: &[Value], cue: &Cue, before: usize, found: &mut Found) {
    let Some((fact, _)) = found.facts.get_mut(before) else { return };
    let shorter: Vec<FieldValue> = (2..items.len())
        .rev()
        .take(MAX_PREFIXES)
        .filter_map(|length| {
            // What is uncertain is the end that lies away from the cue.
            let kept = match cue.position {
                CuePosition::Before => items.len() - length..items.len(),
                CuePosition::After | CuePosition::Is | CuePosition::NotAfter | CuePosition::NotBefore => 0..length,
            };
            let list = list_value(stage, items.get(kept.clone())?, values.get(kept)?, cue);
            Some(FieldValue::Value(Value::List(list)))
        })
        .collect();
    let full = fact.readings.iter().take(2);
    let full: Vec<(usize, Reading)> = full.map(|it| (it.next_spare(), it.with_more(shorter.iter().cloned()))).collect();
    for number in 0..shorter.len() {
        let swaps = |first: usize| Swaps::default().and(stage.source.anchor, first + number);
        fact.readings.extend(full.iter().filter_map(|(first, reading)| reading.excused(&swaps(*first)?)));
    }
}

/// Figures of a list count as read.
fn mark_used(items: &[Item], before: usize, found: &mut Found) {
    if let Some((_, used)) = found.facts.get_mut(before) {
        used.extend(items.iter().flat_map(|item| [Some(item.figure), item.share]).flatten());
    }
}
