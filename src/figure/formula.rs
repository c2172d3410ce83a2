//! A computation over figures: a tree whose leaves are figures or exact values.
//!
//! The range over the intervals of its figures is exact: a figure that stands once takes part by interval arithmetic;
//! one that stands more often is tried at its two ends, which is sound because the pack checker admits only quotients
//! of polynomials of degree one in each figure (monotone in each while the divisor keeps its sign).

use std::collections::BTreeMap;

use super::interval::{greater, lesser};
use super::{Exact, Figure, Interval, Undecided};

/// Names a figure among those that take part; the same printed figure has one id however often it stands in a
/// formula, so that it never widens the result twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LeafId(pub u32);

/// More inexact figures than this that stand twice in a formula are not tried.
const MAX_REPEATED: usize = 10;

/// A computation in base units.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Formula {
    /// A figure.
    Leaf(LeafId),
    /// An exact value: a literal of a rule, a parameter.
    Constant(Exact),
    /// Opposite sign.
    Negate(Box<Formula>),
    /// Sum of all; empty is zero.
    Sum(Vec<Formula>),
    /// Product.
    Product(Box<Formula>, Box<Formula>),
    /// Quotient.
    Quotient(Box<Formula>, Box<Formula>),
    /// Without sign.
    Absolute(Box<Formula>),
    /// The least of all.
    Least(Vec<Formula>),
    /// The greatest of all.
    Greatest(Vec<Formula>),
    /// Rounded half up to a number of decimals of the base unit.
    Rounded(Box<Formula>, i32),
}

impl Formula {
    /// Every figure that takes part, once each, in the order of first appearance.
    #[must_use]
    pub fn leaves(&self) -> Vec<LeafId> {
        let mut leaves = Vec::new();
        self.visit(&mut |leaf| {
            if !leaves.contains(&leaf) {
                leaves.push(leaf);
            }
        });
        leaves
    }

    /// The value from the figures as printed.
    ///
    /// # Errors
    /// If a divisor is zero.
    pub fn at_printed(&self, figures: &[Figure]) -> Result<Exact, Undecided> {
        self.at(&|leaf| figures.get(leaf.0 as usize).map_or_else(Exact::zero, Figure::value))
    }

    /// All values that the figures behind the printed ones can give.
    ///
    /// # Errors
    /// If a divisor is or may be zero, or too many figures stand more than once.
    pub fn range(&self, figures: &[Figure]) -> Result<Interval, Undecided> {
        let mut counts: BTreeMap<LeafId, usize> = BTreeMap::new();
        self.visit(&mut |leaf| *counts.entry(leaf).or_default() += 1);
        let interval = |leaf: LeafId| {
            figures.get(leaf.0 as usize).map_or_else(|| Interval::point(Exact::zero()), Figure::interval)
        };
        let repeated: Vec<(LeafId, Interval)> = counts
            .into_iter()
            .filter(|(_, count)| *count > 1)
            .map(|(leaf, _)| (leaf, interval(leaf)))
            .filter(|(_, interval)| !interval.is_point())
            .collect();
        if repeated.is_empty() {
            return self.over(&interval);
        }
        if repeated.len() > MAX_REPEATED {
            return Err(Undecided::TooManyFigures);
        }
        self.over_corners(&repeated, &interval)
    }

    /// Joins the ranges at every corner of the figures that stand more than once.
    fn over_corners(
        &self,
        repeated: &[(LeafId, Interval)],
        interval: &dyn Fn(LeafId) -> Interval,
    ) -> Result<Interval, Undecided> {
        let mut hull: Option<Interval> = None;
        for corner in 0..1_u32 << repeated.len() {
            let mut at: BTreeMap<LeafId, Exact> = BTreeMap::new();
            for (bit, (leaf, range)) in repeated.iter().enumerate() {
                let end = if corner >> bit & 1 == 0 { &range.low } else { &range.high };
                // An endless side cannot be tried at its end.
                at.insert(*leaf, end.value().ok_or(Undecided::Hedged)?.clone());
            }
            let pick =
                |leaf: LeafId| at.get(&leaf).map_or_else(|| interval(leaf), |value| Interval::point(value.clone()));
            let here = self.over(&pick)?;
            hull = Some(match hull {
                None => here,
                Some(known) => Interval { low: lesser(&known.low, &here.low), high: greater(&known.high, &here.high) },
            });
        }
        hull.ok_or(Undecided::TooManyFigures)
    }

