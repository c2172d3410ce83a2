//! One file of a submission, and all of them together.

use crate::source::SourceId;

use super::{Node, Prose, Tables};

/// One file, read.
#[derive(Debug)]
pub struct Document {
    /// Where its text is kept.
    pub source: SourceId,
    /// What it holds.
    pub body: DocumentBody,
    /// The tables in it.
    pub tables: Tables,
}

/// What a file holds.
#[derive(Debug)]
pub enum DocumentBody {
    /// A narrative report.
    Prose(Box<Prose>),
    /// A form or a sheet: nothing but tables, and the sentences that stand in their cells.
    Form(Box<Prose>),
    /// Evaluation data: YAML or JSON.
    Data(Box<Node>),
}

impl DocumentBody {
    /// Its sentences, whether of a report or of cells.
    #[must_use]
    pub fn prose(&self) -> Option<&Prose> {
        match self {
            Self::Prose(prose) | Self::Form(prose) => Some(prose),
            Self::Data(_) => None,
        }
    }
}

/// All documents of one unit and year; they are checked together and must agree.
#[derive(Debug, Default)]
pub struct Submission {
    /// What the submission is called: the first file's name, or the folder's.
    pub name: String,
    /// Its files in the order given.
    pub documents: Vec<Document>,
}

impl Submission {
    /// The texts of its files, in the order given.
    pub fn sources(&self) -> impl Iterator<Item = SourceId> {
        self.documents.iter().map(|document| document.source)
    }
}
