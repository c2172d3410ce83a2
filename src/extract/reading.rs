//! Candidates of each field to the admissible readings of one instance.
//!
//! Readings made of cued figures come first, nearest first; behind them stand readings in which fields take figures
//! whose words say something else, or nothing. Since a finding needs a contradiction in *every* reading, those can only
//! excuse. Where a needed field has no candidate there is nothing to accuse with: the instance is unread.

use std::sync::Arc;

use crate::fact::{FieldValue, Reading, Standing, Unread};
use crate::figure;
use crate::plan::Record;

use super::candidate::{Candidate, Candidates};
use super::scene::Scene;

const MAX_CANDIDATES: usize = 4;
const MAX_READINGS: usize = 16;
/// At most so many readings excuse; they are tried only where all others are contradicted.
const MAX_EXCUSES: usize = 96;

/// All admissible readings, most likely first.
pub(super) fn readings(
    scene: &Scene<'_>,
    record: &Record,
    fields: &[Candidates],
    anchor: usize,
) -> Result<Vec<Reading>, Unread> {
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
        if candidates.bound().len() > MAX_CANDIDATES {
            return Err(Unread::TooManyReadings);
        }
    }
    let choices: Vec<Vec<Option<&Candidate>>> =
        record.fields.iter().zip(fields).map(|(field, it)| choices(field.optional, it)).collect();
    let mut bindings = product(&choices)?;
    // One claim counts one kind of thing: 312 个 are no part of 60 场.
    if bindings.iter().any(|binding| counts_alike(scene, binding)) {
        bindings.retain(|binding| counts_alike(scene, binding));
    } else {
        bindings.iter_mut().for_each(|binding| leave_other_counts(scene, record, binding));
    }
    let bound = |binding: &Binding<'_>| binding.iter().flatten().count();
    let most = bindings.iter().map(bound).max().unwrap_or(0);
    bindings.retain(|binding| bound(binding) == most);
    bindings.sort_by_key(|binding| binding.iter().flatten().map(|candidate| candidate.distance).sum::<usize>());
    if bindings.is_empty() {
        return Err(Unread::TooManyReadings);
    }
    let mut readings: Vec<Reading> = bindings.iter().map(|binding| reading(scene, record, fields, binding)).collect();
    let open = open_fields(scene, record, fields, anchor);
    let excused: Vec<Reading> = excused(record, &bindings, &open)
        .into_iter()
        .filter_map(|(binding, instead)| Some(readings.get(binding)?.excused(instead)))
        .collect();
    readings.extend(excused);
    Ok(readings)
}

pub(super) type Binding<'c> = Vec<Option<&'c Candidate>>;

/// An optional field may stay empty for a figure that only elimination gives it, so that another may take it.
fn choices(optional: bool, candidates: &Candidates) -> Vec<Option<&Candidate>> {
    match candidates {
        Candidates::Figures { cued, .. } if !cued.is_empty() => {
            let empty = (optional && cued.iter().all(|it| it.guessed)).then_some(None);
            cued.iter().map(Some).chain(empty).collect()
        }
        Candidates::Figures { .. } | Candidates::Fixed(_) => vec![None],
    }
}

/// Every combination in which no figure is bound twice.
pub(super) fn product<'c>(choices: &[Vec<Option<&'c Candidate>>]) -> Result<Vec<Binding<'c>>, Unread> {
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
        if longer.len() > 2 * MAX_READINGS {
            return Err(Unread::TooManyReadings);
        }
        bindings = longer;
    }
    Ok(bindings)
}

/// True where all counted things of a binding are counted in one unit.
pub(super) fn counts_alike(scene: &Scene<'_>, binding: &Binding<'_>) -> bool {
    let mut units = binding.iter().flatten().filter_map(|candidate| candidate.counted(scene));
    let first = units.next();
    units.all(|unit| first.is_some_and(|first| figure::counts_alike(first, unit)))
}

/// Empties the optional fields that count something else than most of the binding does.
fn leave_other_counts(scene: &Scene<'_>, record: &Record, binding: &mut Binding<'_>) {
    let units: Vec<&str> = binding.iter().flatten().filter_map(|candidate| candidate.counted(scene)).collect();
    let most = units.iter().max_by_key(|unit| units.iter().filter(|it| it == unit).count()).copied();
    for (field, bound) in record.fields.iter().zip(binding.iter_mut()) {
        let differs = bound.and_then(|it| it.counted(scene)).is_some_and(|unit| Some(unit) != most);
        if differs && field.optional {
            *bound = None;
        }
    }
}

