//! What no record has taken of a table: all of it, or some of its columns and rows.
//!
//! Only cells that hold a figure and little beside it count. Numbers that count rows or columns, years, dates, telephone
//! numbers and codes are no figures; a table without any is a matter of layout.

use std::collections::{BTreeMap, BTreeSet};

use crate::document::{Cell, CellState, Table, Tables};
use crate::fact::{Fact, FieldValue, Reading, UnreadPart, UnreadTable};
use crate::plan::header_key;
use crate::source::Span;
use crate::text::{TokenKind, scan_figures};

/// Longer cells are sentences, in bytes.
const LONGEST: usize = 60;

/// So much may stand behind a figure in its cell: a unit, a word. In characters.
const MOST_BEHIND: usize = 6;

/// Headers and neighbours of numbers that measure nothing.
const NO_FIGURES: [&str; 12] =
    ["序号", "编号", "行次", "栏次", "代码", "编码", "电话", "手机", "邮编", "邮政编码", "账号", "证号"];

/// What facts have taken of the tables of a document.
#[derive(Debug, Default)]
pub(super) struct Taken {
    /// Where their values begin.
    starts: Vec<u32>,
}

impl Taken {
    /// Notes the values of a fact, and what it could not take and gives the reason for.
    pub(super) fn note(&mut self, fact: &Fact) {
        let values = fact.readings.iter().flat_map(Reading::values);
        self.starts.extend(values.filter_map(place).map(|span| span.start));
    }

    /// What nobody has taken, a table each.
    pub(super) fn left(mut self, tables: &Tables) -> Vec<UnreadTable> {
        self.starts.sort_unstable();
        let mut above: &[String] = &[];
        let mut left = Vec::new();
        for table in &tables.tables {
            // What stands above two tables is the caption of the first.
            let captions = if table.captions == above { &[] } else { table.captions.as_slice() };
            left.extend(Search { tables, table, captions, taken: &self }.told());
            above = &table.captions;
        }
        left
    }

    fn holds(&self, span: Span) -> bool {
        let first = self.starts.partition_point(|start| *start < span.start);
        self.starts.get(first).is_some_and(|start| *start <= span.end)
    }
}

fn place(value: &FieldValue) -> Option<Span> {
    match value {
        FieldValue::Value(value) => value.span(),
        FieldValue::Unread(_, span) => *span,
        FieldValue::Missing | FieldValue::Blank(_) => None,
    }
}

struct Search<'t> {
    tables: &'t Tables,
    table: &'t Table,
    captions: &'t [String],
    taken: &'t Taken,
}

/// A cell that holds a figure, and the nearest one above it with words, in a row without figures.
#[derive(Clone, Copy)]
struct FigureCell<'t> {
    cell: &'t Cell,
    header: Option<&'t Cell>,
}

/// The figures of a column.
#[derive(Default)]
struct Line<'t> {
    all: usize,
    left: Vec<FigureCell<'t>>,
}

impl<'t> Search<'t> {
    fn told(&self) -> Option<UnreadTable> {
        let figures = self.figures();
        let left: Vec<FigureCell<'t>> = figures.iter().filter(|it| !self.taken.holds(it.cell.span)).copied().collect();
        let first = left.first()?.cell;
        let is_whole = left.len() == figures.len();
        let parts = if is_whole { Vec::new() } else { self.parts(&figures, &left) };
        let head = self.table.cells.iter().find(|cell| !cell.range.is_empty());
        Some(UnreadTable {
            span: if is_whole { head.map_or(first.span, |cell| cell.span) } else { first.span },
            title: self.title(),
            figures: left.len(),
            parts,
        })
    }

