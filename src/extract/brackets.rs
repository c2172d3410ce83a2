//! Round brackets of a report, each with the one that closes it: they are paired in one walk over the text, and then
//! looked up by every claim.

use std::ops::Range;

use crate::document::Sentence;

/// The round brackets of a text, half- and full-width.
#[derive(Debug, Default)]
pub(super) struct Brackets {
    /// The opening ones, in text order.
    opening: Vec<Opening>,
    /// All of them, in text order.
    marks: Vec<Mark>,
}

/// An opening bracket.
#[derive(Debug)]
struct Opening {
    at: usize,
    /// Bytes of the bracket that closes it.
    closing: Option<Range<usize>>,
}

/// A bracket of either kind.
#[derive(Debug)]
struct Mark {
    at: usize,
    /// Which of the opening ones is the innermost that is still open behind this mark.
    innermost: Option<usize>,
}

impl Brackets {
    /// Pairs the brackets of a text. One that closes nothing is passed over.
    pub(super) fn new(text: &str) -> Self {
        let mut found = Self::default();
        let mut open: Vec<usize> = Vec::new();
        for (at, mark) in text.match_indices(['（', '(', '）', ')']) {
            if matches!(mark, "（" | "(") {
                open.push(found.opening.len());
                found.opening.push(Opening { at, closing: None });
            } else if let Some(opening) = open.pop().and_then(|index| found.opening.get_mut(index)) {
                opening.closing = Some(at..at + mark.len());
            }
            found.marks.push(Mark { at, innermost: open.last().copied() });
        }
        found
    }

    /// The bracket that opens at a place of a sentence and is closed in it.
    pub(super) fn opened_at(&self, at: usize, sentence: &Sentence) -> Option<Range<usize>> {
        let index = self.opening.binary_search_by_key(&at, |it| it.at).ok()?;
        self.opening.get(index)?.within(sentence)
    }

    /// The last bracket that opens before a place of a sentence, where it goes over the place.
    pub(super) fn over(&self, place: &Range<usize>, sentence: &Sentence) -> Option<Range<usize>> {
        let behind = self.opening.partition_point(|it| it.at < place.start);
        let last = self.opening.get(behind.checked_sub(1)?)?;
        last.within(sentence).filter(|bracket| bracket.end >= place.end)
    }

    /// Where the brackets end that are open at a place of a sentence: before the mark that closes the innermost, or with
    /// the sentence, where none is open or closed.
    pub(super) fn end_at(&self, at: usize, sentence: &Sentence) -> usize {
        let behind = self.marks.partition_point(|mark| mark.at < at);
        let innermost = behind.checked_sub(1).and_then(|before| self.opening.get(self.marks.get(before)?.innermost?));
        let closing = innermost.filter(|it| it.within(sentence).is_some()).and_then(|it| it.closing.as_ref());
        closing.map_or(sentence.range.end, |closing| closing.start)
    }
}

impl Opening {
    /// From the bracket to behind the one that closes it, where both stand in a sentence.
    fn within(&self, sentence: &Sentence) -> Option<Range<usize>> {
        let end = self.closing.as_ref()?.end;
        (sentence.range.start <= self.at && end <= sentence.range.end).then_some(self.at..end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::ParagraphId;

    fn sentence(range: Range<usize>) -> Sentence {
        Sentence { range, paragraph: ParagraphId(0), clauses: 0..0, figures: 0..0 }
    }

    #[test]
    fn a_bracket_is_found_by_where_it_opens_and_by_what_stands_in_it() {
        let text = "甲(乙(丙)丁)戊";
        let (brackets, all) = (Brackets::new(text), sentence(0..text.len()));
        let at = |word: &str| text.find(word).unwrap();
        assert_eq!(brackets.opened_at(at("(乙"), &all).and_then(|it| text.get(it)), Some("(乙(丙)丁)"));
        assert_eq!(brackets.over(&(at("丙")..at(")丁")), &all).and_then(|it| text.get(it)), Some("(丙)"));
        assert_eq!(brackets.over(&(at("丁")..at(")戊")), &all), None, "the last bracket before it is closed");
        assert_eq!(brackets.end_at(at("丁"), &all), at(")戊"), "the innermost that is still open");
        assert_eq!((brackets.end_at(at("戊"), &all), brackets.end_at(at("甲"), &all)), (text.len(), text.len()));
    }

    #[test]
    fn what_is_not_closed_in_its_sentence_is_none() {
        let text = "（甲。乙）丙）丁（戊";
        let (brackets, first) = (Brackets::new(text), sentence(0..text.find('乙').unwrap()));
        assert_eq!((brackets.opened_at(0, &first), brackets.end_at("（".len(), &first)), (None, first.range.end));
        let second = sentence(first.range.end..text.len());
        assert_eq!(brackets.over(&(text.find('戊').unwrap()..text.len()), &second), None);
        assert_eq!(brackets.end_at(text.find('丙').unwrap(), &second), text.len());
    }
}
