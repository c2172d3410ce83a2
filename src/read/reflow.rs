//! Does a line go on in the next one? PDF extraction cuts paragraphs at line and page ends, and words with them.

use crate::text::{NumberStyle, heading_number};

/// A line of text with what stands round it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'a> {
    /// Where `text` starts in the source.
    pub(super) start: usize,
    /// The line without the white space round it.
    pub(super) text: &'a str,
    /// Columns of white space before it; a full-width blank is two.
    pub(super) indent: u32,
    /// A blank line or a page break stands before it.
    pub(super) is_apart: bool,
    /// A page break stands before it.
    pub(super) begins_page: bool,
}

/// The paragraph that a next line may belong to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Open<'a> {
    last: Line<'a>,
    /// A comma or full stop stands somewhere in the paragraph: it is prose, not a title or a form.
    is_prose: bool,
    is_heading: bool,
}

impl<'a> Open<'a> {
    /// A paragraph of one line so far.
    pub(super) fn new(first: Line<'a>) -> Self {
        let is_prose = has_prose_mark(first.text);
        let is_numbered = heading_number(first.text).is_some_and(|number| number.style != NumberStyle::Ordinal);
        Self { last: first, is_prose, is_heading: is_numbered && !is_prose }
    }

    /// The same with one more line.
    pub(super) fn with(self, next: Line<'a>) -> Self {
        Self { last: next, is_prose: self.is_prose || has_prose_mark(next.text), is_heading: false }
    }

    /// True where the paragraph is plainly unfinished: its last line is full and ends in the middle of a sentence.
    pub(super) fn is_cut(self) -> bool {
        !ends_paragraph(self.last.text) && self.is_prose && is_full(self.last.text)
    }

    /// True where `next` belongs to this paragraph; `margin` is the indent of lines that go on.
    pub(super) fn goes_on(self, next: Line<'_>, margin: u32) -> bool {
        let last = self.last.text;
        if ends_paragraph(last) || starts_paragraph(next.text) || has_cells(last) || has_cells(next.text) {
            return false;
        }
        if next.text.starts_with(MIDDLE_MARKS) || last.ends_with(OPEN_MARKS) {
            return true;
        }
        if next.indent > margin + 1 || self.is_heading {
            return false;
        }
        if has_unclosed_mark(last) {
            return true;
        }
        if !is_full(last) || !self.is_prose && is_label(next.text) {
            return false;
        }
        self.is_prose || !next.is_apart && has_prose_mark(next.text)
    }
}

/// Marks that no paragraph begins with.
pub(super) const MIDDLE_MARKS: [char; 11] = ['，', '。', '、', '；', '：', '！', '？', '）', '》', '”', '’'];
/// Marks that no paragraph ends with.
pub(super) const OPEN_MARKS: [char; 6] = ['，', '、', '（', '《', '“', '‘'];

fn has_prose_mark(line: &str) -> bool {
    line.contains(['，', '。', '；'])
}

/// True for a line after which a paragraph may end: behind a sentence or an introduction.
pub(super) fn ends_paragraph(line: &str) -> bool {
    let bare = line.trim_end_matches(['”', '’', '）', ')', '》', '』', '」']);
    let mut back = bare.chars().rev();
    match back.next() {
        Some('。' | '！' | '？' | '；' | '：' | '…' | '!' | '?' | ';' | ':') => true,
        Some('.') => !back.next().is_some_and(|c| c.is_ascii_digit()),
        _ => false,
    }
}

/// True for a line that only a paragraph begins with: a bullet, a number.
pub(super) fn starts_paragraph(line: &str) -> bool {
    let is_bullet = line.starts_with(['●', '■', '◆', '▪', '•', '★', '◎', '○', '□', '☑', '※', '#', '|', '│']);
    is_bullet
        || line.starts_with("- ")
        || line.starts_with("* ")
        || line.starts_with("附件")
        || heading_number(line).is_some()
}

/// Cells of a table set with tabs or wide gaps.
fn has_cells(line: &str) -> bool {
    line.contains('\t') || line.contains("    ") || line.contains("　　　　")
}

/// 填报日期：…: a line of a form.
fn is_label(line: &str) -> bool {
    line.chars().take(9).any(|c| matches!(c, '：' | ':'))
}

/// “全国 | 科普日”: the line ends inside a quotation, a title or a bracket.
fn has_unclosed_mark(line: &str) -> bool {
    let mut open = None;
    for c in line.chars() {
        match c {
            '“' => open = Some('”'),
            '《' => open = Some('》'),
            '（' => open = Some('）'),
            c if open == Some(c) => open = None,
            _ => {}
        }
    }
    open.is_some()
}

/// True for a line at least as long as the shortest full line of an official document (18 characters of the largest
/// body type on A4): a shorter line ended because its paragraph did.
fn is_full(line: &str) -> bool {
    const COLUMNS: u32 = 36;
    columns_up_to(line, COLUMNS) >= COLUMNS
}

fn columns_up_to(line: &str, most: u32) -> u32 {
    let mut columns = 0;
    for c in line.chars() {
        columns += if c.is_ascii() { 1 } else { 2 };
        if columns >= most {
            break;
        }
    }
    columns
}

/// The indent of lines that go on: the least of all full lines.
pub(super) fn margin<'a>(lines: impl Iterator<Item = Line<'a>>) -> u32 {
    let mut least = None;
    for line in lines.filter(|line| is_full(line.text)) {
        if line.indent == 0 {
            return 0;
        }
        least = Some(least.map_or(line.indent, |least: u32| least.min(line.indent)));
    }
    least.unwrap_or(0)
}

/// What a line that holds nothing but a page number looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PageNumber {
    /// `- 3 -`, `第 3 页`, `3/12`: certain.
    Marked,
    /// `3`: may be a table cell as well.
    Bare,
}

/// Recognises a page number.
pub(super) fn page_number(line: &str) -> Option<PageNumber> {
    const LONGEST: usize = 40;
    if line.len() > LONGEST {
        return None;
    }
    let bare: String = line.chars().filter(|c| !c.is_whitespace()).collect();
    let is_digits = |text: &str| (1..=3).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_digits(&bare) {
        return Some(PageNumber::Bare);
    }
    let dashes = ['-', '—', '－', '–', '·', '~', '～'];
    let inner = bare.trim_matches(dashes);
    if is_digits(inner) && bare.starts_with(dashes) && bare.ends_with(dashes) {
        return Some(PageNumber::Marked);
    }
    let page = bare.strip_prefix('第')?.split_once('页')?;
    let total = page.1.trim_start_matches([',', '，', '/']);
    let is_total =
        total.is_empty() || total.strip_prefix('共').and_then(|rest| rest.strip_suffix('页')).is_some_and(is_digits);
    (is_digits(page.0) && is_total).then_some(PageNumber::Marked)
}
