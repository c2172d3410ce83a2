//! Facts by what ties them to others: a look-up instead of a walk over all of them.

use std::borrow::Cow;
use std::cell::RefCell;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use crate::figure::{Date, Exact};
use crate::plan::{Expr, Join, RecordId, Scope, Slot, Tie};
use crate::source::{SourceId, Span};

use super::compare::{has_hedge, is_plain, plain_chars};
use super::env::Env;
use super::value::{FactRef, Stop, Val};

/// A value as the key of a look-up: equal keys are equal values.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Key<'a> {
    Words(Cow<'a, str>),
    /// Words of at least [`LONG`] bytes, by their number among [`LongKeys`].
    LongWords(usize),
    Number(Exact),
    Date(Date),
    Truth(bool),
    Place(Span),
    Source(SourceId),
    Table(SourceId, u32),
}

/// Words of so many bytes are gone through once and are a number from then on.
const LONG: usize = 256;

/// The long texts that were made keys: a paragraph is gone through once, and not for each of a thousand marks in it.
#[derive(Debug, Default)]
pub(super) struct LongKeys {
    /// By where they stand in memory: texts of the draft stay where they are as long as the facts do.
    known: RefCell<FxHashMap<(*const u8, usize), usize>>,
    numbers: RefCell<FxHashMap<String, usize>>,
}

impl LongKeys {
    /// The key of some words: by the length of the words that count, so that equal ones are of one kind.
    fn of<'a>(&self, text: &Cow<'a, str>) -> Key<'a> {
        let place = match text {
            Cow::Borrowed(text) if text.len() >= LONG => Some((text.as_ptr(), text.len())),
            Cow::Borrowed(_) | Cow::Owned(_) => None,
        };
        if let Some(number) = place.and_then(|place| self.known.borrow().get(&place).copied()) {
            return Key::LongWords(number);
        }
        let words = match words(text) {
            Key::Words(words) if words.len() >= LONG => words.into_owned(),
            key => return key,
        };
        let mut numbers = self.numbers.borrow_mut();
        let next = numbers.len();
        let number = *numbers.entry(words).or_insert(next);
        if let Some(place) = place {
            self.known.borrow_mut().insert(place, number);
        }
        Key::LongWords(number)
    }
}

/// The key of a value; `None` for what has no equality.
pub(super) fn key_of<'a>(env: &Env<'a>, value: &Val<'a>) -> Option<Key<'a>> {
    match value {
        Val::Text(text) => Some(env.long_keys.of(&text.words)),
        Val::Variant(of, member, _) => {
            let (name, _) = env.plan.enums.get(of.0)?.variants.get(*member)?;
            Some(env.long_keys.of(&Cow::Borrowed(name)))
        }
        Val::Target(target) => Some(env.long_keys.of(&Cow::Borrowed(target.words.as_str()))),
        Val::Number(number) => number.formula.at_printed(env.leaves.figures()).ok().map(Key::Number),
        Val::Year(year, _) => Some(Key::Number(Exact::whole(i64::from(*year)))),
        Val::Date(date, _) => Some(Key::Date(*date)),
        Val::Bool(truth) => Some(Key::Truth(*truth)),
        Val::List(_) | Val::Fact(_) | Val::Bands(_) => None,
    }
}

/// The words that count; most often all of them, and nothing is copied.
fn words<'a>(words: &Cow<'a, str>) -> Key<'a> {
    Key::Words(match words {
        Cow::Borrowed(words) if is_plain(words) => Cow::Borrowed(words),
        words => Cow::Owned(plain_chars(words).collect()),
    })
}

/// The key of a value whose equality is certain: of a hedged figure it is not.
fn certain_key<'a>(env: &Env<'a>, value: &Val<'a>) -> Option<Key<'a>> {
    match value {
        Val::Number(number) if has_hedge(&number.formula, env.leaves.figures()) => None,
        value => key_of(env, value),
    }
}

/// The piece of text round a fact.
fn piece<'a>(fact: FactRef<'_>, scope: Scope) -> Option<Key<'a>> {
    let context = &fact.fact.context;
    let piece = match scope {
        Scope::Clause => &context.around.clause,
        Scope::Sentence => &context.around.sentence,
        Scope::Paragraph => &context.around.paragraph,
        Scope::Section => &context.around.section,
        Scope::Source => return Some(Key::Source(context.place.source)),
        Scope::Table => return context.table.map(|number| Key::Table(context.place.source, number)),
    };
    piece.as_ref().map(|(_, span)| Key::Place(*span))
}

/// Indices of facts, in order; shared, since the same are found again and again.
type Indices = Rc<Vec<usize>>;

/// What a join finds.
#[derive(Debug, Clone, Default)]
pub(super) struct Found {
    /// The facts, in their order.
    pub(super) facts: Indices,
    /// True where all that narrows the tie certainly holds of each of them.
    pub(super) is_certain: bool,
}

/// Facts of a record by the keys of a join.
#[derive(Debug, Default)]
pub(super) struct JoinIndex<'a> {
    by_tie: FxHashMap<Key<'a>, Bucket<'a>>,
    none: Indices,
}

/// The facts of one tie, in their order.
#[derive(Debug, Default)]
struct Bucket<'a> {
    all: Indices,
    /// By the values that narrow the tie.
    narrowed: FxHashMap<Vec<Key<'a>>, Indices>,
    /// Those that have no certain value of this kind: they are always among what is found.
    open: Vec<usize>,
}

