//! Puts markers and tracked changes into the XML of a part; what they do not touch stays as it is, byte for byte.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::diagnostic::Wording;

use super::super::PatchError;
use super::change::Change;
use super::paragraph::{Kind, Node, Paragraph, Spot};
use super::part::{Vocabulary, with_id};

/// Who writes comments and changes.
pub(super) const AUTHOR: &str = "规矩";

/// Numbers that nothing in the file has yet.
#[derive(Debug)]
pub(super) struct Numbers {
    next: u32,
}

impl Numbers {
    /// Begins above the greatest number there is.
    pub(super) fn above(greatest: u32) -> Self {
        Self { next: greatest.saturating_add(1) }
    }

    /// The next number; Word takes those of 31 bits.
    pub(super) fn take(&mut self) -> Result<u32, PatchError> {
        let number = self.next;
        self.next = number.saturating_add(1);
        if i32::try_from(number).is_ok() {
            return Ok(number);
        }
        Err(PatchError {
            why: Wording::new("修订和批注的编号已用完", "its changes and comments have used up all numbers"),
        })
    }
}

/// What stands first where several things are put in at one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Turn {
    /// New words of a change, by the turn of their mark, and the comment on them.
    New(usize, Step),
    /// A comment ends.
    End,
    /// A comment begins.
    Start,
}

/// What of a change stands first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    /// The comment begins.
    Begin,
    /// The new words.
    Words,
    /// The comment ends.
    End,
}

/// What is put into one part.
#[derive(Debug)]
pub(super) struct Edits<'x> {
    xml: &'x str,
    vocabulary: &'x Vocabulary,
    paragraphs: &'x [Paragraph],
    /// At each place, in turn.
    added: BTreeMap<usize, Vec<(Turn, String)>>,
    /// The runs that are parted, with their paragraphs.
    runs: BTreeMap<(usize, usize), Parting>,
}

/// Where a run is parted and what of it is struck out.
#[derive(Debug, Default)]
struct Parting {
    cuts: Vec<usize>,
    struck: Vec<Range<usize>>,
}

impl<'x> Edits<'x> {
    pub(super) fn new(xml: &'x str, vocabulary: &'x Vocabulary, paragraphs: &'x [Paragraph]) -> Self {
        Self { xml, vocabulary, paragraphs, added: BTreeMap::new(), runs: BTreeMap::new() }
    }

    /// True where nothing was put in.
    pub(super) fn is_empty(&self) -> bool {
        self.added.is_empty() && self.runs.is_empty()
    }

    /// Puts markup at a place of a paragraph.
    pub(super) fn put(&mut self, paragraph: usize, spot: Spot, turn: Turn, markup: String) {
        if let Some(run) = spot.run {
            self.runs.entry((paragraph, run)).or_default().cuts.push(spot.at);
        }
        self.added.entry(spot.at).or_default().push((turn, markup));
    }

    /// Strikes words out and puts others behind them.
    pub(super) fn change(
        &mut self,
        paragraph: usize,
        change: &Change,
        words: &str,
        turn: usize,
        numbers: &mut Numbers,
    ) -> Result<(), PatchError> {
        for piece in &change.struck {
            let parting = self.runs.entry((paragraph, piece.run)).or_default();
            parting.cuts.extend([piece.bytes.start, piece.bytes.end]);
            parting.struck.push(piece.bytes.clone());
        }
        if words.is_empty() {
            return Ok(());
        }
        let Some(tree) = self.paragraphs.get(paragraph) else { return Ok(()) };
        let vocabulary = self.vocabulary;
        let properties = tree.properties(change.like).map_or_else(String::new, |node| self.looks(tree, node));
        let mut markup = format!(
            "{}{}{properties}{}{}{}",
            self.tracked("ins", numbers)?,
            vocabulary.open("r") + ">",
            vocabulary.text(words),
            vocabulary.close("r"),
            vocabulary.close("ins")
        );
        if let Some(outer) = change.parts.and_then(|index| tree.node(index)) {
            let again = numbered(self.slice(&outer.open), numbers.take()?);
            markup = format!("{}{markup}{again}", self.slice(&outer.close));
        }
        self.put(paragraph, change.spot, Turn::New(turn, Step::Words), markup);
        Ok(())
    }

