//! Fields that hold words: an enum member, a name, a phrase.
//!
//! `is "…"`: the cue word itself is the value. `after "…"`: the value follows the cue in its clause, or is the whole
//! next clause where the cue ends its own (`预算部门：某某局`).

use std::ops::Range;

use crate::fact::{FieldValue, TextValue, Value};
use crate::plan::{CuePosition, EnumId, Type};

use super::cues::{Anchor, Stage};
use super::roles::Cue;

/// A phrase read after a cue is at most so many characters.
const MAX_PHRASE: usize = 40;
/// An enum word further from its cue than this many bytes is not named by it: 自评为全省优秀单位.
const MAX_AWAY: usize = 12;

/// Every value that a word-typed anchor field takes in the sentence, with its place.
pub(super) fn anchors(stage: &Stage<'_, '_>) -> Vec<(Range<usize>, FieldValue)> {
    let mut found: Vec<(Range<usize>, FieldValue)> =
        stage.cues.iter().filter(|cue| cue.field == stage.source.anchor).filter_map(|cue| value(stage, cue)).collect();
    found.sort_by_key(|(range, _)| (range.start, range.end));
    found.dedup_by(|b, a| a.0.end > b.0.start);
    found
}

/// The value of a word field nearest to an anchor: in its clause, before it in its chain, before it in the sentence,
/// and last behind it in its clause.
pub(super) fn nearest(stage: &Stage<'_, '_>, field: usize, anchor: &Anchor<'_>) -> FieldValue {
    let values = stage.once.words(field, || {
        stage.cues.iter().filter(|cue| cue.field == field).filter_map(|cue| value(stage, cue)).collect()
    });
    let clause = stage.scene.clause(anchor.clause).map_or(0..0, |clause| clause.range.clone());
    let chain_start = stage
        .scene
        .first_clause(stage.sentence, |clause| clause.chain < anchor.chain)
        .map_or(0, |(_, clause)| clause.range.start);
    let before = |from: usize| values.iter().rfind(|(range, _)| range.start >= from && range.end <= anchor.place.start);
    before(clause.start)
        .or_else(|| before(chain_start))
        .or_else(|| before(stage.sentence.range.start))
        .or_else(|| values.iter().find(|(range, _)| range.start >= anchor.place.end && range.end <= clause.end))
        .map_or(FieldValue::Missing, |(_, value)| value.clone())
}

fn value(stage: &Stage<'_, '_>, cue: &Cue) -> Option<(Range<usize>, FieldValue)> {
    let ty = &stage.record.fields.get(cue.field)?.ty;
    match cue.position {
        CuePosition::Is => {
            let words = stage.scene.words(cue.range.clone());
            let value = match ty {
                Type::Enum(id) => {
                    let variant = variant_of(stage, *id, words.as_str())?;
                    Value::Variant(*id, variant, words)
                }
                Type::Bool => Value::Bool(true),
                _ => Value::Text(words),
            };
            Some((cue.range.clone(), FieldValue::Value(value)))
        }
        CuePosition::After => {
            let range = following(stage, cue.range.end)?;
            phrase(stage, ty, range, false)
        }
        CuePosition::Before => {
            let (_, clause) = stage.scene.clause_over(stage.sentence, cue.range.start)?;
            phrase(stage, ty, clause.range.start..cue.range.start, true)
        }
        CuePosition::NotAfter | CuePosition::NotBefore => None,
    }
}

/// What stands behind a cue: the rest of its clause, or the next clause where nothing is left of its own.
fn following(stage: &Stage<'_, '_>, from: usize) -> Option<Range<usize>> {
    let (number, clause) = stage.scene.first_clause(stage.sentence, |clause| clause.range.end < from)?;
    let rest = from..clause.range.end;
    if !stage.scene.text.get(rest.clone())?.trim_matches(is_wrapping).is_empty() {
        return Some(rest);
    }
    let next = stage.scene.clause(number + 1)?;
    (next.sentence == clause.sentence).then(|| next.range.clone())
}

/// Reads an enum word or a phrase inside a range; the last one where `backwards`.
fn phrase(
    stage: &Stage<'_, '_>,
    ty: &Type,
    range: Range<usize>,
    backwards: bool,
) -> Option<(Range<usize>, FieldValue)> {
    let text = stage.scene.text.get(range.clone())?;
    match ty {
        Type::Enum(id) => {
            let (at, length, variant) = find_variant(stage, *id, text, backwards)?;
            let away = if backwards { text.len() - at - length } else { at };
            if away > MAX_AWAY {
                return None;
            }
            let place = range.start + at..range.start + at + length;
            let words = stage.scene.words(place.clone());
            Some((place, FieldValue::Value(Value::Variant(*id, variant, words))))
        }
        Type::Text => {
            let trimmed = text.trim_matches(is_wrapping);
            let start = range.start + text.find(trimmed)?;
            let place = start..start + trimmed.len();
            let usable = !trimmed.is_empty() && trimmed.chars().count() <= MAX_PHRASE;
            usable.then(|| {
                let words: TextValue = stage.scene.words(place.clone());
                (place, FieldValue::Value(Value::Text(words)))
            })
        }
        _ => None,
    }
}

fn is_wrapping(c: char) -> bool {
    c.is_whitespace() || matches!(c, '：' | ':' | '“' | '”' | '"' | '「' | '」' | '为' | '是' | '。' | '，' | '、')
}

/// The member of an enum that a word means.
fn variant_of(stage: &Stage<'_, '_>, id: EnumId, word: &str) -> Option<usize> {
    let variants = &stage.scene.plan.enums.get(id.0)?.variants;
    variants.iter().position(|(name, words)| name == word || words.iter().any(|it| it == word))
}

/// The first (or last) enum word in a text, the longest where several begin there: offset, length, member.
fn find_variant(stage: &Stage<'_, '_>, id: EnumId, text: &str, backwards: bool) -> Option<(usize, usize, usize)> {
    let variants = &stage.scene.plan.enums.get(id.0)?.variants;
    let all = variants.iter().enumerate().flat_map(|(index, (name, words))| {
        words.iter().chain(words.is_empty().then_some(name)).map(move |word| (index, word))
    });
    let places = all.filter(|(_, word)| !word.is_empty()).filter_map(|(index, word)| {
        let at = if backwards { text.rfind(word.as_str()) } else { text.find(word.as_str()) };
        at.map(|at| (at, word.len(), index))
    });
    if backwards {
        places.max_by_key(|(at, length, _)| (at + length, *length))
    } else {
        places.min_by_key(|(at, length, _)| (*at, std::cmp::Reverse(*length)))
    }
}
