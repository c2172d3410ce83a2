//! How far a contradiction can be trusted: claims held against figures that no word names are told only where a slip of the
//! hand explains them, and what nothing explains among several readings is a note.

use crate::fact::{Fact, FieldValue, Reading, Standing, Value};
use crate::figure::{Figure, is_explained, is_far, is_result, is_slip, is_turned};
use crate::plan::Comparison;
use crate::source::Span;

use super::claim::Claim;
use super::compare::Judged;
use super::env::Env;
use super::join::Binding;
use super::rule::Checked;

/// True for a fact whose figures were taken without words that name them.
pub(super) fn is_free(fact: &Fact) -> bool {
    fact.readings.first().is_some_and(|reading| reading.standing == Standing::Free)
}

/// The reading that a claim is told by.
#[derive(Debug, Default)]
pub(super) struct Told {
    /// The reading.
    pub(super) reading: usize,
    /// The rule and its check that a slip explains; `None` where none agrees and no slip explains any.
    pub(super) explained: Option<(usize, Option<usize>)>,
}

/// The first reading that agrees; where none does, the first whose contradiction is explained by two swapped digits or a
/// wrong one better than by chance: the further down a reading stands, the more digits the claim must have.
pub(super) fn choose<'a>(
    env: &mut Env<'a>,
    readings: usize,
    mut results: impl FnMut(&mut Env<'a>, usize) -> Vec<Checked>,
) -> Told {
    let mut applied = 0;
    let mut explained = None;
    for reading in 0..readings {
        let all = results(env, reading);
        if all.iter().any(|checked| agrees(env, checked)) {
            return Told { reading, explained: None };
        }
        applied += usize::from(!all.is_empty());
        if explained.is_none() {
            let told = all.iter().find(|checked| explains(env, checked, applied));
            explained = told.map(|told| Told { reading, explained: Some((told.rule, told.check)) });
        }
    }
    explained.unwrap_or_default()
}

fn agrees(env: &Env<'_>, checked: &Checked) -> bool {
    checked.result == Ok(true) && checked.comparisons(env).iter().any(|judged| judged.comparison == Comparison::Agrees)
}

fn explains(env: &Env<'_>, checked: &Checked, tried: usize) -> bool {
    let figures = env.leaves.figures();
    let mut claims = checked.comparisons(env).iter().filter_map(|judged| contradicted(judged, figures));
    claims.any(|claim| is_slip(claim.leaf, &claim.computation(), figures, tried))
}

/// True where a check is not told: one of figures that no word names which no slip explains, or one whose right result
/// stands beside its claim.
pub(super) fn is_silent(env: &Env<'_>, binding: &Binding<'_>, checked: &Checked) -> bool {
    if binding.subject.is_some_and(|subject| is_told_beside(env, checked, subject.fact)) {
        return true;
    }
    let free = binding.subject.map(|subject| subject.fact).zip(binding.position).filter(|(fact, _)| is_free(fact));
    free.is_some_and(|(fact, position)| !env.ranks.explained(fact.record, position, checked.rule, checked.check))
}

/// True where nothing explains a contradiction and what is computed is printed beside the claim as a figure of its own: the
/// claim is about something else. 预算 100 万元，实际 90 万元，差 10 万元，主要是会议费节约 6 万元.
fn is_told_beside(env: &Env<'_>, checked: &Checked, fact: &Fact) -> bool {
    let figures = env.leaves.figures();
    let mut judged = checked.comparisons(env).iter().filter(|_| checked.is_contradicted(env));
    judged.any(|judged| {
        let Some(claim) = contradicted(judged, figures).filter(|_| doubt(env, judged, fact).is_some()) else {
            return false;
        };
        let computation = claim.computation();
        let own: Vec<Span> =
            computation.leaves().iter().filter_map(|leaf| Some(env.leaves.leaf(*leaf)?.span)).collect();
        let mut beside = fact.readings.iter().flat_map(Reading::values).filter_map(|value| match value {
            FieldValue::Value(Value::Figure(it)) if !own.contains(&it.span) => Some(&it.figure),
            FieldValue::Value(_) | FieldValue::Missing | FieldValue::Blank(_) | FieldValue::Unread(..) => None,
        });
        beside.any(|figure| is_result(claim.leaf, &computation, figures, figure))
    })
}

/// Why the words of a contradiction may speak of something else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Doubt {
    /// It agrees once two figures are taken for each other.
    Turned,
    /// A list is far from its total.
    Far,
    /// The fact has other readings, which might have excused it.
    Open,
}

/// The doubt about a contradiction of prose that nothing which happens to writers explains. Data names its figures.
pub(super) fn doubt(env: &Env<'_>, judged: &Judged<'_>, fact: &Fact) -> Option<Doubt> {
    let figures = env.leaves.figures();
    let is_list = |value: &FieldValue| matches!(value, FieldValue::Value(Value::List(_)));
    let claim = contradicted(judged, figures).filter(|_| fact.context.path.is_none())?;
    let (leaf, computation) = (claim.leaf, claim.computation());
    if is_turned(leaf, &computation, figures) {
        return Some(Doubt::Turned);
    }
    let open = if fact.readings.iter().any(|reading| reading.values().any(is_list)) {
        is_far(leaf, &computation, figures).then_some(Doubt::Far)
    } else {
        (fact.readings.len() > 1).then_some(Doubt::Open)
    };
    open.filter(|_| !is_explained(leaf, &computation, figures))
}

/// The claim that does not agree with what is computed.
fn contradicted<'j, 'a>(judged: &'j Judged<'a>, figures: &[Figure]) -> Option<Claim<'j, 'a>> {
    let contradicts = judged.contradicts() && judged.comparison == Comparison::Agrees;
    Claim::of(judged, figures).filter(|_| contradicts)
}
