//! `near(value, words, before)`: looks around a value inside its sentence.

use std::ops::Range;

use crate::plan::Expr;
use crate::source::Span;

use super::env::Env;
use super::expr::span_of;
use super::value::{FactRef, Stop, Val};
use super::{builtin, compare, property};

/// Which side of the value is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Before,
    After,
    Around,
}

/// Whether the words stand in the value's sentence, on the side asked for.
pub(super) fn near<'a>(env: &mut Env<'a>, of: &'a Expr, words: &'a Expr, side: &'a Expr) -> Result<bool, Stop> {
    let value = env.eval(of)?;
    let home = match &value {
        Val::Fact(fact) => *fact,
        _ => property::home(env, of)?,
    };
    let side = match env.text(side)?.words.as_ref() {
        "before" | "前" | "之前" => Side::Before,
        "after" | "后" | "之后" => Side::After,
        _ => Side::Around,
    };
    let span = span_of(env, &value).unwrap_or(home.fact.context.place);
    let (before, after) = around(env, home, span);
    let before = match side {
        Side::Before | Side::Around => builtin::any_word(env, before, words, compare::contains)?,
        Side::After => false,
    };
    match side {
        _ if before => Ok(true),
        Side::After | Side::Around => builtin::any_word(env, after, words, compare::contains),
        Side::Before => Ok(false),
    }
}

/// The sentence before and behind a place; nothing stands near a value of a data file.
fn around<'a>(env: &Env<'a>, home: FactRef<'a>, place: Span) -> (&'a str, &'a str) {
    let context = &home.fact.context;
    let Some((text, (range, span))) = context.around.text.as_deref().zip(context.around.sentence.as_ref()) else {
        return ("", "");
    };
    let sentence = text.get(range.clone()).unwrap_or("");
    let cut = position(env, sentence, *span, place);
    (sentence.get(..cut.start).unwrap_or(""), sentence.get(cut.end..).unwrap_or(""))
}

/// Where a place of the source stands in the clean words of its sentence. The clean text lacks the source's page breaks
/// and the blanks round its digits, so where the two differ in length the place is found by its words.
fn position(env: &Env<'_>, sentence: &str, span: Span, place: Span) -> Range<usize> {
    let offset = (place.start.saturating_sub(span.start)) as usize;
    let length = (place.end.saturating_sub(place.start)) as usize;
    let straight = offset..offset.saturating_add(length);
    let words = env.sources.slice(place);
    if sentence.get(straight.clone()) == Some(words) {
        return straight;
    }
    let dense: String = words.chars().filter(|c| !matches!(c, '\n' | '\r' | '\u{c}')).collect();
    let bare: String = words.chars().filter(|c| !c.is_whitespace()).collect();
    let found =
        [words, dense.as_str(), bare.as_str()].into_iter().filter(|words| !words.is_empty()).find_map(|words| {
            // Of equal words the one nearest to where the place would be.
            let starts = sentence.match_indices(words).map(|(start, _)| start);
            starts.min_by_key(|start| start.abs_diff(offset)).map(|start| start..start.saturating_add(words.len()))
        });
    // The value fills the sentence's start where it cannot be found: everything is behind it.
    found.unwrap_or(0..0)
}
