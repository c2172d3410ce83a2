//! The one place where text of others is made safe to show.
//!
//! A draft may hold escape codes that recolour or rewrite a terminal, marks that turn the reading direction, and
//! characters that nobody sees. All of them are shown as what they are.

use std::borrow::Cow;
use std::fmt::Write;

use super::wrap::columns_of;

/// Replaces what is invisible or steers a terminal by something that can be seen: `␛` for an escape, `‹U+202E›` for
/// a mark that turns the direction, a blank for an end of line.
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_unsafe) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        push_visible(&mut shown, c);
    }
    Cow::Owned(shown)
}

/// Adds one character as it may be shown.
pub(super) fn push_visible(shown: &mut String, c: char) {
    match c {
        '\t' => shown.push_str("    "),
        '\n' | '\r' => shown.push(' '),
        '\0'..='\u{1f}' => shown.push(char::from_u32(0x2400 + u32::from(c)).unwrap_or(char::REPLACEMENT_CHARACTER)),
        '\u{7f}' => shown.push('␡'),
        _ if is_unsafe(c) => {
            // Writing to a String cannot fail.
            let _ = write!(shown, "‹U+{:04X}›", u32::from(c));
        }
        _ => shown.push(c),
    }
}

/// How many columns a character takes as [`push_visible`] shows it.
pub(super) fn shown_columns(c: char) -> usize {
    match c {
        '\t' => 4,
        '\0'..='\u{1f}' | '\u{7f}' => 1,
        _ if is_unsafe(c) => 8 + usize::from(c > '\u{ffff}'),
        _ => columns_of(c),
    }
}

/// True for control characters, marks of direction, and characters without width that hide in words.
pub(super) fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{180e}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::visible;

    #[test]
    fn escape_codes_and_direction_marks_are_shown_as_what_they_are() {
        assert_eq!(visible("完\u{1b}[31m成\u{202e}率\u{9b}"), "完␛[31m成‹U+202E›率‹U+009B›");
        assert_eq!(visible("一\r\n二\t三\u{7f}"), "一  二    三␡");
        assert_eq!(visible("预算\u{200b}数\u{feff}"), "预算‹U+200B›数‹U+FEFF›");
    }

    #[test]
    fn chinese_text_is_left_alone() {
        let text = "“完成”——76.37％（㎡）𠮷①…";
        assert!(matches!(visible(text), std::borrow::Cow::Borrowed(same) if same == text));
    }
}
