//! Columns turned: the words of a block side by side in one row of headers, an instance in each row below them.
//!
//! What is read by column may stand the other way round: 合计 | 财政拨款 | 其他资金 over the rows 预算数 and 执行数. The same
//! holds as there: a column that the source does not know, among those that it does or next to them, leaves the sum open.

use crate::document::Cell;
use crate::fact::{Fact, FieldValue};
use crate::figure::Unit;
use crate::plan::{DimensionType, RecordId, TableShape, Type, header_unit};

use super::columns::{is_known_elsewhere, is_no_amount, leads};
use super::headers::Label;
use super::{Grid, Source, cell, is_whole};

/// Fewer words of one row may stand side by side by chance.
const FEWEST: usize = 3;

/// Reads the rows under the labels of a source that stand side by side.
pub(super) fn read(grid: &Grid<'_>, source: Source<'_>, labels: &[Label<'_>], add: &mut dyn FnMut(RecordId, Fact)) {
    if source.table.shape != TableShape::Columns {
        return;
    }
    let heads: Vec<&[Label<'_>]> = labels
        .chunk_by(|one, next| one.cell.place.row == next.cell.place.row)
        .filter(|it| it.len() >= FEWEST)
        .collect();
    for (turn, head) in heads.iter().enumerate() {
        let next = heads.get(turn + 1).and_then(|next| next.first()).map(|label| label.cell.place.row);
        rows(grid, source, head, next, add);
    }
}

fn rows(
    grid: &Grid<'_>,
    source: Source<'_>,
    head: &[Label<'_>],
    next: Option<u32>,
    add: &mut dyn FnMut(RecordId, Fact),
) {
    let has = |field: usize| head.iter().any(|label| label.field == field);
    let twice = |label: &Label<'_>| head.iter().filter(|other| other.field == label.field).count() > 1;
    let Some(first) = head.first().filter(|_| source.required().all(has) && !head.iter().any(twice)) else { return };
    let row = first.cell.place.row;
    let behind = grid.starts.partition_point(|start| *start <= row);
    let ends = [grid.starts.get(behind).copied(), next, Some(grid.table.rows)];
    let end = ends.into_iter().flatten().min().unwrap_or(row);
    let start = head.iter().map(|label| label.cell.place.row.saturating_add(label.cell.place.rows.max(1))).max();
    let range = start.unwrap_or(end)..end;
    if has_other_columns(grid, source, head, range.clone()) {
        return;
    }
    for row in range {
        let name = first.cell.place.column.checked_sub(1).map(|column| grid.words(row, column));
        if name.is_some_and(is_no_amount) {
            continue;
        }
        let mut values: Vec<FieldValue> = source.record.fields.iter().map(|_| FieldValue::Missing).collect();
        for label in head {
            let Some(field) = source.record.fields.get(label.field) else { continue };
            let found = grid.cell(row, label.cell.place.column).filter(|cell| cell.place.row == row);
            let unit = unit(grid, source, (first, label), &field.ty);
            if let Some(place) = values.get_mut(label.field) {
                *place = cell::value(grid.plan, grid.tables, found, field, unit);
            }
        }
        let is_read = |field: usize| matches!(values.get(field), Some(FieldValue::Value(_)));
        let any_read = source.required().any(is_read);
        if is_whole(source, &values) && any_read {
            add(source.id, grid.fact(source, values, grid.place(row)));
        }
    }
}

/// True where a column of amounts that the source does not know stands among those that it does, or next to them.
fn has_other_columns(grid: &Grid<'_>, source: Source<'_>, head: &[Label<'_>], rows: std::ops::Range<u32>) -> bool {
    let (Some(whole), Some(last)) = (head.first(), head.last().map(|it| it.cell)) else { return true };
    let first = whole.cell;
    let behind = last.place.column.saturating_add(last.place.columns.max(1));
    let is_known = |column: u32| head.iter().any(|label| label.cell.place.column == column);
    let is_amount = |cell: &Cell| grid.tables.words(cell).starts_with(|c: char| c.is_ascii_digit());
    let is_part = |column: u32| {
        let header = grid.words(first.place.row, column);
        let any = || rows.clone().filter_map(|row| grid.cell(row, column)).any(is_amount);
        !is_no_amount(header) && any() && !is_known_elsewhere(grid, head, header)
    };
    let is_open_before = !leads(source, whole) && first.place.column.checked_sub(1).is_some_and(is_part);
    is_open_before || (first.place.column..behind).any(|column| !is_known(column) && is_part(column)) || is_part(behind)
}

fn unit(grid: &Grid<'_>, source: Source<'_>, (first, label): (&Label<'_>, &Label<'_>), ty: &Type) -> Option<Unit> {
    let row = first.cell.place.row;
    let is_money = matches!(ty, Type::Quantity(DimensionType::Money));
    let own = header_unit(grid.tables.words(label.cell));
    let named = own.into_iter().filter(move |unit| !is_money || matches!(unit, Unit::Money(_)));
    grid.unit(source, ty, named, (row, header_unit(grid.words(row, 0)).into_iter()))
}
