//! Exact rational numbers.
//!
//! Small ones are a quotient of two `i128`; what does not fit there is widened, so no operation loses anything and
//! none overflows. `rust_decimal` holds what is printed; this holds what is computed ([`decimal`](super::decimal)
//! leads from one to the other).
//!
//! A small quotient is not kept in lowest terms: reducing costs more than all other work of a comparison, and the
//! denominators met here are powers of ten or products of two printed numbers. It is reduced where it would overflow,
//! where it is hashed and where it is shown.

use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{Signed, ToPrimitive};

/// An exact rational number, never rounded. Equal values are equal, hash alike and order alike.
#[derive(Debug, Clone)]
pub struct Exact(Repr);

/// INVARIANT: the denominator of `Small` is positive; `Wide` is in lowest terms and holds only what does not fit
/// `Small` in lowest terms. So equal values never differ in form.
#[derive(Debug, Clone)]
pub(super) enum Repr {
    /// Numerator and denominator.
    Small(i128, i128),
    /// What does not fit.
    Wide(Box<BigRational>),
}

impl Exact {
    /// Zero.
    #[must_use]
    pub const fn zero() -> Self {
        Self(Repr::Small(0, 1))
    }

    /// One.
    #[must_use]
    pub const fn one() -> Self {
        Self(Repr::Small(1, 1))
    }

    /// A whole number.
    #[must_use]
    pub fn whole(value: i64) -> Self {
        Self(Repr::Small(i128::from(value), 1))
    }

    /// Sum.
    #[must_use]
    pub fn add(&self, other: &Self) -> Self {
        if let (Repr::Small(a, b), Repr::Small(c, d)) = (&self.0, &other.0)
            && let Some(sum) = small_sum(*a, *b, *c, *d)
        {
            return Self(sum);
        }
        Self::from_wide(self.to_wide() + other.to_wide())
    }

    /// Difference.
    #[must_use]
    pub fn sub(&self, other: &Self) -> Self {
        self.add(&other.neg())
    }

    /// Product.
    #[must_use]
    pub fn mul(&self, other: &Self) -> Self {
        if let (Repr::Small(a, b), Repr::Small(c, d)) = (&self.0, &other.0)
            && let (Some(numerator), Some(denominator)) = (product(*a, *c), product(*b, *d))
        {
            return Self(Repr::Small(numerator, denominator));
        }
        Self::from_wide(self.to_wide() * other.to_wide())
    }

    /// Quotient; `None` where the divisor is zero.
    #[must_use]
    pub fn div(&self, other: &Self) -> Option<Self> {
        other.inverse().map(|inverse| self.mul(&inverse))
    }

    /// One divided by it; `None` for zero.
    #[must_use]
    pub fn inverse(&self) -> Option<Self> {
        match &self.0 {
            Repr::Small(0, _) => None,
            Repr::Small(numerator, denominator) => {
                let swapped = match numerator.signum() {
                    1 => Some((*denominator, *numerator)),
                    _ => denominator.checked_neg().zip(numerator.checked_neg()),
                };
                Some(swapped.map_or_else(
                    || Self::from_wide(self.to_wide().recip()),
                    |(numerator, denominator)| Self(Repr::Small(numerator, denominator)),
                ))
            }
            Repr::Wide(ratio) => Some(Self::from_wide(ratio.recip())),
        }
    }

    /// −1, 0 or 1.
    #[must_use]
    pub fn signum(&self) -> i32 {
        match &self.0 {
            Repr::Small(numerator, _) => i32::from(*numerator > 0) - i32::from(*numerator < 0),
            Repr::Wide(ratio) => i32::from(ratio.is_positive()) - i32::from(ratio.is_negative()),
        }
    }

    /// True for zero.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        self.signum() == 0
    }

    /// Without its sign.
    #[must_use]
    pub fn abs(&self) -> Self {
        if self.signum() < 0 { self.neg() } else { self.clone() }
    }

    /// With the opposite sign.
    #[must_use]
    pub fn neg(&self) -> Self {
        if let Repr::Small(numerator, denominator) = &self.0
            && let Some(opposite) = numerator.checked_neg()
        {
            return Self(Repr::Small(opposite, *denominator));
        }
        Self::from_wide(-self.to_wide())
    }

    /// A whole number of any printed length.
    pub(super) const fn integer(value: i128) -> Self {
        Self(Repr::Small(value, 1))
    }

    /// A quotient whose divisor is known to be positive.
    pub(super) const fn over_positive(numerator: i128, divisor: i128) -> Self {
        Self(Repr::Small(numerator, divisor))
    }

    /// A quotient of whole numbers; `None` where the divisor is zero.
    pub(super) fn quotient(numerator: i128, denominator: i128) -> Option<Self> {
        Self::integer(numerator).div(&Self::integer(denominator))
    }

    /// How it is held; for [`decimal`](super::decimal), which takes it apart.
    pub(super) fn repr(&self) -> &Repr {
        &self.0
    }

    /// In lowest terms.
    pub(super) fn reduced(&self) -> Repr {
        match &self.0 {
            Repr::Small(_, 1) | Repr::Wide(_) => self.0.clone(),
            Repr::Small(numerator, denominator) => {
                // The greatest common divisor divides the denominator, so it is positive and fits.
                let common = numerator.gcd(denominator);
                Repr::Small(numerator / common, denominator / common)
            }
        }
    }

    /// From any rational, as small as it goes.
    pub(super) fn from_wide(ratio: BigRational) -> Self {
        match (ratio.numer().to_i128(), ratio.denom().to_i128()) {
            (Some(numerator), Some(denominator)) => Self(Repr::Small(numerator, denominator)),
            (Some(_) | None, _) => Self(Repr::Wide(Box::new(ratio))),
        }
    }

    /// From any whole number.
    pub(super) fn from_big(value: BigInt) -> Self {
        Self::from_wide(BigRational::from_integer(value))
    }

    fn to_wide(&self) -> BigRational {
        match &self.0 {
            Repr::Small(numerator, denominator) => {
                BigRational::new(BigInt::from(*numerator), BigInt::from(*denominator))
            }
            Repr::Wide(ratio) => (**ratio).clone(),
        }
    }
}

