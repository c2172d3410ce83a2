//! Builds a data tree from parser events, inside the limits on depth and number of nodes.

use std::collections::HashMap;

use crate::diagnostic::{Diagnostic, Diagnostics, Wording};
use crate::document::{Node, NodeKind};
use crate::source::{SourceId, Span, Spanned};

use super::codes;
use super::limits::Limits;
use super::long_number;

/// The reading cannot go on; the reason is in the diagnostics.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stop;

/// Builds a tree from its leaves and brackets, given in text order. Not recursive: depth costs no stack.
#[derive(Debug)]
pub(super) struct TreeBuilder<'d> {
    source: SourceId,
    limits: Limits,
    diagnostics: &'d mut Diagnostics,
    open: Vec<Container>,
    nodes: usize,
    duplicates: usize,
    root: Option<Node>,
}

/// A list or map that is not closed yet.
#[derive(Debug)]
struct Container {
    start: usize,
    items: Items,
}

#[derive(Debug)]
enum Items {
    List(Vec<Node>),
    Map { entries: Vec<(Spanned<String>, Node)>, key: Option<Spanned<String>>, index: KeyIndex },
}

/// What a tree costs: its size and its height.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cost {
    nodes: usize,
    height: usize,
}

impl<'d> TreeBuilder<'d> {
    /// The depth above which nobody nests on purpose; it also bounds the stack that dropping a tree takes.
    const DEEPEST: usize = 512;

    /// Starts without a root.
    pub(super) fn new(source: SourceId, limits: &Limits, diagnostics: &'d mut Diagnostics) -> Self {
        let limits = Limits { depth: limits.depth.min(Self::DEEPEST), ..*limits };
        Self { source, limits, diagnostics, open: Vec::new(), nodes: 0, duplicates: 0, root: None }
    }

    /// The greatest depth allowed here.
    pub(super) fn deepest(&self) -> usize {
        self.limits.depth
    }

    /// Where mistakes go.
    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// A place in the source.
    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.source, start.min(end), end)
    }

    /// True where a map waits for a key.
    pub(super) fn wants_key(&self) -> bool {
        matches!(self.open.last(), Some(Container { items: Items::Map { key: None, .. }, .. }))
    }

    /// True inside a map, false in a list or outside all.
    pub(super) fn is_in_map(&self) -> bool {
        matches!(self.open.last(), Some(Container { items: Items::Map { .. }, .. }))
    }

    /// Where the innermost open list or map begins.
    pub(super) fn innermost(&self) -> Option<usize> {
        self.open.last().map(|container| container.start)
    }

    /// Opens a list.
    pub(super) fn open_list(&mut self, start: usize) -> Result<(), Stop> {
        self.push(start, Items::List(Vec::new()))
    }

    /// Opens a map.
    pub(super) fn open_map(&mut self, start: usize) -> Result<(), Stop> {
        self.push(start, Items::Map { entries: Vec::new(), key: None, index: KeyIndex::default() })
    }

    /// Gives the key of the next value.
    pub(super) fn key(&mut self, text: String, span: Span) {
        if let Some(Container { items: Items::Map { key, .. }, .. }) = self.open.last_mut() {
            *key = Some(Spanned::new(text, span));
        }
    }

    /// Adds a leaf.
    pub(super) fn leaf(&mut self, kind: NodeKind, span: Span) -> Result<(), Stop> {
        self.count(1, span)?;
        if let NodeKind::Scalar { text, quoted: false } = &kind
            && let Some(diagnostic) = long_number::in_scalar(text, span)
        {
            self.diagnostics.push(diagnostic);
        }
        self.add(Node { kind, span });
        Ok(())
    }

    /// Adds a copy of a tree that was read before.
    pub(super) fn copy(&mut self, node: &Node, cost: Cost, span: Span) -> Result<(), Stop> {
        self.count(cost.nodes, span)?;
        if self.open.len() + cost.height > self.limits.depth {
            return Err(self.too_deep(span));
        }
        self.add(Node { kind: node.kind.clone(), span });
        Ok(())
    }

    /// Keeps a copy of the value just finished, for aliases to it; that costs nodes too.
    pub(super) fn last_value(&mut self) -> Result<Option<(Node, Cost)>, Stop> {
        let last = match self.open.last() {
            Some(Container { items: Items::List(items), .. }) => items.last(),
            Some(Container { items: Items::Map { entries, .. }, .. }) => entries.last().map(|(_, node)| node),
            None => self.root.as_ref(),
        };
        let Some(node) = last.cloned() else { return Ok(None) };
        let cost = cost(&node);
        self.count(cost.nodes, node.span)?;
        Ok(Some((node, cost)))
    }

    /// Closes the innermost list or map.
    pub(super) fn close(&mut self, end: usize) {
        if let Some(container) = self.open.pop() {
            let kind = match container.items {
                Items::List(items) => NodeKind::List(items),
                Items::Map { entries, .. } => NodeKind::Map(entries),
            };
            let span = self.span(container.start, end.max(container.start));
            self.add(Node { kind, span });
        }
    }

    /// The tree; says so where there is none, or nothing but a word.
    pub(super) fn finish(mut self) -> Option<Node> {
        let root = self.root.take();
        let place = match &root {
            Some(Node { kind: NodeKind::Null | NodeKind::Bool(_) | NodeKind::Scalar { .. }, span }) => Some(*span),
            Some(Node { kind: NodeKind::List(_) | NodeKind::Map(_), .. }) => None,
            None => Some(self.span(0, 0)),
        };
        if let Some(place) = place {
            self.report(no_keys(place));
        }
        root
    }

    fn push(&mut self, start: usize, items: Items) -> Result<(), Stop> {
        let span = self.span(start, start + 1);
        self.count(1, span)?;
        if self.open.len() >= self.limits.depth {
            return Err(self.too_deep(span));
        }
        self.open.push(Container { start, items });
        Ok(())
    }

    fn add(&mut self, node: Node) {
        match self.open.last_mut() {
            None => self.root = Some(node),
            Some(Container { items: Items::List(items), .. }) => items.push(node),
            Some(Container { items: Items::Map { entries, key, index }, .. }) => {
                let Some(key) = key.take() else { return };
                match index.find_or_add(&key.value, entries) {
                    None => entries.push((key, node)),
                    Some(first) => self.duplicate(first, &key),
                }
            }
        }
    }

    fn duplicate(&mut self, first: Span, key: &Spanned<String>) {
        // A generated file may repeat its keys a million times.
        const MOST: usize = 20;
        self.duplicates += 1;
        if self.duplicates > MOST {
            return;
        }
        let name = shortened(&key.value);
        let message = Wording::new(
            format!("键“{name}”在同一组数据中出现了两次"),
            format!("the key `{name}` stands twice in one map"),
        );
        let diagnostic = Diagnostic::error(codes::DUPLICATE_KEY, key.span, message)
            .saying(Wording::new("第二次，未采用", "again here; not used"))
            .and(first, Wording::new("第一次", "first here"))
            .help(Wording::new("请删去一个，或改用不同的键名", "remove one of them, or give it another name"));
        self.diagnostics.push(diagnostic);
    }

    fn count(&mut self, nodes: usize, span: Span) -> Result<(), Stop> {
        self.nodes = self.nodes.saturating_add(nodes);
        if self.nodes <= self.limits.nodes {
            return Ok(());
        }
        let most = self.limits.nodes;
        let message = Wording::new(
            format!("数据超过 {most} 项（展开引用后），到此为止"),
            format!("the data has more than {most} values (aliases expanded); reading stops here"),
        );
        self.diagnostics.push(Diagnostic::error(codes::TOO_MANY_NODES, span, message).help(Wording::new(
            "请检查是否层层引用了锚点；数据确实这样多时用 --max-nodes 提高上限",
            "look for aliases of aliases; if the data is really that large, raise the limit with --max-nodes",
        )));
        Err(Stop)
    }

    /// Says that data is nested too deep.
    pub(super) fn too_deep(&mut self, span: Span) -> Stop {
        let most = self.limits.depth;
        let message =
            Wording::new(format!("数据嵌套超过 {most} 层"), format!("the data is nested deeper than {most} levels"));
        self.diagnostics.push(Diagnostic::error(codes::TOO_DEEP, span, message).help(Wording::new(
            format!("绩效数据一般不超过 5 层；确需更深时用 --max-depth 提高上限（最多 {}）", Self::DEEPEST),
            format!(
                "evaluation data rarely passes 5 levels; raise the limit with --max-depth (at most {})",
                Self::DEEPEST
            ),
        )));
        Stop
    }
}

