//! Between what is printed and what is computed: the only door to `rust_decimal`, whose own arithmetic rounds in
//! silence and panics on overflow. Here it only holds printed digits.

use num_bigint::BigInt;
use num_traits::{Signed, ToPrimitive, Zero};
use rust_decimal::Decimal;

use super::Exact;
use super::exact::Repr;

/// Powers of ten beyond this are taken as this. No amount, rate or score comes near it; a `round(x, 2000000000)` in a
/// pack must not fill the memory.
const MAX_POWER: i32 = 4096;

/// The powers of ten that fit.
#[expect(clippy::indexing_slicing, reason = "a constant: the compiler itself finds a wrong index")]
const TENS: [i128; 39] = {
    let mut tens = [1; 39];
    let mut power = 1;
    while power < tens.len() {
        tens[power] = tens[power - 1] * 10;
        power += 1;
    }
    tens
};

impl Exact {
    /// A printed decimal times a power of ten.
    #[must_use]
    pub fn scaled(digits: Decimal, power: i32) -> Self {
        let scale = i32::try_from(digits.scale()).unwrap_or(i32::MAX);
        let power = power.saturating_sub(scale);
        match small_power(power.unsigned_abs()) {
            Some(ten) if power < 0 => Self::over_positive(digits.mantissa(), ten),
            Some(_) | None => Self::integer(digits.mantissa()).mul(&Self::power_of_ten(power)),
        }
    }

    /// A power of ten.
    #[must_use]
    pub fn power_of_ten(power: i32) -> Self {
        let size = power.unsigned_abs().min(MAX_POWER.unsigned_abs());
        let ten = small_power(size).map_or_else(|| Self::from_big(BigInt::from(10).pow(size)), Self::integer);
        if power < 0 { ten.inverse().unwrap_or_default() } else { ten }
    }

    /// Rounded half up, away from zero on a tie (−0.5 gives −1), to a number of decimals (may be negative).
    #[must_use]
    pub fn round(&self, decimals: i32) -> Self {
        self.at_decimals(decimals, Dropped::Rounded)
    }

    /// Cut off towards zero after a number of decimals (may be negative).
    #[must_use]
    pub fn truncate(&self, decimals: i32) -> Self {
        self.at_decimals(decimals, Dropped::CutOff)
    }

    /// As a decimal text with exactly `decimals` digits behind the point, rounded half up: `0.00`, `-3.14`.
    #[must_use]
    pub fn to_fixed(&self, decimals: u32) -> String {
        let places = places(decimals);
        let shifted = self.shifted(places);
        match shifted.repr() {
            Repr::Small(numerator, denominator) => {
                let whole = small_integer(*numerator, *denominator, Dropped::Rounded);
                decimal_text(&whole.unsigned_abs().to_string(), whole < 0, places)
            }
            Repr::Wide(_) => {
                let whole = shifted.to_integer(Dropped::Rounded);
                decimal_text(&whole.magnitude().to_string(), whole.is_negative(), places)
            }
        }
    }

    /// As a decimal text with at most `decimals` digits, cut off, `…` behind it where digits were dropped:
    /// `76.365228…`, `2.28`.
    #[must_use]
    pub fn to_shown(&self, decimals: u32) -> String {
        let places = places(decimals);
        let shifted = self.shifted(places);
        let whole = shifted.to_integer(Dropped::CutOff);
        // A number just below zero keeps its sign: -0.00….
        let is_negative = whole.is_negative() || (whole.is_zero() && self.signum() < 0);
        let text = decimal_text(&whole.magnitude().to_string(), is_negative, places);
        if Self::from_big(whole) != shifted {
            return format!("{text}…");
        }
        if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
    }

    /// As a printed decimal if it has a finite expansion of at most 28 digits.
    #[must_use]
    pub fn to_decimal(&self) -> Option<Decimal> {
        let Repr::Small(numerator, denominator) = self.reduced() else { return None };
        let (twos, rest) = factors(denominator, 2);
        let (fives, rest) = factors(rest, 5);
        let scale = twos.max(fives);
        let factor = 10_i128.checked_pow(scale).filter(|_| rest == 1)?.checked_div(denominator)?;
        Decimal::try_from_i128_with_scale(numerator.checked_mul(factor)?, scale).ok()
    }

