//! Is a formula a quotient of two polynomials of degree one at most in each figure?
//!
//! Then it is monotone in each figure while its divisors keep their sign, and its range can be read off the ends of
//! the figures ([`range`](super::range)). The degrees are bounded from above as the tree is brought to one fraction
//! bar; equal divisors are joined (`a/b − c/b` holds `b` once). Nothing is multiplied out, so a square that would
//! cancel counts as a square.

use std::collections::BTreeSet;

use super::{Formula, LeafId};

/// True where every figure has degree one at most above and below the fraction bar; false for a figure squared.
///
/// `abs`, `min`, `max` and `round` hide what is inside: each of their operands is judged by itself.
#[must_use]
pub fn degree_ok(formula: &Formula) -> bool {
    formula.is_shallow() && Fraction::of(formula, &|_| true).is_some()
}

/// The same, but only some figures count; the ids are sorted and the formula is shallow.
pub(super) fn has_degree_one_in(formula: &Formula, leaves: &[LeafId]) -> bool {
    Fraction::of(formula, &|leaf| leaves.binary_search(&leaf).is_ok()).is_some()
}

/// The figures of a polynomial, each with degree one; a second occurrence in one product ends the search.
#[derive(Clone, Default)]
struct Polynomial(BTreeSet<LeafId>);

impl Polynomial {
    /// The product; `None` where a figure stands in both.
    fn times(mut self, other: &Self) -> Option<Self> {
        for leaf in &other.0 {
            if !self.0.insert(*leaf) {
                return None;
            }
        }
        Some(self)
    }

    fn plus(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }
}

/// A polynomial over the product of some divisors, each told apart by the formula it stands for.
#[derive(Default)]
struct Fraction<'f> {
    numerator: Polynomial,
    divisors: Vec<(&'f Formula, Polynomial)>,
}

impl<'f> Fraction<'f> {
    fn of(formula: &'f Formula, counts: &dyn Fn(LeafId) -> bool) -> Option<Self> {
        match formula {
            Formula::Leaf(leaf) if counts(*leaf) => {
                Some(Self { numerator: Polynomial(BTreeSet::from([*leaf])), divisors: Vec::new() })
            }
            Formula::Leaf(_) | Formula::Constant(_) => Some(Self::default()),
            Formula::Negate(inner) => Self::of(inner, counts),
            Formula::Sum(parts) => {
                let mut sum = Self::default();
                for part in parts {
                    sum = sum.plus(Self::of(part, counts)?)?;
                }
                Some(sum)
            }
            Formula::Product(a, b) => Self::of(a, counts)?.times(Self::of(b, counts)?),
            Formula::Quotient(a, b) => Self::of(a, counts)?.over(b, Self::of(b, counts)?),
            Formula::Absolute(inner) | Formula::Rounded(inner, _) => Self::of(inner, counts).map(|_| Self::default()),
            Formula::Least(parts) | Formula::Greatest(parts) => {
                parts.iter().all(|part| Self::of(part, counts).is_some()).then(Self::default)
            }
        }
    }

    /// Brought to the common divisor: each numerator takes the divisors that only the other side has.
    fn plus(self, other: Self) -> Option<Self> {
        let mut left = self.numerator;
        let mut right = other.numerator;
        for (_, factor) in missing_from(&self.divisors, &other.divisors) {
            left = left.times(factor)?;
        }
        for (_, factor) in missing_from(&other.divisors, &self.divisors) {
            right = right.times(factor)?;
        }
        let mut divisors = self.divisors;
        for (formula, factor) in other.divisors {
            if !divisors.iter().any(|(known, _)| *known == formula) {
                divisors.push((formula, factor));
            }
        }
        Self { numerator: left.plus(right), divisors }.checked()
    }

    fn times(self, other: Self) -> Option<Self> {
        let numerator = self.numerator.times(&other.numerator)?;
        let divisors = self.divisors.into_iter().chain(other.divisors).collect();
        Self { numerator, divisors }.checked()
    }

