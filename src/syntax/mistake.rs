//! What is wrong with a piece of text that the grammar could not read: where, what was expected, a likely correction.

use pest::error::{Error, InputLocation};

use crate::diagnostic::{Diagnostic, Wording, nearest};
use crate::source::{SourceId, Span};

use super::expected::{DECLARATIONS, Expected};
use super::grammar::Rule;
use super::keyword;
use super::scan::{Open, Scan, line};

/// The diagnostic for a slice of a file that could not be read; `offset` is where the slice stands.
pub(super) fn diagnostic(source: SourceId, offset: usize, slice: &str, error: &Error<Rule>) -> Diagnostic {
    let at = match error.location {
        InputLocation::Pos(at) | InputLocation::Span((at, _)) => at.min(slice.len()),
    };
    let found = word_at(slice, at);
    let piece = Piece { source, offset, slice, at, found, expected: Expected::of(error) };
    piece.quote().or_else(|| piece.bracket()).unwrap_or_else(|| piece.unexpected())
}

/// Brackets nested deeper than the parser follows.
pub(super) fn too_deep(span: Span, limit: usize) -> Diagnostic {
    Diagnostic::error(
        "syntax::too_deep",
        span,
        Wording::new(format!("括号嵌套超过 {limit} 层"), format!("brackets are nested more than {limit} deep")),
    )
    .help(Wording::new("请用 令（let）或 函数（fn）把算式拆开", "split the formula with let or fn"))
}

/// A slice that could not be read, and where.
struct Piece<'s> {
    source: SourceId,
    offset: usize,
    slice: &'s str,
    /// Where the grammar stopped.
    at: usize,
    /// The word or mark that stands there; empty at the end.
    found: &'s str,
    expected: Expected,
}

