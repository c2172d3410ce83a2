//! When does a claim agree with a computation?
//!
//! A right claim is never accused: whoever computed from unrounded amounts and printed rounded ones gets a note at
//! most. What contradicts is what no amounts behind the printed ones can give.

use std::borrow::Cow;

use super::{Exact, Figure, Formula, Hedge, Interval, Truth, Undecided};

/// The verdict of `~=`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Agreement {
    /// Recomputed from the printed figures and rounded half up it gives the claim.
    Agrees,
    /// Cut off instead of rounded it gives the claim: a note.
    CutOff,
    /// Only some unrounded figures behind the printed ones give the claim: a note.
    Reachable,
    /// No values behind the printed figures give the claim.
    Contradicts,
    /// It cannot be said.
    Undecided(Undecided),
}

impl Agreement {
    /// The milder verdict first.
    const fn rank(self) -> u8 {
        match self {
            Self::Agrees => 0,
            Self::CutOff => 1,
            Self::Reachable => 2,
            Self::Undecided(_) => 3,
            Self::Contradicts => 4,
        }
    }
}

/// A verdict with what led to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// The verdict.
    pub agreement: Agreement,
    /// The value recomputed from the figures as printed, in the base unit.
    pub computed: Option<Exact>,
    /// All values that the figures behind the printed ones can give, in the base unit.
    pub reachable: Option<Interval>,
}

/// Judges `left ~= right`.
///
/// If one side is a single reported figure ([`Formula::Leaf`], or one with its sign turned) and the other is not, that
/// side is the claim R and the other the computation X. If both are single figures, the one printed more coarsely is
/// the claim: a hedged one rather than a plain one, an inexact one rather than an exact one, then the one with the
/// larger last unit; where these are alike the milder verdict of both ways round counts. If neither is a single
/// figure, meeting intervals agree (there is no printed claim to round to).
///
/// The verdict does not depend on the order of the sides. What agrees or is cut off by the printed figures is so
/// whatever the intervals say; a divisor that may be zero leaves open only the rest.
#[must_use]
pub fn agree(left: &Formula, right: &Formula, figures: &[Figure]) -> Comparison {
    match (single(left, figures), single(right, figures)) {
        (Some(claim), None) => against_claim(&claim, left, right, figures),
        (None, Some(claim)) => against_claim(&claim, right, left, figures),
        (Some(a), Some(b)) => match coarseness(&a).cmp(&coarseness(&b)) {
            std::cmp::Ordering::Greater => against_claim(&a, left, right, figures),
            std::cmp::Ordering::Less => against_claim(&b, right, left, figures),
            std::cmp::Ordering::Equal => {
                let there = against_claim(&a, left, right, figures);
                let back = against_claim(&b, right, left, figures);
                if back.agreement.rank() < there.agreement.rank() { back } else { there }
            }
        },
        (None, None) => without_claim(left, right, figures),
    }
}

/// The verdict of [`agree`] alone. Works no ranges out where the printed figures decide, as they mostly do.
#[must_use]
pub fn verdict(left: &Formula, right: &Formula, figures: &[Figure]) -> Agreement {
    let (claim, computation) = match (single(left, figures), single(right, figures)) {
        (Some(claim), None) => (claim, right),
        (None, Some(claim)) => (claim, left),
        (Some(_), Some(_)) | (None, None) => return agree(left, right, figures).agreement,
    };
    let computed = computation.at_printed(figures);
    let decided = computed.ok().and_then(|computed| by_printed_figures(&claim, &computed));
    decided.unwrap_or_else(|| agree(left, right, figures).agreement)
}

/// `left <~ right`: false only if every possible left value is above every possible right value.
#[must_use]
pub fn at_most_about(left: &Formula, right: &Formula, figures: &[Figure]) -> (Truth, Option<Undecided>) {
    match Sides::of(left, right, figures) {
        Ok(sides) => (Truth::from(!sides.left_is_above()), None),
        Err(why) => (Truth::Undecided, Some(why)),
    }
}

/// `left >~ right`: false only if every possible left value is below every possible right value.
#[must_use]
pub fn at_least_about(left: &Formula, right: &Formula, figures: &[Figure]) -> (Truth, Option<Undecided>) {
    at_most_about(right, left, figures)
}

/// What the printed figures alone say: agrees, cut off, or nothing yet.
pub(super) fn by_printed_figures(claim: &Figure, computed: &Exact) -> Option<Agreement> {
    if claim.hedge != Hedge::Plain {
        return claim.interval().contains(computed).then_some(Agreement::Agrees);
    }
    let printed = claim.value();
    if claim.is_exact() {
        return (*computed == printed).then_some(Agreement::Agrees);
    }
    let decimals = claim.base_decimals();
    if computed.round(decimals) == printed {
        return Some(Agreement::Agrees);
    }
    (computed.truncate(decimals) == printed).then_some(Agreement::CutOff)
}

