//! Finds every number of a text in one pass.

use std::ops::Range;

use crate::figure::Figure;

/// A number in the text, as one token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FigureToken {
    /// The whole token with hedges and unit: `超 2000 人次`, `80 多场次`, `76.37%`.
    pub range: Range<usize>,
    /// Digits and unit without the hedges before or behind: what a finding points at. (`80 多场次`: all of it, the
    /// hedge being inside.)
    pub core: Range<usize>,
    /// The figure; digits and unit.
    pub figure: Figure,
    /// Quantity or something that only looks like one.
    pub kind: TokenKind,
}

/// What a number in the text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// A quantity that records may take.
    Quantity,
    /// A year: 2022 年, 2022 年度.
    Year,
    /// A date or a part of one: 5 月 20 日, 三月.
    Date,
    /// A document number, a heading or list number, an ordinal (第三), a name with digits (1+6+3, 一是, 二十大),
    /// a phone or identity number: never a quantity.
    Name,
    /// A range `63%~68%`, `3-5 亿元`: both ends in one token, the figure is its lower end.
    Range,
}

/// All numbers of a text, in order, none overlapping another. Linear in the length of the text.
#[must_use]
pub fn scan_figures(_text: &str) -> Vec<FigureToken> {
    todo!()
}
