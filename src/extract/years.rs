//! Figures told apart by their year: “2022年执行率88.36%，2023年执行率94.81%” has an earlier and a later one.

use std::ops::Range;

use rust_decimal::Decimal;

use crate::document::Sentence;
use crate::plan::{CueYear, Type};
use crate::text::TokenKind;

use super::roles::accepts;
use super::scene::Scene;

/// A figure that a year of its clause speaks for.
#[derive(Debug, Clone)]
pub(super) struct Dated {
    pub(super) figure: usize,
    pub(super) year: Decimal,
    /// Where the year stands.
    pub(super) token: Range<usize>,
}

/// The figures of a sentence that a type takes and that stand behind a year in their clause, where the sentence sets
/// at least two years side by side, or one against this year; none otherwise.
pub(super) fn dated(scene: &Scene<'_>, sentence: &Sentence, ty: &Type) -> Vec<Dated> {
    let mut found: Vec<Dated> = Vec::new();
    for (_, clause) in scene.clauses_of(sentence) {
        let figures = clause.figures.start as usize..clause.figures.end as usize;
        let mut year: Option<(Decimal, Range<usize>)> = None;
        for figure in figures {
            let Some(token) = scene.prose.figures.get(figure) else { continue };
            if token.kind == TokenKind::Year {
                year = Some((token.figure.digits, token.range.clone()));
            } else if accepts(scene, ty, figure)
                && let Some((year, token)) = year.take()
            {
                found.push(Dated { figure, year, token });
            }
        }
    }
    if found.is_empty() {
        return found;
    }
    let first = found.first().map(|it| it.year);
    let words = scene.prose.slice(sentence.range.clone());
    let is_against_this_year = THIS_YEAR.iter().any(|word| words.contains(word));
    if found.iter().all(|it| Some(it.year) == first) && !is_against_this_year {
        found.clear();
    }
    found
}

/// Words for the year a report is about: a year named beside them is another one.
const THIS_YEAR: [&str; 4] = ["本年增", "本年减", "今年", "本年比"];

/// The earliest and the latest of the years side by side.
pub(super) fn span(dated: &[Dated]) -> Option<(Decimal, Decimal)> {
    let years = || dated.iter().map(|it| it.year);
    years().min().zip(years().max())
}

/// Which of the years side by side a figure belongs to.
pub(super) fn place(span: Option<(Decimal, Decimal)>, of: &Dated) -> CueYear {
    match span {
        Some((earliest, latest)) if earliest == latest || latest > of.year => CueYear::Earlier,
        Some(_) | None => CueYear::Later,
    }
}
