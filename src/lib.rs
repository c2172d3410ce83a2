//! 规矩: checks fiscal performance self-evaluations before they are submitted.

pub mod diagnostic;
pub mod document;
pub mod figure;
pub mod read;
pub mod source;
pub mod syntax;
pub mod text;
