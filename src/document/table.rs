//! Tables of a draft: cells with their words, merged ones once.

use std::ops::Range;

use crate::source::{CellPlace, SourceId, Span};

use super::Flow;

/// All tables of a document.
#[derive(Debug)]
pub struct Tables {
    /// The clean text of all cells, a cell a line, and its map to the source.
    pub flow: Flow,
    /// The tables in document order.
    pub tables: Vec<Table>,
}

/// A table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The short lines just above it, nearest last: a caption, `单位：万元`.
    pub captions: Vec<String>,
    /// The sheet's name, if it is one.
    pub sheet: Option<String>,
    /// Its cells by row, then column; a merged one stands where it begins.
    pub cells: Vec<Cell>,
    /// How many rows it has.
    pub rows: u32,
    /// How many columns it has.
    pub columns: u32,
    /// True where its cells were told from the look of a page: what follows from them is a question.
    pub is_guessed: bool,
    /// For each place, by row: the cell that covers it, as an index into `cells` plus one; 0 for none.
    grid: Vec<u32>,
}

/// A cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// Its clean words, a range of [`Tables::flow`]; empty where it is blank.
    pub range: Range<usize>,
    /// Its words in the source.
    pub span: Span,
    /// Where it stands and what it covers.
    pub place: CellPlace,
    /// What keeps its words from being taken as they are.
    pub state: CellState,
}

/// What is to be known of a cell beside its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CellState {
    /// Nothing.
    #[default]
    Plain,
    /// Its row, column or sheet is hidden.
    Hidden,
    /// A formula whose value was never worked out.
    NotComputed,
    /// A formula that ended in an error: `#DIV/0!`.
    Failed,
}

/// A table never has more places than this; larger ones are cut by their reader, which says so.
pub const MOST_PLACES: usize = 4_000_000;

impl Tables {
    /// No tables, of a source.
    #[must_use]
    pub fn none(source: SourceId) -> Self {
        Self { flow: super::FlowBuilder::new(source).finish(), tables: Vec::new() }
    }

    /// The clean words of a cell.
    #[must_use]
    pub fn words(&self, cell: &Cell) -> &str {
        self.flow.slice(cell.range.clone())
    }
}

impl Table {
    /// Joins cells to a table. Where two claim a place, the first one keeps it.
    #[must_use]
    pub fn new(mut cells: Vec<Cell>) -> Self {
        cells.sort_by_key(|cell| (cell.place.row, cell.place.column));
        let end = |first: u32, count: u32| first.saturating_add(count.max(1));
        let rows = cells.iter().map(|cell| end(cell.place.row, cell.place.rows)).max().unwrap_or(0);
        let columns = cells.iter().map(|cell| end(cell.place.column, cell.place.columns)).max().unwrap_or(0);
        let mut table =
            Self { captions: Vec::new(), sheet: None, cells, rows, columns, is_guessed: false, grid: Vec::new() };
        table.fill();
        table
    }

    fn fill(&mut self) {
        let places = (self.rows as usize).saturating_mul(self.columns as usize);
        self.grid = vec![0; places.min(MOST_PLACES)];
        for (number, cell) in (1_u32..).zip(&self.cells) {
            let columns = cell.place.column..cell.place.column.saturating_add(cell.place.columns.max(1));
            for row in cell.place.row..cell.place.row.saturating_add(cell.place.rows.max(1)) {
                let start = row as usize * self.columns as usize;
                let covered = start + columns.start as usize..start + columns.end as usize;
                for place in self.grid.get_mut(covered).unwrap_or_default() {
                    if *place == 0 {
                        *place = number;
                    }
                }
            }
        }
    }

    /// The cell that covers a place.
    #[must_use]
    pub fn cell(&self, row: u32, column: u32) -> Option<&Cell> {
        if column >= self.columns {
            return None;
        }
        let place = row as usize * self.columns as usize + column as usize;
        self.cells.get((*self.grid.get(place)? as usize).checked_sub(1)?)
    }

    /// The cells of a row from left to right, a merged one once.
    pub fn row(&self, row: u32) -> impl Iterator<Item = &Cell> {
        let mut last = None;
        (0..self.columns).filter_map(move |column| {
            let cell = self.cell(row, column)?;
            (last.replace(cell.place) != Some(cell.place)).then_some(cell)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(row: u32, column: u32, rows: u32, columns: u32) -> Cell {
        let place = CellPlace { grid: 0, row, column, rows, columns };
        Cell { range: 0..0, span: Span::new(SourceId(0), 0, 0), place, state: CellState::Plain }
    }

    #[test]
    fn a_merged_cell_is_found_at_every_place_it_covers() {
        let table = Table::new(vec![cell(0, 0, 2, 1), cell(0, 1, 1, 2), cell(1, 1, 1, 1), cell(1, 2, 1, 1)]);
        assert_eq!((table.rows, table.columns), (2, 3));
        let at = |row, column| table.cell(row, column).map(|cell| (cell.place.row, cell.place.column));
        assert_eq!(at(1, 0), Some((0, 0)));
        assert_eq!(at(0, 2), Some((0, 1)));
        assert_eq!(at(1, 2), Some((1, 2)));
        assert_eq!(at(2, 0), None);
        assert_eq!(at(0, 3), None);
        assert_eq!(table.row(0).count(), 2);
        assert_eq!(table.row(1).count(), 3);
    }
}
