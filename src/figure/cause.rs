//! What may have gone wrong where a figure contradicts: one small change after which everything agrees.

use rust_decimal::Decimal;

use super::agree::agree;
use super::{Agreement, Exact, Figure, Formula, LeafId, Unit};

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

const MAX_CAUSES: usize = 3;
/// Longer numbers are not searched for slips.
const MAX_DIGITS: usize = 18;

/// Up to three changes of one figure after which `claim ~= computation` agrees fully, best first.
///
/// `nearby` are other figures of the sentence (ids into `figures`) that may have been the right base.
#[must_use]
pub fn likely_causes(claim: LeafId, computation: &Formula, figures: &[Figure], nearby: &[LeafId]) -> Vec<Cause> {
    let Some(claimed) = figures.get(claim.0 as usize) else { return Vec::new() };
    let mut causes = Vec::new();
    let mut add = |kind, instead: Figure| {
        let known = causes.iter().any(|cause: &Cause| cause.leaf == claim && cause.instead.digits == instead.digits);
        if causes.len() < MAX_CAUSES && !known {
            causes.push(Cause { kind, leaf: claim, instead });
        }
    };
    // The right value of the claim, as it would be printed: a slip is named only if it explains the step to it.
    if let Ok(computed) = computation.at_printed(figures)
        && let Some(right) = as_printed(&computed, claimed)
    {
        if copied_from_a_difference(claimed, computation, figures) {
            add(CauseKind::DifferenceCopied, right.clone());
        }
        if let Some((kind, instead)) = slip_between(claimed, &right, &computed) {
            add(kind, instead);
        }
        if let Some(kind) = other_computation(claimed, computation, figures) {
            add(kind, right);
        }
    }
    for base in other_bases(claim, computation, figures, nearby) {
        if causes.len() < MAX_CAUSES {
            causes.push(base);
        }
    }
    for leaf in computation.leaves() {
        if causes.len() < MAX_CAUSES
            && leaf != claim
            && let Some(cause) = input_slip(leaf, &[(claim, computation.clone())], figures)
        {
            causes.push(cause);
        }
    }
    causes
}

/// The one input that, changed by one small slip, makes all relations agree.
///
/// `relations` are claims with the computation each must agree with; at least two of them should share the input, or
/// any claim could be explained away by any input.
#[must_use]
pub fn wrong_input(relations: &[(LeafId, Formula)], figures: &[Figure]) -> Option<Cause> {
    let mut shared: Vec<LeafId> = Vec::new();
    for (claim, computation) in relations {
        for leaf in computation.leaves().into_iter().chain([*claim]) {
            let uses = relations.iter().filter(|(it, formula)| *it == leaf || formula.leaves().contains(&leaf)).count();
            if uses >= 2 && !shared.contains(&leaf) {
                shared.push(leaf);
            }
        }
    }
    shared.into_iter().find_map(|leaf| input_slip(leaf, relations, figures))
}

/// A value printed like another figure: the same unit and decimals.
pub(super) fn as_printed(value: &Exact, like: &Figure) -> Option<Figure> {
    let in_unit = value.mul(&Exact::power_of_ten(-i32::from(like.unit.power())));
    let digits = Decimal::from_str_exact(&in_unit.to_fixed(like.decimals())).ok()?;
    Some(like.with_digits(digits))
}

/// The slip that leads from the claim to the right figure, if one small slip does.
fn slip_between(wrong: &Figure, right: &Figure, computed: &Exact) -> Option<(CauseKind, Figure)> {
    if wrong.digits.is_sign_negative() == right.digits.is_sign_negative()
        && let Some(kind) = digit_slip(&digits_of(wrong)?, &digits_of(right)?)
    {
        return Some((kind, right.clone()));
    }
    let agrees = |figure: &Figure| computed.round(figure.base_decimals()) == figure.value();
    if let Unit::Money(_) = wrong.unit {
        let other_units = [0, 4, 8].into_iter().map(|power| Figure { unit: Unit::Money(power), ..wrong.clone() });
        if let Some(instead) = other_units.into_iter().find(|figure| agrees(figure)) {
            return Some((CauseKind::UnitSlipped, instead));
        }
    }
    (-3..=3)
        .filter(|places| *places != 0)
        .filter_map(|places| point_moved(wrong, places))
        .find(agrees)
        .map(|instead| (CauseKind::PointMoved, instead))
}

/// The same digits with the decimal point some places further right (or left).
fn point_moved(figure: &Figure, places: i32) -> Option<Figure> {
    let scale = i32::try_from(figure.decimals()).ok()? - places;
    let padding = 10_i128.checked_pow(u32::try_from((-scale).max(0)).ok()?)?;
    let mantissa = figure.digits.mantissa().checked_mul(padding)?;
    let digits = Decimal::try_from_i128_with_scale(mantissa, u32::try_from(scale.max(0)).ok()?).ok()?;
    Some(figure.with_digits(digits))
}

