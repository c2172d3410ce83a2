//! Lines of a text to clean paragraphs.
//!
//! Paragraphs that a page break or a hard line break cut in two are joined, page numbers dropped, full-width digits and
//! letters made half-width, and the blanks that PDF extraction leaves around digits removed.

use std::ops::Range;

use crate::document::{Flow, FlowBuilder};
use crate::source::SourceId;
use crate::text::heading_number;

/// A paragraph shorter than this many characters is never taken for the first half of a cut one: it is a title.
const MIN_CUT: usize = 18;

/// The clean text of a plain-text file and its paragraphs.
pub(super) fn reflow(source: SourceId, text: &str) -> (Flow, Vec<Range<usize>>) {
    let mut builder = FlowBuilder::new(source);
    let mut paragraphs: Vec<Range<usize>> = Vec::new();
    let mut open = String::new();
    for line in lines(text) {
        let words = text.get(line.clone()).unwrap_or("");
        if words.trim().is_empty() || is_page_number(words) {
            continue;
        }
        let joins = !paragraphs.is_empty() && is_cut(&open) && goes_on(words);
        if joins {
            let start = builder.len();
            append_clean(&mut builder, words, line.start);
            if let Some(last) = paragraphs.last_mut() {
                last.end = builder.len();
            }
            debug_assert!(start <= builder.len());
            open.push_str(words.trim());
        } else {
            if !builder.is_empty() {
                builder.replace("\n", line.start, 0);
            }
            let start = builder.len();
            append_clean(&mut builder, words, line.start);
            paragraphs.push(start..builder.len());
            words.trim().clone_into(&mut open);
        }
    }
    paragraphs.retain(|range| !range.is_empty());
    (builder.finish(), paragraphs)
}

fn lines(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    text.split_inclusive(['\n', '\r', '\u{c}', '\u{b}', '\u{2028}', '\u{2029}']).map(move |line| {
        let range = start..start + line.trim_end_matches(['\n', '\r', '\u{c}', '\u{b}', '\u{2028}', '\u{2029}']).len();
        start += line.len();
        range
    })
}

/// `- 3 -`, `3`, `第 3 页`.
fn is_page_number(line: &str) -> bool {
    let inner = line.trim().trim_matches(|c: char| c == '-' || c == '—' || c == '–' || c.is_whitespace());
    let digits = |text: &str| !text.is_empty() && text.len() <= 3 && text.bytes().all(|byte| byte.is_ascii_digit());
    let paged = inner
        .strip_prefix('第')
        .and_then(|rest| rest.split_once('页'))
        .is_some_and(|(number, rest)| digits(number.trim()) && rest.chars().count() <= 8);
    digits(inner) || paged
}

/// The text so far breaks off: long, with a comma in it, and without an end mark.
fn is_cut(paragraph: &str) -> bool {
    let last = paragraph.chars().next_back();
    let ended = last.is_none_or(|c| "。！？；：.!?;:”）)】》".contains(c));
    let prose = paragraph.contains(['，', '。', '；', '、', ',']);
    let tabular = paragraph.contains('\t');
    let numbered_title = heading_number(paragraph).is_some() && !prose;
    !ended && prose && !tabular && !numbered_title && paragraph.chars().nth(MIN_CUT).is_some()
}

/// A line that can be the second half of a cut paragraph.
fn goes_on(line: &str) -> bool {
    let text = line.trim_start();
    let opens = text.starts_with(['（', '(', '#', '|', '-', '*', '附']) && heading_number(text).is_none();
    heading_number(text).is_none() && !opens && !line.contains('\t')
}

/// Writes a line with its characters normalised.
pub(super) fn append_clean(builder: &mut FlowBuilder, line: &str, offset: usize) {
    let mut kept = 0..0;
    let mut chars = line.char_indices().peekable();
    let mut wrote = false;
    while let Some((at, c)) = chars.next() {
        if is_blank(c) {
            flush(builder, line, &mut kept, offset);
            let mut end = at + c.len_utf8();
            let mut tabbed = c == '\t';
            while let Some((next, blank)) = chars.next_if(|(_, c)| is_blank(*c)) {
                end = next + blank.len_utf8();
                tabbed |= blank == '\t';
            }
            let behind = chars.peek().map(|(_, c)| *c);
            if let Some(separator) = separator(builder.last().filter(|_| wrote), behind, end - at, tabbed) {
                builder.replace(separator, offset + at, end - at);
            }
            kept = end..end;
            continue;
        }
        wrote = true;
        match half_width(c) {
            Some(narrow) => {
                flush(builder, line, &mut kept, offset);
                builder.replace(narrow.encode_utf8(&mut [0; 4]), offset + at, c.len_utf8());
                kept = at + c.len_utf8()..at + c.len_utf8();
            }
            None => {
                if kept.is_empty() {
                    kept.start = at;
                }
                kept.end = at + c.len_utf8();
            }
        }
    }
    flush(builder, line, &mut kept, offset);
}

fn flush(builder: &mut FlowBuilder, line: &str, kept: &mut Range<usize>, offset: usize) {
    if let Some(words) = line.get(kept.clone()) {
        builder.copy(words, offset + kept.start);
    }
    *kept = kept.end..kept.end;
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}')
}

/// What stands for a run of blanks: nothing beside Chinese, one blank between Latin words, a tab for a wide gap.
fn separator(before: Option<char>, behind: Option<char>, width: usize, tabbed: bool) -> Option<&'static str> {
    let (before, behind) = (before?, behind?);
    if tabbed || width >= 12 {
        return Some("\t");
    }
    let latin = |c: char| c.is_ascii_alphanumeric();
    let number = |c: char| c.is_ascii_digit();
    match (latin(before), latin(behind)) {
        // `1. 年度` keeps its number apart from nothing; `23.38 %` and `671.51 万元` close up.
        (true, true) if number(before) && number(behind) => Some(" "),
        (true, true) => Some(" "),
        _ => None,
    }
}

/// Full-width digits, letters and the signs that belong to numbers.
fn half_width(c: char) -> Option<char> {
    match c {
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '％' | '＋' => char::from_u32(u32::from(c) - 0xFEE0),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paragraphs(text: &str) -> Vec<String> {
        let (flow, ranges) = reflow(SourceId(0), text);
        ranges.into_iter().map(|range| flow.slice(range).to_owned()).collect()
    }

    #[test]
    fn paragraphs_cut_by_a_page_are_joined() {
        let text =
            "一、情况\n\n持续推进社区文化建设，组织各类志愿服务队深入街\n\n- 2 -\n\n道开展活动。\n\n（二）下一节";
        assert_eq!(
            paragraphs(text),
            ["一、情况", "持续推进社区文化建设，组织各类志愿服务队深入街道开展活动。", "（二）下一节"]
        );
    }

    #[test]
    fn titles_are_never_joined() {
        let text = "某某市文化馆部门整体支出绩效自评报告\n（2022年）\n预算部门：某某市文化馆";
        assert_eq!(paragraphs(text).len(), 3);
    }

    #[test]
    fn blanks_around_digits_go_and_full_width_digits_narrow() {
        assert_eq!(paragraphs("收入 673.79 万元，占 ２３．５％ 和 AI Lab"), ["收入673.79万元，占23．5%和AI Lab"]);
    }

    #[test]
    fn spans_lead_back_to_the_very_bytes() {
        let text = "支出 ６７１.51 万元";
        let (flow, _) = reflow(SourceId(0), text);
        let at = flow.text().find("671.51").unwrap();
        let span = flow.span(at..at + "671.51万元".len());
        assert_eq!(&text[span.range()], "６７１.51 万元");
    }
}
