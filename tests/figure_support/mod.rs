//! Short names for the figures and formulas of the tests.

#![allow(dead_code, reason = "every test file takes what it needs")]
#![allow(clippy::allow_attributes, reason = "which of these are unused differs between the test files")]

use guiju::figure::{Agreement, Exact, Figure, Formula, LeafId, Unit, agree};
use rust_decimal::Decimal;

pub fn decimal(text: &str) -> Decimal {
    Decimal::from_str_exact(text).unwrap()
}

pub fn exact(text: &str) -> Exact {
    Exact::from(decimal(text))
}

pub fn figure(text: &str, unit: Unit) -> Figure {
    Figure::new(decimal(text), unit)
}

/// 万元.
pub fn wan(text: &str) -> Figure {
    figure(text, Unit::Money(4))
}

/// 元.
pub fn yuan(text: &str) -> Figure {
    figure(text, Unit::Money(0))
}

pub fn percent(text: &str) -> Figure {
    figure(text, Unit::Percent)
}

pub fn points(text: &str) -> Figure {
    figure(text, Unit::PercentPoint)
}

pub fn people(text: &str) -> Figure {
    figure(text, Unit::Count { name: "人".to_owned(), power: 0 })
}

pub fn leaf(index: u32) -> Formula {
    Formula::Leaf(LeafId(index))
}

pub fn constant(text: &str) -> Formula {
    Formula::Constant(exact(text))
}

/// Figure 1 over figure 2.
pub fn ratio() -> Formula {
    leaf(1).over(leaf(2))
}

/// Figure 1 less figure 2, over figure 2.
pub fn growth() -> Formula {
    leaf(1).minus(leaf(2)).over(leaf(2))
}

/// The verdict on figure 0 as the claim, whichever side it stands on.
pub fn verdict(computation: &Formula, figures: &[Figure]) -> Agreement {
    let there = agree(&leaf(0), computation, figures).agreement;
    let back = agree(computation, &leaf(0), figures).agreement;
    assert_eq!(there, back, "the order of the sides must not matter");
    there
}
