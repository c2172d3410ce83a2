//! The printed figures that take part in an evaluation, each once.

use rustc_hash::FxHashMap;

use crate::fact::{Fact, Reported};
use crate::figure::{Figure, Hedge, LeafId};
use crate::plan::{Field, FunctionId};
use crate::source::Span;

use super::memo::Made;

/// From here on figures are looked up by a table instead of one by one.
const MANY: usize = 16;

/// Where a figure was read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Leaf<'a> {
    /// Its place.
    pub(super) span: Span,
    /// As written, where it is a field's value; a target's limit has none.
    pub(super) reported: Option<&'a Reported>,
    /// The field it was read for.
    pub(super) field: Option<&'a Field>,
    /// The fact it was read from.
    pub(super) owner: Option<&'a Fact>,
}

/// All figures of one evaluation. The same printed figure is one leaf however often it is read, so that its interval
/// is never counted twice.
#[derive(Debug, Default)]
pub(super) struct Leaves<'a> {
    figures: Vec<Figure>,
    /// The same with plain figures exact, as far as it was asked for.
    fixed: Vec<Figure>,
    places: Vec<Leaf<'a>>,
    by_place: FxHashMap<Span, Vec<u32>>,
    /// What each function made last of these figures.
    pub(super) made: FxHashMap<FunctionId, Made<'a>>,
}

impl<'a> Leaves<'a> {
    /// The id of a figure; the same for the same place and value.
    pub(super) fn id(&mut self, figure: &Figure, leaf: Leaf<'a>) -> LeafId {
        if let Some(known) = self.find(figure, leaf.span) {
            return LeafId(known);
        }
        let id = u32::try_from(self.places.len()).unwrap_or(u32::MAX);
        self.figures.push(figure.clone());
        self.places.push(leaf);
        match self.places.len() {
            0..MANY => {}
            MANY => {
                for (id, leaf) in (0u32..).zip(&self.places) {
                    self.by_place.entry(leaf.span).or_default().push(id);
                }
            }
            _ => self.by_place.entry(leaf.span).or_default().push(id),
        }
        LeafId(id)
    }

    /// All figures; a [`LeafId`] is an index.
    pub(super) fn figures(&self) -> &[Figure] {
        &self.figures
    }

    /// All figures, the plain ones taken at their printed value: only hedged ones still stand for an interval.
    pub(super) fn fixed(&mut self) -> &[Figure] {
        let new = self.figures.get(self.fixed.len()..).unwrap_or(&[]);
        let fix = |figure: &Figure| {
            if figure.hedge == Hedge::Plain { figure.clone().exactly() } else { figure.clone() }
        };
        self.fixed.extend(new.iter().map(fix));
        &self.fixed
    }

    /// A figure.
    pub(super) fn figure(&self, id: LeafId) -> Option<&Figure> {
        self.figures.get(id.0 as usize)
    }

    /// Where a figure was read.
    pub(super) fn leaf(&self, id: LeafId) -> Option<&Leaf<'a>> {
        self.places.get(id.0 as usize)
    }

    /// Forgets all figures.
    pub(super) fn clear(&mut self) {
        self.figures.clear();
        self.fixed.clear();
        self.places.clear();
        self.by_place.clear();
        self.made.clear();
    }

    fn find(&self, figure: &Figure, span: Span) -> Option<u32> {
        let same = |id: u32| self.figures.get(id as usize).is_some_and(|known| known == figure);
        if self.places.len() < MANY {
            let mut ids = (0u32..).zip(&self.places);
            return ids.find(|(id, leaf)| leaf.span == span && same(*id)).map(|(id, _)| id);
        }
        self.by_place.get(&span)?.iter().copied().find(|id| same(*id))
    }
}
