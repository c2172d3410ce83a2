//! Bindings of rules: `for a: x, b: y where …`, `for group i: x by …`.

use std::rc::Rc;

use rustc_hash::FxHashMap;

use crate::finding::Reason;
use crate::plan::{Expr, Join, RecordId, Slot};

use super::env::Env;
use super::index::{self, Key, key_of};
use super::logic;
use super::value::{FactRef, List, Stop, Val};

/// A combination of facts costs as much as so many elements of a quantifier.
const ELEMENTS: usize = 10;

/// One application of a rule.
#[derive(Debug, Clone, Default)]
pub(super) struct Binding<'a> {
    /// The only binder's slot, where there is only one: it stands for the subject.
    slot: Option<Slot>,
    /// What several binders stand for.
    locals: Vec<(Slot, Val<'a>)>,
    /// The first fact bound; `None` for the whole submission.
    pub(super) subject: Option<FactRef<'a>>,
    /// All facts bound, where they are several.
    several: Vec<FactRef<'a>>,
    /// Which of the record's facts the first one is, where it is the only one.
    pub(super) position: Option<usize>,
    /// Set where it cannot be said whether the rule applies.
    pub(super) open: Option<Reason>,
}

impl<'a> Binding<'a> {
    /// A rule's only binder.
    pub(super) fn single(slot: Slot, fact: FactRef<'a>, position: usize) -> Self {
        Self { slot: Some(slot), subject: Some(fact), position: Some(position), ..Self::default() }
    }

    /// Facts that are looked at together, of which one is the subject.
    pub(super) fn together(subject: FactRef<'a>, facts: Vec<FactRef<'a>>) -> Self {
        Self { subject: Some(subject), several: facts, ..Self::default() }
    }

    /// All facts bound.
    pub(super) fn facts(&self) -> &[FactRef<'a>] {
        if self.several.is_empty() { self.subject.as_slice() } else { &self.several }
    }

    /// Puts the facts into the frame of the rule.
    pub(super) fn enter(&self, env: &mut Env<'a>, slots: usize) {
        env.clear_frame(slots);
        if let (Some(slot), Some(fact)) = (self.slot, self.subject) {
            env.bind(slot, Ok(Val::Fact(fact)));
        }
        for (slot, value) in &self.locals {
            env.bind(*slot, Ok(value.clone()));
        }
    }
}

/// The binders and joins of a rule.
pub(super) struct Joined<'a> {
    /// Slot and record of each binder.
    pub(super) binders: &'a [(Slot, RecordId)],
    /// How the later ones are found.
    pub(super) joins: &'a [Join],
    /// The rest of `where`.
    pub(super) condition: Option<&'a Expr>,
}

/// Every combination of facts that satisfies the condition, in the order of the first binder's facts, then the second's.
pub(super) fn combinations<'a>(env: &mut Env<'a>, rule: &Joined<'a>, slots: usize) -> Vec<Binding<'a>> {
    env.clear_frame(slots);
    let mut found = Vec::new();
    let mut tried = 0;
    let mut run = Combining { rule, found: &mut found, tried: &mut tried };
    let finished = run.extend(env, &Binding::default(), 0);
    if !finished {
        found.push(Binding { open: Some(Reason::TooMuchWork(env.plan.work.0)), ..Binding::default() });
    }
    found
}

struct Combining<'r, 'a> {
    rule: &'r Joined<'a>,
    found: &'r mut Vec<Binding<'a>>,
    tried: &'r mut usize,
}

