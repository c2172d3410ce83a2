//! Line and columns of many places in long texts.
//!
//! A report may be one line of 5 MB with a finding every few words: counting each column from the start of its line
//! would be quadratic, so counts are kept for every kilobyte.

use std::cell::OnceCell;

use crate::source::{Encoding, SourceId, SourceMap, Span};

/// A position counted in every way that readers of our output need.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Point {
    /// Line, from 1.
    pub(super) line: u32,
    /// Column in characters, from 1.
    pub(super) column: u32,
    /// Column in UTF-16 code units, from 1.
    pub(super) utf16: u32,
    /// Byte in the file as it is on disk, from 0.
    pub(super) byte: usize,
    /// Byte in the text decoded to UTF-8, from 0.
    pub(super) offset: usize,
}

/// Finds positions in the texts of one run.
#[derive(Debug)]
pub(super) struct Places<'a> {
    sources: &'a SourceMap,
    points: Vec<OnceCell<Vec<Point>>>,
}

/// One count is kept for so many bytes of text.
const STEP: usize = 1024;

impl<'a> Places<'a> {
    pub(super) fn new(sources: &'a SourceMap) -> Self {
        Self { sources, points: sources.iter().map(|_| OnceCell::new()).collect() }
    }

    pub(super) fn sources(&self) -> &'a SourceMap {
        self.sources
    }

    /// The position of a byte offset of the decoded text; one behind the end counts as the end, one inside a
    /// character as its start.
    pub(super) fn point(&self, source: SourceId, offset: usize) -> Point {
        let file = self.sources.file(source);
        let offset = floor_boundary(file.text(), offset);
        let Some(kept) = self.points.get(source.0 as usize) else { return START };
        let kept = kept.get_or_init(|| kept_points(file.text(), file.encoding()));
        let before = kept.partition_point(|point| point.offset <= offset).saturating_sub(1);
        let from = kept.get(before).copied().unwrap_or(START);
        advanced(file.text(), file.encoding(), from, offset)
    }

    /// The start of a place.
    pub(super) fn start(&self, span: Span) -> Point {
        self.point(span.source, span.start as usize)
    }

    /// The end of a place.
    pub(super) fn end(&self, span: Span) -> Point {
        self.point(span.source, span.end as usize)
    }
}

const START: Point = Point { line: 1, column: 1, utf16: 1, byte: 0, offset: 0 };

/// The nearest character boundary at or before an offset.
pub(super) fn floor_boundary(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

fn kept_points(text: &str, encoding: Encoding) -> Vec<Point> {
    let mut points = vec![Point { byte: encoding.mark_length(), ..START }];
    let mut target = STEP;
    while target < text.len() {
        let from = points.last().copied().unwrap_or(START);
        points.push(advanced(text, encoding, from, floor_boundary(text, target)));
        target += STEP;
    }
    points
}

/// Counts on from a known position.
fn advanced(text: &str, encoding: Encoding, from: Point, to: usize) -> Point {
    let between = text.get(from.offset..to).unwrap_or("");
    let mut point = Point { offset: to, byte: from.byte + original_length(encoding, between), ..from };
    let bytes = text.as_bytes();
    for (offset, c) in between.char_indices() {
        let next = bytes.get(from.offset + offset + 1);
        if c == '\n' || (c == '\r' && next != Some(&b'\n')) {
            point.line = point.line.saturating_add(1);
            (point.column, point.utf16) = (1, 1);
        } else {
            point.column = point.column.saturating_add(1);
            point.utf16 = point.utf16.saturating_add(if c.len_utf16() == 2 { 2 } else { 1 });
        }
    }
    point
}

/// How many bytes a piece of text took in its file.
fn original_length(encoding: Encoding, text: &str) -> usize {
    match encoding {
        Encoding::Utf8 | Encoding::Utf8Bom => text.len(),
        Encoding::Utf16Le | Encoding::Utf16Be | Encoding::Utf16LeBare | Encoding::Utf16BeBare => {
            2 * text.chars().map(char::len_utf16).sum::<usize>()
        }
        Encoding::Gb18030 => encoding.original_offset(text, text.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_counted_in_characters_and_in_utf16() {
        let mut sources = SourceMap::default();
        let text = "第一行\r\n𠮷完成率\n\r末";
        let id = sources.add("a.txt", text);
        let places = Places::new(&sources);
        let at = |words: &str| places.point(id, text.find(words).unwrap());
        assert_eq!(at("完成率"), Point { line: 2, column: 2, utf16: 3, byte: 15, offset: 15 });
        assert_eq!((at("末").line, at("末").column), (4, 1));
        assert_eq!(places.point(id, 99).offset, text.len());
    }

    #[test]
    fn kept_counts_give_the_same_as_counting_from_the_start() {
        let text = "预算𠮷数\n执行\r\n数a".repeat(500);
        let mut sources = SourceMap::default();
        let id = sources.add_decoded("a.txt", text.as_str(), Encoding::Utf16Le);
        let places = Places::new(&sources);
        for offset in (0..text.len()).step_by(97) {
            let offset = floor_boundary(&text, offset);
            let expected = sources.file(id).lines().position(&text, offset);
            let found = places.point(id, offset);
            assert_eq!((found.line, found.column, found.utf16), (expected.line, expected.column, expected.utf16));
            assert_eq!(found.byte, 2 + 2 * text.get(..offset).unwrap().encode_utf16().count());
        }
    }
}
