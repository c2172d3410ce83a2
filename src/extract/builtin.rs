//! Facts that the engine makes by itself: sections, headings, paragraphs, sentences, clauses, figures, doubled words,
//! long strings of digits, and the matches of lexicons.

use std::ops::Range;
use std::sync::Arc;

use rust_decimal::Decimal;

use crate::document::{Paragraph, Section};
use crate::fact::{Fact, FieldValue, Reading, Reported, SectionFact, Value};
use crate::figure::{Figure, Unit};
use crate::plan::{BuiltinRecord, Field, LexiconHits, LexiconId, RecordId};
use crate::text::{NumberStyle, TokenKind};

use super::lexicon;
use super::scene::Scene;

/// Characters given before and behind a doubled word.
const AROUND: usize = 4;
/// Shorter strings of digits are no telephone, identity or account numbers.
const MIN_DIGITS: usize = 11;

/// Makes the facts of one built-in record.
pub(super) fn facts(
    scene: &Scene<'_>,
    words: &[LexiconHits],
    id: RecordId,
    kind: BuiltinRecord,
    add: &mut dyn FnMut(Fact),
) {
    let mut make = |place: Range<usize>, values: &dyn Fn(&Field) -> FieldValue| {
        let fields = &scene.plan.record(id).fields;
        let values: Arc<[FieldValue]> = fields.iter().map(values).collect();
        add(Fact { record: id, readings: vec![Reading::named(values)], context: scene.context(place) });
    };
    let prose = scene.prose;
    match kind {
        BuiltinRecord::Report | BuiltinRecord::Item => {}
        BuiltinRecord::Section => {
            for section in &prose.sections {
                let Some(place) = heading_range(scene, section) else { continue };
                make(place, &|field| section_field(scene, section, field));
            }
        }
        BuiltinRecord::Paragraph => {
            for paragraph in prose.paragraphs.iter().filter(|it| it.heading.is_none()) {
                make(paragraph.range.clone(), &|field| text_field(scene, &paragraph.range, field));
            }
        }
        BuiltinRecord::Sentence => {
            for sentence in &prose.sentences {
                make(sentence.range.clone(), &|field| text_field(scene, &sentence.range, field));
            }
        }
        BuiltinRecord::Clause => {
            for clause in &prose.clauses {
                make(clause.range.clone(), &|field| text_field(scene, &clause.range, field));
            }
        }
        BuiltinRecord::Heading => headings(scene, &mut make),
        BuiltinRecord::Figure => {
            for (index, token) in prose.figures.iter().enumerate().filter(|(_, it)| it.kind == TokenKind::Quantity) {
                make(token.core.clone(), &|field| figure_field(scene, index, field));
            }
        }
        BuiltinRecord::Repeat => {
            for (word, before, behind) in repeats(&scene.text) {
                make(word.clone(), &|field| match field.name.as_str() {
                    "word" => text(scene, word.clone()),
                    "before" => text(scene, before.clone()),
                    "after" => text(scene, behind.clone()),
                    _ => FieldValue::Missing,
                });
            }
        }
        BuiltinRecord::Digits => {
            for range in long_digits(&scene.text) {
                make(range.clone(), &|field| digits_field(scene, &range, field));
            }
        }
        BuiltinRecord::Lexicon(LexiconId(lexicon)) => {
            let Some((lexicon, hits)) = scene.plan.lexicons.get(lexicon).zip(words.get(lexicon)) else { return };
            for (range, entry) in lexicon::matches(lexicon, hits, &scene.text) {
                let span = scene.prose.span(range.clone());
                let said = |words: &Option<String>| {
                    words.as_deref().map_or(FieldValue::Missing, |words| {
                        FieldValue::Value(Value::Text(crate::fact::TextValue::owned(words, Some(span))))
                    })
                };
                make(range.clone(), &|field| match field.name.as_str() {
                    "word" => text(scene, range.clone()),
                    "right" => said(&entry.right),
                    "note" => said(&entry.note),
                    "kind" => said(&entry.kind),
                    _ => FieldValue::Missing,
                });
            }
        }
    }
}

/// The sections as outlines see them.
pub(super) fn sections(scene: &Scene<'_>, all: &mut Vec<SectionFact>) {
    let first = scene.first_section;
    for section in &scene.prose.sections {
        let place = heading_range(scene, section).unwrap_or(0..0);
        let title = scene.prose.slice(section.title.clone()).chars().filter(|c| !c.is_whitespace()).collect();
        all.push(SectionFact {
            title,
            level: section.level,
            parent: section.parent.map(|parent| first + parent.0 as usize),
            heading: scene.prose.span(place),
            length: own_length(scene, section),
        });
    }
}

fn heading_range(scene: &Scene<'_>, section: &Section) -> Option<Range<usize>> {
    let paragraph = scene.prose.paragraphs.get(section.heading?.0 as usize)?;
    Some(paragraph.range.clone())
}

