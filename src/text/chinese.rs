//! A number in Chinese numerals: a quantity only with a real unit; in most words (统一, 一定, 三公) no number at all.

use rust_decimal::Decimal;

use crate::figure::Unit;

use super::arabic;
use super::cursor::{Cursor, is_han};
use super::date;
use super::heading::heading_number;
use super::measure::Measure;
use super::numeral::{self, Chinese};
use super::quantity::{self, Tail};
use super::scan::{Reading, TokenKind};

/// Reads the number whose first numeral stands here.
pub(super) fn read(start: Cursor<'_>, floor: usize) -> Option<Reading> {
    let (number, end) = numeral::read(start)?;
    if let Some((start, end)) = list_number(start, floor, number, end) {
        return Some(Reading::name(start, end, number.value));
    }
    if let Some((kind, end)) = date(number, end) {
        return Some(Reading::other(kind, start, end, number.value));
    }
    if let Some(end) = end.after("分之").and_then(after_number) {
        // 三分之一 has no finite decimal: no figure.
        return Some(Reading::name(start, end, number.value));
    }
    if let Some(reading) = range(start, floor, number, end) {
        return Some(reading);
    }
    let tail = quantity::tail(end, number.value, number.power);
    let Some(digits) = number.value.filter(|_| is_quantity(start, number, &tail)) else {
        return Some(no_quantity(start, number, end, &tail));
    };
    Some(Reading::quantity(quantity::join(start, floor, digits, &tail), TokenKind::Quantity))
}

/// Reads 百分之七十六点三七 and 千分之五.
pub(super) fn fraction_of_hundred(start: Cursor<'_>, floor: usize) -> Option<Reading> {
    let (whole, behind) = start.next()?;
    let behind = behind.after("分之")?;
    let (digits, end) = match (arabic::read(behind), numeral::read(behind)) {
        (Some((number, end)), _) => (number.value?, end),
        (None, Some((number, end))) if number.power == 0 => (number.value?, end),
        _ => (Decimal::ONE_HUNDRED, behind.after("百")?),
    };
    let unit = match whole {
        '百' => Unit::Percent,
        '千' => Unit::Permille,
        _ => return Some(Reading::name(start, end, Some(digits))),
    };
    let (inside, end) = super::hedge::inside(end).map_or((None, end), |(hedge, end)| (Some(hedge), end));
    let tail = Tail { measure: Measure::Unit(unit), inside, end, digits: None };
    Some(Reading::quantity(quantity::join(start, floor, digits, &tail), TokenKind::Quantity))
}

/// （一） anywhere; 一、 at the start of a line; 一是, 二要 at the start of a clause.
fn list_number<'a>(
    start: Cursor<'a>,
    floor: usize,
    number: Chinese,
    end: Cursor<'a>,
) -> Option<(Cursor<'a>, Cursor<'a>)> {
    let before = start.previous();
    if before.is_none_or(|c| c == '\n') {
        return heading_number(start.rest()).map(|read| (start, start.moved_to(start.at() + read.range.end)));
    }
    if let Some(open) = before.filter(|c| matches!(c, '（' | '(')) {
        let start = start.moved_to(start.at() - open.len_utf8());
        let end = end.after_any(&["）", ")"])?;
        return (number.length <= 3 && start.at() >= floor).then_some((start, end));
    }
    let begins_clause = before.is_some_and(|c| matches!(c, '。' | '；' | '：' | '，' | '“' | ';' | ':' | ',' | '\t'));
    let end = end.after_any(&["是", "要", "、"])?;
    (begins_clause && number.length <= 2).then_some((start, end))
}

fn date(number: Chinese, end: Cursor<'_>) -> Option<(TokenKind, Cursor<'_>)> {
    let is_year = number.positional && number.length == 4;
    date::behind(number.small()?, is_year, end)
}

fn after_number(at: Cursor<'_>) -> Option<Cursor<'_>> {
    numeral::read(at).map(|(_, end)| end).or_else(|| arabic::read(at).map(|(_, end)| end))
}

/// 三至五个
fn range<'a>(start: Cursor<'a>, floor: usize, number: Chinese, end: Cursor<'a>) -> Option<Reading> {
    let behind = end.after_any(&["至", "到", "～", "—", "-"]).filter(|_| number.power == 0)?;
    let (last, last_end) = numeral::read(behind)?;
    last.value?;
    let tail = quantity::tail(last_end, last.value, last.power);
    if tail.measure == Measure::Rank {
        return Some(Reading::name(start, tail.end, number.value));
    }
    if !tail.has_unit() {
        return None;
    }
    Some(Reading::quantity(quantity::join(start, floor, number.value?, &tail), TokenKind::Range))
}

/// True where the unit is real and the words are no set phrase.
fn is_quantity(start: Cursor<'_>, number: Chinese, tail: &Tail<'_>) -> bool {
    // “六项行动”, “三年行动”: what a quotation begins with is a name. 数十, 几百: no one number.
    if start.previous().is_some_and(|c| matches!(c, '“' | '「' | '数' | '几' | '好')) {
        return false;
    }
    // 三四个: three or four, no one number either. (二〇二二 is for years.)
    if number.positional && number.length > 1 && number.value.is_some_and(|value| value.scale() == 0) {
        return false;
    }
    let is_single = number.length == 1;
    let next = tail.end.peek();
    match &tail.measure {
        Measure::Rank => false,
        Measure::Unit(unit) => match unit {
            Unit::Percent | Unit::Permille | Unit::PercentPoint | Unit::Times | Unit::Tenths | Unit::Power(_) => true,
            // 一元化, 二元结构
            Unit::Money(power) => *power > 0 || !is_single || !next.is_some_and(is_han),
            // 十分重要
            Unit::Score => !is_single,
            Unit::Count { name, .. } => !is_set_phrase(start, number, name, tail),
            Unit::None => !number.positional && number.value >= Some(Decimal::ONE_HUNDRED),
        },
    }
}

/// 一个, 一次性: an article; 二次: a rank; 八项规定, 两个维护, 五位一体: names.
fn is_set_phrase(start: Cursor<'_>, number: Chinese, measure: &str, tail: &Tail<'_>) -> bool {
    if number.length > 1 || tail.inside.is_some() {
        return false;
    }
    let is_article = start.peek().is_some_and(|c| matches!(c, '一' | '二' | '零' | '〇'));
    // 五位一体, 三天两头: number, noun, number, noun.
    let is_doubled = tail.end.peek().is_some_and(numeral::may_begin);
    is_article || matches!(measure, "期" | "头") || is_doubled || tail.end.is_at_any(NAMED_BY_NUMBER)
}

/// What is called by its number: 八项规定, 三年行动, 四个意识.
const NAMED_BY_NUMBER: &[&str] = &[
    "行动", "规定", "纪律", "原则", "机制", "制度", "工程", "计划", "规划", "战略", "体系", "意识", "自信", "全面",
    "维护", "确立", "代表", "毫不", "坚持", "必须", "服从", "务必", "带头", "转变", "覆盖", "攻坚", "注意", "承诺",
    "革命", "教育",
];

/// What remains: 二十大 and 第…-like names are tokens, a lone numeral in a word is none.
fn no_quantity(start: Cursor<'_>, number: Chinese, end: Cursor<'_>, tail: &Tail<'_>) -> Reading {
    if tail.has_unit() {
        Reading::name(start, tail.end, number.value)
    } else if number.length > 1 {
        Reading::name(start, end, number.value)
    } else {
        Reading::nothing(end)
    }
}
