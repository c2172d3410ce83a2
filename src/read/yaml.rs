//! YAML to a data tree with exact places; digits are kept as written.

use std::borrow::Cow;
use std::collections::HashMap;

use granit_parser::{ErrorKind, Event, Parser, ScalarStyle, ScanError, Span as Marks, StrInput, Tag, options};

use crate::diagnostic::{Diagnostic, Diagnostics, Wording};
use crate::document::{Node, NodeKind};
use crate::source::{SourceId, Span};

use super::codes;
use super::limits::Limits;
use super::tree::{Cost, Stop, TreeBuilder, shortened};

/// Reads the first document of a YAML file.
pub(super) fn read(source: SourceId, text: &str, limits: &Limits, diagnostics: &mut Diagnostics) -> Option<Node> {
    let tree = TreeBuilder::new(source, limits, diagnostics);
    // One level more than we allow, so that our own message is the one given.
    let deepest = tree.deepest() + 1;
    let parser = Parser::new_from_str_with_options(
        text,
        options! {
            emit_unresolved_aliases: true,
            emit_comments: false,
            flow_nesting_limit: deepest,
            block_nesting_limit: deepest,
        },
    );
    let mut reader = Reader { text, tree, anchors: HashMap::new(), pending: Vec::new(), documents: 0 };
    match reader.run(parser) {
        Ok(()) => reader.tree.finish(),
        Err(Stop) => None,
    }
}

struct Reader<'a, 'd> {
    text: &'a str,
    tree: TreeBuilder<'d>,
    /// Finished values that have an anchor.
    anchors: HashMap<usize, Anchored>,
    /// For each open list and map, its anchor (0 for none).
    pending: Vec<usize>,
    documents: usize,
}

/// What an anchor stands for.
enum Anchored {
    Value(Node, Cost),
    Key(String),
}

