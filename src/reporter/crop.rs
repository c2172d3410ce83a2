//! Cuts a long line to what stands round its labels.
//!
//! A paragraph of a report is one line of up to thousands of characters; a terminal shows fifty. The row made here
//! keeps every labelled word and as much around each as fits, `…` for the rest. Cost depends on the width and the
//! number of labels, not on the length of the line.

use std::ops::Range;

use super::mark::Piece;
use super::visible::{push_visible, shown_columns};
use super::wrap::columns;

/// One row of a picture: what is shown of a line.
#[derive(Debug)]
pub(super) struct Row {
    /// The 0-based line of the text.
    pub(super) line: usize,
    /// What is shown.
    pub(super) text: String,
    /// Its labels, in order, as byte ranges of `text`.
    pub(super) labels: Vec<RowLabel>,
}

/// A label of a row.
#[derive(Debug)]
pub(super) struct RowLabel {
    /// Bytes of the row's text.
    pub(super) range: Range<usize>,
    /// The piece shown.
    pub(super) piece: Piece,
}

/// Context that a label gets at least, in columns on each side.
const LEAST_CONTEXT: usize = 4;

/// Room kept for the words beside a label, in columns; longer words are broken.
pub(super) const LEAST_BESIDE: usize = 30;

/// The rows of one line: one, or several where its labels do not fit on one.
pub(super) fn rows(text: &str, line: usize, content: (usize, usize), pieces: Vec<Piece>, width: usize) -> Vec<Row> {
    let line = Line { text, number: line, content, width };
    if let Some(row) = line.whole(&pieces) {
        return vec![row];
    }
    let mut rows = Vec::new();
    let mut group: Vec<Piece> = Vec::new();
    for piece in pieces {
        group.push(piece);
        if group.len() > 1 && !line.fits(&line.cropped(&group, LEAST_CONTEXT)) {
            let next = group.pop();
            rows.push(line.filled(&group));
            group = next.into_iter().collect();
        }
    }
    rows.push(line.filled(&group));
    rows
}

/// A line and the room there is for it.
#[derive(Debug, Clone, Copy)]
struct Line<'t> {
    text: &'t str,
    number: usize,
    content: (usize, usize),
    width: usize,
}

impl Line<'_> {
    /// The line as it is, if it fits.
    fn whole(&self, pieces: &[Piece]) -> Option<Row> {
        let (start, end) = self.content;
        let short = end - start <= self.width.saturating_mul(4);
        short.then(|| self.shown(pieces, std::slice::from_ref(&(start..end)))).filter(|row| self.fits(row))
    }

    /// True where the row and the words beside its labels keep to the width.
    fn fits(&self, row: &Row) -> bool {
        let beside = |label: &RowLabel| {
            let before = columns(row.text.get(..label.range.start).unwrap_or(""));
            let own = columns(row.text.get(label.range.clone()).unwrap_or(""));
            before + own / 2 + 4 + columns(&label.piece.text).min(LEAST_BESIDE)
        };
        columns(&row.text) <= self.width && row.labels.iter().all(|label| beside(label) <= self.width)
    }

    /// The row with as much context as fits.
    fn filled(&self, pieces: &[Piece]) -> Row {
        let (mut fits, mut too_wide) = (0, self.width + 1);
        while fits + 1 < too_wide {
            let middle = usize::midpoint(fits, too_wide);
            if self.fits(&self.cropped(pieces, middle)) {
                fits = middle;
            } else {
                too_wide = middle;
            }
        }
        self.cropped(pieces, fits)
    }

    /// The row with so many columns of context on each side of each label.
    fn cropped(&self, pieces: &[Piece], reach: usize) -> Row {
        let anchors: Vec<Range<usize>> = pieces.iter().flat_map(|piece| self.anchors(piece)).collect();
        self.shown(pieces, &self.windows(&anchors, reach))
    }

    /// What must be seen of a piece: all of it, or both ends where it is long.
    fn anchors(&self, piece: &Piece) -> Vec<Range<usize>> {
        let half = self.width / 4;
        let head = right_of(self.text, piece.start, piece.end, half);
        let tail = left_of(self.text, piece.end, piece.start, half);
        let (head, tail) = if head >= tail { (piece.end, piece.end) } else { (head, tail) };
        // Where it is shown whole, the tail is empty and joins the head.
        vec![piece.start..head, tail..piece.end]
    }

    /// The anchors with so many columns on each side, joined where they meet; the start of the line without any.
    fn windows(&self, anchors: &[Range<usize>], reach: usize) -> Vec<Range<usize>> {
        // A gap of three Chinese characters is not worth a "…".
        const NEAR: usize = 9;
        let mut windows: Vec<Range<usize>> = Vec::new();
        for anchor in anchors {
            let start = left_of(self.text, anchor.start, self.content.0, reach);
            let end = right_of(self.text, anchor.end, self.content.1, reach);
            match windows.last_mut() {
                Some(last) if start <= last.end + NEAR => last.end = last.end.max(end),
                Some(_) | None => windows.push(start..end),
            }
        }
        if windows.is_empty() {
            windows.push(self.content.0..right_of(self.text, self.content.0, self.content.1, reach));
        }
        windows
    }

    /// Puts the windows together and finds the labels again in what is shown.
    fn shown(&self, pieces: &[Piece], windows: &[Range<usize>]) -> Row {
        let mut row = String::new();
        // For each character boundary inside a window: where it stands in the row.
        let mut boundaries: Vec<(usize, usize)> = Vec::new();
        for (turn, window) in windows.iter().enumerate() {
            if turn > 0 || window.start > self.content.0 {
                row.push('…');
            }
            for (offset, c) in self.text.get(window.clone()).unwrap_or("").char_indices() {
                boundaries.push((window.start + offset, row.len()));
                push_visible(&mut row, c);
            }
            boundaries.push((window.end, row.len()));
        }
        if windows.last().is_some_and(|last| last.end < self.content.1) {
            row.push('…');
        }
        let place = |offset: usize| {
            let found = boundaries.partition_point(|(known, _)| *known < offset);
            boundaries.get(found).map_or(row.len(), |(_, shown)| *shown)
        };
        let labels = pieces
            .iter()
            .map(|piece| RowLabel {
                range: place(piece.start)..place(piece.end).max(place(piece.start)),
                piece: piece.clone(),
            })
            .collect();
        Row { line: self.number, labels, text: row }
    }
}

