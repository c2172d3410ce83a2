//! Writes source text into a flow: half-width digits, no stray blanks, one line a paragraph.

use std::ops::Range;

use crate::document::{Flow, FlowBuilder};
use crate::source::SourceId;

use super::radical;

/// A paragraph of the flow before it is looked into.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Seed {
    /// Its flow bytes.
    pub(super) range: Range<usize>,
    /// What its file says of it.
    pub(super) rank: Rank,
}

/// What a file says of a paragraph, beside its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rank {
    /// Nothing.
    Text,
    /// It is a heading of this depth.
    Marked(u8),
    /// It stands in a cell: its words are no heading, whatever they look like.
    Cell,
    /// It stands outside the text: a footnote, a header. No section holds it.
    Apart,
}

impl Rank {
    /// The depth of a heading that is marked up as one.
    pub(super) fn marked(self) -> Option<u8> {
        match self {
            Self::Marked(depth) => Some(depth),
            Self::Text | Self::Cell | Self::Apart => None,
        }
    }

    /// True where a number at its start counts, and may make it a heading.
    pub(super) fn is_text(self) -> bool {
        matches!(self, Self::Text | Self::Marked(_))
    }
}

/// Writes a flow paragraph by paragraph, from pieces of the source in order.
#[derive(Debug)]
pub(super) struct FlowWriter {
    builder: FlowBuilder,
    seeds: Vec<Seed>,
    /// Where the open paragraph starts in the flow; `None` between paragraphs.
    open: Option<usize>,
    /// Where the last paragraph ended in the source.
    ended_at: usize,
    gap: Option<Gap>,
}

/// White space that is not written until it is known what follows.
#[derive(Debug, Clone, Copy)]
struct Gap {
    start: usize,
    end: usize,
    blanks: u32,
    has_tab: bool,
    is_line_end: bool,
}

/// What becomes of a character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Plain,
    Blank,
    Tab,
    /// Written as this character, its half-width twin or what a radical stands for.
    Narrow(char),
    /// Full-width full stop: a decimal point between digits only.
    WideStop,
    /// Zero-width marks and control characters.
    Dropped,
}

impl FlowWriter {
    /// Starts an empty flow.
    pub(super) fn new(source: SourceId) -> Self {
        Self { builder: FlowBuilder::new(source), seeds: Vec::new(), open: None, ended_at: 0, gap: None }
    }

    /// Writes source text that stands at `start`; it holds no line break.
    pub(super) fn write(&mut self, text: &str, start: usize) {
        // The plain characters since the last other one are copied in one go.
        let mut run: Option<usize> = None;
        for (at, c) in text.char_indices() {
            let class = class(c);
            if class == Class::Plain {
                if run.is_none() {
                    self.settle(c);
                    run = Some(at);
                }
                continue;
            }
            if let Some(from) = run.take() {
                self.builder.copy(text.get(from..at).unwrap_or(""), start + from);
            }
            self.write_other(class, c, start + at, text.get(at + c.len_utf8()..).unwrap_or(""));
        }
        if let Some(from) = run {
            self.builder.copy(text.get(from..).unwrap_or(""), start + from);
        }
    }

    /// Writes words for source bytes that say them otherwise (`&amp;`, a joined code span).
    pub(super) fn write_as(&mut self, words: &str, source: Range<usize>) {
        if words.chars().all(char::is_whitespace) {
            self.widen_gap(false, source.start, source.len());
            return;
        }
        let clean: String = words.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        if let Some(first) = clean.chars().next() {
            self.settle(first);
            self.builder.replace(&clean, source.start, source.len());
        }
    }

    /// Notes a line break inside the paragraph.
    pub(super) fn join_line(&mut self, at: usize) {
        let gap = self.gap.get_or_insert(Gap { start: at, end: at + 1, blanks: 0, has_tab: false, is_line_end: true });
        gap.is_line_end = true;
        gap.end = gap.end.max(at + 1);
    }

    /// Closes the paragraph; `at` is where it ended in the source.
    pub(super) fn end_paragraph(&mut self, at: usize, rank: Rank) {
        self.gap = None;
        if let Some(start) = self.open.take() {
            self.seeds.push(Seed { range: start..self.builder.len(), rank });
            self.ended_at = at;
        }
    }

    /// How many flow bytes are written.
    pub(super) fn len(&self) -> usize {
        self.builder.len()
    }

    /// The short paragraphs just written, nearest last: a table takes them as its captions.
    pub(super) fn captions(&self) -> Vec<String> {
        const MOST: usize = 3;
        const LONGEST: usize = 60;
        let short =
            |seed: &&Seed| seed.rank.is_text() && self.builder.slice(seed.range.clone()).chars().nth(LONGEST).is_none();
        let mut lines: Vec<String> = self
            .seeds
            .iter()
            .rev()
            .take_while(short)
            .take(MOST)
            .map(|seed| self.builder.slice(seed.range.clone()).to_owned())
            .collect();
        lines.reverse();
        lines
    }

    /// True where a paragraph has begun.
    pub(super) fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// The flow and its paragraphs.
    pub(super) fn finish(mut self, at: usize) -> (Flow, Vec<Seed>) {
        self.end_paragraph(at, Rank::Text);
        (self.builder.finish(), self.seeds)
    }

    fn write_other(&mut self, class: Class, c: char, at: usize, behind: &str) {
        match class {
            Class::Blank | Class::Tab => self.widen_gap(class == Class::Tab, at, c.len_utf8()),
            Class::Narrow(half) => self.replace(half, at, c.len_utf8()),
            Class::WideStop => {
                let follows_digit = self.gap.is_none() && self.builder.last().is_some_and(|c| c.is_ascii_digit());
                let precedes_digit = behind.starts_with(|c: char| matches!(c, '0'..='9' | '０'..='９'));
                let is_point = follows_digit && precedes_digit;
                self.replace(if is_point { '.' } else { c }, at, c.len_utf8());
            }
            Class::Plain | Class::Dropped => {}
        }
    }

