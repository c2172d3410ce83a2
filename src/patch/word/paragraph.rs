//! One paragraph of a part as a tree of byte ranges, and where in it a marker may stand.

use std::ops::Range;

/// What an element is to those who write into a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// `w:p`: the paragraph itself, and those of text boxes in it.
    Paragraph,
    /// `w:r`
    Run,
    /// `w:rPr`, `w:pPr`
    Properties,
    /// `w:rPrChange`
    FormatChange,
    /// `w:t` that can be parted.
    Text,
    /// A child of a run that stands for a character: `w:tab`, `w:br` …
    Glyph,
    /// `w:fldChar` that begins a field.
    FieldBegin,
    /// `w:fldChar` that ends one.
    FieldEnd,
    /// The sign of a footnote or an endnote.
    NoteSign,
    /// A container of runs that may be parted: `w:hyperlink`, `w:sdtContent` …
    Through,
    /// `w:smartTag`, `w:customXml`: parted for what lies wholly inside.
    Tag,
    /// `w:ins`: a tracked insertion.
    Inserted,
    /// `w:moveTo`: words moved here.
    Moved,
    /// `w:del`, `w:moveFrom`: what is no text any more.
    Deleted,
    /// Anything else, which stays whole.
    Other,
}

impl Kind {
    /// True for what may stand round a run that is parted.
    fn may_part(self) -> bool {
        matches!(self, Self::Through | Self::Tag | Self::Inserted | Self::Moved)
    }
}

/// An element.
#[derive(Debug, Clone)]
pub(super) struct Node {
    pub(super) kind: Kind,
    /// Index of the element around; the paragraph is its own.
    pub(super) parent: usize,
    /// Bytes of its start.
    pub(super) open: Range<usize>,
    /// Bytes of its end; empty where it is closed at once.
    pub(super) close: Range<usize>,
}

impl Node {
    /// All its bytes.
    pub(super) fn whole(&self) -> Range<usize> {
        self.open.start..self.close.end
    }
}

/// A paragraph that stands in no other.
#[derive(Debug, Clone, Default)]
pub(super) struct Paragraph {
    /// In the order of the part; the first is the paragraph.
    pub(super) nodes: Vec<Node>,
    /// Complex fields that begin and end here, with the runs that hold their first and last sign.
    pub(super) fields: Vec<Range<usize>>,
    /// The first byte of the table cell that it stands in.
    pub(super) cell: Option<usize>,
    /// Where in it a field of several paragraphs goes on.
    pub(super) open_field: Option<Range<usize>>,
}

/// A place where something is put in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Spot {
    /// The byte before which it stands.
    pub(super) at: usize,
    /// The run that must be parted for it.
    pub(super) run: Option<usize>,
}

impl Paragraph {
    /// All its bytes.
    pub(super) fn whole(&self) -> Range<usize> {
        self.nodes.first().map_or(0..0, Node::whole)
    }

    /// A node; the paragraph where there is none.
    pub(super) fn node(&self, index: usize) -> Option<&Node> {
        self.nodes.get(index)
    }

    /// The innermost element that holds a byte.
    pub(super) fn leaf(&self, at: usize) -> usize {
        let mut index = self.nodes.partition_point(|node| node.open.start <= at).saturating_sub(1);
        while let Some(node) = self.nodes.get(index).filter(|node| index > 0 && node.close.end <= at) {
            index = node.parent;
        }
        index
    }

    /// The elements from below the paragraph down to this one.
    pub(super) fn chain(&self, mut index: usize) -> Vec<usize> {
        let mut chain = Vec::new();
        while let Some(node) = self.nodes.get(index).filter(|_| index > 0) {
            chain.push(index);
            index = node.parent;
        }
        chain.reverse();
        chain
    }

    /// The children of an element.
    pub(super) fn children(&self, index: usize) -> impl Iterator<Item = (usize, &Node)> {
        let end = self.nodes.get(index).map_or(0, |node| node.close.end);
        let below = self.nodes.iter().enumerate().skip(index + 1).take_while(move |(_, node)| node.open.start < end);
        below.filter(move |(_, node)| node.parent == index)
    }

    /// The run whose direct child this is, where it and all around it may be parted.
    pub(super) fn run(&self, leaf: usize) -> Option<usize> {
        let chain = self.chain(leaf);
        let [around @ .., run, _] = chain.as_slice() else { return None };
        let kind = |index: &usize| self.nodes.get(*index).map(|node| node.kind);
        let may_part = |index| kind(index).is_some_and(Kind::may_part);
        let is_run = kind(run) == Some(Kind::Run) && matches!(kind(&leaf), Some(Kind::Text | Kind::Glyph));
        (is_run && around.iter().all(may_part)).then_some(*run)
    }

