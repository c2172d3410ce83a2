//! Exact rational numbers.
//!
//! Small ones are a quotient of two `i128`; what does not fit there is widened, so no operation loses anything and
//! none overflows. `rust_decimal` holds what is printed; this holds what is computed.

use rust_decimal::Decimal;

/// An exact rational number, never rounded.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Exact(num_rational::Ratio<i128>);

impl Exact {
    /// Zero.
    #[must_use]
    pub fn zero() -> Self {
        todo!()
    }
    /// A whole number.
    #[must_use]
    pub fn whole(_value: i64) -> Self {
        todo!()
    }
    /// A printed decimal times a power of ten.
    #[must_use]
    pub fn scaled(_digits: Decimal, _power: i32) -> Self {
        todo!()
    }
    /// Sum.
    #[must_use]
    pub fn add(&self, _other: &Self) -> Self {
        todo!()
    }
    /// Difference.
    #[must_use]
    pub fn sub(&self, _other: &Self) -> Self {
        todo!()
    }
    /// Product.
    #[must_use]
    pub fn mul(&self, _other: &Self) -> Self {
        todo!()
    }
    /// Quotient; `None` where the divisor is zero.
    #[must_use]
    pub fn div(&self, _other: &Self) -> Option<Self> {
        todo!()
    }
    /// −1, 0 or 1.
    #[must_use]
    pub fn signum(&self) -> i32 {
        todo!()
    }
    /// Without its sign.
    #[must_use]
    pub fn abs(&self) -> Self {
        todo!()
    }
    /// With the opposite sign.
    #[must_use]
    pub fn neg(&self) -> Self {
        todo!()
    }
    /// Rounded half up, away from zero on a tie (−0.5 gives −1), to a number of decimals (may be negative).
    #[must_use]
    pub fn round(&self, _decimals: i32) -> Self {
        todo!()
    }
    /// Cut off towards zero after a number of decimals (may be negative).
    #[must_use]
    pub fn truncate(&self, _decimals: i32) -> Self {
        todo!()
    }
    /// As a decimal text with exactly `decimals` digits behind the point, rounded half up: `0.00`, `-3.14`.
    #[must_use]
    pub fn to_fixed(&self, _decimals: u32) -> String {
        todo!()
    }
    /// As a decimal text with at most `decimals` digits, cut off, `…` behind it where digits were dropped:
    /// `76.365228…`, `2.28`.
    #[must_use]
    pub fn to_shown(&self, _decimals: u32) -> String {
        todo!()
    }
    /// As a printed decimal if it has a finite expansion of at most 28 digits.
    #[must_use]
    pub fn to_decimal(&self) -> Option<Decimal> {
        todo!()
    }
    /// A power of ten.
    #[must_use]
    pub fn power_of_ten(_power: i32) -> Self {
        todo!()
    }
}
