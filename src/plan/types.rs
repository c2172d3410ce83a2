//! Types and dimensions of the language.

use super::{EnumId, RecordId};

/// What a quantity measures, as far as the checker knows before anything is read.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum DimensionType {
    /// A bare number.
    Number,
    /// %, ‰, 倍, 成; the quotient of two like quantities.
    Ratio,
    /// 百分点
    Points,
    /// 元 and its multiples.
    Money,
    /// 分
    Score,
    /// A counted thing; `None` where the unit is only known from the draft.
    Count(Option<String>),
    /// Known only from the draft: a list item's value, a figure of the prose. Checked when it is evaluated:
    /// a clash gives *not evaluated*, never a finding.
    Any,
}

/// The type of an expression or field.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Type {
    /// Words.
    Text,
    /// A quantity.
    Quantity(DimensionType),
    /// A target: comparator and figure, or words.
    Target,
    /// A calendar date.
    Date,
    /// A year.
    Year,
    /// True or false.
    Bool,
    /// One of an enum's members.
    Enum(EnumId),
    /// A list.
    List(Box<Type>),
    /// A fact.
    Record(RecordId),
    /// A table of limits, giving a value of the inner type.
    Bands(Box<Type>),
    /// The type of an expression that is wrong in itself; fits everywhere, so that one mistake is told once.
    Wrong,
}

impl Type {
    /// A bare number.
    pub const NUMBER: Self = Self::Quantity(DimensionType::Number);
    /// A ratio.
    pub const RATIO: Self = Self::Quantity(DimensionType::Ratio);
    /// An amount of money.
    pub const MONEY: Self = Self::Quantity(DimensionType::Money);

    /// True for every kind of number with a unit.
    #[must_use]
    pub fn is_quantity(&self) -> bool {
        matches!(self, Self::Quantity(_))
    }
}
