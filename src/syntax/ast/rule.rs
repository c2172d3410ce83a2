//! Rules: what they are about, what they check and say, and their examples.

use crate::diagnostic::Severity;
use crate::source::{Span, Spanned};

use super::{Expr, LocalText, Message, Name, Text};

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
    /// Binders.
    pub binders: Vec<Binder>,
    /// `where …`
    pub condition: Option<Expr>,
    /// `by a.x, a.y`
    pub by: Vec<Expr>,
    /// The whole.
    pub span: Span,
}

/// `a: completion`, `b: last_year completion`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binder {
    /// What the fact is called.
    pub name: Name,
    /// Which record it is of.
    pub record: Name,
    /// True where it is one of the submission of the year before.
    pub last_year: bool,
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
    pub message: Option<Message>,
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
        /// Behind it stands `across`: only text, tables and files are held against each other.
        across: bool,
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
    /// `last_year """…"""`: the report of the year before; data where `data` stands in front of it.
    pub last_year: Option<Beside>,
    /// `cohort """…"""`: what other units hand in, parted by lines of `---`.
    pub cohort: Option<Beside>,
    /// `at "words"` or `at indicators[2].score`
    pub at: Option<ExamplePlace>,
    /// The whole.
    pub span: Span,
}

/// What an example says of the year before, or of other units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beside {
    /// The words.
    pub text: Text,
    /// True for evaluation data, false for a draft.
    pub is_data: bool,
}

/// Where an example expects its finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExamplePlace {
    /// The first occurrence of these words.
    Words(Text),
    /// A path in the data, as written.
    Path(Name),
}
