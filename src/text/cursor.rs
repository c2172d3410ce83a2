//! A place in a text from which one looks ahead and back, a character at a time.

/// A place in a text. Small and `Copy`: a reader that does not find what it wants simply drops its cursor.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Cursor<'a> {
    /// Stands at a byte offset.
    pub(super) fn new(text: &'a str, at: usize) -> Self {
        Self { text, at }
    }

    /// The byte offset.
    pub(super) fn at(self) -> usize {
        self.at
    }

    /// The same text at another place.
    pub(super) fn moved_to(self, at: usize) -> Self {
        Self { at, ..self }
    }

    /// Everything ahead.
    pub(super) fn rest(self) -> &'a str {
        self.text.get(self.at..).unwrap_or("")
    }

    /// Everything behind.
    pub(super) fn before(self) -> &'a str {
        self.text.get(..self.at).unwrap_or("")
    }

    /// What stands between this place and a later one.
    pub(super) fn until(self, end: Self) -> &'a str {
        self.text.get(self.at..end.at).unwrap_or("")
    }

    /// The next character.
    pub(super) fn peek(self) -> Option<char> {
        self.rest().chars().next()
    }

    /// The character just behind.
    pub(super) fn previous(self) -> Option<char> {
        self.before().chars().next_back()
    }

    /// One character further, with the character passed.
    pub(super) fn next(self) -> Option<(char, Self)> {
        let c = self.peek()?;
        Some((c, self.moved_to(self.at + c.len_utf8())))
    }

    /// Behind one character, if it passes the test.
    pub(super) fn after_if(self, test: impl FnOnce(char) -> bool) -> Option<Self> {
        let (c, behind) = self.next()?;
        test(c).then_some(behind)
    }

    /// Behind a word, if it stands here.
    pub(super) fn after(self, word: &str) -> Option<Self> {
        self.rest().starts_with(word).then(|| self.moved_to(self.at + word.len()))
    }

    /// Behind the first of some words that stands here.
    pub(super) fn after_any(self, words: &[&str]) -> Option<Self> {
        words.iter().find_map(|word| self.after(word))
    }

    /// True where one of some words stands here.
    pub(super) fn is_at_any(self, words: &[&str]) -> bool {
        words.iter().any(|word| self.rest().starts_with(word))
    }

    /// Behind as many characters as pass the test.
    pub(super) fn after_while(self, test: impl Fn(char) -> bool) -> Self {
        let length: usize = self.rest().chars().take_while(|c| test(*c)).map(char::len_utf8).sum();
        self.moved_to(self.at + length)
    }

    /// Behind the few blanks that may stand inside one figure (`80 多场次`).
    pub(super) fn after_blanks(self) -> Self {
        const MOST: usize = 3;
        let length: usize = self.rest().chars().take(MOST).take_while(|c| is_blank(*c)).map(char::len_utf8).sum();
        self.moved_to(self.at + length)
    }
}

/// A blank that does not separate table cells or lines.
pub(super) fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\u{A0}' | '\u{3000}' | '\u{2002}'..='\u{200A}')
}

/// A Chinese character.
pub(super) fn is_han(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' | '\u{20000}'..='\u{323AF}')
}
