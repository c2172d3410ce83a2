//! What may have gone wrong where a figure contradicts: one small change after which everything agrees.
//!
//! Only changes that give full agreement are named: by rounding, not by an interval that reaches far enough.

use super::agree::by_printed_figures;
use super::slip::slips;
use super::{Agreement, Dimension, Exact, Figure, Formula, LeafId, Unit};

/// One small change that makes everything agree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cause {
    /// What kind of slip.
    pub kind: CauseKind,
    /// The figure that would change.
    pub leaf: LeafId,
    /// What it would be instead.
    pub instead: Figure,
}

/// The kinds of slip, best explanation first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CauseKind {
    /// Two neighbouring digits swapped.
    DigitsSwapped,
    /// One digit wrong.
    DigitWrong,
    /// One digit missing.
    DigitMissing,
    /// One digit doubled or added.
    DigitExtra,
    /// The decimal point moved.
    PointMoved,
    /// 元, 万元 or 亿元 taken for one another.
    UnitSlipped,
    /// The ratio stands upside down.
    UpsideDown,
    /// The change written for the share: 23.63 for 76.37.
    Complement,
    /// Another figure that stands nearby was the base.
    OtherBase,
    /// The difference copied as the percentage.
    DifferenceCopied,
    /// Per cent written for percentage points.
    PercentForPoints,
    /// The prior year was taken as numerator.
    PriorAsNumerator,
    /// An input, not the claim, is wrong.
    InputWrong,
}

/// More would be guessing.
const MAX_CAUSES: usize = 3;
/// Bases and figures nearby beyond these are not tried.
const MAX_BASES: usize = 4;
const MAX_NEARBY: usize = 16;

/// Up to three changes of one figure after which `claim ~= computation` agrees fully, best first, one of a kind.
///
/// `nearby` are other figures of the sentence (ids into `figures`) that may have been the right base.
#[must_use]
pub fn likely_causes(claim: LeafId, computation: &Formula, figures: &[Figure], nearby: &[LeafId]) -> Vec<Cause> {
    let (Ok(printed), Ok(computed)) = (claim.of(figures), computation.at_printed(figures)) else {
        return Vec::new();
    };
    let search = Search { claim, printed, computed, computation, figures };
    let mut causes = search.slips_of_the_claim();
    causes.extend(search.upside_down());
    causes.extend(search.complement());
    causes.extend(search.other_base(nearby));
    causes.extend(search.difference_copied());
    causes.extend(search.percent_for_points());
    causes.extend(search.prior_as_numerator());
    causes.truncate(MAX_CAUSES);
    causes
}

/// True where a printed claim and a computed value agree in full.
pub(super) fn agrees(claim: &Figure, computed: &Exact) -> bool {
    by_printed_figures(claim, computed) == Some(Agreement::Agrees)
}

struct Search<'a> {
    claim: LeafId,
    printed: &'a Figure,
    computed: Exact,
    computation: &'a Formula,
    figures: &'a [Figure],
}

