//! Strict JSON to a data tree with exact places; digits are kept as written.

use jsonc_parser::errors::{ParseError, ParseErrorKind};
use jsonc_parser::tokens::Token;
use jsonc_parser::{ParseStringErrorKind, Scanner, ScannerOptions};

use crate::diagnostic::{Diagnostic, Diagnostics, Wording};
use crate::document::{Node, NodeKind};
use crate::source::{SourceId, Span};

use super::codes;
use super::limits::Limits;
use super::tree::{Stop, TreeBuilder, shortened};

/// Reads JSON. The scanner is a library's; the grammar is here, so that each mistake is named in plain words and the
/// depth is ours to bound.
pub(super) fn read(source: SourceId, text: &str, limits: &Limits, diagnostics: &mut Diagnostics) -> Option<Node> {
    let mut reader = Reader {
        text,
        scanner: Scanner::new(text, &STRICT),
        tree: TreeBuilder::new(source, limits, diagnostics),
        expected: Expected::Value,
    };
    match reader.run() {
        Ok(()) => reader.tree.finish(),
        Err(Stop) => None,
    }
}

const STRICT: ScannerOptions = ScannerOptions {
    allow_single_quoted_strings: false,
    allow_hexadecimal_numbers: false,
    allow_unary_plus_numbers: false,
    allow_bare_decimal_point_numbers: false,
    allow_non_finite_numbers: false,
    allow_extended_string_escapes: false,
};

/// What may stand next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Expected {
    Value,
    ValueOrEnd,
    Key,
    KeyOrEnd,
    Colon,
    CommaOrEnd,
    Nothing,
}

struct Reader<'a, 'd> {
    text: &'a str,
    scanner: Scanner<'a>,
    tree: TreeBuilder<'d>,
    expected: Expected,
}

impl Reader<'_, '_> {
    fn run(&mut self) -> Result<(), Stop> {
        loop {
            match self.scanner.scan() {
                Ok(Some(token)) => self.take(token)?,
                Ok(None) => return self.end(),
                Err(error) => return Err(self.scan_error(&error)),
            }
        }
    }

    fn take(&mut self, token: Token<'_>) -> Result<(), Stop> {
        use Expected::{Colon, CommaOrEnd, Key, KeyOrEnd, Value, ValueOrEnd};
        let (start, end) = (self.scanner.token_start(), self.scanner.token_end());
        match (self.expected, token) {
            (_, Token::CommentLine(_) | Token::CommentBlock(_)) => Err(self.comment()),
            (Value | ValueOrEnd, Token::OpenBrace) => {
                self.expected = KeyOrEnd;
                self.tree.open_map(start)
            }
            (Value | ValueOrEnd, Token::OpenBracket) => {
                self.expected = ValueOrEnd;
                self.tree.open_list(start)
            }
            (Value | ValueOrEnd, Token::String(text)) => {
                self.refuse_control_characters(start, end);
                self.leaf(NodeKind::Scalar { text: text.into_owned(), quoted: true })
            }
            (Value | ValueOrEnd, Token::Number(text)) => {
                self.leaf(NodeKind::Scalar { text: text.to_owned(), quoted: false })
            }
            (Value | ValueOrEnd, Token::Boolean(value)) => self.leaf(NodeKind::Bool(value)),
            (Value | ValueOrEnd, Token::Null) => self.leaf(NodeKind::Null),
            (Key | KeyOrEnd, Token::String(text)) => {
                self.refuse_control_characters(start, end);
                let span = self.token_span();
                self.tree.key(text.into_owned(), span);
                self.expected = Colon;
                Ok(())
            }
            (Colon, Token::Colon) => {
                self.expected = Value;
                Ok(())
            }
            (CommaOrEnd, Token::Comma) => {
                self.expected = if self.tree.is_in_map() { Key } else { Value };
                Ok(())
            }
            (_, token) if self.closes(&token) => {
                self.close(end);
                Ok(())
            }
            (_, token) => Err(self.unexpected(&token)),
        }
    }

