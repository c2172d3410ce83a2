//! What a submission gives to the comparison of units.

use crate::fact::{FactBase, Standing};
use crate::figure::{Exact, Figure, Unit};
use crate::plan::{Cohort, Plan};
use crate::source::{SourceMap, Span};

use super::env::Env;
use super::value::{Dim, FactRef, Val};

/// A value that a fact of a submission gives to a cohort.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sampled {
    /// Which: index into [`Plan::cohorts`].
    pub cohort: usize,
    /// What it shares with those it is compared with.
    pub key: String,
    /// How much, in base units.
    pub value: Exact,
    /// In what it is shown.
    pub unit: Unit,
    /// Where the fact stands.
    pub place: Span,
}

/// The values that the facts of a submission give to the cohorts of a plan. Only what words or data name in one reading
/// counts; facts of one submission that share a key and differ in
/// their values do not.
#[must_use]
pub fn sample(plan: &Plan, facts: &FactBase, sources: &SourceMap) -> Vec<Sampled> {
    let mut env = Env::new(plan, facts, sources);
    let mut all = Vec::new();
    for (number, cohort) in plan.cohorts.iter().enumerate() {
        let mut found: Vec<Sampled> = Vec::new();
        for fact in facts.of(cohort.over) {
            let [reading] = fact.readings.as_slice() else { continue };
            if reading.standing == Standing::Named {
                found.extend(one(&mut env, number, cohort, FactRef { fact, reading: 0 }));
            }
        }
        found.sort_by(|a, b| a.key.cmp(&b.key));
        let alike = found
            .chunk_by(|a, b| a.key == b.key)
            .filter(|same| same.iter().all(|it| Some(&it.value) == same.first().map(|first| &first.value)));
        all.extend(alike.filter_map(|same| same.first().cloned()));
    }
    all
}

fn one<'a>(env: &mut Env<'a>, number: usize, cohort: &'a Cohort, fact: FactRef<'a>) -> Option<Sampled> {
    env.start();
    env.clear_frame(cohort.slots);
    env.bind(cohort.binder, Ok(Val::Fact(fact)));
    if let Some(condition) = &cohort.condition
        && env.truth(condition) != Ok(true)
    {
        return None;
    }
    let key: String = env.text(&cohort.by).ok()?.words.chars().filter(|c| !c.is_whitespace()).collect();
    let number_of = env.number(&cohort.value).ok()?;
    let value = number_of.formula.at_printed(env.leaves.figures()).ok()?;
    let unit = unit_of(number_of.dim);
    Some(Sampled { cohort: number, key, value, unit, place: fact.fact.context.place })
}

/// The unit in which a computed value is shown.
fn unit_of(dim: Dim<'_>) -> Unit {
    match dim {
        Dim::Number => Unit::None,
        Dim::Ratio => Unit::Percent,
        Dim::Points => Unit::PercentPoint,
        Dim::Money => Unit::Money(4),
        Dim::Score => Unit::Score,
        Dim::Count(name) => Unit::Count { name: name.into(), power: 0 },
    }
}

/// An exact value as a figure in a unit, rounded half up to four decimals; `None` where it has more digits than figures have.
#[must_use]
pub fn figure_of(value: &Exact, unit: &Unit) -> Option<Figure> {
    let scale = Figure::new(rust_decimal::Decimal::ONE, unit.clone()).value();
    let digits = value.div(&scale)?.to_fixed(4).parse::<rust_decimal::Decimal>().ok()?;
    Some(Figure::new(digits.normalize(), unit.clone()).exactly())
}
