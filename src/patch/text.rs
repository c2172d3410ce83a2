//! Edits of a text file: only the bytes of the words that change.

use std::ops::Range;

use thiserror::Error;

use crate::source::{DecodeError, Encoding, decode};

/// Words put in the place of others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced: bytes of the decoded text, on character boundaries; empty to insert.
    pub range: Range<usize>,
    /// By what.
    pub replacement: String,
}

/// Why a file is left as it is.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum TextError {
    /// It is no text.
    #[error(transparent)]
    Undecodable(#[from] DecodeError),
    /// Edits overlap, or one stands outside of the text: the first of those.
    #[error("the edit at bytes {}..{} cannot be made", .0.start, .0.end)]
    Misplaced(Range<usize>),
    /// The new file would be read as another text, for its encoding is only told from its words.
    #[error("the file would not be read as {} any more", .0.name())]
    Ambiguous(Encoding),
}

impl Edit {
    /// The part of the edit that changes anything: what both texts begin and end with is left out.
    #[must_use]
    pub fn narrowed(&self, text: &str) -> Self {
        let old = text.get(self.range.clone()).unwrap_or("");
        let new = self.replacement.as_str();
        let same = |(a, b): &(char, char)| a == b;
        let front: usize = old.chars().zip(new.chars()).take_while(same).map(|(c, _)| c.len_utf8()).sum();
        let (old, new) = (old.get(front..).unwrap_or(""), new.get(front..).unwrap_or(""));
        let back: usize = old.chars().rev().zip(new.chars().rev()).take_while(same).map(|(c, _)| c.len_utf8()).sum();
        Self {
            range: self.range.start + front..self.range.end - back,
            replacement: new.get(..new.len() - back).unwrap_or("").to_owned(),
        }
    }

    /// True where both cannot be made: they share a byte, or insert at one place.
    fn clashes(&self, other: &Self) -> bool {
        let (a, b) = (&self.range, &other.range);
        a.start == b.start || (a.start < b.end && b.start < a.end)
    }
}

/// Parts edits that can be made together, in the order of the text, from those that overlap an earlier one. The same
/// edit named twice is made once.
#[must_use]
pub fn disjoint(mut edits: Vec<Edit>) -> (Vec<Edit>, Vec<Edit>) {
    edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
    let (mut taken, mut left): (Vec<Edit>, Vec<Edit>) = (Vec::new(), Vec::new());
    for edit in edits {
        match taken.last() {
            Some(last) if *last == edit => {}
            Some(last) if last.clashes(&edit) => left.push(edit),
            Some(_) | None => taken.push(edit),
        }
    }
    (taken, left)
}

/// The decoded text with its edits made; they are in order and do not overlap.
///
/// # Errors
/// If they do, or one stands outside of the text.
pub fn edited(text: &str, edits: &[Edit]) -> Result<String, TextError> {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        let misplaced = || TextError::Misplaced(edit.range.clone());
        let before = text.get(at..edit.range.start).ok_or_else(misplaced)?;
        text.get(edit.range.clone()).ok_or_else(misplaced)?;
        out.push_str(before);
        out.push_str(&edit.replacement);
        at = edit.range.end;
    }
    out.push_str(text.get(at..).unwrap_or(""));
    Ok(out)
}

