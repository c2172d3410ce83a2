//! What each built-in function does.

use std::collections::HashMap;
use std::rc::Rc;

use crate::diagnostic::Wording;
use crate::fact::{Target, TargetLimit};
use crate::figure::{Exact, Formula};
use crate::finding::Reason;
use crate::plan::{Builtin, Comparison, Constant, Expr, ExprKind, Type};

use super::env::Env;
use super::expr::{misfit, typed};
use super::leaf::Leaf;
use super::value::{Dim, List, Number, Res, Stop, Text, Val};
use super::{arithmetic, compare, near};

/// The words of a list of literals, or one literal.
fn literal_words(words: &Expr) -> Option<impl Iterator<Item = &str>> {
    let items = match &words.kind {
        ExprKind::List(items) => items.as_slice(),
        _ => std::slice::from_ref(words),
    };
    let literal = |item: &Expr| matches!(item.kind, ExprKind::Constant(Constant::Text(_)));
    items.iter().all(literal).then(|| {
        items.iter().filter_map(|item| match &item.kind {
            ExprKind::Constant(Constant::Text(word)) => Some(word.as_str()),
            _ => None,
        })
    })
}

/// Calls a built-in function.
pub(super) fn call<'a>(env: &mut Env<'a>, function: Builtin, arguments: &'a [Expr], ty: &'a Type) -> Res<'a> {
    match (function, arguments) {
        (Builtin::Round, [of, decimals]) => round(env, of, decimals),
        (Builtin::Abs, [of]) => {
            let number = env.number(of)?;
            Ok(Val::Number(Number { formula: absolute(env, number.formula), dim: number.dim, reported: None }))
        }
        (Builtin::Exact, [of]) => exact(env, of),
        (Builtin::Band, [of, bands]) => band(env, of, bands),
        (Builtin::Year, [of]) => match env.eval(of)? {
            Val::Date(date, span) => {
                let [(first, ..), (last, ..)] = date.ends();
                let year = (first == last).then_some(first).ok_or(Stop::NotEvaluated(Reason::DayNotTold))?;
                Ok(Val::Year(year, span))
            }
            Val::Text(text) => {
                env.burn_for(&text.words)?;
                named_year(&text.words).map(|year| Val::Year(year, text.span)).ok_or(Stop::NotApplicable)
            }
            other => Err(misfit(&other)),
        },
        (Builtin::Similar, [left, right]) => {
            let (left, right) = (env.text(left)?, env.text(right)?);
            Ok(exact_number(similarity(&left.words, &right.words), Dim::Number))
        }
        (Builtin::Meets, [actual, target]) => meets(env, actual, target).map(Val::Bool),
        (Builtin::Ratio, [actual, target]) => ratio(env, actual, target, ty),
        (Builtin::Near, [of, words, side]) => near::near(env, of, words, side).map(Val::Bool),
        (Builtin::Length, [of]) => length(env, of),
        (Builtin::Starts, [text, words]) => {
            let text = env.text(text)?;
            any_word(env, text.words.trim_start(), words, |text, word| text.starts_with(word)).map(Val::Bool)
        }
        (Builtin::Ends, [text, words]) => {
            let text = env.text(text)?;
            any_word(env, text.words.trim_end(), words, |text, word| text.ends_with(word)).map(Val::Bool)
        }
        (Builtin::IsQuantity, [target]) => match env.eval(target)? {
            Val::Target(target) => Ok(Val::Bool(target.limit.is_some())),
            other => Ok(Val::Bool(matches!(other, Val::Number(_)))),
        },
        (Builtin::Comparator, [target]) => comparator(env, target),
        // The checker has counted the arguments.
        (
            Builtin::Round
            | Builtin::Abs
            | Builtin::Exact
            | Builtin::Band
            | Builtin::Year
            | Builtin::Similar
            | Builtin::Meets
            | Builtin::Ratio
            | Builtin::Near
            | Builtin::Length
            | Builtin::Starts
            | Builtin::Ends
            | Builtin::IsQuantity
            | Builtin::Comparator,
            _,
        ) => Err(Stop::NotEvaluated(Reason::LimitReached)),
    }
}

