//! Bytes to text: UTF-8 and UTF-16 with or without a byte-order mark, GB18030/GBK detected.
//!
//! Strict: a byte that fits nothing is an error with its place, never a replacement character, for a replaced digit
//! would be a wrong figure.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, EncoderResult, GB18030, GBK, SHIFT_JIS};
use thiserror::Error;

/// How the bytes of a file were encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// UTF-8 without mark.
    Utf8,
    /// UTF-8 behind a byte-order mark.
    Utf8Bom,
    /// UTF-16 behind a mark, little end first.
    Utf16Le,
    /// UTF-16 behind a mark, big end first.
    Utf16Be,
    /// UTF-16 without mark, little end first.
    Utf16LeBare,
    /// UTF-16 without mark, big end first.
    Utf16BeBare,
    /// GB18030 (GBK and GB2312 are parts of it).
    Gb18030,
}

impl Encoding {
    /// The name people know it by.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Utf8 | Self::Utf8Bom => "UTF-8",
            Self::Utf16Le | Self::Utf16Be | Self::Utf16LeBare | Self::Utf16BeBare => "UTF-16",
            Self::Gb18030 => "GB18030",
        }
    }

    /// True where the file began with a byte-order mark.
    #[must_use]
    pub const fn is_marked(self) -> bool {
        match self {
            Self::Utf8Bom | Self::Utf16Le | Self::Utf16Be => true,
            Self::Utf8 | Self::Utf16LeBare | Self::Utf16BeBare | Self::Gb18030 => false,
        }
    }

    /// The byte in the original file at which a byte offset of the decoded text stands.
    ///
    /// Linear in the offset for UTF-16 and GB18030, so it is asked only for what is shown.
    #[must_use]
    pub fn original_offset(self, text: &str, offset: usize) -> usize {
        let before = text.get(..text.floor_char_boundary(offset)).unwrap_or("");
        match self {
            Self::Utf8 => offset.min(text.len()),
            Self::Utf8Bom => offset.min(text.len()) + UTF8_BOM.len(),
            Self::Utf16Le | Self::Utf16Be => 2 + utf16_length(before),
            Self::Utf16LeBare | Self::Utf16BeBare => utf16_length(before),
            Self::Gb18030 => gb18030_length(before),
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
    /// Text in an encoding that is not read here: its bytes make characters in GB18030, but not words.
    #[error("text in {encoding}, which is not read here")]
    OtherEncoding {
        /// The first byte beyond ASCII.
        offset: usize,
        /// What it seems to be.
        encoding: &'static str,
    },
    /// Text in a known encoding with a damaged place.
    #[error("damaged {} text: byte {offset} does not belong there", encoding.name())]
    Damaged {
        /// What the rest is.
        encoding: Encoding,
        /// The first damaged byte.
        offset: usize,
    },
}

const UTF8_BOM: &[u8] = &[0xEF, 0xBB, 0xBF];

/// Decodes the bytes of a file.
///
/// # Errors
/// If the bytes are no text in any encoding known here.
pub fn decode(bytes: &[u8]) -> Result<(String, Encoding), DecodeError> {
    match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => utf8_behind_mark(rest),
        [0xFF, 0xFE, rest @ ..] => utf16(rest, 2, Encoding::Utf16Le, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => utf16(rest, 2, Encoding::Utf16Be, u16::from_be_bytes),
        _ => without_mark(bytes),
    }
}

fn utf8_behind_mark(rest: &[u8]) -> Result<(String, Encoding), DecodeError> {
    refuse_control_bytes(rest, UTF8_BOM.len())?;
    match std::str::from_utf8(rest) {
        Ok(text) => Ok((text.to_owned(), Encoding::Utf8Bom)),
        Err(error) => {
            Err(DecodeError::Damaged { encoding: Encoding::Utf8Bom, offset: UTF8_BOM.len() + error.valid_up_to() })
        }
    }
}

fn utf16(
    rest: &[u8],
    start: usize,
    encoding: Encoding,
    unit_from_bytes: fn([u8; 2]) -> u16,
) -> Result<(String, Encoding), DecodeError> {
    let (pairs, odd) = rest.as_chunks::<2>();
    let mut text = String::with_capacity(rest.len() * 3 / 2);
    let mut offset = start;
    for decoded in char::decode_utf16(pairs.iter().map(|pair| unit_from_bytes(*pair))) {
        match decoded {
            Ok('\0') => return Err(DecodeError::NotText { offset }),
            Ok(c) => {
                text.push(c);
                offset += 2 * c.len_utf16();
            }
            Err(_) => return Err(DecodeError::Damaged { encoding, offset }),
        }
    }
    if odd.is_empty() { Ok((text, encoding)) } else { Err(DecodeError::Damaged { encoding, offset }) }
}

/// UTF-16 that lost its mark. Its line ends and digits hold a zero byte, and only the right end first makes Chinese
/// words of the rest.
fn bare_utf16(bytes: &[u8]) -> Option<(String, Encoding)> {
    if !bytes.len().is_multiple_of(2) || !bytes.contains(&0) {
        return None;
    }
    let little = || utf16(bytes, 0, Encoding::Utf16LeBare, u16::from_le_bytes);
    let big = || utf16(bytes, 0, Encoding::Utf16BeBare, u16::from_be_bytes);
    let reads = |found: &(String, Encoding)| is_mostly_chinese(&found.0) && !has_many_controls(&found.0);
    little().ok().filter(reads).or_else(|| big().ok().filter(reads))
}

fn has_many_controls(text: &str) -> bool {
    let controls = text.chars().filter(|c| c.is_control() && !c.is_whitespace()).count();
    controls > 3 + text.len() / 100
}

fn without_mark(bytes: &[u8]) -> Result<(String, Encoding), DecodeError> {
    if let Some(found) = bare_utf16(bytes) {
        return Ok(found);
    }
    refuse_control_bytes(bytes, 0)?;
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok((text.to_owned(), Encoding::Utf8)),
        Err(error) if is_evidently_utf8(bytes, error.valid_up_to()) => {
            Err(DecodeError::Damaged { encoding: Encoding::Utf8, offset: error.valid_up_to() })
        }
        Err(error) => gb18030(bytes, error.valid_up_to()),
    }
}

