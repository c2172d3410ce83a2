//! Which reading of a fact counts: the most charitable one, chosen once for all rules about the fact.

use std::cmp::Reverse;
use std::collections::HashMap;

use crate::fact::{Fact, Reading, Standing};
use crate::plan::{Plan, Quantifier, RecordId, Rule, Slot};

use super::compare::{Judged, Mark};
use super::env::Env;
use super::join::Binding;
use super::rule::{Checked, apply};
use super::slip;
use super::value::FactRef;

/// A rule about single facts of a record.
#[derive(Clone, Copy)]
pub(super) struct Single<'a> {
    /// Index of the rule.
    pub(super) index: usize,
    /// The rule.
    pub(super) rule: &'a Rule,
    /// Its binder.
    pub(super) slot: Slot,
}

/// The rules about single facts, by record and in their order.
pub(super) fn singles<'a>(plan: &'a Plan, wanted: impl Fn(&Rule) -> bool) -> Vec<Vec<Single<'a>>> {
    let mut singles: Vec<Vec<Single<'a>>> = vec![Vec::new(); plan.records.len()];
    for (index, rule) in plan.rules.iter().enumerate() {
        if let Quantifier::Facts { binders, .. } = &rule.quantifier
            && let [(slot, record)] = binders.as_slice()
            && wanted(rule)
            && let Some(rules) = singles.get_mut(record.0)
        {
            rules.push(Single { index, rule, slot: *slot });
        }
    }
    singles
}

/// The readings chosen.
#[derive(Debug, Default)]
pub(super) struct Ranks {
    /// By record, then by fact; records of which every fact has one reading have no list.
    readings: Vec<Vec<usize>>,
    /// Rule and check on whose truth the readings of a fact disagree, where there are any.
    disagreeing: HashMap<(RecordId, usize), Vec<(usize, usize)>>,
    /// Rule and check that a slip explains, of facts whose figures no word names.
    explained: HashMap<(RecordId, usize), (usize, Option<usize>)>,
}

#[derive(Debug, Default)]
struct Chosen {
    reading: usize,
    /// Rule and check on whose truth the readings disagree.
    disagreeing: Vec<(usize, usize)>,
    /// Rule and check that a slip explains, where no word names the figures.
    explained: Option<(usize, Option<usize>)>,
}

impl Ranks {
    /// The reading of a fact that counts.
    pub(super) fn reading(&self, record: RecordId, fact: usize) -> usize {
        self.readings.get(record.0).and_then(|readings| readings.get(fact)).copied().unwrap_or(0)
    }

    /// True where the readings of a fact give a check different truths.
    pub(super) fn disagree(&self, record: RecordId, fact: usize, rule: usize, check: usize) -> bool {
        self.disagreeing.get(&(record, fact)).is_some_and(|checks| checks.contains(&(rule, check)))
    }

    fn set(&mut self, record: RecordId, fact: usize, facts: usize, chosen: Chosen) {
        if self.readings.len() <= record.0 {
            self.readings.resize_with(record.0.saturating_add(1), Vec::new);
        }
        if let Some(readings) = self.readings.get_mut(record.0) {
            readings.resize(facts, 0);
            if let Some(reading) = readings.get_mut(fact) {
                *reading = chosen.reading;
            }
        }
        if let Some(told) = chosen.explained {
            self.explained.insert((record, fact), told);
        }
        if !chosen.disagreeing.is_empty() {
            self.disagreeing.insert((record, fact), chosen.disagreeing);
        }
    }

    /// True where a slip explains what a check says against figures that no word names.
    pub(super) fn explained(&self, record: RecordId, fact: usize, rule: usize, check: Option<usize>) -> bool {
        self.explained.get(&(record, fact)) == Some(&(rule, check))
    }
}

/// True for a fact whose readings have to be weighed.
fn is_ranked(fact: &Fact) -> bool {
    fact.readings.len() > 1 || slip::is_free(fact)
}

/// Ranks the readings of every fact that has several. All rules in force take part, not only those selected: what a
/// sentence says does not depend on the question.
pub(super) fn rank(env: &mut Env<'_>) {
    if !env.facts.facts.iter().flatten().any(|fact| is_ranked(fact)) {
        return;
    }
    let singles = singles(env.plan, |rule| rule.off.is_none());
    let mut ranks = Ranks::default();
    for (record, rules) in singles.iter().enumerate().filter(|(_, rules)| !rules.is_empty()) {
        let record = RecordId(record);
        let facts = env.facts.of(record);
        for (position, fact) in facts.iter().enumerate() {
            if is_ranked(fact) {
                let chosen = charitable(env, fact, position, rules);
                ranks.set(record, position, facts.len(), chosen);
            }
        }
    }
    // Later evaluations see facts in the readings chosen; what was looked up by others is forgotten.
    env.joins.clear();
    env.memo.clear();
    env.refuel();
    env.ranks = ranks;
}

