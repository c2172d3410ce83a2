//! When does a claim agree with a computation?

use super::{Exact, Figure, Formula, Hedge, Interval, Truth};

/// Why a comparison could not be decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Undecided {
    /// The divisor is zero, or its interval holds zero.
    DivisorMayBeZero,
    /// 0 ÷ 0.
    ZeroByZero,
    /// More than ten inexact figures in a formula that has no closed form.
    TooManyFigures,
    /// A hedged figure leaves it open.
    Hedged,
}

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
/// If one side is a single reported figure ([`Formula::Leaf`]) and the other is not, that side is the claim R and the
/// other the computation X. If both are single figures, the one printed more coarsely is the claim. If neither is,
/// meeting intervals agree (there is no printed claim to round to).
#[must_use]
pub fn agree(left: &Formula, right: &Formula, figures: &[Figure]) -> Comparison {
    match claim_and_computation(left, right, figures) {
        Some((claim, computation)) => judge(claim, computation, figures),
        None => judge_without_claim(left, right, figures),
    }
}

/// The printed claim among two sides, and the side it is held against.
pub(super) fn claim_and_computation<'f>(
    left: &'f Formula,
    right: &'f Formula,
    figures: &'f [Figure],
) -> Option<(&'f Figure, &'f Formula)> {
    let printed = |formula: &Formula| match formula {
        Formula::Leaf(leaf) => figures.get(leaf.0 as usize),
        _ => None,
    };
    match (printed(left), printed(right)) {
        (Some(a), Some(b)) if b.base_decimals() < a.base_decimals() => Some((b, left)),
        (Some(a), _) => Some((a, right)),
        (None, Some(b)) => Some((b, left)),
        (None, None) => None,
    }
}

fn judge(claim: &Figure, computation: &Formula, figures: &[Figure]) -> Comparison {
    let computed = match computation.at_printed(figures) {
        Ok(value) => value,
        Err(why) => return undecided(why),
    };
    let reachable = match computation.range(figures) {
        Ok(range) => range,
        Err(why) => return Comparison { computed: Some(computed), ..undecided(why) },
    };
    let agreement = verdict(claim, &computed, &reachable);
    Comparison { agreement, computed: Some(computed), reachable: Some(reachable) }
}

fn verdict(claim: &Figure, computed: &Exact, reachable: &Interval) -> Agreement {
    let printed = claim.value();
    if claim.hedge != Hedge::Plain {
        let interval = claim.interval();
        return if interval.contains(computed) {
            Agreement::Agrees
        } else if interval.meets(reachable) {
            Agreement::Reachable
        } else {
            Agreement::Contradicts
        };
    }
    if computed == &printed {
        return Agreement::Agrees;
    }
    if !claim.is_exact() {
        if computed.round(claim.base_decimals()) == printed {
            return Agreement::Agrees;
        }
        if computed.truncate(claim.base_decimals()) == printed {
            return Agreement::CutOff;
        }
    }
    if claim.interval().meets(reachable) { Agreement::Reachable } else { Agreement::Contradicts }
}

fn judge_without_claim(left: &Formula, right: &Formula, figures: &[Figure]) -> Comparison {
    let sides = left.range(figures).and_then(|a| Ok((a, right.range(figures)?)));
    match sides {
        Ok((a, b)) => Comparison {
            agreement: if a.meets(&b) { Agreement::Agrees } else { Agreement::Contradicts },
            computed: left.at_printed(figures).ok(),
            reachable: Some(a),
        },
        Err(why) => undecided(why),
    }
}

fn undecided(why: Undecided) -> Comparison {
    Comparison { agreement: Agreement::Undecided(why), computed: None, reachable: None }
}

/// `left <~ right`: false only if every possible left value is above every possible right value.
#[must_use]
pub fn at_most_about(left: &Formula, right: &Formula, figures: &[Figure]) -> (Truth, Option<Undecided>) {
    match left.range(figures).and_then(|a| Ok((a, right.range(figures)?))) {
        Ok((a, b)) => (Truth::from(!b.is_below(&a)), None),
        Err(why) => (Truth::Undecided, Some(why)),
    }
}

