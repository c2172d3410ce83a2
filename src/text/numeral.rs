//! Chinese numerals to decimals, both ways of writing them: 一千二百三十 and 二〇二二.

use rust_decimal::Decimal;

/// A Chinese numeral read from the start of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Numeral {
    pub(super) value: Decimal,
    /// Bytes read.
    pub(super) length: usize,
    /// Characters read.
    pub(super) characters: usize,
    /// 万 or 亿 at its end, kept apart as the power of its unit: 一千二百三十万 is 1230 with power 4.
    pub(super) power: i8,
}

/// Reads the longest Chinese numeral at the start of a text; `None` where there is none or it makes no sense (一二百).
pub(super) fn chinese_numeral(text: &str) -> Option<Numeral> {
    let run: Vec<(char, usize)> =
        text.chars().take(32).take_while(|c| is_numeral(*c)).map(|c| (c, c.len_utf8())).collect();
    if run.is_empty() {
        return None;
    }
    let mut chars: Vec<char> = run.iter().map(|(c, _)| *c).collect();
    let mut power = 0;
    let trailing = |c: char| match c {
        '万' | '萬' => Some(4),
        '亿' => Some(8),
        _ => None,
    };
    if chars.len() > 1
        && let Some(found) = chars.last().copied().and_then(trailing)
    {
        power = found;
        chars.pop();
    }
    let whole = if chars.iter().any(|c| magnitude(*c).is_some()) { positional(&chars)? } else { counted(&chars)? };
    let mut length: usize = run.iter().map(|(_, bytes)| bytes).sum();
    let mut characters = run.len();
    let mut value = Decimal::from(whole);
    // 三点一四: digits behind 点.
    let rest = text.get(length..)?;
    if power == 0 && rest.starts_with('点') {
        let digits: Vec<u32> = rest.chars().skip(1).take(12).map_while(digit).collect();
        if !digits.is_empty() {
            let mantissa = digits.iter().fold(whole, |sum, digit| sum * 10 + i64::from(*digit));
            value = Decimal::new(mantissa, u32::try_from(digits.len()).ok()?);
            let bytes: usize = rest.chars().take(digits.len() + 1).map(char::len_utf8).sum();
            length += bytes;
            characters += digits.len() + 1;
        }
    }
    Some(Numeral { value, length, characters, power })
}

/// Whether a character can stand in a Chinese numeral.
pub(super) fn is_numeral(c: char) -> bool {
    digit(c).is_some() || magnitude(c).is_some() || matches!(c, '万' | '萬' | '亿' | '廿' | '卅')
}

fn digit(c: char) -> Option<u32> {
    Some(match c {
        '零' | '〇' | '○' => 0,
        '一' | '壹' => 1,
        '二' | '两' | '贰' => 2,
        '三' | '叁' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

fn magnitude(c: char) -> Option<i64> {
    Some(match c {
        '十' | '拾' => 10,
        '百' | '佰' => 100,
        '千' | '仟' => 1000,
        '廿' => 20,
        '卅' => 30,
        _ => return None,
    })
}

/// 二〇二二: digit by digit.
fn counted(chars: &[char]) -> Option<i64> {
    if chars.len() > 12 {
        return None;
    }
    chars.iter().try_fold(0_i64, |sum, c| Some(sum * 10 + i64::from(digit(*c)?)))
}

/// 三亿一千二百三十万零五: by magnitudes that fall from left to right.
fn positional(chars: &[char]) -> Option<i64> {
    let mut total = 0_i64;
    let mut section = 0_i64;
    let mut pending: Option<i64> = None;
    let mut last_magnitude = i64::MAX;
    for c in chars {
        if let Some(value) = digit(*c) {
            if value == 0 {
                continue;
            }
            if pending.is_some() {
                return None;
            }
            pending = Some(i64::from(value));
        } else if let Some(size) = magnitude(*c) {
            let (size, times) = if matches!(c, '廿' | '卅') { (10, size / 10) } else { (size, pending.unwrap_or(1)) };
            if size >= last_magnitude {
                return None;
            }
            section += times * size;
            last_magnitude = size;
            pending = None;
        } else {
            let size = if *c == '亿' { 100_000_000 } else { 10_000 };
            section += pending.take().unwrap_or(0);
            total = (total + section).checked_mul(size)?;
            section = 0;
            last_magnitude = i64::MAX;
        }
    }
    total.checked_add(section + pending.unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(String, i8)> {
        chinese_numeral(text).map(|numeral| (numeral.value.to_string(), numeral.power))
    }

    #[test]
    fn reads_both_ways_of_writing() {
        let some = |text: &str, power| Some((text.to_owned(), power));
        assert_eq!(read("七十六点三七"), some("76.37", 0));
        assert_eq!(read("一千二百三十万元"), some("1230", 4));
        assert_eq!(read("二〇二二年"), some("2022", 0));
        assert_eq!(read("廿三"), some("23", 0));
        assert_eq!(read("十二"), some("12", 0));
        assert_eq!(read("壹佰"), some("100", 0));
        assert_eq!(read("甲"), None);
    }
}