/// Makes edits in the bytes of a text file: encoding, mark, line ends and every other byte stay. The edits are in order
/// and do not overlap.
///
/// # Errors
/// If the bytes are no text, an edit is misplaced, or the new file would be read as another text.
pub fn apply(bytes: &[u8], edits: &[Edit]) -> Result<Vec<u8>, TextError> {
    let (text, encoding) = decode(bytes)?;
    let expected = edited(&text, edits)?;
    let ends: Vec<usize> = edits.iter().flat_map(|edit| [edit.range.start, edit.range.end]).collect();
    let places = encoding.original_offsets(bytes, &text, &ends);
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    for (edit, place) in edits.iter().zip(places.chunks(2)) {
        let &[start, end] = place else { continue };
        out.extend_from_slice(bytes.get(at..start).unwrap_or(&[]));
        out.extend(encoding.encode(&edit.replacement));
        at = end;
    }
    out.extend_from_slice(bytes.get(at..).unwrap_or(&[]));
    match decode(&out) {
        Ok((text, _)) if text == expected => Ok(out),
        Ok(_) | Err(_) => Err(TextError::Ambiguous(encoding)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn edit(range: Range<usize>, replacement: &str) -> Edit {
        Edit { range, replacement: replacement.to_owned() }
    }

    /// An edit of the only place where some words stand.
    fn of(text: &str, old: &str, new: &str) -> Edit {
        let start = text.find(old).unwrap();
        edit(start..start + old.len(), new)
    }

    #[test]
    fn encoding_mark_and_line_ends_stay() {
        let text = "一、预算执行\r\n全年总支出减收 207.83 万元，\r合计\u{3000}𠮷项目\n";
        let new = "一、预算执行\r\n全年总支出减支 207.83 万元，\r合计\u{3000}𠮷项目\n";
        let change = [of(text, "减收", "减支")];
        let marks: [&[u8]; 7] = [b"", &[0xEF, 0xBB, 0xBF], &[0xFF, 0xFE], &[0xFE, 0xFF], b"", b"", b""];
        let encodings = [
            Encoding::Utf8,
            Encoding::Utf8Bom,
            Encoding::Utf16Le,
            Encoding::Utf16Be,
            Encoding::Utf16LeBare,
            Encoding::Utf16BeBare,
            Encoding::Gb18030,
        ];
        for (mark, encoding) in marks.into_iter().zip(encodings) {
            let file = |text: &str| [mark, &encoding.encode(text)].concat();
            assert_eq!(apply(&file(text), &change), Ok(file(new)), "{encoding:?}");
        }
    }

    #[test]
    fn odd_bytes_elsewhere_survive() {
        // 0x80 is the euro sign of Windows; encoding it anew would give two bytes.
        let mut bytes = Encoding::Gb18030.encode("预算执行情况良好，折合");
        bytes.push(0x80);
        let behind = bytes.len();
        bytes.extend(Encoding::Gb18030.encode("五十万元，总支出减收。"));
        let (text, _) = decode(&bytes).unwrap();
        let done = apply(&bytes, &[of(&text, "减收", "减支")]).unwrap();
        assert_eq!(done[..behind], bytes[..behind]);
        assert_eq!(done[behind..], Encoding::Gb18030.encode("五十万元，总支出减支。"));
    }

    #[test]
    fn the_first_of_two_that_overlap_is_made() {
        let (taken, left) = disjoint(vec![edit(6..9, "c"), edit(0..4, "a"), edit(3..6, "b"), edit(0..4, "a")]);
        assert_eq!(taken, [edit(0..4, "a"), edit(6..9, "c")]);
        assert_eq!(left, [edit(3..6, "b")]);
        let (taken, left) = disjoint(vec![edit(3..3, "a"), edit(3..3, "b"), edit(0..3, "c")]);
        assert_eq!((taken.len(), left.len()), (2, 1));
    }

    #[test]
    fn only_what_differs_is_changed() {
        let text = "总支出减\n收，";
        let wide = of(text, "总支出减\n收", "总支出减\n支");
        assert_eq!(wide.narrowed(text), of(text, "收", "支"));
        assert_eq!(edit(0..9, "总支出").narrowed(text), edit(9..9, ""));
    }

    #[test]
    fn misplaced_edits_are_refused() {
        let bytes = "完成率".as_bytes();
        for wrong in [vec![edit(1..3, "")], vec![edit(9..12, "")], vec![edit(3..6, ""), edit(0..3, "")]] {
            assert!(matches!(apply(bytes, &wrong), Err(TextError::Misplaced(_))), "{wrong:?}");
        }
    }

    #[test]
    fn a_file_that_would_be_read_otherwise_is_left_alone() {
        // In GB18030 these three characters have the bytes of 完成 in UTF-8.
        let bytes = Encoding::Gb18030.encode("自评得分");
        let all = [edit(0.."自评得分".len(), "瀹屾垚")];
        assert_eq!(apply(&bytes, &all), Err(TextError::Ambiguous(Encoding::Gb18030)));
    }

    proptest! {
        /// Whatever is edited in a file of any encoding: the text is the edited one, and the bytes between are the old.
        #[test]
        fn edits_change_their_words_and_nothing_else(
            parts in prop::collection::vec(("[预算执行0-9㐂𠮷，\r\n a-z]{0,8}", "[减收支万元]{0,3}", "[增减支x𠮷]{0,3}"), 1..6),
            which in 0..5usize,
        ) {
            let encoding =
                [Encoding::Utf8, Encoding::Utf8Bom, Encoding::Utf16Le, Encoding::Utf16Be, Encoding::Gb18030][which];
            let mark: &[u8] = match encoding {
                Encoding::Utf8Bom => &[0xEF, 0xBB, 0xBF],
                Encoding::Utf16Le => &[0xFF, 0xFE],
                Encoding::Utf16Be => &[0xFE, 0xFF],
                _ => b"",
            };
            // Enough words that the encoding can be told.
            let mut text = "绩效自评报告全年预算执行情况。".to_owned();
            let mut new = text.clone();
            let (mut edits, mut expected) = (Vec::new(), [mark, &encoding.encode(&text)].concat());
            for (between, old, replacement) in &parts {
                text.push_str(between);
                edits.push(edit(text.len()..text.len() + old.len(), replacement));
                text.push_str(old);
                new.push_str(between);
                new.push_str(replacement);
                expected.extend(encoding.encode(between));
                expected.extend(encoding.encode(replacement));
            }
            let bytes = [mark, &encoding.encode(&text)].concat();
            let (edits, left) = disjoint(edits);
            prop_assume!(left.is_empty());
            prop_assert_eq!(edited(&text, &edits), Ok(new));
            prop_assert_eq!(apply(&bytes, &edits), Ok(expected));
        }
    }
}
