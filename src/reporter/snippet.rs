//! The words of a draft with their labels, drawn by miette.
//!
//! miette is given one small text for each stretch of lines, made by [`crop`](super::crop), and never the draft:
//! it prints lines whole, counts columns in bytes, drops a label at the end of a file and panics past column 65,535.

use std::fmt;

use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents, SourceSpan};
use miette::{SourceCode, SpanContents, ThemeStyles};

use super::crop::LEAST_BESIDE;
use super::mark::Mark;
use super::place::Places;
use super::stretch::{Stretch, stretches};
use super::wrap::{columns, wrapped};
use super::{Look, visible};

/// A drawn snippet: the stretches of all files that take part, as one box that is still open at its foot.
#[derive(Debug, Default)]
pub struct Picture {
    lines: Vec<String>,
    gutter: usize,
}

/// A picture shows so many places at most.
const MOST_MARKS: usize = 48;

impl Picture {
    /// Draws marks; the first is the primary one, and its file comes first.
    pub(super) fn of(marks: &[Mark], places: &Places<'_>, look: &Look) -> Self {
        let shown = marks.get(..MOST_MARKS).unwrap_or(marks);
        let stretches = stretches(shown, places, look);
        let digits = stretches.iter().map(Stretch::digits).max().unwrap_or(1);
        let mut lines: Vec<String> = Vec::new();
        for stretch in stretches {
            // Each stretch comes as a box of its own; they are stacked into one.
            let opening = if lines.is_empty() { '╭' } else { '├' };
            let pad = " ".repeat(digits - stretch.digits());
            let drawn = draw(&stretch, shown, look);
            for (turn, line) in drawn.iter().enumerate() {
                let line = if turn == 0 { line.replacen('╭', &opening.to_string(), 1) } else { line.clone() };
                lines.push(format!("{pad}{line}").trim_end().to_owned());
            }
        }
        let hidden = marks.len().saturating_sub(MOST_MARKS);
        if hidden > 0 {
            let words =
                look.choose("另有 {n} 处未画出", "{n} more places are not drawn").replace("{n}", &hidden.to_string());
            lines.push(format!("{}├ {words}", " ".repeat(digits + 2)));
        }
        Self { lines, gutter: digits + 2 }
    }

    /// Closes the box with lines of `key  value`, one block.
    pub(super) fn closed(self, notes: &[(String, String)], look: &Look) -> String {
        let Self { mut lines, gutter } = self;
        let edge = " ".repeat(gutter.max(2));
        let key_width = notes.iter().map(|(key, _)| columns(key)).max().unwrap_or(0);
        let room = look.width.saturating_sub(edge.len() + key_width + 4);
        if lines.len() > 1 && !notes.is_empty() {
            lines.push(format!("{edge}│"));
        }
        for (turn, (key, value)) in notes.iter().enumerate() {
            let last = turn + 1 == notes.len();
            let pad = " ".repeat(key_width - columns(key));
            for (row, text) in wrapped(value, room).iter().enumerate() {
                let stem = match (row, last) {
                    (0, false) => "├ ",
                    (0, true) => "╰ ",
                    (_, false) => "│ ",
                    (_, true) => "  ",
                };
                let head = if row == 0 { look.paint(super::Tone::Strong, key) } else { " ".repeat(columns(key)) };
                lines.push(format!("{edge}{stem}{head}{pad}  {text}"));
            }
        }
        if notes.is_empty() && !lines.is_empty() {
            lines.push(format!("{edge}╰────"));
        }
        lines.iter().flat_map(|line| [line.trim_end(), "\n"]).collect()
    }
}

/// Lets miette draw a stretch; its lines without the foot.
fn draw(stretch: &Stretch, marks: &[Mark], look: &Look) -> Vec<String> {
    let sketch = Sketch::new(stretch, marks, look);
    let plain = ThemeStyles::none();
    let mut styles = if look.color { ThemeStyles::ansi() } else { ThemeStyles::none() };
    // Gutters of our own are put in afterwards.
    (styles.linum, styles.link) = (plain.linum, plain.link);
    styles.highlights = sketch.tones.iter().map(|tone| look.style(*tone)).collect();
    if styles.highlights.is_empty() {
        styles.highlights = ThemeStyles::none().highlights;
    }
    let theme = GraphicalTheme { styles, ..GraphicalTheme::unicode() };
    let handler = GraphicalReportHandler::new_themed(theme).with_context_lines(1).without_syntax_highlighting();
    let mut drawn = String::new();
    if handler.render_report(&mut drawn, &sketch).is_err() {
        return Vec::new();
    }
    // The first line is miette's own heading (ours stands above), the last one the foot of the box.
    let mut lines: Vec<String> = drawn.lines().skip(1).map(str::to_owned).collect();
    lines.pop();
    stretch.relabelled(lines)
}

/// A stretch as miette wants it.
#[derive(Debug)]
struct Sketch {
    name: String,
    text: String,
    first_line: usize,
    at: (usize, usize),
    labels: Vec<LabeledSpan>,
    tones: Vec<super::Tone>,
}

impl Sketch {
    fn new(stretch: &Stretch, marks: &[Mark], look: &Look) -> Self {
        let mut sketch = Self {
            name: stretch.name.clone(),
            text: String::new(),
            first_line: stretch.first_line(),
            at: stretch.at,
            labels: Vec::new(),
            tones: Vec::new(),
        };
        for row in &stretch.rows {
            for label in &row.labels {
                let before = columns(row.text.get(..label.range.start).unwrap_or(""));
                let own = columns(row.text.get(label.range.clone()).unwrap_or(""));
                let words = beside(&label.piece.text, before + own / 2 + 14, look);
                let span = SourceSpan::new((sketch.text.len() + label.range.start).into(), label.range.len());
                sketch.labels.push(LabeledSpan::new_with_span(words, span));
                sketch.tones.push(marks.get(label.piece.mark).map_or(super::Tone::Operand, |mark| mark.tone));
            }
            sketch.text.push_str(&row.text);
            sketch.text.push('\n');
        }
        sketch
    }
}

/// The words beside a label, broken where they would run out of the terminal.
fn beside(words: &str, before: usize, look: &Look) -> Option<String> {
    let room = look.width.saturating_sub(before).max(LEAST_BESIDE);
    (!words.is_empty()).then(|| wrapped(&visible(words), room).join("\n"))
}

impl SourceCode for Sketch {
    fn read_span<'a>(
        &'a self,
        _span: &SourceSpan,
        before: usize,
        _after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        // Asked for no context, miette wants the position for the heading of the box; else it wants lines to draw.
        let (line, column) = if before == 0 { self.at } else { (self.first_line, 0) };
        let all = SourceSpan::new(0.into(), self.text.len());
        let count = self.text.lines().count();
        Ok(Box::new(MietteSpanContents::new_named(self.name.clone(), self.text.as_bytes(), all, line, column, count)))
    }
}

impl fmt::Display for Sketch {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }
}

impl std::error::Error for Sketch {}

impl miette::Diagnostic for Sketch {
    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(self)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.labels.iter().cloned()))
    }
}
