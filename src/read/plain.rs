//! Plain text, as saved from an editor or drawn from a PDF, to prose.

use crate::document::{DocumentBody, Tables};
use crate::source::SourceId;

use super::prose;
use super::reflow::{self, Line, Open, PageNumber};
use super::rows::{self, LineTables};
use super::writer::{FlowWriter, Rank};

/// Reads plain text.
pub(super) fn read(source: SourceId, text: &str) -> (DocumentBody, Tables) {
    let margin = reflow::margin(Lines::new(text));
    let mut writer = FlowWriter::new(source);
    let mut tables = LineTables::new(source);
    let mut lines = Lines::new(text).peekable();
    let mut open: Option<Open<'_>> = None;
    let mut end = 0;
    while let Some(line) = lines.next() {
        if rows::is_row(line.text) {
            let taken = rows::count(line, lines.clone());
            if taken > 0 {
                writer.end_paragraph(end, Rank::Text);
                open = None;
                let more = lines.by_ref().take(taken - 1);
                end = tables.take(std::iter::once(line).chain(more), &mut writer);
                continue;
            }
        }
        if is_page_number(line, open, lines.peek()) {
            continue;
        }
        open = match open {
            Some(paragraph) if paragraph.goes_on(line, margin) => {
                writer.join_line(end);
                Some(paragraph.with(line))
            }
            Some(_) | None => {
                writer.end_paragraph(end, Rank::Text);
                Some(Open::new(line))
            }
        };
        writer.write(line.text, line.start);
        end = line.start + line.text.len();
    }
    let (flow, seeds) = writer.finish(end);
    let (tables, places) = tables.finish();
    (prose::body(prose::assemble(flow, &seeds, places), &seeds), tables)
}

/// True for a line to drop. A bare number counts only beside a page break or where it interrupts a paragraph: it may
/// be a table cell.
fn is_page_number(line: Line<'_>, open: Option<Open<'_>>, next: Option<&Line<'_>>) -> bool {
    match reflow::page_number(line.text) {
        Some(PageNumber::Marked) => true,
        Some(PageNumber::Bare) => {
            let beside_break = line.begins_page || next.is_some_and(|next| next.begins_page);
            let stands_alone = line.is_apart && next.is_none_or(|next| next.is_apart);
            beside_break || stands_alone && open.is_some_and(Open::is_cut)
        }
        None => false,
    }
}

/// The lines of a text that are not blank.
#[derive(Debug, Clone)]
struct Lines<'a> {
    text: &'a str,
    at: usize,
    is_apart: bool,
    begins_page: bool,
}

impl<'a> Lines<'a> {
    fn new(text: &'a str) -> Self {
        Self { text, at: 0, is_apart: true, begins_page: false }
    }
}

impl<'a> Iterator for Lines<'a> {
    type Item = Line<'a>;

    fn next(&mut self) -> Option<Line<'a>> {
        loop {
            let rest = self.text.get(self.at..).filter(|rest| !rest.is_empty())?;
            // Line ends are ASCII, so the offset is a character boundary.
            let length =
                rest.bytes().position(|byte| matches!(byte, b'\n' | b'\r' | 0x0B | 0x0C)).unwrap_or(rest.len());
            let start = self.at;
            let whole = rest.get(..length).unwrap_or(rest);
            let mark = rest.as_bytes().get(length);
            let is_pair = rest.get(length..).is_some_and(|rest| rest.starts_with("\r\n"));
            self.at = start + length + if is_pair { 2 } else { usize::from(mark.is_some()) };
            let line = line(whole, start, self.is_apart, self.begins_page);
            let is_page_break = mark == Some(&0x0C);
            if line.text.is_empty() {
                self.is_apart = true;
                self.begins_page |= is_page_break;
                continue;
            }
            self.is_apart = is_page_break;
            self.begins_page = is_page_break;
            return Some(line);
        }
    }
}

fn line(whole: &str, start: usize, is_apart: bool, begins_page: bool) -> Line<'_> {
    let is_space = |c: char| c.is_whitespace() || matches!(c, '\u{FEFF}' | '\u{200B}');
    let text = whole.trim_start_matches(is_space);
    let before = whole.len() - text.len();
    let indent = whole.chars().take_while(|c| is_space(*c)).fold(0u32, |columns, c| {
        columns.saturating_add(match c {
            '\t' => 4,
            '\u{3000}' => 2,
            _ => 1,
        })
    });
    Line { start: start + before, text: text.trim_end_matches(is_space), indent, is_apart, begins_page }
}
