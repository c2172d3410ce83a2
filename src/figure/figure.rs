//! A reported figure: what was printed.

use rust_decimal::Decimal;

use super::{Bound, Exact, Hedge, Interval, Unit};

/// A number as it was printed: digits, unit, precision and hedge. It stands for a set of true values.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Figure {
    /// The printed digits with their sign; the scale is the number of decimals printed (`90.00` has two).
    pub digits: Decimal,
    /// The printed unit.
    pub unit: Unit,
    /// The words round it.
    pub hedge: Hedge,
    /// Set where the figure is exact whatever its kind: literals of rules, limits and targets.
    pub exact: bool,
}

impl Figure {
    /// A plain reported figure.
    #[must_use]
    pub fn new(digits: Decimal, unit: Unit) -> Self {
        Self { digits, unit, hedge: Hedge::Plain, exact: false }
    }

    /// The same figure with a hedge.
    #[must_use]
    pub fn hedged(mut self, hedge: Hedge) -> Self {
        self.hedge = hedge;
        self
    }

    /// The same figure, taken as exact.
    #[must_use]
    pub fn exactly(mut self) -> Self {
        self.exact = true;
        self
    }

    /// The printed value in the base unit of its dimension (元, 1 for ratios), hedge ignored.
    #[must_use]
    pub fn value(&self) -> Exact {
        Exact::scaled(self.digits, i32::from(self.unit.power()))
    }

    /// How many decimals were printed.
    #[must_use]
    pub fn decimals(&self) -> u32 {
        self.digits.scale()
    }

    /// The decimals printed, counted in the base unit: 671.51 万元 has −2, 76.37% has 4.
    #[must_use]
    pub fn base_decimals(&self) -> i32 {
        i32::try_from(self.decimals()).unwrap_or(28) - i32::from(self.unit.power())
    }

    /// True where the figure stands for itself alone: counts without hedge, whole 元, 元 with two decimals, scores, and
    /// what is marked exact. A percentage, 百分点, 倍, 成 or ‰ never does, nor a whole amount of 万 or 亿.
    #[must_use]
    pub fn is_exact(&self) -> bool {
        if self.exact {
            return true;
        }
        if self.hedge != Hedge::Plain {
            return false;
        }
        match &self.unit {
            Unit::None | Unit::Count { power: 0, .. } => self.decimals() == 0,
            Unit::Score => true,
            Unit::Money(0) => matches!(self.decimals(), 0 | 2),
            Unit::Money(_)
            | Unit::Count { .. }
            | Unit::Power(_)
            | Unit::Percent
            | Unit::Permille
            | Unit::PercentPoint
            | Unit::Times
            | Unit::Tenths => false,
        }
    }

    /// The set of true values it stands for, in the base unit.
    #[must_use]
    pub fn interval(&self) -> Interval {
        let value = self.value();
        if self.is_exact() {
            return Interval::point(value);
        }
        let half = self.unit_of_last_digit().mul(&half());
        let low = value.sub(&half);
        let high = value.add(&half);
        let step = self.unit_of_significance();
        match self.hedge {
            Hedge::Plain => Interval::closed(low, high),
            Hedge::About => Interval::closed(value.sub(&step), value.add(&step)),
            Hedge::Nearly => Interval::closed(value.sub(&step), high),
            Hedge::Over => Interval { low: Bound::Open(value), high: Bound::Endless },
            Hedge::Under => Interval { low: Bound::Endless, high: Bound::Open(value) },
            Hedge::AtLeast => Interval { low: Bound::Closed(value), high: Bound::Endless },
            Hedge::AtMost => Interval { low: Bound::Endless, high: Bound::Closed(value) },
            Hedge::AndMore => Interval { high: Bound::Open(value.add(&step)), low: Bound::Open(value) },
        }
    }

    /// The same amount with the opposite sign (a drop read through a `down` cue).
    #[must_use]
    pub fn negated(&self) -> Self {
        let hedge = match self.hedge {
            Hedge::Over => Hedge::Under,
            Hedge::Under => Hedge::Over,
            Hedge::AtLeast => Hedge::AtMost,
            Hedge::AtMost => Hedge::AtLeast,
            same @ (Hedge::Plain | Hedge::About | Hedge::Nearly | Hedge::AndMore) => same,
        };
        Self { digits: -self.digits, hedge, ..self.clone() }
    }

    /// The same figure with other digits.
    #[must_use]
    pub fn with_digits(&self, digits: Decimal) -> Self {
        Self { digits, ..self.clone() }
    }

    /// Digits and unit as printed, without the hedge: `671.51万元`, `76.37%`.
    #[must_use]
    pub fn printed(&self) -> String {
        format!("{}{}", self.digits, self.unit.symbol())
    }

    /// One unit of the last printed digit, in the base unit.
    fn unit_of_last_digit(&self) -> Exact {
        Exact::power_of_ten(-self.base_decimals())
    }

    /// One unit of the last digit that is not a trailing zero of a whole number: 2100 → 100, 80 → 10, 92 → 1.
    ///
    /// How far 约 and 近 reach is not fixed anywhere; one such unit is the neutral reading. 多 and 余 mean just it.
    fn unit_of_significance(&self) -> Exact {
        let mut mantissa = self.digits.mantissa();
        let mut power = -self.base_decimals();
        while self.decimals() == 0 && mantissa != 0 && mantissa % 10 == 0 {
            mantissa /= 10;
            power += 1;
        }
        Exact::power_of_ten(power)
    }
}

fn half() -> Exact {
    Exact::scaled(Decimal::new(5, 1), 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(digits: &str, unit: Unit) -> Figure {
        Figure::new(Decimal::from_str_exact(digits).unwrap(), unit)
    }

    fn exact(digits: &str) -> Exact {
        Exact::scaled(Decimal::from_str_exact(digits).unwrap(), 0)
    }

    #[test]
    fn a_decimal_figure_stands_for_half_a_unit_either_way() {
        let interval = figure("671.51", Unit::Money(4)).interval();
        assert_eq!(interval, Interval::closed(exact("6715050"), exact("6715150")));
        let percent = figure("76", Unit::Percent).interval();
        assert_eq!(percent, Interval::closed(exact("0.755"), exact("0.765")));
    }

    #[test]
    fn counts_scores_and_yuan_are_exact_and_rates_never_are() {
        assert!(figure("12", Unit::Count { name: "项".into(), power: 0 }).is_exact());
        assert!(figure("671.51", Unit::Money(0)).is_exact());
        assert!(figure("91.8", Unit::Score).is_exact());
        assert!(!figure("2", Unit::Times).is_exact());
        assert!(!figure("500", Unit::Money(4)).is_exact());
        assert!(!figure("200", Unit::Count { name: "人次".into(), power: 4 }).is_exact());
        assert!(figure("90", Unit::Percent).exactly().is_exact());
    }

    #[test]
    fn and_more_reaches_the_next_unit_of_the_digit_before() {
        let open = |digits: &str, unit: Unit| figure(digits, unit).hedged(Hedge::AndMore).interval();
        let count = |power| Unit::Count { name: "次".into(), power };
        let between = |low: &str, high: &str| Interval { low: Bound::Open(exact(low)), high: Bound::Open(exact(high)) };
        assert_eq!(open("80", count(0)), between("80", "90"));
        assert_eq!(open("2100", count(0)), between("2100", "2200"));
        assert_eq!(open("90", count(4)), between("900000", "1000000"));
    }
}
