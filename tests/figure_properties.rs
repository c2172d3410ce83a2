//! What holds for all figures: verdicts against an oracle that enumerates true values, ranges against sampled and
//! cornered ones.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on may panic")]

mod figure_support;

use figure_support::{growth, leaf, percent, ratio, verdict, wan};
use guiju::figure::{
    Agreement, CauseKind, Exact, Figure, Formula, Hedge, Interval, LeafId, Unit, agree, degree_ok, likely_causes,
};
use proptest::prelude::*;
use rust_decimal::Decimal;

// ---- The oracle: true amounts on a grid of twentieths of the last printed unit, plain integers only.

/// Steps of the grid in one printed unit.
const GRID: i128 = 20;

/// A kind of claim: how we compute it, and how the oracle does.
struct Shape {
    formula: Formula,
    claim: fn(i64) -> Figure,
    /// Numerator and divisor of the claimed value in units of the claim's last digit, from amounts in grid steps.
    value: fn(&[i128]) -> (i128, i128),
    operands: usize,
}

fn shapes() -> Vec<Shape> {
    let rate = |hundredths: i64| percent(&Decimal::new(hundredths, 2).to_string());
    let amount = |hundredths: i64| wan(&Decimal::new(hundredths, 2).to_string());
    vec![
        Shape { formula: ratio(), claim: rate, value: |it| (10_000 * it[0], it[1]), operands: 2 },
        Shape { formula: growth(), claim: rate, value: |it| (10_000 * (it[0] - it[1]), it[1]), operands: 2 },
        Shape {
            formula: leaf(1).over(leaf(1).plus(leaf(2))),
            claim: rate,
            value: |it| (10_000 * it[0], it[0] + it[1]),
            operands: 2,
        },
        Shape { formula: leaf(1).minus(leaf(2)), claim: amount, value: |it| (it[0] - it[1], GRID), operands: 2 },
        Shape {
            formula: Formula::Sum(vec![leaf(1), leaf(2), leaf(3)]),
            claim: amount,
            value: |it| (it[0] + it[1] + it[2], GRID),
            operands: 3,
        },
        Shape {
            formula: leaf(1).over(Formula::Sum(vec![leaf(1), leaf(2), leaf(3)])),
            claim: rate,
            value: |it| (10_000 * it[0], it[0] + it[1] + it[2]),
            operands: 3,
        },
    ]
}

/// The verdict by enumeration. The grid holds both ends of every interval, between which the value is continuous.
fn oracle(shape: &Shape, claim: i64, printed: &[i64], exact: &[bool]) -> Agreement {
    let claim = i128::from(claim);
    let middle: Vec<i128> = printed.iter().map(|amount| i128::from(*amount) * GRID).collect();
    let (numerator, divisor) = (shape.value)(&middle);
    let size = numerator.abs();
    if claim == numerator.signum() * ((2 * size + divisor) / (2 * divisor)) {
        return Agreement::Agrees;
    }
    if claim == numerator.signum() * (size / divisor) {
        return Agreement::CutOff;
    }
    let (mut some_not_above, mut some_not_below) = (false, false);
    let mut visit = |amounts: &[i128]| {
        let (numerator, divisor) = (shape.value)(amounts);
        some_not_above |= 2 * numerator <= (2 * claim + 1) * divisor;
        some_not_below |= 2 * numerator >= (2 * claim - 1) * divisor;
    };
    enumerate(&middle, exact, &mut Vec::new(), &mut visit);
    if some_not_above && some_not_below { Agreement::Reachable } else { Agreement::Contradicts }
}

fn enumerate(middle: &[i128], exact: &[bool], chosen: &mut Vec<i128>, visit: &mut impl FnMut(&[i128])) {
    let Some(center) = middle.get(chosen.len()) else { return visit(chosen) };
    let reach = if exact[chosen.len()] { 0 } else { GRID / 2 };
    for step in -reach..=reach {
        chosen.push(center + step);
        enumerate(middle, exact, chosen, visit);
        chosen.pop();
    }
}

