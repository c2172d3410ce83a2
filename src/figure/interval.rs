//! A set of exact values: everything between two ends, each of which may be open, closed or endless.

use std::cmp::Ordering;

use super::Exact;

/// One end of an interval.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Bound {
    /// The value belongs to the set.
    Closed(Exact),
    /// The value is the limit but does not belong to the set.
    Open(Exact),
    /// No end on this side.
    Endless,
}

impl Bound {
    /// The value at the end, if there is an end.
    #[must_use]
    pub fn value(&self) -> Option<&Exact> {
        match self {
            Self::Closed(value) | Self::Open(value) => Some(value),
            Self::Endless => None,
        }
    }

    /// The same kind of end at another value.
    #[must_use]
    pub fn map(&self, change: impl FnOnce(&Exact) -> Exact) -> Self {
        match self {
            Self::Closed(value) => Self::Closed(change(value)),
            Self::Open(value) => Self::Open(change(value)),
            Self::Endless => Self::Endless,
        }
    }

    /// Joins two ends under an operation: open if either is, endless if either is.
    pub(super) fn join(&self, other: &Self, combine: impl FnOnce(&Exact, &Exact) -> Exact) -> Self {
        match (self, other) {
            (Self::Endless, _) | (_, Self::Endless) => Self::Endless,
            (Self::Closed(a), Self::Closed(b)) => Self::Closed(combine(a, b)),
            (Self::Closed(a) | Self::Open(a), Self::Closed(b) | Self::Open(b)) => Self::Open(combine(a, b)),
        }
    }
}

/// All values from `low` to `high`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Interval {
    /// The lower end.
    pub low: Bound,
    /// The upper end.
    pub high: Bound,
}

impl Interval {
    /// One value alone.
    #[must_use]
    pub fn point(value: Exact) -> Self {
        Self { low: Bound::Closed(value.clone()), high: Bound::Closed(value) }
    }

    /// From one value to another, both included.
    #[must_use]
    pub fn closed(low: Exact, high: Exact) -> Self {
        Self { low: Bound::Closed(low), high: Bound::Closed(high) }
    }

    /// True where the set is one value.
    #[must_use]
    pub fn is_point(&self) -> bool {
        matches!((&self.low, &self.high), (Bound::Closed(low), Bound::Closed(high)) if low == high)
    }

    /// True where the two sets share a value.
    #[must_use]
    pub fn meets(&self, other: &Self) -> bool {
        !self.is_below(other) && !other.is_below(self)
    }

    /// True where a value belongs to the set.
    #[must_use]
    pub fn contains(&self, value: &Exact) -> bool {
        self.meets(&Self::point(value.clone()))
    }

    /// True where every value of the set is below every value of the other.
    ///
    /// Ends that touch in one point are apart only if at least one of them is open.
    #[must_use]
    pub fn is_below(&self, other: &Self) -> bool {
        let (Some(high), Some(low)) = (self.high.value(), other.low.value()) else { return false };
        match high.cmp(low) {
            Ordering::Less => true,
            Ordering::Greater => false,
            Ordering::Equal => matches!(self.high, Bound::Open(_)) || matches!(other.low, Bound::Open(_)),
        }
    }

    /// All opposite values.
    #[must_use]
    pub fn negated(&self) -> Self {
        Self { low: self.high.map(Exact::neg), high: self.low.map(Exact::neg) }
    }

    /// All sums.
    #[must_use]
    pub fn plus(&self, other: &Self) -> Self {
        Self { low: self.low.join(&other.low, Exact::add), high: self.high.join(&other.high, Exact::add) }
    }

    /// All products.
    #[must_use]
    pub fn times(&self, other: &Self) -> Self {
        let corners = [
            corner(&self.low, Side::Low, &other.low, Side::Low),
            corner(&self.low, Side::Low, &other.high, Side::High),
            corner(&self.high, Side::High, &other.low, Side::Low),
            corner(&self.high, Side::High, &other.high, Side::High),
        ];
        hull(&corners)
    }

