//! Candidates of each field to the admissible readings of one instance.
//!
//! Readings made of cued figures come first, nearest first; behind them stand readings in which fields take figures
//! whose words say something else, or nothing. Since a finding needs a contradiction in *every* reading, those can only
//! excuse. Where a needed field has no candidate there is nothing to accuse with: the instance is unread.

use crate::fact::{FieldValue, Reading, Standing, Unread};
use crate::plan::{Direction, Record};

use super::candidate::{Candidate, Candidates};

const MAX_CANDIDATES: usize = 4;
const MAX_READINGS: usize = 16;
/// At most so many readings excuse; they are tried only where all others are contradicted.
const MAX_EXCUSES: usize = 96;

/// All admissible readings, most likely first.
pub(super) fn readings(record: &Record, fields: &[Candidates], anchor: usize) -> Result<Vec<Reading>, Unread> {
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
    if bindings.iter().any(counts_alike) {
        bindings.retain(counts_alike);
    } else {
        bindings.iter_mut().for_each(|binding| leave_other_counts(record, binding));
    }
    let bound = |binding: &Binding<'_>| binding.iter().flatten().count();
    let most = bindings.iter().map(bound).max().unwrap_or(0);
    bindings.retain(|binding| bound(binding) == most);
    bindings.sort_by_key(|binding| binding.iter().flatten().map(|candidate| candidate.distance).sum::<usize>());
    if bindings.is_empty() {
        return Err(Unread::TooManyReadings);
    }
    let excused = excused(record, &bindings, fields, anchor);
    let named = bindings.iter().map(|binding| {
        let guessed = binding.iter().flatten().any(|candidate| candidate.guessed);
        reading(record, fields, binding, if guessed { Standing::Guessed } else { Standing::Named })
    });
    Ok(named.chain(excused.iter().map(|binding| reading(record, fields, binding, Standing::Excuse))).collect())
}

type Binding<'c> = Vec<Option<&'c Candidate>>;

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
        if longer.len() > 2 * MAX_READINGS {
            return Err(Unread::TooManyReadings);
        }
        bindings = longer;
    }
    Ok(bindings)
}

/// True where all counted things of a binding are counted in one unit.
fn counts_alike(binding: &Binding<'_>) -> bool {
    let mut units = binding.iter().flatten().filter_map(|candidate| candidate.counted());
    let first = units.next();
    units.all(|unit| Some(unit) == first)
}

/// Empties the optional fields that count something else than most of the binding does.
fn leave_other_counts(record: &Record, binding: &mut Binding<'_>) {
    let units: Vec<&str> = binding.iter().flatten().filter_map(|candidate| candidate.counted()).collect();
    let most = units.iter().max_by_key(|unit| units.iter().filter(|it| it == unit).count()).copied();
    for (field, bound) in record.fields.iter().zip(binding.iter_mut()) {
        let differs = bound.and_then(Candidate::counted).is_some_and(|unit| Some(unit) != most);
        if differs && field.optional {
            *bound = None;
        }
    }
}

fn is_free(binding: &Binding<'_>, figure: usize) -> bool {
    !binding.iter().flatten().any(|bound| bound.figure == figure)
}

/// Readings in which one bound field takes another figure, then those in which two do. What words name for certain keeps
/// its field: it is not excused by turning a claim round.
fn excused<'c>(
    record: &Record,
    bindings: &[Binding<'c>],
    fields: &'c [Candidates],
    anchor: usize,
) -> Vec<Vec<Option<Candidate>>> {
    let Some(first) = bindings.first() else { return Vec::new() };
    let open: Vec<Open<'_>> = fields
        .iter()
        .enumerate()
        .filter(|(index, _)| *index != anchor)
        .filter_map(|(field, it)| match it {
            Candidates::Figures { excuses, cued, .. } => {
                Some(Open { field, excuses, direction: cued.first()?.direction })
            }
            Candidates::Fixed(_) => None,
        })
        .collect();
    let mut more: Vec<Vec<Option<Candidate>>> = Vec::new();
    for binding in bindings {
        for one in &open {
            more.extend(one.excuses.iter().filter_map(|excuse| instead(record, binding, &[(one, excuse)])));
        }
    }
    for (position, one) in open.iter().enumerate() {
        for other in open.iter().skip(position + 1) {
            for excuse in one.excuses {
                let pairs =
                    other.excuses.iter().filter_map(|second| instead(record, first, &[(one, excuse), (other, second)]));
                more.extend(pairs);
                if more.len() > MAX_EXCUSES {
                    more.truncate(MAX_EXCUSES);
                    return more;
                }
            }
        }
    }
    more.truncate(MAX_EXCUSES);
    more
}

/// A field that may take other figures than the one bound.
struct Open<'c> {
    field: usize,
    excuses: &'c [Candidate],
    direction: Direction,
}

/// A binding with other figures in some fields; `None` where a figure would stand twice, or a figure that words name for
/// certain would change its field.
fn instead(
    record: &Record,
    binding: &Binding<'_>,
    changes: &[(&Open<'_>, &Candidate)],
) -> Option<Vec<Option<Candidate>>> {
    let is_optional = |field: usize| record.fields.get(field).is_some_and(|it| it.optional);
    let mut vacated: Vec<usize> = Vec::new();
    let is_changed = |field: usize| changes.iter().any(|(open, _)| open.field == field);
    for (open, excuse) in changes {
        for (field, bound) in binding.iter().enumerate() {
            let Some(bound) = bound.filter(|bound| bound.figure == excuse.figure) else { continue };
            if field == open.field || !(is_changed(field) || is_optional(field)) || !(bound.faint || bound.guessed) {
                return None;
            }
            vacated.push(field);
        }
    }
    let figures: Vec<usize> = changes.iter().map(|(_, excuse)| excuse.figure).collect();
    if figures.first() == figures.get(1) && figures.len() > 1 {
        return None;
    }
    let mut next: Vec<Option<Candidate>> = binding.iter().map(|it| it.cloned()).collect();
    for field in vacated {
        if let Some(place) = next.get_mut(field) {
            *place = None;
        }
    }
    for (open, excuse) in changes {
        put(&mut next, open.field, excuse, open.direction);
    }
    Some(next)
}

fn put(binding: &mut [Option<Candidate>], index: usize, excuse: &Candidate, direction: Direction) {
    if let Some(place) = binding.get_mut(index) {
        *place = Some(excuse.turned(direction));
    }
}

fn reading<'b>(
    record: &Record,
    fields: &[Candidates],
    binding: impl IntoIterator<Item = &'b Option<impl std::borrow::Borrow<Candidate> + 'b>>,
    standing: Standing,
) -> Reading {
    let values = record
        .fields
        .iter()
        .zip(fields)
        .zip(binding)
        .map(|((field, candidates), choice)| match (candidates, choice) {
            (Candidates::Fixed(value), _) => value.clone(),
            (Candidates::Figures { .. }, Some(candidate)) => candidate.borrow().value(&field.ty),
            (Candidates::Figures { .. }, None) => FieldValue::Missing,
        })
        .collect();
    Reading { values, standing }
}
