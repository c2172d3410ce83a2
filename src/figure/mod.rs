//! Numbers as reviewers mean them: digits, unit, printed precision and hedge; the set of true values behind them;
//! and when a claim agrees with a computation.
//!
//! Knows no text and no place ([`Spanned`](crate::source::Spanned) joins the two outside), so that the arithmetic
//! can be tested with plain numbers. No binary float anywhere.

mod agree;
mod cause;
mod date;
mod decimal;
mod degree;
mod doubt;
mod exact;
#[expect(clippy::module_inception, reason = "a noun's head type stands in the file of its name")]
mod figure;
mod formula;
mod hedge;
mod interval;
mod interval_math;
mod linear;
mod range;
mod slip;
mod truth;
mod undecided;
mod unit;
mod wrong_input;
mod zero;

pub use agree::{Agreement, Comparison, agree, at_least_about, at_most_about, verdict};
pub use cause::{Cause, CauseKind, likely_causes};
pub use date::Date;
pub use degree::degree_ok;
pub use doubt::{is_explained, is_far, is_result, is_slip, is_telling, is_turned};
pub use exact::Exact;
pub use figure::Figure;
pub use formula::{Formula, LeafId};
pub use hedge::{Hedge, HedgeWidth};
pub use interval::{Bound, Interval};

pub use truth::Truth;
pub use undecided::Undecided;
pub use unit::{Dimension, Unit, counts_alike};
pub use wrong_input::wrong_input;