    /// All inverses; `None` where the set holds zero or touches it.
    #[must_use]
    pub fn inverted(&self) -> Option<Self> {
        let positive = self.low.value().is_some_and(|low| low.signum() > 0);
        let negative = self.high.value().is_some_and(|high| high.signum() < 0);
        if !positive && !negative {
            return None;
        }
        let invert = |bound: &Bound| match bound {
            Bound::Closed(value) => Exact::whole(1).div(value).map(Bound::Closed),
            Bound::Open(value) => Exact::whole(1).div(value).map(Bound::Open),
            // 1/∞ comes near zero and never reaches it.
            Bound::Endless => Some(Bound::Open(Exact::zero())),
        };
        Some(Self { low: invert(&self.high)?, high: invert(&self.low)? })
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
        let high = greater(&self.high, &self.low.map(Exact::neg));
        Self { low: Bound::Closed(Exact::zero()), high }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Low,
    High,
}

/// A product of two ends; endless ends keep their direction.
enum Corner {
    At(Bound),
    Below,
    Above,
}

fn corner(a: &Bound, a_side: Side, b: &Bound, b_side: Side) -> Corner {
    let sign = |bound: &Bound, side: Side| match (bound.value(), side) {
        (Some(value), _) => value.signum(),
        (None, Side::Low) => -1,
        (None, Side::High) => 1,
    };
    match (a.value(), b.value()) {
        (Some(_), Some(_)) => Corner::At(a.join(b, Exact::mul)),
        _ => match sign(a, a_side) * sign(b, b_side) {
            0 => Corner::At(Bound::Closed(Exact::zero())),
            negative if negative < 0 => Corner::Below,
            _ => Corner::Above,
        },
    }
}

fn hull(corners: &[Corner]) -> Interval {
    let mut low: Option<Bound> = None;
    let mut high: Option<Bound> = None;
    for corner in corners {
        match corner {
            Corner::Below => low = Some(Bound::Endless),
            Corner::Above => high = Some(Bound::Endless),
            Corner::At(bound) => {
                low = Some(low.map_or_else(|| bound.clone(), |known| lesser(&known, bound)));
                high = Some(high.map_or_else(|| bound.clone(), |known| greater(&known, bound)));
            }
        }
    }
    Interval { low: low.unwrap_or(Bound::Endless), high: high.unwrap_or(Bound::Endless) }
}

/// The lower of two lower ends; at the same value the closed one reaches further.
pub(super) fn lesser(a: &Bound, b: &Bound) -> Bound {
    further(a, b, Ordering::Less)
}

/// The higher of two upper ends.
pub(super) fn greater(a: &Bound, b: &Bound) -> Bound {
    further(a, b, Ordering::Greater)
}

fn further(a: &Bound, b: &Bound, wanted: Ordering) -> Bound {
    let (Some(x), Some(y)) = (a.value(), b.value()) else { return Bound::Endless };
    match x.cmp(y) {
        Ordering::Equal if matches!(a, Bound::Closed(_)) => a.clone(),
        Ordering::Equal => b.clone(),
        order if order == wanted => a.clone(),
        Ordering::Less | Ordering::Greater => b.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(low: i64, high: i64) -> Interval {
        Interval::closed(Exact::whole(low), Exact::whole(high))
    }

    #[test]
    fn closed_ends_that_touch_meet_and_open_ones_do_not() {
        assert!(whole(1, 2).meets(&whole(2, 3)));
        let open = Interval { low: Bound::Open(Exact::whole(2)), high: Bound::Endless };
        assert!(!whole(1, 2).meets(&open));
        assert!(whole(1, 3).meets(&open));
    }

    #[test]
    fn a_negative_weight_swaps_the_ends() {
        assert_eq!(whole(1, 2).negated(), whole(-2, -1));
        assert_eq!(whole(1, 2).times(&whole(-3, -3)), whole(-6, -3));
        assert_eq!(whole(-2, 1).absolute(), whole(0, 2));
    }

    #[test]
    fn a_divisor_that_holds_zero_has_no_inverse() {
        assert_eq!(whole(-1, 1).inverted(), None);
        assert_eq!(whole(0, 1).inverted(), None);
        assert!(whole(2, 4).inverted().is_some());
    }
}