fn amounts_of(printed: &[i64], exact: &[bool]) -> Vec<Figure> {
    let amounts = printed.iter().zip(exact).map(|(amount, exact)| {
        let figure = Figure::new(Decimal::new(*amount, 2), Unit::Money(4));
        if *exact { figure.exactly() } else { figure }
    });
    amounts.collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn verdicts_are_those_of_a_brute_force_search(
        shape in 0..6_usize,
        printed in prop::collection::vec(prop_oneof![1..60_i64, 1..3_000_i64], 3),
        exact in prop::collection::vec(prop::bool::weighted(0.2), 3),
        miss in prop_oneof![-3..=3_i64, -60..=60_i64, -2_000..=2_000_i64],
    ) {
        let shape = &shapes()[shape];
        let (printed, exact) = (&printed[..shape.operands], &exact[..shape.operands]);
        let middle: Vec<i128> = printed.iter().map(|amount| i128::from(*amount) * GRID).collect();
        let (numerator, divisor) = (shape.value)(&middle);
        let claim = i64::try_from(numerator / divisor).unwrap() + miss;
        let mut figures = vec![(shape.claim)(claim)];
        figures.extend(amounts_of(printed, exact));
        prop_assert_eq!(
            verdict(&shape.formula, &figures), oracle(shape, claim, printed, exact),
            "claim {} of {:?}", figures[0].printed(), printed
        );
    }

    #[test]
    fn whoever_rounds_true_amounts_is_never_accused(
        amounts in prop::collection::vec(1..50_000_000_i64, 3),
        decimals in 0..3_u32,
    ) {
        // True amounts to the 元, printed in 万元 with two decimals; the claims computed from the true ones.
        let printed = |value: &Exact, decimals: u32, power: i8| {
            let shifted = value.mul(&Exact::power_of_ten(-i32::from(power)));
            shifted.to_printed(decimals).unwrap()
        };
        let truth: Vec<Exact> = amounts.iter().map(|amount| Exact::whole(*amount)).collect();
        let money = |value: &Exact| Figure::new(printed(value, 2, 4), Unit::Money(4));
        let rate = |value: &Exact| Figure::new(printed(value, decimals, -2), Unit::Percent);
        let operands: Vec<Figure> = truth.iter().map(money).collect();
        let holds = |claim: Figure, formula: &Formula| {
            let mut figures = vec![claim];
            figures.extend(operands.iter().cloned());
            agree(&leaf(0), formula, &figures).agreement != Agreement::Contradicts
        };
        let total = truth[0].add(&truth[1]).add(&truth[2]);
        prop_assert!(holds(money(&total), &Formula::Sum(vec![leaf(1), leaf(2), leaf(3)])));
        prop_assert!(holds(money(&truth[0].sub(&truth[1])), &leaf(1).minus(leaf(2))));
        prop_assert!(holds(rate(&truth[0].div(&truth[1]).unwrap()), &ratio()));
        prop_assert!(holds(rate(&truth[0].sub(&truth[1]).div(&truth[1]).unwrap()), &growth()));
        let share = truth[0].div(&truth[0].add(&truth[1])).unwrap();
        prop_assert!(holds(rate(&share), &leaf(1).over(leaf(1).plus(leaf(2)))));
    }

    #[test]
    fn the_order_of_operands_does_not_matter(
        printed in prop::collection::vec(-5_000..5_000_i64, 4),
        exact in prop::collection::vec(any::<bool>(), 4),
    ) {
        let figures = amounts_of(&printed, &exact);
        let forwards = Formula::Sum((0..4).map(leaf).collect()).range(&figures);
        let backwards = Formula::Sum((0..4).rev().map(leaf).collect()).range(&figures);
        prop_assert_eq!(forwards, backwards);
        let product = leaf(0).times(leaf(1)).range(&figures);
        prop_assert_eq!(product, leaf(1).times(leaf(0)).range(&figures));
        for (a, b) in [(0, 1), (1, 2), (2, 3)] {
            let there = agree(&leaf(a), &leaf(b), &figures).agreement;
            prop_assert_eq!(there, agree(&leaf(b), &leaf(a), &figures).agreement);
        }
        let sides = (leaf(0).plus(leaf(1)), leaf(1).plus(leaf(2)));
        let there = agree(&sides.0, &sides.1, &figures).agreement;
        prop_assert_eq!(there, agree(&sides.1, &sides.0, &figures).agreement);
    }

    #[test]
    fn what_was_rounded_lies_in_the_interval_of_what_is_printed(
        numerator in -10_000_000_i64..10_000_000,
        divisor in 1..10_000_i64,
        decimals in 0..6_u32,
    ) {
        let value = Exact::whole(numerator).div(&Exact::whole(divisor)).unwrap();
        for unit in [Unit::Percent, Unit::Money(4), Unit::Times, Unit::Permille] {
            let in_unit = value.mul(&Exact::power_of_ten(-i32::from(unit.power())));
            let figure = Figure::new(in_unit.to_printed(decimals).unwrap(), unit);
            prop_assert!(figure.interval().contains(&value), "{}", figure.printed());
        }
    }

    #[test]
    fn two_digits_swapped_are_found_and_put_right(
        amounts in (1..1_000_000_i64, 1..1_000_000_i64),
        place in 0..6_usize,
    ) {
        let operands = [Decimal::new(amounts.0, 2), Decimal::new(amounts.1, 2)].map(|it| Figure::new(it, Unit::Money(4)));
        let [a, b] = operands;
        let right = a.value().div(&b.value()).unwrap().mul(&Exact::whole(100)).to_fixed(2);
        let mut digits: Vec<char> = right.chars().filter(|it| *it != '.').collect();
        prop_assume!(place + 1 < digits.len() && digits[place] != digits[place + 1]);
        digits.swap(place, place + 1);
        prop_assume!(digits[0] != '0' || digits.len() == 3);
        digits.insert(digits.len() - 2, '.');
        let wrong: String = digits.iter().collect();
        let figures = [percent(&wrong), a, b];
        let first = likely_causes(LeafId(0), &ratio(), &figures, &[]).into_iter().next().unwrap();
        prop_assert_eq!((first.kind, first.instead), (CauseKind::DigitsSwapped, percent(&right)));
    }
}

