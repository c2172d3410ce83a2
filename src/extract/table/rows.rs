//! Rows under headers: an instance a row.

use std::ops::Range;

use crate::document::Cell;
use crate::fact::{Fact, FieldValue, Unread};
use crate::figure::Unit;
use crate::plan::{DimensionType, RecordId, TableShape, TableWords, Type, header_key, header_points, header_unit};
use crate::source::CellPlace;

use super::headers::{Band, Column, naming};
use super::parts::Filled;
use super::signs::Signs;
use super::{Grid, Source, cell, is_whole, points};

/// Words of rows that sum up what stands above (or below) them.
const TOTALS: [&str; 16] = [
    "合计",
    "小计",
    "总计",
    "共计",
    "总分",
    "总得分",
    "得分合计",
    "自评总分",
    "合计得分",
    "分值合计",
    "自评得分",
    "综合得分",
    "自评总得分",
    "项目自评总分",
    "项目总分",
    "评价得分",
];

/// Of those, the one that closes a part and not the whole.
const PART: &str = "小计";

/// Reads rows under a band, which may stand in the part of the table above. Gives the cells that empty ones would stand
/// for in a next part; nothing where a total has closed the rows.
pub(super) fn read<'t>(
    grid: &Grid<'t>,
    (band, units): (&Band<'t>, &[Option<Unit>]),
    range: Range<u32>,
    filled: Filled<'t>,
    add: &mut dyn FnMut(RecordId, Fact),
) -> Option<Filled<'t>> {
    let source = Source::of(grid.plan, band.id, band.source)?;
    let first_figure = band
        .columns
        .iter()
        .filter(|column| is_figure(source, column.field))
        .map(|column| column.header.place.column)
        .min()
        .unwrap_or(grid.table.columns);
    let mut rows = Rows {
        grid,
        source,
        band,
        units,
        in_percent: points::in_percent(grid, source, band, &range),
        first_figure,
        naming: naming(source).filter(|_| source.table.shape == TableShape::Rows),
        any: filled.iter().any(Option::is_some),
        filled,
        named: None,
        start: range.start,
    };
    rows.filled.resize(source.table.fill.len(), None);
    for row in range.clone() {
        if !rows.row(row, range.end, add) {
            return None;
        }
    }
    Some(rows.filled)
}

struct Rows<'g, 't> {
    grid: &'g Grid<'t>,
    source: Source<'g>,
    band: &'g Band<'t>,
    /// The first row.
    start: u32,
    /// The unit of bare numbers, by column.
    units: &'g [Option<Unit>],
    /// The columns whose percentages are points.
    in_percent: Vec<bool>,
    /// The leftmost column of figures: what stands left of it names the row.
    first_figure: u32,
    naming: Option<usize>,
    /// The last cell with words, by fill field.
    filled: Filled<'t>,
    /// The cell that named the last instance.
    named: Option<CellPlace>,
    /// True once an instance was read.
    any: bool,
}

