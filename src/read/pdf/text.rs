//! Sheets to a draft: rows become paragraphs as they do in plain text, tables go on over pages.

use super::super::draft::{Block, Draft, Role, Sketch};
use super::super::reflow::{ends_paragraph, starts_paragraph};
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
    let frames = frames(sheets);
    let mut writer = Writer { draft: Draft::default(), open: None, table: None };
    for (sheet, frame) in sheets.iter().zip(frames) {
        let mut above = None;
        for item in &sheet.items {
            match item {
                Item::Row(row) => {
                    writer.row(Placed { row, frame, page_width: sheet.width, above }, sheet.number);
                    above = Some(row.area);
                }
                Item::Table(table) => {
                    writer.table(table, sheet);
                    above = Some(table.area);
                }
            }
        }
    }
    writer.finish(margins)
}

/// A row with what stands round it.
#[derive(Debug, Clone, Copy)]
struct Placed<'s> {
    row: &'s Row,
    frame: Frame,
    page_width: Length,
    /// What stands above it on its page.
    above: Option<Area>,
}

impl Placed<'_> {
    /// True where it begins like the first row of a paragraph: two characters behind the edge.
    fn is_indented(self) -> bool {
        (self.row.area.left - self.frame.left) * 2 >= self.row.em * 3
    }

    /// True where it stands in the middle between the edges, without touching them.
    fn is_centred(self) -> bool {
        let (before, behind) = (self.row.area.left - self.frame.left, self.frame.right - self.row.area.right);
        before > 0 && (before - behind).abs() <= self.row.em
    }

    /// True where it stands farther below the row above than rows do on this page.
    fn is_apart(self) -> bool {
        let height = self.row.area.height();
        // Titles are larger than the text that the distance is known of.
        let pitch = self.frame.pitch.map_or(height * 2, |pitch| pitch.max(height));
        self.above.is_some_and(|above| self.row.area.top - above.top > pitch * 9 / 8)
    }

    /// True where the paragraph of this row goes on in `next`. Where lines end and begin on the page says it better than
    /// their words; `is_indented` tells whether the paragraph began behind the edge.
    fn goes_on(self, is_indented: bool, next: Self) -> bool {
        let (last, words) = (self.row, &next.row.text);
        if last.text.contains('\t') || words.contains('\t') {
            return false;
        }
        if last.must_go_on(next.row) {
            return true;
        }
        // Between the short lines of a cover there is no edge to reach.
        let is_wide = last.area.width() > self.page_width / 2;
        let is_full = is_wide && !last.leaves_room_for(next.row, self.frame.right - last.area.right);
        if !is_full {
            return false;
        }
        if next.is_indented() {
            // The rest of a long title.
            return next.is_centred() && !next.is_apart() && !ends_paragraph(&last.text) && last.em == next.row.em;
        }
        is_indented || !starts_paragraph(words) && !next.is_apart()
    }
}

/// Between which edges the text of a page runs.
#[derive(Debug, Clone, Copy, Default)]
struct Frame {
    left: Length,
    right: Length,
    /// From the top of a row to the top of the next one in a paragraph, where a page shows it.
    pitch: Option<Length>,
}

impl Frame {
    /// Where at least two rows begin or end: what sticks out once is no edge.
    fn round<'r>(rows: impl Iterator<Item = &'r Row> + Clone) -> Self {
        let mut lefts: Vec<(Length, Length)> = rows.clone().map(|row| (row.area.left, row.em)).collect();
        let mut rights: Vec<(Length, Length)> = rows.clone().map(|row| (-row.area.right, row.em)).collect();
        let edge = |places: &mut Vec<(Length, Length)>| {
            places.sort_unstable();
            let shared = places.windows(2).find_map(|pair| match pair {
                [(first, em), (second, _)] if second - first <= *em => Some(*first),
                _ => None,
            });
            shared.or_else(|| places.first().map(|(place, _)| *place)).unwrap_or(0)
        };
        let (left, right) = (edge(&mut lefts), -edge(&mut rights));
        // Rows that reach the edge in the middle of a sentence show how far apart the rows of a paragraph stand.
        let goes_on = |row: &Row| right - row.area.right < row.em * 2 && !ends_paragraph(&row.text);
        let pairs = rows.clone().zip(rows.skip(1)).filter(|(row, _)| goes_on(row));
        let mut pitches: Vec<Length> =
            pairs.map(|(row, next)| next.area.top - row.area.top).filter(|pitch| *pitch > 0).collect();
        pitches.sort_unstable();
        Self { left, right, pitch: pitches.get(pitches.len() / 2).copied() }
    }
}

/// The frames of all sheets; a page with little text, or short lines only, has that of the others of its width.
fn frames(sheets: &[Sheet]) -> Vec<Frame> {
    const ENOUGH: usize = 5;
    let mut of_widths: Vec<(Length, Frame)> = Vec::new();
    let mut frames = Vec::with_capacity(sheets.len());
    for sheet in sheets {
        let common = match of_widths.iter().find(|(width, _)| *width == sheet.width) {
            Some((_, frame)) => *frame,
            None => {
                let frame = Frame::round(sheets.iter().filter(|other| other.width == sheet.width).flat_map(rows));
                of_widths.push((sheet.width, frame));
                frame
            }
        };
        let own = Frame::round(rows(sheet));
        // Margins for binding move the text a little; a cover has short lines only.
        let is_near = (own.right - common.right).abs() <= sheet.width / 20;
        let is_text = (is_near || sheet.is_column) && rows(sheet).nth(ENOUGH).is_some();
        frames.push(if is_text { own } else { common });
    }
    frames
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
    last: Placed<'s>,
    /// True where it began behind the edge.
    is_indented: bool,
}

impl<'s> Writer<'s> {
    fn row(&mut self, next: Placed<'s>, page: u32) {
        self.end_table();
        match self.open.as_mut().filter(|open| open.last.goes_on(open.is_indented, next)) {
            Some(open) => {
                append(&mut open.words, &next.row.text);
                open.last = next;
            }
            None => {
                self.end_paragraph();
                let (words, is_indented) = (next.row.text.clone(), next.is_indented());
                self.open = Some(Paragraph { words, page, last: next, is_indented });
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
