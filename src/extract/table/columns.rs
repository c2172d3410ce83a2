//! Columns beside words: an instance a column, as in the sources of funds over several amounts.

use crate::document::Cell;
use crate::fact::{Fact, FieldValue};
use crate::figure::Unit;
use crate::plan::{DimensionType, HeaderUse, RecordId, TableShape, Type, header_key, header_unit};
use crate::source::Span;

use super::headers::Label;
use super::{Grid, Source, cell, is_whole};

/// Rows of one block stand no further apart.
const FARTHEST: u32 = 20;

/// Words over columns that hold no amounts.
const RATES: [&str; 11] = ["率", "分值", "得分", "权重", "占比", "比例", "人数", "幅度", "增幅", "降幅", "进度"];

/// Reads the columns beside the labels of a source.
pub(super) fn read(grid: &Grid<'_>, source: Source<'_>, labels: &[Label<'_>], add: &mut dyn FnMut(RecordId, Fact)) {
    if source.table.shape != TableShape::Columns {
        return;
    }
    let mut block: Vec<Label<'_>> = Vec::new();
    for label in labels {
        if !goes_on(grid, &block, label) {
            columns(grid, source, &block, add);
            block.clear();
        }
        block.push(*label);
    }
    columns(grid, source, &block, add);
}

/// True where a label belongs to the block above it: another field in another row, with no headers between.
fn goes_on(grid: &Grid<'_>, block: &[Label<'_>], label: &Label<'_>) -> bool {
    let row = label.cell.place.row;
    block.last().is_none_or(|last| {
        let above = last.cell.place.row;
        let behind = grid.starts.partition_point(|start| *start <= above);
        let is_parted = grid.starts.get(behind).is_some_and(|start| *start <= row);
        let is_new = block.iter().all(|known| known.field != label.field && known.cell.place.row != row);
        is_new && !is_parted && row.abs_diff(above) <= FARTHEST
    })
}

fn columns(grid: &Grid<'_>, source: Source<'_>, block: &[Label<'_>], add: &mut dyn FnMut(RecordId, Fact)) {
    const FEWEST: usize = 2;
    let has = |field: usize| block.iter().any(|label| label.field == field);
    let Some(first) = block.first().filter(|_| block.len() >= FEWEST && source.required().all(has)) else { return };
    if has_other_rows(grid, source, block) {
        return;
    }
    let behind = |label: &Label<'_>| label.cell.place.column.saturating_add(label.cell.place.columns.max(1));
    let start = block.iter().map(behind).max().unwrap_or(0);
    let above = first.cell.place.row.checked_sub(1);
    let mut last = None;
    for column in start..grid.table.columns {
        let place = grid.cell(first.cell.place.row, column).map(|cell| cell.place);
        if place.is_some() && place == last {
            continue;
        }
        last = place;
        let headers = || above.and_then(|row| grid.cell(row, column)).map(|cell| grid.tables.words(cell));
        if headers().is_some_and(is_no_amount) {
            continue;
        }
        let mut values: Vec<FieldValue> = source.record.fields.iter().map(|_| FieldValue::Missing).collect();
        for label in block {
            let Some(field) = source.record.fields.get(label.field) else { continue };
            let header = headers().and_then(header_unit);
            let unit = unit(grid, source, (block, label), &field.ty, header);
            let value = cell::value(grid.plan, grid.tables, grid.cell(label.cell.place.row, column), field, unit);
            if let Some(place) = values.get_mut(label.field) {
                *place = value;
            }
        }
        let is_read = |field: usize| matches!(values.get(field), Some(FieldValue::Value(_)));
        let any_read = source.required().any(is_read);
        if is_whole(source, &values) && any_read {
            let place = span(grid, block, column);
            add(source.id, grid.fact(source, values, place));
        }
    }
}

/// True where a row that the source does not know stands among those that it does, or goes on below them: what the
/// columns add up to is then not known.
fn has_other_rows(grid: &Grid<'_>, source: Source<'_>, block: &[Label<'_>]) -> bool {
    let (Some(first), Some(last)) = (block.first(), block.last()) else { return true };
    let leads = leads(source, first);
    let (first, last) = (first.cell.place.row, last.cell.place);
    let is_known = |row: u32| block.iter().any(|label| label.cell.place.row == row);
    let behind = last.column.saturating_add(last.columns.max(1));
    let below = last.row.saturating_add(1);
    let is_amount = |cell: &Cell| grid.tables.words(cell).starts_with(|c: char| c.is_ascii_digit());
    let is_part = |row: u32| {
        let named = grid.cell(row, last.column).is_some_and(|cell| cell.place.row == row && !cell.range.is_empty());
        named && (behind..grid.table.columns).filter_map(|column| grid.cell(row, column)).any(is_amount)
    };
    let is_start = grid.starts.binary_search(&below).is_ok();
    let goes_on = !is_start && !begins_another(grid, block, below);
    let is_open_above =
        !leads && grid.starts.binary_search(&first).is_err() && first.checked_sub(1).is_some_and(is_part);
    is_open_above || (first..last.row).any(|row| !is_known(row) && is_part(row)) || goes_on && is_part(below)
}

/// True where the row below a block is none of its parts: these bear numbers and it does not, or it is known to records
/// that know none of them.
fn begins_another(grid: &Grid<'_>, block: &[Label<'_>], below: u32) -> bool {
    let is_numbered = |words: &str| {
        let bare = words.trim_start_matches("其中").trim_start_matches(['：', ':']);
        bare.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '①'..='⑳' | '（' | '('))
    };
    let Some(last) = block.last().map(|label| label.cell) else { return true };
    let words = grid.words(below, last.place.column);
    if words.starts_with("其他") || words.starts_with("其它") {
        return false;
    }
    if is_numbered(grid.tables.words(last)) && !is_numbered(words) && !words.starts_with("其中") {
        return true;
    }
    is_known_elsewhere(grid, block, words)
}