/// Whether a question about a text holds for the word, or for any of a list of words.
pub(super) fn any_word<'a>(
    env: &mut Env<'a>,
    text: &str,
    words: &'a Expr,
    holds: impl Fn(&str, &str) -> bool,
) -> Result<bool, Stop> {
    // Words as the rule writes them need no list of values.
    if let Some(literals) = literal_words(words).filter(|_| env.steps.is_none()) {
        for word in literals {
            env.burn_for(text)?;
            if holds(text, word) {
                return Ok(true);
            }
        }
        return Ok(false);
    }
    let words: Rc<[Val<'a>]> = match env.eval(words)? {
        Val::List(List::Made(items)) => items,
        Val::List(List::Printed(list)) => list.items.iter().map(|item| env.value(item, None, None)).collect(),
        word @ (Val::Text(_) | Val::Variant(_, _, Some(_))) => Rc::from([word]),
        other => return Err(misfit(&other)),
    };
    for word in words.iter() {
        env.burn_for(text)?;
        let found = match word {
            Val::Text(word) => holds(text, &word.words),
            Val::Variant(_, _, Some(word)) => holds(text, word.as_str()),
            _ => false,
        };
        if found {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The first year that a text names: four digits before 年.
fn named_year(text: &str) -> Option<i32> {
    text.match_indices('年').find_map(|(at, _)| {
        let before = text.get(..at)?.trim_end();
        let digits = before.get(before.len().checked_sub(4)?..).filter(|it| it.bytes().all(|b| b.is_ascii_digit()))?;
        let longer = before.strip_suffix(digits).is_some_and(|rest| rest.ends_with(|c: char| c.is_ascii_digit()));
        digits.parse().ok().filter(|year| !longer && (1900..2200).contains(year))
    })
}

fn exact_number(value: Exact, dim: Dim<'_>) -> Val<'_> {
    Val::Number(Number { formula: Formula::Constant(value), dim, reported: None })
}

/// Without sign. A single figure stays one, so that it can still be a claim.
fn absolute(env: &Env<'_>, formula: Formula) -> Formula {
    let is_negative = |leaf| env.figure(leaf).is_some_and(|figure| figure.digits.is_sign_negative());
    match formula {
        Formula::Constant(value) => Formula::Constant(value.abs()),
        Formula::Leaf(leaf) if is_negative(leaf) => arithmetic::negated(Formula::Leaf(leaf)),
        Formula::Leaf(leaf) => Formula::Leaf(leaf),
        formula => Formula::Absolute(Box::new(formula)),
    }
}

/// Half up, counted in the unit people print: a ratio in %, money in 元.
fn round<'a>(env: &mut Env<'a>, of: &'a Expr, decimals: &'a Expr) -> Res<'a> {
    let number = env.number(of)?;
    let decimals = env.number(decimals)?.formula.at_printed(env.leaves.figures());
    let decimals: i32 = decimals.ok().and_then(|value| value.to_fixed(0).parse().ok()).unwrap_or(0);
    let shift = match number.dim {
        Dim::Ratio | Dim::Points => 2,
        Dim::Number | Dim::Money | Dim::Score | Dim::Count(_) => 0,
    };
    // No amount is printed with more decimals than a decimal holds.
    let decimals = decimals.clamp(-28, 28).saturating_add(shift);
    let formula = match number.formula {
        Formula::Constant(value) => Formula::Constant(value.round(decimals)),
        formula => Formula::Rounded(Box::new(formula), decimals),
    };
    Ok(Val::Number(Number { formula, dim: number.dim, reported: None }))
}

/// A printed figure stays a figure (it is still shown as one); a computed value becomes its printed result.
fn exact<'a>(env: &mut Env<'a>, of: &'a Expr) -> Res<'a> {
    let number = env.number(of)?;
    let known = number.leaf().and_then(|id| env.figure(id).cloned().zip(env.leaves.leaf(id).copied()));
    let formula = if let Some((figure, leaf)) = known {
        env.leaf(&figure.exactly(), leaf)
    } else {
        let value = number.formula.at_printed(env.leaves.figures());
        Formula::Constant(value.map_err(|why| Stop::NotEvaluated(arithmetic::reason(why)))?)
    };
    Ok(Val::Number(Number { formula, ..number }))
}

/// The first line whose limit holds.
fn band<'a>(env: &mut Env<'a>, of: &'a Expr, bands: &'a Expr) -> Res<'a> {
    let number = env.number(of)?;
    let table = match env.eval(bands)? {
        Val::Bands(table) => table,
        other => return Err(misfit(&other)),
    };
    for line in table {
        let taken = match &line.limit {
            None => true,
            Some((comparison, limit)) => env.aside_judged(|env| {
                let limit = env.number(limit)?;
                compare::numbers(env, *comparison, number.clone(), limit)
            })?,
        };
        if taken {
            return env.eval(&line.value);
        }
    }
    Err(Stop::NotApplicable)
}

/// Shared pairs of neighbouring characters: 2 · common ÷ all. Blanks and width do not count.
fn similarity(left: &str, right: &str) -> Exact {
    let pairs = |text: &str| {
        let chars: Vec<char> = compare::plain_chars(text).collect();
        chars.iter().copied().zip(chars.iter().copied().skip(1)).collect::<Vec<_>>()
    };
    let (left_pairs, right_pairs) = (pairs(left), pairs(right));
    let all = left_pairs.len().saturating_add(right_pairs.len());
    if all == 0 {
        return Exact::whole(i64::from(compare::same_words(left, right)));
    }
    let mut open: HashMap<(char, char), usize> = HashMap::new();
    for pair in left_pairs {
        let count = open.entry(pair).or_default();
        *count = count.saturating_add(1);
    }
    let mut common: usize = 0;
    for pair in right_pairs {
        if let Some(count) = open.get_mut(&pair).filter(|count| **count > 0) {
            *count = count.saturating_sub(1);
            common = common.saturating_add(1);
        }
    }
    let whole = |number: usize| Exact::whole(i64::try_from(number).unwrap_or(i64::MAX));
    whole(common.saturating_mul(2)).div(&whole(all)).unwrap_or_else(Exact::zero)
}

