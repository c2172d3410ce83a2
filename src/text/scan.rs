//! Finds every number of a text in one pass.

use std::ops::Range;

use rust_decimal::Decimal;

use crate::figure::{Figure, Unit};

use super::cursor::Cursor;
use super::quantity::Quantity;
use super::{arabic, chinese, digits, name, numeral};

/// A number in the text, as one token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FigureToken {
    /// The whole token with hedges and unit: `超 2000 人次`, `80 多场次`, `76.37%`.
    pub range: Range<usize>,
    /// Digits and unit without the hedges before or behind: what a finding points at. (`80 多场次`: all of it, the
    /// hedge being inside.)
    pub core: Range<usize>,
    /// The figure; digits and unit. A name whose digits no decimal holds has the digits 0.
    pub figure: Figure,
    /// Quantity or something that only looks like one.
    pub kind: TokenKind,
}

/// What a number in the text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// A quantity that records may take.
    Quantity,
    /// A year: 2022 年, 2022 年度. Its digits are the year.
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
///
/// A lone Chinese numeral inside a word (统一, 双减, 四服务) is no token at all.
#[must_use]
pub fn scan_figures(text: &str) -> Vec<FigureToken> {
    let mut tokens: Vec<FigureToken> = Vec::new();
    // Nothing before the floor belongs to the next token: it is the end of the last one.
    let mut floor = 0;
    let mut from = 0;
    while let Some(start) = next_start(text, from) {
        let reading = read_at(start, floor);
        // Every reading passes at least the character it began with.
        from = reading.end.max(start.at() + 1);
        while !text.is_char_boundary(from) {
            from += 1;
        }
        if let Some(token) = reading.token {
            floor = token.range.end;
            tokens.push(token);
        }
    }
    tokens
}

/// What was found where a number might begin.
#[derive(Debug)]
pub(super) struct Reading {
    token: Option<FigureToken>,
    /// Where the search goes on.
    end: usize,
}

impl Reading {
    /// Characters that are no number.
    pub(super) fn nothing(end: Cursor<'_>) -> Self {
        Self { token: None, end: end.at() }
    }

    /// A number that is no quantity.
    pub(super) fn other(kind: TokenKind, start: Cursor<'_>, end: Cursor<'_>, digits: Option<Decimal>) -> Self {
        let range = start.at()..end.at();
        let figure = Figure::new(digits.unwrap_or(Decimal::ZERO), Unit::None);
        Self { end: range.end, token: Some(FigureToken { core: range.clone(), range, figure, kind }) }
    }

    /// A number that only looks like a quantity.
    pub(super) fn name(start: Cursor<'_>, end: Cursor<'_>, digits: Option<Decimal>) -> Self {
        Self::other(TokenKind::Name, start, end, digits)
    }

    /// A figure with its hedges.
    pub(super) fn quantity(quantity: Quantity<'_>, kind: TokenKind) -> Self {
        let Quantity { start, core_start, core_end, end, figure } = quantity;
        let token = FigureToken { range: start.at()..end.at(), core: core_start.at()..core_end.at(), figure, kind };
        Self { end: end.at(), token: Some(token) }
    }
}

fn next_start(text: &str, from: usize) -> Option<Cursor<'_>> {
    let rest = text.get(from..)?;
    let (offset, _) = rest.char_indices().find(|(_, c)| is_start(*c))?;
    Some(Cursor::new(text, from + offset))
}

fn is_start(c: char) -> bool {
    match c {
        '0'..='9' | '０'..='９' | '第' | '百' | '千' | '万' => true,
        '\u{4E00}'..='\u{9FFF}' | '〇' => numeral::may_begin(c),
        _ => false,
    }
}

fn read_at(start: Cursor<'_>, floor: usize) -> Reading {
    let reading = match start.peek() {
        Some('第') => name::ordinal(start),
        Some('百' | '千' | '万') => chinese::fraction_of_hundred(start, floor),
        Some(c) if arabic::digit(c).is_some() => digits::read(start, floor),
        Some(_) => chinese::read(start, floor),
        None => None,
    };
    reading.unwrap_or_else(|| Reading::nothing(start.next().map_or(start, |(_, behind)| behind)))
}
