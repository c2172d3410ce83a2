//! From what checks said on one binding to outcomes; one wrong input gives one finding.

use crate::diagnostic::{Severity, Wording};
use crate::figure::{Cause, Formula, Hedge, LeafId, wrong_input};
use crate::finding::{Finding, NotEvaluated, Outcome, Passed, Reason};
use crate::plan::{Check, Comparison, Rule};
use crate::source::Span;

use super::claim::Claim;
use super::compare::{Judged, Mark};
use super::env::Env;
use super::join::Binding;
use super::rule::Checked;
use super::value::Stop;
use super::{Detail, cause, correction, explain, label, slip};

/// An outcome with what decides its place among the others.
#[derive(Debug)]
pub(super) struct Tagged {
    /// Rule, binding, check.
    pub(super) order: (usize, usize, usize),
    /// The outcome.
    pub(super) outcome: Outcome,
}

/// The outcomes of all checks on one binding; of several rules on one fact they come together.
pub(super) fn settle<'a>(
    env: &mut Env<'a>,
    detail: Detail,
    results: &[Checked],
    position: usize,
    binding_of: impl Fn(usize) -> Option<Binding<'a>>,
    into: &mut Vec<Tagged>,
) {
    let wrong = one_wrong_input(env, results);
    let mut merged: Vec<Merged> = Vec::new();
    for checked in results {
        let Some((rule, binding)) = env.plan.rules.get(checked.rule).zip(binding_of(checked.rule)) else { continue };
        if slip::is_silent(env, &binding, checked) {
            continue;
        }
        let order = (checked.rule, position, checked.check.unwrap_or(0));
        let check = checked.check.and_then(|check| rule.checks.get(check));
        let disagrees = has_disagreeing_readings(env, checked, &binding);
        let outcome = match (&checked.result, check) {
            (Err(Stop::NotApplicable), _) => continue,
            (Err(Stop::NotEvaluated(reason)), _) => open(rule, &binding, reason.clone()),
            _ if disagrees => open(rule, &binding, Reason::ReadingsDisagree),
            (Ok(true), Some(check)) => holds(env, detail, checked, rule, check, &binding),
            (Ok(_), Some(check)) => {
                let claim = explain::claim(env, checked.comparisons(env));
                let contradicted = checked.is_contradicted(env);
                let finding = explain::finding(env, rule, check, &binding, None);
                if wrong.is_some() && contradicted {
                    merged.push(Merged { order, claim, finding });
                    continue;
                }
                Outcome::Failed(Box::new(finding))
            }
            (Ok(_), None) => continue,
        };
        into.push(Tagged { order, outcome });
    }
    if let Some(cause) = wrong {
        into.extend(merge(env, &cause, merged));
    }
}

fn holds<'a>(
    env: &mut Env<'a>,
    detail: Detail,
    checked: &Checked,
    rule: &'a Rule,
    check: &'a Check,
    binding: &Binding<'a>,
) -> Outcome {
    let note = checked.note(env).filter(|mark| *mark != Mark::Reachable || !is_left_open(env, checked, binding));
    if let Some(mark @ (Mark::CutOff | Mark::Reachable)) = note {
        return Outcome::Failed(Box::new(explain::finding(env, rule, check, binding, Some(mark))));
    }
    let computation = match detail {
        Detail::Findings => None,
        Detail::Everything => explain::computation(env, rule, check, binding).map(Box::new),
    };
    Outcome::Passed(Passed { code: rule.code.clone(), place: place_of(binding), computation })
}

/// True where a hedge in the figures that words name leaves open what rounding does not: 700 余万元 reaches any claim in its
/// way, and no unrounded figure is to be asked for.
fn is_left_open(env: &Env<'_>, checked: &Checked, binding: &Binding<'_>) -> bool {
    let figures = env.leaves.figures();
    let is_named = || match (binding.subject, binding.position) {
        (Some(subject), Some(position)) => env.ranks.reading(subject.fact.record, position) == 0,
        _ => true,
    };
    // A limit (≥90%) is meant to the digit.
    let is_vague = |leaf: &LeafId| {
        let hedge = figures.get(leaf.0 as usize).map(|figure| figure.hedge);
        matches!(hedge, Some(Hedge::About | Hedge::Nearly | Hedge::AndMore))
    };
    let is_hedged = |judged: &Judged<'_>| {
        let mut leaves = judged.left.formula.leaves();
        leaves.extend(judged.right.formula.leaves());
        judged.mark == Mark::Reachable && leaves.iter().any(is_vague)
    };
    checked.comparisons(env).iter().any(is_hedged) && is_named()
}