impl Piece<'_> {
    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.source, self.offset + start, self.offset + end)
    }

    fn before(&self) -> &str {
        self.slice.get(..self.at).unwrap_or("")
    }

    /// The place that the message points at: what was found, or the end of what came before.
    fn place(&self) -> Span {
        if self.found.is_empty() {
            let end = self.before().trim_end().len();
            return self.span(end, end);
        }
        self.span(self.at, self.at + self.found.len())
    }

    /// A quote that is opened and not closed.
    fn quote(&self) -> Option<Diagnostic> {
        if let Some(mark @ ('”' | '’' | '‘' | '\'' | '＂' | '「' | '『' | '《')) = self.found.chars().next() {
            return Some(self.wrong_quote(mark));
        }
        let (start, closer) = Scan::of(self.slice).quote.filter(|(start, _)| *start <= self.at)?;
        let words = line(self.slice.get(start..).unwrap_or("")).trim_end();
        let message = Wording::new(
            format!("引号没有结束：这段文字应以 {closer} 结束"),
            format!("a quote is not closed: these words should end with {closer}"),
        );
        let diagnostic = Diagnostic::error("syntax::quote", self.span(start, start + words.len()), message)
            .saying(Wording::new("文字从这里开始", "the words begin here"));
        Some(match (closer, words.ends_with(['"', '＂']), words.ends_with('”')) {
            ("”", true, _) => diagnostic.help(Wording::new(
                "“ 开头的文字不能用 \" 结束：请把末尾改成 ”，或把开头改成 \"",
                "words that begin with “ do not end with \": change the last mark to ” or the first to \"",
            )),
            ("\"", _, true) => diagnostic.help(Wording::new(
                "\" 开头的文字不能用 ” 结束：请把末尾改成 \"，或把开头改成 “",
                "words that begin with \" do not end with ”: change the last mark to \" or the first to “",
            )),
            ("\"\"\"", _, _) => diagnostic,
            _ => diagnostic.help(Wording::new(
                "一行之内要结束；文字有几行的，前后都用 \"\"\"",
                "words end on the line they begin in; for several lines put \"\"\" at both ends",
            )),
        })
    }

    fn wrong_quote(&self, mark: char) -> Diagnostic {
        let message = Wording::new(format!("文字不能用 {mark} 开头"), format!("words cannot begin with {mark}"));
        Diagnostic::error("syntax::quote", self.span(self.at, self.at + mark.len_utf8()), message)
            .saying(Wording::new("这里", "here"))
            .help(Wording::new("文字写在 \"…\" 或 “…” 里", "words stand between \"…\" or “…”"))
    }

    /// A bracket that is not closed, or one that closes nothing.
    fn bracket(&self) -> Option<Diagnostic> {
        let before = Scan::of(self.before());
        let closer = self.found.chars().next().and_then(half_width_closer);
        if let Some(closer) = closer.filter(|closer| before.open.iter().all(|open| open.closer != *closer)) {
            return Some(self.stray(closer));
        }
        let open = before.unclosed().filter(|open| closer != Some(open.closer))?;
        // A bracket may be the mistake only where the text breaks off or where something new begins.
        let breaks_off = self.found.is_empty() || closer.is_some() || self.begins_anew();
        let wanted = self.expected.any(&[Rule::rparen, Rule::rbracket]) || open.closer == '}';
        let half = open.closer != '}' && self.expected.is_name();
        let incomplete = half || (self.found.is_empty() && !self.may_end());
        (breaks_off && wanted && !incomplete).then(|| self.unclosed(open))
    }

    /// Whether what was found begins another part of the text.
    fn begins_anew(&self) -> bool {
        let declares =
            |word| DECLARATIONS.iter().filter_map(|rule| keyword::of(*rule)).any(|(en, zh)| [en, zh].contains(&word));
        declares(self.found) || keyword::ends_expression(self.found)
    }

    /// Whether the sentence was whole where it breaks off: nothing but further parts and brackets could follow.
    fn may_end(&self) -> bool {
        self.expected.any(&[Rule::rbrace, Rule::rparen, Rule::rbracket])
    }

    fn stray(&self, closer: char) -> Diagnostic {
        let message = Wording::new(
            format!("多了一个“{closer}”：前面没有与它配对的括号"),
            format!("there is one “{closer}” too many: no bracket before it is open"),
        );
        Diagnostic::error("syntax::bracket", self.place(), message)
            .saying(Wording::new("这里", "here"))
            .help(Wording::new("请删去它，或补上与它配对的括号", "delete it, or write the bracket that it closes"))
    }

    fn unclosed(&self, open: Open) -> Diagnostic {
        let closer = open.closer;
        let message = Wording::new(format!("缺少“{closer}”"), format!("“{closer}” is missing"));
        let (zh, en) = match closer {
            '}' => ("这一块从这里开始", "the block begins here"),
            _ => ("括号从这里开始", "the bracket opens here"),
        };
        let opener = self.slice.get(open.at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
        Diagnostic::error("syntax::bracket", self.place(), message)
            .saying(Wording::new(format!("这里之前应有“{closer}”"), format!("“{closer}” should stand before this")))
            .and(self.span(open.at, open.at + opener), Wording::new(zh, en))
    }

    /// Anything else: what was found and what was expected.
    fn unexpected(&self) -> Diagnostic {
        let wanted = self.expected.wording();
        let found = match self.found {
            "“" | "”" | "\"" => Wording::new("这里的引号", "the quote here"),
            found => Wording::same(format!("“{found}”")),
        };
        let message = match (self.found.is_empty(), wanted.zh.is_empty()) {
            (true, true) => Wording::new("写到这里没有写完", "this is not complete"),
            (true, false) => Wording::new(
                format!("写到这里没有写完：后面应为{}", wanted.zh),
                format!("this is not complete: expected {}", wanted.en),
            ),
            (false, true) => Wording::new(format!("看不懂{}", found.zh), format!("cannot read {}", found.en)),
            (false, false) => Wording::new(
                format!("看不懂{}：此处应为{}", found.zh, wanted.zh),
                format!("cannot read {}: expected {}", found.en, wanted.en),
            ),
        };
        let diagnostic =
            Diagnostic::error("syntax::unexpected", self.place(), message).saying(Wording::new("这里", "here"));
        match self.hint() {
            Some(help) => diagnostic.help(help),
            None => diagnostic,
        }
    }

    /// A field may be called anything, so a misspelt keyword at the start of its line is read as its name.
    fn misspelt_start(&self) -> Option<Wording> {
        let first = word_at(self.slice, 0);
        if self.at == 0 || !self.expected.any(&[Rule::colon]) || keyword::all().any(|keyword| keyword == first) {
            return None;
        }
        let lines = [Rule::kw_key, Rule::kw_derive, Rule::kw_from];
        let keywords: Vec<&str> =
            lines.iter().filter_map(|it| keyword::of(*it)).flat_map(|(en, zh)| [en, zh]).collect();
        if let Some(keyword) = keyword::glued(first, &keywords) {
            return Some(apart(keyword, first));
        }
        nearest(first, keywords).map(meant)
    }

    /// The likely correction.
    fn hint(&self) -> Option<Wording> {
        let rest = self.slice.get(self.at..).unwrap_or("");
        let fits = |wrong: &str| match wrong {
            "=" | "＝" | "~" | "～" => self.expected.any(&[Rule::equal]),
            "!" | "！" => self.expected.is_name(),
            _ => true,
        };
        // The first half of a mark may have been read: `<` of `<>`.
        let half = self.before().chars().next_back().map_or(0, char::len_utf8);
        let whole = self.slice.get(self.at - half..).unwrap_or("");
        let stands = |wrong: &str| rest.starts_with(wrong) || (wrong.len() == 2 && whole.starts_with(wrong));
        if let Some((_, right)) = WRONG_MARKS.iter().find(|(wrong, _)| stands(wrong) && fits(wrong)) {
            let english = right.split('（').next().unwrap_or(right);
            return Some(Wording::new(format!("是否想写 {right}？"), format!("did you mean {english}?")));
        }
        if let Some(after) = rest.strip_prefix('。').filter(|after| after.starts_with(char::is_alphanumeric)) {
            let tail = word_at(after, 0);
            return Some(Wording::new(format!("是否想写 .{tail}？"), format!("did you mean .{tail}?")));
        }
        if rest.starts_with(['；', ';', '。']) {
            return Some(Wording::new("句末不用标点，换行即可", "a line ends without a mark"));
        }
        let expected = self.expected.keywords();
        if let Some(keyword) = keyword::glued(self.found, &expected).or_else(|| keyword::glued_long(self.found)) {
            return Some(apart(keyword, self.found));
        }
        if let Some(help) = self.misspelt_start() {
            return Some(help);
        }
        if self.expected.is_name() && keyword::ends_expression(self.found) {
            return Some(Wording::new(
                format!("“{}”是关键词，不能用作名称", self.found),
                format!("“{}” is a keyword and no name", self.found),
            ));
        }
        // Every letter is near to some short keyword, so one alone says nothing.
        let letters = self.found.chars().count();
        let near = nearest(self.found, expected).filter(|_| letters > 1 || !self.found.is_ascii());
        let near = near.or_else(|| nearest(self.found, keyword::all()).filter(|_| letters > 2));
        let known = near.filter(|keyword| *keyword != self.found)?;
        Some(meant(known))
    }
}

