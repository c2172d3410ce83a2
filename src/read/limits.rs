//! Caps on what a file may cost; each can be raised by an option, and messages name it.

use crate::diagnostic::{Diagnostic, Wording};
use crate::source::Span;

/// Caps on size, depth and length.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Greatest size of one file in bytes (`--max-bytes`).
    pub bytes: usize,
    /// Greatest nesting depth of data (`--max-depth`).
    pub depth: usize,
    /// Greatest number of nodes of a data file, aliases expanded (`--max-nodes`).
    pub nodes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { bytes: 64 << 20, depth: 100, nodes: 1_000_000 }
    }
}

impl Limits {
    /// The diagnostic for data that is too deep or too large at a place.
    pub(super) fn exceeded(&self, depth: usize, nodes: usize, span: Span) -> Option<Diagnostic> {
        let (message, option) = if depth > self.depth {
            let limit = self.depth;
            (Wording::new(format!("嵌套超过 {limit} 层"), format!("nested more than {limit} deep")), "--max-depth")
        } else if nodes > self.nodes {
            let limit = self.nodes;
            let message = Wording::new(
                format!("数据超过 {limit} 个节点（别名按展开后计）"),
                format!("more than {limit} nodes (aliases counted as expanded)"),
            );
            (message, "--max-nodes")
        } else {
            return None;
        };
        Some(Diagnostic::error("read::limit", span, message).help(Wording::new(
            format!("确需如此，可用 {option} 提高上限"),
            format!("if this is meant, raise the limit with {option}"),
        )))
    }
}
