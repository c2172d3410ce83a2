//! Short names for the figures and formulas of the tests.

#![allow(dead_code, reason = "every test file takes what it needs")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on may panic")]

use guiju::figure::{Agreement, Exact, Figure, Formula, LeafId, Unit, agree};
use rust_decimal::Decimal;

pub(crate) fn decimal(text: &str) -> Decimal {
    Decimal::from_str_exact(text).unwrap()
}

pub(crate) fn exact(text: &str) -> Exact {
    Exact::from(decimal(text))
}

pub(crate) fn figure(text: &str, unit: Unit) -> Figure {
    Figure::new(decimal(text), unit)
}

/// 万元.
pub(crate) fn wan(text: &str) -> Figure {
    figure(text, Unit::Money(4))
}

/// 元.
pub(crate) fn yuan(text: &str) -> Figure {
    figure(text, Unit::Money(0))
}

pub(crate) fn percent(text: &str) -> Figure {
    figure(text, Unit::Percent)
}

pub(crate) fn points(text: &str) -> Figure {
    figure(text, Unit::PercentPoint)
}

pub(crate) fn people(text: &str) -> Figure {
    figure(text, Unit::Count { name: "人".into(), power: 0 })
}

pub(crate) fn leaf(index: u32) -> Formula {
    Formula::Leaf(LeafId(index))
}

pub(crate) fn constant(text: &str) -> Formula {
    Formula::Constant(exact(text))
}

/// Figure 1 over figure 2.
pub(crate) fn ratio() -> Formula {
    leaf(1).over(leaf(2))
}

/// Figure 1 less figure 2, over figure 2.
pub(crate) fn growth() -> Formula {
    leaf(1).minus(leaf(2)).over(leaf(2))
}

/// The verdict on figure 0 as the claim, whichever side it stands on.
pub(crate) fn verdict(computation: &Formula, figures: &[Figure]) -> Agreement {
    let there = agree(&leaf(0), computation, figures).agreement;
    let back = agree(computation, &leaf(0), figures).agreement;
    assert_eq!(there, back, "the order of the sides must not matter");
    there
}
