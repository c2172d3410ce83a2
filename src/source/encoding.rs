//! Bytes to text: UTF-8 with or without a byte-order mark, UTF-16 with one, GB18030/GBK detected.

use thiserror::Error;

/// How the bytes of a file were encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// UTF-8 without mark.
    Utf8,
    /// UTF-8 behind a byte-order mark.
    Utf8Bom,
    /// UTF-16, little end first.
    Utf16Le,
    /// UTF-16, big end first.
    Utf16Be,
    /// GB18030 (GBK and GB2312 are parts of it).
    Gb18030,
}

impl Encoding {
    /// The name shown to people and tools.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Utf8 | Self::Utf8Bom => "utf-8",
            Self::Utf16Le => "utf-16le",
            Self::Utf16Be => "utf-16be",
            Self::Gb18030 => "gb18030",
        }
    }

    /// The byte in the original file at which a byte offset of the decoded text stands.
    #[must_use]
    pub fn original_offset(self, text: &str, offset: usize) -> usize {
        let before = text.get(..offset).unwrap_or(text);
        match self {
            Self::Utf8 => before.len(),
            Self::Utf8Bom => before.len() + 3,
            Self::Utf16Le | Self::Utf16Be => 2 + 2 * before.chars().map(char::len_utf16).sum::<usize>(),
            Self::Gb18030 => encoding_rs::GB18030.encode(before).0.len(),
        }
    }
}

/// Why bytes are no text.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum DecodeError {
    /// Neither UTF-8, UTF-16 nor GB18030.
    #[error("not a text file: byte {offset} fits no known encoding")]
    NotText {
        /// The first byte that fits nothing.
        offset: usize,
    },
}

/// Decodes the bytes of a file.
///
/// # Errors
/// If the bytes are no text in any encoding known here, or hold NUL or other control bytes that no text has.
pub fn decode(bytes: &[u8]) -> Result<(String, Encoding), DecodeError> {
    let (text, encoding) = match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => (utf8(rest).map_err(|error| shifted(&error, 3))?, Encoding::Utf8Bom),
        [0xFF, 0xFE, rest @ ..] => (utf16(rest, u16::from_le_bytes)?, Encoding::Utf16Le),
        [0xFE, 0xFF, rest @ ..] => (utf16(rest, u16::from_be_bytes)?, Encoding::Utf16Be),
        _ => match utf8(bytes) {
            Ok(text) => (text, Encoding::Utf8),
            Err(error) => (gb18030(bytes).ok_or(error)?, Encoding::Gb18030),
        },
    };
    match text.char_indices().find(|(_, c)| is_junk(*c)) {
        Some((at, _)) => Err(DecodeError::NotText { offset: encoding.original_offset(&text, at) }),
        None => Ok((text, encoding)),
    }
}

fn utf8(bytes: &[u8]) -> Result<String, DecodeError> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.to_owned()),
        Err(error) => Err(DecodeError::NotText { offset: error.valid_up_to() }),
    }
}

fn shifted(error: &DecodeError, by: usize) -> DecodeError {
    let DecodeError::NotText { offset } = error;
    DecodeError::NotText { offset: offset + by }
}

fn utf16(bytes: &[u8], join: fn([u8; 2]) -> u16) -> Result<String, DecodeError> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let mut text = String::with_capacity(bytes.len());
    let mut offset = 2;
    for unit in char::decode_utf16(pairs.iter().map(|pair| join(*pair))) {
        let c = unit.map_err(|_| DecodeError::NotText { offset })?;
        offset += 2 * c.len_utf16();
        text.push(c);
    }
    if rest.is_empty() { Ok(text) } else { Err(DecodeError::NotText { offset }) }
}

/// GB18030 if the bytes are wholly valid in it and the detector does not favour another script.
fn gb18030(bytes: &[u8]) -> Option<String> {
    let text = encoding_rs::GB18030.decode_without_bom_handling_and_without_replacement(bytes)?;
    let chinese = text.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).count();
    let foreign = text.chars().filter(|c| !c.is_ascii()).count();
    // Bytes of another encoding come out as rare characters, not as everyday Chinese and its punctuation.
    let everyday = chinese
        + text
            .chars()
            .filter(|c| matches!(c, '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ffef}' | '\u{2010}'..='\u{2040}'))
            .count();
    (foreign > 0 && everyday * 10 >= foreign * 8).then(|| text.into_owned())
}

/// Control characters that no text file has.
fn is_junk(c: char) -> bool {
    matches!(c, '\0'..='\u{8}' | '\u{e}'..='\u{1a}' | '\u{1c}'..='\u{1f}' | '\u{fffd}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_encoding_comes_back_with_its_offsets() {
        let text = "全年收入673.79万元，完成";
        let utf16: Vec<u8> = [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        let gbk = encoding_rs::GB18030.encode(text).0.into_owned();
        let offset = text.find('万').unwrap();
        for (bytes, encoding, original) in [
            (text.as_bytes().to_vec(), Encoding::Utf8, offset),
            ([&[0xEF, 0xBB, 0xBF], text.as_bytes()].concat(), Encoding::Utf8Bom, offset + 3),
            (utf16, Encoding::Utf16Le, 2 + 2 * 10),
            (gbk, Encoding::Gb18030, 4 * 2 + 6),
        ] {
            assert_eq!(decode(&bytes), Ok((text.to_owned(), encoding)));
            assert_eq!(encoding.original_offset(text, offset), original, "{encoding:?}");
        }
    }

    #[test]
    fn junk_is_refused_with_its_place() {
        assert_eq!(decode(b"ab\0cd"), Err(DecodeError::NotText { offset: 2 }));
        assert_eq!(decode(&[0xFF, 0xD8, 0xFF, 0xE0, 0, 16]), Err(DecodeError::NotText { offset: 0 }));
        assert!(decode(&[0xFF, 0xFE, 0x61]).is_err());
    }
}
