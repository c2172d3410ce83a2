//! Finds the headers of a table: one look-up a cell, for all records at once.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::document::{Cell, Table, Tables};
use crate::plan::{HeaderUse, Plan, RecordId, TableShape, TableWords, Type, header_key};

use super::Source;

/// Longer cells are no headers, in bytes.
const LONGEST: usize = 120;

/// Words below a header that only say what it is of.
const SAME: [&str; 3] = ["名称", "内容", "指标名称"];

/// More labels of one source than this are not kept: no form has so many.
const MOST_LABELS: usize = 100_000;

/// The headers of a table.
#[derive(Default)]
pub(super) struct Headers<'t> {
    /// Rows of headers, in the order in which they begin.
    pub(super) bands: Vec<Band<'t>>,
    /// Words beside their values, by record and source, in the order of the rows.
    pub(super) labels: BTreeMap<(RecordId, usize), Vec<Label<'t>>>,
}

/// Rows of headers that a source knows.
pub(super) struct Band<'t> {
    pub(super) id: RecordId,
    pub(super) source: usize,
    /// The first row and the last.
    pub(super) rows: (u32, u32),
    /// Its columns, in the order found.
    pub(super) columns: Vec<Column<'t>>,
}

/// The column of a field.
pub(super) struct Column<'t> {
    pub(super) field: usize,
    pub(super) header: &'t Cell,
    /// True where another column has as good a header.
    pub(super) is_doubtful: bool,
    /// The others that have as good a one.
    rivals: Vec<&'t Cell>,
    turn: usize,
}

/// Words that a source knows, beside their value.
#[derive(Clone, Copy)]
pub(super) struct Label<'t> {
    pub(super) field: usize,
    pub(super) cell: &'t Cell,
}

impl Headers<'_> {
    /// The rows in which bands begin, each once, in order.
    pub(super) fn starts(&self) -> Vec<u32> {
        let mut starts: Vec<u32> = self.bands.iter().map(|band| band.rows.0).collect();
        starts.sort_unstable();
        starts.dedup();
        starts
    }
}

/// Finds the headers of a table.
pub(super) fn find<'t>(plan: &Plan, tables: &'t Tables, table: &'t Table) -> Headers<'t> {
    let mut search = Search { plan, tables, table, found: Headers::default(), open: BTreeMap::new() };
    for row in 0..table.rows {
        search.row(row);
    }
    for (_, band) in std::mem::take(&mut search.open) {
        search.close(band);
    }
    let mut found = search.found;
    found.bands.sort_by_key(|band| (band.rows, band.id, band.source));
    one_for_each_record(plan, &mut found.bands);
    found
}

/// Of several bands of one record over the same rows that with most columns counts, of equal ones the first; rows of
/// totals stand beside the others.
fn one_for_each_record(plan: &Plan, bands: &mut Vec<Band<'_>>) {
    let rivals = |band: &Band<'_>| {
        let shape = Source::of(plan, band.id, band.source).map(|source| &source.table.shape);
        (band.id, band.rows, matches!(shape, Some(TableShape::Totals(_))))
    };
    let worth = |band: &Band<'_>| (band.columns.len(), Reverse(band.source));
    let mut best = BTreeMap::new();
    for band in &*bands {
        let known = best.entry(rivals(band)).or_insert_with(|| worth(band));
        *known = worth(band).max(*known);
    }
    bands.retain(|band| best.get(&rivals(band)) == Some(&worth(band)));
}

struct Search<'t, 'p> {
    plan: &'p Plan,
    tables: &'t Tables,
    table: &'t Table,
    found: Headers<'t>,
    /// Bands that the next row may go on with.
    open: BTreeMap<(RecordId, usize), Band<'t>>,
}

