//! A look at the quotes and brackets of a piece of text that could not be parsed.

/// A bracket that was opened and never closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Open {
    /// Where it stands.
    pub(super) at: usize,
    /// The mark that should close it.
    pub(super) closer: char,
    /// Blanks at the start of its line.
    indent: usize,
}

/// What is not in pairs.
#[derive(Debug, Default)]
pub(super) struct Scan {
    /// The first quote without an end, and the mark that should end it.
    pub(super) quote: Option<(usize, &'static str)>,
    /// Brackets still open at the end, outermost first.
    pub(super) open: Vec<Open>,
    /// A bracket that closed too early, seen by its indent: the block inside it lacks its own.
    early: Option<Open>,
    /// Brackets that close what was opened before this text.
    closed: usize,
}

impl Scan {
    /// The bracket that most likely lacks its end.
    pub(super) fn unclosed(&self) -> Option<Open> {
        self.early.or_else(|| self.open.last().copied())
    }

    /// Reads a text from its start.
    pub(super) fn of(text: &str) -> Self {
        let mut scan = Self::default();
        let mut at = 0;
        let mut indent = Indent::default();
        while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
            indent.see(c);
            let rest = text.get(at..).unwrap_or("");
            at += match c {
                '"' | '“' => scan.string(rest, at),
                '/' if rest.starts_with("//") => line(rest).len(),
                '/' if behind_matches(text.get(..at).unwrap_or("")) => regex(rest),
                '{' | '｛' => scan.opened(at, '}', indent.blanks, c),
                '(' | '（' => scan.opened(at, ')', indent.blanks, c),
                '[' | '［' => scan.opened(at, ']', indent.blanks, c),
                '}' | '｝' => scan.closed('}', &indent, c),
                ')' | '）' => scan.closed(')', &indent, c),
                ']' | '］' => scan.closed(']', &indent, c),
                other => other.len_utf8(),
            };
        }
        scan
    }

    fn opened(&mut self, at: usize, closer: char, indent: usize, c: char) -> usize {
        self.open.push(Open { at, closer, indent });
        c.len_utf8()
    }

    fn closed(&mut self, closer: char, indent: &Indent, c: char) -> usize {
        if let Some(place) = self.open.iter().rposition(|open| open.closer == closer) {
            let closed = self.open.get(place).copied();
            let outer = place.checked_sub(1).and_then(|outer| self.open.get(outer));
            // `}` under the line of the outer block: the inner one was left open.
            let early = closer == '}'
                && indent.only_blanks_before
                && closed.is_some_and(|it| indent.blanks < it.indent)
                && outer.is_some_and(|it| it.indent == indent.blanks);
            if early {
                self.early = self.early.or(closed);
            }
            self.open.truncate(place);
        } else {
            self.closed += 1;
        }
        c.len_utf8()
    }

    /// Steps over a string; one without an end is noted and ends with its line.
    fn string(&mut self, rest: &str, at: usize) -> usize {
        string_end(rest).unwrap_or_else(|| {
            self.quote = self.quote.or(Some((at, quotes(rest).1)));
            line(rest).len()
        })
    }
}

/// The marks that a string begins and ends with.
fn quotes(literal: &str) -> (&'static str, &'static str) {
    match literal {
        _ if literal.starts_with("\"\"\"") => ("\"\"\"", "\"\"\""),
        _ if literal.starts_with('"') => ("\"", "\""),
        _ => ("“", "”"),
    }
}

/// The length of the string that a text begins with, its quotes included; `None` where it has no end.
pub(super) fn string_end(text: &str) -> Option<usize> {
    let (open, closer) = quotes(text);
    let inside = text.get(open.len()..).unwrap_or("");
    let end = match closer {
        "\"\"\"" => inside.find(closer),
        "\"" => end_of(line(inside), '"', None),
        _ => end_of(line(inside), '”', Some('“')),
    };
    end.map(|end| open.len() + end + closer.len())
}

/// Follows a text line by line: how many brackets are open, and whether a block string is.
#[derive(Debug, Default)]
pub(super) struct Depth {
    brackets: usize,
    in_string: bool,
}

impl Depth {
    /// True between two sentences.
    pub(super) fn is_outside(&self) -> bool {
        self.brackets == 0 && !self.in_string
    }

    /// Reads one more line.
    pub(super) fn read(&mut self, line: &str) {
        let mut rest = line;
        if self.in_string {
            let Some((_, behind)) = line.split_once("\"\"\"") else { return };
            rest = behind;
            self.in_string = false;
        }
        let scan = Scan::of(rest);
        self.in_string = scan.quote.is_some_and(|(_, closer)| closer == "\"\"\"");
        self.brackets = self.brackets.saturating_sub(scan.closed) + scan.open.len();
    }
}

/// The blanks at the start of the line that is being read.
#[derive(Debug)]
struct Indent {
    blanks: usize,
    only_blanks_before: bool,
    in_blanks: bool,
}

impl Default for Indent {
    fn default() -> Self {
        Self { blanks: 0, only_blanks_before: true, in_blanks: true }
    }
}

impl Indent {
    fn see(&mut self, c: char) {
        self.only_blanks_before = self.in_blanks;
        match c {
            '\n' => *self = Self::default(),
            ' ' | '\t' | '\u{3000}' if self.in_blanks => self.blanks += 1,
            _ => self.in_blanks = false,
        }
    }
}

/// The text up to the end of its first line.
pub(super) fn line(text: &str) -> &str {
    text.split_once('\n').map_or(text, |(line, _)| line)
}

/// Where a closing quote stands; `opener` nests.
fn end_of(line: &str, closer: char, opener: Option<char>) -> Option<usize> {
    let mut depth = 0_usize;
    let mut escaped = false;
    for (at, c) in line.char_indices() {
        if escaped {
            escaped = false;
        } else if c == '\\' {
            escaped = true;
        } else if Some(c) == opener {
            depth += 1;
        } else if c == closer {
            if depth == 0 {
                return Some(at);
            }
            depth -= 1;
        }
    }
    None
}

fn behind_matches(before: &str) -> bool {
    let before = before.trim_end();
    before.ends_with("matches") || before.ends_with("匹配")
}

/// The length of a regular expression, or of its first mark where it has no end.
fn regex(rest: &str) -> usize {
    let inside = line(rest).get(1..).unwrap_or("");
    end_of(inside, '/', None).map_or(1, |end| end + 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_in_strings_comments_and_expressions_do_not_count() {
        let scan = Scan::of("a { \"}\" “{” // {\n x matches /[{]/ \"\"\"{\n{\"\"\" }");
        assert!(scan.open.is_empty() && scan.quote.is_none(), "{scan:?}");
    }

    #[test]
    fn a_quote_without_an_end_is_found() {
        assert_eq!(Scan::of("a “b\nc \"d\"").quote, Some((2, "”")));
        assert_eq!(Scan::of("a \"b\"\n\"c").quote, Some((6, "\"")));
        assert_eq!(Scan::of("\"\"\"a\nb").quote, Some((0, "\"\"\"")));
    }

    #[test]
    fn the_block_that_was_left_open_is_told_by_its_indent() {
        let text = "record r {\n    from cues {\n        a\n}\n";
        let open = Scan::of(text).unclosed();
        assert_eq!(open.map(|it| text.get(it.at..)), Some(text.get(text.rfind('{').unwrap_or(0)..)));
    }
}
