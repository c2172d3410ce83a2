//! Reads a field of a fact; asks whether it is there.

use crate::diagnostic::Wording;
use crate::fact::{FieldValue, Unread};
use crate::finding::Reason;
use crate::plan::{Expr, ExprKind, Field, Presence};

use super::env::Env;
use super::value::{FactRef, Res, Stop, Val};

/// A field's value; one that is missing is derived where the record says how.
pub(super) fn read<'a>(env: &mut Env<'a>, of: &'a Expr, index: usize) -> Res<'a> {
    if let Some(field) = of_nothing(env, of, index) {
        return Err(absent(field));
    }
    let fact = env.fact(of)?;
    value_in(env, fact, index)
}

/// What a fact says in a field, printed or derived.
pub(super) fn value_in<'a>(env: &mut Env<'a>, fact: FactRef<'a>, index: usize) -> Res<'a> {
    let (field, held) = held(env, fact, index)?;
    match held {
        FieldValue::Value(value) => Ok(env.value(value, Some(field), Some(fact.fact))),
        FieldValue::Missing | FieldValue::Blank(_) => derived(env, fact, index).ok_or_else(|| absent(field)),
        FieldValue::Unread(reason, _) => Err(Stop::NotEvaluated(Reason::Unread(unread(field, reason)))),
    }
}

/// A field of a record of which the submission has nothing, though it has the files: a report without a cover is a
/// report all the same, and what its cover would say is missing.
fn of_nothing<'a>(env: &Env<'a>, of: &'a Expr, index: usize) -> Option<&'a Field> {
    let ExprKind::Singleton(record) = &of.kind else { return None };
    if env.fact_at(*record, 0).is_some() || !(env.facts.has_prose || env.facts.has_data || env.facts.has_tables) {
        return None;
    }
    env.plan.records.get(record.0).and_then(|record| record.fields.get(index))
}

/// What a fact holds in a field, with the field's declaration.
pub(super) fn held<'a>(env: &Env<'a>, fact: FactRef<'a>, index: usize) -> Result<(&'a Field, &'a FieldValue), Stop> {
    let field = env.plan.records.get(fact.fact.record.0).and_then(|record| record.fields.get(index));
    let value = fact.bound().and_then(|reading| reading.value(index));
    field.zip(value).ok_or(Stop::NotEvaluated(Reason::LimitReached))
}

/// `is present`, `is missing`, `is blank`. A field that is derived is filled, so it is there; an empty cell stays empty.
pub(super) fn is<'a>(env: &mut Env<'a>, of: &'a Expr, presence: Presence) -> Result<bool, Stop> {
    let found = state(env, of)?;
    Ok(match presence {
        Presence::Present => found == State::Present,
        Presence::Missing => found == State::Missing,
        Presence::Blank => found == State::Blank,
    })
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Present,
    Missing,
    Blank,
}

fn state<'a>(env: &mut Env<'a>, of: &'a Expr) -> Result<State, Stop> {
    let ExprKind::Field { of: base, field: index } = &of.kind else { return computed_state(env, of) };
    let fact = match env.fact(base) {
        Ok(fact) => fact,
        Err(Stop::NotApplicable | Stop::NotEvaluated(Reason::NothingToRead(_))) => return Ok(State::Missing),
        Err(stop) => return Err(stop),
    };
    let index = *index;
    let (field, value) = held(env, fact, index)?;
    Ok(match value {
        FieldValue::Missing if derived(env, fact, index).is_some() => State::Present,
        FieldValue::Missing => State::Missing,
        FieldValue::Blank(_) => State::Blank,
        FieldValue::Unread(..) => State::Present,
        FieldValue::Value(value) => match env.value(value, Some(field), Some(fact.fact)) {
            Val::Text(text) if text.words.trim().is_empty() => State::Blank,
            _ => State::Present,
        },
    })
}

/// A cue word, a hedge, an argument of a function: there or not there.
fn computed_state<'a>(env: &mut Env<'a>, of: &'a Expr) -> Result<State, Stop> {
    match env.eval(of) {
        Ok(Val::Text(text)) if text.words.trim().is_empty() => Ok(State::Blank),
        Ok(_) | Err(Stop::NotEvaluated(Reason::Unread(_))) => Ok(State::Present),
        Err(Stop::NotApplicable | Stop::NotEvaluated(Reason::Missing(_))) => Ok(State::Missing),
        Err(stop) => Err(stop),
    }
}

/// The first line of `derive` that can: from printed figures only, so one pass is all.
fn derived<'a>(env: &mut Env<'a>, fact: FactRef<'a>, index: usize) -> Option<Val<'a>> {
    if env.deriving {
        return None;
    }
    let record = env.plan.records.get(fact.fact.record.0)?;
    env.deriving = true;
    let lines = record.derives.iter().filter(|derive| derive.field == index);
    let value = lines
        .map(|derive| env.in_frame(vec![Some(Ok(Val::Fact(fact)))], |env| env.eval(&derive.value)))
        .find_map(Result::ok);
    env.deriving = false;
    value
}

fn absent(field: &Field) -> Stop {
    if field.optional { Stop::NotApplicable } else { Stop::NotEvaluated(Reason::Missing(field.label.clone())) }
}

fn unread(field: &Field, reason: &Unread) -> Wording {
    let label = &field.label;
    match reason {
        Unread::NotA { found, .. } => {
            Wording::new(format!("{}：{found}", label.zh), format!("{}: {found}", english(label)))
        }
        Unread::Withheld(reason) => {
            Wording::new(format!("{}：{}", label.zh, reason.zh), format!("{}: {}", english(label), english(reason)))
        }
        Unread::TooManyReadings | Unread::UnevenLists { .. } | Unread::SentenceTooLong | Unread::NoCandidate { .. } => {
            label.clone()
        }
    }
}

/// The English of a label, or its Chinese where a pack gives none.
pub(super) fn english(label: &Wording) -> &str {
    label.get(crate::diagnostic::Language::English)
}
