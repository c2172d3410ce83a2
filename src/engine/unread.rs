//! Claims that could not be read: one for each place, with all that was looked for there.

use std::collections::HashSet;

use crate::fact::{FactBase, FieldValue, Standing, UnreadInstance, Value};
use crate::plan::Plan;
use crate::review::UnreadClaim;
use crate::source::Span;

/// So many figures that words name are a relation that rules can recompute.
const RELATION: usize = 3;

/// Gathers what the records say of the same words. A figure that one record has read as part of a whole relation is
/// read: that others could have made something of its cue as well is no news.
pub(super) fn claims(plan: &Plan, facts: &FactBase) -> Vec<UnreadClaim> {
    let related = related(facts);
    let mut unread: Vec<&UnreadInstance> = facts.unread.iter().filter(|it| !related.contains(&it.span)).collect();
    unread.sort_by_key(|instance| (instance.span.source, instance.span.start, instance.span.end));
    let mut claims: Vec<UnreadClaim> = Vec::new();
    for instance in unread {
        let attempt = (plan.record(instance.record).title.clone(), instance.reason.clone());
        match claims.last_mut().filter(|claim| claim.span == instance.span) {
            Some(claim) => claim.attempts.push(attempt),
            None => claims.push(UnreadClaim { span: instance.span, attempts: vec![attempt] }),
        }
    }
    claims
}

/// The figures that a cue named in facts of several figures.
fn related(facts: &FactBase) -> HashSet<Span> {
    let mut related = HashSet::new();
    for fact in facts.facts.iter().flatten() {
        let named = fact.readings.iter().filter(|reading| reading.standing == Standing::Named);
        for reading in named {
            let figures = reading.values.iter().filter_map(|value| match value {
                FieldValue::Value(Value::Figure(reported)) => Some(reported),
                FieldValue::Value(_) | FieldValue::Missing | FieldValue::Blank(_) | FieldValue::Unread(..) => None,
            });
            if figures.clone().count() >= RELATION {
                related.extend(figures.filter(|reported| reported.cue.is_some()).map(|reported| reported.span));
            }
        }
    }
    related
}
