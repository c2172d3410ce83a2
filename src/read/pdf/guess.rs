//! Tables without borders: rows whose words stand in the same columns.

use super::super::reflow::starts_paragraph;
use super::grid::GridCell;
use super::measure::{Area, Length, POINT};
use super::rows::{Row, append};
use super::table::{Cell, Table};

/// What stands on a page, from top to bottom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Item {
    Row(Row),
    Table(Table),
}

impl Item {
    /// What it covers.
    pub(super) fn area(&self) -> Area {
        match self {
            Self::Row(row) => row.area,
            Self::Table(table) => table.area,
        }
    }
}

/// Sentences are no cells: pieces longer than this that hold one are columns of text.
const LONGEST: usize = 30;

/// A table without borders has no more columns; words all over a page are none.
const MOST_COLUMNS: usize = 40;

/// Makes tables of the rows that stand in columns; `page` is its number.
pub(super) fn tables(rows: Vec<Row>, page: u32) -> Vec<Item> {
    let mut items = Vec::new();
    let mut run: Vec<Row> = Vec::new();
    for row in rows {
        let follows = run.last().is_none_or(|last| row.area.top - last.area.bottom < last.area.height() * 2);
        if !follows {
            settle(&mut run, page, &mut items);
        }
        if row.pieces.len() > 1 {
            run.push(row);
        } else {
            settle(&mut run, page, &mut items);
            items.push(Item::Row(row));
        }
    }
    settle(&mut run, page, &mut items);
    items
}

fn settle(run: &mut Vec<Row>, page: u32, items: &mut Vec<Item>) {
    let rows = std::mem::take(run);
    match table(&rows, page) {
        Some(table) => items.push(Item::Table(table)),
        None => items.extend(rows.into_iter().map(Item::Row)),
    }
}

/// The table that rows make; `None` where they do not share at least three columns, or two that are no form and no list.
fn table(rows: &[Row], page: u32) -> Option<Table> {
    let area = rows.iter().map(|row| row.area).reduce(Area::with)?;
    if rows.len() < 2 || rows.iter().flat_map(|row| &row.pieces).any(|piece| is_text(&piece.text)) {
        return None;
    }
    let columns = columns(rows)?;
    // Labels of a form, and numbers of a list with the words behind them, are no columns.
    let is_list = |row: &Row| row.text.contains(['：', ':']) || starts_paragraph(&row.text);
    if columns.len() < 3 && rows.iter().any(is_list) {
        return None;
    }
    let mut borders = vec![area.left];
    borders.extend(columns.windows(2).filter_map(|pair| match pair {
        [left, right] => Some(i32::midpoint(left.1, right.0)),
        _ => None,
    }));
    borders.push(area.right);
    let mut cells: Vec<Cell> = Vec::new();
    for (number, row) in rows.iter().enumerate() {
        for (column, (start, end)) in columns.iter().enumerate() {
            let mut words = String::new();
            let inside = |piece: &&super::rows::Piece| (*start..=*end).contains(&piece.area.middle().0);
            row.pieces.iter().filter(inside).for_each(|piece| append(&mut words, &piece.text));
            let place = GridCell { row: number, column, rows: 1, columns: 1 };
            let paragraphs = if words.is_empty() { Vec::new() } else { vec![words] };
            cells.push(Cell { place, paragraphs, page, is_full: false });
        }
    }
    Some(Table { area, columns: borders, rows: rows.len(), cells, is_guessed: true })
}

fn is_text(words: &str) -> bool {
    words.chars().count() > LONGEST && words.contains(['。', '，', '；'])
}

/// The columns that the pieces of all rows leave gaps between; `None` where a row stands in fewer than two of them.
fn columns(rows: &[Row]) -> Option<Vec<(Length, Length)>> {
    const LEAST_GAP: Length = 4 * POINT;
    let mut pieces: Vec<(Length, Length)> =
        rows.iter().flat_map(|row| row.pieces.iter().map(|piece| (piece.area.left, piece.area.right))).collect();
    pieces.sort_unstable();
    let mut columns: Vec<(Length, Length)> = Vec::new();
    for (left, right) in pieces {
        match columns.last_mut() {
            Some(last) if left - last.1 < LEAST_GAP => last.1 = last.1.max(right),
            _ => columns.push((left, right)),
        }
    }
    let spread = |row: &Row| {
        let used = columns
            .iter()
            .filter(|(start, end)| row.pieces.iter().any(|piece| (*start..=*end).contains(&piece.area.middle().0)));
        used.count() > 1
    };
    ((2..=MOST_COLUMNS).contains(&columns.len()) && rows.iter().all(spread)).then_some(columns)
}
