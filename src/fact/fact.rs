//! One instance of a record.

use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::Wording;
use crate::plan::RecordId;
use crate::source::Span;

use super::{TextValue, Value};

/// An instance of a record: one or more admissible readings of the same words or data.
#[derive(Debug, Clone)]
pub struct Fact {
    /// Which record.
    pub record: RecordId,
    /// Admissible readings, nearest first; never empty. A fact from data has one.
    pub readings: Vec<Reading>,
    /// Where it stands.
    pub context: Context,
}

/// One way to bind the fields.
#[derive(Debug, Clone)]
pub struct Reading {
    /// Values in the order of the record's fields.
    values: Arc<[FieldValue]>,
    /// What some fields hold instead: readings of one claim share all the rest.
    instead: Vec<(usize, Arc<FieldValue>)>,
    /// On what the binding rests.
    pub standing: Standing,
}

/// On what the binding of a reading rests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Words or data name every figure.
    Named,
    /// A figure is bound by elimination, or all by sentences before: what follows from it is a question.
    Guessed,
    /// A figure whose words say something else, or nothing: it may excuse a claim, never accuse it.
    Excuse,
    /// No word names the figures that a claim is held against: it is told only where a slip of the hand explains it.
    Free,
}

impl Reading {
    /// Values that words or data name.
    #[must_use]
    pub fn named(values: impl Into<Arc<[FieldValue]>>) -> Self {
        Self::new(values, Standing::Named)
    }

    /// Values in the order of the record's fields.
    #[must_use]
    pub fn new(values: impl Into<Arc<[FieldValue]>>, standing: Standing) -> Self {
        Self { values: values.into(), instead: Vec::new(), standing }
    }

    /// The same, resting on something else.
    #[must_use]
    pub fn standing_on(self, standing: Standing) -> Self {
        Self { standing, ..self }
    }

    /// The same with other values in some fields, which may excuse a claim.
    #[must_use]
    pub fn excused(&self, mut instead: Vec<(usize, Arc<FieldValue>)>) -> Self {
        instead.splice(0..0, self.instead.iter().cloned());
        Self { values: Arc::clone(&self.values), instead, standing: Standing::Excuse }
    }

    /// What a field holds.
    #[must_use]
    pub fn value(&self, field: usize) -> Option<&FieldValue> {
        let other = self.instead.iter().rev().find(|(changed, _)| *changed == field);
        other.map(|(_, value)| &**value).or_else(|| self.values.get(field))
    }

    /// What all fields hold, in the order of the record's fields.
    pub fn values(&self) -> impl Iterator<Item = &FieldValue> {
        (0..self.values.len()).filter_map(|field| self.value(field))
    }
}

/// What a field holds.
#[derive(Debug, Clone)]
pub enum FieldValue {
    /// Nothing there: no such column or phrase.
    Missing,
    /// An empty cell, `—`, `/`, 无; where it stands.
    Blank(Option<Span>),
    /// Something is there but could not be read.
    Unread(Unread, Option<Span>),
    /// A value.
    Value(Value),
}

/// Why a value or an instance could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unread {
    /// More candidates than may be tried.
    TooManyReadings,
    /// n heads and m figures with 分别.
    UnevenLists {
        /// Heads.
        heads: usize,
        /// Figures.
        figures: usize,
    },
    /// A cell or value that is no figure of the type wanted: its words.
    NotA {
        /// What was wanted.
        wanted: Wording,
        /// What stands there.
        found: String,
    },
    /// A sentence of more tokens than are read.
    SentenceTooLong,
    /// No figure for a field that is needed.
    NoCandidate {
        /// The field's label.
        field: Wording,
    },
}

/// What stands around a fact.
#[derive(Debug, Clone)]
pub struct Context {
    /// The fact's own place: its anchor's clause, or the data node.
    pub place: Span,
    /// The words around that place; facts of one clause share them.
    pub around: Arc<Around>,
    /// The path in the data: `indicators[2]`.
    pub path: Option<String>,
}

/// The words around a fact of a draft; nothing for data.
#[derive(Debug, Clone, Default)]
pub struct Around {
    /// The whole document's clean text; the ranges below cut it. `None` for data.
    pub text: Option<Arc<str>>,
    /// Clause, sentence, paragraph and section body as ranges of `text` with their places.
    pub clause: Option<(Range<usize>, Span)>,
    /// The sentence.
    pub sentence: Option<(Range<usize>, Span)>,
    /// The paragraph.
    pub paragraph: Option<(Range<usize>, Span)>,
    /// The section's body.
    pub section: Option<(Range<usize>, Span)>,
    /// Index into [`FactBase::sections`](super::FactBase::sections).
    pub section_index: Option<usize>,
}

impl Context {
    /// The words of one of the ranges above.
    #[must_use]
    pub fn words(&self, piece: &Option<(Range<usize>, Span)>) -> Option<TextValue> {
        let (range, span) = piece.as_ref()?;
        Some(TextValue::part(self.around.text.as_ref()?, range.clone(), Some(*span)))
    }
}
