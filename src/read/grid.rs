//! How much of a table is taken: sheets and lists of values can be larger than any report, by accident or by malice.

use crate::diagnostic::{Diagnostic, Wording};
use crate::document::MOST_PLACES;
use crate::source::Span;

use super::codes;

/// A file gives no more cells than this.
pub(super) const MOST_CELLS: usize = 1_000_000;

/// How many of the cells with something in them are taken, by row and column in this order: the rows that hold some
/// make no more than `most` places, and all rows no more than [`MOST_PLACES`].
pub(super) fn fitting(places: &[(u32, u32)], most: usize) -> usize {
    let columns = places.iter().map(|(_, column)| *column as usize + 1).max().unwrap_or(1);
    let (most_rows, last_row) = (most / columns, MOST_PLACES / columns);
    let (mut rows, mut before) = (0_usize, None);
    let too_much = places.iter().position(|(row, _)| {
        rows += usize::from(before.replace(*row) != Some(*row));
        rows > most_rows || *row as usize >= last_row
    });
    too_much.unwrap_or(places.len())
}

/// Says that a table is not read beyond a row; `None` where not even the first one fits.
pub(super) fn cut(what: &str, last_row: Option<u32>, span: Span) -> Diagnostic {
    let message = match last_row {
        Some(row) => Wording::new(
            format!("{what}的内容太多，只读取到第 {} 行", u64::from(row) + 1),
            format!("{what} holds too much: it is read up to row {}", u64::from(row) + 1),
        ),
        None => Wording::new(format!("{what}的内容太多，没有读取"), format!("{what} holds too much and is not read")),
    };
    Diagnostic::error(codes::TOO_MANY_CELLS, span, message).as_warning().help(Wording::new(
        format!("一个文件最多读取 {MOST_CELLS} 个单元格；请删去多余的行列（包括远处误填的内容），或另存要检查的部分"),
        format!("a file gives at most {MOST_CELLS} cells: delete what is not needed (a stray word far away too), or save the part to check on its own"),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stray_cell_far_away_costs_the_rows_that_would_not_fit() {
        assert_eq!(fitting(&[(0, 0), (0, 1), (1, 0)], 100), 3);
        assert_eq!(fitting(&[(0, 0), (0, 1), (1, 0)], 3), 2);
        assert_eq!(fitting(&[(0, 0), (1_048_575, 16_383)], MOST_CELLS), 1);
        assert_eq!(fitting(&[(0, 0), (1_048_575, 0)], MOST_CELLS), 2);
        assert_eq!(fitting(&[], MOST_CELLS), 0);
    }
}
