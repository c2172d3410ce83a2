//! A number in Arabic digits, with all that may stand round it.

use rust_decimal::Decimal;

use crate::figure::Unit;

use super::arabic::{self, Arabic};
use super::cursor::{Cursor, is_blank};
use super::measure::Measure;
use super::quantity::{self, Tail};
use super::scan::{Reading, TokenKind};
use super::{date, name, numeral};

/// Reads the number whose first digit stands here.
pub(super) fn read(start: Cursor<'_>, floor: usize) -> Option<Reading> {
    let (number, end) = arabic::read(start)?;
    if let Some(reading) = date(start, number, end) {
        return Some(reading);
    }
    if let Some(reading) = name::arabic(start, floor, number, end) {
        return Some(reading);
    }
    let digits = number.value?;
    let tail = quantity::tail(end, number.value, 0);
    if let Some(reading) = range(start, floor, number, &tail) {
        return Some(reading);
    }
    if let Some(end) = part(end) {
        return Some(Reading::name(start, end, number.value));
    }
    if !tail.has_unit()
        && tail.inside.is_none()
        && let Some(reading) = bare(start, number, end)
    {
        return Some(reading);
    }
    if is_rank(start, &tail) {
        return Some(Reading::name(start, tail.end, number.value));
    }
    let (core_start, digits) = signed(start, floor, digits, &tail);
    let mut quantity = quantity::join(core_start, floor, digits, &tail);
    if core_start.peek().is_some_and(is_yuan_sign) {
        quantity.figure.unit = match quantity.figure.unit {
            Unit::None => Unit::Money(0),
            Unit::Power(power) => Unit::Money(power),
            other => other,
        };
    }
    Some(Reading::quantity(quantity, TokenKind::Quantity))
}

fn date<'a>(start: Cursor<'a>, number: Arabic, end: Cursor<'a>) -> Option<Reading> {
    if start.previous().is_some_and(|c| c.is_ascii_alphabetic()) {
        return None;
    }
    if let Some(end) = dotted_date(start, number, end) {
        return Some(Reading::other(TokenKind::Date, start, end, Some(first_four(start))));
    }
    let value = number.small()?;
    if number.whole == 2
        && let Some(end) = end.after_blanks().after("年度")
    {
        return Some(Reading::other(TokenKind::Year, start, end, number.value));
    }
    let (kind, end) = date::behind(value, date::is_year(number), end)
        .or_else(|| date::time(value, end).map(|end| (TokenKind::Date, end)))?;
    Some(Reading::other(kind, start, end, number.value))
}

/// 2022.5.20
fn dotted_date<'a>(start: Cursor<'a>, number: Arabic, end: Cursor<'a>) -> Option<Cursor<'a>> {
    if !number.dotted || number.whole != 4 {
        return None;
    }
    let mut parts = start.until(end).split(['.', '．']);
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let is_within = |part: &str, range: std::ops::RangeInclusive<u32>| {
        part.parse::<u32>().is_ok_and(|value| range.contains(&value)) && part.len() <= 4
    };
    let is_date = is_within(year, 1900..=2099) && is_within(month, 1..=12) && is_within(day, 1..=31);
    (is_date && parts.next().is_none()).then_some(end)
}

fn first_four(start: Cursor<'_>) -> Decimal {
    let value = start.rest().chars().take(4).filter_map(arabic::digit).fold(0, |value, digit| value * 10 + digit);
    Decimal::from(value)
}