/// Refuses what no text holds: a NUL, or control characters above one byte in a hundred.
fn refuse_control_bytes(bytes: &[u8], shift: usize) -> Result<(), DecodeError> {
    let is_control = |byte: u8| byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0B | 0x0C | 0x1A | 0x1B);
    let mut first = None;
    let mut count = 0usize;
    // The minimum over a block finds the rare block that needs a second look; most texts never do.
    for (index, block) in bytes.chunks(256).enumerate() {
        if !block.iter().fold(false, |any, byte| any | is_control(*byte)) {
            continue;
        }
        for (place, byte) in block.iter().enumerate().filter(|(_, byte)| is_control(**byte)) {
            let offset = shift + index * 256 + place;
            if *byte == 0 {
                return Err(DecodeError::NotText { offset });
            }
            count += 1;
            first = first.or(Some(offset));
        }
    }
    match first {
        Some(offset) if count > 3 + bytes.len() / 100 => Err(DecodeError::NotText { offset }),
        _ => Ok(()),
    }
}

/// True where the part before the first wrong byte can hardly be anything but UTF-8: GBK text runs into an
/// impossible sequence within its first few characters.
fn is_evidently_utf8(bytes: &[u8], valid: usize) -> bool {
    let sequences = bytes.iter().take(valid).filter(|byte| **byte >= 0xC2).take(4).count();
    sequences >= 4
}

fn gb18030(bytes: &[u8], first_wrong: usize) -> Result<(String, Encoding), DecodeError> {
    let damaged = || {
        let offset = first_damage(bytes).unwrap_or(first_wrong);
        if looks_like_gbk(bytes) {
            DecodeError::Damaged { encoding: Encoding::Gb18030, offset }
        } else {
            DecodeError::NotText { offset }
        }
    };
    let text = GB18030.decode_without_bom_handling_and_without_replacement(bytes).ok_or_else(damaged)?;
    if !is_written_in_common_characters(bytes)
        && let Some(encoding) = other_encoding(bytes)
    {
        return Err(DecodeError::OtherEncoding { offset: first_wrong, encoding });
    }
    if looks_like_gbk(bytes) || is_mostly_chinese(&text) {
        Ok((text.into_owned(), Encoding::Gb18030))
    } else {
        Err(DecodeError::NotText { offset: first_wrong })
    }
}

