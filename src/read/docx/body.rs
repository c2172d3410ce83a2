//! Walks the XML of a part: paragraphs and what stands in them, tables, text boxes.

use std::ops::Range;

use rustc_hash::FxHashSet;

use crate::document::MOST_PLACES;

use super::fields::{Fields, is_page_number};
use super::numbering::Counters;
use super::pages::Pages;
use super::sections::{Mentions, Sections};
use super::story::{Content, Paragraph, Story, Table};
use super::styles::{Style, Styles};
use super::symbols;
use super::transcript::WordText;
use super::xml::{Element, Piece, Tag, Xml, XmlError};

/// A part holds no more paragraphs and pieces of text than this: a report has some ten thousand.
const MOST_PIECES: usize = 2_000_000;

/// So many bytes of list numbers, which the file does not hold, weigh as much as a piece of text.
const LABEL_WEIGHT: usize = 16;

/// Outline levels from here on are text.
const BODY_TEXT: u32 = 9;

/// What a walk needs to know of the file.
pub(super) struct Setting<'s> {
    pub(super) styles: &'s Styles,
    pub(super) counters: Counters<'s>,
    /// The notes that are shown, by their ids; `None` for a part that holds none.
    pub(super) notes: Option<&'s FxHashSet<String>>,
}

/// What a part holds, and what it names.
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

struct Walk<'o, 's> {
    out: &'o mut WordText,
    part: u16,
    setting: Setting<'s>,
    root: Story,
    /// Paragraphs and tables that are open, outermost first: a text box stands in a paragraph, a paragraph in a cell.
    open: Vec<Open>,
    /// For each open run whether its words are hidden.
    hidden: Vec<bool>,
    fields: Fields,
    /// The fields around each open text box.
    around: Vec<Fields>,
    /// For each choice of contents that is open whether one was taken.
    alternatives: Vec<bool>,
    pages: Pages,
    sections: Sections,
    /// The length of the line before a text whose blanks at both ends do not count.
    trimmed_from: Option<usize>,
    pieces: usize,
    /// Places of all tables.
    places: usize,
}