fn single<'a>(formula: &Formula, figures: &'a [Figure]) -> Option<Cow<'a, Figure>> {
    match formula {
        Formula::Leaf(leaf) => leaf.of(figures).ok().map(Cow::Borrowed),
        Formula::Negate(inner) => match **inner {
            Formula::Leaf(leaf) => leaf.of(figures).ok().map(|figure| Cow::Owned(figure.negated())),
            Formula::Constant(_)
            | Formula::Negate(_)
            | Formula::Sum(_)
            | Formula::Product(..)
            | Formula::Quotient(..)
            | Formula::Absolute(_)
            | Formula::Least(_)
            | Formula::Greatest(_)
            | Formula::Rounded(..) => None,
        },
        Formula::Constant(_)
        | Formula::Sum(_)
        | Formula::Product(..)
        | Formula::Quotient(..)
        | Formula::Absolute(_)
        | Formula::Least(_)
        | Formula::Greatest(_)
        | Formula::Rounded(..) => None,
    }
}

/// How roughly a figure is printed; the rougher of two is the claim.
fn coarseness(figure: &Figure) -> (bool, bool, i32) {
    (figure.hedge != Hedge::Plain, !figure.is_exact(), -figure.base_decimals())
}

fn against_claim(claim: &Figure, claimed: &Formula, computation: &Formula, figures: &[Figure]) -> Comparison {
    let computed = match computation.at_printed(figures) {
        Ok(computed) => computed,
        Err(why) => return undecided(why),
    };
    let sides = Sides::of(claimed, computation, figures);
    let agreement = match (by_printed_figures(claim, &computed), &sides) {
        (Some(agreement), _) => agreement,
        (None, Ok(sides)) if sides.meet() => Agreement::Reachable,
        (None, Ok(_)) => Agreement::Contradicts,
        (None, Err(why)) => Agreement::Undecided(*why),
    };
    Comparison { agreement, computed: Some(computed), reachable: sides.ok().map(|sides| sides.right) }
}

/// Two computations, one of which is held against the other. What is shown is the one that is more than a constant.
fn without_claim(left: &Formula, right: &Formula, figures: &[Figure]) -> Comparison {
    let (given, computation) = if matches!(right, Formula::Constant(_)) { (right, left) } else { (left, right) };
    let computed = match given.at_printed(figures).and_then(|_| computation.at_printed(figures)) {
        Ok(computed) => computed,
        Err(why) => return undecided(why),
    };
    let (agreement, reachable) = match Sides::of(given, computation, figures) {
        Ok(sides) if sides.meet() => (Agreement::Agrees, Some(sides.right)),
        Ok(sides) => (Agreement::Contradicts, Some(sides.right)),
        Err(why) => (Agreement::Undecided(why), None),
    };
    Comparison { agreement, computed: Some(computed), reachable }
}

fn undecided(why: Undecided) -> Comparison {
    Comparison { agreement: Agreement::Undecided(why), computed: None, reachable: None }
}

/// All that two sides can be.
struct Sides {
    left: Interval,
    right: Interval,
    /// All that left − right can be, where a figure takes part in both sides and so must be the same in both.
    gap: Option<Interval>,
}

impl Sides {
    fn of(left: &Formula, right: &Formula, figures: &[Figure]) -> Result<Self, Undecided> {
        let sides = (left.range(figures)?, right.range(figures)?);
        let gap = if share_figures(left, right) {
            // Where the difference cannot be followed, the sides by themselves still bound it.
            left.clone().minus(right.clone()).range(figures).ok()
        } else {
            None
        };
        Ok(Self { left: sides.0, right: sides.1, gap })
    }

    fn meet(&self) -> bool {
        self.left.meets(&self.right) && self.gap.as_ref().is_none_or(|gap| gap.contains(&Exact::zero()))
    }

    fn left_is_above(&self) -> bool {
        let zero = Interval::point(Exact::zero());
        self.right.is_below(&self.left) || self.gap.as_ref().is_some_and(|gap| zero.is_below(gap))
    }
}

fn share_figures(left: &Formula, right: &Formula) -> bool {
    match (left, right) {
        (Formula::Leaf(leaf), other) | (other, Formula::Leaf(leaf)) => other.mentions(*leaf),
        (left, right) => {
            let known = left.leaves();
            right.leaves().iter().any(|leaf| known.binary_search(leaf).is_ok())
        }
    }
}
