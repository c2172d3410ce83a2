//! Goes through a part once and keeps the paragraphs that are to be written into.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use quick_xml::events::{BytesStart, Event};
use quick_xml::name::ResolveResult;
use quick_xml::reader::NsReader;

use super::super::PatchError;
use super::paragraph::{Kind, Node, Paragraph};
use super::part::{Vocabulary, WORD, attribute, mark_length};
use super::unfit;

/// What to look for in a part.
#[derive(Debug, Default)]
pub(super) struct Wanted {
    /// Paragraphs that hold one of these bytes; in order.
    pub(super) places: Vec<usize>,
    /// Paragraphs that refer to one of these notes.
    pub(super) notes: BTreeSet<NoteName>,
    /// The first paragraph.
    pub(super) first: bool,
}

/// The number of a footnote or an endnote, as it is written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct NoteName {
    pub(super) is_endnote: bool,
    pub(super) number: String,
}

/// What was found.
#[derive(Debug)]
pub(super) struct Scan {
    pub(super) vocabulary: Vocabulary,
    /// The name of the root: `document`, `hdr` …
    pub(super) root: String,
    /// The paragraphs asked for, in order.
    pub(super) paragraphs: Vec<Paragraph>,
    /// Where the ranges of comments begin and end, by number.
    pub(super) comments: BTreeMap<u32, (Option<usize>, Option<usize>)>,
    /// The greatest number given to anything.
    pub(super) greatest: u32,
    /// Notes that stand in this part.
    pub(super) notes: Vec<(Range<usize>, NoteName)>,
    /// The paragraph and the place of the sign of each note asked for.
    pub(super) signs: BTreeMap<NoteName, (usize, usize)>,
}

impl Scan {
    /// The paragraph that holds a byte.
    pub(super) fn paragraph(&self, at: usize) -> Option<(usize, &Paragraph)> {
        let index = self.paragraphs.partition_point(|paragraph| paragraph.whole().start <= at).checked_sub(1)?;
        let paragraph = self.paragraphs.get(index)?;
        paragraph.whole().contains(&at).then_some((index, paragraph))
    }

    /// The note that holds a byte.
    pub(super) fn note(&self, at: usize) -> Option<&NoteName> {
        self.notes.iter().find(|(range, _)| range.contains(&at)).map(|(_, name)| name)
    }
}

/// A paragraph of more elements is not written into: the largest of real files have some thousands.
const MOST_NODES: usize = 1 << 20;

/// What properties of a content control say where it holds no text with looks of its own.
const HELD: [&str; 6] = ["text", "dropDownList", "comboBox", "date", "dataBinding", "citation"];

/// Goes through a part.
pub(super) fn scan(part: &str, xml: &str, wanted: &Wanted) -> Result<Scan, PatchError> {
    let before = mark_length(xml);
    let mut reader = NsReader::from_str(xml.get(before..).unwrap_or(xml));
    reader.config_mut().expand_empty_elements = true;
    let mut walk: Option<Walk<'_>> = None;
    loop {
        let start = before + position(&reader);
        let event = reader.read_event().map_err(|_| unfit(part))?;
        let range = start..before + position(&reader);
        match event {
            Event::Start(element) => {
                let (namespace, name) = reader.resolver().resolve_element(element.name());
                let is_word = matches!(namespace, ResolveResult::Bound(it) if WORD.contains(&it.into_inner()));
                let name = if is_word { name.into_inner() } else { "" };
                let walk = walk.get_or_insert_with(|| Walk::begin(&element, name, wanted));
                walk.open(&element, name, range).ok_or_else(|| unfit(part))?;
            }
            Event::End(_) => walk.as_mut().ok_or_else(|| unfit(part))?.close(range),
            Event::CData(_) => walk.iter_mut().for_each(Walk::data),
            Event::Eof => return walk.map(|walk| walk.out).ok_or_else(|| unfit(part)),
            _ => {}
        }
    }
}

fn position(reader: &NsReader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
}

