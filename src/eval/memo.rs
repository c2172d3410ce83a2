//! Folds over facts that were worked out before: equal values given, equal result. And calls of functions, and searches
//! of long texts.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use crate::figure::{Date, Exact, Formula, Hedge, Unit};
use crate::finding::Reason;
use crate::plan::{EnumId, Expr, ExprKind, FunctionId, Over};
use crate::source::Span;

use super::compare;
use super::env::Env;
use super::value::{Dim, Number, Res, Stop, Text, Val};

/// Words longer than this are known by their place, where they have one.
const LONG: usize = 64;

/// Texts of at least so many bytes are not searched twice for the same words.
const LONG_TEXT: usize = 1024;

/// All that a fold takes from the facts outside.
type Taken<'a> = Vec<Given<'a>>;

/// A value as far as a fold can tell it from another. Two that look alike may still be different facts; two that look
/// different are never taken for each other.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Given<'a> {
    Nothing,
    Words(Cow<'a, str>),
    Place(Span),
    /// A printed figure: digits, decimals, unit, whether it is exact, and the digits with the sign as printed.
    Figure(i128, u32, &'a Unit, bool, i128),
    Constant(Exact, Dim<'a>),
    Truth(bool),
    Year(i32),
    Date(Date),
    Member(EnumId, usize, &'a str),
}

/// A result that was worked out before.
#[derive(Debug, Clone)]
struct Known<'a> {
    result: Res<'a>,
    /// True where comparisons were made that may count for the check.
    judged: bool,
}

/// What was worked out before: folds, and searches of long texts.
#[derive(Debug, Default)]
pub(super) struct Memo<'a> {
    known: FxHashMap<*const Over, FxHashMap<Taken<'a>, Known<'a>>>,
    searched: FxHashMap<Search, bool>,
    /// What each search found last, in texts of any length: the title of a section for all that stands in it.
    searched_last: FxHashMap<*const Expr, (Place, bool)>,
    /// Whether the text searched last has blanks.
    blanks: Option<(Place, bool)>,
}

/// Where a text stands in memory: texts of the draft stay where they are as long as the facts do.
type Place = (*const u8, usize);

/// Who searches, and what.
type Search = (*const Expr, Place);

impl Memo<'_> {
    /// Forgets all of them.
    pub(super) fn clear(&mut self) {
        self.known.clear();
        self.searched.clear();
        self.searched_last.clear();
    }
}

/// Works a fold out, unless it was worked out before for equal values.
pub(super) fn once<'a>(
    env: &mut Env<'a>,
    over: &'a Over,
    given: &'a [Expr],
    run: impl FnOnce(&mut Env<'a>) -> Res<'a>,
) -> Res<'a> {
    // A record or a trace of the work needs the work.
    if env.recording.is_some() || env.steps.is_some() || env.deriving {
        return run(env);
    }
    let Some(taken) = taken(env, given) else { return run(env) };
    let place = std::ptr::from_ref(over);
    if let Some(known) = env.memo.known.get(&place).and_then(|all| all.get(&taken))
        && (env.is_aside() || !known.judged)
    {
        let result = known.result.clone();
        env.burn()?;
        return result;
    }
    let judged = env.judged.len();
    let result = run(env);
    if !matches!(result, Err(Stop::NotEvaluated(Reason::TooMuchWork(_)))) {
        let known = Known { result: result.clone(), judged: env.judged.len() > judged };
        env.memo.known.entry(place).or_default().insert(taken, known);
    }
    result
}

/// The last call of a function in one application of a rule, where its figures still have their ids.
#[derive(Debug)]
pub(super) struct Made<'a> {
    arguments: Vec<Option<Res<'a>>>,
    result: Res<'a>,
}

/// Calls a function, unless the call before was the same: a fold asks each of its elements for the same 序号写法(3).
pub(super) fn call<'a>(
    env: &mut Env<'a>,
    id: FunctionId,
    arguments: Vec<Option<Res<'a>>>,
    run: impl FnOnce(&mut Env<'a>, Vec<Option<Res<'a>>>) -> Res<'a>,
) -> Res<'a> {
    let is_plain = arguments.iter().all(|argument| argument.as_ref().is_none_or(|it| is_same(it, it)));
    if !is_plain || env.recording.is_some() || env.steps.is_some() || env.deriving {
        return run(env, arguments);
    }
    if let Some(known) = env.leaves.made.get(&id)
        && known.arguments.iter().flatten().zip(arguments.iter().flatten()).all(|(one, other)| is_same(one, other))
    {
        return known.result.clone();
    }
    let judged = env.judged.len();
    let result = run(env, arguments.clone());
    let is_limit = matches!(result, Err(Stop::NotEvaluated(Reason::TooMuchWork(_))));
    if !is_limit && env.judged.len() == judged {
        env.leaves.made.insert(id, Made { arguments, result: result.clone() });
    }
    result
}

