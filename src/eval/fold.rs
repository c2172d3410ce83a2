//! `sum / count / min / max / all / any (… for x in … where …)`

use std::rc::Rc;

use crate::fact::Value;
use crate::figure::{Exact, Formula};
use crate::finding::Reason;
use crate::plan::{Expr, Fold, Over, Slot, Type};

use super::env::Env;
use super::expr::{misfit, typed};
use super::index::{self, Found};
use super::value::{Dim, List, Number, Res, Stop, Val};
use super::{arithmetic, logic, memo, reach};

/// The parts of a quantified expression.
pub(super) struct Parts<'a> {
    /// The binder's slot.
    pub(super) binder: Slot,
    /// What it ranges over.
    pub(super) over: &'a Over,
    /// `where …`
    pub(super) condition: Option<&'a Expr>,
    /// What is taken of each.
    pub(super) body: Option<&'a Expr>,
}

/// Works a quantified expression out.
pub(super) fn run<'a>(env: &mut Env<'a>, fold: Fold, parts: &Parts<'a>, ty: &'a Type) -> Res<'a> {
    match parts.over {
        Over::Facts { given: Some(given), .. } => memo::once(env, parts.over, given, |env| work(env, fold, parts, ty)),
        Over::Facts { given: None, .. } | Over::List(_) => work(env, fold, parts, ty),
    }
}

fn work<'a>(env: &mut Env<'a>, fold: Fold, parts: &Parts<'a>, ty: &'a Type) -> Res<'a> {
    let elements = elements(env, parts)?;
    match fold {
        Fold::All => truths(env, parts, &elements, false),
        Fold::Any => truths(env, parts, &elements, true),
        Fold::Count => count(env, parts, &elements),
        Fold::Sum => {
            let values = values(env, parts, &elements)?;
            let total = arithmetic::sum(numbers(values)?)?;
            Ok(typed(Val::Number(total), ty))
        }
        Fold::Min => extreme(env, parts, &elements, ty, Formula::Least),
        Fold::Max => extreme(env, parts, &elements, ty, Formula::Greatest),
        Fold::List => Ok(Val::List(List::Made(values(env, parts, &elements)?.into()))),
    }
}

/// What the binder takes one after the other.
enum Elements<'a> {
    /// Facts of the record behind the quantifier, by index.
    Facts(crate::plan::RecordId, Matches),
    /// Items of a list of the draft.
    Printed(&'a [Value]),
    /// Items of a list that a rule made.
    Made(Rc<[Val<'a>]>),
}

/// Which facts.
enum Matches {
    All(usize),
    Some(Found),
}

impl<'a> Elements<'a> {
    fn len(&self) -> usize {
        match self {
            Self::Facts(_, Matches::All(length)) => *length,
            Self::Facts(_, Matches::Some(found)) => found.facts.len(),
            Self::Printed(items) => items.len(),
            Self::Made(items) => items.len(),
        }
    }

    fn at(&self, env: &mut Env<'a>, position: usize) -> Option<Val<'a>> {
        match self {
            Self::Facts(record, Matches::All(_)) => env.fact_at(*record, position).map(Val::Fact),
            Self::Facts(record, Matches::Some(found)) => {
                env.fact_at(*record, *found.facts.get(position)?).map(Val::Fact)
            }
            Self::Printed(items) => items.get(position).map(|item| env.value(item, None, None)),
            Self::Made(items) => items.get(position).cloned(),
        }
    }
}

fn elements<'a>(env: &mut Env<'a>, parts: &Parts<'a>) -> Result<Elements<'a>, Stop> {
    match parts.over {
        Over::Facts { record, join, .. } => {
            reach::readable(env, *record)?;
            let matches = match join {
                None => Matches::All(env.facts.of(*record).len()),
                Some(join) => {
                    let reads = env.reads();
                    let found = index::find(env, *record, parts.binder, join)?;
                    env.forget_reads(reads, env.reads());
                    Matches::Some(found.ok_or(Stop::NotEvaluated(Reason::NothingToRead(reach::narrative())))?)
                }
            };
            Ok(Elements::Facts(*record, matches))
        }
        Over::List(list) => match env.eval(list)? {
            Val::List(List::Printed(list)) => Ok(Elements::Printed(&list.items)),
            Val::List(List::Made(items)) => Ok(Elements::Made(items)),
            other => Err(misfit(&other)),
        },
    }
}

/// What is asked of each element: where it was found by all values that narrow its join, only the rest.
fn condition<'a>(env: &Env<'a>, parts: &Parts<'a>, elements: &Elements<'a>) -> Option<&'a Expr> {
    match (parts.over, elements) {
        (Over::Facts { join: Some(join), .. }, Elements::Facts(_, Matches::Some(found)))
            if found.is_certain && env.steps.is_none() =>
        {
            join.rest.as_ref()
        }
        _ => parts.condition,
    }
}

/// Binds the next element that satisfies the condition, and runs the body on it.
fn each<'a>(
    env: &mut Env<'a>,
    parts: &Parts<'a>,
    elements: &Elements<'a>,
    mut body: impl FnMut(&mut Env<'a>, Result<Val<'a>, Stop>) -> bool,
) -> Result<(), Stop> {
    let condition = condition(env, parts, elements);
    for position in 0..elements.len() {
        env.burn()?;
        let Some(element) = elements.at(env, position) else { continue };
        env.bind(parts.binder, Ok(element.clone()));
        let reads = env.reads();
        let counted = match condition {
            None => Ok(true),
            Some(condition) => logic::aside(env, condition),
        };
        // What picks the elements takes no part in what is made of them.
        env.forget_reads(reads, env.reads());
        let go_on = match counted {
            // What the condition asks for is not there: the element is not meant.
            Ok(false) | Err(Stop::NotApplicable) => true,
            Ok(true) => body(env, Ok(element)),
            Err(stop) => body(env, Err(stop)),
        };
        if !go_on {
            break;
        }
    }
    Ok(())
}

