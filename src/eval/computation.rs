//! The arithmetic behind a comparison as a reviewer would write it.

use crate::figure::{Bound, Exact, Figure, Formula, Interval, Unit, agree};
use crate::finding::{Computation, Relation, Verdict};
use crate::plan::Comparison;

use super::claim::{Claim, counts_turned};
use super::compare::{Judged, Mark};
use super::env::Env;
use super::message;
use super::value::{Dim, Number};

/// Digits shown behind the point of a recomputed value.
const SHOWN: u32 = 4;
/// Terms of a sum that are written out.
const MAX_TERMS: usize = 12;

/// The account of a comparison, where one side was computed.
pub(super) fn account(env: &Env<'_>, judged: &Judged<'_>, literals: &[(Exact, String)]) -> Option<Computation> {
    if !is_worth_telling(judged) {
        return None;
    }
    let figures = env.leaves.figures();
    let verdict = match judged.mark {
        Mark::Holds => Verdict::Agrees,
        Mark::CutOff => Verdict::CutOff,
        Mark::Reachable => Verdict::Reachable,
        Mark::Fails => Verdict::Contradicts,
        Mark::Open => return None,
    };
    let Some(claim) = Claim::of(judged, figures) else { return between_two(env, judged, verdict, literals) };
    let figure = figures.get(claim.leaf.0 as usize)?;
    // A drop is printed without its sign: both sides are turned so that the digits shown are those of the draft.
    let flipped = counts_turned(env, claim.leaf);
    let turned = flipped != claim.turned;
    let computed = claim.other.formula.at_printed(figures).ok()?;
    let computed = if turned { computed.neg() } else { computed };
    let claimed = if flipped { figure.negated() } else { figure.clone() };
    let rounded = like(&computed, &claimed);
    let reachable = match judged.comparison {
        Comparison::Agrees => agree(&judged.left.formula, &judged.right.formula, figures).reachable,
        _ => None,
    };
    let formula = Writer { env, literals }.formula(&claim.other.formula, turned);
    let is_left = std::ptr::eq(claim.other, &raw const judged.left);
    // Of a single figure with as many decimals the draft tells all there is.
    let reachable = reachable.filter(|_| formula != rounded);
    Some(Computation {
        formula,
        exact: shown(&computed, &claimed.unit),
        relation: relation(judged.comparison, is_left != turned),
        reachable: reachable.as_ref().and_then(|range| ends(range, turned, &claimed, &rounded)),
        rounded,
        claimed: claimed.printed(),
        verdict,
    })
}

/// Claims always are. Of plain comparisons those that compute with figures: `3 <= 2`, the count of headings or the
/// level of one above say nothing beside the message.
fn is_worth_telling(judged: &Judged<'_>) -> bool {
    let computes = |number: &Number<'_>| {
        let is_single = match &number.formula {
            Formula::Leaf(_) | Formula::Constant(_) => true,
            Formula::Sum(parts) => parts.len() < 2,
            _ => false,
        };
        !is_single && number.dim != Dim::Number && !number.formula.leaves().is_empty()
    };
    judged.comparison == Comparison::Agrees || computes(&judged.left) || computes(&judged.right)
}

/// Two computed sides: the left one stands as the claim. A limit of the rule is no claim of the draft.
fn between_two(
    env: &Env<'_>,
    judged: &Judged<'_>,
    verdict: Verdict,
    literals: &[(Exact, String)],
) -> Option<Computation> {
    let (given, other, is_left) = match judged.right.formula {
        Formula::Constant(_) => (&judged.right, &judged.left, true),
        _ => (&judged.left, &judged.right, false),
    };
    let value = |number: &Number<'_>| number.formula.at_printed(env.leaves.figures()).ok();
    let writer = Writer { env, literals };
    let in_unit = |value: &Exact| message::in_natural_unit(env, other, value);
    let claimed = match &given.formula {
        Formula::Constant(_) => String::new(),
        formula => format!("{} = {}", writer.formula(formula, false), in_unit(&value(given)?)),
    };
    let computed = value(other)?;
    let (formula, exact, rounded) = (
        writer.formula(&other.formula, false),
        shown(&computed, &message::natural_unit(env, other).0),
        in_unit(&computed),
    );
    let relation = relation(judged.comparison, is_left);
    Some(Computation { formula, exact, rounded, claimed, reachable: None, relation, verdict })
}

