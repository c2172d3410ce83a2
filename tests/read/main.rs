//! The readers at their door: bytes in, a document or a worded diagnostic out.

#![expect(clippy::expect_used, clippy::panic, reason = "a test stops where what it needs is missing")]

mod csv;
mod data;
mod docx;
mod docx_hostile;
mod docx_lists;
mod docx_parts;
mod docx_tables;
mod files;
mod hostile;
mod hostile_sheets;
mod pdf;
mod pdf_file;
mod properties;
mod prose;
mod word;
mod workbook;
mod xlsx;

use guiju::diagnostic::{Diagnostics, Language};
use guiju::document::{Document, DocumentBody, Node, Prose};
use guiju::read::{Limits, READ_CODES, read};
use guiju::source::SourceMap;

/// A file that was read, with what was said about it.
struct Outcome {
    document: Option<Document>,
    sources: SourceMap,
    diagnostics: Diagnostics,
}

impl Outcome {
    fn codes(&self) -> Vec<&'static str> {
        self.diagnostics.iter().map(|one| one.code).collect()
    }

    fn node(&self) -> &Node {
        match self.document.as_ref().map(|document| &document.body) {
            Some(DocumentBody::Data(node)) => node,
            other => panic!("no data: {other:?}, {:?}", self.codes()),
        }
    }

    fn prose(&self) -> &Prose {
        match self.document.as_ref().map(|document| &document.body) {
            Some(DocumentBody::Prose(prose) | DocumentBody::Form(prose)) => prose,
            other => panic!("no prose: {other:?}, {:?}", self.codes()),
        }
    }

    /// The words of all cells of all tables.
    fn cells(&self) -> Vec<&str> {
        let tables = self.document.as_ref().map(|document| &document.tables).into_iter();
        tables.flat_map(|it| it.tables.iter().flat_map(|table| &table.cells).map(|cell| it.words(cell))).collect()
    }

    /// The words under each label of the first diagnostic.
    fn labelled(&self) -> Vec<&str> {
        let first = self.diagnostics.iter().next();
        first.map_or_else(Vec::new, |one| one.labels.iter().map(|label| self.sources.slice(label.span)).collect())
    }

    fn message(&self, language: Language) -> String {
        let Some(first) = self.diagnostics.iter().next() else { return String::new() };
        let help = first.help.as_ref().map_or("", |help| help.get(language));
        format!("{} / {help}", first.message.get(language))
    }
}

fn open_with(name: &str, bytes: &[u8], limits: Limits) -> Outcome {
    let mut sources = SourceMap::default();
    let mut diagnostics = Diagnostics::default();
    let document = read(name, bytes, &limits, &mut sources, &mut diagnostics);
    for one in diagnostics.iter() {
        assert!(READ_CODES.iter().any(|known| known.code == one.code), "{} is listed", one.code);
        assert!(!one.message.zh.is_empty() && !one.message.en.is_empty(), "{} speaks both languages", one.code);
        assert!(one.help.as_ref().is_some_and(|help| !help.zh.is_empty() && !help.en.is_empty()), "{} helps", one.code);
    }
    Outcome { document, sources, diagnostics }
}

fn open(name: &str, text: &str) -> Outcome {
    open_with(name, text.as_bytes(), Limits::default())
}

fn paragraphs(prose: &Prose) -> Vec<&str> {
    prose.paragraphs.iter().map(|paragraph| prose.slice(paragraph.range.clone())).collect()
}

/// Headings as `level title`, in order.
fn headings(prose: &Prose) -> Vec<String> {
    let titled = prose.paragraphs.iter().filter_map(|paragraph| paragraph.heading.as_ref());
    titled.map(|heading| format!("{} {}", heading.level, prose.slice(heading.title.clone()))).collect()
}
