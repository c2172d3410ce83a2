//! Years, dates and times of day.

use super::arabic::{self, Arabic};
use super::cursor::Cursor;
use super::numeral;
use super::scan::TokenKind;

/// Years that a report may speak of; other whole numbers of four digits are amounts or names.
const YEARS: std::ops::RangeInclusive<u32> = 1900..=2099;

/// Marks between the two ends of a span of years, months or days.
const TO: &[&str] = &["——", "-", "－", "–", "—", "~", "～", "∼", "至", "到"];

/// True for a number written like a year.
pub(super) fn is_year(number: Arabic) -> bool {
    number.whole == 4 && number.small().is_some_and(|year| YEARS.contains(&year))
}

/// Reads a year, date or time whose first number was read already: `value` and where it ends.
pub(super) fn behind(value: u32, is_year: bool, end: Cursor<'_>) -> Option<(TokenKind, Cursor<'_>)> {
    if is_year { year(end) } else { month(value, end).or_else(|| day(value, end)).map(|end| (TokenKind::Date, end)) }
}

fn year(end: Cursor<'_>) -> Option<(TokenKind, Cursor<'_>)> {
    if let Some(end) = year_month_day(end) {
        return Some((TokenKind::Date, end));
    }
    if let Some(behind) = end.after_blanks().after("年") {
        return Some(year_word(behind));
    }
    if let Some(behind) = end.after("学年") {
        return Some((TokenKind::Year, behind));
    }
    year_span(end).map(|end| (TokenKind::Year, end))
}

/// Behind 年: 度, or a month and a day.
fn year_word(behind: Cursor<'_>) -> (TokenKind, Cursor<'_>) {
    if let Some(end) = behind.after_any(&["度", "代"]) {
        return (TokenKind::Year, end);
    }
    let month = small(behind.after_blanks()).and_then(|(value, end)| month(value, end));
    month.map_or((TokenKind::Year, behind), |end| (TokenKind::Date, end))
}

/// `2022-05-20`, `2022/5/20`, `2022-05`
fn year_month_day(end: Cursor<'_>) -> Option<Cursor<'_>> {
    let mark = end.peek().filter(|c| matches!(c, '-' | '/' | '－'))?;
    let (month, month_end) = arabic::read(end.after_if(|c| c == mark)?)?;
    let value = month.small().filter(|value| (1..=12).contains(value))?;
    let day = month_end.after_if(|c| c == mark).and_then(arabic::read);
    match day {
        Some((day, end)) if day.small().is_some_and(|day| (1..=31).contains(&day)) => Some(end),
        // A month of its own is written with two digits: 2022-5 may be anything.
        None if month.whole == 2 && (value >= 10 || month.zero_led) => Some(month_end),
        _ => None,
    }
}

/// `2020-2022 年`
fn year_span(end: Cursor<'_>) -> Option<Cursor<'_>> {
    let (last, last_end) = arabic::read(end.after_any(TO)?)?;
    if !is_year(last) {
        return None;
    }
    Some(last_end.after_blanks().after_any(&["年度", "学年", "年"]).unwrap_or(last_end))
}

fn month(value: u32, end: Cursor<'_>) -> Option<Cursor<'_>> {
    let behind = end.after_blanks().after("月").filter(|_| (1..=12).contains(&value))?;
    if let Some(end) = behind.after("份") {
        return Some(end);
    }
    let day = small(behind.after_blanks()).and_then(|(value, end)| day_of_month(value, end));
    Some(day.unwrap_or(behind))
}

fn day_of_month(value: u32, end: Cursor<'_>) -> Option<Cursor<'_>> {
    end.after_blanks().after_any(&["日", "号"]).filter(|_| (1..=31).contains(&value))
}

fn day(value: u32, end: Cursor<'_>) -> Option<Cursor<'_>> {
    let behind = end.after_blanks().after("日").filter(|_| (1..=31).contains(&value))?;
    (!behind.is_at_any(&["均", "报", "常", "元", "本", "次", "间"])).then_some(behind)
}

/// Reads `8 时 30 分`, `8 时许`.
pub(super) fn time(hour: u32, end: Cursor<'_>) -> Option<Cursor<'_>> {
    let behind = end.after_blanks().after("时").filter(|_| hour <= 24)?;
    if let Some((minute, end)) = small(behind.after_blanks())
        && minute < 60
    {
        return end.after_blanks().after("分").or(Some(behind));
    }
    let ends = behind
        .peek()
        .is_none_or(|c| matches!(c, '，' | '。' | '、' | '；' | '）' | ')' | '至' | '许' | '整' | '前' | '后'));
    ends.then_some(behind)
}

/// Reads the second end of `1-6 月`, `10 至 15 日`.
pub(super) fn span_end(first_end: Cursor<'_>) -> Option<Cursor<'_>> {
    let (value, end) = small(first_end.after_any(TO)?)?;
    month(value, end).or_else(|| day(value, end))
}

/// A small whole number in either kind of digits.
fn small(at: Cursor<'_>) -> Option<(u32, Cursor<'_>)> {
    if let Some((number, end)) = arabic::read(at) {
        return Some((number.small()?, end));
    }
    let (number, end) = numeral::read(at)?;
    Some((number.small()?, end))
}
