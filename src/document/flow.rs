//! The clean reading text of a document, with an exact map back to the bytes it came from.
//!
//! Full-width digits, letters and `％` are made half-width; blanks between Chinese characters and between Chinese and
//! digits (which PDF extraction leaves) are dropped; lines that a page break cut are joined. Punctuation stays as it
//! is. Paragraphs are separated by one `\n`. Everything above matches on this text and never on raw bytes.

use std::ops::Range;

use crate::source::{SourceId, Span};

use super::landmarks::Landmarks;

/// A run of flow bytes that are the same bytes in the source, or (`same` false) one changed character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Piece {
    flow: u32,
    source: u32,
    /// Bytes it covers in the source (and in the flow, where `same`).
    length: u32,
    same: bool,
}

impl Piece {
    /// True where the same bytes go on up to a flow offset.
    fn holds(&self, end: usize) -> bool {
        self.same && end <= self.flow as usize + self.length as usize
    }

    /// The source offset of a flow offset in the same bytes.
    fn moved(&self, flow: usize) -> usize {
        self.source as usize + (flow - self.flow as usize)
    }
}

/// The clean text and its map.
#[derive(Debug)]
pub struct Flow {
    source: SourceId,
    text: String,
    pieces: Vec<Piece>,
    /// Of the flow bytes at which pieces start.
    marks: Landmarks,
}

impl Flow {
    /// The clean text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The words at a range of flow bytes; empty outside.
    #[must_use]
    pub fn slice(&self, range: Range<usize>) -> &str {
        self.text.get(range).unwrap_or("")
    }

    /// The source this text was read from.
    #[must_use]
    pub fn source(&self) -> SourceId {
        self.source
    }

    /// The place in the source of a range of flow bytes: from the first source byte of its first character to the
    /// last of its last.
    #[must_use]
    pub fn span(&self, range: Range<usize>) -> Span {
        if range.start >= range.end {
            let at = self.source_start(range.start);
            return Span::new(self.source, at, at);
        }
        // Mostly one run of equal bytes holds it all.
        if let Some(piece) = self.piece_at(range.start).filter(|piece| piece.holds(range.end)) {
            return Span::new(self.source, piece.moved(range.start), piece.moved(range.end));
        }
        let start = self.source_start(range.start);
        let end = self.source_end(range.end);
        Span::new(self.source, start.min(end), end)
    }

    /// The piece that holds a flow byte.
    fn piece_at(&self, flow: usize) -> Option<&Piece> {
        let index = self.count(flow, |piece| piece.flow as usize <= flow);
        self.pieces.get(index.checked_sub(1)?)
    }

    fn source_start(&self, flow: usize) -> usize {
        match self.piece_at(flow) {
            Some(piece) if piece.same => piece.moved(flow),
            Some(piece) => piece.source as usize,
            None => 0,
        }
    }

    fn source_end(&self, flow: usize) -> usize {
        // The piece that holds the byte before `flow`.
        let index = self.count(flow, |piece| (piece.flow as usize) < flow);
        match index.checked_sub(1).and_then(|index| self.pieces.get(index)) {
            Some(piece) if piece.same => piece.moved(flow),
            Some(piece) => (piece.source + piece.length) as usize,
            None => 0,
        }
    }
}

impl Flow {
    /// How many pieces stand before an offset.
    fn count(&self, at: usize, before: impl Fn(&Piece) -> bool) -> usize {
        let window = self.marks.window(at, self.pieces.len());
        let start = window.start;
        start + self.pieces.get(window).map_or(0, |pieces| pieces.partition_point(before))
    }
}

/// Builds a flow piece by piece, in source order.
#[derive(Debug)]
pub struct FlowBuilder {
    flow: Flow,
}

impl FlowBuilder {
    /// Starts an empty flow over a source.
    #[must_use]
    pub fn new(source: SourceId) -> Self {
        Self { flow: Flow { source, text: String::new(), pieces: Vec::new(), marks: Landmarks::default() } }
    }

    /// Copies text that stands at `source_start` as it is.
    pub fn copy(&mut self, text: &str, source_start: usize) {
        if text.is_empty() {
            return;
        }
        let narrow = |value: usize| u32::try_from(value).unwrap_or(u32::MAX);
        let flow = narrow(self.flow.text.len());
        let grows = self.flow.pieces.last().is_some_and(|last| {
            last.same && last.flow + last.length == flow && (last.source + last.length) as usize == source_start
        });
        if grows && let Some(last) = self.flow.pieces.last_mut() {
            last.length += narrow(text.len());
        } else {
            let piece = Piece { flow, source: narrow(source_start), length: narrow(text.len()), same: true };
            self.flow.pieces.push(piece);
        }
        self.flow.text.push_str(text);
    }

    /// Writes `text` for the `length` source bytes at `source_start`: a changed character, a joined line.
    pub fn replace(&mut self, text: &str, source_start: usize, length: usize) {
        if text.is_empty() {
            return;
        }
        let narrow = |value: usize| u32::try_from(value).unwrap_or(u32::MAX);
        self.flow.pieces.push(Piece {
            flow: narrow(self.flow.text.len()),
            source: narrow(source_start),
            length: narrow(length),
            same: false,
        });
        self.flow.text.push_str(text);
    }

    /// The last character written.
    #[must_use]
    pub fn last(&self) -> Option<char> {
        self.flow.text.chars().next_back()
    }

    /// The words at a range of what is written; empty outside.
    #[must_use]
    pub fn slice(&self, range: Range<usize>) -> &str {
        self.flow.slice(range)
    }

    /// How many bytes are written.
    #[must_use]
    pub fn len(&self) -> usize {
        self.flow.text.len()
    }

    /// True where nothing is written.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.flow.text.is_empty()
    }

    /// The finished flow.
    #[must_use]
    pub fn finish(mut self) -> Flow {
        self.flow.marks = Landmarks::new(self.flow.pieces.iter().map(|piece| piece.flow as usize));
        self.flow
    }
}
