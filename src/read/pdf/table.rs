//! Words in the cells of a grid: a table, and one that goes on on the next page.

use super::super::reflow::{ends_paragraph, starts_paragraph};
use super::grid::{Grid, GridCell};
use super::layout::{Line, Page, Word};
use super::measure::{Area, Length, POINT};
use super::rows::{self, Row, append};

/// A table of a page, or of several that follow each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Table {
    /// On the page where it begins.
    pub(super) area: Area,
    /// Where columns begin and the last one ends.
    pub(super) columns: Vec<Length>,
    pub(super) rows: usize,
    /// By row, then column.
    pub(super) cells: Vec<Cell>,
    /// True where not every cell is certain.
    pub(super) is_guessed: bool,
}

/// A cell and its paragraphs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cell {
    pub(super) place: GridCell,
    pub(super) paragraphs: Vec<String>,
    pub(super) page: u32,
    /// True where its last row is full and ends in the middle: the words may go on on the next page.
    pub(super) is_full: bool,
}

/// Takes the words that stand in grids off a page.
pub(super) fn tables(page: &mut Page, number: u32, mut grids: Vec<Grid>) -> Vec<Table> {
    // A table inside a cell is read for itself, before the one around it.
    grids.sort_by_key(|grid| i64::from(grid.area().width()) * i64::from(grid.area().height()));
    let mut tables: Vec<Table> = grids.iter().filter_map(|grid| table(page, number, grid)).collect();
    tables.sort_by_key(|table| (table.area.top, table.area.left));
    tables
}

fn table(page: &mut Page, number: u32, grid: &Grid) -> Option<Table> {
    let area = grid.area();
    let cell_of = |word: &Word| {
        let middle = word.area.middle();
        if area.holds(middle) { grid.cell_at(middle) } else { None }
    };
    // The lines of a drawing or of a seal may cross as well; a table has words in its cells.
    let mut used = page.lines.iter().flat_map(|line| &line.words).filter_map(cell_of);
    let first = used.next()?;
    used.find(|cell| *cell != first)?;
    let mut of_cells: Vec<Vec<Line>> = vec![Vec::new(); grid.cells.len()];
    let mut rest = Vec::new();
    let mut is_guessed = false;
    for line in std::mem::take(&mut page.lines) {
        let mut outside = Line::default();
        let mut last = None;
        for word in line.words {
            let cell = cell_of(&word);
            let Some(lines) = cell.and_then(|cell| of_cells.get_mut(cell)) else {
                outside.words.push(word);
                last = None;
                continue;
            };
            let place = cell.and_then(|cell| grid.cells.get(cell));
            is_guessed |= place.is_some_and(|place| sticks_out(word.area, grid.cell_area(place)));
            match lines.last_mut().filter(|_| last == cell) {
                Some(line) => line.words.push(word),
                None => lines.push(Line { words: vec![word] }),
            }
            last = cell;
        }
        if !outside.words.is_empty() {
            rest.push(outside);
        }
    }
    page.lines = rest;
    let cell = |(place, lines): (&GridCell, Vec<Line>)| {
        let (rows, area) = (rows::rows(lines), grid.cell_area(place));
        let is_full = rows.last().is_some_and(|last| !ends_paragraph(&last.text) && room(last, area) < last.em * 5 / 2);
        Cell { place: *place, paragraphs: paragraphs(&rows, area), page: number, is_full }
    };
    let cells = grid.cells.iter().zip(of_cells).map(cell).collect();
    Some(Table { area, columns: grid.columns.clone(), rows: grid.rows.len() - 1, cells, is_guessed })
}

/// True where a word crosses the border at the side of its cell.
fn sticks_out(word: Area, cell: Area) -> bool {
    const MUCH: Length = 3 * POINT;
    word.left < cell.left - MUCH || word.right > cell.right + MUCH
}

/// The paragraphs in a cell: a row goes on in the next one where it leaves no room for more.
fn paragraphs(rows: &[Row], cell: Area) -> Vec<String> {
    let mut paragraphs: Vec<String> = Vec::new();
    let mut last: Option<&Row> = None;
    for row in rows {
        let goes_on = last.is_some_and(|last| {
            last.must_go_on(row)
                || !ends_paragraph(&last.text)
                    && !starts_paragraph(&row.text)
                    && !last.leaves_room_for(row, room(last, cell))
        });
        match paragraphs.last_mut() {
            Some(open) if goes_on => append(open, &row.text),
            _ => paragraphs.push(row.text.clone()),
        }
        last = Some(row);
    }
    paragraphs
}

/// What a row leaves free in its cell.
fn room(row: &Row, cell: Area) -> Length {
    // What programs leave free at both sides together.
    const PADDING: Length = 11 * POINT;
    cell.width() - row.area.width() - PADDING
}

