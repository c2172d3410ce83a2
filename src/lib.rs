//! 规矩: checks fiscal performance self-evaluations before they are submitted.

pub mod diagnostic;
pub mod document;
//pub mod engine;
pub mod extract;
pub mod fact;
pub mod figure;
pub mod finding;
pub mod pack;
pub mod plan;
pub mod read;
pub mod review;
pub mod source;
pub mod syntax;
pub mod text;
pub mod typecheck;
