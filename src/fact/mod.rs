//! Typed facts that know their place.
//!
//! `extract` makes them, `eval` reads them; a rule cannot know whether a figure came from a sentence, a table or a data
//! file. Knows records, figures and places, and nothing of documents.

mod base;
#[expect(clippy::module_inception, reason = "a noun's head type stands in the file of its name")]
mod fact;
mod value;

pub use base::{FactBase, SectionFact, UnreadFigure, UnreadInstance, UnreadPart, UnreadTable};
pub use fact::{Around, Context, Fact, FieldValue, RELATION, Reading, Standing, Swaps, Unread};
pub use value::{ListValue, Reported, Target, TargetLimit, TextValue, Value};
