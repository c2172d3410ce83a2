//! A reported figure: what was printed.

use std::hash::{Hash, Hasher};

use rust_decimal::Decimal;

use super::hedge::last_counting_unit;
use super::{Bound, Exact, Hedge, HedgeWidth, Interval, Unit};

/// A number as it was printed: digits, unit, precision and hedge. It stands for a set of true values.
///
/// Two figures are equal if they were printed alike: 90% and 90.00% are not, for they stand for different sets.
#[derive(Debug, Clone)]
pub struct Figure {
    /// The printed digits with their sign; the scale is the number of decimals printed (`90.00` has two).
    pub digits: Decimal,
    /// The printed unit.
    pub unit: Unit,
    /// The words round it.
    pub hedge: Hedge,
    /// Set where the figure is exact whatever its kind: literals of rules, limits and targets. A hedge still counts:
    /// a limit of 不低于 90% is everything from 90% on.
    pub exact: bool,
    /// How far its 约 or 近 reaches, where a pack says so; else [`HedgeWidth::default`].
    pub width: Option<Box<HedgeWidth>>,
}

impl Figure {
    /// A plain reported figure.
    #[must_use]
    pub fn new(digits: Decimal, unit: Unit) -> Self {
        Self { digits, unit, hedge: Hedge::Plain, exact: false, width: None }
    }

    /// The same figure with a hedge.
    #[must_use]
    pub fn hedged(mut self, hedge: Hedge) -> Self {
        self.hedge = hedge;
        self
    }

    /// The same figure, its 约 or 近 reaching so far.
    #[must_use]
    pub fn reaching(mut self, width: HedgeWidth) -> Self {
        self.width = Some(Box::new(width));
        self
    }

    /// The same figure, taken as exact.
    #[must_use]
    pub fn exactly(mut self) -> Self {
        self.exact = true;
        self
    }

    /// The same figure with other digits.
    #[must_use]
    pub fn with_digits(&self, digits: Decimal) -> Self {
        Self { digits, ..self.clone() }
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
        i32::try_from(self.decimals()).unwrap_or(0) - i32::from(self.unit.power())
    }

    /// True where the figure stands for itself alone: unhedged counts and whole bare numbers, whole 元, 元 with two
    /// decimals, scores, and what is marked exact. A percentage, 百分点, 倍, 成 or ‰ never does unless so marked, nor a
    /// whole amount of 万 or 亿.
    #[must_use]
    pub fn is_exact(&self) -> bool {
        self.hedge == Hedge::Plain && self.has_exact_digits()
    }

    /// The set of true values it stands for, in the base unit.
    #[must_use]
    pub fn interval(&self) -> Interval {
        let value = self.value();
        match self.hedge {
            Hedge::Plain => match self.half_unit() {
                None => Interval::point(value),
                Some(half) => Interval::closed(value.sub(&half), value.add(&half)),
            },
            Hedge::About => {
                let width = self.hedge_width(&value);
                Interval::closed(value.sub(&width), value.add(&width))
            }
            Hedge::Nearly => self.outwards(|amount| {
                let width = self.hedge_width(amount);
                Interval::closed(amount.sub(&width), amount.clone())
            }),
            Hedge::AndMore => self.outwards(|amount| {
                let next = amount.add(&last_counting_unit(self.digits, i32::from(self.unit.power())));
                Interval { low: Bound::Open(amount.clone()), high: Bound::Open(next) }
            }),
            Hedge::Over => Interval { low: Bound::Open(value), high: Bound::Endless },
            Hedge::Under => Interval { low: Bound::Endless, high: Bound::Open(value) },
            Hedge::AtLeast => Interval { low: Bound::Closed(value), high: Bound::Endless },
            Hedge::AtMost => Interval { low: Bound::Endless, high: Bound::Closed(value) },
        }
    }

    /// The same amount with the opposite sign (a drop read through a `down` cue).
    #[must_use]
    pub fn negated(&self) -> Self {
        // Zero has no sign: nobody prints -0.00.
        let digits = if self.digits.is_zero() { self.digits } else { -self.digits };
        Self { digits, hedge: self.hedge.mirrored(), ..self.clone() }
    }

