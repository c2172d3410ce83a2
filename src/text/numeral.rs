//! Chinese numerals: 一千二百三十, 二〇二二, 壹佰, 廿三, 七十六点三七.

use rust_decimal::Decimal;

use super::cursor::Cursor;

/// What a run of Chinese numerals says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Chinese {
    /// Its digits, the trailing 万 or 亿 taken off; `None` where it is no single number (十四五, 三四十, 二十二大).
    pub(super) value: Option<Decimal>,
    /// The power of ten of a trailing 万 or 亿: `一千二百万` is 1200 with power 4.
    pub(super) power: i8,
    /// How many characters it has.
    pub(super) length: u32,
    /// Digit by digit, without 十百千: 二〇二二.
    pub(super) positional: bool,
}

impl Chinese {
    /// The value where it is a small whole number.
    pub(super) fn small(self) -> Option<u32> {
        if self.power != 0 {
            return None;
        }
        self.value.filter(|value| value.scale() == 0).and_then(|value| u32::try_from(value).ok())
    }
}

/// One character of a numeral.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    /// 零 to 九
    Digit(u32),
    /// 十 百 千
    Unit(i128),
    /// 万 亿
    Section(i128),
    /// 廿 卅: a digit and its 十
    Tens(u32),
}

fn sign(c: char) -> Option<Sign> {
    Some(match c {
        '〇' | '零' | '○' => Sign::Digit(0),
        '一' | '壹' => Sign::Digit(1),
        '二' | '两' | '贰' => Sign::Digit(2),
        '三' | '叁' => Sign::Digit(3),
        '四' | '肆' => Sign::Digit(4),
        '五' | '伍' => Sign::Digit(5),
        '六' | '陆' => Sign::Digit(6),
        '七' | '柒' => Sign::Digit(7),
        '八' | '捌' => Sign::Digit(8),
        '九' | '玖' => Sign::Digit(9),
        '十' | '拾' => Sign::Unit(10),
        '百' | '佰' => Sign::Unit(100),
        '千' | '仟' => Sign::Unit(1000),
        '万' => Sign::Section(10_000),
        '亿' => Sign::Section(100_000_000),
        '廿' => Sign::Tens(2),
        '卅' => Sign::Tens(3),
        _ => return None,
    })
}

/// True for a character that may begin a numeral: a bare 百 千 万 亿 is a word (百姓, 千方百计, 万一), not a number.
pub(super) fn may_begin(c: char) -> bool {
    match sign(c) {
        Some(Sign::Digit(_) | Sign::Tens(_)) => c != '○',
        Some(Sign::Unit(unit)) => unit == 10,
        Some(Sign::Section(_)) | None => false,
    }
}

/// Reads the longest run of numerals that starts here, 点 and decimals included.
pub(super) fn read(start: Cursor<'_>) -> Option<(Chinese, Cursor<'_>)> {
    start.peek().filter(|c| may_begin(*c))?;
    let mut run = Run::default();
    let mut at = start;
    while let Some((c, behind)) = at.next() {
        // 二0二二: a half-width zero typed for 〇.
        let read = if c == '0' && run.length > 0 { Some(Sign::Digit(0)) } else { sign(c) };
        let Some(read) = read else { break };
        run.push(read);
        at = behind;
    }
    let mut number = run.finish();
    if let Some((value, behind)) = decimals(number, at) {
        number.value = Some(value);
        at = behind;
    }
    Some((number, at))
}

/// The 点三七 behind a whole numeral.
fn decimals(whole: Chinese, at: Cursor<'_>) -> Option<(Decimal, Cursor<'_>)> {
    // More places than any report prints; the cap keeps the mantissa inside its type.
    const MOST: u32 = 8;
    let mut mantissa = i128::from(whole.small()?);
    let mut scale = 0;
    let mut at = at.after("点")?;
    while scale < MOST
        && let Some((c, behind)) = at.next()
        && let Some(Sign::Digit(digit)) = sign(c)
    {
        mantissa = mantissa * 10 + i128::from(digit);
        scale += 1;
        at = behind;
    }
    if scale == 0 {
        return None;
    }
    Some((Decimal::try_from_i128_with_scale(mantissa, scale).ok()?, at))
}

/// The numeral so far.
#[derive(Debug, Default)]
struct Run {
    length: u32,
    /// 万 and 亿 parts that are closed.
    total: i128,
    /// The part below the next 万.
    section: i128,
    /// A digit that waits for its unit.
    digit: Option<u32>,
    /// All digits read one after the other.
    positional: i128,
    /// The unit before, to tell 一百二 (irregular) from 十二.
    last_unit: i128,
    digits: u32,
    has_units: bool,
    zero_before: bool,
    irregular: bool,
    power: i8,
}

