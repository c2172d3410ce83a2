//! Computing with intervals: each operation gives exactly the values that some pair of members can give, open and
//! endless ends included. (For two operands that vary independently; see [`range`](super::range) for those that do
//! not.)

use std::cmp::Ordering;

use super::{Bound, Exact, Interval};

impl Interval {
    /// All opposite values: the ends change places.
    #[must_use]
    pub fn negated(&self) -> Self {
        Self { low: self.high.map(Exact::neg), high: self.low.map(Exact::neg) }
    }

    /// All sums.
    #[must_use]
    pub fn plus(&self, other: &Self) -> Self {
        Self { low: end_sum(&self.low, &other.low), high: end_sum(&self.high, &other.high) }
    }

    /// All products.
    #[must_use]
    pub fn times(&self, other: &Self) -> Self {
        if let Some(product) = self.times_positive(other) {
            return product;
        }
        let ([a, b], [c, d]) = (self.corners(), other.corners());
        let first = a.times(&c);
        let (mut low, mut high) = (first.clone(), first);
        for corner in [a.times(&d), b.times(&c), b.times(&d)] {
            if corner.extends(&low, Ordering::Less) {
                low = corner.clone();
            }
            if corner.extends(&high, Ordering::Greater) {
                high = corner;
            }
        }
        Self { low: low.into_bound(), high: high.into_bound() }
    }

    /// All inverses; `None` where the set holds zero.
    #[must_use]
    pub fn inverted(&self) -> Option<Self> {
        if self.holds_zero() {
            return None;
        }
        if self.low.value().is_none_or(|low| low.signum() < 0) {
            return self.negated().inverted_positive().map(|inverse| inverse.negated());
        }
        self.inverted_positive()
    }

    /// All values without their sign.
    #[must_use]
    pub fn absolute(&self) -> Self {
        if self.low.value().is_some_and(|low| low.signum() >= 0) {
            return self.clone();
        }
        if self.high.value().is_some_and(|high| high.signum() <= 0) {
            return self.negated();
        }
        let below = self.low.map(Exact::neg);
        let high = if is_further_up(&below, &self.high) { below } else { self.high.clone() };
        Self { low: Bound::Closed(Exact::zero()), high }
    }

    /// All values that the lesser of two members can have.
    #[must_use]
    pub fn least(&self, other: &Self) -> Self {
        let low = if is_further_down(&self.low, &other.low) { &self.low } else { &other.low };
        let high = if is_further_up(&self.high, &other.high) { &other.high } else { &self.high };
        Self { low: low.clone(), high: high.clone() }
    }

    /// All values that the greater of two members can have.
    #[must_use]
    pub fn greatest(&self, other: &Self) -> Self {
        self.negated().least(&other.negated()).negated()
    }

    /// The smallest interval that holds both.
    #[must_use]
    pub fn hull(&self, other: &Self) -> Self {
        let low = if is_further_down(&self.low, &other.low) { &self.low } else { &other.low };
        let high = if is_further_up(&self.high, &other.high) { &self.high } else { &other.high };
        Self { low: low.clone(), high: high.clone() }
    }

    /// From the least to the greatest rounded value, half up to a number of decimals.
    #[must_use]
    pub fn rounded(&self, decimals: i32) -> Self {
        Self {
            low: match &self.low {
                Bound::Closed(low) => Bound::Closed(low.round(decimals)),
                Bound::Open(low) => Bound::Closed(rounded_just_above(low, decimals)),
                Bound::Endless => Bound::Endless,
            },
            high: match &self.high {
                Bound::Closed(high) => Bound::Closed(high.round(decimals)),
                // Seen from the other side of zero, just below is just above.
                Bound::Open(high) => Bound::Closed(rounded_just_above(&high.neg(), decimals).neg()),
                Bound::Endless => Bound::Endless,
            },
        }
    }

    /// Where both sets end on both sides and start above zero, as amounts do, the ends multiply one by one.
    fn times_positive(&self, other: &Self) -> Option<Self> {
        let starts_positive = |set: &Self| set.low.value().is_some_and(|low| low.signum() > 0);
        if !starts_positive(self) || !starts_positive(other) {
            return None;
        }
        Some(Self { low: end_product(&self.low, &other.low)?, high: end_product(&self.high, &other.high)? })
    }

    /// As `contains` says of zero, by signs alone.
    fn holds_zero(&self) -> bool {
        let reaches = |bound: &Bound, outside: i32| match bound {
            Bound::Closed(value) => value.signum() != outside,
            Bound::Open(value) => value.signum() == -outside,
            Bound::Endless => true,
        };
        reaches(&self.low, 1) && reaches(&self.high, -1)
    }

    /// INVARIANT: no member is zero or less.
    fn inverted_positive(&self) -> Option<Self> {
        let low = match &self.high {
            Bound::Closed(high) => Bound::Closed(high.inverse()?),
            Bound::Open(high) => Bound::Open(high.inverse()?),
            // The inverse comes as near to zero as you like and never gets there.
            Bound::Endless => Bound::Open(Exact::zero()),
        };
        let high = match &self.low {
            Bound::Closed(low) => Bound::Closed(low.inverse()?),
            Bound::Open(low) => low.inverse().map_or(Bound::Endless, Bound::Open),
            Bound::Endless => return None,
        };
        Some(Self { low, high })
    }

