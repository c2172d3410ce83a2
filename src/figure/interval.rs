//! A set of exact values: everything between two ends, each of which may be open, closed or endless.

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
    /// True where the two sets share a value.
    #[must_use]
    pub fn meets(&self, _other: &Self) -> bool {
        todo!()
    }
    /// True where a value belongs to the set.
    #[must_use]
    pub fn contains(&self, _value: &Exact) -> bool {
        todo!()
    }
    /// True where every value of the set is below every value of the other.
    #[must_use]
    pub fn is_below(&self, _other: &Self) -> bool {
        todo!()
    }
}
