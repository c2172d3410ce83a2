//! Records: their fields, and where their instances come from.

use crate::source::Span;

use super::{Binding, LocalText, Name, Text, TypeName};

/// A kind of typed fact (or an addition to one).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordDecl {
    /// Its name.
    pub name: Name,
    /// Its title for people.
    pub title: Option<LocalText>,
    /// Its members, in the order written.
    pub members: Vec<RecordMember>,
}

/// A line inside a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RecordMember {
    /// `actual "完成数" | "执行数": money?`
    Field(FieldDecl),
    /// `key subject, year`
    Key(Vec<Name>),
    /// `derive prior = current - diff`
    Derive(Binding),
    /// `from data "path[]" unit 万元`
    FromData {
        /// The path in the data, `[]` for "each element of".
        path: Text,
        /// The unit of bare numbers.
        unit: Option<Name>,
    },
    /// `from table { field <- "header" | "synonym" … }`
    FromTable(TableDecl),
    /// `from text "pattern"`
    FromText(PatternDecl),
    /// `from cues [at field] { … }`
    FromCues(CuesDecl),
}

/// A field of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldDecl {
    /// Its name in rules.
    pub name: Name,
    /// What people and data files call it; the first is shown in labels.
    pub labels: Vec<Text>,
    /// English label: `en "…"`.
    pub label_en: Option<Text>,
    /// Its type.
    pub ty: TypeName,
}

/// Tables that a record is read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableDecl {
    /// What of a table makes an instance.
    pub shape: TableShape,
    /// The unit of bare amounts where the table says none.
    pub unit: Option<Name>,
    /// Where each field stands.
    pub columns: Vec<(Name, TableWords)>,
    /// `fill level1, level2`: an empty cell stands for the one above.
    pub fill: Vec<Name>,
    /// The whole.
    pub span: Span,
}

/// What of a table makes an instance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TableShape {
    /// Each row under the headers.
    Rows,
    /// `at "合计"`: each row that begins with one of these words.
    Totals(Vec<Text>),
    /// `by column`: each column beside the words at the head of the rows.
    Columns,
    /// `by label`: the whole table, words and values side by side.
    Labels,
}

/// Where a field stands in a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TableWords {
    /// Under (beside) one of these words.
    Headers(Vec<Text>),
    /// `row head`: the words at the head of the row.
    RowHead(Span),
}

/// Cue words of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CuesDecl {
    /// `at rate`: the field whose figure makes an instance; the last required field where not given.
    pub anchor: Option<Name>,
    /// The cues, field by field.
    pub fields: Vec<CueLine>,
    /// `unnamed base, actual`: fields that may take a figure no cue names.
    pub unnamed: Vec<Name>,
    /// `beside actual`: fields whose figure stands in the claim's own chain of clauses.
    pub beside: Vec<Name>,
    /// `called part`: fields whose figure is called as the claim's clause begins.
    pub called: Vec<Name>,
    /// `free part, whole`: fields that take any figure near the claim.
    pub free: Vec<Name>,
    /// The whole.
    pub span: Span,
}

/// The cues of one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CueLine {
    /// The field; `items` and `whole` cues name the list field and the field of its total like any other.
    pub field: Name,
    /// Each clause: where the cue stands, with which direction, and its words.
    pub clauses: Vec<CueClause>,
}

/// One `after …`, `before …`, `is …` or `not after …` of a cue line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CueClause {
    /// Where the cue stands.
    pub position: CuePosition,
    /// `faint`, `complete` or neither.
    pub weight: CueWeight,
    /// `up`, `down` or neither.
    pub direction: CueDirection,
    /// The words; none where the position is a year.
    pub words: Vec<CueWord>,
}

/// A cue word, or a list of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CueWord {
    /// The word itself.
    Word(Text),
    /// The name of a `let` or `param` that is a list of words.
    List(Name),
}

/// Where a cue word stands with regard to the value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CuePosition {
    /// `after`: the value comes after the word.
    After,
    /// `before`: the value comes before the word.
    Before,
    /// `is`: the word itself is the value (text and enum fields).
    Is,
    /// `not after`: a value after the word is never this field.
    NotAfter,
    /// `not before`: a value before the word is never this field.
    NotBefore,
    /// `earlier year`: the value belongs to an earlier year than another of its sentence.
    EarlierYear,
    /// `later year`: the value belongs to the latest year of its sentence.
    LaterYear,
}

/// How much a cue word says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CueWeight {
    /// As much as others.
    Plain,
    /// `faint`: it speaks only where no other cue does.
    Faint,
    /// `complete`: nothing is left out of the list it opens or closes.
    Complete,
}

/// Whether a cue word turns the sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CueDirection {
    /// No direction.
    Plain,
    /// `up`: the value counts as it is.
    Up,
    /// `down`: the value counts as negative.
    Down,
}

/// A text pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PatternDecl {
    /// Its parts in order.
    pub parts: Vec<PatternPart>,
    /// The literal it stands in.
    pub span: Span,
}

/// A piece of a text pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PatternPart {
    /// Words as they stand.
    Literal(Text),
    /// `{field}`
    Hole(Name),
    /// `{~}`: a gap inside the sentence.
    Gap(Span),
    /// `{~~}`: a gap inside the paragraph.
    WideGap(Span),
    /// `[a|b]`, `[a|b]?`
    Choice {
        /// What may stand here.
        branches: Vec<Vec<PatternPart>>,
        /// `?`
        optional: bool,
        /// The whole.
        span: Span,
    },
}
