//! A target over several cells: its sign, its figure and its unit, as in `≥ | 95 | %`.

use crate::document::Cell;
use crate::fact::{FieldValue, Target, TargetLimit, TextValue, Value};
use crate::plan::header_key;
use crate::text::{TokenKind, scan_figures};

use super::super::scalar::{Scalar, ScalarPlace, target};
use super::Grid;

/// Signs and words that are a whole cell, and the sign that they stand for.
const SIGNS: [(&str, &str); 20] = [
    ("≥", "≥"),
    (">=", "≥"),
    ("＞＝", "≥"),
    ("≧", "≥"),
    ("大于等于", "≥"),
    ("大于或等于", "≥"),
    ("不低于", "≥"),
    ("不少于", "≥"),
    ("≤", "≤"),
    ("<=", "≤"),
    ("＜＝", "≤"),
    ("≦", "≤"),
    ("小于等于", "≤"),
    ("小于或等于", "≤"),
    ("不高于", "≤"),
    ("不超过", "≤"),
    (">", ">"),
    ("＞", ">"),
    ("<", "<"),
    ("＜", "<"),
];

/// Headers over units.
const UNITS: [&str; 5] = ["计量单位", "度量单位", "单位", "指标单位", "目标值单位"];

/// What the cells of a row say of its targets.
#[derive(Default)]
pub(super) struct Signs<'t> {
    sign: &'t str,
    unit: &'t str,
}

impl<'t> Signs<'t> {
    /// The only sign that is a cell of its own, and what stands under the header of units.
    pub(super) fn of(grid: &Grid<'t>, row: u32, headers: u32) -> Self {
        let mut sign = "";
        let mut count = 0;
        let mut unit = "";
        for cell in grid.table.row(row).filter(|cell| cell.place.row == row && !cell.range.is_empty()) {
            let words = grid.tables.words(cell);
            if let Some((_, meaning)) = SIGNS.iter().find(|(known, _)| *known == words) {
                (sign, count) = (meaning, count + 1);
            } else if unit.is_empty() && is_unit(grid, cell, headers) {
                unit = words;
            }
        }
        Self { sign: if count == 1 { sign } else { "" }, unit }
    }

    /// A value with what stands in the cells beside it: the unit with any, the sign with what is wanted.
    pub(super) fn complete(&self, value: FieldValue, is_wanted: bool) -> FieldValue {
        let FieldValue::Value(Value::Target(found)) = &value else { return value };
        let sign = if is_wanted { self.sign } else { "" };
        let completed = completed(found, sign, self.unit);
        completed.map_or(value, |target| FieldValue::Value(Value::Target(target.into())))
    }
}

/// True for a cell under a header of units, which stands in the given row.
fn is_unit(grid: &Grid<'_>, cell: &Cell, headers: u32) -> bool {
    let header = grid.cell(headers, cell.place.column);
    header.is_some_and(|header| UNITS.contains(&header_key(grid.tables.words(header)).as_str()))
}

/// A bare target with its sign and its unit; `None` where they add nothing to it.
fn completed(found: &Target, sign: &str, unit: &str) -> Option<Target> {
    let (limit, figure) = found.limit.as_ref()?;
    let words = found.words.as_str();
    let is_bare = words.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ','));
    let unit = if is_bare && figure.unit.symbol().is_empty() && makes_quantity(words, unit) { unit } else { "" };
    let sign = if *limit == TargetLimit::Exactly { sign } else { "" };
    if sign.is_empty() && unit.is_empty() {
        return None;
    }
    let whole = format!("{sign}{words}{unit}");
    let place = ScalarPlace::Node { span: found.span, quoted: false };
    let scalar = Scalar { text: &whole, place, unit: None };
    let told = target(&scalar, TextValue::owned(&whole, Some(found.span)));
    told.limit.is_some().then_some(told)
}

/// True where the figure and the words behind it are one quantity.
fn makes_quantity(words: &str, unit: &str) -> bool {
    const LONGEST: usize = 18;
    let whole = format!("{words}{unit}");
    let is_short = !unit.is_empty() && unit.len() <= LONGEST;
    is_short
        && matches!(scan_figures(&whole).as_slice(),
            [token] if token.kind == TokenKind::Quantity && token.range == (0..whole.len()))
}
