//! Several instances of the same words to one fact.

use std::sync::Arc;

use crate::fact::{Fact, FieldValue, Reading, Standing};
use crate::plan::Record;

/// Drops instances whose figures another instance of the record has bound already, and puts the rest in text order.
///
/// Of two instances over the same figures the one that binds more fields stays.
pub(super) fn same_figures(mut found: Vec<(Fact, Vec<usize>)>) -> Vec<(Fact, Vec<usize>)> {
    let bound = |fact: &Fact| {
        let first = fact.readings.first();
        first.map_or(0, |reading| reading.values().filter(|it| matches!(it, FieldValue::Value(_))).count())
    };
    found.sort_by_key(|(fact, _)| (fact.context.place.start, std::cmp::Reverse(bound(fact)), fact.context.place.end));
    let mut kept: Vec<(Fact, Vec<usize>)> = Vec::with_capacity(found.len());
    for (fact, figures) in found {
        let repeated = !figures.is_empty()
            && kept.iter().rev().take(16).any(|(other, known)| {
                let same_place = other.context.place == fact.context.place;
                (same_place || known.len() == figures.len()) && figures.iter().all(|figure| known.contains(figure))
            });
        if !repeated {
            kept.push((fact, figures));
        }
    }
    kept
}

/// Joins all instances of a record that there is once a submission: each field takes the first value found.
pub(super) fn into_one(record: &Record, facts: &[Arc<Fact>]) -> Option<Fact> {
    let first = facts.first()?;
    let mut values: Vec<FieldValue> = record.fields.iter().map(|_| FieldValue::Missing).collect();
    // What one of them only guesses is no certainty of the whole.
    let mut standing = Standing::Named;
    for reading in facts.iter().filter_map(|fact| fact.readings.first()) {
        for (place, value) in values.iter_mut().zip(reading.values()) {
            let better = matches!(place, FieldValue::Missing)
                || (matches!(place, FieldValue::Blank(_) | FieldValue::Unread(..))
                    && matches!(value, FieldValue::Value(_)));
            if better {
                *place = value.clone();
                standing = standing.max(reading.standing);
            }
        }
    }
    let context = first.context.clone();
    Some(Fact { record: first.record, readings: vec![Reading::new(values, standing)], context })
}
