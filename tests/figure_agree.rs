//! The verdict of `~=`, on the numbers of real reports and on the known mistakes of others.

mod figure_support;

use figure_support::{constant, exact, figure, growth, leaf, people, percent, points, ratio, verdict, wan, yuan};
use guiju::figure::{
    Agreement, Bound, Exact, Figure, Formula, Hedge, HedgeWidth, Interval, Truth, Undecided, Unit, agree,
    at_least_about, at_most_about,
};

fn rate_of_the_seed(claim: &str) -> Agreement {
    verdict(&ratio(), &[percent(claim), wan("671.51"), wan("879.34")])
}

#[test]
fn a_rate_is_judged_at_its_own_precision() {
    assert_eq!(rate_of_the_seed("76.37"), Agreement::Agrees);
    assert_eq!(rate_of_the_seed("76.36"), Agreement::CutOff);
    assert_eq!(rate_of_the_seed("76.38"), Agreement::Contradicts);
    assert_eq!(rate_of_the_seed("76.4"), Agreement::Agrees);
    assert_eq!(rate_of_the_seed("76.3"), Agreement::CutOff);
    assert_eq!(rate_of_the_seed("76"), Agreement::Agrees);
    assert_eq!(rate_of_the_seed("77"), Agreement::Contradicts);
    assert_eq!(rate_of_the_seed("76.3652"), Agreement::Agrees);
    assert_eq!(rate_of_the_seed("67.37"), Agreement::Contradicts);
}

#[test]
fn the_six_figures_of_the_seed_are_right() {
    let money = ["673.79", "671.51", "879.34"];
    for (spent, rate, gap, drop) in [(0, "76.62", "205.55", "23.38"), (1, "76.37", "207.83", "23.63")] {
        let figures = [percent(rate), wan(money[spent]), wan(money[2]), wan(gap), percent(drop).negated()];
        assert_eq!(verdict(&ratio(), &figures), Agreement::Agrees);
        assert_eq!(agree(&leaf(3), &leaf(2).minus(leaf(1)), &figures).agreement, Agreement::Agrees);
        assert_eq!(agree(&leaf(4), &growth(), &figures).agreement, Agreement::Agrees);
        assert_eq!(agree(&leaf(4), &leaf(3).over(leaf(2)), &figures).agreement, Agreement::Contradicts, "sign");
        let turned = Formula::Negate(Box::new(leaf(3))).over(leaf(2));
        assert_eq!(agree(&leaf(4), &turned, &figures).agreement, Agreement::Agrees);
    }
}

#[test]
fn the_comparison_shows_what_it_computed_and_what_can_be_reached() {
    let comparison = agree(&leaf(0), &ratio(), &[percent("76.38"), wan("671.51"), wan("879.34")]);
    let computed = comparison.computed.unwrap().mul(&Exact::whole(100));
    assert_eq!(computed.to_shown(6), "76.365228…");
    let reachable = comparison.reachable.unwrap();
    let percent_of = |bound: &Bound| bound.value().unwrap().mul(&Exact::whole(100)).to_fixed(4);
    assert_eq!((percent_of(&reachable.low), percent_of(&reachable.high)), ("76.3642".into(), "76.3662".into()));
}

#[test]
fn rounded_parts_may_miss_their_total_by_their_rounding_and_no_more() {
    let verdict_on = |total: &str| {
        let figures = [wan(total), wan("300.11"), wan("200.22"), wan("171.17")];
        verdict(&Formula::Sum(vec![leaf(1), leaf(2), leaf(3)]), &figures)
    };
    assert_eq!(verdict_on("671.50"), Agreement::Agrees);
    // Three parts and the total: half a unit each, two units in all.
    assert_eq!(verdict_on("671.52"), Agreement::Reachable);
    assert_eq!(verdict_on("671.48"), Agreement::Reachable);
    assert_eq!(verdict_on("671.53"), Agreement::Contradicts);
    let exact_total = [yuan("6715000"), wan("300.11"), wan("200.22"), wan("171.19")];
    assert_eq!(verdict(&Formula::Sum(vec![leaf(1), leaf(2), leaf(3)]), &exact_total), Agreement::Contradicts);
}