    /// True where this bracket closes the innermost list or map at a place where that may end.
    fn closes(&self, token: &Token<'_>) -> bool {
        let in_map = self.tree.is_in_map();
        match self.expected {
            Expected::KeyOrEnd => *token == Token::CloseBrace,
            Expected::ValueOrEnd => *token == Token::CloseBracket,
            Expected::CommaOrEnd => *token == if in_map { Token::CloseBrace } else { Token::CloseBracket },
            Expected::Value | Expected::Key | Expected::Colon | Expected::Nothing => false,
        }
    }

    fn leaf(&mut self, kind: NodeKind) -> Result<(), Stop> {
        let span = self.token_span();
        self.tree.leaf(kind, span)?;
        self.after_value();
        Ok(())
    }

    fn close(&mut self, end: usize) {
        self.tree.close(end);
        self.after_value();
    }

    fn after_value(&mut self) {
        self.expected = if self.tree.innermost().is_some() { Expected::CommaOrEnd } else { Expected::Nothing };
    }

    fn token_span(&self) -> Span {
        self.tree.span(self.scanner.token_start(), self.scanner.token_end())
    }

    /// JSON wants `\n` for a line break in a string; the scanner lets the raw one pass.
    fn refuse_control_characters(&mut self, start: usize, end: usize) {
        let raw = self.text.get(start..end).unwrap_or("");
        let Some(offset) = raw.bytes().position(|byte| byte < 0x20) else { return };
        let span = self.tree.span(start + offset, start + offset + 1);
        let message =
            Wording::new("字符串中有换行、制表符或控制字符", "a string holds a line break, tab or control character");
        self.tree.report(Diagnostic::error(codes::JSON_CONTROL, span, message).help(Wording::new(
            "换行写作 \\n，制表符写作 \\t；或检查前面是否漏了引号",
            "write \\n for a line break and \\t for a tab; or look for a missing quote before it",
        )));
    }

    fn comment(&mut self) -> Stop {
        let span = self.token_span();
        self.stop(
            codes::JSON_COMMENT,
            span,
            Wording::new("JSON 中不能写注释", "JSON has no comments"),
            Wording::new("请删去注释，或改用 YAML（以 # 注释）", "remove the comment, or use YAML (comments with #)"),
        )
    }

    fn unexpected(&mut self, token: &Token<'_>) -> Stop {
        let span = self.token_span();
        let is_close = matches!(token, Token::CloseBrace | Token::CloseBracket);
        if is_close && matches!(self.expected, Expected::Key | Expected::Value) && self.follows_comma(span) {
            return self.stop(
                codes::JSON_TRAILING_COMMA,
                span,
                Wording::new("最后一项后面多了逗号", "a comma stands behind the last value"),
                Wording::new("请删去右括号前的逗号", "remove the comma before the bracket"),
            );
        }
        let found = shortened(self.text.get(span.range()).unwrap_or(""));
        let (zh, en) = self.expected_words();
        let message = Wording::new(format!("此处应为{zh}，却是“{found}”"), format!("expected {en}, found `{found}`"));
        let help = self.hint(token);
        self.stop(codes::JSON_SYNTAX, span, message, help)
    }

    fn follows_comma(&self, span: Span) -> bool {
        self.text.get(..span.range().start).is_some_and(|before| before.trim_end().ends_with(','))
    }

    fn expected_words(&self) -> (&'static str, &'static str) {
        match self.expected {
            Expected::Value => ("一个值", "a value"),
            Expected::ValueOrEnd => ("一个值或“]”", "a value or `]`"),
            Expected::Key => ("带双引号的键名", "a key in double quotes"),
            Expected::KeyOrEnd => ("带双引号的键名或“}”", "a key in double quotes or `}`"),
            Expected::Colon => ("键名后的冒号“:”", "the colon behind the key"),
            Expected::CommaOrEnd if self.tree.is_in_map() => ("逗号或“}”", "a comma or `}`"),
            Expected::CommaOrEnd => ("逗号或“]”", "a comma or `]`"),
            Expected::Nothing => ("文件结尾", "the end of the file"),
        }
    }