    /// What must stay in one piece round an element, where it must not be parted.
    fn block(&self, leaf: usize) -> Option<Range<usize>> {
        let block = match self.run(leaf) {
            Some(_) => None,
            None => {
                let is_whole = |node: &&Node| !node.kind.may_part();
                let chain = self.chain(leaf);
                let nodes = chain.iter().filter_map(|index| self.nodes.get(*index));
                let first = nodes.clone().find(is_whole).or_else(|| nodes.clone().next_back());
                Some(first.map_or_else(|| self.inside(), Node::whole))
            }
        };
        let at = block.clone().or_else(|| self.nodes.get(leaf).map(Node::whole))?;
        self.fields.iter().find(|field| field.start <= at.start && at.end <= field.end).cloned().or(block)
    }

    /// The outermost tag round the character at a byte, if one of those round it is not round the other, too: LibreOffice
    /// loses a comment that crosses its border.
    pub(super) fn tag(&self, at: usize, other: usize) -> Option<Range<usize>> {
        let around = self.chain(self.leaf(at)).into_iter().filter_map(|index| self.nodes.get(index));
        let tags: Vec<Range<usize>> = around.filter(|node| node.kind == Kind::Tag).map(Node::whole).collect();
        if tags.iter().all(|tag| tag.contains(&other)) { None } else { tags.into_iter().next() }
    }

    /// What stands between the start and the end of the paragraph.
    pub(super) fn inside(&self) -> Range<usize> {
        let properties = self.children(0).map(|(_, node)| node).next().filter(|node| node.kind == Kind::Properties);
        let start = properties.map_or(0, |node| node.close.end);
        self.nodes.first().map_or(0..0, |node| start.clamp(node.open.end, node.close.start)..node.close.start)
    }

    /// True where a byte lies in a field, whose words are made anew at any time.
    pub(super) fn is_in_field(&self, at: usize) -> bool {
        self.fields.iter().chain(&self.open_field).any(|field| field.contains(&at))
    }

    /// Where something stands right before the character at a byte.
    pub(super) fn before(&self, at: usize) -> Spot {
        let leaf = self.leaf(at);
        match (self.block(leaf), self.run(leaf), self.nodes.get(leaf)) {
            (None, Some(run), Some(node)) => {
                let is_parted = node.kind == Kind::Text && at > node.open.end;
                self.in_run(run, if is_parted { at } else { node.open.start })
            }
            (block, ..) => Spot { at: block.map_or(at, |block| block.start), run: None },
        }
    }

    /// Where something stands right behind the character that ends at a byte.
    pub(super) fn after(&self, end: usize) -> Spot {
        let leaf = self.leaf(end.saturating_sub(1));
        match (self.block(leaf), self.run(leaf), self.nodes.get(leaf)) {
            (None, Some(run), Some(node)) => {
                let is_parted = node.kind == Kind::Text && end < node.close.start;
                self.in_run(run, if is_parted { end } else { node.close.end })
            }
            (block, ..) => Spot { at: block.map_or(end, |block| block.end), run: None },
        }
    }

    /// A place in a run; before or behind it where nothing of it stands on that side.
    fn in_run(&self, run: usize, at: usize) -> Spot {
        let content = self.content(run);
        match self.nodes.get(run) {
            Some(node) if at <= content.start => Spot { at: node.open.start, run: None },
            Some(node) if at >= content.end => Spot { at: node.close.end, run: None },
            Some(_) | None => Spot { at, run: Some(run) },
        }
    }

    /// What stands in a run behind its properties.
    pub(super) fn content(&self, run: usize) -> Range<usize> {
        let mut shown = self.children(run).map(|(_, node)| node).filter(|node| node.kind != Kind::Properties);
        let first = shown.next();
        let last = shown.last().or(first);
        let end = self.nodes.get(run).map_or(0, |node| node.close.start);
        first.map_or(end, |node| node.open.start)..last.map_or(end, |node| node.close.end)
    }

    /// The properties of a run.
    pub(super) fn properties(&self, run: usize) -> Option<&Node> {
        self.children(run).map(|(_, node)| node).find(|node| node.kind == Kind::Properties)
    }
}