struct Walk<'w> {
    wanted: &'w Wanted,
    out: Scan,
    /// For each open element, its node in the paragraph; `None` outside of one.
    open: Vec<Option<usize>>,
    paragraph: Paragraph,
    /// How many paragraphs are open, and how many fields.
    paragraphs: usize,
    fields: usize,
    /// Where the outermost field of this paragraph begins: at its run.
    field: Option<usize>,
    signs: Vec<(NoteName, usize)>,
    notes: Vec<(usize, usize, NoteName)>,
    /// The cells that are open: their depth and first byte.
    cells: Vec<(usize, usize)>,
}

impl<'w> Walk<'w> {
    fn begin(root: &BytesStart<'_>, name: &str, wanted: &'w Wanted) -> Self {
        let out = Scan {
            vocabulary: Vocabulary::of_root(root),
            root: name.to_owned(),
            paragraphs: Vec::new(),
            comments: BTreeMap::new(),
            greatest: 0,
            notes: Vec::new(),
            signs: BTreeMap::new(),
        };
        Self {
            wanted,
            out,
            open: Vec::new(),
            paragraph: Paragraph::default(),
            paragraphs: 0,
            fields: 0,
            field: None,
            signs: Vec::new(),
            notes: Vec::new(),
            cells: Vec::new(),
        }
    }

    /// `None` where a paragraph has too many elements.
    fn open(&mut self, element: &BytesStart<'_>, name: &str, range: Range<usize>) -> Option<()> {
        self.out.vocabulary.see(element);
        let number = if element.contains("id=") { attribute(element, "id") } else { None };
        if let Some(number) = number.as_ref().and_then(|it| it.parse::<u32>().ok()) {
            if !name.is_empty() {
                self.out.greatest = self.out.greatest.max(number);
            }
            match name {
                "commentRangeStart" => self.out.comments.entry(number).or_default().0 = Some(range.end),
                "commentRangeEnd" => self.out.comments.entry(number).or_default().1 = Some(range.start),
                _ => {}
            }
        }
        let kind = kind(name, element);
        match (name, number) {
            ("tc", _) => self.cells.push((self.open.len(), range.start)),
            ("footnote" | "endnote", Some(number)) => {
                let name = NoteName { is_endnote: name == "endnote", number };
                self.notes.push((self.open.len(), range.start, name));
            }
            ("footnoteReference" | "endnoteReference", Some(number)) => {
                let name = NoteName { is_endnote: name == "endnoteReference", number };
                if self.paragraphs == 1 && self.wanted.notes.contains(&name) {
                    self.signs.push((name, range.start));
                }
            }
            _ => {}
        }
        if kind == Kind::Paragraph {
            self.paragraphs += 1;
        }
        let node = if self.paragraphs > 0 { Some(self.node(kind, range)?) } else { None };
        if HELD.contains(&name) {
            self.hold(node);
        }
        self.open.push(node);
        self.field(kind, node);
        Some(())
    }

    fn node(&mut self, kind: Kind, open: Range<usize>) -> Option<usize> {
        let index = self.paragraph.nodes.len();
        if index == 0 {
            self.paragraph.open_field = (self.fields > 0).then_some(open.start..usize::MAX);
        }
        let parent = self.open.last().copied().flatten().unwrap_or(0);
        let close = open.end..open.end;
        self.paragraph.nodes.push(Node { kind, parent, open, close });
        (index < MOST_NODES).then_some(index)
    }

    /// Keeps a content control in one piece whose words are more than text of the paragraph.
    fn hold(&mut self, child: Option<usize>) {
        let parent = |index: usize| self.paragraph.nodes.get(index).map(|node| node.parent);
        let control = child.and_then(parent).and_then(parent);
        if let Some(node) = control.and_then(|index| self.paragraph.nodes.get_mut(index))
            && node.kind == Kind::Through
        {
            node.kind = Kind::Other;
        }
    }