    fn hint(&self, token: &Token<'_>) -> Wording {
        let is_wide = matches!(token, Token::Word(word) if word.starts_with(['，', '：', '“', '”', '｛', '［']));
        if is_wide {
            return Wording::new("JSON 的标点须用半角英文符号", "JSON takes half-width punctuation only");
        }
        match (self.expected, token) {
            (Expected::CommaOrEnd, Token::Number(_)) if self.follows_zero() => {
                Wording::new("数字前不要补零", "a number is not led by zeros")
            }
            (Expected::CommaOrEnd, Token::String(_) | Token::Number(_) | Token::OpenBrace | Token::OpenBracket) => {
                Wording::new("前一项后面可能漏了逗号", "a comma may be missing behind the value before")
            }
            (_, Token::Word(_)) => Wording::new("文字须加双引号", "a text stands in double quotes"),
            (Expected::Nothing, _) => Wording::new("一个 JSON 文件只写一个值", "a JSON file holds one value"),
            _ => Wording::new("请检查括号、逗号和引号是否成对", "check that brackets, commas and quotes match"),
        }
    }

    fn follows_zero(&self) -> bool {
        self.text.get(..self.scanner.token_start()).is_some_and(|before| before.ends_with('0'))
    }

    fn end(&mut self) -> Result<(), Stop> {
        if self.expected == Expected::Nothing {
            return Ok(());
        }
        let open = self.tree.innermost();
        let end = self.text.trim_end().len();
        let span = match open {
            Some(start) => self.tree.span(start, start + 1),
            None => self.tree.span(end, end),
        };
        let (zh, en) = self.expected_words();
        Err(self.stop(
            codes::JSON_SYNTAX,
            span,
            Wording::new(
                format!("文件在此括号闭合之前就结束了（还缺{zh}）"),
                format!("the file ends before this bracket is closed (missing: {en})"),
            ),
            Wording::new("请补上右括号；文件可能没有保存完整", "add the closing bracket; the file may be cut off"),
        ))
    }

    fn scan_error(&mut self, error: &ParseError) -> Stop {
        let range = error.range();
        let span = self.tree.span(range.start, range.end.min(self.text.len()));
        let found = shortened(self.text.get(span.range()).unwrap_or(""));
        let (zh, en) = match error.kind() {
            ParseErrorKind::SingleQuotedStringsNotAllowed => {
                ("文字须用双引号，不能用单引号", "a text stands in double quotes, not single ones")
            }
            ParseErrorKind::String(ParseStringErrorKind::UnterminatedStringLiteral) => {
                ("字符串缺少右引号", "the closing quote of this string is missing")
            }
            ParseErrorKind::String(_) => ("字符串中的转义不合规范", "an escape of this string is not valid"),
            ParseErrorKind::HexadecimalNumbersNotAllowed
            | ParseErrorKind::UnaryPlusNumbersNotAllowed
            | ParseErrorKind::BareDecimalPointNumbersNotAllowed
            | ParseErrorKind::NonFiniteNumbersNotAllowed
            | ParseErrorKind::ExpectedDigit
            | ParseErrorKind::ExpectedDigitFollowingNegativeSign
            | ParseErrorKind::ExpectedPlusMinusOrDigitInNumberLiteral => {
                ("数字的写法不合规范", "this is not a JSON number")
            }
            ParseErrorKind::UnterminatedCommentBlock => ("JSON 中不能写注释", "JSON has no comments"),
            _ => ("此处的符号不合规范", "this mark does not belong here"),
        };
        let message = Wording::new(format!("{zh}：“{found}”"), format!("{en}: `{found}`"));
        let help = Wording::new(
            "数字直接写（如 12.50），文字加双引号",
            "write numbers plainly (12.50) and texts in double quotes",
        );
        self.stop(codes::JSON_SYNTAX, span, message, help)
    }

    fn stop(&mut self, code: &'static str, span: Span, message: Wording, help: Wording) -> Stop {
        self.tree.report(Diagnostic::error(code, span, message).help(help));
        Stop
    }
}