    /// The part with everything put in.
    pub(super) fn apply(mut self, numbers: &mut Numbers) -> Result<String, PatchError> {
        let mut pieces: Vec<(Range<usize>, String)> = Vec::new();
        for ((paragraph, run), mut parting) in std::mem::take(&mut self.runs) {
            let Some(tree) = self.paragraphs.get(paragraph) else { continue };
            parting.cuts.sort_unstable();
            parting.cuts.dedup();
            if let Some(node) = tree.node(run) {
                let parted = self.parted(tree, run, node, &parting, numbers)?;
                pieces.push((node.whole(), parted));
            }
        }
        for (at, added) in std::mem::take(&mut self.added) {
            pieces.push(self.opened(at, in_turn(added)));
        }
        pieces.sort_by_key(|(range, _)| (range.start, range.end));
        let mut out = String::with_capacity(self.xml.len() + 4096);
        let mut done = 0;
        for (range, text) in pieces {
            out.push_str(self.slice(&(done..range.start)));
            out.push_str(&text);
            done = range.end;
        }
        out.push_str(self.slice(&(done..self.xml.len())));
        Ok(out)
    }

    /// Markup at a place; where that is behind a paragraph closed at once (`<w:p/>`), inside of it.
    fn opened(&self, at: usize, markup: String) -> (Range<usize>, String) {
        let closed = |node: &&Node| node.close.is_empty() && node.open.end == at;
        // Only the first one of a file without words is written into.
        let paragraph = self.paragraphs.first().and_then(|it| it.nodes.first()).filter(closed);
        let end = paragraph.and_then(|node| self.slice(&node.open).strip_suffix("/>"));
        let name = end.and_then(|tag| tag.get(1..)?.split(char::is_whitespace).next());
        match name {
            Some(name) => (at - "/>".len()..at, format!(">{markup}</{name}>")),
            None => (at..at, markup),
        }
    }

    /// A run in as many runs as it is parted into, with what stands between.
    fn parted(
        &mut self,
        tree: &Paragraph,
        run: usize,
        node: &Node,
        parting: &Parting,
        numbers: &mut Numbers,
    ) -> Result<String, PatchError> {
        let content = tree.content(run);
        let inner = parting.cuts.iter().copied().filter(|cut| content.start < *cut && *cut < content.end);
        let ends: Vec<usize> = inner.chain([content.end]).collect();
        let mut out = String::new();
        let mut start = content.start;
        let head = node.open.end..content.start;
        for end in ends {
            let is_first = start == content.start;
            if !is_first {
                out += &self.added.remove(&start).map_or_else(String::new, in_turn);
            }
            let is_struck = parting.struck.iter().any(|struck| struck.start <= start && end <= struck.end);
            if is_struck {
                out += &self.tracked("del", numbers)?;
            }
            out.push_str(self.slice(&node.open));
            out += &if is_first { self.slice(&head).to_owned() } else { self.head_again(tree, run, &head, numbers)? };
            out += &self.content(tree, run, start..end, is_struck);
            out.push_str(self.slice(&node.close));
            if is_struck {
                out += &self.vocabulary.close("del");
            }
            start = end;
        }
        Ok(out)
    }

    /// The properties of a run once more: a tracked change of format gets a number of its own.
    fn head_again(
        &self,
        tree: &Paragraph,
        run: usize,
        head: &Range<usize>,
        numbers: &mut Numbers,
    ) -> Result<String, PatchError> {
        let change = tree.children(run).find(|(_, node)| node.kind == Kind::Properties);
        let change = change.and_then(|(index, _)| tree.children(index).find(|(_, it)| it.kind == Kind::FormatChange));
        let Some((_, change)) = change else { return Ok(self.slice(head).to_owned()) };
        let again = numbered(self.slice(&change.open), numbers.take()?);
        let (before, after) = (head.start..change.open.start, change.open.end..head.end);
        Ok(format!("{}{again}{}", self.slice(&before), self.slice(&after)))
    }

