//! What an expression gives while a rule is worked out.

use std::borrow::Cow;
use std::rc::Rc;

use crate::fact::{Fact, ListValue, Reading, Reported, Target, TextValue};
use crate::figure::{Date, Formula, LeafId, Unit, counts_alike};
use crate::finding::Reason;
use crate::plan::{Band, DimensionType, EnumId};
use crate::source::Span;

/// Why an expression gives nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Stop {
    /// An optional value is not there: the check says nothing here.
    NotApplicable,
    /// The check should say something here and cannot.
    NotEvaluated(Reason),
}

impl Stop {
    /// Of two, the one that must be told: what could not be checked outweighs what need not be.
    pub(super) fn graver(self, other: Self) -> Self {
        match self {
            Self::NotApplicable => other,
            Self::NotEvaluated(_) => self,
        }
    }
}

/// A value or the reason why there is none.
pub(super) type Res<'a> = Result<Val<'a>, Stop>;

/// A value. Borrows from the plan and the facts, so that it is cheap to copy.
#[derive(Debug, Clone)]
pub(super) enum Val<'a> {
    /// A quantity, as a formula over printed figures.
    Number(Number<'a>),
    /// Words.
    Text(Text<'a>),
    /// True or false; *undecided* is a [`Stop`].
    Bool(bool),
    /// A year.
    Year(i32, Option<Span>),
    /// A date.
    Date(Date, Option<Span>),
    /// A member of an enum, with the word that named it.
    Variant(EnumId, usize, Option<&'a TextValue>),
    /// A target.
    Target(&'a Target),
    /// A list.
    List(List<'a>),
    /// A fact in one of its readings.
    Fact(FactRef<'a>),
    /// A table of limits.
    Bands(&'a [Band]),
}

/// A quantity.
#[derive(Debug, Clone)]
pub(super) struct Number<'a> {
    /// How it comes from printed figures and exact values, in base units.
    pub(super) formula: Formula,
    /// What it measures.
    pub(super) dim: Dim<'a>,
    /// The printed figure it is, if it is one.
    pub(super) reported: Option<&'a Reported>,
}

impl Number<'_> {
    /// The printed figure it is, if it is one.
    pub(super) fn leaf(&self) -> Option<LeafId> {
        match self.formula {
            Formula::Leaf(leaf) => Some(leaf),
            _ => None,
        }
    }
}

/// What a quantity measures; [`Dimension`](crate::figure::Dimension) without its own copy of the unit's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Dim<'a> {
    /// A bare number.
    Number,
    /// %, ‰, 倍, 成 and quotients of like quantities.
    Ratio,
    /// 百分点
    Points,
    /// 元
    Money,
    /// 分
    Score,
    /// Counted things.
    Count(&'a str),
}

impl<'a> Dim<'a> {
    /// True for one kind of quantity, and for words that count the same things.
    pub(super) fn is_like(self, other: Self) -> bool {
        match (self, other) {
            (Self::Count(one), Self::Count(other)) => counts_alike(one, other),
            _ => self == other,
        }
    }

    /// The dimension of a printed unit.
    pub(super) fn of_unit(unit: &'a Unit) -> Self {
        match unit {
            Unit::None | Unit::Power(_) => Self::Number,
            Unit::Percent | Unit::Permille | Unit::Times | Unit::Tenths => Self::Ratio,
            Unit::PercentPoint => Self::Points,
            Unit::Money(_) => Self::Money,
            Unit::Score => Self::Score,
            Unit::Count { name, .. } => Self::Count(name),
        }
    }

    /// The dimension that the checker knew; `None` where only the draft tells it.
    pub(super) fn of_type(known: &'a DimensionType) -> Option<Self> {
        match known {
            DimensionType::Number => Some(Self::Number),
            DimensionType::Ratio => Some(Self::Ratio),
            DimensionType::Points => Some(Self::Points),
            DimensionType::Money => Some(Self::Money),
            DimensionType::Score => Some(Self::Score),
            DimensionType::Count(Some(name)) => Some(Self::Count(name)),
            DimensionType::Count(None) | DimensionType::Any => None,
        }
    }

    /// True for the dimensions whose base unit is 1.
    pub(super) fn is_bare(self) -> bool {
        match self {
            Self::Number | Self::Ratio | Self::Points => true,
            Self::Money | Self::Score | Self::Count(_) => false,
        }
    }
}

/// Words with their place.
#[derive(Debug, Clone)]
pub(super) struct Text<'a> {
    /// The words.
    pub(super) words: Cow<'a, str>,
    /// Where they stand; `None` for words that a rule made.
    pub(super) span: Option<Span>,
}

impl<'a> Text<'a> {
    /// Words of a rule.
    pub(super) fn plain(words: &'a str) -> Self {
        Self { words: Cow::Borrowed(words), span: None }
    }

    /// Words of the draft.
    pub(super) fn of(value: &'a TextValue) -> Self {
        Self { words: Cow::Borrowed(value.as_str()), span: value.span }
    }
}

impl From<TextValue> for Text<'_> {
    fn from(value: TextValue) -> Self {
        Self { words: Cow::Owned(value.as_str().to_owned()), span: value.span }
    }
}

/// A list.
#[derive(Debug, Clone)]
pub(super) enum List<'a> {
    /// As read from the draft.
    Printed(&'a ListValue),
    /// Made by a rule: `[a, b]`, the members of a group.
    Made(Rc<[Val<'a>]>),
}

/// A fact in one of its readings.
#[derive(Debug, Clone, Copy)]
pub(super) struct FactRef<'a> {
    /// The fact.
    pub(super) fact: &'a Fact,
    /// Which reading.
    pub(super) reading: usize,
}

impl<'a> FactRef<'a> {
    /// The reading meant.
    pub(super) fn bound(self) -> Option<&'a Reading> {
        self.fact.readings.get(self.reading)
    }

    /// True for two mentions of one fact.
    pub(super) fn is(self, other: Self) -> bool {
        std::ptr::eq(self.fact, other.fact)
    }
}
