//! Candidates of each field to the admissible readings of one instance.
//!
//! Readings made of cued figures come first, nearest first; behind them stand readings in which one field takes a
//! figure that no cue claims. Since a finding needs a contradiction in *every* reading, those can only excuse. Where
//! a needed field has no cued candidate there is nothing to accuse with: the instance is unread.

use crate::fact::{FieldValue, Reading, Reported, TextValue, Unread, Value};
use crate::figure::{Figure, Unit};
use crate::plan::{Direction, Record, Type};
use crate::source::Span;

use super::roles::Role;
use super::scene::Scene;

const MAX_CANDIDATES: usize = 4;
const MAX_READINGS: usize = 16;

/// A figure that a field may take.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    pub(super) figure: usize,
    distance: usize,
    direction: Direction,
    cue: Option<TextValue>,
    printed: Figure,
    span: Span,
}

impl Candidate {
    /// A figure with the cue that claims it.
    pub(super) fn of_role(scene: &Scene<'_>, figure: usize, role: &Role) -> Self {
        Self {
            direction: role.direction,
            cue: Some(scene.words(role.cue.clone())),
            ..Self::bare(scene, figure, role.distance)
        }
    }

    /// A figure without a cue.
    pub(super) fn bare(scene: &Scene<'_>, figure: usize, distance: usize) -> Self {
        let printed = scene.figures.get(figure).map_or_else(
            || Figure::new(rust_decimal::Decimal::ZERO, Unit::None),
            |scene_figure| scene_figure.figure.clone(),
        );
        let span = scene.prose.span(scene.core_range(figure));
        Self { figure, distance, direction: Direction::Plain, cue: None, printed, span }
    }

    fn value(&self, ty: &Type) -> FieldValue {
        let mut printed = self.printed.clone();
        if let (Type::Quantity(crate::plan::DimensionType::Money), Unit::Power(power)) = (ty, &printed.unit) {
            printed.unit = Unit::Money(*power);
        }
        let figure = match self.direction {
            Direction::Down => printed.negated(),
            Direction::Plain | Direction::Up => printed.clone(),
        };
        FieldValue::Value(Value::Figure(Reported { figure, printed, span: self.span, cue: self.cue.clone() }))
    }
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
    },
}

impl Candidates {
    /// A single figure.
    pub(super) fn one(candidate: Candidate) -> Self {
        Self::Figures { cued: vec![candidate], excuses: Vec::new() }
    }

    /// The figures that cues claim.
    pub(super) fn figures(&self) -> Vec<usize> {
        match self {
            Self::Fixed(_) => Vec::new(),
            Self::Figures { cued, .. } => cued.iter().map(|candidate| candidate.figure).collect(),
        }
    }
}

/// All admissible readings, most likely first.
pub(super) fn readings(record: &Record, fields: &[Candidates]) -> Result<Vec<Reading>, Unread> {
    for (field, candidates) in record.fields.iter().zip(fields) {
        let empty = match candidates {
            Candidates::Fixed(value) => !matches!(value, FieldValue::Value(_)),
            Candidates::Figures { cued, .. } => cued.is_empty(),
        };
        let derived = || {
            record.derives.iter().any(|derive| record.fields.get(derive.field).is_some_and(|f| f.name == field.name))
        };
        if empty && !field.optional && !derived() {
            return Err(Unread::NoCandidate { field: field.label.clone() });
        }
        if matches!(candidates, Candidates::Figures { cued, .. } if cued.len() > MAX_CANDIDATES) {
            return Err(Unread::TooManyReadings);
        }
    }
    let choices: Vec<Vec<Option<&Candidate>>> = fields.iter().map(choices).collect();
    let mut bindings = product(&choices)?;
    bindings.sort_by_key(|binding| binding.iter().flatten().map(|candidate| candidate.distance).sum::<usize>());
    if bindings.is_empty() {
        return Err(Unread::TooManyReadings);
    }
    let excused = excused(&bindings, fields, MAX_READINGS - bindings.len().min(MAX_READINGS));
    Ok(bindings.iter().chain(&excused).map(|binding| reading(record, fields, binding)).collect())
}

type Binding<'c> = Vec<Option<&'c Candidate>>;

fn choices(candidates: &Candidates) -> Vec<Option<&Candidate>> {
    match candidates {
        Candidates::Figures { cued, .. } if !cued.is_empty() => cued.iter().map(Some).collect(),
        Candidates::Figures { .. } | Candidates::Fixed(_) => vec![None],
    }
}

/// Every combination in which no figure is bound twice.
fn product<'c>(choices: &[Vec<Option<&'c Candidate>>]) -> Result<Vec<Binding<'c>>, Unread> {
    let mut bindings: Vec<Binding<'c>> = vec![Vec::new()];
    for field in choices {
        let mut longer = Vec::new();
        for binding in &bindings {
            for choice in field {
                if choice.is_none_or(|candidate| is_free(binding, candidate.figure)) {
                    let mut next = binding.clone();
                    next.push(*choice);
                    longer.push(next);
                }
            }
        }
        if longer.len() > MAX_READINGS {
            return Err(Unread::TooManyReadings);
        }
        bindings = longer;
    }
    Ok(bindings)
}

fn is_free(binding: &Binding<'_>, figure: usize) -> bool {
    !binding.iter().flatten().any(|bound| bound.figure == figure)
}

/// Readings in which exactly one cued field takes an excuse instead.
fn excused<'c>(bindings: &[Binding<'c>], fields: &'c [Candidates], room: usize) -> Vec<Binding<'c>> {
    let mut more = Vec::new();
    for binding in bindings {
        for (index, candidates) in fields.iter().enumerate() {
            let Candidates::Figures { excuses, cued } = candidates else { continue };
            if cued.is_empty() {
                continue;
            }
            for excuse in excuses {
                if more.len() >= room {
                    return more;
                }
                if is_free(binding, excuse.figure) {
                    let mut next = binding.clone();
                    if let Some(place) = next.get_mut(index) {
                        *place = Some(excuse);
                    }
                    more.push(next);
                }
            }
        }
    }
    more
}

fn reading(record: &Record, fields: &[Candidates], binding: &Binding<'_>) -> Reading {
    let values = record
        .fields
        .iter()
        .zip(fields)
        .zip(binding)
        .map(|((field, candidates), choice)| match (candidates, choice) {
            (Candidates::Fixed(value), _) => value.clone(),
            (Candidates::Figures { .. }, Some(candidate)) => candidate.value(&field.ty),
            (Candidates::Figures { .. }, None) => FieldValue::Missing,
        })
        .collect();
    Reading { values }
}
