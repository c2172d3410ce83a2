//! Lines that fit a terminal, counted in columns: a Chinese character takes two.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// How many columns a text takes.
#[must_use]
pub fn columns(text: &str) -> usize {
    text.width()
}

/// How many columns a character takes.
pub(super) fn columns_of(c: char) -> usize {
    c.width().unwrap_or(0)
}

/// Breaks a text into lines of at most `width` columns: between any two Chinese characters, at blanks between words,
/// and never so that a line starts with a closing mark.
#[must_use]
pub fn wrapped(text: &str, width: usize) -> Vec<String> {
    let width = width.max(8);
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut used = 0;
    for piece in pieces(text) {
        let wide = columns(piece.trim_end());
        if used + wide > width && used > 0 {
            lines.push(line.trim_end().to_owned());
            line = String::new();
            used = 0;
        }
        if wide > width {
            used = push_broken(&mut lines, &mut line, piece, width);
        } else {
            line.push_str(piece);
            used += columns(piece);
        }
    }
    if !line.trim_end().is_empty() || lines.is_empty() {
        lines.push(line.trim_end().to_owned());
    }
    lines
}

/// A text whose lines were broken for the eye, in one line for each paragraph: a break between two Chinese characters is
/// nothing, any other a blank.
#[must_use]
pub(crate) fn unbroken(text: &str) -> String {
    let mut whole = String::new();
    let mut is_gap = false;
    for line in text.trim().lines().map(str::trim) {
        if line.is_empty() {
            is_gap = true;
            continue;
        }
        // Quotation marks and dashes of Chinese text count as narrow, yet take no blank either.
        let wide = |c: Option<char>| c.is_some_and(|c| !c.is_ascii());
        let between = match (whole.is_empty(), is_gap) {
            (true, _) => "",
            (false, true) => "\n\n",
            (false, false) if wide(whole.chars().next_back()) && wide(line.chars().next()) => "",
            (false, false) => " ",
        };
        whole.push_str(between);
        whole.push_str(line);
        is_gap = false;
    }
    whole
}

/// The pieces between which a line may be broken; a closing mark stays with the character before it, an opening one
/// with the character behind it.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut before: Option<char> = None;
    for (offset, c) in text.char_indices() {
        if before.is_some_and(|before| may_break(before, c)) {
            pieces.extend(text.get(start..offset));
            start = offset;
        }
        before = Some(c);
    }
    pieces.extend(text.get(start..).filter(|rest| !rest.is_empty()));
    pieces
}

fn may_break(before: char, after: char) -> bool {
    const CLOSING: &str = "，。、；：！？）》】〉」』”’…—%％·,.;:!?)]}›";
    const OPENING: &str = "（《【〈「『“‘([{‹";
    // A number keeps its unit.
    let amount = (before.is_ascii_digit() && columns_of(after) == 2) || ("万亿".contains(before) && after == '元');
    if CLOSING.contains(after) || OPENING.contains(before) || after == ' ' || amount {
        return false;
    }
    before == ' ' || columns_of(before) == 2 || columns_of(after) == 2 || CLOSING.contains(before) && !before.is_ascii()
}

/// Adds a word that is longer than a line; gives the columns used on the last line.
fn push_broken(lines: &mut Vec<String>, line: &mut String, piece: &str, width: usize) -> usize {
    let mut used = 0;
    for c in piece.chars() {
        if used + columns_of(c) > width {
            lines.push(std::mem::take(line));
            used = 0;
        }
        line.push(c);
        used += columns_of(c);
    }
    used
}

#[cfg(test)]
mod tests {
    use super::{unbroken, wrapped};

    #[test]
    fn no_line_starts_with_a_comma_and_words_stay_whole() {
        assert_eq!(wrapped("全年支出完成数与预算数，两者不符", 20), ["全年支出完成数与预算", "数，两者不符"]);
        assert_eq!(wrapped("全年支出完成数与预算，两者不符", 20), ["全年支出完成数与预", "算，两者不符"]);
        assert_eq!(wrapped("the executed amount", 12), ["the executed", "amount"]);
        assert_eq!(wrapped("应为 879.34万元", 12), ["应为", "879.34万元"]);
    }

    #[test]
    fn a_break_between_chinese_characters_is_nothing() {
        assert_eq!(
            unbroken("两个词首尾同字\n（现在在建）\n很多。\n\nOne line,\nand another.\n"),
            "两个词首尾同字（现在在建）很多。\n\nOne line, and another."
        );
    }

    #[test]
    fn a_word_longer_than_the_line_is_cut() {
        assert_eq!(wrapped("0123456789abcdef", 10), ["0123456789", "abcdef"]);
        assert_eq!(wrapped("", 10), [""]);
    }
}
