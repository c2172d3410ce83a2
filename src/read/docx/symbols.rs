//! Signs of symbol fonts (`w:sym`): ticked and empty boxes, mathematical signs.

/// The character that a sign of a font stands for; U+FFFD for one that is not known.
pub(super) fn character(font: &str, code: &str) -> char {
    const UNKNOWN: char = '\u{FFFD}';
    let Some(code) = u32::from_str_radix(code.trim(), 16).ok() else { return UNKNOWN };
    // Symbol fonts keep their signs at U+F000, or at the plain byte.
    let byte = if (0xF000..=0xF0FF).contains(&code) { code - 0xF000 } else { code };
    let known = match font {
        "Wingdings" => wingdings(byte),
        "Wingdings 2" => wingdings_2(byte),
        "Symbol" => symbol(byte),
        _ => None,
    };
    let is_sign = (0xE000..=0xF8FF).contains(&code) || font.starts_with("Wingdings") || font == "Webdings";
    known.or_else(|| char::from_u32(code).filter(|_| !is_sign)).unwrap_or(UNKNOWN)
}

fn wingdings(byte: u32) -> Option<char> {
    Some(match byte {
        0x6C => '●',
        0x6E => '■',
        0x6F | 0x70 | 0xA8 => '□',
        0x75 => '◆',
        0x9F => '•',
        0xA1 => '○',
        0xA7 => '▪',
        0xD8 => '➢',
        0xDF => '←',
        0xE0 => '→',
        0xE1 => '↑',
        0xE2 => '↓',
        0xFB => '✗',
        0xFC => '✓',
        0xFD => '☒',
        0xFE => '☑',
        _ => return None,
    })
}

fn wingdings_2(byte: u32) -> Option<char> {
    Some(match byte {
        0x4F => '✗',
        0x50 => '✓',
        0x51 | 0x53 => '☒',
        0x52 => '☑',
        0x2A | 0xA3 => '□',
        0x98 => '●',
        _ => return None,
    })
}

fn symbol(byte: u32) -> Option<char> {
    Some(match byte {
        0xA3 => '≤',
        0xA5 => '∞',
        0xB0 => '°',
        0xB1 => '±',
        0xB3 => '≥',
        0xB4 => '×',
        0xB7 => '•',
        0xB8 => '÷',
        0xB9 => '≠',
        0xBB => '≈',
        0xAC => '←',
        0xAD => '↑',
        0xAE => '→',
        0xAF => '↓',
        0xD6 => '√',
        0xE5 => '∑',
        0x20..=0x3F | 0x5B | 0x5D | 0x7B..=0x7D => return char::from_u32(byte),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_of_symbol_fonts_are_characters() {
        assert_eq!(character("Wingdings", "F0FE"), '☑');
        assert_eq!(character("Wingdings 2", "00A3"), '□');
        assert_eq!(character("Symbol", "F0B3"), '≥');
        assert_eq!(character("MS Gothic", "2612"), '☒');
        assert_eq!(character("Wingdings", "F041"), '\u{FFFD}');
        assert_eq!(character("Wingdings", "41"), '\u{FFFD}');
        assert_eq!(character("Wingdings", "zz"), '\u{FFFD}');
    }
}
