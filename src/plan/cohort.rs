//! What is compared between the units of a review.

use super::{Expr, RecordId, Slot};

/// A value that facts of every unit give, and the record that holds what all of them give.
#[derive(Debug)]
pub struct Cohort {
    /// The record of the statistics; its fields are those of [`CohortField`], in order.
    pub record: RecordId,
    /// The record whose facts give values.
    pub over: RecordId,
    /// Where one of them stands while the expressions are worked out.
    pub binder: Slot,
    /// Which of them count.
    pub condition: Option<Expr>,
    /// What values of different units must share to be compared; a text.
    pub by: Expr,
    /// What is compared; a quantity.
    pub value: Expr,
    /// How many slots its frame has.
    pub slots: usize,
}

/// The fields of a record of statistics.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CohortField {
    /// What the values share.
    Key,
    /// How many units give one.
    Count,
    /// The middle one.
    Median,
    /// The lower hinge less three times the distance of the hinges: what lies below is far outside.
    Low,
    /// The upper hinge and three times that distance.
    High,
}

impl CohortField {
    /// All of them: name in rules, Chinese and English label.
    pub const ALL: [(Self, &'static str, &'static str, &'static str); 5] = [
        (Self::Key, "key", "共同点", "what is shared"),
        (Self::Count, "count", "单位数", "units"),
        (Self::Median, "median", "中位数", "median"),
        (Self::Low, "low", "下限", "lower bound"),
        (Self::High, "high", "上限", "upper bound"),
    ];
}
