//! YAML to a data tree with exact places and scalars as written.

use std::collections::BTreeMap;

use granit_parser::{Event, Parser, ScalarStyle};

use crate::diagnostic::{Diagnostic, Diagnostics, Wording};
use crate::document::{Node, NodeKind};
use crate::source::{SourceId, Span, Spanned};

use super::limits::Limits;

/// Reads one YAML document.
pub(super) fn read_yaml(source: SourceId, text: &str, limits: &Limits, diagnostics: &mut Diagnostics) -> Option<Node> {
    let mut builder = Builder {
        source,
        text,
        limits,
        diagnostics,
        open: Vec::new(),
        root: None,
        anchors: BTreeMap::new(),
        nodes: 0,
        documents: 0,
        failed: false,
    };
    for event in Parser::new_from_str(text) {
        match event {
            Ok((event, span)) => builder.event(event, byte_span(source, text, &span)),
            Err(error) => {
                builder.syntax_error(&error);
                break;
            }
        }
        if builder.failed {
            break;
        }
    }
    let Builder { root, failed, diagnostics, .. } = builder;
    if root.is_none() && !failed {
        diagnostics.push(Diagnostic::placeless(
            "read::empty",
            Wording::new("YAML 文件没有内容", "the YAML file holds no value"),
        ));
    }
    root.filter(|_| !failed)
}

fn byte_span(source: SourceId, text: &str, span: &granit_parser::Span) -> Span {
    let start = span.start.byte_offset().unwrap_or(0).min(text.len());
    let end = span.end.byte_offset().unwrap_or(start).clamp(start, text.len());
    // Block scalars and collections run into the blank lines behind them.
    let kept = text.get(start..end).map_or(end, |words| start + words.trim_end().len());
    Span::new(source, start, kept.max(start))
}

/// A collection that is not closed yet.
struct Open {
    anchor: usize,
    start: Span,
    kind: OpenKind,
    /// Nodes counted when it began: its own size is what was counted since.
    nodes_before: usize,
}

enum OpenKind {
    List(Vec<Node>),
    Map(Vec<(Spanned<String>, Node)>, Option<Spanned<String>>),
}

struct Builder<'a> {
    source: SourceId,
    text: &'a str,
    limits: &'a Limits,
    diagnostics: &'a mut Diagnostics,
    open: Vec<Open>,
    root: Option<Node>,
    /// Anchored nodes with their expanded size.
    anchors: BTreeMap<usize, (Node, usize)>,
    nodes: usize,
    documents: usize,
    failed: bool,
}

