//! A scalar of a data file, or the words of a cell, to a value of a field's type.

use std::ops::Range;
use std::sync::Arc;

use rust_decimal::Decimal;

use crate::diagnostic::Wording;
use crate::document::Flow;
use crate::fact::{FieldValue, Reported, Target, TargetLimit, TextValue, Unread, Value};
use crate::figure::{Date, Figure, Hedge, Unit};
use crate::plan::{DimensionType, Plan, Type};
use crate::source::Span;
use crate::text::{FigureToken, TokenKind, date_parts, scan_figures};

use super::roles::fits;

/// Words that stand for an empty cell.
const BLANK: [&str; 8] = ["", "—", "-", "－", "/", "／", "无", "——"];

/// Words that stand for one value.
pub(super) struct Scalar<'a> {
    pub(super) text: &'a str,
    pub(super) place: ScalarPlace<'a>,
    /// The unit of bare numbers: of amounts and percentages.
    pub(super) unit: Option<Unit>,
}

/// Where the words stand.
#[derive(Clone, Copy)]
pub(super) enum ScalarPlace<'a> {
    /// In a node of a data file: its place, and whether it has quotes, which belong to it.
    Node { span: Span, quoted: bool },
    /// In a cell: from this byte of the text of all cells.
    Cell { flow: &'a Flow, start: usize },
}

/// Reads a scalar as a value of a type.
pub(super) fn value(plan: &Plan, scalar: &Scalar<'_>, ty: &Type, label: &Wording) -> FieldValue {
    let text = scalar.text.trim();
    if BLANK.contains(&text) {
        return FieldValue::Blank(Some(scalar.whole()));
    }
    let unread = |wanted: Wording| {
        FieldValue::Unread(Unread::NotA { wanted, found: text.to_owned() }.into(), Some(scalar.whole()))
    };
    let words = || TextValue::owned(text, Some(scalar.inner()));
    let read = match ty {
        Type::Text => Some(Value::Text(words())),
        Type::Quantity(dimension) => quantity(scalar, dimension).map(Arc::new).map(Value::Figure),
        Type::Target => Some(Value::Target(Arc::new(target(scalar, words())))),
        Type::Bool => match text {
            "是" | "有" | "true" | "yes" => Some(Value::Bool(true)),
            "否" | "false" | "no" => Some(Value::Bool(false)),
            _ => None,
        },
        Type::Year => year(text).map(|year| Value::Year(year, Some(scalar.inner()))),
        Type::Date => whole_date(text).map(|date| Value::Date(date, Some(scalar.inner()))),
        Type::Enum(id) => plan.enums.get(id.0).and_then(|kind| {
            let means = |(name, words): &(String, Vec<String>)| name == text || words.iter().any(|word| word == text);
            kind.variants.iter().position(means).map(|variant| Value::Variant(*id, variant, words()))
        }),
        Type::List(_) | Type::Record(_) | Type::Bands(_) | Type::Wrong => None,
    };
    read.map_or_else(|| unread(wanted(ty, label)), FieldValue::Value)
}

impl Scalar<'_> {
    /// The place of the words with their quotes.
    fn whole(&self) -> Span {
        match self.place {
            ScalarPlace::Node { span, .. } => span,
            ScalarPlace::Cell { flow, start } => flow.span(start..start + self.text.len()),
        }
    }

    /// The place of the words without their quotes.
    fn inner(&self) -> Span {
        match self.place {
            ScalarPlace::Node { span, quoted: true } if span.end >= span.start + 2 => {
                Span { start: span.start + 1, end: span.end - 1, ..span }
            }
            ScalarPlace::Node { .. } | ScalarPlace::Cell { .. } => self.whole(),
        }
    }

    /// The place of a piece of the words; in a data file only where they stand letter for letter, else of all of them.
    fn part(&self, piece: Range<usize>) -> Span {
        if let ScalarPlace::Cell { flow, start } = self.place {
            return flow.span(start + piece.start..start + piece.end);
        }
        let inner = self.inner();
        let same = (inner.end - inner.start) as usize == self.text.len();
        let at = |offset: usize| inner.start as usize + offset;
        if same { Span::new(inner.source, at(piece.start), at(piece.end)) } else { inner }
    }
}

/// The one figure of a scalar that is nothing else: `671.51万元`, `76.37%`, `120 座`, `约 30 人`.
fn quantity(scalar: &Scalar<'_>, dimension: &DimensionType) -> Option<Reported> {
    let (mut figure, core) = match plain_number(scalar.text) {
        Some(digits) => (Figure::new(digits, Unit::None), 0..scalar.text.len()),
        None => {
            let tokens = scan_figures(scalar.text);
            let token = lone_token(scalar.text, &tokens)?;
            (token.figure.clone(), token.core.clone())
        }
    };
    adopt_unit(&mut figure, dimension, scalar.unit.as_ref());
    if !fits(dimension, &figure) {
        return None;
    }
    let span = scalar.part(core);
    Some(Reported { printed: figure.clone(), figure, span, cue: None })
}

