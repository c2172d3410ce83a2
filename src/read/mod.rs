//! Bytes to a document: one reader per format behind one door.
//!
//! Takes the bytes of a file and its name, never a path; gives a [`Document`] or a diagnostic that says where and why
//! not. Does not know rules.

mod codes;
mod intake;
mod json;
mod limits;
mod long_number;
mod markdown;
mod outline;
mod plain;
mod prose;
mod radical;
mod reflow;
mod tree;
mod writer;
mod yaml;

pub use codes::{READ_CODES, ReadCode};
pub use limits::Limits;

use crate::diagnostic::Diagnostics;
use crate::document::{Document, DocumentBody, Prose};
use crate::source::{SourceId, SourceMap};

/// Reads one file. `None` where it could not be read; the reason is in the diagnostics.
///
/// A mistake that leaves the rest readable (a repeated key) is a diagnostic beside the document.
pub fn read(
    name: &str,
    bytes: &[u8],
    limits: &Limits,
    sources: &mut SourceMap,
    diagnostics: &mut Diagnostics,
) -> Option<Document> {
    let (text, encoding) = intake::text(name, bytes, limits, diagnostics)?;
    let format = Format::of(name, &text);
    let source = sources.add_decoded(name, text, encoding);
    let text = sources.text(source);
    let body = match format {
        Format::Plain => prose(plain::read(source, text), diagnostics),
        Format::Markdown => prose(markdown::read(source, text), diagnostics),
        Format::Yaml => DocumentBody::Data(Box::new(yaml::read(source, text, limits, diagnostics)?)),
        Format::Json => DocumentBody::Data(Box::new(json::read(source, text, limits, diagnostics)?)),
    };
    Some(Document { source, body })
}

fn prose(prose: Prose, diagnostics: &mut Diagnostics) -> DocumentBody {
    long_number::check_prose(&prose, diagnostics);
    DocumentBody::Prose(Box::new(prose))
}

/// Reads a piece of plain text that is in memory already: an example of a rule, an editor's buffer.
#[must_use]
pub fn prose_from_text(source: SourceId, text: &str) -> Prose {
    plain::read(source, text)
}

/// Reads data that is in memory already as YAML; JSON is read too, but less strictly than from a `.json` file.
pub fn data_from_yaml(
    source: SourceId,
    text: &str,
    limits: &Limits,
    diagnostics: &mut Diagnostics,
) -> Option<crate::document::Node> {
    yaml::read(source, text, limits, diagnostics)
}

/// The formats read here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Plain,
    Markdown,
    Yaml,
    Json,
}

impl Format {
    /// By the extension; where that says nothing, by how the text begins.
    fn of(name: &str, text: &str) -> Self {
        let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
        match extension.as_deref() {
            Some("txt" | "text") => Self::Plain,
            Some("md" | "markdown") => Self::Markdown,
            Some("yaml" | "yml") => Self::Yaml,
            Some("json") => Self::Json,
            _ => match text.trim_start().chars().next() {
                Some('{' | '[') => Self::Json,
                _ if text.starts_with("---\n") || text.starts_with("%YAML") => Self::Yaml,
                _ => Self::Plain,
            },
        }
    }
}