impl<'t> Rows<'_, 't> {
    /// Reads a row; false where the rows end.
    fn row(&mut self, row: u32, end: u32, add: &mut dyn FnMut(RecordId, Fact)) -> bool {
        self.fill(row);
        let total = self.total(row);
        match (&self.source.table.shape, &total) {
            (TableShape::Totals(_), None) => return true,
            (TableShape::Totals(_), Some(_)) => {}
            (_, Some(word)) => return word == PART || !self.any,
            (_, None) if self.is_other_header(row) => return false,
            (_, None) if self.is_note(row) || self.is_numbering(row) || self.is_class(row, end) => return true,
            (_, None) => {}
        }
        let Some(values) = self.values(row, end) else { return true };
        if is_whole(self.source, &values) && self.says_figures(&values) {
            self.any = true;
            let place = self.grid.place(row);
            add(self.source.id, self.grid.fact(self.source, values, place));
        }
        true
    }

    /// True where one of the figures that an instance must have can be read, or only not taken: a row of words that stands
    /// under the headers by chance has none.
    fn says_figures(&self, values: &[FieldValue]) -> bool {
        let figures = || self.source.required().filter(|field| is_figure(self.source, *field));
        let is_read = |field: usize| match values.get(field) {
            Some(FieldValue::Value(_)) => true,
            Some(FieldValue::Unread(reason, _)) => matches!(**reason, Unread::Withheld(_)),
            Some(FieldValue::Missing | FieldValue::Blank(_)) | None => false,
        };
        figures().next().is_none() || figures().any(is_read)
    }

    /// True where a cell goes over the columns of several figures.
    fn is_of_several(&self, cell: &Cell) -> bool {
        let covered = cell.place.column..cell.place.column.saturating_add(cell.place.columns.max(1));
        let is_covered = |column: &&Column<'_>| {
            is_figure(self.source, column.field) && covered.contains(&column.header.place.column)
        };
        // Two fields may have one column: 调整预算数 is a budget, and the adjusted one.
        let mut places = self.band.columns.iter().filter(is_covered).map(|column| column.header.place.column);
        let first = places.next();
        places.any(|place| Some(place) != first)
    }

    /// The word of a total, where the row begins with one.
    fn total(&self, row: u32) -> Option<String> {
        let mut keys = self.heads(row).map(|cell| header_key(self.grid.tables.words(cell)));
        match &self.source.table.shape {
            TableShape::Totals(words) => keys.find(|key| words.contains(key)),
            TableShape::Rows | TableShape::Columns | TableShape::Labels => {
                keys.find(|key| TOTALS.contains(&key.as_str()))
            }
        }
    }

    /// The cells with words that begin in a row, left of its figures.
    fn heads(&self, row: u32) -> impl Iterator<Item = &'t Cell> {
        const MOST: usize = 8;
        let is_head = move |cell: &&Cell| {
            cell.place.row == row && cell.place.column < self.first_figure && !cell.range.is_empty()
        };
        self.grid.table.row(row).take_while(|cell| cell.place.column < self.first_figure).filter(is_head).take(MOST)
    }

    /// True for a row that is one cell: a remark, the title of a part.
    fn is_note(&self, row: u32) -> bool {
        let mut columns = self.band.columns.iter().map(|column| column.header.place.column);
        let first = columns.next().and_then(|column| self.grid.cell(row, column)).map(|cell| cell.place);
        let is_same = |column: u32| self.grid.cell(row, column).map(|cell| cell.place) == first;
        self.band.columns.len() > 1 && first.is_some() && columns.all(is_same)
    }

    /// True for a row of words in all the columns of figures: the headers of another block.
    fn is_other_header(&self, row: u32) -> bool {
        const FEWEST: usize = 2;
        let is_words = |cell: &Cell| {
            let words = self.grid.tables.words(cell);
            let has_words = words.chars().filter(|c| c.is_alphabetic()).nth(1).is_some();
            // 2023年决算数 has the digits of a year.
            let is_figure = words.contains(|c: char| c.is_ascii_digit()) && !words.contains('年');
            cell.place.row == row && has_words && !is_figure
        };
        let mut places: Vec<u32> = self
            .band
            .columns
            .iter()
            .filter(|it| is_figure(self.source, it.field))
            .map(|it| it.header.place.column)
            .collect();
        places.dedup();
        places.len() >= FEWEST && places.iter().all(|column| self.grid.cell(row, *column).is_some_and(is_words))
    }

    /// True for the row of numbers that some forms have under their headers: 1 2 3 4.
    fn is_numbering(&self, row: u32) -> bool {
        const FEWEST: u32 = 3;
        if row > self.start {
            return false;
        }
        let mut expected: Option<u32> = None;
        let mut count = 0;
        for cell in self.grid.table.row(row).filter(|cell| !cell.range.is_empty()) {
            let Ok(number) = self.grid.tables.words(cell).parse::<u32>() else { return false };
            if expected.is_some_and(|expected| expected != number) {
                return false;
            }
            expected = Some(number.saturating_add(1));
            count += 1;
        }
        count >= FEWEST
    }

    /// True for a row that gives the points of a class whose indicators stand below: it begins a class, names nothing
    /// itself, and the row below does under the same class.
    fn is_class(&self, row: u32, end: u32) -> bool {
        let Some(naming) = self.naming.filter(|naming| self.words_of(row, *naming).is_empty()) else { return false };
        let below = row.saturating_add(1);
        let begins = |field: &usize| {
            self.cell_of(row, *field).is_some_and(|cell| cell.place.row == row && !cell.range.is_empty())
        };
        let goes_on = |field: &usize| {
            let (here, next) = (self.cell_of(row, *field), self.cell_of(below, *field));
            let same_words = next.map(|cell| self.grid.tables.words(cell)) == Some(self.words_of(row, *field));
            next.is_none_or(|cell| cell.range.is_empty())
                || next.map(|it| it.place) == here.map(|it| it.place)
                || same_words
        };
        let outermost = self.source.table.fill.iter().find(|field| begins(field));
        let has_parts = |row: u32| row < end && !self.words_of(row, naming).is_empty();
        // Two levels may begin before the first indicator: 产出指标 50, 数量指标 30.
        outermost.is_some_and(|field| goes_on(field) && (has_parts(below) || has_parts(row.saturating_add(2))))
    }

    /// Notes the cells that empty ones below stand for.
    fn fill(&mut self, row: u32) {
        for (turn, field) in self.source.table.fill.iter().enumerate() {
            let Some(found) = self.cell_of(row, *field).filter(|cell| !cell.range.is_empty()) else { continue };
            if self.filled.get(turn).is_some_and(|known| known.map(|it| it.place) != Some(found.place)) {
                // What stood in the columns behind belonged to the class before.
                self.filled.iter_mut().skip(turn).for_each(|known| *known = None);
                if let Some(known) = self.filled.get_mut(turn) {
                    *known = Some(found);
                }
            }
        }
    }

    /// What the row says of each field; `None` where it says nothing.
    fn values(&mut self, row: u32, end: u32) -> Option<Vec<FieldValue>> {
        let name = self.naming.and_then(|field| self.cell_of(row, field)).map(|cell| cell.place);
        let begins = |column: &Column<'_>| {
            self.grid
                .cell(row, column.header.place.column)
                .is_some_and(|it| it.place.row == row && !it.range.is_empty())
        };
        let is_filled = |field: usize| self.source.table.fill.contains(&field);
        let says = |column: &&Column<'_>| !is_filled(column.field) && begins(column);
        if !self.band.columns.iter().any(|column| says(&column)) {
            return None;
        }
        // The second line of a row whose name is merged says only words.
        let says_figure = |column: &Column<'_>| is_figure(self.source, column.field) && begins(column);
        if name.is_some() && name == self.named && !self.band.columns.iter().any(says_figure) {
            return None;
        }
        let rows = name.map_or((row, row), |place| (place.row, place.row.saturating_add(place.rows.max(1) - 1)));
        let mut values: Vec<FieldValue> = self.source.record.fields.iter().map(|_| FieldValue::Missing).collect();
        for place in &self.source.table.fields {
            if let (TableWords::RowHead, Some(value)) = (&place.words, values.get_mut(place.field)) {
                *value = self.head(row, place.field);
            }
        }
        for ((column, unit), in_percent) in self.band.columns.iter().zip(self.units).zip(&self.in_percent) {
            if let Some(value) = values.get_mut(column.field) {
                *value = self.value((row, *in_percent), column, unit.clone(), (rows, end));
            }
        }
        self.complete_targets(row, &mut values);
        self.take_points_of_headers(&mut values);
        self.named = name;
        Some(values)
    }

    /// Signs and units that stand in cells of their own.
    fn complete_targets(&self, row: u32, values: &mut [FieldValue]) {
        let is_target =
            |field: usize| self.source.record.fields.get(field).is_some_and(|field| matches!(field.ty, Type::Target));
        let Some(wanted) = self.source.table.fields.iter().map(|place| place.field).find(|it| is_target(*it)) else {
            return;
        };
        let signs = Signs::of(self.grid, row, self.band.rows.1);
        for (field, value) in values.iter_mut().enumerate().filter(|(field, _)| is_target(*field)) {
            *value = signs.complete(std::mem::replace(value, FieldValue::Missing), field == wanted);
        }
    }

    /// The points that have no column of their own, where the header of the score says them: 得分（20分×执行率）.
    fn take_points_of_headers(&self, values: &mut [FieldValue]) {
        let is_points = |field: usize| {
            let ty = self.source.record.fields.get(field).map(|field| &field.ty);
            matches!(ty, Some(Type::Quantity(DimensionType::Score)))
        };
        let has_column = |field: usize| self.band.columns.iter().any(|column| column.field == field);
        let open =
            self.source.table.fields.iter().map(|place| place.field).find(|it| is_points(*it) && !has_column(*it));
        let is_read = |column: &&Column<'_>| matches!(values.get(column.field), Some(FieldValue::Value(_)));
        let score = self.band.columns.iter().filter(|column| is_points(column.field)).find(is_read);
        let Some((open, score)) = open.zip(score) else { return };
        let words = self.grid.tables.words(score.header);
        if let (Some(range), Some(field)) = (header_points(words), self.source.record.fields.get(open)) {
            let value = cell::part(self.grid.plan, self.grid.tables, (score.header, range), field);
            if let Some(place) = values.get_mut(open) {
                *place = value;
            }
        }
    }

    fn value(
        &self,
        (row, in_percent): (u32, bool),
        column: &Column<'_>,
        unit: Option<Unit>,
        (rows, end): ((u32, u32), u32),
    ) -> FieldValue {
        let Some(field) = self.source.record.fields.get(column.field) else { return FieldValue::Missing };
        let (cell, is_alone) = self.under(row, column);
        let is_empty = cell.is_none_or(|cell| cell.range.is_empty());
        let filled = self.source.table.fill.iter().position(|field| *field == column.field);
        let above = filled.filter(|_| is_empty).and_then(|turn| *self.filled.get(turn)?);
        let value = if in_percent {
            cell::points(self.grid.plan, self.grid.tables, above.or(cell), field)
        } else {
            cell::value(self.grid.plan, self.grid.tables, above.or(cell), field, unit)
        };
        let (Some(cell), FieldValue::Value(_)) = (cell.filter(|_| !is_empty), &value) else { return value };
        let is_words = matches!(field.ty, Type::Text | Type::Enum(_));
        let last = cell.place.row.saturating_add(cell.place.rows.max(1) - 1).min(end.saturating_sub(1));
        let is_of_rows = !is_words && (cell.place.row < rows.0 || last > rows.1);
        let is_of_columns = is_figure(self.source, column.field) && self.is_of_several(cell);
        if column.is_doubtful {
            cell::doubtful(cell, self.grid.tables.words(cell))
        } else if !is_alone || is_of_rows || is_of_columns {
            cell::shared(cell, self.grid.tables.words(cell))
        } else {
            value
        }
    }

    /// The cell with words under a header, and whether it is the only one.
    fn under(&self, row: u32, column: &Column<'_>) -> (Option<&'t Cell>, bool) {
        const MOST: u32 = 16;
        let first = column.header.place.column;
        let last = first.saturating_add(column.header.place.columns.clamp(1, MOST));
        let mut found: Option<&'t Cell> = self.grid.cell(row, first);
        let mut is_alone = true;
        for cell in (first..last).filter_map(|column| self.grid.cell(row, column)) {
            if cell.range.is_empty() || found.is_some_and(|known| known.place == cell.place) {
                continue;
            }
            is_alone &= found.is_none_or(|known| known.range.is_empty());
            found = Some(cell);
        }
        (found, is_alone)
    }

    fn cell_of(&self, row: u32, field: usize) -> Option<&'t Cell> {
        let column = self.band.columns.iter().find(|column| column.field == field)?;
        self.under(row, column).0
    }

    fn words_of(&self, row: u32, field: usize) -> &'t str {
        self.cell_of(row, field).map_or("", |cell| self.grid.tables.words(cell))
    }

    /// The words at the head of a row: the last before its figures.
    fn head(&self, row: u32, field: usize) -> FieldValue {
        let Some(field) = self.source.record.fields.get(field) else { return FieldValue::Missing };
        let is_name = |cell: &&Cell| {
            let words = self.grid.tables.words(cell);
            words.chars().any(char::is_alphabetic) && !words.starts_with(|c: char| c.is_ascii_digit())
        };
        let head = self.heads(row).filter(is_name).last().or_else(|| self.heads(row).next());
        head.map_or(FieldValue::Blank(None), |it| cell::value(self.grid.plan, self.grid.tables, Some(it), field, None))
    }
}