    /// Rounded half up and printed with exactly so many decimals: 0.7637 with 5 is `0.76370`.
    ///
    /// `None` where the digits are more than are ever printed.
    #[must_use]
    pub fn to_printed(&self, decimals: u32) -> Option<Decimal> {
        let whole = self.shifted(places(decimals)).to_integer(Dropped::Rounded).to_i128()?;
        Decimal::try_from_i128_with_scale(whole, decimals).ok()
    }

    /// Its digits without the point, rounded half up at a number of decimals (may be negative); `None` where they are more
    /// than are ever printed.
    pub(super) fn rounded_digits(&self, decimals: i32) -> Option<i128> {
        let shifted = self.shifted(decimals.clamp(-MAX_POWER, MAX_POWER));
        match shifted.repr() {
            Repr::Small(numerator, denominator) => Some(small_integer(*numerator, *denominator, Dropped::Rounded)),
            Repr::Wide(_) => shifted.to_integer(Dropped::Rounded).to_i128(),
        }
    }

    fn shifted(&self, places: i32) -> Self {
        if places == 0 { self.clone() } else { self.mul(&Self::power_of_ten(places)) }
    }

    fn at_decimals(&self, decimals: i32, dropped: Dropped) -> Self {
        let places = decimals.clamp(-MAX_POWER, MAX_POWER);
        let shifted = self.shifted(places);
        let whole = match shifted.repr() {
            Repr::Small(numerator, denominator) => Self::integer(small_integer(*numerator, *denominator, dropped)),
            Repr::Wide(_) => Self::from_big(shifted.to_integer(dropped)),
        };
        whole.shifted(-places)
    }

    fn to_integer(&self, dropped: Dropped) -> BigInt {
        match self.repr() {
            Repr::Small(numerator, denominator) => BigInt::from(small_integer(*numerator, *denominator, dropped)),
            Repr::Wide(ratio) => match dropped {
                // num-rational rounds halves away from zero, as people do.
                Dropped::Rounded => ratio.round().to_integer(),
                Dropped::CutOff => ratio.to_integer(),
            },
        }
    }
}

impl From<Decimal> for Exact {
    fn from(printed: Decimal) -> Self {
        Self::scaled(printed, 0)
    }
}

/// A power of ten that fits.
fn small_power(size: u32) -> Option<i128> {
    usize::try_from(size).ok().and_then(|size| TENS.get(size)).copied()
}

/// What becomes of the digits that are not kept.
#[derive(Clone, Copy)]
enum Dropped {
    Rounded,
    CutOff,
}

fn small_integer(numerator: i128, denominator: i128, dropped: Dropped) -> i128 {
    let cut = numerator / denominator;
    let rest = (numerator % denominator).unsigned_abs();
    match dropped {
        // `rest` is below the denominator; this compares twice the rest without doubling it. Half a unit can only
        // be left over where the denominator is two or more, so the sum is far from the end of the range.
        Dropped::Rounded if rest >= denominator.unsigned_abs() - rest => cut + numerator.signum(),
        Dropped::Rounded | Dropped::CutOff => cut,
    }
}

fn places(decimals: u32) -> i32 {
    i32::try_from(decimals).unwrap_or(MAX_POWER).min(MAX_POWER)
}

/// Puts the point into the digits of a whole number.
fn decimal_text(digits: &str, is_negative: bool, places: i32) -> String {
    let sign = if is_negative { "-" } else { "" };
    let places = usize::try_from(places).unwrap_or(0);
    if places == 0 {
        return format!("{sign}{digits}");
    }
    let digits = format!("{digits:0>width$}", width = places + 1);
    let (front, back) = digits.split_at_checked(digits.len() - places).unwrap_or((&digits, ""));
    let point = if back.is_empty() { "" } else { "." };
    format!("{sign}{front}{point}{back}")
}

