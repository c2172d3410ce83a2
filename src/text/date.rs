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

/// What a written date tells; the rest is for its surroundings to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DateParts {
    /// The year, if it is written.
    pub year: Option<i32>,
    /// The month, 1–12; a date with a year may leave it out.
    pub month: Option<u8>,
    /// The day, if it is written.
    pub day: Option<u8>,
}

/// Marks between year, month and day written in digits.
const DASHES: &str = "-－/／.．";

/// Reads words that are a date and nothing else: `2024年2月5日`, `2024-02-05`, `2024.2`, `二〇二四年三月`, `3月8日`. Spans of
/// dates (1-6 月), days without their month and times are none.
#[must_use]
pub fn date_parts(words: &str) -> Option<DateParts> {
    let mut at = Cursor::new(words, 0).after_blanks();
    let mut numbers: Vec<(u32, Option<char>)> = Vec::with_capacity(3);
    let mut begins_with_year = false;
    while at.peek().is_some() && numbers.len() < 3 {
        let (value, is_year, end) = part(at)?;
        begins_with_year |= numbers.is_empty() && is_year;
        let mark = end.after_blanks().next();
        numbers.push((value, mark.map(|(mark, _)| mark)));
        at = mark.map_or(end, |(_, behind)| behind.after_any(&["度", "份"]).unwrap_or(behind).after_blanks());
    }
    if at.peek().is_some() {
        return None;
    }
    let mut rest = numbers.iter().copied();
    let year = if begins_with_year { rest.next() } else { None };
    let (month, day) = (rest.next(), rest.next());
    let is = |part: Option<(u32, Option<char>)>, words: &str, dashes: &str| {
        part.and_then(|(_, mark)| mark).is_none_or(|mark| words.contains(mark) || dashes.contains(mark))
    };
    let is_written =
        is(year, "年", DASHES) && is(month, "月", if year.is_some() { DASHES } else { "" }) && is(day, "日号", "");
    // Without a year the month must say that it is one.
    let is_told = year.is_some() || matches!(month, Some((_, Some('月'))));
    let narrow = |part: Option<(u32, Option<char>)>| part.map(|(value, _)| u8::try_from(value)).transpose().ok();
    let year = year.map(|(value, _)| i32::try_from(value)).transpose().ok()?;
    (is_written && is_told).then_some(DateParts { year, month: narrow(month)?, day: narrow(day)? })
}

/// A number of a date, whether it is written like a year, and where it ends.
fn part(at: Cursor<'_>) -> Option<(u32, bool, Cursor<'_>)> {
    let end = at.after_while(|c| arabic::digit(c).is_some());
    let digits = at.until(end);
    if digits.is_empty() {
        let (number, end) = numeral::read(at)?;
        return Some((number.small()?, number.positional && number.length == 4, end));
    }
    let count = digits.chars().count();
    let value = digits.chars().filter_map(arabic::digit).fold(0_u32, |value, digit| value.saturating_mul(10) + digit);
    (count <= 4).then_some((value, count == 4, end))
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

#[cfg(test)]
mod tests {
    use super::{DateParts, date_parts};

    #[test]
    fn dates_are_read_in_every_form() {
        let day = Some(DateParts { year: Some(2024), month: Some(2), day: Some(5) });
        for words in [
            "2024年2月5日",
            "2024-02-05",
            "2024/2/5",
            "2024.2.5",
            "２０２４年 2 月 5 日",
            "二〇二四年二月五日",
            "2024年2月5号",
        ] {
            assert_eq!(date_parts(words), day, "{words}");
        }
        let month = Some(DateParts { year: Some(2024), month: Some(11), day: None });
        for words in ["2024年11月", "2024-11", "2024.11", "2024年十一月份"] {
            assert_eq!(date_parts(words), month, "{words}");
        }
        assert_eq!(date_parts("2024年度"), Some(DateParts { year: Some(2024), month: None, day: None }));
        assert_eq!(date_parts("3月8日"), Some(DateParts { year: None, month: Some(3), day: Some(8) }));
    }

    #[test]
    fn what_is_no_single_date_is_refused() {
        for words in
            ["", "1-6月", "8日", "8时30分", "2024-02-05 00:00", "2024年2月5日前", "12", "20240205", "3/8", "5%"]
        {
            assert_eq!(date_parts(words), None, "{words}");
        }
    }
}
