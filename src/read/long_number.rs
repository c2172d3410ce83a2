//! Amounts with more digits than can be computed exactly: told, because a figure that is left out is a check less.
//!
//! A long row of digits without a unit is a number of a contract or an account and no figure; nobody is told of it.

use std::ops::Range;

use crate::diagnostic::{Diagnostic, Diagnostics, Wording};
use crate::document::Prose;
use crate::source::Span;

use super::codes;

/// Digits that every decimal holds.
const MOST_DIGITS: usize = 28;

/// A file of nothing else is told of its first ones.
const MOST_TOLD: usize = 20;

/// Tells the overlong amounts of a text.
pub(super) fn check_prose(prose: &Prose, diagnostics: &mut Diagnostics) {
    let flow = prose.flow.text();
    for range in digit_runs(flow).filter(|range| is_amount(flow, range)).take(MOST_TOLD) {
        diagnostics.push(too_long(prose.span(range.clone()), digits_in(flow.get(range).unwrap_or(""))));
    }
}

/// What is wrong with a bare scalar of a data file that begins with too many digits.
pub(super) fn in_scalar(text: &str, span: Span) -> Option<Diagnostic> {
    if text.len() <= MOST_DIGITS {
        return None;
    }
    let number = text.trim_start_matches(['-', '+', '≥', '≤', '>', '<', '约', '¥', '￥']);
    let end = number.find(|c: char| !is_part(c)).unwrap_or(number.len());
    let digits = digits_in(number.get(..end)?);
    (digits > MOST_DIGITS).then(|| {
        too_long(span, digits).help(Wording::new(
            "如果是账号、编号，请加上引号；如果是数额，请核对是否多写了数字",
            "put it in quotes if it is the number of an account or a document; if it is an amount, look for digits too many",
        ))
    })
}

fn is_part(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '.' | ',')
}

fn digits_in(number: &str) -> usize {
    number.trim_start_matches('0').bytes().filter(u8::is_ascii_digit).count()
}

/// Rows of digits, with a point and decimals, that are too long.
fn digit_runs(text: &str) -> impl Iterator<Item = Range<usize>> {
    let bytes = text.as_bytes();
    let is_inside = |byte: &&u8| byte.is_ascii_digit() || **byte == b'.';
    // Every row that is too long passes one of these places.
    let mut at = MOST_DIGITS;
    std::iter::from_fn(move || {
        loop {
            if !is_inside(&bytes.get(at)?) {
                at += MOST_DIGITS;
                continue;
            }
            let row = at - bytes.get(..at)?.iter().rev().take_while(is_inside).count();
            let end = at + bytes.get(at..)?.iter().take_while(is_inside).count();
            at = end + MOST_DIGITS;
            let start = end - text.get(row..end)?.trim_start_matches('.').len();
            if digits_in(text.get(start..end)?) > MOST_DIGITS {
                return Some(start..end);
            }
        }
    })
}

/// True where a unit of money or a share stands behind.
fn is_amount(text: &str, range: &Range<usize>) -> bool {
    let behind = text.get(range.end..).unwrap_or("").trim_start_matches(' ');
    ["元", "万", "亿", "%", "‰", "个百分点", "倍"].iter().any(|unit| behind.starts_with(unit))
}

fn too_long(span: Span, digits: usize) -> Diagnostic {
    let message = Wording::new(
        format!("这个数有 {digits} 位，最多能精确计算 {MOST_DIGITS} 位"),
        format!("this number has {digits} digits; at most {MOST_DIGITS} are computed exactly"),
    );
    Diagnostic::error(codes::LONG_NUMBER, span, message).help(Wording::new(
        "请核对是否多写了数字，或把几个数连写在了一起",
        "look for digits too many, or for several numbers written as one",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_of_too_many_digits_is_found_wherever_it_begins() {
        let long = "1".repeat(MOST_DIGITS + 1);
        for before in 0..3 * MOST_DIGITS {
            let text = format!("{}。..{long}.5元，{}元", " ".repeat(before), "2".repeat(MOST_DIGITS));
            let start = before + "。..".len();
            assert_eq!(digit_runs(&text).collect::<Vec<_>>(), vec![start..start + long.len() + ".5".len()], "{before}");
            let twice = format!("{}{long}，{long}", "万".repeat(before));
            assert_eq!(digit_runs(&twice).count(), 2, "{before}");
        }
        // Zeros in front carry nothing.
        assert_eq!(digit_runs(&"0".repeat(60)).count(), 0);
    }
}
