//! How a rule came to its results, told step by step for `guiju trace`.

use crate::diagnostic::{Language, Wording};
use crate::fact::{FactBase, FieldValue};
use crate::finding::{Outcome, Trace, TraceStep};
use crate::plan::{CheckKind, Expr, ExprKind, Plan, Quantifier, Rule, ValueFormat};
use crate::source::{SourceMap, Span};

use super::compare::{Judged, Mark};
use super::env::Env;
use super::expr::span_of;
use super::field::english;
use super::join::Binding;
use super::reading::rank;
use super::rule::{Checked, apply};
use super::slip;
use super::submission::{bindings, evaluate};
use super::value::{FactRef, Res, Stop, Val};
use super::{Detail, message};

/// Steps of one application that are told; a sum over a large table would fill pages.
const MAX_STEPS: usize = 500;
/// Facts of one binding whose fields are told.
const MAX_FACTS: usize = 4;

/// The steps told so far.
#[derive(Debug, Default)]
pub(super) struct Steps {
    list: Vec<TraceStep>,
    depth: usize,
}

/// Tells every application of a rule, also those where it does not apply.
///
/// `sources` are the drafts, `pack_sources` the packs. An unknown code gives nothing.
#[must_use]
pub fn trace(plan: &Plan, facts: &FactBase, sources: &SourceMap, pack_sources: &SourceMap, code: &str) -> Vec<Trace> {
    let Some((index, rule)) = plan.rules.iter().enumerate().find(|(_, rule)| *rule.code == *code) else {
        return Vec::new();
    };
    let mut env = Env::new(plan, facts, sources);
    rank(&mut env);
    env.pack_sources = Some(pack_sources);
    let mut traces = Vec::new();
    let is_whole = |kind: &CheckKind| matches!(kind, CheckKind::Outline(..) | CheckKind::Same(..));
    if rule.checks.iter().any(|check| is_whole(&check.kind)) {
        traces.extend(whole(plan, facts, sources, rule));
    }
    if rule.checks.iter().all(|check| is_whole(&check.kind)) {
        return traces;
    }
    for binding in all_bindings(&mut env, rule) {
        traces.push(application(&mut env, index, rule, &binding));
    }
    traces
}

/// Works an expression out and tells it.
pub(super) fn step<'a>(env: &mut Env<'a>, expr: &'a Expr) -> Res<'a> {
    let plain = matches!(expr.kind, ExprKind::Constant(_) | ExprKind::Local(_) | ExprKind::Singleton(_));
    let Some(steps) = env.steps.as_mut().filter(|steps| !plain && steps.list.len() < MAX_STEPS) else {
        return env.eval_untold(expr);
    };
    let place = steps.list.len();
    let name = env.pack_sources.map(|packs| one_line(packs.slice(expr.span))).unwrap_or_default();
    steps.list.push(TraceStep {
        depth: steps.depth,
        expression: Some(expr.span),
        name: Wording::same(name),
        value: Wording::default(),
        origins: Vec::new(),
    });
    steps.depth = steps.depth.saturating_add(1);
    let judged = env.judged.len();
    let value = env.eval_untold(expr);
    let verdict = match &expr.kind {
        ExprKind::Compare(..) => env.judged.get(judged..).and_then(<[Judged<'_>]>::last).map(verdict),
        _ => None,
    };
    let words = words(env, &value, verdict);
    let origins = origins(env, &value);
    if let Some(steps) = &mut env.steps {
        steps.depth = steps.depth.saturating_sub(1);
        if let Some(told) = steps.list.get_mut(place) {
            told.value = words;
            told.origins = origins;
        }
    }
    value
}

fn all_bindings<'a>(env: &mut Env<'a>, rule: &'a Rule) -> Vec<Binding<'a>> {
    if let Quantifier::Facts { binders, .. } = &rule.quantifier
        && let [(slot, record)] = binders.as_slice()
    {
        let count = env.facts.of(*record).len();
        let fact = |position| env.fact_at(*record, position).map(|fact| (position, fact));
        return (0..count).filter_map(fact).map(|(position, fact)| Binding::single(*slot, fact, position)).collect();
    }
    bindings(env, rule)
}

fn application<'a>(env: &mut Env<'a>, index: usize, rule: &'a Rule, binding: &Binding<'a>) -> Trace {
    env.start();
    let mut list = Vec::new();
    for fact in binding.facts().iter().take(MAX_FACTS) {
        list.extend(fields(env, *fact));
    }
    env.steps = Some(Steps { list, depth: 0 });
    let mut results = Vec::new();
    apply(env, index, rule, binding, &mut results);
    let steps = env.steps.take().map(|steps| steps.list).unwrap_or_default();
    let readings = binding.subject.map_or((1, 1), |fact| (fact.fact.readings.len(), fact.reading.saturating_add(1)));
    Trace {
        code: rule.code.to_string(),
        place: binding.subject.map(|fact| fact.fact.context.place),
        result: result(env, binding, &results),
        steps,
        readings,
    }
}

/// How the fields of a fact were bound.
fn fields<'a>(env: &mut Env<'a>, fact: FactRef<'a>) -> Vec<TraceStep> {
    let Some((record, reading)) = env.plan.records.get(fact.fact.record.0).zip(fact.bound()) else {
        return Vec::new();
    };
    let mut steps = Vec::new();
    for (field, held) in record.fields.iter().zip(reading.values()) {
        let (value, origins) = match held {
            FieldValue::Missing => continue,
            FieldValue::Blank(span) => (Wording::new("（空）", "(empty)"), span.iter().copied().collect()),
            FieldValue::Unread(_, span) => {
                (Wording::new("（无法读取）", "(unreadable)"), span.iter().copied().collect())
            }
            FieldValue::Value(value) => {
                let shown = env.value(value, Some(field), Some(fact.fact));
                (words(env, &Ok(shown), None), value.span().into_iter().collect())
            }
        };
        let name = Wording::new(field.label.zh.as_str(), english(&field.label));
        steps.push(TraceStep { depth: 0, expression: None, name, value, origins });
    }
    steps
}

