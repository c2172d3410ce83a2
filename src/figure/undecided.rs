//! Why something printed does not decide.

/// Why a comparison could not be decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Undecided {
    /// The divisor is zero, or its interval holds zero.
    DivisorMayBeZero,
    /// 0 ÷ 0.
    ZeroByZero,
    /// More than ten inexact figures that stand more than once in a formula that has no closed form.
    TooManyFigures,
    /// A hedged figure leaves it open.
    Hedged,
    /// A figure that is not there, the least of nothing, or a formula nested too deeply to be followed.
    Unreadable,
}
