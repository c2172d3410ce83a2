//! One printed claim that several records read: a share that might be a completion rate too.
//!
//! A claim is read charitably across records as it is inside one: where another record's reading of the same figure
//! agrees, nothing is wrong with it. Where none agrees it is told once.

use std::cmp::Reverse;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::diagnostic::Severity;
use crate::finding::{Finding, Outcome, Verdict};
use crate::plan::{Comparison, RecordId};
use crate::source::Span;

use super::claim::Claim;
use super::compare::Mark;
use super::env::Env;
use super::rule::Checked;
use super::settle::Tagged;

/// Which records' readings agree with which printed figures.
#[derive(Debug, Default)]
pub(super) struct Agreed {
    by_claim: FxHashMap<Span, Vec<(RecordId, Mark)>>,
    /// Claims that agree with figures which no word names: that silences only what rests on such figures too.
    freely: FxHashSet<Span>,
}

impl Agreed {
    /// Notes the claims that hold in what was checked about a fact of a record.
    pub(super) fn note(&mut self, env: &Env<'_>, record: RecordId, results: &[Checked]) {
        for (claim, mark) in agreeing(env, results) {
            self.by_claim.entry(claim).or_default().push((record, mark));
        }
    }

    /// Notes the claims that hold against figures which no word names.
    pub(super) fn note_freely(&mut self, env: &Env<'_>, results: &[Checked]) {
        self.freely.extend(agreeing(env, results).map(|(claim, _)| claim));
    }

    /// True where a record other than the one given finds less to say about a claim than a verdict does.
    fn by_another(&self, claim: Span, verdict: Verdict, record: Option<RecordId>) -> bool {
        let milder = |mark: Mark| match verdict {
            Verdict::Contradicts => true,
            Verdict::CutOff | Verdict::Reachable | Verdict::Agrees => mark == Mark::Holds,
        };
        let others = self.by_claim.get(&claim).into_iter().flatten();
        others.filter(|(it, _)| Some(*it) != record).any(|(_, mark)| milder(*mark))
    }
}

/// The claims that hold, and how.
fn agreeing<'e>(env: &'e Env<'_>, results: &'e [Checked]) -> impl Iterator<Item = (Span, Mark)> + 'e {
    let figures = env.leaves.figures();
    results.iter().flat_map(|checked| checked.comparisons(env)).filter_map(|judged| {
        let holds = matches!(judged.mark, Mark::Holds | Mark::CutOff | Mark::Reachable);
        // That parts are no more than a total does not say that they make it.
        let claim = Claim::of(judged, figures).filter(|_| holds && judged.comparison == Comparison::Agrees)?;
        Some((env.leaves.leaf(claim.leaf)?.span, judged.mark))
    })
}

/// Drops what one record says against a claim that another reads as right, and of what several records say against one
/// claim all but the gravest record's; of equals the first rule's stays. `record_of` says which record a rule is about, and
/// `is_free` which records take figures that no word names.
pub(super) fn settle_rivals(
    outcomes: &mut Vec<Tagged>,
    agreed: &Agreed,
    record_of: impl Fn(usize) -> Option<RecordId>,
    is_free: impl Fn(RecordId) -> bool,
) {
    let mut best: FxHashMap<Span, (Reverse<Severity>, usize, Option<RecordId>)> = FxHashMap::default();
    for (index, tagged) in outcomes.iter().enumerate() {
        if let Some((claim, finding)) = against_a_claim(&tagged.outcome)
            && let Some(computation) = &finding.computation
        {
            let record = record_of(tagged.order.0);
            let freely = record.is_some_and(&is_free) && agreed.freely.contains(&claim);
            if !freely && !agreed.by_another(claim, computation.verdict, record) {
                let rank = (Reverse(finding.severity), index, record);
                best.entry(claim).and_modify(|known| *known = rank.min(*known)).or_insert(rank);
            }
        }
    }
    outcomes.retain(|tagged| {
        let Some((claim, _)) = against_a_claim(&tagged.outcome) else { return true };
        best.get(&claim).is_some_and(|(_, _, record)| *record == record_of(tagged.order.0))
    });
}

/// A finding that holds a printed figure against others, with the figure's place.
fn against_a_claim(outcome: &Outcome) -> Option<(Span, &Finding)> {
    let Outcome::Failed(finding) = outcome else { return None };
    let computation = finding.computation.as_ref()?;
    let place = finding.primary.as_ref()?.span;
    (computation.verdict != Verdict::Agrees && !computation.claimed.is_empty()).then_some((place, finding))
}