/// `63%~68%`, `3-5 亿元`, `60～80%`; also 1-6 月 (a date), and 3831-234 (a name).
fn range<'a>(start: Cursor<'a>, floor: usize, number: Arabic, tail: &Tail<'a>) -> Option<Reading> {
    let first_has_unit = tail.has_unit();
    let mark = tail.end.peek()?;
    let behind = match mark {
        '~' | '～' | '∼' | '-' | '－' | '–' => tail.end.after_if(|_| true)?,
        '—' => tail.end.after_any(&["——", "—"])?,
        // 由 60 到 80 is a change, not a range; so is 50 万元到 80 万元.
        '至' if !follows_from(start) => tail.end.after("至")?,
        '到' if !first_has_unit && !follows_from(start) => tail.end.after("到")?,
        _ => return None,
    };
    if !first_has_unit
        && number.small().is_some_and(|value| value <= 31)
        && let Some(end) = date::span_end(tail.end)
    {
        return Some(Reading::other(TokenKind::Date, start, end, number.value));
    }
    let (last, last_end) = arabic::read(behind.after_blanks())?;
    let last_tail = quantity::tail(last_end, last.value, 0);
    if first_has_unit && tail.measure != last_tail.measure {
        return None;
    }
    if !last_tail.has_unit() && !matches!(mark, '~' | '～' | '∼') {
        // 0750-3831234, 3-5-7
        let is_name = matches!(mark, '-' | '－' | '–' | '—') && !first_has_unit;
        let end = last_end.after_while(|c| matches!(c, '-' | '－') || arabic::digit(c).is_some());
        return is_name.then(|| Reading::name(start, end, number.value));
    }
    if last_tail.measure == Measure::Rank {
        return Some(Reading::name(start, last_tail.end, number.value));
    }
    last.value?;
    let joined = Tail { digits: None, ..last_tail };
    Some(Reading::quantity(quantity::join(start, floor, number.value?, &joined), TokenKind::Range))
}

/// True behind 由 or 从: what follows is where a change began.
fn follows_from(start: Cursor<'_>) -> bool {
    start.before().trim_end_matches(is_blank).ends_with(['由', '从'])
}

/// 3 分之 1
fn part(end: Cursor<'_>) -> Option<Cursor<'_>> {
    let behind = end.after("分之")?;
    arabic::read(behind).map(|(_, end)| end).or_else(|| numeral::read(behind).map(|(_, end)| end))
}

fn bare<'a>(start: Cursor<'a>, number: Arabic, end: Cursor<'a>) -> Option<Reading> {
    if name::is_bare(start, number, end) {
        return Some(Reading::name(start, end, number.value));
    }
    date::is_year(number).then(|| Reading::other(TokenKind::Year, start, end, number.value))
}

/// 3 级, 10 号; and 前 10 名, which ranks too.
fn is_rank(start: Cursor<'_>, tail: &Tail<'_>) -> bool {
    match &tail.measure {
        Measure::Rank => true,
        Measure::Unit(Unit::Count { name, .. }) => {
            matches!(&**name, "名" | "位") && start.before().trim_end_matches(is_blank).ends_with('前')
        }
        Measure::Unit(_) => false,
    }
}

/// Takes a sign or ￥ before the digits in.
fn signed<'a>(start: Cursor<'a>, floor: usize, digits: Decimal, tail: &Tail<'_>) -> (Cursor<'a>, Decimal) {
    let unsigned = (start, digits);
    let Some(sign) = start.previous() else { return unsigned };
    let at = start.moved_to(start.at() - sign.len_utf8());
    if at.at() < floor {
        return unsigned;
    }
    let before = at.previous();
    match sign {
        '-' | '−' | '－' | '﹣' if may_stand_before_minus(before) => (at, -digits),
        '负' if !before.is_some_and(|c| "减自担抱胜背肩欠".contains(c)) => (at, -digits),
        '+' | '＋' if tail.has_unit() => (at, digits),
        sign if is_yuan_sign(sign) => (at, digits),
        _ => unsigned,
    }
}

/// 增长率为-3.5% is negative; 附件-2, A-5 and a bullet at the start of a line are not.
fn may_stand_before_minus(before: Option<char>) -> bool {
    before.is_some_and(|c| is_blank(c) || "，。；：、（(,:;=“为是达率长降低升高少幅至约比近余额差\t".contains(c))
}

fn is_yuan_sign(c: char) -> bool {
    matches!(c, '¥' | '￥')
}
