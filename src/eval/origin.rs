//! One fact in a text, and in tables or data beside it: `check same RECORD.FIELD across`.
//!
//! Tables are not held against each other: two forms with one row name may be those of two projects. Nor are texts: two
//! reports of a folder speak of two things.

use crate::diagnostic::{Language, Wording};
use crate::finding::Reason;
use crate::source::SourceId;

use super::env::Env;
use super::index::{Key, key_of};
use super::same::{Stated, label, listed, numbers, ranges};
use super::value::Stop;

/// Where a value comes from: the file, and whether it is the narrative or a table or data.
type Origin = (SourceId, bool);

fn origin(stated: &Stated<'_>) -> Origin {
    let context = &stated.fact.fact.context;
    (context.place.source, is_tabled(stated))
}

/// A cell and a value of a data file have no sentence around them.
fn is_tabled(stated: &Stated<'_>) -> bool {
    stated.fact.fact.context.around.text.is_none()
}

/// The places of each origin, in the order in which the origins first come.
fn by_origin(stated: &[Stated<'_>]) -> Vec<(Origin, Vec<usize>)> {
    let mut origins: Vec<(Origin, Vec<usize>)> = Vec::new();
    for (position, it) in stated.iter().enumerate() {
        let found = origin(it);
        match origins.iter_mut().find(|(known, _)| *known == found) {
            Some((_, places)) => places.push(position),
            None => origins.push((found, vec![position])),
        }
    }
    origins
}

/// How many origins there are.
pub(super) fn count(stated: &[Stated<'_>]) -> usize {
    by_origin(stated).len()
}

/// A text differs from a table where no value of the one agrees with any of the other: a text may well speak of several
/// amounts by one name. The place to be named is the narrative's; the table's where another one agrees with the
/// narrative. `None` where all agree.
pub(super) fn conflict<'a>(env: &mut Env<'a>, stated: &[Stated<'a>]) -> Result<Option<usize>, Reason> {
    let origins = by_origin(stated);
    let agrees: Box<dyn Fn(usize, usize) -> bool> = match numbers(stated) {
        Some(numbers) => {
            let ranges = ranges(env, &numbers)?;
            Box::new(move |a, b| ranges.get(a).zip(ranges.get(b)).is_none_or(|(a, b)| a.meets(b)))
        }
        None => {
            let keys: Vec<Option<Key<'a>>> = stated.iter().map(|it| key_of(env, &it.value)).collect();
            Box::new(move |a, b| keys.get(a) == keys.get(b))
        }
    };
    for (index, (ours_from, ours)) in origins.iter().enumerate() {
        for (theirs_from, theirs) in origins.iter().skip(index.saturating_add(1)) {
            if ours_from.1 != theirs_from.1 && !any_agrees(env, ours, theirs, &agrees)? {
                let (prose, table) = if ours_from.1 { (theirs, ours) } else { (ours, theirs) };
                let others = origins.iter().filter(|(from, places)| from.1 && places != table);
                let mut is_backed = false;
                for (_, other) in others {
                    is_backed |= any_agrees(env, prose, other, &agrees)?;
                }
                let named = if is_backed { table } else { prose };
                return Ok(named.first().copied());
            }
        }
    }
    Ok(None)
}

fn any_agrees(
    env: &mut Env<'_>,
    ours: &[usize],
    theirs: &[usize],
    agrees: &dyn Fn(usize, usize) -> bool,
) -> Result<bool, Reason> {
    for a in ours {
        for b in theirs {
            match env.burn() {
                Ok(()) if agrees(*a, *b) => return Ok(true),
                Ok(()) | Err(Stop::NotApplicable) => {}
                Err(Stop::NotEvaluated(reason)) => return Err(reason),
            }
        }
    }
    Ok(false)
}

/// Where a value stands, as people call it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Table,
    Data,
}

impl Kind {
    const ALL: [Self; 3] = [Self::Text, Self::Table, Self::Data];

    fn of(stated: &Stated<'_>) -> Self {
        let context = &stated.fact.fact.context;
        match (&context.path, context.table) {
            (Some(_), _) => Self::Data,
            (None, Some(_)) => Self::Table,
            (None, None) => Self::Text,
        }
    }

    fn name(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Text, Language::Chinese) => "正文",
            (Self::Table, Language::Chinese) => "附表",
            (Self::Data, Language::Chinese) => "数据",
            (Self::Text, Language::English) => "the text",
            (Self::Table, Language::English) => "the table",
            (Self::Data, Language::English) => "the data",
        }
    }
}

/// What the narrative, the tables and the data say: those that say the same together.
pub(super) fn message(env: &Env<'_>, stated: &[Stated<'_>]) -> Wording {
    let what = label(stated).quoted();
    let told = |language: Language| {
        let of = |kind| listed(env, stated.iter().filter(|it| Kind::of(it) == kind), language);
        let mut groups: Vec<(Vec<&str>, String)> = Vec::new();
        for (kind, values) in Kind::ALL.map(|kind| (kind, of(kind))) {
            match groups.iter_mut().find(|(_, known)| *known == values) {
                _ if values.is_empty() => {}
                Some((names, _)) => names.push(kind.name(language)),
                None => groups.push((vec![kind.name(language)], values)),
            }
        }
        let (and, is, between) = match language {
            Language::Chinese => ("、", "为", "；"),
            Language::English => (" and ", ": ", "; "),
        };
        let parts = groups.iter().map(|(names, values)| format!("{}{is}{values}", names.join(and)));
        parts.collect::<Vec<_>>().join(between)
    };
    Wording::new(
        format!("{}在各处不一致：{}，请核实", what.zh, told(Language::Chinese)),
        format!("{} differs between places ({})", what.en, told(Language::English)),
    )
}
