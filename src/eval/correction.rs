//! Replacements as they would stand in the draft.

use crate::diagnostic::Language;
use crate::figure::{Exact, Figure, Formula};
use crate::finding::Correction;
use crate::plan::ValueFormat;

use super::claim::counts_turned;
use super::computation::unscaled;
use super::env::Env;
use super::expr::span_of;
use super::leaf::Leaf;
use super::message;
use super::value::Val;

/// A replacement that a rule offers, if its place and value are there and it changes anything.
pub(super) fn offered<'a>(env: &mut Env<'a>, offer: &'a crate::plan::Correction) -> Option<Correction> {
    let place = env.aside_judged(|env| env.eval(&offer.place)).ok()?;
    let value = env.aside_judged(|env| env.eval(&offer.value)).ok()?;
    let span = span_of(env, &place)?;
    let replacement = match (&place, &value) {
        (Val::Number(claim), Val::Number(number)) => {
            let leaf = claim.leaf()?;
            let value = number.formula.at_printed(env.leaves.figures()).ok()?;
            // The rule may give a drop as a signed change or as an amount; printed it has no sign.
            let signed = counts_turned(env, leaf) && !is_amount(env, &number.formula);
            let value = if signed { value.neg() } else { value };
            printed_like(env, env.leaves.leaf(leaf)?, &value)?
        }
        (_, value) => message::show(env, value, ValueFormat::Natural, Language::Chinese),
    };
    let changes = env.sources.slice(span) != replacement;
    changes.then_some(Correction { span, replacement, certain: offer.certain })
}

/// A figure put in the place of another: the same unit, decimals and words around the digits.
pub(super) fn instead(env: &Env<'_>, leaf: &Leaf<'_>, figure: &Figure) -> Option<Correction> {
    let reported = leaf.reported?;
    let turned = reported.printed.digits.is_sign_negative() != figure.digits.is_sign_negative();
    let printed = if turned { figure.negated() } else { figure.clone() };
    let is_alike = figure.unit == reported.figure.unit && figure.decimals() == reported.figure.decimals();
    let replacement = if is_alike { printed_like(env, leaf, &printed.value())? } else { printed.printed() };
    Some(Correction { span: leaf.span, replacement, certain: false })
}

/// A printed value with the decimals and unit of the figure that stands there; only the digits change, so
/// `203.22 万元` keeps its blank.
fn printed_like(env: &Env<'_>, leaf: &Leaf<'_>, value: &Exact) -> Option<String> {
    let figure = &leaf.reported?.printed;
    let digits = unscaled(value, &figure.unit).to_fixed(figure.decimals());
    let words = env.sources.slice(leaf.span);
    Some(with_digits(words, &digits).unwrap_or_else(|| format!("{digits}{}", figure.unit.symbol())))
}

/// True for what can only be positive: `abs(a - b)`, a quotient of two amounts.
fn is_amount(env: &Env<'_>, formula: &Formula) -> bool {
    match formula {
        Formula::Leaf(leaf) => env.figure(*leaf).is_some_and(|figure| !figure.digits.is_sign_negative()),
        Formula::Constant(value) => value.signum() >= 0,
        Formula::Absolute(_) => true,
        Formula::Negate(inner) => match inner.as_ref() {
            Formula::Leaf(leaf) => env.figure(*leaf).is_some_and(|figure| figure.digits.is_sign_negative()),
            _ => false,
        },
        Formula::Rounded(inner, _) => is_amount(env, inner),
        Formula::Sum(parts) => parts.iter().all(|part| is_positive_term(env, part)),
        Formula::Least(parts) | Formula::Greatest(parts) => parts.iter().all(|part| is_amount(env, part)),
        Formula::Product(a, b) | Formula::Quotient(a, b) => is_amount(env, a) && is_amount(env, b),
    }
}

/// A subtrahend is none, even of a negative figure.
fn is_positive_term(env: &Env<'_>, formula: &Formula) -> bool {
    !matches!(formula, Formula::Negate(_)) && is_amount(env, formula)
}

/// The words with their one run of digits replaced; `None` where there is no such run or more than one.
fn with_digits(words: &str, digits: &str) -> Option<String> {
    let is_digit = |c: char| matches!(c, '0'..='9' | '０'..='９' | '.' | '．' | ',' | '，' | '-' | '−' | '－');
    let start = words.find(is_digit)?;
    let rest = words.get(start..)?;
    let length = rest.find(|c| !is_digit(c)).unwrap_or(rest.len());
    let behind = rest.get(length..)?;
    let has_digits = rest.get(..length)?.contains(|c: char| c.is_numeric());
    let front = words.get(..start)?;
    if !has_digits || behind.contains(is_digit) {
        return None;
    }
    Some(format!("{front}{digits}{behind}"))
}
