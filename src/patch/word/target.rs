//! Places of a transcript as places in the bytes of a part.

use std::ops::Range;

use crate::read::{Anchor, WordText};

/// Where the words of a mark stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Target {
    /// Index into [`WordText::parts`].
    pub(super) part: u16,
    /// From the first byte of the first character to the last byte of the last; another's words may stand between.
    pub(super) xml: Range<usize>,
    /// The bytes of its pieces.
    pub(super) pieces: Vec<Range<usize>>,
    /// The bytes of the transcript that it stands for.
    pub(super) words: Range<usize>,
    /// True where these are all the bytes asked for.
    pub(super) is_all: bool,
}

/// Finds the words of a range; those of its line where none of it stands in the file (the number of a list, nothing at
/// all); where the line or cell has none, the words before it in its row, else the nearest ones. `None` where the file has no words.
pub(super) fn find(text: &WordText, range: &Range<u32>) -> Option<Target> {
    let words = widened(text.text(), range);
    if let Some(target) = covered(text, words.clone()) {
        return Some(target);
    }
    let line = line(text.text(), words.start);
    let found = covered(text, line).or_else(|| {
        let next = text.anchors.partition_point(|anchor| (anchor.text as usize) < words.start);
        let is_word = |anchor: &&Anchor| anchor.is_same && !words_of(text, anchor).trim().is_empty();
        let after = text.anchors.get(next..).into_iter().flatten().find(is_word);
        let before = text.anchors.get(..next).into_iter().flatten().rev().find(is_word);
        // An empty cell is known by the one before it in its row.
        let row = text.text().get(..words.start).and_then(|above| above.rfind('\n')).map_or(0, |found| found + 1);
        let in_row = before.filter(|anchor| anchor.text as usize >= row);
        let nearest = in_row.or(after).or(before)?;
        covered(text, self::line(text.text(), nearest.text as usize))
    })?;
    Some(Target { is_all: false, ..found })
}

/// Finds the place right behind the character before a place, in the same line.
pub(super) fn gap(text: &WordText, at: u32) -> Option<Target> {
    let words = widened(text.text(), &(at..at));
    let before = text.anchors.partition_point(|anchor| (anchor.text as usize) < words.start).checked_sub(1)?;
    let anchor = text.anchors.get(before)?;
    let all = text_range(anchor);
    let is_near = words.start <= all.end && !words_of(text, anchor).ends_with(['\n', '\t']);
    let length = if anchor.is_same { words.start - all.start } else { anchor.xml_length as usize };
    let end = anchor.xml as usize + length;
    is_near.then_some(Target { part: anchor.part, xml: end..end, pieces: Vec::new(), words, is_all: true })
}

fn words_of<'t>(text: &'t WordText, anchor: &Anchor) -> &'t str {
    text.text().get(text_range(anchor)).unwrap_or("")
}

fn text_range(anchor: &Anchor) -> Range<usize> {
    let start = anchor.text as usize;
    start..start + anchor.text_length as usize
}

/// The range within the text and at its characters.
fn widened(text: &str, range: &Range<u32>) -> Range<usize> {
    let start = text.floor_char_boundary((range.start as usize).min(text.len()));
    let end = text.ceil_char_boundary((range.end as usize).clamp(start, text.len()));
    start..end
}

/// The line or the cell round a place, without the blanks round its words.
fn line(text: &str, at: usize) -> Range<usize> {
    let (before, after) = text.split_at_checked(at).unwrap_or((text, ""));
    let border = ['\n', '\t'];
    let start = before.rfind(border).map_or(0, |found| found + 1);
    let end = after.find(border).map_or(text.len(), |found| at + found);
    let words = text.get(start..end).unwrap_or("");
    let trimmed = words.trim_start();
    let start = end - trimmed.len();
    start..start + trimmed.trim_end().len()
}

/// The words of a range that stand in one part, one behind the other.
fn covered(text: &WordText, words: Range<usize>) -> Option<Target> {
    let first = text.anchors.partition_point(|anchor| text_range(anchor).end <= words.start);
    let anchors = text.anchors.get(first..)?.iter().take_while(|anchor| (anchor.text as usize) < words.end);
    let mut target: Option<Target> = None;
    let mut length = 0;
    for anchor in anchors.filter(|_| !words.is_empty()) {
        let all = text_range(anchor);
        let (from, to) = (all.start.max(words.start), all.end.min(words.end));
        let xml = anchor.xml as usize;
        let piece = if anchor.is_same {
            xml + (from - all.start)..xml + (to - all.start)
        } else {
            xml..xml + anchor.xml_length as usize
        };
        match &mut target {
            None => {
                let pieces = vec![piece.clone()];
                target = Some(Target { part: anchor.part, xml: piece, pieces, words: from..to, is_all: false });
            }
            // What goes on in another part, or further up in this one, is left to the first piece.
            Some(target) if target.part == anchor.part && target.xml.end <= piece.start => {
                target.xml.end = piece.end;
                target.words.end = to;
                target.pieces.push(piece);
            }
            Some(_) => break,
        }
        length += to - from;
    }
    let mut target = target?;
    target.is_all = length == words.len();
    Some(target)
}

/// Counts the bytes of text before a place in a part, so that two places with no text between them are the same.
#[derive(Debug)]
pub(super) struct Ruler {
    /// First byte, length, and the bytes of text before, in the order of the part.
    pieces: Vec<(usize, usize, usize)>,
}

impl Ruler {
    /// Lays the ruler along a part.
    pub(super) fn of(text: &WordText, part: u16) -> Self {
        let mut pieces: Vec<(usize, usize, usize)> = text
            .anchors
            .iter()
            .filter(|anchor| anchor.part == part)
            .map(|anchor| (anchor.xml as usize, anchor.xml_length as usize, 0))
            .collect();
        pieces.sort_unstable();
        let mut sum = 0;
        for (_, length, before) in &mut pieces {
            *before = sum;
            sum += *length;
        }
        Self { pieces }
    }

    /// The bytes of text before a place.
    pub(super) fn measure(&self, at: usize) -> usize {
        let next = self.pieces.partition_point(|(start, ..)| *start < at);
        let last = next.checked_sub(1).and_then(|index| self.pieces.get(index));
        last.map_or(0, |(start, length, before)| before + (at - start).min(*length))
    }
}
