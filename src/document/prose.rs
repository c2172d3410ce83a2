//! A narrative report: flow text cut into sections, paragraphs, sentences and clauses, with its figures.
//!
//! All ranges are flow bytes; [`Prose::span`] gives the place in the source.

use std::ops::Range;

use crate::source::Span;
use crate::text::{FigureToken, HeadingNumber};

use super::Flow;
use super::landmarks::Landmarks;

macro_rules! index {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);
    };
}
index!(
    /// Index into [`Prose::sections`].
    SectionId
);
index!(
    /// Index into [`Prose::paragraphs`].
    ParagraphId
);
index!(
    /// Index into [`Prose::sentences`].
    SentenceId
);
index!(
    /// Index into [`Prose::clauses`].
    ClauseId
);

/// A section: a heading and all that stands under it up to the next heading of its level or above.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// The heading's paragraph; `None` for what stands before the first heading (section 0, always there).
    pub heading: Option<ParagraphId>,
    /// Title without number and end mark.
    pub title: Range<usize>,
    /// 0 for the whole document, 1 for 一、, 2 for （一）…
    pub level: u8,
    /// The section around it.
    pub parent: Option<SectionId>,
    /// Everything under the heading, sub-sections included, heading excluded.
    pub body: Range<usize>,
}

/// A paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraph {
    /// Its text without the line break.
    pub range: Range<usize>,
    /// The section it stands in (a heading stands in its own).
    pub section: SectionId,
    /// Set where it is a heading.
    pub heading: Option<Heading>,
    /// The number at its start, heading or not.
    pub number: Option<HeadingNumber>,
    /// Its sentences.
    pub sentences: Range<u32>,
}

/// What makes a paragraph a heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// 1 for 一、, 2 for （一）, 3 for 1., 4 for （1）; Markdown `#` counts likewise.
    pub level: u8,
    /// Title without number and end mark.
    pub title: Range<usize>,
}

/// A sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// Its text with its end mark.
    pub range: Range<usize>,
    /// The paragraph it stands in.
    pub paragraph: ParagraphId,
    /// Its clauses.
    pub clauses: Range<u32>,
    /// Its figures, as indices into [`Prose::figures`].
    pub figures: Range<u32>,
}

/// A clause: what stands between two commas.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    /// Its text without the mark behind it.
    pub range: Range<usize>,
    /// The sentence it stands in.
    pub sentence: SentenceId,
    /// Counts the chains of the sentence: clauses up to a `；` share a chain.
    pub chain: u32,
    /// Its figures, as indices into [`Prose::figures`].
    pub figures: Range<u32>,
}

/// A narrative report.
#[derive(Debug)]
pub struct Prose {
    /// The clean text and its map to the source.
    pub flow: Flow,
    /// Sections in document order; the first is the whole document.
    pub sections: Vec<Section>,
    /// Paragraphs in order, blank lines left out.
    pub paragraphs: Vec<Paragraph>,
    /// Sentences in order.
    pub sentences: Vec<Sentence>,
    /// Clauses in order.
    pub clauses: Vec<Clause>,
    /// Numbers in order, of every kind.
    pub figures: Vec<FigureToken>,
    /// The tables that stand in the text: the flow byte before which each stands, and its length in characters.
    pub tables: Vec<(usize, usize)>,
    /// Of the ends of sentences and of clauses.
    marks: [Landmarks; 2],
}

impl Prose {
    /// A report of which only the sections and figures are known yet.
    #[must_use]
    pub fn new(flow: Flow, sections: Vec<Section>, figures: Vec<FigureToken>) -> Self {
        let (paragraphs, sentences, clauses) = (Vec::new(), Vec::new(), Vec::new());
        let (tables, marks) = (Vec::new(), Default::default());
        Self { flow, sections, paragraphs, sentences, clauses, figures, tables, marks }
    }

    /// Marks where sentences and clauses stand, once they are all there: they are asked for by offset again and again.
    pub fn mark(&mut self) {
        let sentences = Landmarks::new(self.sentences.iter().map(|sentence| sentence.range.end));
        let clauses = Landmarks::new(self.clauses.iter().map(|clause| clause.range.end));
        self.marks = [sentences, clauses];
    }

    /// The place in the source of a flow range.
    #[must_use]
    pub fn span(&self, range: Range<usize>) -> Span {
        self.flow.span(range)
    }

    /// The words of a flow range.
    #[must_use]
    pub fn slice(&self, range: Range<usize>) -> &str {
        self.flow.slice(range)
    }

    /// The sentence that holds a flow offset.
    #[must_use]
    pub fn sentence_at(&self, offset: usize) -> Option<SentenceId> {
        let [marks, _] = &self.marks;
        let window = marks.window(offset, self.sentences.len());
        let start = window.start;
        let index = start + self.sentences.get(window)?.partition_point(|sentence| sentence.range.end <= offset);
        let sentence = self.sentences.get(index)?;
        (sentence.range.start <= offset).then(|| SentenceId(u32::try_from(index).unwrap_or(u32::MAX)))
    }

    /// The clause that holds a flow offset (or ends right before it).
    #[must_use]
    pub fn clause_at(&self, offset: usize) -> Option<ClauseId> {
        let [_, marks] = &self.marks;
        let window = marks.window(offset, self.clauses.len());
        let start = window.start;
        let index = start + self.clauses.get(window)?.partition_point(|clause| clause.range.end <= offset);
        let clause = self.clauses.get(index)?;
        (clause.range.start <= offset).then(|| ClauseId(u32::try_from(index).unwrap_or(u32::MAX)))
    }
}
