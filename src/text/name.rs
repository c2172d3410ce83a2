//! Numbers that are names: ordinals, list and document numbers, 1+6+3, phone numbers, 12345 热线.

use super::arabic::{self, Arabic};
use super::cursor::{Cursor, is_han};
use super::date;
use super::heading::heading_number;
use super::numeral;
use super::quantity;
use super::scan::Reading;

/// Reads 第三, 第 12 条, 第一、二季度.
pub(super) fn ordinal(start: Cursor<'_>) -> Option<Reading> {
    let (mut digits, mut end) = number(start.after("第")?.after_blanks())?;
    while let Some(behind) = end.after_any(&["、", "-", "－", "—", "~", "～", "至", "到"])
        && let Some((_, next_end)) = number(behind)
    {
        // 第 1-3 条, 第一、二季度: one name; the first number stands for it.
        end = next_end;
    }
    let tail = quantity::tail(end, None, 0);
    if tail.has_unit() && tail.inside.is_none() {
        end = tail.end;
    }
    digits = digits.filter(|value| value.scale() == 0);
    Some(Reading::name(start, end, digits))
}

fn number(at: Cursor<'_>) -> Option<(Option<rust_decimal::Decimal>, Cursor<'_>)> {
    if let Some((number, end)) = arabic::read(at) {
        return Some((number.value, end));
    }
    let (number, end) = numeral::read(at)?;
    Some((number.value, end))
}

/// Reads a number that its surroundings show to be a name, before any unit is looked for.
pub(super) fn arabic(start: Cursor<'_>, floor: usize, number: Arabic, end: Cursor<'_>) -> Option<Reading> {
    let name = |start, end| Some(Reading::name(start, end, number.value));
    if let Some(end) = part_of_word(start, end) {
        return name(start, end);
    }
    if let Some(end) = sum_of_names(start, end) {
        return name(start, end);
    }
    if let Some((start, end)) = document_number(start, floor, number, end) {
        return name(start, end);
    }
    if let Some((start, end)) = list_number(start, floor, number, end) {
        return name(start, end);
    }
    if let Some(end) = ratio_or_time(end) {
        return name(start, end);
    }
    let is_name = number.value.is_none() || number.zero_led && number.decimals == 0 || number.dotted;
    if is_name { name(start, end.after_while(|c| c == '-' || arabic::digit(c).is_some())) } else { None }
}

/// A4, COVID-19, v3.0, 5G: digits of a word in letters.
fn part_of_word<'a>(start: Cursor<'a>, end: Cursor<'a>) -> Option<Cursor<'a>> {
    let mut before = start.before().chars().rev();
    let is_letter = |c: char| c.is_ascii_alphabetic() || c == '_';
    let behind_letter = match before.next() {
        Some(c) if is_letter(c) => true,
        Some('-' | '.' | '/') => before.next().is_some_and(is_letter),
        _ => false,
    };
    let before_letter = end.peek().is_some_and(is_letter)
        && super::measure::read(end, 0).is_none_or(|(_, end)| end.peek() == Some('/'));
    let is_word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    (behind_letter || before_letter).then(|| end.after_while(is_word))
}

/// 1+6+3, 1+1+N, N+1
fn sum_of_names<'a>(start: Cursor<'a>, end: Cursor<'a>) -> Option<Cursor<'a>> {
    let is_plus = |c: char| matches!(c, '+' | '＋');
    let mut before = start.before().chars().rev();
    let adds_to_word =
        before.next().is_some_and(is_plus) && before.next().is_some_and(|c| c.is_ascii_alphanumeric() || c == '”');
    let goes_on = end.after_if(is_plus).and_then(Cursor::peek);
    let has_part = goes_on.is_some_and(|c| c.is_ascii_alphanumeric() || is_han(c) || matches!(c, '“' | '０'..='９'));
    if !adds_to_word && !has_part {
        return None;
    }
    Some(end.after_while(|c| is_plus(c) || c.is_ascii_alphanumeric() || arabic::digit(c).is_some()))
}

