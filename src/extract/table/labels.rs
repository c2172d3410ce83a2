//! Words beside their values: one instance a table, as in the head of a form.

use crate::document::Cell;
use crate::fact::{Fact, FieldValue, Unread};
use crate::plan::{RecordId, TableShape, header_key, header_unit};
use crate::source::Span;

use super::headers::Label;
use super::{Grid, Source, cell, is_whole};

/// Reads the values beside the labels of a source: at least two, since a lone word may stand for anything.
pub(super) fn read(grid: &Grid<'_>, source: Source<'_>, labels: &[Label<'_>], add: &mut dyn FnMut(RecordId, Fact)) {
    if source.table.shape != TableShape::Labels {
        return;
    }
    let mut values: Vec<FieldValue> = source.record.fields.iter().map(|_| FieldValue::Missing).collect();
    let mut cells: Vec<&Cell> = Vec::new();
    let mut found_in: Vec<(usize, u32)> = Vec::new();
    for label in labels {
        let is_open = values.get(label.field).is_some_and(|value| matches!(value, FieldValue::Missing));
        let Some((cell, value)) = is_open.then(|| beside(grid, source, label)).flatten() else { continue };
        cells.extend([label.cell, cell]);
        found_in.push((label.field, label.cell.place.row));
        if let Some(place) = values.get_mut(label.field) {
            *place = value;
        }
    }
    let found = values.iter().filter(|value| !matches!(value, FieldValue::Missing)).count();
    if found >= source.table.fields.len().min(2)
        && found > 0
        && is_whole(source, &values)
        && !are_scattered(source, &found_in)
    {
        let place = span(grid, &cells);
        add(source.id, grid.fact(source, values, place));
    }
}

/// True where the figures that an instance must have stand far from each other: they may be of different things.
fn are_scattered(source: Source<'_>, found_in: &[(usize, u32)]) -> bool {
    const FARTHEST: u32 = 3;
    let is_figure = |field: &usize| source.record.fields.get(*field).is_some_and(|field| field.ty.is_quantity());
    let wanted: Vec<usize> = source.required().filter(is_figure).collect();
    let rows = || found_in.iter().filter(|(field, _)| wanted.contains(field)).map(|(_, row)| *row);
    rows().min().zip(rows().max()).is_some_and(|(first, last)| last - first > FARTHEST)
}

/// The value right of a label. What is itself a label or a header is none, nor is what does not fit.
fn beside<'a>(grid: &Grid<'a>, source: Source<'_>, label: &Label<'_>) -> Option<(&'a Cell, FieldValue)> {
    let place = label.cell.place;
    let cell = grid.cell(place.row, place.column.saturating_add(place.columns.max(1)))?;
    let words = grid.tables.words(cell);
    let field = source.record.fields.get(label.field)?;
    if cell.place.row != place.row || !grid.plan.headers.uses(&header_key(words)).is_empty() {
        return None;
    }
    let own = header_unit(grid.tables.words(label.cell));
    // 预算执行情况（万元） at the left of the block or above it.
    let heads = (place.row.saturating_sub(2)..=place.row).rev().filter_map(|row| header_unit(grid.words(row, 0)));
    let unit = grid.unit(source, &field.ty, own.into_iter(), (place.row, heads));
    let value = cell::value(grid.plan, grid.tables, Some(cell), field, unit);
    let fits = match &value {
        FieldValue::Value(_) => true,
        FieldValue::Unread(reason, _) => matches!(**reason, Unread::Withheld(_)),
        FieldValue::Blank(_) | FieldValue::Missing => false,
    };
    fits.then_some((cell, value))
}

fn span(grid: &Grid<'_>, cells: &[&Cell]) -> Span {
    let start = cells.iter().map(|cell| cell.range.start).min().unwrap_or(0);
    let end = cells.iter().map(|cell| cell.range.end).max().unwrap_or(start);
    grid.tables.flow.span(start..end)
}
