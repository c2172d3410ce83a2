//! Exact rational numbers.
//!
//! Small ones are a quotient of two `i128`; what does not fit there is widened, so no operation loses anything and
//! none overflows. `rust_decimal` holds what is printed; this holds what is computed.

use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::{BigRational, Ratio};
use num_traits::{CheckedAdd, CheckedDiv, CheckedMul, CheckedSub, One, Signed, ToPrimitive, Zero};
use rust_decimal::Decimal;

/// An exact rational number, never rounded. Equal values are equal, hash alike and order alike.
#[derive(Debug, Clone)]
pub struct Exact(Repr);

/// INVARIANT: `Big` only where numerator or denominator does not fit `Small`.
#[derive(Debug, Clone)]
enum Repr {
    Small(Ratio<i128>),
    Big(Box<BigRational>),
}

impl Exact {
    /// Zero.
    #[must_use]
    pub fn zero() -> Self {
        Self::whole(0)
    }

    /// A whole number.
    #[must_use]
    pub fn whole(value: i64) -> Self {
        Self(Repr::Small(Ratio::from_integer(i128::from(value))))
    }

    /// A printed decimal times a power of ten.
    #[must_use]
    pub fn scaled(digits: Decimal, power: i32) -> Self {
        let mantissa = Self(Repr::Small(Ratio::from_integer(digits.mantissa())));
        let scale = i32::try_from(digits.scale()).unwrap_or(0);
        mantissa.mul(&Self::power_of_ten(power - scale))
    }

    /// A power of ten.
    #[must_use]
    pub fn power_of_ten(power: i32) -> Self {
        let size = power.unsigned_abs();
        match 10_i128.checked_pow(size) {
            Some(ten) if power >= 0 => Self(Repr::Small(Ratio::from_integer(ten))),
            Some(ten) => Self(Repr::Small(Ratio::new_raw(1, ten))),
            None => {
                let ten = BigRational::from_integer(BigInt::from(10).pow(size));
                Self::from_big(if power >= 0 { ten } else { ten.recip() })
            }
        }
    }

    /// Sum.
    #[must_use]
    pub fn add(&self, other: &Self) -> Self {
        self.combine(other, |a, b| a.checked_add(b), |a, b| a + b)
    }

    /// Difference.
    #[must_use]
    pub fn sub(&self, other: &Self) -> Self {
        self.combine(other, |a, b| a.checked_sub(b), |a, b| a - b)
    }

    /// Product.
    #[must_use]
    pub fn mul(&self, other: &Self) -> Self {
        self.combine(other, |a, b| a.checked_mul(b), |a, b| a * b)
    }

    /// Quotient; `None` where the divisor is zero.
    #[must_use]
    pub fn div(&self, other: &Self) -> Option<Self> {
        (other.signum() != 0).then(|| self.combine(other, |a, b| a.checked_div(b), |a, b| a / b))
    }

    /// −1, 0 or 1.
    #[must_use]
    pub fn signum(&self) -> i32 {
        let sign = |positive: bool, negative: bool| i32::from(positive) - i32::from(negative);
        match &self.0 {
            Repr::Small(ratio) => sign(ratio.is_positive(), ratio.is_negative()),
            Repr::Big(ratio) => sign(ratio.is_positive(), ratio.is_negative()),
        }
    }

    /// Without its sign.
    #[must_use]
    pub fn abs(&self) -> Self {
        if self.signum() < 0 { self.neg() } else { self.clone() }
    }

    /// With the opposite sign.
    #[must_use]
    pub fn neg(&self) -> Self {
        Self::zero().sub(self)
    }

    /// Rounded half up, away from zero on a tie (−0.5 gives −1), to a number of decimals (may be negative).
    #[must_use]
    pub fn round(&self, decimals: i32) -> Self {
        let scaled = self.mul(&Self::power_of_ten(decimals)).to_big();
        let doubled: BigInt = scaled.numer().abs() * BigInt::from(2) + scaled.denom();
        let whole = doubled.div_floor(&(scaled.denom() * BigInt::from(2)));
        let signed = if scaled.is_negative() { -whole } else { whole };
        Self::from_big(BigRational::from_integer(signed)).mul(&Self::power_of_ten(-decimals))
    }

    /// Cut off towards zero after a number of decimals (may be negative).
    #[must_use]
    pub fn truncate(&self, decimals: i32) -> Self {
        let scaled = self.mul(&Self::power_of_ten(decimals)).to_big().trunc();
        Self::from_big(scaled).mul(&Self::power_of_ten(-decimals))
    }

    /// As a decimal text with exactly `decimals` digits behind the point, rounded half up: `0.00`, `-3.14`.
    #[must_use]
    pub fn to_fixed(&self, decimals: u32) -> String {
        let places = i32::try_from(decimals).unwrap_or(28);
        let whole = self.round(places).mul(&Self::power_of_ten(places)).to_big().to_integer();
        let negative = whole.is_negative();
        let digits = whole.abs().to_string();
        let width = decimals as usize + 1;
        let padded = format!("{digits:0>width$}");
        let (front, back) = padded.split_at(padded.len() - decimals as usize);
        let sign = if negative { "-" } else { "" };
        if back.is_empty() { format!("{sign}{front}") } else { format!("{sign}{front}.{back}") }
    }

