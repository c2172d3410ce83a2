//! The styles of a Word file: what a paragraph or a run is by its style.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::tags::{Element, Piece, Tag, Xml, XmlError};

/// A style is based on another one; chains are no longer than this. One in a circle ends here too.
const LONGEST_CHAIN: usize = 32;

/// A file has no more styles than this; Word has some four thousand at most.
const MOST_STYLES: usize = 16_384;

/// Ids are no longer than this; a longer one names no style.
const LONGEST_ID: usize = 1024;

/// What a style says, and all it is based on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Style {
    /// The outline level from 0; 9 is text.
    pub(super) outline: Option<u32>,
    /// The list its paragraphs are numbered by; 0 is none.
    pub(super) list: Option<u32>,
    /// The level of that list.
    pub(super) level: Option<u32>,
    /// The style that names the list, as levels may name it in turn.
    pub(super) list_from: Option<String>,
    /// A paragraph begins a page.
    pub(super) begins_page: Option<bool>,
    /// The words are hidden.
    pub(super) is_hidden: Option<bool>,
}

/// All styles by their ids.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: FxHashMap<String, Style>,
    /// Of paragraphs that name none.
    usual: Option<Style>,
}

/// A style as it stands in the file.
#[derive(Default)]
struct Entry {
    id: String,
    style: Style,
    based_on: Option<String>,
    is_usual: bool,
}

impl Styles {
    /// Reads `styles.xml`.
    pub(super) fn read(text: &str) -> Result<Self, XmlError> {
        let mut xml = Xml::new(text);
        let mut entries: FxHashMap<String, Entry> = FxHashMap::default();
        let mut usual = None;
        let mut open: Option<Entry> = None;
        loop {
            match xml.next()? {
                Piece::Open(element) if element.tag == Tag::Before => xml.skip()?,
                Piece::Open(element) if element.tag == Tag::Style => open = Some(Entry::begin(&element)),
                Piece::Open(element) => {
                    if let Some(entry) = &mut open {
                        entry.take(&element, &xml);
                    }
                }
                Piece::Close(Tag::Style) => {
                    let Some(entry) = open.take() else { continue };
                    if entries.len() >= MOST_STYLES {
                        return Err(XmlError::TooMuch);
                    }
                    if entry.id.len() > LONGEST_ID {
                        continue;
                    }
                    if entry.is_usual && usual.is_none() {
                        usual = Some(entry.id.clone());
                    }
                    entries.entry(entry.id.clone()).or_insert(entry);
                }
                Piece::Close(_) | Piece::Text(..) | Piece::Reference(..) => {}
                Piece::End => break,
            }
        }
        let styles: FxHashMap<_, _> = entries.keys().map(|id| (id.clone(), resolved(id, &entries))).collect();
        let usual = usual.and_then(|id| styles.get(&id).cloned());
        Ok(Self { styles, usual })
    }

    /// The style of a paragraph.
    pub(super) fn of_paragraph(&self, id: Option<&str>) -> Option<&Style> {
        id.map_or(self.usual.as_ref(), |id| self.styles.get(id))
    }

    /// A style by its id.
    pub(super) fn get(&self, id: &str) -> Option<&Style> {
        self.styles.get(id)
    }
}

impl Entry {
    fn begin(element: &Element<'_>) -> Self {
        let is_paragraph = element.attribute("type").is_none_or(|kind| kind == "paragraph");
        let is_default = element.is_set("default");
        let id = element.attribute("styleId").unwrap_or_default().into_owned();
        Self { id, is_usual: is_paragraph && is_default, ..Self::default() }
    }

    fn take(&mut self, element: &Element<'_>, xml: &Xml<'_>) {
        let style = &mut self.style;
        match element.tag {
            // Built-in headings are called so in every language; a level that is given counts more.
            Tag::Name if style.outline.is_none() => style.outline = element.value().and_then(|name| heading(&name)),
            Tag::BasedOn => self.based_on = element.value().map(Cow::into_owned),
            Tag::OutlineLevel => style.outline = element.amount(),
            Tag::ListId if xml.is_inside(&[Tag::List]) => {
                style.list = element.amount();
                style.list_from = Some(self.id.clone());
            }
            Tag::ListLevel if xml.is_inside(&[Tag::List]) => style.level = element.amount(),
            Tag::PageBreakBefore => style.begins_page = Some(element.is_on()),
            Tag::Vanish if xml.is_inside(&[Tag::RunProperties, Tag::Style]) => style.is_hidden = Some(element.is_on()),
            _ => {}
        }
    }
}

/// The outline level of `heading 1`, from 0.
fn heading(name: &str) -> Option<u32> {
    let number = name.to_ascii_lowercase().strip_prefix("heading ")?.trim().parse::<u32>().ok()?;
    number.checked_sub(1).filter(|level| *level < 9)
}

/// A style with what it takes from those it is based on.
fn resolved(id: &str, entries: &FxHashMap<String, Entry>) -> Style {
    let mut style = Style::default();
    let mut next = Some(id);
    for _ in 0..LONGEST_CHAIN {
        let Some(entry) = next.and_then(|id| entries.get(id)) else { break };
        let base = &entry.style;
        style.outline = style.outline.or(base.outline);
        if style.list.is_none() {
            style.list = base.list;
            style.list_from.clone_from(&base.list_from);
        }
        style.level = style.level.or(base.level);
        style.begins_page = style.begins_page.or(base.begins_page);
        style.is_hidden = style.is_hidden.or(base.is_hidden);
        next = entry.based_on.as_deref();
    }
    style
}