/// Tries the readings that words name, and only if all are contradicted those that may excuse, up to the first that
/// does.
fn charitable<'a>(env: &mut Env<'a>, fact: &'a Fact, position: usize, rules: &[Single<'a>]) -> Chosen {
    if slip::is_free(fact) {
        let results = |env: &mut Env<'a>, reading| results(env, FactRef { fact, reading }, position, rules);
        let slip::Told { reading, explained } = slip::choose(env, fact.readings.len(), results);
        return Chosen { reading, explained, ..Chosen::default() };
    }
    let is_excuse = |reading: &&Reading| reading.standing == Standing::Excuse;
    let named = fact.readings.iter().take_while(|reading| !is_excuse(reading)).count();
    let tried: Vec<Tried> =
        (0..named).map(|reading| attempt(env, FactRef { fact, reading }, position, rules)).collect();
    let chosen = choose(&tried);
    if tried.iter().any(|it| it.score.0 == 0) {
        return chosen;
    }
    let excuse = (named..fact.readings.len()).find(|reading| {
        let it = attempt(env, FactRef { fact, reading: *reading }, position, rules);
        it.score.0 == 0 && it.score.1.0 > 0
    });
    if let Some(reading) = excuse {
        return Chosen { reading, ..Chosen::default() };
    }
    // Where nothing excuses a claim, the reading that a slip explains tells more than one that nothing does.
    let told = slip::choose(env, named, |env, reading| results(env, FactRef { fact, reading }, position, rules));
    if told.explained.is_some() { Chosen { reading: told.reading, ..chosen } } else { chosen }
}

/// One reading under all rules.
struct Tried {
    score: (usize, Reverse<usize>, Reverse<usize>),
    /// Rule, check, truth (`None`: not evaluated), whether it compares figures by interval.
    checks: Vec<(usize, usize, Option<bool>, bool)>,
}

fn attempt<'a>(env: &mut Env<'a>, fact: FactRef<'a>, position: usize, rules: &[Single<'a>]) -> Tried {
    let results = results(env, fact, position, rules);
    Tried::of(env, &results)
}

fn results<'a>(env: &mut Env<'a>, fact: FactRef<'a>, position: usize, rules: &[Single<'a>]) -> Vec<Checked> {
    env.start();
    let mut results = Vec::new();
    for single in rules {
        apply(env, single.index, single.rule, &Binding::single(single.slot, fact, position), &mut results);
    }
    results
}

impl Tried {
    fn of(env: &Env<'_>, results: &[Checked]) -> Self {
        let contradicted = results.iter().filter(|checked| checked.is_contradicted(env)).count();
        let approximate = || {
            let all = results.iter().flat_map(|checked| checked.comparisons(env));
            all.filter(|judged| judged.is_approximate())
        };
        let agreeing = approximate().filter(|judged| judged.mark == Mark::Holds).count();
        let noted = approximate().filter(|judged| matches!(judged.mark, Mark::CutOff | Mark::Reachable)).count();
        let checks = results.iter().filter_map(|checked| {
            let truth = checked.result.as_ref().ok().copied();
            let by_interval = checked.comparisons(env).iter().any(Judged::is_approximate);
            Some((checked.rule, checked.check?, truth, by_interval))
        });
        Self { score: (contradicted, Reverse(agreeing), Reverse(noted)), checks: checks.collect() }
    }
}

/// Fewest contradictions, then most agreements, then the order given. If that reading is contradicted, all are.
fn choose(tried: &[Tried]) -> Chosen {
    let best = tried.iter().enumerate().min_by_key(|(position, tried)| (tried.score, *position));
    let mut disagreeing = Vec::new();
    let mut seen: Vec<(usize, usize)> = Vec::new();
    for (rule, check, ..) in tried.iter().flat_map(|tried| &tried.checks) {
        if seen.contains(&(*rule, *check)) {
            continue;
        }
        seen.push((*rule, *check));
        let find = |tried: &Tried| tried.checks.iter().find(|it| it.0 == *rule && it.1 == *check).copied();
        let found: Vec<_> = tried.iter().map(find).collect();
        let by_interval = found.iter().flatten().any(|it| it.3);
        let fails = found.iter().filter(|it| matches!(it, Some((_, _, Some(false), _)))).count();
        if !by_interval && fails > 0 && fails < tried.len() {
            disagreeing.push((*rule, *check));
        }
    }
    Chosen { reading: best.map_or(0, |(position, _)| position), disagreeing, explained: None }
}