#[test]
fn whole_amounts_of_wan_are_read_both_ways() {
    // 500 万元 may stand for 499.6 万元: only the exact reading contradicts.
    let sum = leaf(1).plus(leaf(2));
    assert_eq!(verdict(&sum, &[wan("1000"), wan("500"), wan("501")]), Agreement::Reachable);
    assert_eq!(verdict(&sum, &[wan("1000"), wan("500"), wan("502")]), Agreement::Contradicts);
    // The same in 元 is exact.
    assert_eq!(verdict(&sum, &[yuan("1000"), yuan("500"), yuan("501")]), Agreement::Contradicts);
    assert_eq!(verdict(&sum, &[yuan("1000.00"), yuan("500.00"), yuan("500.01")]), Agreement::Contradicts);
    assert_eq!(verdict(&sum, &[people("15"), people("7"), people("8")]), Agreement::Agrees);
    assert_eq!(verdict(&sum, &[people("16"), people("7"), people("8")]), Agreement::Contradicts);
}

#[test]
fn a_zero_without_decimals_beside_amounts_with_decimals_is_nothing() {
    let sum = leaf(1).plus(leaf(2)).plus(leaf(3));
    let parts = |total: &str, zero: Figure| [wan(total), zero, wan("7.42"), wan("2.74")];
    assert_eq!(verdict(&sum, &parts("10.16", wan("0"))), Agreement::Agrees);
    assert_eq!(verdict(&sum, &parts("10.17", wan("0"))), Agreement::Reachable);
    assert_eq!(verdict(&sum, &parts("9.86", wan("0"))), Agreement::Contradicts);
    let about = Figure { hedge: Hedge::About, ..wan("0") };
    assert_ne!(verdict(&sum, &parts("10.17", about)), Agreement::Agrees);
    // Where all parts are whole 万元, so may be what the zero was rounded from.
    assert_eq!(verdict(&sum, &[wan("11"), wan("0"), wan("7"), wan("3")]), Agreement::Reachable);
    // Alone, a zero is what rounds to it.
    assert_eq!(verdict(&leaf(1), &[wan("0"), wan("0.30")]), Agreement::Agrees);
}

#[test]
fn units_are_converted_without_a_new_rounding() {
    assert_eq!(verdict(&leaf(1), &[figure("0.0671", Unit::Money(8)), wan("671.51")]), Agreement::CutOff);
    assert_eq!(verdict(&leaf(1), &[figure("0.0672", Unit::Money(8)), wan("671.51")]), Agreement::Agrees);
    assert_eq!(verdict(&leaf(1), &[wan("671.51"), yuan("6715149.99")]), Agreement::Agrees);
    assert_eq!(verdict(&leaf(1), &[wan("671.51"), yuan("6715150.00")]), Agreement::CutOff);
    assert_eq!(verdict(&leaf(1), &[wan("671.51"), yuan("6715200.00")]), Agreement::Contradicts);
}

#[test]
fn other_units_of_a_ratio_are_ratios() {
    let amounts = |claim: Figure| [claim, wan("250.00"), wan("100.00")];
    assert_eq!(verdict(&ratio(), &amounts(figure("2.5", Unit::Times))), Agreement::Agrees);
    assert_eq!(verdict(&ratio(), &amounts(figure("3", Unit::Times))), Agreement::Agrees);
    assert_eq!(verdict(&ratio(), &amounts(figure("2", Unit::Times))), Agreement::CutOff);
    assert_eq!(verdict(&ratio(), &amounts(figure("25", Unit::Tenths))), Agreement::Agrees);
    assert_eq!(verdict(&ratio(), &amounts(figure("2500", Unit::Permille))), Agreement::Agrees);
    assert_eq!(verdict(&ratio(), &amounts(figure("2510", Unit::Permille))), Agreement::Contradicts);
}

#[test]
fn points_are_a_difference_of_rates() {
    let figures = |claim: &str| [points(claim), percent("76.37"), percent("74.00")];
    let difference = leaf(1).minus(leaf(2));
    assert_eq!(verdict(&difference, &figures("2.37")), Agreement::Agrees);
    assert_eq!(verdict(&difference, &figures("2.38")), Agreement::Reachable);
    assert_eq!(verdict(&difference, &figures("2.39")), Agreement::Contradicts);
}

#[test]
fn shares_that_exclude_each_other_add_up_to_a_hundred_within_their_rounding() {
    let shares = |third: &str| {
        let figures = [percent("33.33"), percent("33.33"), percent(third)];
        let sum = Formula::Sum(vec![leaf(0), leaf(1), leaf(2)]);
        let there = agree(&sum, &constant("1"), &figures);
        assert_eq!(there, agree(&constant("1"), &sum, &figures));
        there.agreement
    };
    assert_eq!(shares("33.33"), Agreement::Agrees);
    assert_eq!(shares("33.34"), Agreement::Agrees);
    assert_eq!(shares("33.32"), Agreement::Contradicts);
    assert_eq!(shares("33.36"), Agreement::Contradicts);
}

