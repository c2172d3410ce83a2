//! Finds every number of a text in one pass.

use std::ops::Range;

use rust_decimal::Decimal;

use crate::figure::{Figure, Hedge, Unit};

use super::numeral::{chinese_numeral, is_numeral};
use super::quantity::{UnitRead, hedge_after, hedge_before, unit_after};

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

/// Bytes looked at before a number for a hedge.
const LOOK_BACK: usize = 24;
/// A bare whole number of so many digits is a telephone, account or identity number.
const LONG_NUMBER: usize = 7;

/// All numbers of a text, in order, none overlapping another. Linear in the length of the text.
#[must_use]
pub fn scan_figures(text: &str) -> Vec<FigureToken> {
    let mut tokens: Vec<FigureToken> = Vec::new();
    let mut at = 0;
    while let Some(start) = next_start(text, at) {
        let floor = tokens.last().map_or(0, |token| token.range.end);
        match number_at(text, start, floor) {
            Some(token) => {
                at = token.range.end.max(start + 1);
                tokens.push(token);
            }
            None => at = start + text.get(start..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8),
        }
    }
    tokens
}

/// The next byte at which a number may begin.
fn next_start(text: &str, from: usize) -> Option<usize> {
    text.get(from..)?
        .char_indices()
        .find(|(_, c)| c.is_ascii_digit() || is_numeral(*c) || *c == '百')
        .map(|(at, _)| from + at)
}

fn number_at(text: &str, start: usize, floor: usize) -> Option<FigureToken> {
    let first = text.get(start..)?.chars().next()?;
    if first.is_ascii_digit() { arabic_at(text, start, floor) } else { chinese_at(text, start, floor) }
}

// ---------------------------------------------------------------- Arabic digits

fn arabic_at(text: &str, start: usize, floor: usize) -> Option<FigureToken> {
    let digits = Digits::read(text.get(start..)?);
    let end = start + digits.length;
    let name = || Some(name_token(start..end));
    if is_part_of_a_name(text, start, end) || digits.dots > 1 {
        return name();
    }
    if let Some(token) = date_at(text, start, end, &digits) {
        return Some(token);
    }
    if is_numbering(text, start, end, &digits) {
        return name();
    }
    let Some(value) = digits.value() else { return name() };
    let unit = unit_after(text.get(end..)?);
    if unit.unit == Unit::None && digits.dots == 0 && !digits.grouped && digits.count >= LONG_NUMBER {
        return name();
    }
    if let Some(token) = range_at(text, start, end, &unit, value) {
        return Some(token);
    }
    let (start, value) = signed(text, start, floor, value);
    Some(quantity(text, start, end, floor, value, &unit))
}

/// Digits with thousands commas and decimals.
struct Digits<'t> {
    text: &'t str,
    length: usize,
    count: usize,
    dots: usize,
    grouped: bool,
}

impl<'t> Digits<'t> {
    fn read(text: &'t str) -> Self {
        let bytes = text.as_bytes();
        let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
        let mut at = 0;
        let (mut dots, mut grouped, mut count) = (0, false, 0);
        loop {
            while digit(at) {
                at += 1;
                count += 1;
            }
            let three = digit(at + 1) && digit(at + 2) && digit(at + 3) && !digit(at + 4);
            let groups = bytes.get(at) == Some(&b',') && dots == 0 && three && (grouped || count <= 3);
            if groups {
                grouped = true;
                at += 1;
            } else if bytes.get(at) == Some(&b'.') && digit(at + 1) {
                dots += 1;
                at += 1;
            } else {
                break;
            }
        }
        Self { text: text.get(..at).unwrap_or(""), length: at, count, dots, grouped }
    }

    /// `None` for numbers of more digits than a decimal holds.
    fn value(&self) -> Option<Decimal> {
        if !self.grouped {
            return Decimal::from_str_exact(self.text).ok();
        }
        Decimal::from_str_exact(&self.text.replace(',', "")).ok()
    }

    fn whole(&self) -> Option<u32> {
        (self.dots == 0 && !self.grouped).then(|| self.text.parse().ok())?
    }
}

/// `1+6+3`, `A4`, `COVID-19`, `第3`, `〔2022〕10号`: the digits belong to a name.
fn is_part_of_a_name(text: &str, start: usize, end: usize) -> bool {
    let mut before = text.get(..start).unwrap_or("").chars().rev();
    let previous = before.next();
    let one_more = before.next();
    let mut after = text.get(end..).unwrap_or("").chars();
    let next = after.next();
    let second = after.next();
    let joined = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || c == '_');
    let before_joined = match previous {
        Some('+' | '＋' | '#' | '№' | '@') => true,
        Some('-' | '/' | '.') => joined(one_more),
        other => joined(other),
    };
    let ordinal = previous == Some('第') || (previous == Some(' ') && one_more == Some('第'));
    let in_number_brackets = matches!(previous, Some('〔' | '［' | '[')) && matches!(next, Some('〕' | '］' | ']'));
    let serial = match next {
        Some('号') => true,
        Some(' ') => second == Some('号'),
        Some('+' | '＋') => second.is_some_and(|c| c.is_alphanumeric()),
        Some(c) => c.is_ascii_alphabetic() && !matches!(text.get(end..), Some(rest) if is_latin_unit(rest)),
        None => false,
    };
    before_joined || ordinal || in_number_brackets || serial
}

