//! One file of a submission, and all of them together.

use crate::source::SourceId;

use super::{Node, Prose};

/// One file, read.
#[derive(Debug)]
pub struct Document {
    /// Where its text is kept.
    pub source: SourceId,
    /// What it holds.
    pub body: DocumentBody,
}

/// What a file holds.
#[derive(Debug)]
pub enum DocumentBody {
    /// A narrative report.
    Prose(Box<Prose>),
    /// Evaluation data: YAML or JSON.
    Data(Box<Node>),
}

/// All documents of one unit and year; they are checked together and must agree.
#[derive(Debug, Default)]
pub struct Submission {
    /// What the submission is called: the first file's name, or the folder's.
    pub name: String,
    /// Its files in the order given.
    pub documents: Vec<Document>,
}
