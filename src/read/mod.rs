//! Bytes to a document: one reader per format behind one door.
//!
//! Takes the bytes of a file and its name, never a path; gives a [`Document`] or a diagnostic that says where and why
//! not. Does not know rules.

mod cells;
mod codes;
mod csv;
mod docx;
mod draft;
mod grid;
mod intake;
mod json;
mod limits;
mod long_number;
mod markdown;
mod names;
mod office;
mod outline;
mod package;
mod pdf;
mod plain;
mod prose;
mod radical;
mod reflow;
mod relations;
mod rows;
mod tree;
mod writer;
mod xlsx;
mod xml;
mod yaml;

pub use codes::{READ_CODES, ReadCode};
pub use csv::csv_rows;
pub use docx::{Anchor, WordText};
pub use limits::Limits;
pub use office::word_text;
pub use package::{Package, PackageError};
pub use relations::{relations_of, resolved};
pub use xlsx::{FINDINGS_NAME, sheet_of};
pub use xml::character;

use crate::diagnostic::Diagnostics;
use crate::document::{Document, DocumentBody, Node, Tables};
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
    if let Some(format) = office::Format::of(name, bytes) {
        return office::read(format, name, bytes, limits, sources, diagnostics);
    }
    let (text, encoding) = intake::text(name, bytes, limits, diagnostics)?;
    let format = Format::of(name, &text);
    let source = sources.add_decoded(name, text, encoding);
    let text = sources.text(source);
    let (body, tables) = match format {
        Format::Plain => plain::read(source, text),
        Format::Markdown => markdown::read(source, text),
        Format::Yaml => return data(source, yaml::read(source, text, limits, diagnostics)?),
        Format::Json => return data(source, json::read(source, text, limits, diagnostics)?),
        Format::Values => csv::read(source, text, diagnostics),
    };
    if let Some(prose) = body.prose() {
        long_number::check_prose(prose, diagnostics);
    }
    Some(Document { source, body, tables })
}

#[expect(clippy::unnecessary_wraps, reason = "the end of every reader")]
fn data(source: SourceId, root: Node) -> Option<Document> {
    Some(Document { source, body: DocumentBody::Data(Box::new(root)), tables: Tables::none(source) })
}

/// Reads what poppler wrote of a PDF called `name`: `layout` by `pdftotext -bbox-layout`, and `drawing` by
/// `pdftocairo -svg` for all pages, empty where there is none.
///
/// This is [`read`] for those who run the programs themselves.
pub fn read_pdf_layout(
    name: &str,
    layout: &str,
    drawing: &str,
    sources: &mut SourceMap,
    diagnostics: &mut Diagnostics,
) -> Option<Document> {
    office::of_layout(name, pdf::of_layout(layout, drawing), sources, diagnostics)
}

/// Reads a piece of plain text that is in memory already: an example of a rule, an editor's buffer.
#[must_use]
pub fn prose_from_text(source: SourceId, text: &str) -> (DocumentBody, Tables) {
    plain::read(source, text)
}

/// The formats read here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Plain,
    Markdown,
    Yaml,
    Json,
    /// Values parted by commas or tabs.
    Values,
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
            Some("csv" | "tsv") => Self::Values,
            _ => match text.trim_start().chars().next() {
                Some('{' | '[') => Self::Json,
                _ if text.starts_with("---\n") || text.starts_with("%YAML") => Self::Yaml,
                _ => Self::Plain,
            },
        }
    }
}
