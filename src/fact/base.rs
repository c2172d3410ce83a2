//! All facts of a submission.

use std::sync::Arc;

use crate::plan::RecordId;
use crate::source::Span;

use super::{Fact, Unread};

/// All facts of a submission, by record.
#[derive(Debug, Default)]
pub struct FactBase {
    /// Facts in document order, indexed by [`RecordId`].
    pub facts: Vec<Vec<Arc<Fact>>>,
    /// The sections of the prose, for outlines; empty where the submission has no prose.
    pub sections: Vec<SectionFact>,
    /// Sentences and claims that could not be read, with the reason.
    pub unread: Vec<UnreadInstance>,
    /// Figures of the prose that no record took.
    pub unread_figures: Vec<UnreadFigure>,
    /// How often the reader of claims looked at a figure: what its work grows with.
    pub looks: u64,
    /// Tables with figures that no record took.
    pub unread_tables: Vec<UnreadTable>,
    /// True where the submission holds a narrative report.
    pub has_prose: bool,
    /// True where the submission holds data.
    pub has_data: bool,
    /// True where a table of the submission filled records.
    pub has_tables: bool,
}

/// A section as outlines see it.
#[derive(Debug, Clone)]
pub struct SectionFact {
    /// Title without number and end mark, blanks removed.
    pub title: String,
    /// Level, 1 for the top.
    pub level: u8,
    /// The section around it: index of an earlier one.
    pub parent: Option<usize>,
    /// The heading's place.
    pub heading: Span,
    /// Characters in its body, sub-headings excluded.
    pub length: usize,
}

/// An instance that could not be read.
#[derive(Debug, Clone)]
pub struct UnreadInstance {
    /// The record.
    pub record: RecordId,
    /// Where.
    pub span: Span,
    /// Why.
    pub reason: Unread,
}

/// A figure that no record took.
#[derive(Debug, Clone)]
pub struct UnreadFigure {
    /// Where.
    pub span: Span,
}

/// A table with figures that no record took.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnreadTable {
    /// Its first words; where only parts of it were not taken, the first figure of those.
    pub span: Span,
    /// Its caption or its sheet's name, else its first words.
    pub title: String,
    /// How many of its cells hold such a figure.
    pub figures: usize,
    /// The columns and rows that nobody took; empty where that is the whole table.
    pub parts: Vec<UnreadPart>,
}

/// A column or a row of a table with figures that no record took.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnreadPart {
    /// True for a column of which nothing was taken.
    pub is_column: bool,
    /// Its header, or the words at its head; empty where it has none.
    pub name: String,
    /// How many of its cells hold such a figure.
    pub figures: usize,
    /// The first of them.
    pub span: Span,
}

impl FactBase {
    /// Takes in the facts of the year before: those of a record go to its twin, if it has one (`twins`: twin and record).
    pub fn adopt(&mut self, last_year: Self, twins: impl Iterator<Item = (RecordId, RecordId)>) {
        for (twin, record) in twins {
            let renamed = last_year.of(record).iter().map(|fact| Arc::new(Fact { record: twin, ..(**fact).clone() }));
            if let Some(place) = self.facts.get_mut(twin.0) {
                *place = renamed.collect();
            }
        }
    }

    /// Takes in more facts of a record, behind those that are there.
    pub fn add(&mut self, record: RecordId, facts: impl IntoIterator<Item = Fact>) {
        if let Some(place) = self.facts.get_mut(record.0) {
            place.extend(facts.into_iter().map(Arc::new));
        }
    }

    /// The facts of a record.
    #[must_use]
    pub fn of(&self, record: RecordId) -> &[Arc<Fact>] {
        self.facts.get(record.0).map_or(&[], Vec::as_slice)
    }
}
