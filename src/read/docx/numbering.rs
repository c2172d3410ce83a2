//! The lists of a Word file: which number Word shows before a paragraph. The file itself holds none.

use std::borrow::Cow;

use rustc_hash::{FxHashMap, FxHashSet};

use super::numerals::Numeral;
use super::styles::Styles;
use super::tags::{Element, Piece, Tag, Xml, XmlError};

/// Levels of a list.
const LEVELS: usize = 9;

/// The text of a level is no longer than this; Word allows 255 characters.
const LONGEST_TEXT: usize = 255;

/// A file has no more lists, and kinds of lists, than this.
const MOST_LISTS: usize = 16_384;

/// The lists that `numbering.xml` defines.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    kinds: FxHashMap<u32, Kind>,
    lists: FxHashMap<u32, List>,
}

/// A kind of list; lists of one kind count on together.
#[derive(Debug, Default)]
struct Kind {
    levels: [Option<Level>; LEVELS],
    /// The style whose list says what its levels are.
    of_style: Option<String>,
}

/// A list that paragraphs name.
#[derive(Debug, Default)]
struct List {
    kind: Option<u32>,
    levels: [Option<Level>; LEVELS],
    starts: [Option<u32>; LEVELS],
}

/// How a level counts and writes.
#[derive(Debug, Clone, Default)]
struct Level {
    start: Option<u32>,
    numeral: Numeral,
    /// `第%1章`: what stands before a paragraph, `%1` for the number of the first level.
    text: String,
    /// The level, from 1, after which it starts anew; 0 for none.
    restart: Option<u32>,
    /// All numbers in digits.
    is_legal: bool,
    /// The style that takes this level.
    style: Option<String>,
}

impl Numbering {
    /// Reads `numbering.xml`.
    pub(super) fn read(text: &str) -> Result<Self, XmlError> {
        let mut xml = Xml::new(text);
        let mut reading = Reading::default();
        loop {
            match xml.next()? {
                Piece::Open(element) if element.tag == Tag::Before => xml.skip()?,
                Piece::Open(element) => reading.open(&element, &xml),
                Piece::Close(_) if reading.is_full() => return Err(XmlError::TooMuch),
                Piece::Close(tag) => reading.close(tag),
                Piece::Text(..) | Piece::Reference(..) => {}
                Piece::End => return Ok(reading.numbering),
            }
        }
    }

    /// The level of a list that a style takes.
    pub(super) fn level_of_style(&self, list: u32, style: &str) -> Option<u32> {
        let list = self.lists.get(&list)?;
        let kind = self.kinds.get(&list.kind?)?;
        let names = |level: &Option<Level>| level.as_ref().is_some_and(|it| it.style.as_deref() == Some(style));
        let index = list.levels.iter().position(names).or_else(|| kind.levels.iter().position(names))?;
        u32::try_from(index).ok()
    }

    fn level<'n>(&'n self, list: &'n List, kind: &'n Kind, level: usize) -> Option<&'n Level> {
        list.levels.get(level)?.as_ref().or_else(|| kind.levels.get(level)?.as_ref())
    }
}

/// What is open while the part is read.
#[derive(Default)]
struct Reading {
    numbering: Numbering,
    kind: Option<(u32, Kind)>,
    list: Option<(u32, List)>,
    level: Option<(usize, Level)>,
    overridden: Option<usize>,
}

impl Reading {
    fn open(&mut self, element: &Element<'_>, xml: &Xml<'_>) {
        let index = || element.attribute("ilvl")?.trim().parse().ok().filter(|level| *level < LEVELS);
        let id = |name: &str| element.attribute(name)?.trim().parse().ok();
        match element.tag {
            Tag::ListKind => self.kind = id("abstractNumId").map(|id| (id, Kind::default())),
            Tag::Numbered => self.list = id("numId").map(|id| (id, List::default())),
            Tag::LevelOverride => self.overridden = index(),
            Tag::Level => self.level = index().map(|index| (index, Level::default())),
            Tag::ListKindId => {
                if let Some((_, list)) = &mut self.list {
                    list.kind = element.amount();
                }
            }
            Tag::KindOfStyle => {
                if let Some((_, kind)) = &mut self.kind {
                    kind.of_style = element.value().map(Cow::into_owned);
                }
            }
            Tag::StartOverride => {
                if let (Some((_, list)), Some(level)) = (&mut self.list, self.overridden)
                    && let Some(start) = list.starts.get_mut(level)
                {
                    *start = element.amount();
                }
            }
            _ => {
                if let Some((_, level)) = &mut self.level {
                    level.take(element, xml);
                }
            }
        }
    }

    fn is_full(&self) -> bool {
        self.numbering.kinds.len().max(self.numbering.lists.len()) > MOST_LISTS
    }

    fn close(&mut self, tag: Tag) {
        match tag {
            Tag::Level => {
                let Some((index, level)) = self.level.take() else { return };
                let levels = match (&mut self.list, &mut self.kind) {
                    (Some((_, list)), _) => &mut list.levels,
                    (None, Some((_, kind))) => &mut kind.levels,
                    (None, None) => return,
                };
                if let Some(place) = levels.get_mut(index) {
                    *place = Some(level);
                }
            }
            Tag::LevelOverride => self.overridden = None,
            Tag::ListKind => self.numbering.kinds.extend(self.kind.take()),
            Tag::Numbered => self.numbering.lists.extend(self.list.take()),
            _ => {}
        }
    }
}

