//! All values that a formula can have: figures that stand twice, open ends, divisors near zero, kinks.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on may panic")]

mod figure_support;

use figure_support::{leaf, wan};
use guiju::figure::{Bound, Exact, Figure, Formula, Hedge, Interval, Undecided, Unit};

fn money(values: &[&str]) -> Vec<Figure> {
    values.iter().map(|text| wan(text)).collect()
}

fn whole(value: i64) -> Formula {
    Formula::Constant(Exact::whole(value))
}

fn ratio(numerator: i64, denominator: i64) -> Exact {
    Exact::whole(numerator).div(&Exact::whole(denominator)).unwrap()
}

fn closed(low: (i64, i64), high: (i64, i64)) -> Interval {
    Interval::closed(ratio(low.0, low.1), ratio(high.0, high.1))
}

#[test]
fn growth_counts_its_base_once_in_both_ways_of_writing_it() {
    let figures = money(&["6", "4"]);
    let expected = Ok(closed((55 - 45, 45), (65 - 35, 35)));
    let difference = leaf(0).minus(leaf(1)).over(leaf(1));
    assert_eq!(difference.range(&figures), expected);
    assert_eq!(leaf(0).over(leaf(1)).minus(whole(1)).range(&figures), expected);
}

#[test]
fn a_share_of_a_whole_that_holds_it_is_taken_at_its_corners() {
    let figures = money(&["6", "4"]);
    let share = leaf(0).over(leaf(0).plus(leaf(1)));
    assert_eq!(share.range(&figures), Ok(closed((55, 100), (65, 100))));
}

#[test]
fn a_weighted_sum_in_which_a_figure_cancels_does_not_widen_by_it() {
    let figures = money(&["6", "4"]);
    let formula = leaf(0).plus(leaf(1)).minus(leaf(0));
    assert_eq!(formula.range(&figures), Ok(closed((35_000, 1), (45_000, 1))));
    let nothing = leaf(0).minus(leaf(0));
    assert_eq!(nothing.range(&figures), Ok(Interval::point(Exact::zero())));
}

#[test]
fn a_divisor_that_may_be_zero_leaves_it_open() {
    let figures = money(&["6", "6", "0", "0"]);
    let gap = leaf(0).minus(leaf(1));
    assert_eq!(whole(1).over(gap.clone()).range(&figures), Err(Undecided::DivisorMayBeZero));
    // The base stands in numerator and divisor: the sign of the divisor changes from corner to corner.
    assert_eq!(leaf(0).over(gap).range(&figures), Err(Undecided::DivisorMayBeZero));
    let exact: Vec<Figure> = figures.into_iter().map(Figure::exactly).collect();
    assert_eq!(leaf(2).over(leaf(3)).range(&exact), Err(Undecided::ZeroByZero));
    assert_eq!(leaf(1).over(leaf(3)).range(&exact), Err(Undecided::DivisorMayBeZero));
}

#[test]
fn a_divisor_that_changes_its_sign_between_the_corners_leaves_it_open() {
    // (A + B) ÷ A with A printed as 0: at both ends of A the divisor is far from zero, but not between them.
    let figures = money(&["0", "1"]);
    assert_eq!(leaf(0).plus(leaf(1)).over(leaf(0)).range(&figures), Err(Undecided::DivisorMayBeZero));
    assert_eq!(leaf(0).over(leaf(0)).range(&figures), Err(Undecided::DivisorMayBeZero));
    let away = money(&["2", "1"]);
    assert_eq!(leaf(0).over(leaf(0)).range(&away), Ok(Interval::point(Exact::one())));
}

#[test]
fn open_ends_stay_open_through_the_corners() {
    let mut figures = money(&["80", "20"]);
    figures[0].hedge = Hedge::AndMore;
    figures[1].exact = true;
    // N / (N + M) with N in (80, 90) and M = 20.
    let share = leaf(0).over(leaf(0).plus(leaf(1)));
    let expected = Interval { low: Bound::Open(ratio(80, 100)), high: Bound::Open(ratio(90, 110)) };
    assert_eq!(share.range(&figures), Ok(expected));
    // N·M − N·M + M does not depend on N (and M, written twice with it, is exact).
    let idle = leaf(0).times(leaf(1)).minus(leaf(0).times(leaf(1))).plus(leaf(1));
    assert_eq!(idle.range(&figures), Ok(Interval::point(Exact::whole(200_000))));
}

#[test]
fn a_figure_without_an_end_that_stands_twice_leaves_it_open() {
    let mut figures = money(&["80", "20"]);
    figures[0].hedge = Hedge::Over;
    let share = leaf(0).over(leaf(0).plus(leaf(1)));
    assert_eq!(share.range(&figures), Err(Undecided::Hedged));
    let once = leaf(1).over(leaf(0)).range(&figures).unwrap();
    assert_eq!(once, Interval { low: Bound::Open(Exact::zero()), high: Bound::Open(ratio(205, 800)) });
}

#[test]
fn a_squared_figure_is_widened_rather_than_taken_at_its_ends() {
    let mut figures = money(&["0"]);
    figures[0].unit = Unit::Percent;
    let square = leaf(0).times(leaf(0)).range(&figures).unwrap();
    assert!(square.contains(&Exact::zero()), "the corners alone would leave out the middle");
}

#[test]
fn minimum_and_rounding_map_the_ends() {
    let figures = money(&["6", "4"]);
    let rate = || leaf(0).over(leaf(0).plus(leaf(1)));
    let capped = Formula::Least(vec![rate(), Formula::Constant(ratio(6, 10))]);
    assert_eq!(capped.range(&figures), Ok(closed((55, 100), (6, 10))));
    let rounded = Formula::Rounded(Box::new(rate()), 1);
    assert_eq!(rounded.range(&figures), Ok(closed((6, 10), (7, 10))));
    let distance = Formula::Absolute(Box::new(leaf(1).minus(leaf(0))));
    assert_eq!(distance.range(&figures), Ok(closed((10_000, 1), (30_000, 1))));
}

#[test]
fn a_kink_beside_its_own_figure_is_never_narrowed() {
    // |A − B| ÷ B with A = 5 exact: zero where B is 5, though neither end of B gives it.
    let mut figures = money(&["5", "5"]);
    figures[0].exact = true;
    let formula = Formula::Absolute(Box::new(leaf(0).minus(leaf(1)))).over(leaf(1));
    assert!(formula.range(&figures).unwrap().contains(&Exact::zero()));
}

#[test]
fn more_than_ten_repeated_figures_are_left_open_but_not_in_a_plain_sum() {
    let figures = money(&["1"; 12]);
    let all = || Formula::Sum((0..12).map(leaf).collect());
    let squares = Formula::Sum((0..12).map(|index| leaf(index).times(whole(2))).collect());
    assert_eq!(squares.over(all()).range(&figures), Err(Undecided::TooManyFigures));
    let linear = all().minus(Formula::Sum((0..11).map(leaf).collect()));
    assert_eq!(linear.range(&figures), Ok(closed((5_000, 1), (15_000, 1))));
}
