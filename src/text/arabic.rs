//! Arabic digits: half or full width, with decimals and thousands commas.

use rust_decimal::Decimal;

use super::cursor::Cursor;

/// A number in Arabic digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Arabic {
    /// Its value; `None` where it has more digits than a decimal holds.
    pub(super) value: Option<Decimal>,
    /// Digits before the point.
    pub(super) whole: u32,
    /// Digits behind the point.
    pub(super) decimals: u32,
    /// Written with thousands commas.
    pub(super) grouped: bool,
    /// Led by a zero that carries nothing, as in `0750`.
    pub(super) zero_led: bool,
    /// More than one point: `1.2.3`, `2022.5.20`.
    pub(super) dotted: bool,
}

impl Arabic {
    /// True for a plain whole number of some digits: `2022`, not `2,022` or `2022.0`.
    pub(super) fn is_plain_whole(self) -> bool {
        !self.grouped && !self.dotted && self.decimals == 0
    }

    /// The value where it is a small whole number.
    pub(super) fn small(self) -> Option<u32> {
        if !self.is_plain_whole() || self.whole > 9 {
            return None;
        }
        self.value.and_then(|value| u32::try_from(value).ok())
    }
}

/// The value of a digit, half or full width.
pub(super) fn digit(c: char) -> Option<u32> {
    match c {
        '0'..='9' => Some(u32::from(c) - u32::from('0')),
        '０'..='９' => Some(u32::from(c) - u32::from('０')),
        _ => None,
    }
}

/// Reads the longest number that starts here.
pub(super) fn read(start: Cursor<'_>) -> Option<(Arabic, Cursor<'_>)> {
    let mut mantissa = Mantissa::default();
    let (mut whole, mut at) = mantissa.take(start)?;
    let zero_led = whole > 1 && start.peek().and_then(digit) == Some(0);
    let mut grouped = false;
    if whole <= 3
        && start.peek().and_then(digit) != Some(0)
        && let Some((digits, behind)) = mantissa.take_groups(at)
    {
        grouped = true;
        whole += digits;
        at = behind;
    }
    let mut decimals = 0;
    let mut dotted = false;
    while let Some((digits, behind)) = at.after_if(|c| matches!(c, '.' | '．')).and_then(|dot| mantissa.take(dot)) {
        dotted = decimals > 0;
        decimals += digits;
        at = behind;
    }
    let value = mantissa.decimal(decimals);
    Some((Arabic { value, whole, decimals, grouped, zero_led, dotted }, at))
}

/// Collects digits; forgets the value, but keeps counting, once they are too many.
#[derive(Debug, Default)]
struct Mantissa {
    value: Option<i128>,
    too_long: bool,
}

impl Mantissa {
    fn take<'a>(&mut self, start: Cursor<'a>) -> Option<(u32, Cursor<'a>)> {
        let mut at = start;
        let mut count = 0u32;
        while let Some((c, behind)) = at.next()
            && let Some(value) = digit(c)
        {
            self.push(value);
            count = count.saturating_add(1);
            at = behind;
        }
        (count > 0).then_some((count, at))
    }

    fn push(&mut self, digit: u32) {
        let so_far = self.value.unwrap_or(0);
        match so_far.checked_mul(10).and_then(|value| value.checked_add(i128::from(digit))) {
            Some(value) if !self.too_long => self.value = Some(value),
            _ => self.too_long = true,
        }
    }

    /// Reads `,234,567`: groups of exactly three digits. A comma with other digits behind separates two numbers.
    fn take_groups<'a>(&mut self, start: Cursor<'a>) -> Option<(u32, Cursor<'a>)> {
        // Twelve groups are more than a decimal holds; the cap keeps a megabyte of groups linear.
        const MOST: u32 = 12;
        let mut at = start;
        let mut groups = 0;
        while groups < MOST
            && let Some(behind) = after_group(at)
        {
            at = behind;
            groups += 1;
        }
        let goes_on = at.after(",").and_then(Cursor::peek).and_then(digit).is_some();
        if groups == 0 || goes_on {
            return None;
        }
        for value in start.until(at).chars().filter_map(digit) {
            self.push(value);
        }
        Some((groups * 3, at))
    }

    fn decimal(&self, decimals: u32) -> Option<Decimal> {
        if self.too_long {
            return None;
        }
        Decimal::try_from_i128_with_scale(self.value?, decimals).ok()
    }
}

fn after_group(at: Cursor<'_>) -> Option<Cursor<'_>> {
    let is_digit = |c: char| digit(c).is_some();
    let behind =
        at.after(",").and_then(|at| at.after_if(is_digit)).and_then(|at| at.after_if(is_digit))?.after_if(is_digit)?;
    (!behind.peek().is_some_and(is_digit)).then_some(behind)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> (Option<String>, usize) {
        let (number, end) = read(Cursor::new(text, 0)).expect("starts with a digit");
        (number.value.map(|value| value.to_string()), end.at())
    }

    #[test]
    fn commas_group_thousands_or_separate() {
        assert_eq!(number("1,234.50万元"), (Some("1234.50".into()), 8));
        assert_eq!(number("12,345,678元"), (Some("12345678".into()), 10));
        assert_eq!(number("3,5项"), (Some("3".into()), 1));
        assert_eq!(number("1,2345"), (Some("1".into()), 1));
        assert_eq!(number("1,234,5"), (Some("1".into()), 1));
        assert_eq!(number("0,123"), (Some("0".into()), 1));
    }

    #[test]
    fn full_width_and_overlong_digits() {
        assert_eq!(number("２３．３８％"), (Some("23.38".into()), 15));
        assert_eq!(number(&"9".repeat(40)), (None, 40));
        assert_eq!(number("1.2.3版").1, 5);
    }
}
