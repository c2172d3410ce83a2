//! The XML of a part as events with their places in its bytes; elements are told by namespace, not by prefix.

use std::ops::Range;

use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use super::super::xml::character;
use super::names::Names;
pub(super) use super::names::Tag;

/// Elements are nested no deeper than this; Word writes some forty levels at most.
const DEEPEST: usize = 200;

/// A mark that some programs write before the first byte.
const BYTE_ORDER_MARK: &str = "\u{FEFF}";

/// Reads one part.
pub(super) struct Xml<'a> {
    text: &'a str,
    reader: Reader<&'a [u8]>,
    /// Bytes before the first one that the reader sees.
    before: usize,
    names: Names,
    open: Vec<Tag>,
}

/// An event.
pub(super) enum Piece<'a> {
    /// `<w:p …>`; one that is closed at once gives its [`Piece::Close`] all the same.
    Open(Element<'a>),
    /// `</w:p>`
    Close(Tag),
    /// Text as it stands, and where.
    Text(&'a str, Range<usize>),
    /// A character that is written otherwise (`&amp;`), and where.
    Reference(char, Range<usize>),
    /// The end of the part.
    End,
}

/// The start of an element.
pub(super) struct Element<'a> {
    /// Which.
    pub(super) tag: Tag,
    /// Its bytes.
    pub(super) range: Range<usize>,
    start: BytesStart<'a>,
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

impl<'a> Xml<'a> {
    /// Starts at the beginning of a part.
    pub(super) fn new(text: &'a str) -> Self {
        let marked = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
        let mut reader = Reader::from_str(marked);
        reader.config_mut().expand_empty_elements = true;
        Self { text, reader, before: text.len() - marked.len(), names: Names::default(), open: Vec::new() }
    }

    /// The next event.
    pub(super) fn next(&mut self) -> Result<Piece<'a>, XmlError> {
        loop {
            let start = self.position();
            let event = self.reader.read_event().map_err(|_| XmlError::Malformed(start))?;
            let range = start..self.position();
            match event {
                Event::Start(element) => return self.opened(element, range),
                Event::End(_) => {
                    let tag = self.open.pop().unwrap_or(Tag::Other);
                    self.names.leave(self.open.len());
                    return Ok(Piece::Close(tag));
                }
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
                Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
            }
        }
    }

    fn opened(&mut self, start: BytesStart<'a>, range: Range<usize>) -> Result<Piece<'a>, XmlError> {
        if self.open.len() >= DEEPEST {
            return Err(XmlError::TooDeep);
        }
        self.names.enter(&start, self.open.len()).map_err(|_| XmlError::TooMuch)?;
        let tag = self.names.tag(&start);
        self.open.push(tag);
        Ok(Piece::Open(Element { tag, range, start }))
    }

    /// Passes over what is left of the element opened last.
    pub(super) fn skip(&mut self) -> Result<(), XmlError> {
        let outside = self.open.len().saturating_sub(1);
        while self.open.len() > outside {
            if let Piece::End = self.next()? {
                break;
            }
        }
        Ok(())
    }

    /// The element opened last and not yet closed.
    pub(super) fn inner(&self) -> Tag {
        self.open.last().copied().unwrap_or(Tag::Other)
    }

    /// True where the element opened last stands right inside these, the nearest first.
    pub(super) fn is_inside(&self, around: &[Tag]) -> bool {
        let mut open = self.open.iter().rev().skip(1);
        around.iter().all(|tag| open.next() == Some(tag))
    }

    /// The bytes read so far.
    fn position(&self) -> usize {
        usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX).saturating_add(self.before)
    }
}

impl Element<'_> {
    /// The value of an attribute by its local name, entities resolved.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        let mut attributes = self.start.attributes();
        let found = attributes.with_checks(false).flatten().find(|it| it.key.local_name().into_inner() == name)?;
        let value = found.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok()?;
        Some(value.into_owned())
    }

    /// `w:val` as it stands.
    pub(super) fn value(&self) -> Option<String> {
        self.attribute("val")
    }

    /// `w:val` as a number.
    pub(super) fn number(&self) -> Option<u32> {
        self.value()?.trim().parse().ok()
    }

    /// `w:val` of a switch: on where it says nothing.
    pub(super) fn is_on(&self) -> bool {
        !matches!(self.value().as_deref(), Some("0" | "false" | "off"))
    }
}
