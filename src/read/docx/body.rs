//! Walks the XML of a part: paragraphs and what stands in them, tables, text boxes.

use rustc_hash::FxHashSet;

use super::fields::{Fields, is_page_number};
use super::numbering::Counters;
use super::pages::Pages;
use super::sections::{Mentions, Sections};
use super::story::{Content, Paragraph, Story, Table};
use super::styles::Styles;
use super::tags::{Element, Piece, Tag, Xml, XmlError};
use super::transcript::{Line, WordText};

/// A part holds no more paragraphs and pieces of text than this: a report has some ten thousand.
const MOST_PIECES: usize = 1_000_000;

/// What a walk needs to know of the file.
pub(super) struct Setting<'s> {
    pub(super) styles: &'s Styles,
    pub(super) counters: Counters<'s>,
    /// The notes that are shown, by their ids; `None` for a part that holds none.
    pub(super) notes: Option<&'s FxHashSet<String>>,
}

/// Reads a part: what stands in it, and what it names.
pub(super) fn read(
    out: &mut WordText,
    part: u16,
    text: &str,
    setting: Setting<'_>,
) -> Result<(Vec<Content>, Mentions), XmlError> {
    let mut walk = Walk {
        out,
        part,
        setting,
        root: Story::default(),
        open: Vec::new(),
        hidden: Vec::new(),
        fields: Fields::default(),
        around: Vec::new(),
        alternatives: Vec::new(),
        pages: Pages::new(text),
        sections: Sections::default(),
        trimmed_from: None,
        spare: Line::default(),
        pieces: 0,
        places: 0,
    };
    let mut xml = Xml::new(text);
    loop {
        match xml.next()? {
            Piece::Open(element) => walk.open(&element, &mut xml)?,
            Piece::Close(tag) => walk.close(tag)?,
            Piece::Text(text, range) => walk.text(&xml, text, range)?,
            Piece::Reference(c, range) => walk.reference(&xml, c, range)?,
            Piece::End => return Ok(walk.finish()),
        }
    }
}

pub(super) struct Walk<'o, 's> {
    pub(super) out: &'o mut WordText,
    pub(super) part: u16,
    pub(super) setting: Setting<'s>,
    pub(super) root: Story,
    /// Paragraphs and tables that are open, outermost first: a text box stands in a paragraph, a paragraph in a cell.
    pub(super) open: Vec<Open>,
    /// For each open run whether its words are hidden.
    pub(super) hidden: Vec<bool>,
    pub(super) fields: Fields,
    /// The fields around each open text box.
    pub(super) around: Vec<Fields>,
    /// For each choice of contents that is open whether one was taken.
    pub(super) alternatives: Vec<bool>,
    pub(super) pages: Pages,
    pub(super) sections: Sections,
    /// The length of the line before a text whose blanks at both ends do not count.
    pub(super) trimmed_from: Option<usize>,
    /// The last paragraph that was read: the next one is written where it stood.
    pub(super) spare: Line,
    pub(super) pieces: usize,
    /// Places of all tables.
    pub(super) places: usize,
}

pub(super) enum Open {
    Paragraph(Box<Paragraph>),
    Table(Box<Table>),
}

