//! Points that a table gives in percent: `权重（%）` of a hundred points.
//!
//! A column of percentages is one of points where the scores beside it are not above them. Where each score is out of a
//! hundred by itself and the weights only say what it counts, most scores are above: then the column is none of points.

use std::ops::Range;

use crate::figure::Unit;
use crate::plan::{DimensionType, Field, Type, header_unit};
use crate::text::scan_figures;

use super::headers::{Band, Column};
use super::{Grid, Source};

/// The columns whose percentages are points, by their place in the band.
pub(super) fn in_percent(grid: &Grid<'_>, source: Source<'_>, band: &Band<'_>, rows: &Range<u32>) -> Vec<bool> {
    let is_score = |column: &Column<'_>| source.record.fields.get(column.field).is_some_and(is_points);
    let scores: Vec<&Column<'_>> = band.columns.iter().filter(|column| is_score(column)).collect();
    let are_points = |column: &Column<'_>| {
        let others: Vec<&&Column<'_>> = scores.iter().filter(|other| other.field != column.field).collect();
        let [other] = others.as_slice() else { return false };
        is_score(column) && is_percent(grid, column) && !is_percent(grid, other) && bounds(grid, column, other, rows)
    };
    band.columns.iter().map(are_points).collect()
}

fn is_points(field: &Field) -> bool {
    matches!(field.ty, Type::Quantity(DimensionType::Score))
}

/// True where the header says that its figures are percentages.
fn is_percent(grid: &Grid<'_>, column: &Column<'_>) -> bool {
    header_unit(grid.tables.words(column.header)) == Some(Unit::Percent)
}

/// True where most scores are not above the percentages beside them.
fn bounds(grid: &Grid<'_>, column: &Column<'_>, other: &Column<'_>, rows: &Range<u32>) -> bool {
    const MOST: usize = 500;
    let number = |row: u32, column: &Column<'_>| {
        let cell = grid.cell(row, column.header.place.column).filter(|cell| cell.place.row == row)?;
        match scan_figures(grid.tables.words(cell)).as_slice() {
            [token] => Some(token.figure.digits),
            _ => None,
        }
    };
    let pairs = rows.clone().filter_map(|row| Some((number(row, column)?, number(row, other)?)));
    let (mut all, mut within) = (0_usize, 0_usize);
    for (most, score) in pairs.take(MOST) {
        all += 1;
        within += usize::from(score <= most);
    }
    within.saturating_mul(2) > all
}

/// The words of a cell without their percent sign.
pub(super) fn without_sign(words: &str) -> &str {
    words.trim_end().trim_end_matches(['%', '％']).trim_end()
}
