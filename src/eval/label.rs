//! Places with the words beside them: `预算数 879.34万元`.

use crate::diagnostic::{Language, Wording};
use crate::fact::{FieldValue, Value};
use crate::finding::Label;
use crate::plan::{BuiltinRecord, Expr, ExprKind, Field};
use crate::source::Span;

use super::env::{Env, Read, Recording};
use super::expr::span_of;
use super::field::{english, held};
use super::leaf::Leaf;
use super::value::Val;
use super::{message, property};

/// Longer words are no operand: a whole sentence says nothing beside itself.
const MAX_WORDS: usize = 40;
/// Words longer than this are seen where they stand and not said again.
const MAX_SAID: usize = 16;
/// More operands than this no reader follows.
const MAX_OPERANDS: usize = 60;

/// The figures and words that a check read, once each, in text order, without the primary place.
pub(super) fn operands(env: &Env<'_>, reads: &[Read<'_>], primary: Option<Span>) -> Vec<Label> {
    let mut labels: Vec<Label> = Vec::new();
    for read in reads {
        let known = labels.iter().any(|label| label.span == read.span);
        if labels.len() < MAX_OPERANDS && !known && Some(read.span) != primary && is_operand(read) {
            labels.push(Label { span: read.span, text: of_read(env, read) });
        }
    }
    sort(&mut labels);
    labels
}

/// Text order, each place once.
pub(super) fn sort(labels: &mut Vec<Label>) {
    labels.sort_by_key(|label| label.span);
    labels.dedup_by_key(|label| label.span);
}

/// The place that an `at` names, with its words.
pub(super) fn at<'a>(env: &mut Env<'a>, expr: &'a Expr) -> Option<Label> {
    env.recording = Some(Recording::default());
    let value = env.aside_judged(|env| env.eval(expr));
    let reads = env.recording.take().unwrap_or_default().reads;
    let span = match &value {
        Ok(value) => span_of(env, value).or_else(|| reads.last().map(|read| read.span)),
        Err(_) => None,
    };
    let Some(span) = span else { return empty_place(env, expr) };
    let text = reads.iter().rev().find(|read| read.span == span).map(|read| of_read(env, read));
    Some(Label { span, text: text.unwrap_or_default() })
}

/// The place of a figure.
pub(super) fn figure(env: &Env<'_>, leaf: &Leaf<'_>) -> Label {
    Label { span: leaf.span, text: of_leaf(env, leaf) }
}

/// A figure by its field and printed value.
pub(super) fn of_leaf(env: &Env<'_>, leaf: &Leaf<'_>) -> Wording {
    let printed = match leaf.reported {
        Some(reported) => reported.printed.printed(),
        None => env.sources.slice(leaf.span).trim().to_owned(),
    };
    let name = leaf.owner.and_then(|owner| item_name(env, owner, leaf.field)).or_else(|| label_of(leaf.field));
    joined(name, &Wording::same(printed))
}

fn of_read(env: &Env<'_>, read: &Read<'_>) -> Wording {
    if let Val::Number(number) = &read.value
        && let Some(leaf) = number.leaf().and_then(|leaf| env.leaves.leaf(leaf))
    {
        return of_leaf(env, leaf);
    }
    if let Val::Text(text) = &read.value
        && text.words.chars().count() > MAX_SAID
    {
        return label_of(read.field).unwrap_or_default();
    }
    let shown = |language| message::show(env, &read.value, crate::plan::ValueFormat::Natural, language);
    let words = Wording::new(shortened(&shown(Language::Chinese)), shortened(&shown(Language::English)));
    joined(label_of(read.field), &words)
}

fn is_operand(read: &Read<'_>) -> bool {
    match &read.value {
        Val::Number(_) | Val::Year(..) | Val::Date(..) | Val::Variant(..) | Val::Target(_) => true,
        Val::Text(text) => text.words.chars().take(MAX_WORDS.saturating_add(1)).count() <= MAX_WORDS,
        Val::Bool(_) | Val::List(_) | Val::Fact(_) | Val::Bands(_) => false,
    }
}

/// Where a value would stand that is not there: the empty cell, else the fact itself.
fn empty_place<'a>(env: &mut Env<'a>, expr: &'a Expr) -> Option<Label> {
    if let ExprKind::Field { of, field } = &expr.kind
        && let Ok(fact) = env.fact(of)
        && let Ok((field, value)) = held(env, fact, *field)
    {
        let (span, words) = match value {
            FieldValue::Blank(span) => (*span, Wording::new("（空）", "(empty)")),
            FieldValue::Unread(_, span) => (*span, Wording::new("（无法读取）", "(unreadable)")),
            FieldValue::Missing => (None, Wording::new("（缺）", "(missing)")),
            FieldValue::Value(value) => (value.span(), Wording::default()),
        };
        let text = joined(label_of(Some(field)), &words);
        return Some(Label { span: span.unwrap_or(fact.fact.context.place), text });
    }
    let fact = property::home(env, expr).ok()?;
    Some(Label { span: fact.fact.context.place, text: Wording::default() })
}

/// An item of a list is called by its own name, not "value".
fn item_name(env: &Env<'_>, owner: &crate::fact::Fact, field: Option<&Field>) -> Option<Wording> {
    let record = env.plan.records.get(owner.record.0)?;
    if record.builtin != Some(BuiltinRecord::Item) || field?.name == "name" {
        return None;
    }
    let position = record.fields.iter().position(|field| field.name == "name")?;
    let Some(FieldValue::Value(Value::Text(name))) = owner.readings.first()?.value(position) else { return None };
    let words = name.as_str().trim();
    if field?.name == "value" {
        return Some(Wording::same(words));
    }
    let label = &field?.label;
    Some(Wording::new(format!("{words}{}", label.zh), format!("{words} {}", english(label))))
}

fn label_of(field: Option<&Field>) -> Option<Wording> {
    field.map(|field| Wording::new(field.label.zh.as_str(), english(&field.label)))
}

fn joined(name: Option<Wording>, words: &Wording) -> Wording {
    match name {
        None => words.clone(),
        Some(name) if words.is_empty() => name,
        Some(name) => Wording::new(format!("{} {}", name.zh, words.zh), format!("{} {}", name.en, words.en)),
    }
}

fn shortened(words: &str) -> String {
    let words = words.trim();
    if words.chars().count() <= MAX_WORDS {
        return words.to_owned();
    }
    let mut short: String = words.chars().take(MAX_WORDS).collect();
    short.push('…');
    short
}
