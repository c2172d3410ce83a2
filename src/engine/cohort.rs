//! Units beside each other: what every submission gives, and what each is then held against.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::eval::{Sampled, figure_of};
use crate::fact::{Around, Context, Fact, FactBase, FieldValue, Reading, Reported, TextValue, Value};
use crate::figure::{Exact, Figure, Unit};
use crate::passage::Fingerprint;
use crate::plan::{Cohort, Plan};
use crate::source::Span;

use super::neighbours::Neighbours;

/// What one submission gives: the names of cohorts and keys, and the values; the fingerprints of its passages.
#[derive(Debug, Clone, Default)]
pub struct Sample {
    values: Vec<(String, String, Exact)>,
    pub(super) name: String,
    pub(super) hashes: Vec<Fingerprint>,
}

impl Sample {
    pub(super) fn of(plan: &Plan, sampled: Vec<Sampled>, name: String, hashes: Vec<Fingerprint>) -> Self {
        let cohort = |number: usize| plan.cohorts.get(number).map(|cohort| plan.record(cohort.record).name.clone());
        let values = sampled.into_iter().filter_map(|it| Some((cohort(it.cohort)?, it.key, it.value))).collect();
        Self { values, name, hashes }
    }
}

/// All submissions of a review, as rules see them.
#[derive(Debug, Default)]
pub struct Peers {
    spreads: BTreeMap<String, BTreeMap<String, Spread>>,
    pub(super) neighbours: Neighbours,
}

/// How the values of units lie, after Tukey: the hinges are the medians of the lower and upper half (the middle value of an
/// odd number belongs to both), the bounds lie three times their distance outside.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Spread {
    count: usize,
    median: Exact,
    low: Exact,
    high: Exact,
}

impl Peers {
    /// Puts samples together; their order does not matter.
    #[must_use]
    pub fn new(samples: impl IntoIterator<Item = Sample>) -> Self {
        let mut values: BTreeMap<String, BTreeMap<String, Vec<Exact>>> = BTreeMap::new();
        let mut passages = Vec::new();
        for sample in samples {
            for (cohort, key, value) in sample.values {
                values.entry(cohort).or_default().entry(key).or_default().push(value);
            }
            if !sample.hashes.is_empty() {
                passages.push((sample.name, sample.hashes));
            }
        }
        let spread = |(key, values)| Some((key, Spread::of(values)?));
        let spreads = values.into_iter().map(|(cohort, keys)| (cohort, keys.into_iter().filter_map(spread).collect()));
        Self { spreads: spreads.collect(), neighbours: Neighbours::new(passages) }
    }

    /// All that has a say in results, as bytes.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        format!("{:?} {}", self.spreads, self.neighbours.fingerprint())
    }

    /// Adds what other units give to the keys of a submission.
    pub(super) fn add_to(&self, plan: &Plan, sampled: &[Sampled], facts: &mut FactBase) {
        for it in sampled {
            let Some(cohort) = plan.cohorts.get(it.cohort) else { continue };
            let spread = self.spreads.get(&plan.record(cohort.record).name).and_then(|keys| keys.get(&it.key));
            let fact = spread.and_then(|spread| spread.fact(cohort, it));
            if let (Some(fact), Some(place)) = (fact, facts.facts.get_mut(cohort.record.0)) {
                place.push(Arc::new(fact));
            }
        }
    }
}

impl Spread {
    fn of(mut values: Vec<Exact>) -> Option<Self> {
        values.sort();
        let half = values.len().div_ceil(2);
        let (lower, upper) = (values.get(..half)?, values.get(values.len() - half..)?);
        let (first, third) = (median(lower)?, median(upper)?);
        let reach = third.sub(&first).mul(&Exact::whole(3));
        Some(Self { count: values.len(), median: median(&values)?, low: first.sub(&reach), high: third.add(&reach) })
    }

    /// The values in the order of [`CohortField`](crate::plan::CohortField).
    fn fact(&self, cohort: &Cohort, of: &Sampled) -> Option<Fact> {
        let place = Span { end: of.place.start, ..of.place };
        let figure = |figure: Figure| {
            let reported = Reported { printed: figure.clone(), figure, span: place, cue: None };
            FieldValue::Value(Value::Figure(Arc::new(reported)))
        };
        let count = Figure::new(self.count.into(), Unit::None).exactly();
        let values = vec![
            FieldValue::Value(Value::Text(TextValue::owned(&of.key, None))),
            figure(count),
            figure(figure_of(&self.median, &of.unit)?),
            figure(figure_of(&self.low, &of.unit)?),
            figure(figure_of(&self.high, &of.unit)?),
        ];
        let around = Arc::new(Around::default());
        let context = Context { place, around, path: None, table: None };
        Some(Fact { record: cohort.record, readings: vec![Reading::named(values)], context })
    }
}

/// The middle value, or half the sum of the two middle ones.
fn median(sorted: &[Exact]) -> Option<Exact> {
    let middle = sorted.len() / 2;
    let upper = sorted.get(middle)?;
    if sorted.len() % 2 == 1 {
        return Some(upper.clone());
    }
    sorted.get(middle.checked_sub(1)?)?.add(upper).div(&Exact::whole(2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hinges_and_bounds_are_exact() {
        let values = |numbers: &[i64]| numbers.iter().map(|number| Exact::whole(*number)).collect::<Vec<_>>();
        let spread = Spread::of(values(&[9, 1, 5, 3, 7])).expect("there are values");
        assert_eq!((spread.count, &spread.median), (5, &Exact::whole(5)));
        assert_eq!((spread.low, spread.high), (Exact::whole(3 - 12), Exact::whole(7 + 12)));
        let even = Spread::of(values(&[1, 2, 3, 4])).expect("there are values");
        assert_eq!(even.median, Exact::whole(5).div(&Exact::whole(2)).expect("two is not zero"));
        assert_eq!(Spread::of(Vec::new()), None);
    }
}
