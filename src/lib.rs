//! 规矩: checks fiscal performance self-evaluations before they are submitted.

pub mod cli;
pub mod diagnostic;
pub mod document;
pub mod engine;
pub mod eval;
pub mod extract;
pub mod fact;
pub mod figure;
pub mod finding;
pub mod pack;
pub mod packtest;
pub mod plan;
pub mod read;
pub mod reporter;
pub mod review;
pub mod source;
pub mod syntax;
pub mod text;
pub mod typecheck;