    fn over(self, formula: &'f Formula, divisor: Self) -> Option<Self> {
        let Self { mut numerator, mut divisors } = self;
        for (_, factor) in &divisor.divisors {
            numerator = numerator.times(factor)?;
        }
        // A divisor without figures that count changes no degree.
        if !divisor.numerator.0.is_empty() {
            divisors.push((formula, divisor.numerator));
        }
        Self { numerator, divisors }.checked()
    }

    /// No figure stands in two divisors.
    fn checked(self) -> Option<Self> {
        let mut below = Polynomial::default();
        for (_, factor) in &self.divisors {
            below = below.times(factor)?;
        }
        Some(self)
    }
}

/// The divisors of `theirs` that `ours` lacks.
fn missing_from<'a, 'f>(
    ours: &'a [(&'f Formula, Polynomial)],
    theirs: &'a [(&'f Formula, Polynomial)],
) -> impl Iterator<Item = &'a (&'f Formula, Polynomial)> {
    theirs.iter().filter(move |(formula, _)| !ours.iter().any(|(known, _)| known == formula))
}

#[cfg(test)]
mod tests {
    use super::super::Exact;
    use super::*;

    fn leaf(index: u32) -> Formula {
        Formula::Leaf(LeafId(index))
    }

    fn one() -> Formula {
        Formula::Constant(Exact::one())
    }

    #[test]
    fn the_formulas_of_reviewers_are_monotone() {
        let [a, b, c, d] = [0, 1, 2, 3];
        let difference = leaf(a).minus(leaf(b));
        for formula in [
            leaf(a).over(leaf(b)),
            difference.clone().over(leaf(b)),
            leaf(a).over(leaf(b)).minus(one()),
            one().minus(difference.clone().over(leaf(b))),
            leaf(a).over(leaf(a).plus(leaf(b))),
            // Points: a difference of two rates, with different bases and with the same one.
            leaf(a).over(leaf(b)).minus(leaf(c).over(leaf(d))),
            leaf(a).over(leaf(b)).minus(leaf(c).over(leaf(b))),
            difference.clone().over(leaf(b)).minus(leaf(c).minus(leaf(d)).over(leaf(d))),
            // A quotient of quotients.
            leaf(a).over(leaf(b)).over(leaf(c).over(leaf(d))),
            leaf(a).times(leaf(b)).over(leaf(a).plus(leaf(c))),
            Formula::Least(vec![leaf(a).over(leaf(b)), one()]).times(leaf(c)),
            Formula::Sum(Vec::new()),
        ] {
            assert!(degree_ok(&formula), "{formula:?}");
        }
    }

    #[test]
    fn a_figure_squared_is_refused() {
        let [a, b, c] = [0, 1, 2];
        for formula in [
            leaf(a).times(leaf(a)),
            leaf(a).plus(leaf(b)).times(leaf(a).minus(leaf(b))),
            one().over(leaf(a).times(leaf(a))),
            one().over(leaf(a)).over(leaf(a)),
            // Two growths in a row: b stands below one bar and above the other.
            leaf(a).over(leaf(b)).minus(leaf(b).over(leaf(c))),
            Formula::Absolute(Box::new(leaf(a).times(leaf(a)))),
            Formula::Greatest(vec![leaf(b), leaf(a).times(leaf(a))]),
            leaf(a).over(leaf(b)).times(leaf(c).over(leaf(b))),
        ] {
            assert!(!degree_ok(&formula), "{formula:?}");
        }
    }

    #[test]
    fn only_the_figures_asked_for_count() {
        let formula = leaf(0).times(leaf(0)).times(leaf(1));
        assert!(has_degree_one_in(&formula, &[LeafId(1)]));
        assert!(!has_degree_one_in(&formula, &[LeafId(0), LeafId(1)]));
    }

    #[test]
    fn a_formula_nested_too_deeply_is_refused() {
        let mut formula = leaf(0);
        for _ in 0..1000 {
            formula = Formula::Negate(Box::new(formula));
        }
        assert!(!degree_ok(&formula));
    }
}