fn is_free(binding: &Binding<'_>, figure: usize) -> bool {
    !binding.iter().flatten().any(|bound| bound.figure == figure)
}

/// A field that may take other figures than the one bound.
struct Open<'c> {
    field: usize,
    /// The figures, each with the value that the field gets by it.
    excuses: Vec<(&'c Candidate, Arc<FieldValue>)>,
}

fn open_fields<'c>(scene: &Scene<'_>, record: &Record, fields: &'c [Candidates], anchor: usize) -> Vec<Open<'c>> {
    let figures = record.fields.iter().zip(fields).enumerate().filter(|(field, _)| *field != anchor);
    figures
        .filter_map(|(field, (of, it))| match it {
            Candidates::Figures { excuses, cued, .. } => {
                let direction = cued.first()?.direction;
                let value = |excuse: &Candidate| Arc::new(excuse.value(scene, &of.ty, direction));
                Some(Open { field, excuses: excuses.iter().map(|excuse| (excuse, value(excuse))).collect() })
            }
            Candidates::Fixed(_) => None,
        })
        .collect()
}

/// What one reading holds instead of another.
type Instead = Vec<(usize, Arc<FieldValue>)>;

/// Readings in which one bound field takes another figure, then those in which two do: which binding they change, and
/// how. What words name for certain keeps its field: it is not excused by turning a claim round.
fn excused(record: &Record, bindings: &[Binding<'_>], open: &[Open<'_>]) -> Vec<(usize, Instead)> {
    let one_field = bindings.iter().enumerate().flat_map(|(number, binding)| {
        let all = open.iter().flat_map(|one| one.excuses.iter().map(move |excuse| (one.field, excuse)));
        all.filter_map(move |change| Some((number, instead(record, binding, &[change])?)))
    });
    let pairs = open.iter().enumerate().flat_map(|(position, one)| {
        let others = open.get(position + 1..).unwrap_or(&[]);
        others.iter().flat_map(move |other| {
            one.excuses.iter().flat_map(move |first| {
                other.excuses.iter().map(move |second| [(one.field, first), (other.field, second)])
            })
        })
    });
    let first = bindings.first();
    let two_fields = pairs.filter_map(|changes| Some((0, instead(record, first?, &changes)?)));
    one_field.chain(two_fields).take(MAX_EXCUSES).collect()
}

/// A binding with other figures in some fields; `None` where a figure would stand twice, or a figure that words name for
/// certain would change its field.
fn instead(
    record: &Record,
    binding: &Binding<'_>,
    changes: &[(usize, &(&Candidate, Arc<FieldValue>))],
) -> Option<Instead> {
    let is_optional = |field: usize| record.fields.get(field).is_some_and(|it| it.optional);
    let is_changed = |field: usize| changes.iter().any(|(changed, _)| *changed == field);
    let mut instead = Instead::new();
    for (of, (excuse, _)) in changes {
        for (field, bound) in binding.iter().enumerate() {
            let Some(bound) = bound.filter(|bound| bound.figure == excuse.figure) else { continue };
            if field == *of || !(is_changed(field) || is_optional(field)) || !(bound.faint || bound.guessed) {
                return None;
            }
            instead.push((field, Arc::new(FieldValue::Missing)));
        }
    }
    if let [(_, (one, _)), (_, (other, _))] = changes
        && one.figure == other.figure
    {
        return None;
    }
    instead.extend(changes.iter().map(|(field, (_, value))| (*field, Arc::clone(value))));
    Some(instead)
}

pub(super) fn reading(scene: &Scene<'_>, record: &Record, fields: &[Candidates], binding: &Binding<'_>) -> Reading {
    let values: Arc<[FieldValue]> = record
        .fields
        .iter()
        .zip(fields)
        .zip(binding)
        .map(|((field, candidates), choice)| match (candidates, choice) {
            (Candidates::Fixed(value), _) => value.clone(),
            (Candidates::Figures { .. }, Some(candidate)) => candidate.value(scene, &field.ty, candidate.direction),
            (Candidates::Figures { .. }, None) => FieldValue::Missing,
        })
        .collect();
    let guessed = binding.iter().flatten().any(|candidate| candidate.guessed);
    Reading::new(values, if guessed { Standing::Guessed } else { Standing::Named })
}