impl Table {
    /// Takes the table at the top of the next page as its own rest, or gives it back.
    ///
    /// It is one where its columns stand at the same places; a header row that is printed again is dropped.
    pub(super) fn go_on(&mut self, next: Self) -> Option<Self> {
        let Some(places) = self.places_of(&next) else { return Some(next) };
        let repeated = self.repeated_rows(&next);
        // Two forms of one kind begin with the same label and go on with other words.
        if repeated == 0 && self.begins_like(&next) {
            return Some(next);
        }
        let rest = next.cells.into_iter().filter_map(|cell| {
            let GridCell { row, column, rows, columns } = cell.place;
            let (start, end) = (*places.get(column)?, *places.get(column + columns)?);
            let place = GridCell { row: row.checked_sub(repeated)?, column: start, rows, columns: end - start };
            Some(Cell { place, ..cell })
        });
        let rest: Vec<Cell> = rest.collect();
        let is_cut = self.is_cut(&rest);
        let base = self.rows - usize::from(is_cut);
        let mut more = Vec::new();
        for mut cell in rest {
            if cell.place.row == 0 && self.lengthen(&cell, is_cut) {
                continue;
            }
            cell.place.row += base;
            more.push(cell);
        }
        self.cells.extend(more);
        self.rows = base + next.rows - repeated;
        self.is_guessed |= next.is_guessed || is_cut;
        self.cells.sort_by_key(|cell| cell.place);
        None
    }

    /// Which of its own columns those of `next` are; `None` where they are others.
    fn places_of(&self, next: &Self) -> Option<Vec<usize>> {
        const NEAR: Length = 3 * POINT;
        let place = |at: &Length| self.columns.iter().position(|own| (own - at).abs() <= NEAR);
        let places: Vec<usize> = next.columns.iter().map(place).collect::<Option<_>>()?;
        let is_whole = places.first() == Some(&0) && places.last() == Some(&(self.columns.len() - 1));
        (is_whole && places.windows(2).all(|pair| pair.first() < pair.last())).then_some(places)
    }

    /// How many rows at the top of `next` say the same as its own top rows.
    fn repeated_rows(&self, next: &Self) -> usize {
        const MOST: usize = 10;
        let most = self.rows.min(next.rows).min(MOST);
        let row = |table: &Self, row: usize| -> Vec<(usize, String)> {
            let cells = table.cells.iter().filter(|cell| cell.place.row == row);
            cells.map(|cell| (cell.place.rows, cell.paragraphs.concat())).collect()
        };
        let is_said = |cells: &[(usize, String)]| cells.iter().any(|(_, words)| !words.is_empty());
        let count = (0..most)
            .take_while(|number| {
                let own = row(self, *number);
                is_said(&own) && own == row(next, *number)
            })
            .count();
        // A merged cell of the header must not reach into the rows behind it.
        let reaches = |cell: &Cell| cell.place.row < count && cell.place.row + cell.place.rows > count;
        if next.cells.iter().any(reaches) { 0 } else { count }
    }

    fn begins_like(&self, next: &Self) -> bool {
        let first = |table: &Self| table.cells.first().map(|cell| cell.paragraphs.concat());
        first(self).is_some_and(|words| !words.is_empty()) && first(self) == first(next)
    }

    /// The cell at the foot that covers the columns of one at the top of the next page.
    fn above(&self, place: GridCell) -> Option<&Cell> {
        let stands = |own: GridCell| {
            own.row + own.rows == self.rows && (own.column, own.columns) == (place.column, place.columns)
        };
        self.cells.iter().find(|cell| stands(cell.place))
    }

    /// True where a page end cuts a row: all words at the top of the next page run on from full cells, and where the row
    /// has words that are at an end, nothing follows.
    fn is_cut(&self, rest: &[Cell]) -> bool {
        let mut is_continued = false;
        let mut has_ended = false;
        for cell in rest.iter().filter(|cell| cell.place.row == 0) {
            let Some(above) = self.above(cell.place) else { return false };
            let (is_blank, was_blank) = (cell.paragraphs.is_empty(), above.paragraphs.is_empty());
            if !is_blank && !above.is_full {
                return false;
            }
            is_continued |= !is_blank;
            has_ended |= is_blank && !was_blank && above.place.rows == 1;
        }
        is_continued && has_ended
    }

    /// Lets a cell at the foot go on in one at the top of the next page; true where it does: where the page end cuts a
    /// row, or a merged cell above a blank one.
    fn lengthen(&mut self, next: &Cell, is_cut: bool) -> bool {
        let Some(above) = self.above(next.place).map(|cell| cell.place) else { return false };
        let Some(cell) = self.cells.iter_mut().find(|cell| cell.place == above) else { return false };
        let is_merged = (above.rows > 1 || next.place.rows > 1) && !cell.paragraphs.is_empty();
        if !(is_cut || is_merged && next.paragraphs.is_empty()) {
            return false;
        }
        cell.place.rows += next.place.rows - usize::from(is_cut);
        let mut more = next.paragraphs.iter();
        if let (Some(last), Some(first)) = (cell.paragraphs.last_mut(), next.paragraphs.first()) {
            append(last, first);
            more.next();
        }
        cell.paragraphs.extend(more.cloned());
        true
    }
}
