//! Tables to facts: rows, columns or labelled cells that the words over and beside them name.
//!
//! One pass over a table looks every cell up among the headers of all records. What is found are *bands* (rows of
//! headers, read in `rows`) and *labels* (words beside their values, read in `columns` and `labels`). A figure whose cell,
//! unit or row is in doubt is unread, with the reason; it is never guessed.

mod abreast;
mod cell;
mod columns;
mod headers;
mod labels;
mod parts;
mod points;
mod rows;
mod signs;
mod unit;
mod unread;

use crate::document::{Cell, Table, Tables};
use crate::fact::{Context, Fact, FieldValue, Reading, Standing, UnreadTable};
use crate::plan::{Plan, Record, RecordId, TableSource};
use crate::source::Span;

use parts::Part;
use unread::Taken;

/// Reads the facts of every record from the tables of a document, and gives what none of them has taken.
pub(super) fn facts(plan: &Plan, tables: &Tables, add: &mut dyn FnMut(RecordId, Fact)) -> Vec<UnreadTable> {
    let mut taken = Taken::default();
    if !plan.headers.is_empty() {
        read(plan, tables, &mut |id, fact| {
            taken.note(&fact);
            add(id, fact);
        });
    }
    taken.left(tables)
}

fn read(plan: &Plan, tables: &Tables, add: &mut dyn FnMut(RecordId, Fact)) {
    let mut above: Option<Part<'_>> = None;
    let mut count = 0;
    for table in &tables.tables {
        let found = headers::find(plan, tables, table);
        let above_it = above.take().filter(|part| part.goes_on(tables, table, &found));
        count += u32::from(above_it.is_none());
        let number = count;
        let mut grid = Grid { plan, tables, table, number, units: unit::said(tables, table), starts: found.starts() };
        for ((id, source), labels) in &found.labels {
            let Some(place) = Source::of(plan, *id, *source) else { continue };
            columns::read(&grid, place, labels, add);
            abreast::read(&grid, place, labels, add);
            labels::read(&grid, place, labels, add);
        }
        above = Some(parts::read(&mut grid, found, above_it, add));
        count = grid.number;
    }
}

/// A table and what is known of it as a whole.
struct Grid<'a> {
    plan: &'a Plan,
    tables: &'a Tables,
    table: &'a Table,
    /// Which of the document's tables it is, from 1: one that goes on another has its number, and forms that stand above
    /// each other in a sheet have each their own.
    number: u32,
    /// Units of money that lines and cells say (`单位：万元`), with the row from which on they count.
    units: Vec<(u32, i8)>,
    /// The rows in which bands begin, in order.
    starts: Vec<u32>,
}

/// A source of a record.
#[derive(Clone, Copy)]
struct Source<'a> {
    id: RecordId,
    record: &'a Record,
    table: &'a TableSource,
}

impl<'a> Source<'a> {
    fn of(plan: &'a Plan, id: RecordId, source: usize) -> Option<Self> {
        let record = plan.record(id);
        Some(Self { id, record, table: record.tables.get(source)? })
    }

    /// The fields that an instance must have: neither optional nor to be derived.
    fn required(self) -> impl Iterator<Item = usize> + 'a {
        let Self { record, .. } = self;
        let is_needed = move |(index, field): &(usize, &crate::plan::Field)| {
            !field.optional && !record.derives.iter().any(|derive| derive.field == *index)
        };
        record.fields.iter().enumerate().filter(is_needed).map(|(index, _)| index)
    }
}

impl<'a> Grid<'a> {
    fn cell(&self, row: u32, column: u32) -> Option<&'a Cell> {
        self.table.cell(row, column)
    }

    /// The clean words of a place; none outside.
    fn words(&self, row: u32, column: u32) -> &'a str {
        self.cell(row, column).map_or("", |cell| self.tables.words(cell))
    }

    /// The words of the cells of a row, from its first to its last.
    fn place(&self, row: u32) -> Span {
        let cells = || self.table.row(row).filter(|cell| cell.place.row == row && !cell.range.is_empty());
        let start = cells().map(|cell| cell.range.start).min().unwrap_or(0);
        let end = cells().map(|cell| cell.range.end).max().unwrap_or(start);
        self.tables.flow.span(start..end)
    }

    /// A fact of values in the order of the record's fields.
    fn fact(&self, source: Source<'_>, values: Vec<FieldValue>, place: Span) -> Fact {
        let standing = if self.table.is_guessed { Standing::Guessed } else { Standing::Named };
        let context = Context { place, around: std::sync::Arc::default(), path: None, table: Some(self.number) };
        Fact { record: source.id, readings: vec![Reading::new(values, standing)], context }
    }
}

/// True where every field that an instance must have holds a value, or something that could not be read.
fn is_whole(source: Source<'_>, values: &[FieldValue]) -> bool {
    source.required().all(|field| {
        values.get(field).is_some_and(|value| match value {
            FieldValue::Value(_) | FieldValue::Unread(..) => true,
            FieldValue::Missing | FieldValue::Blank(_) => false,
        })
    })
}