#[test]
fn scores_are_exact_and_follow_the_rounding_of_the_pack() {
    let points_of_rate = leaf(1).times(constant("10"));
    let figures = |score: &str| [figure(score, Unit::Score), percent("76.37")];
    let rounded = Formula::Rounded(Box::new(points_of_rate.clone()), 2);
    assert_eq!(verdict(&rounded, &figures("7.64")), Agreement::Agrees);
    assert_eq!(verdict(&rounded, &figures("7.63")), Agreement::Contradicts);
    assert_eq!(verdict(&points_of_rate, &figures("7.637")), Agreement::Agrees);
    assert_eq!(verdict(&points_of_rate, &figures("7.6371")), Agreement::Reachable);
}

#[test]
fn nothing_is_said_of_a_division_by_zero() {
    let judged = |a: &str, b: &str| verdict(&ratio(), &[percent("100"), wan(a), wan(b)]);
    assert_eq!(judged("0.00", "0.00"), Agreement::Undecided(Undecided::ZeroByZero));
    assert_eq!(judged("5.00", "0.00"), Agreement::Undecided(Undecided::DivisorMayBeZero));
    // A divisor whose interval holds zero: what agrees agrees, the rest is left open.
    let gap = leaf(3).over(leaf(1).minus(leaf(2)));
    let figures = |claim: &str| [percent(claim), wan("0.02"), wan("0.01"), wan("1.00")];
    assert_eq!(verdict(&gap, &figures("10000")), Agreement::Agrees);
    assert_eq!(verdict(&gap, &figures("7000")), Agreement::Undecided(Undecided::DivisorMayBeZero));
    assert_eq!(verdict(&leaf(9), &[percent("1")]), Agreement::Undecided(Undecided::Unreadable));
}

#[test]
fn ties_may_have_gone_either_way_but_agree_only_upwards() {
    let of = |claim: &str, part: &str| verdict(&ratio(), &[percent(claim), people(part), people("1000")]);
    assert_eq!(of("12.5", "125"), Agreement::Agrees);
    assert_eq!(of("13", "125"), Agreement::Agrees, "half up");
    assert_eq!(of("12", "125"), Agreement::CutOff);
    assert_eq!(of("14", "135"), Agreement::Agrees, "not half to even downwards either");
    assert_eq!(of("13", "135"), Agreement::CutOff);
    let drop = |claim: &str| verdict(&growth(), &[percent(claim), people("875"), people("1000")]);
    assert_eq!(drop("-13"), Agreement::Agrees, "away from zero");
    assert_eq!(drop("-12"), Agreement::CutOff);
    // A whole number of 元 behind a tie: both ends of an interval are closed.
    assert_eq!(verdict(&leaf(1), &[wan("12.3"), wan("12.25")]), Agreement::Agrees);
    assert_eq!(verdict(&leaf(1), &[wan("12.2"), wan("12.25")]), Agreement::CutOff);
}

#[test]
fn open_ends_that_touch_in_one_point_do_not_meet() {
    let over = |text: &str| people(text).hedged(Hedge::Over);
    let under = |text: &str| people(text).hedged(Hedge::Under);
    // 超过 100 against a computed 100, and against "less than 100".
    assert_eq!(verdict(&leaf(1).plus(leaf(2)), &[over("100"), people("60"), people("40")]), Agreement::Contradicts);
    assert_eq!(verdict(&leaf(1), &[over("100"), under("100")]), Agreement::Contradicts);
    assert_eq!(verdict(&leaf(1), &[over("100"), under("101")]), Agreement::Agrees);
    let at_least = people("100").hedged(Hedge::AtLeast);
    assert_eq!(verdict(&leaf(1).plus(leaf(2)), &[at_least, people("60"), people("40")]), Agreement::Agrees);
}

#[test]
fn a_hedged_claim_agrees_if_the_computed_value_lies_in_it() {
    let about = |width: Option<HedgeWidth>| {
        let claim = wan("670").hedged(Hedge::About);
        let claim = width.map_or(claim.clone(), |width| claim.reaching(width));
        verdict(&leaf(1).plus(leaf(2)), &[claim, wan("600.00"), wan("73.79")])
    };
    assert_eq!(about(None), Agreement::Agrees, "to one unit of the 7");
    assert_eq!(about(Some(HedgeWidth::Share(exact("0.001")))), Agreement::Contradicts);
    assert_eq!(about(Some(HedgeWidth::Share(exact("0.01")))), Agreement::Agrees);
    let more = figure("80", Unit::Count { name: "场次".into(), power: 0 }).hedged(Hedge::AndMore);
    let sum = leaf(1).plus(leaf(2));
    let counted = |rest: &str| [more.clone(), people("40"), people(rest)];
    assert_eq!(verdict(&sum, &counted("43")), Agreement::Agrees);
    assert_eq!(verdict(&sum, &counted("40")), Agreement::Contradicts);
    assert_eq!(verdict(&sum, &counted("50")), Agreement::Contradicts);
}

