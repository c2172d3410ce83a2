//! One instance of a record.

use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::Wording;
use crate::plan::RecordId;
use crate::source::Span;

use super::{TextValue, Value};

/// So many figures make a relation that rules can recompute.
pub const RELATION: usize = 3;

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
    /// Values in the order of the record's fields; behind them spare ones, which readings that excuse put in the places
    /// of those. Readings of one claim share them.
    values: Arc<[FieldValue]>,
    fields: usize,
    swaps: Swaps,
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

/// Which fields hold a spare value, and where it stands among the values; the later counts.
#[derive(Debug, Clone, Copy, Default)]
pub struct Swaps {
    pairs: [(u16, u16); Self::MOST],
    count: u8,
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
        let values = values.into();
        Self { fields: values.len(), values, swaps: Swaps::default(), standing }
    }

    /// The same, resting on something else.
    #[must_use]
    pub fn standing_on(self, standing: Standing) -> Self {
        Self { standing, ..self }
    }

    /// Values of so many fields, and behind them the spare ones.
    #[must_use]
    pub fn with_spares(fields: usize, values: impl Into<Arc<[FieldValue]>>, standing: Standing) -> Self {
        Self { fields, ..Self::new(values, standing) }
    }

    /// The same with more spare values, which are numbered on from [`Reading::next_spare`].
    #[must_use]
    pub fn with_more(&self, spares: impl IntoIterator<Item = FieldValue>) -> Self {
        let values: Vec<FieldValue> = self.values.iter().cloned().chain(spares).collect();
        Self { values: values.into(), ..self.clone() }
    }

    /// The number that the next spare value gets.
    #[must_use]
    pub fn next_spare(&self) -> usize {
        self.values.len()
    }

    /// The same with spare values in some fields, which may excuse a claim; `None` where they are too many.
    #[must_use]
    pub fn excused(&self, swaps: &Swaps) -> Option<Self> {
        self.swapped(swaps, Standing::Excuse)
    }

    /// The same with spare values in some fields, resting on something else; `None` where they are too many.
    #[must_use]
    pub fn swapped(&self, swaps: &Swaps, standing: Standing) -> Option<Self> {
        let swaps = swaps.iter().try_fold(self.swaps, |all, (field, spare)| all.and(field, spare))?;
        Some(Self { values: Arc::clone(&self.values), fields: self.fields, swaps, standing })
    }

    /// What a field holds.
    #[must_use]
    pub fn value(&self, field: usize) -> Option<&FieldValue> {
        let swapped = self.swaps.iter().rfind(|(swapped, _)| *swapped == field);
        self.values.get(swapped.map_or(field, |(_, spare)| spare)).filter(|_| field < self.fields)
    }

    /// What all fields hold, in the order of the record's fields.
    pub fn values(&self) -> impl Iterator<Item = &FieldValue> {
        (0..self.fields).filter_map(|field| self.value(field))
    }
}

impl Swaps {
    /// Two fields take other figures, each of which leaves its own field empty; and a third a shorter list.
    const MOST: usize = 5;

    /// These and one more; `None` where they are too many.
    #[must_use]
    pub fn and(mut self, field: usize, spare: usize) -> Option<Self> {
        *self.pairs.get_mut(usize::from(self.count))? = (u16::try_from(field).ok()?, u16::try_from(spare).ok()?);
        self.count += 1;
        Some(self)
    }

    /// Each field with the number of its spare value.
    fn iter(&self) -> impl DoubleEndedIterator<Item = (usize, usize)> {
        let pairs = self.pairs.iter().take(usize::from(self.count));
        pairs.map(|(field, spare)| (usize::from(*field), usize::from(*spare)))
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
    Unread(Arc<Unread>, Option<Span>),
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
    /// Something stands there that cannot be taken as it is: a hidden cell, an amount without a unit.
    Withheld(Wording),
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
    /// The number of the table in its document, from 1.
    pub table: Option<u32>,
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
    /// True for what stands in a table or in data, not in the narrative.
    #[must_use]
    pub fn is_tabled(&self) -> bool {
        self.path.is_some() || self.table.is_some()
    }

    /// The words of one of the ranges above.
    #[must_use]
    pub fn words(&self, piece: &Option<(Range<usize>, Span)>) -> Option<TextValue> {
        let (range, span) = piece.as_ref()?;
        Some(TextValue::part(self.around.text.as_ref()?, range.clone(), Some(*span)))
    }
}