/// Whether one small change of digits leads from one number to another (same decimals).
fn digit_slip(wrong: &[u8], right: &[u8]) -> Option<CauseKind> {
    let differing: Vec<usize> = if wrong.len() == right.len() {
        wrong.iter().zip(right).enumerate().filter(|(_, (a, b))| a != b).map(|(index, _)| index).collect()
    } else {
        Vec::new()
    };
    match (wrong.len().cmp(&right.len()), differing.as_slice()) {
        (std::cmp::Ordering::Equal, [first, second])
            if first + 1 == *second
                && wrong.get(*first) == right.get(*second)
                && wrong.get(*second) == right.get(*first) =>
        {
            Some(CauseKind::DigitsSwapped)
        }
        (std::cmp::Ordering::Equal, [_]) => Some(CauseKind::DigitWrong),
        (std::cmp::Ordering::Less, _) if is_one_shorter(wrong, right) => Some(CauseKind::DigitMissing),
        (std::cmp::Ordering::Greater, _) if is_one_shorter(right, wrong) => Some(CauseKind::DigitExtra),
        _ => None,
    }
}

fn is_one_shorter(short: &[u8], long: &[u8]) -> bool {
    short.len() + 1 == long.len()
        && (0..long.len()).any(|skip| {
            let rest = long.iter().enumerate().filter(|(index, _)| *index != skip).map(|(_, digit)| digit);
            rest.eq(short)
        })
}

fn digits_of(figure: &Figure) -> Option<Vec<u8>> {
    let text = figure.digits.mantissa().unsigned_abs().to_string();
    (text.len() <= MAX_DIGITS).then(|| text.into_bytes())
}

/// The digits of the claim are those of a difference that takes part: 1.14 万元 … 增长 1.14%.
fn copied_from_a_difference(claim: &Figure, computation: &Formula, figures: &[Figure]) -> bool {
    let is_rate = matches!(claim.unit, Unit::Percent | Unit::PercentPoint);
    is_rate
        && computation.leaves().iter().filter_map(|leaf| figures.get(leaf.0 as usize)).any(|figure| {
            matches!(figure.unit, Unit::Money(_))
                && figure.digits.abs() == claim.digits.abs()
                && !claim.digits.is_zero()
        })
}

/// Another computation with the same figures gives the claim.
fn other_computation(claim: &Figure, computation: &Formula, figures: &[Figure]) -> Option<CauseKind> {
    if claim.unit.dimension() != super::Dimension::Ratio {
        return None;
    }
    let computed = computation.at_printed(figures).ok()?;
    let one = Exact::whole(1);
    let fits =
        |value: &Exact| as_printed(value, claim).is_some_and(|printed| printed.digits.abs() == claim.digits.abs());
    if one.div(&computed).is_some_and(|value| fits(&value)) {
        return Some(CauseKind::UpsideDown);
    }
    if fits(&one.sub(&computed)) {
        return Some(CauseKind::Complement);
    }
    // growth = current ÷ prior − 1; with the bases changed: 1 − prior ÷ current.
    let over_current = one.add(&computed);
    one.div(&over_current).map(|value| one.sub(&value)).filter(fits).map(|_| CauseKind::PriorAsNumerator)
}

/// With another figure of the sentence as divisor the claim agrees.
fn other_bases(claim: LeafId, computation: &Formula, figures: &[Figure], nearby: &[LeafId]) -> Vec<Cause> {
    let Formula::Quotient(numerator, divisor) = computation else { return Vec::new() };
    let Formula::Leaf(base) = **divisor else { return Vec::new() };
    nearby
        .iter()
        .filter(|leaf| **leaf != base && **leaf != claim)
        .filter_map(|leaf| {
            let instead = figures.get(leaf.0 as usize)?;
            let same_kind = figures.get(base.0 as usize)?.unit.dimension() == instead.unit.dimension();
            let formula = Formula::Quotient(numerator.clone(), Box::new(Formula::Leaf(*leaf)));
            let agrees = same_kind && agree(&Formula::Leaf(claim), &formula, figures).agreement == Agreement::Agrees;
            agrees.then(|| Cause { kind: CauseKind::OtherBase, leaf: base, instead: instead.clone() })
        })
        .take(1)
        .collect()
}

