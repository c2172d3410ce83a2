//! Bytes written as Base64 (RFC 4648, with or without the padding at the end).

/// The bytes; `None` where the text is no Base64, or not as an encoder writes it.
pub(super) fn decoded(text: &str) -> Option<Vec<u8>> {
    let digits = text.trim_end_matches('=');
    let padding = text.len() - digits.len();
    if padding > 0 && (padding > 2 || !text.len().is_multiple_of(4)) {
        return None;
    }
    let mut bytes = Vec::with_capacity(digits.len() / 4 * 3 + 2);
    for group in digits.as_bytes().chunks(4) {
        let mut bits = 0_u32;
        for byte in group {
            bits = bits << 6 | value(*byte)?;
        }
        // A single digit is less than a byte, and what two or three hold beyond bytes is zero.
        let unused = match group.len() {
            4 => 0,
            3 => 2,
            2 => 4,
            _ => return None,
        };
        if bits & ((1 << unused) - 1) != 0 {
            return None;
        }
        let whole = (bits >> unused).to_be_bytes();
        bytes.extend_from_slice(whole.get(4 - (group.len() * 6 / 8)..)?);
    }
    Some(bytes)
}

fn value(digit: u8) -> Option<u32> {
    let value = match digit {
        b'A'..=b'Z' => digit - b'A',
        b'a'..=b'z' => digit - b'a' + 26,
        b'0'..=b'9' => digit - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    };
    Some(u32::from(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_examples_of_rfc_4648_hold() {
        for (text, encoded) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")] {
            assert_eq!(decoded(encoded).unwrap(), text.as_bytes());
            assert_eq!(decoded(encoded.trim_end_matches('=')).unwrap(), text.as_bytes());
        }
        assert_eq!(decoded("//79+w==").unwrap(), [0xff, 0xfe, 0xfd, 0xfb]);
    }

    #[test]
    fn what_no_encoder_writes_is_refused() {
        for text in ["Z", "Zg=", "Zg===", "Zh==", "Zm9=", "Zm 9v", "Zm9v=", "====", "甲甲"] {
            assert_eq!(decoded(text), None, "{text}");
        }
    }
}
