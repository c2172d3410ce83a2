//! Passages of prose as fingerprints, by which copies of them are found among other submissions.
//!
//! The method is winnowing (Schleimer, Wilkerson, Aiken: *Local Algorithms for Document Fingerprinting*, SIGMOD 2003) over the
//! letters of each paragraph; what that guarantees, and what not, is said in `docs/review.md`. Knows documents, and
//! nothing of rules or facts. No hash order anywhere: same submissions, same copies, in whatever order they came.

mod copied;
mod index;
mod passages;
mod winnow;

pub use copied::{Copied, copies};
pub use index::Index;
pub use passages::{Passage, Passages};
pub use winnow::{Fingerprint, GRAM, GUARANTEE, WINDOW};
