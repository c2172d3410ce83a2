//! What may have gone wrong where a figure contradicts.

use super::{Figure, Formula, LeafId};

/// One small change that makes everything agree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cause {
    /// What kind of slip.
    pub kind: CauseKind,
    /// The figure that would change.
    pub leaf: LeafId,
    /// What it would be instead.
    pub instead: Figure,
}

/// The kinds of slip, best explanation first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CauseKind {
    /// Two neighbouring digits swapped.
    DigitsSwapped,
    /// One digit wrong.
    DigitWrong,
    /// One digit missing.
    DigitMissing,
    /// One digit doubled or added.
    DigitExtra,
    /// The decimal point moved.
    PointMoved,
    /// 元, 万元 or 亿元 taken for one another.
    UnitSlipped,
    /// The ratio stands upside down.
    UpsideDown,
    /// The change written for the share: 23.63 for 76.37.
    Complement,
    /// Another figure that stands nearby was the base.
    OtherBase,
    /// The difference copied as the percentage.
    DifferenceCopied,
    /// Per cent written for percentage points.
    PercentForPoints,
    /// The prior year was taken as numerator.
    PriorAsNumerator,
    /// An input, not the claim, is wrong.
    InputWrong,
}

/// Up to three changes of one figure after which `claim ~= computation` agrees fully, best first.
///
/// `nearby` are other figures of the sentence (ids into `figures`) that may have been the right base.
#[must_use]
pub fn likely_causes(_claim: LeafId, _computation: &Formula, _figures: &[Figure], _nearby: &[LeafId]) -> Vec<Cause> {
    todo!()
}
