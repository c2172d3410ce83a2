//! A set of exact values: everything between two ends, each of which may be open, closed or endless.
//!
//! What can be computed with such sets stands in [`interval_math`](super::interval_math).

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

    /// True where the end itself belongs to the set.
    pub(super) const fn is_closed(&self) -> bool {
        matches!(self, Self::Closed(_))
    }
}

/// All values from `low` to `high`. Never empty.
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
    pub const fn closed(low: Exact, high: Exact) -> Self {
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
        let above = match &self.low {
            Bound::Closed(low) => low <= value,
            Bound::Open(low) => low < value,
            Bound::Endless => true,
        };
        above
            && match &self.high {
                Bound::Closed(high) => value <= high,
                Bound::Open(high) => value < high,
                Bound::Endless => true,
            }
    }

    /// True where every value of the set is below every value of the other.
    #[must_use]
    pub fn is_below(&self, other: &Self) -> bool {
        let (Some(high), Some(low)) = (self.high.value(), other.low.value()) else { return false };
        match high.cmp(low) {
            Ordering::Less => true,
            // They touch: one value is shared only if it belongs to both.
            Ordering::Equal => !(self.high.is_closed() && other.low.is_closed()),
            Ordering::Greater => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(low: i64, high: i64) -> Interval {
        Interval::closed(Exact::whole(low), Exact::whole(high))
    }

    fn above(low: i64) -> Interval {
        Interval { low: Bound::Open(Exact::whole(low)), high: Bound::Endless }
    }

    fn up_to(high: i64) -> Interval {
        Interval { low: Bound::Endless, high: Bound::Closed(Exact::whole(high)) }
    }

    #[test]
    fn sets_that_touch_in_one_point_meet_only_if_both_ends_are_closed() {
        assert!(whole(1, 2).meets(&whole(2, 3)));
        assert!(!whole(1, 2).meets(&above(2)));
        assert!(!above(2).meets(&whole(1, 2)));
        assert!(!above(2).meets(&up_to(2)));
        assert!(above(2).meets(&up_to(3)));
        assert!(whole(1, 3).meets(&above(2)));
        assert!(!whole(1, 2).meets(&whole(3, 4)));
    }

    #[test]
    fn below_means_every_value_below_every_value() {
        assert!(!whole(1, 2).is_below(&whole(2, 3)));
        assert!(whole(1, 2).is_below(&above(2)));
        assert!(!above(2).is_below(&whole(5, 6)));
        assert!(!whole(1, 2).is_below(&up_to(9)));
    }

    #[test]
    fn an_open_end_does_not_belong() {
        assert!(!above(2).contains(&Exact::whole(2)));
        assert!(above(2).contains(&Exact::whole(3)));
        assert!(up_to(2).contains(&Exact::whole(2)));
        assert!(!up_to(2).contains(&Exact::whole(3)));
        assert!(Interval::point(Exact::whole(2)).contains(&Exact::whole(2)));
        assert!(Interval::point(Exact::whole(2)).is_point());
        assert!(!whole(2, 3).is_point());
    }
}
