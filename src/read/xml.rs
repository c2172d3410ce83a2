//! The XML of a part as events with their places in its bytes; elements are told by namespace, not by prefix.

use std::borrow::Cow;
use std::ops::Range;

use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::reader::Reader;

use crate::diagnostic::Wording;

use super::names::Names;
pub(super) use super::names::Vocabulary;

/// Elements are nested no deeper than this; office programs write some forty levels at most.
const DEEPEST: usize = 200;

/// A mark that some programs write before the first byte.
const BYTE_ORDER_MARK: &str = "\u{FEFF}";

/// So many bytes are looked through at once.
const STRETCH: usize = 4096;

/// Reads one part.
pub(super) struct Xml<'a, V: Vocabulary> {
    text: &'a str,
    reader: Reader<&'a [u8]>,
    /// Bytes before the first one that the reader sees.
    before: usize,
    names: Names<'a, V>,
    open: Vec<V>,
    /// True behind an element that is closed at once: its end comes next.
    is_closing: bool,
    stretch: Stretch,
}

/// How far the text was looked through for prefixes being bound, which few elements do.
#[derive(Debug, Default)]
struct Stretch {
    end: usize,
    /// True where some element in it may bind one.
    may_bind: bool,
}

/// An event.
pub(super) enum Piece<'a, V> {
    /// `<w:p …>`; one that is closed at once gives its [`Piece::Close`] all the same.
    Open(Element<'a, V>),
    /// `</w:p>`
    Close(V),
    /// Text as it stands, and where.
    Text(&'a str, Range<usize>),
    /// A character that is written otherwise (`&amp;`), and where.
    Reference(char, Range<usize>),
    /// The end of the part.
    End,
}

/// The start of an element.
pub(super) struct Element<'a, V> {
    /// Which.
    pub(super) tag: V,
    /// Its bytes.
    pub(super) range: Range<usize>,
    start: BytesStart<'a>,
}

/// The character that a reference stands for. Other entities are declared in a DTD, which office files do not have: they
/// stay unread.
#[must_use]
pub fn character(reference: &BytesRef<'_>) -> Option<char> {
    match &**reference {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => reference.resolve_char_ref().ok().flatten(),
    }
}

/// Why a part cannot be read on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum XmlError {
    /// It is not well-formed at this byte.
    Malformed(usize),
    /// Elements are nested too deeply.
    TooDeep,
    /// It holds more than any report does: paragraphs, pieces of text, places of tables, prefixes.
    TooMuch,
}

/// A part that cannot be read on, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PartError {
    part: String,
    error: XmlError,
}

impl XmlError {
    /// The same of a part by its name.
    pub(super) fn of_part(self, part: &str) -> PartError {
        PartError { part: part.to_owned(), error: self }
    }
}

impl PartError {
    /// The reason in words, to stand behind “cannot be read: ”.
    pub(super) fn why(&self) -> Wording {
        let part = &self.part;
        match self.error {
            XmlError::Malformed(at) => Wording::new(
                format!("{part} 的第 {} 个字节处不是合格的 XML", at + 1),
                format!("{part} is not well-formed at byte {}", at + 1),
            ),
            XmlError::TooDeep => Wording::new(format!("{part} 嵌套过深"), format!("{part} is nested too deeply")),
            XmlError::TooMuch => Wording::new(
                format!("{part} 的段落、文字或表格远多于任何报告"),
                format!("{part} holds far more paragraphs, text or tables than any report"),
            ),
        }
    }
}

impl<'a, V: Vocabulary> Xml<'a, V> {
    /// Starts at the beginning of a part.
    pub(super) fn new(text: &'a str) -> Self {
        let marked = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
        Self {
            text,
            reader: Reader::from_str(marked),
            before: text.len() - marked.len(),
            names: Names::new(),
            open: Vec::new(),
            is_closing: false,
            stretch: Stretch::default(),
        }
    }