// ---- Ranges of any formula.

fn formulas(with_kinks: bool) -> impl Strategy<Value = Formula> {
    let leaves = prop_oneof![
        4 => (0..3_u32).prop_map(leaf),
        1 => (-3..=3_i64).prop_map(|it| Formula::Constant(Exact::whole(it))),
    ];
    leaves.prop_recursive(4, 14, 3, move |inner| {
        let pair = (inner.clone(), inner.clone());
        let many = prop::collection::vec(inner.clone(), 1..4);
        let smooth = prop_oneof![
            inner.clone().prop_map(|it| Formula::Negate(Box::new(it))),
            many.clone().prop_map(Formula::Sum),
            pair.clone().prop_map(|(a, b)| a.times(b)),
            pair.prop_map(|(a, b)| a.over(b)),
        ];
        if !with_kinks {
            return smooth.boxed();
        }
        prop_oneof![
            6 => smooth,
            1 => inner.clone().prop_map(|it| Formula::Absolute(Box::new(it))),
            1 => many.clone().prop_map(Formula::Least),
            1 => many.prop_map(Formula::Greatest),
            1 => (inner, -1..3_i32).prop_map(|(it, decimals)| Formula::Rounded(Box::new(it), decimals)),
        ]
        .boxed()
    })
}

/// A printed number with a hedge, and a true value behind it in hundredths of its interval.
fn printed_and_true(hedge: Hedge, digits: Decimal, hundredths: i64) -> (Figure, Figure) {
    let figure = Figure::new(digits, Unit::Times).hedged(hedge);
    let interval = figure.interval();
    let value = match (interval.low.value(), interval.high.value()) {
        (Some(low), Some(high)) => {
            let share = Exact::whole(hundredths).mul(&Exact::power_of_ten(-2));
            low.add(&high.sub(low).mul(&share))
        }
        (Some(low), None) => low.add(&Exact::whole(hundredths)),
        (None, Some(high)) => high.sub(&Exact::whole(hundredths)),
        (None, None) => Exact::whole(hundredths),
    };
    let truth = Figure::new(value.to_decimal().unwrap(), Unit::Times).exactly();
    (figure, truth)
}

