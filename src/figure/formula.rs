//! A computation over figures: a tree whose leaves are figures or exact values.
//!
//! Here it is computed from the figures as printed; over all that they may stand for in [`range`](super::range).

use super::{Exact, Figure, Undecided};

/// Names a figure among those that take part; the same printed figure has one id however often it stands in a
/// formula, so that it never widens the result twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LeafId(pub u32);

impl LeafId {
    /// Puts another figure in the place of this one.
    pub(super) fn put(self, figures: &mut [Figure], instead: &Figure) {
        if let Some(place) = usize::try_from(self.0).ok().and_then(|index| figures.get_mut(index)) {
            *place = instead.clone();
        }
    }

    /// The figure it names.
    pub(super) fn of(self, figures: &[Figure]) -> Result<&Figure, Undecided> {
        usize::try_from(self.0).ok().and_then(|index| figures.get(index)).ok_or(Undecided::Unreadable)
    }
}

/// Formulas nested deeper are not followed: the stack is not endless, and no reviewer writes one.
const MAX_DEPTH: u32 = 256;

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
    /// Rounded half up to a number of decimals of the base unit: `round(x, 2)` of a score.
    Rounded(Box<Formula>, i32),
}

impl Formula {
    /// A sum of two.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self::Sum(vec![self, other])
    }

    /// A difference.
    #[must_use]
    pub fn minus(self, other: Self) -> Self {
        Self::Sum(vec![self, Self::Negate(Box::new(other))])
    }

    /// A product.
    #[must_use]
    pub fn times(self, other: Self) -> Self {
        Self::Product(Box::new(self), Box::new(other))
    }

    /// A quotient.
    #[must_use]
    pub fn over(self, divisor: Self) -> Self {
        Self::Quotient(Box::new(self), Box::new(divisor))
    }

    /// Every figure that takes part, once each, by id.
    #[must_use]
    pub fn leaves(&self) -> Vec<LeafId> {
        let mut leaves = Vec::new();
        if self.is_shallow() {
            self.collect_leaves(&mut leaves);
        }
        leaves.sort_unstable();
        leaves.dedup();
        leaves
    }

    /// The value from the figures as printed, hedges ignored.
    ///
    /// # Errors
    /// If a divisor is zero, a figure is missing, or the formula is nested too deeply.
    pub fn at_printed(&self, figures: &[Figure]) -> Result<Exact, Undecided> {
        if !self.is_shallow() {
            return Err(Undecided::Unreadable);
        }
        self.evaluate(figures)
    }

    /// True where a figure takes part. The formula must be shallow.
    pub(super) fn mentions(&self, leaf: LeafId) -> bool {
        match self {
            Self::Leaf(known) => *known == leaf,
            Self::Constant(_) => false,
            Self::Negate(inner) | Self::Absolute(inner) | Self::Rounded(inner, _) => inner.mentions(leaf),
            Self::Sum(parts) | Self::Least(parts) | Self::Greatest(parts) => {
                parts.iter().any(|part| part.mentions(leaf))
            }
            Self::Product(a, b) | Self::Quotient(a, b) => a.mentions(leaf) || b.mentions(leaf),
        }
    }

    /// True where all walks down the tree are short enough to be taken. Every door of this folder asks once; what is
    /// behind the doors may then recurse.
    pub(super) fn is_shallow(&self) -> bool {
        self.fits_in(MAX_DEPTH)
    }

    fn fits_in(&self, levels: u32) -> bool {
        let Some(below) = levels.checked_sub(1) else { return false };
        match self {
            Self::Leaf(_) | Self::Constant(_) => true,
            Self::Negate(inner) | Self::Absolute(inner) | Self::Rounded(inner, _) => inner.fits_in(below),
            Self::Sum(parts) | Self::Least(parts) | Self::Greatest(parts) => {
                parts.iter().all(|part| part.fits_in(below))
            }
            Self::Product(a, b) | Self::Quotient(a, b) => a.fits_in(below) && b.fits_in(below),
        }
    }

    fn collect_leaves(&self, leaves: &mut Vec<LeafId>) {
        match self {
            Self::Leaf(leaf) => leaves.push(*leaf),
            Self::Constant(_) => {}
            Self::Negate(inner) | Self::Absolute(inner) | Self::Rounded(inner, _) => inner.collect_leaves(leaves),
            Self::Sum(parts) | Self::Least(parts) | Self::Greatest(parts) => {
                for part in parts {
                    part.collect_leaves(leaves);
                }
            }
            Self::Product(a, b) | Self::Quotient(a, b) => {
                a.collect_leaves(leaves);
                b.collect_leaves(leaves);
            }
        }
    }

    fn evaluate(&self, figures: &[Figure]) -> Result<Exact, Undecided> {
        Ok(match self {
            Self::Leaf(leaf) => leaf.of(figures)?.value(),
            Self::Constant(value) => value.clone(),
            Self::Negate(inner) => inner.evaluate(figures)?.neg(),
            Self::Sum(parts) => {
                let mut sum = Exact::zero();
                for part in parts {
                    sum = sum.add(&part.evaluate(figures)?);
                }
                sum
            }
            Self::Product(a, b) => a.evaluate(figures)?.mul(&b.evaluate(figures)?),
            Self::Quotient(a, b) => {
                let (numerator, divisor) = (a.evaluate(figures)?, b.evaluate(figures)?);
                numerator.div(&divisor).ok_or_else(|| divided_by_zero(&numerator))?
            }
            Self::Absolute(inner) => inner.evaluate(figures)?.abs(),
            Self::Least(parts) => outermost(parts, figures, Exact::min)?,
            Self::Greatest(parts) => outermost(parts, figures, Exact::max)?,
            Self::Rounded(inner, decimals) => inner.evaluate(figures)?.round(*decimals),
        })
    }
}