/// `a/b + c/d` where it fits; most often the denominators are equal or one divides the other.
fn small_sum(a: i128, b: i128, c: i128, d: i128) -> Option<Repr> {
    if b == d {
        return Some(Repr::Small(a.checked_add(c)?, b));
    }
    if d % b == 0 {
        return Some(Repr::Small(product(a, d / b)?.checked_add(c)?, d));
    }
    if b % d == 0 {
        return Some(Repr::Small(product(c, b / d)?.checked_add(a)?, b));
    }
    Some(Repr::Small(product(a, d)?.checked_add(product(c, b)?)?, product(b, d)?))
}

/// A checked product; where both factors are short it is one machine instruction that cannot overflow.
fn product(a: i128, b: i128) -> Option<i128> {
    match (i64::try_from(a), i64::try_from(b)) {
        (Ok(a), Ok(b)) => Some(i128::from(a) * i128::from(b)),
        (Ok(_) | Err(_), _) => a.checked_mul(b),
    }
}

impl Ord for Exact {
    fn cmp(&self, other: &Self) -> Ordering {
        if let (Repr::Small(a, b), Repr::Small(c, d)) = (&self.0, &other.0) {
            if b == d {
                return a.cmp(c);
            }
            // Denominators are positive, so multiplying crosswise keeps the order.
            if let (Some(left), Some(right)) = (product(*a, *d), product(*c, *b)) {
                return left.cmp(&right);
            }
        }
        self.to_wide().cmp(&other.to_wide())
    }
}

impl PartialOrd for Exact {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Exact {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Exact {}

impl Hash for Exact {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match self.reduced() {
            Repr::Small(numerator, denominator) => (numerator, denominator).hash(state),
            Repr::Wide(ratio) => (ratio.numer(), ratio.denom()).hash(state),
        }
    }
}

impl Default for Exact {
    fn default() -> Self {
        Self::zero()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::hash_map::DefaultHasher;

    use super::*;

    fn ratio(numerator: i128, denominator: i128) -> Exact {
        Exact::quotient(numerator, denominator).unwrap()
    }

    fn hash(value: &Exact) -> u64 {
        let mut state = DefaultHasher::new();
        value.hash(&mut state);
        state.finish()
    }

    #[test]
    fn equal_values_are_equal_and_hash_alike_however_they_came_about() {
        let half = ratio(1, 2);
        let padded = ratio(50, 100);
        assert_eq!(half, padded);
        assert_eq!(hash(&half), hash(&padded));
        assert_eq!(hash(&ratio(0, 7)), hash(&Exact::zero()));
        // Through the wide form and back.
        let wide = ratio(1, 2).mul(&ratio(i128::MAX, 1)).mul(&ratio(i128::MAX, 1));
        let back = wide.div(&ratio(i128::MAX, 1)).unwrap().div(&ratio(i128::MAX, 1)).unwrap();
        assert_eq!(back, half);
        assert_eq!(hash(&back), hash(&half));
    }

    #[test]
    fn signs_live_in_the_numerator() {
        assert_eq!(ratio(3, -4), ratio(-3, 4));
        assert!(ratio(3, -4) < Exact::zero());
        assert_eq!(ratio(-3, 4).abs(), ratio(3, 4));
        assert_eq!(ratio(-3, 4).signum(), -1);
    }

    #[test]
    fn the_outermost_small_numbers_widen_instead_of_overflowing() {
        let least = ratio(i128::MIN, 1);
        assert_eq!(least.neg().neg(), least);
        assert!(least.neg() > ratio(i128::MAX, 1));
        assert_eq!(least.inverse().and_then(|value| value.inverse()), Some(least.clone()));
        assert_eq!(least.sub(&Exact::one()).add(&Exact::one()), least);
        let tiny = ratio(1, i128::MAX);
        assert!(tiny.add(&ratio(1, i128::MAX - 2)) > tiny);
        assert!(tiny.mul(&tiny) < tiny);
        assert!(tiny.mul(&tiny).signum() > 0);
    }

    #[test]
    fn nothing_is_divided_by_zero() {
        assert_eq!(Exact::one().div(&Exact::zero()), None);
        assert_eq!(Exact::zero().div(&Exact::zero()), None);
        assert_eq!(Exact::zero().div(&Exact::one()), Some(Exact::zero()));
    }
}
