//! The text of a Word file as it is written down, and for each piece of it the bytes of the part it came from.

use std::ops::Range;

use super::super::draft::{Block, Draft, Role, Sketch};

/// A piece of the transcript that stands in the bytes of a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Anchor {
    /// First byte in the transcript.
    pub text: u32,
    /// First byte in the XML of the part.
    pub xml: u32,
    /// Bytes in the transcript.
    pub text_length: u32,
    /// Bytes in the XML; the same as in the transcript where the text stands there as it is.
    pub xml_length: u32,
    /// Index into [`WordText::parts`].
    pub part: u16,
    /// True where the XML holds the same bytes; false for `&amp;`, a tab, a line break.
    pub is_same: bool,
}

/// The text of a Word file with its anchors.
#[derive(Debug, Default)]
pub struct WordText {
    /// The names of the parts that anchors point into: `word/document.xml`.
    pub parts: Vec<String>,
    /// In the order of the transcript. List numbers have none: Word makes them.
    pub anchors: Vec<Anchor>,
    pub(in crate::read) draft: Draft,
}

impl WordText {
    /// The transcript.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.draft.text
    }
}

/// A paragraph that is being read, or was.
#[derive(Debug, Default)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) anchors: Vec<Anchor>,
    pub(super) page: Option<u32>,
    pub(super) depth: Option<u8>,
}

impl Line {
    /// Takes text that stands in the part as it is.
    pub(super) fn same(&mut self, part: u16, text: &str, xml: Range<usize>) {
        self.add(part, text, xml, true);
    }

    /// Takes text for other bytes of the part.
    pub(super) fn other(&mut self, part: u16, text: &str, xml: Range<usize>) {
        self.add(part, text, xml, false);
    }

    fn add(&mut self, part: u16, text: &str, xml: Range<usize>, is_same: bool) {
        if text.is_empty() {
            return;
        }
        let anchor = Anchor {
            text: narrow(self.text.len()),
            xml: narrow(xml.start),
            text_length: narrow(text.len()),
            xml_length: narrow(xml.len()),
            part,
            is_same,
        };
        self.anchors.push(anchor);
        self.text.push_str(text);
    }
}

impl WordText {
    /// Begins a part and gives its number.
    pub(super) fn part(&mut self, name: &str) -> u16 {
        self.parts.push(name.to_owned());
        u16::try_from(self.parts.len() - 1).unwrap_or(u16::MAX)
    }

    /// Begins a table and gives its number.
    pub(super) fn table(&mut self) -> u32 {
        self.draft.grids.push(Sketch::default());
        narrow(self.draft.grids.len() - 1)
    }

    /// What is known of a table.
    pub(super) fn sketch(&mut self, table: u32) -> Option<&mut Sketch> {
        self.draft.grids.get_mut(table as usize)
    }

    /// Writes a paragraph down; the cells of a row stand in one line.
    pub(super) fn write(&mut self, line: Line, role: Role) {
        let draft = &mut self.draft;
        if let Some(last) = draft.blocks.last() {
            let row = |role: &Role| match role {
                Role::Cell(place, _) => Some((place.grid, place.row)),
                Role::Paragraph(_) | Role::Note | Role::Margin => None,
            };
            let is_beside = last.role != role && row(&role).is_some() && row(&last.role) == row(&role);
            draft.text.push(if is_beside { '\t' } else { '\n' });
        }
        let start = draft.text.len();
        draft.text.push_str(&line.text);
        let moved = |anchor: Anchor| Anchor { text: anchor.text.saturating_add(narrow(start)), ..anchor };
        self.anchors.extend(line.anchors.into_iter().map(moved));
        draft.blocks.push(Block { range: start..draft.text.len(), page: line.page, role });
    }
}

pub(super) fn narrow(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}
