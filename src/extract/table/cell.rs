//! The words of a cell to a value.

use std::ops::Range;

use crate::diagnostic::Wording;
use crate::document::{Cell, CellState, Tables};
use crate::fact::{FieldValue, Unread};
use crate::figure::Unit;
use crate::plan::{DimensionType, Field, Plan, Type};

use super::super::scalar::{Scalar, ScalarPlace, value as read};
use super::points::without_sign;

/// What a cell says of a field. `unit` is that of bare numbers.
pub(super) fn value(
    plan: &Plan,
    tables: &Tables,
    cell: Option<&Cell>,
    field: &Field,
    unit: Option<Unit>,
) -> FieldValue {
    let Some(cell) = cell else { return FieldValue::Blank(None) };
    if let Some(reason) = withheld(cell, tables.words(cell)) {
        return FieldValue::Unread(Unread::Withheld(reason).into(), Some(cell.span));
    }
    let text = tables.words(cell);
    if text.is_empty() {
        // An empty cell of some formats stands nowhere.
        return FieldValue::Blank((cell.span.start > 0).then_some(cell.span));
    }
    let is_money = matches!(field.ty, Type::Quantity(DimensionType::Money));
    if is_money && !matches!(unit, Some(Unit::Money(_))) && is_bare(text) {
        let reason = Wording::new(format!("未写明金额单位：{text}"), format!("no unit of money is given: {text}"));
        return FieldValue::Unread(Unread::Withheld(reason).into(), Some(cell.span));
    }
    let place = ScalarPlace::Cell { flow: &tables.flow, start: cell.range.start };
    read(plan, &Scalar { text, place, unit }, &field.ty, &field.label)
}

/// What a cell says of points that are given in percent: 20% of a hundred.
pub(super) fn points(plan: &Plan, tables: &Tables, cell: Option<&Cell>, field: &Field) -> FieldValue {
    match cell.filter(|cell| withheld(cell, tables.words(cell)).is_none()) {
        Some(cell) if !cell.range.is_empty() => {
            part(plan, tables, (cell, 0..without_sign(tables.words(cell)).len()), field)
        }
        Some(_) | None => value(plan, tables, cell, field, None),
    }
}

/// What a piece of a cell says of a field.
pub(super) fn part(plan: &Plan, tables: &Tables, (cell, range): (&Cell, Range<usize>), field: &Field) -> FieldValue {
    let text = tables.words(cell).get(range.clone()).unwrap_or("");
    let place = ScalarPlace::Cell { flow: &tables.flow, start: cell.range.start.saturating_add(range.start) };
    read(plan, &Scalar { text, place, unit: None }, &field.ty, &field.label)
}

/// A figure that stands for several rows or columns at once, or beside others under one header.
pub(super) fn shared(cell: &Cell, words: &str) -> FieldValue {
    let reason = Wording::new(
        format!("合并单元格，不知属于哪一格：{words}"),
        format!("a merged cell: to which of its places it belongs is not known: {words}"),
    );
    FieldValue::Unread(Unread::Withheld(reason).into(), Some(cell.span))
}

/// Two columns that claim the same field.
pub(super) fn doubtful(cell: &Cell, words: &str) -> FieldValue {
    let reason = Wording::new(
        format!("有几列同名，不知取哪一列：{words}"),
        format!("several columns have the same header: {words}"),
    );
    FieldValue::Unread(Unread::Withheld(reason).into(), Some(cell.span))
}

fn withheld(cell: &Cell, words: &str) -> Option<Wording> {
    match cell.state {
        CellState::Plain => None,
        CellState::Hidden if words.is_empty() => None,
        CellState::Hidden => {
            Some(Wording::new(format!("单元格是隐藏的：{words}"), format!("the cell is hidden: {words}")))
        }
        CellState::NotComputed => Some(Wording::new("公式没有计算结果", "the formula has no value")),
        CellState::Failed => {
            Some(Wording::new(format!("公式出错：{words}"), format!("the formula ended in an error: {words}")))
        }
    }
}

/// True for digits without a unit.
fn is_bare(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '，' | '-' | '−' | '+'))
}
