//! The words of runs and the signs between them, as people see them.

use std::ops::Range;

use super::body::Walk;
use super::symbols;
use super::tags::{Element, Tag, Xml, XmlError};
use super::transcript::is_blank;

impl Walk<'_, '_> {
    /// True where words are text that readers of the file see.
    pub(super) fn is_read(&self) -> bool {
        !self.hidden.last().copied().unwrap_or(false) && self.fields.are_read()
    }

    pub(super) fn begin_run(&mut self) {
        let is_hidden = self.paragraph().is_some_and(|paragraph| paragraph.is_hidden);
        self.hidden.push(is_hidden);
    }

    pub(super) fn hide(&mut self, element: &Element<'_>, xml: &Xml<'_>) {
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

    pub(super) fn begin_text(&mut self, element: &Element<'_>) {
        let keeps_blanks = element.attribute("space").as_deref() == Some("preserve");
        let length = self.paragraph().map_or(0, |paragraph| paragraph.line.text.len());
        self.trimmed_from = (!keeps_blanks).then_some(length);
    }

    pub(super) fn end_text(&mut self) {
        if let (Some(least), Some(paragraph)) = (self.trimmed_from.take(), self.paragraph()) {
            paragraph.line.trim_end(least);
        }
    }

    pub(super) fn text(&mut self, xml: &Xml<'_>, text: &str, range: Range<usize>) -> Result<(), XmlError> {
        match xml.inner() {
            Some(Tag::Text | Tag::MathText) if self.is_read() => {}
            Some(Tag::Instruction) => {
                self.fields.instruct(text);
                return Ok(());
            }
            _ => return Ok(()),
        }
        let trimmed_from = self.trimmed_from;
        let is_first = self.paragraph().is_some_and(|it| Some(it.line.text.len()) == trimmed_from);
        let words = if is_first { text.trim_ascii_start() } else { text };
        let mut start = range.end - words.len();
        let is_one_line = !words.as_bytes().contains(&b'\n') && !words.as_bytes().contains(&b'\r');
        if is_one_line {
            return self.add(words, start..range.end, true);
        }
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

    pub(super) fn reference(&mut self, xml: &Xml<'_>, c: char, range: Range<usize>) -> Result<(), XmlError> {
        if !matches!(xml.inner(), Some(Tag::Text | Tag::MathText)) {
            return Ok(());
        }
        let c = if matches!(c, '\n' | '\r') { ' ' } else { c };
        self.add(c.encode_utf8(&mut [0; 4]), range, false)
    }

    /// Takes words into the paragraph.
    pub(super) fn add(&mut self, words: &str, xml: Range<usize>, is_same: bool) -> Result<(), XmlError> {
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
        if !is_blank(words) {
            self.pages.filled();
        }
        Ok(())
    }

    pub(super) fn in_run(&mut self, element: &Element<'_>) -> Result<(), XmlError> {
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

    pub(super) fn line_break(&mut self, element: &Element<'_>) -> Result<(), XmlError> {
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
    pub(super) fn sign(&mut self, sign: &str) {
        if self.is_read()
            && let Some(paragraph) = self.paragraph()
        {
            paragraph.line.made(sign);
        }
    }
}