/// Whether two arguments are one value in every respect; false for facts and lists, which are not looked into.
fn is_same(one: &Res<'_>, other: &Res<'_>) -> bool {
    match (one, other) {
        (Ok(Val::Number(one)), Ok(Val::Number(other))) => {
            let reported = |number: &Number<'_>| number.reported.map(std::ptr::from_ref);
            one.formula == other.formula && one.dim == other.dim && reported(one) == reported(other)
        }
        (Ok(Val::Text(one)), Ok(Val::Text(other))) => one.words == other.words && one.span == other.span,
        (Ok(Val::Bool(one)), Ok(Val::Bool(other))) => one == other,
        _ => false,
    }
}

/// Searches a text, unless the same words (or, without any, the same expression) were looked for in it before: a section is
/// searched once and not for each claim in it. Of short texts only the last is known.
pub(super) fn search<'a>(
    env: &mut Env<'a>,
    by: &'a Expr,
    words: Option<&Expr>,
    text: &Text<'a>,
    run: impl FnOnce(&mut Env<'a>) -> Result<bool, Stop>,
) -> Result<bool, Stop> {
    let Cow::Borrowed(borrowed) = text.words else { return run(env) };
    if !words.is_none_or(is_fixed) || env.recording.is_some() || env.steps.is_some() {
        return run(env);
    }
    let (by, place) = (std::ptr::from_ref(by), (borrowed.as_ptr(), borrowed.len()));
    let is_long = borrowed.len() >= LONG_TEXT;
    let known = match env.memo.searched_last.get(&by) {
        Some((last, found)) if *last == place => Some(found),
        Some(_) | None if is_long => env.memo.searched.get(&(by, place)),
        Some(_) | None => None,
    };
    if let Some(found) = known {
        return Ok(*found);
    }
    let found = run(env)?;
    if is_long {
        env.memo.searched.insert((by, place), found);
    }
    env.memo.searched_last.insert(by, (place, found));
    Ok(found)
}

/// Whether a text has blanks; most rules about one text come one behind the other.
pub(super) fn has_blanks<'a>(env: &mut Env<'a>, text: &Text<'a>) -> bool {
    let Cow::Borrowed(words) = text.words else { return compare::has_blanks(&text.words) };
    let place = (words.as_ptr(), words.len());
    match env.memo.blanks {
        Some((known, has_blanks)) if known == place => has_blanks,
        Some(_) | None => {
            let has_blanks = compare::has_blanks(words);
            env.memo.blanks = Some((place, has_blanks));
            has_blanks
        }
    }
}

/// Words that are the same for every fact.
fn is_fixed(words: &Expr) -> bool {
    match &words.kind {
        ExprKind::Constant(_) | ExprKind::Param(_) => true,
        ExprKind::List(items) => items.iter().all(is_fixed),
        _ => false,
    }
}

/// What is given now; `None` where a value cannot be told from others.
fn taken<'a>(env: &mut Env<'a>, given: &'a [Expr]) -> Option<Taken<'a>> {
    given
        .iter()
        .map(|expr| match env.eval(expr) {
            Ok(value) => plain(value),
            Err(Stop::NotApplicable) => Some(Given::Nothing),
            Err(Stop::NotEvaluated(_)) => None,
        })
        .collect()
}

fn plain(value: Val<'_>) -> Option<Given<'_>> {
    match value {
        Val::Text(Text { words, span: Some(span) }) if words.len() > LONG => Some(Given::Place(span)),
        Val::Text(Text { words, .. }) => Some(Given::Words(words)),
        Val::Number(Number { formula: Formula::Leaf(_), reported: Some(reported), .. }) => {
            let figure = &reported.figure;
            let plain = figure.hedge == Hedge::Plain && figure.width.is_none();
            plain.then_some(Given::Figure(
                figure.digits.mantissa(),
                figure.digits.scale(),
                &figure.unit,
                figure.exact,
                reported.printed.digits.mantissa(),
            ))
        }
        Val::Number(Number { formula: Formula::Constant(value), dim, .. }) => Some(Given::Constant(value, dim)),
        Val::Bool(truth) => Some(Given::Truth(truth)),
        Val::Year(year, _) => Some(Given::Year(year)),
        Val::Date(date, _) => Some(Given::Date(date)),
        Val::Variant(of, member, words) => Some(Given::Member(of, member, words.map_or("", |words| words.as_str()))),
        Val::Number(_) | Val::Target(_) | Val::List(_) | Val::Fact(_) | Val::Bands(_) => None,
    }
}