    /// The next event.
    pub(super) fn next(&mut self) -> Result<Piece<'a, V>, XmlError> {
        if std::mem::take(&mut self.is_closing) {
            return self.closed();
        }
        loop {
            let start = self.position();
            let event = self.event(start)?;
            let range = start..self.position();
            match event {
                Event::Start(element) => return self.opened(element, range),
                Event::Empty(element) => {
                    self.is_closing = true;
                    return self.opened(element, range);
                }
                Event::End(_) => return self.closed(),
                Event::Text(_) => return Ok(Piece::Text(self.text.get(range.clone()).unwrap_or(""), range)),
                Event::CData(_) => {
                    let inner = start + "<![CDATA[".len()..range.end.saturating_sub("]]>".len());
                    return Ok(Piece::Text(self.text.get(inner.clone()).unwrap_or(""), inner));
                }
                Event::GeneralRef(reference) => {
                    return Ok(Piece::Reference(character(&reference).unwrap_or(char::REPLACEMENT_CHARACTER), range));
                }
                Event::Eof if self.open.is_empty() => return Ok(Piece::End),
                Event::Eof => return Err(XmlError::Malformed(start)),
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
            }
        }
    }

    fn event(&mut self, start: usize) -> Result<Event<'a>, XmlError> {
        self.reader.read_event().map_err(|_| XmlError::Malformed(start))
    }

    fn opened(&mut self, start: BytesStart<'a>, range: Range<usize>) -> Result<Piece<'a, V>, XmlError> {
        if self.open.len() >= DEEPEST {
            return Err(XmlError::TooDeep);
        }
        if self.stretch.may_bind(self.text, &range) {
            self.names.enter(&start, self.open.len()).map_err(|_| XmlError::TooMuch)?;
        }
        // The name stands behind the `<`.
        let first = range.start + 1;
        let name = self.text.get(first..first + start.name().into_inner().len()).unwrap_or("");
        let tag = self.names.tag(name);
        self.open.push(tag);
        Ok(Piece::Open(Element { tag, range, start }))
    }

    fn closed(&mut self) -> Result<Piece<'a, V>, XmlError> {
        // The reader takes no end without a start.
        let tag = self.open.pop().ok_or_else(|| XmlError::Malformed(self.position()))?;
        self.names.leave(self.open.len());
        Ok(Piece::Close(tag))
    }

    /// Passes over what is left of the element opened last, its end included.
    pub(super) fn skip(&mut self) -> Result<(), XmlError> {
        if std::mem::take(&mut self.is_closing) {
            return self.closed().map(drop);
        }
        let mut inside = 0_usize;
        loop {
            let start = self.position();
            match self.event(start)? {
                Event::Start(_) | Event::Empty(_) if self.open.len() + inside >= DEEPEST => {
                    return Err(XmlError::TooDeep);
                }
                Event::Start(_) => inside += 1,
                Event::End(_) if inside == 0 => return self.closed().map(drop),
                Event::End(_) => inside -= 1,
                Event::Eof => return Err(XmlError::Malformed(start)),
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
    }

    /// The element opened last and not yet closed.
    pub(super) fn inner(&self) -> Option<V> {
        self.open.last().copied()
    }

    /// True where the element opened last stands right inside these, the nearest first.
    pub(super) fn is_inside(&self, around: &[V]) -> bool {
        let mut open = self.open.iter().rev().skip(1);
        around.iter().all(|tag| open.next() == Some(tag))
    }

    /// The bytes read so far.
    fn position(&self) -> usize {
        usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX).saturating_add(self.before)
    }
}

impl Stretch {
    /// True where the start of an element, which stands behind all that were asked for before, may bind a prefix.
    fn may_bind(&mut self, text: &str, element: &Range<usize>) -> bool {
        if self.end < element.end {
            self.end = text.floor_char_boundary(element.end.saturating_add(STRETCH));
            self.may_bind = text.get(element.start..self.end).is_none_or(|stretch| stretch.contains("xmlns"));
        }
        self.may_bind
    }
}

