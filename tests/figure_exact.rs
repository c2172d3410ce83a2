//! Exact numbers against the unlimited ones of `num-rational`, and their rounding against an independent one.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on may panic")]

use std::hash::{DefaultHasher, Hash, Hasher};

use guiju::figure::Exact;
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Pow, Signed, ToPrimitive, Zero};
use proptest::prelude::*;
use rust_decimal::Decimal;

fn wide(numerator: i128, divisor: i128) -> BigRational {
    BigRational::new(BigInt::from(numerator), BigInt::from(divisor))
}

/// Built from printable parts, as only those can come from outside.
fn exact(numerator: i128, divisor: i128) -> Exact {
    big(numerator).div(&big(divisor)).unwrap()
}

fn big(value: i128) -> Exact {
    let billion_billion = 1_000_000_000_000_000_000_i128;
    let part = |value: i128| Exact::whole(i64::try_from(value).unwrap());
    let (high, low) = (value / billion_billion, value % billion_billion);
    let (top, high) = (high / billion_billion, high % billion_billion);
    let step = Exact::power_of_ten(18);
    part(top).mul(&step).add(&part(high)).mul(&step).add(&part(low))
}

fn numbers() -> impl Strategy<Value = i128> {
    prop_oneof![
        -20..20_i128,
        any::<i32>().prop_map(i128::from),
        any::<i64>().prop_map(i128::from),
        any::<i128>(),
        Just(i128::MAX),
        Just(i128::MIN),
    ]
}

fn hash(value: &Exact) -> u64 {
    let mut state = DefaultHasher::new();
    value.hash(&mut state);
    state.finish()
}

fn rounded(value: &BigRational, decimals: i32) -> BigRational {
    let ten = BigRational::from_integer(BigInt::from(10)).pow(decimals);
    let scaled = value.abs() * &ten;
    let whole: BigInt = (scaled.numer() * 2 + scaled.denom()) / (scaled.denom() * 2);
    let signed = if value.is_negative() { -whole } else { whole };
    BigRational::from_integer(signed) / ten
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(800))]

    #[test]
    fn exact_numbers_compute_like_unlimited_ones(
        a in numbers(), b in numbers().prop_filter("a divisor", |it| *it != 0),
        c in numbers(), d in numbers().prop_filter("a divisor", |it| *it != 0),
    ) {
        let (x, y) = (exact(a, b), exact(c, d));
        let (wide_x, wide_y) = (wide(a, b), wide(c, d));
        let same = |ours: &Exact, theirs: &BigRational| {
            // Through the parts of the wide number, the only way in that shares no code with the operations.
            let parts = (theirs.numer().to_i128(), theirs.denom().to_i128());
            match parts {
                (Some(numerator), Some(divisor)) => {
                    let theirs = exact(numerator, divisor);
                    *ours == theirs && hash(ours) == hash(&theirs)
                }
                _ => ours.to_fixed(60) == fixed(theirs, 60),
            }
        };
        prop_assert!(same(&x.add(&y), &(&wide_x + &wide_y)));
        prop_assert!(same(&x.sub(&y), &(&wide_x - &wide_y)));
        prop_assert!(same(&x.mul(&y), &(&wide_x * &wide_y)));
        prop_assert!(same(&x.neg(), &-&wide_x));
        prop_assert!(same(&x.abs(), &wide_x.abs()));
        if c == 0 {
            prop_assert_eq!(x.div(&y), None);
        } else {
            prop_assert!(same(&x.div(&y).unwrap(), &(&wide_x / &wide_y)));
        }
        prop_assert_eq!(x.cmp(&y), wide_x.cmp(&wide_y));
        prop_assert_eq!(x == y, wide_x == wide_y);
        prop_assert_eq!(x.signum(), wide_x.signum().to_i32().unwrap());
        // The long way round comes back to the same number.
        let back = x.add(&y).sub(&y);
        prop_assert_eq!(hash(&back), hash(&x));
        prop_assert_eq!(back, x);
    }

    #[test]
    fn rounding_is_half_up_away_from_zero_and_cutting_off_is_not(
        a in numbers(), b in numbers().prop_filter("a divisor", |it| *it != 0), decimals in -6..12_i32,
    ) {
        let (ours, theirs) = (exact(a, b), wide(a, b));
        let ours_rounded = ours.round(decimals);
        prop_assert_eq!(ours_rounded.to_fixed(20), fixed(&rounded(&theirs, decimals), 20));
        let half = Exact::power_of_ten(-decimals).div(&Exact::whole(2)).unwrap();
        prop_assert!(ours_rounded.sub(&ours).abs() <= half);
        let cut = ours.truncate(decimals);
        prop_assert!(cut.abs() <= ours.abs());
        prop_assert!(ours.sub(&cut).abs() < Exact::power_of_ten(-decimals));
        prop_assert_eq!(cut.round(decimals), cut.clone());
        if let Ok(places) = u32::try_from(decimals) {
            prop_assert_eq!(ours.to_fixed(places), fixed(&theirs, places));
            let shown = ours.to_shown(places);
            prop_assert_eq!(shown.ends_with('…'), cut != ours);
        }
    }

    #[test]
    fn ties_leave_zero(whole in -1_000_000..1_000_000_i64, decimals in 0..6_i32) {
        let unit = Exact::power_of_ten(-decimals);
        let tie = Exact::whole(whole).add(&Exact::whole(1).div(&Exact::whole(2)).unwrap()).mul(&unit);
        let away = if whole >= 0 { whole + 1 } else { whole };
        prop_assert_eq!(tie.round(decimals), Exact::whole(away).mul(&unit));
    }

    #[test]
    fn printed_decimals_come_back(mantissa in any::<i64>(), scale in 0..20_u32) {
        let printed = Decimal::new(mantissa, scale);
        prop_assert_eq!(Exact::from(printed).to_decimal(), Some(printed));
        let again = Exact::from(printed).to_printed(scale).unwrap();
        prop_assert_eq!((again, again.scale()), (printed, scale));
    }
}

/// An independent printing of a wide number, half up.
fn fixed(value: &BigRational, decimals: u32) -> String {
    let ten = BigInt::from(10).pow(decimals);
    let scaled = rounded(value, decimals.try_into().unwrap()) * BigRational::from_integer(ten.clone());
    let whole = scaled.to_integer();
    let sign = if whole.is_negative() { "-" } else { "" };
    let (front, back) = (whole.abs() / &ten, whole.abs() % &ten);
    if decimals == 0 {
        assert!(back.is_zero());
        return format!("{sign}{front}");
    }
    format!("{sign}{front}.{:0>width$}", back.to_string(), width = decimals as usize)
}
