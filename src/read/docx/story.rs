//! What stands one below the other in a text, a cell or a text box: paragraphs and tables.

use std::ops::Range;

use crate::source::CellPlace;

use super::transcript::Line;

/// A table has no more columns than this; Word allows 63.
pub(super) const MOST_COLUMNS: u32 = 1024;

/// A paragraph or a table.
#[derive(Debug)]
pub(super) enum Content {
    Line(Line),
    Table(Box<Table>),
}

/// The words of paragraphs and tables, a line a paragraph.
pub(super) fn words(contents: &[Content]) -> String {
    let mut words = String::new();
    for content in contents {
        match content {
            Content::Line(line) => words.extend([&line.label, &line.text, "\n"]),
            Content::Table(table) => words.extend(table.cells.iter().map(|cell| self::words(&cell.contents))),
        }
    }
    words
}

/// Paragraphs and tables in order.
#[derive(Debug, Default)]
pub(super) struct Story {
    pub(super) contents: Vec<Content>,
    /// A paragraph whose mark is deleted: the next one goes on in it.
    pending: Option<Box<Paragraph>>,
}

/// A paragraph while it is read.
#[derive(Debug, Default)]
pub(super) struct Paragraph {
    pub(super) line: Line,
    /// Its style.
    pub(super) style: Option<String>,
    /// True where its style hides its words.
    pub(super) is_hidden: bool,
    /// Its own outline level from 0.
    pub(super) outline: Option<u32>,
    /// The list that it names itself.
    pub(super) list: Option<u32>,
    /// The level of the list that it names itself.
    pub(super) level: Option<u32>,
    /// True where the next paragraph goes on in it.
    pub(super) goes_on: bool,
    /// True for one that goes on: it is what its beginning says.
    pub(super) is_settled: bool,
    /// True where it is said to begin a page.
    pub(super) begins_page: Option<bool>,
    /// A page or column break inside: a line break, if text follows.
    pub(super) broken: Option<Range<usize>>,
    /// The text boxes in it; they stand behind it.
    pub(super) boxes: Story,
}

impl Story {
    /// Begins a paragraph.
    pub(super) fn begin(&mut self) -> Paragraph {
        match self.pending.take() {
            Some(before) if before.line.text.is_empty() => Paragraph { boxes: before.boxes, ..Paragraph::default() },
            Some(before) => Paragraph { goes_on: false, is_settled: true, ..*before },
            None => Paragraph::default(),
        }
    }

    /// Takes a paragraph, if anything of it is seen, and the text boxes in it.
    pub(super) fn take(&mut self, line: Option<Line>, boxes: Vec<Content>) {
        self.contents.extend(line.map(Content::Line));
        self.contents.extend(boxes);
    }

    /// Moves what stands from a place on by a page.
    pub(super) fn next_page_from(&mut self, first: usize) {
        self.contents.get_mut(first..).unwrap_or_default().iter_mut().for_each(Content::next_page);
    }

    /// Keeps a paragraph until the next one.
    pub(super) fn keep(&mut self, paragraph: Paragraph) {
        self.pending = Some(Box::new(paragraph));
    }

    /// The paragraph that no other one followed.
    pub(super) fn left(&mut self) -> Option<Paragraph> {
        self.pending.take().map(|paragraph| *paragraph)
    }
}

impl Content {
    fn next_page(&mut self) {
        match self {
            Self::Line(line) => line.page = line.page.map(|page| page.saturating_add(1)),
            Self::Table(table) => {
                table.cells.iter_mut().flat_map(|cell| &mut cell.contents).for_each(Self::next_page);
            }
        }
    }
}

/// A table.
#[derive(Debug)]
pub(super) struct Table {
    /// Its number in the draft.
    pub(super) number: u32,
    pub(super) cells: Vec<Cell>,
    /// How many columns it has.
    pub(super) columns: u32,
    row: u32,
    column: u32,
    /// True where the row is deleted.
    is_deleted: bool,
    /// The cell that is open.
    pub(super) open: OpenCell,
    /// For each column, the cell that begins there, lowest so far.
    above: Vec<Option<usize>>,
}