/// A file of nothing but words: typed with full-width colons, YAML is one long text.
fn no_keys(span: Span) -> Diagnostic {
    let message = Wording::new("文件中没有“键: 值”形式的数据", "the file holds no `key: value` data");
    Diagnostic::error(codes::NO_KEYS, span, message).help(Wording::new(
        "键名后的冒号须用半角“:”加空格；如果是文字报告，请把扩展名改为 .txt",
        "the colon behind a key is half-width, with a blank behind it; rename a narrative report to .txt",
    ))
}

/// Finds repeated keys: by looking through small maps, by a table in large ones.
#[derive(Debug, Default)]
struct KeyIndex {
    table: HashMap<String, Span>,
}

impl KeyIndex {
    const SMALL: usize = 12;

    /// The place of the key where the map has it; otherwise notes it.
    fn find_or_add(&mut self, key: &str, entries: &[(Spanned<String>, Node)]) -> Option<Span> {
        if entries.len() < Self::SMALL {
            return entries.iter().find(|(name, _)| name.value == key).map(|(name, _)| name.span);
        }
        // Filled when the map stops being small, and kept up with the one key pushed since.
        let noted = self.table.len();
        self.table.extend(entries.iter().skip(noted).map(|(name, _)| (name.value.clone(), name.span)));
        self.table.get(key).copied()
    }
}

/// Counts a tree; long texts count more, so that copies of them are bounded too.
fn cost(node: &Node) -> Cost {
    const BYTES_PER_NODE: usize = 32;
    let of_text = |text: &str| text.len() / BYTES_PER_NODE;
    let join = |sum: Cost, child: Cost, key: usize| Cost {
        nodes: sum.nodes + child.nodes + key,
        height: sum.height.max(child.height + 1),
    };
    let one = Cost { nodes: 1, height: 1 };
    match &node.kind {
        NodeKind::Null | NodeKind::Bool(_) => Cost { nodes: 1, height: 0 },
        NodeKind::Scalar { text, .. } => Cost { nodes: 1 + of_text(text), height: 0 },
        // The recursion is as deep as the tree, which is bounded.
        NodeKind::List(items) => items.iter().fold(one, |sum, item| join(sum, cost(item), 0)),
        NodeKind::Map(entries) => {
            entries.iter().fold(one, |sum, (key, node)| join(sum, cost(node), of_text(&key.value)))
        }
    }
}

/// A text short enough for a message.
pub(super) fn shortened(text: &str) -> String {
    const MOST: usize = 40;
    let mut short: String = text.chars().take(MOST).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}
