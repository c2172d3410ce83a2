//! Every figure that one small slip of the hand makes another: digits swapped, wrong, missing or doubled, the point
//! moved, the unit slipped. Their number is linear in the digits printed.

use rust_decimal::Decimal;

use super::{CauseKind, Figure, Unit};

/// The powers of ten of the units that are taken for one another: 元, 万元, 亿元; bare, 万, 亿.
const SLIPPING_POWERS: [i8; 3] = [0, 4, 8];
/// A point that moved further than this is no slip of the hand.
const FURTHEST_POINT: usize = 3;
/// Digits behind the point that can be held.
const MOST_DECIMALS: usize = 28;

/// The chance of what is certain; smaller ones are parts of it.
pub(super) const CERTAIN: u128 = 1_000_000_000;

/// True where a slip of a figure's digits, of one of some kinds, mends something, and chance mends as much in no more than
/// `most` cases of [`CERTAIN`]; `chance` says in how many one slip does.
pub(super) fn mended(
    figure: &Figure,
    kinds: &[CauseKind],
    most: u128,
    chance: impl Fn(&Figure) -> u128,
    mut mends: impl FnMut(&Figure) -> bool,
) -> bool {
    let mut sum = 0_u128;
    for kind in kinds {
        let meant = of_kind(figure, *kind);
        sum = meant.iter().map(&chance).fold(sum, u128::saturating_add);
        if sum > most {
            return false;
        }
        if meant.iter().any(&mut mends) {
            return true;
        }
    }
    false
}

/// False where neither one digit of a figure changed nor two neighbours swapped make its digits, the point left out, those
/// of another number: told without making any of them.
pub(super) fn may_become(figure: &Figure, digits: i128) -> bool {
    let printed = figure.digits.mantissa();
    let (mut own, mut other) = (printed.unsigned_abs(), digits.unsigned_abs());
    if other != 0 && (printed < 0) != (digits < 0) {
        return false;
    }
    // Zeros that only fill the places up to the point are printed too.
    let mut places = figure.decimals().saturating_add(1);
    let mut differing = 0;
    let mut before: Option<(u128, u128)> = None;
    let mut swapped = false;
    while places > 0 || own > 0 {
        let pair = (own % 10, other % 10);
        if pair.0 != pair.1 {
            differing += 1;
            swapped |= before == Some((pair.1, pair.0));
        }
        before = Some(pair);
        (own, other, places) = (own / 10, other / 10, places.saturating_sub(1));
    }
    other == 0 && (differing == 1 || differing == 2 && swapped)
}

/// What may have been meant where `figure` is printed, the best explanations first.
pub(super) fn slips(figure: &Figure) -> Vec<(CauseKind, Figure)> {
    let kinds = [
        CauseKind::DigitsSwapped,
        CauseKind::DigitWrong,
        CauseKind::DigitMissing,
        CauseKind::DigitExtra,
        CauseKind::PointMoved,
        CauseKind::UnitSlipped,
    ];
    kinds.into_iter().flat_map(|kind| of_kind(figure, kind).into_iter().map(move |meant| (kind, meant))).collect()
}

/// What may have been meant if the slip was of one kind; nothing for what is no slip of the hand.
fn of_kind(figure: &Figure, kind: CauseKind) -> Vec<Figure> {
    let printed = Printed::of(figure);
    // A number of one digit is one slip away from every other: that explains nothing.
    let has = |digits: usize| printed.digits.len() >= digits;
    let meant = match kind {
        CauseKind::DigitsSwapped => printed.with_two_swapped(),
        CauseKind::DigitWrong if has(2) => printed.with_one_changed(),
        CauseKind::DigitMissing if has(2) => printed.with_one_more(),
        CauseKind::DigitExtra if has(3) => printed.with_one_less(),
        CauseKind::PointMoved if has(2) => printed.with_point_moved(),
        CauseKind::UnitSlipped => {
            return other_units(figure).into_iter().map(|unit| Figure { unit, ..figure.clone() }).collect();
        }
        CauseKind::DigitWrong
        | CauseKind::DigitMissing
        | CauseKind::DigitExtra
        | CauseKind::PointMoved
        | CauseKind::UpsideDown
        | CauseKind::Complement
        | CauseKind::OtherBase
        | CauseKind::DifferenceCopied
        | CauseKind::PercentForPoints
        | CauseKind::PriorAsNumerator
        | CauseKind::InputWrong => return Vec::new(),
    };
    meant.into_iter().filter_map(|digits| digits.to_decimal()).map(|digits| figure.with_digits(digits)).collect()
}

