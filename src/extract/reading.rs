//! Candidates of each field to the admissible readings of one instance.
//!
//! Readings made of cued figures come first, nearest first; behind them stand readings in which fields take figures
//! whose words say something else, or nothing. Since a finding needs a contradiction in *every* reading, those can only
//! excuse. Where a needed field has no candidate there is nothing to accuse with: the instance is unread.

use crate::fact::{FieldValue, Reading, Standing, Swaps, Unread};
use crate::figure;
use crate::plan::{Direction, Record};

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
    let mut bindings = product(record, fields)?;
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
    let spares = spares(fields, anchor);
    let values = spare_values(scene, record, &spares);
    let mut readings: Vec<Reading> =
        bindings.iter().map(|binding| reading(scene, record, fields, binding, &values)).collect();
    let excused = excused(record, &bindings, &spares, &readings);
    readings.extend(excused);
    Ok(readings)
}

pub(super) type Binding<'c> = Vec<Option<&'c Candidate>>;

/// Every combination in which no figure is bound twice.
pub(super) fn product<'c>(record: &Record, fields: &'c [Candidates]) -> Result<Vec<Binding<'c>>, Unread> {
    let mut bindings: Vec<Binding<'c>> = vec![Vec::with_capacity(fields.len())];
    for (field, candidates) in record.fields.iter().zip(fields) {
        let cued = candidates.bound();
        // An optional field may stay empty for a figure that only elimination gives it, so that another may take it.
        let may_be_empty = cued.is_empty() || field.optional && cued.iter().all(|it| it.guessed);
        match (cued, may_be_empty) {
            ([], _) => bindings.iter_mut().for_each(|binding| binding.push(None)),
            ([only], false) => bindings.retain_mut(|binding| {
                let is_free = is_free(binding, only.figure);
                binding.push(Some(only));
                is_free
            }),
            _ => {
                let mut longer = Vec::new();
                for binding in &bindings {
                    let choices = cued.iter().map(Some).chain(may_be_empty.then_some(None));
                    let free = choices.filter(|it| it.is_none_or(|it| is_free(binding, it.figure)));
                    longer.extend(free.map(|choice| [binding.as_slice(), &[choice]].concat()));
                }
                bindings = longer;
            }
        }
        if bindings.len() > 2 * MAX_READINGS {
            return Err(Unread::TooManyReadings);
        }
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

/// A figure that a field may take instead of the one bound.
struct Spare<'c> {
    field: usize,
    candidate: &'c Candidate,
    direction: Direction,
}

/// The figures that may stand in, field by field and the nearest first.
fn spares(fields: &[Candidates], anchor: usize) -> Vec<Spare<'_>> {
    let others = fields.iter().enumerate().filter(|(field, _)| *field != anchor);
    let open = others.filter_map(|(field, it)| match it {
        Candidates::Figures { excuses, cued, .. } => Some((field, excuses, cued.first()?.direction)),
        Candidates::Fixed(_) => None,
    });
    open.flat_map(|(field, excuses, direction)| {
        excuses.iter().map(move |candidate| Spare { field, candidate, direction })
    })
    .collect()
}

/// What stands behind the values of the fields: a value for each spare, and nothing for a field left empty.
fn spare_values(scene: &Scene<'_>, record: &Record, spares: &[Spare<'_>]) -> Vec<FieldValue> {
    let values = spares.iter().map(|spare| {
        let field = record.fields.get(spare.field);
        field.map_or(FieldValue::Missing, |field| spare.candidate.value(scene, &field.ty, spare.direction))
    });
    values.chain((!spares.is_empty()).then_some(FieldValue::Missing)).collect()
}

/// Readings in which one bound field takes a spare, then those in which two do. What words name for certain keeps its
/// field: it is not excused by turning a claim round.
fn excused(record: &Record, bindings: &[Binding<'_>], spares: &[Spare<'_>], readings: &[Reading]) -> Vec<Reading> {
    let numbered: Vec<(usize, &Spare<'_>)> = (record.fields.len()..).zip(spares).collect();
    let nothing = record.fields.len() + spares.len();
    let bound = || bindings.iter().zip(readings);
    let excused = |(binding, reading): (&Binding<'_>, &Reading), changes: &[Change<'_>]| {
        reading.excused(&swaps(record, binding, changes, nothing)?)
    };
    let one_field = bound().flat_map(|it| numbered.iter().filter_map(move |change| excused(it, &[*change])));
    let by_field: Vec<&[Change<'_>]> = numbered.chunk_by(|(_, one), (_, other)| one.field == other.field).collect();
    let pairs = by_field.iter().zip(1..).flat_map(|(one, behind)| {
        let others = by_field.get(behind..).unwrap_or(&[]).iter();
        others.flat_map(|other| one.iter().flat_map(|first| other.iter().map(|second| [*first, *second])))
    });
    let two_fields = bound().take(1).flat_map(|it| pairs.clone().filter_map(move |changes| excused(it, &changes)));
    one_field.chain(two_fields).take(MAX_EXCUSES).collect()
}

/// A spare with its number among the values.
type Change<'c> = (usize, &'c Spare<'c>);

/// What a binding holds elsewhere if some fields take spares; `None` where a figure would stand twice, or a figure that
/// words name for certain would change its field. The figure that a spare takes from a field leaves it with `nothing`.
fn swaps(record: &Record, binding: &Binding<'_>, changes: &[Change<'_>], nothing: usize) -> Option<Swaps> {
    let is_optional = |field: usize| record.fields.get(field).is_some_and(|it| it.optional);
    let is_changed = |field: usize| changes.iter().any(|(_, changed)| changed.field == field);
    let mut swaps = Swaps::default();
    for (_, spare) in changes {
        for (field, bound) in binding.iter().enumerate() {
            let Some(bound) = bound.filter(|bound| bound.figure == spare.candidate.figure) else { continue };
            let may_leave = field != spare.field && (is_changed(field) || is_optional(field));
            if !may_leave || !(bound.faint || bound.guessed) {
                return None;
            }
            swaps = swaps.and(field, nothing)?;
        }
    }
    if let [(_, one), (_, other)] = changes
        && one.candidate.figure == other.candidate.figure
    {
        return None;
    }
    changes.iter().try_fold(swaps, |swaps, (number, spare)| swaps.and(spare.field, *number))
}

pub(super) fn reading(
    scene: &Scene<'_>,
    record: &Record,
    fields: &[Candidates],
    binding: &Binding<'_>,
    spares: &[FieldValue],
) -> Reading {
    let bound = record.fields.iter().zip(fields).zip(binding);
    let values = bound.map(|((field, candidates), choice)| match (candidates, choice) {
        (Candidates::Fixed(value), _) => value.clone(),
        (Candidates::Figures { .. }, Some(candidate)) => candidate.value(scene, &field.ty, candidate.direction),
        (Candidates::Figures { .. }, None) => FieldValue::Missing,
    });
    let values: Vec<FieldValue> = values.chain(spares.iter().cloned()).collect();
    let guessed = binding.iter().flatten().any(|candidate| candidate.guessed);
    let standing = if guessed { Standing::Guessed } else { Standing::Named };
    Reading::with_spares(record.fields.len(), values, standing)
}