    fn corners(&self) -> [Corner; 2] {
        [Corner::new(&self.low, Corner::Down), Corner::new(&self.high, Corner::Up)]
    }
}

/// An end that knows on which side it is endless.
#[derive(Clone)]
enum Corner {
    Down,
    At { value: Exact, closed: bool },
    Up,
}

impl Corner {
    fn new(bound: &Bound, endless: Self) -> Self {
        match bound {
            Bound::Closed(value) => Self::At { value: value.clone(), closed: true },
            Bound::Open(value) => Self::At { value: value.clone(), closed: false },
            Bound::Endless => endless,
        }
    }

    fn times(&self, other: &Self) -> Self {
        if let (Self::At { value: a, closed: a_closed }, Self::At { value: b, closed: b_closed }) = (self, other) {
            // Zero times whatever the other side holds is zero, so there the other end need not be taken.
            let closed = (*a_closed && *b_closed) || self.is_closed_zero() || other.is_closed_zero();
            return Self::At { value: a.mul(b), closed };
        }
        match self.sign() * other.sign() {
            0 => Self::At { value: Exact::zero(), closed: self.is_closed_zero() || other.is_closed_zero() },
            1.. => Self::Up,
            _ => Self::Down,
        }
    }

    fn sign(&self) -> i32 {
        match self {
            Self::Down => -1,
            Self::At { value, .. } => value.signum(),
            Self::Up => 1,
        }
    }

    fn is_closed_zero(&self) -> bool {
        matches!(self, Self::At { value, closed: true } if value.is_zero())
    }

    /// True where it lies further out than a known end, or at the same value but taken.
    fn extends(&self, known: &Self, outwards: Ordering) -> bool {
        match (self, known) {
            (Self::At { value: new, closed }, Self::At { value: old, .. }) => match new.cmp(old) {
                Ordering::Equal => *closed,
                order => order == outwards,
            },
            (Self::Down, _) | (_, Self::Up) => outwards == Ordering::Less,
            (Self::Up, _) | (_, Self::Down) => outwards == Ordering::Greater,
        }
    }

    fn into_bound(self) -> Bound {
        match self {
            Self::At { value, closed: true } => Bound::Closed(value),
            Self::At { value, closed: false } => Bound::Open(value),
            Self::Down | Self::Up => Bound::Endless,
        }
    }
}

fn end_sum(a: &Bound, b: &Bound) -> Bound {
    match (a, b) {
        (Bound::Closed(a), Bound::Closed(b)) => Bound::Closed(a.add(b)),
        (Bound::Closed(a) | Bound::Open(a), Bound::Closed(b) | Bound::Open(b)) => Bound::Open(a.add(b)),
        (Bound::Endless, _) | (_, Bound::Endless) => Bound::Endless,
    }
}

fn end_product(a: &Bound, b: &Bound) -> Option<Bound> {
    match (a, b) {
        (Bound::Closed(a), Bound::Closed(b)) => Some(Bound::Closed(a.mul(b))),
        (Bound::Closed(a) | Bound::Open(a), Bound::Closed(b) | Bound::Open(b)) => Some(Bound::Open(a.mul(b))),
        (Bound::Endless, _) | (_, Bound::Endless) => None,
    }
}

/// Of two lower ends, whether the first lets in more.
fn is_further_down(a: &Bound, b: &Bound) -> bool {
    let (Some(x), Some(y)) = (a.value(), b.value()) else { return a.value().is_none() };
    x < y || (x == y && a.is_closed())
}

/// Of two upper ends, whether the first lets in more.
fn is_further_up(a: &Bound, b: &Bound) -> bool {
    let (Some(x), Some(y)) = (a.value(), b.value()) else { return a.value().is_none() };
    x > y || (x == y && a.is_closed())
}