fn looks_like_gbk(bytes: &[u8]) -> bool {
    let guess = guess(bytes, b"cn");
    guess == GBK || guess == GB18030
}

/// Asks the detector, on a sample: it is slower than the decoder.
fn guess(bytes: &[u8], domain: &[u8]) -> &'static encoding_rs::Encoding {
    let sample = bytes.get(..bytes.len().min(1 << 16)).unwrap_or(bytes);
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, sample.len() == bytes.len());
    detector.guess(Some(domain), Utf8Detection::Deny)
}

/// True where three in four double bytes stand in the rows of GB2312, which hold the characters of daily use: in text
/// of another double-byte encoding every second one falls outside.
fn is_written_in_common_characters(bytes: &[u8]) -> bool {
    let (mut all, mut common) = (0_usize, 0_usize);
    let mut rest = bytes.get(..bytes.len().min(1 << 16)).unwrap_or(bytes);
    while let [lead, tail @ ..] = rest {
        rest = match (lead, tail) {
            (0..0x80, tail) => tail,
            (lead, [trail, behind @ ..]) => {
                all += 1;
                common += usize::from(matches!(lead, 0xA1..=0xF7) && *trail >= 0xA1);
                behind
            }
            (_, []) => &[],
        };
    }
    common * 4 >= all * 3
}

/// The encoding of Chinese and Japanese neighbours that the bytes fit, if they fit one.
fn other_encoding(bytes: &[u8]) -> Option<&'static str> {
    let fits = |encoding: &'static encoding_rs::Encoding| {
        encoding.decode_without_bom_handling_and_without_replacement(bytes).is_some()
    };
    let domains: [&[u8]; 2] = [b"tw", b"jp"];
    let mut guesses = domains.iter().map(|domain| guess(bytes, domain));
    let found = guesses.find(|guess| [BIG5, SHIFT_JIS].contains(guess) && fits(guess))?;
    Some(found.name())
}

/// True where nine in ten characters beyond ASCII are Chinese characters or their punctuation: junk that happens to
/// decode is full of rare symbols.
fn is_mostly_chinese(text: &str) -> bool {
    let wide = text.chars().filter(|c| !c.is_ascii());
    let (all, known) = wide.take(1 << 14).fold((0usize, 0usize), |(all, known), c| {
        let is_known = matches!(c, '\u{4E00}'..='\u{9FFF}' | '\u{20000}'..='\u{323AF}' | '\u{3000}'..='\u{303F}' | '\u{FF01}'..='\u{FF5E}'
            | '“' | '”' | '‘' | '’' | '—' | '…' | '·' | '①'..='⑳' | '≥' | '≤' | '‰' | '℃' | '×' | '÷');
        (all + 1, known + usize::from(is_known))
    });
    known * 10 >= all * 9
}

/// The first byte at which decoding as GB18030 fails.
fn first_damage(bytes: &[u8]) -> Option<usize> {
    let mut decoder = GB18030.new_decoder_without_bom_handling();
    let mut buffer = [0u8; 4096];
    let mut read = 0;
    loop {
        let rest = bytes.get(read..)?;
        let (result, used, _) = decoder.decode_to_utf8_without_replacement(rest, &mut buffer, true);
        read += used;
        match result {
            encoding_rs::DecoderResult::InputEmpty => return None,
            encoding_rs::DecoderResult::OutputFull => {}
            encoding_rs::DecoderResult::Malformed(length, behind) => {
                return Some(read.saturating_sub(usize::from(length) + usize::from(behind)));
            }
        }
    }
}

fn utf16_length(text: &str) -> usize {
    text.chars().map(|c| 2 * c.len_utf16()).sum()
}