/// `any` looks for a true element, `all` for a false one; an undecided one leaves it open only if none is found.
fn truths<'a>(env: &mut Env<'a>, parts: &Parts<'a>, elements: &Elements<'a>, sought: bool) -> Res<'a> {
    let start = env.judged.len();
    let mut found = false;
    let mut open: Option<Stop> = None;
    each(env, parts, elements, |env, element| {
        let (before, reads) = (env.judged.len(), env.reads());
        let truth = match (element, parts.body) {
            (Err(stop), _) => Err(stop),
            (Ok(_), Some(body)) => env.truth(body),
            (Ok(_), None) => Ok(true),
        };
        match truth {
            Ok(truth) if truth == sought => {
                // Only the element that decides is worth telling.
                env.judged.drain(start..before);
                found = true;
            }
            Ok(_) => env.forget_reads(reads, env.reads()),
            Err(stop) => open = Some(open.take().map_or(stop.clone(), |known| known.graver(stop))),
        }
        !found
    })?;
    match open {
        _ if found => Ok(Val::Bool(sought)),
        None => Ok(Val::Bool(!sought)),
        Some(stop) => Err(stop),
    }
}

fn count<'a>(env: &mut Env<'a>, parts: &Parts<'a>, elements: &Elements<'a>) -> Res<'a> {
    let mut number: i64 = 0;
    let mut open: Option<Stop> = None;
    each(env, parts, elements, |env, element| {
        let reads = env.reads();
        let counted = match (element, parts.body) {
            (Err(stop), _) => Err(stop),
            (Ok(_), None) => Ok(true),
            (Ok(_), Some(body)) => {
                env.aside_judged(|env| env.eval(body)).map(|value| !matches!(value, Val::Bool(false)))
            }
        };
        env.forget_reads(reads, env.reads());
        match counted {
            Ok(true) => number = number.saturating_add(1),
            // An element without the value asked for is not counted.
            Ok(false) | Err(Stop::NotApplicable) => {}
            Err(stop) => open = Some(stop),
        }
        open.is_none()
    })?;
    if let Some(stop) = open {
        return Err(stop);
    }
    let formula = Formula::Constant(Exact::whole(number));
    Ok(Val::Number(Number { formula, dim: Dim::Number, reported: None }))
}

fn values<'a>(env: &mut Env<'a>, parts: &Parts<'a>, elements: &Elements<'a>) -> Result<Vec<Val<'a>>, Stop> {
    let mut values = Vec::with_capacity(elements.len());
    let mut open: Option<Stop> = None;
    each(env, parts, elements, |env, element| {
        let value = match (element, parts.body) {
            (Err(stop), _) => Err(stop),
            (Ok(_), Some(body)) => env.eval(body),
            (Ok(element), None) => Ok(element),
        };
        match value {
            Ok(value) => values.push(value),
            Err(stop) => open = Some(stop),
        }
        open.is_none()
    })?;
    open.map_or(Ok(values), Err)
}

fn numbers(values: Vec<Val<'_>>) -> Result<Vec<Number<'_>>, Stop> {
    values
        .into_iter()
        .map(|value| match value {
            Val::Number(number) => Ok(number),
            other => Err(misfit(&other)),
        })
        .collect()
}

/// The least or greatest; of nothing there is none.
fn extreme<'a>(
    env: &mut Env<'a>,
    parts: &Parts<'a>,
    elements: &Elements<'a>,
    ty: &'a Type,
    make: fn(Vec<Formula>) -> Formula,
) -> Res<'a> {
    let values = numbers(values(env, parts, elements)?)?;
    if values.is_empty() {
        return Err(Stop::NotApplicable);
    }
    let Number { formula, dim, .. } = arithmetic::sum(values)?;
    let formula = match formula {
        Formula::Sum(mut parts) if parts.len() == 1 => parts.pop().unwrap_or(Formula::Sum(parts)),
        Formula::Sum(parts) => make(parts),
        formula => formula,
    };
    Ok(typed(Val::Number(Number { formula, dim, reported: None }), ty))
}
