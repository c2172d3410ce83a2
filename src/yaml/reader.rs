//! Small readers of YAML values: each gives what is right and tells what is not.

use crate::diagnostic::{Diagnostic, Diagnostics, Wording, nearest};
use crate::source::Spanned;

use super::{Node, NodeKind};

/// The codes under which mistakes of a kind of file are told.
#[derive(Debug)]
pub(crate) struct Codes {
    /// It is no YAML.
    pub(crate) not_yaml: &'static str,
    /// A key that it does not have.
    pub(crate) unknown_key: &'static str,
    /// A value of another kind than its key wants.
    pub(crate) wrong_value: &'static str,
}

/// Where mistakes of a kind of file are told.
#[derive(Debug)]
pub(crate) struct Told<'d> {
    /// Under which codes.
    pub(crate) codes: &'static Codes,
    /// To whom.
    pub(crate) diagnostics: &'d mut Diagnostics,
}

impl Told<'_> {
    /// Tells one.
    pub(crate) fn push(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// A key that is not known, with the nearest that is.
    pub(crate) fn unknown_key(&mut self, key: &Spanned<String>, known: &[&str]) {
        let message = Wording::new(format!("没有“{}”这个键", key.value), format!("there is no key “{}”", key.value));
        let diagnostic = Diagnostic::error(self.codes.unknown_key, key.span, message);
        self.push(match nearest(&key.value, known.iter().copied()) {
            Some(near) => diagnostic.help(Wording::new(format!("是否为 {near}？"), format!("did you mean {near}?"))),
            None => diagnostic.help(Wording::new(
                format!("可用的键：{}", known.join("、")),
                format!("known keys: {}", known.join(", ")),
            )),
        });
    }

    /// A value of another kind than wanted.
    pub(crate) fn wrong_value(&mut self, node: &Node, wanted: &Wording) {
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
        self.push(Diagnostic::error(self.codes.wrong_value, node.span, message));
    }
}

/// The entries of a map; nothing at all counts as an empty one.
pub(crate) fn map<'a>(node: &'a Node, told: &mut Told<'_>) -> Option<&'a [(Spanned<String>, Node)]> {
    match &node.kind {
        NodeKind::Map(entries) => Some(entries),
        NodeKind::Null => Some(&[]),
        NodeKind::List(items) if items.is_empty() => Some(&[]),
        NodeKind::Scalar(_) | NodeKind::List(_) => {
            told.wrong_value(node, &Wording::new("“键: 值”的形式", "keys with values"));
            None
        }
    }
}

/// A scalar as text.
pub(crate) fn scalar(node: &Node, told: &mut Told<'_>) -> Option<Spanned<String>> {
    if let NodeKind::Scalar(text) = &node.kind {
        return Some(Spanned::new(text.clone(), node.span));
    }
    told.wrong_value(node, &Wording::new("一个值", "a single value"));
    None
}

/// A list of scalars; one scalar alone counts as a list of one.
pub(crate) fn list_of_scalars(node: &Node, told: &mut Told<'_>) -> Vec<Spanned<String>> {
    match &node.kind {
        NodeKind::Null => Vec::new(),
        NodeKind::Scalar(text) => vec![Spanned::new(text.clone(), node.span)],
        NodeKind::List(items) => items.iter().filter_map(|item| scalar(item, told)).collect(),
        NodeKind::Map(_) => {
            told.wrong_value(node, &Wording::new("一个列表", "a list"));
            Vec::new()
        }
    }
}
