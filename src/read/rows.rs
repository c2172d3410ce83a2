//! Tables set in plain text: rows of cells parted by tabs, or by `|` as in Markdown.

use crate::document::{CellState, Tables};
use crate::source::{CellPlace, SourceId};

use super::cells::{TableWriter, Words, is_prose};
use super::reflow::Line;
use super::writer::{FlowWriter, Rank};

/// True for a line that may be a row.
pub(super) fn is_row(line: &str) -> bool {
    line.starts_with('|') || line.contains('\t')
}

/// How many lines from the first on make a table: at least two, none with more cells than the first; 0 where they are
/// none. Empty cells at the end of a row are lost with the blanks there.
pub(super) fn count<'a>(first: Line<'a>, behind: impl Iterator<Item = Line<'a>>) -> usize {
    let Some(columns) = columns(first.text) else { return 0 };
    let is_same = |line: &Line<'_>| !line.is_apart && columns_match(line.text, first.text, columns);
    let count = 1 + behind.take_while(is_same).count();
    if count > 1 { count } else { 0 }
}

/// The number of cells of a row; `None` where the line is none.
fn columns(line: &str) -> Option<usize> {
    let count = cells(line).count();
    // `部门：…<tab>日期：…` is a line of a form: its labels speak for what stands behind them.
    let is_form = !line.starts_with('|') && count < 3 && line.contains(['：', ':']);
    (count >= 2 && !is_form).then_some(count)
}

fn columns_match(line: &str, first: &str, columns: usize) -> bool {
    let (is_piped, count) = (line.starts_with('|'), cells(line).count());
    is_row(line)
        && is_piped == first.starts_with('|')
        && (count == columns || !is_piped && (2..columns).contains(&count))
}

/// The cells of a row with their offsets in it, without the blanks round them.
fn cells(line: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_piped = line.starts_with('|');
    let inner = if is_piped { line.strip_suffix('|').unwrap_or(line).get(1..).unwrap_or("") } else { line };
    let mut at = usize::from(is_piped);
    inner.split(if is_piped { '|' } else { '\t' }).map(move |cell| {
        let start = at + (cell.len() - cell.trim_start().len());
        at += cell.len() + 1;
        (start, cell.trim())
    })
}

/// `|---|:--:|`: the line between the head and the rows of a Markdown table.
fn is_ruler(line: &str) -> bool {
    line.starts_with('|') && line.contains('-') && line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '))
}

/// The tables of a text.
#[derive(Debug)]
pub(super) struct LineTables {
    tables: TableWriter,
    places: Vec<(usize, usize)>,
}

impl LineTables {
    /// Starts without tables.
    pub(super) fn new(source: SourceId) -> Self {
        Self { tables: TableWriter::new(source), places: Vec::new() }
    }

    /// Takes the rows of a table and gives where they end. Sentences in cells go into the text around.
    pub(super) fn take<'a>(&mut self, rows: impl Iterator<Item = Line<'a>>, text: &mut FlowWriter) -> usize {
        let (place, grid, captions) = (text.len(), self.tables.number(), text.captions());
        let (mut length, mut end) = (0, 0);
        for (row, line) in (0..).zip(rows.filter(|line| !is_ruler(line.text))) {
            for (column, (start, words)) in (0..).zip(cells(line.text)) {
                let words = Words::at(words, line.start + start);
                let place = CellPlace { grid, row, column, rows: 1, columns: 1 };
                self.tables.cell(place, CellState::Plain, std::slice::from_ref(&words));
                if is_prose(words.text) {
                    words.write(text);
                    text.end_paragraph(words.source.end, Rank::Cell);
                } else {
                    length += words.text.chars().count();
                }
            }
            end = line.start + line.text.len();
        }
        self.tables.end_table(|table| table.captions = captions);
        self.places.push((place, length));
        end
    }

    /// The tables, and where they stand in the text with their length.
    pub(super) fn finish(self) -> (Tables, Vec<(usize, usize)>) {
        (self.tables.finish(), self.places)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_equal_length_make_a_table() {
        let lines = |text: &'static str| {
            text.lines().map(|text| Line { start: 0, text, indent: 0, is_apart: false, begins_page: false })
        };
        let count = |text| {
            let mut lines = lines(text);
            lines.next().map(|first| count(first, lines))
        };
        assert_eq!(count("| 指标 | 值 |\n|---|---|\n| 甲 | 5 |\n正文"), Some(3));
        assert_eq!(count("指标\t目标\t完成\n甲\t5\t6"), Some(2));
        assert_eq!(count("指标\t目标\t完成\n甲\t5\t6\n合计\t11\n正文"), Some(3));
        assert_eq!(count("指标\t目标\n甲\t5\t6"), Some(0));
        assert_eq!(count("部门：甲局\t日期：3月\n年度：2022\t人数：5"), Some(0));
    }
}
