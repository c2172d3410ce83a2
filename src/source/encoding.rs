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
    /// The byte in the original file at which a byte offset of the decoded text stands.
    #[must_use]
    pub fn original_offset(self, _text: &str, _offset: usize) -> usize {
        todo!()
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
/// If the bytes are no text in any encoding known here.
pub fn decode(_bytes: &[u8]) -> Result<(String, Encoding), DecodeError> {
    todo!()
}
