//! What a field of an instance may take.

use std::ops::Range;
use std::sync::Arc;

use crate::fact::{FieldValue, Reported, Value};
use crate::figure::Unit;
use crate::plan::{DimensionType, Direction, Type};

use super::dates;
use super::roles::Role;
use super::scene::Scene;

/// A figure that a field may take.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    pub(super) figure: usize,
    pub(super) distance: usize,
    pub(super) direction: Direction,
    /// True where the figure is bound by elimination alone.
    pub(super) guessed: bool,
    /// True where only a faint cue, or none, names it.
    pub(super) faint: bool,
    cue: Option<Range<usize>>,
}

impl Candidate {
    /// A figure with the cue that claims it.
    pub(super) fn of_role(figure: usize, role: &Role) -> Self {
        Self {
            direction: role.direction,
            cue: Some(role.cue.clone()),
            faint: role.faint,
            ..Self::bare(figure, role.distance)
        }
    }

    /// A figure without a cue.
    pub(super) fn bare(figure: usize, distance: usize) -> Self {
        Self { figure, distance, direction: Direction::Plain, guessed: false, faint: true, cue: None }
    }

    /// In what it counts, where it counts things.
    pub(super) fn counted<'s>(&self, scene: &'s Scene<'_>) -> Option<&'s str> {
        match &scene.figures.get(self.figure)?.figure().unit {
            Unit::Count { name, .. } => Some(name),
            _ => None,
        }
    }

    /// The value that a field of a type gets, its sign turned as a direction says.
    pub(super) fn value(&self, scene: &Scene<'_>, ty: &Type, direction: Direction) -> FieldValue {
        if *ty == Type::Date {
            return dates::value(scene, self.figure);
        }
        let Some(found) = scene.figures.get(self.figure) else { return FieldValue::Missing };
        let power = match (ty, &found.figure().unit) {
            (Type::Quantity(DimensionType::Money), Unit::Power(power)) => Some(*power),
            _ => None,
        };
        if power.is_none() && self.cue.is_none() && direction != Direction::Down {
            return found.value();
        }
        let mut printed = found.figure().clone();
        printed.unit = power.map_or(printed.unit, Unit::Money);
        let figure = match direction {
            Direction::Down => printed.negated(),
            Direction::Plain | Direction::Up => printed.clone(),
        };
        let cue = self.cue.clone().map(|cue| scene.words(cue));
        FieldValue::Value(Value::Figure(Arc::new(Reported { figure, printed, span: found.plain.span, cue })))
    }
}

/// Where the figures of a field were found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Nearness {
    /// In the claim's bracket.
    Bracket,
    /// In its chain of clauses.
    Own,
    /// In another chain of the sentence, before the claim.
    Before,
    /// In the head of a list or a sentence before.
    Above,
}

/// What a field may take.
#[derive(Debug, Clone)]
pub(super) enum Candidates {
    /// One value, or none, whatever the reading.
    Fixed(FieldValue),
    /// Figures.
    Figures {
        /// Claimed by a cue, nearest first; empty where no cue is in reach.
        cued: Vec<Candidate>,
        /// May stand in to excuse.
        excuses: Vec<Candidate>,
        /// Where the cued ones were found.
        nearness: Nearness,
    },
}

impl Candidates {
    /// A single figure.
    pub(super) fn one(candidate: Candidate) -> Self {
        Self::Figures { cued: vec![candidate], excuses: Vec::new(), nearness: Nearness::Own }
    }

    /// Figures that no word names.
    pub(super) fn free(figures: Vec<Candidate>) -> Self {
        Self::Figures { cued: figures, excuses: Vec::new(), nearness: Nearness::Own }
    }

    /// The figures bound by cues or by elimination.
    pub(super) fn bound(&self) -> &[Candidate] {
        match self {
            Self::Fixed(_) => &[],
            Self::Figures { cued, .. } => cued,
        }
    }

    /// The same figures by number.
    pub(super) fn figures(&self) -> impl Iterator<Item = usize> {
        self.bound().iter().map(|candidate| candidate.figure)
    }

    /// Binds figures by elimination, in the place of cued ones.
    pub(super) fn eliminate(&mut self, figures: Vec<Candidate>) {
        if let Self::Figures { cued, nearness, .. } = self {
            *cued = figures.into_iter().map(|candidate| Candidate { guessed: true, ..candidate }).collect();
            *nearness = Nearness::Own;
        }
    }
}

/// A claim of several figures that all stand in other chains, or in the sentences before, is read only if it is `bare`,
/// and then as a guess. So is whatever a sentence before completes.
pub(super) fn settle_nearness(fields: &mut [Candidates], anchor: usize, bare: bool) {
    let others = || fields.iter().enumerate().filter(|(index, it)| *index != anchor && !it.bound().is_empty());
    let is =
        |it: &Candidates, wanted: Nearness| matches!(it, Candidates::Figures { nearness, .. } if *nearness == wanted);
    let has_own = others().any(|(_, it)| is(it, Nearness::Own) || is(it, Nearness::Bracket));
    let is_lone = others().filter(|(_, it)| is(it, Nearness::Before)).count() == 1;
    for (_, it) in fields.iter_mut().enumerate().filter(|(index, _)| *index != anchor) {
        let Candidates::Figures { cued, nearness, .. } = it else { continue };
        match nearness {
            Nearness::Before | Nearness::Above if !has_own && !is_lone && !bare => cued.clear(),
            Nearness::Before if has_own || is_lone => {}
            Nearness::Before | Nearness::Above => cued.iter_mut().for_each(|candidate| candidate.guessed = true),
            Nearness::Own | Nearness::Bracket => {}
        }
    }
}
