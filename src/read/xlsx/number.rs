//! A number as a workbook stores it, and as its `General` format shows it.
//!
//! Files hold seventeen digits of a binary number; spreadsheets compute and show the first fifteen: 0.1 + 0.2 is stored
//! as 0.30000000000000004 and shown as 0.3. The digits are taken from the text, so that no binary number is made.

use rust_decimal::Decimal;

use crate::figure::Exact;

/// Digits that a spreadsheet keeps.
const KEPT: usize = 15;

/// Powers of ten beyond these are stored by no spreadsheet.
const FARTHEST: i32 = 400;

/// A stored number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::read::xlsx) struct Number {
    /// Its absolute value.
    pub(in crate::read::xlsx) size: Exact,
    /// True below zero.
    pub(in crate::read::xlsx) is_negative: bool,
    /// The power of ten of its first digit: 2 for 764, -1 for 0.764; 0 for zero.
    pub(in crate::read::xlsx) magnitude: i32,
}

impl Number {
    /// Takes the text of a value: `12`, `-0.5`, `7.6400000000000001E-1`. `None` for anything else.
    pub(in crate::read::xlsx) fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (is_negative, text) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (digits, exponent) = match text.split_once(['e', 'E']) {
            Some((digits, exponent)) => (digits, exponent.parse::<i32>().ok()?),
            None => (text, 0),
        };
        let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
        let is_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.len() + decimals.len() == 0 || !is_digits(whole) || !is_digits(decimals) {
            return None;
        }
        let before_point = i32::try_from(whole.len()).ok()?;
        let zeros = whole.bytes().chain(decimals.bytes()).take_while(|byte| *byte == b'0').count();
        let magnitude = before_point.checked_sub(i32::try_from(zeros).ok()?)?.checked_add(exponent)?.checked_sub(1)?;
        let mut significant = whole.bytes().chain(decimals.bytes()).skip(zeros);
        let mut kept: i64 = 0;
        let mut count = 0;
        for digit in significant.by_ref().take(KEPT) {
            kept = kept.saturating_mul(10).saturating_add(i64::from(digit - b'0'));
            count += 1;
        }
        if significant.next().is_some_and(|digit| digit >= b'5') {
            kept = kept.saturating_add(1);
        }
        if kept == 0 {
            return Some(Self { size: Exact::zero(), is_negative: false, magnitude: 0 });
        }
        if magnitude.abs() > FARTHEST {
            return None;
        }
        let size = Exact::scaled(Decimal::from(kept), magnitude + 1 - count);
        // 999999999999999.6 is 1000000000000000.
        let magnitude = magnitude + i32::from(kept.checked_ilog10().is_some_and(|power| power >= count.unsigned_abs()));
        Some(Self { size, is_negative, magnitude })
    }

    /// The size times a power of ten.
    pub(in crate::read::xlsx) fn times_ten_to(&self, power: i32) -> Exact {
        if power == 0 { self.size.clone() } else { self.size.mul(&Exact::power_of_ten(power)) }
    }

    /// As the format `General` shows it in a wide column: at most eleven characters beside the sign.
    pub(in crate::read::xlsx) fn general(&self) -> String {
        let sign = if self.is_negative { "-" } else { "" };
        format!("{sign}{}", self.general_size())
    }

    /// The same without the sign.
    pub(in crate::read::xlsx) fn general_size(&self) -> String {
        const WIDTH: usize = 11;
        const FARTHEST_DECIMAL: i32 = 9;
        let decimals = (FARTHEST_DECIMAL - self.magnitude.max(0)).max(0);
        let is_whole_there = || self.size.round(FARTHEST_DECIMAL) == self.size;
        if (-4..=10).contains(&self.magnitude) || (-FARTHEST_DECIMAL..0).contains(&self.magnitude) && is_whole_there() {
            let text = trimmed(self.size.to_fixed(decimals.unsigned_abs()));
            if text.len() <= WIDTH {
                return text;
            }
        }
        let (digits, power) = self.scientific(5);
        let sign = if power < 0 { '-' } else { '+' };
        format!("{}E{sign}{:02}", trimmed(digits), power.unsigned_abs())
    }

    /// Its digits with the point behind the first one, rounded, and the power of ten they are times of.
    pub(in crate::read::xlsx) fn scientific(&self, decimals: u32) -> (String, i32) {
        let digits = self.times_ten_to(-self.magnitude).to_fixed(decimals);
        if digits.starts_with("10") {
            let power = self.magnitude + 1;
            return (self.times_ten_to(-power).to_fixed(decimals), power);
        }
        (digits, self.magnitude)
    }
}

/// Without the zeros at the end of its decimals.
fn trimmed(text: String) -> String {
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn general(text: &str) -> String {
        Number::parse(text).map_or_else(|| "none".to_owned(), |number| number.general())
    }

    #[test]
    fn general_shows_what_a_wide_column_shows() {
        for (stored, shown) in [
            ("12", "12"),
            ("0", "0"),
            ("-0", "0"),
            ("-1234.5", "-1234.5"),
            ("0.76400000000000001", "0.764"),
            ("0.30000000000000004", "0.3"),
            ("0.33333333333333331", "0.333333333"),
            ("66.666666666666671", "66.66666667"),
            ("1234567.8912345", "1234567.891"),
            ("9999999999.96", "10000000000"),
            ("12345678901", "12345678901"),
            ("123456789012", "1.23457E+11"),
            ("99999999999.7", "1E+11"),
            ("1.2300000000000001E-5", "0.0000123"),
            ("1.23456789E-5", "1.23457E-05"),
            ("1E-10", "1E-10"),
            ("1e3", "1000"),
            (".5", "0.5"),
            ("00012.50", "12.5"),
            ("999999999999999.6", "1E+15"),
            ("1E+308", "1E+308"),
        ] {
            assert_eq!(general(stored), shown, "{stored}");
        }
    }

    #[test]
    fn what_is_no_number_is_none() {
        for text in ["", "-", ".", "e5", "1e", "NaN", "inf", "1,000", "1e999999999999", "1e500", "１"] {
            assert_eq!(Number::parse(text), None, "{text}");
        }
    }
}
