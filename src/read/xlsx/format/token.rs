//! The pieces of a format code.

use super::code::{Comparison, Condition};

/// A piece of a format code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    /// Words shown as they are.
    Literal(String),
    /// A digit.
    Digit(Digit),
    /// `.`
    Point,
    /// `,`
    Comma,
    /// `%`
    Percent,
    /// `E+`, or `E-`: true for the first.
    Exponent(bool),
    /// `/`
    Slash,
    /// `@`: the text itself.
    Text,
    /// `General`: the number as it is shown without a format.
    General,
    /// A part of a date or of a time, and by how many letters.
    Date(Part, usize),
    /// `AM/PM`, `上午/下午`: the words for both halves of a day.
    HalfDay(&'static str, &'static str),
    /// `[h]`: hours that go on beyond a day.
    Elapsed(Part, usize),
    /// `[>=100]`
    Condition(Condition),
    /// `[DBNum1]`: Chinese numerals in place of digits.
    Numerals,
    /// What is not known here.
    Unknown,
}

/// What becomes of a digit that the number does not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Digit {
    /// `0`: a zero.
    Zero,
    /// `#`: nothing.
    Nothing,
    /// `?`: a blank.
    Blank,
}

/// A part of a date or of a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// `yyyy`
    Year,
    /// `m`
    Month,
    /// `d`
    Day,
    /// `aaaa`: a day of the week in Chinese.
    Weekday,
    /// `h`
    Hour,
    /// `m` beside hours or seconds.
    Minute,
    /// `s`
    Second,
    /// `.00` behind seconds.
    Fraction,
}

/// The pieces of each section of a code.
pub(super) fn tokens(code: &str) -> Vec<Vec<Token>> {
    let mut scan = Scan { rest: code, sections: Vec::new(), tokens: Vec::new() };
    while let Some(c) = scan.rest.chars().next() {
        scan.piece(c);
    }
    scan.end_section();
    scan.sections
}

struct Scan<'a> {
    rest: &'a str,
    sections: Vec<Vec<Token>>,
    tokens: Vec<Token>,
}

impl<'a> Scan<'a> {
    fn piece(&mut self, c: char) {
        const WORDS: [(&str, Token); 7] = [
            ("general", Token::General),
            ("g/通用格式", Token::General),
            ("am/pm", Token::HalfDay("AM", "PM")),
            ("a/p", Token::HalfDay("A", "P")),
            ("上午/下午", Token::HalfDay("上午", "下午")),
            ("e+", Token::Exponent(true)),
            ("e-", Token::Exponent(false)),
        ];
        for (word, token) in WORDS {
            if self.rest.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word)) {
                self.skip(word.len());
                self.tokens.push(token);
                return;
            }
        }
        match c {
            '"' => return self.quoted(),
            '[' => return self.bracket(),
            'y' | 'Y' | 'm' | 'M' | 'd' | 'D' | 'h' | 'H' | 's' | 'S' | 'a' | 'A' | 'e' | 'E' => {
                return self.letters(c.to_ascii_lowercase());
            }
            '\\' | '!' => {
                self.skip(1);
                return self.literal_next();
            }
            // A blank as wide as the next character; a character that fills the cell.
            '_' => {
                self.skip(1);
                self.skip_character();
                return self.literal(" ");
            }
            '*' => {
                self.skip(1);
                return self.skip_character();
            }
            _ => {}
        }
        self.skip(c.len_utf8());
        match c {
            ';' => self.end_section(),
            '0' => self.tokens.push(Token::Digit(Digit::Zero)),
            '#' => self.tokens.push(Token::Digit(Digit::Nothing)),
            '?' => self.tokens.push(Token::Digit(Digit::Blank)),
            '.' => self.tokens.push(Token::Point),
            ',' => self.tokens.push(Token::Comma),
            '%' => self.tokens.push(Token::Percent),
            '/' => self.tokens.push(Token::Slash),
            '@' => self.tokens.push(Token::Text),
            c if c.is_ascii_alphabetic() => self.tokens.push(Token::Unknown),
            c => self.literal(c.encode_utf8(&mut [0; 4])),
        }
    }

    fn skip(&mut self, bytes: usize) {
        self.rest = self.rest.get(bytes..).unwrap_or("");
    }

    fn skip_character(&mut self) {
        self.skip(self.rest.chars().next().map_or(0, char::len_utf8));
    }

    /// Takes everything up to a mark, and the mark.
    fn up_to(&mut self, mark: char) -> &'a str {
        let (taken, rest) = self.rest.split_once(mark).unwrap_or((self.rest, ""));
        self.rest = rest;
        taken
    }

    fn literal(&mut self, words: &str) {
        if let Some(Token::Literal(last)) = self.tokens.last_mut() {
            last.push_str(words);
        } else {
            self.tokens.push(Token::Literal(words.to_owned()));
        }
    }

    fn literal_next(&mut self) {
        if let Some(c) = self.rest.chars().next() {
            self.skip(c.len_utf8());
            self.literal(c.encode_utf8(&mut [0; 4]));
        }
    }

    fn quoted(&mut self) {
        self.skip(1);
        let words = self.up_to('"');
        self.literal(words);
    }

    fn letters(&mut self, letter: char) {
        let count = self.rest.chars().take_while(|c| c.eq_ignore_ascii_case(&letter)).count();
        self.skip(count);
        let token = match (letter, count) {
            // A lone `e` is the year too.
            ('y', 1..=4) => Token::Date(Part::Year, count),
            ('e', 1..=4) => Token::Date(Part::Year, 4),
            ('m', 1..=4) => Token::Date(Part::Month, count),
            ('d', 1..=4) => Token::Date(Part::Day, count),
            ('a', 3..=4) => Token::Date(Part::Weekday, count),
            ('h', 1..=2) => Token::Date(Part::Hour, count),
            ('s', 1..=2) => Token::Date(Part::Second, count),
            _ => Token::Unknown,
        };
        self.tokens.push(token);
    }

    fn bracket(&mut self) {
        self.skip(1);
        let inner = self.up_to(']');
        let lower = inner.to_ascii_lowercase();
        if let Some(currency) = inner.strip_prefix('$') {
            // `[$¥-804]`: a currency sign and a language; `[$-804]` is a language alone.
            return self.literal(currency.split_once('-').map_or(currency, |(sign, _)| sign));
        }
        if let Some(condition) = condition(inner) {
            return self.tokens.push(Token::Condition(condition));
        }
        let is_only = |letter: char| !lower.is_empty() && lower.chars().all(|c| c == letter);
        let token = match lower.as_str() {
            _ if is_only('h') => Token::Elapsed(Part::Hour, lower.len()),
            _ if is_only('m') => Token::Elapsed(Part::Minute, lower.len()),
            _ if is_only('s') => Token::Elapsed(Part::Second, lower.len()),
            _ if lower.starts_with("dbnum") => Token::Numerals,
            _ if is_colour(&lower) => return,
            _ => Token::Unknown,
        };
        self.tokens.push(token);
    }

    fn end_section(&mut self) {
        let mut tokens = std::mem::take(&mut self.tokens);
        find_minutes(&mut tokens);
        find_fractions(&mut tokens);
        self.sections.push(tokens);
    }
}

