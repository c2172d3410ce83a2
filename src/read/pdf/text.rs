//! Sheets to a draft: rows become paragraphs as they do in plain text, tables go on over pages.

use super::super::draft::{Block, Draft, Role, Sketch};
use super::super::reflow::{self, Open};
use super::grid::GridCell;
use super::guess::Item;
use super::margins::Sheet;
use super::measure::{Area, Length};
use super::rows::{Row, append};
use super::table::Table;
use crate::document::CellState;
use crate::source::CellPlace;

/// Writes the text of all sheets, then what stands at their edges.
pub(super) fn draft(sheets: &[Sheet], margins: Vec<(u32, String)>) -> Draft {
    let frames = Frames::new(sheets);
    let lines: Vec<Vec<Option<reflow::Line<'_>>>> = sheets.iter().map(|sheet| lines(sheet, &frames)).collect();
    let margin = reflow::margin(lines.iter().flatten().flatten().copied());
    let mut writer = Writer { draft: Draft::default(), open: None, table: None };
    for (sheet, lines) in sheets.iter().zip(&lines) {
        let frame = frames.of(sheet);
        for (item, line) in sheet.items.iter().zip(lines) {
            match (item, line) {
                (Item::Row(row), Some(line)) => writer.row(row, *line, frame, margin, sheet.number),
                (Item::Table(table), _) => writer.table(table, sheet),
                (Item::Row(_), None) => {}
            }
        }
    }
    writer.finish(margins)
}

/// The rows of a sheet as lines of a text; `None` for tables.
fn lines<'s>(sheet: &'s Sheet, frames: &Frames) -> Vec<Option<reflow::Line<'s>>> {
    let left = frames.of(sheet).left;
    let mut above: Option<Area> = None;
    let mut begins_page = true;
    let mut lines = Vec::with_capacity(sheet.items.len());
    for item in &sheet.items {
        let (line, area) = match item {
            Item::Row(row) => {
                let columns = ((row.area.left - left).max(0) * 2 + row.em / 2) / row.em;
                let is_apart = above.is_none_or(|above| row.area.top - above.bottom > row.area.height() * 13 / 10);
                let indent = u32::try_from(columns).unwrap_or(0);
                (Some(reflow::Line { start: 0, text: &row.text, indent, is_apart, begins_page }), row.area)
            }
            Item::Table(table) => (None, table.area),
        };
        lines.push(line);
        above = Some(area);
        begins_page = false;
    }
    lines
}

/// Between which edges the text of a page runs.
#[derive(Debug, Clone, Copy, Default)]
struct Frame {
    left: Length,
    right: Length,
}

impl Frame {
    /// Where at least two rows begin or end: what sticks out once is no edge.
    fn round<'r>(rows: impl Iterator<Item = &'r Row> + Clone) -> Self {
        let mut lefts: Vec<(Length, Length)> = rows.clone().map(|row| (row.area.left, row.em)).collect();
        let mut rights: Vec<(Length, Length)> = rows.map(|row| (-row.area.right, row.em)).collect();
        let edge = |places: &mut Vec<(Length, Length)>| {
            places.sort_unstable();
            let shared = places.windows(2).find_map(|pair| match pair {
                [(first, em), (second, _)] if second - first <= *em => Some(*first),
                _ => None,
            });
            shared.or_else(|| places.first().map(|(place, _)| *place)).unwrap_or(0)
        };
        Self { left: edge(&mut lefts), right: -edge(&mut rights) }
    }
}

/// The frames of all sheets; a page with little text has that of the others of its width.
struct Frames {
    of_sheets: Vec<(u32, Frame)>,
}

impl Frames {
    fn new(sheets: &[Sheet]) -> Self {
        const ENOUGH: usize = 5;
        let mut of_widths: Vec<(Length, Frame)> = Vec::new();
        let mut of_sheets = Vec::with_capacity(sheets.len());
        for sheet in sheets {
            let frame = if rows(sheet).nth(ENOUGH).is_some() {
                Frame::round(rows(sheet))
            } else if let Some((_, frame)) = of_widths.iter().find(|(width, _)| *width == sheet.width) {
                *frame
            } else {
                let alike = sheets.iter().filter(|other| other.width == sheet.width);
                let frame = Frame::round(alike.flat_map(rows));
                of_widths.push((sheet.width, frame));
                frame
            };
            of_sheets.push((sheet.number, frame));
        }
        Self { of_sheets }
    }

