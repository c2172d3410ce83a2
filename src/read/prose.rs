//! Flow and paragraphs to prose: headings and sections, sentences, clauses and figures, each linked to the others.

use std::ops::Range;

use crate::document::{
    Clause, DocumentBody, Flow, Heading, Paragraph, ParagraphId, Prose, SectionId, Sentence, SentenceId,
};
use crate::text::{FigureToken, HeadingNumber, clauses_at, heading_number, scan_figures, split_sentences};

use super::outline;
use super::writer::Seed;

/// A text of fewer characters beside a table is the head of a form, no report.
const LEAST_REPORT: usize = 200;

/// Looks into the paragraphs of a flow. `tables` says where tables stand in it, with their length in characters.
pub(super) fn assemble(flow: Flow, seeds: &[Seed], tables: Vec<(usize, usize)>) -> Prose {
    let figures = scan_figures(flow.text());
    let numbers: Vec<Option<HeadingNumber>> = seeds.iter().map(|seed| number(&flow, seed)).collect();
    let headings = outline::headings(&flow, seeds, &numbers, &figures);
    let (sections, homes) = outline::sections(&flow, seeds, &headings);
    let mut prose = Prose::new(flow, sections, figures);
    let mut cursor = 0;
    for (((seed, number), heading), section) in seeds.iter().zip(numbers).zip(headings).zip(homes) {
        push_paragraph(&mut prose, seed, number, heading, section, &mut cursor);
    }
    prose.mark();
    prose.tables = tables;
    prose
}

/// A report, or a form: a few lines round tables.
pub(super) fn body(prose: Prose, seeds: &[Seed]) -> DocumentBody {
    let own = seeds.iter().filter(|seed| seed.rank.is_text());
    let length: usize = own.map(|seed| prose.slice(seed.range.clone()).chars().count()).sum();
    let has_headings = prose.paragraphs.iter().any(|paragraph| paragraph.heading.is_some());
    if prose.tables.is_empty() || has_headings || length >= LEAST_REPORT {
        DocumentBody::Prose(Box::new(prose))
    } else {
        DocumentBody::Form(Box::new(prose))
    }
}

/// The number at the start of a paragraph, its range in flow bytes.
fn number(flow: &Flow, seed: &Seed) -> Option<HeadingNumber> {
    if !seed.rank.is_text() {
        return None;
    }
    let mut number = heading_number(flow.slice(seed.range.clone()))?;
    number.range = shifted(&number.range, seed.range.start);
    Some(number)
}

fn push_paragraph(
    prose: &mut Prose,
    seed: &Seed,
    number: Option<HeadingNumber>,
    heading: Option<Heading>,
    section: SectionId,
    cursor: &mut usize,
) {
    let paragraph = ParagraphId(narrow(prose.paragraphs.len()));
    let first = narrow(prose.sentences.len());
    for range in split_sentences(prose.flow.slice(seed.range.clone())) {
        push_sentence(prose, paragraph, shifted(&range, seed.range.start), cursor);
    }
    let sentences = first..narrow(prose.sentences.len());
    prose.paragraphs.push(Paragraph { range: seed.range.clone(), section, heading, number, sentences });
}

fn push_sentence(prose: &mut Prose, paragraph: ParagraphId, range: Range<usize>, cursor: &mut usize) {
    let sentence = SentenceId(narrow(prose.sentences.len()));
    let (from, to) = figures_within(&prose.figures, &range, cursor);
    let own = prose.figures.get(from..to).unwrap_or(&[]);
    let first = narrow(prose.clauses.len());
    let mut chain = 0;
    let mut figure = from;
    for (clause, ends_chain) in clauses_at(prose.flow.slice(range.clone()), range.start, own) {
        let (from, to) = figures_within(&prose.figures, &clause, &mut figure);
        prose.clauses.push(Clause { range: clause, sentence, chain, figures: narrow(from)..narrow(to) });
        chain += u32::from(ends_chain);
    }
    let clauses = first..narrow(prose.clauses.len());
    prose.sentences.push(Sentence { range, paragraph, clauses, figures: narrow(from)..narrow(to) });
}

/// The figures that begin inside a range; `cursor` moves on to the first one behind it.
fn figures_within(figures: &[FigureToken], range: &Range<usize>, cursor: &mut usize) -> (usize, usize) {
    while figures.get(*cursor).is_some_and(|figure| figure.range.start < range.start) {
        *cursor += 1;
    }
    let from = *cursor;
    while figures.get(*cursor).is_some_and(|figure| figure.range.start < range.end) {
        *cursor += 1;
    }
    (from, *cursor)
}

fn shifted(range: &Range<usize>, by: usize) -> Range<usize> {
    range.start + by..range.end + by
}

fn narrow(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}
