//! All rules on one submission.

use std::collections::{HashMap, HashSet};

use crate::fact::{FactBase, Standing};
use crate::finding::{Outcome, Place, fingerprint};
use crate::plan::{Check, CheckKind, Plan, Quantifier, RecordId, Rule};
use crate::source::{SourceMap, Span};

use super::env::Env;
use super::join::{Binding, Grouping, Joined, combinations, groups};
use super::note::{Rounding, say_once};
use super::reading::{rank, singles};
use super::rival::{Agreed, settle_rivals};
use super::rule::{Checked, agreements, applies, apply};
use super::settle::{Tagged, settle};
use super::{Detail, outline, same, slip};

/// Runs the selected rules on the facts of a submission.
///
/// Outcomes stand in the order of the rules, of their facts and of their checks. Rules switched off by a pack never
/// run. `sources` are the drafts that the facts' places point into.
#[must_use]
pub fn evaluate(
    plan: &Plan,
    facts: &FactBase,
    sources: &SourceMap,
    selected: &dyn Fn(&Rule) -> bool,
    detail: Detail,
) -> Vec<Outcome> {
    let mut env = Env::new(plan, facts, sources);
    rank(&mut env);
    let mut run = Run {
        detail,
        outcomes: Vec::new(),
        rounding: Rounding::default(),
        results: Vec::new(),
        agreed: Agreed::default(),
    };
    let wanted = |rule: &Rule| rule.off.is_none() && selected(rule);
    run.single_facts(&mut env, &wanted);
    for (index, rule) in plan.rules.iter().enumerate() {
        if wanted(rule) {
            run.whole_submission(&mut env, index, rule);
        }
    }
    run.outcomes.sort_by_key(|tagged| tagged.order);
    let is_free = |record: RecordId| plan.record(record).takes_any_figure();
    settle_rivals(&mut run.outcomes, &run.agreed, |rule| plan.rules.get(rule).and_then(Rule::about), is_free);
    say_once(&mut run.outcomes, run.rounding);
    let mut outcomes: Vec<Outcome> = run.outcomes.into_iter().map(|tagged| tagged.outcome).collect();
    tell_once(&mut outcomes);
    give_fingerprints(&mut outcomes);
    outcomes
}

struct Run {
    detail: Detail,
    outcomes: Vec<Tagged>,
    rounding: Rounding,
    results: Vec<Checked>,
    agreed: Agreed,
}

impl Run {
    /// Rules about single facts run together, fact by fact: they share its figures and its reading.
    fn single_facts(&mut self, env: &mut Env<'_>, wanted: &dyn Fn(&Rule) -> bool) {
        let singles = singles(env.plan, wanted);
        for (record, rules) in singles.iter().enumerate().filter(|(_, rules)| !rules.is_empty()) {
            let record = RecordId(record);
            for position in 0..env.facts.of(record).len() {
                let Some(fact) = env.fact_at(record, position) else { continue };
                env.start();
                self.results.clear();
                for single in rules {
                    let binding = Binding::single(single.slot, fact, position);
                    apply(env, single.index, single.rule, &binding, &mut self.results);
                }
                let binding_of = |rule: usize| {
                    let single = rules.iter().find(|single| single.index == rule)?;
                    Some(Binding::single(single.slot, fact, position))
                };
                match fact.bound().map(|reading| reading.standing) {
                    Some(Standing::Named | Standing::Guessed) => {
                        self.count_agreements(env);
                        self.agreed.note(env, record, &self.results);
                    }
                    _ if slip::is_free(fact.fact) => self.agreed.note_freely(env, &self.results),
                    Some(Standing::Excuse | Standing::Free) | None => self.count_agreements(env),
                }
                settle(env, self.detail, &self.results, position, binding_of, &mut self.outcomes);
            }
        }
    }