/// `left >~ right`: false only if every possible left value is below every possible right value.
#[must_use]
pub fn at_least_about(left: &Formula, right: &Formula, figures: &[Figure]) -> (Truth, Option<Undecided>) {
    at_most_about(right, left, figures)
}

#[cfg(test)]
mod tests {
    use super::super::{LeafId, Unit};
    use super::*;
    use rust_decimal::Decimal;

    fn figure(text: &str, unit: Unit) -> Figure {
        Figure::new(Decimal::from_str_exact(text).unwrap(), unit)
    }

    fn leaf(index: u32) -> Formula {
        Formula::Leaf(LeafId(index))
    }

    fn ratio_verdict(claim: &str) -> Agreement {
        let figures =
            [figure(claim, Unit::Percent), figure("671.51", Unit::Money(4)), figure("879.34", Unit::Money(4))];
        let quotient = Formula::Quotient(Box::new(leaf(1)), Box::new(leaf(2)));
        let forward = agree(&leaf(0), &quotient, &figures).agreement;
        assert_eq!(forward, agree(&quotient, &leaf(0), &figures).agreement, "order must not matter");
        forward
    }

    #[test]
    fn the_ladder_of_verdicts_on_a_ratio() {
        assert_eq!(ratio_verdict("76.37"), Agreement::Agrees);
        assert_eq!(ratio_verdict("76.36"), Agreement::CutOff);
        assert_eq!(ratio_verdict("76.38"), Agreement::Contradicts);
        assert_eq!(ratio_verdict("76.4"), Agreement::Agrees);
        assert_eq!(ratio_verdict("76"), Agreement::Agrees);
        assert_eq!(ratio_verdict("67.37"), Agreement::Contradicts);
    }

    #[test]
    fn a_sum_of_rounded_parts_may_miss_its_total_by_the_rounding() {
        let parts = ["300.11", "200.22", "171.17"];
        let verdict = |total: &str| {
            let mut figures = vec![figure(total, Unit::Money(4))];
            figures.extend(parts.iter().map(|part| figure(part, Unit::Money(4))));
            agree(&leaf(0), &Formula::Sum(vec![leaf(1), leaf(2), leaf(3)]), &figures).agreement
        };
        assert_eq!(verdict("671.50"), Agreement::Agrees);
        assert_eq!(verdict("671.52"), Agreement::Reachable);
        assert_eq!(verdict("671.53"), Agreement::Contradicts);
    }

    #[test]
    fn zero_by_zero_is_never_decided() {
        let figures = [figure("0", Unit::Percent), figure("0", Unit::Money(0)), figure("0", Unit::Money(0))];
        let quotient = Formula::Quotient(Box::new(leaf(1)), Box::new(leaf(2)));
        assert_eq!(agree(&leaf(0), &quotient, &figures).agreement, Agreement::Undecided(Undecided::ZeroByZero));
    }

    #[test]
    fn growth_keeps_its_base_from_widening_twice() {
        // (673.79 − 879.34) / 879.34 = −23.375…%
        let figures =
            [figure("-23.38", Unit::Percent), figure("673.79", Unit::Money(4)), figure("879.34", Unit::Money(4))];
        let change = Formula::Sum(vec![leaf(1), Formula::Negate(Box::new(leaf(2)))]);
        let growth = Formula::Quotient(Box::new(change), Box::new(leaf(2)));
        let comparison = agree(&leaf(0), &growth, &figures);
        assert_eq!(comparison.agreement, Agreement::Agrees);
        let range = comparison.reachable.unwrap();
        let width = range.high.value().unwrap().sub(range.low.value().unwrap());
        assert!(width < Exact::scaled(Decimal::new(3, 5), 0), "{width:?}");
    }
}
