//! Lines of a stream, none of which is held in memory beyond what is allowed.

use std::io::{self, BufRead};

/// A line without its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum OneLine {
    /// As it is.
    Whole(Vec<u8>),
    /// It has more bytes than are allowed, and was passed over.
    TooLong,
}

/// Gives the next line; `None` behind the last. A line of more than `most` bytes is passed over.
///
/// # Errors
/// If the stream cannot be read.
pub(super) fn next(from: &mut impl BufRead, most: usize) -> io::Result<Option<OneLine>> {
    let (mut line, mut is_begun, mut is_long) = (Vec::new(), false, false);
    loop {
        let bytes = match from.fill_buf() {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        if bytes.is_empty() {
            break;
        }
        is_begun = true;
        let end = bytes.iter().position(|byte| *byte == b'\n');
        let part = bytes.get(..end.unwrap_or(bytes.len())).unwrap_or(bytes);
        if is_long || line.len() + part.len() > most {
            is_long = true;
            line = Vec::new();
        } else {
            line.extend_from_slice(part);
        }
        let used = part.len() + usize::from(end.is_some());
        from.consume(used);
        if end.is_some() {
            break;
        }
    }
    Ok(match (is_begun, is_long) {
        (false, _) => None,
        (true, true) => Some(OneLine::TooLong),
        (true, false) => Some(OneLine::Whole(line)),
    })
}

#[cfg(test)]
mod tests {
    use std::io::BufReader;

    use super::*;

    #[test]
    fn a_line_over_the_cap_is_passed_over_and_the_next_is_read() {
        let text = "abc\n\n123456\n1234567\nend";
        for room in [1, 2, 7, 64] {
            let mut from = BufReader::with_capacity(room, text.as_bytes());
            let mut seen = Vec::new();
            while let Some(line) = next(&mut from, 6).unwrap() {
                seen.push(match line {
                    OneLine::Whole(bytes) => String::from_utf8(bytes).unwrap(),
                    OneLine::TooLong => "too long".to_owned(),
                });
            }
            assert_eq!(seen, ["abc", "", "123456", "too long", "end"]);
        }
    }
}
