//! Markdown to prose: its marks are dropped, its headings, list numbers and table cells kept.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::document::{CellState, DocumentBody, Tables};
use crate::source::{CellPlace, SourceId};

use super::cells::{TableWriter, Words, is_prose};
use super::prose;
use super::reflow::{Line, Open};
use super::writer::{FlowWriter, Rank};

/// Reads Markdown.
pub(super) fn read(source: SourceId, text: &str) -> (DocumentBody, Tables) {
    let options = Options::ENABLE_TABLES | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let mut reader = Reader {
        text,
        writer: FlowWriter::new(source),
        skipped: 0,
        end: 0,
        lists: Vec::new(),
        tables: TableWriter::new(source),
        open: None,
        places: Vec::new(),
    };
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        reader.take(event, range);
    }
    let end = reader.end;
    let (flow, seeds) = reader.writer.finish(end);
    (prose::body(prose::assemble(flow, &seeds, reader.places), &seeds), reader.tables.finish())
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
    tables: TableWriter,
    /// The table we are inside.
    open: Option<OpenTable>,
    /// Where tables stand in the flow, with their length.
    places: Vec<(usize, usize)>,
}

/// A table that is being read.
#[derive(Default)]
struct OpenTable {
    row: u32,
    column: u32,
    /// The words of the open cell, where they stand, and whether they are written otherwise there.
    words: Vec<(String, Range<usize>, bool)>,
    /// Characters so far.
    length: usize,
    captions: Vec<String>,
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
            Event::HardBreak | Event::Rule => self.writer.end_paragraph(self.end, Rank::Text),
            Event::InlineHtml(_) | Event::Html(_) | Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::CodeBlock(_) | Tag::MetadataBlock(_) | Tag::HtmlBlock => self.skipped += 1,
            Tag::List(first) => {
                self.writer.end_paragraph(self.end, Rank::Text);
                self.lists.push(first.is_some());
            }
            Tag::Table(_) => {
                self.writer.end_paragraph(self.end, Rank::Text);
                self.open = Some(OpenTable { captions: self.writer.captions(), ..OpenTable::default() });
            }
            Tag::Item => {
                self.writer.end_paragraph(self.end, Rank::Text);
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
                self.writer.end_paragraph(self.end, Rank::Text);
            }
            TagEnd::Heading(depth) => self.writer.end_paragraph(self.end, Rank::Marked(depth as u8)),
            TagEnd::TableCell => self.end_cell(),
            TagEnd::TableHead | TagEnd::TableRow => {
                if let Some(open) = &mut self.open {
                    (open.row, open.column) = (open.row.saturating_add(1), 0);
                }
            }
            TagEnd::Table => {
                let OpenTable { captions, length, .. } = self.open.take().unwrap_or_default();
                self.tables.end_table(|table| table.captions = captions);
                self.places.push((self.writer.len(), length));
            }
            TagEnd::Paragraph | TagEnd::Item | TagEnd::BlockQuote(_) => {
                self.writer.end_paragraph(self.end, Rank::Text);
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
        if let Some(open) = &mut self.open {
            let is_changed = self.text.get(range.clone()) != Some(words);
            open.words.push((words.to_owned(), range.clone(), is_changed));
        } else if self.text.get(range.clone()) == Some(words) {
            self.writer.write(words, range.start);
        } else {
            // An entity or an escape: the words stand otherwise in the source.
            self.writer.write_as(words, range.clone());
        }
        self.end = range.end;
    }

    fn code(&mut self, words: &str, range: Range<usize>) {
        if self.open.is_some() {
            return self.words(words, range);
        }
        let inner = self.text.get(range.clone()).and_then(|whole| whole.find(words));
        match inner {
            Some(offset) => self.writer.write(words, range.start + offset),
            None => self.writer.write_as(words, range.clone()),
        }
        self.end = range.end;
    }

    /// Takes the cell; its sentences are read with the text around it.
    fn end_cell(&mut self) {
        let Some(open) = &mut self.open else { return };
        let words = std::mem::take(&mut open.words);
        let words: Vec<Words<'_>> = words
            .iter()
            .map(|(text, source, changed)| Words {
                text,
                source: source.clone(),
                changed: *changed,
                begins_line: false,
            })
            .collect();
        let place = CellPlace { grid: self.tables.number(), row: open.row, column: open.column, rows: 1, columns: 1 };
        open.column = open.column.saturating_add(1);
        self.tables.cell(place, CellState::Plain, &words);
        if words.iter().any(|part| is_prose(part.text)) {
            words.iter().for_each(|part| part.write(&mut self.writer));
            self.writer.end_paragraph(self.end, Rank::Cell);
        } else {
            open.length += words.iter().map(|part| part.text.chars().count()).sum::<usize>();
        }
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
            self.writer.end_paragraph(self.end, Rank::Text);
        }
    }
}
