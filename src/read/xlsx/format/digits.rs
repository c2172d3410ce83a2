//! Digits set as a pattern wants them: `1,234.50`, `76.4%`, `12.3万`, `1.2E+05`.

use super::super::number::Number;
use super::code::{Pattern, count_digits};
use super::token::{Digit, Token};

/// The size of a number in a pattern, without its sign.
pub(super) fn set(pattern: &Pattern, number: &Number) -> String {
    if count_digits(&pattern.whole) + count_digits(&pattern.decimals) == 0 {
        return words(&pattern.whole);
    }
    let decimals = u32::try_from(count_digits(&pattern.decimals)).unwrap_or(u32::MAX);
    let (text, power) = match &pattern.exponent {
        Some(_) => number.scientific(decimals),
        None => (number.times_ten_to(pattern.power).to_fixed(decimals), 0),
    };
    let (whole, behind) = text.split_once('.').unwrap_or((&text, ""));
    let mut shown = set_whole(&pattern.whole, whole.trim_start_matches('0'), pattern.is_grouped);
    if pattern.has_point {
        shown.push('.');
    }
    shown.push_str(&set_decimals(&pattern.decimals, behind));
    if let Some(exponent) = &pattern.exponent {
        shown.push('E');
        if power < 0 {
            shown.push('-');
        } else if exponent.has_plus {
            shown.push('+');
        }
        let digits = power.unsigned_abs().to_string();
        shown.push_str(&set_whole(&exponent.digits, digits.trim_start_matches('0'), false));
    }
    shown
}

/// The words of tokens that hold no digits.
pub(super) fn words(tokens: &[Token]) -> String {
    tokens.iter().map(word).collect()
}

/// What a token other than a digit shows.
pub(super) fn word(token: &Token) -> &str {
    match token {
        Token::Literal(words) => words,
        Token::Percent => "%",
        Token::Slash => "/",
        Token::Point => ".",
        Token::Comma => ",",
        Token::Digit(_)
        | Token::Exponent(_)
        | Token::Text
        | Token::General
        | Token::Date(..)
        | Token::HalfDay(..)
        | Token::Elapsed(..)
        | Token::Condition(_)
        | Token::Numerals
        | Token::Unknown => "",
    }
}

/// Sets the digits before the point, from the last one on; the first place takes all that are left.
fn set_whole(tokens: &[Token], digits: &str, is_grouped: bool) -> String {
    let mut writer = Backwards { shown: Vec::new(), is_grouped, count: 0 };
    let mut rest = digits.chars().rev();
    let mut places = count_digits(tokens);
    if places == 0 {
        // `".5"` of `.0`: words, then digits that have no place of their own.
        rest.by_ref().for_each(|digit| writer.digit(digit));
    }
    for token in tokens.iter().rev() {
        let Token::Digit(kind) = token else {
            writer.shown.extend(word(token).chars().rev());
            continue;
        };
        places = places.saturating_sub(1);
        match (rest.next(), kind) {
            (Some(digit), _) => writer.digit(digit),
            (None, Digit::Zero) => writer.digit('0'),
            (None, Digit::Blank) => writer.shown.push(' '),
            (None, Digit::Nothing) => {}
        }
        if places == 0 {
            rest.by_ref().for_each(|digit| writer.digit(digit));
        }
    }
    writer.shown.iter().rev().collect()
}

struct Backwards {
    shown: Vec<char>,
    is_grouped: bool,
    count: usize,
}

impl Backwards {
    fn digit(&mut self, digit: char) {
        if self.is_grouped && self.count > 0 && self.count.is_multiple_of(3) {
            self.shown.push(',');
        }
        self.shown.push(digit);
        self.count += 1;
    }
}

/// Sets the digits behind the point; zeros at the end are shown only where a place insists on them.
fn set_decimals(tokens: &[Token], digits: &str) -> String {
    let mut shown: Vec<char> = Vec::new();
    let mut rest = digits.chars().rev();
    let mut is_needed = false;
    for token in tokens.iter().rev() {
        let Token::Digit(kind) = token else {
            shown.extend(word(token).chars().rev());
            continue;
        };
        let digit = rest.next().unwrap_or('0');
        is_needed |= digit != '0' || *kind == Digit::Zero;
        match kind {
            _ if is_needed => shown.push(digit),
            Digit::Blank => shown.push(' '),
            Digit::Nothing | Digit::Zero => {}
        }
    }
    shown.iter().rev().collect()
}