/// Few digits, often near zero: there intervals are wide and divisors change their sign.
fn digits() -> impl Strategy<Value = Decimal> {
    (prop_oneof![-4..=4_i64, -60..60_i64], 0..2_u32).prop_map(|(digits, scale)| Decimal::new(digits, scale))
}

fn hedges() -> impl Strategy<Value = Hedge> {
    prop_oneof![
        6 => Just(Hedge::Plain),
        1 => Just(Hedge::About),
        1 => Just(Hedge::Nearly),
        1 => Just(Hedge::AndMore),
        1 => Just(Hedge::Over),
        1 => Just(Hedge::AtMost),
    ]
}

/// Every choice of ends of plain figures.
fn corners(figures: &[Figure]) -> Vec<Vec<Figure>> {
    let ends: Vec<[Figure; 2]> = figures
        .iter()
        .map(|figure| {
            let interval = figure.interval();
            [&interval.low, &interval.high]
                .map(|end| Figure::new(end.value().unwrap().to_decimal().unwrap(), Unit::Times).exactly())
        })
        .collect();
    let choice = |corner: usize| ends.iter().enumerate().map(|(bit, ends)| ends[corner >> bit & 1].clone()).collect();
    (0..1 << figures.len()).map(choice).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3_000, max_global_rejects: 100_000, ..ProptestConfig::default() })]

    #[test]
    fn no_true_values_leave_the_range(
        formula in formulas(true),
        printed in prop::collection::vec((hedges(), digits(), 1..100_i64), 3),
    ) {
        let (figures, truths): (Vec<Figure>, Vec<Figure>) =
            printed.into_iter().map(|(hedge, digits, hundredths)| printed_and_true(hedge, digits, hundredths)).unzip();
        let Ok(range) = formula.range(&figures) else { return Ok(()) };
        let value = formula.at_printed(&truths);
        prop_assert!(
            value.as_ref().is_ok_and(|value| range.contains(value)),
            "{:?} is not in {:?}, with {:?}", value, range, truths
        );
    }

    #[test]
    fn the_range_of_a_monotone_formula_ends_at_its_corners(
        formula in formulas(false).prop_filter("of degree one", degree_ok),
        printed in prop::collection::vec(digits(), 3),
    ) {
        let figures: Vec<Figure> = printed.iter().map(|digits| Figure::new(*digits, Unit::Times)).collect();
        let Ok(range) = formula.range(&figures) else { return Ok(()) };
        let values: Vec<Exact> =
            corners(&figures).iter().map(|corner| formula.at_printed(corner).unwrap()).collect();
        let expected = Interval::closed(values.iter().min().unwrap().clone(), values.iter().max().unwrap().clone());
        prop_assert_eq!(range, expected);
    }

    #[test]
    fn verdicts_do_not_depend_on_the_sides(
        left in formulas(true),
        right in formulas(true),
        printed in prop::collection::vec((hedges(), digits()), 3),
    ) {
        let figures: Vec<Figure> = printed
            .iter()
            .map(|(hedge, digits)| Figure::new(*digits, Unit::Times).hedged(*hedge))
            .collect();
        let (there, back) = (agree(&left, &right, &figures).agreement, agree(&right, &left, &figures).agreement);
        match (there, back) {
            // Which of two reasons is told may depend on which side is met first.
            (Agreement::Undecided(_), Agreement::Undecided(_)) => {}
            (there, back) => prop_assert_eq!(there, back),
        }
    }
}
