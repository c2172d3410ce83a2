//! Sentence and clause ends in Chinese prose.

use std::ops::Range;

/// The sentences of a paragraph: they end at 。！？ (and at `;`/`；`? no: that ends a clause chain, see
/// [`split_clauses`]); closing quotes and brackets behind the mark belong to the sentence. A mark inside quotes or
/// brackets that go on does not end it.
#[must_use]
pub fn split_sentences(_text: &str) -> Vec<Range<usize>> {
    todo!()
}

/// The clauses of a sentence and the strength of the mark that ends each: ，、 weak is not an end for 、;
/// `，` ends a clause, `；` ends a chain of clauses.
#[must_use]
pub fn split_clauses(_text: &str, _figures: &[super::FigureToken]) -> Vec<(Range<usize>, bool)> {
    todo!()
}
