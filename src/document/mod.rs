//! A draft, whatever file it came from: prose with its sections, sentences and figures, tables, and data trees.
//!
//! Knows places ([`Flow`] maps its clean text back to the original bytes) but neither rules nor file formats.

mod data;
#[expect(clippy::module_inception, reason = "a noun's head type stands in the file of its name")]
mod document;
mod flow;
mod landmarks;
mod prose;
mod table;

pub use data::{Node, NodeKind};
pub use document::{Document, DocumentBody, Submission};
pub use flow::{Flow, FlowBuilder};
pub use prose::{Clause, ClauseId, Heading, Paragraph, ParagraphId, Prose, Section, SectionId, Sentence, SentenceId};
pub use table::{Cell, CellState, MOST_PLACES, Table, Tables};