    fn at(&self, value: &dyn Fn(LeafId) -> Exact) -> Result<Exact, Undecided> {
        Ok(match self {
            Self::Leaf(leaf) => value(*leaf),
            Self::Constant(constant) => constant.clone(),
            Self::Negate(inner) => inner.at(value)?.neg(),
            Self::Sum(parts) => {
                let mut sum = Exact::zero();
                for part in parts {
                    sum = sum.add(&part.at(value)?);
                }
                sum
            }
            Self::Product(a, b) => a.at(value)?.mul(&b.at(value)?),
            Self::Quotient(a, b) => {
                let (numerator, divisor) = (a.at(value)?, b.at(value)?);
                numerator.div(&divisor).ok_or_else(|| zero_divisor(&numerator))?
            }
            Self::Absolute(inner) => inner.at(value)?.abs(),
            Self::Least(parts) => extreme(parts, value, |a, b| a < b)?,
            Self::Greatest(parts) => extreme(parts, value, |a, b| a > b)?,
            Self::Rounded(inner, decimals) => inner.at(value)?.round(*decimals),
        })
    }

    fn over(&self, interval: &dyn Fn(LeafId) -> Interval) -> Result<Interval, Undecided> {
        Ok(match self {
            Self::Leaf(leaf) => interval(*leaf),
            Self::Constant(constant) => Interval::point(constant.clone()),
            Self::Negate(inner) => inner.over(interval)?.negated(),
            Self::Sum(parts) => {
                let mut sum = Interval::point(Exact::zero());
                for part in parts {
                    sum = sum.plus(&part.over(interval)?);
                }
                sum
            }
            Self::Product(a, b) => a.over(interval)?.times(&b.over(interval)?),
            Self::Quotient(a, b) => {
                let inverse = b.over(interval)?.inverted().ok_or(Undecided::DivisorMayBeZero)?;
                a.over(interval)?.times(&inverse)
            }
            Self::Absolute(inner) => inner.over(interval)?.absolute(),
            Self::Least(parts) => both_ends(parts, interval, false)?,
            Self::Greatest(parts) => both_ends(parts, interval, true)?,
            Self::Rounded(inner, decimals) => {
                let range = inner.over(interval)?;
                // Rounding moves an open end onto a value that may be taken.
                let end = |bound: &super::Bound| match bound.value() {
                    Some(value) => super::Bound::Closed(value.round(*decimals)),
                    None => super::Bound::Endless,
                };
                Interval { low: end(&range.low), high: end(&range.high) }
            }
        })
    }

    fn visit(&self, found: &mut dyn FnMut(LeafId)) {
        match self {
            Self::Leaf(leaf) => found(*leaf),
            Self::Constant(_) => {}
            Self::Negate(inner) | Self::Absolute(inner) | Self::Rounded(inner, _) => inner.visit(found),
            Self::Sum(parts) | Self::Least(parts) | Self::Greatest(parts) => {
                for part in parts {
                    part.visit(found);
                }
            }
            Self::Product(a, b) | Self::Quotient(a, b) => {
                a.visit(found);
                b.visit(found);
            }
        }
    }
}

fn zero_divisor(numerator: &Exact) -> Undecided {
    if numerator.signum() == 0 { Undecided::ZeroByZero } else { Undecided::DivisorMayBeZero }
}

fn extreme(
    parts: &[Formula],
    value: &dyn Fn(LeafId) -> Exact,
    wins: fn(&Exact, &Exact) -> bool,
) -> Result<Exact, Undecided> {
    let mut best: Option<Exact> = None;
    for part in parts {
        let next = part.at(value)?;
        if best.as_ref().is_none_or(|known| wins(&next, known)) {
            best = Some(next);
        }
    }
    Ok(best.unwrap_or_default())
}

/// The range of the least or greatest of several: the extreme of the lower ends to the extreme of the upper ends.
fn both_ends(parts: &[Formula], interval: &dyn Fn(LeafId) -> Interval, upper: bool) -> Result<Interval, Undecided> {
    let mut hull: Option<Interval> = None;
    for part in parts {
        let next = part.over(interval)?;
        hull = Some(match hull {
            None => next,
            Some(known) if upper => {
                Interval { low: higher_low(&known.low, &next.low), high: greater(&known.high, &next.high) }
            }
            Some(known) => Interval { low: lesser(&known.low, &next.low), high: lower_high(&known.high, &next.high) },
        });
    }
    Ok(hull.unwrap_or_else(|| Interval::point(Exact::zero())))
}

fn higher_low(a: &super::Bound, b: &super::Bound) -> super::Bound {
    match (a.value(), b.value()) {
        (None, _) => b.clone(),
        (_, None) => a.clone(),
        (Some(x), Some(y)) => {
            if x >= y {
                a.clone()
            } else {
                b.clone()
            }
        }
    }
}

fn lower_high(a: &super::Bound, b: &super::Bound) -> super::Bound {
    match (a.value(), b.value()) {
        (None, _) => b.clone(),
        (_, None) => a.clone(),
        (Some(x), Some(y)) => {
            if x <= y {
                a.clone()
            } else {
                b.clone()
            }
        }
    }
}
