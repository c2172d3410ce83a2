//! The tree of a `.gj` file as it was written: every node knows its place, nothing is resolved yet.

use crate::diagnostic::Severity;
use crate::source::{SourceId, Span, Spanned};

/// A name as written.
pub type Name = Spanned<String>;

/// One `.gj` file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Module {
    /// The file.
    pub source: SourceId,
    /// Its declarations, in the order written.
    pub items: Vec<Item>,
}

/// A declaration with the `///` comment above it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Lines of the doc comment joined by line breaks, `///` removed; empty where there is none.
    pub doc: String,
    /// The whole declaration.
    pub span: Span,
    /// What is declared.
    pub kind: ItemKind,
}

/// What a declaration declares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ItemKind {
    /// `use NAME`: names of a pack that is not extended.
    Use(Name),
    /// `param NAME = value`: may be overridden by a pack further down.
    Param(Binding),
    /// `let NAME = value`.
    Let(Binding),
    /// `fn NAME(a: type, …) = expression`.
    Function(FunctionDecl),
    /// `enum NAME { variant = "word" | "word" … }`.
    Enum(EnumDecl),
    /// `lexicon NAME from "file.yaml"`.
    Lexicon(LexiconDecl),
    /// `record NAME "title" { … }`.
    Record(RecordDecl),
    /// `extend record NAME { … }`.
    ExtendRecord(RecordDecl),
    /// `outline NAME years 2021..2023 { … }`.
    Outline(OutlineDecl),
    /// `rule CODE "title" … { … }`.
    Rule(RuleDecl),
}

/// A string literal: the words after un-escaping, and the place of the whole literal with its quotes.
pub type Text = Spanned<String>;

/// Words for people, with an optional English version: `"标题" en "title"`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LocalText {
    /// The pack's own words.
    pub zh: Text,
    /// `en "…"`.
    pub en: Option<Text>,
}

/// A named value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binding {
    /// Its name.
    pub name: Name,
    /// Its value.
    pub value: Expr,
}

/// A function; not recursive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FunctionDecl {
    /// Its name.
    pub name: Name,
    /// Its parameters.
    pub parameters: Vec<(Name, TypeName)>,
    /// Its value.
    pub body: Expr,
}

/// A closed set of words, each with its synonyms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnumDecl {
    /// Its name.
    pub name: Name,
    /// Its members: name and the words that mean it (the name itself where none are given).
    pub variants: Vec<(Name, Vec<Text>)>,
}

/// Word lists kept as data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LexiconDecl {
    /// Its name; also the name of the record of its matches.
    pub name: Name,
    /// The YAML file, relative to the pack's folder.
    pub file: Text,
}

/// A type as written: `money?`, `list of item`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypeName {
    /// The name of the type, or of the element type of a list.
    pub name: Name,
    /// `list of`.
    pub list: bool,
    /// `?`.
    pub optional: bool,
    /// The whole.
    pub span: Span,
}

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
    FromTable {
        /// Column by field.
        columns: Vec<(Name, Vec<Text>)>,
        /// The whole.
        span: Span,
    },
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

/// The required sections of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutlineDecl {
    /// Its name.
    pub name: Name,
    /// `years 2021..2023`, both ends included; either may be open.
    pub years: Option<YearRange>,
    /// Its sections.
    pub sections: Vec<SectionDecl>,
}

/// `2021..2023`, `2021..`, `..2023` or `2022`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct YearRange {
    /// First year.
    pub from: Option<i32>,
    /// Last year, included.
    pub to: Option<i32>,
    /// The whole.
    pub span: Span,
}

/// A section of an outline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SectionDecl {
    /// `optional`.
    pub optional: bool,
    /// Its title and synonyms.
    pub titles: Vec<Text>,
    /// What must stand inside.
    pub sections: Vec<SectionDecl>,
    /// The whole.
    pub span: Span,
}

/// A rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleDecl {
    /// `A01`.
    pub code: Name,
    /// Its title: the fault, not the cure.
    pub title: LocalText,
    /// `for a: completion, b: indicator where …`, `for group i: indicator by i.level1`.
    pub quantifier: Option<Quantifier>,
    /// Its members, in the order written.
    pub members: Vec<RuleMember>,
}

/// What a rule ranges over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quantifier {
    /// `group`: the single binder stands for a list of facts that share the `by` values.
    pub group: bool,
    /// Binders: name and record.
    pub binders: Vec<(Name, Name)>,
    /// `where …`
    pub condition: Option<Expr>,
    /// `by a.x, a.y`
    pub by: Vec<Expr>,
    /// The whole.
    pub span: Span,
}

/// How well a basis is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BasisMark {
    /// `arithmetic` / `算术`: arithmetic alone decides it.
    Arithmetic,
    /// `seen` / `已见`: read in a public text or a filled-in public form.
    Seen,
    /// `practice` / `惯例`: reviewers' habit.
    Practice,
    /// `recalled` / `据忆`: from memory, until a person has read the official text.
    Recalled,
}

/// A line inside a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RuleMember {
    /// `severity error`
    Severity(Spanned<Severity>),
    /// `basis seen "…"`
    Basis {
        /// The mark; `None` where the author left it out (an error of the pack).
        mark: Option<Spanned<BasisMark>>,
        /// The words.
        text: LocalText,
    },
    /// `help "…"`: what to do, shown with every finding.
    Help(LocalText),
    /// `when …`
    When(Expr),
    /// `check … else "…" at …`
    Check(CheckDecl),
    /// `fix place => "text"`
    Fix {
        /// What is replaced.
        place: Expr,
        /// By what.
        value: Expr,
    },
    /// `suggest place => expression`
    Suggest {
        /// What would be replaced.
        place: Expr,
        /// By what.
        value: Expr,
    },
    /// `example good "…"`
    Example(ExampleDecl),
}