/// Digits with at most one point between them: a number wherever one is wanted, whatever it could mean in prose (2022).
fn plain_number(text: &str) -> Option<Decimal> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    if whole.len() > 1 && whole.starts_with('0') {
        return None;
    }
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    (is_digits(whole) && is_digits(fraction)).then(|| Decimal::from_str_exact(text).ok())?
}

/// The figure of a text that holds one figure and nothing beside it.
fn lone_token<'t>(text: &str, tokens: &'t [FigureToken]) -> Option<&'t FigureToken> {
    let [token] = tokens else { return None };
    let rest = [text.get(..token.range.start), text.get(token.range.end..)];
    let bare = rest.iter().all(|part| part.is_some_and(|part| part.trim().is_empty()));
    // A long bare number is a name in prose, and a number in a cell that wants one.
    let usable = matches!(token.kind, TokenKind::Quantity);
    (bare && usable).then_some(token)
}

/// A bare number takes the unit its field is kept in.
fn adopt_unit(figure: &mut Figure, dimension: &DimensionType, unit: Option<&Unit>) {
    match (&figure.unit, dimension) {
        (Unit::None, DimensionType::Money) => {
            if let Some(unit @ Unit::Money(_)) = unit {
                figure.unit = unit.clone();
            }
        }
        (Unit::Power(power), DimensionType::Money) => figure.unit = Unit::Money(*power),
        (Unit::None, DimensionType::Ratio) => {
            if let Some(unit @ (Unit::Percent | Unit::Permille)) = unit {
                figure.unit = unit.clone();
            }
        }
        // Points said to be percentages are none.
        (Unit::None, DimensionType::Score) if !matches!(unit, Some(Unit::Percent | Unit::Permille)) => {
            figure.unit = Unit::Score;
        }
        (Unit::None, DimensionType::Count(unit)) => {
            figure.unit = Unit::Count { name: unit.as_deref().unwrap_or_default().into(), power: 0 };
        }
        _ => {}
    }
}

/// A target: comparator and figure, or words alone.
pub(super) fn target(scalar: &Scalar<'_>, words: TextValue) -> Target {
    let tokens = scan_figures(scalar.text);
    let span = scalar.inner();
    let limit = match tokens.as_slice() {
        [token] if token.kind == TokenKind::Quantity => Some(limit_of(scalar.text, token)),
        _ => None,
    };
    Target { limit, words, span }
}

fn limit_of(text: &str, token: &FigureToken) -> (TargetLimit, Figure) {
    let limit = match token.figure.hedge {
        Hedge::AtLeast => TargetLimit::AtLeast,
        Hedge::Over => TargetLimit::MoreThan,
        Hedge::AtMost => TargetLimit::AtMost,
        Hedge::Under => TargetLimit::LessThan,
        Hedge::Plain | Hedge::About | Hedge::Nearly | Hedge::AndMore => {
            let before = text.get(..token.range.start).unwrap_or("");
            if before.contains("以上") || before.contains("达到") {
                TargetLimit::AtLeast
            } else {
                TargetLimit::Exactly
            }
        }
    };
    let hedge = match token.figure.hedge {
        kept @ (Hedge::About | Hedge::Nearly | Hedge::AndMore) => kept,
        Hedge::Plain | Hedge::AtLeast | Hedge::Over | Hedge::AtMost | Hedge::Under => Hedge::Plain,
    };
    (limit, Figure { hedge, ..token.figure.clone() })
}

pub(super) fn year(text: &str) -> Option<i32> {
    let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
    let rest = text.get(digits.len()..)?.trim();
    let year: i32 = digits.parse().ok()?;
    ((1900..2200).contains(&year) && matches!(rest, "" | "年" | "年度")).then_some(year)
}

/// A date that tells its year, or a month of a year.
pub(super) fn whole_date(text: &str) -> Option<Date> {
    let parts = date_parts(text)?;
    Date::new(parts.year?, Some(parts.month?), parts.day)
}

fn wanted(ty: &Type, label: &Wording) -> Wording {
    let kind = match ty {
        Type::Quantity(DimensionType::Money) => Wording::new("金额（如 671.51万元）", "an amount (671.51万元)"),
        Type::Quantity(DimensionType::Ratio) => Wording::new("百分比（如 76.37%）", "a percentage (76.37%)"),
        Type::Quantity(DimensionType::Points) => Wording::new("百分点", "percentage points"),
        Type::Quantity(DimensionType::Score) => Wording::new("得分", "a score"),
        Type::Quantity(DimensionType::Count(_)) => Wording::new("数量（如 120座）", "a count (120座)"),
        Type::Quantity(DimensionType::Number | DimensionType::Any) => Wording::new("数", "a number"),
        Type::Year => Wording::new("年份（如 2022）", "a year (2022)"),
        Type::Date => Wording::new("日期（如 2022-12-31）", "a date (2022-12-31)"),
        Type::Bool => Wording::new("是或否", "yes or no"),
        Type::Enum(_) => Wording::new("规定的等次或类别", "one of the words allowed"),
        Type::Text | Type::Target | Type::List(_) | Type::Record(_) | Type::Bands(_) | Type::Wrong => {
            Wording::new("文字", "words")
        }
    };
    Wording::new(format!("“{}”应为{}", label.zh, kind.zh), format!("“{}” should be {}", label.en, kind.en))
}
