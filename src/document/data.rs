//! YAML and JSON as one tree in which every key and value knows its place and keeps its digits as written.

use crate::source::{Span, Spanned};

/// A value of a data file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// What it is.
    pub kind: NodeKind,
    /// Where it stands.
    pub span: Span,
}

/// The kinds of value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NodeKind {
    /// `null`, `~` or nothing behind the key.
    Null,
    /// `true`, `false`
    Bool(bool),
    /// A number, or any other scalar, as written (no binary float in between). `quoted` tells a YAML or JSON string
    /// from a bare scalar.
    Scalar {
        /// The text as written, quotes and escapes resolved.
        text: String,
        /// True where it stood in quotes or in a block.
        quoted: bool,
    },
    /// A list.
    List(Vec<Node>),
    /// A map in the order written; keys are unique (a repeated key is a diagnostic of the reader).
    Map(Vec<(Spanned<String>, Node)>),
}

impl Node {
    /// The value of a key of a map.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Node> {
        match &self.kind {
            NodeKind::Map(entries) => entries.iter().find(|(name, _)| name.value == key).map(|(_, node)| node),
            NodeKind::Null | NodeKind::Bool(_) | NodeKind::Scalar { .. } | NodeKind::List(_) => None,
        }
    }
}