    /// As a decimal text with at most `decimals` digits, cut off, `…` behind it where digits were dropped:
    /// `76.365228…`, `2.28`.
    #[must_use]
    pub fn to_shown(&self, decimals: u32) -> String {
        let cut = self.truncate(i32::try_from(decimals).unwrap_or(28));
        let text = cut.to_fixed(decimals);
        if &cut != self {
            return format!("{text}…");
        }
        if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
    }

    /// As a printed decimal if it has a finite expansion of at most 28 digits.
    #[must_use]
    pub fn to_decimal(&self) -> Option<Decimal> {
        (0..=28_u32).find_map(|scale| {
            let scaled = self.mul(&Self::power_of_ten(i32::try_from(scale).ok()?)).to_big();
            let whole = scaled.is_integer().then(|| scaled.to_integer().to_i128())??;
            Decimal::try_from_i128_with_scale(whole, scale).ok()
        })
    }

    fn combine(
        &self,
        other: &Self,
        small: impl Fn(&Ratio<i128>, &Ratio<i128>) -> Option<Ratio<i128>>,
        big: impl Fn(BigRational, BigRational) -> BigRational,
    ) -> Self {
        if let (Repr::Small(a), Repr::Small(b)) = (&self.0, &other.0)
            && let Some(result) = small(a, b)
        {
            return Self(Repr::Small(result));
        }
        Self::from_big(big(self.to_big(), other.to_big()))
    }

    fn to_big(&self) -> BigRational {
        match &self.0 {
            Repr::Small(ratio) => BigRational::new_raw(BigInt::from(*ratio.numer()), BigInt::from(*ratio.denom())),
            Repr::Big(ratio) => (**ratio).clone(),
        }
    }

    fn from_big(ratio: BigRational) -> Self {
        match (ratio.numer().to_i128(), ratio.denom().to_i128()) {
            (Some(numerator), Some(denominator)) => Self(Repr::Small(Ratio::new_raw(numerator, denominator))),
            _ => Self(Repr::Big(Box::new(ratio))),
        }
    }
}

impl PartialEq for Exact {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Exact {}

impl PartialOrd for Exact {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Exact {
    fn cmp(&self, other: &Self) -> Ordering {
        match (&self.0, &other.0) {
            (Repr::Small(a), Repr::Small(b)) => {
                // Cross-multiplied where it fits: denominators are positive.
                match (a.numer().checked_mul(b.denom()), b.numer().checked_mul(a.denom())) {
                    (Some(left), Some(right)) => left.cmp(&right),
                    _ => self.to_big().cmp(&other.to_big()),
                }
            }
            _ => self.to_big().cmp(&other.to_big()),
        }
    }
}

impl Hash for Exact {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match &self.0 {
            Repr::Small(ratio) => ratio.hash(state),
            Repr::Big(ratio) => ratio.hash(state),
        }
    }
}

impl Default for Exact {
    fn default() -> Self {
        Self(Repr::Small(Ratio::new_raw(Zero::zero(), One::one())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ratio(n: i64, d: i64) -> Exact {
        Exact::whole(n).div(&Exact::whole(d)).unwrap()
    }

    #[test]
    fn ties_round_away_from_zero() {
        assert_eq!(ratio(1, 2).round(0), Exact::whole(1));
        assert_eq!(ratio(-1, 2).round(0), Exact::whole(-1));
        assert_eq!(ratio(5, 2).round(0), Exact::whole(3));
        assert_eq!(ratio(-324_995, 1000).to_fixed(2), "-325.00");
    }

    #[test]
    fn shown_numbers_tell_whether_digits_were_dropped() {
        assert_eq!(ratio(67_151_00, 87_934).to_shown(6), "76.365228…");
        assert_eq!(ratio(228, 100).to_shown(4), "2.28");
        assert_eq!(Exact::whole(100).to_shown(2), "100");
        assert_eq!(ratio(1, 3).to_fixed(0), "0");
    }

    #[test]
    fn wide_numbers_lose_nothing() {
        let huge = Exact::power_of_ten(30);
        let square = huge.mul(&huge);
        assert_eq!(square.div(&huge), Some(huge.clone()));
        assert_eq!(square.add(&Exact::whole(1)).sub(&square), Exact::whole(1));
        assert!(square > huge);
        assert_eq!(Exact::whole(1).div(&Exact::zero()), None);
    }

    #[test]
    fn decimals_come_back() {
        let printed = Decimal::from_str_exact("671.51").unwrap();
        assert_eq!(Exact::scaled(printed, 0).to_decimal(), Some(printed));
        assert_eq!(ratio(1, 3).to_decimal(), None);
    }
}
