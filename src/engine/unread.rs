//! Claims that could not be read: one for each place, with all that was looked for there.

use std::collections::HashSet;

use crate::fact::{Fact, FactBase, FieldValue, RELATION, Reading, Standing, UnreadInstance, Value};
use crate::plan::Plan;
use crate::review::UnreadClaim;
use crate::source::{SourceId, SourceMap, Span};

/// Of the relations that begin before a word, so many are asked whether they go over it: those of its sentence.
const NEAR: usize = 32;

/// Gathers what the records say of the same words. A figure that one record has read as part of a whole relation is
/// read, and so is a word between the figures of one: that other records could have made something of it is no news.
pub(super) fn claims(plan: &Plan, facts: &FactBase, sources: &SourceMap) -> Vec<UnreadClaim> {
    let related = Related::of(facts);
    let is_open = |it: &&UnreadInstance| !related.holds(it.span, sources.slice(it.span));
    let mut unread: Vec<&UnreadInstance> = facts.unread.iter().filter(is_open).collect();
    unread.sort_by_key(|instance| key(instance.span));
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

fn key(span: Span) -> (SourceId, u32, u32) {
    (span.source, span.start, span.end)
}

/// What whole relations have read.
#[derive(Default)]
struct Related {
    /// The figures that a cue names.
    figures: HashSet<Span>,
    /// From the first to the last figure of a relation inside a sentence, in text order.
    stretches: Vec<Span>,
}

impl Related {
    fn of(facts: &FactBase) -> Self {
        let mut related = Self::default();
        for fact in facts.facts.iter().flatten() {
            let named = fact.readings.iter().filter(|reading| reading.standing == Standing::Named);
            named.for_each(|reading| related.add(fact, reading));
        }
        related.stretches.sort_by_key(|span| key(*span));
        related
    }

    fn add(&mut self, fact: &Fact, reading: &Reading) {
        let figures = || {
            reading.values().filter_map(|value| match value {
                FieldValue::Value(Value::Figure(reported)) => Some(reported),
                FieldValue::Value(_) | FieldValue::Missing | FieldValue::Blank(_) | FieldValue::Unread(..) => None,
            })
        };
        if figures().count() < RELATION {
            return;
        }
        self.figures.extend(figures().filter(|reported| reported.cue.is_some()).map(|reported| reported.span));
        let Some((_, sentence)) = &fact.context.around.sentence else { return };
        let inside = || figures().map(|reported| reported.span).filter(|span| sentence.contains(*span));
        let first = inside().map(|span| span.start).min();
        let last = inside().map(|span| span.end).max();
        self.stretches.extend(first.zip(last).map(|(start, end)| Span { source: sentence.source, start, end }));
    }

    /// Whether a relation has read the figure, or goes over the word.
    fn holds(&self, span: Span, words: &str) -> bool {
        let is_word = !words.contains(char::is_numeric);
        let before = self.stretches.partition_point(|stretch| key(*stretch) <= key(span));
        let near = self.stretches.get(before.saturating_sub(NEAR)..before).unwrap_or_default();
        self.figures.contains(&span) || is_word && near.iter().any(|stretch| stretch.contains(span))
    }
}
