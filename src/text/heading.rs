//! Heading and list numbers: 一、（一）1. （1）①.

use std::ops::Range;

use super::arabic;
use super::cursor::{Cursor, is_blank, is_han};
use super::numeral;

/// How a heading is numbered; the official levels are 一、→（一）→ 1. →（1）.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NumberStyle {
    /// 第一部分, 第一章
    Part,
    /// 一、
    Chinese,
    /// （一）
    ChineseBracket,
    /// 1. 1、 1．
    Arabic,
    /// （1） 1） (1)
    ArabicBracket,
    /// ①
    Circled,
    /// 一是, 首先
    Ordinal,
}

/// The number at the start of a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeadingNumber {
    /// Its style.
    pub style: NumberStyle,
    /// Its value: 三、 is 3.
    pub value: u32,
    /// The mark behind a bare number: `、` `.` `．` or empty.
    pub mark: String,
    /// The bytes it covers, mark included.
    pub range: Range<usize>,
}

/// Reads the number at the start of a paragraph, if there is one.
///
/// 1.5 万元, 2022 年 and 三年来 are none.
#[must_use]
pub fn heading_number(paragraph: &str) -> Option<HeadingNumber> {
    let start = Cursor::new(paragraph, 0).after_while(is_blank);
    let found = match start.peek()? {
        '第' => part(start),
        '（' | '(' => bracketed(start),
        '①'..='⑳' | '㉑'..='㉟' | '⑴'..='⒇' | '⒈'..='⒛' | '㈠'..='㈩' => one_character(start),
        '首' | '其' | '再' => word(start),
        c if arabic::digit(c).is_some() => arabic_number(start),
        c if numeral::may_begin(c) => chinese_number(start),
        _ => None,
    };
    let (style, value, mark, end) = found?;
    Some(HeadingNumber { style, value, mark: mark.to_owned(), range: start.at()..end.at() })
}

type Found<'a> = (NumberStyle, u32, &'a str, Cursor<'a>);

/// 第一部分; and 第一， in running text.
fn part(start: Cursor<'_>) -> Option<Found<'_>> {
    let (value, end) = small(start.after("第")?)?;
    if let Some(end) = end.after_any(&["部分", "章", "节", "篇", "编"]) {
        let end = end.after_any(&["、", "：", ":"]).unwrap_or(end);
        return Some((NumberStyle::Part, value, "", end.after_while(is_blank)));
    }
    let mark_end = end.after_any(&["，", "、", ","])?;
    Some((NumberStyle::Ordinal, value, end.until(mark_end), mark_end))
}

/// （一） （1）
fn bracketed(start: Cursor<'_>) -> Option<Found<'_>> {
    let inside = start.after_if(|c| matches!(c, '（' | '('))?.after_while(is_blank);
    let (value, end) = small(inside)?;
    let end = end.after_while(is_blank).after_if(|c| matches!(c, '）' | ')'))?;
    // （一）、 is common and wrong; the mark belongs to the number all the same.
    let mark_end = end.after_any(&["、", "．"]).unwrap_or(end);
    let is_arabic = inside.peek().and_then(arabic::digit).is_some();
    let style = if is_arabic { NumberStyle::ArabicBracket } else { NumberStyle::ChineseBracket };
    (value <= 99).then(|| (style, value, end.until(mark_end), mark_end))
}

fn one_character(start: Cursor<'_>) -> Option<Found<'_>> {
    let (c, end) = start.next()?;
    let from = |first: char| u32::from(c) - u32::from(first) + 1;
    let (style, value) = match c {
        '①'..='⑳' => (NumberStyle::Circled, from('①')),
        '㉑'..='㉟' => (NumberStyle::Circled, from('㉑') + 20),
        '⑴'..='⒇' => (NumberStyle::ArabicBracket, from('⑴')),
        '⒈'..='⒛' => (NumberStyle::Arabic, from('⒈')),
        _ => (NumberStyle::ChineseBracket, from('㈠')),
    };
    let mark_end = end.after("、").unwrap_or(end);
    Some((style, value, end.until(mark_end), mark_end))
}

/// 首先, 其次, 其一, 再次
fn word(start: Cursor<'_>) -> Option<Found<'_>> {
    let words = [("首先", 1), ("其次", 2), ("再次", 3), ("其一", 1), ("其二", 2), ("其三", 3)];
    let (end, value) = words.iter().find_map(|(word, value)| Some((start.after(word)?, *value)))?;
    Some((NumberStyle::Ordinal, value, "", end))
}

/// 1. 1、 1）
fn arabic_number(start: Cursor<'_>) -> Option<Found<'_>> {
    let end = start.after_while(|c| arabic::digit(c).is_some());
    let value =
        start.until(end).chars().try_fold(0, |value: u32, c| value.checked_mul(10)?.checked_add(arabic::digit(c)?))?;
    if value > 999 {
        return None;
    }
    if let Some(end) = end.after_if(|c| matches!(c, '）' | ')')) {
        return Some((NumberStyle::ArabicBracket, value, "", end));
    }
    let mark_end = end.after_if(|c| matches!(c, '、' | '.' | '．'))?;
    // 1.5 万元 and 3、5 项 go on with a digit; a year may begin a title (1、2022 年重点工作).
    let title = mark_end.after_blanks();
    let digits = title.rest().chars().take(5).take_while(|c| arabic::digit(*c).is_some()).count();
    let is_year = digits == 4 && (title.at() > mark_end.at() || end.peek() == Some('、'));
    let is_free = digits == 0 || is_year || title.at() > mark_end.at();
    is_free.then(|| (NumberStyle::Arabic, value, end.until(mark_end), mark_end))
}

/// 一、 and 一是
fn chinese_number(start: Cursor<'_>) -> Option<Found<'_>> {
    let (value, end) = small(start)?;
    if let Some(end) = end.after_any(&["）", ")"]) {
        return Some((NumberStyle::ChineseBracket, value, "", end));
    }
    if let Some(mark_end) = end.after_if(|c| matches!(c, '、' | '.' | '．')) {
        // 二、三季度 counts on.
        let counts_on = mark_end.peek().is_some_and(numeral::may_begin) && !is_title(mark_end);
        return (!counts_on).then(|| (NumberStyle::Chinese, value, end.until(mark_end), mark_end));
    }
    let end = end.after_any(&["是", "要", "则"]).filter(|_| value <= 20)?;
    Some((NumberStyle::Ordinal, value, "", end))
}

/// True where a title may begin with this numeral: 三、一般公共预算, but not 二、三季度.
fn is_title(at: Cursor<'_>) -> bool {
    at.rest().starts_with("一般")
        || numeral::read(at).is_some_and(|(_, end)| !end.is_at_any(RANKED) && end.peek().is_some_and(is_han))
}

const RANKED: &[&str] = &["季度", "类", "级", "产业", "等", "期", "月", "年级", "线", "楼"];

fn small(at: Cursor<'_>) -> Option<(u32, Cursor<'_>)> {
    if let Some((number, end)) = arabic::read(at) {
        return Some((number.small()?, end));
    }
    let (number, end) = numeral::read(at)?;
    Some((number.small().filter(|value| *value <= 99)?, end))
}