/// How what is computed stands to the claim, where it stands on the left side or on the right one.
fn relation(comparison: Comparison, is_left: bool) -> Relation {
    let of_left = match comparison {
        Comparison::Agrees => Relation::Agrees,
        Comparison::Equal => Relation::Equal,
        Comparison::NotEqual => Relation::Different,
        Comparison::Less => Relation::Below,
        Comparison::LessEqual | Comparison::AtMostAbout => Relation::AtMost,
        Comparison::Greater => Relation::Above,
        Comparison::GreaterEqual | Comparison::AtLeastAbout => Relation::AtLeast,
    };
    if is_left { of_left } else { of_left.turned() }
}

/// A value printed like a figure: its unit and decimals.
pub(super) fn like(value: &Exact, figure: &Figure) -> String {
    format!("{}{}", unscaled(value, &figure.unit).to_fixed(figure.decimals()), figure.unit.symbol())
}

/// A value of the base unit, counted in a printed unit.
pub(super) fn unscaled(value: &Exact, unit: &Unit) -> Exact {
    value.mul(&Exact::power_of_ten(-i32::from(unit.power())))
}

fn shown(value: &Exact, unit: &Unit) -> String {
    format!("{}{}", unscaled(value, unit).to_shown(SHOWN), unit.symbol())
}

/// The reachable values rounded as the claim, where there are more than one.
fn ends(range: &Interval, turned: bool, claimed: &Figure, rounded: &str) -> Option<(String, String)> {
    let end = |bound: &Bound| match bound {
        Bound::Closed(value) | Bound::Open(value) => {
            Some(like(&if turned { value.neg() } else { value.clone() }, claimed))
        }
        Bound::Endless => None,
    };
    let (low, high) = (end(&range.low)?, end(&range.high)?);
    let (low, high) = if turned { (high, low) } else { (low, high) };
    (low != rounded || high != rounded).then_some((low, high))
}

/// How tightly an operand is bound.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    Sum,
    Product,
    Atom,
}

/// Writes formulas with the figures as printed. A sign is carried inwards (`turned`) and shown where it ends up.
struct Writer<'e, 'a> {
    env: &'e Env<'a>,
    literals: &'e [(Exact, String)],
}

impl Writer<'_, '_> {
    fn formula(&self, formula: &Formula, turned: bool) -> String {
        let mut out = String::new();
        self.write(formula, turned, Level::Sum, &mut out);
        out
    }

    fn write(&self, formula: &Formula, turned: bool, level: Level, out: &mut String) {
        match formula {
            Formula::Leaf(leaf) => {
                let words = self.env.figure(*leaf).map(|figure| signed(figure, turned)).unwrap_or_default();
                atom(&words, level, out);
            }
            Formula::Constant(value) => atom(&self.constant(value, turned), level, out),
            Formula::Negate(inner) => self.write(inner, !turned, level, out),
            Formula::Sum(parts) => self.sum(parts, turned, level, out),
            Formula::Product(left, right) => self.pair(left, right, " × ", turned, level, out),
            Formula::Quotient(left, right) => self.pair(left, right, " ÷ ", turned, level, out),
            // The greater of two amounts comes first, and no bars are needed.
            Formula::Absolute(inner) => {
                let value = inner.at_printed(self.env.leaves.figures());
                let is_negative = value.is_ok_and(|value| value.signum() < 0);
                self.write(inner, turned != is_negative, level, out);
            }
            Formula::Least(parts) => self.call("min", parts, turned, out),
            Formula::Greatest(parts) => self.call("max", parts, turned, out),
            // What it comes to is shown rounded anyway.
            Formula::Rounded(inner, _) => self.write(inner, turned, level, out),
        }
    }

