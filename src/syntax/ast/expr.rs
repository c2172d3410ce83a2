//! Expressions, and texts with holes.

use crate::source::{Span, Spanned};

use super::Name;

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
    /// `last_year RECORD`
    LastYear(Name),
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