#[test]
fn a_hedged_operand_leaves_room() {
    let budget = wan("880").hedged(Hedge::About);
    assert_eq!(verdict(&ratio(), &[percent("76.31"), wan("671.51"), budget.clone()]), Agreement::Agrees);
    assert_eq!(verdict(&ratio(), &[percent("76.90"), wan("671.51"), budget.clone()]), Agreement::Reachable);
    assert_eq!(verdict(&ratio(), &[percent("70.00"), wan("671.51"), budget]), Agreement::Contradicts);
}

#[test]
fn the_more_roughly_printed_of_two_figures_is_the_claim() {
    assert_eq!(verdict(&leaf(1), &[wan("672"), wan("671.51")]), Agreement::Agrees);
    assert_eq!(verdict(&leaf(1), &[wan("671"), wan("671.51")]), Agreement::CutOff);
    assert_eq!(verdict(&leaf(1), &[wan("671.51"), wan("671.52")]), Agreement::Reachable);
    assert_eq!(verdict(&leaf(1), &[wan("671.51"), wan("671.53")]), Agreement::Contradicts);
    assert_eq!(verdict(&leaf(1), &[people("2137"), people("2100").hedged(Hedge::AndMore)]), Agreement::Agrees);
    // Two hedges of the same roughness: the milder verdict of both ways round.
    let (about, over) = (people("100").hedged(Hedge::About), people("100").hedged(Hedge::Over));
    assert_eq!(verdict(&leaf(1), &[about, over]), Agreement::Agrees);
}

#[test]
fn a_figure_in_both_sides_is_the_same_in_both() {
    // A ≈ A + B − C: what A stands for cancels, so only B and C may differ.
    let figures = [wan("500"), wan("3.00"), wan("1.00")];
    let sum = leaf(0).plus(leaf(1)).minus(leaf(2));
    let comparison = agree(&leaf(0), &sum, &figures);
    assert_eq!(comparison.agreement, Agreement::Contradicts);
    assert_eq!(agree(&sum, &leaf(0), &figures).agreement, Agreement::Contradicts);
    assert_eq!(agree(&leaf(0), &leaf(0), &figures).agreement, Agreement::Agrees);
}

#[test]
fn a_part_may_exceed_its_whole_only_by_rounding() {
    let figures = [wan("100.00"), wan("60.00"), wan("40.01"), wan("40.02")];
    let whole = leaf(0);
    let possible = leaf(1).plus(leaf(2));
    let impossible = leaf(1).plus(leaf(3));
    assert_eq!(at_most_about(&possible, &whole, &figures), (Truth::True, None));
    assert_eq!(at_most_about(&impossible, &whole, &figures), (Truth::False, None));
    assert_eq!(at_least_about(&whole, &possible, &figures), (Truth::True, None));
    assert_eq!(at_least_about(&whole, &impossible, &figures), (Truth::False, None));
    assert_eq!(at_least_about(&impossible, &whole, &figures), (Truth::True, None));
}

#[test]
fn not_more_than_knows_open_ends_shared_figures_and_zero_divisors() {
    let figures = [people("100").hedged(Hedge::Over), people("100"), wan("5"), wan("0")];
    assert_eq!(at_most_about(&leaf(0), &leaf(1), &figures), (Truth::False, None), "over 100 is never 100");
    assert_eq!(at_most_about(&leaf(1), &leaf(0), &figures), (Truth::True, None));
    // 5 万元 + 1 元 is more than 5 万元 whatever 5 万元 stands for.
    let more = leaf(2).plus(constant("1"));
    assert_eq!(at_most_about(&more, &leaf(2), &figures), (Truth::False, None));
    let undecided = (Truth::Undecided, Some(Undecided::ZeroByZero));
    let exact: Vec<Figure> = figures.iter().cloned().map(Figure::exactly).collect();
    assert_eq!(at_most_about(&leaf(3).over(leaf(3)), &leaf(1), &exact), undecided);
}

#[test]
fn a_base_that_stands_twice_does_not_widen_the_growth() {
    let figures = [percent("-23.38"), wan("673.79"), wan("879.34")];
    let range = growth().range(&figures).unwrap();
    let Interval { low: Bound::Closed(low), high: Bound::Closed(high) } = range else { panic!("closed ends") };
    assert!(high.sub(&low) < exact("0.00003"), "{} to {}", low.to_shown(8), high.to_shown(8));
    assert_eq!(growth().range(&figures), ratio().minus(constant("1")).range(&figures));
}
