//! Word files (.docx) to a draft: every character knows the bytes of the part it came from.
//!
//! Takes the bytes of a package; gives paragraphs and tables as people see them: with the numbers of lists, without
//! deleted and hidden words. Does not know what headings and figures mean.

mod blocks;
mod body;
mod error;
mod fields;
mod numbering;
mod numerals;
mod pages;
mod parts;
mod sections;
mod story;
mod styles;
mod symbols;
mod tags;
mod transcript;
mod unread;
mod words;

use std::collections::BTreeSet;

use rustc_hash::FxHashSet;

pub(super) use error::WordError;
pub use transcript::{Anchor, WordText};

use super::draft::Role;
use super::limits::Limits;
use super::package::Package;
use body::Setting;
use numbering::{Counters, Numbering};
use parts::Parts;
use sections::{MarginPages, Mentions};
use story::Content;
use styles::Styles;
use tags::{Piece, Tag, Xml, XmlError};

/// Reads a Word file: its text, then its notes, headers and footers.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<WordText, WordError> {
    let package = Package::open(bytes, limits)?;
    Reading::begin(package)?.all()
}

/// A Word file that is being read.
struct Reading<'a> {
    package: Package<'a>,
    parts: Parts,
    styles: Styles,
    numbering: Numbering,
    out: WordText,
}

impl<'a> Reading<'a> {
    fn begin(mut package: Package<'a>) -> Result<Self, WordError> {
        let parts = Parts::find(&mut package)?;
        let mut reading = Self {
            package,
            parts,
            styles: Styles::default(),
            numbering: Numbering::default(),
            out: WordText::default(),
        };
        if let Some(styles) = reading.of_kind("styles", Styles::read)? {
            reading.styles = styles;
        }
        if let Some(numbering) = reading.of_kind("numbering", Numbering::read)? {
            reading.numbering = numbering;
        }
        Ok(reading)
    }

    /// Reads the part of a kind, if there is one.
    fn of_kind<T>(&mut self, kind: &str, read: fn(&str) -> Result<T, XmlError>) -> Result<Option<T>, WordError> {
        let Some(part) = self.parts.of_kind(kind) else { return Ok(None) };
        let text = self.package.text(part)?;
        Ok(Some(read(&text).map_err(|error| error.of_part(part))?))
    }

    fn all(mut self) -> Result<WordText, WordError> {
        let main = self.parts.main.clone();
        let (contents, mentions) = self.part(&main, None)?;
        self.out.write_all(contents, Role::Paragraph(None));
        for (kind, notes) in [("footnotes", &mentions.footnotes), ("endnotes", &mentions.endnotes)] {
            if let Some(part) = self.parts.of_kind(kind).filter(|_| !notes.is_empty()).map(str::to_owned) {
                let (contents, _) = self.part(&part, Some(notes))?;
                self.out.write_all(contents, Role::Note);
            }
        }
        self.margins(&mentions)?;
        Ok(self.out)
    }

    /// Reads the headers and footers that are shown; each text once.
    fn margins(&mut self, mentions: &Mentions) -> Result<(), WordError> {
        let has_even = self.of_kind("settings", has_even_pages)?.unwrap_or(false);
        let mut parts = BTreeSet::new();
        let mut texts = BTreeSet::new();
        for margin in &mentions.margins {
            let is_shown = match margin.pages {
                MarginPages::All => true,
                MarginPages::First => mentions.has_title_page,
                MarginPages::Even => has_even,
            };
            let Some(part) = self.parts.of_id(&margin.id).filter(|_| is_shown).map(str::to_owned) else { continue };
            if !parts.insert(part.clone()) {
                continue;
            }
            let (contents, _) = self.part(&part, None)?;
            if texts.insert(story::words(&contents)) {
                self.out.write_all(contents, Role::Margin);
            }
        }
        Ok(())
    }

    fn part(&mut self, name: &str, notes: Option<&FxHashSet<String>>) -> Result<(Vec<Content>, Mentions), WordError> {
        let text = self.package.text(name)?;
        // Places are 32-bit offsets.
        if u32::try_from(text.len()).is_err() {
            return Err(XmlError::TooMuch.of_part(name).into());
        }
        let number = self.out.part(name);
        let counters = Counters::new(&self.numbering, &self.styles);
        let setting = Setting { styles: &self.styles, counters, notes };
        Ok(body::read(&mut self.out, number, &text, setting).map_err(|error| error.of_part(name))?)
    }
}

/// True where even pages have their own headers and footers, as the settings say.
fn has_even_pages(settings: &str) -> Result<bool, XmlError> {
    let mut xml = Xml::new(settings);
    loop {
        match xml.next()? {
            Piece::Open(element) if element.tag == Tag::EvenAndOdd => return Ok(element.is_on()),
            Piece::Open(_) | Piece::Close(_) | Piece::Text(..) | Piece::Reference(..) => {}
            Piece::End => return Ok(false),
        }
    }
}