impl<'a> JoinIndex<'a> {
    fn find(&self, tie: &Key<'a>, narrowed: Option<&Vec<Key<'a>>>) -> Found {
        let Some(bucket) = self.by_tie.get(tie) else { return Found::default() };
        let Some(keys) = narrowed else { return Found { facts: Rc::clone(&bucket.all), is_certain: false } };
        let exact = bucket.narrowed.get(keys).unwrap_or(&self.none);
        if bucket.open.is_empty() {
            return Found { facts: Rc::clone(exact), is_certain: true };
        }
        let mut found: Vec<usize> = exact.iter().chain(&bucket.open).copied().collect();
        found.sort_unstable();
        Found { facts: Rc::new(found), is_certain: false }
    }
}

/// The facts of a record that a join finds for what is bound now; `None` where it is joined to a fact that stands in
/// no such piece of text. Facts whose tie is not there are in no join.
pub(super) fn find<'a>(env: &mut Env<'a>, record: RecordId, slot: Slot, join: &'a Join) -> Result<Option<Found>, Stop> {
    let tie = match &join.tie {
        Tie::Equal(equality) => {
            let value = env.eval(&equality.value)?;
            key_of(env, &value)
        }
        Tie::Within(scope, with) => {
            let Val::Fact(fact) = env.local(*with)? else { return Ok(None) };
            match piece(fact, *scope) {
                Some(piece) => Some(piece),
                None => return Ok(None),
            }
        }
    };
    let Some(tie) = tie else { return Ok(Some(Found::default())) };
    let narrowed = match narrowed(env, join) {
        // What is asked for is not there, so no fact is meant.
        Err(Stop::NotApplicable) => return Ok(Some(Found::default())),
        narrowed => narrowed?,
    };
    let index = index(env, record, slot, join);
    Ok(Some(index.find(&tie, narrowed.as_ref())))
}

/// The values outside that narrow a tie; `None` where one of them is not certain.
fn narrowed<'a>(env: &mut Env<'a>, join: &'a Join) -> Result<Option<Vec<Key<'a>>>, Stop> {
    if join.narrowed.is_empty() {
        return Ok(None);
    }
    env.aside(|env| {
        let mut keys = Vec::with_capacity(join.narrowed.len());
        for equality in &join.narrowed {
            let value = env.eval(&equality.value)?;
            match certain_key(env, &value) {
                Some(key) => keys.push(key),
                None => return Ok(None),
            }
        }
        Ok(Some(keys))
    })
}

/// The index of a record by a join, made once.
fn index<'a>(env: &mut Env<'a>, record: RecordId, slot: Slot, join: &'a Join) -> Rc<JoinIndex<'a>> {
    if let Some(known) = env.joins.get(&std::ptr::from_ref(join)) {
        return Rc::clone(known);
    }
    let before = env.local(slot);
    let index = env.aside(|env| {
        let mut index = JoinIndex::default();
        for position in 0..env.facts.of(record).len() {
            let Some(fact) = env.fact_at(record, position) else { continue };
            env.leaves.clear();
            env.bind(slot, Ok(Val::Fact(fact)));
            let tie = match &join.tie {
                Tie::Equal(equality) => own_key(env, &equality.key, key_of),
                Tie::Within(scope, _) => piece(fact, *scope),
            };
            let Some(tie) = tie else { continue };
            let bucket = index.by_tie.entry(tie).or_default();
            Rc::make_mut(&mut bucket.all).push(position);
            let keys = join.narrowed.iter().map(|equality| own_key(env, &equality.key, certain_key));
            match keys.collect::<Option<Vec<Key<'a>>>>() {
                Some(keys) => Rc::make_mut(bucket.narrowed.entry(keys).or_default()).push(position),
                None => bucket.open.push(position),
            }
        }
        index
    });
    env.bind(slot, before);
    let index = Rc::new(index);
    env.joins.insert(std::ptr::from_ref(join), Rc::clone(&index));
    index
}

fn own_key<'a>(env: &mut Env<'a>, key: &'a Expr, of: fn(&Env<'a>, &Val<'a>) -> Option<Key<'a>>) -> Option<Key<'a>> {
    let value = env.eval(key).ok()?;
    of(env, &value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_one_number_wherever_it_stands_and_is_gone_through_once() {
        let keys = LongKeys::default();
        let (long, spaced) = ("预算执行".repeat(100), "预算 执行".repeat(100));
        let of = |text: &str| keys.of(&Cow::Owned(text.to_owned()));
        let here = Cow::Borrowed(long.as_str());
        assert_eq!(keys.of(&here), Key::LongWords(0));
        assert_eq!((keys.of(&here), of(&long), of(&spaced)), (Key::LongWords(0), Key::LongWords(0), Key::LongWords(0)));
        assert_eq!((keys.known.borrow().len(), keys.numbers.borrow().len()), (1, 1));
        assert_eq!(of(&"预算执行".repeat(101)), Key::LongWords(1));
    }

    #[test]
    fn words_are_long_by_what_counts_of_them() {
        let keys = LongKeys::default();
        let spaced = " 预算".repeat(40);
        assert!(spaced.len() > LONG);
        assert_eq!(keys.of(&Cow::Borrowed(spaced.as_str())), keys.of(&Cow::Owned("预算".repeat(40))));
    }
}
