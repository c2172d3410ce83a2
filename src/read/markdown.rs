//! Markdown to prose: its marks are dropped, its headings, list numbers and table cells kept.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::document::Prose;
use crate::source::SourceId;

use super::prose;
use super::reflow::{Line, Open};
use super::writer::FlowWriter;

/// Reads Markdown.
pub(super) fn read(source: SourceId, text: &str) -> Prose {
    let options = Options::ENABLE_TABLES | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let mut reader = Reader { text, writer: FlowWriter::new(source), skipped: 0, end: 0, lists: Vec::new() };
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        reader.take(event, range);
    }
    let end = reader.end;
    let (flow, seeds) = reader.writer.finish(end);
    prose::assemble(flow, &seeds)
}

struct Reader<'a> {
    text: &'a str,
    writer: FlowWriter,
    /// How many blocks without prose (code, front matter) we are inside.
    skipped: usize,
    /// Where the last words ended in the source.
    end: usize,
    /// For each list we are inside, whether it is numbered.
    lists: Vec<bool>,
}

impl Reader<'_> {
    fn take(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(&tag, range),
            Event::End(tag) => self.finish(tag),
            _ if self.skipped > 0 => {}
            Event::Text(words) | Event::InlineMath(words) | Event::DisplayMath(words) => self.words(&words, range),
            Event::Code(words) => self.code(&words, range),
            Event::SoftBreak => self.soft_break(range),
            Event::HardBreak | Event::Rule => self.writer.end_paragraph(self.end, None),
            Event::InlineHtml(_) | Event::Html(_) | Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::CodeBlock(_) | Tag::MetadataBlock(_) | Tag::HtmlBlock => self.skipped += 1,
            Tag::List(first) => {
                self.writer.end_paragraph(self.end, None);
                self.lists.push(first.is_some());
            }
            Tag::Item => {
                self.writer.end_paragraph(self.end, None);
                if self.lists.last() == Some(&true) {
                    self.item_number(range);
                }
            }
            _ => {}
        }
    }

    fn finish(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::CodeBlock | TagEnd::MetadataBlock(_) | TagEnd::HtmlBlock => {
                self.skipped = self.skipped.saturating_sub(1);
            }
            TagEnd::List(_) => {
                self.lists.pop();
                self.writer.end_paragraph(self.end, None);
            }
            TagEnd::Heading(depth) => self.writer.end_paragraph(self.end, Some(depth as u8)),
            TagEnd::TableCell => self.writer.cell(self.end),
            TagEnd::Paragraph | TagEnd::Item | TagEnd::TableHead | TagEnd::TableRow | TagEnd::BlockQuote(_) => {
                self.writer.end_paragraph(self.end, None);
            }
            _ => {}
        }
    }

    /// The `1.` of a numbered item, which no event carries.
    fn item_number(&mut self, range: Range<usize>) {
        let item = self.text.get(range.clone()).unwrap_or("");
        let length = item.bytes().take_while(u8::is_ascii_digit).count() + 1;
        if let Some(number) = item.get(..length) {
            self.writer.write(number, range.start);
            self.end = range.start + length;
        }
    }

    fn words(&mut self, words: &str, range: Range<usize>) {
        if self.text.get(range.clone()) == Some(words) {
            self.writer.write(words, range.start);
        } else {
            // An entity or an escape: the words stand otherwise in the source.
            self.writer.write_as(words, range.clone());
        }
        self.end = range.end;
    }

    fn code(&mut self, words: &str, range: Range<usize>) {
        let inner = self.text.get(range.clone()).and_then(|whole| whole.find(words));
        match inner {
            Some(offset) => self.writer.write(words, range.start + offset),
            None => self.writer.write_as(words, range.clone()),
        }
        self.end = range.end;
    }

    /// A line break inside a paragraph. Many write one paragraph a line and no blank lines between: such a break ends
    /// the paragraph, like one of a plain text.
    fn soft_break(&mut self, range: Range<usize>) {
        let before = self.text.get(..range.start).unwrap_or("");
        let last = before.rsplit('\n').next().unwrap_or("").trim();
        let behind = self.text.get(range.end..).unwrap_or("");
        let next = behind.split('\n').next().unwrap_or("").trim();
        let line = |text| Line { start: range.start, text, indent: 0, is_apart: false, begins_page: false };
        let is_latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || c == ',');
        let joins_latin = is_latin(last.chars().next_back()) && is_latin(next.chars().next());
        if self.writer.is_open() && (joins_latin || Open::new(line(last)).goes_on(line(next), 0)) {
            self.writer.join_line(range.start);
        } else {
            self.writer.end_paragraph(self.end, None);
        }
    }
}
