//! A table in several parts: cut by a page break, with its headers again or without them.

use std::collections::BTreeSet;

use crate::document::{Cell, Table, Tables};
use crate::fact::Fact;
use crate::figure::Unit;
use crate::plan::{RecordId, TableShape};

use super::headers::{Band, Headers};
use super::{Grid, Source, rows};

/// The end of a table that the next one may go on with.
pub(super) struct Part<'t> {
    table: &'t Table,
    /// The bands whose rows run to its end.
    open: Vec<Open<'t>>,
}

/// A band whose rows run to the end of a part.
struct Open<'t> {
    band: Band<'t>,
    /// The unit of bare numbers, by column.
    units: Vec<Option<Unit>>,
    filled: Filled<'t>,
}

/// The cells that empty ones below stand for, by fill field.
pub(super) type Filled<'t> = Vec<Option<&'t Cell>>;

/// Narrower tables without headers are tables of their own.
const NARROWEST: u32 = 4;

impl Part<'_> {
    /// True where the next table follows at once, is as wide, and begins with the same headers or with none.
    pub(super) fn goes_on(&self, tables: &Tables, next: &Table, found: &Headers<'_>) -> bool {
        let is_next = self.table.sheet.is_none() && next.sheet.is_none() && self.table.columns == next.columns;
        let is_apart = !next.captions.is_empty() && next.captions != self.table.captions;
        if !is_next || is_apart || self.open.is_empty() {
            return false;
        }
        if found.bands.is_empty() {
            return found.labels.is_empty() && next.columns >= NARROWEST;
        }
        found.bands.iter().any(|band| self.open.iter().any(|open| is_alike(tables, &open.band, band)))
    }
}

/// True for the same headers over the same columns.
fn is_alike(tables: &Tables, one: &Band<'_>, other: &Band<'_>) -> bool {
    (one.id, one.source, one.columns.len()) == (other.id, other.source, other.columns.len())
        && other.rows.0 == 0
        && one.columns.iter().zip(&other.columns).all(|(one, other)| {
            let (here, there) = (one.header, other.header);
            here.place.column == there.place.column && tables.words(here) == tables.words(there)
        })
}

/// Reads the rows under all bands of a table, and under those of the part above it.
pub(super) fn read<'t>(
    grid: &mut Grid<'t>,
    found: Headers<'t>,
    above: Option<Part<'t>>,
    add: &mut dyn FnMut(RecordId, Fact),
) -> Part<'t> {
    let mut open = Vec::new();
    let mut carried = above.map(|part| part.open).unwrap_or_default();
    if found.bands.is_empty() {
        for Open { band, units, filled } in carried.drain(..) {
            let filled = rows::read(grid, (&band, &units), 0..grid.table.rows, filled, add);
            open.extend(filled.map(|filled| Open { band, units, filled }));
        }
    }
    let mut form = Form::default();
    for band in found.bands {
        if form.is_over(&band) {
            grid.number += 1;
            form = Form::default();
        }
        let behind = grid.starts.partition_point(|start| *start <= band.rows.1);
        let end = grid.starts.get(behind).copied().unwrap_or(grid.table.rows);
        let known = carried.iter().position(|open| is_alike(grid.tables, &open.band, &band));
        let filled = known.map(|known| carried.swap_remove(known).filled).unwrap_or_default();
        let units = rows::units(grid, &band);
        let filled = rows::read(grid, (&band, &units), band.rows.1.saturating_add(1)..end, filled, add);
        form.add(&band, filled.is_none());
        if end == grid.table.rows {
            open.extend(filled.map(|filled| Open { band, units, filled }));
        }
    }
    // Where a total has closed the rows, those of totals are closed as well.
    if !open.iter().any(|open| is_of_rows(grid, &open.band)) {
        open.clear();
    }
    Part { table: grid.table, open }
}

/// The bands of one form; a sheet may hold several above each other.
#[derive(Default)]
struct Form {
    seen: BTreeSet<(RecordId, usize)>,
    /// True once a total has closed its rows.
    is_closed: bool,
}

impl Form {
    /// True where a band begins the next form: it has been here before, and a total behind it.
    fn is_over(&self, band: &Band<'_>) -> bool {
        self.is_closed && self.seen.contains(&(band.id, band.source))
    }

    fn add(&mut self, band: &Band<'_>, is_closed: bool) {
        self.seen.insert((band.id, band.source));
        self.is_closed |= is_closed;
    }
}

fn is_of_rows(grid: &Grid<'_>, band: &Band<'_>) -> bool {
    Source::of(grid.plan, band.id, band.source).is_some_and(|source| source.table.shape == TableShape::Rows)
}
