//! The passages of a submission: paragraphs of its narrative, as letters and their fingerprints.

use std::collections::HashSet;
use std::ops::Range;

use crate::document::{Document, DocumentBody, Paragraph, Submission};
use crate::source::Span;

use super::winnow::{Fingerprint, GUARANTEE, winnow};

/// A paragraph that is long enough to be compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// The number of its document in the submission, from 0.
    pub document: usize,
    /// The number of its paragraph in the prose of that document, from 0.
    pub paragraph: usize,
    /// Its place, without a list number at its head.
    pub span: Span,
    /// How many letters it has.
    pub letters: u32,
    /// Its fingerprints among those of all passages.
    fingerprints: Range<usize>,
}

/// All passages of a submission that can be compared.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Passages {
    passages: Vec<Passage>,
    fingerprints: Vec<Fingerprint>,
}

impl Passages {
    /// The paragraphs of the narratives of a submission. Headings, list numbers and what stands in tables are left out, and
    /// so are paragraphs of fewer letters than [`GUARANTEE`]. Letters are those of Chinese and other scripts, capitals as small
    /// ones; digits, blanks and marks are none: a copy with other figures is a copy. A passage that stands in a document before
    /// counts there alone, so that a report given in two formats is compared once.
    #[must_use]
    pub fn of(submission: &Submission) -> Self {
        let mut all = Self::default();
        let mut first = 0_u32;
        let mut told: HashSet<u64> = HashSet::new();
        for (number, document) in submission.documents.iter().enumerate() {
            let DocumentBody::Prose(prose) = &document.body else { continue };
            let cells = cells(document);
            let before = all.fingerprints.len();
            for (paragraph, held) in prose.paragraphs.iter().enumerate().filter(|(_, it)| it.heading.is_none()) {
                let range = words_of(held);
                let letters: Vec<char> = letters(prose.slice(range.clone())).collect();
                if letters.len() < GUARANTEE {
                    continue;
                }
                let span = prose.span(range);
                if !is_in(&cells, span) {
                    let passage = Passage { document: number, paragraph, span, letters: 0, fingerprints: 0..0 };
                    all.add(passage, &letters, &told, &mut first);
                }
            }
            told.extend(all.fingerprints.iter().skip(before).map(|fingerprint| fingerprint.hash));
        }
        all
    }

    /// The passages in order.
    #[must_use]
    pub fn passages(&self) -> &[Passage] {
        &self.passages
    }

    /// The fingerprints of one of the passages, in order.
    #[must_use]
    pub fn fingerprints(&self, passage: &Passage) -> &[Fingerprint] {
        self.fingerprints.get(passage.fingerprints.clone()).unwrap_or(&[])
    }

    /// How many letters all passages have.
    #[must_use]
    pub fn letters(&self) -> u64 {
        self.passages.iter().map(|passage| u64::from(passage.letters)).sum()
    }

    /// The fingerprints by which this submission is found, by hash: each hash once, where it stands first.
    #[must_use]
    pub fn hashes(&self) -> Vec<Fingerprint> {
        let mut hashes = self.fingerprints.clone();
        hashes.sort_unstable();
        hashes.dedup_by_key(|fingerprint| fingerprint.hash);
        hashes
    }

    /// Takes a passage, unless most of it is told: stands in a document before.
    fn add(&mut self, passage: Passage, letters: &[char], told: &HashSet<u64>, first: &mut u32) {
        let pieces = winnow(letters);
        if pieces.iter().filter(|(hash, _)| told.contains(hash)).count() * 2 > pieces.len() {
            return;
        }
        let start = self.fingerprints.len();
        // A text is no longer than the source it was read from, and places in sources are of this width.
        let narrow = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let placed = pieces.into_iter().map(|(hash, at)| {
            let position = first.saturating_add(narrow(at));
            Fingerprint { hash, position }
        });
        self.fingerprints.extend(placed);
        let letters = narrow(letters.len());
        *first = first.saturating_add(letters);
        self.passages.push(Passage { letters, fingerprints: start..self.fingerprints.len(), ..passage });
    }
}

/// What counts of a text, in order.
fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| c.is_alphabetic()).map(|c| c.to_lowercase().next().unwrap_or(c))
}

/// A paragraph without the list number at its head.
fn words_of(paragraph: &Paragraph) -> Range<usize> {
    let start = paragraph.number.as_ref().map_or(paragraph.range.start, |number| number.range.end);
    start.min(paragraph.range.end)..paragraph.range.end
}

/// The places of all cells, in text order.
fn cells(document: &Document) -> Vec<Span> {
    let mut cells: Vec<Span> =
        document.tables.tables.iter().flat_map(|table| &table.cells).map(|cell| cell.span).collect();
    cells.sort_unstable_by_key(|span| (span.start, span.end));
    cells
}

/// True for what begins in one of these places; they do not overlap.
fn is_in(places: &[Span], span: Span) -> bool {
    let index = places.partition_point(|place| place.start <= span.start);
    index.checked_sub(1).and_then(|index| places.get(index)).is_some_and(|place| span.start < place.end)
}
