//! Facts that the engine makes by itself: sections, headings, paragraphs, sentences, clauses, figures, doubled words,
//! marks without a partner, long strings of digits, and the matches of lexicons.

use std::ops::Range;
use std::sync::Arc;

use rust_decimal::Decimal;

use crate::document::{Paragraph, Section};
use crate::fact::{Context, Fact, FieldValue, Reading, Reported, SectionFact, TextValue, Value};
use crate::figure::{Figure, Unit};
use crate::plan::{BuiltinRecord, LexiconHits, LexiconId, RecordId};
use crate::text::{HeadingNumber, NumberStyle, PairKind, TokenKind, unpaired};

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
    made: &mut Vec<Arc<Fact>>,
) {
    let mut facts = Facts { scene, id, made };
    let prose = scene.prose;
    match kind {
        // The report is merged, items are parts, and of copies one submission alone knows nothing.
        BuiltinRecord::Report | BuiltinRecord::Item | BuiltinRecord::Copy => {}
        BuiltinRecord::Section => {
            for section in &prose.sections {
                let Some(place) = heading_range(scene, section) else { continue };
                facts.add(place, section_fields(scene, section));
            }
        }
        BuiltinRecord::Paragraph => {
            for paragraph in prose.paragraphs.iter().filter(|it| it.heading.is_none()) {
                let length = prose.slice(paragraph.range.clone()).chars().count();
                let length = number(scene, length, paragraph.range.clone());
                facts.add(paragraph.range.clone(), [text(scene, paragraph.range.clone()), length]);
            }
        }
        BuiltinRecord::Sentence => {
            for sentence in &prose.sentences {
                facts.add(sentence.range.clone(), [text(scene, sentence.range.clone())]);
            }
        }
        BuiltinRecord::Clause => {
            for clause in &prose.clauses {
                facts.add(clause.range.clone(), [text(scene, clause.range.clone())]);
            }
        }
        BuiltinRecord::Heading => headings(&mut facts),
        BuiltinRecord::Figure => {
            let figures = prose.figures.iter().zip(&scene.figures);
            for (token, figure) in figures.filter(|(token, _)| token.kind == TokenKind::Quantity) {
                let context = scene.context_at(token.core.start, figure.plain.span);
                facts.add_in(context, [figure.value(), text(scene, token.range.clone())]);
            }
        }
        BuiltinRecord::Repeat => {
            for (word, before, behind) in repeats(&scene.text) {
                facts.add(word.clone(), [word, before, behind].map(|range| text(scene, range)));
            }
        }
        BuiltinRecord::Unpaired => {
            let paragraphs = prose.paragraphs.iter().map(|paragraph| paragraph.range.clone());
            for mark in unpaired(&scene.text, paragraphs) {
                let kind = owned(scene, pair_name(mark.kind), mark.range.clone());
                facts.add(mark.range.clone(), [text(scene, mark.range), kind]);
            }
        }
        BuiltinRecord::Digits => {
            for range in long_digits(&scene.text) {
                facts.add(range.clone(), digits_fields(scene, &range));
            }
        }
        BuiltinRecord::Lexicon(LexiconId(lexicon)) => {
            let Some((lexicon, hits)) = scene.plan.lexicons.get(lexicon).zip(words.get(lexicon)) else { return };
            for (range, entry) in lexicon::matches(lexicon, hits, &scene.text) {
                let said = |words: &Option<String>| match words {
                    Some(words) => owned(scene, words, range.clone()),
                    None => FieldValue::Missing,
                };
                let word = text(scene, range.clone());
                facts.add(range.clone(), [word, said(&entry.right), said(&entry.note), said(&entry.kind)]);
            }
        }
    }
}

/// Where the facts of a record go. Their values stand in the order in which
/// [`BUILTIN_RECORDS`](crate::plan::BUILTIN_RECORDS) declares the fields.
struct Facts<'f, 'a> {
    scene: &'f Scene<'a>,
    id: RecordId,
    made: &'f mut Vec<Arc<Fact>>,
}

impl Facts<'_, '_> {
    fn add<const FIELDS: usize>(&mut self, place: Range<usize>, values: [FieldValue; FIELDS]) {
        self.add_in(self.scene.context(place), values);
    }

