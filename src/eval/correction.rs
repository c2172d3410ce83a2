//! Replacements as they would stand in the draft.

use crate::diagnostic::Language;
use crate::figure::{Exact, Figure};
use crate::finding::Correction;
use crate::plan::ValueFormat;

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
            let leaf = *claim.leaf().and_then(|leaf| env.leaves.leaf(leaf))?;
            let value = number.formula.at_printed(env.leaves.figures()).ok()?;
            printed_like(env, &leaf, &value)?
        }
        (_, value) => message::show(env, value, ValueFormat::Natural, Language::Chinese),
    };
    let changes = env.sources.slice(span) != replacement;
    changes.then_some(Correction { span, replacement, certain: offer.certain })
}

/// A figure put in the place of another: the same unit, decimals and words around the digits.
pub(super) fn instead(env: &Env<'_>, leaf: &Leaf<'_>, figure: &Figure) -> Option<Correction> {
    let reported = leaf.reported?;
    let replacement = if figure.unit == reported.figure.unit && figure.decimals() == reported.figure.decimals() {
        printed_like(env, leaf, &figure.value())?
    } else {
        let turned = reported.printed != reported.figure;
        if turned { figure.negated().printed() } else { figure.printed() }
    };
    Some(Correction { span: leaf.span, replacement, certain: false })
}

/// A value with the decimals and unit of the figure that stands there; only the digits change, so `203.22 万元` keeps
/// its blank.
fn printed_like(env: &Env<'_>, leaf: &Leaf<'_>, value: &Exact) -> Option<String> {
    let reported = leaf.reported?;
    let turned = reported.printed != reported.figure;
    let value = if turned { value.neg() } else { value.clone() };
    let digits = unscaled(&value, &reported.figure.unit).to_fixed(reported.figure.decimals());
    let words = env.sources.slice(leaf.span);
    Some(with_digits(words, &digits).unwrap_or_else(|| format!("{digits}{}", reported.figure.unit.symbol())))
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
