//! What we tell pack authors and people whose file we could not read: a mistake with its place.
//!
//! A *diagnostic* is about a pack or a file; a fault in a draft is a `finding`. Each stage words its own
//! diagnostics, in Chinese and in English; how they look is the reporter's business.

mod sink;
mod suggest;
mod wording;

pub use sink::{Diagnostic, Diagnostics, Label};
pub use suggest::{nearest, nearest_all};
pub use wording::{Language, Severity, Wording};