fn outermost(parts: &[Formula], figures: &[Figure], choose: fn(Exact, Exact) -> Exact) -> Result<Exact, Undecided> {
    let mut values = parts.iter().map(|part| part.evaluate(figures));
    let first = values.next().ok_or(Undecided::Unreadable)??;
    values.try_fold(first, |known, value| Ok(choose(known, value?)))
}

fn divided_by_zero(numerator: &Exact) -> Undecided {
    if numerator.is_zero() { Undecided::ZeroByZero } else { Undecided::DivisorMayBeZero }
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::super::Unit;
    use super::*;

    fn figures(values: &[&str]) -> Vec<Figure> {
        values.iter().map(|text| Figure::new(Decimal::from_str_exact(text).unwrap(), Unit::Money(4))).collect()
    }

    fn leaf(index: u32) -> Formula {
        Formula::Leaf(LeafId(index))
    }

    #[test]
    fn computes_from_the_printed_figures() {
        let figures = figures(&["671.51", "879.34"]);
        let rate = leaf(0).over(leaf(1)).at_printed(&figures).unwrap();
        assert_eq!(rate.mul(&Exact::whole(100)).to_shown(6), "76.365228…");
        let gap = leaf(1).minus(leaf(0)).at_printed(&figures).unwrap();
        assert_eq!(gap, Exact::whole(2_078_300));
        let capped = Formula::Least(vec![leaf(1).over(leaf(0)), Formula::Constant(Exact::one())]);
        assert_eq!(capped.at_printed(&figures), Ok(Exact::one()));
        let score = Formula::Rounded(Box::new(leaf(0).over(leaf(1)).times(Formula::Constant(Exact::whole(10)))), 2);
        assert_eq!(score.at_printed(&figures).unwrap().to_shown(4), "7.64");
        assert_eq!(Formula::Sum(Vec::new()).at_printed(&figures), Ok(Exact::zero()));
    }

    #[test]
    fn what_cannot_be_computed_says_why() {
        let figures = figures(&["0", "0.00", "5"]);
        assert_eq!(leaf(0).over(leaf(1)).at_printed(&figures), Err(Undecided::ZeroByZero));
        assert_eq!(leaf(2).over(leaf(1)).at_printed(&figures), Err(Undecided::DivisorMayBeZero));
        assert_eq!(leaf(7).at_printed(&figures), Err(Undecided::Unreadable));
        assert_eq!(Formula::Least(Vec::new()).at_printed(&figures), Err(Undecided::Unreadable));
    }

    #[test]
    fn a_formula_nested_too_deeply_is_not_followed() {
        let mut formula = leaf(0);
        for _ in 0..1000 {
            formula = Formula::Negate(Box::new(formula));
        }
        assert_eq!(formula.at_printed(&figures(&["1"])), Err(Undecided::Unreadable));
        assert!(formula.leaves().is_empty());
    }

    #[test]
    fn leaves_are_named_once() {
        assert_eq!(leaf(3).minus(leaf(1)).over(leaf(1)).leaves(), vec![LeafId(1), LeafId(3)]);
    }
}