/// A check of a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckDecl {
    /// What must hold.
    pub kind: CheckKind,
    /// `else "…"`
    pub message: Option<LocalText>,
    /// `at place, place`
    pub at: Vec<Expr>,
    /// The whole.
    pub span: Span,
}

/// The forms of a check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CheckKind {
    /// `check CONDITION`
    Condition(Expr),
    /// `check outline NAME complete|in order|filled`
    Outline {
        /// The outline.
        name: Name,
        /// What is asked of it.
        aspect: OutlineAspect,
    },
    /// `check same RECORD.FIELD`: instances with the same key must not contradict each other.
    Same {
        /// The record.
        record: Name,
        /// The field.
        field: Name,
    },
    /// `report "…" at …`: the binding alone is the fault.
    Report,
}

/// What is asked of an outline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OutlineAspect {
    /// Every section that is not optional is there.
    Complete,
    /// The sections stand in the order of the outline.
    InOrder,
    /// No section is empty.
    Filled,
}

/// An example; it is a test.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExampleDecl {
    /// `good` or `bad`.
    pub good: bool,
    /// A sentence, or `draft """…"""`.
    pub draft: Option<Text>,
    /// True for a bare sentence, false for `draft`.
    pub sentence: bool,
    /// `data """…"""`
    pub data: Option<Text>,
    /// `at "words"` or `at indicators[2].score`
    pub at: Option<ExamplePlace>,
    /// The whole.
    pub span: Span,
}

/// Where an example expects its finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExamplePlace {
    /// The first occurrence of these words.
    Words(Text),
    /// A path in the data, as written.
    Path(Name),
}

/// An expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// Where it stands.
    pub span: Span,
}

/// The forms of an expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExprKind {
    /// `true`, `false`
    Bool(bool),
    /// `100`, `100 万元`, `90%`, `0.5 个百分点`, `10 分`: digits without commas, and the unit if any.
    Number {
        /// The digits as written, `-` excluded.
        digits: String,
        /// The unit as written.
        unit: Option<Name>,
    },
    /// `2022-12-31`
    Date(String),
    /// `"…"`; in messages and `fix` values its holes are parsed, elsewhere it has none.
    Text(Template),
    /// `["a", "b"]`
    List(Vec<Expr>),
    /// `bands { 优: >= 90  良: >= 80  差: otherwise }`
    Bands(Vec<Band>),
    /// A name.
    Name(String),
    /// `a.b`
    Field(Box<Expr>, Name),
    /// `-a`, `not a`
    Unary(UnaryOp, Box<Expr>),
    /// `a + b`
    Binary(Spanned<BinaryOp>, Box<Expr>, Box<Expr>),
    /// `a is present`
    Is(Box<Expr>, Presence),
    /// `a matches /regex/`
    Matches(Box<Expr>, Name),
    /// `if a then b else c`
    If(Box<Expr>, Box<Expr>, Box<Expr>),
    /// `match a { x: 1  y | z: 2  otherwise: 3 }`
    Match(Box<Expr>, Vec<MatchArm>),
    /// `f(a, b)`
    Call(Name, Vec<Expr>),
    /// `sum(x.v for x in RECORD where …)`
    Quantified {
        /// `sum`, `count`, `min`, `max`, `all`, `any`.
        function: Name,
        /// What is taken of each; absent in `count(x in RECORD …)`.
        body: Option<Box<Expr>>,
        /// The binder.
        binder: Name,
        /// A record name, or an expression that is a list.
        over: Box<Expr>,
        /// `where …`
        condition: Option<Box<Expr>>,
    },
    /// What could not be parsed; a diagnostic was given.
    Broken,
}

/// A text with holes: `"{c.rate}，应为 {c.actual / c.base:.2%}"`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    /// Its pieces in order.
    pub parts: Vec<TemplatePart>,
}

/// A piece of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TemplatePart {
    /// Words as they stand.
    Literal(String),
    /// `{expression:format}`
    Hole(Expr, Option<Name>),
}

/// A line of `bands`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Band {
    /// The value it gives: a name (an enum variant) or a text.
    pub value: Expr,
    /// The comparison and its limit; `None` for `otherwise`.
    pub limit: Option<(Spanned<BinaryOp>, Expr)>,
    /// The whole.
    pub span: Span,
}

/// A line of `match`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MatchArm {
    /// The values it takes; empty for `otherwise`.
    pub patterns: Vec<Expr>,
    /// What it gives.
    pub value: Expr,
    /// The whole.
    pub span: Span,
}

/// `is present`, `is missing`, `is blank`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// There is a value.
    Present,
    /// There is nothing: no such column or phrase.
    Missing,
    /// An empty cell, `—`, `/`, 无.
    Blank,
}

/// Operators with one operand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnaryOp {
    /// `-`
    Negate,
    /// `not`
    Not,
}

/// Operators with two operands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BinaryOp {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`, `×`
    Multiply,
    /// `/`, `÷`
    Divide,
    /// `~=`, `≈`: agrees with.
    Agrees,
    /// `<~`: not surely above.
    AtMostAbout,
    /// `>~`: not surely below.
    AtLeastAbout,
    /// `==`
    Equal,
    /// `!=`, `≠`
    NotEqual,
    /// `<`
    Less,
    /// `<=`, `≤`
    LessEqual,
    /// `>`
    Greater,
    /// `>=`, `≥`
    GreaterEqual,
    /// `and`
    And,
    /// `or`
    Or,
    /// `implies`
    Implies,
    /// `in`
    In,
    /// `contains`
    Contains,
}
