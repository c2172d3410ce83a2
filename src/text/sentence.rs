//! Sentence and clause ends in Chinese prose.

use std::ops::Range;

use super::FigureToken;

/// An unclosed quote or bracket holds a sentence together for so many bytes at most.
const MAX_QUOTED: usize = 900;

/// The sentences of a paragraph: they end at 。！？; closing quotes and brackets behind the mark belong to the
/// sentence. A mark inside quotes or brackets that go on does not end it.
#[must_use]
pub fn split_sentences(text: &str) -> Vec<Range<usize>> {
    let mut sentences = Vec::new();
    let mut start = 0;
    let mut depth = 0_usize;
    let mut opened = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        match c {
            '“' | '（' | '(' | '「' | '《' => {
                if depth == 0 {
                    opened = at;
                }
                depth += 1;
            }
            '”' | '）' | ')' | '」' | '》' => depth = depth.saturating_sub(1),
            '。' | '！' | '？' | '!' | '?' => {
                let mut end = at + c.len_utf8();
                while let Some((next, closer)) =
                    chars.next_if(|(_, c)| matches!(c, '”' | '）' | ')' | '」' | '’' | '。' | '！' | '？'))
                {
                    if matches!(closer, '”' | '）' | ')' | '」') {
                        depth = depth.saturating_sub(1);
                    }
                    end = next + closer.len_utf8();
                }
                if depth == 0 || end - opened > MAX_QUOTED {
                    sentences.push(start..end);
                    start = end;
                    depth = 0;
                }
            }
            _ => {}
        }
    }
    if text.get(start..).is_some_and(|rest| !rest.trim().is_empty()) {
        sentences.push(start..text.len());
    }
    sentences
}

/// The clauses of a text and whether each ends a chain: `，` `：` and a tab end a clause, `；` and the end of a sentence end a
/// chain. Marks inside a figure (1,234.50) end nothing.
///
/// `figures` are those of the text, in order, with ranges relative to it shifted by `offset`.
#[must_use]
pub fn split_clauses(text: &str, figures: &[FigureToken], offset: usize) -> Vec<(Range<usize>, bool)> {
    let mut clauses = Vec::new();
    let mut start = 0;
    let mut figure = 0;
    for (at, c) in text.char_indices() {
        while figures.get(figure).is_some_and(|token| token.range.end <= offset + at) {
            figure += 1;
        }
        let inside = figures.get(figure).is_some_and(|token| token.range.start <= offset + at);
        let ends_chain = matches!(c, '；' | ';' | '。' | '！' | '？' | '!' | '?');
        let ends = ends_chain || matches!(c, '，' | ',' | '：' | ':' | '\t');
        if !ends || inside {
            continue;
        }
        push_clause(&mut clauses, text, start..at, ends_chain);
        start = at + c.len_utf8();
    }
    push_clause(&mut clauses, text, start..text.len(), true);
    clauses
}

fn push_clause(clauses: &mut Vec<(Range<usize>, bool)>, text: &str, range: Range<usize>, ends_chain: bool) {
    let blank = text.get(range.clone()).is_none_or(|words| words.trim().is_empty());
    if !blank {
        clauses.push((range, ends_chain));
    } else if ends_chain && let Some(last) = clauses.last_mut() {
        last.1 = true;
    }
}

#[cfg(test)]
mod tests {
    use super::super::scan_figures;
    use super::*;

    fn sentences(text: &str) -> Vec<&str> {
        split_sentences(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn a_full_stop_inside_quotes_that_go_on_ends_nothing() {
        assert_eq!(sentences("他说“好。不错”之后走了。第二句！"), ["他说“好。不错”之后走了。", "第二句！"]);
        assert_eq!(sentences("他说：“完成了。”随后离开。"), ["他说：“完成了。”", "随后离开。"]);
        assert_eq!(sentences("没有句号"), ["没有句号"]);
    }

    #[test]
    fn commas_inside_numbers_end_no_clause() {
        let text = "支出1,234.50万元，结余5万元；另有3项";
        let clauses: Vec<_> =
            split_clauses(text, &scan_figures(text), 0).into_iter().map(|(range, ends)| (&text[range], ends)).collect();
        assert_eq!(clauses, [("支出1,234.50万元", false), ("结余5万元", true), ("另有3项", true)]);
    }
}
