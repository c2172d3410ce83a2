//! A report made ready for extraction: its text as one shared string, its figures with paired lists recognised and
//! missing units filled in, and every cue word found in one scan.

use std::cell::{Cell, OnceCell};
use std::ops::Range;
use std::sync::Arc;

use crate::document::{Clause, ClauseId, ParagraphId, Prose, Sentence};
use crate::fact::{Around, Context, FieldValue, Reported, TextValue, Value};
use crate::figure::{Dimension, Figure, Unit};
use crate::plan::{BuiltinRecord, Plan, RecordId};
use crate::source::Span;
use crate::text::TokenKind;

use super::brackets::Brackets;
use super::levels::LIST_OPENINGS;

/// A report with all that the extractors share.
pub(super) struct Scene<'a> {
    pub(super) plan: &'a Plan,
    pub(super) prose: &'a Prose,
    pub(super) text: Arc<str>,
    /// One for each of [`Prose::figures`].
    pub(super) figures: Vec<SceneFigure>,
    /// Where words stand that open a list, in text order.
    pub(super) list_openings: Vec<Range<usize>>,
    pub(super) brackets: Brackets,
    /// The record of the parts of lists.
    pub(super) item_record: Option<RecordId>,
    /// What stands around each clause, once it is asked for.
    around: Vec<OnceCell<Arc<Around>>>,
    /// How often the place of a figure was asked for: what reading the claims costs.
    looks: Cell<u64>,
    /// Index of this report's first section among all sections of the submission.
    pub(super) first_section: usize,
}

/// A figure of the report as extraction sees it.
#[derive(Debug, Clone)]
pub(super) struct SceneFigure {
    /// The value that it gives where no cue says more, with the unit that a later figure of its list lends it.
    pub(super) plain: Arc<Reported>,
    pub(super) run: Option<Run>,
    /// How many brackets are open around it.
    pub(super) depth: usize,
    /// What its unit measures.
    pub(super) dimension: Dimension,
    /// Index of its clause.
    pub(super) clause: usize,
    pub(super) quantity: bool,
}

impl SceneFigure {
    pub(super) fn figure(&self) -> &Figure {
        &self.plain.figure
    }

    /// Its value where no cue says more.
    pub(super) fn value(&self) -> FieldValue {
        FieldValue::Value(Value::Figure(Arc::clone(&self.plain)))
    }
}

/// A place in a list of like figures: `a、b 和 c`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Run {
    /// Index of the first figure.
    pub(super) first: usize,
    /// Position in the list.
    pub(super) index: usize,
    /// Length of the list; at least two.
    pub(super) length: usize,
}

impl<'a> Scene<'a> {
    pub(super) fn new(plan: &'a Plan, prose: &'a Prose, first_section: usize) -> Self {
        let text: Arc<str> = Arc::from(prose.flow.text());
        let list_openings = openings_in(&text);
        let brackets = Brackets::new(&text);
        let around = vec![OnceCell::new(); prose.clauses.len()];
        let item = plan.records.iter().position(|record| record.builtin == Some(BuiltinRecord::Item));
        let item_record = item.map(RecordId);
        let figures = Vec::new();
        let looks = Cell::new(0);
        let mut scene =
            Self { plan, prose, text, figures, list_openings, brackets, item_record, around, looks, first_section };
        scene.figures = scene.plain_figures();
        scene.find_runs();
        scene
    }

    fn plain_figures(&self) -> Vec<SceneFigure> {
        let mut depths = Depths::new(&self.text);
        let mut clause = 0;
        self.prose
            .figures
            .iter()
            .map(|token| {
                while self.prose.clauses.get(clause).is_some_and(|it| it.range.end <= token.core.start) {
                    clause += 1;
                }
                SceneFigure {
                    dimension: token.figure.unit.dimension(),
                    plain: Arc::new(Reported {
                        figure: token.figure.clone(),
                        printed: token.figure.clone(),
                        span: self.prose.span(token.core.clone()),
                        cue: None,
                    }),
                    run: None,
                    depth: depths.at(token.core.start),
                    clause,
                    quantity: token.kind == TokenKind::Quantity,
                }
            })
            .collect()
    }