    /// Counts the signs of fields; those of text boxes stand for themselves.
    fn field(&mut self, kind: Kind, node: Option<usize>) {
        let (Some(node), 1) = (node, self.paragraphs) else { return };
        let run = self.paragraph.nodes.get(node).map_or(0, |it| it.parent);
        let at = self.paragraph.nodes.get(run).map_or(0, |it| it.open.start);
        match kind {
            Kind::FieldBegin => {
                if self.fields == 0 {
                    self.field = Some(at);
                }
                self.fields += 1;
            }
            Kind::FieldEnd => {
                self.fields = self.fields.saturating_sub(1);
                match self.field.take_if(|_| self.fields == 0) {
                    // The end of the run is not known yet: `finish` widens it.
                    Some(begin) => self.paragraph.fields.push(begin..at),
                    None if self.fields == 0 => {
                        self.paragraph.open_field.iter_mut().for_each(|field| field.end = at);
                    }
                    None => {}
                }
            }
            _ => {}
        }
    }

    /// Text that is written as `<![CDATA[…]]>` is not parted.
    fn data(&mut self) {
        if let Some(node) = self.open.last().copied().flatten().and_then(|index| self.paragraph.nodes.get_mut(index)) {
            node.kind = Kind::Other;
        }
    }

    fn close(&mut self, range: Range<usize>) {
        let node = self.open.pop().flatten();
        let end = range.end;
        if let Some((_, start, name)) = self.notes.pop_if(|(depth, ..)| *depth == self.open.len()) {
            self.out.notes.push((start..end, name));
        }
        self.cells.pop_if(|(depth, _)| *depth == self.open.len());
        let Some(node) = node.and_then(|index| self.paragraph.nodes.get_mut(index)) else { return };
        node.close = range;
        if node.kind == Kind::Paragraph {
            self.paragraphs -= 1;
            if self.paragraphs == 0 {
                self.finish();
            }
        }
    }

    /// Keeps the paragraph if it was asked for.
    fn finish(&mut self) {
        let mut paragraph = std::mem::take(&mut self.paragraph);
        let signs = std::mem::take(&mut self.signs);
        if let Some(begin) = self.field.take() {
            paragraph.open_field = Some(begin..usize::MAX);
        }
        let whole = paragraph.whole();
        let place = self.wanted.places.partition_point(|place| *place < whole.start);
        let has_place = self.wanted.places.get(place).is_some_and(|place| *place < whole.end);
        let is_first = self.wanted.first && self.out.paragraphs.is_empty();
        if !has_place && signs.is_empty() && !is_first {
            return;
        }
        let mut fields = std::mem::take(&mut paragraph.fields);
        for field in &mut fields {
            field.end = paragraph.node(paragraph.leaf(field.end)).map_or(field.end, |run| run.close.end);
        }
        paragraph.fields = fields;
        paragraph.cell = self.cells.last().map(|(_, start)| *start);
        let number = self.out.paragraphs.len();
        self.out.signs.extend(signs.into_iter().map(|(name, at)| (name, (number, at))));
        self.out.paragraphs.push(paragraph);
    }
}

fn kind(name: &str, element: &BytesStart<'_>) -> Kind {
    match name {
        "p" => Kind::Paragraph,
        "r" => Kind::Run,
        "rPr" | "pPr" => Kind::Properties,
        "rPrChange" => Kind::FormatChange,
        "t" => Kind::Text,
        "tab" | "br" | "cr" | "noBreakHyphen" | "softHyphen" | "lastRenderedPageBreak" | "sym" | "ptab" => Kind::Glyph,
        "fldChar" => match attribute(element, "fldCharType").as_deref() {
            Some("begin") => Kind::FieldBegin,
            Some("end") => Kind::FieldEnd,
            _ => Kind::Other,
        },
        "footnoteReference" | "endnoteReference" => Kind::NoteSign,
        "smartTag" | "customXml" => Kind::Tag,
        "hyperlink" | "sdt" | "sdtContent" | "bdo" | "dir" => Kind::Through,
        "ins" => Kind::Inserted,
        "moveTo" => Kind::Moved,
        "del" | "moveFrom" => Kind::Deleted,
        _ => Kind::Other,
    }
}