fn gb18030_length(mut text: &str) -> usize {
    let mut encoder = GB18030.new_encoder();
    let mut buffer = [0u8; 4096];
    let mut length = 0;
    while !text.is_empty() {
        let (result, read, written) = encoder.encode_from_utf8_without_replacement(text, &mut buffer, true);
        length += written;
        text = text.get(read..).unwrap_or("");
        // GB18030 holds all of Unicode, so nothing is unmappable; the arm is there for the type.
        if matches!(result, EncoderResult::InputEmpty | EncoderResult::Unmappable(_)) && read == 0 {
            break;
        }
    }
    length
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gbk(text: &str) -> Vec<u8> {
        GB18030.encode(text).0.into_owned()
    }

    #[test]
    fn every_encoding_gives_the_same_text_and_places() {
        let text = "预算数\r\n12.5万元，𠮷项目";
        let utf16 = |mark: [u8; 2], to: fn(u16) -> [u8; 2]| {
            let mut bytes = mark.to_vec();
            bytes.extend(text.encode_utf16().flat_map(to));
            bytes
        };
        let mut marked = UTF8_BOM.to_vec();
        marked.extend(text.as_bytes());
        let files = [
            (text.as_bytes().to_vec(), Encoding::Utf8),
            (marked, Encoding::Utf8Bom),
            (utf16([0xFF, 0xFE], u16::to_le_bytes), Encoding::Utf16Le),
            (utf16([0xFE, 0xFF], u16::to_be_bytes), Encoding::Utf16Be),
            (utf16([0xFF, 0xFE], u16::to_le_bytes).split_off(2), Encoding::Utf16LeBare),
            (utf16([0xFE, 0xFF], u16::to_be_bytes).split_off(2), Encoding::Utf16BeBare),
            (gbk(text), Encoding::Gb18030),
        ];
        for (bytes, encoding) in files {
            let (decoded, found) = decode(&bytes).expect("is text");
            assert_eq!((decoded.as_str(), found), (text, encoding));
            assert_eq!(found.original_offset(&decoded, decoded.len()), bytes.len());
            let at = decoded.find("12").expect("is there");
            let original = found.original_offset(&decoded, at);
            let shown: Vec<u8> = bytes[original..].iter().copied().filter(|byte| *byte != 0).take(2).collect();
            assert_eq!(shown, b"12");
        }
    }

    #[test]
    fn short_gbk_is_detected() {
        assert_eq!(decode(&gbk("自评得分")).map(|(text, _)| text), Ok("自评得分".to_owned()));
    }

    #[test]
    fn the_encodings_of_neighbours_are_named() {
        let traditional = "各機關預算執行情況良好，完成率為百分之九十。";
        let japanese = "予算の執行状況は良好です。カタカナもあります。";
        for (bytes, expected) in [(BIG5.encode(traditional).0, "Big5"), (SHIFT_JIS.encode(japanese).0, "Shift_JIS")] {
            let found = decode(&bytes);
            let named = matches!(&found, Err(DecodeError::OtherEncoding { encoding, .. }) if *encoding == expected);
            assert!(named, "{expected}: {found:?}");
        }
        // Traditional characters and rare names in a mainland file stay what they are.
        let rare = "经办人：李喆、朱镕基、陳德銘。全年支出完成预算的97.5%，絕大部分按期完成。";
        assert_eq!(decode(&gbk(rare)).map(|(text, _)| text), Ok(rare.to_owned()));
    }

    #[test]
    fn damage_is_told_with_its_byte() {
        let mut bytes = "全年预算执行情况".as_bytes().to_vec();
        bytes.truncate(bytes.len() - 1);
        assert_eq!(decode(&bytes), Err(DecodeError::Damaged { encoding: Encoding::Utf8, offset: 21 }));
        let mut bytes = gbk("全年预算执行情况良好，按时完成。");
        bytes.insert(4, 0xFF);
        assert!(matches!(
            decode(&bytes),
            Err(DecodeError::Damaged { offset: 4, .. } | DecodeError::NotText { offset: 4 })
        ));
        assert_eq!(
            decode(&[0xFF, 0xFE, 0x41, 0x00, 0x00, 0xD8]),
            Err(DecodeError::Damaged { encoding: Encoding::Utf16Le, offset: 4 })
        );
    }

    #[test]
    fn binary_is_no_text() {
        assert_eq!(decode(b"ab\0cd"), Err(DecodeError::NotText { offset: 2 }));
        assert_eq!(decode(&[1, 2, 3, 4, 5, 6]), Err(DecodeError::NotText { offset: 0 }));
        assert!(decode(&[0x89, 0x50, 0x4E, 0x47, 0xFF, 0xFE, 0x80]).is_err());
    }
}
