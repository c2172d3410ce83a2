//! Places of a picture, cut to what one line can show.

use std::collections::BTreeMap;

use crate::source::{LineIndex, Span};

use super::Tone;
use super::place::floor_boundary;

/// A place with the words that stand beside it in the picture.
#[derive(Debug, Clone)]
pub struct Mark {
    /// Where.
    pub span: Span,
    /// What stands there; may be empty.
    pub text: String,
    /// What it means to the eye.
    pub tone: Tone,
}

/// A part of a mark on one line; the pieces of a line never overlap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    /// Byte offsets in the decoded text; equal for a place between two characters.
    pub(super) start: usize,
    pub(super) end: usize,
    /// The mark it belongs to.
    pub(super) mark: usize,
    /// The words beside it; empty where another piece of the same mark has them.
    pub(super) text: String,
}

/// A mark over more lines than this is shown by its first line only.
const LINES_SHOWN: usize = 4;

/// Cuts marks of one source into pieces, by 0-based line.
///
/// `line_word` says how far a mark goes on that is too long to be shown: `至第 12 行`.
pub(super) fn pieces<'m>(
    text: &str,
    lines: &LineIndex,
    marks: impl Iterator<Item = (usize, &'m Mark)>,
    line_word: impl Fn(usize) -> String,
) -> BTreeMap<usize, Vec<Piece>> {
    let mut by_line: BTreeMap<usize, Vec<Piece>> = BTreeMap::new();
    for (index, mark) in marks {
        let (parts, goes_on) = parts(text, lines, mark.span);
        for (turn, (line, start, end)) in parts.into_iter().enumerate() {
            let mut words = if turn == 0 { mark.text.clone() } else { String::new() };
            if let (0, Some(last)) = (turn, goes_on) {
                words.push_str(&line_word(last + 1));
            }
            by_line.entry(line).or_default().push(Piece { start, end, mark: index, text: words });
        }
    }
    by_line.into_iter().map(|(line, pieces)| (line, disjoint(pieces))).collect()
}

/// The content of a 0-based line as byte offsets, its end mark excluded.
pub(super) fn content(text: &str, lines: &LineIndex, line: usize) -> (usize, usize) {
    let start = lines.start_of(line).unwrap_or(text.len()).min(text.len());
    let end = lines.start_of(line + 1).unwrap_or(text.len());
    let inside = text.get(start..end).unwrap_or("");
    (start, start + inside.trim_end_matches(['\n', '\r']).len())
}

type Part = (usize, usize, usize);

/// The parts of a place by line, blank ends cut off; and the last line where it is too long to be shown whole.
fn parts(text: &str, lines: &LineIndex, span: Span) -> (Vec<Part>, Option<usize>) {
    let start = floor_boundary(text, span.start as usize);
    let end = floor_boundary(text, span.end as usize).max(start);
    if start == end {
        return (vec![point(text, lines, start)], None);
    }
    let (first, last) = (lines.line_of(start), lines.line_of(end - 1));
    let shown = if last - first < LINES_SHOWN { last } else { first };
    let mut parts: Vec<Part> = (first..=shown).filter_map(|line| part(text, lines, line, start, end)).collect();
    if parts.is_empty() {
        parts.push(point(text, lines, start));
    }
    (parts, (shown < last).then_some(last))
}

/// What of a place stands on a line, without blanks at its ends unless there is nothing else.
fn part(text: &str, lines: &LineIndex, line: usize, start: usize, end: usize) -> Option<Part> {
    let (from, to) = content(text, lines, line);
    let (start, end) = (start.max(from), end.min(to));
    let words = text.get(start..end).filter(|words| !words.is_empty())?;
    let ahead = words.len() - words.trim_start().len();
    match words.trim().len() {
        0 if lines.count() == 1 || from < start || end < to => Some((line, start, end)),
        0 => None,
        length => Some((line, start + ahead, start + ahead + length)),
    }
}

/// A place between two characters; behind the last word where nothing follows, so that it can be seen.
fn point(text: &str, lines: &LineIndex, offset: usize) -> Part {
    let rest_is_blank = text.get(offset..).is_some_and(|rest| rest.chars().take(64).all(char::is_whitespace));
    let offset = if rest_is_blank && offset + 64 >= text.len() {
        text.get(..offset).map_or(offset, |before| before.trim_end().len())
    } else {
        offset
    };
    let line = lines.line_of(offset);
    let (_, to) = content(text, lines, line);
    (line, offset.min(to), offset.min(to))
}

