//! Records: kinds of typed facts, their fields and where they come from.

use crate::diagnostic::Wording;
use crate::figure::Unit;
use crate::source::Span;

use super::{CuePosition, CueWeight, Direction, Expr, Pattern, RecordId, TableSource, Type};

/// A kind of fact.
#[derive(Debug)]
pub struct Record {
    /// Its name in rules.
    pub name: String,
    /// Its title for people.
    pub title: Wording,
    /// Its fields; facts hold their values in this order.
    pub fields: Vec<Field>,
    /// The fields that say when two facts are the same.
    pub key: Vec<usize>,
    /// How missing fields follow from others, in the order to be tried.
    pub derives: Vec<Derive>,
    /// Where it stands in evaluation data.
    pub data: Vec<DataSource>,
    /// What of a table is an instance.
    pub tables: Vec<TableSource>,
    /// Phrases of the prose.
    pub patterns: Vec<Pattern>,
    /// Cue words of the prose.
    pub cues: Vec<CueSource>,
    /// Set for the records that the engine fills by itself.
    pub builtin: Option<BuiltinRecord>,
    /// The record whose facts of the year before it holds; `None` for a record of its own.
    pub last_year_of: Option<RecordId>,
    /// True where at least one rule reads it; facts of others are not made.
    pub used: bool,
    /// Where it is declared.
    pub span: Span,
}

impl Record {
    /// True where a source takes figures which no word names.
    #[must_use]
    pub fn takes_any_figure(&self) -> bool {
        self.cues.iter().any(CueSource::takes_any_figure)
    }
}

/// A field of a record.
#[derive(Debug, Clone)]
pub struct Field {
    /// Its name in rules.
    pub name: String,
    /// What people call it; used as label of its figure.
    pub label: Wording,
    /// Keys in data files that mean it: its name and all its labels.
    pub aliases: Vec<String>,
    /// Its type.
    pub ty: Type,
    /// True where it may be missing.
    pub optional: bool,
}

/// `derive field = value`; the value reads only fields of the same fact ([`Slot`](super::Slot) 0 is the fact).
#[derive(Debug, Clone)]
pub struct Derive {
    /// What is filled.
    pub field: usize,
    /// From what.
    pub value: Expr,
}

/// A path into evaluation data.
#[derive(Debug)]
pub struct DataSource {
    /// The keys from the root; `execution[]` is the segment `execution` with `each` true.
    pub path: Vec<PathSegment>,
    /// The unit of bare numbers of money fields: the power of ten over 元.
    pub money_power: Option<i8>,
}

impl DataSource {
    /// The unit of bare numbers of money fields, as it is printed: 万元.
    #[must_use]
    pub fn money_unit(&self) -> Option<String> {
        self.money_power.map(|power| Unit::Money(power).symbol())
    }
}

/// A step of a data path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PathSegment {
    /// The key, with its synonyms; any of them.
    pub keys: Vec<String>,
    /// `[]`: each element of the list behind the key.
    pub each: bool,
}

/// A group of cues that make instances of a record.
#[derive(Debug)]
pub struct CueSource {
    /// The field whose value makes an instance.
    pub anchor: usize,
    /// The cues of the fields; fields without cues stay empty.
    pub fields: Vec<CueField>,
    /// Fields that may take a figure no cue names, where enough of the others are named.
    pub unnamed: Vec<usize>,
    /// Fields whose figure stands in the claim's own chain of clauses.
    pub beside: Vec<usize>,
    /// Fields whose figure, where it stands in another clause, is called as the claim's clause begins.
    pub called: Vec<usize>,
    /// Fields that take any figure near the claim: it is told only where a slip of the hand explains it.
    pub free: Vec<usize>,
}

impl CueSource {
    /// True where it takes figures which no word names.
    #[must_use]
    pub fn takes_any_figure(&self) -> bool {
        !self.free.is_empty()
    }
}

/// The cues of one field.
#[derive(Debug)]
pub struct CueField {
    /// The field.
    pub field: usize,
    /// Its words.
    pub words: Vec<CueWord>,
    /// Set where a figure is this field by its year.
    pub year: Option<CueYear>,
}

/// A word that speaks for a field.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CueWord {
    /// The word, without blanks.
    pub word: String,
    /// Where its value stands.
    pub position: CuePosition,
    /// Whether it turns the sign.
    pub direction: Direction,
    /// How much it says.
    pub weight: CueWeight,
}

/// Which of the years that a sentence sets side by side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CueYear {
    /// An earlier one.
    Earlier,
    /// The latest.
    Later,
}

/// Records that the engine fills by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BuiltinRecord {
    /// One fact a submission, filled by packs' cues and by data.
    Report,
    /// `title: text`, `number: text?`, `level: number`, `body: text`, `length: number` (characters of the body).
    Section,
    /// `text: text`, `length: number`.
    Paragraph,
    /// `text: text`.
    Sentence,
    /// `text: text`.
    Clause,
    /// `title: text`, `number: text?` (as printed), `level: number`, `style: text` (`一、` `（一）` `1.` `1、` `（1）`), `value: number?`,
    /// `previous: number?` (the number before it at the same level under the same parent), `parent_level: number`,
    /// `titled: bool` (a title, not an item of a list),
    /// `end: text?` (punctuation at its end).
    Heading,
    /// `value: quantity`, `text: text`.
    Figure,
    /// `word: text`, `before: text`, `after: text`: a doubled character or word.
    Repeat,
    /// `mark: text`, `kind: text` (引号, 书名号, 括号): a mark without its partner.
    Unpaired,
    /// `text: text`, `length: number`, `is_mobile: bool`, `id_check: bool`, `luhn: bool`: a long string of digits.
    Digits,
    /// `name: text`, `value: quantity`, `share: percent?`: an item of a list. Made only as part of another fact.
    Item,
    /// `text: text`, `letters: number` (of it, that can be compared), `length: number` (of these, shared with the other),
    /// `share: percent` (`length` of `letters`), `total: percent` (of all letters of the submission, those shared with the
    /// other), `other: text?` (missing where nothing is shared), `units: number` (others in which it stands),
    /// `is_last_year: bool`: a passage held against the year before, or against all other submissions. Made by the engine.
    Copy,
    /// The matches of a lexicon: `word: text`, `right: text?`, `note: text?`, `kind: text?`.
    Lexicon(super::LexiconId),
}
