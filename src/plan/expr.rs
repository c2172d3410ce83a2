//! Typed expressions.

use crate::diagnostic::Wording;
use crate::figure::{Date, Figure};
use crate::source::Span;

use super::{Builtin, EnumId, FunctionId, Join, ParamId, RecordId, Type};

/// A place in the frame of a rule or function: binders and parameters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slot(pub u16);

/// Index into [`Plan::regexes`](super::Plan::regexes).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RegexId(pub u32);

/// An expression whose names are resolved and whose type is known.
#[derive(Debug, Clone)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// What it gives.
    pub ty: Type,
    /// Where it stands in the pack; `trace` shows its words.
    pub span: Span,
}

/// The forms of a typed expression.
#[derive(Debug, Clone)]
pub enum ExprKind {
    /// A literal.
    Constant(Constant),
    /// A parameter of the packs.
    Param(ParamId),
    /// A binder of the rule or parameter of the function.
    Local(Slot),
    /// The one fact of a record that there is once a submission: `report`.
    Singleton(RecordId),
    /// A field of a fact.
    Field {
        /// The fact.
        of: Box<Expr>,
        /// Index into [`Record::fields`](super::Record::fields).
        field: usize,
    },
    /// What every fact or value can be asked for.
    Property {
        /// The fact, value or list.
        of: Box<Expr>,
        /// What is asked.
        property: Property,
    },
    /// `[a, b]`
    List(Vec<Expr>),
    /// A text with holes.
    Template(Template),
    /// `bands { … }`
    Bands(Vec<Band>),
    /// `-a`
    Negate(Box<Expr>),
    /// `not a`
    Not(Box<Expr>),
    /// `a + b`
    Arithmetic(Arithmetic, Box<Expr>, Box<Expr>),
    /// `a ~= b`
    Compare(Comparison, Box<Expr>, Box<Expr>),
    /// `a and b`
    Logic(Logic, Box<Expr>, Box<Expr>),
    /// `a in LIST`
    In(Box<Expr>, Box<Expr>),
    /// `TEXT contains "…"`, `TEXT contains ["…", "…"]` (any of them)
    Contains(Box<Expr>, Box<Expr>),
    /// `a is present`
    Is(Box<Expr>, Presence),
    /// `a matches /…/`
    Matches(Box<Expr>, RegexId),
    /// `if a then b else c`
    If(Box<Expr>, Box<Expr>, Box<Expr>),
    /// `match a { … }`
    Match(Box<Expr>, Vec<MatchArm>),
    /// A built-in function.
    Call(Builtin, Vec<Expr>),
    /// A function of the pack: its body runs in a frame of its own that holds the arguments.
    Apply(FunctionId, Vec<Expr>),
    /// `sum(x.v for x in RECORD where …)`
    Quantified {
        /// What is made of the values.
        fold: Fold,
        /// The binder's slot in the frame around.
        binder: Slot,
        /// A record (all its facts) or a list.
        over: Box<Over>,
        /// `where …`
        condition: Option<Box<Expr>>,
        /// What is taken of each; absent for a bare `count`.
        body: Option<Box<Expr>>,
    },
}

/// What a quantified expression ranges over.
#[derive(Debug, Clone)]
pub enum Over {
    /// The facts of a record.
    Facts {
        /// The record.
        record: RecordId,
        /// Which of them; all without one.
        join: Option<Join>,
        /// All that the result takes from the facts outside, where it takes nothing but plain values and asks only what
        /// is printed: equal values give equal results.
        given: Option<Vec<Expr>>,
    },
    /// The elements of a list.
    List(Expr),
}

/// A literal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Constant {
    /// `true`
    Bool(bool),
    /// An exact quantity.
    Quantity(Figure),
    /// Words without holes.
    Text(String),
    /// `2022-12-31`
    Date(Date),
    /// A year.
    Year(i32),
    /// A member of an enum.
    Variant(EnumId, usize),
}

/// What facts and values can be asked for beside their fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Property {
    /// The cue word by which a value was read.
    Cue,
    /// The value as printed.
    Printed,
    /// The unit as printed.
    Unit,
    /// The hedge word as a text: 约, 超, 多 …; missing where there is none.
    Hedge,
    /// The clause around.
    Clause,
    /// The sentence around.
    Sentence,
    /// The paragraph around.
    Paragraph,
    /// The body of the section around.
    Section,
    /// The title of the section around.
    SectionTitle,
    /// The file's name.
    Source,
    /// The table around; missing where there is none.
    Table,
    /// The whole text of the document around.
    Document,
    /// All that stands before the sentence in the file.
    Earlier,
    /// Whether a list is complete.
    Complete,
    /// The figure of a target.
    Figure,
}

/// `+ - * /`
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arithmetic {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
}

/// Comparisons.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// `~=`
    Agrees,
    /// `<~`
    AtMostAbout,
    /// `>~`
    AtLeastAbout,
    /// `==`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterEqual,
}

/// Connectives of Kleene's logic.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Logic {
    /// `and`
    And,
    /// `or`
    Or,
    /// `implies`
    Implies,
}

/// `is present`, `is missing`, `is blank`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// There is a value.
    Present,
    /// There is nothing.
    Missing,
    /// An empty cell, `—`, `/`, 无.
    Blank,
}

/// What a quantified expression makes of its values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fold {
    /// Sum.
    Sum,
    /// How many.
    Count,
    /// The least.
    Min,
    /// The greatest.
    Max,
    /// All true.
    All,
    /// Any true.
    Any,
    /// The list of the values.
    List,
}

/// A line of a table of limits, read from the top.
#[derive(Debug, Clone)]
pub struct Band {
    /// What it gives.
    pub value: Expr,
    /// `>= 90`; `None` for `otherwise`.
    pub limit: Option<(Comparison, Expr)>,
}

/// A line of `match`.
#[derive(Debug, Clone)]
pub struct MatchArm {
    /// The values it takes; empty for `otherwise`.
    pub patterns: Vec<Expr>,
    /// What it gives.
    pub value: Expr,
}

/// A text with holes, in both languages.
#[derive(Debug, Clone)]
pub struct Template {
    /// Chinese.
    pub zh: Vec<TemplatePart>,
    /// English; empty where the pack gives none.
    pub en: Vec<TemplatePart>,
}

/// A piece of a template.
#[derive(Debug, Clone)]
pub enum TemplatePart {
    /// Words.
    Literal(String),
    /// A value with its format.
    Hole(Expr, ValueFormat),
}

/// How a hole is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ValueFormat {
    /// As printed in the draft; a computed value in the unit of its dimension (ratio: %, a gap of two rates: 百分点,
    /// money: that of its figures, else 万元), a sum with the decimals of its terms, others with two, whole ones with none.
    #[default]
    Natural,
    /// `:.2%`: as per cent with so many decimals.
    Percent(u32),
    /// `:.2`: with so many decimals, in the natural unit.
    Decimals(u32),
}

impl Template {
    /// A template without holes.
    #[must_use]
    pub fn words(words: &Wording) -> Self {
        let one = |text: &str| if text.is_empty() { Vec::new() } else { vec![TemplatePart::Literal(text.to_owned())] };
        Self { zh: one(&words.zh), en: one(&words.en) }
    }
}
