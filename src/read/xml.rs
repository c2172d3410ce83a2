//! The XML of a part as events; elements are told by namespace, not by prefix.

use std::borrow::Cow;

use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::name::ResolveResult;
use quick_xml::reader::NsReader;

/// Elements are nested no deeper than this; office programs write some forty levels at most.
const DEEPEST: usize = 200;

/// The elements that a reader looks into.
pub(super) trait Vocabulary: Copy + PartialEq {
    /// The element of a namespace and a local name; every other one is one of these too.
    fn of(namespace: &str, name: &str) -> Self;
}

/// Reads one part.
pub(super) struct Xml<'a, V> {
    text: &'a str,
    reader: NsReader<&'a [u8]>,
    open: Vec<V>,
}

/// An event.
pub(super) enum Piece<'a, V> {
    /// `<row …>`; one that is closed at once gives its [`Piece::Close`] all the same.
    Open(Element<'a, V>),
    /// `</row>`
    Close(V),
    /// Text as it stands.
    Text(&'a str),
    /// A character that is written otherwise: `&amp;`.
    Reference(char),
    /// The end of the part.
    End,
}

/// The start of an element.
pub(super) struct Element<'a, V> {
    /// Which.
    pub(super) tag: V,
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
    /// Elements are nested too deeply at this byte.
    TooDeep(usize),
}

impl<'a, V: Vocabulary> Xml<'a, V> {
    /// Starts at the beginning of a part.
    pub(super) fn new(text: &'a str) -> Self {
        // The reader passes over a byte-order mark and does not count it.
        let text = text.trim_start_matches('\u{FEFF}');
        let mut reader = NsReader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        Self { text, reader, open: Vec::new() }
    }

    /// The next event.
    pub(super) fn next(&mut self) -> Result<Piece<'a, V>, XmlError> {
        loop {
            let start = self.position();
            let event = self.reader.read_event().map_err(|_| XmlError::Malformed(start))?;
            let end = self.position();
            match event {
                Event::Start(element) => return self.opened(element, start),
                Event::End(_) => match self.open.pop() {
                    Some(tag) => return Ok(Piece::Close(tag)),
                    None => return Err(XmlError::Malformed(start)),
                },
                Event::Text(_) => return Ok(Piece::Text(self.text.get(start..end).unwrap_or(""))),
                Event::CData(_) => {
                    let inner = start + "<![CDATA[".len()..end.saturating_sub("]]>".len());
                    return Ok(Piece::Text(self.text.get(inner).unwrap_or("")));
                }
                Event::GeneralRef(reference) => {
                    return Ok(Piece::Reference(character(&reference).unwrap_or(char::REPLACEMENT_CHARACTER)));
                }
                Event::Eof if self.open.is_empty() => return Ok(Piece::End),
                Event::Eof => return Err(XmlError::Malformed(start)),
                Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
            }
        }
    }

    fn opened(&mut self, start: BytesStart<'a>, at: usize) -> Result<Piece<'a, V>, XmlError> {
        if self.open.len() >= DEEPEST {
            return Err(XmlError::TooDeep(at));
        }
        let (namespace, name) = self.reader.resolver().resolve_element(start.name());
        let namespace = match &namespace {
            ResolveResult::Bound(namespace) => namespace.into_inner(),
            ResolveResult::Unbound | ResolveResult::Unknown(_) => "",
        };
        let tag = V::of(namespace, name.into_inner());
        self.open.push(tag);
        Ok(Piece::Open(Element { tag, start }))
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

    /// True where the element opened last is this one.
    pub(super) fn is_in(&self, tag: V) -> bool {
        self.open.last() == Some(&tag)
    }

    /// The bytes read so far.
    fn position(&self) -> usize {
        usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX)
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
