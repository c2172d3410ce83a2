//! Clean paragraphs to a [`Prose`]: headings and sections, sentences, clauses and figures.

use std::ops::Range;

use crate::document::{Clause, Flow, Heading, Paragraph, ParagraphId, Prose, Section, SectionId, Sentence, SentenceId};
use crate::text::{FigureToken, heading_number, scan_figures, split_clauses, split_sentences};

/// A longer numbered paragraph is no heading.
const MAX_TITLE: usize = 45;
/// A title of the lower levels that ends with a full stop has at most so many characters.
const MAX_STOPPED: usize = 14;

/// A paragraph as a reader hands it over.
#[derive(Debug, Clone)]
pub(super) struct RawParagraph {
    pub(super) range: Range<usize>,
    /// The heading level where the format states one (Markdown `#`).
    pub(super) level: Option<u8>,
}

/// Builds the report from its clean text.
pub(super) fn build(flow: Flow, raw: &[RawParagraph]) -> Prose {
    let figures = scan_figures(flow.text());
    let mut builder = Builder {
        sections: vec![Section { heading: None, title: 0..0, level: 0, parent: None, body: 0..flow.text().len() }],
        paragraphs: Vec::with_capacity(raw.len()),
        sentences: Vec::new(),
        clauses: Vec::new(),
        open: vec![SectionId(0)],
    };
    for paragraph in raw {
        builder.paragraph(&flow, paragraph, &figures);
    }
    let end = flow.text().len();
    builder.close_down_to(0, end);
    let Builder { sections, paragraphs, sentences, clauses, .. } = builder;
    Prose { flow, sections, paragraphs, sentences, clauses, figures }
}

struct Builder {
    sections: Vec<Section>,
    paragraphs: Vec<Paragraph>,
    sentences: Vec<Sentence>,
    clauses: Vec<Clause>,
    /// The sections that are open, outermost first.
    open: Vec<SectionId>,
}

impl Builder {
    fn paragraph(&mut self, flow: &Flow, raw: &RawParagraph, figures: &[FigureToken]) {
        let text = flow.slice(raw.range.clone());
        let id = ParagraphId(index(self.paragraphs.len()));
        let number = heading_number(text);
        let heading = heading(text, raw, number.as_ref());
        if let Some(heading) = &heading {
            self.close_down_to(heading.level, raw.range.start);
            let parent = self.open.last().copied();
            self.open.push(SectionId(index(self.sections.len())));
            self.sections.push(Section {
                heading: Some(id),
                title: heading.title.clone(),
                level: heading.level,
                parent,
                body: raw.range.end..raw.range.end,
            });
        }
        let first = index(self.sentences.len());
        for sentence in split_sentences(text) {
            let range = raw.range.start + sentence.start..raw.range.start + sentence.end;
            self.sentence(flow, range, id, figures);
        }
        self.paragraphs.push(Paragraph {
            range: raw.range.clone(),
            section: self.open.last().copied().unwrap_or(SectionId(0)),
            heading,
            number,
            sentences: first..index(self.sentences.len()),
        });
    }

    fn sentence(&mut self, flow: &Flow, range: Range<usize>, paragraph: ParagraphId, figures: &[FigureToken]) {
        let id = SentenceId(index(self.sentences.len()));
        let own = within(figures, &range);
        let first = index(self.clauses.len());
        let mut chain = 0;
        let slice = figures.get(own.clone()).unwrap_or(&[]);
        for (clause, ends_chain) in split_clauses(flow.slice(range.clone()), slice, range.start) {
            let clause = range.start + clause.start..range.start + clause.end;
            let inside = within(slice, &clause);
            let figures = index(own.start + inside.start)..index(own.start + inside.end);
            self.clauses.push(Clause { range: clause, sentence: id, chain, figures });
            chain += u32::from(ends_chain);
        }
        let figures = index(own.start)..index(own.end);
        self.sentences.push(Sentence { range, paragraph, clauses: first..index(self.clauses.len()), figures });
    }

    /// Ends every open section of this level or below.
    fn close_down_to(&mut self, level: u8, end: usize) {
        while let Some(last) = self.open.last().copied() {
            let Some(section) = self.sections.get_mut(last.0 as usize) else { return };
            if section.level < level || section.level == 0 {
                return;
            }
            section.body.end = end.max(section.body.start);
            self.open.pop();
        }
    }
}

/// Whether a paragraph is a heading, and its title.
fn heading(text: &str, raw: &RawParagraph, number: Option<&crate::text::HeadingNumber>) -> Option<Heading> {
    let title = |from: usize| {
        let words = text.get(from..).unwrap_or("");
        let lead = words.len() - words.trim_start().len();
        let trimmed = words.trim().trim_end_matches(['。', '：', ':', '.', ' ']);
        raw.range.start + from + lead..raw.range.start + from + lead + trimmed.len()
    };
    let numbered = number.and_then(|number| number.style.level().map(|level| (level, number.range.end)));
    if let Some(level) = raw.level {
        // Where the words are numbered officially the number decides; Markdown levels are often shifted by a title.
        let (level, from) = numbered.unwrap_or((level.min(6), 0));
        return Some(Heading { level, title: title(from) });
    }
    let (level, from) = numbered?;
    let words = text.get(from..)?.trim();
    let inner = words.trim_end_matches(['。', '：', ':']);
    let short = !inner.is_empty() && words.chars().nth(MAX_TITLE).is_none();
    let one_phrase = !inner.contains(['。', '！', '？', '；', '\t']) && (level < 3 || !inner.contains('，'));
    // “1.全年收入 673.79 万元” states something; a title does not.
    let states = inner.contains('元') && inner.contains(|c: char| c.is_ascii_digit());
    // “10、承办上级交办的其他任务。” is an item of a list: it ends like a sentence and is longer than a title.
    let item = level >= 3 && words.ends_with('。') && inner.chars().nth(MAX_STOPPED).is_some();
    (short && one_phrase && !states && !item).then(|| Heading { level, title: title(from) })
}

/// Indices of the figures that lie in a range.
fn within(figures: &[FigureToken], range: &Range<usize>) -> Range<usize> {
    let start = figures.partition_point(|token| token.core.start < range.start);
    let end = figures.partition_point(|token| token.core.start < range.end);
    start..end.max(start)
}

fn index(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}
