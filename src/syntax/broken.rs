//! Stretches that the grammar skipped: each is read again on its own, so that every mistake in it is told.

use pest::Parser;
use pest::iterators::Pair;

use crate::diagnostic::{Diagnostic, Wording};
use crate::source::Span;

use super::grammar::{Grammar, Rule};
use super::lower::Lower;
use super::mistake;
use super::scan::{Depth, line};

/// At most so many mistakes are told of one stretch: text that is no rule file at all would give one a line.
const MOST_OF_A_STRETCH: usize = 20;

impl Lower<'_> {
    /// Tells what is wrong with a stretch that was skipped. `before` is what was read in front of it; the answer says
    /// whether that belongs to the mistake, because it ends where no line ends.
    pub(super) fn broken(&mut self, pair: &Pair<'_, Rule>, before: Option<&Pair<'_, Rule>>, as_rule: Rule) -> bool {
        let input = pair.get_input();
        let span = pair.as_span();
        let torn = before.filter(|it| {
            let between = input.get(it.as_span().start()..span.start()).unwrap_or("");
            !between.get(between.trim_end().len()..).unwrap_or("").contains('\n')
        });
        let start = torn.map_or(span.start(), |it| it.as_span().start());
        let stretch = input.get(start..span.end()).unwrap_or("");
        let indent = indent_at(input, start);
        if !self.has_told_enough() {
            let before = self.told();
            for (at, piece) in pieces(stretch, indent).into_iter().take(MOST_OF_A_STRETCH) {
                // A piece that can be read was only drawn in by the one before it.
                if let Err(error) = Grammar::parse(as_rule, piece) {
                    self.tell(mistake::diagnostic(self.source, self.offset + start + at, piece, &error));
                }
            }
            if self.told() == before {
                self.tell(self.misplaced(start, stretch));
            }
        }
        torn.is_some()
    }

    fn misplaced(&self, start: usize, stretch: &str) -> Diagnostic {
        let start = self.offset + start;
        let span = Span::new(self.source, start, start + line(stretch).trim_end().len());
        let message = Wording::new("这一段不能放在这里", "this cannot stand here");
        Diagnostic::error("syntax::unexpected", span, message)
    }
}

/// Cuts a stretch at the lines that begin where its first line begins.
fn pieces(stretch: &str, indent: usize) -> Vec<(usize, &str)> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut at = 0;
    let mut depth = Depth::default();
    for text in stretch.split_inclusive('\n') {
        let words = text.trim_start();
        let begins = !words.is_empty() && !words.starts_with(['}', '｝', ')', '）', ']', '］', '/', '"']);
        if at > start && begins && depth.is_outside() && blanks(text) == indent {
            pieces.push((start, stretch.get(start..at).unwrap_or("")));
            start = at;
        }
        depth.read(text);
        at += text.len();
    }
    pieces.push((start, stretch.get(start..).unwrap_or("")));
    // A piece begins with its first word, so that the place of the mistake is that of the word.
    let trimmed =
        pieces.into_iter().map(|(at, piece)| (at + piece.len() - piece.trim_start().len(), piece.trim_start()));
    trimmed.filter(|(_, piece)| !piece.is_empty()).collect()
}

/// Blanks at the start of the line that a byte stands in.
fn indent_at(text: &str, at: usize) -> usize {
    let before = text.get(..at).unwrap_or("");
    let start = before.rfind('\n').map_or(0, |line_break| line_break + 1);
    blanks(text.get(start..).unwrap_or(""))
}

fn blanks(line: &str) -> usize {
    line.chars().take_while(|c| matches!(c, ' ' | '\t' | '\u{3000}')).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stretch_is_cut_where_lines_begin_as_the_first_does() {
        let stretch = "ruel A {\n    x\n}\nruel B {\n}\n";
        let cut: Vec<&str> = pieces(stretch, 0).into_iter().map(|(_, piece)| piece).collect();
        assert_eq!(cut, ["ruel A {\n    x\n}\n", "ruel B {\n}\n"]);
        let cut: Vec<usize> =
            pieces("severty error\n    chek a\n        and b\n    ", 4).into_iter().map(|it| it.0).collect();
        assert_eq!(cut, [0, 18]);
    }
}
