//! Heading and list numbers: 一、（一）1. （1）①.

use std::ops::Range;

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
pub fn heading_number(_paragraph: &str) -> Option<HeadingNumber> {
    todo!()
}
