//! Weighted sums of figures in closed form.

use std::collections::BTreeMap;

use super::{Exact, Figure, Formula, Interval, LeafId, Undecided};

/// `constant + Σ weight · figure`, each figure once.
pub(super) struct Linear {
    constant: Exact,
    weights: BTreeMap<LeafId, Exact>,
}

impl Linear {
    /// The closed form of a formula that is a weighted sum. It must be shallow.
    pub(super) fn of(formula: &Formula) -> Option<Self> {
        let mut linear = Self { constant: Exact::zero(), weights: BTreeMap::new() };
        linear.gather(formula, &Exact::one())?;
        Some(linear)
    }

    /// All values it can have: exact, as no figure stands twice.
    pub(super) fn range(&self, figures: &[Figure]) -> Result<Interval, Undecided> {
        let mut sum = Interval::point(self.constant.clone());
        for (leaf, weight) in &self.weights {
            sum = sum.plus(&leaf.of(figures)?.interval().times(&Interval::point(weight.clone())));
        }
        Ok(sum)
    }

    fn gather(&mut self, formula: &Formula, weight: &Exact) -> Option<()> {
        match formula {
            Formula::Leaf(leaf) => {
                let known = self.weights.entry(*leaf).or_default();
                *known = known.add(weight);
                Some(())
            }
            Formula::Constant(value) => {
                self.constant = self.constant.add(&weight.mul(value));
                Some(())
            }
            Formula::Negate(inner) => self.gather(inner, &weight.neg()),
            Formula::Sum(parts) => parts.iter().try_for_each(|part| self.gather(part, weight)),
            Formula::Product(a, b) => match (constant(a), constant(b)) {
                (Some(factor), _) => self.gather(b, &weight.mul(&factor)),
                (None, Some(factor)) => self.gather(a, &weight.mul(&factor)),
                (None, None) => None,
            },
            Formula::Quotient(a, b) => self.gather(a, &weight.div(&constant(b)?)?),
            Formula::Absolute(_) | Formula::Least(_) | Formula::Greatest(_) | Formula::Rounded(..) => None,
        }
    }
}

/// The value of a formula in which no figure takes part.
fn constant(formula: &Formula) -> Option<Exact> {
    formula.at_printed(&[]).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leaf(index: u32) -> Formula {
        Formula::Leaf(LeafId(index))
    }

    fn whole(value: i64) -> Formula {
        Formula::Constant(Exact::whole(value))
    }

    #[test]
    fn weights_of_one_figure_are_joined() {
        let formula = whole(3).times(leaf(0)).minus(leaf(1).over(whole(2))).minus(leaf(0)).plus(whole(7));
        let linear = Linear::of(&formula).unwrap();
        assert_eq!(linear.constant, Exact::whole(7));
        assert_eq!(linear.weights[&LeafId(0)], Exact::whole(2));
        assert_eq!(linear.weights[&LeafId(1)], Exact::quotient(-1, 2).unwrap());
    }

    #[test]
    fn products_of_figures_are_no_weighted_sum() {
        assert!(Linear::of(&leaf(0).times(leaf(1))).is_none());
        assert!(Linear::of(&whole(1).over(leaf(1))).is_none());
        assert!(Linear::of(&leaf(1).over(whole(0))).is_none());
    }
}