fn other_units(figure: &Figure) -> Vec<Unit> {
    let powers = |known: i8| SLIPPING_POWERS.into_iter().filter(move |power| *power != known);
    match &figure.unit {
        Unit::Money(power) => powers(*power).map(Unit::Money).collect(),
        Unit::Power(power) => {
            powers(*power).map(|power| if power == 0 { Unit::None } else { Unit::Power(power) }).collect()
        }
        Unit::Count { name, power } => powers(*power).map(|power| Unit::Count { name: name.clone(), power }).collect(),
        Unit::None | Unit::Percent | Unit::Permille | Unit::PercentPoint | Unit::Times | Unit::Tenths | Unit::Score => {
            Vec::new()
        }
    }
}

/// Digits as they are printed, with those behind the point counted: 0.76 is `[0, 7, 6]` with two.
#[derive(Clone)]
struct Printed {
    digits: Vec<u8>,
    decimals: usize,
    negative: bool,
}

impl Printed {
    fn of(figure: &Figure) -> Self {
        let decimals = usize::try_from(figure.decimals()).unwrap_or(0);
        let mantissa = figure.digits.mantissa();
        let text = format!("{:0>width$}", mantissa.unsigned_abs(), width = decimals + 1);
        Self { digits: text.bytes().map(|digit| digit - b'0').collect(), decimals, negative: mantissa < 0 }
    }

    fn with_two_swapped(&self) -> Vec<Self> {
        let changed = (1..self.digits.len()).map(|right| {
            let mut digits = self.digits.clone();
            digits.swap(right - 1, right);
            Self { digits, ..self.clone() }
        });
        changed.filter(|other| other.digits != self.digits).collect()
    }

    fn with_one_changed(&self) -> Vec<Self> {
        let places = self.digits.iter().enumerate();
        let choices =
            places.flat_map(|(place, old)| (0..10).filter(move |new| new != old).map(move |new| (place, new)));
        choices.map(|(place, new)| self.spliced(place..=place, Some(new), self.decimals)).collect()
    }

    /// A digit put in before each of the digits and behind the last; at the point, on either side of it.
    fn with_one_more(&self) -> Vec<Self> {
        let point = self.digits.len() - self.decimals;
        let mut all = Vec::new();
        for place in 0..=self.digits.len() {
            for new in 0..10 {
                if place <= point {
                    all.push(self.spliced(place..place, Some(new), self.decimals));
                }
                if place >= point && self.decimals > 0 {
                    all.push(self.spliced(place..place, Some(new), self.decimals + 1));
                }
            }
        }
        all
    }

    fn with_one_less(&self) -> Vec<Self> {
        let point = self.digits.len() - self.decimals;
        let without = |place: usize| {
            let decimals = if place < point { self.decimals } else { self.decimals - 1 };
            self.spliced(place..=place, None, decimals)
        };
        (0..self.digits.len()).map(without).filter(|less| less.digits.len() > less.decimals).collect()
    }

    fn with_point_moved(&self) -> Vec<Self> {
        let mut all = Vec::new();
        for places in 1..=FURTHEST_POINT {
            let mut left = self.clone();
            left.decimals += places;
            left.digits.splice(0..0, std::iter::repeat_n(0, places));
            all.push(left);
            let mut right = self.clone();
            right.digits.extend(std::iter::repeat_n(0, places.saturating_sub(self.decimals)));
            right.decimals = self.decimals.saturating_sub(places);
            all.push(right);
        }
        for moved in &mut all {
            let before_point = moved.digits.len() - moved.decimals;
            let leading = moved.digits.iter().take_while(|digit| **digit == 0).count();
            moved.digits.drain(..leading.min(before_point.saturating_sub(1)));
        }
        all
    }

    fn spliced(&self, places: impl std::ops::RangeBounds<usize>, new: Option<u8>, decimals: usize) -> Self {
        let mut digits = self.digits.clone();
        digits.splice(places, new);
        Self { digits, decimals, negative: self.negative }
    }

