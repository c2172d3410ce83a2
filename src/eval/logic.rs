//! Kleene's logic. *Undecided* is a [`Stop`] that another part may still outweigh.
//!
//! Notes follow the truth: under `or` only those of the best branch stay, under `not` and in conditions none.

use crate::plan::{Expr, Logic};

use super::compare::Mark;
use super::env::Env;
use super::value::Stop;

/// `a and b`, `a or b`, `a implies b`
pub(super) fn apply<'a>(env: &mut Env<'a>, connective: Logic, left: &'a Expr, right: &'a Expr) -> Result<bool, Stop> {
    match connective {
        Logic::And => and(env, left, right),
        Logic::Or => or(env, left, right),
        Logic::Implies => match aside(env, left) {
            Ok(false) => Ok(true),
            Ok(true) => env.truth(right),
            Err(open) => match env.truth(right) {
                Ok(true) => Ok(true),
                Ok(false) => Err(open),
                Err(stop) => Err(open.graver(stop)),
            },
        },
    }
}

/// `not a`
pub(super) fn not<'a>(env: &mut Env<'a>, of: &'a Expr) -> Result<bool, Stop> {
    aside(env, of).map(|truth| !truth)
}

/// A truth whose comparisons do not count for the check: a condition, what stands under `not`.
pub(super) fn aside<'a>(env: &mut Env<'a>, of: &'a Expr) -> Result<bool, Stop> {
    env.aside_judged(|env| env.truth(of))
}

fn and<'a>(env: &mut Env<'a>, left: &'a Expr, right: &'a Expr) -> Result<bool, Stop> {
    match env.truth(left) {
        Ok(false) => Ok(false),
        Ok(true) => env.truth(right),
        Err(open) => match env.truth(right) {
            Ok(false) => Ok(false),
            Ok(true) => Err(open),
            Err(stop) => Err(open.graver(stop)),
        },
    }
}

fn or<'a>(env: &mut Env<'a>, left: &'a Expr, right: &'a Expr) -> Result<bool, Stop> {
    let start = env.judged.len();
    let first = env.truth(left);
    let middle = env.judged.len();
    if first == Ok(true) && worst(env, start, middle) == Mark::Holds {
        return first;
    }
    let second = env.truth(right);
    match (first, second) {
        (Ok(true), Ok(true)) => {
            keep_best(env, start, middle);
            Ok(true)
        }
        (Ok(true), _) => {
            env.judged.truncate(middle);
            Ok(true)
        }
        (_, Ok(true)) => {
            env.judged.drain(start..middle);
            Ok(true)
        }
        (Ok(false), second) => second,
        (Err(open), Ok(false)) => Err(open),
        (Err(open), Err(stop)) => Err(open.graver(stop)),
    }
}

/// Of two true branches keeps the comparisons of the one with the lighter notes, of equals the first.
pub(super) fn keep_best(env: &mut Env<'_>, start: usize, middle: usize) {
    if worst(env, middle, env.judged.len()) < worst(env, start, middle) {
        env.judged.drain(start..middle);
    } else {
        env.judged.truncate(middle);
    }
}

/// The gravest mark among some comparisons.
pub(super) fn worst(env: &Env<'_>, start: usize, end: usize) -> Mark {
    env.judged.get(start..end).and_then(|some| some.iter().map(|judged| judged.mark).max()).unwrap_or(Mark::Holds)
}
