//! When does a claim agree with a computation?

use super::{Exact, Figure, Formula, Interval, Truth};

/// Why a comparison could not be decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Undecided {
    /// The divisor is zero, or its interval holds zero.
    DivisorMayBeZero,
    /// 0 ÷ 0.
    ZeroByZero,
    /// More than ten inexact figures in a formula that has no closed form.
    TooManyFigures,
    /// A hedged figure leaves it open.
    Hedged,
}

/// The verdict of `~=`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Agreement {
    /// Recomputed from the printed figures and rounded half up it gives the claim.
    Agrees,
    /// Cut off instead of rounded it gives the claim: a note.
    CutOff,
    /// Only some unrounded figures behind the printed ones give the claim: a note.
    Reachable,
    /// No values behind the printed figures give the claim.
    Contradicts,
    /// It cannot be said.
    Undecided(Undecided),
}

/// A verdict with what led to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// The verdict.
    pub agreement: Agreement,
    /// The value recomputed from the figures as printed, in the base unit.
    pub computed: Option<Exact>,
    /// All values that the figures behind the printed ones can give, in the base unit.
    pub reachable: Option<Interval>,
}

/// Judges `left ~= right`.
///
/// If one side is a single reported figure ([`Formula::Leaf`]) and the other is not, that side is the claim R and the
/// other the computation X. If both are single figures, the one printed more coarsely is the claim. If neither is,
/// meeting intervals agree (there is no printed claim to round to).
#[must_use]
pub fn agree(_left: &Formula, _right: &Formula, _figures: &[Figure]) -> Comparison {
    todo!()
}

/// `left <~ right`: false only if every possible left value is above every possible right value.
#[must_use]
pub fn at_most_about(_left: &Formula, _right: &Formula, _figures: &[Figure]) -> (Truth, Option<Undecided>) {
    todo!()
}

/// `left >~ right`: false only if every possible left value is below every possible right value.
#[must_use]
pub fn at_least_about(_left: &Formula, _right: &Formula, _figures: &[Figure]) -> (Truth, Option<Undecided>) {
    todo!()
}
