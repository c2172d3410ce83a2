//! A draft before it is written: lines and tables of words that know which value each of them is.

use super::chance::Chance;
use super::year::Values;

/// A stretch of words; a value has a name by which a fault finds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Piece {
    pub(crate) slot: Option<String>,
    pub(crate) text: String,
    /// Set where a fault was put in.
    pub(crate) is_spoilt: bool,
}

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    Title,
    /// A heading of a level from 1.
    Heading(usize),
    Body,
}

/// A paragraph, a heading or a line of data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line {
    pub(crate) role: Role,
    /// The claim that it makes; empty for words that claim nothing.
    pub(crate) claim: &'static str,
    pub(crate) pieces: Vec<Piece>,
}

/// A piece of a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Block {
    Line(Line),
    /// Rows of cells, the head first.
    Table(Vec<Vec<Line>>),
}

/// Blocks in order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Draft {
    pub(crate) blocks: Vec<Block>,
}

impl Line {
    pub(crate) fn text(&self) -> String {
        self.pieces.iter().map(|piece| piece.text.as_str()).collect()
    }

    /// Joins the words of another claim to this line.
    pub(crate) fn join(&mut self, other: Line) {
        self.pieces.extend(other.pieces);
    }
}

impl Draft {
    pub(crate) fn line(&mut self, line: Line) {
        self.blocks.push(Block::Line(line));
    }

    /// All lines, cells of tables among them.
    pub(crate) fn lines_mut(&mut self) -> impl Iterator<Item = &mut Line> {
        self.blocks.iter_mut().flat_map(|block| match block {
            Block::Line(line) => vec![line],
            Block::Table(rows) => rows.iter_mut().flatten().collect(),
        })
    }

    /// Bytes of its words.
    pub(crate) fn size(&self) -> usize {
        let cells = |rows: &Vec<Vec<Line>>| rows.iter().flatten().map(|cell| cell.text().len() + 1).sum();
        self.blocks
            .iter()
            .map(|block| match block {
                Block::Line(line) => line.text().len() + 2,
                Block::Table(rows) => cells(rows),
            })
            .sum()
    }
}

/// Fills the values into templates.
#[derive(Debug)]
pub(crate) struct Filler<'a> {
    pub(crate) values: &'a Values,
    pub(crate) towns: &'a [String],
    pub(crate) chance: Chance,
    /// True where figures stand off from the words around them.
    pub(crate) is_spaced: bool,
}

impl Filler<'_> {
    /// The words of a template. A slot is called by its claim and its value: `spending.rate`.
    ///
    /// # Panics
    /// Where a template names a value that there is not.
    pub(crate) fn line(&mut self, role: Role, claim: &'static str, template: &str) -> Line {
        let mut pieces = Vec::new();
        let mut rest = template;
        while let Some((before, inside)) = rest.split_once('{') {
            let (name, behind) = inside.split_once('}').expect("a brace is closed");
            pieces.push(Piece { slot: None, text: before.to_owned(), is_spoilt: false });
            let text = self.value(name);
            if text.contains('{') {
                // A value may be a template itself.
                pieces.extend(self.line(role, claim, &text).pieces);
            } else {
                let is_figure = text.starts_with(|c: char| c.is_ascii_digit())
                    && !["year", "last_year", "next_year", "month"].contains(&name);
                let blank = if is_figure && self.is_spaced { " " } else { "" };
                pieces.push(Piece { slot: None, text: blank.to_owned(), is_spoilt: false });
                pieces.push(Piece { slot: Some(format!("{claim}.{name}")), text, is_spoilt: false });
                let blank =
                    if behind.starts_with(['，', '。', '；', '）']) || behind.is_empty() { "" } else { blank };
                pieces.push(Piece { slot: None, text: blank.to_owned(), is_spoilt: false });
            }
            rest = behind;
        }
        pieces.push(Piece { slot: None, text: rest.to_owned(), is_spoilt: false });
        pieces.retain(|piece| !piece.text.is_empty());
        Line { role, claim, pieces }
    }

    fn value(&mut self, name: &str) -> String {
        if let Some((low, high)) = name.strip_prefix('#').and_then(|range| range.split_once('-')) {
            let bound = |digits: &str| digits.parse().expect("a range of numbers");
            return self.chance.between(bound(low), bound(high)).to_string();
        }
        match name {
            "month" => format!("{}月", self.chance.between(3, 11)),
            "town" => self.chance.pick(self.towns).clone(),
            _ => self.values.get(name).unwrap_or_else(|| panic!("there is no value `{name}`")).clone(),
        }
    }
}
