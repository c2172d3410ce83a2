//! Behaviour of the evaluator on small plans built by hand.

mod claims;
mod facts;
mod logic;
mod outlines;
mod readings;
mod support;
mod values;
