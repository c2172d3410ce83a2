//! How far a contradiction can be trusted: what happens to writers explains it, or the figures may have nothing to do with
//! each other.

use super::cause::{agrees, likely_causes};
use super::slip::{CERTAIN, may_become, mended};
use super::{Cause, CauseKind, Dimension, Exact, Figure, Formula, Hedge, LeafId};

/// A slip found by chance among figures that may have nothing to do with the claim: rarer than one in so many.
const STRANGERS: u128 = 50;
/// The same among the figures that words name.
const NAMED: u128 = 5;
/// The slips of digits that leave their number, the likelier first.
const SLIPS: [CauseKind; 2] = [CauseKind::DigitsSwapped, CauseKind::DigitWrong];

/// True where two swapped digits or a wrong one of a claim, or two swapped of what it rests on, are a better explanation than
/// chance for its not being what the last of `tried` computations gives.
#[must_use]
pub fn is_slip(claim: LeafId, computation: &Formula, figures: &[Figure], tried: usize) -> bool {
    let most = CERTAIN / STRANGERS / (tried.max(1) as u128);
    is_mended(claim, computation, figures, &[CauseKind::DigitsSwapped], most)
}

/// False for a figure of so few digits that chance explains any slip as well: nothing is told of it against strangers.
#[must_use]
pub fn is_telling(figure: &Figure) -> bool {
    hit_by_chance(figure) <= CERTAIN / STRANGERS / 2
}

/// True where a share below 1 agrees once its fraction is turned round: who tells a shortfall did not divide the larger by
/// the smaller, so the two were rather taken for each other by the reader.
#[must_use]
pub fn is_turned(claim: LeafId, computation: &Formula, figures: &[Figure]) -> bool {
    let causes = likely_causes(claim, computation, figures, &[]);
    let is_share =
        claim.of(figures).is_ok_and(|it| it.unit.dimension() == Dimension::Ratio && it.value().abs() < Exact::one());
    is_share && causes.iter().any(|cause| cause.kind == CauseKind::UpsideDown)
}

/// True where something that happens to writers explains a contradiction: a formula misunderstood, or a slip of digits in
/// one of the figures that is likelier than chance. What nothing explains may be a claim about something else.
#[must_use]
pub fn is_explained(claim: LeafId, computation: &Formula, figures: &[Figure]) -> bool {
    likely_causes(claim, computation, figures, &[]).iter().any(is_misunderstanding)
        || is_mended(claim, computation, figures, &SLIPS, CERTAIN / NAMED)
}

/// True where a slip of one figure makes everything agree, and chance does so in no more than `most` cases of [`CERTAIN`].
/// `of_inputs` are the kinds of slip that what is computed from may have.
fn is_mended(claim: LeafId, computation: &Formula, figures: &[Figure], of_inputs: &[CauseKind], most: u128) -> bool {
    let (Ok(printed), Ok(computed)) = (claim.of(figures), computation.at_printed(figures)) else { return false };
    // Half of what chance may do falls to the claim, half to what it is computed from.
    let most = most / 2;
    if may_be_mended(printed, &computed)
        && mended(printed, &SLIPS, most, hit_by_chance, |instead| agrees(instead, &computed))
    {
        return true;
    }
    // An input may be anything; what it must hit is the claim.
    let inputs = computation.leaves();
    let hits_claim = hit_by_chance(printed).saturating_mul(inputs.len() as u128);
    if hits_claim > most {
        return false;
    }
    let mut changed = figures.to_vec();
    inputs.iter().any(|leaf| {
        let Ok(input) = leaf.of(figures) else { return false };
        mended(
            input,
            of_inputs,
            most,
            |_| hits_claim,
            |instead| {
                leaf.put(&mut changed, instead);
                let agrees = computation.at_printed(&changed).is_ok_and(|computed| agrees(printed, &computed));
                leaf.put(&mut changed, input);
                agrees
            },
        )
    })
}

/// False where no slip of digits in a claim can make it agree with what is computed: of all unhedged figures of its form
/// only the value computed, rounded, does, and that is no slip away.
fn may_be_mended(printed: &Figure, computed: &Exact) -> bool {
    let digits = || computed.rounded_digits(printed.base_decimals());
    printed.hedge != Hedge::Plain || digits().is_some_and(|digits| may_become(printed, digits))
}

/// True where a claim and what is computed lie further apart than a tenth of the claim.
#[must_use]
pub fn is_far(claim: LeafId, computation: &Formula, figures: &[Figure]) -> bool {
    let computed = computation.at_printed(figures);
    let found = claim.of(figures).and_then(|printed| Ok((printed.value(), computed?)));
    found.is_ok_and(|(printed, computed)| computed.sub(&printed).abs().mul(&Exact::whole(10)) > printed.abs())
}

