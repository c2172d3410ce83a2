//! A reported figure: what was printed.

use rust_decimal::Decimal;

use super::{Exact, Hedge, Interval, Unit};

/// A number as it was printed: digits, unit, precision and hedge. It stands for a set of true values.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Figure {
    /// The printed digits with their sign; the scale is the number of decimals printed (`90.00` has two).
    pub digits: Decimal,
    /// The printed unit.
    pub unit: Unit,
    /// The words round it.
    pub hedge: Hedge,
    /// Set where the figure is exact whatever its kind: literals of rules, limits and targets.
    pub exact: bool,
}

impl Figure {
    /// A plain reported figure.
    #[must_use]
    pub fn new(digits: Decimal, unit: Unit) -> Self {
        Self { digits, unit, hedge: Hedge::Plain, exact: false }
    }

    /// The same figure with a hedge.
    #[must_use]
    pub fn hedged(mut self, hedge: Hedge) -> Self {
        self.hedge = hedge;
        self
    }

    /// The same figure, taken as exact.
    #[must_use]
    pub fn exactly(mut self) -> Self {
        self.exact = true;
        self
    }

    /// The printed value in the base unit of its dimension (元, 1 for ratios), hedge ignored.
    #[must_use]
    pub fn value(&self) -> Exact {
        todo!()
    }

    /// How many decimals were printed.
    #[must_use]
    pub fn decimals(&self) -> u32 {
        self.digits.scale()
    }

    /// True where the figure stands for itself alone (see the page on numbers): unhedged counts, whole 元, 元 with two
    /// decimals, scores, and what is marked exact.
    #[must_use]
    pub fn is_exact(&self) -> bool {
        todo!()
    }

    /// The set of true values it stands for, in the base unit.
    #[must_use]
    pub fn interval(&self) -> Interval {
        todo!()
    }

    /// The same amount with the opposite sign (a drop read through a `down` cue).
    #[must_use]
    pub fn negated(&self) -> Self {
        todo!()
    }

    /// Digits and unit as printed, without the hedge: `671.51 万元` is shown as `671.51万元`, `76.37%`.
    #[must_use]
    pub fn printed(&self) -> String {
        todo!()
    }
}
