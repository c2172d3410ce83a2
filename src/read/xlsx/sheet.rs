//! One sheet: the cells that hold something, what they show, and which of them are merged.

use std::ops::Range;

use crate::document::CellState;

use super::super::xml::{Element, Piece, Xml, XmlError};
use super::format::Epoch;
use super::number::Number;
use super::strings::{SharedStrings, unescaped};
use super::styles::Styles;
use super::tags::Tag;

/// Spreadsheets have no more rows and columns than these.
const MOST_ROWS: u32 = 1_048_576;
const MOST_COLUMNS: u32 = 16_384;

/// What all sheets of a workbook share.
#[derive(Debug)]
pub(super) struct Common {
    pub(super) strings: SharedStrings,
    pub(super) styles: Styles,
    pub(super) epoch: Epoch,
    pub(super) is_uncomputed: bool,
}

/// What may still be taken from a workbook.
#[derive(Debug, Clone, Copy)]
pub(super) struct Room {
    /// Cells with something in them.
    pub(super) cells: usize,
    /// Bytes of their texts.
    pub(super) text: usize,
}

/// A sheet as it was read.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    /// The texts of all cells.
    pub(super) text: String,
    /// The cells with something in them, by row, then column; each place once.
    pub(super) cells: Vec<SheetCell>,
    pub(super) merges: Vec<Area>,
    pub(super) hidden_rows: Vec<Range<u32>>,
    pub(super) hidden_columns: Vec<Range<u32>>,
    /// True where reading stopped before the end: there is more in it than is read.
    pub(super) is_cut: bool,
    /// True where a cell names a shared text that is not there.
    pub(super) is_damaged: bool,
}

/// A cell with something in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SheetCell {
    /// From 0.
    pub(super) row: u32,
    /// From 0.
    pub(super) column: u32,
    /// What keeps its words from being taken; hidden rows and columns are not looked at here.
    pub(super) state: CellState,
    /// Its words, in [`Sheet::text`].
    pub(super) words: Range<usize>,
}

/// Rows and columns, from 0, ends not included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Area {
    pub(super) rows: Range<u32>,
    pub(super) columns: Range<u32>,
}

/// Reads a sheet.
pub(super) fn read(xml: &str, common: &Common, room: Room) -> Result<Sheet, XmlError> {
    let mut xml = Xml::<Tag>::new(xml);
    let mut reader = Reader { common, room, sheet: Sheet::default(), row: 0, column: 0, hides_rows: false, cell: None };
    loop {
        match xml.next()? {
            Piece::Open(element) if element.tag == Tag::Phonetic => xml.skip()?,
            Piece::Open(element) => reader.open(&element),
            Piece::Close(tag) => reader.close(tag),
            Piece::Text(text, _) => reader.text(text, &xml),
            Piece::Reference(c, _) => reader.text(c.encode_utf8(&mut [0; 4]), &xml),
            Piece::End => break,
        }
    }
    let mut sheet = reader.sheet;
    sheet.cells.sort_by_key(|cell| (cell.row, cell.column));
    sheet.cells.dedup_by_key(|cell| (cell.row, cell.column));
    Ok(sheet)
}

struct Reader<'a> {
    common: &'a Common,
    room: Room,
    sheet: Sheet,
    /// The row and the column of the next cell that does not say its own.
    row: u32,
    column: u32,
    /// True where rows are hidden that do not say otherwise.
    hides_rows: bool,
    cell: Option<OpenCell>,
}

/// What a cell holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Kind {
    #[default]
    Number,
    /// The number of a shared text.
    Shared,
    /// A text of its own.
    Inline,
    /// A text that a formula gave.
    Text,
    Truth,
    Error,
    Date,
}

impl Kind {
    /// By the attribute `t`.
    fn of(name: &str) -> Self {
        match name {
            "s" => Self::Shared,
            "inlineStr" => Self::Inline,
            "str" => Self::Text,
            "b" => Self::Truth,
            "e" => Self::Error,
            "d" => Self::Date,
            _ => Self::Number,
        }
    }
}

/// A cell that is being read.
#[derive(Debug, Default)]
struct OpenCell {
    row: u32,
    column: u32,
    style: Option<u32>,
    kind: Kind,
    has_formula: bool,
    has_value: bool,
    value: String,
    inline: String,
}

