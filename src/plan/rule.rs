//! Rules, ready to run.

use std::sync::Arc;

use crate::diagnostic::{Severity, Wording};
use crate::source::Span;

use super::{Aspect, Expr, OutlineId, RecordId, Slot, Template};

/// A rule.
#[derive(Debug)]
pub struct Rule {
    /// Its code; unique over all packs in force. Every outcome names it.
    pub code: Arc<str>,
    /// The fault it names.
    pub title: Wording,
    /// Its doc comment: why it is asked.
    pub doc: String,
    /// Its severity after overrides.
    pub severity: Severity,
    /// On what it stands.
    pub basis: Basis,
    /// What to do about a finding.
    pub help: Option<Wording>,
    /// What it ranges over.
    pub quantifier: Quantifier,
    /// All must hold, else the rule does not apply.
    pub when: Vec<Expr>,
    /// What must hold.
    pub checks: Vec<Check>,
    /// Replacements offered.
    pub corrections: Vec<Correction>,
    /// Its examples.
    pub examples: Vec<Example>,
    /// How many slots its frame has.
    pub slots: usize,
    /// The pack it is from: index into [`Plan::packs`](super::Plan::packs).
    pub pack: usize,
    /// True where it looks at the submission of the year before; without one it says nothing.
    pub needs_last_year: bool,
    /// Set where a pack in force switched it off: the reason.
    pub off: Option<String>,
    /// Where its code stands.
    pub span: Span,
}

impl Rule {
    /// The record that a rule about single facts looks at.
    #[must_use]
    pub fn about(&self) -> Option<RecordId> {
        match &self.quantifier {
            Quantifier::Facts { binders, .. } if binders.len() == 1 => binders.first().map(|(_, record)| *record),
            Quantifier::Submission | Quantifier::Facts { .. } | Quantifier::Groups { .. } => None,
        }
    }
}

/// On what a rule stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Basis {
    /// How well it is known.
    pub mark: BasisMark,
    /// The source.
    pub text: Wording,
}

/// How well a basis is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BasisMark {
    /// Arithmetic alone decides it.
    Arithmetic,
    /// Read in a public text or a filled-in public form.
    Seen,
    /// Reviewers' habit.
    Practice,
    /// From memory.
    Recalled,
}

impl BasisMark {
    /// The word shown beside a basis.
    #[must_use]
    pub fn wording(self) -> Wording {
        match self {
            Self::Arithmetic => Wording::new("算术", "arithmetic"),
            Self::Seen => Wording::new("已见原文", "seen"),
            Self::Practice => Wording::new("审核惯例", "practice"),
            Self::Recalled => Wording::new("据记忆，待核", "recalled, to be verified"),
        }
    }
}

/// What a rule ranges over.
#[derive(Debug)]
pub enum Quantifier {
    /// The whole submission, once.
    Submission,
    /// Every fact, or every combination of facts that satisfies the condition.
    Facts {
        /// Slot and record of each binder.
        binders: Vec<(Slot, RecordId)>,
        /// How the second and later binders are found without trying all pairs; one for each binder after the first.
        joins: Vec<Join>,
        /// The rest of `where`.
        condition: Option<Expr>,
    },
    /// Every group of facts that share the `by` values; the binder is the list of them.
    Groups {
        /// The slot that holds the list.
        binder: Slot,
        /// The slot in which one member stands while `by` and `condition` are worked out; in checks it holds the first
        /// member, from which the fields named in `by` are read.
        member: Slot,
        /// The record.
        record: RecordId,
        /// Which facts count.
        condition: Option<Expr>,
        /// What the members share.
        by: Vec<Expr>,
    },
}

/// How facts are found that belong to others, without trying all of them.
#[derive(Debug, Clone)]
pub struct Join {
    /// What ties them; decides alone which facts are meant.
    pub tie: Tie,
    /// More equalities, looked up together with the tie. They are asked again of what is found, so that a value that
    /// cannot be read stays undecided.
    pub narrowed: Vec<Equality>,
    /// What else the condition asks: all that is left to ask where the values above are certain.
    pub rest: Option<Expr>,
}

/// What ties a fact to others.
#[derive(Debug, Clone)]
pub enum Tie {
    /// Equal values.
    Equal(Equality),
    /// In the same piece of text as the fact in the slot.
    Within(Scope, Slot),
}

/// `a.name == b.name`
#[derive(Debug, Clone)]
pub struct Equality {
    /// Of the fact that is looked for.
    pub key: Expr,
    /// Of the facts that are known.
    pub value: Expr,
}

/// A piece of text that holds joined facts together, the narrowest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// The same clause.
    Clause,
    /// The same sentence.
    Sentence,
    /// The same paragraph.
    Paragraph,
    /// The same section.
    Section,
    /// The same file.
    Source,
    /// The same table.
    Table,
}

impl Join {
    /// The expressions it reads.
    pub fn expressions(&self) -> impl Iterator<Item = &Expr> {
        let tie = match &self.tie {
            Tie::Equal(equality) => Some(equality),
            Tie::Within(..) => None,
        };
        tie.into_iter().chain(&self.narrowed).flat_map(|equality| [&equality.key, &equality.value])
    }
}

/// A check of a rule.
#[derive(Debug)]
pub struct Check {
    /// What must hold.
    pub kind: CheckKind,
    /// What is said where it does not.
    pub message: Option<Template>,
    /// Where the finding points; the first is the primary place.
    pub at: Vec<Expr>,
    /// Where it stands in the pack.
    pub span: Span,
}

/// The forms of a check.
#[derive(Debug)]
pub enum CheckKind {
    /// A condition.
    Condition(Expr),
    /// An outline.
    Outline(OutlineId, Aspect),
    /// Facts with the same key must not contradict each other in this field.
    Same(RecordId, usize, Among),
    /// Fails always: the binding and `when` are the fault.
    Report,
}

/// Which facts with the same key are held against each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Among {
    /// All of them.
    All,
    /// Those of the narrative, those of a table or data file, those of another file: two of these differ where no value
    /// of the one agrees with any of the other.
    Origins,
}

/// A replacement offered.
#[derive(Debug)]
pub struct Correction {
    /// What is replaced.
    pub place: Expr,
    /// By what.
    pub value: Expr,
    /// `fix` (certain wording) or `suggest`.
    pub certain: bool,
}

/// An example of a rule; a test.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// Good or bad.
    pub good: bool,
    /// A sentence or a piece of a report.
    pub draft: Option<String>,
    /// Evaluation data as YAML.
    pub data: Option<String>,
    /// The year before.
    pub last_year: Option<Beside>,
    /// Other units, parted by lines of `---`.
    pub cohort: Option<Beside>,
    /// Where a bad one expects its finding.
    pub at: Option<ExamplePlace>,
    /// Where it stands in the pack.
    pub span: Span,
}

impl Beside {
    /// The words.
    #[must_use]
    pub fn text(&self) -> &str {
        match self {
            Self::Draft(text) | Self::Data(text) => text,
        }
    }
}

/// The year before, or other units, in an example.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Beside {
    /// A report.
    Draft(String),
    /// Evaluation data as YAML.
    Data(String),
}

/// Where an example expects its finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExamplePlace {
    /// The first occurrence of these words.
    Words(String),
    /// A path in the data: `indicators[2].score`.
    Path(String),
}