/// Whether a target is met. A bare figure counts as reached when it is met or passed; a bare zero only when met. Words
/// are met by the same words; whether other words meet them no engine can say.
fn meets<'a>(env: &mut Env<'a>, actual: &'a Expr, target: &'a Expr) -> Result<bool, Stop> {
    let actual = figure_first(env, actual)?;
    let target = match env.eval(target)? {
        Val::Target(target) => target,
        Val::Number(limit) => {
            let Val::Number(actual) = actual else { return Err(misfit(&actual)) };
            return compare::numbers(env, Comparison::GreaterEqual, actual, limit);
        }
        other => return Err(misfit(&other)),
    };
    let (Some((limit, figure)), Val::Number(actual)) = (&target.limit, &actual) else {
        return meets_words(env, &actual, target);
    };
    let comparison = match limit {
        TargetLimit::Exactly if figure.digits.is_zero() => Comparison::Equal,
        TargetLimit::Exactly | TargetLimit::AtLeast => Comparison::GreaterEqual,
        TargetLimit::MoreThan => Comparison::Greater,
        TargetLimit::AtMost => Comparison::LessEqual,
        TargetLimit::LessThan => Comparison::Less,
    };
    let limit = limit_of(env, target)?;
    compare::numbers(env, comparison, actual.clone(), limit)
}

fn meets_words<'a>(env: &mut Env<'a>, actual: &Val<'a>, target: &'a Target) -> Result<bool, Stop> {
    let unread = || Stop::NotEvaluated(Reason::Unread(Wording::same(target.words.as_str())));
    match actual {
        Val::Text(_) | Val::Target(_) | Val::Variant(..) => {
            if compare::equal(env, actual, &Val::Text(Text::of(&target.words)))? { Ok(true) } else { Err(unread()) }
        }
        _ => Err(unread()),
    }
}

/// A cell that may hold a figure or words (`120座`, `已完成`): its figure where there is one.
fn figure_first<'a>(env: &mut Env<'a>, actual: &'a Expr) -> Res<'a> {
    match env.eval(actual)? {
        Val::Target(cell) if cell.limit.is_some() => limit_of(env, cell).map(Val::Number),
        other => Ok(other),
    }
}

/// Actual ÷ the target's figure; only of like things.
fn ratio<'a>(env: &mut Env<'a>, actual: &'a Expr, target: &'a Expr, ty: &'a Type) -> Res<'a> {
    let actual = match figure_first(env, actual)? {
        Val::Number(actual) => actual,
        other => return Err(misfit(&other)),
    };
    let limit = match env.eval(target)? {
        Val::Target(target) => limit_of(env, target)?,
        Val::Number(limit) => limit,
        other => return Err(misfit(&other)),
    };
    if !arithmetic::alike(&actual, &limit) {
        return Err(arithmetic::clash(actual.dim, limit.dim));
    }
    let formula = Formula::Quotient(Box::new(actual.formula), Box::new(limit.formula));
    Ok(typed(Val::Number(Number { formula, dim: Dim::Ratio, reported: None }), ty))
}

/// The figure of a target as an exact quantity.
pub(super) fn limit_of<'a>(env: &mut Env<'a>, target: &'a Target) -> Result<Number<'a>, Stop> {
    let Some((_, figure)) = &target.limit else {
        return Err(Stop::NotApplicable);
    };
    let leaf = Leaf { span: target.span, reported: None, field: None, owner: None };
    let formula = env.leaf(&figure.clone().exactly(), leaf);
    Ok(Number { formula, dim: Dim::of_unit(&figure.unit), reported: None })
}

fn length<'a>(env: &mut Env<'a>, of: &'a Expr) -> Res<'a> {
    let length = match env.eval(of)? {
        Val::Text(text) => text.words.chars().count(),
        Val::Target(target) => target.words.as_str().chars().count(),
        Val::Variant(_, _, Some(words)) => words.as_str().chars().count(),
        Val::List(List::Printed(list)) => list.items.len(),
        Val::List(List::Made(items)) => items.len(),
        other => return Err(misfit(&other)),
    };
    Ok(exact_number(Exact::whole(i64::try_from(length).unwrap_or(i64::MAX)), Dim::Number))
}

fn comparator<'a>(env: &mut Env<'a>, target: &'a Expr) -> Res<'a> {
    let target = match env.eval(target)? {
        Val::Target(target) => target,
        other => return Err(misfit(&other)),
    };
    let sign = match target.limit.as_ref().map(|(limit, _)| *limit) {
        Some(TargetLimit::AtLeast) => "≥",
        Some(TargetLimit::MoreThan) => ">",
        Some(TargetLimit::AtMost) => "≤",
        Some(TargetLimit::LessThan) => "<",
        Some(TargetLimit::Exactly) => "=",
        None => return Err(Stop::NotApplicable),
    };
    Ok(Val::Text(Text::plain(sign)))
}