    /// Digits and unit as printed, without the hedge: `671.51 万元` is shown as `671.51万元`, `76.37%`.
    #[must_use]
    pub fn printed(&self) -> String {
        format!("{}{}", self.digits, self.unit.symbol())
    }

    fn has_exact_digits(&self) -> bool {
        self.exact
            || match &self.unit {
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

    /// Half a unit of the last printed digit, in the base unit; none where the digits are exact.
    fn half_unit(&self) -> Option<Exact> {
        let half = || Exact::scaled(Decimal::new(5, 1), -self.base_decimals());
        (!self.has_exact_digits()).then(half)
    }

    /// How far 约 or 近 reaches: never less than the printed precision leaves open anyway.
    fn hedge_width(&self, amount: &Exact) -> Exact {
        let unit = last_counting_unit(self.digits, i32::from(self.unit.power()));
        let width = match &self.width {
            Some(width) => width.of(amount, &unit),
            None => HedgeWidth::default().of(amount, &unit),
        };
        self.half_unit().map_or(width.clone(), |half| half.max(width))
    }

    /// An interval of the amount without its sign, put back on the side of zero where the figure stands.
    fn outwards(&self, interval: impl FnOnce(&Exact) -> Interval) -> Interval {
        let value = self.value();
        if value.signum() < 0 { interval(&value.neg()).negated() } else { interval(&value) }
    }

    /// All that tells two figures apart. `Decimal` itself takes 90 and 90.00 for equal.
    fn identity(&self) -> (Decimal, u32, &Unit, Hedge, bool, Option<&HedgeWidth>) {
        (self.digits, self.digits.scale(), &self.unit, self.hedge, self.exact, self.width.as_deref())
    }
}

impl PartialEq for Figure {
    fn eq(&self, other: &Self) -> bool {
        self.identity() == other.identity()
    }
}

impl Eq for Figure {}

impl Hash for Figure {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.identity().hash(state);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(digits: &str, unit: Unit) -> Figure {
        Figure::new(Decimal::from_str_exact(digits).unwrap(), unit)
    }

    fn count(digits: &str, power: i8) -> Figure {
        figure(digits, Unit::Count { name: "人次".into(), power })
    }

    fn exact(digits: &str) -> Exact {
        Exact::from(Decimal::from_str_exact(digits).unwrap())
    }

    fn closed(low: &str, high: &str) -> Interval {
        Interval::closed(exact(low), exact(high))
    }

    fn open(low: &str, high: &str) -> Interval {
        Interval { low: Bound::Open(exact(low)), high: Bound::Open(exact(high)) }
    }

    #[test]
    fn a_decimal_figure_stands_for_half_a_unit_either_way() {
        assert_eq!(figure("671.51", Unit::Money(4)).interval(), closed("6715050", "6715150"));
        assert_eq!(figure("76", Unit::Percent).interval(), closed("0.755", "0.765"));
        assert_eq!(figure("90.00", Unit::Percent).interval(), closed("0.89995", "0.90005"));
        assert_eq!(figure("-23.38", Unit::Percent).interval(), closed("-0.23385", "-0.23375"));
        assert_eq!(count("6.9", 4).interval(), closed("68500", "69500"));
        assert_eq!(count("200", 4).interval(), closed("1995000", "2005000"));
        assert_eq!(figure("500", Unit::Money(4)).interval(), closed("4995000", "5005000"));
        assert_eq!(figure("3.5", Unit::Money(0)).interval(), closed("3.45", "3.55"));
        assert_eq!(figure("8", Unit::Tenths).interval(), closed("0.75", "0.85"));
    }

    #[test]
    fn counts_scores_and_yuan_are_exact_and_rates_never_are() {
        for exact in [
            count("12", 0),
            figure("671", Unit::Money(0)),
            figure("671.51", Unit::Money(0)),
            figure("91.8", Unit::Score),
            figure("90", Unit::Percent).exactly(),
        ] {
            assert!(exact.is_exact(), "{exact:?}");
            assert!(exact.interval().is_point());
        }
        for inexact in [
            figure("76", Unit::Percent),
            figure("3", Unit::PercentPoint),
            figure("2", Unit::Times),
            figure("8", Unit::Tenths),
            figure("5", Unit::Permille),
            figure("500", Unit::Money(4)),
            figure("3", Unit::Money(8)),
            figure("671.5", Unit::Money(0)),
            count("200", 4),
            count("12", 0).hedged(Hedge::About),
        ] {
            assert!(!inexact.is_exact(), "{inexact:?}");
        }
    }

    #[test]
    fn and_more_reaches_the_next_unit_of_the_digit_before() {
        let more = |figure: Figure| figure.hedged(Hedge::AndMore).interval();
        assert_eq!(more(count("80", 0)), open("80", "90"));
        assert_eq!(more(count("2100", 0)), open("2100", "2200"));
        assert_eq!(more(count("90", 4)), open("900000", "1000000"));
        assert_eq!(more(figure("3.50", Unit::Money(8))), open("350000000", "360000000"));
        assert_eq!(more(count("80", 0).negated()), open("-90", "-80"));
    }

    #[test]
    fn hedges_bound_the_side_they_speak_of() {
        let hedged = |hedge| figure("50", Unit::Percent).hedged(hedge).interval();
        let half = || exact("0.5");
        assert_eq!(hedged(Hedge::Over), Interval { low: Bound::Open(half()), high: Bound::Endless });
        assert_eq!(hedged(Hedge::Under), Interval { low: Bound::Endless, high: Bound::Open(half()) });
        assert_eq!(hedged(Hedge::AtLeast), Interval { low: Bound::Closed(half()), high: Bound::Endless });
        assert_eq!(hedged(Hedge::AtMost), Interval { low: Bound::Endless, high: Bound::Closed(half()) });
    }

    #[test]
    fn about_reaches_either_way_and_nearly_only_down_as_far_as_the_pack_says() {
        let about = || count("80", 0).hedged(Hedge::About);
        let nearly = || count("80", 0).hedged(Hedge::Nearly);
        assert_eq!(about().interval(), closed("70", "90"));
        assert_eq!(nearly().interval(), closed("70", "80"));
        assert_eq!(nearly().negated().interval(), closed("-80", "-70"));
        assert_eq!(about().reaching(HedgeWidth::Share(exact("0.05"))).interval(), closed("76", "84"));
        assert_eq!(nearly().reaching(HedgeWidth::Units(exact("0.2"))).interval(), closed("78", "80"));
        let narrow = figure("76.4", Unit::Percent).hedged(Hedge::About).reaching(HedgeWidth::Share(Exact::zero()));
        assert_eq!(narrow.interval(), closed("0.7635", "0.7645"), "never narrower than what is printed");
    }

    #[test]
    fn a_drop_mirrors_its_interval() {
        for hedge in [
            Hedge::Plain,
            Hedge::About,
            Hedge::Nearly,
            Hedge::Over,
            Hedge::Under,
            Hedge::AtLeast,
            Hedge::AtMost,
            Hedge::AndMore,
        ] {
            let rise = figure("5.20", Unit::Percent).hedged(hedge);
            assert_eq!(rise.negated().interval(), rise.interval().negated(), "{hedge:?}");
            assert_eq!(rise.negated().negated(), rise);
        }
        assert_eq!(figure("0.00", Unit::Percent).negated().printed(), "0.00%");
    }

    #[test]
    fn an_exact_limit_keeps_its_hedge() {
        let limit = figure("90", Unit::Percent).hedged(Hedge::AtLeast).exactly();
        assert!(!limit.is_exact());
        assert!(limit.interval().contains(&exact("0.9")));
        assert!(!limit.interval().contains(&exact("0.8999")));
    }

    #[test]
    fn figures_printed_alike_are_equal_and_others_are_not() {
        assert_ne!(figure("90", Unit::Percent), figure("90.00", Unit::Percent));
        assert_eq!(figure("90.00", Unit::Percent), figure("90.00", Unit::Percent));
        assert_eq!(figure("671.51", Unit::Money(4)).printed(), "671.51万元");
        assert_eq!(figure("76.40", Unit::Percent).printed(), "76.40%");
    }
}
