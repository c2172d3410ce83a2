//! Rules × facts → outcomes.
//!
//! Walks the typed rules of a [`Plan`](crate::plan::Plan) over the facts of a submission. Truth has three values; a figure stands for an
//! interval; a sentence that can be read in several ways is read charitably, once for all rules about it. Sees facts
//! and never a document; words that a rule asks for (`.sentence`) reach it as part of a fact. Nothing is rounded,
//! nothing is skipped without a reason, and the same input gives the same outcomes in the same order.

mod arithmetic;
mod builtin;
mod calendar;
mod cause;
mod claim;
mod compare;
mod computation;
mod correction;
mod env;
mod explain;
mod expr;
mod field;
mod fold;
mod index;
mod join;
mod label;
mod leaf;
mod logic;
mod memo;
mod message;
mod near;
mod note;
mod origin;
mod outline;
mod place;
mod property;
mod reach;
mod reading;
mod rival;
mod rule;
mod same;
mod sample;
mod settle;
mod slip;
mod submission;
#[cfg(test)]
mod tests;
mod title;
mod trace;
mod value;

pub use sample::{Sampled, figure_of, sample};
pub use submission::evaluate;
pub use trace::trace;

/// How much is told about checks that hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// Only that they hold: for a run over many submissions.
    Findings,
    /// Their arithmetic too.
    Everything,
}