impl Run {
    fn push(&mut self, sign: Sign) {
        self.length = self.length.saturating_add(1);
        self.power = 0;
        match sign {
            Sign::Digit(digit) => self.push_digit(digit),
            Sign::Tens(digit) => {
                self.push_digit(digit);
                self.push_unit(10);
            }
            Sign::Unit(unit) => self.push_unit(unit),
            Sign::Section(unit) => self.push_section(unit),
        }
    }

    fn push_digit(&mut self, digit: u32) {
        self.digits += 1;
        match self.positional.checked_mul(10) {
            Some(shifted) => self.positional = shifted + i128::from(digit),
            None => self.irregular = true,
        }
        if digit == 0 && self.has_units {
            self.irregular |= self.digit.is_some();
            self.zero_before = true;
            return;
        }
        // Two digits side by side are one number only if all are digits (二〇二二).
        self.irregular |= self.digit.is_some() && self.has_units;
        self.digit = Some(digit);
    }

    fn push_unit(&mut self, unit: i128) {
        self.irregular |= self.digits > 1 && !self.has_units;
        self.irregular |= self.has_units && self.last_unit <= unit && self.last_unit != 0;
        self.has_units = true;
        // A leading 十 is ten; a leading 百 never starts a run.
        let digit = self.digit.take().map_or(1, i128::from);
        self.section += digit * unit;
        self.last_unit = unit;
        self.zero_before = false;
    }

    fn push_section(&mut self, unit: i128) {
        self.irregular |= self.digits > 1 && !self.has_units;
        self.has_units = true;
        let below = self.section + self.digit.take().map_or(0, i128::from);
        let sum = if below == 0 { self.total } else { self.total + below };
        let part = if unit > 10_000 { sum.checked_mul(unit) } else { below.checked_mul(unit) };
        let total = part.and_then(|part| if unit > 10_000 { Some(part) } else { self.total.checked_add(part) });
        match total {
            Some(total) if total > 0 => self.total = total,
            _ => self.irregular = true,
        }
        self.section = 0;
        self.last_unit = 0;
        self.zero_before = false;
        self.power = if unit > 10_000 { 8 } else { 4 };
    }

    fn finish(mut self) -> Chinese {
        let positional = !self.has_units;
        let waiting = self.digit.take();
        // 一百二 is 120 in speech: refused rather than read as 102.
        self.irregular |= waiting.is_some() && self.last_unit > 10 && !self.zero_before;
        self.irregular |= waiting.is_some() && self.last_unit == 0 && self.has_units && !self.zero_before;
        let value =
            if positional { self.positional } else { self.total + self.section + waiting.map_or(0, i128::from) };
        let unit = match self.power {
            8 => 100_000_000,
            4 => 10_000,
            _ => 1,
        };
        let value = if self.irregular { None } else { Decimal::try_from_i128_with_scale(value / unit, 0).ok() };
        Chinese { value, power: self.power, length: self.length, positional }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str) -> (Option<String>, i8) {
        let (number, end) = read(Cursor::new(text, 0)).expect("starts with a numeral");
        assert_eq!(end.at(), text.len(), "{text}: read to the end");
        (number.value.map(|value| value.to_string()), number.power)
    }

    #[test]
    fn regular_numerals() {
        let cases = [
            ("十", "10", 0),
            ("十二", "12", 0),
            ("二十", "20", 0),
            ("廿三", "23", 0),
            ("一百零五", "105", 0),
            ("一千二百三十", "1230", 0),
            ("三千零六", "3006", 0),
            ("一千二百三十万", "1230", 4),
            ("壹佰万", "100", 4),
            ("一亿二千万", "12000", 4),
            ("三万二千", "32000", 0),
            ("二十亿", "20", 8),
            ("一万亿", "10000", 8),
            ("二〇二二", "2022", 0),
            ("二0二二", "2022", 0),
            ("七十六点三七", "76.37", 0),
            ("两", "2", 0),
        ];
        for (text, digits, power) in cases {
            assert_eq!(value(text), (Some(digits.to_owned()), power), "{text}");
        }
    }

    #[test]
    fn irregular_runs_have_no_value() {
        for text in ["十四五", "三四十", "一百二", "一万二", "二十三十", "十十"] {
            assert_eq!(value(text).0, None, "{text}");
        }
        assert!(read(Cursor::new("万一", 0)).is_none());
        assert!(read(Cursor::new(&"一".repeat(100), 0)).is_some());
    }
}
