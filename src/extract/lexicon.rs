//! Words of the lexicons in the text, exceptions respected.

use std::ops::Range;

use crate::plan::{Lexicon, LexiconEntry, LexiconHits};

/// The matches of a lexicon, of those that overlap the first and longest.
pub(super) fn matches<'l>(
    lexicon: &'l Lexicon,
    hits: &LexiconHits,
    text: &str,
) -> Vec<(Range<usize>, &'l LexiconEntry)> {
    let mut found: Vec<(Range<usize>, usize)> = hits.words.clone();
    for (entry, regex) in hits.regexes.iter().filter_map(|which| lexicon.regexes.get(*which)) {
        let hits = regex.built().into_iter().flat_map(|regex| regex.find_iter(text));
        found.extend(hits.filter(|hit| !hit.is_empty()).map(|hit| (hit.range(), *entry)));
    }
    found.sort_by_key(|(range, entry)| (range.start, std::cmp::Reverse(range.end), *entry));
    let mut kept: Vec<(Range<usize>, &LexiconEntry)> = Vec::new();
    for (range, index) in found {
        let Some(entry) = lexicon.entries.get(index) else { continue };
        let overlaps = kept.last().is_some_and(|(last, _)| last.end > range.start);
        if !overlaps && !is_excepted(text, &range, entry) {
            kept.push((range, entry));
        }
    }
    kept
}

fn is_excepted(text: &str, range: &Range<usize>, entry: &LexiconEntry) -> bool {
    let before = text.get(..range.start).unwrap_or("");
    let behind = text.get(range.end..).unwrap_or("");
    let stands_before = |words: &[String]| words.iter().any(|word| before.ends_with(word.as_str()));
    let stands_behind = |words: &[String]| words.iter().any(|word| behind.starts_with(word.as_str()));
    let inside = entry.except.iter().any(|word| is_inside(text, range, word));
    inside
        || (!entry.before.is_empty() && !stands_before(&entry.before))
        || (!entry.after.is_empty() && !stands_behind(&entry.after))
        || stands_before(&entry.not_before)
        || stands_behind(&entry.not_after)
}

/// Whether the match lies within an occurrence of a longer word.
fn is_inside(text: &str, range: &Range<usize>, word: &str) -> bool {
    let Some(matched) = text.get(range.clone()) else { return false };
    word.match_indices(matched).any(|(offset, _)| {
        range.start.checked_sub(offset).is_some_and(|start| text.get(start..start + word.len()) == Some(word))
    })
}