/// What the values just above a limit round to. Only a tie below zero tells them from the limit itself: −0.5 gives −1
/// and all that is just above it gives 0.
fn rounded_just_above(limit: &Exact, decimals: i32) -> Exact {
    let rounded = limit.round(decimals);
    let half = Exact::power_of_ten(decimals.saturating_neg()).mul(&Exact::quotient(1, 2).unwrap_or_default());
    if limit.signum() < 0 && rounded.add(&half) == *limit { limit.add(&half) } else { rounded }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(low: i64, high: i64) -> Interval {
        Interval::closed(Exact::whole(low), Exact::whole(high))
    }

    fn open(low: i64, high: i64) -> Interval {
        Interval { low: Bound::Open(Exact::whole(low)), high: Bound::Open(Exact::whole(high)) }
    }

    fn above(low: i64) -> Interval {
        Interval { low: Bound::Open(Exact::whole(low)), high: Bound::Endless }
    }

    fn half() -> Exact {
        Exact::quotient(1, 2).unwrap()
    }

    #[test]
    fn a_negative_weight_swaps_the_ends() {
        assert_eq!(whole(1, 2).negated(), whole(-2, -1));
        assert_eq!(whole(1, 2).times(&whole(-3, -3)), whole(-6, -3));
        assert_eq!(above(2).negated(), Interval { low: Bound::Endless, high: Bound::Open(Exact::whole(-2)) });
        let half_open = Interval { low: Bound::Closed(Exact::whole(1)), high: Bound::Open(Exact::whole(2)) };
        let swapped = Interval { low: Bound::Open(Exact::whole(-2)), high: Bound::Closed(Exact::whole(-1)) };
        assert_eq!(half_open.times(&whole(-1, -1)), swapped);
    }

    #[test]
    fn products_take_the_outermost_corners() {
        assert_eq!(whole(-2, 3).times(&whole(-5, 7)), whole(-15, 21));
        assert_eq!(open(-1, 1).times(&open(-1, 1)), open(-1, 1));
        assert_eq!(above(2).times(&whole(0, 0)), whole(0, 0));
        assert_eq!(above(2).times(&whole(-1, 1)), Interval { low: Bound::Endless, high: Bound::Endless });
        assert_eq!(above(2).times(&whole(3, 4)), above(6));
    }

    #[test]
    fn zero_is_taken_where_one_factor_takes_it() {
        let from_zero = Interval { low: Bound::Closed(Exact::zero()), high: Bound::Open(Exact::whole(1)) };
        let product = from_zero.times(&open(1, 2));
        assert_eq!(product, Interval { low: Bound::Closed(Exact::zero()), high: Bound::Open(Exact::whole(2)) });
        assert_eq!(open(0, 1).times(&open(0, 1)), open(0, 1));
        let endless = Interval { low: Bound::Closed(Exact::zero()), high: Bound::Endless };
        assert_eq!(endless.times(&above(0)), endless);
        assert_eq!(above(0).times(&above(0)), above(0));
    }

    #[test]
    fn a_divisor_that_holds_zero_has_no_inverse() {
        assert_eq!(whole(-1, 1).inverted(), None);
        assert_eq!(whole(0, 1).inverted(), None);
        assert_eq!(whole(-1, 0).inverted(), None);
        assert_eq!(open(-1, 1).inverted(), None);
        assert_eq!(open(0, 1).inverted(), Some(above(1)));
        assert_eq!(above(0).inverted(), Some(above(0)));
        assert_eq!(above(1).inverted(), Some(open(0, 1)));
        let quarter = Exact::quotient(-1, 4).unwrap();
        assert_eq!(whole(-4, -2).inverted(), Some(Interval::closed(half().neg(), quarter)));
    }

    #[test]
    fn the_sign_falls_away() {
        assert_eq!(whole(-2, 1).absolute(), whole(0, 2));
        assert_eq!(whole(-2, -1).absolute(), whole(1, 2));
        assert_eq!(whole(1, 2).absolute(), whole(1, 2));
        let mixed = Interval { low: Bound::Open(Exact::whole(-2)), high: Bound::Closed(Exact::whole(2)) };
        assert_eq!(mixed.absolute(), whole(0, 2));
    }

    #[test]
    fn least_and_greatest_map_both_ends() {
        assert_eq!(whole(1, 5).least(&whole(2, 3)), whole(1, 3));
        assert_eq!(whole(1, 5).greatest(&whole(2, 3)), whole(2, 5));
        assert_eq!(above(2).least(&whole(3, 4)), Interval { low: Bound::Open(Exact::whole(2)), ..whole(0, 4) });
        // The lesser of x < 5 and y ≤ 5 is never 5; the greater of them can be.
        let (below, up_to) = (open(0, 5), whole(0, 5));
        assert_eq!(below.least(&up_to).high, Bound::Open(Exact::whole(5)));
        assert_eq!(below.greatest(&up_to).high, Bound::Closed(Exact::whole(5)));
        assert_eq!(below.least(&up_to).low, Bound::Closed(Exact::whole(0)));
        assert_eq!(below.hull(&up_to), up_to);
    }

    #[test]
    fn rounding_maps_the_ends_and_knows_what_an_open_tie_excludes() {
        let at = |bound: fn(Exact) -> Bound, low: Exact, high: Exact| Interval { low: bound(low), high: bound(high) };
        assert_eq!(at(Bound::Closed, half().neg(), half()).rounded(0), whole(-1, 1));
        assert_eq!(at(Bound::Open, half().neg(), half()).rounded(0), whole(0, 0));
        assert_eq!(at(Bound::Open, half(), Exact::whole(2)).rounded(0), whole(1, 2));
        assert_eq!(at(Bound::Open, Exact::whole(-2), half().neg()).rounded(0), whole(-2, -1));
        assert_eq!(at(Bound::Open, Exact::whole(-2), half().neg()).rounded(1).high, Bound::Closed(half().neg()));
    }
}
