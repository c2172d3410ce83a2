//! Sections, and the notes, headers and footers that a text names.

use std::borrow::Cow;

use rustc_hash::FxHashSet;

use super::tags::{Element, Tag, Xml};

/// The parts and notes that a text names.
#[derive(Debug, Default)]
pub(super) struct Mentions {
    /// The footnotes, by their ids.
    pub(super) footnotes: FxHashSet<String>,
    /// The endnotes, by their ids.
    pub(super) endnotes: FxHashSet<String>,
    /// The headers and footers.
    pub(super) margins: Vec<Margin>,
    /// True where a section has its own ones on its first page.
    pub(super) has_title_page: bool,
}

/// A header or a footer that a section names.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Margin {
    /// The id of the relation to its part.
    pub(super) id: String,
    /// The pages it stands on.
    pub(super) pages: MarginPages,
}

/// The pages a header or a footer stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MarginPages {
    All,
    First,
    Even,
}

/// The section that is read.
#[derive(Debug, Default)]
pub(super) struct Sections {
    pub(super) mentions: Mentions,
    /// Where its text begins; `None` for the first section.
    first: Option<usize>,
    /// True from its properties on until the paragraph ends that holds them.
    has_ended: bool,
    /// True where it goes on on the page of the one before.
    goes_on: bool,
}

impl Sections {
    /// Takes the properties of a section.
    pub(super) fn open(&mut self, element: &Element<'_>, xml: &Xml<'_>) {
        match element.tag {
            Tag::Section => self.goes_on = false,
            Tag::Type if xml.is_inside(&[Tag::Section]) => {
                self.goes_on = matches!(element.value().as_deref(), Some("continuous" | "nextColumn"));
            }
            Tag::TitlePage => self.mentions.has_title_page |= element.is_on(),
            Tag::Margin => {
                let pages = match element.attribute("type").as_deref() {
                    Some("first") => MarginPages::First,
                    Some("even") => MarginPages::Even,
                    _ => MarginPages::All,
                };
                self.mentions.margins.extend(element.attribute("id").map(|id| Margin { id: id.into_owned(), pages }));
            }
            _ => {}
        }
    }

    /// Takes the mark of a note.
    pub(super) fn note(&mut self, element: &Element<'_>) {
        let notes = match element.tag {
            Tag::FootnoteMark => &mut self.mentions.footnotes,
            _ => &mut self.mentions.endnotes,
        };
        notes.extend(element.attribute("id").map(Cow::into_owned));
    }

    /// Ends the section; true where it is said to begin on a new page.
    pub(super) fn end(&mut self) -> bool {
        self.has_ended = true;
        self.first.is_some() && !self.goes_on
    }

    /// True where the properties of the section were read and its last paragraph ends.
    pub(super) fn has_ended(&self) -> bool {
        self.has_ended
    }

    /// Begins the next section.
    pub(super) fn begin(&mut self, first: usize) {
        self.first = Some(first);
        self.has_ended = false;
    }

    /// Where the section begins.
    pub(super) fn first(&self) -> usize {
        self.first.unwrap_or(0)
    }
}