impl Search<'_> {
    /// The first slip of each kind that turns the claim into what was computed.
    fn slips_of_the_claim(&self) -> Vec<Cause> {
        let mut causes: Vec<Cause> = Vec::new();
        for (kind, instead) in slips(self.printed) {
            let known = causes.iter().any(|cause| cause.kind == kind || cause.instead == instead);
            if !known && agrees(&instead, &self.computed) {
                causes.push(Cause { kind, leaf: self.claim, instead });
            }
        }
        causes
    }

    fn upside_down(&self) -> Option<Cause> {
        if growth(self.computation).is_some() {
            return None;
        }
        let Formula::Quotient(numerator, divisor) = self.computation else { return None };
        let turned = divisor.at_printed(self.figures).ok()?.div(&numerator.at_printed(self.figures).ok()?)?;
        self.if_claimed(CauseKind::UpsideDown, &[turned])
    }

    /// The rest to 100% (23.63 for 76.37), or the change for the share and the share for the change.
    fn complement(&self) -> Option<Cause> {
        let one = Exact::one();
        let rest = one.sub(&self.computed);
        let is_rate = self.printed.unit.dimension() == Dimension::Ratio;
        let others = [rest.clone(), rest.neg(), one.add(&self.computed)];
        is_rate.then(|| self.if_claimed(CauseKind::Complement, &others))?
    }

    /// The base is changed, not the claim.
    fn other_base(&self, nearby: &[LeafId]) -> Option<Cause> {
        let mut bases = Vec::new();
        collect_bases(self.computation, &mut bases);
        let taking_part = self.computation.leaves();
        let mut figures = self.figures.to_vec();
        for base in bases.into_iter().take(MAX_BASES) {
            let original = base.of(self.figures).ok()?;
            for other in nearby.iter().take(MAX_NEARBY) {
                let Ok(instead) = other.of(self.figures) else { continue };
                let is_candidate = *other != self.claim
                    && taking_part.binary_search(other).is_err()
                    && instead.unit.dimension() == original.unit.dimension();
                if is_candidate && self.agrees_with(base, instead, &mut figures) {
                    return Some(Cause { kind: CauseKind::OtherBase, leaf: base, instead: instead.clone() });
                }
            }
        }
        None
    }

    /// 增加 1.14 万元，增长 1.14%: the digits of the difference stand behind the percentage.
    fn difference_copied(&self) -> Option<Cause> {
        if !matches!(self.printed.unit.dimension(), Dimension::Ratio | Dimension::Points) {
            return None;
        }
        let difference = match (growth(self.computation), self.computation) {
            (Some((current, prior)), _) => {
                current.at_printed(self.figures).ok()?.sub(&prior.at_printed(self.figures).ok()?)
            }
            (None, Formula::Quotient(numerator, _)) if matches!(**numerator, Formula::Leaf(_)) => {
                numerator.at_printed(self.figures).ok()?
            }
            (None, _) => return None,
        };
        let digits = Exact::from(self.printed.digits).abs();
        let decimals = i32::try_from(self.printed.decimals()).ok()?;
        let leaves = self.computation.leaves();
        let mut powers =
            leaves.iter().take(MAX_BASES).filter_map(|leaf| leaf.of(self.figures).ok()?.unit.power().into());
        let is_copied = !digits.is_zero()
            && powers.any(|power: i8| {
                let in_unit = difference.mul(&Exact::power_of_ten(-i32::from(power)));
                in_unit.abs().round(decimals) == digits
            });
        is_copied.then(|| self.corrected(CauseKind::DifferenceCopied))?
    }

    /// A rate rose from 74.00% to 76.37%: that is 2.37 points, and 3.20%.
    fn percent_for_points(&self) -> Option<Cause> {
        let (current, prior) = growth(self.computation)?;
        let rates = self.printed.unit == Unit::Percent && self.is_rate(current) && self.is_rate(prior);
        let points = current.at_printed(self.figures).ok()?.sub(&prior.at_printed(self.figures).ok()?);
        let instead = Figure { unit: Unit::PercentPoint, ..self.printed.clone() };
        (rates && agrees(&instead, &points)).then_some(Cause {
            kind: CauseKind::PercentForPoints,
            leaf: self.claim,
            instead,
        })
    }

    fn prior_as_numerator(&self) -> Option<Cause> {
        let (current, prior) = growth(self.computation)?;
        let inverse = prior.at_printed(self.figures).ok()?.div(&current.at_printed(self.figures).ok()?)?;
        let change = inverse.sub(&Exact::one());
        self.if_claimed(CauseKind::PriorAsNumerator, &[change.clone(), change.neg(), inverse])
    }

    /// The claim as it should be, if it agrees with one of some other values.
    fn if_claimed(&self, kind: CauseKind, others: &[Exact]) -> Option<Cause> {
        others.iter().any(|other| agrees(self.printed, other)).then(|| self.corrected(kind))?
    }

    /// The computed value printed as the claim is.
    fn corrected(&self, kind: CauseKind) -> Option<Cause> {
        let in_unit = self.computed.mul(&Exact::power_of_ten(-i32::from(self.printed.unit.power())));
        let digits = in_unit.to_printed(self.printed.decimals())?;
        Some(Cause { kind, leaf: self.claim, instead: self.printed.with_digits(digits) })
    }

    /// Puts a figure in the place of another for one try.
    fn agrees_with(&self, leaf: LeafId, instead: &Figure, figures: &mut [Figure]) -> bool {
        let Some(place) = usize::try_from(leaf.0).ok().and_then(|index| figures.get_mut(index)) else { return false };
        let original = std::mem::replace(place, instead.clone());
        let computed = self.computation.at_printed(figures);
        if let Some(place) = usize::try_from(leaf.0).ok().and_then(|index| figures.get_mut(index)) {
            *place = original;
        }
        computed.is_ok_and(|computed| agrees(self.printed, &computed))
    }

    fn is_rate(&self, formula: &Formula) -> bool {
        match formula {
            Formula::Leaf(leaf) => leaf.of(self.figures).is_ok_and(|it| it.unit.dimension() == Dimension::Ratio),
            Formula::Quotient(..) => true,
            Formula::Constant(_)
            | Formula::Negate(_)
            | Formula::Sum(_)
            | Formula::Product(..)
            | Formula::Absolute(_)
            | Formula::Least(_)
            | Formula::Greatest(_)
            | Formula::Rounded(..) => false,
        }
    }
}

/// Current and prior of a growth: (a − b) ÷ b, or a ÷ b − 1.
fn growth(formula: &Formula) -> Option<(&Formula, &Formula)> {
    match formula {
        Formula::Quotient(difference, base) => {
            let Formula::Sum(parts) = &**difference else { return None };
            let [current, Formula::Negate(prior)] = parts.as_slice() else { return None };
            (prior == base).then_some((current, &**prior))
        }
        Formula::Sum(parts) => {
            let [Formula::Quotient(current, prior), last] = parts.as_slice() else { return None };
            (last.at_printed(&[]) == Ok(Exact::whole(-1))).then_some((&**current, &**prior))
        }
        Formula::Leaf(_)
        | Formula::Constant(_)
        | Formula::Negate(_)
        | Formula::Product(..)
        | Formula::Absolute(_)
        | Formula::Least(_)
        | Formula::Greatest(_)
        | Formula::Rounded(..) => None,
    }
}

/// The figures something is held against: divisors, or what is subtracted where nothing is divided.
fn collect_bases(formula: &Formula, bases: &mut Vec<LeafId>) {
    match formula {
        Formula::Quotient(_, divisor) => bases.extend(divisor.leaves()),
        Formula::Sum(parts) => {
            for part in parts {
                match part {
                    Formula::Negate(inner) if matches!(**inner, Formula::Leaf(_)) => bases.extend(inner.leaves()),
                    other => collect_bases(other, bases),
                }
            }
        }
        Formula::Negate(inner) | Formula::Absolute(inner) | Formula::Rounded(inner, _) => collect_bases(inner, bases),
        Formula::Product(a, b) => {
            collect_bases(a, bases);
            collect_bases(b, bases);
        }
        Formula::Least(parts) | Formula::Greatest(parts) => parts.iter().for_each(|part| collect_bases(part, bases)),
        Formula::Leaf(_) | Formula::Constant(_) => {}
    }
}