    fn widen_gap(&mut self, is_tab: bool, at: usize, length: usize) {
        let gap = self.gap.get_or_insert(Gap { start: at, end: at, blanks: 0, has_tab: false, is_line_end: false });
        gap.blanks = gap.blanks.saturating_add(1);
        gap.has_tab |= is_tab;
        gap.end = at + length;
    }

    fn replace(&mut self, c: char, at: usize, length: usize) {
        self.settle(c);
        let mut buffer = [0; 4];
        self.builder.replace(c.encode_utf8(&mut buffer), at, length);
    }

    /// Opens the paragraph, or writes what remains of the white space before `next`.
    fn settle(&mut self, next: char) {
        let gap = self.gap.take();
        let Some(start) = self.open else {
            if !self.builder.is_empty() {
                self.builder.replace("\n", self.ended_at, 1);
            }
            self.open = Some(self.builder.len());
            return;
        };
        let (Some(gap), Some(last)) = (gap, self.builder.last()) else { return };
        let is_bullet = self.builder.len() == start + 1;
        let Some(remains) = remains(last, gap, next, is_bullet) else { return };
        self.builder.replace(remains, gap.start, gap.end - gap.start);
    }
}

/// What remains of white space between two characters: a tab between cells, a blank between Latin words.
fn remains(last: char, gap: Gap, next: char, is_bullet: bool) -> Option<&'static str> {
    const CELL: u32 = 4;
    if gap.has_tab || gap.blanks >= CELL {
        return Some("\t");
    }
    let is_dash = |c: char| matches!(c, '-' | '~');
    let is_number_part = |c: char| c.is_ascii_digit() || c == '%';
    let joins = is_wide(last)
        || is_wide(next)
        || matches!(next, '%' | ',' | '.' | ';' | ':' | ')')
        || last == '('
        || is_number_part(last) && is_dash(next)
        || is_dash(last) && is_number_part(next) && !is_bullet
        // A number cut behind its point or comma: 205. | 55 万元.
        || gap.is_line_end && matches!(last, '.' | ',') && is_number_part(next);
    if joins { None } else { Some(" ") }
}

/// Characters beside which blanks carry nothing: Chinese ones, their punctuation, comparison signs.
pub(super) fn is_wide(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FE30}'..='\u{FE4F}' | '\u{FF00}'..='\u{FFEF}'
        | '\u{20000}'..='\u{323AF}' | '“' | '”' | '‘' | '’' | '—' | '…' | '·' | '‰' | '①'..='⓿'
        | '≥' | '≤' | '>' | '<' | '=' | '±' | '×' | '÷' | '≈' | '¥')
}

fn class(c: char) -> Class {
    match c {
        '!'..='~' | '\u{4E00}'..='\u{9FFF}' => Class::Plain,
        ' ' | '\u{A0}' | '\u{3000}' | '\u{2000}'..='\u{200A}' | '\u{2028}' | '\u{2029}' | '\u{202F}' | '\u{205F}' => {
            Class::Blank
        }
        '\t' => Class::Tab,
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '％' => {
            // The full-width block stands in the order of ASCII.
            char::from_u32(u32::from(c) - 0xFEE0).map_or(Class::Plain, Class::Narrow)
        }
        '．' => Class::WideStop,
        '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' | '\u{AD}' => Class::Dropped,
        '\u{2E80}'..='\u{2FDF}' => radical::character(c).map_or(Class::Plain, Class::Narrow),
        c if c.is_control() => Class::Dropped,
        _ => Class::Plain,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flow(text: &str) -> String {
        let mut writer = FlowWriter::new(SourceId(0));
        writer.write(text, 0);
        writer.finish(text.len()).0.text().to_owned()
    }

    #[test]
    fn blanks_beside_chinese_are_dropped() {
        assert_eq!(flow("收入 673.79 万元，减 23.38 %"), "收入673.79万元，减23.38%");
        assert_eq!(flow("  科普中国 e 站  "), "科普中国e站");
        assert_eq!(flow("version 3.0  beta"), "version 3.0 beta");
        assert_eq!(flow("63% ~ 68%，≥ 90"), "63%~68%，≥90");
        assert_eq!(flow("1. 年度"), "1.年度");
        assert_eq!(flow("- 5 个"), "- 5个");
    }

    #[test]
    fn radicals_are_read_as_the_characters_they_look_like() {
        assert_eq!(flow("项⽬⽀出 90 万元"), "项目支出90万元");
    }

    #[test]
    fn wide_digits_become_narrow_and_cells_a_tab() {
        assert_eq!(flow("２３．３８％ＡＢ１．"), "23.38%AB1．");
        assert_eq!(flow("年初预算\t120\u{3000}\u{3000}\u{3000}\u{3000}98"), "年初预算\t120\t98");
        assert_eq!(flow("零\u{200B}宽\u{FEFF}"), "零宽");
    }

    #[test]
    fn every_flow_character_maps_to_its_source() {
        let text = "收入 ６73.79 万元";
        let mut writer = FlowWriter::new(SourceId(0));
        writer.write(text, 0);
        let (flow, _) = writer.finish(text.len());
        let number = flow.text().find("673.79万元").expect("is there");
        let span = flow.span(number..flow.text().len());
        assert_eq!(text.get(span.range()), Some("６73.79 万元"));
    }
}
