//! The text of a Word file as it is written down, and for each piece of it the bytes of the part it came from.

use std::ops::Range;

use crate::document::CellState;

use super::super::draft::{Block, Draft, Role, Sketch};
use super::story::{Cell, Content, Table};
use super::unread::Unread;

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
    /// What the file holds that is not read.
    pub(in crate::read) unread: Unread,
}

impl WordText {
    /// The transcript.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.draft.text
    }
}

/// A paragraph: its text, each piece of it with the bytes of the part.
#[derive(Debug, Default)]
pub(super) struct Line {
    /// What Word shows before it: the number of a list.
    pub(super) label: String,
    pub(super) text: String,
    pub(super) anchors: Vec<Anchor>,
    pub(super) page: Option<u32>,
    pub(super) depth: Option<u8>,
}

impl Line {
    /// Writes on in the room of another one that nothing needs any more.
    pub(super) fn write_on(&mut self, spare: &mut Self) {
        if self.text.is_empty() && self.anchors.is_empty() {
            (self.text, self.anchors) = (std::mem::take(&mut spare.text), std::mem::take(&mut spare.anchors));
            self.text.clear();
            self.anchors.clear();
        }
    }

    /// The same in no more room than it needs; only its number is taken out.
    pub(super) fn whole(&mut self) -> Self {
        Self {
            label: std::mem::take(&mut self.label),
            text: self.text.as_str().to_owned(),
            anchors: self.anchors.as_slice().to_vec(),
            ..*self
        }
    }

    /// Takes text that stands in the part as it is.
    pub(super) fn same(&mut self, part: u16, text: &str, xml: Range<usize>) {
        self.add(part, text, xml, true);
    }

    /// Takes text for other bytes of the part.
    pub(super) fn other(&mut self, part: u16, text: &str, xml: Range<usize>) {
        self.add(part, text, xml, false);
    }

    /// Takes text that does not stand in the part.
    pub(super) fn made(&mut self, text: &str) {
        self.text.push_str(text);
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

    /// Takes the blanks away that stand at its end, back to a length.
    pub(super) fn trim_end(&mut self, least: usize) {
        while let Some(last) = self.text.get(least..).and_then(|text| text.chars().next_back())
            && last.is_ascii_whitespace()
        {
            self.text.pop();
            if let Some(anchor) = self.anchors.last_mut() {
                anchor.text_length = anchor.text_length.saturating_sub(1);
                anchor.xml_length = if anchor.is_same { anchor.text_length } else { 0 };
            }
            self.anchors.pop_if(|anchor| anchor.text_length == 0);
        }
    }

    /// True where nothing of it is seen.
    pub(super) fn is_blank(&self) -> bool {
        self.label.is_empty() && is_blank(&self.text)
    }

    /// What keeps number and text apart that would read as one: `1.` before `2023年`, `1` before `年度`.
    fn gap(&self) -> &'static str {
        const NUMERALS: &str = "零〇一二三四五六七八九十百千壹贰叁肆伍陆柒捌玖拾佰仟";
        let (Some(last), Some(first)) = (self.label.chars().next_back(), self.text.chars().next()) else { return "" };
        let is_digit = |c: char| c.is_ascii_alphanumeric() || ('０'..='９').contains(&c);
        if is_digit(last) || NUMERALS.contains(last) {
            "\t"
        } else if is_digit(first) && (last.is_ascii() || last == '•') {
            " "
        } else {
            ""
        }
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

    /// How many pieces are written down.
    pub(super) fn len(&self) -> usize {
        self.draft.blocks.len()
    }

    /// Writes down what stands in a text; `role` is that of its paragraphs.
    pub(super) fn write_all(&mut self, contents: Vec<Content>, role: Role) {
        for content in contents {
            match (content, role) {
                (Content::Line(line), Role::Paragraph(_)) => {
                    let role = Role::Paragraph(line.depth);
                    self.write(line, role);
                }
                (Content::Line(line), Role::Cell(..) | Role::Note | Role::Margin) => self.write(line, role),
                (Content::Table(table), Role::Paragraph(_) | Role::Cell(..)) => self.write_table(*table),
                // Tables of headers and notes only set their words.
                (Content::Table(table), Role::Note | Role::Margin) => {
                    table.cells.into_iter().for_each(|cell| self.write_all(cell.contents, role));
                }
            }
        }
    }

    fn write_table(&mut self, table: Table) {
        let is_frame = table.columns <= 1;
        if let Some(sketch) = self.draft.grids.get_mut(table.number as usize) {
            sketch.is_frame = is_frame;
        }
        let mut behind = Vec::new();
        for Cell { place, contents } in table.cells {
            let role = Role::Cell(place, CellState::Plain);
            if is_frame {
                self.write_all(contents, role);
                continue;
            }
            let before = self.len();
            for content in contents {
                match content {
                    Content::Line(line) => self.write(line, role),
                    Content::Table(table) => behind.push(*table),
                }
            }
            if self.len() == before {
                self.write(Line::default(), role);
            }
        }
        behind.into_iter().for_each(|table| self.write_table(table));
    }

    /// Writes a paragraph down; the cells of a row stand in one line.
    fn write(&mut self, line: Line, role: Role) {
        let gap = line.gap();
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
        draft.text.push_str(&line.label);
        draft.text.push_str(gap);
        let first = draft.text.len();
        draft.text.push_str(&line.text);
        let moved = |anchor: Anchor| Anchor { text: anchor.text.saturating_add(narrow(first)), ..anchor };
        self.anchors.extend(line.anchors.into_iter().map(moved));
        draft.blocks.push(Block { range: start..draft.text.len(), page: line.page, role });
    }
}

/// True for a text of which nothing is seen.
pub(super) fn is_blank(text: &str) -> bool {
    text.chars().all(char::is_whitespace)
}

pub(super) fn narrow(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}