/// A cell with what stands in it.
#[derive(Debug)]
pub(super) struct Cell {
    pub(super) place: CellPlace,
    pub(super) contents: Vec<Content>,
}

/// A cell while it is read.
#[derive(Debug, Default)]
pub(super) struct OpenCell {
    columns: u32,
    joins_above: bool,
    joins_left: bool,
    is_deleted: bool,
    pub(super) story: Story,
}

impl Table {
    /// Begins a table.
    pub(super) fn new(number: u32) -> Self {
        let open = OpenCell::default();
        let (cells, above) = (Vec::new(), Vec::new());
        Self { number, cells, columns: 0, row: 0, column: 0, is_deleted: false, open, above }
    }

    /// How many places it has.
    pub(super) fn places(&self) -> usize {
        (self.row as usize + 1).saturating_mul(self.columns as usize)
    }

    pub(super) fn begin_row(&mut self) {
        self.column = 0;
        self.is_deleted = false;
    }

    pub(super) fn delete_row(&mut self) {
        self.is_deleted = true;
    }

    pub(super) fn delete_cell(&mut self) {
        self.open.is_deleted = true;
    }

    pub(super) fn skip_columns(&mut self, count: u32) {
        self.column = self.column.saturating_add(count).min(MOST_COLUMNS);
    }

    pub(super) fn begin_cell(&mut self) {
        // What a damaged file has between its cells goes into the next one.
        let story = std::mem::take(&mut self.open.story);
        self.open = OpenCell { columns: 1, story, ..OpenCell::default() };
    }

    pub(super) fn span(&mut self, columns: u32) {
        self.open.columns = columns.clamp(1, MOST_COLUMNS);
    }

    pub(super) fn merge_down(&mut self, goes_on: bool) {
        self.open.joins_above = goes_on;
    }

    pub(super) fn merge_across(&mut self, goes_on: bool) {
        self.open.joins_left = goes_on;
    }

    pub(super) fn end_cell(&mut self) {
        let cell = std::mem::take(&mut self.open);
        let (row, column) = (self.row, self.column.min(MOST_COLUMNS - 1));
        let columns = cell.columns.clamp(1, MOST_COLUMNS - column);
        if self.is_deleted || cell.is_deleted {
            return;
        }
        self.column = column + columns;
        self.columns = self.columns.max(self.column);
        if cell.joins_left && self.widen(column, columns) || cell.joins_above && self.lengthen(column) {
            return;
        }
        let index = column as usize;
        if self.above.len() <= index {
            self.above.resize(index + 1, None);
        }
        if let Some(above) = self.above.get_mut(index) {
            *above = Some(self.cells.len());
        }
        let place = CellPlace { grid: self.number, row, column, rows: 1, columns };
        self.cells.push(Cell { place, contents: cell.story.contents });
    }

    pub(super) fn end_row(&mut self) {
        if !self.is_deleted {
            self.row = self.row.saturating_add(1);
        }
    }

    /// Lets go of what only reading needs.
    pub(super) fn end(&mut self) {
        self.above = Vec::new();
    }

    /// Lets the cell above in this column cover one row more; false where there is none.
    fn lengthen(&mut self, column: u32) -> bool {
        let row = self.row;
        let above = self.above.get(column as usize).copied().flatten();
        match above.and_then(|index| self.cells.get_mut(index)).map(|cell| &mut cell.place) {
            Some(place) if place.row.saturating_add(place.rows) == row => {
                place.rows = place.rows.saturating_add(1);
                true
            }
            Some(_) | None => false,
        }
    }

    /// Lets the cell before cover some columns more; false where there is none.
    fn widen(&mut self, column: u32, columns: u32) -> bool {
        let row = self.row;
        match self.cells.last_mut().map(|cell| &mut cell.place) {
            Some(place) if place.row == row && place.column.saturating_add(place.columns) == column => {
                place.columns = place.columns.saturating_add(columns);
                true
            }
            Some(_) | None => false,
        }
    }
}
