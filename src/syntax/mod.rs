//! `.gj` text to a tree.
//!
//! Takes a source, gives a [`Module`] and pushes every mistake into the diagnostics; parsing never stops at the first.
//! Knows nothing of types, packs or drafts.

pub mod ast;

use crate::diagnostic::Diagnostics;
use crate::source::{SourceId, SourceMap};

use ast::Module;

/// Parses one file.
pub fn parse(_source: SourceId, _sources: &SourceMap, _diagnostics: &mut Diagnostics) -> Module {
    todo!()
}