/// True where a block begins with its whole: what stands before that is none of its parts.
pub(super) fn leads(source: Source<'_>, first: &Label<'_>) -> bool {
    source.table.fields.first().is_some_and(|place| place.field == first.field)
}

/// True for words that records know which know none of a block.
pub(super) fn is_known_elsewhere(grid: &Grid<'_>, block: &[Label<'_>], words: &str) -> bool {
    let known = grid.plan.headers.uses(&header_key(words));
    let is_related = |found: &HeaderUse| {
        block.iter().any(|label| {
            let ours = grid.plan.headers.uses(&header_key(grid.tables.words(label.cell)));
            ours.iter().any(|own| own.record == found.record)
        })
    };
    !known.is_empty() && !known.iter().any(is_related)
}

/// True for a header of rates or points.
pub(super) fn is_no_amount(words: &str) -> bool {
    let key = header_key(words);
    let is_other = matches!(header_unit(words), Some(Unit::Percent | Unit::Permille | Unit::Score));
    is_other || RATES.iter().any(|word| key.contains(word))
}

fn unit(
    grid: &Grid<'_>,
    source: Source<'_>,
    (block, label): (&[Label<'_>], &Label<'_>),
    ty: &Type,
    header: Option<Unit>,
) -> Option<Unit> {
    let row = block.first().map_or(0, |label| label.cell.place.row);
    let own = header_unit(grid.tables.words(label.cell));
    // 项目资金（万元） at the left of the block or over it.
    let left = [row, row.saturating_sub(1)].into_iter().filter_map(|row| header_unit(grid.words(row, 0)));
    let is_money = matches!(ty, Type::Quantity(DimensionType::Money));
    let named = header.into_iter().chain(own).filter(move |unit| !is_money || matches!(unit, Unit::Money(_)));
    grid.unit(source, ty, named, (row, left))
}

/// From the first value of a column to its last.
fn span(grid: &Grid<'_>, block: &[Label<'_>], column: u32) -> Span {
    let cells = || block.iter().filter_map(|label| grid.cell(label.cell.place.row, column));
    let start = cells().map(|cell| cell.range.start).min().unwrap_or(0);
    let end = cells().map(|cell| cell.range.end).max().unwrap_or(start);
    grid.tables.flow.span(start..end)
}