/// Characters in a section without those of headings inside it.
fn own_length(scene: &Scene<'_>, section: &Section) -> usize {
    let prose = scene.prose;
    let first = prose.paragraphs.partition_point(|paragraph| paragraph.range.start < section.body.start);
    prose
        .paragraphs
        .iter()
        .skip(first)
        .take_while(|paragraph| paragraph.range.end <= section.body.end)
        .filter(|paragraph| paragraph.heading.is_none())
        .map(|paragraph| prose.slice(paragraph.range.clone()).chars().count())
        .sum()
}

fn section_field(scene: &Scene<'_>, section: &Section, field: &Field) -> FieldValue {
    match field.name.as_str() {
        "title" => text(scene, section.title.clone()),
        "number" => section
            .heading
            .and_then(|id| scene.prose.paragraphs.get(id.0 as usize))
            .and_then(number_range)
            .map_or(FieldValue::Missing, |range| text(scene, range)),
        "level" => number(scene, section.level.into(), section.title.clone()),
        "body" => text(scene, section.body.clone()),
        "length" => number(scene, own_length(scene, section), section.title.clone()),
        _ => FieldValue::Missing,
    }
}

/// Numbered paragraphs, titles and items alike, with the number before each under the same parent.
fn headings(scene: &Scene<'_>, make: &mut dyn FnMut(Range<usize>, &dyn Fn(&Field) -> FieldValue)) {
    let mut last: [Option<u32>; 6] = [None; 6];
    let mut parents: Vec<u8> = Vec::new();
    for paragraph in &scene.prose.paragraphs {
        let Some(number) = &paragraph.number else { continue };
        let Some(level) = number.style.level() else { continue };
        while parents.last().is_some_and(|open| *open >= level) {
            parents.pop();
        }
        let parent = parents.last().copied().unwrap_or(0);
        parents.push(level);
        let previous = last.get(usize::from(level)).copied().flatten();
        for (index, slot) in last.iter_mut().enumerate() {
            match index.cmp(&usize::from(level)) {
                std::cmp::Ordering::Equal => *slot = Some(number.value),
                std::cmp::Ordering::Greater => *slot = None,
                std::cmp::Ordering::Less => {}
            }
        }
        make(paragraph.range.clone(), &|field| heading_field(scene, paragraph, level, parent, previous, field));
    }
}

fn heading_field(
    scene: &Scene<'_>,
    paragraph: &Paragraph,
    level: u8,
    parent: u8,
    previous: Option<u32>,
    field: &Field,
) -> FieldValue {
    let Some(own) = &paragraph.number else { return FieldValue::Missing };
    let place = number_range(paragraph).unwrap_or(paragraph.range.clone());
    match field.name.as_str() {
        "title" => {
            let title =
                paragraph.heading.as_ref().map_or(place.end..paragraph.range.end, |heading| heading.title.clone());
            text(scene, title)
        }
        "number" => text(scene, place),
        "level" => number(scene, level.into(), place),
        "style" => FieldValue::Value(Value::Text(crate::fact::TextValue::owned(
            style(own.style, &own.mark),
            Some(scene.prose.span(place)),
        ))),
        "value" => number(scene, own.value as usize, place),
        "previous" => previous.map_or(FieldValue::Missing, |value| number(scene, value as usize, place.clone())),
        "parent_level" => number(scene, parent.into(), place),
        "titled" => FieldValue::Value(Value::Bool(paragraph.heading.is_some())),
        "end" => {
            let words = scene.prose.slice(paragraph.range.clone());
            let last = words.chars().next_back().filter(|c| "。，；：、.:;,!！?？".contains(*c));
            last.map_or(FieldValue::Missing, |c| text(scene, paragraph.range.end - c.len_utf8()..paragraph.range.end))
        }
        _ => FieldValue::Missing,
    }
}

fn number_range(paragraph: &Paragraph) -> Option<Range<usize>> {
    paragraph.number.as_ref().map(|number| number.range.clone())
}

fn style(style: NumberStyle, mark: &str) -> &'static str {
    match (style, mark) {
        (NumberStyle::Part, _) => "第一部分",
        (NumberStyle::Chinese, _) => "一、",
        (NumberStyle::ChineseBracket, _) => "（一）",
        (NumberStyle::Arabic, "、") => "1、",
        (NumberStyle::Arabic, _) => "1.",
        (NumberStyle::ArabicBracket, _) => "（1）",
        (NumberStyle::Circled, _) => "①",
        (NumberStyle::Ordinal, _) => "一是",
    }
}

fn text_field(scene: &Scene<'_>, range: &Range<usize>, field: &Field) -> FieldValue {
    match field.name.as_str() {
        "text" => text(scene, range.clone()),
        "length" => number(scene, scene.prose.slice(range.clone()).chars().count(), range.clone()),
        _ => FieldValue::Missing,
    }
}