impl Reader<'_> {
    fn open(&mut self, element: &Element<'_, Tag>) {
        match element.tag {
            Tag::SheetDefaults => self.hides_rows = element.is_set("zeroHeight"),
            Tag::Column if element.is_set("hidden") => {
                let first = element.number("min").unwrap_or(0).saturating_sub(1);
                let end = element.number("max").unwrap_or(0).min(MOST_COLUMNS);
                self.sheet.hidden_columns.push(first..end);
            }
            Tag::Row => self.open_row(element),
            Tag::Cell => self.open_cell(element),
            Tag::Formula => self.change(|cell| cell.has_formula = true),
            Tag::Value => self.change(|cell| cell.has_value = true),
            Tag::Merge => {
                let area = element.attribute("ref").and_then(|name| area(&name));
                self.sheet.merges.extend(area);
            }
            _ => {}
        }
    }

    fn change(&mut self, change: impl FnOnce(&mut OpenCell)) {
        if let Some(cell) = &mut self.cell {
            change(cell);
        }
    }

    fn open_row(&mut self, element: &Element<'_, Tag>) {
        let number = element.number("r").filter(|number| (1..=MOST_ROWS).contains(number));
        self.row = number.map_or(self.row, |number| number - 1);
        self.column = 0;
        let hidden = element.attribute("hidden").map(|value| matches!(value.trim(), "1" | "true" | "on"));
        if hidden.unwrap_or(self.hides_rows) {
            match self.sheet.hidden_rows.last_mut().filter(|last| last.end == self.row) {
                Some(last) => last.end = self.row.saturating_add(1),
                None => self.sheet.hidden_rows.push(self.row..self.row.saturating_add(1)),
            }
        }
    }

    fn open_cell(&mut self, element: &Element<'_, Tag>) {
        let place = element.attribute("r").and_then(|name| place(&name));
        let (row, column) = place.unwrap_or((self.row, self.column));
        self.column = column.saturating_add(1);
        let kind = element.attribute("t").map_or(Kind::Number, |name| Kind::of(&name));
        let style = element.number("s");
        self.cell = Some(OpenCell { row, column, style, kind, ..OpenCell::default() });
    }

    fn text(&mut self, text: &str, xml: &Xml<'_, Tag>) {
        let Some(cell) = &mut self.cell else { return };
        if xml.inner() == Some(Tag::Value) {
            cell.value.push_str(text);
        } else if xml.inner() == Some(Tag::Text) {
            cell.inline.push_str(text);
        }
    }

    fn close(&mut self, tag: Tag) {
        match tag {
            Tag::Cell => {
                if let Some(cell) = self.cell.take() {
                    self.take(&cell);
                }
            }
            Tag::Row => self.row = self.row.saturating_add(1),
            _ => {}
        }
    }

    /// Writes down what a cell shows; nothing for one that shows nothing.
    fn take(&mut self, cell: &OpenCell) {
        let sheet = &mut self.sheet;
        let start = sheet.text.len();
        let Some(state) = shown(cell, self.common, &mut sheet.text) else {
            sheet.is_damaged = true;
            return;
        };
        let is_blank = sheet.text.get(start..).is_none_or(|words| words.trim().is_empty());
        if is_blank {
            sheet.text.truncate(start);
        }
        let is_out = cell.row >= MOST_ROWS || cell.column >= MOST_COLUMNS;
        if is_blank && state == CellState::Plain {
            return;
        }
        if is_out || sheet.cells.len() >= self.room.cells || sheet.text.len() > self.room.text {
            sheet.text.truncate(start);
            sheet.is_cut = true;
            return;
        }
        let words = start..sheet.text.len();
        sheet.cells.push(SheetCell { row: cell.row, column: cell.column, state, words });
    }
}

/// Writes what a cell shows, and says how far it is to be trusted. `None` where its text is not in the file.
fn shown(cell: &OpenCell, common: &Common, out: &mut String) -> Option<CellState> {
    let value = cell.value.trim();
    let has_value = cell.has_value && (!value.is_empty() || cell.kind == Kind::Text);
    if cell.has_formula && (!has_value || common.is_uncomputed) {
        return Some(CellState::NotComputed);
    }
    let format = common.styles.format(cell.style);
    match cell.kind {
        Kind::Shared if value.is_empty() => {}
        Kind::Shared => out.push_str(&format.text(common.strings.get(value.parse().ok()?)?)),
        Kind::Inline => out.push_str(&format.text(&unescaped(&cell.inline))),
        Kind::Text => out.push_str(&format.text(&unescaped(&cell.value))),
        Kind::Truth => out.push_str(if matches!(value, "1" | "true") { "TRUE" } else { "FALSE" }),
        Kind::Error => {
            out.push_str(value);
            return Some(CellState::Failed);
        }
        // A day in figures; midnight is not said.
        Kind::Date => out.push_str(value.split_once("T00:00:00").map_or(value, |(day, _)| day)),
        Kind::Number => match Number::parse(value) {
            Some(number) => out.push_str(&format.number(&number, common.epoch)),
            None => out.push_str(&unescaped(value)),
        },
    }
    Some(CellState::Plain)
}

/// `F12` as row and column from 0; `$` may stand before either.
fn place(name: &str) -> Option<(u32, u32)> {
    let name = name.trim();
    let letters = name.trim_start_matches('$');
    let split = letters.find(|c: char| !c.is_ascii_alphabetic())?;
    let (letters, digits) = letters.split_at_checked(split)?;
    let column = letters.bytes().try_fold(0_u32, |column, letter| {
        column.checked_mul(26)?.checked_add(u32::from(letter.to_ascii_uppercase() - b'A') + 1)
    })?;
    let row: u32 = digits.trim_start_matches('$').parse().ok()?;
    Some((row.checked_sub(1)?, column.checked_sub(1)?))
}

/// `A1:C2`
fn area(name: &str) -> Option<Area> {
    let (first, last) = name.split_once(':')?;
    let ((top, left), (bottom, right)) = (place(first)?, place(last)?);
    (top <= bottom && left <= right)
        .then(|| Area { rows: top..bottom.saturating_add(1), columns: left..right.saturating_add(1) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_cells_are_places() {
        assert_eq!(place("F12"), Some((11, 5)));
        assert_eq!(place("$AA$1"), Some((0, 26)));
        assert_eq!(place("XFD1048576"), Some((1_048_575, 16_383)));
        for name in ["", "A", "12", "A0", "A-1", "ZZZZZZZZZZZZ1", "A99999999999", "é1"] {
            assert_eq!(place(name), None, "{name}");
        }
        assert_eq!(area("A1:C2"), Some(Area { rows: 0..2, columns: 0..3 }));
        assert_eq!(area("C2:A1"), None);
    }
}