impl<'a> Reader<'a, '_> {
    fn run(&mut self, parser: Parser<'a, StrInput<'a>>) -> Result<(), Stop> {
        for next in parser {
            let (event, marks) = match next {
                Ok(read) => read,
                Err(error) => return Err(self.syntax_error(&error)),
            };
            let range = marks.byte_range().unwrap_or(0..0);
            if let Event::DocumentStart(..) = event {
                self.documents += 1;
                if self.documents > 1 {
                    self.more_documents(range.start);
                    return Ok(());
                }
                continue;
            }
            self.take(event, marks, range)?;
        }
        Ok(())
    }

    fn take(&mut self, event: Event<'a>, marks: Marks, range: std::ops::Range<usize>) -> Result<(), Stop> {
        let span = self.tree.span(range.start, range.end);
        match event {
            Event::Scalar(value, style, anchor, tag) => self.scalar(value, style, anchor, tag.as_deref(), span),
            Event::SequenceStart(_, anchor, _) => {
                self.refuse_as_key(span)?;
                self.pending.push(anchor);
                self.tree.open_list(range.start)
            }
            Event::MappingStart(_, anchor, _) => {
                self.refuse_as_key(span)?;
                self.pending.push(anchor);
                self.tree.open_map(range.start)
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(marks, range.end),
            Event::Alias(anchor) => self.alias(anchor, span),
            Event::UnresolvedAlias(name) => self.unknown_alias(&name, span),
            // Starts and ends of stream and documents; comments and anchors' own events are switched off.
            _ => Ok(()),
        }
    }

    fn scalar(
        &mut self,
        value: Cow<'a, str>,
        style: ScalarStyle,
        anchor: usize,
        tag: Option<&Tag>,
        span: Span,
    ) -> Result<(), Stop> {
        let span = self.trimmed(span);
        let quoted = style != ScalarStyle::Plain || tag.is_some_and(|tag| tag.core_suffix() == Some("str"));
        if self.tree.wants_key() {
            if value == "<<" && !quoted {
                self.merge_key(span);
            }
            if anchor > 0 {
                self.anchors.insert(anchor, Anchored::Key(value.clone().into_owned()));
            }
            self.tree.key(value.into_owned(), span);
            return Ok(());
        }
        self.tree.leaf(scalar_kind(value, quoted), span)?;
        self.remember(anchor)
    }

    fn close(&mut self, marks: Marks, end: usize) -> Result<(), Stop> {
        let start = self.tree.innermost().unwrap_or(0);
        // A block ends where the next token begins, a flow one at its bracket.
        let is_block = marks.start == marks.end;
        let end = if is_block { start + self.text.get(start..end).unwrap_or("").trim_end().len() } else { end };
        self.tree.close(end);
        let anchor = self.pending.pop().unwrap_or(0);
        self.remember(anchor)
    }

    fn remember(&mut self, anchor: usize) -> Result<(), Stop> {
        if anchor > 0
            && let Some((node, cost)) = self.tree.last_value()?
        {
            self.anchors.insert(anchor, Anchored::Value(node, cost));
        }
        Ok(())
    }

    fn alias(&mut self, anchor: usize, span: Span) -> Result<(), Stop> {
        let is_key = self.tree.wants_key();
        match (self.anchors.get(&anchor), is_key) {
            (
                Some(Anchored::Value(Node { kind: NodeKind::Scalar { text, .. }, .. }, _) | Anchored::Key(text)),
                true,
            ) => {
                self.tree.key(text.clone(), span);
                Ok(())
            }
            (Some(Anchored::Value(node, cost)), false) => self.tree.copy(node, *cost, span),
            (Some(Anchored::Key(text)), false) => {
                self.tree.leaf(NodeKind::Scalar { text: text.clone(), quoted: false }, span)
            }
            (Some(Anchored::Value(..)), true) => self.refuse_as_key(span),
            // An alias inside the very value that it names.
            (None, _) => {
                let name = self.text.get(span.range()).unwrap_or("").trim_start_matches('*').to_owned();
                self.unknown_alias(&name, span)
            }
        }
    }

    fn unknown_alias(&mut self, name: &str, span: Span) -> Result<(), Stop> {
        let name = shortened(name);
        let message = Wording::new(
            format!("引用“*{name}”之前没有定义“&{name}”"),
            format!("`*{name}` has no `&{name}` before it"),
        );
        self.tree.report(Diagnostic::error(codes::YAML_ALIAS, span, message).help(Wording::new(
            "请先用 & 定义，或把以 * 开头的文字加上引号",
            "define it with & first, or put a text that begins with * in quotes",
        )));
        if self.tree.wants_key() {
            self.tree.key(name, span);
            return Ok(());
        }
        self.tree.leaf(NodeKind::Null, span)
    }

    fn refuse_as_key(&mut self, span: Span) -> Result<(), Stop> {
        if !self.tree.wants_key() {
            return Ok(());
        }
        let message = Wording::new("键名不能是列表或一组数据", "a key cannot be a list or a map");
        self.tree.report(Diagnostic::error(codes::YAML_KEY, span, message).help(Wording::new(
            "以 [、{ 开头的文字请加引号；占位的 {…} 请换成实际内容",
            "put a text that begins with [ or { in quotes; fill in a placeholder {…}",
        )));
        Err(Stop)
    }

    fn merge_key(&mut self, span: Span) {
        let message = Wording::new(
            "不支持合并键“<<”，其中的数据不会被采用",
            "merge keys (`<<`) are not supported; their data is not used",
        );
        self.tree.report(
            Diagnostic::error(codes::YAML_MERGE, span, message)
                .help(Wording::new("请把要合并的各项直接写出", "write the merged entries out")),
        );
    }

    fn more_documents(&mut self, at: usize) {
        let span = self.tree.span(at, (at + 3).min(self.text.len()));
        let message =
            Wording::new("此处开始了第二份数据，只读取第一份", "a second document begins here; only the first is read");
        self.tree.report(
            Diagnostic::error(codes::YAML_DOCUMENTS, span, message).help(Wording::new(
                "请把“---”以后的内容存为另一个文件",
                "put what follows `---` into a file of its own",
            )),
        );
    }

    /// Block scalars run on to the next token; a label should end with their words.
    fn trimmed(&self, span: Span) -> Span {
        let words = self.text.get(span.range()).unwrap_or("");
        let start = span.range().start;
        self.tree.span(start, start + words.trim_end().len())
    }

    fn syntax_error(&mut self, error: &ScanError) -> Stop {
        let at = error.marker().byte_offset().unwrap_or(0).min(self.text.trim_end().len());
        let at = self.wide_colon(at).unwrap_or(self.text.floor_char_boundary(at));
        let width = self.text.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        let span = self.tree.span(at, at + width);
        if *error.kind() == ErrorKind::RecursionLimitExceeded {
            return self.tree.too_deep(span);
        }
        let diagnostic = if is_tab_error(error.kind()) || self.is_indented_with_tab(at) {
            let message = Wording::new("YAML 的缩进不能用制表符（Tab）", "YAML is not indented with tabs");
            Diagnostic::error(codes::YAML_TAB, span, message)
                .help(Wording::new("请把行首的 Tab 换成空格（每级两个）", "replace the tabs with blanks, two a level"))
        } else {
            let (zh, en, help) = self.explain(error.kind(), at);
            let parser = error.info();
            Diagnostic::error(codes::YAML_SYNTAX, span, Wording::new(zh, format!("{en} ({parser})"))).help(help)
        };
        self.tree.report(diagnostic);
        Stop
    }

    fn is_indented_with_tab(&self, at: usize) -> bool {
        let line = self.line_round(at);
        line.chars().take_while(|c| c.is_whitespace()).any(|c| c == '\t')
    }

    /// True where the innermost list or map was opened by a bracket and not by indentation.
    fn is_in_brackets(&self) -> bool {
        let open = self.tree.innermost().and_then(|start| self.text.get(start..));
        open.is_some_and(|rest| rest.starts_with(['[', '{']))
    }

    /// A full-width colon typed for a half-width one, in the line of the mistake or the one before: the parser only
    /// stumbles over what follows.
    fn wide_colon(&self, at: usize) -> Option<usize> {
        let before = self.text.get(..self.text.floor_char_boundary(at))?;
        let start = before.rmatch_indices('\n').nth(1).map_or(0, |(end, _)| end + 1);
        let words = self.text.get(start..)?;
        let end = words.match_indices('\n').map(|(end, _)| end).find(|end| start + end >= at).unwrap_or(words.len());
        Some(start + words.get(..end)?.find('：')?)
    }

    fn line_round(&self, at: usize) -> &'a str {
        let start = self.text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1);
        self.text.get(start..).and_then(|rest| rest.lines().next()).unwrap_or("")
    }

    fn explain(&self, kind: &ErrorKind, at: usize) -> (&'static str, &'static str, Wording) {
        let quotes = Wording::new(
            "含有“: ”、“#”，或以 %、@、*、&、[、{ 开头的文字，请加双引号",
            "a text with `: ` or `#`, or that begins with %, @, *, &, [ or {, stands in double quotes",
        );
        match kind {
            ErrorKind::UnclosedQuotedScalar | ErrorKind::DocumentIndicatorInQuotedScalar => {
                ("引号没有闭合", "a quote is not closed", Wording::new("请补上右引号", "add the closing quote"))
            }
            ErrorKind::UnclosedFlowCollection { .. }
            | ErrorKind::MismatchedFlowCollectionEnd { .. }
            | ErrorKind::MisplacedFlowCollectionEnd => unmatched_brackets(),
            _ if self.is_in_brackets() => unmatched_brackets(),
            _ if self.text.get(at..).is_some_and(|rest| rest.starts_with('：')) => (
                "键名后的冒号须用半角“:”加空格",
                "the colon behind a key is half-width, with a blank behind it",
                Wording::new("请把“：”改为“: ”", "write `: ` for `：`"),
            ),
            ErrorKind::UnexpectedCharacter { .. } | ErrorKind::MappingValueNotAllowed => {
                ("此处的符号不合 YAML 规范", "this mark does not belong here", quotes)
            }
            _ => (
                "此处的缩进或冒号不合 YAML 规范",
                "indentation or colon is wrong here",
                Wording::new(
                    "同级的键要左对齐，冒号后加一个空格",
                    "keys of one level begin in one column; a blank stands behind each colon",
                ),
            ),
        }
    }
}

fn unmatched_brackets() -> (&'static str, &'static str, Wording) {
    (
        "方括号或花括号不成对，或缺少逗号",
        "brackets do not match, or a comma is missing",
        Wording::new("请检查 [ ]、{ } 是否成对", "check that [ and ], { and } match"),
    )
}

fn is_tab_error(kind: &ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::TabNotAllowed
            | ErrorKind::TabInBlockIndentation
            | ErrorKind::TabInIndentation
            | ErrorKind::TabAtBlockScalarStart
            | ErrorKind::TabInPlainScalar
    )
}

/// The core schema's words for null, true and false; all else stays as written.
fn scalar_kind(value: Cow<'_, str>, quoted: bool) -> NodeKind {
    if quoted {
        return NodeKind::Scalar { text: value.into_owned(), quoted };
    }
    match value.as_ref() {
        "" | "~" | "null" | "Null" | "NULL" => NodeKind::Null,
        "true" | "True" | "TRUE" => NodeKind::Bool(true),
        "false" | "False" | "FALSE" => NodeKind::Bool(false),
        _ => NodeKind::Scalar { text: value.into_owned(), quoted },
    }
}
