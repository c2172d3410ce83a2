//! Sentence and clause ends in Chinese prose.

use std::ops::Range;

use super::FigureToken;
use super::cursor::is_blank;

/// The sentences of a paragraph: they end at 。！？ and at a line end; closing quotes and brackets behind the mark
/// belong to the sentence. A mark inside quotes or brackets that go on does not end it. (；ends a chain of clauses, see
/// [`split_clauses`].) Blank sentences are left out. Linear in the length of the text.
#[must_use]
pub fn split_sentences(text: &str) -> Vec<Range<usize>> {
    let mut sentences = Vec::new();
    let mut start = 0;
    let mut pairs = None;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if c == '\n' {
            push_trimmed(text, start..at, &mut sentences);
            start = at + c.len_utf8();
            continue;
        }
        if !is_sentence_mark(c) {
            continue;
        }
        let mut end = at + c.len_utf8();
        while let Some((_, next)) = chars.next_if(|(_, next)| is_sentence_mark(*next)) {
            end += next.len_utf8();
        }
        // Nothing closes behind the last mark.
        let has_more = end < text.len();
        let pair = has_more.then(|| pairs.get_or_insert_with(|| Pairs::new(text)).around(at)).flatten();
        match pair {
            Some(pair) if !pair.closes_sentence(text, start, end) => {}
            Some(_) | None => {
                while let Some((_, next)) = chars.next_if(|(_, next)| is_closing(*next)) {
                    end += next.len_utf8();
                }
                push_trimmed(text, start..end, &mut sentences);
                start = end;
            }
        }
    }
    push_trimmed(text, start..text.len(), &mut sentences);
    sentences
}

/// The clauses of a sentence, without the mark behind each, and whether that mark ends a chain of clauses.
///
/// `，` and `：` end a clause, `；`, 。！？ and a table cell end a chain; `、` ends nothing. A half-width comma or colon
/// inside one of the figures (1,234.50 or 10:30) ends nothing either. Ranges of `figures` are of the same text.
#[must_use]
pub fn split_clauses(text: &str, figures: &[FigureToken]) -> Vec<(Range<usize>, bool)> {
    clauses_at(text, 0, figures)
}

/// The same for a sentence that stands at `offset` of the text whose figures these are; its ranges count from there.
pub(crate) fn clauses_at(text: &str, offset: usize, figures: &[FigureToken]) -> Vec<(Range<usize>, bool)> {
    let mut clauses = Vec::new();
    let mut figures = figures.iter().peekable();
    let mut start = 0;
    let mut ranges = Vec::new();
    for (at, c) in text.char_indices() {
        let Some(ends_chain) = mark_strength(c) else { continue };
        while figures.next_if(|figure| figure.range.end <= offset + at).is_some() {}
        if c.is_ascii() && figures.peek().is_some_and(|figure| figure.range.start <= offset + at) {
            continue;
        }
        push_trimmed(text, start..at, &mut ranges);
        clauses.extend(ranges.drain(..).map(|range| (range.start + offset..range.end + offset, ends_chain)));
        start = at + c.len_utf8();
    }
    push_trimmed(text, start..text.len(), &mut ranges);
    clauses.extend(
        ranges
            .drain(..)
            .filter(|range| text.get(range.clone()).is_some_and(|rest| !rest.chars().all(is_closing)))
            .map(|range| (range.start + offset..range.end + offset, true)),
    );
    clauses
}

fn is_sentence_mark(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '!' | '?' | '｡')
}

/// `Some(true)` where the mark ends a chain too.
fn mark_strength(c: char) -> Option<bool> {
    match c {
        '，' | ',' | '：' | ':' => Some(false),
        '；' | ';' | '\t' => Some(true),
        c if is_sentence_mark(c) => Some(true),
        _ => None,
    }
}

fn is_closing(c: char) -> bool {
    matches!(c, '”' | '’' | '」' | '』' | '）' | ')' | '》' | '】' | '〕' | '"')
}

fn push_trimmed(text: &str, range: Range<usize>, into: &mut Vec<Range<usize>>) {
    let is_space = |c: char| is_blank(c) || c.is_whitespace();
    let Some(piece) = text.get(range.clone()) else { return };
    let trimmed = piece.trim_start_matches(is_space);
    let start = range.start + (piece.len() - trimmed.len());
    let end = start + trimmed.trim_end_matches(is_space).len();
    if start < end {
        into.push(start..end);
    }
}

/// A pair of quotes or brackets.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Pair {
    open: usize,
    close: usize,
    is_quote: bool,
}

impl Pair {
    /// True where a mark that ends at `mark_end` inside this pair ends the sentence that began at `start` all the same:
    /// a quotation that closes with the mark (“…。”) unless the words go on, a bracket that holds whole sentences.
    fn closes_sentence(&self, text: &str, start: usize, mark_end: usize) -> bool {
        if mark_end != self.close {
            return false;
        }
        let behind = text.get(self.close..).unwrap_or("").trim_start_matches(is_closing);
        let goes_on = behind.starts_with(['，', '、', '；', '：', ',', ';', '的', '等', '这', '。']);
        let fills_sentence = text.get(start..self.open).is_some_and(|before| before.trim().is_empty());
        !goes_on && (self.is_quote || fills_sentence)
    }
}

/// The outermost pairs of a text, asked for in order.
#[derive(Debug)]
struct Pairs {
    /// Last first, so that the front one is popped.
    pairs: Vec<Pair>,
}

impl Pairs {
    /// A pair wider than this is a slip of the writer (a missing quote), not one sentence.
    const WIDEST: usize = 900;

    fn new(text: &str) -> Self {
        const KINDS: [(char, char); 5] = [('“', '”'), ('（', '）'), ('「', '」'), ('(', ')'), ('‘', '’')];
        let mut open = [None; KINDS.len()];
        let mut pairs: Vec<Pair> = Vec::new();
        for (at, c) in text.char_indices() {
            // All of them lie outside the Chinese characters.
            if matches!(c, '\u{4E00}'..='\u{9FFF}' | '，' | '。') {
                continue;
            }
            for (index, ((first, last), slot)) in KINDS.iter().zip(open.iter_mut()).enumerate() {
                if c == *first {
                    *slot = Some(at);
                } else if c == *last
                    && let Some(open) = slot.take()
                    && at - open <= Self::WIDEST
                {
                    // A pair inside this one is part of it.
                    while pairs.pop_if(|inner| inner.open > open).is_some() {}
                    pairs.push(Pair { open, close: at, is_quote: matches!(index, 0 | 2 | 4) });
                } else if c == '\n' {
                    *slot = None;
                }
            }
        }
        pairs.reverse();
        Self { pairs }
    }

    /// The pair round a place; places must be asked for in order.
    fn around(&mut self, at: usize) -> Option<Pair> {
        while self.pairs.pop_if(|pair| pair.close < at).is_some() {}
        self.pairs.last().filter(|pair| pair.open < at).cloned()
    }
}