    /// The cells that hold a figure, in the order of the rows.
    fn figures(&self) -> Vec<FigureCell<'t>> {
        let mut numbering: Option<(u32, bool)> = None;
        let mut headers: Vec<Option<&'t Cell>> = vec![None; self.table.columns as usize];
        let mut figures = Vec::new();
        let cells = || self.table.cells.iter().filter(|cell| !cell.range.is_empty());
        let with_figures: BTreeSet<u32> =
            cells().filter(|cell| is_figure(self.tables.words(cell))).map(|cell| cell.place.row).collect();
        for cell in cells() {
            let (row, first) = (cell.place.row, cell.place.column as usize);
            if !is_figure(self.tables.words(cell)) {
                // Words beside figures are no headers.
                if with_figures.contains(&row) {
                    continue;
                }
                let covered = first..first.saturating_add(cell.place.columns.max(1) as usize);
                headers.get_mut(covered).unwrap_or_default().fill(Some(cell));
                continue;
            }
            let is_numbering = match numbering {
                Some((known, is_one)) if known == row => is_one,
                _ => self.is_numbering(row),
            };
            numbering = Some((row, is_numbering));
            let found = FigureCell { cell, header: headers.get(first).copied().flatten() };
            if cell.state == CellState::Plain && !is_numbering && !self.is_counter(found) {
                figures.push(found);
            }
        }
        figures
    }

    /// True for a row of numbers that counts the columns: 1 2 3 4.
    fn is_numbering(&self, row: u32) -> bool {
        const FEWEST: usize = 3;
        let cells = || self.table.row(row).filter(|cell| !cell.range.is_empty());
        let numbers: Option<Vec<u32>> = cells().map(|cell| self.tables.words(cell).parse().ok()).collect();
        numbers.is_some_and(|numbers| {
            numbers.len() >= FEWEST
                && numbers.windows(2).all(|pair| matches!(pair, [a, b] if a.checked_add(1) == Some(*b)))
        })
    }

    /// True for a number that its header or its neighbour says to measure nothing, or that counts the rows.
    fn is_counter(&self, FigureCell { cell, header }: FigureCell<'t>) -> bool {
        let words = self.tables.words(cell);
        let is_named = |other: Option<&Cell>| {
            other.is_some_and(|other| {
                let key = header_key(self.tables.words(other));
                NO_FIGURES.iter().any(|word| key.ends_with(word))
            })
        };
        let place = cell.place;
        let left = place.column.checked_sub(1).and_then(|column| self.table.cell(place.row, column));
        if is_named(left) || is_named(header) {
            return true;
        }
        let number = |row: Option<u32>| {
            let other = self.table.cell(row?, place.column).filter(|other| other.place != place)?;
            self.tables.words(other).parse::<u32>().ok()
        };
        let Ok(own) = words.parse::<u32>() else { return false };
        let above = number(place.row.checked_sub(1)).is_some_and(|above| above.checked_add(1) == Some(own));
        let below =
            number(place.row.checked_add(place.rows.max(1))).is_some_and(|below| Some(below) == own.checked_add(1));
        // The first column of a list: 1, 2, 3 down the rows.
        place.column == 0 && (above || below)
    }

    /// What is left, by columns of which nothing was taken, and the rest by rows.
    fn parts(&self, figures: &[FigureCell<'t>], left: &[FigureCell<'t>]) -> Vec<UnreadPart> {
        const FEWEST: usize = 2;
        let mut columns: BTreeMap<u32, Line<'t>> = BTreeMap::new();
        for it in figures {
            columns.entry(it.cell.place.column).or_default().all += 1;
        }
        for it in left {
            columns.entry(it.cell.place.column).or_default().left.push(*it);
        }
        let is_open = |line: &Line<'_>| line.all >= FEWEST && line.left.len() == line.all;
        let mut rows: BTreeMap<u32, Vec<&'t Cell>> = BTreeMap::new();
        let is_told = |cell: &&Cell| columns.get(&cell.place.column).is_some_and(is_open);
        for cell in left.iter().map(|it| it.cell).filter(|cell| !is_told(cell)) {
            rows.entry(cell.place.row).or_default().push(cell);
        }
        let by_column = columns.values().filter(|line| is_open(line)).filter_map(|line| {
            let first = line.left.first()?;
            let name = first.header.map(|cell| self.words(cell)).unwrap_or_default();
            Some(UnreadPart { is_column: true, name, figures: line.left.len(), span: first.cell.span })
        });
        let by_row = rows.into_values().filter_map(|cells| {
            let first = cells.first()?;
            let name = self.row_name(first.place.row);
            Some(UnreadPart { is_column: false, name, figures: cells.len(), span: first.span })
        });
        by_column.chain(by_row).collect()
    }

    /// The longest words before the figures of a row, else the first.
    fn row_name(&self, row: u32) -> String {
        let named = || self.table.row(row).filter(|cell| !cell.range.is_empty());
        let before = named().take_while(|cell| !is_figure(self.tables.words(cell)));
        let longest = before.max_by_key(|cell| self.tables.words(cell).chars().filter(|c| c.is_alphabetic()).count());
        longest.or_else(|| named().next()).map(|cell| self.words(cell)).unwrap_or_default()
    }

    /// The caption, the sheet's name, or the first words of the table.
    fn title(&self) -> String {
        const MOST: usize = 4;
        let is_title = |line: &&String| !line.contains("单位：") && !line.contains("单位:");
        if let Some(caption) = self.captions.iter().rev().find(is_title) {
            return short(caption);
        }
        if let Some(sheet) = &self.table.sheet {
            return short(sheet);
        }
        let words = self.table.cells.iter().filter(|cell| !cell.range.is_empty()).take(MOST);
        words.map(|cell| self.words(cell)).collect::<Vec<_>>().join(" | ")
    }

    fn words(&self, cell: &Cell) -> String {
        short(self.tables.words(cell))
    }
}

/// The first characters, and a mark where there are more.
fn short(words: &str) -> String {
    const MOST: usize = 30;
    let mut cut: String = words.chars().take(MOST).collect();
    if words.chars().nth(MOST).is_some() {
        cut.push('…');
    }
    cut
}

/// True for words that begin with a figure and hold little beside it: `95.5`, `≥3次`, `12.6万元`, `-8.2%`.
fn is_figure(words: &str) -> bool {
    let bare = words.trim_start_matches(['≥', '≤', '＞', '＜', '>', '<', '=', '＝', '-', '－', '−', '+', '约', ' ']);
    if words.len() > LONGEST || !bare.starts_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    if bare.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b',') {
        return !is_year(bare) && !is_mobile(bare) && bare.bytes().filter(|byte| *byte == b'.').count() <= 1;
    }
    match scan_figures(words).as_slice() {
        [token] if matches!(token.kind, TokenKind::Quantity | TokenKind::Range) => {
            words.get(token.range.end..).is_some_and(|behind| behind.chars().count() <= MOST_BEHIND)
        }
        _ => false,
    }
}

/// A lone number that is more likely a year.
fn is_year(digits: &str) -> bool {
    digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"))
}

fn is_mobile(digits: &str) -> bool {
    digits.len() == 11 && digits.starts_with('1') && !digits.contains(['.', ','])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_told_from_years_dates_and_names() {
        for words in ["95.5", "1,200.00", "≥3次", "12.6万元", "-8.2%", "63%~68%", "20分"] {
            assert!(is_figure(words), "{words}");
        }
        for words in
            ["", "2022", "2022年", "2022年12月", "12月底前", "13800138000", "1.1.2", "1、公务用车", "新建12座", "A"]
        {
            assert!(!is_figure(words), "{words}");
        }
    }
}