enum Open {
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
            Tag::Table => self.begin_table(),
            Tag::Chunk => self.out.unread.chunks = self.out.unread.chunks.saturating_add(1),
            Tag::OleObject | Tag::EmbeddedObject => self.object(element),
            Tag::Section | Tag::Type | Tag::TitlePage | Tag::Margin => self.sections.open(element, xml),
            Tag::FootnoteMark | Tag::EndnoteMark if self.is_read() => self.sections.note(element),
            Tag::Row | Tag::SkippedBefore | Tag::Cell | Tag::CellSpan | Tag::MergeDown | Tag::MergeAcross => {
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
            Tag::Cell => self.end_cell(),
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
    fn paragraph(&mut self) -> Option<&mut Paragraph> {
        match self.open.last_mut() {
            Some(Open::Paragraph(paragraph)) => Some(paragraph),
            Some(Open::Table(_)) | None => None,
        }
    }

    /// The table that is open, if nothing is open in it.
    fn table(&mut self) -> Option<&mut Table> {
        match self.open.last_mut() {
            Some(Open::Table(table)) => Some(table),
            Some(Open::Paragraph(_)) | None => None,
        }
    }

    /// Where the next paragraph goes.
    fn story(&mut self) -> &mut Story {
        match self.open.last_mut() {
            Some(Open::Paragraph(paragraph)) => &mut paragraph.boxes,
            Some(Open::Table(table)) => &mut table.open.story,
            None => &mut self.root,
        }
    }

    fn count(&mut self) -> Result<(), XmlError> {
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

    fn go_on(&mut self) {
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
        is_text && self.setting.notes.is_none_or(|ids| id.is_some_and(|id| ids.contains(&id)))
    }

    fn object(&mut self, element: &Element<'_>) {
        let program = element.attribute("ProgID").or_else(|| element.attribute("progId")).unwrap_or_default();
        if program.starts_with("Excel.") || program.starts_with("ET.") {
            self.out.unread.sheets = self.out.unread.sheets.saturating_add(1);
        }
    }
}

/// Words and signs.
impl Walk<'_, '_> {
    /// True where words are text that readers of the file see.
    fn is_read(&self) -> bool {
        !self.hidden.last().copied().unwrap_or(false) && self.fields.are_read()
    }

    fn begin_run(&mut self) {
        let id = self.paragraph().and_then(|paragraph| paragraph.style.clone());
        let style = self.setting.styles.of_paragraph(id.as_deref());
        self.hidden.push(style.and_then(|style| style.is_hidden).unwrap_or(false));
    }

    fn hide(&mut self, element: &Element<'_>, xml: &Xml<'_>) {
        if xml.is_inside(&[Tag::RunProperties, Tag::Run]) {
            let is_hidden = match element.tag {
                Tag::RunStyle => {
                    element.value().and_then(|id| self.setting.styles.get(&id).and_then(|style| style.is_hidden))
                }
                _ => Some(element.is_on()),
            };
            if let (Some(is_hidden), Some(run)) = (is_hidden, self.hidden.last_mut()) {
                *run = is_hidden;
            }
        } else if element.tag == Tag::Vanish
            && element.is_on()
            && xml.is_inside(&[Tag::RunProperties, Tag::ParagraphProperties])
        {
            self.go_on();
        }
    }

    fn begin_text(&mut self, element: &Element<'_>) {
        let keeps_blanks = element.attribute("space").as_deref() == Some("preserve");
        let length = self.paragraph().map_or(0, |paragraph| paragraph.line.text.len());
        self.trimmed_from = (!keeps_blanks).then_some(length);
    }

    fn end_text(&mut self) {
        if let (Some(least), Some(paragraph)) = (self.trimmed_from.take(), self.paragraph()) {
            paragraph.line.trim_end(least);
        }
    }

    fn text(&mut self, xml: &Xml<'_>, text: &str, range: Range<usize>) -> Result<(), XmlError> {
        match xml.inner() {
            Tag::Text | Tag::MathText if self.is_read() => {}
            Tag::Instruction => {
                self.fields.instruct(text);
                return Ok(());
            }
            _ => return Ok(()),
        }
        let trimmed_from = self.trimmed_from;
        let is_first = self.paragraph().is_some_and(|it| Some(it.line.text.len()) == trimmed_from);
        let words = if is_first { text.trim_ascii_start() } else { text };
        let mut start = range.end - words.len();
        // Line breaks of the XML are blanks.
        for line in words.split_inclusive(['\n', '\r']) {
            let words = line.trim_end_matches(['\n', '\r']);
            self.add(words, start..start + words.len(), true)?;
            start += words.len();
            if words.len() < line.len() {
                self.add(" ", start..start + 1, false)?;
                start += 1;
            }
        }
        Ok(())
    }

    fn reference(&mut self, xml: &Xml<'_>, c: char, range: Range<usize>) -> Result<(), XmlError> {
        if !matches!(xml.inner(), Tag::Text | Tag::MathText) {
            return Ok(());
        }
        let c = if matches!(c, '\n' | '\r') { ' ' } else { c };
        self.add(c.encode_utf8(&mut [0; 4]), range, false)
    }

    /// Takes words into the paragraph.
    fn add(&mut self, words: &str, xml: Range<usize>, is_same: bool) -> Result<(), XmlError> {
        if words.is_empty() || !self.is_read() {
            return Ok(());
        }
        self.count()?;
        let part = self.part;
        let Some(paragraph) = self.paragraph() else { return Ok(()) };
        if let Some(range) = paragraph.broken.take()
            && !paragraph.line.text.is_empty()
        {
            paragraph.line.other(part, "\n", range);
        }
        if is_same {
            paragraph.line.same(part, words, xml);
        } else {
            paragraph.line.other(part, words, xml);
        }
        if !words.trim().is_empty() {
            self.pages.filled();
        }
        Ok(())
    }

    fn in_run(&mut self, element: &Element<'_>) -> Result<(), XmlError> {
        let range = element.range.clone();
        match element.tag {
            Tag::Tab | Tag::AlignmentTab => self.add("\t", range, false),
            Tag::CarriageReturn => self.add("\n", range, false),
            Tag::Hyphen => self.add("-", range, false),
            Tag::Symbol => {
                let font = element.attribute("font").unwrap_or_default();
                let sign = symbols::character(&font, &element.attribute("char").unwrap_or_default());
                self.add(sign.encode_utf8(&mut [0; 4]), range, false)
            }
            Tag::PageRendered => {
                self.pages.laid_out();
                self.turn_page();
                Ok(())
            }
            _ => self.line_break(element),
        }
    }

    fn line_break(&mut self, element: &Element<'_>) -> Result<(), XmlError> {
        let kind = element.attribute("type");
        if !matches!(kind.as_deref(), Some("page" | "column")) {
            return self.add("\n", element.range.clone(), false);
        }
        if !self.is_read() {
            return Ok(());
        }
        if kind.as_deref() == Some("page") {
            self.pages.broken();
            self.turn_page();
        }
        if let Some(paragraph) = self.paragraph() {
            paragraph.broken = Some(element.range.clone());
        }
        Ok(())
    }

    /// Writes a sign of a formula that the file does not hold.
    fn sign(&mut self, sign: &str) {
        if self.is_read()
            && let Some(paragraph) = self.paragraph()
        {
            paragraph.line.made(sign);
        }
    }
}

/// Paragraphs and tables.
impl Walk<'_, '_> {
    fn begin_paragraph(&mut self) -> Result<(), XmlError> {
        self.count()?;
        let page = self.pages.page();
        let mut paragraph = self.story().begin();
        if !paragraph.is_settled {
            paragraph.line.page = page;
        }
        self.open.push(Open::Paragraph(Box::new(paragraph)));
        Ok(())
    }

    fn in_properties(&mut self, element: &Element<'_>) {
        let Some(paragraph) = self.paragraph().filter(|paragraph| !paragraph.is_settled) else { return };
        match element.tag {
            Tag::ParagraphStyle => paragraph.style = element.value(),
            Tag::OutlineLevel => paragraph.outline = element.number(),
            Tag::ListId => paragraph.list = element.number(),
            Tag::ListLevel => paragraph.level = element.number(),
            _ => paragraph.begins_page = Some(element.is_on()),
        }
    }

    /// At the end of its properties: does the paragraph begin a page?
    fn begin_page(&mut self) {
        let styles = self.setting.styles;
        let Some(paragraph) = self.paragraph() else { return };
        let of_style = || styles.of_paragraph(paragraph.style.as_deref()).and_then(|style| style.begins_page);
        if paragraph.begins_page.or_else(of_style).unwrap_or(false) {
            self.pages.laid_out();
            self.turn_page();
        }
    }

    /// What begins with a break stands on the new page.
    fn turn_page(&mut self) {
        let page = self.pages.page();
        if let Some(paragraph) = self.paragraph().filter(|paragraph| paragraph.line.text.trim().is_empty()) {
            paragraph.line.page = page;
        }
    }

    fn end_paragraph(&mut self) {
        self.fields.end_paragraph();
        let Some(Open::Paragraph(mut paragraph)) = self.open.pop() else { return };
        if let Some(left) = paragraph.boxes.left() {
            let contents = self.settled(left);
            paragraph.boxes.contents.extend(contents);
        }
        if paragraph.goes_on {
            self.story().keep(*paragraph);
        } else {
            let contents = self.settled(*paragraph);
            self.story().contents.extend(contents);
        }
        if self.open.is_empty() && self.sections.has_ended() {
            self.sections.begin(self.root.contents.len());
            self.pages.begin_section();
        }
    }

    /// A paragraph that is whole, with its number, and the text boxes in it.
    fn settled(&mut self, paragraph: Paragraph) -> Vec<Content> {
        let Paragraph { mut line, style: id, outline, list, level, boxes, .. } = paragraph;
        let style = self.setting.styles.of_paragraph(id.as_deref());
        line.depth = outline
            .or_else(|| style?.outline)
            .filter(|level| *level < BODY_TEXT)
            .and_then(|level| u8::try_from(level + 1).ok());
        if let Some(list) = list.or_else(|| style?.list).filter(|list| *list > 0) {
            let own = level.or_else(|| self.level_of_style(list, style?));
            line.label = self.setting.counters.label(list, own.unwrap_or(0));
            self.pieces += line.label.len() / LABEL_WEIGHT;
        }
        let mut contents = boxes.contents;
        if !line.is_blank() {
            contents.insert(0, Content::Line(line));
        }
        contents
    }

    /// The level of a list by a style: the one that names the style, or the one that the style names.
    fn level_of_style(&self, list: u32, style: &Style) -> Option<u32> {
        let named = style.list_from.as_deref().and_then(|id| self.setting.counters.level_of_style(list, id));
        named.or(style.level)
    }

    /// Ends the paragraph that the next one would have gone on in, had there been one.
    fn settle_left(&mut self) {
        if let Some(left) = self.story().left() {
            let contents = self.settled(left);
            self.story().contents.extend(contents);
        }
    }

    fn begin_table(&mut self) {
        self.settle_left();
        let table = Table::new(self.out.table());
        self.open.push(Open::Table(Box::new(table)));
    }

    fn in_table(&mut self, element: &Element<'_>) {
        if element.tag == Tag::Cell {
            self.settle_left();
        }
        let Some(table) = self.table() else { return };
        let goes_on = || element.value().as_deref() != Some("restart");
        match element.tag {
            Tag::Row => table.begin_row(),
            Tag::Cell => table.begin_cell(),
            Tag::SkippedBefore => table.skip_columns(element.number().unwrap_or(0)),
            Tag::CellSpan => table.span(element.number().unwrap_or(1)),
            Tag::MergeDown => table.merge_down(goes_on()),
            _ => table.merge_across(goes_on()),
        }
    }

    fn end_cell(&mut self) {
        if self.table().is_some() {
            self.settle_left();
        }
        if let Some(table) = self.table() {
            table.end_cell();
        }
    }

    fn end_table(&mut self) -> Result<(), XmlError> {
        if self.table().is_some() {
            self.settle_left();
        }
        let Some(Open::Table(mut table)) = self.open.pop() else { return Ok(()) };
        self.places = self.places.saturating_add(table.places());
        if self.places > MOST_PLACES {
            return Err(XmlError::TooMuch);
        }
        let left = std::mem::take(&mut table.open.story.contents);
        let story = self.story();
        story.contents.push(Content::Table(*table));
        story.contents.extend(left);
        Ok(())
    }

    /// Ends a section: only now is it known whether it began on a new page.
    fn end_section(&mut self) {
        if self.sections.end() && self.pages.section_began_page() {
            self.root.next_page_from(self.sections.first());
            let page = self.pages.page();
            if let Some(paragraph) = self.paragraph() {
                paragraph.line.page = page;
            }
        }
    }
}
