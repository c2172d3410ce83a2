//! A sheet to lines of a transcript: a line a row, cells parted by tabs, merged ones once.

use std::collections::HashMap;
use std::ops::Range;

use crate::document::CellState;
use crate::source::CellPlace;

use super::super::draft::{Block, Draft, Role, Sketch};
use super::super::grid;
use super::notes::{Note, NoteKind};
use super::sheet::{Area, Sheet, SheetCell};
use super::workbook::SheetEntry;

/// Writes a sheet down and says what is to be told of it; `most` is how many cells it may have.
pub(super) fn write(draft: &mut Draft, entry: &SheetEntry, sheet: &Sheet, most: usize) -> Vec<Note> {
    let places: Vec<(u32, u32)> = sheet.cells.iter().map(|cell| (cell.row, cell.column)).collect();
    let cells = sheet.cells.get(..grid::fitting(&places, most)).unwrap_or(&[]);
    let number = u32::try_from(draft.grids.len()).unwrap_or(u32::MAX);
    let mut notes = Vec::new();
    let before = draft.text.len();
    if let Some(last) = cells.last() {
        let columns = cells.iter().map(|cell| cell.column + 1).max().unwrap_or(0);
        let layout = Layout {
            number,
            columns,
            merges: Merges::new(&sheet.merges, last.row + 1, columns),
            hidden_rows: marked(&sheet.hidden_rows, last.row + 1),
            hidden_columns: marked(&sheet.hidden_columns, columns),
            is_hidden: entry.is_hidden,
        };
        draft.grids.push(Sketch { sheet: Some(entry.name.clone()), ..Sketch::default() });
        for row in cells.chunk_by(|one, other| one.row == other.row) {
            layout.row(row, &sheet.text, draft);
        }
        let first = draft.blocks.iter().rposition(|block| block.range.start < before).map_or(0, |at| at + 1);
        notes = layout.notes(draft.blocks.get(first..).unwrap_or(&[]), &entry.name);
    }
    if sheet.is_cut || cells.len() < sheet.cells.len() {
        let last_row = cells.last().map(|cell| cell.row);
        notes.push(Note {
            sheet: entry.name.clone(),
            kind: NoteKind::Cut { last_row },
            range: draft.text.len()..draft.text.len(),
        });
    }
    notes
}

struct Layout {
    number: u32,
    columns: u32,
    merges: Merges,
    hidden_rows: Vec<bool>,
    hidden_columns: Vec<bool>,
    is_hidden: bool,
}

impl Layout {
    /// Writes the cells of one row, blank ones too, up to the last column of the sheet.
    fn row(&self, cells: &[SheetCell], text: &str, draft: &mut Draft) {
        let Some(row) = cells.first().map(|cell| cell.row) else { return };
        let mut cells = cells.iter().peekable();
        let mut separator = if draft.blocks.is_empty() { "" } else { "\n" };
        for column in 0..self.columns {
            let cell = cells.next_if(|cell| cell.column == column);
            let Some((rows, columns)) = self.merges.size(row, column) else { continue };
            draft.text.push_str(std::mem::replace(&mut separator, "\t"));
            let start = draft.text.len();
            draft.text.push_str(cell.and_then(|cell| text.get(cell.words.clone())).unwrap_or(""));
            let place = CellPlace { grid: self.number, row, column, rows, columns };
            let state = self.state(row, column, cell.map_or(CellState::Plain, |cell| cell.state));
            draft.blocks.push(Block { range: start..draft.text.len(), page: None, role: Role::Cell(place, state) });
        }
    }

    fn is_hidden(&self, row: u32, column: u32) -> bool {
        let is_marked = |marks: &[bool], at: u32| marks.get(at as usize).copied().unwrap_or(false);
        self.is_hidden || is_marked(&self.hidden_rows, row) || is_marked(&self.hidden_columns, column)
    }

    fn state(&self, row: u32, column: u32, state: CellState) -> CellState {
        match state {
            CellState::Plain if self.is_hidden(row, column) => CellState::Hidden,
            CellState::Plain | CellState::Hidden | CellState::NotComputed | CellState::Failed => state,
        }
    }