impl<'a> Combining<'_, 'a> {
    /// Binds the next binder in every way; false where the limit is reached. As deep as the rule has binders.
    fn extend(&mut self, env: &mut Env<'a>, so_far: &Binding<'a>, depth: usize) -> bool {
        let Some((slot, record)) = self.rule.binders.get(depth).copied() else {
            return self.complete(env, so_far);
        };
        let candidates = match self.candidates(env, so_far, depth, slot, record) {
            Ok(candidates) => candidates,
            Err(Stop::NotApplicable) => return true,
            Err(Stop::NotEvaluated(reason)) => {
                self.found.push(Binding { open: Some(reason), ..so_far.clone() });
                return true;
            }
        };
        for position in candidates.iter().copied() {
            *self.tried = self.tried.saturating_add(1);
            if *self.tried > env.plan.work.0 as usize / ELEMENTS {
                return false;
            }
            let Some(fact) = env.fact_at(record, position) else { continue };
            // A fact is never held against itself.
            if so_far.several.iter().any(|bound| bound.is(fact)) {
                continue;
            }
            let mut longer = so_far.clone();
            longer.locals.push((slot, Val::Fact(fact)));
            longer.several.push(fact);
            longer.subject = longer.subject.or(Some(fact));
            env.bind(slot, Ok(Val::Fact(fact)));
            if !self.extend(env, &longer, depth.saturating_add(1)) {
                return false;
            }
        }
        true
    }

    fn complete(&mut self, env: &mut Env<'a>, binding: &Binding<'a>) -> bool {
        let truth = match self.rule.condition {
            None => Ok(true),
            Some(condition) => env.aside(|env| logic::aside(env, condition)),
        };
        match truth {
            Ok(true) => self.found.push(binding.clone()),
            Ok(false) | Err(Stop::NotApplicable) => {}
            Err(Stop::NotEvaluated(reason)) => {
                self.found.push(Binding { open: Some(reason), ..binding.clone() });
            }
        }
        true
    }

    fn candidates(
        &mut self,
        env: &mut Env<'a>,
        so_far: &Binding<'a>,
        depth: usize,
        slot: Slot,
        record: RecordId,
    ) -> Result<Rc<Vec<usize>>, Stop> {
        let Some(join) = depth.checked_sub(1).and_then(|before| self.rule.joins.get(before)) else {
            return Ok(Rc::new((0..env.facts.of(record).len()).collect()));
        };
        // The walk over later binders has used the slots.
        for (slot, value) in &so_far.locals {
            env.bind(*slot, Ok(value.clone()));
        }
        // A fact from data stands in no sentence, so none shares it.
        env.aside(|env| index::find(env, record, slot, join)).map(|found| found.unwrap_or_default().facts)
    }
}

/// Groups of facts that share the values of `by`, in the order of their first members.
pub(super) struct Grouping<'a> {
    /// The slot that holds the list.
    pub(super) binder: Slot,
    /// The slot of one member.
    pub(super) member: Slot,
    /// The record.
    pub(super) record: RecordId,
    /// Which facts count.
    pub(super) condition: Option<&'a Expr>,
    /// What the members share.
    pub(super) by: &'a [Expr],
}

/// The groups of a rule.
pub(super) fn groups<'a>(env: &mut Env<'a>, rule: &Grouping<'a>, slots: usize) -> Vec<Binding<'a>> {
    env.clear_frame(slots);
    let mut open = Vec::new();
    let mut members: Vec<Vec<FactRef<'a>>> = Vec::new();
    let mut by_key: FxHashMap<Vec<Key<'a>>, usize> = FxHashMap::default();
    for position in 0..env.facts.of(rule.record).len() {
        let Some(fact) = env.fact_at(rule.record, position) else { continue };
        env.bind(rule.member, Ok(Val::Fact(fact)));
        match env.aside(|env| group_key(env, rule)) {
            Ok(key) => {
                let group = *by_key.entry(key).or_insert(members.len());
                if group == members.len() {
                    members.push(Vec::new());
                }
                if let Some(group) = members.get_mut(group) {
                    group.push(fact);
                }
            }
            Err(Stop::NotApplicable) => {}
            Err(Stop::NotEvaluated(reason)) => {
                open.push(Binding { open: Some(reason), ..Binding::single(rule.member, fact, position) });
            }
        }
    }
    let groups = members.into_iter().map(|facts| {
        let list: Rc<[Val<'a>]> = facts.iter().map(|fact| Val::Fact(*fact)).collect();
        // What all members share is asked of the first.
        let first = facts.first().map(|fact| (rule.member, Val::Fact(*fact)));
        let locals = first.into_iter().chain([(rule.binder, Val::List(List::Made(list)))]).collect();
        Binding { locals, subject: facts.first().copied(), several: facts, ..Binding::default() }
    });
    groups.chain(open).collect()
}

/// What a fact is grouped by; a fact that the condition leaves out has none.
fn group_key<'a>(env: &mut Env<'a>, rule: &Grouping<'a>) -> Result<Vec<Key<'a>>, Stop> {
    if let Some(condition) = rule.condition
        && !logic::aside(env, condition)?
    {
        return Err(Stop::NotApplicable);
    }
    let mut key = Vec::with_capacity(rule.by.len());
    for part in rule.by {
        let value = env.eval(part)?;
        key.push(key_of(env, &value).ok_or(Stop::NotApplicable)?);
    }
    Ok(key)
}
