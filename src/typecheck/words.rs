//! Types and names in words a reviewer knows, and the diagnostics that many checks share.

use crate::diagnostic::{Diagnostic, Wording, nearest_all};
use crate::plan::{DimensionType, Plan, Type};
use crate::source::Span;

use super::codes;

/// A type in words: 金额, 百分比, “等次”之一.
pub(super) fn type_words(ty: &Type, plan: &Plan) -> Wording {
    match ty {
        Type::Text => Wording::new("文字", "text"),
        Type::Quantity(dimension) => dimension_words(dimension),
        Type::Target => Wording::new("目标值", "target"),
        Type::Date => Wording::new("日期", "date"),
        Type::Year => Wording::new("年份", "year"),
        Type::Bool => Wording::new("是否", "bool"),
        Type::Enum(id) => {
            let name = plan.enums.get(id.0).map_or("?", |enumeration| enumeration.name.as_str());
            Wording::new(format!("枚举“{name}”"), format!("enum {name}"))
        }
        Type::List(element) => {
            let element = type_words(element, plan);
            Wording::new(format!("{}的列表", element.zh), format!("list of {}", element.en))
        }
        Type::Record(id) => {
            let name = plan.records.get(id.0).map_or("?", |record| record.name.as_str());
            Wording::new(format!("记录“{name}”"), format!("record {name}"))
        }
        Type::Bands(value) => {
            let value = type_words(value, plan);
            Wording::new(format!("给出{}的分档表", value.zh), format!("bands of {}", value.en))
        }
        Type::Wrong => Wording::new("未知", "unknown"),
    }
}

/// A dimension in words.
pub(super) fn dimension_words(dimension: &DimensionType) -> Wording {
    match dimension {
        DimensionType::Number => Wording::new("不带单位的数", "number without unit"),
        DimensionType::Ratio => Wording::new("百分比（比率）", "percent (ratio)"),
        DimensionType::Points => Wording::new("百分点", "percentage points"),
        DimensionType::Money => Wording::new("金额", "money"),
        DimensionType::Score => Wording::new("得分", "score"),
        DimensionType::Count(Some(unit)) => Wording::new(format!("数量（{unit}）"), format!("count ({unit})")),
        DimensionType::Count(None) => Wording::new("数量", "count"),
        DimensionType::Any => Wording::new("任意量", "quantity"),
    }
}

/// A value of another type than wanted.
pub(super) fn mismatch(span: Span, wanted: &Wording, found: &Wording) -> Diagnostic {
    let message = Wording::new(
        format!("这里需要{}，实际为{}", wanted.zh, found.zh),
        format!("expected {} here, found {}", wanted.en, found.en),
    );
    Diagnostic::error(codes::TYPE_MISMATCH, span, message).saying(found.clone())
}

/// A name that is not known, with the nearest that are.
pub(super) fn unknown<'k>(
    code: &'static str,
    span: Span,
    what: &Wording,
    written: &str,
    known: impl IntoIterator<Item = &'k str>,
) -> Diagnostic {
    let message = Wording::new(format!("没有{}“{written}”", what.zh), format!("there is no {} “{written}”", what.en));
    let diagnostic = Diagnostic::error(code, span, message);
    match did_you_mean(written, known) {
        Some(help) => diagnostic.help(help),
        None => diagnostic,
    }
}

/// 是否为 …？ where a known name is near.
pub(super) fn did_you_mean<'k>(written: &str, known: impl IntoIterator<Item = &'k str>) -> Option<Wording> {
    let near = nearest_all(written, known);
    if near.is_empty() {
        return None;
    }
    Some(Wording::new(format!("是否为 {}？", near.join("、")), format!("did you mean {}?", near.join(", "))))
}

/// Names in a row, at most a dozen of them.
pub(super) fn listed<'k>(names: impl IntoIterator<Item = &'k str>) -> Wording {
    let names: Vec<&str> = names.into_iter().take(12).collect();
    Wording::new(names.join("、"), names.join(", "))
}

/// Words as they stand in the clean text of a draft, where blanks are only kept between Latin words.
pub(super) fn without_blanks(words: &str) -> String {
    let mut clean = String::with_capacity(words.len());
    let mut blank = false;
    for c in words.chars() {
        if c.is_whitespace() {
            blank = true;
            continue;
        }
        if blank && c.is_ascii_alphanumeric() && clean.ends_with(|last: char| last.is_ascii_alphanumeric()) {
            clean.push(' ');
        }
        blank = false;
        clean.push(c);
    }
    clean
}
