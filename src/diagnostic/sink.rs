//! One diagnostic, and the list that collects them.

use crate::source::{SourceMap, Span};

use super::{Severity, Wording};

/// A place with a few words beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// Where.
    pub span: Span,
    /// What stands there; may be empty.
    pub text: Wording,
}

/// A mistake in a pack or in a file: what is wrong, where, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Stable code such as `pack::unknown_name`; `guiju explain` knows it.
    pub code: &'static str,
    /// How grave it is.
    pub severity: Severity,
    /// One line: what is wrong.
    pub message: Wording,
    /// Places; the first is the primary one. Empty where there is no place (a missing file).
    pub labels: Vec<Label>,
    /// What to do.
    pub help: Option<Wording>,
}

impl Diagnostic {
    /// An error at a place.
    #[must_use]
    pub fn error(code: &'static str, span: Span, message: Wording) -> Self {
        Self {
            code,
            severity: Severity::Error,
            message,
            labels: vec![Label { span, text: Wording::default() }],
            help: None,
        }
    }

    /// An error without a place.
    #[must_use]
    pub fn placeless(code: &'static str, message: Wording) -> Self {
        Self { code, severity: Severity::Error, message, labels: Vec::new(), help: None }
    }

    /// The same as a warning.
    #[must_use]
    pub fn as_warning(mut self) -> Self {
        self.severity = Severity::Warning;
        self
    }

    /// Sets the words beside the primary place.
    #[must_use]
    pub fn saying(mut self, text: Wording) -> Self {
        if let Some(first) = self.labels.first_mut() {
            first.text = text;
        }
        self
    }

    /// Adds a second place.
    #[must_use]
    pub fn and(mut self, span: Span, text: Wording) -> Self {
        self.labels.push(Label { span, text });
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, help: Wording) -> Self {
        self.help = Some(help);
        self
    }

    /// The primary place.
    #[must_use]
    pub fn span(&self) -> Option<Span> {
        self.labels.first().map(|label| label.span)
    }
}

/// Collects diagnostics; no stage stops at the first one.
#[derive(Debug, Default)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
}

impl Diagnostics {
    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    /// True where at least one error was collected.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.list.iter().any(|one| one.severity == Severity::Error)
    }

    /// True where nothing was collected.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// How many were collected.
    #[must_use]
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// All, in the order in which they were found.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.list.iter()
    }

    /// Puts them in the order of their places (by source name, then offset) and drops exact repetitions.
    pub fn sort(&mut self, sources: &SourceMap) {
        self.list.sort_by(|a, b| {
            let key = |one: &Diagnostic| {
                one.span().map(|span| (sources.file(span.source).name().to_owned(), span.start, span.end))
            };
            key(a).cmp(&key(b)).then_with(|| a.code.cmp(b.code))
        });
        self.list.dedup();
    }

    /// The same as warnings.
    #[must_use]
    pub fn as_warnings(self) -> Self {
        Self { list: self.list.into_iter().map(Diagnostic::as_warning).collect() }
    }

    /// Takes over all of another list.
    pub fn extend(&mut self, other: Self) {
        self.list.extend(other.list);
    }
}