/// Cuts pieces so that inner ones lie free: a clause around a figure is underlined up to the figure and behind it.
fn disjoint(mut pieces: Vec<Piece>) -> Vec<Piece> {
    pieces.sort_by_key(|piece| (piece.start, std::cmp::Reverse(piece.end), piece.mark));
    let mut free: Vec<Piece> = Vec::with_capacity(pieces.len());
    let mut homeless: Vec<(usize, String)> = Vec::new();
    for (index, piece) in pieces.iter().enumerate() {
        let inner = pieces.get(index + 1..).unwrap_or(&[]);
        let mut left = remainders(piece, inner);
        match longest(&mut left) {
            Some(longest) => longest.text.clone_from(&piece.text),
            None if piece.text.is_empty() => {}
            None => homeless.push((piece.start, piece.text.clone())),
        }
        free.append(&mut left);
    }
    free.sort_by_key(|piece| (piece.start, piece.end));
    for (start, text) in homeless {
        // Its whole place is covered by others: its words join those of the first of them.
        if let Some(host) = free.iter_mut().find(|piece| piece.start >= start) {
            host.text = if host.text.is_empty() { text } else { format!("{text}；{}", host.text) };
        }
    }
    free
}

/// What of a piece is not covered by pieces that start later or lie inside.
fn remainders(piece: &Piece, inner: &[Piece]) -> Vec<Piece> {
    let mut left = Vec::new();
    let mut from = piece.start;
    if piece.start == piece.end {
        let doubled = inner.iter().any(|other| other.start == piece.start && other.end == piece.end);
        return if doubled { Vec::new() } else { vec![piece.clone()] };
    }
    let cut = |start: usize, end: usize| Piece { start, end, mark: piece.mark, text: String::new() };
    for other in inner.iter().take_while(|other| other.start < piece.end).filter(|other| other.start < other.end) {
        if from < other.start {
            left.push(cut(from, other.start));
        }
        from = from.max(other.end);
    }
    if from < piece.end {
        left.push(cut(from, piece.end));
    }
    left
}

fn longest(pieces: &mut [Piece]) -> Option<&mut Piece> {
    pieces.iter_mut().max_by_key(|piece| (piece.end - piece.start, std::cmp::Reverse(piece.start)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceMap;

    /// The pieces of marks given as byte ranges, as `(line, words, label)`.
    fn cut(text: &str, ranges: &[(usize, usize)]) -> Vec<(usize, String, String)> {
        let mut sources = SourceMap::default();
        let id = sources.add("a", text);
        let marks: Vec<Mark> = ranges
            .iter()
            .enumerate()
            .map(|(n, (start, end))| Mark {
                span: Span::new(id, *start, *end),
                text: format!("{n}"),
                tone: Tone::Operand,
            })
            .collect();
        let lines = LineIndex::new(text);
        pieces(text, &lines, marks.iter().enumerate(), |last| format!("→{last}"))
            .into_iter()
            .flat_map(|(line, pieces)| pieces.into_iter().map(move |piece| (line, piece)))
            .map(|(line, piece)| (line, text.get(piece.start..piece.end).unwrap().to_owned(), piece.text))
            .collect()
    }

    fn row(line: usize, words: &str, label: &str) -> (usize, String, String) {
        (line, words.to_owned(), label.to_owned())
    }

    #[test]
    fn a_clause_around_a_figure_leaves_the_figure_free() {
        assert_eq!(cut("abc123de", &[(0, 8), (3, 6)]), [row(0, "abc", "0"), row(0, "123", "1"), row(0, "de", "")]);
    }

    #[test]
    fn equal_places_share_one_label() {
        assert_eq!(cut("abc", &[(0, 3), (0, 3)]), [row(0, "abc", "0；1")]);
    }

    #[test]
    fn a_page_break_inside_a_word_is_underlined_on_both_sides() {
        assert_eq!(cut("发现培\n\n 养人", &[(6, 15)]), [row(0, "培", "0"), row(2, "养", "")]);
    }

    #[test]
    fn a_long_section_is_shown_by_its_first_line() {
        assert_eq!(cut("一\n二\n三\n四\n五\n六", &[(0, 23)]), [row(0, "一", "0→6")]);
    }

    #[test]
    fn a_place_at_the_end_of_the_file_moves_to_the_last_word() {
        assert_eq!(cut("末尾\n\n", &[(8, 8)]), [row(0, "", "0")]);
        assert_eq!(cut("", &[(0, 0)]), [row(0, "", "0")]);
    }

    #[test]
    fn places_outside_the_text_or_inside_a_character_do_no_harm() {
        assert_eq!(cut("完成", &[(1, 5), (90, 99)]), [row(0, "完", "0"), row(0, "", "1")]);
    }
}
