//! A value together with where it stands.

use std::ops::Range;
use std::sync::Arc;

use crate::figure::{Date, Figure};
use crate::plan::EnumId;
use crate::source::Span;

use super::Fact;

/// A value of a field.
#[derive(Debug, Clone)]
pub enum Value {
    /// A number as printed.
    Figure(Arc<Reported>),
    /// Words.
    Text(TextValue),
    /// True or false.
    Bool(bool),
    /// A year.
    Year(i32, Option<Span>),
    /// A date.
    Date(Date, Option<Span>),
    /// A member of an enum, with the word that named it.
    Variant(EnumId, usize, TextValue),
    /// A target.
    Target(Arc<Target>),
    /// A list.
    List(ListValue),
    /// A fact inside a fact: an item of a list.
    Fact(Arc<Fact>),
}

impl Value {
    /// Where it stands, if it stands anywhere.
    #[must_use]
    pub fn span(&self) -> Option<Span> {
        match self {
            Self::Figure(reported) => Some(reported.span),
            Self::Text(text) | Self::Variant(_, _, text) => text.span,
            Self::Bool(_) => None,
            Self::Year(_, span) | Self::Date(_, span) => *span,
            Self::Target(target) => Some(target.span),
            Self::List(list) => list.span,
            Self::Fact(fact) => Some(fact.context.place),
        }
    }
}

/// A number of the draft or its data.
#[derive(Debug, Clone)]
pub struct Reported {
    /// Digits, unit, hedge. Negated where it was read through a `down` cue; [`Reported::printed`] is not.
    pub figure: Figure,
    /// As written.
    pub printed: Figure,
    /// Digits and unit.
    pub span: Span,
    /// The cue word that read it.
    pub cue: Option<TextValue>,
}

/// Words of the draft; cheap to copy.
#[derive(Debug, Clone)]
pub struct TextValue {
    base: Arc<str>,
    start: u32,
    end: u32,
    /// Where they stand; `None` for words that a rule made.
    pub span: Option<Span>,
}

impl TextValue {
    /// A piece of a shared text.
    #[must_use]
    pub fn part(base: &Arc<str>, range: Range<usize>, span: Option<Span>) -> Self {
        // A text is no longer than the source it was read from, and places in sources are of this width.
        let narrow = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Self { base: Arc::clone(base), start: narrow(range.start), end: narrow(range.end), span }
    }

    /// Words of their own.
    #[must_use]
    pub fn owned(words: &str, span: Option<Span>) -> Self {
        Self::part(&Arc::from(words), 0..words.len(), span)
    }

    /// The words.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.base.get(self.range()).unwrap_or("")
    }

    /// The text around the words, up to `before` bytes in front and `after` behind are for callers to cut out.
    #[must_use]
    pub fn surroundings(&self) -> (&str, Range<usize>) {
        (&self.base, self.range())
    }

    fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A target of an indicator: `≥100座`, `90%以上`, `稳步提升`.
#[derive(Debug, Clone)]
pub struct Target {
    /// The limit, if there is a figure.
    pub limit: Option<(TargetLimit, Figure)>,
    /// As written.
    pub words: TextValue,
    /// Where it stands.
    pub span: Span,
}

/// How a target limits the actual value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TargetLimit {
    /// `≥`, 不低于, 以上, 至少
    AtLeast,
    /// `>`, 大于, 超过
    MoreThan,
    /// `≤`, 不超过, 以内
    AtMost,
    /// `<`, 小于, 低于
    LessThan,
    /// `=` or nothing.
    Exactly,
}

/// A list of items.
#[derive(Debug, Clone)]
pub struct ListValue {
    /// The items.
    pub items: Vec<Value>,
    /// True where the words say that nothing is left out (分别为, 由…构成, 分为).
    pub complete: bool,
    /// From the first to the last item.
    pub span: Option<Span>,
}