/// What came of all checks together: the gravest.
fn result(env: &Env<'_>, binding: &Binding<'_>, results: &[Checked]) -> Wording {
    let mut failed = results.iter().filter(|checked| checked.result == Ok(false)).peekable();
    if failed.peek().is_some() {
        if failed.all(|checked| slip::is_silent(env, binding, checked)) {
            return Wording::new(
                "不报（没有词语指明各数，也没有笔误能解释）",
                "not told (no word names the figures, and no slip explains it)",
            );
        }
        return Wording::new("有问题", "finding");
    }
    let open = results.iter().find_map(|checked| match &checked.result {
        Err(Stop::NotEvaluated(reason)) => Some(reason.wording()),
        Ok(_) | Err(Stop::NotApplicable) => None,
    });
    if let Some(reason) = open {
        return not_evaluated(&reason);
    }
    match results.iter().find_map(|checked| checked.note(env)) {
        Some(_) => Wording::new("通过（有提示）", "passed, with a note"),
        None if results.is_empty() => Wording::new("不适用", "not applicable"),
        None => Wording::new("通过", "passed"),
    }
}

fn not_evaluated(reason: &Wording) -> Wording {
    Wording::new(format!("未评估：{}", reason.zh), format!("not evaluated: {}", reason.en))
}

/// Rules that look at the whole submission tell their outcomes only.
fn whole(plan: &Plan, facts: &FactBase, sources: &SourceMap, rule: &Rule) -> Vec<Trace> {
    let outcomes = evaluate(plan, facts, sources, &|it| it.code == rule.code, Detail::Everything);
    let told = outcomes.into_iter().map(|outcome| match outcome {
        Outcome::Passed(passed) => (passed.place, Wording::new("通过", "passed"), None),
        Outcome::NotEvaluated(open) => (open.place, not_evaluated(&open.reason.wording()), None),
        Outcome::Failed(finding) => {
            let place = finding.primary.as_ref().map(|label| label.span);
            (place, Wording::new("有问题", "finding"), Some(finding))
        }
    });
    told.map(|(place, result, finding)| {
        let steps = finding.into_iter().map(|finding| TraceStep {
            depth: 0,
            expression: None,
            name: Wording::new("问题", "fault"),
            value: finding.message,
            origins: finding.primary.iter().chain(&finding.operands).map(|label| label.span).collect(),
        });
        Trace { code: rule.code.to_string(), place, result, steps: steps.collect(), readings: (1, 1) }
    })
    .collect()
}

fn words(env: &Env<'_>, value: &Res<'_>, verdict: Option<Wording>) -> Wording {
    match value {
        Ok(Val::Bool(truth)) => {
            let plain = if *truth { Wording::new("成立", "true") } else { Wording::new("不成立", "false") };
            verdict.unwrap_or(plain)
        }
        Ok(value) => Wording::new(
            message::show(env, value, ValueFormat::Natural, Language::Chinese),
            message::show(env, value, ValueFormat::Natural, Language::English),
        ),
        Err(Stop::NotApplicable) => Wording::new("不适用", "not applicable"),
        Err(Stop::NotEvaluated(reason)) => not_evaluated(&reason.wording()),
    }
}

fn verdict(judged: &Judged<'_>) -> Wording {
    let approximate = judged.is_approximate();
    match judged.mark {
        Mark::Holds if approximate => Wording::new("相符", "agrees"),
        Mark::Holds => Wording::new("成立", "true"),
        Mark::CutOff => Wording::new("相符（截尾）", "agrees, cut off"),
        Mark::Reachable => Wording::new("相符（仅原数可得）", "agrees, only from unrounded figures"),
        Mark::Fails if approximate => Wording::new("不符", "contradicts"),
        Mark::Fails => Wording::new("不成立", "false"),
        Mark::Open => Wording::new("无法判定", "undecided"),
    }
}

fn origins(env: &Env<'_>, value: &Res<'_>) -> Vec<Span> {
    value.as_ref().ok().and_then(|value| span_of(env, value)).into_iter().collect()
}

fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
