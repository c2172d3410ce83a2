//! Plain text and Markdown to a report.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::document::{FlowBuilder, Prose};
use crate::source::SourceId;

use super::flow::{append_clean, reflow};
use super::prose::{RawParagraph, build};

/// Reads plain text.
pub(super) fn read_plain(source: SourceId, text: &str) -> Prose {
    let (flow, paragraphs) = reflow(source, text);
    let raw: Vec<RawParagraph> = paragraphs.into_iter().map(|range| RawParagraph { range, level: None }).collect();
    build(flow, &raw)
}

/// Reads Markdown: headings, paragraphs, list items and table rows; code blocks are no prose.
pub(super) fn read_markdown(source: SourceId, text: &str) -> Prose {
    let start = front_matter(text);
    let body = text.get(start..).unwrap_or("");
    let mut writer = Writer { builder: FlowBuilder::new(source), raw: Vec::new(), open: None };
    let mut code = false;
    for (event, range) in Parser::new_ext(body, Options::ENABLE_TABLES).into_offset_iter() {
        let range = start + range.start..start + range.end;
        match event {
            Event::Start(Tag::CodeBlock(_)) => code = true,
            Event::End(TagEnd::CodeBlock) => code = false,
            Event::Start(Tag::Heading { level, .. }) => writer.begin(Some(level as u8)),
            Event::Start(Tag::Paragraph | Tag::TableRow | Tag::TableHead) => writer.begin(None),
            Event::Start(Tag::Item) => {
                writer.begin(None);
                writer.number(text, &range);
            }
            Event::Start(Tag::TableCell) => writer.cell(&range),
            Event::End(
                TagEnd::Heading(_) | TagEnd::Paragraph | TagEnd::Item | TagEnd::TableRow | TagEnd::TableHead,
            ) => {
                writer.end();
            }
            Event::Text(_) | Event::Code(_) if !code => {
                let words = text.get(range.clone()).unwrap_or("");
                writer.words(words, range.start);
            }
            Event::HardBreak => {
                writer.end();
                writer.begin(None);
            }
            _ => {}
        }
    }
    writer.end();
    let raw = writer.raw;
    build(writer.builder.finish(), &raw)
}

/// Bytes of a `---` front matter at the start.
fn front_matter(text: &str) -> usize {
    let Some(rest) = text.strip_prefix("---\n").or_else(|| text.strip_prefix("---\r\n")) else { return 0 };
    let head = text.len() - rest.len();
    rest.find("\n---").map_or(0, |at| {
        let behind = head + at + "\n---".len();
        text.get(behind..).and_then(|tail| tail.find('\n')).map_or(text.len(), |line| behind + line + 1)
    })
}

struct Writer {
    builder: FlowBuilder,
    raw: Vec<RawParagraph>,
    /// Start of the open paragraph and its heading level.
    open: Option<(usize, Option<u8>)>,
}

impl Writer {
    fn begin(&mut self, level: Option<u8>) {
        // A paragraph inside a list item goes on with the item's number.
        let continues = self.open.is_some_and(|(start, _)| start < self.builder.len()) && level.is_none();
        if continues && self.raw.last().is_none_or(|last| last.range.end <= self.open.map_or(0, |it| it.0)) {
            return;
        }
        self.end();
        self.open = Some((self.builder.len(), level));
    }

    fn end(&mut self) {
        let Some((start, level)) = self.open.take() else { return };
        let end = self.builder.len();
        if start < end {
            self.raw.push(RawParagraph { range: start..end, level });
            self.builder.replace("\n", 0, 0);
        }
    }

    fn words(&mut self, words: &str, offset: usize) {
        if self.open.is_none() {
            self.open = Some((self.builder.len(), None));
        }
        append_clean(&mut self.builder, words, offset);
    }

    /// The printed number of a list item: `1.` stands before its text and is part of what a reader sees.
    fn number(&mut self, text: &str, item: &Range<usize>) {
        let words = text.get(item.clone()).unwrap_or("");
        let digits = words.bytes().take_while(u8::is_ascii_digit).count();
        if digits > 0 {
            self.words(words.get(..=digits).unwrap_or(""), item.start);
        }
    }

    fn cell(&mut self, range: &Range<usize>) {
        if self.open.is_some_and(|(start, _)| start < self.builder.len()) {
            self.builder.replace("\t", range.start, 0);
        }
    }
}
