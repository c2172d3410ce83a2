//! Owns every text of a run.

use std::sync::{Arc, OnceLock};

use super::{Encoding, LineColumn, LineIndex, Origin, SourceId, Span};

/// One text, decoded to UTF-8, with its name and the encoding it came in.
#[derive(Debug)]
pub struct SourceFile {
    name: String,
    text: Arc<str>,
    encoding: Encoding,
    lines: OnceLock<LineIndex>,
    origin: Option<Origin>,
}

impl SourceFile {
    /// What the user calls this text: a path, or a name we gave it.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The decoded text, byte-order mark removed.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The decoded text as a shared handle.
    #[must_use]
    pub fn shared_text(&self) -> Arc<str> {
        Arc::clone(&self.text)
    }

    /// How the bytes of the file were encoded.
    #[must_use]
    pub fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// Where its pieces stand in the file, if the text is a transcript: lines and columns mean nothing then.
    #[must_use]
    pub fn origin(&self) -> Option<&Origin> {
        self.origin.as_ref()
    }

    /// Line starts, worked out on first use.
    #[must_use]
    pub fn lines(&self) -> &LineIndex {
        self.lines.get_or_init(|| LineIndex::new(&self.text))
    }
}

/// All texts of a run: packs, drafts and data.
#[derive(Debug, Default)]
pub struct SourceMap {
    files: Vec<SourceFile>,
}

impl SourceMap {
    /// Adds a text that is UTF-8 already.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<Arc<str>>) -> SourceId {
        self.add_decoded(name, text, Encoding::Utf8)
    }

    /// Adds a text together with the encoding its bytes had.
    pub fn add_decoded(&mut self, name: impl Into<String>, text: impl Into<Arc<str>>, encoding: Encoding) -> SourceId {
        let id = SourceId(u32::try_from(self.files.len()).unwrap_or(u32::MAX));
        let (name, text) = (name.into(), text.into());
        self.files.push(SourceFile { name, text, encoding, lines: OnceLock::new(), origin: None });
        id
    }

    /// Says that a text is a transcript, and where its pieces stand in the file.
    pub fn set_origin(&mut self, id: SourceId, origin: Origin) {
        if let Some(file) = self.files.get_mut(id.0 as usize) {
            file.origin = Some(origin);
        }
    }

    /// The file behind an id.
    ///
    /// # Panics
    /// If the id was made by another map; that is a bug of ours.
    #[must_use]
    #[expect(clippy::indexing_slicing, reason = "ids are only made by `add_decoded`")]
    pub fn file(&self, id: SourceId) -> &SourceFile {
        &self.files[id.0 as usize]
    }

    /// The whole text behind an id.
    #[must_use]
    pub fn text(&self, id: SourceId) -> &str {
        self.file(id).text()
    }

    /// The words at a place; empty if the place is outside the text.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        self.text(span.source).get(span.range()).unwrap_or("")
    }

    /// Line and columns of the start of a place.
    #[must_use]
    pub fn position(&self, span: Span) -> LineColumn {
        let file = self.file(span.source);
        file.lines().position(file.text(), span.start as usize)
    }

    /// Line and columns of the end of a place.
    #[must_use]
    pub fn end_position(&self, span: Span) -> LineColumn {
        self.position(span.end_point())
    }

    /// All files in the order in which they were added.
    pub fn iter(&self) -> impl Iterator<Item = (SourceId, &SourceFile)> {
        (0u32..).map(SourceId).zip(self.files.iter())
    }
}