fn meant(known: &str) -> Wording {
    Wording::new(format!("是否想写“{known}”？"), format!("did you mean “{known}”?"))
}

/// `检查完成率` is `检查 完成率`.
pub(super) fn apart(keyword: &str, word: &str) -> Wording {
    let tail = word.strip_prefix(keyword).unwrap_or("");
    Wording::new(
        format!("关键词后须空一格：{keyword} {tail}"),
        format!("a keyword is followed by a blank: {keyword} {tail}"),
    )
}

/// Marks of other languages and input methods, and what is written here.
const WRONG_MARKS: &[(&str, &str)] = &[
    ("&&", "and（且）"),
    ("||", "or（或）"),
    ("->", "=>"),
    ("<>", "!="),
    ("≧", ">="),
    ("≦", "<="),
    ("≒", "~="),
    ("∈", "in（属于）"),
    ("∧", "and（且）"),
    ("∨", "or（或）"),
    ("¬", "not（非）"),
    ("〉", ">"),
    ("〈", "<"),
    ("＝", "=="),
    ("=", "=="),
    ("~", "~="),
    ("～", "~="),
    ("!", "not（非）"),
    ("！", "not（非）"),
    ("【", "["),
    ("】", "]"),
    ("〔", "["),
    ("〕", "]"),
    ("#", "//"),
    ("·", "."),
    ("∶", ":"),
    ("﹪", "%"),
];

/// The word (or the mark) that stands at a byte.
fn word_at(slice: &str, at: usize) -> &str {
    let rest = slice.get(at..).unwrap_or("");
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let word = rest.find(|c| !is_word(c)).map_or(rest, |end| rest.get(..end).unwrap_or(""));
    if !word.is_empty() {
        return word;
    }
    rest.chars().next().filter(|c| !c.is_whitespace()).map_or("", |c| rest.get(..c.len_utf8()).unwrap_or(""))
}

fn half_width_closer(c: char) -> Option<char> {
    match c {
        '}' | '｝' => Some('}'),
        ')' | '）' => Some(')'),
        ']' | '］' => Some(']'),
        _ => None,
    }
}