impl<'t> Search<'t, '_> {
    /// Looks up the cells that end in a row.
    fn row(&mut self, row: u32) {
        let mut here: BTreeMap<(RecordId, usize), Vec<Column<'t>>> = BTreeMap::new();
        for cell in self.table.row(row).filter(|cell| last_row(cell) == row && !cell.range.is_empty()) {
            if cell.range.len() > LONGEST {
                continue;
            }
            let key = header_key(self.tables.words(cell));
            self.take(cell, &key, &mut here);
            if let Some(parent) = self.above(cell) {
                let whole = header_key(self.tables.words(parent)) + &key;
                self.take(cell, &whole, &mut here);
            }
        }
        for ((id, source), columns) in here {
            let new = Band { id, source, rows: (row, row), columns };
            match self.open.remove(&(id, source)) {
                Some(mut band) if self.goes_on(&band, row) => {
                    band.rows.1 = row;
                    new.columns.into_iter().for_each(|column| put(&mut band.columns, column));
                    self.open.insert((id, source), band);
                }
                known => {
                    known.into_iter().for_each(|band| self.close(band));
                    self.open.insert((id, source), new);
                }
            }
        }
    }

    /// Takes a cell for all that its words mean.
    fn take(&mut self, cell: &'t Cell, key: &str, here: &mut BTreeMap<(RecordId, usize), Vec<Column<'t>>>) {
        for found in self.plan.headers.uses(key) {
            if !self.is_under(cell, found) {
                continue;
            }
            let of = (found.record, found.source);
            let Some(source) = Source::of(self.plan, found.record, found.source) else { continue };
            match source.table.shape {
                TableShape::Rows | TableShape::Totals(_) => {
                    let column = Column {
                        field: found.field,
                        header: cell,
                        is_doubtful: false,
                        rivals: Vec::new(),
                        turn: found.turn,
                    };
                    put(here.entry(of).or_default(), column);
                }
                TableShape::Columns | TableShape::Labels => {
                    let labels = self.found.labels.entry(of).or_default();
                    if labels.len() < MOST_LABELS {
                        labels.push(Label { field: found.field, cell });
                    }
                }
            }
        }
    }

    /// The words right above a cell, which may be one of several under them.
    fn above(&self, cell: &Cell) -> Option<&'t Cell> {
        let above = self.table.cell(cell.place.row.checked_sub(1)?, cell.place.column)?;
        let is_short = !above.range.is_empty() && above.range.len() <= LONGEST;
        (above.place.columns >= cell.place.columns && is_short).then_some(above)
    }

    /// The header over a cell that is one of several under it.
    fn parent(&self, cell: &Cell) -> Option<&'t Cell> {
        let above = self.table.cell(cell.place.row.checked_sub(1)?, cell.place.column)?;
        (above.place.columns > cell.place.columns && !above.range.is_empty()).then_some(above)
    }

    /// True where the headers above a cell are those that its meaning wants.
    fn is_under(&self, cell: &Cell, found: &HeaderUse) -> bool {
        let mut at = cell;
        found.over.iter().rev().all(|wanted| {
            while let Some(parent) = self.parent(at) {
                at = parent;
                if header_key(self.tables.words(parent)) == *wanted {
                    return true;
                }
            }
            false
        })
    }

    /// A row goes on with the headers above it where nothing stands under those that were found.
    fn goes_on(&self, band: &Band<'_>, row: u32) -> bool {
        band.rows.1.saturating_add(1) == row
            && band.columns.iter().all(|column| {
                let below = self.table.cell(row, column.header.place.column);
                below.is_none_or(|cell| {
                    let is_same = cell.range.is_empty() || cell.place == column.header.place;
                    is_same || SAME.contains(&self.tables.words(cell))
                })
            })
    }

    /// Keeps a band that has all that an instance needs.
    fn close(&mut self, band: Band<'t>) {
        const FEWEST: usize = 2;
        let Some(source) = Source::of(self.plan, band.id, band.source) else { return };
        let mut band = band;
        settle(source, &mut band.columns);
        let has = |field: usize| {
            let by_head = |place: &crate::plan::TableField| matches!(place.words, TableWords::RowHead);
            band.columns.iter().any(|column| column.field == field)
                || source.table.fields.iter().any(|place| place.field == field && by_head(place))
        };
        let fewest = if matches!(source.table.shape, TableShape::Totals(_)) { 1 } else { FEWEST };
        let is_whole = source.required().all(has) && naming(source).is_none_or(has);
        if is_whole && band.columns.len() >= fewest {
            self.found.bands.push(band);
        }
    }
}

/// The field by which a row is known: the first that is written, those left out that empty cells may stand for; words only.
pub(super) fn naming(source: Source<'_>) -> Option<usize> {
    let first = source.table.fields.iter().find(|place| !source.table.fill.contains(&place.field))?;
    let is_words = source.record.fields.get(first.field).is_some_and(|field| matches!(field.ty, Type::Text));
    is_words.then_some(first.field)
}

/// Adds a column; of two of one field the one whose words the source names first counts.
fn put<'t>(columns: &mut Vec<Column<'t>>, new: Column<'t>) {
    match columns.iter_mut().find(|known| known.field == new.field) {
        Some(known) if new.turn < known.turn => *known = new,
        Some(known) if new.turn == known.turn && new.header.place.column != known.header.place.column => {
            known.is_doubtful = true;
            known.rivals.push(new.header);
        }
        Some(_) => {}
        None => columns.push(new),
    }
}

/// Of columns with one header, of which only one stands behind the column that names the rows, the others belong to
/// classes: 一级指标, 分值, 三级指标, 分值.
fn settle(source: Source<'_>, columns: &mut [Column<'_>]) {
    let Some(naming) = naming(source) else { return };
    let of_name = columns.iter().find(|column| column.field == naming).map(|column| column.header.place.column);
    let Some(name) = of_name else { return };
    for column in columns.iter_mut().filter(|column| column.is_doubtful) {
        let own = column.header;
        let mut behind = column.rivals.iter().copied().chain([own]).filter(|cell| cell.place.column > name);
        if let (Some(only), None) = (behind.next(), behind.next()) {
            column.header = only;
            column.is_doubtful = false;
        }
    }
}

/// The last row that a cell covers.
fn last_row(cell: &Cell) -> u32 {
    cell.place.row.saturating_add(cell.place.rows.max(1) - 1)
}
