//! One fact, two figures that disagree: `check same RECORD.FIELD`.

use std::collections::HashMap;

use crate::diagnostic::{Language, Wording};
use crate::figure::{Bound, Interval};
use crate::finding::{Label, Outcome, Passed, Reason};
use crate::plan::{Among, Field, Quantifier, RecordId, Rule};

use super::arithmetic::clash;
use super::env::Env;
use super::field::{self, english};
use super::index::{Key, key_of};
use super::join::Binding;
use super::rule::applies;
use super::settle::{Tagged, open};
use super::value::{FactRef, Number, Stop, Val};
use super::{arithmetic, explain, label, message, origin, place};

/// Values that a message lists.
const MAX_LISTED: usize = 6;

/// Compares the field in all facts with equal keys. A fact that lacks part of its key is like no other.
pub(super) fn check(
    env: &mut Env<'_>,
    at: (usize, usize),
    (record, field, among): (RecordId, usize, Among),
    into: &mut Vec<Tagged>,
) {
    let Some(rule) = env.plan.rules.get(at.0) else { return };
    for (position, group) in by_key(env, rule, record).into_iter().enumerate() {
        env.start();
        let order = (at.0, position, at.1);
        let stated = stated(env, &group, field);
        if stated.len() < 2 {
            continue;
        }
        let Some(first) = stated.first().map(|it| it.fact) else { continue };
        let binding = Binding::together(first, Vec::new());
        let conflict = match among {
            Among::All => conflict(env, &stated),
            Among::Origins if origin::count(&stated) < 2 => continue,
            Among::Origins => origin::conflict(env, &stated),
        };
        let outcome = match conflict {
            Ok(None) => Some(Outcome::Passed(Passed {
                code: rule.code.clone(),
                place: binding.subject.map(|fact| fact.fact.context.place),
                computation: None,
            })),
            Ok(Some(primary)) => finding(env, at, (&stated, among), primary),
            Err(reason) => Some(open(rule, &binding, reason)),
        };
        into.extend(outcome.map(|outcome| Tagged { order, outcome }));
    }
}

/// Facts by their key, in the order of the first of each.
fn by_key<'a>(env: &mut Env<'a>, rule: &'a Rule, record: RecordId) -> Vec<Vec<FactRef<'a>>> {
    let mut groups: Vec<Vec<FactRef<'a>>> = Vec::new();
    let mut known: HashMap<Vec<Key<'a>>, usize> = HashMap::new();
    for position in 0..env.facts.of(record).len() {
        let Some(fact) = env.fact_at(record, position) else { continue };
        if !counts(env, rule, fact, position) {
            continue;
        }
        let Some(key) = env.aside(|env| key(env, fact)) else { continue };
        let group = *known.entry(key).or_insert(groups.len());
        if group == groups.len() {
            groups.push(Vec::new());
        }
        if let Some(group) = groups.get_mut(group) {
            group.push(fact);
        }
    }
    groups
}

/// True for a fact that the rule is about; a rule about none looks at all.
fn counts<'a>(env: &mut Env<'a>, rule: &'a Rule, fact: FactRef<'a>, position: usize) -> bool {
    let Quantifier::Facts { binders, .. } = &rule.quantifier else { return true };
    let Some((slot, _)) = binders.iter().find(|(_, record)| *record == fact.fact.record) else { return false };
    env.start();
    Binding::single(*slot, fact, position).enter(env, rule.slots);
    applies(env, rule) == Ok(true)
}

fn key<'a>(env: &mut Env<'a>, fact: FactRef<'a>) -> Option<Vec<Key<'a>>> {
    let record = env.plan.records.get(fact.fact.record.0)?;
    let mut key = Vec::with_capacity(record.key.len());
    for field in &record.key {
        let value = field::value_in(env, fact, *field).ok()?;
        key.push(key_of(env, &value)?);
    }
    (!key.is_empty()).then_some(key)
}

/// One place that states the value.
pub(super) struct Stated<'a> {
    pub(super) fact: FactRef<'a>,
    pub(super) value: Val<'a>,
    field: &'a Field,
}

fn stated<'a>(env: &mut Env<'a>, group: &[FactRef<'a>], field: usize) -> Vec<Stated<'a>> {
    let mut stated = Vec::new();
    for fact in group {
        let declared = env.plan.records.get(fact.fact.record.0).and_then(|record| record.fields.get(field));
        if let (Ok(value), Some(declared)) = (field::value_in(env, *fact, field), declared) {
            stated.push(Stated { fact: *fact, value, field: declared });
        }
    }
    stated
}

/// The place to be named: the last that differs from what most places say. `None` where all agree.
fn conflict<'a>(env: &Env<'a>, stated: &[Stated<'a>]) -> Result<Option<usize>, Reason> {
    match numbers(stated) {
        Some(numbers) => of_figures(env, &numbers),
        None => Ok(of_words(env, stated)),
    }
}

/// The numbers, where all that is stated are numbers.
pub(super) fn numbers<'s, 'a>(stated: &'s [Stated<'a>]) -> Option<Vec<&'s Number<'a>>> {
    stated.iter().map(|it| if let Val::Number(number) = &it.value { Some(number) } else { None }).collect()
}

/// The values behind printed figures; nothing where there is nothing to compare.
pub(super) fn ranges(env: &Env<'_>, numbers: &[&Number<'_>]) -> Result<Vec<Interval>, Reason> {
    let Some(first) = numbers.first() else { return Ok(Vec::new()) };
    if let Some(other) = numbers.iter().find(|other| !arithmetic::alike(first, other)) {
        return match clash(first.dim, other.dim) {
            Stop::NotEvaluated(reason) => Err(reason),
            Stop::NotApplicable => Ok(Vec::new()),
        };
    }
    let range = |number: &&Number<'_>| number.formula.range(env.leaves.figures()).map_err(arithmetic::reason);
    numbers.iter().map(range).collect()
}