    /// Rules about several facts at once, about groups, and about the submission as a whole.
    fn whole_submission<'a>(&mut self, env: &mut Env<'a>, index: usize, rule: &'a Rule) {
        self.whole_checks(env, index, rule);
        for (position, binding) in bindings(env, rule).into_iter().enumerate() {
            env.start();
            self.results.clear();
            apply(env, index, rule, &binding, &mut self.results);
            self.count_agreements(env);
            let binding_of = |_| Some(binding.clone());
            settle(env, self.detail, &self.results, position, binding_of, &mut self.outcomes);
        }
    }

    /// Checks that look at sections or at all facts of a record by themselves. Where it cannot be said whether the rule
    /// applies, its binding says so.
    fn whole_checks<'a>(&mut self, env: &mut Env<'a>, index: usize, rule: &'a Rule) {
        let is_whole = |check: &Check| matches!(check.kind, CheckKind::Outline(..) | CheckKind::Same(..));
        if !rule.checks.iter().any(is_whole) {
            return;
        }
        env.run(index);
        env.start();
        env.clear_frame(rule.slots);
        // Of a rule about facts, `where` and `when` say which of them count.
        if !matches!(rule.quantifier, Quantifier::Facts { .. }) && applies(env, rule) != Ok(true) {
            return;
        }
        for (position, check) in rule.checks.iter().enumerate() {
            let at = (index, position);
            match &check.kind {
                CheckKind::Outline(id, aspect) => outline::check(env, at, *id, *aspect, &mut self.outcomes),
                CheckKind::Same(record, field, among) => {
                    same::check(env, at, (*record, *field, *among), &mut self.outcomes);
                }
                CheckKind::Condition(_) | CheckKind::Report => {}
            }
        }
    }

    fn count_agreements(&mut self, env: &Env<'_>) {
        for checked in self.results.iter().filter(|checked| checked.result == Ok(true)) {
            let (judged, cut) = agreements(checked.comparisons(env), env.leaves.figures());
            self.rounding.judged = self.rounding.judged.saturating_add(judged);
            self.rounding.cut = self.rounding.cut.saturating_add(cut);
        }
    }
}

/// The bindings of a rule that is not about single facts.
pub(super) fn bindings<'a>(env: &mut Env<'a>, rule: &'a Rule) -> Vec<Binding<'a>> {
    match &rule.quantifier {
        Quantifier::Submission => vec![Binding::default()],
        Quantifier::Facts { binders, .. } if binders.len() == 1 => Vec::new(),
        Quantifier::Facts { binders, joins, condition } => {
            let joined = Joined { binders, joins, condition: condition.as_ref() };
            combinations(env, &joined, rule.slots)
        }
        Quantifier::Groups { binder, member, record, condition, by } => {
            let (binder, member, record) = (*binder, *member, *record);
            let grouping = Grouping { binder, member, record, condition: condition.as_ref(), by };
            groups(env, &grouping, rule.slots)
        }
    }
}

/// Leaves out what was said of the same words before: the year before may state one figure in several places.
fn tell_once(outcomes: &mut Vec<Outcome>) {
    let mut told: HashSet<(String, Span, String)> = HashSet::new();
    outcomes.retain(|outcome| match outcome {
        Outcome::Failed(finding) => finding
            .primary
            .as_ref()
            .is_none_or(|label| told.insert((finding.code.clone(), label.span, finding.message.zh.clone()))),
        Outcome::Passed(_) | Outcome::NotEvaluated(_) => true,
    });
}

/// Names each finding by what it is about; equal ones in a section by their turn.
fn give_fingerprints(outcomes: &mut [Outcome]) {
    let mut turns: HashMap<(String, String, String), usize> = HashMap::new();
    for outcome in outcomes {
        let Outcome::Failed(finding) = outcome else { continue };
        let section = finding.place.sections.last().cloned().unwrap_or_default();
        let Place { clause, path, .. } = &finding.place;
        let about = if clause.is_empty() { path.clone().unwrap_or_default() } else { clause.clone() };
        let turn = turns.entry((finding.code.clone(), section.clone(), about.clone())).or_default();
        finding.fingerprint = fingerprint(&finding.code, &section, &about, *turn);
        *turn = turn.saturating_add(1);
    }
}