/// 〔2022〕10 号, [2022] 10 号, （2022）
fn document_number<'a>(
    start: Cursor<'a>,
    floor: usize,
    number: Arabic,
    end: Cursor<'a>,
) -> Option<(Cursor<'a>, Cursor<'a>)> {
    const BRACKETS: &[(char, char)] =
        &[('〔', '〕'), ('[', ']'), ('［', '］'), ('【', '】'), ('（', '）'), ('(', ')'), ('﹝', '﹞')];
    let open = start.previous().filter(|_| date::is_year(number))?;
    let (_, close) = BRACKETS.iter().find(|(bracket, _)| *bracket == open)?;
    let start = start.moved_to(start.at() - open.len_utf8());
    let end = end.after_if(|c| c == *close).filter(|_| start.at() >= floor)?;
    let serial = arabic::read(end.after_blanks().after("第").unwrap_or(end).after_blanks())
        .and_then(|(_, end)| end.after_blanks().after("号"));
    Some((start, serial.unwrap_or(end)))
}

/// 1、 1. （1） at the start of a line or of a clause.
fn list_number<'a>(
    start: Cursor<'a>,
    floor: usize,
    number: Arabic,
    end: Cursor<'a>,
) -> Option<(Cursor<'a>, Cursor<'a>)> {
    if number.whole > 3 || number.decimals > 0 {
        return None;
    }
    let before = start.previous();
    let open = before.filter(|c| matches!(c, '（' | '('));
    if let Some(open) = open
        && let Some(end) = end.after_if(|c| matches!(c, '）' | ')'))
    {
        let start = start.moved_to(start.at() - open.len_utf8());
        return (start.at() >= floor && number.whole <= 2).then_some((start, end));
    }
    if before.is_none_or(|c| c == '\n') {
        let read = heading_number(start.rest())?;
        return Some((start, start.moved_to(start.at() + read.range.end)));
    }
    let begins_clause =
        before.is_some_and(|c| matches!(c, '。' | '；' | '：' | ';' | ':' | '！' | '？' | '\t' | '“' | '，'));
    let behind = end.after_if(|c| matches!(c, '、' | '.' | '．' | '）' | ')')).filter(|_| begins_clause)?;
    // 3、5 项: two counts. 1、加强: a list.
    let goes_on = behind.peek().is_some_and(|c| is_han(c) && !numeral::may_begin(c) || matches!(c, '“' | '《'));
    goes_on.then_some((start, behind))
}

/// 10:30, 1∶2, 3/4, 7×24: no figure of ours.
fn ratio_or_time(end: Cursor<'_>) -> Option<Cursor<'_>> {
    let is_mark = |c: char| matches!(c, ':' | '∶' | '/' | '×' | '*');
    end.after_if(is_mark).and_then(Cursor::peek).and_then(arabic::digit)?;
    Some(end.after_while(|c| is_mark(c) || arabic::digit(c).is_some() || c == '.'))
}

/// True where a number without unit is a name: 12345 热线, “365”, 电话 3831234.
pub(super) fn is_bare(start: Cursor<'_>, number: Arabic, end: Cursor<'_>) -> bool {
    if number.grouped || number.decimals > 0 {
        return false;
    }
    let is_quoted = matches!((start.previous(), end.peek()), (Some('“' | '「' | '『'), Some('”' | '」' | '』')));
    number.whole >= 7 || is_quoted || is_named_before(start) || names_what_follows(end)
}

/// 邮编：529000
fn is_named_before(start: Cursor<'_>) -> bool {
    const LABELS: &[&str] = &[
        "电话", "号码", "编号", "编码", "代码", "账号", "帐号", "邮编", "热线", "证号", "附件", "附表", "表", "图",
        "排名", "版本",
    ];
    let before = start.before().trim_end_matches(['：', ':', ' ', '-', '－']);
    LABELS.iter().any(|label| before.ends_with(label))
}

/// 12345 热线, 985 高校: a noun follows at once. Words that go on with the sentence do not name anything.
fn names_what_follows(end: Cursor<'_>) -> bool {
    const GOES_ON: &str = "增减上下降升提超比较高低和与及或至到的为是占则均共合以并即仅等约近后前之内外，、已未将";
    end.peek().is_some_and(|c| is_han(c) && !GOES_ON.contains(c))
}
