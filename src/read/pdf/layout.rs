//! What `pdftotext -bbox-layout` writes: pages, and on them lines of words with their boxes.

use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use super::super::xml::character;
use super::measure::{Area, Length, length, millionths};

/// A page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Page {
    pub(super) width: Length,
    pub(super) height: Length,
    /// In the order in which pdftotext would read them.
    pub(super) lines: Vec<Line>,
}

/// Words that stand beside each other without a wide gap.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) words: Vec<Word>,
}

/// Characters without a blank between them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    pub(super) text: String,
    pub(super) area: Area,
}

/// More words than a report of ten thousand pages has.
const MOST_WORDS: usize = 4_000_000;

/// Reads all pages; `None` where it is not what pdftotext writes.
pub(super) fn pages(xml: &str) -> Option<Vec<Page>> {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = false;
    let mut pages: Vec<Page> = Vec::new();
    let mut word: Option<Word> = None;
    let mut count = 0;
    let mut is_whole = false;
    loop {
        match reader.read_event().ok()? {
            Event::Start(element) => match element.name().into_inner() {
                "page" => {
                    let page = Page {
                        width: measure(&element, "width")?,
                        height: measure(&element, "height")?,
                        lines: Vec::new(),
                    };
                    pages.push(page);
                }
                "line" => pages.last_mut()?.lines.push(Line::default()),
                "word" => {
                    count += 1;
                    if count > MOST_WORDS {
                        return None;
                    }
                    word = Some(Word { text: String::new(), area: area(&element)? });
                }
                _ => {}
            },
            Event::Empty(element) if element.name().into_inner() == "page" => {
                let page = Page {
                    width: measure(&element, "width")?,
                    height: measure(&element, "height")?,
                    lines: Vec::new(),
                };
                pages.push(page);
            }
            Event::Text(text) => {
                if let Some(word) = &mut word {
                    word.text.push_str(&text);
                }
            }
            Event::GeneralRef(reference) => {
                if let Some(word) = &mut word {
                    word.text.push(character(&reference).unwrap_or(char::REPLACEMENT_CHARACTER));
                }
            }
            Event::End(element) => match element.name().into_inner() {
                "word" => {
                    let word = word.take()?;
                    if !word.text.trim().is_empty() {
                        pages.last_mut()?.lines.last_mut()?.words.push(word);
                    }
                }
                "doc" => is_whole = true,
                _ => {}
            },
            Event::Eof => break,
            Event::Empty(_)
            | Event::Comment(_)
            | Event::CData(_)
            | Event::Decl(_)
            | Event::PI(_)
            | Event::DocType(_) => {}
        }
    }
    pages.iter_mut().for_each(|page| page.lines.retain(|line| !line.words.is_empty()));
    is_whole.then_some(pages)
}

fn area(element: &BytesStart<'_>) -> Option<Area> {
    let area = Area {
        left: measure(element, "xMin")?,
        top: measure(element, "yMin")?,
        right: measure(element, "xMax")?,
        bottom: measure(element, "yMax")?,
    };
    // Text that runs backwards or upside down gives its corners in another order.
    let (left, right) = (area.left.min(area.right), area.left.max(area.right));
    let (top, bottom) = (area.top.min(area.bottom), area.top.max(area.bottom));
    Some(Area { left, top, right, bottom })
}

fn measure(element: &BytesStart<'_>, name: &str) -> Option<Length> {
    let found = element.attributes().flatten().find(|it| it.key.into_inner() == name)?;
    length(millionths(&found.value)?)
}

impl Line {
    /// The rectangle round its words.
    pub(super) fn area(&self) -> Area {
        let areas = self.words.iter().map(|word| word.area);
        areas.reduce(Area::with).unwrap_or_default()
    }
}