/// How often a prime divides a number, and what is left of it.
fn factors(mut number: i128, prime: i128) -> (u32, i128) {
    let mut count = 0;
    while number % prime == 0 && number != 0 {
        number /= prime;
        count += 1;
    }
    (count, number)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        Decimal::from_str_exact(text).unwrap()
    }

    fn ratio(numerator: i128, denominator: i128) -> Exact {
        Exact::quotient(numerator, denominator).unwrap()
    }

    #[test]
    fn ties_round_away_from_zero_never_to_even_and_never_upwards() {
        assert_eq!(ratio(1, 2).round(0), Exact::whole(1));
        assert_eq!(ratio(-1, 2).round(0), Exact::whole(-1));
        assert_eq!(ratio(5, 2).round(0), Exact::whole(3));
        assert_eq!(ratio(25, 10_000).round(3), ratio(3, 1000));
        assert_eq!(ratio(-324_995, 1000).to_fixed(2), "-325.00");
        assert_eq!(ratio(4999, 10_000).round(0), Exact::zero());
        assert_eq!(Exact::whole(45).round(-1), Exact::whole(50));
        assert_eq!(Exact::whole(-449).round(-2), Exact::whole(-400));
    }

    #[test]
    fn cutting_off_goes_towards_zero() {
        assert_eq!(ratio(-23_639, 1000).truncate(2), ratio(-2363, 100));
        assert_eq!(ratio(23_639, 1000).truncate(2), ratio(2363, 100));
        assert_eq!(Exact::whole(199).truncate(-2), Exact::whole(100));
    }

    #[test]
    fn wide_numbers_round_like_small_ones() {
        let wide = Exact::power_of_ten(60).add(&ratio(1, 2));
        assert_eq!(wide.round(0).sub(&Exact::power_of_ten(60)), Exact::one());
        assert_eq!(wide.neg().round(0).add(&Exact::power_of_ten(60)), Exact::whole(-1));
        assert_eq!(wide.truncate(0), Exact::power_of_ten(60));
        assert_eq!(Exact::power_of_ten(-60).round(59), Exact::zero());
    }

    #[test]
    fn shown_numbers_tell_whether_digits_were_dropped() {
        assert_eq!(ratio(67_151 * 100, 87_934).to_shown(6), "76.365228…");
        assert_eq!(ratio(228, 100).to_shown(4), "2.28");
        assert_eq!(Exact::whole(100).to_shown(2), "100");
        assert_eq!(Exact::whole(100).to_shown(0), "100");
        assert_eq!(ratio(-1, 300).to_shown(2), "-0.00…");
        assert_eq!(Exact::zero().to_shown(3), "0");
    }

    #[test]
    fn fixed_numbers_have_their_decimals_and_no_negative_zero() {
        assert_eq!(ratio(1, 3).to_fixed(0), "0");
        assert_eq!(ratio(-1, 300).to_fixed(2), "0.00");
        assert_eq!(ratio(-1, 200).to_fixed(2), "-0.01");
        assert_eq!(ratio(314, 100).to_fixed(3), "3.140");
        assert_eq!(Exact::zero().to_fixed(2), "0.00");
    }

    #[test]
    fn printed_digits_come_back() {
        for text in ["671.51", "-0.0001", "79228162514264337593543950335", "0.0000000000000000000000000001", "0", "100"]
        {
            assert_eq!(Exact::from(decimal(text)).to_decimal(), Some(decimal(text)), "{text}");
        }
        assert_eq!(ratio(1, 3).to_decimal(), None);
        assert_eq!(Exact::power_of_ten(60).to_decimal(), None);
        assert_eq!(Exact::power_of_ten(-29).to_decimal(), None);
        assert_eq!(ratio(7637, 10_000).to_printed(5).map(|it| it.to_string()), Some("0.76370".to_owned()));
    }

    #[test]
    fn changing_the_unit_only_moves_the_point() {
        assert_eq!(Exact::scaled(decimal("671.51"), 4), Exact::whole(6_715_100));
        assert_eq!(Exact::scaled(decimal("76.37"), -2), ratio(7637, 10_000));
    }

    #[test]
    fn absurd_powers_neither_hang_nor_fill_the_memory() {
        let value = ratio(1, 3);
        assert!(value.round(i32::MAX) != value, "a third has no end, but the rounding does");
        assert_eq!(Exact::whole(7).round(i32::MAX), Exact::whole(7));
        assert_eq!(Exact::whole(7).round(i32::MIN), Exact::zero());
        assert!(Exact::power_of_ten(i32::MIN).signum() > 0);
        assert!(Exact::scaled(decimal("0.1"), i32::MIN).signum() > 0);
        assert!(value.to_fixed(u32::MAX).len() < 5000);
    }
}
