//! Many submissions: which there are, checking them on all cores, and what came of each as one line.
//!
//! Lines come in the order of the submissions, whatever the number of threads; a submission that cannot be read is a
//! line with its reason. Memory does not grow with the number of submissions.

mod folder;
mod journal;
mod list;
mod listing;
mod record;
mod run;
mod text;

pub use folder::{Contents, contents};
pub use journal::Journal;
pub use list::{Job, JobFile, jobs};
pub use record::{Record, State};
pub use run::{Control, Desk, Line, each, run};
pub use text::DraftText;