/// True where another figure of the claim's kind is, but for its sign, what is computed.
#[must_use]
pub fn is_result(claim: LeafId, computation: &Formula, figures: &[Figure], other: &Figure) -> bool {
    let is_alike = claim.of(figures).is_ok_and(|it| it.unit.dimension() == other.unit.dimension());
    is_alike && computation.at_printed(figures).is_ok_and(|right| agrees(other, &right) || agrees(other, &right.neg()))
}

fn is_misunderstanding(cause: &Cause) -> bool {
    match cause.kind {
        CauseKind::PointMoved
        | CauseKind::UnitSlipped
        | CauseKind::UpsideDown
        | CauseKind::Complement
        | CauseKind::DifferenceCopied
        | CauseKind::PercentForPoints
        | CauseKind::PriorAsNumerator => true,
        CauseKind::DigitsSwapped
        | CauseKind::DigitWrong
        | CauseKind::DigitMissing
        | CauseKind::DigitExtra
        | CauseKind::OtherBase
        | CauseKind::InputWrong => false,
    }
}

/// How likely it is that a computation about something else gives just this figure, of [`CERTAIN`]: the less, the more
/// digits it has. Closing zeros, which come of round numbers, say nothing but behind a ratio. Scores crowd below the same few
/// full marks, and ratios between four fifths and one.
fn hit_by_chance(figure: &Figure) -> u128 {
    /// So many times as likely as other figures are those to be met.
    const CROWDED: u128 = 4;
    let dimension = figure.unit.dimension();
    let mut digits = figure.digits.mantissa().unsigned_abs().max(1);
    while dimension != Dimension::Ratio && digits.is_multiple_of(10) {
        digits /= 10;
    }
    let value = figure.value().abs();
    let is_crowded = match dimension {
        Dimension::Score => true,
        Dimension::Ratio => value < Exact::one() && value.mul(&Exact::whole(5)) > Exact::whole(4),
        Dimension::Number | Dimension::Points | Dimension::Money | Dimension::Count(_) => false,
    };
    let chance = CERTAIN / digits;
    if is_crowded { chance.saturating_mul(CROWDED) } else { chance }
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::*;
    use crate::figure::Unit;

    fn figure(digits: &str, unit: Unit) -> Figure {
        Figure::new(Decimal::from_str_exact(digits).unwrap(), unit)
    }

    /// A claim against a ÷ b.
    fn quotient(rate: &str, a: &str, b: &str) -> (LeafId, Formula, Vec<Figure>) {
        let leaf = |id: u32| Box::new(Formula::Leaf(LeafId(id)));
        let figures = vec![figure(rate, Unit::Percent), figure(a, Unit::Money(4)), figure(b, Unit::Money(4))];
        (LeafId(0), Formula::Quotient(leaf(1), leaf(2)), figures)
    }

    fn slip(rate: &str, tried: usize) -> bool {
        let (claim, formula, figures) = quotient(rate, "671.51", "879.34");
        is_slip(claim, &formula, &figures, tried)
    }

    #[test]
    fn the_more_computations_were_tried_the_more_digits_a_slip_needs() {
        assert!(slip("67.37", 1), "76.37 with two digits swapped");
        assert!(slip("67.37", 10));
        assert!(!slip("67.37", 30), "by now one of thirty may be hit by chance");
        assert!(slip("76.57", 1) && !slip("76.57", 10), "a wrong digit is one of many");
        assert!(!slip("41.25", 1));
    }

    #[test]
    fn closing_zeros_of_amounts_say_nothing() {
        let sum = |total: &str, a: &str, b: &str| {
            let leaf = |id: u32| Formula::Leaf(LeafId(id));
            let figures: Vec<Figure> = [total, a, b].iter().map(|it| figure(it, Unit::Money(4))).collect();
            is_slip(LeafId(0), &Formula::Sum(vec![leaf(1), leaf(2)]), &figures, 1)
        };
        assert!(sum("1653.42", "1200.42", "435.00"), "1635.42");
        assert!(!sum("5100", "1200", "300"), "1500 for 5100 may be chance");
    }

    #[test]
    fn a_slip_in_an_input_explains_too_and_a_stranger_does_not() {
        let explained = |rate: &str, a: &str, b: &str| {
            let (claim, formula, figures) = quotient(rate, a, b);
            is_explained(claim, &formula, &figures)
        };
        assert!(explained("76.37", "671.51", "897.34"), "879.34");
        assert!(explained("23.63", "671.51", "879.34"), "the rest to 100%");
        assert!(!explained("58.21", "671.51", "879.34"));
    }

    #[test]
    fn a_shortfall_that_agrees_upside_down_was_read_the_wrong_way_round() {
        let turned = |rate: &str, a: &str, b: &str| {
            let (claim, formula, figures) = quotient(rate, a, b);
            is_turned(claim, &formula, &figures)
        };
        assert!(turned("91.67", "12", "11"));
        assert!(!turned("109.09", "11", "12"), "writers do that");
        assert!(!turned("91.67", "11", "12"), "it agrees as it stands");
    }
}
