//! A piece of a table, drawn: the head above the marked cells, their rows, and as many columns as fit.

use std::collections::{BTreeMap, BTreeSet};

use crate::source::{CellPlace, Origin, SourceFile};

use super::crop::{LEAST_BESIDE, Row, RowLabel};
use super::mark::Piece;
use super::visible;
use super::wrap::{columns, columns_of};

/// A cell is drawn no wider than this; a marked one may take more.
const WIDEST: usize = 16;
const WIDEST_MARKED: usize = 32;
const BETWEEN: &str = " │ ";

/// A marked cell.
pub(super) struct MarkedCell {
    pub(super) place: CellPlace,
    /// The bytes of the cell in the transcript.
    pub(super) start: usize,
    pub(super) end: usize,
    /// What is marked in it.
    pub(super) piece: Piece,
}

/// Rows of a picture with the words of their gutter.
pub(super) type Drawn = Vec<(Row, String)>;

/// Draws the marked cells of one table.
pub(super) fn rows(file: &SourceFile, origin: &Origin, grid: u32, marked: &[MarkedCell], width: usize) -> Drawn {
    let cells: BTreeMap<(u32, u32), (usize, usize)> = joined(origin, grid);
    let is_sheet = origin.grids.get(grid as usize).is_some_and(|grid| grid.sheet.is_some());
    let text = |key: &(u32, u32)| {
        let (start, end) = cells.get(key).copied().unwrap_or_default();
        visible(file.text().get(start..end).unwrap_or("")).trim().to_owned()
    };
    let shown_rows = shown_rows(&cells, marked, &text);
    let drawing = Drawing { marked, cells: &cells, shown: Vec::new(), is_sheet, file };
    drawing.with_columns(&shown_rows, width).draw(&shown_rows)
}

/// The cells of a table: a cell of several paragraphs is one stretch of the transcript.
fn joined(origin: &Origin, grid: u32) -> BTreeMap<(u32, u32), (usize, usize)> {
    let mut cells: BTreeMap<(u32, u32), (usize, usize)> = BTreeMap::new();
    for (region, place) in origin.cells(grid) {
        let (start, end) = (region.start as usize, region.end as usize);
        cells.entry((place.row, place.column)).and_modify(|known| known.1 = end).or_insert((start, end));
    }
    cells
}

/// The rows of the marked cells, and the row above that heads most of their columns: words without digits.
fn shown_rows(
    cells: &BTreeMap<(u32, u32), (usize, usize)>,
    marked: &[MarkedCell],
    text: &dyn Fn(&(u32, u32)) -> String,
) -> Vec<u32> {
    const LOOKED_AT: u32 = 60;
    let mut rows: Vec<u32> = marked.iter().map(|cell| cell.place.row).collect();
    if let Some(first) = rows.iter().copied().min() {
        let columns: BTreeSet<u32> = marked.iter().map(|cell| cell.place.column).collect();
        let is_word = |row: u32, column: u32| {
            let words = if cells.contains_key(&(row, column)) { text(&(row, column)) } else { String::new() };
            !words.is_empty() && !words.chars().any(|c| c.is_ascii_digit())
        };
        let headed = |row: u32| columns.iter().filter(|column| is_word(row, **column)).count();
        // Of rows that head as many columns the nearest one, which the search meets last.
        let above = (first.saturating_sub(LOOKED_AT)..first).map(|row| (headed(row), row));
        rows.extend(above.max().filter(|(count, _)| *count > 0).map(|(_, row)| row));
    }
    rows.sort_unstable();
    rows.dedup();
    rows
}

struct Drawing<'a> {
    marked: &'a [MarkedCell],
    cells: &'a BTreeMap<(u32, u32), (usize, usize)>,
    /// The columns drawn, with their widths.
    shown: Vec<(u32, usize)>,
    is_sheet: bool,
    file: &'a SourceFile,
}