    fn sum(&self, parts: &[Formula], turned: bool, level: Level, out: &mut String) {
        let mut terms: Vec<(bool, &Formula)> = Vec::new();
        flatten(parts, turned, &mut terms);
        // Positive terms first, so that a turned sum does not begin with a minus.
        let negative = |(turned, term): &(bool, &Formula)| self.is_negative(term) != *turned;
        terms.sort_by_key(&negative);
        if level > Level::Sum && terms.len() > 1 {
            out.push('(');
        }
        let hidden = terms.len().saturating_sub(MAX_TERMS);
        for (position, (turned, term)) in terms.iter().enumerate() {
            if hidden > 0 && position == MAX_TERMS.saturating_sub(1) {
                out.push_str(" + … ");
            }
            if hidden > 0 && position >= MAX_TERMS.saturating_sub(1) && position.saturating_add(1) < terms.len() {
                continue;
            }
            let minus = negative(&(*turned, term));
            match (position, minus) {
                (0, false) => {}
                (0, true) => out.push('−'),
                (_, false) => out.push_str(" + "),
                (_, true) => out.push_str(" − "),
            }
            self.write(term, *turned != minus, Level::Product, out);
        }
        if level > Level::Sum && terms.len() > 1 {
            out.push(')');
        }
        if terms.is_empty() {
            out.push('0');
        }
    }

    fn pair(&self, left: &Formula, right: &Formula, sign: &str, turned: bool, level: Level, out: &mut String) {
        let bracket = level == Level::Atom;
        if bracket {
            out.push('(');
        }
        self.write(left, turned, Level::Product, out);
        out.push_str(sign);
        self.write(right, false, Level::Atom, out);
        if bracket {
            out.push(')');
        }
    }

    fn call<'f>(
        &self,
        name: &str,
        parts: impl IntoIterator<Item = &'f (impl std::borrow::Borrow<Formula> + 'f)>,
        turned: bool,
        out: &mut String,
    ) {
        if turned {
            out.push('−');
        }
        out.push_str(name);
        out.push('(');
        for (position, part) in parts.into_iter().enumerate() {
            if position > 0 {
                out.push_str(", ");
            }
            self.write(part.borrow(), false, Level::Sum, out);
        }
        out.push(')');
    }

    /// Whether a term would be written with a minus.
    fn is_negative(&self, formula: &Formula) -> bool {
        match formula {
            Formula::Leaf(leaf) => self.env.figure(*leaf).is_some_and(|figure| figure.digits.is_sign_negative()),
            Formula::Constant(value) => value.signum() < 0,
            Formula::Negate(inner) => !self.is_negative(inner),
            Formula::Product(left, _) | Formula::Quotient(left, _) => self.is_negative(left),
            Formula::Sum(_)
            | Formula::Absolute(_)
            | Formula::Least(_)
            | Formula::Greatest(_)
            | Formula::Rounded(..) => false,
        }
    }

    /// An exact value as the rule writes it.
    fn constant(&self, value: &Exact, turned: bool) -> String {
        let value = if turned { value.neg() } else { value.clone() };
        let words = |wanted: &Exact| self.literals.iter().find(|(known, _)| known == wanted).map(|(_, words)| words);
        if let Some(words) = words(&value) {
            return words.clone();
        }
        match words(&value.neg()) {
            Some(words) => format!("−{words}"),
            None => value.to_shown(SHOWN).replacen('-', "−", 1),
        }
    }
}

/// Sums inside sums become one.
fn flatten<'f>(parts: &'f [Formula], turned: bool, terms: &mut Vec<(bool, &'f Formula)>) {
    for part in parts {
        match part {
            Formula::Sum(inner) => flatten(inner, turned, terms),
            Formula::Negate(inner) => match inner.as_ref() {
                Formula::Sum(inner) => flatten(inner, !turned, terms),
                inner => terms.push((!turned, inner)),
            },
            part => terms.push((turned, part)),
        }
    }
}

fn signed(figure: &Figure, turned: bool) -> String {
    let words = if turned { figure.negated().printed() } else { figure.printed() };
    words.replacen('-', "−", 1)
}

/// A negative operand in the middle of a computation stands in brackets.
fn atom(words: &str, level: Level, out: &mut String) {
    if level > Level::Sum && words.starts_with('−') {
        out.push('(');
        out.push_str(words);
        out.push(')');
    } else {
        out.push_str(words);
    }
}
