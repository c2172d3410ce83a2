//! One rule on one binding: does it apply, and what do its checks say?

use std::ops::Range;

use crate::figure::Figure;
use crate::finding::Reason;
use crate::plan::{CheckKind, Comparison, Expr, Quantifier, Rule};

use super::claim::Claim;
use super::compare::{Judged, Mark};
use super::env::Env;
use super::join::Binding;
use super::logic;
use super::value::Stop;

/// What came of one check on one binding.
#[derive(Debug, Clone)]
pub(super) struct Checked {
    /// Index of the rule.
    pub(super) rule: usize,
    /// Index of its check; `None` where it could not be said whether the rule applies.
    pub(super) check: Option<usize>,
    /// True, false, or why neither.
    pub(super) result: Result<bool, Stop>,
    /// Its comparisons among those of the evaluation.
    pub(super) judged: Range<usize>,
}

impl Checked {
    /// Its comparisons.
    pub(super) fn comparisons<'e, 'a>(&self, env: &'e Env<'a>) -> &'e [Judged<'a>] {
        env.judged.get(self.judged.clone()).unwrap_or(&[])
    }

    /// True where it failed because printed figures contradict each other.
    pub(super) fn is_contradicted(&self, env: &Env<'_>) -> bool {
        self.result == Ok(false) && self.comparisons(env).iter().any(Judged::contradicts)
    }

    /// The note that a check which holds deserves, if any.
    pub(super) fn note(&self, env: &Env<'_>) -> Option<Mark> {
        let worst = self.comparisons(env).iter().map(|judged| judged.mark).max()?;
        match worst {
            Mark::CutOff | Mark::Reachable if self.result == Ok(true) => Some(worst),
            Mark::CutOff | Mark::Reachable | Mark::Holds | Mark::Fails | Mark::Open => None,
        }
    }
}

/// Runs the conditions and checks of a rule; nothing is added where it does not apply.
pub(super) fn apply<'a>(
    env: &mut Env<'a>,
    index: usize,
    rule: &'a Rule,
    binding: &Binding<'a>,
    into: &mut Vec<Checked>,
) {
    env.run(index);
    binding.enter(env, rule.slots);
    let open = |reason: Reason, env: &Env<'_>| Checked {
        rule: index,
        check: None,
        result: Err(Stop::NotEvaluated(reason)),
        judged: env.judged.len()..env.judged.len(),
    };
    if let Some(reason) = &binding.open {
        into.push(open(reason.clone(), env));
        return;
    }
    match applies(env, rule) {
        Ok(true) => {}
        Ok(false) | Err(Stop::NotApplicable) => return,
        Err(Stop::NotEvaluated(reason)) => {
            into.push(open(reason, env));
            return;
        }
    }
    for (position, check) in rule.checks.iter().enumerate() {
        let start = env.judged.len();
        let result = match &check.kind {
            CheckKind::Condition(condition) => env.truth(condition),
            CheckKind::Report => Ok(false),
            // These look at the whole submission by themselves.
            CheckKind::Outline(..) | CheckKind::Same(..) => continue,
        };
        if result == Err(Stop::NotApplicable) {
            env.judged.truncate(start);
            continue;
        }
        let judged = start..env.judged.len();
        into.push(Checked { rule: index, check: Some(position), result, judged });
    }
}

/// All conditions of a rule, `where` of a single binder included.
pub(super) fn conditions(rule: &Rule) -> impl Iterator<Item = &Expr> {
    let filter = match &rule.quantifier {
        Quantifier::Facts { binders, condition, .. } if binders.len() == 1 => condition.as_ref(),
        Quantifier::Submission | Quantifier::Facts { .. } | Quantifier::Groups { .. } => None,
    };
    filter.into_iter().chain(&rule.when)
}

/// Whether a rule applies to what is bound: one false condition settles it, else one undecided leaves it open.
pub(super) fn applies<'a>(env: &mut Env<'a>, rule: &'a Rule) -> Result<bool, Stop> {
    let mut open: Option<Stop> = None;
    for condition in conditions(rule) {
        match logic::aside(env, condition) {
            Ok(true) => {}
            Ok(false) => return Ok(false),
            Err(stop) => open = Some(open.map_or(stop.clone(), |known: Stop| known.graver(stop))),
        }
    }
    open.map_or(Ok(true), Err)
}

/// Which comparison a finding is about: the contradicted one, else the first that fails; for a note the gravest.
pub(super) fn principal<'e, 'a>(judged: &'e [Judged<'a>], note: Option<Mark>) -> Option<&'e Judged<'a>> {
    match note {
        Some(mark) => judged.iter().find(|it| it.mark == mark),
        None => judged.iter().find(|it| it.contradicts()).or_else(|| judged.iter().find(|it| it.mark == Mark::Fails)),
    }
}

/// How many `~=` of a check hold, and how many of them only cut off.
pub(super) fn agreements(judged: &[Judged<'_>], figures: &[Figure]) -> (usize, usize) {
    let claims = || judged.iter().filter(|it| it.comparison == Comparison::Agrees && Claim::of(it, figures).is_some());
    let cut = claims().filter(|it| it.mark == Mark::CutOff).count();
    let right = claims().filter(|it| it.mark == Mark::Holds).count();
    (right.saturating_add(cut), cut)
}