impl Builder<'_> {
    fn event(&mut self, event: Event<'_>, span: Span) {
        match event {
            Event::DocumentStart(..) => self.document(span),
            Event::Scalar(text, style, anchor, _) => {
                let quoted = style != ScalarStyle::Plain;
                let node = Node { kind: scalar(&text, quoted), span };
                self.count(span, 1);
                self.remember(anchor, &node, 1);
                self.add(node);
            }
            Event::SequenceStart(_, anchor, _) => self.begin(anchor, span, OpenKind::List(Vec::new())),
            Event::MappingStart(_, anchor, _) => self.begin(anchor, span, OpenKind::Map(Vec::new(), None)),
            Event::SequenceEnd | Event::MappingEnd => self.end(span),
            Event::Alias(id) => self.alias(id, span),
            Event::UnresolvedAlias(name) => self.fail(Diagnostic::error(
                "read::yaml",
                span,
                Wording::new(format!("别名 *{name} 没有对应的锚点"), format!("no anchor for the alias *{name}")),
            )),
            _ => {}
        }
    }

    fn document(&mut self, span: Span) {
        self.documents += 1;
        if self.documents > 1 {
            self.fail(Diagnostic::error(
                "read::yaml",
                span,
                Wording::new(
                    "一个文件只能有一份 YAML 文档，这里又开始了一份",
                    "a file holds one YAML document; another begins here",
                ),
            ));
        }
    }

    fn begin(&mut self, anchor: usize, start: Span, kind: OpenKind) {
        self.count(start, 1);
        self.open.push(Open { anchor, start, kind, nodes_before: self.nodes });
    }

    fn end(&mut self, end: Span) {
        let Some(open) = self.open.pop() else { return };
        let kind = match open.kind {
            OpenKind::List(items) => NodeKind::List(items),
            OpenKind::Map(entries, _) => NodeKind::Map(entries),
        };
        let node = Node { kind, span: trimmed(self.text, open.start.cover(end)) };
        let size = self.nodes - open.nodes_before + 1;
        self.remember(open.anchor, &node, size);
        self.add(node);
    }

    /// An alias stands for a copy; its whole size counts, so that a few lines cannot grow without bound.
    fn alias(&mut self, id: usize, span: Span) {
        let Some((node, size)) = self.anchors.get(&id).cloned() else {
            self.fail(Diagnostic::error(
                "read::yaml",
                span,
                Wording::new("别名在其锚点之内引用了自己", "an alias refers to the node it stands in"),
            ));
            return;
        };
        self.count(span, size);
        if !self.failed {
            self.add(node);
        }
    }

    fn remember(&mut self, anchor: usize, node: &Node, size: usize) {
        if anchor > 0 {
            self.anchors.insert(anchor, (node.clone(), size));
        }
    }

    fn count(&mut self, span: Span, more: usize) {
        self.nodes = self.nodes.saturating_add(more);
        if let Some(diagnostic) = self.limits.exceeded(self.open.len(), self.nodes, span) {
            self.fail(diagnostic);
        }
    }

    fn add(&mut self, node: Node) {
        match self.open.last_mut().map(|open| &mut open.kind) {
            None => self.root = Some(node),
            Some(OpenKind::List(items)) => items.push(node),
            Some(OpenKind::Map(entries, key)) => match key.take() {
                Some(key) => {
                    super::check_repeated(entries, &key, self.diagnostics, &mut self.failed);
                    entries.push((key, node));
                }
                None => match &node.kind {
                    NodeKind::Scalar { text, .. } => *key = Some(Spanned::new(text.clone(), node.span)),
                    NodeKind::Bool(value) => *key = Some(Spanned::new(value.to_string(), node.span)),
                    NodeKind::Null | NodeKind::List(_) | NodeKind::Map(_) => self.fail(Diagnostic::error(
                        "read::yaml",
                        node.span,
                        Wording::new("键必须是文字", "a key must be a word"),
                    )),
                },
            },
        }
    }

    fn syntax_error(&mut self, error: &granit_parser::ScanError) {
        let at = error.marker().byte_offset().unwrap_or(self.text.len()).min(self.text.len());
        let end = self.text.get(at..).and_then(|rest| rest.chars().next()).map_or(at, |c| at + c.len_utf8());
        let line_start = self.text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |line| line + 1);
        let indent = self.text.get(line_start..).unwrap_or("");
        let tabbed = indent.chars().take_while(|c| c.is_whitespace() && *c != '\n').any(|c| c == '\t');
        let detail = error.info().to_string();
        let diagnostic = Diagnostic::error(
            "read::yaml",
            Span::new(self.source, at, end),
            Wording::new(format!("YAML 写法有误：{detail}"), format!("invalid YAML: {detail}")),
        );
        let help = if tabbed {
            Wording::new("缩进只能用空格，这一行用了制表符", "indent with blanks; this line has a tab")
        } else {
            Wording::new(
                "请检查此处的缩进、冒号后的空格和引号",
                "check the indent, the blank after the colon and the quotes",
            )
        };
        self.fail(diagnostic.help(help));
    }

    fn fail(&mut self, diagnostic: Diagnostic) {
        self.failed = true;
        self.diagnostics.push(diagnostic);
    }
}

fn scalar(text: &str, quoted: bool) -> NodeKind {
    match text {
        "" | "~" | "null" | "Null" | "NULL" if !quoted => NodeKind::Null,
        "true" | "True" if !quoted => NodeKind::Bool(true),
        "false" | "False" if !quoted => NodeKind::Bool(false),
        _ => NodeKind::Scalar { text: text.to_owned(), quoted },
    }
}

fn trimmed(text: &str, span: Span) -> Span {
    let words = text.get(span.range()).unwrap_or("");
    Span::new(span.source, span.start as usize, span.start as usize + words.trim_end().len())
}