/// km, kg, MW …: a Latin unit makes no name, but no record reads it either.
fn is_latin_unit(rest: &str) -> bool {
    ["km", "kg", "m2", "mm", "cm", "kW", "MW", "GB", "TB"].iter().any(|unit| rest.starts_with(unit))
}

/// Years, dates and clock times.
fn date_at(text: &str, start: usize, end: usize, digits: &Digits<'_>) -> Option<FigureToken> {
    let number = digits.whole()?;
    let rest = text.get(end..)?;
    let token = |end: usize, kind| Some(plain_token(start..end, Decimal::from(number), kind));
    let is_year = digits.count == 4 && (1900..2100).contains(&number);
    if is_year {
        if let Some(length) = numeric_date(rest) {
            return token(end + length, TokenKind::Date);
        }
        if let Some(after) = strip(rest, "年") {
            if let Some(length) = month_and_day(after) {
                return token(text.len() - after.len() + length, TokenKind::Date);
            }
            let end = text.len() - after.len();
            let degree = if after.starts_with('度') { "度".len() } else { 0 };
            return token(end + degree, TokenKind::Year);
        }
        // 2021-2023年, 2021至2023年: a span of years.
        let joined = rest.chars().next().is_some_and(|c| "-~～—－至到".contains(c));
        if joined && rest.chars().skip(1).take(4).filter(char::is_ascii_digit).count() == 4 {
            return token(end, TokenKind::Year);
        }
    }
    if (1..=12).contains(&number)
        && let Some(after) = strip(rest, "月")
        && !after.starts_with('度')
    {
        let length = day(after).unwrap_or(0);
        return token(text.len() - after.len() + length, TokenKind::Date);
    }
    if (1..=31).contains(&number) && strip(rest, "日").is_some() {
        return token(end + rest.find('日')? + "日".len(), TokenKind::Date);
    }
    let clock = rest.strip_prefix([':', '：'])?;
    let minutes = clock.bytes().take_while(u8::is_ascii_digit).count();
    (number < 25 && minutes == 2).then(|| token(text.len() - clock.len() + minutes, TokenKind::Date))?
}

fn strip<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    text.strip_prefix(' ').unwrap_or(text).strip_prefix(word)
}

/// `-12-31`, `.12.31`, `/12/31` behind a year.
fn numeric_date(rest: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    let mark = *bytes.first().filter(|byte| b"-./".contains(byte))?;
    let digits = |from: usize| bytes.iter().skip(from).take(3).take_while(|byte| byte.is_ascii_digit()).count();
    let month = digits(1);
    let second = 1 + month;
    let day = digits(second + 1);
    ((1..=2).contains(&month) && bytes.get(second) == Some(&mark) && (1..=2).contains(&day)).then_some(second + 1 + day)
}

fn month_and_day(rest: &str) -> Option<usize> {
    let digits = rest.trim_start_matches(' ').bytes().take_while(u8::is_ascii_digit).count();
    let blanks = rest.len() - rest.trim_start_matches(' ').len();
    if !(1..=2).contains(&digits) {
        return None;
    }
    let after = strip(rest.get(blanks + digits..)?, "月")?;
    Some(rest.len() - after.len() + day(after).unwrap_or(0))
}

fn day(rest: &str) -> Option<usize> {
    let trimmed = rest.trim_start_matches(' ');
    let digits = trimmed.bytes().take_while(u8::is_ascii_digit).count();
    let after = strip(trimmed.get(digits..)?, "日")?;
    (1..=2).contains(&digits).then_some(rest.len() - after.len())
}

/// Heading and list numbers at the start of a line (or of a clause, `；2.`), and bare numbers in brackets.
fn is_numbering(text: &str, start: usize, end: usize, digits: &Digits<'_>) -> bool {
    if digits.grouped || digits.count > 3 {
        return false;
    }
    let before = text.get(..start).unwrap_or("").chars().next_back();
    let rest = text.get(end..).unwrap_or("");
    let next = rest.chars().next();
    let bracketed = matches!(before, Some('（' | '(')) && matches!(next, Some('）' | ')'));
    let opens_line = matches!(before, None | Some('\n' | '\t' | '；' | '。' | '：' | '#' | ' '));
    let marked = match next {
        Some('、' | '．') => true,
        Some('.') => !rest.chars().nth(1).is_some_and(|c| c.is_ascii_digit()),
        Some('）' | ')') => true,
        _ => false,
    };
    bracketed || (opens_line && marked && digits.dots == 0 && (before != Some(' ') || next != Some('、')))
}

/// `-3%`: a sign right before the digits that joins nothing.
fn signed(text: &str, start: usize, floor: usize, value: Decimal) -> (usize, Decimal) {
    let Some(before) = text.get(floor..start) else { return (start, value) };
    for sign in ["-", "－", "−", "﹣"] {
        if before.ends_with(sign) {
            return (start - sign.len(), -value);
        }
    }
    (start, value)
}