impl Drawing<'_> {
    fn is_marked(&self, row: u32, column: u32) -> bool {
        self.marked.iter().any(|cell| (cell.place.row, cell.place.column) == (row, column))
    }

    fn words(&self, row: u32, column: u32) -> String {
        let (start, end) = self.cells.get(&(row, column)).copied().unwrap_or_default();
        visible(self.file.text().get(start..end).unwrap_or("")).trim().to_owned()
    }

    /// Takes the marked columns, then their neighbours to the left and to the right, as long as there is room.
    fn with_columns(mut self, rows: &[u32], width: usize) -> Self {
        let room = width.saturating_sub(LEAST_BESIDE).max(width / 2);
        let all: Vec<u32> = {
            let mut all: Vec<u32> =
                self.cells.keys().filter(|(row, _)| rows.contains(row)).map(|(_, column)| *column).collect();
            all.sort_unstable();
            all.dedup();
            all
        };
        let width_of = |column: u32| {
            rows.iter()
                .map(|row| {
                    let most = if self.is_marked(*row, column) { WIDEST_MARKED } else { WIDEST };
                    columns(&self.words(*row, column)).min(most)
                })
                .max()
                .unwrap_or(0)
                .max(2)
        };
        let marked = |column: &u32| self.marked.iter().any(|cell| cell.place.column == *column);
        let mut taken: Vec<(u32, usize)> = all.iter().filter(|it| marked(it)).map(|it| (*it, width_of(*it))).collect();
        let mut used: usize = taken.iter().map(|(_, width)| width + columns(BETWEEN)).sum();
        let at = taken.first().and_then(|(first, _)| all.iter().position(|it| it == first)).unwrap_or(0);
        let (left, right) = all.split_at_checked(at).unwrap_or((&all, &[]));
        // The names of a row stand in front: what is left of the mark says more than what is right of it.
        for column in left.iter().rev().chain(right).filter(|it| !marked(it)) {
            let width = width_of(*column);
            if used + width > room {
                continue;
            }
            used += width + columns(BETWEEN);
            taken.push((*column, width));
        }
        taken.sort_unstable();
        self.shown = taken;
        self
    }

    fn draw(&self, rows: &[u32]) -> Drawn {
        let mut drawn: Drawn = Vec::new();
        if self.is_sheet {
            let letters = |column: u32| CellPlace { grid: 0, row: 0, column, rows: 1, columns: 1 }.name();
            let text: Vec<String> = self
                .shown
                .iter()
                .map(|(column, width)| padded(letters(*column).trim_end_matches('1'), *width))
                .collect();
            drawn.push((Row { line: 0, text: text.join(BETWEEN), labels: Vec::new() }, String::new()));
        }
        for row in rows {
            let mut text = String::new();
            let mut labels = Vec::new();
            for (turn, (column, width)) in self.shown.iter().enumerate() {
                if turn > 0 {
                    text.push_str(BETWEEN);
                }
                self.cell(*row, *column, *width, &mut text, &mut labels);
            }
            let text = text.trim_end().to_owned();
            drawn.push((Row { line: *row as usize, text, labels }, (u64::from(*row) + 1).to_string()));
        }
        drawn
    }

    /// Draws a cell; a marked one by what is marked in it, so that it can be seen.
    fn cell(&self, row: u32, column: u32, width: usize, text: &mut String, labels: &mut Vec<RowLabel>) {
        let marks = self.marked.iter().filter(|cell| (cell.place.row, cell.place.column) == (row, column));
        let mut whole = true;
        for cell in marks {
            let transcript = self.file.text();
            let from = text.len();
            let (start, end) = (cell.piece.start.max(cell.start), cell.piece.end.min(cell.end));
            let before = visible(transcript.get(cell.start..start).unwrap_or("")).trim_start().to_owned();
            let words = visible(transcript.get(start..end).unwrap_or("")).into_owned();
            let behind = visible(transcript.get(end..cell.end).unwrap_or("")).trim_end().to_owned();
            if !whole {
                // Another mark in the same cell: it is shown by its words beside the first one.
                if let Some(RowLabel { piece, .. }) = labels.last_mut() {
                    let more = &cell.piece.text;
                    if !more.is_empty() && !piece.text.contains(more.as_str()) {
                        piece.text = format!("{}；{more}", piece.text);
                    }
                }
                continue;
            }
            whole = false;
            let room = width.saturating_sub(columns(&words));
            let front = tail(&before, room / 2);
            text.push_str(&front);
            let place = text.len()..text.len() + head(&words, width).len();
            text.push_str(&head(&words, width));
            text.push_str(&head(&behind, room.saturating_sub(columns(&front))));
            let used = columns(text.get(from..).unwrap_or(""));
            text.push_str(&" ".repeat(width.saturating_sub(used)));
            labels.push(RowLabel { range: place, piece: cell.piece.clone() });
        }
        if whole {
            text.push_str(&padded(&self.words(row, column), width));
        }
    }
}

fn padded(words: &str, width: usize) -> String {
    let shown = head(words, width);
    let fill = width.saturating_sub(columns(&shown));
    shown + &" ".repeat(fill)
}

/// The first words, as many as fit, with a mark where there are more.
fn head(words: &str, width: usize) -> String {
    if columns(words) <= width {
        return words.to_owned();
    }
    let mut shown = String::new();
    let mut used = 1;
    for c in words.chars() {
        used += columns_of(c);
        if used > width {
            break;
        }
        shown.push(c);
    }
    if width > 0 {
        shown.push('…');
    }
    shown
}

/// The last words, as many as fit, with a mark where there are more.
fn tail(words: &str, width: usize) -> String {
    let turned: String = words.chars().rev().collect();
    head(&turned, width).chars().rev().collect()
}
