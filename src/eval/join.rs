//! Bindings of rules: `for a: x, b: y where …`, `for group i: x by …`.

use std::collections::HashMap;
use std::rc::Rc;

use crate::figure::Exact;
use crate::finding::Reason;
use crate::plan::{Expr, Join, RecordId, Scope, Slot};
use crate::source::Span;

use super::compare::plain_chars;
use super::env::Env;
use super::logic;
use super::value::{FactRef, List, Stop, Val};

/// How many bindings one rule may try.
const MAX_BINDINGS: usize = 200_000;

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

/// A value as the key of a join: equal keys are equal values.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Key {
    Words(String),
    Number(Exact),
    Date(i32, u8, u8),
    Truth(bool),
}

/// The key of a value; `None` for what has no equality.
pub(super) fn key_of(env: &Env<'_>, value: &Val<'_>) -> Option<Key> {
    match value {
        Val::Text(text) => Some(Key::Words(plain_chars(&text.words).collect())),
        Val::Variant(of, member, _) => {
            let (name, _) = env.plan.enums.get(of.0)?.variants.get(*member)?;
            Some(Key::Words(plain_chars(name).collect()))
        }
        Val::Target(target) => Some(Key::Words(plain_chars(target.words.as_str()).collect())),
        Val::Number(number) => number.formula.at_printed(env.leaves.figures()).ok().map(Key::Number),
        Val::Year(year, _) => Some(Key::Number(Exact::whole(i64::from(*year)))),
        Val::Date((year, month, day), _) => Some(Key::Date(*year, *month, *day)),
        Val::Bool(truth) => Some(Key::Truth(*truth)),
        Val::List(_) | Val::Fact(_) | Val::Bands(_) => None,
    }
}

/// Facts of a record by the value of an expression.
#[derive(Debug, Default)]
pub(super) struct JoinIndex {
    by_key: HashMap<Key, Rc<[usize]>>,
}

impl JoinIndex {
    /// The facts whose key equals a value.
    pub(super) fn find(&self, env: &Env<'_>, value: &Val<'_>) -> Rc<[usize]> {
        let found = key_of(env, value).and_then(|key| self.by_key.get(&key).cloned());
        found.unwrap_or_else(|| Rc::from([]))
    }
}

/// The index of a record by a key, made once. Facts whose key is not there are in no join.
pub(super) fn index<'a>(env: &mut Env<'a>, record: RecordId, slot: Slot, key: &'a Expr) -> Rc<JoinIndex> {
    if let Some(known) = env.joins.get(&std::ptr::from_ref(key)) {
        return Rc::clone(known);
    }
    let made = env.aside(|env| {
        let mut by_key: HashMap<Key, Vec<usize>> = HashMap::new();
        for position in 0..env.facts.of(record).len() {
            let Some(fact) = env.fact_at(record, position) else { continue };
            env.leaves.clear();
            env.bind(slot, Ok(Val::Fact(fact)));
            if let Ok(value) = env.eval(key)
                && let Some(key) = key_of(env, &value)
            {
                by_key.entry(key).or_default().push(position);
            }
        }
        by_key
    });
    #[expect(clippy::iter_over_hash_type, reason = "goes from one table into another")]
    let by_key = {
        let mut sealed = HashMap::with_capacity(made.len());
        for (key, positions) in made {
            sealed.insert(key, positions.into());
        }
        sealed
    };
    let index = Rc::new(JoinIndex { by_key });
    env.joins.insert(std::ptr::from_ref(key), Rc::clone(&index));
    index
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
    let mut scopes = HashMap::new();
    let mut run = Combining { rule, found: &mut found, tried: &mut tried, scopes: &mut scopes };
    let finished = run.extend(env, &Binding::default(), 0);
    if !finished {
        found.push(Binding { open: Some(Reason::LimitReached), ..Binding::default() });
    }
    found
}

struct Combining<'r, 'a> {
    rule: &'r Joined<'a>,
    found: &'r mut Vec<Binding<'a>>,
    tried: &'r mut usize,
    scopes: &'r mut HashMap<usize, Rc<HashMap<Span, Vec<usize>>>>,
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
            if *self.tried > MAX_BINDINGS {
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
    ) -> Result<Rc<[usize]>, Stop> {
        let join = depth.checked_sub(1).and_then(|before| self.rule.joins.get(before));
        match join {
            None => Ok((0..env.facts.of(record).len()).collect()),
            Some(Join::Equality(key, value)) => {
                let index = index(env, record, slot, key);
                // The index has used the binders' slots.
                for (slot, value) in &so_far.locals {
                    env.bind(*slot, Ok(value.clone()));
                }
                env.aside(|env| {
                    let value = env.eval(value)?;
                    Ok(index.find(env, &value))
                })
            }
            Some(Join::Within(scope, with)) => {
                let pieces = self.scopes.entry(depth).or_insert_with(|| Rc::new(by_piece(env, record, *scope)));
                let other = so_far.locals.iter().find(|(slot, _)| slot == with);
                let Some((_, Val::Fact(other))) = other else { return Ok(Rc::from([])) };
                let found = piece(*other, *scope).and_then(|piece| pieces.get(&piece));
                Ok(found.map_or_else(|| Rc::from([]), |found| found.as_slice().into()))
            }
        }
    }
}

fn by_piece(env: &Env<'_>, record: RecordId, scope: Scope) -> HashMap<Span, Vec<usize>> {
    let mut pieces: HashMap<Span, Vec<usize>> = HashMap::new();
    for position in 0..env.facts.of(record).len() {
        if let Some(place) = env.fact_at(record, position).and_then(|fact| piece(fact, scope)) {
            pieces.entry(place).or_default().push(position);
        }
    }
    pieces
}

fn piece(fact: FactRef<'_>, scope: Scope) -> Option<Span> {
    let context = &fact.fact.context;
    let piece = match scope {
        Scope::Sentence => &context.sentence,
        Scope::Paragraph => &context.paragraph,
        Scope::Section => &context.section,
    };
    piece.as_ref().map(|(_, span)| *span)
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
    let mut by_key: HashMap<Vec<Key>, usize> = HashMap::new();
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
fn group_key<'a>(env: &mut Env<'a>, rule: &Grouping<'a>) -> Result<Vec<Key>, Stop> {
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