    /// What is to be told of the cells that people see.
    fn notes(&self, blocks: &[Block], sheet: &str) -> Vec<Note> {
        let of_state = |wanted: CellState| {
            let mut found = blocks.iter().filter_map(|block| match block.role {
                Role::Cell(place, state) if state == wanted && !self.is_hidden(place.row, place.column) => {
                    Some((place, block.range.clone()))
                }
                Role::Cell(..) | Role::Paragraph(_) | Role::Note | Role::Margin => None,
            });
            let (place, range) = found.next()?;
            Some((place, range, 1 + found.count()))
        };
        let note = |kind: NoteKind, range| Note { sheet: sheet.to_owned(), kind, range };
        let open = of_state(CellState::NotComputed)
            .map(|(place, range, count)| note(NoteKind::NotComputed { place, count }, range));
        let failed =
            of_state(CellState::Failed).map(|(place, range, count)| note(NoteKind::Failed { place, count }, range));
        open.into_iter().chain(failed).collect()
    }
}

/// The merged cells of the part of a sheet that is read.
struct Merges {
    columns: u32,
    /// For each place, by row: the merged cell that claims it, from 1; 0 for none. Empty where none are merged.
    claims: Vec<u32>,
    /// For each merged cell, from 1: where it begins and what it covers; `None` where another one claims one of its
    /// places.
    areas: HashMap<u32, (u32, u32, u32, u32)>,
}

impl Merges {
    fn new(areas: &[Area], rows: u32, columns: u32) -> Self {
        let mut merges = Self { columns, claims: Vec::new(), areas: HashMap::new() };
        if !areas.is_empty() {
            merges.claims = vec![0; rows as usize * columns as usize];
        }
        for (number, area) in (1_u32..).zip(areas) {
            let (first_row, end_row) = (area.rows.start, area.rows.end.min(rows));
            let (first_column, end_column) = (area.columns.start, area.columns.end.min(columns));
            let is_inside = first_row < end_row && first_column < end_column;
            if is_inside && merges.claim(number, first_row..end_row, first_column..end_column) {
                merges.areas.insert(number, (first_row, first_column, end_row - first_row, end_column - first_column));
            }
        }
        merges
    }

    /// Claims places; false, and no further, at the first that is claimed already.
    fn claim(&mut self, number: u32, rows: Range<u32>, columns: Range<u32>) -> bool {
        for row in rows {
            let start = row as usize * self.columns as usize;
            let places = start + columns.start as usize..start + columns.end as usize;
            for place in self.claims.get_mut(places).unwrap_or_default() {
                if *place != 0 {
                    return false;
                }
                *place = number;
            }
        }
        true
    }

    /// How many rows and columns the cell that begins at a place covers; `None` where another cell covers it.
    fn size(&self, row: u32, column: u32) -> Option<(u32, u32)> {
        let claim = self.claims.get(row as usize * self.columns as usize + column as usize).unwrap_or(&0);
        match self.areas.get(claim) {
            Some((first_row, first_column, rows, columns)) => {
                ((row, column) == (*first_row, *first_column)).then_some((*rows, *columns))
            }
            None => Some((1, 1)),
        }
    }
}

/// Which of the first `count` rows or columns are in one of the ranges.
fn marked(ranges: &[Range<u32>], count: u32) -> Vec<bool> {
    if ranges.is_empty() {
        return Vec::new();
    }
    let mut steps = vec![0_i64; count as usize + 1];
    for range in ranges.iter().filter(|range| range.start < range.end) {
        for (at, step) in [(range.start, 1), (range.end, -1)] {
            if let Some(place) = steps.get_mut(at.min(count) as usize) {
                *place += step;
            }
        }
    }
    let mut depth = 0;
    let marks = steps.iter().map(|step| {
        depth += step;
        depth > 0
    });
    marks.take(count as usize).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn merged_cells_that_overlap_are_not_merged() {
        let area = |rows: Range<u32>, columns: Range<u32>| Area { rows, columns };
        let merges = Merges::new(&[area(0..2, 0..2), area(1..3, 1..3), area(4..9, 0..9)], 6, 4);
        assert_eq!(merges.size(0, 0), Some((2, 2)));
        assert_eq!(merges.size(1, 1), None);
        assert_eq!(merges.size(2, 2), Some((1, 1)));
        assert_eq!(merges.size(4, 0), Some((2, 4)));
        assert_eq!(merges.size(5, 3), None);
    }

    #[test]
    fn hidden_rows_are_marked_once() {
        assert_eq!(marked(&[1..3, 2..9, 4..4], 5), [false, true, true, true, true]);
        assert_eq!(marked(&[], 5), [false; 0]);
    }
}