/// A slip of one figure after which all relations agree.
fn input_slip(leaf: LeafId, relations: &[(LeafId, Formula)], figures: &[Figure]) -> Option<Cause> {
    let printed = figures.get(leaf.0 as usize)?;
    let mut changed = figures.to_vec();
    slips(printed).into_iter().find_map(|instead| {
        if let Some(place) = changed.get_mut(leaf.0 as usize) {
            *place = instead.clone();
        }
        let all = relations.iter().all(|(claim, computation)| {
            agree(&Formula::Leaf(*claim), computation, &changed).agreement == Agreement::Agrees
        });
        all.then_some(Cause { kind: CauseKind::InputWrong, leaf, instead })
    })
}

/// Every figure one slip away: neighbours swapped, one digit changed, the unit slipped.
fn slips(figure: &Figure) -> Vec<Figure> {
    let Some(digits) = digits_of(figure) else { return Vec::new() };
    let mut found = Vec::new();
    let mut add = |digits: &[u8]| {
        let text = String::from_utf8_lossy(digits);
        let mantissa: Option<i128> = text.parse().ok();
        let signed = mantissa.map(|value| if figure.digits.is_sign_negative() { -value } else { value });
        let decimal = signed.and_then(|value| Decimal::try_from_i128_with_scale(value, figure.decimals()).ok());
        if let Some(decimal) = decimal {
            found.push(figure.with_digits(decimal));
        }
    };
    for index in 1..digits.len() {
        let mut swapped = digits.clone();
        swapped.swap(index - 1, index);
        add(&swapped);
    }
    for index in 0..digits.len() {
        for digit in b'0'..=b'9' {
            let mut changed = digits.clone();
            if let Some(place) = changed.get_mut(index) {
                *place = digit;
            }
            add(&changed);
        }
    }
    if let Unit::Money(power) = figure.unit {
        for other in [0, 4, 8].into_iter().filter(|other| *other != power) {
            found.push(Figure { unit: Unit::Money(other), ..figure.clone() });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figures(claim: &str, unit: Unit, others: &[&str]) -> Vec<Figure> {
        let decimal = |text: &str| Decimal::from_str_exact(text).unwrap();
        std::iter::once(Figure::new(decimal(claim), unit))
            .chain(others.iter().map(|text| Figure::new(decimal(text), Unit::Money(4))))
            .collect()
    }

    fn leaf(index: u32) -> Formula {
        Formula::Leaf(LeafId(index))
    }

    fn first_kind(claim: &str, formula: &Formula, others: &[&str]) -> Option<(CauseKind, String)> {
        let figures = figures(claim, Unit::Percent, others);
        likely_causes(LeafId(0), formula, &figures, &[]).first().map(|cause| (cause.kind, cause.instead.printed()))
    }

    #[test]
    fn names_the_slip_that_leads_to_the_right_figure() {
        let quotient = Formula::Quotient(Box::new(leaf(1)), Box::new(leaf(2)));
        let amounts = ["671.51", "879.34"];
        let expect = |kind, text: &str| Some((kind, text.to_owned()));
        assert_eq!(first_kind("76.73", &quotient, &amounts), expect(CauseKind::DigitsSwapped, "76.37%"));
        assert_eq!(first_kind("78.37", &quotient, &amounts), expect(CauseKind::DigitWrong, "76.37%"));
        assert_eq!(first_kind("7.637", &quotient, &amounts), expect(CauseKind::PointMoved, "76.37%"));
        assert_eq!(first_kind("23.63", &quotient, &amounts), expect(CauseKind::Complement, "76.37%"));
        assert_eq!(first_kind("130.95", &quotient, &amounts), expect(CauseKind::UpsideDown, "76.37%"));
    }

    #[test]
    fn a_wrong_input_is_found_through_the_claims_that_share_it() {
        // 879.34 was mistyped as 897.34 while rate, gap and drop are right.
        let amount = |text: &str| Figure::new(Decimal::from_str_exact(text).unwrap(), Unit::Money(4));
        let rate = |text: &str| Figure::new(Decimal::from_str_exact(text).unwrap(), Unit::Percent);
        let figures = [amount("671.51"), amount("897.34"), rate("76.37"), amount("207.83"), rate("23.63")];
        let quotient = |a: Formula, b: Formula| Formula::Quotient(Box::new(a), Box::new(b));
        let gap = Formula::Sum(vec![leaf(1), Formula::Negate(Box::new(leaf(0)))]);
        let relations =
            [(LeafId(2), quotient(leaf(0), leaf(1))), (LeafId(3), gap), (LeafId(4), quotient(leaf(3), leaf(1)))];
        let cause = wrong_input(&relations, &figures).expect("one input explains all");
        assert_eq!((cause.leaf, cause.instead.printed()), (LeafId(1), "879.34万元".to_owned()));
    }
}
