//! Walks the XML of a part: paragraphs, and tables with their cells.

use crate::document::CellState;
use crate::source::CellPlace;

use super::super::draft::Role;
use super::transcript::{Line, WordText};
use super::xml::{Element, Piece, Tag, Xml, XmlError};

/// Reads a part whose paragraphs have this role.
pub(super) fn read(out: &mut WordText, part: &str, xml: &str, role: Role) -> Result<(), XmlError> {
    let number = out.part(part);
    let mut walk = Walk {
        out,
        part: number,
        role,
        lines: Vec::new(),
        tables: Vec::new(),
        boxes: Vec::new(),
        page: 1,
        has_pages: false,
    };
    let mut xml = Xml::new(xml);
    loop {
        match xml.next()? {
            Piece::Open(element) => walk.open(&element, &mut xml)?,
            Piece::Close(tag) => walk.close(tag),
            Piece::Text(text, range) => {
                if let (true, Some(line)) = (xml.is_in(Tag::Text), walk.lines.last_mut()) {
                    line.same(number, text, range);
                }
            }
            Piece::Reference(c, range) => {
                if let (true, Some(line)) = (xml.is_in(Tag::Text), walk.lines.last_mut()) {
                    line.other(number, c.encode_utf8(&mut [0; 4]), range);
                }
            }
            Piece::End => return Ok(()),
        }
    }
}

struct Walk<'o> {
    out: &'o mut WordText,
    part: u16,
    role: Role,
    /// The paragraphs that are open, outermost first: a text box stands inside one.
    lines: Vec<Line>,
    /// The tables that are open, outermost first.
    tables: Vec<OpenTable>,
    /// The paragraphs of text boxes, until the paragraph around them ends.
    boxes: Vec<Line>,
    page: u32,
    /// True where the file says where its pages break.
    has_pages: bool,
}

/// A table that is being read; its paragraphs are written down when it ends, so that those of a table inside a cell
/// stand behind it.
struct OpenTable {
    number: u32,
    row: u32,
    column: u32,
    columns: u32,
    cell: OpenCell,
    cells: Vec<(CellPlace, Vec<Line>)>,
    /// Tables inside its cells.
    inner: Vec<(CellPlace, Vec<Line>)>,
}

#[derive(Default)]
struct OpenCell {
    columns: u32,
    goes_on: bool,
    lines: Vec<Line>,
}