// ---------------------------------------------------------------- ranges

/// `63%~68%`, `3-5亿元`, `10至15家`.
fn range_at(text: &str, start: usize, end: usize, unit: &UnitRead, value: Decimal) -> Option<FigureToken> {
    let after_unit = end + unit.length;
    let rest = text.get(after_unit..)?;
    let mark = ["~", "～", "—", "–", "－", "-", "至", "到"].iter().find(|mark| rest.starts_with(**mark))?;
    let second_start = after_unit + mark.len();
    let second = text.get(second_start..)?;
    if !second.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let digits = Digits::read(second);
    let second_end = second_start + digits.length;
    let second_unit = unit_after(text.get(second_end..)?);
    let alike = unit.unit == Unit::None || unit.unit.dimension() == second_unit.unit.dimension();
    if !alike || digits.dots > 1 {
        return None;
    }
    let whole = start..second_end + second_unit.length;
    let unit = if unit.unit == Unit::None { second_unit.unit } else { unit.unit.clone() };
    Some(FigureToken { range: whole.clone(), core: whole, figure: Figure::new(value, unit), kind: TokenKind::Range })
}

// ---------------------------------------------------------------- Chinese numerals

fn chinese_at(text: &str, start: usize, floor: usize) -> Option<FigureToken> {
    let rest = text.get(start..)?;
    if let Some(after) = rest.strip_prefix("百分之") {
        let numeral = chinese_numeral(after)?;
        let end = start + "百分之".len() + numeral.length;
        let unit = UnitRead { unit: Unit::Percent, and_more: false, length: 0 };
        return Some(quantity(text, start, end, floor, numeral.value, &unit));
    }
    let numeral = chinese_numeral(rest)?;
    let end = start + numeral.length;
    let behind = text.get(end..)?;
    let before = text.get(..start).unwrap_or("").chars().next_back();
    let name = Some(name_token(start..end));
    if matches!(before, Some('第' | '“' | '其' | '每' | '统' | '单' | '同' | '万' | '之')) {
        return name;
    }
    if numeral.characters == 4 && behind.starts_with('年') && numeral.power == 0 {
        let end = end + "年".len();
        return Some(plain_token(start..end, numeral.value, TokenKind::Year));
    }
    if behind.starts_with("月") || behind.starts_with("分之") || behind.starts_with('、') || behind.starts_with('）')
    {
        return name;
    }
    let mut unit = unit_after(behind);
    if numeral.power > 0 {
        unit.unit = match unit.unit {
            Unit::Money(0) => Unit::Money(numeral.power),
            Unit::Count { name, power: 0 } => Unit::Count { name, power: numeral.power },
            Unit::None => Unit::Power(numeral.power),
            other => other,
        };
    }
    let meant = match &unit.unit {
        Unit::Money(_) | Unit::PercentPoint | Unit::Times | Unit::Percent | Unit::Permille => true,
        Unit::Tenths => {
            matches!(before, Some('近' | '约' | '超' | '达' | '降' | '增' | '了' | '到' | '长' | '过' | '占'))
        }
        // 一次, 一批: no count is meant; 十分重要: no score.
        Unit::Count { .. } => numeral.value > Decimal::ONE,
        Unit::Score => numeral.characters > 1,
        Unit::Power(_) => numeral.characters > 2,
        Unit::None => false,
    };
    if meant { Some(quantity(text, start, end, floor, numeral.value, &unit)) } else { name }
}

// ---------------------------------------------------------------- tokens

fn quantity(text: &str, start: usize, end: usize, floor: usize, value: Decimal, unit: &UnitRead) -> FigureToken {
    let core_end = end + unit.length;
    // 100 万元整: the closing word belongs to the amount.
    let mut range = start..core_end;
    let mut hedge = if unit.and_more { Hedge::AndMore } else { Hedge::Plain };
    let from = start.saturating_sub(LOOK_BACK).max(floor);
    let from = (from..=start).find(|at| text.is_char_boundary(*at)).unwrap_or(start);
    if let Some((found, length)) = text.get(from..start).and_then(hedge_before) {
        // “高于 5 个百分点” compares; it does not hedge the points.
        let compares = unit.unit == Unit::PercentPoint && matches!(found, Hedge::Over | Hedge::Under);
        if !compares {
            hedge = found;
            range.start = start - length;
        }
    }
    if let Some((found, length)) = text.get(core_end..).and_then(hedge_after) {
        hedge = found;
        range.end = core_end + length;
    }
    let figure = Figure::new(value, unit.unit.clone()).hedged(hedge);
    FigureToken { range, core: start..core_end, figure, kind: TokenKind::Quantity }
}

fn name_token(range: Range<usize>) -> FigureToken {
    plain_token(range, Decimal::ZERO, TokenKind::Name)
}

fn plain_token(range: Range<usize>, value: Decimal, kind: TokenKind) -> FigureToken {
    FigureToken { range: range.clone(), core: range, figure: Figure::new(value, Unit::None), kind }
}
