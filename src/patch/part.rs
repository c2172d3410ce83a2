//! The XML of a part as an outline of its elements, into which text is spliced; it is never written anew.

use std::ops::Range;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::read::character;

use super::PatchError;

/// A part, its outermost elements, and what will be spliced in.
#[derive(Debug)]
pub(super) struct Part {
    name: String,
    text: String,
    nodes: Vec<Node>,
    splices: Vec<(Range<usize>, String)>,
}

/// An element.
#[derive(Debug)]
pub(super) struct Node {
    /// How many elements it stands in.
    depth: usize,
    /// Its name without prefix.
    pub(super) name: String,
    /// Its prefix with the colon; empty where it has none.
    pub(super) prefix: String,
    attributes: Vec<(String, String)>,
    /// Its start tag.
    open: Range<usize>,
    /// All of it.
    whole: Range<usize>,
}

/// Names an element of a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct NodeId(usize);

impl Part {
    /// Outlines a part down to a depth; elements below are passed over.
    pub(super) fn parse(name: &str, text: String, deepest: usize) -> Result<Self, PatchError> {
        let malformed = || PatchError::malformed(name);
        // The mark of UTF-8 is no part of the XML, but stays in the file.
        let shift = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        let mut reader = Reader::from_str(text.get(shift..).unwrap_or(""));
        let mut nodes: Vec<Node> = Vec::new();
        let mut open: Vec<Option<usize>> = Vec::new();
        loop {
            let start = shift + position(&reader);
            let event = reader.read_event().map_err(|_| malformed())?;
            let range = start..shift + position(&reader);
            match event {
                Event::Start(element) => {
                    let kept = open.len() < deepest;
                    if kept {
                        nodes.push(node(&element, open.len(), range));
                    }
                    open.push(kept.then(|| nodes.len() - 1));
                }
                Event::Empty(element) if open.len() < deepest => nodes.push(node(&element, open.len(), range)),
                Event::End(_) => {
                    let index = open.pop().ok_or_else(malformed)?;
                    if let Some(node) = index.and_then(|index| nodes.get_mut(index)) {
                        node.whole.end = range.end;
                    }
                }
                Event::Eof if open.is_empty() && !nodes.is_empty() => break,
                Event::Eof => return Err(malformed()),
                Event::Empty(_)
                | Event::Text(_)
                | Event::CData(_)
                | Event::GeneralRef(_)
                | Event::Comment(_)
                | Event::Decl(_)
                | Event::PI(_)
                | Event::DocType(_) => {}
            }
        }
        Ok(Self { name: name.to_owned(), text, nodes, splices: Vec::new() })
    }

    /// The outermost element.
    pub(super) fn root(&self) -> NodeId {
        NodeId(0)
    }

    /// An element.
    pub(super) fn node(&self, id: NodeId) -> Result<&Node, PatchError> {
        self.nodes.get(id.0).ok_or_else(|| PatchError::malformed(&self.name))
    }

    /// The elements right inside another, in order.
    pub(super) fn children(&self, of: NodeId) -> impl Iterator<Item = (NodeId, &Node)> {
        let depth = self.nodes.get(of.0).map_or(0, |node| node.depth);
        let behind = self.nodes.iter().enumerate().skip(of.0 + 1);
        let inside = behind.take_while(move |(_, node)| node.depth > depth);
        inside.filter(move |(_, node)| node.depth == depth + 1).map(|(index, node)| (NodeId(index), node))
    }

    /// The first element of a name right inside another.
    pub(super) fn child(&self, of: NodeId, name: &str) -> Option<NodeId> {
        self.children(of).find(|(_, node)| node.name == name).map(|(id, _)| id)
    }

    /// The XML of an element.
    pub(super) fn xml(&self, node: &Node) -> &str {
        self.text.get(node.whole.clone()).unwrap_or("")
    }

    /// The words inside an element, tags left out and entities resolved.
    pub(super) fn words(&self, node: &Node) -> String {
        let mut reader = Reader::from_str(self.xml(node));
        let mut words = String::new();
        loop {
            match reader.read_event() {
                Ok(Event::Text(text)) => words.push_str(&text),
                Ok(Event::CData(text)) => words.push_str(&text),
                Ok(Event::GeneralRef(reference)) => words.extend(character(&reference)),
                Ok(Event::Eof) | Err(_) => return words,
                Ok(_) => {}
            }
        }
    }

    /// Puts text before an element.
    pub(super) fn insert_before(&mut self, id: NodeId, xml: &str) -> Result<(), PatchError> {
        let at = self.node(id)?.whole.start;
        self.splices.push((at..at, xml.to_owned()));
        Ok(())
    }

    /// Puts text behind an element.
    pub(super) fn insert_behind(&mut self, id: NodeId, xml: &str) -> Result<(), PatchError> {
        let at = self.node(id)?.whole.end;
        self.splices.push((at..at, xml.to_owned()));
        Ok(())
    }

    /// Puts text at the end of what stands inside an element.
    pub(super) fn insert_last(&mut self, id: NodeId, xml: &str) -> Result<(), PatchError> {
        let node = self.node(id)?;
        let whole = self.xml(node);
        let splice = match (whole.strip_suffix("/>"), whole.rfind("</")) {
            // `<sheets/>` is opened.
            (Some(open), _) if node.open == node.whole => {
                let slash = node.whole.start + open.len();
                (slash..node.whole.end, format!(">{xml}</{}{}>", node.prefix, node.name))
            }
            (_, Some(end)) => (node.whole.start + end..node.whole.start + end, xml.to_owned()),
            (_, None) => return Err(PatchError::malformed(&self.name)),
        };
        self.splices.push(splice);
        Ok(())
    }

