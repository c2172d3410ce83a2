//! What may have gone wrong: every slip that reviewers meet, named by the change that mends it.

mod figure_support;

use figure_support::{constant, figure, growth, leaf, percent, points, ratio, wan, yuan};
use guiju::figure::{CauseKind, Figure, Formula, LeafId, Unit, likely_causes};

/// Kind and corrected figure of the first cause.
fn first(computation: &Formula, figures: &[Figure]) -> Option<(CauseKind, String)> {
    all(computation, figures, &[]).into_iter().next()
}

fn all(computation: &Formula, figures: &[Figure], nearby: &[LeafId]) -> Vec<(CauseKind, String)> {
    let causes = likely_causes(LeafId(0), computation, figures, nearby);
    assert!(causes.len() <= 3);
    assert!(causes.iter().is_sorted_by(|a, b| a.kind < b.kind), "best first, one of a kind");
    causes.into_iter().map(|cause| (cause.kind, cause.instead.printed())).collect()
}

fn of_the_seed(claim: &str) -> Option<(CauseKind, String)> {
    first(&ratio(), &[percent(claim), wan("671.51"), wan("879.34")])
}

#[test]
fn slips_of_the_hand() {
    assert_eq!(of_the_seed("67.37"), Some((CauseKind::DigitsSwapped, "76.37%".to_owned())));
    assert_eq!(of_the_seed("76.73"), Some((CauseKind::DigitsSwapped, "76.37%".to_owned())));
    assert_eq!(of_the_seed("73.67"), Some((CauseKind::DigitsSwapped, "76.37%".to_owned())));
    assert_eq!(of_the_seed("78.37"), Some((CauseKind::DigitWrong, "76.37%".to_owned())));
    assert_eq!(of_the_seed("6.37"), Some((CauseKind::DigitMissing, "76.37%".to_owned())));
    assert_eq!(of_the_seed("776.37"), Some((CauseKind::DigitExtra, "76.37%".to_owned())));
    assert_eq!(of_the_seed("763.7"), Some((CauseKind::PointMoved, "76.37%".to_owned())));
    assert_eq!(of_the_seed("0.7637"), Some((CauseKind::PointMoved, "76.37%".to_owned())));
    assert_eq!(of_the_seed("41.96"), None);
}

#[test]
fn slips_of_the_unit() {
    let gap = leaf(2).minus(leaf(1));
    let figures = |claim: Figure| [claim, wan("671.51"), wan("879.34")];
    assert_eq!(first(&gap, &figures(yuan("207.83"))), Some((CauseKind::UnitSlipped, "207.83万元".to_owned())));
    let yi = figure("207.83", Unit::Money(8));
    assert_eq!(first(&gap, &figures(yi)), Some((CauseKind::UnitSlipped, "207.83万元".to_owned())));
}

#[test]
fn slips_of_the_computation() {
    assert_eq!(of_the_seed("130.95"), Some((CauseKind::UpsideDown, "76.37%".to_owned())));
    assert_eq!(of_the_seed("23.63"), Some((CauseKind::Complement, "76.37%".to_owned())));
    assert_eq!(of_the_seed("-23.63"), Some((CauseKind::Complement, "76.37%".to_owned())));
    let change = |claim: &str| first(&growth(), &[percent(claim), wan("671.51"), wan("879.34")]);
    assert_eq!(change("76.37"), Some((CauseKind::Complement, "-23.63%".to_owned())));
    assert_eq!(change("30.95"), Some((CauseKind::PriorAsNumerator, "-23.63%".to_owned())));
    assert_eq!(change("-30.95"), Some((CauseKind::PriorAsNumerator, "-23.63%".to_owned())));
    let written_otherwise = ratio().minus(constant("1"));
    let figures = [percent("30.95"), wan("671.51"), wan("879.34")];
    assert_eq!(first(&written_otherwise, &figures), Some((CauseKind::PriorAsNumerator, "-23.63%".to_owned())));
}

#[test]
fn the_difference_copied_as_the_percentage() {
    // 由 2.08 万元增加到 3.22 万元，增加 1.14 万元，增长 1.14%.
    let figures = [percent("1.14"), wan("3.22"), wan("2.08")];
    assert_eq!(first(&growth(), &figures), Some((CauseKind::DifferenceCopied, "54.81%".to_owned())));
    let through_the_gap = [percent("1.14"), wan("1.14"), wan("2.08")];
    assert_eq!(first(&ratio(), &through_the_gap), Some((CauseKind::DifferenceCopied, "54.81%".to_owned())));
}

#[test]
fn per_cent_for_points() {
    let figures = [percent("2.37"), percent("76.37"), percent("74.00")];
    let causes = all(&growth(), &figures, &[]);
    assert!(causes.contains(&(CauseKind::PercentForPoints, "2.37个百分点".to_owned())), "{causes:?}");
    let swapped_points = [points("2.73"), percent("76.37"), percent("74.00")];
    assert_eq!(
        first(&leaf(1).minus(leaf(2)), &swapped_points),
        Some((CauseKind::DigitsSwapped, "2.37个百分点".to_owned()))
    );
}

#[test]
fn another_base_that_stands_nearby() {
    let figures = [percent("83.94"), wan("671.51"), wan("879.34"), wan("800.00"), percent("91.00")];
    let nearby = [LeafId(3), LeafId(4)];
    let causes = likely_causes(LeafId(0), &ratio(), &figures, &nearby);
    let base = causes.iter().find(|cause| cause.kind == CauseKind::OtherBase).unwrap();
    assert_eq!((base.leaf, base.instead.printed().as_str()), (LeafId(2), "800.00万元"));
    assert!(likely_causes(LeafId(0), &ratio(), &figures, &[]).iter().all(|it| it.kind != CauseKind::OtherBase));
    // Without a divisor the base is what is subtracted.
    let gap = [wan("128.49"), wan("671.51"), wan("879.34"), wan("543.02")];
    let other = all(&leaf(1).minus(leaf(2)), &gap, &[LeafId(3)]);
    assert!(other.contains(&(CauseKind::OtherBase, "543.02万元".to_owned())), "{other:?}");
}

#[test]
fn only_full_agreement_is_named() {
    // 79.36 is 76.39 or 73.96 with digits swapped, and 76.36 or 79.37 but for a digit: none of them is 76.37.
    let figures = [percent("79.36"), wan("671.51"), wan("879.34")];
    assert_eq!(first(&ratio(), &figures), None);
}

#[test]
fn nothing_is_guessed_where_nothing_can_be_computed() {
    assert_eq!(first(&ratio(), &[percent("50"), wan("0"), wan("0")]), None);
    assert_eq!(first(&leaf(7), &[percent("50")]), None);
    assert_eq!(likely_causes(LeafId(9), &ratio(), &[], &[]), []);
}

#[test]
fn a_figure_of_one_digit_is_no_slip_of_another() {
    assert_eq!(first(&ratio(), &[percent("5"), wan("671.51"), wan("879.34")]), None);
}