    /// Run properties without the account of how they were changed.
    fn looks(&self, tree: &Paragraph, properties: &Node) -> String {
        let whole = properties.whole();
        let inside = |node: &&Node| node.kind == Kind::FormatChange && whole.contains(&node.open.start);
        match tree.nodes.iter().find(inside) {
            Some(change) => {
                let (before, after) = (whole.start..change.open.start, change.close.end..whole.end);
                format!("{}{}", self.slice(&before), self.slice(&after))
            }
            None => self.slice(&whole).to_owned(),
        }
    }

    /// A piece of what stands in a run.
    fn content(&self, tree: &Paragraph, run: usize, bytes: Range<usize>, is_struck: bool) -> String {
        let mut out = String::new();
        let mut done = bytes.start;
        for (_, child) in tree.children(run).filter(|(_, child)| child.kind == Kind::Text) {
            let whole = child.whole();
            let is_cut = whole.start < bytes.start || bytes.end < whole.end;
            if whole.end <= bytes.start || bytes.end <= whole.start || !(is_cut || is_struck) {
                continue;
            }
            if done < whole.start {
                out.push_str(self.slice(&(done..whole.start)));
            }
            let words = child.open.end.max(bytes.start)..child.close.start.min(bytes.end).max(child.open.end);
            out += &self.text(child, &words, is_struck);
            done = whole.end.min(bytes.end);
        }
        out.push_str(self.slice(&(done..bytes.end)));
        out
    }

    /// A text element with some of its words, blanks at its ends kept.
    fn text(&self, child: &Node, words: &Range<usize>, is_struck: bool) -> String {
        let tag = self.slice(&child.open).trim_end_matches(['>', '/']).trim_end();
        let (name, attributes) = tag.split_at(tag.find(char::is_whitespace).unwrap_or(tag.len()));
        let name = name.trim_start_matches('<');
        let local = if is_struck { "delText" } else { "t" };
        let name = name.rsplit_once(':').map_or(local.to_owned(), |(prefix, _)| format!("{prefix}:{local}"));
        let mut text = self.slice(words);
        let has_edge = (child.open.end < words.start && text.starts_with(char::is_whitespace))
            || (words.end < child.close.start && text.ends_with(char::is_whitespace));
        let mut space = "";
        if has_edge && !attributes.contains("xml:space") {
            space = " xml:space=\"preserve\"";
            // The blanks at its old borders were not shown, and are not now.
            if words.start == child.open.end {
                text = text.trim_ascii_start();
            }
            if words.end == child.close.start {
                text = text.trim_ascii_end();
            }
        }
        format!("<{name}{attributes}{space}>{text}</{name}>")
    }

    /// `<w:ins …>`, `<w:del …>`
    fn tracked(&self, name: &str, numbers: &mut Numbers) -> Result<String, PatchError> {
        let vocabulary = self.vocabulary;
        let number = numbers.take()?.to_string();
        let (id, author) = (vocabulary.attribute("id", &number), vocabulary.attribute("author", AUTHOR));
        Ok(format!("{}{id}{author}>", vocabulary.open(name)))
    }

    fn slice(&self, range: &Range<usize>) -> &'x str {
        self.xml.get(range.clone()).unwrap_or("")
    }
}

/// The start of an element once more, under a number of its own.
fn numbered(tag: &str, number: u32) -> String {
    with_id(tag, number).unwrap_or_else(|| tag.to_owned())
}

/// Several things put in at one place, as one text.
fn in_turn(mut added: Vec<(Turn, String)>) -> String {
    added.sort_by_key(|(turn, _)| *turn);
    added.into_iter().map(|(_, markup)| markup).collect()
}
