//! The XML of a part as events with their places in its bytes; elements are told by namespace, not by prefix.

use std::ops::Range;

use quick_xml::events::{BytesStart, Event};
use quick_xml::name::ResolveResult;
use quick_xml::reader::NsReader;

/// The namespaces of word processing, as Microsoft and as ISO (strict) name it.
const WORD: [&str; 2] = [
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
];
const COMPATIBILITY: &str = "http://schemas.openxmlformats.org/markup-compatibility/2006";

/// Elements are nested no deeper than this; Word writes some forty levels at most.
const DEEPEST: usize = 200;

/// Reads one part.
pub(super) struct Xml<'a> {
    text: &'a str,
    reader: NsReader<&'a [u8]>,
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
    TooDeep(usize),
}

macro_rules! tags {
    ($($tag:ident $name:literal)*) => {
        /// The elements of word processing that readers look into.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum Tag {
            $(#[doc = $name] $tag,)*
            /// `mc:Fallback`: the same once more for old programs.
            Fallback,
            /// Any other element.
            Other,
        }

        impl Tag {
            fn of_word(name: &str) -> Self {
                match name {
                    $($name => Self::$tag,)*
                    _ => Self::Other,
                }
            }
        }
    };
}
tags! {
    Paragraph "p"
    ParagraphProperties "pPr"
    Style "pStyle"
    OutlineLevel "outlineLvl"
    Numbering "numPr"
    NumberingLevel "ilvl"
    NumberingId "numId"
    Run "r"
    Text "t"
    Tab "tab"
    Break "br"
    CarriageReturn "cr"
    Hyphen "noBreakHyphen"
    PageRendered "lastRenderedPageBreak"
    Table "tbl"
    Row "tr"
    Cell "tc"
    Span "gridSpan"
    Merge "vMerge"
    SkippedBefore "gridBefore"
    TextBox "txbxContent"
    Deleted "del"
    MovedFrom "moveFrom"
}

impl<'a> Xml<'a> {
    /// Starts at the beginning of a part.
    pub(super) fn new(text: &'a str) -> Self {
        let mut reader = NsReader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        Self { text, reader, open: Vec::new() }
    }

    /// The next event.
    pub(super) fn next(&mut self) -> Result<Piece<'a>, XmlError> {
        loop {
            let start = self.position();
            let event = self.reader.read_event().map_err(|_| XmlError::Malformed(start))?;
            let range = start..self.position();
            match event {
                Event::Start(element) => return self.opened(element, range),
                Event::End(_) => return Ok(Piece::Close(self.open.pop().unwrap_or(Tag::Other))),
                Event::Text(_) => return Ok(Piece::Text(self.text.get(range.clone()).unwrap_or(""), range)),
                Event::CData(_) => {
                    let inner = start + "<![CDATA[".len()..range.end.saturating_sub("]]>".len());
                    return Ok(Piece::Text(self.text.get(inner.clone()).unwrap_or(""), inner));
                }
                Event::GeneralRef(reference) => {
                    let known = match &*reference {
                        "amp" => Some('&'),
                        "lt" => Some('<'),
                        "gt" => Some('>'),
                        "quot" => Some('"'),
                        "apos" => Some('\''),
                        _ => reference.resolve_char_ref().ok().flatten(),
                    };
                    // Other entities are declared in a DTD, which office files do not have: they stay unread.
                    return Ok(Piece::Reference(known.unwrap_or('\u{FFFD}'), range));
                }
                Event::Eof if self.open.is_empty() => return Ok(Piece::End),
                Event::Eof => return Err(XmlError::Malformed(start)),
                Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
            }
        }
    }

    fn opened(&mut self, start: BytesStart<'a>, range: Range<usize>) -> Result<Piece<'a>, XmlError> {
        if self.open.len() >= DEEPEST {
            return Err(XmlError::TooDeep(range.start));
        }
        let (namespace, name) = self.reader.resolver().resolve_element(start.name());
        let tag = match namespace {
            ResolveResult::Bound(namespace) if WORD.contains(&namespace.into_inner()) => {
                Tag::of_word(name.into_inner())
            }
            ResolveResult::Bound(namespace)
                if namespace.into_inner() == COMPATIBILITY && name.into_inner() == "Fallback" =>
            {
                Tag::Fallback
            }
            ResolveResult::Bound(_) | ResolveResult::Unbound | ResolveResult::Unknown(_) => Tag::Other,
        };
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

    /// True where the element opened last is this one.
    pub(super) fn is_in(&self, tag: Tag) -> bool {
        self.open.last() == Some(&tag)
    }

    /// True where the element opened last stands right inside this one.
    pub(super) fn is_inside(&self, tag: Tag) -> bool {
        self.open.iter().rev().nth(1) == Some(&tag)
    }

    /// The bytes read so far.
    fn position(&self) -> usize {
        usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX)
    }
}

impl Element<'_> {
    /// The value of an attribute by its local name, entities resolved.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        let found = self.start.attributes().flatten().find(|it| it.key.local_name().into_inner() == name)?;
        let value = found.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok()?;
        Some(value.into_owned())
    }

    /// `w:val` as a number.
    pub(super) fn number(&self) -> Option<u32> {
        self.attribute("val")?.trim().parse().ok()
    }
}