    /// `None` for what nobody prints (a zero in front of other whole digits) and for what cannot be held.
    fn to_decimal(&self) -> Option<Decimal> {
        let whole_digits = self.digits.len().checked_sub(self.decimals)?;
        let leads_with_zero = whole_digits > 1 && self.digits.first() == Some(&0);
        if leads_with_zero || self.decimals > MOST_DECIMALS {
            return None;
        }
        let mantissa = self
            .digits
            .iter()
            .try_fold(0_i128, |known, digit| known.checked_mul(10)?.checked_add(i128::from(*digit)))?;
        let signed = if self.negative { -mantissa } else { mantissa };
        Decimal::try_from_i128_with_scale(signed, u32::try_from(self.decimals).ok()?).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meant(text: &str, kind: CauseKind) -> Vec<String> {
        let figure = Figure::new(Decimal::from_str_exact(text).unwrap(), Unit::Percent);
        let of_kind = slips(&figure).into_iter().filter(|(it, _)| *it == kind);
        of_kind.map(|(_, figure)| figure.digits.to_string()).collect()
    }

    #[test]
    fn neighbours_are_swapped_across_the_point_too() {
        assert_eq!(meant("76.37", CauseKind::DigitsSwapped), ["67.37", "73.67", "76.73"]);
        assert_eq!(meant("-50.1", CauseKind::DigitsSwapped), ["-51.0"], "05.1 is not printed");
        assert!(meant("77", CauseKind::DigitsSwapped).is_empty());
    }

    #[test]
    fn what_a_digit_away_is_told_without_making_it() {
        for text in ["76.37", "-50.1", "0.05", "90", "100.00", "7", "0.0"] {
            let figure = Figure::new(Decimal::from_str_exact(text).unwrap(), Unit::Percent);
            for (kind, other) in slips(&figure) {
                let is_one = matches!(kind, CauseKind::DigitsSwapped | CauseKind::DigitWrong);
                let may = may_become(&figure, other.digits.mantissa());
                assert!(may || !is_one, "{text} for {}", other.digits);
            }
        }
        let figure = Figure::new(Decimal::new(7637, 2), Unit::Percent);
        for digits in [7637, 7536, 3767, 67637, -7636, 0] {
            assert!(!may_become(&figure, digits), "{digits}");
        }
    }

    #[test]
    fn each_digit_is_changed_to_each_other() {
        let changed = meant("76.3", CauseKind::DigitWrong);
        assert_eq!(changed.len(), 26, "three times nine, less 06.3");
        assert!(changed.contains(&"16.3".to_owned()) && changed.contains(&"76.0".to_owned()));
        assert!(meant("7", CauseKind::DigitWrong).is_empty());
    }

    #[test]
    fn a_missing_digit_may_have_stood_anywhere() {
        let longer = meant("7.6", CauseKind::DigitMissing);
        for possible in ["17.6", "71.6", "7.16", "7.61"] {
            assert!(longer.contains(&possible.to_owned()), "{possible}");
        }
        assert!(meant("76", CauseKind::DigitMissing).contains(&"763".to_owned()));
    }

    #[test]
    fn any_digit_may_be_one_too_many() {
        assert_eq!(meant("76.337", CauseKind::DigitExtra), ["6.337", "7.337", "76.37", "76.37", "76.33"]);
        assert_eq!(meant("0.76", CauseKind::DigitExtra), ["0.6", "0.7"]);
    }

    #[test]
    fn the_point_moves_up_to_three_places() {
        let moved = meant("76.37", CauseKind::PointMoved);
        assert_eq!(moved, ["7.637", "763.7", "0.7637", "7637", "0.07637", "76370"]);
        assert_eq!(meant("0.7637", CauseKind::PointMoved).get(3).map(String::as_str), Some("76.37"));
    }

    #[test]
    fn money_slips_between_its_three_units() {
        let figure = Figure::new(Decimal::new(67151, 2), Unit::Money(4));
        let units: Vec<Unit> = slips(&figure)
            .into_iter()
            .filter(|(kind, _)| *kind == CauseKind::UnitSlipped)
            .map(|(_, figure)| figure.unit)
            .collect();
        assert_eq!(units, [Unit::Money(0), Unit::Money(8)]);
    }

    #[test]
    fn the_number_of_slips_is_linear_in_the_digits() {
        let figure = |digits: &str| Figure::new(Decimal::from_str_exact(digits).unwrap(), Unit::Money(4));
        let longest = slips(&figure("7922816251426433759354395.0335"));
        assert!(longest.len() < 29 * 25, "{}", longest.len());
    }
}
