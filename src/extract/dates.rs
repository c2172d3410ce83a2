//! Dates of the prose: a date without its year is of the year named last before it in its sentence.

use crate::diagnostic::Wording;
use crate::fact::{FieldValue, Unread, Value};
use crate::figure::Date;
use crate::text::{TokenKind, date_parts};

use super::scene::Scene;

/// So many figures before a date are looked at for its year.
const LOOK_BACK: usize = 16;

/// The date that a figure of the prose is; unread where its year is not told.
pub(super) fn value(scene: &Scene<'_>, figure: usize) -> FieldValue {
    let Some(found) = scene.figures.get(figure) else { return FieldValue::Missing };
    let span = found.plain.span;
    let words = scene.prose.figures.get(figure).map_or("", |token| scene.prose.slice(token.range.clone()));
    let date = date_parts(words).and_then(|parts| {
        let year = parts.year.or_else(|| year_before(scene, figure))?;
        Date::new(year, parts.month, parts.day)
    });
    match date {
        Some(date) => FieldValue::Value(Value::Date(date, Some(span))),
        None => {
            let wanted = Wording::new("年月日俱全的日期", "a date with its year");
            FieldValue::Unread(Unread::NotA { wanted, found: words.to_owned() }.into(), Some(span))
        }
    }
}

/// The year of the nearest year or date before a figure that tells one, in the same sentence.
fn year_before(scene: &Scene<'_>, figure: usize) -> Option<i32> {
    let sentence = |index: usize| {
        let clause = scene.figures.get(index)?.clause;
        scene.prose.clauses.get(clause).map(|clause| clause.sentence)
    };
    let own = sentence(figure)?;
    let before = (0..figure).rev().take(LOOK_BACK).take_while(|index| sentence(*index) == Some(own));
    before.filter_map(|index| scene.prose.figures.get(index)).find_map(|token| match token.kind {
        TokenKind::Year | TokenKind::Date => date_parts(scene.prose.slice(token.range.clone()))?.year,
        TokenKind::Quantity | TokenKind::Name | TokenKind::Range => None,
    })
}