    /// Figures parted by nothing but 、 和 与 及 or a blank make a list; a unit on the last serves all.
    fn find_runs(&mut self) {
        let mut start = 0;
        while start < self.figures.len() {
            let mut end = start;
            while self.is_listed_with_next(end) {
                end += 1;
            }
            if end > start {
                self.make_run(start, end);
            }
            start = end + 1;
        }
    }

    fn is_listed_with_next(&self, index: usize) -> bool {
        let (Some(a), Some(b)) = (self.figures.get(index), self.figures.get(index + 1)) else { return false };
        if !(a.quantity && b.quantity) {
            return false;
        }
        let between = self.between(index, index + 1).trim();
        let joined = matches!(between, "、" | "和" | "与" | "及" | "以及" | "，和");
        let alike = a.dimension == b.dimension
            || matches!(a.figure().unit, Unit::None) && !matches!(b.figure().unit, Unit::None);
        joined && alike
    }

    fn make_run(&mut self, start: usize, end: usize) {
        let Some(last) = self.figures.get(end) else { return };
        let (unit, dimension) = (last.figure().unit.clone(), last.dimension.clone());
        let length = end - start + 1;
        let Some(members) = self.figures.get_mut(start..=end) else { return };
        for (index, member) in members.iter_mut().enumerate() {
            if matches!(member.figure().unit, Unit::None) {
                let plain = Arc::make_mut(&mut member.plain);
                plain.figure.unit = unit.clone();
                plain.printed.unit = unit.clone();
                member.dimension = dimension.clone();
            }
            member.run = Some(Run { first: start, index, length });
        }
    }

    fn between(&self, left: usize, right: usize) -> &str {
        let end = self.prose.figures.get(left).map_or(0, |token| token.range.end);
        let start = self.prose.figures.get(right).map_or(0, |token| token.range.start);
        self.text.get(end..start).unwrap_or("")
    }

    /// Bytes of a figure with its hedges.
    pub(super) fn figure_range(&self, index: usize) -> Range<usize> {
        self.look();
        self.prose.figures.get(index).map_or(0..0, |token| token.range.clone())
    }

    /// Bytes of a figure's digits and unit.
    pub(super) fn core_range(&self, index: usize) -> Range<usize> {
        self.look();
        self.prose.figures.get(index).map_or(0..0, |token| token.core.clone())
    }

    /// How often the place of a figure was asked for.
    pub(super) fn looks(&self) -> u64 {
        self.looks.get()
    }

    fn look(&self) {
        self.looks.set(self.looks.get().saturating_add(1));
    }

