//! The result of one submission: what reporters show.

mod baseline;
mod called;
pub(crate) mod codes;
mod day;
mod granted;
mod mark;
mod proof;
mod receipt;
#[expect(clippy::module_inception, reason = "a noun's head type stands in the file of its name")]
mod review;
mod summary;
mod waiver;

pub use baseline::{Baseline, Comparison, Known};
pub use called::Called;
pub use codes::OTHER_RULES;
pub use day::Day;
pub use granted::{Granted, Needed};
pub use mark::Marks;
pub use receipt::{FileReceipt, FileRole, Hash, Receipt};
pub use review::{PackChoice, Review, UnreadClaim};
pub use summary::{OpenReason, Summary};
pub use waiver::{Grant, Waived, Waivers};
