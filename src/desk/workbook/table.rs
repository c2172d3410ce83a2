//! A table in a workbook: its head, its rows, and how it looks; what no longer fits goes on in another sheet.

use std::io;

use rust_xlsxwriter::{
    Color, ConditionalFormatCell, ConditionalFormatCellRule, DataValidation, Format, FormatAlign, FormatBorder,
    Workbook as Book, Worksheet, XlsxError,
};

use crate::reporter::columns;

use super::cell::{clean, is_like_a_formula};
use super::failed;

/// Rows of a sheet, with its head.
const MOST_ROWS: u32 = 1_048_576;

/// Points of a line, and of the highest row there can be.
const LINE: u32 = 13;
const HIGHEST: u32 = 409;

/// The writer keeps each height in memory to the end; rows behind these are left to the program that opens the file.
const MOST_HEIGHTS: u32 = 10_000;

/// A column.
#[derive(Debug)]
pub(super) struct Column {
    title: String,
    width: u16,
    /// Which content is coloured how; none: every number above zero.
    marks: Vec<(Option<String>, Tone)>,
    choices: Vec<String>,
}

/// What a colour means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tone {
    Bad,
    Doubtful,
    Calm,
    Good,
    Faint,
}

/// What stands in a cell.
#[derive(Debug, Clone, Copy)]
pub(super) enum Cell<'t> {
    Text(&'t str),
    Number(u32),
    Empty,
}

impl Cell<'_> {
    /// Lines that it takes in a column so many characters wide.
    fn lines(&self, width: u16) -> u32 {
        match self {
            Cell::Number(_) | Cell::Empty => 1,
            Cell::Text(text) => {
                let width = usize::from(width.saturating_sub(1).max(1));
                let lines = text.split('\n').map(|line| columns(line).div_ceil(width).max(1));
                u32::try_from(lines.sum::<usize>().min(HIGHEST as usize)).unwrap_or(1)
            }
        }
    }

    pub(super) fn count(count: usize) -> Self {
        Cell::Number(u32::try_from(count).unwrap_or(u32::MAX))
    }
}

impl Column {
    /// A column of words, so many characters wide.
    pub(super) fn text(title: &str, width: u16) -> Self {
        Self { title: title.to_owned(), width, marks: Vec::new(), choices: Vec::new() }
    }

    /// A column of numbers.
    pub(super) fn number(title: &str, width: u16) -> Self {
        Self::text(title, width)
    }

    /// Colours this content.
    pub(super) fn marked(mut self, content: &str, tone: Tone) -> Self {
        self.marks.push((Some(content.to_owned()), tone));
        self
    }

    /// Colours numbers above zero.
    pub(super) fn colored(mut self, tone: Tone) -> Self {
        self.marks.push((None, tone));
        self
    }

    /// Offers these words to choose from.
    pub(super) fn chosen(mut self, choices: &[&str]) -> Self {
        self.choices = choices.iter().map(|&one| one.to_owned()).collect();
        self
    }
}

/// A table that is being written.
pub(super) struct Table {
    name: String,
    columns: Vec<Column>,
    formats: Formats,
    /// Sheets that are full.
    full: Vec<Worksheet>,
    sheet: Worksheet,
    /// Rows of the sheet, with its head.
    rows: u32,
    most_rows: u32,
}

impl Table {
    pub(super) fn new(book: &mut Book, name: &str, columns: Vec<Column>) -> io::Result<Self> {
        Self::of(book, name, columns, MOST_ROWS)
    }

    fn of(book: &mut Book, name: &str, columns: Vec<Column>, most_rows: u32) -> io::Result<Self> {
        let formats = Formats::new();
        let sheet = begun(book, name, &columns, &formats).map_err(failed)?;
        Ok(Self { name: name.to_owned(), columns, formats, full: Vec::new(), sheet, rows: 1, most_rows })
    }

