//! Texts of cells: shared ones, and how characters are written in them.

use std::borrow::Cow;
use std::ops::Range;

use super::super::xml::{Piece, Xml, XmlError};
use super::tags::Tag;

/// The texts that cells share.
#[derive(Debug, Default)]
pub(super) struct SharedStrings {
    text: String,
    ends: Vec<usize>,
}

impl SharedStrings {
    /// Reads their part. What is spelt above Chinese characters (their pronunciation) is no text.
    pub(super) fn read(xml: &str) -> Result<Self, XmlError> {
        let mut xml = Xml::<Tag>::new(xml);
        let mut strings = Self::default();
        let mut one = String::new();
        loop {
            match xml.next()? {
                Piece::Open(element) if element.tag == Tag::Phonetic => xml.skip()?,
                Piece::Text(text, _) if xml.inner() == Some(Tag::Text) => one.push_str(text),
                Piece::Reference(c, _) if xml.inner() == Some(Tag::Text) => one.push(c),
                Piece::Close(Tag::Shared) => {
                    strings.text.push_str(&unescaped(&one));
                    strings.ends.push(strings.text.len());
                    one.clear();
                }
                Piece::End => return Ok(strings),
                Piece::Open(_) | Piece::Close(_) | Piece::Text(..) | Piece::Reference(..) => {}
            }
        }
    }

    /// One of them.
    pub(super) fn get(&self, index: usize) -> Option<&str> {
        let end = *self.ends.get(index)?;
        let start = index.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        self.text.get(start..end)
    }
}

/// A text as people see it: `_x000D_` is the character of that number, lines end with one line break, and other control
/// characters are blanks.
pub(super) fn unescaped(text: &str) -> Cow<'_, str> {
    if !text.contains("_x") && !text.contains(|c: char| c.is_control() && c != '\n') {
        return Cow::Borrowed(text);
    }
    let mut clean = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let (c, length) = escaped(rest).map_or_else(|| (c, c.len_utf8()), |(c, range)| (c, range.end));
        rest = rest.get(length..).unwrap_or("");
        match c {
            '\r' => {}
            '\n' => clean.push('\n'),
            c if c.is_control() => clean.push(' '),
            c => clean.push(c),
        }
    }
    Cow::Owned(clean)
}

/// The character that a text begins with in the form `_x0041_`.
fn escaped(text: &str) -> Option<(char, Range<usize>)> {
    const LENGTH: usize = 7;
    let digits = text.strip_prefix("_x")?.get(..4)?;
    let is_closed = text.as_bytes().get(LENGTH - 1) == Some(&b'_');
    let is_number = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    let c = u32::from_str_radix(digits, 16).ok().filter(|_| is_closed && is_number).and_then(char::from_u32)?;
    Some((c, 0..LENGTH))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shared_texts_are_read_with_runs_and_without_pronunciation() {
        let xml = "<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">\
            <si><t>项目</t></si><si><r><t>支</t></r><r><rPr><b/></rPr><t xml:space=\"preserve\">出 &amp; 收</t></r>\
            <rPh sb=\"0\" eb=\"1\"><t>ZHI</t></rPh></si><si/><si><t>甲_x000D_\n乙_x0041__xZZZZ_</t></si></sst>";
        let strings = SharedStrings::read(xml).expect("well-formed");
        let all: Vec<Option<&str>> = (0..5).map(|index| strings.get(index)).collect();
        assert_eq!(all, [Some("项目"), Some("支出 & 收"), Some(""), Some("甲\n乙A_xZZZZ_"), None]);
    }
}
