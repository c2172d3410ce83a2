//! Literals of rules: numbers with their units, dates.

use rust_decimal::Decimal;

use crate::diagnostic::{Diagnostic, Wording};
use crate::figure::{Date, Dimension, Figure, Unit};
use crate::plan::{Constant, DimensionType, Expr, ExprKind, Type};
use crate::source::Span;
use crate::syntax::ast::Name;

use super::checker::{Checker, typed, wrong};
use super::codes;

impl Checker<'_> {
    /// `100`, `100 万元`, `90%`; a whole number where a year is wanted, or with 年 behind it, is a year.
    pub(super) fn number(&mut self, digits: &str, unit: Option<&Name>, span: Span, wanted: Option<&Type>) -> Expr {
        let is_year = match unit {
            Some(unit) => matches!(unit.value.as_str(), "年" | "年度") && digits.len() == 4,
            None => wanted == Some(&Type::Year),
        };
        if is_year && let Ok(year) = digits.parse::<i32>() {
            return typed(ExprKind::Constant(Constant::Year(year)), Type::Year, span);
        }
        let Ok(decimal) = Decimal::from_str_exact(digits) else {
            let message = Wording::new(
                format!("“{digits}”位数过多，最多 28 位"),
                format!("“{digits}” has too many digits; 28 are the most"),
            );
            self.diagnostics.push(Diagnostic::error(codes::LITERAL, span, message));
            return wrong(span);
        };
        let unit = unit.map_or(Unit::None, |unit| unit_named(&unit.value));
        let dimension = dimension_of(&unit);
        let figure = Figure::new(decimal, unit).exactly();
        typed(ExprKind::Constant(Constant::Quantity(figure)), Type::Quantity(dimension), span)
    }

    /// `2022-12-31`
    pub(super) fn date(&mut self, written: &str, span: Span) -> Expr {
        let mut parts = written.split('-');
        let mut next = || parts.next().and_then(|part| part.parse::<i32>().ok());
        if let (Some(year), Some(month), Some(day)) = (next(), next(), next())
            && let (Ok(month), Ok(day)) = (u8::try_from(month), u8::try_from(day))
            && let Some(date) = Date::new(year, Some(month), Some(day))
        {
            return typed(ExprKind::Constant(Constant::Date(date)), Type::Date, span);
        }
        let message = Wording::new(format!("没有 {written} 这一天"), format!("there is no day {written}"));
        self.diagnostics.push(Diagnostic::error(codes::LITERAL, span, message));
        wrong(span)
    }
}

/// The unit that a word behind a number means; an unknown one is a measure word.
pub(super) fn unit_named(word: &str) -> Unit {
    match word {
        "%" | "％" => Unit::Percent,
        "‰" => Unit::Permille,
        "个百分点" | "百分点" => Unit::PercentPoint,
        "倍" => Unit::Times,
        "成" => Unit::Tenths,
        "分" => Unit::Score,
        _ => money_or_count(word),
    }
}

const POWERS: [(&str, i8); 6] = [("百万", 6), ("千万", 7), ("十万", 5), ("千", 3), ("万", 4), ("亿", 8)];

fn money_or_count(word: &str) -> Unit {
    let prefixed = POWERS.iter().find_map(|(prefix, power)| Some((word.strip_prefix(prefix)?, *power)));
    match prefixed {
        Some(("", power)) => Unit::Power(power),
        Some(("元", power)) => Unit::Money(power),
        Some((name, power)) => Unit::Count { name: name.into(), power },
        None if word == "元" => Unit::Money(0),
        None => Unit::Count { name: word.into(), power: 0 },
    }
}

fn dimension_of(unit: &Unit) -> DimensionType {
    match unit.dimension() {
        Dimension::Number => DimensionType::Number,
        Dimension::Ratio => DimensionType::Ratio,
        Dimension::Points => DimensionType::Points,
        Dimension::Money => DimensionType::Money,
        Dimension::Score => DimensionType::Score,
        Dimension::Count(name) => DimensionType::Count(Some(name)),
    }
}
