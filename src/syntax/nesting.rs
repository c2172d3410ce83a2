//! How deep a text nests, found before the parser goes down into it.

use super::scan::{line, string_end};

/// The first bracket, quote or `if` that is nested deeper than a limit.
///
/// Brackets inside strings count from where the string stands and are forgotten behind it: a list of words may hold any
/// number of lone ones.
pub(super) fn too_deep(text: &str, limit: usize) -> Option<usize> {
    let mut depth = Depth::default();
    let mut at = 0;
    while at < text.len() {
        let rest = text.get(at..).unwrap_or("");
        let quiet = rest.bytes().take_while(|byte| !may_matter(*byte)).count();
        let rest = rest.get(quiet..).unwrap_or("");
        let c = rest.chars().next()?;
        at += quiet;
        let mut step = c.len_utf8();
        match c {
            '/' if rest.starts_with("//") => step = line(rest).len(),
            '"' | '“' => match string_end(rest) {
                Some(end) => {
                    let words = rest.get(..end).unwrap_or("");
                    if let Some(inside) = depth.inside(words, limit) {
                        return Some(at + inside);
                    }
                    step = end;
                }
                // Without its end it is no string, and what follows is read as it stands.
                None => depth.see(c),
            },
            'i' | '如' if begins_choice(text, at) => depth.choices += 1,
            _ => depth.see(c),
        }
        if c == '\n' && begins_line_of_its_own(rest) {
            depth.choices = 0;
        }
        if depth.total() > limit {
            return Some(at);
        }
        at += step;
    }
    None
}

/// First bytes of the characters that `too_deep` looks at; most of a text is passed over by them.
fn may_matter(byte: u8) -> bool {
    matches!(byte, b'/' | b'"' | b'\n' | b'i' | b'(' | b')' | b'[' | b']' | b'{' | b'}' | 0xE2 | 0xE5 | 0xEF)
}

#[derive(Debug, Default, Clone, Copy)]
struct Depth {
    brackets: usize,
    /// Quotes without an end, on this line.
    quotes: usize,
    /// `if` upon `if` in one sentence.
    choices: usize,
}

impl Depth {
    fn total(self) -> usize {
        self.brackets + self.quotes + self.choices
    }

    fn see(&mut self, c: char) {
        match c {
            '(' | '（' | '[' | '［' | '{' | '｛' => self.brackets += 1,
            ')' | '）' | ']' | '］' | '}' | '｝' => self.brackets = self.brackets.saturating_sub(1),
            '“' => self.quotes += 1,
            '”' => self.quotes = self.quotes.saturating_sub(1),
            '\n' => self.quotes = 0,
            _ => {}
        }
    }

    /// Where a string nests too deep, seen from where it stands.
    fn inside(mut self, words: &str, limit: usize) -> Option<usize> {
        words.char_indices().find_map(|(at, c)| {
            self.see(c);
            (self.total() > limit).then_some(at)
        })
    }
}

/// `if` or `如果` as a word of its own.
fn begins_choice(text: &str, at: usize) -> bool {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let before = text.get(..at).unwrap_or("").chars().next_back();
    let rest = text.get(at..).unwrap_or("");
    let behind = rest.strip_prefix("if").or_else(|| rest.strip_prefix("如果"));
    behind.is_some_and(|behind| !behind.starts_with(is_word)) && !before.is_some_and(is_word)
}

/// Whether the line behind a line break begins a new sentence and does not go on with a choice.
fn begins_line_of_its_own(rest: &str) -> bool {
    let words = line(rest.trim_start_matches('\n')).trim_start();
    let goes_on = ["else", "否则", "then", "那么", "if", "如果"].iter().any(|word| words.starts_with(word));
    !words.is_empty() && !goes_on
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lone_brackets_in_strings_do_not_add_up() {
        assert_eq!(too_deep(&"x \"（\" | \"“\"\n".repeat(100), 48), None);
        assert_eq!(too_deep(&format!("\"{}\"", "[".repeat(60)), 48), Some(49));
    }

    #[test]
    fn choices_upon_choices_count() {
        assert_eq!(too_deep(&"if a then b\n else ".repeat(60), 48), Some(48 * 18));
        assert_eq!(too_deep(&"when if a then b else c\n".repeat(60), 48), None);
    }
}