impl Level {
    fn take(&mut self, element: &Element<'_>, xml: &Xml<'_>) {
        match element.tag {
            Tag::Start => self.start = element.amount(),
            // A format of newer programs stands beside one that all know.
            Tag::NumberFormat => {
                let known = element.value().filter(|name| name != "custom");
                self.numeral = known.map_or(self.numeral, |name| Numeral::of(&name));
            }
            Tag::LevelText => self.text = element.value().unwrap_or_default().chars().take(LONGEST_TEXT).collect(),
            Tag::Restart => self.restart = element.amount(),
            Tag::Legal => self.is_legal = element.is_on(),
            Tag::ParagraphStyle if xml.is_inside(&[Tag::Level]) => self.style = element.value().map(Cow::into_owned),
            _ => {}
        }
    }

    fn starts_at(&self) -> u32 {
        self.start.unwrap_or(1)
    }
}

/// Counts the paragraphs of lists from the beginning of a text on.
#[derive(Debug)]
pub(super) struct Counters<'n> {
    numbering: &'n Numbering,
    styles: &'n Styles,
    /// The number that each level of a kind of list has reached.
    reached: FxHashMap<u32, [Option<u32>; LEVELS]>,
    /// The levels of lists that have begun.
    begun: FxHashSet<(u32, usize)>,
}

impl<'n> Counters<'n> {
    /// Starts to count.
    pub(super) fn new(numbering: &'n Numbering, styles: &'n Styles) -> Self {
        Self { numbering, styles, reached: FxHashMap::default(), begun: FxHashSet::default() }
    }

    /// The level of a list that a style takes.
    pub(super) fn level_of_style(&self, list: u32, style: &str) -> Option<u32> {
        self.numbering.level_of_style(list, style)
    }

    /// Counts a paragraph and gives what Word shows before it; empty where that is nothing.
    pub(super) fn label(&mut self, list: u32, level: u32) -> String {
        let mut label = self.count(list, level).unwrap_or_default();
        label.truncate(label.trim_end().len());
        label
    }

    fn count(&mut self, list_id: u32, level: u32) -> Option<String> {
        let numbering = self.numbering;
        let list = numbering.lists.get(&list_id)?;
        let (kind_id, kind) = self.kind(list.kind?)?;
        let index = (level as usize).min(LEVELS - 1);
        let own = numbering.level(list, kind, index)?;
        let start = *list.starts.get(index)?;
        let is_first = self.begun.insert((list_id, index));
        let reached = self.reached.entry(kind_id).or_default();
        let here = reached.get_mut(index)?;
        *here = match (start.filter(|_| is_first), *here) {
            (Some(start), _) => Some(start),
            (None, Some(last)) => Some(last.saturating_add(1)),
            (None, None) => Some(own.starts_at()),
        };
        // A level that was passed over counts as begun.
        for (above, number) in reached.iter_mut().enumerate().take(index) {
            number.get_or_insert_with(|| numbering.level(list, kind, above).map_or(1, Level::starts_at));
        }
        for (deeper, number) in reached.iter_mut().enumerate().skip(index + 1) {
            let restart = numbering.level(list, kind, deeper).and_then(|level| level.restart);
            if restart.is_none_or(|after| index < after as usize) {
                *number = None;
            }
        }
        let reached = *reached;
        let number = |at: usize| {
            let level = numbering.level(list, kind, at);
            let numeral = level.map_or(Numeral::Decimal, |level| level.numeral);
            // A text may name levels below its own, which have not begun.
            let counted = reached.get(at).copied().flatten();
            let counted = counted.unwrap_or_else(|| level.map_or(1, Level::starts_at));
            let is_digits = own.is_legal && !matches!(numeral, Numeral::None | Numeral::Bullet);
            if is_digits { Numeral::Decimal.write(counted) } else { numeral.write(counted) }
        };
        Some(if own.numeral == Numeral::Bullet { bullet(&own.text) } else { filled(&own.text, number) })
    }

    /// A kind of list, or the one that its style names.
    fn kind(&self, id: u32) -> Option<(u32, &'n Kind)> {
        const MOST_STEPS: usize = 8;
        let mut id = id;
        for _ in 0..MOST_STEPS {
            let kind = self.numbering.kinds.get(&id)?;
            let Some(style) = kind.of_style.as_deref() else { return Some((id, kind)) };
            id = self.numbering.lists.get(&self.styles.get(style)?.list?)?.kind?;
        }
        None
    }
}

/// The text of a level with its numbers.
fn filled(text: &str, number: impl Fn(usize) -> String) -> String {
    let mut written = String::new();
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        let level = rest.as_str().chars().next().and_then(|digit| digit.to_digit(10)).filter(|digit| *digit > 0);
        match level {
            Some(level) if c == '%' => {
                rest.next();
                written.push_str(&number(level as usize - 1));
            }
            _ => written.push(c),
        }
    }
    written
}

/// A mark before a paragraph. Those of symbol fonts stand for a bullet.
fn bullet(text: &str) -> String {
    let is_symbol = |c: char| ('\u{E000}'..='\u{F8FF}').contains(&c);
    if text.is_empty() || text.contains(is_symbol) { "•".to_owned() } else { text.to_owned() }
}
