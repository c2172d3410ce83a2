//! From decoded text back to the bytes of its file.

use encoding_rs::GB18030;

use super::Encoding;

impl Encoding {
    /// The text as bytes of a file in this encoding, without a byte-order mark.
    #[must_use]
    pub fn encode(self, text: &str) -> Vec<u8> {
        match self {
            Self::Utf8 | Self::Utf8Bom => text.as_bytes().to_vec(),
            Self::Utf16Le | Self::Utf16LeBare => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            Self::Utf16Be | Self::Utf16BeBare => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
            // It holds all of Unicode.
            Self::Gb18030 => GB18030.encode(text).0.into_owned(),
        }
    }

    /// The bytes of the file at which offsets of its decoded text stand; the offsets ascend, one behind the end counts
    /// as the end and one inside a character as the next.
    ///
    /// What was decoded is walked beside what it came from, for a character can have several encodings.
    #[must_use]
    pub fn original_offsets(self, bytes: &[u8], text: &str, offsets: &[usize]) -> Vec<usize> {
        let mut found = Vec::with_capacity(offsets.len());
        let mut rest = offsets.iter().copied().peekable();
        let mut byte = self.mark_length();
        for (offset, c) in text.char_indices() {
            if rest.peek().is_none() {
                break;
            }
            while rest.next_if(|wanted| *wanted <= offset).is_some() {
                found.push(byte);
            }
            byte += self.length_at(bytes, byte, c);
        }
        found.extend(rest.map(|_| byte.min(bytes.len())));
        found
    }

    /// How many bytes the byte-order mark takes.
    #[must_use]
    pub const fn mark_length(self) -> usize {
        match self {
            Self::Utf8Bom => 3,
            Self::Utf16Le | Self::Utf16Be => 2,
            Self::Utf8 | Self::Utf16LeBare | Self::Utf16BeBare | Self::Gb18030 => 0,
        }
    }

    /// How many bytes the character takes that was decoded from those at `at`.
    fn length_at(self, bytes: &[u8], at: usize, c: char) -> usize {
        match self {
            Self::Utf8 | Self::Utf8Bom => c.len_utf8(),
            Self::Utf16Le | Self::Utf16Be | Self::Utf16LeBare | Self::Utf16BeBare => 2 * c.len_utf16(),
            Self::Gb18030 => match (bytes.get(at), bytes.get(at + 1)) {
                (Some(..=0x80), _) | (_, None) => 1,
                (_, Some(b'0'..=b'9')) => 4,
                (_, Some(_)) => 2,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::decode;

    #[test]
    fn offsets_lead_back_to_the_bytes_they_came_from() {
        let text = "预算𠮷数\r\n12.5万元㐂";
        for encoding in [Encoding::Utf8, Encoding::Utf16LeBare, Encoding::Utf16BeBare, Encoding::Gb18030] {
            let bytes = encoding.encode(text);
            let offsets: Vec<usize> = text.char_indices().map(|(offset, _)| offset).chain([text.len()]).collect();
            let found = encoding.original_offsets(&bytes, text, &offsets);
            for (offset, byte) in offsets.iter().zip(found) {
                assert_eq!(encoding.encode(text.get(..*offset).unwrap()), bytes[..byte], "{encoding:?} {offset}");
            }
        }
    }

    #[test]
    fn a_euro_sign_of_windows_takes_its_one_byte() {
        let mut bytes = Encoding::Gb18030.encode("预算执行情况良好，折合");
        let euro = bytes.len();
        bytes.push(0x80);
        bytes.extend(Encoding::Gb18030.encode("五十万元。"));
        let (text, encoding) = decode(&bytes).unwrap();
        assert_eq!(encoding, Encoding::Gb18030);
        let behind = text.find('五').unwrap();
        assert_eq!(encoding.original_offsets(&bytes, &text, &[behind, 999]), [euro + 1, bytes.len()]);
    }
}
