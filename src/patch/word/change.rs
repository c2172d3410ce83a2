//! Whether words can be replaced by a tracked change, and what of the paragraph it touches.

use std::ops::Range;

use super::paragraph::{Kind, Paragraph, Spot};
use super::target::Target;

/// A tracked change in a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Change {
    /// What is struck out: a piece of a run each.
    pub(super) struck: Vec<Piece>,
    /// Where the new words stand.
    pub(super) spot: Spot,
    /// The insertion of another that has to end before the new words and go on behind them.
    pub(super) parts: Option<usize>,
    /// The run whose looks the new words take.
    pub(super) like: usize,
}

/// A piece of a run, from between two of its children or characters to another such place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) run: usize,
    pub(super) bytes: Range<usize>,
}

/// Plans to replace these words. `None` where they do not stand in runs of one paragraph that can be parted: in a field,
/// a formula, a text box, in several cells, moved by another, or with a picture or the sign of a note between.
pub(super) fn replacing(paragraph: &Paragraph, target: &Target) -> Option<Change> {
    if !target.is_all || !paragraph.whole().contains(&target.xml.end) || holds_field(paragraph, &target.xml) {
        return None;
    }
    let mut struck: Vec<Piece> = Vec::new();
    for words in &target.pieces {
        let run = editable(paragraph, words.start)?;
        let start = paragraph.before(words.start);
        let end = paragraph.after(words.end);
        let content = paragraph.content(run);
        let bytes = start.run.map_or(content.start, |_| start.at)..end.run.map_or(content.end, |_| end.at);
        match struck.last_mut().filter(|last| last.run == run) {
            Some(last) => last.bytes.end = bytes.end,
            None => struck.push(Piece { run, bytes }),
        }
    }
    let is_plain = |piece: &Piece| {
        let inside = paragraph.children(piece.run).filter(|(_, child)| piece.bytes.contains(&child.open.start));
        inside.into_iter().all(|(_, child)| matches!(child.kind, Kind::Text | Kind::Glyph))
    };
    if !struck.iter().all(is_plain) {
        return None;
    }
    let like = struck.first()?.run;
    let (spot, parts) = behind(paragraph, struck.last()?.run, target.xml.end)?;
    Some(Change { struck, spot, parts, like })
}

/// Plans to put words in behind the character that ends at a byte.
pub(super) fn inserting(paragraph: &Paragraph, end: usize) -> Option<Change> {
    let run = editable(paragraph, end.checked_sub(1)?)?;
    let (spot, parts) = behind(paragraph, run, end)?;
    Some(Change { struck: Vec::new(), spot, parts, like: run })
}

/// The run that holds a character, where tracked changes are allowed in it.
fn editable(paragraph: &Paragraph, at: usize) -> Option<usize> {
    let run = paragraph.run(paragraph.leaf(at))?;
    let kinds = || paragraph.chain(run).into_iter().filter_map(|index| paragraph.node(index)).map(|node| node.kind);
    let is_moved = kinds().any(|kind| kind == Kind::Moved);
    // Only an insertion right round the run can be parted.
    let insertions = kinds().filter(|kind| *kind == Kind::Inserted).count();
    let is_near = around(paragraph, run).is_some();
    let is_sound = !is_moved && insertions == usize::from(is_near) && !paragraph.is_in_field(at);
    is_sound.then_some(run)
}

/// The insertion that a run stands in.
fn around(paragraph: &Paragraph, run: usize) -> Option<usize> {
    let parent = paragraph.node(run)?.parent;
    (paragraph.node(parent)?.kind == Kind::Inserted).then_some(parent)
}

/// Where new words stand behind a character, and the insertion they part.
fn behind(paragraph: &Paragraph, run: usize, end: usize) -> Option<(Spot, Option<usize>)> {
    let spot = paragraph.after(end);
    let Some(around) = around(paragraph, run) else { return Some((spot, None)) };
    let (outer, inner) = (paragraph.node(around)?, paragraph.node(run)?);
    let is_last = spot.run.is_none() && inner.close.end == outer.close.start;
    Some(if is_last { (Spot { at: outer.close.end, run: None }, None) } else { (spot, Some(around)) })
}

/// True where a field begins or ends among these bytes.
fn holds_field(paragraph: &Paragraph, bytes: &Range<usize>) -> bool {
    let first = paragraph.nodes.partition_point(|node| node.open.start < bytes.start);
    let inside = paragraph.nodes.iter().skip(first).take_while(|node| node.open.start < bytes.end);
    inside.into_iter().any(|node| matches!(node.kind, Kind::FieldBegin | Kind::FieldEnd))
}
