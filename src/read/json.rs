//! JSON to a data tree with exact places and digits as written.

use std::ops::Range;

use jsonc_parser::ast::{ObjectPropName, Value};
use jsonc_parser::common::Ranged;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

use crate::diagnostic::{Diagnostic, Diagnostics, Wording};
use crate::document::{Node, NodeKind};
use crate::source::{SourceId, Span, Spanned};

use super::limits::Limits;

/// Reads strict JSON: no comments, no trailing commas, no repeated keys.
pub(super) fn read_json(source: SourceId, text: &str, limits: &Limits, diagnostics: &mut Diagnostics) -> Option<Node> {
    let options = ParseOptions {
        allow_comments: false,
        allow_loose_object_property_names: false,
        allow_trailing_commas: false,
        allow_missing_commas: false,
        allow_single_quoted_strings: false,
        allow_hexadecimal_numbers: false,
        allow_unary_plus_numbers: false,
        allow_bare_decimal_point_numbers: false,
        allow_non_finite_numbers: false,
        allow_extended_string_escapes: false,
    };
    let tree = match parse_to_ast(text, &CollectOptions::default(), &options) {
        Ok(parsed) => parsed.value,
        Err(error) => {
            let range = error.range();
            let span = visible(source, text, range.start..range.end);
            let detail = error.kind().to_string();
            diagnostics.push(
                Diagnostic::error(
                    "read::json",
                    span,
                    Wording::new(format!("JSON 写法有误：{detail}"), format!("invalid JSON: {detail}")),
                )
                .help(Wording::new("请检查此处的引号、逗号和括号", "check the quotes, commas and brackets here")),
            );
            return None;
        }
    };
    let Some(tree) = tree else {
        diagnostics.push(Diagnostic::placeless(
            "read::empty",
            Wording::new("JSON 文件没有内容", "the JSON file holds no value"),
        ));
        return None;
    };
    let mut builder = Builder { source, text, limits, diagnostics, nodes: 0, failed: false };
    let node = builder.node(&tree, 0);
    let failed = builder.failed;
    node.filter(|_| !failed)
}

fn visible(source: SourceId, text: &str, range: Range<usize>) -> Span {
    let end = range.end.min(text.len());
    Span::new(source, range.start.min(end), end)
}

struct Builder<'a> {
    source: SourceId,
    text: &'a str,
    limits: &'a Limits,
    diagnostics: &'a mut Diagnostics,
    nodes: usize,
    failed: bool,
}

impl Builder<'_> {
    fn node(&mut self, value: &Value<'_>, depth: usize) -> Option<Node> {
        let span = Span::new(self.source, value.range().start, value.range().end);
        self.nodes += 1;
        if let Some(diagnostic) = self.limits.exceeded(depth, self.nodes, span) {
            self.fail(diagnostic);
            return None;
        }
        let kind = match value {
            Value::NullKeyword(_) => NodeKind::Null,
            Value::BooleanLit(literal) => NodeKind::Bool(literal.value),
            Value::NumberLit(literal) => NodeKind::Scalar { text: literal.value.to_owned(), quoted: false },
            Value::StringLit(literal) => {
                self.check_string(span);
                NodeKind::Scalar { text: literal.value.clone().into_owned(), quoted: true }
            }
            Value::Array(array) => {
                NodeKind::List(array.elements.iter().map_while(|element| self.node(element, depth + 1)).collect())
            }
            Value::Object(object) => {
                let mut entries: Vec<(Spanned<String>, Node)> = Vec::with_capacity(object.properties.len());
                for property in &object.properties {
                    let key = Spanned::new(name(&property.name), self.span(property.name.range()));
                    super::check_repeated(&entries, &key, self.diagnostics, &mut self.failed);
                    entries.push((key, self.node(&property.value, depth + 1)?));
                }
                NodeKind::Map(entries)
            }
        };
        Some(Node { kind, span })
    }

    fn span(&self, range: jsonc_parser::common::Range) -> Span {
        Span::new(self.source, range.start, range.end)
    }

    /// A raw line break or control character inside a string is an error of JSON.
    fn check_string(&mut self, span: Span) {
        let raw = self.text.get(span.range()).unwrap_or("");
        if let Some(at) = raw.find(|c: char| c < ' ') {
            let place = Span::new(self.source, span.start as usize + at, span.start as usize + at + 1);
            self.fail(Diagnostic::error(
                "read::json",
                place,
                Wording::new(
                    "JSON 字符串内不能直接换行或含控制字符，应写成 \\n、\\t 等",
                    "a JSON string cannot hold a raw line break or control character; write \\n, \\t …",
                ),
            ));
        }
    }

    fn fail(&mut self, diagnostic: Diagnostic) {
        self.failed = true;
        self.diagnostics.push(diagnostic);
    }
}

fn name(name: &ObjectPropName<'_>) -> String {
    match name {
        ObjectPropName::String(literal) => literal.value.clone().into_owned(),
        ObjectPropName::Word(literal) => literal.value.to_owned(),
    }
}
