//! Heading and list numbers: 一、（一）1. （1）①.

use std::ops::Range;

use super::numeral::chinese_numeral;

/// How a heading is numbered; the official levels are 一、→（一）→ 1. →（1）.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NumberStyle {
    /// 第一部分, 第一章
    Part,
    /// 一、
    Chinese,
    /// （一）
    ChineseBracket,
    /// 1. 1、 1．
    Arabic,
    /// （1） 1） (1)
    ArabicBracket,
    /// ①
    Circled,
    /// 一是, 首先
    Ordinal,
}

impl NumberStyle {
    /// The level among headings; circled numbers and ordinals make no headings.
    #[must_use]
    pub const fn level(self) -> Option<u8> {
        match self {
            Self::Part | Self::Chinese => Some(1),
            Self::ChineseBracket => Some(2),
            Self::Arabic => Some(3),
            Self::ArabicBracket => Some(4),
            Self::Circled | Self::Ordinal => None,
        }
    }
}

/// The number at the start of a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeadingNumber {
    /// Its style.
    pub style: NumberStyle,
    /// Its value: 三、 is 3.
    pub value: u32,
    /// The mark behind a bare number: `、` `.` `．` or empty.
    pub mark: String,
    /// The bytes it covers, mark included.
    pub range: Range<usize>,
}

/// Reads the number at the start of a paragraph, if there is one.
#[must_use]
pub fn heading_number(paragraph: &str) -> Option<HeadingNumber> {
    let lead = paragraph.len() - paragraph.trim_start().len();
    let text = paragraph.get(lead..)?;
    let found = part(text).or_else(|| bracketed(text)).or_else(|| bare(text)).or_else(|| circled(text))?;
    let (style, value, mark, length) = found;
    Some(HeadingNumber { style, value, mark, range: lead..lead + length })
}

type Found = (NumberStyle, u32, String, usize);

fn part(text: &str) -> Option<Found> {
    let rest = text.strip_prefix('第')?;
    let (value, length) = number(rest)?;
    let behind = rest.get(length..)?;
    let word = ["部分", "章"].iter().find(|word| behind.starts_with(**word))?;
    let end = "第".len() + length + word.len();
    let mark = text
        .get(end..)?
        .chars()
        .take_while(|c| matches!(c, '、' | ' ' | '：' | '　'))
        .map(char::len_utf8)
        .sum::<usize>();
    Some((NumberStyle::Part, value, String::new(), end + mark))
}

fn bracketed(text: &str) -> Option<Found> {
    let open = text.chars().next().filter(|c| matches!(c, '（' | '('))?;
    let rest = text.get(open.len_utf8()..)?;
    let (value, length) = number(rest)?;
    let close = rest.get(length..)?.chars().next().filter(|c| matches!(c, '）' | ')'))?;
    let arabic = rest.starts_with(|c: char| c.is_ascii_digit());
    let style = if arabic { NumberStyle::ArabicBracket } else { NumberStyle::ChineseBracket };
    // （2022）… is a year, not a list number.
    (value < 200).then_some((style, value, String::new(), open.len_utf8() + length + close.len_utf8()))
}

fn bare(text: &str) -> Option<Found> {
    let (value, length) = number(text)?;
    let arabic = text.starts_with(|c: char| c.is_ascii_digit());
    let rest = text.get(length..)?;
    let mark = rest.chars().next()?;
    let end = length + mark.len_utf8();
    match (arabic, mark) {
        (false, '、' | '．' | '.') => Some((NumberStyle::Chinese, value, mark.to_string(), end)),
        (false, '是') => Some((NumberStyle::Ordinal, value, String::new(), end)),
        (true, '、' | '．') => Some((NumberStyle::Arabic, value, mark.to_string(), end)),
        (true, '.') if !rest.chars().nth(1).is_some_and(|c| c.is_ascii_digit()) => {
            Some((NumberStyle::Arabic, value, mark.to_string(), end))
        }
        (true, '）' | ')') => Some((NumberStyle::ArabicBracket, value, mark.to_string(), end)),
        _ => None,
    }
    .filter(|(_, value, _, _)| *value < 200)
}

fn circled(text: &str) -> Option<Found> {
    let c = text.chars().next()?;
    let value = u32::from(c).checked_sub(0x2460).filter(|value| *value < 20)? + 1;
    Some((NumberStyle::Circled, value, String::new(), c.len_utf8()))
}

/// A whole number in either script: value and bytes.
fn number(text: &str) -> Option<(u32, usize)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 {
        return text.get(..digits)?.parse().ok().map(|value| (value, digits));
    }
    let numeral = chinese_numeral(text)?;
    let value = u32::try_from(numeral.value).ok()?;
    (numeral.power == 0).then_some((value, numeral.length))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(NumberStyle, u32)> {
        heading_number(text).map(|number| (number.style, number.value))
    }

    #[test]
    fn reads_every_official_level() {
        assert_eq!(read("一、部门情况"), Some((NumberStyle::Chinese, 1)));
        assert_eq!(read("（十二）其他"), Some((NumberStyle::ChineseBracket, 12)));
        assert_eq!(read("3. 重点工作"), Some((NumberStyle::Arabic, 3)));
        assert_eq!(read("3、重点工作"), Some((NumberStyle::Arabic, 3)));
        assert_eq!(read("（4）小项"), Some((NumberStyle::ArabicBracket, 4)));
        assert_eq!(read("②小项"), Some((NumberStyle::Circled, 2)));
        assert_eq!(read("第二部分 自评情况"), Some((NumberStyle::Part, 2)));
        assert_eq!(read("一是加强领导"), Some((NumberStyle::Ordinal, 1)));
    }

    #[test]
    fn figures_and_years_are_no_heading_numbers() {
        assert_eq!(read("1.5万元用于培训"), None);
        assert_eq!(read("2022年度工作"), None);
        assert_eq!(read("（2022年）"), None);
        assert_eq!(read("一般公共预算"), None);
    }
}