fn figure_field(scene: &Scene<'_>, index: usize, field: &Field) -> FieldValue {
    let core = scene.core_range(index);
    match field.name.as_str() {
        "value" => scene.figures.get(index).map_or(FieldValue::Missing, |it| {
            FieldValue::Value(Value::Figure(Arc::new(Reported {
                figure: it.figure.clone(),
                printed: it.figure.clone(),
                span: scene.prose.span(core),
                cue: None,
            })))
        }),
        "text" => text(scene, scene.figure_range(index)),
        _ => FieldValue::Missing,
    }
}

fn text(scene: &Scene<'_>, range: Range<usize>) -> FieldValue {
    FieldValue::Value(Value::Text(scene.words(range)))
}

/// A number that the engine counted; it points at what was counted.
fn number(scene: &Scene<'_>, value: usize, place: Range<usize>) -> FieldValue {
    let figure = Figure::new(Decimal::from(value), Unit::None).exactly();
    let span = scene.prose.span(place);
    FieldValue::Value(Value::Figure(Arc::new(Reported { printed: figure.clone(), figure, span, cue: None })))
}

/// Doubled characters and doubled words of two characters: the pair, what stands before, what stands behind.
fn repeats(text: &str) -> Vec<(Range<usize>, Range<usize>, Range<usize>)> {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let char_at = |index: usize| chars.get(index).map(|(_, c)| *c);
    let byte_at = |index: usize| chars.get(index).map_or(text.len(), |(at, _)| *at);
    let chinese = |index: usize| char_at(index).is_some_and(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    let mut found = Vec::new();
    let mut index = 0;
    while index < chars.len() {
        let single = chinese(index) && char_at(index) == char_at(index + 1);
        let double = chinese(index)
            && chinese(index + 1)
            && char_at(index) != char_at(index + 1)
            && char_at(index) == char_at(index + 2)
            && char_at(index + 1) == char_at(index + 3);
        let length = match (single, double) {
            (true, _) => 2,
            (false, true) => 4,
            (false, false) => {
                index += 1;
                continue;
            }
        };
        let word = byte_at(index)..byte_at(index + length);
        let before = byte_at(index.saturating_sub(AROUND))..word.start;
        let behind = word.end..byte_at((index + length + AROUND).min(chars.len()));
        found.push((word, before, behind));
        index += length;
    }
    found
}

/// Strings of at least eleven digits (a last X of an identity number included) that stand alone.
fn long_digits(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes.get(at).is_some_and(u8::is_ascii_digit) {
            at += 1;
            continue;
        }
        let start = at;
        while bytes.get(at).is_some_and(u8::is_ascii_digit) {
            at += 1;
        }
        let mut end = at;
        if end - start == 17 && matches!(bytes.get(end), Some(b'X' | b'x')) {
            end += 1;
        }
        let joined = |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'.');
        let alone = !joined(start.checked_sub(1).and_then(|before| bytes.get(before))) && !joined(bytes.get(end));
        if end - start >= MIN_DIGITS && alone {
            found.push(start..end);
        }
    }
    found
}

fn digits_field(scene: &Scene<'_>, range: &Range<usize>, field: &Field) -> FieldValue {
    let digits = scene.prose.slice(range.clone());
    let flag = |value: bool| FieldValue::Value(Value::Bool(value));
    match field.name.as_str() {
        "text" => text(scene, range.clone()),
        "length" => number(scene, digits.len(), range.clone()),
        "is_mobile" => flag(is_mobile(digits)),
        "id_check" => flag(is_identity(digits)),
        "luhn" => flag(digits.len() >= 16 && is_luhn(digits)),
        _ => FieldValue::Missing,
    }
}

fn is_mobile(digits: &str) -> bool {
    let second = digits.as_bytes().get(1).copied().unwrap_or(0);
    digits.len() == 11 && digits.starts_with('1') && (b'3'..=b'9').contains(&second)
}

/// GB 11643-1999: the last of 18 characters is a check digit (ISO 7064, MOD 11-2).
fn is_identity(digits: &str) -> bool {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const CHECKS: [char; 11] = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'];
    if digits.len() != 18 {
        return false;
    }
    let sum: u32 =
        digits.chars().zip(WEIGHTS).filter_map(|(c, weight)| c.to_digit(10).map(|digit| digit * weight)).sum();
    let last = digits.chars().next_back().map(|c| c.to_ascii_uppercase());
    CHECKS.get((sum % 11) as usize).copied() == last
}

/// ISO/IEC 7812: the check digit of bank cards.
fn is_luhn(digits: &str) -> bool {
    let sum: u32 = digits
        .chars()
        .rev()
        .enumerate()
        .filter_map(|(index, c)| c.to_digit(10).map(|digit| (index, digit)))
        .map(|(index, digit)| match (index % 2, digit * 2) {
            (0, _) => digit,
            (_, doubled) if doubled > 9 => doubled - 9,
            (_, doubled) => doubled,
        })
        .sum();
    sum.is_multiple_of(10)
}