impl<V> Element<'_, V> {
    /// The value of an attribute by its local name, entities resolved.
    pub(super) fn attribute(&self, name: &str) -> Option<Cow<'_, str>> {
        let mut attributes = self.start.attributes();
        // Looking for repeated ones takes a time that is the square of their number.
        let mut attributes = attributes.with_checks(false).flatten();
        let found = attributes.find(|it| it.key.local_name().into_inner() == name)?;
        found.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok()
    }

    /// An attribute as a whole number.
    pub(super) fn number(&self, name: &str) -> Option<u32> {
        self.attribute(name)?.trim().parse().ok()
    }

    /// True where an attribute says yes.
    pub(super) fn is_set(&self, name: &str) -> bool {
        self.attribute(name).is_some_and(|value| matches!(value.trim(), "1" | "true" | "on"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What stands in the namespace `urn:a`.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    enum Tag {
        Root,
        Row,
        Other,
    }

    impl Vocabulary for Tag {
        type Space = bool;

        const FOREIGN: bool = false;

        fn space(namespace: &str) -> bool {
            namespace == "urn:a"
        }

        fn of(is_known: bool, name: &str) -> Self {
            match name {
                "root" if is_known => Self::Root,
                "row" if is_known => Self::Row,
                _ => Self::Other,
            }
        }
    }

    /// The elements of a text as they open and close.
    fn tags(text: &str) -> Result<Vec<(bool, Tag)>, XmlError> {
        let mut xml = Xml::<Tag>::new(text);
        let mut found = Vec::new();
        loop {
            match xml.next()? {
                Piece::Open(element) => found.push((true, element.tag)),
                Piece::Close(tag) => found.push((false, tag)),
                Piece::Text(..) | Piece::Reference(..) => {}
                Piece::End => return Ok(found),
            }
        }
    }

    fn opened(text: &str) -> Vec<Tag> {
        let found = tags(text).unwrap();
        found.into_iter().filter(|(is_open, _)| *is_open).map(|(_, tag)| tag).collect()
    }

    #[test]
    fn a_name_means_what_its_prefix_is_bound_to_where_it_stands() {
        use Tag::{Other, Root, Row};
        let text = "<x:root xmlns:x='urn:a'><x:row/><x:row xmlns:x='urn:b'><x:row/></x:row><x:row/><row/></x:root>";
        assert_eq!(opened(text), [Root, Row, Other, Other, Row, Other]);
        assert_eq!(opened("<root xmlns='urn:a'><row xmlns=''/><row/></root>"), [Root, Other, Row]);
        assert_eq!(opened("<x:root><x:row xmlns:x='urn:a'/><x:row/></x:root>"), [Other, Row, Other]);
    }

    #[test]
    fn an_element_closed_at_once_closes() {
        use Tag::{Root, Row};
        let found = tags("<root xmlns='urn:a'><row/><row></row></root>").unwrap();
        assert_eq!(found, [(true, Root), (true, Row), (false, Row), (true, Row), (false, Row), (false, Root)]);
    }

    #[test]
    fn places_are_bytes_of_the_part_its_mark_counted() {
        let text = "\u{FEFF}<a>一&lt;<![CDATA[<二>]]><b/></a>";
        let mut xml = Xml::<Tag>::new(text);
        let mut pieces = Vec::new();
        loop {
            match xml.next().unwrap() {
                Piece::Open(element) => pieces.push(text.get(element.range).unwrap().to_owned()),
                Piece::Text(words, range) => {
                    assert_eq!(text.get(range), Some(words));
                    pieces.push(words.to_owned());
                }
                Piece::Reference(c, range) => pieces.push(format!("{c} {}", text.get(range).unwrap())),
                Piece::Close(_) => {}
                Piece::End => break,
            }
        }
        assert_eq!(pieces, ["<a>", "一", "< &lt;", "<二>", "<b/>"]);
    }

    #[test]
    fn what_is_skipped_ends_with_its_element() {
        let mut xml = Xml::<Tag>::new("<root xmlns='urn:a'><a><a/><row>x</row></a><b/><row/></root>");
        let mut seen = Vec::new();
        loop {
            match xml.next().unwrap() {
                Piece::Open(element) if element.tag == Tag::Other => xml.skip().unwrap(),
                Piece::Open(element) => seen.push(element.tag),
                Piece::Close(_) | Piece::Text(..) | Piece::Reference(..) => {}
                Piece::End => break,
            }
        }
        assert_eq!(seen, [Tag::Root, Tag::Row]);
    }

    #[test]
    fn what_is_damaged_or_too_much_is_refused() {
        for text in ["<a>", "<a></b>", "</a>", "<a", "<a><b></a></b>"] {
            assert!(matches!(tags(text), Err(XmlError::Malformed(_))), "{text}");
        }
        assert_eq!(tags(&"<a>".repeat(300)), Err(XmlError::TooDeep));
        let mut skipped = Xml::<Tag>::new("<a>");
        assert!(skipped.next().is_ok() && skipped.skip().is_err());
        let deep = "<a>".repeat(300);
        let mut deep = Xml::<Tag>::new(&deep);
        assert!(deep.next().is_ok());
        assert_eq!(deep.skip(), Err(XmlError::TooDeep));
        // Prefixes that are bound to what is looked into, more than any program binds.
        let bound: String = (0..600).map(|number| format!(" xmlns:p{number}='urn:a'")).collect();
        assert_eq!(tags(&format!("<a{bound}/>")), Err(XmlError::TooMuch));
    }
}
