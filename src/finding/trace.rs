//! How the values of a rule came about, for `guiju trace`.

use crate::diagnostic::Wording;
use crate::source::Span;

/// One application of a rule, told step by step.
#[derive(Debug, Clone)]
pub struct Trace {
    /// The rule's code.
    pub code: String,
    /// The fact's place in the draft; `None` for a rule on the whole submission.
    pub place: Option<Span>,
    /// What came of it: 通过, 不适用, 有问题, 未评估 with its reason.
    pub result: Wording,
    /// How the fields were bound and the expressions worked out, outermost first.
    pub steps: Vec<TraceStep>,
    /// How many readings the words admit, and which one (1-based) is shown.
    pub readings: (usize, usize),
}

/// One value of a trace.
#[derive(Debug, Clone)]
pub struct TraceStep {
    /// How deep the expression is nested.
    pub depth: usize,
    /// The expression's place in the pack; `None` for the binding of a field.
    pub expression: Option<Span>,
    /// A name for what has no expression: the field's label.
    pub name: Wording,
    /// What came out, as people read it.
    pub value: Wording,
    /// Where in the draft it was read.
    pub origins: Vec<Span>,
}