    /// Puts text in the place of an element.
    pub(super) fn replace(&mut self, id: NodeId, xml: &str) -> Result<(), PatchError> {
        let whole = self.node(id)?.whole.clone();
        self.splices.push((whole, xml.to_owned()));
        Ok(())
    }

    /// Changes an attribute; nothing happens where the element has none of this name.
    pub(super) fn set_attribute(&mut self, id: NodeId, name: &str, value: &str) -> Result<(), PatchError> {
        let open = self.node(id)?.open.clone();
        let tag = self.text.get(open.clone()).unwrap_or("");
        let found = [format!(" {name}=\""), format!(" {name}='")].into_iter().find_map(|key| {
            let start = tag.find(&key)? + key.len();
            let length = tag.get(start..)?.find(key.chars().next_back()?)?;
            Some(open.start + start..open.start + start + length)
        });
        self.splices.extend(found.map(|range| (range, escaped(value))));
        Ok(())
    }

    /// The part with everything spliced in, in the order in which it was asked for where places are the same.
    pub(super) fn finish(mut self) -> String {
        self.splices.sort_by_key(|(range, _)| range.start);
        let mut out = String::with_capacity(self.text.len());
        let mut at = 0;
        for (range, xml) in &self.splices {
            out.push_str(self.text.get(at..range.start).unwrap_or(""));
            out.push_str(xml);
            at = at.max(range.end);
        }
        out.push_str(self.text.get(at..).unwrap_or(""));
        out
    }
}

impl Node {
    /// The value of an attribute by its local name.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// True where the words stand in the namespaces of ISO instead of those of Microsoft.
    pub(super) fn is_strict(&self) -> bool {
        self.attributes.iter().any(|(_, value)| value.starts_with("http://purl.oclc.org/ooxml/"))
    }
}

fn node(element: &BytesStart<'_>, depth: usize, range: Range<usize>) -> Node {
    let name = element.name();
    let prefix = name.prefix().map(|prefix| format!("{}:", prefix.into_inner())).unwrap_or_default();
    let mut attributes = element.attributes();
    let attributes = attributes.with_checks(false).flatten().filter_map(|attribute| {
        let value = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok()?;
        Some((attribute.key.local_name().into_inner().to_owned(), value.into_owned()))
    });
    Node {
        depth,
        name: name.local_name().into_inner().to_owned(),
        prefix,
        attributes: attributes.collect(),
        open: range.clone(),
        whole: range,
    }
}

fn position(reader: &Reader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
}

/// Text as it may stand in XML, between tags or in quotation marks; what XML cannot hold becomes U+FFFD. A carriage return
/// is written as a reference: as it is, readers of XML would take it for a line break.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\r' => out.push_str("&#13;"),
            c => out.push(held(c)),
        }
    }
    out
}

/// A character as XML can hold it: others are shown as the replacement character.
pub(super) fn held(c: char) -> char {
    match c {
        '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'.. => c,
        _ => char::REPLACEMENT_CHARACTER,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(text: &str) -> Part {
        Part::parse("a.xml", text.to_owned(), 3).unwrap()
    }

    #[test]
    fn text_is_spliced_in_and_nothing_else_changes() {
        let mut it = part(
            "\u{feff}<?xml version='1.0'?>\n<x:a n='1' ><!-- <b> --><x:b/>文<c k=\"&lt;\"><d><e/></d></c></x:a>\n",
        );
        let root = it.root();
        let names: Vec<&str> = it.children(root).map(|(_, node)| node.name.as_str()).collect();
        assert_eq!((it.node(root).unwrap().prefix.as_str(), names), ("x:", vec!["b", "c"]));
        let (b, c) = (it.child(root, "b").unwrap(), it.child(root, "c").unwrap());
        assert_eq!(it.node(c).unwrap().attribute("k"), Some("<"));
        it.insert_last(b, "1").unwrap();
        it.insert_before(c, "2").unwrap();
        it.insert_last(c, "3").unwrap();
        it.insert_behind(c, "4").unwrap();
        it.insert_last(root, "5").unwrap();
        it.set_attribute(root, "n", "2").unwrap();
        assert_eq!(
            it.finish(),
            "\u{feff}<?xml version='1.0'?>\n<x:a n='2' ><!-- <b> --><x:b>1</x:b>文2<c k=\"&lt;\"><d><e/></d>3</c>45</x:a>\n"
        );
    }

    #[test]
    fn words_are_read_without_tags() {
        let it = part("<a>一<b>&amp;二</b>&#x4E09;</a>");
        assert_eq!(it.words(it.node(it.root()).unwrap()), "一&二三");
    }

    #[test]
    fn what_is_not_well_formed_is_refused() {
        for text in ["", "<a>", "<a></b>", "</a>", "<a><b></a></b>"] {
            assert!(Part::parse("a", text.to_owned(), 3).is_err(), "{text}");
        }
    }

    #[test]
    fn nothing_in_a_text_can_end_it() {
        assert_eq!(escaped("<t>&\"\u{1b}\0\u{FFFF}]]>𠮷"), "&lt;t&gt;&amp;&quot;\u{fffd}\u{fffd}\u{fffd}]]&gt;𠮷");
    }

    #[test]
    fn a_carriage_return_is_one_when_it_is_read_again() {
        let it = part(&format!("<a>{}</a>", escaped("一\r二\r\n")));
        assert_eq!(it.words(it.node(it.root()).unwrap()), "一\r二\r\n");
    }
}
