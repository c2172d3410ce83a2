//! The result of one submission: what reporters show.

#[expect(clippy::module_inception, reason = "a noun's head type stands in the file of its name")]
mod review;
mod summary;

pub use review::{PackChoice, Review, UnreadClaim};
pub use summary::{OpenReason, Summary};
