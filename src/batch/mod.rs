//! Many submissions: which there are, checking them on all cores, and what came of each as one line.
//!
//! Lines come in the order of the submissions, whatever the number of threads; a submission that cannot be read is a
//! line with its reason. Memory does not grow with the number of submissions.

mod base64;
mod desk;
mod earlier;
mod file;
mod folder;
mod job;
mod journal;
mod last_year;
mod lines;
mod list;
mod listing;
mod record;
mod run;
mod stream;
mod submitted;
mod survey;
mod text;

pub use desk::{Desk, Line, Terms};
pub use earlier::Earlier;
pub use file::{bytes_from, bytes_of, reason};
pub use folder::{Contents, contents, is_read};
pub use job::{Job, JobFile};
pub use journal::Journal;
pub use last_year::pair;
pub use list::jobs;
pub use record::{ASIDE, Record, State};
pub use run::{Control, each, run};
pub use stream::Stream;
pub use survey::survey;
pub use text::DraftText;