    pub(super) fn clause(&self, index: usize) -> Option<&'a Clause> {
        self.prose.clauses.get(index)
    }

    pub(super) fn sentence(&self, index: usize) -> Option<&'a Sentence> {
        self.prose.sentences.get(index)
    }

    /// The clauses of a sentence with their indices.
    pub(super) fn clauses_of(&self, sentence: &Sentence) -> impl Iterator<Item = (usize, &'a Clause)> + use<'a> {
        let range = sentence.clauses.start as usize..sentence.clauses.end as usize;
        let start = range.start;
        self.prose.clauses.get(range).unwrap_or(&[]).iter().enumerate().map(move |(i, clause)| (start + i, clause))
    }

    /// The first clause of a sentence that ends behind a byte, with its index.
    pub(super) fn clause_over(&self, sentence: &Sentence, at: usize) -> Option<(usize, &'a Clause)> {
        self.first_clause(sentence, |clause| clause.range.end <= at)
    }

    /// The first clause of a sentence behind all of which something is true, with its index.
    pub(super) fn first_clause(
        &self,
        sentence: &Sentence,
        is_before: impl Fn(&Clause) -> bool,
    ) -> Option<(usize, &'a Clause)> {
        let own = sentence.clauses.start as usize..sentence.clauses.end as usize;
        let index = own.start + self.prose.clauses.get(own.clone())?.partition_point(is_before);
        self.clause(index).filter(|_| index < own.end).map(|clause| (index, clause))
    }

    /// Those of a sentence's figures that begin behind a byte.
    pub(super) fn figures_from(&self, figures: Range<usize>, at: usize) -> Range<usize> {
        let within = self.prose.figures.get(figures.clone()).unwrap_or(&[]);
        figures.start + within.partition_point(|token| token.range.start < at)..figures.end
    }

    /// Those of a sentence's figures that end before a byte.
    pub(super) fn figures_up_to(&self, figures: Range<usize>, at: usize) -> Range<usize> {
        let within = self.prose.figures.get(figures.clone()).unwrap_or(&[]);
        figures.start..figures.start + within.partition_point(|token| token.range.end <= at)
    }

    /// The words of a range as a value.
    pub(super) fn words(&self, range: Range<usize>) -> TextValue {
        let span = self.prose.span(range.clone());
        TextValue::part(&self.text, range, Some(span))
    }

    /// What stands around a place in the text.
    pub(super) fn context(&self, place: Range<usize>) -> Context {
        self.context_at(place.start, self.prose.span(place))
    }

    /// What stands around a byte of the text, for a fact that stands in a place of the source.
    pub(super) fn context_at(&self, start: usize, place: Span) -> Context {
        let clause = self.prose.clause_at(start).map(|ClauseId(id)| id as usize);
        let known = clause.and_then(|clause| self.around.get(clause));
        let around = || Arc::new(self.around(clause, start));
        let around = known.map_or_else(around, |known| Arc::clone(known.get_or_init(around)));
        Context { place, around, path: None, table: None }
    }

    fn around(&self, clause: Option<usize>, start: usize) -> Around {
        let prose = self.prose;
        let piece = |range: Range<usize>| (range.clone(), prose.span(range));
        let clause = clause.and_then(|clause| self.clause(clause));
        let own = clause.map(|clause| piece(clause.range.clone()));
        // All but the clause is the same as round the first clause of its sentence.
        let first = clause.and_then(|clause| self.sentence(clause.sentence.0 as usize));
        if let Some(known) = first.and_then(|it| self.around.get(it.clauses.start as usize)?.get()) {
            return Around { clause: own, ..(**known).clone() };
        }
        let sentence = prose.sentence_at(start).and_then(|id| prose.sentences.get(id.0 as usize));
        let paragraph = sentence
            .and_then(|sentence| prose.paragraphs.get(sentence.paragraph.0 as usize))
            .or_else(|| paragraph_at(prose, start));
        let section = paragraph.map(|paragraph| paragraph.section);
        Around {
            text: Some(Arc::clone(&self.text)),
            clause: own,
            sentence: sentence.map(|it| piece(it.range.clone())),
            paragraph: paragraph.map(|it| piece(it.range.clone())),
            section: section
                .and_then(|id| prose.sections.get(id.0 as usize))
                .map(|section| piece(section.body.clone())),
            section_index: section.map(|id| self.first_section + id.0 as usize),
        }
    }
}

/// The paragraph that holds a byte of the text.
pub(super) fn paragraph_at(prose: &Prose, offset: usize) -> Option<&crate::document::Paragraph> {
    let index = prose.paragraphs.partition_point(|paragraph| paragraph.range.end <= offset);
    prose.paragraphs.get(index).filter(|paragraph| paragraph.range.start <= offset)
}

/// The sentences of a paragraph with their indices.
pub(super) fn sentences_of(prose: &Prose, id: ParagraphId) -> Range<usize> {
    prose
        .paragraphs
        .get(id.0 as usize)
        .map_or(0..0, |paragraph| paragraph.sentences.start as usize..paragraph.sentences.end as usize)
}

/// Where words stand that open a list, in text order.
fn openings_in(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = LIST_OPENINGS
        .iter()
        .flat_map(|word| text.match_indices(word).map(|(start, word)| start..start + word.len()))
        .collect();
    found.sort_unstable_by_key(|word| word.start);
    found
}

/// Counts open brackets while walking a text once; a paragraph's end closes all.
struct Depths<'t> {
    text: &'t str,
    offset: usize,
    depth: usize,
}

impl<'t> Depths<'t> {
    fn new(text: &'t str) -> Self {
        Self { text, offset: 0, depth: 0 }
    }

    /// The depth at an offset; offsets must not go back.
    fn at(&mut self, offset: usize) -> usize {
        for c in self.text.get(self.offset..offset).unwrap_or("").chars() {
            match c {
                '（' | '(' | '[' | '［' | '【' => self.depth += 1,
                '）' | ')' | ']' | '］' | '】' => self.depth = self.depth.saturating_sub(1),
                '\n' => self.depth = 0,
                _ => {}
            }
        }
        self.offset = offset;
        self.depth
    }
}
