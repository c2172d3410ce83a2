//! Findings written back into the files they are about: texts, Word files, workbooks.
//!
//! Takes the bytes of a file and what is to be changed or said at which places; gives the bytes of the new file, in
//! which nothing else differs. Does not know findings, nor where the file lies.

pub mod package;
mod part;
mod relations;
mod repack;
pub mod sheet;
pub mod text;
pub mod word;

use std::ops::Range;

use crate::diagnostic::Wording;
use crate::read::PackageError;

/// What is to be said or changed at a place of a transcript.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Bytes of the transcript. An empty range without a replacement stands for the line that holds it, and at the very
    /// beginning for the first line with words: the title.
    pub range: Range<u32>,
    /// What a comment says; each line is a paragraph.
    pub note: Option<String>,
    /// What the words are replaced by, as a change that the author accepts or rejects.
    pub replacement: Option<String>,
}

/// Why a file cannot be written into.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PatchError {
    /// The reason in words, to stand behind “cannot be written into: ”.
    pub why: Wording,
}

impl From<PackageError> for PatchError {
    fn from(error: PackageError) -> Self {
        Self { why: error.why() }
    }
}

impl PatchError {
    /// A part that is no XML, or lacks what it must have.
    fn malformed(part: &str) -> Self {
        Self {
            why: Wording::new(
                format!("部件 {part} 不是合格的 XML，或缺少必需的内容"),
                format!("{part} is not well-formed, or lacks what it must have"),
            ),
        }
    }
}