/// Intervals on a line all share a value exactly if the greatest lower end is not above the least upper end.
fn of_figures(env: &Env<'_>, numbers: &[&Number<'_>]) -> Result<Option<usize>, Reason> {
    let ranges = ranges(env, numbers)?;
    let lowest = extreme(&ranges, |range| &range.high, |a, b| a < b);
    let highest = extreme(&ranges, |range| &range.low, |a, b| a > b);
    let (Some(lowest), Some(highest)) = (lowest, highest) else { return Ok(None) };
    let apart = |a: usize, b: usize| ranges.get(a).zip(ranges.get(b)).is_some_and(|(a, b)| !a.meets(b));
    if !apart(lowest, highest) {
        return Ok(None);
    }
    let values: Vec<_> = numbers.iter().map(|number| number.formula.at_printed(env.leaves.figures()).ok()).collect();
    let usual = most_frequent(&values);
    let differing = (0..ranges.len()).rev().find(|index| apart(usual, *index));
    Ok(Some(differing.unwrap_or(lowest.max(highest))))
}

fn extreme<'r>(
    ranges: &'r [Interval],
    end: fn(&'r Interval) -> &'r Bound,
    wins: fn(&crate::figure::Exact, &crate::figure::Exact) -> bool,
) -> Option<usize> {
    let mut best: Option<(usize, &crate::figure::Exact)> = None;
    for (index, range) in ranges.iter().enumerate() {
        let Some(value) = end(range).value() else { continue };
        // Of equal ends the open one excludes more.
        let open = matches!(end(range), Bound::Open(_));
        if best.is_none_or(|(_, known)| wins(value, known) || (open && value == known)) {
            best = Some((index, value));
        }
    }
    best.map(|(index, _)| index)
}

fn of_words(env: &Env<'_>, stated: &[Stated<'_>]) -> Option<usize> {
    let keys: Vec<Option<Key>> = stated.iter().map(|it| key_of(env, &it.value)).collect();
    let usual = most_frequent(&keys);
    let common = keys.get(usual);
    keys.iter().rposition(|key| Some(key) != common)
}

/// The first of the values that stand most often.
fn most_frequent<T: std::hash::Hash + Eq>(values: &[T]) -> usize {
    let mut counts: HashMap<&T, (usize, usize)> = HashMap::new();
    for (index, value) in values.iter().enumerate() {
        let entry = counts.entry(value).or_insert((0, index));
        entry.0 = entry.0.saturating_add(1);
    }
    let best = (0..values.len()).max_by_key(|index| {
        let (count, first) = values.get(*index).and_then(|value| counts.get(value)).copied().unwrap_or_default();
        (count, std::cmp::Reverse(first), std::cmp::Reverse(*index))
    });
    best.unwrap_or(0)
}

fn finding<'a>(
    env: &mut Env<'a>,
    at: (usize, usize),
    (stated, among): (&[Stated<'a>], Among),
    primary: usize,
) -> Option<Outcome> {
    let mut labels: Vec<Label> = stated.iter().map(|it| label_of(env, it)).collect();
    if primary >= labels.len() {
        return None;
    }
    let first = labels.remove(primary);
    label::sort(&mut labels);
    labels.retain(|label| label.span != first.span);
    let place = place::of(env, &Binding::together(stated.get(primary)?.fact, Vec::new()), Some(first.span), None);
    let message = match among {
        Among::All => default_message(env, stated),
        Among::Origins => origin::message(env, stated),
    };
    let finding = explain::plain(env, at, Some(first), labels, message, place)?;
    Some(Outcome::Failed(Box::new(finding)))
}

fn label_of(env: &Env<'_>, stated: &Stated<'_>) -> Label {
    let span = super::expr::span_of(env, &stated.value).unwrap_or(stated.fact.fact.context.place);
    let words = |language| message::show(env, &stated.value, crate::plan::ValueFormat::Natural, language);
    let label = &stated.field.label;
    let zh = format!("{} {}", label.zh, words(Language::Chinese));
    let en = format!("{} {}", english(label), words(Language::English));
    Label { span, text: Wording::new(zh, en) }
}

fn default_message(env: &Env<'_>, stated: &[Stated<'_>]) -> Wording {
    let what = label(stated).quoted();
    Wording::new(
        format!("同一{}前后不一致：{}，请核实", what.zh, listed(env, stated.iter(), Language::Chinese)),
        format!("{} is stated differently: {}", what.en, listed(env, stated.iter(), Language::English)),
    )
}

/// What the values are called.
pub(super) fn label(stated: &[Stated<'_>]) -> Wording {
    stated.first().map(|it| &it.field.label).cloned().unwrap_or_default()
}

/// The different values among those stated, as a list of words.
pub(super) fn listed<'s, 'a: 's>(
    env: &Env<'a>,
    stated: impl Iterator<Item = &'s Stated<'a>>,
    language: Language,
) -> String {
    let mut shown: Vec<String> = Vec::new();
    for it in stated {
        let words = message::show(env, &it.value, crate::plan::ValueFormat::Natural, language);
        if !shown.contains(&words) && shown.len() < MAX_LISTED {
            shown.push(words);
        }
    }
    shown.join(if language == Language::Chinese { "、" } else { ", " })
}