    fn of(&self, sheet: &Sheet) -> Frame {
        let index = self.of_sheets.binary_search_by_key(&sheet.number, |(number, _)| *number);
        index.ok().and_then(|index| self.of_sheets.get(index)).map(|(_, frame)| *frame).unwrap_or_default()
    }
}

fn rows(sheet: &Sheet) -> impl Iterator<Item = &Row> + Clone {
    sheet.items.iter().filter_map(|item| match item {
        Item::Row(row) => Some(row),
        Item::Table(_) => None,
    })
}

struct Writer<'s> {
    draft: Draft,
    open: Option<Paragraph<'s>>,
    /// The table written last, as long as it may go on, with the page that it has reached.
    table: Option<(Table, u32)>,
}

/// A paragraph that may go on.
struct Paragraph<'s> {
    words: String,
    page: u32,
    last: &'s Row,
    open: Open<'s>,
}

impl<'s> Writer<'s> {
    fn row(&mut self, row: &'s Row, line: reflow::Line<'s>, frame: Frame, margin: u32, page: u32) {
        self.end_table();
        let goes_on = self.open.as_ref().is_some_and(|paragraph| {
            let is_short = paragraph.last.leaves_room_for(row, frame.right - paragraph.last.area.right);
            paragraph.open.goes_on(line, margin) && (!is_short || paragraph.last.must_go_on(row))
        });
        match self.open.as_mut().filter(|_| goes_on) {
            Some(paragraph) => {
                append(&mut paragraph.words, &row.text);
                paragraph.last = row;
                paragraph.open = paragraph.open.with(line);
            }
            None => {
                self.end_paragraph();
                self.open = Some(Paragraph { words: row.text.clone(), page, last: row, open: Open::new(line) });
            }
        }
    }

    /// Takes a table; one at the top of a page may be the rest of the one that filled the page before.
    fn table(&mut self, table: &Table, sheet: &Sheet) {
        self.end_paragraph();
        let is_first = sheet.items.first().is_some_and(|item| matches!(item, Item::Table(first) if first == table));
        let mut next = Some(table.clone());
        if let Some((open, page)) =
            self.table.as_mut().filter(|(_, page)| is_first && page.checked_add(1) == Some(sheet.number))
        {
            next = next.and_then(|next| {
                let bottom = next.area.bottom;
                let rest = open.go_on(next);
                if rest.is_none() {
                    open.area.bottom = bottom;
                    *page = sheet.number;
                }
                rest
            });
        }
        if let Some(table) = next {
            self.end_table();
            self.table = Some((table, sheet.number));
        }
        // What ends high up on its page does not go on on the next one.
        if self.table.as_ref().is_some_and(|(table, _)| table.area.bottom < sheet.height * 3 / 5) {
            self.end_table();
        }
    }

    fn end_paragraph(&mut self) {
        if let Some(paragraph) = self.open.take() {
            self.write(&paragraph.words, paragraph.page, Role::Paragraph(None), '\n');
        }
    }

    fn end_table(&mut self) {
        let Some((table, _)) = self.table.take() else { return };
        let grid = narrow(self.draft.grids.len());
        self.draft.grids.push(Sketch { is_guessed: table.is_guessed, ..Sketch::default() });
        let mut row = None;
        for cell in &table.cells {
            let GridCell { row: number, column, rows, columns } = cell.place;
            let place = CellPlace {
                grid,
                row: narrow(number),
                column: narrow(column),
                rows: narrow(rows),
                columns: narrow(columns),
            };
            let role = Role::Cell(place, CellState::Plain);
            let mut mark = if row.replace(number) == Some(number) { '\t' } else { '\n' };
            if cell.paragraphs.is_empty() {
                self.write("", cell.page, role, mark);
            }
            for words in &cell.paragraphs {
                self.write(words, cell.page, role, mark);
                mark = '\n';
            }
        }
    }

    /// Writes a block behind a mark that parts it from the one before.
    fn write(&mut self, words: &str, page: u32, role: Role, mark: char) {
        let Draft { text, blocks, .. } = &mut self.draft;
        if !blocks.is_empty() {
            text.push(mark);
        }
        let start = text.len();
        text.push_str(words);
        blocks.push(Block { range: start..text.len(), page: Some(page), role });
    }

    fn finish(mut self, margins: Vec<(u32, String)>) -> Draft {
        self.end_paragraph();
        self.end_table();
        for (page, words) in margins {
            self.write(&words, page, Role::Margin, '\n');
        }
        self.draft
    }
}

fn narrow(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}