    pub(super) fn row(&mut self, book: &mut Book, cells: &[Cell<'_>]) -> io::Result<()> {
        if self.rows >= self.most_rows {
            let name = format!("{} {}", self.name, self.full.len() + 2);
            let next = begun(book, &name, &self.columns, &self.formats).map_err(failed)?;
            let mut full = std::mem::replace(&mut self.sheet, next);
            dressed(&mut full, &self.columns, self.rows).map_err(failed)?;
            self.full.push(full);
            self.rows = 1;
        }
        let lines = self.columns.iter().zip(cells).map(|(column, cell)| cell.lines(column.width)).max().unwrap_or(1);
        // Programs that trust the file's heights, as LibreOffice does, would show one line of many.
        if lines > 1 && self.rows <= MOST_HEIGHTS {
            let height = (lines * LINE + LINE / 4).min(HIGHEST);
            self.sheet.set_row_height(self.rows, height).map_err(failed)?;
        }
        for (column, cell) in (0..).zip(cells) {
            self.write(column, *cell).map_err(failed)?;
        }
        self.rows += 1;
        Ok(())
    }

    /// Only strings and numbers are ever written: whatever a text begins with, it is no formula and no link.
    fn write(&mut self, column: u16, cell: Cell<'_>) -> Result<(), XlsxError> {
        let Formats { words, guarded, number, .. } = &self.formats;
        match cell {
            Cell::Text("") | Cell::Empty => self.sheet.write_blank(self.rows, column, words)?,
            Cell::Number(count) => self.sheet.write_number_with_format(self.rows, column, count, number)?,
            Cell::Text(text) => {
                let format = if is_like_a_formula(text) { guarded } else { words };
                self.sheet.write_string_with_format(self.rows, column, clean(text), format)?
            }
        };
        Ok(())
    }

    /// Puts the sheets of the table into the workbook.
    pub(super) fn finish(mut self, book: &mut Book) -> io::Result<()> {
        dressed(&mut self.sheet, &self.columns, self.rows).map_err(failed)?;
        self.full.push(self.sheet);
        self.full.into_iter().for_each(|sheet| book.push_worksheet(sheet));
        Ok(())
    }
}

fn begun(book: &mut Book, name: &str, columns: &[Column], formats: &Formats) -> Result<Worksheet, XlsxError> {
    let mut sheet = book.new_worksheet_with_constant_memory()?;
    sheet.set_name(name)?;
    for (number, column) in (0..).zip(columns) {
        sheet.set_column_width(number, column.width)?;
        sheet.write_string_with_format(0, number, &*column.title, &formats.head)?;
    }
    Ok(sheet)
}

/// Head that stays, filter, colours, choices; on paper, a landscape page with the head on each.
fn dressed(sheet: &mut Worksheet, columns: &[Column], rows: u32) -> Result<(), XlsxError> {
    const A4: u8 = 9;
    let last = rows.saturating_sub(1);
    sheet.set_freeze_panes(1, 0)?;
    sheet.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
    sheet.autofilter(0, 0, last, u16::try_from(columns.len().saturating_sub(1)).unwrap_or(0))?;
    if last == 0 {
        return Ok(());
    }
    for (number, column) in (0..).zip(columns) {
        for (content, tone) in &column.marks {
            let rule = ConditionalFormatCell::new().set_format(tone.format());
            match content {
                Some(content) => {
                    let rule = rule.set_rule(ConditionalFormatCellRule::EqualTo(content.clone()));
                    sheet.add_conditional_format(1, number, last, number, &rule)?;
                }
                None => {
                    let rule = rule.set_rule(ConditionalFormatCellRule::GreaterThan(0));
                    sheet.add_conditional_format(1, number, last, number, &rule)?;
                }
            }
        }
        if !column.choices.is_empty() {
            let choices = DataValidation::new().allow_list_strings(&column.choices)?;
            sheet.add_data_validation(1, number, last, number, &choices)?;
        }
    }
    Ok(())
}

impl Tone {
    fn format(self) -> Format {
        let (words, ground) = match self {
            Self::Bad => (0x009C_0006, 0x00FF_C7CE),
            Self::Doubtful => (0x007F_6000, 0x00FF_EB9C),
            Self::Calm => (0x001F_4E79, 0x00DD_EBF7),
            Self::Good => (0x0000_6100, 0x00C6_EFCE),
            Self::Faint => (0x0059_5959, 0x00E7_E6E6),
        };
        Format::new().set_font_color(Color::RGB(words)).set_background_color(Color::RGB(ground))
    }
}

#[derive(Debug)]
struct Formats {
    head: Format,
    words: Format,
    /// Words that stay words when the cell is edited.
    guarded: Format,
    number: Format,
}

impl Formats {
    fn new() -> Self {
        let plain = Format::new()
            .set_font_name("宋体")
            .set_font_size(10)
            .set_align(FormatAlign::Top)
            .set_border(FormatBorder::Thin)
            .set_border_color(Color::RGB(0x00D9_D9D9));
        let head = plain
            .clone()
            .set_bold()
            .set_font_color(Color::White)
            .set_background_color(Color::RGB(0x001F_4E79))
            .set_align(FormatAlign::Center)
            .set_align(FormatAlign::VerticalCenter)
            .set_text_wrap();
        let words = plain.clone().set_text_wrap();
        let guarded = words.clone().set_quote_prefix();
        Self { head, words, guarded, number: plain.set_align(FormatAlign::Center) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_as_high_as_its_longest_words() {
        assert_eq!(Cell::Text("完成率与金额不符").lines(9), 2);
        assert_eq!(Cell::Text("甲\n乙\n").lines(9), 3);
        assert_eq!(Cell::Text(&"长".repeat(30_000)).lines(9), HIGHEST);
        assert_eq!(Cell::Number(123_456_789).lines(3), 1);
    }

    #[test]
    fn a_table_that_is_full_goes_on_in_another_sheet_with_its_head() {
        let mut book = Book::new();
        let columns = vec![Column::number("序号", 7).colored(Tone::Bad), Column::text("状态", 9).chosen(&["待核实"])];
        let mut table = Table::of(&mut book, "问题", columns, 4).unwrap();
        for number in 1..=7 {
            table.row(&mut book, &[Cell::Number(number), Cell::Text("待核实")]).unwrap();
        }
        assert_eq!((table.full.len(), table.rows), (2, 2));
        table.finish(&mut book).unwrap();
        let names: Vec<String> = book.worksheets().iter().map(Worksheet::name).collect();
        assert_eq!(names, ["问题", "问题 2", "问题 3"]);
        let bytes = book.save_to_buffer().unwrap();
        assert!(bytes.starts_with(b"PK"));
    }
}
