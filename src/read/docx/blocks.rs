//! Paragraphs, tables and sections: where each begins and ends, and what its properties say.

use std::borrow::Cow;

use crate::document::MOST_PLACES;

use super::body::{Open, Walk};
use super::story::{Content, Paragraph, Table};
use super::styles::Style;
use super::tags::{Element, Tag, XmlError};
use super::transcript::{Line, is_blank};

/// Outline levels from here on are text.
const BODY_TEXT: u32 = 9;

/// So many bytes of list numbers, which the file does not hold, weigh as much as a piece of text.
const LABEL_WEIGHT: usize = 16;

impl Walk<'_, '_> {
    pub(super) fn begin_paragraph(&mut self) -> Result<(), XmlError> {
        self.count()?;
        let page = self.pages.page();
        let mut paragraph = self.story().begin();
        if !paragraph.is_settled {
            paragraph.line.page = page;
            paragraph.line.write_on(&mut self.spare);
            let usual = self.setting.styles.of_paragraph(None);
            paragraph.is_hidden = usual.and_then(|style| style.is_hidden).unwrap_or(false);
        }
        self.open.push(Open::Paragraph(Box::new(paragraph)));
        Ok(())
    }

    pub(super) fn in_properties(&mut self, element: &Element<'_>) {
        let styles = self.setting.styles;
        let Some(paragraph) = self.paragraph().filter(|paragraph| !paragraph.is_settled) else { return };
        match element.tag {
            Tag::ParagraphStyle => {
                paragraph.style = element.value().map(Cow::into_owned);
                let style = styles.of_paragraph(paragraph.style.as_deref());
                paragraph.is_hidden = style.and_then(|style| style.is_hidden).unwrap_or(false);
            }
            Tag::OutlineLevel => paragraph.outline = element.amount(),
            Tag::ListId => paragraph.list = element.amount(),
            Tag::ListLevel => paragraph.level = element.amount(),
            _ => paragraph.begins_page = Some(element.is_on()),
        }
    }

    /// At the end of its properties: does the paragraph begin a page?
    pub(super) fn begin_page(&mut self) {
        let styles = self.setting.styles;
        let Some(paragraph) = self.paragraph() else { return };
        let of_style = || styles.of_paragraph(paragraph.style.as_deref()).and_then(|style| style.begins_page);
        if paragraph.begins_page.or_else(of_style).unwrap_or(false) {
            self.pages.laid_out();
            self.turn_page();
        }
    }

    /// What begins with a break stands on the new page.
    pub(super) fn turn_page(&mut self) {
        let page = self.pages.page();
        if let Some(paragraph) = self.paragraph().filter(|paragraph| is_blank(&paragraph.line.text)) {
            paragraph.line.page = page;
        }
    }

    pub(super) fn end_paragraph(&mut self) {
        self.fields.end_paragraph();
        let Some(Open::Paragraph(mut paragraph)) = self.open.pop() else { return };
        if let Some(left) = paragraph.boxes.left() {
            let (line, boxes) = self.settled(left);
            paragraph.boxes.take(line, boxes);
        }
        if paragraph.goes_on {
            self.story().keep(*paragraph);
        } else {
            self.settle(*paragraph);
        }
        if self.open.is_empty() && self.sections.has_ended() {
            self.sections.begin(self.root.contents.len());
            self.pages.begin_section();
        }
    }

    /// Takes a paragraph that is whole.
    fn settle(&mut self, paragraph: Paragraph) {
        let (line, boxes) = self.settled(paragraph);
        self.story().take(line, boxes);
    }

    /// A paragraph that is whole, with its number, and the text boxes in it.
    fn settled(&mut self, paragraph: Paragraph) -> (Option<Line>, Vec<Content>) {
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
        let whole = (!line.is_blank()).then(|| line.whole());
        self.spare = line;
        (whole, boxes.contents)
    }

    /// The level of a list by a style: the one that names the style, or the one that the style names.
    pub(super) fn level_of_style(&self, list: u32, style: &Style) -> Option<u32> {
        let named = style.list_from.as_deref().and_then(|id| self.setting.counters.level_of_style(list, id));
        named.or(style.level)
    }

    /// Ends the paragraph that the next one would have gone on in, had there been one.
    pub(super) fn settle_left(&mut self) {
        if let Some(left) = self.story().left() {
            self.settle(left);
        }
    }

    pub(super) fn begin_table(&mut self) -> Result<(), XmlError> {
        self.count()?;
        self.settle_left();
        let table = Table::new(self.out.table());
        self.open.push(Open::Table(Box::new(table)));
        Ok(())
    }

    pub(super) fn in_table(&mut self, element: &Element<'_>) {
        if element.tag == Tag::Cell {
            self.settle_left();
        }
        let Some(table) = self.table() else { return };
        let goes_on = || element.value().as_deref() != Some("restart");
        match element.tag {
            Tag::Row => table.begin_row(),
            Tag::Cell => table.begin_cell(),
            Tag::CellDeleted => table.delete_cell(),
            Tag::SkippedBefore => table.skip_columns(element.amount().unwrap_or(0)),
            Tag::CellSpan => table.span(element.amount().unwrap_or(1)),
            Tag::MergeDown => table.merge_down(goes_on()),
            _ => table.merge_across(goes_on()),
        }
    }

    pub(super) fn end_cell(&mut self) -> Result<(), XmlError> {
        self.count()?;
        if self.table().is_some() {
            self.settle_left();
        }
        if let Some(table) = self.table() {
            table.end_cell();
        }
        Ok(())
    }

    pub(super) fn end_table(&mut self) -> Result<(), XmlError> {
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
        if !table.cells.is_empty() {
            table.end();
            story.contents.push(Content::Table(table));
        }
        story.contents.extend(left);
        Ok(())
    }

    /// Ends a section: only now is it known whether it began on a new page.
    pub(super) fn end_section(&mut self) {
        if self.sections.end() && self.pages.section_began_page() {
            self.root.next_page_from(self.sections.first());
            let page = self.pages.page();
            if let Some(paragraph) = self.paragraph() {
                paragraph.line.page = page;
            }
        }
    }
}