/// The offset so many columns to the left, not beyond `least`.
fn left_of(text: &str, from: usize, least: usize, reach: usize) -> usize {
    let before = text.get(least..from).unwrap_or("");
    from - within(before.chars().rev(), reach)
}

/// The offset so many columns to the right, not beyond `most`.
fn right_of(text: &str, from: usize, most: usize, reach: usize) -> usize {
    let behind = text.get(from..most).unwrap_or("");
    from + within(behind.chars(), reach)
}

/// How many bytes of characters fit in so many columns. Characters without width count for something too: a line may
/// hold millions of them.
fn within(chars: impl Iterator<Item = char>, reach: usize) -> usize {
    let mut quarters = 0;
    let mut bytes = 0;
    for c in chars {
        quarters += (4 * shown_columns(c)).max(1);
        if quarters > 4 * reach {
            break;
        }
        bytes += c.len_utf8();
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(start: usize, words: &str) -> Piece {
        Piece { start, end: start + words.len(), mark: 0, text: String::new() }
    }

    fn cut(text: &str, words: &[&str], width: usize) -> Vec<(String, Vec<String>)> {
        let pieces = words.iter().map(|words| piece(text.find(words).unwrap(), words)).collect();
        rows(text, 0, (0, text.len()), pieces, width)
            .into_iter()
            .map(|row| {
                let labels =
                    row.labels.iter().map(|label| row.text.get(label.range.clone()).unwrap().to_owned()).collect();
                (row.text, labels)
            })
            .collect()
    }

    #[test]
    fn a_short_line_is_shown_whole() {
        assert_eq!(cut("完成率76.37%。", &["76.37%"], 40), [("完成率76.37%。".into(), vec!["76.37%".into()])]);
    }

    #[test]
    fn a_long_line_keeps_what_stands_round_its_labels() {
        let text =
            format!("{}预算数 879.34 万元{}完成率 76.37%{}", "前".repeat(9000), "中".repeat(9000), "后".repeat(9000));
        let rows = cut(&text, &["879.34 万元", "76.37%"], 60);
        assert_eq!(
            rows,
            [(
                "…前预算数 879.34 万元中中中中中…中完成率 76.37%后后后后后…".into(),
                vec!["879.34 万元".into(), "76.37%".into()]
            )]
        );
        assert!(columns(&rows[0].0) <= 60);
    }

    #[test]
    fn a_long_label_is_shown_by_both_ends() {
        let text = format!("甲{}乙丙", "长".repeat(5000));
        let label = format!("甲{}乙", "长".repeat(5000));
        let rows = cut(&text, &[&label], 40);
        assert_eq!(
            rows,
            [("甲长长长长长长长长…长长长长长长长长乙丙".into(), vec!["甲长长长长长长长长…长长长长长长长长乙".into()])]
        );
    }

    #[test]
    fn labels_that_do_not_fit_on_one_row_take_several() {
        let items: Vec<String> = (1..=12).map(|n| format!("项目{n}支出{n}{n}{n}.{n}0万元")).collect();
        let text = items.join("，");
        let words: Vec<String> = (1..=12).map(|n| format!("支出{n}{n}{n}.{n}0万元")).collect();
        let rows = cut(&text, &words.iter().map(String::as_str).collect::<Vec<_>>(), 80);
        assert_eq!(rows.iter().map(|(_, labels)| labels.len()).sum::<usize>(), 12);
        assert!(rows.len() > 1);
        assert!(rows.iter().all(|(row, _)| columns(row) <= 80));
    }

    #[test]
    fn characters_that_are_shown_wider_move_the_labels() {
        let rows = cut("\u{1b}[31m完\u{202e}成率", &["成率"], 60);
        assert_eq!(rows, [("␛[31m完‹U+202E›成率".into(), vec!["成率".into()])]);
    }

    #[test]
    fn millions_of_characters_without_width_are_cropped() {
        let text = format!("{}完成{}", "\u{301}".repeat(1_000_000), "\u{301}".repeat(1_000_000));
        let rows = cut(&text, &["完成"], 60);
        assert!(rows[0].0.len() < 2000);
    }
}