    fn add_in<const FIELDS: usize>(&mut self, context: Context, values: [FieldValue; FIELDS]) {
        debug_assert_eq!(FIELDS, self.scene.plan.record(self.id).fields.len(), "a value for each field declared");
        self.made.push(Arc::new(Fact { record: self.id, readings: vec![Reading::named(values)], context }));
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

/// Characters in a section without those of headings inside it, and with those of its tables.
fn own_length(scene: &Scene<'_>, section: &Section) -> usize {
    let prose = scene.prose;
    let is_inside = |place: usize| place + 1 >= section.body.start && place <= section.body.end;
    let tables = prose.tables.iter().filter(|(place, _)| is_inside(*place));
    let first = prose.paragraphs.partition_point(|paragraph| paragraph.range.start < section.body.start);
    prose
        .paragraphs
        .iter()
        .skip(first)
        .take_while(|paragraph| paragraph.range.end <= section.body.end)
        .filter(|paragraph| paragraph.heading.is_none())
        .map(|paragraph| prose.slice(paragraph.range.clone()).chars().count())
        .chain(tables.map(|(_, length)| *length))
        .sum()
}

fn section_fields(scene: &Scene<'_>, section: &Section) -> [FieldValue; 5] {
    let heading = section.heading.and_then(|id| scene.prose.paragraphs.get(id.0 as usize));
    [
        text(scene, section.title.clone()),
        heading.and_then(number_range).map_or(FieldValue::Missing, |range| text(scene, range)),
        number(scene, section.level.into(), section.title.clone()),
        text(scene, section.body.clone()),
        number(scene, own_length(scene, section), section.title.clone()),
    ]
}

/// Numbered paragraphs, titles and items alike, with the number before each under the same parent.
fn headings(facts: &mut Facts<'_, '_>) {
    let mut last: [Option<u32>; 6] = [None; 6];
    let mut parents: Vec<u8> = Vec::new();
    for paragraph in &facts.scene.prose.paragraphs {
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
        let values =
            heading_fields(facts.scene, paragraph, number, [Some(level.into()), previous, Some(parent.into())]);
        facts.add(paragraph.range.clone(), values);
    }
}

fn heading_fields(
    scene: &Scene<'_>,
    paragraph: &Paragraph,
    own: &HeadingNumber,
    [level, previous, parent]: [Option<u32>; 3],
) -> [FieldValue; 9] {
    let place = own.range.clone();
    let number = |value: Option<u32>| match value {
        Some(value) => number(scene, value as usize, place.clone()),
        None => FieldValue::Missing,
    };
    let title = paragraph.heading.as_ref().map_or(place.end..paragraph.range.end, |heading| heading.title.clone());
    let words = scene.prose.slice(paragraph.range.clone());
    let end = words.chars().next_back().filter(|c| "。，；：、.:;,!！?？".contains(*c));
    let end = end.map(|c| paragraph.range.end - c.len_utf8()..paragraph.range.end);
    [
        text(scene, title),
        text(scene, place.clone()),
        number(level),
        owned(scene, style(own.style, &own.mark), place.clone()),
        number(Some(own.value)),
        number(previous),
        number(parent),
        FieldValue::Value(Value::Bool(paragraph.heading.is_some())),
        end.map_or(FieldValue::Missing, |end| text(scene, end)),
    ]
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

fn pair_name(kind: PairKind) -> &'static str {
    match kind {
        PairKind::Quotation => "引号",
        PairKind::Title => "书名号",
        PairKind::Bracket => "括号",
    }
}

fn text(scene: &Scene<'_>, range: Range<usize>) -> FieldValue {
    FieldValue::Value(Value::Text(scene.words(range)))
}

/// Words that do not stand in the text but belong to a place of it.
fn owned(scene: &Scene<'_>, words: &str, place: Range<usize>) -> FieldValue {
    FieldValue::Value(Value::Text(TextValue::owned(words, Some(scene.prose.span(place)))))
}

/// A number that the engine counted; it points at what was counted.
fn number(scene: &Scene<'_>, value: usize, place: Range<usize>) -> FieldValue {
    let figure = Figure::new(Decimal::from(value), Unit::None).exactly();
    let (printed, span) = (figure.clone(), scene.prose.span(place));
    FieldValue::Value(Value::Figure(Arc::new(Reported { figure, printed, span, cue: None })))
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

fn digits_fields(scene: &Scene<'_>, range: &Range<usize>) -> [FieldValue; 5] {
    let digits = scene.prose.slice(range.clone());
    let flag = |value: bool| FieldValue::Value(Value::Bool(value));
    [
        text(scene, range.clone()),
        number(scene, digits.len(), range.clone()),
        flag(is_mobile(digits)),
        flag(is_identity(digits)),
        flag(digits.len() >= 16 && is_luhn(digits)),
    ]
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