fn condition(inner: &str) -> Option<Condition> {
    const SIGNS: [(&str, Comparison); 6] = [
        ("<=", Comparison::AtMost),
        ("<>", Comparison::Other),
        (">=", Comparison::AtLeast),
        ("<", Comparison::Below),
        (">", Comparison::Above),
        ("=", Comparison::Equal),
    ];
    let (sign, limit) = SIGNS.iter().find_map(|(sign, it)| inner.strip_prefix(sign).map(|rest| (*it, rest)))?;
    Some(Condition { sign, limit: limit.trim().to_owned() })
}

fn is_colour(lower: &str) -> bool {
    const COLOURS: [&str; 16] = [
        "black", "blue", "cyan", "green", "magenta", "red", "white", "yellow", "黑色", "蓝色", "青色", "绿色", "洋红",
        "红色", "白色", "黄色",
    ];
    let number = lower.strip_prefix("color").or_else(|| lower.strip_prefix("颜色"));
    COLOURS.contains(&lower) || number.is_some_and(|number| number.trim().parse::<u8>().is_ok())
}

/// `m` is a minute behind hours and before seconds, else a month.
fn find_minutes(tokens: &mut [Token]) {
    let part = |token: &Token| match token {
        Token::Date(part, _) | Token::Elapsed(part, _) => Some(*part),
        _ => None,
    };
    let parts: Vec<Option<Part>> = tokens.iter().map(part).collect();
    for (at, token) in tokens.iter_mut().enumerate() {
        let Token::Date(kind @ Part::Month, 1 | 2) = token else { continue };
        let before = parts.iter().take(at).rev().flatten().next();
        let behind = parts.iter().skip(at + 1).flatten().next();
        if before == Some(&Part::Hour) || behind == Some(&Part::Second) {
            *kind = Part::Minute;
        }
    }
}

/// `ss.00` shows a part of a second; other points of a date are points.
fn find_fractions(tokens: &mut Vec<Token>) {
    let is_time = |token: &Token| matches!(token, Token::Date(..) | Token::Elapsed(..));
    if !tokens.iter().any(is_time) {
        return;
    }
    let mut found: Vec<Token> = Vec::with_capacity(tokens.len());
    for token in tokens.drain(..) {
        let is_second = matches!(found.last(), Some(Token::Date(Part::Second, _) | Token::Elapsed(Part::Second, _)));
        match (&token, found.last_mut()) {
            (Token::Point, _) if is_second => found.push(Token::Date(Part::Fraction, 0)),
            (Token::Digit(Digit::Zero), Some(Token::Date(Part::Fraction, count))) => *count += 1,
            // Digits have no place in a date.
            (Token::Digit(_), _) => found.push(Token::Unknown),
            _ => found.push(token),
        }
    }
    *tokens = found;
}
