//! Small readers of YAML values: each gives what is right and tells what is not.

use crate::diagnostic::{Diagnostic, Diagnostics, Wording, nearest};
use crate::source::Spanned;

use super::codes;
use super::yaml::{Node, NodeKind};

/// The entries of a map; nothing at all counts as an empty one.
pub(super) fn map<'a>(node: &'a Node, diagnostics: &mut Diagnostics) -> Option<&'a [(Spanned<String>, Node)]> {
    match &node.kind {
        NodeKind::Map(entries) => Some(entries),
        NodeKind::Null => Some(&[]),
        NodeKind::List(items) if items.is_empty() => Some(&[]),
        NodeKind::Scalar(_) | NodeKind::List(_) => {
            diagnostics.push(wrong_value(node, &Wording::new("“键: 值”的形式", "keys with values")));
            None
        }
    }
}

/// A scalar as text.
pub(super) fn scalar(node: &Node, diagnostics: &mut Diagnostics) -> Option<Spanned<String>> {
    if let NodeKind::Scalar(text) = &node.kind {
        return Some(Spanned::new(text.clone(), node.span));
    }
    diagnostics.push(wrong_value(node, &Wording::new("一个值", "a single value")));
    None
}

/// A list of scalars; one scalar alone counts as a list of one.
pub(super) fn list_of_scalars(node: &Node, diagnostics: &mut Diagnostics) -> Vec<Spanned<String>> {
    match &node.kind {
        NodeKind::Null => Vec::new(),
        NodeKind::Scalar(text) => vec![Spanned::new(text.clone(), node.span)],
        NodeKind::List(items) => items.iter().filter_map(|item| scalar(item, diagnostics)).collect(),
        NodeKind::Map(_) => {
            diagnostics.push(wrong_value(node, &Wording::new("一个列表", "a list")));
            Vec::new()
        }
    }
}

/// A key that is not known, with the nearest that is.
pub(super) fn unknown_key(key: &Spanned<String>, known: &[&'static str]) -> Diagnostic {
    let message = Wording::new(format!("没有“{}”这个键", key.value), format!("there is no key “{}”", key.value));
    let diagnostic = Diagnostic::error(codes::UNKNOWN_KEY, key.span, message);
    match nearest(&key.value, known.iter().copied()) {
        Some(near) => diagnostic.help(Wording::new(format!("是否为 {near}？"), format!("did you mean {near}?"))),
        None => diagnostic
            .help(Wording::new(format!("可用的键：{}", known.join("、")), format!("known keys: {}", known.join(", ")))),
    }
}

/// A value of another kind than wanted.
pub(super) fn wrong_value(node: &Node, wanted: &Wording) -> Diagnostic {
    let found = match &node.kind {
        NodeKind::Null => Wording::new("没有值", "nothing"),
        NodeKind::Scalar(_) => Wording::new("单个值", "a single value"),
        NodeKind::List(_) => Wording::new("列表", "a list"),
        NodeKind::Map(_) => Wording::new("“键: 值”", "keys with values"),
    };
    let message = Wording::new(
        format!("这里应为{}，实际为{}", wanted.zh, found.zh),
        format!("expected {} here, found {}", wanted.en, found.en),
    );
    Diagnostic::error(codes::WRONG_VALUE, node.span, message)
}