fn is_figure(source: Source<'_>, field: usize) -> bool {
    source.record.fields.get(field).is_some_and(|field| field.ty.is_quantity())
}

/// The units of bare numbers under a band, by column.
pub(super) fn units(grid: &Grid<'_>, band: &Band<'_>) -> Vec<Option<Unit>> {
    let Some(source) = Source::of(grid.plan, band.id, band.source) else { return Vec::new() };
    band.columns.iter().map(|column| unit(grid, source, band, column)).collect()
}

/// The unit of a column: of its header or one above it, else of the cell at the head of the band.
fn unit(grid: &Grid<'_>, source: Source<'_>, band: &Band<'_>, column: &Column<'_>) -> Option<Unit> {
    let field = source.record.fields.get(column.field)?;
    let (place, first) = (column.header.place, band.rows.0);
    let own = header_unit(grid.tables.words(column.header));
    let over = (first.saturating_sub(1)..place.row).rev().filter_map(|row| {
        let above = grid.cell(row, place.column)?;
        (above.place.columns > 1 && !above.range.is_empty()).then(|| header_unit(grid.tables.words(above)))?
    });
    let is_ours = |cell: &&Cell| band.columns.iter().all(|column| column.header.place != cell.place);
    // 项目资金（万元） at the left of the headers.
    let head = grid.cell(first, 0).filter(is_ours).and_then(|cell| header_unit(grid.tables.words(cell)));
    grid.unit(source, &field.ty, own.into_iter().chain(over), (band.rows.1, head.into_iter()))
}
