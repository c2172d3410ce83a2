//! Findings written back into the files they are about: texts, Word files, workbooks.
//!
//! Takes the bytes of a file and what is to be changed or said at which places; gives the bytes of the new file, in
//! which nothing else differs. Does not know findings, nor where the file lies.

mod error;
mod package;
mod part;
mod relations;
pub mod sheet;
pub mod text;

pub use error::PatchError;
