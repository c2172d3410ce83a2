//! What every lowering needs: places, names, strings and the list of mistakes.

use pest::Span as PestSpan;
use pest::iterators::{Pair, Pairs};

use crate::diagnostic::{Diagnostic, Diagnostics, Wording};
use crate::source::{SourceId, Span, Spanned};

use super::ast::{LocalText, Name, Text};
use super::grammar::Rule;

/// Turns pairs of one file into the tree.
pub(super) struct Lower<'d> {
    pub(super) source: SourceId,
    /// Where the parsed slice stands in the file.
    pub(super) offset: usize,
    pub(super) diagnostics: &'d mut Diagnostics,
    /// How many mistakes were told.
    told: usize,
    /// How many formulas are being lowered, one inside the other.
    pub(super) formulas: usize,
    /// Operators of the outermost of them.
    pub(super) operators: usize,
}

impl<'d> Lower<'d> {
    pub(super) fn new(source: SourceId, offset: usize, diagnostics: &'d mut Diagnostics) -> Self {
        Self { source, offset, diagnostics, told: 0, formulas: 0, operators: 0 }
    }
}

impl Lower<'_> {
    pub(super) fn span(&self, span: PestSpan<'_>) -> Span {
        Span::new(self.source, self.offset + span.start(), self.offset + span.end())
    }

    /// The place of a pair without the blanks behind it.
    pub(super) fn place(&self, pair: &Pair<'_, Rule>) -> Span {
        let span = self.span(pair.as_span());
        let kept = pair.as_str().trim_end().len();
        Span::new(self.source, span.start as usize, span.start as usize + kept)
    }

    pub(super) fn name(&self, pair: &Pair<'_, Rule>) -> Name {
        Spanned::new(pair.as_str().to_owned(), self.place(pair))
    }

    /// The words of a string literal after un-escaping.
    pub(super) fn string(&mut self, pair: &Pair<'_, Rule>) -> Text {
        let span = self.place(pair);
        let (content, block) = content(pair.as_str());
        self.check_escapes(pair);
        let words = if block { dedent(content) } else { unescape(content) };
        Spanned::new(words, span)
    }

    /// Tells of a backslash before a mark that needs none.
    pub(super) fn check_escapes(&mut self, literal: &Pair<'_, Rule>) {
        let written = literal.as_str();
        if written.starts_with("\"\"\"") || !written.contains('\\') {
            return;
        }
        let mut chars = written.char_indices();
        while let Some((at, c)) = chars.next() {
            let Some((_, escaped)) = (c == '\\').then(|| chars.next()).flatten() else { continue };
            if ESCAPES.contains(&escaped) {
                continue;
            }
            let start = self.offset + literal.as_span().start() + at;
            let span = Span::new(self.source, start, start + 1 + escaped.len_utf8());
            let message = Wording::new(format!("“\\{escaped}”不是可用的写法"), format!("“\\{escaped}” means nothing"));
            self.tell(Diagnostic::error("syntax::escape", span, message).help(Wording::new(
                "反斜杠后可写 \\ \" “ ” { } [ ] | n（换行）t（制表）；要写反斜杠本身请写 \\\\",
                "a backslash stands before \\ \" “ ” { } [ ] | n (new line) or t (tab); for itself write \\\\",
            )));
        }
    }

    pub(super) fn local_text(&mut self, pair: Pair<'_, Rule>) -> LocalText {
        let mut strings = pair.into_inner().filter(|it| it.as_rule() == Rule::string);
        let nothing = self.nothing();
        let zh = strings.next().map_or(nothing, |first| self.string(&first));
        let en = strings.next().map(|second| self.string(&second));
        LocalText { zh, en }
    }

    pub(super) fn words(&mut self, pair: Pair<'_, Rule>) -> Vec<Text> {
        pair.into_inner().filter(|it| it.as_rule() == Rule::string).map(|it| self.string(&it)).collect()
    }

    fn nothing(&self) -> Text {
        Spanned::new(String::new(), Span::new(self.source, self.offset, self.offset))
    }

    pub(super) fn error(&mut self, code: &'static str, span: Span, message: Wording) {
        self.tell(Diagnostic::error(code, span, message));
    }

    /// Adds a mistake; when there are very many, says so once and is silent from then on.
    pub(super) fn tell(&mut self, mistake: Diagnostic) {
        self.told += 1;
        if self.told <= MOST_OF_A_FILE {
            self.diagnostics.push(mistake);
        } else if let Some(span) = mistake.span().filter(|_| self.told == MOST_OF_A_FILE + 1) {
            let message = Wording::new(
                format!("错误太多：只列出前 {MOST_OF_A_FILE} 处"),
                format!("too many mistakes: only the first {MOST_OF_A_FILE} are listed"),
            );
            self.diagnostics.push(Diagnostic::error("syntax::too_many", span, message).help(Wording::new(
                "请先改正已列出的；若这不是规则文件，请换一个",
                "mend those listed first; if this is no rule file, name another",
            )));
        }
    }

    /// How many mistakes there were so far.
    pub(super) fn told(&self) -> usize {
        self.told
    }

    /// Whether a further mistake would not be listed.
    pub(super) fn has_told_enough(&self) -> bool {
        self.told > MOST_OF_A_FILE
    }
}

/// At most so many mistakes of one file are listed.
const MOST_OF_A_FILE: usize = 100;

/// What may stand behind a backslash.
const ESCAPES: &[char] = &['\\', '"', '“', '”', '{', '}', '[', ']', '|', 'n', 't'];

/// The first inner pair of a rule.
pub(super) fn find<'i>(pairs: &Pairs<'i, Rule>, rule: Rule) -> Option<Pair<'i, Rule>> {
    pairs.clone().find(|pair| pair.as_rule() == rule)
}

/// The words between the quotes, and whether they are a block.
pub(super) fn content(literal: &str) -> (&str, bool) {
    let literal = literal.trim_end();
    if let Some(inner) = literal.strip_prefix("\"\"\"").and_then(|rest| rest.strip_suffix("\"\"\"")) {
        return (inner, true);
    }
    let inner = literal
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'))
        .or_else(|| literal.strip_prefix('“').and_then(|rest| rest.strip_suffix('”')));
    (inner.unwrap_or(literal), false)
}

/// Bytes of the opening quote.
pub(super) fn quote_length(literal: &str) -> usize {
    ["\"\"\"", "\"", "“"].iter().find(|quote| literal.starts_with(**quote)).map_or(0, |quote| quote.len())
}

pub(super) fn unescape(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some('n') => words.push('\n'),
                Some('t') => words.push('\t'),
                Some(other) => words.push(other),
                None => words.push('\\'),
            },
            other => words.push(other),
        }
    }
    words
}

/// Full-width digits and points as half-width ones.
pub(super) fn half_width(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '０'..='９' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
            '．' => '.',
            other => other,
        })
        .collect()
}

/// A block without its first line break and common indent.
fn dedent(block: &str) -> String {
    let block = block.strip_prefix("\r\n").or_else(|| block.strip_prefix('\n')).unwrap_or(block);
    let indent = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
    let common = block.lines().filter(|line| !line.trim().is_empty()).map(indent).min().unwrap_or(0);
    let lines: Vec<&str> =
        block.lines().map(|line| line.get(common.min(indent(line))..).unwrap_or("").trim_end()).collect();
    lines.join("\n").trim_end().to_owned()
}