/// A check that could not be made.
pub(super) fn open(rule: &Rule, binding: &Binding<'_>, reason: Reason) -> Outcome {
    Outcome::NotEvaluated(Box::new(NotEvaluated { code: rule.code.clone(), place: place_of(binding), reason }))
}

fn place_of(binding: &Binding<'_>) -> Option<Span> {
    binding.subject.map(|fact| fact.fact.context.place)
}

fn has_disagreeing_readings(env: &Env<'_>, checked: &Checked, binding: &Binding<'_>) -> bool {
    match (binding.subject, binding.position, checked.check) {
        (Some(fact), Some(position), Some(check)) => {
            env.ranks.disagree(fact.fact.record, position, checked.rule, check)
        }
        _ => false,
    }
}

/// A finding that one wrong input explains together with others.
struct Merged {
    order: (usize, usize, usize),
    claim: Option<LeafId>,
    finding: Finding,
}

/// The one figure that, mended, makes all claims about a fact agree, where at least two are contradicted.
fn one_wrong_input(env: &Env<'_>, results: &[Checked]) -> Option<Cause> {
    let contradicted = results.iter().filter(|checked| checked.is_contradicted(env)).count();
    if contradicted < 2 {
        return None;
    }
    let figures = env.leaves.figures();
    let relations: Vec<(LeafId, Formula)> = results
        .iter()
        .flat_map(|checked| checked.comparisons(env))
        .filter(|judged| judged.comparison == Comparison::Agrees && judged.mark != Mark::Open)
        .filter_map(|judged| Claim::of(judged, figures).map(|claim| (claim.leaf, claim.computation().into_owned())))
        .collect();
    wrong_input(&relations, figures)
}

/// Keeps the finding of the wrong figure's own claim, else the first of the gravest, and adds the others to it.
fn merge(env: &Env<'_>, cause: &Cause, mut merged: Vec<Merged>) -> Option<Tagged> {
    let own = merged.iter().position(|it| it.claim == Some(cause.leaf));
    let gravest = merged.iter().map(|it| it.finding.severity).max().unwrap_or(Severity::Note);
    let kept = own.or_else(|| merged.iter().position(|it| it.finding.severity == gravest))?;
    let Merged { order, mut finding, .. } = merged.remove(kept);
    finding.severity = gravest;
    point_at(env, cause, &mut finding);
    let primary = finding.primary.as_ref().map(|label| label.span);
    for other in merged.iter().map(|it| &it.finding) {
        let labels = other.primary.iter().chain(&other.operands);
        finding.operands.extend(labels.filter(|label| Some(label.span) != primary).cloned());
    }
    label::sort(&mut finding.operands);
    finding.message = with_others(&finding.message, &merged);
    Some(Tagged { order, outcome: Outcome::Failed(Box::new(finding)) })
}

/// Moves a finding to the wrong figure and names what it should be.
fn point_at(env: &Env<'_>, cause: &Cause, finding: &mut Finding) {
    let words = cause::input(env, cause);
    finding.causes.retain(|known| *known != words);
    finding.causes.insert(0, words);
    let Some(leaf) = env.leaves.leaf(cause.leaf) else { return };
    let figure = label::figure(env, leaf);
    finding.correction = correction::instead(env, leaf, &cause.instead);
    if let Some((path, field)) = leaf.owner.and_then(|fact| fact.context.path.as_ref()).zip(leaf.field) {
        finding.place.path = Some(format!("{path}.{}", field.name));
    }
    if finding.primary.as_ref().is_some_and(|primary| primary.span == figure.span) {
        return;
    }
    finding.operands.retain(|label| label.span != figure.span);
    finding.operands.extend(finding.primary.replace(figure));
}

fn with_others(message: &Wording, others: &[Merged]) -> Wording {
    if others.is_empty() {
        return message.clone();
    }
    let list = |language, between: &str| {
        let names = others.iter().map(|it| format!("{} {}", it.finding.code, it.finding.title.get(language)));
        names.collect::<Vec<_>>().join(between)
    };
    let zh = list(crate::diagnostic::Language::Chinese, "、");
    let en = list(crate::diagnostic::Language::English, ", ");
    let english =
        if message.en.is_empty() { String::new() } else { format!("{} (the same figure also gives {en})", message.en) };
    Wording::new(format!("{}（同一数字还引起：{zh}）", message.zh), english)
}