impl Walk<'_> {
    fn open(&mut self, element: &Element<'_>, xml: &mut Xml<'_>) -> Result<(), XmlError> {
        match element.tag {
            Tag::Deleted | Tag::MovedFrom | Tag::Fallback => return xml.skip(),
            Tag::Paragraph => self.lines.push(Line { page: self.has_pages.then_some(self.page), ..Line::default() }),
            Tag::OutlineLevel => self.outline_level(element),
            Tag::Tab if xml.is_inside(Tag::Run) => self.made("\t", element),
            Tag::Break => self.line_break(element),
            Tag::CarriageReturn => self.made("\n", element),
            Tag::Hyphen => self.made("-", element),
            Tag::PageRendered => self.page_break(),
            Tag::Table => self.begin_table(),
            Tag::Row => self.begin_row(),
            Tag::SkippedBefore => self.skip_columns(element.number().unwrap_or(0)),
            Tag::Cell => self.begin_cell(),
            Tag::Span => self.span(element.number().unwrap_or(1)),
            Tag::Merge => self.merge(element.attribute("val").as_deref() != Some("restart")),
            Tag::ParagraphProperties
            | Tag::Style
            | Tag::Numbering
            | Tag::NumberingLevel
            | Tag::NumberingId
            | Tag::Run
            | Tag::Text
            | Tag::Tab
            | Tag::TextBox
            | Tag::Other => {}
        }
        Ok(())
    }

    fn close(&mut self, tag: Tag) {
        match tag {
            Tag::Paragraph => self.end_paragraph(),
            Tag::Cell => self.end_cell(),
            Tag::Row => self.end_row(),
            Tag::Table => self.end_table(),
            _ => {}
        }
    }

    fn made(&mut self, text: &str, element: &Element<'_>) {
        if let Some(line) = self.lines.last_mut() {
            line.other(self.part, text, element.range.clone());
        }
    }

    fn line_break(&mut self, element: &Element<'_>) {
        match element.attribute("type").as_deref() {
            Some("page") => self.page_break(),
            Some("column") => {}
            _ => self.made("\n", element),
        }
    }

    fn page_break(&mut self) {
        self.has_pages = true;
        self.page = self.page.saturating_add(1);
        let page = self.page;
        // What begins with a break stands on the new page.
        if let Some(line) = self.lines.last_mut().filter(|line| line.text.trim().is_empty()) {
            line.page = Some(page);
        }
    }

    fn outline_level(&mut self, element: &Element<'_>) {
        const BODY_TEXT: u32 = 9;
        let level = element.number().filter(|level| *level < BODY_TEXT);
        if let (Some(level), Some(line)) = (level, self.lines.last_mut()) {
            line.depth = u8::try_from(level + 1).ok();
        }
    }

    fn end_paragraph(&mut self) {
        let Some(line) = self.lines.pop() else { return };
        if !self.lines.is_empty() {
            self.boxes.push(line);
            return;
        }
        let boxes = std::mem::take(&mut self.boxes);
        for line in std::iter::once(line).chain(boxes) {
            match self.tables.last_mut() {
                Some(table) => table.cell.lines.push(line),
                None => {
                    let role = match self.role {
                        Role::Paragraph(_) => Role::Paragraph(line.depth),
                        other => other,
                    };
                    self.out.write(line, role);
                }
            }
        }
    }

    fn begin_table(&mut self) {
        let number = self.out.table();
        let (cells, inner) = (Vec::new(), Vec::new());
        let cell = OpenCell::default();
        self.tables.push(OpenTable { number, row: 0, column: 0, columns: 0, cell, cells, inner });
    }

    fn begin_row(&mut self) {
        if let Some(table) = self.tables.last_mut() {
            table.column = 0;
        }
    }

    fn skip_columns(&mut self, count: u32) {
        if let Some(table) = self.tables.last_mut() {
            table.column = table.column.saturating_add(count.min(MOST_COLUMNS));
        }
    }

    fn begin_cell(&mut self) {
        if let Some(table) = self.tables.last_mut() {
            table.cell = OpenCell { columns: 1, ..OpenCell::default() };
        }
    }

    fn span(&mut self, columns: u32) {
        if let Some(table) = self.tables.last_mut() {
            table.cell.columns = columns.clamp(1, MOST_COLUMNS);
        }
    }

    fn merge(&mut self, goes_on: bool) {
        if let Some(table) = self.tables.last_mut() {
            table.cell.goes_on = goes_on;
        }
    }

    fn end_cell(&mut self) {
        let Some(table) = self.tables.last_mut() else { return };
        let cell = std::mem::take(&mut table.cell);
        let (row, column, columns) = (table.row, table.column, cell.columns);
        table.column = column.saturating_add(columns);
        table.columns = table.columns.max(table.column);
        if cell.goes_on && table.lengthen(column) {
            return;
        }
        let place = CellPlace { grid: table.number, row, column, rows: 1, columns };
        table.cells.push((place, cell.lines));
    }

    fn end_row(&mut self) {
        if let Some(table) = self.tables.last_mut() {
            table.row = table.row.saturating_add(1);
        }
    }

    fn end_table(&mut self) {
        let Some(table) = self.tables.pop() else { return };
        if let Some(sketch) = self.out.sketch(table.number) {
            sketch.is_frame = table.columns <= 1;
        }
        let mut cells = table.cells;
        cells.extend(table.inner);
        match self.tables.last_mut() {
            Some(outer) => outer.inner.extend(cells),
            None => cells.into_iter().for_each(|(place, lines)| self.write_cell(place, lines)),
        }
    }

    fn write_cell(&mut self, place: CellPlace, lines: Vec<Line>) {
        let role = Role::Cell(place, CellState::Plain);
        for line in lines {
            self.out.write(line, role);
        }
    }
}

/// A table has no more columns than this; Word allows 63.
const MOST_COLUMNS: u32 = 1024;

impl OpenTable {
    /// Lets the cell above in this column cover one row more; false where there is none.
    fn lengthen(&mut self, column: u32) -> bool {
        let row = self.row;
        let above = self
            .cells
            .iter_mut()
            .rev()
            .find(|(place, _)| place.column == column && place.row.saturating_add(place.rows) == row);
        if let Some((place, _)) = above {
            place.rows = place.rows.saturating_add(1);
            return true;
        }
        false
    }
}