impl Walk<'_, '_> {
    fn open(&mut self, element: &Element<'_>, xml: &mut Xml<'_>) -> Result<(), XmlError> {
        match element.tag {
            Tag::Before | Tag::ControlProperties | Tag::RubyText => return xml.skip(),
            Tag::Deleted | Tag::MovedAway => return self.deleted(xml),
            Tag::Field if element.attribute("instr").is_some_and(|words| is_page_number(&words)) => return xml.skip(),
            Tag::Choice | Tag::Fallback if !self.is_chosen() => return xml.skip(),
            Tag::Note if !self.is_shown(element) => return xml.skip(),
            Tag::Alternatives => self.alternatives.push(false),
            Tag::Paragraph => self.begin_paragraph()?,
            Tag::Run => self.begin_run(),
            Tag::Text | Tag::MathText => self.begin_text(element),
            Tag::TextBox => self.around.push(std::mem::take(&mut self.fields)),
            Tag::FieldMark => self.fields.mark(element),
            Tag::Table => self.begin_table()?,
            Tag::Chunk => self.out.unread.chunks = self.out.unread.chunks.saturating_add(1),
            Tag::OleObject | Tag::EmbeddedObject => self.object(element),
            Tag::Section | Tag::Type | Tag::TitlePage | Tag::Margin => {
                self.count()?;
                self.sections.open(element, xml);
            }
            Tag::FootnoteMark | Tag::EndnoteMark if self.is_read() => {
                self.count()?;
                self.sections.note(element);
            }
            Tag::Row
            | Tag::SkippedBefore
            | Tag::Cell
            | Tag::CellDeleted
            | Tag::CellSpan
            | Tag::MergeDown
            | Tag::MergeAcross => {
                self.in_table(element);
            }
            Tag::Tab
            | Tag::AlignmentTab
            | Tag::Break
            | Tag::CarriageReturn
            | Tag::Hyphen
            | Tag::Symbol
            | Tag::PageRendered
                if xml.is_inside(&[Tag::Run]) =>
            {
                self.in_run(element)?;
            }
            Tag::RunStyle | Tag::Vanish => self.hide(element, xml),
            Tag::ParagraphStyle | Tag::OutlineLevel | Tag::PageBreakBefore
                if xml.is_inside(&[Tag::ParagraphProperties]) =>
            {
                self.in_properties(element);
            }
            Tag::ListId | Tag::ListLevel if xml.is_inside(&[Tag::List, Tag::ParagraphProperties]) => {
                self.in_properties(element);
            }
            Tag::Denominator => self.sign("/"),
            Tag::Above => self.sign("^"),
            Tag::Below => self.sign("_"),
            Tag::Root => self.sign("√"),
            Tag::Brackets => self.sign("("),
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, tag: Tag) -> Result<(), XmlError> {
        match tag {
            Tag::Paragraph => self.end_paragraph(),
            Tag::ParagraphProperties => self.begin_page(),
            Tag::Run => drop(self.hidden.pop()),
            Tag::Text | Tag::MathText => self.end_text(),
            Tag::TextBox => self.fields = self.around.pop().unwrap_or_default(),
            Tag::Alternatives => drop(self.alternatives.pop()),
            Tag::Section => self.end_section(),
            Tag::Brackets => self.sign(")"),
            Tag::Cell => self.end_cell()?,
            Tag::Row => {
                if let Some(table) = self.table() {
                    table.end_row();
                }
            }
            Tag::Table => self.end_table()?,
            _ => {}
        }
        Ok(())
    }

    fn finish(mut self) -> (Vec<Content>, Mentions) {
        self.settle_left();
        (self.root.contents, self.sections.mentions)
    }

    /// The paragraph that is open, if nothing is open in it.
    pub(super) fn paragraph(&mut self) -> Option<&mut Paragraph> {
        match self.open.last_mut() {
            Some(Open::Paragraph(paragraph)) => Some(paragraph),
            Some(Open::Table(_)) | None => None,
        }
    }

    /// The table that is open, if nothing is open in it.
    pub(super) fn table(&mut self) -> Option<&mut Table> {
        match self.open.last_mut() {
            Some(Open::Table(table)) => Some(table),
            Some(Open::Paragraph(_)) | None => None,
        }
    }

    /// Where the next paragraph goes.
    pub(super) fn story(&mut self) -> &mut Story {
        match self.open.last_mut() {
            Some(Open::Paragraph(paragraph)) => &mut paragraph.boxes,
            Some(Open::Table(table)) => &mut table.open.story,
            None => &mut self.root,
        }
    }

    pub(super) fn count(&mut self) -> Result<(), XmlError> {
        self.pieces += 1;
        if self.pieces > MOST_PIECES { Err(XmlError::TooMuch) } else { Ok(()) }
    }

    /// What is tracked as deleted: words, a paragraph mark, a row.
    fn deleted(&mut self, xml: &mut Xml<'_>) -> Result<(), XmlError> {
        if xml.is_inside(&[Tag::RunProperties, Tag::ParagraphProperties]) {
            self.go_on();
        } else if xml.is_inside(&[Tag::RowProperties])
            && let Some(table) = self.table()
        {
            table.delete_row();
        }
        xml.skip()
    }

    pub(super) fn go_on(&mut self) {
        if let Some(paragraph) = self.paragraph() {
            paragraph.goes_on = true;
        }
    }

    /// True for the first of several forms of the same contents.
    fn is_chosen(&mut self) -> bool {
        self.alternatives.last_mut().is_none_or(|is_taken| !std::mem::replace(is_taken, true))
    }

    fn is_shown(&self, note: &Element<'_>) -> bool {
        let is_text = note.attribute("type").is_none_or(|kind| kind == "normal");
        let id = note.attribute("id");
        is_text && self.setting.notes.is_none_or(|ids| id.is_some_and(|id| ids.contains(&*id)))
    }

    fn object(&mut self, element: &Element<'_>) {
        let program = element.attribute("ProgID").or_else(|| element.attribute("progId")).unwrap_or_default();
        if program.starts_with("Excel.") || program.starts_with("ET.") {
            self.out.unread.sheets = self.out.unread.sheets.saturating_add(1);
        }
    }
}
