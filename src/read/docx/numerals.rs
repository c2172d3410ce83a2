//! The numbers of lists as Word writes them.

/// How a level of a list writes its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Numeral {
    /// `1`; stands for formats of other languages too.
    #[default]
    Decimal,
    /// `01`
    TwoDigits,
    /// `１`
    FullWidth,
    /// `- 1 -`
    Dashes,
    /// `I`
    UpperRoman,
    /// `i`
    LowerRoman,
    /// `A`
    UpperLetter,
    /// `a`
    LowerLetter,
    /// `①`
    Circled,
    /// `⑴`
    Bracketed,
    /// `⒈`
    Stopped,
    /// `㈠`
    ChineseBracketed,
    /// `一百零一`
    Chinese,
    /// `一〇一`
    ChineseDigits,
    /// `壹佰零壹`
    ChineseLegal,
    /// `甲`
    Stem,
    /// `子`
    Branch,
    /// The level's text is a mark, no number.
    Bullet,
    /// Nothing.
    None,
}

impl Numeral {
    /// By the name that files give it.
    pub(super) fn of(name: &str) -> Self {
        match name {
            "decimalZero" => Self::TwoDigits,
            "decimalFullWidth" | "decimalFullWidth2" => Self::FullWidth,
            "numberInDash" => Self::Dashes,
            "upperRoman" => Self::UpperRoman,
            "lowerRoman" => Self::LowerRoman,
            "upperLetter" => Self::UpperLetter,
            "lowerLetter" => Self::LowerLetter,
            "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => Self::Circled,
            "decimalEnclosedParen" => Self::Bracketed,
            "decimalEnclosedFullstop" => Self::Stopped,
            "ideographEnclosedCircle" => Self::ChineseBracketed,
            "chineseCounting"
            | "chineseCountingThousand"
            | "japaneseCounting"
            | "taiwaneseCountingThousand"
            | "taiwaneseCounting" => Self::Chinese,
            "ideographDigital" | "japaneseDigitalTenThousand" | "taiwaneseDigital" => Self::ChineseDigits,
            "chineseLegalSimplified" | "ideographLegalTraditional" | "japaneseLegal" => Self::ChineseLegal,
            "ideographTraditional" => Self::Stem,
            "ideographZodiac" => Self::Branch,
            "bullet" => Self::Bullet,
            "none" => Self::None,
            _ => Self::Decimal,
        }
    }

    /// A number, written. Where the format has no sign for it, in digits.
    pub(super) fn write(self, number: u32) -> String {
        let written = match self {
            Self::Decimal => None,
            Self::TwoDigits => Some(format!("{number:02}")),
            Self::FullWidth => Some(number.to_string().chars().map(widened).collect()),
            Self::Dashes => Some(format!("- {number} -")),
            Self::UpperRoman => roman(number),
            Self::LowerRoman => roman(number).map(|letters| letters.to_ascii_lowercase()),
            Self::UpperLetter => letters(number, b'A'),
            Self::LowerLetter => letters(number, b'a'),
            Self::Circled => one_of(number, &[(1, 20, '①'), (21, 35, '㉑'), (36, 50, '㊱')])
                .or_else(|| one_of(number, &[(0, 0, '⓪')])),
            Self::Bracketed => one_of(number, &[(1, 20, '⑴')]),
            Self::Stopped => one_of(number, &[(1, 20, '⒈')]),
            Self::ChineseBracketed => one_of(number, &[(1, 10, '㈠')]),
            Self::Chinese => chinese(number, DIGITS, ["", "十", "百", "千"]),
            Self::ChineseDigits => {
                Some(number.to_string().chars().map(|digit| chinese_digit(digit, "〇一二三四五六七八九")).collect())
            }
            Self::ChineseLegal => chinese(number, LEGAL_DIGITS, ["", "拾", "佰", "仟"]),
            Self::Stem => sign(number, "甲乙丙丁戊己庚辛壬癸"),
            Self::Branch => sign(number, "子丑寅卯辰巳午未申酉戌亥"),
            Self::Bullet | Self::None => Some(String::new()),
        };
        written.unwrap_or_else(|| number.to_string())
    }
}

const DIGITS: &str = "零一二三四五六七八九";
const LEGAL_DIGITS: &str = "零壹贰叁肆伍陆柒捌玖";

fn widened(digit: char) -> char {
    digit.to_digit(10).and_then(|value| char::from_u32(u32::from('０') + value)).unwrap_or(digit)
}

fn chinese_digit(digit: char, digits: &str) -> char {
    digit.to_digit(10).and_then(|value| digits.chars().nth(value as usize)).unwrap_or(digit)
}

fn sign(number: u32, signs: &str) -> Option<String> {
    signs.chars().nth(number.checked_sub(1)? as usize).map(String::from)
}

/// The sign of a number in one of several runs of signs: first and last number, first sign.
fn one_of(number: u32, runs: &[(u32, u32, char)]) -> Option<String> {
    let (first, _, sign) = runs.iter().find(|(first, last, _)| (*first..=*last).contains(&number))?;
    char::from_u32(u32::from(*sign) + (number - first)).map(String::from)
}

/// A … Z, AA, BB …, as Word goes on.
fn letters(number: u32, first: u8) -> Option<String> {
    const LONGEST: usize = 8;
    let index = number.checked_sub(1)?;
    let letter = char::from(first + u8::try_from(index % 26).ok()?);
    let count = (index / 26) as usize + 1;
    (count <= LONGEST).then(|| String::from(letter).repeat(count))
}

fn roman(number: u32) -> Option<String> {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if !(1..4000).contains(&number) {
        return None;
    }
    let mut rest = number;
    let mut written = String::new();
    for (value, sign) in SIGNS {
        while rest >= value {
            written.push_str(sign);
            rest -= value;
        }
    }
    Some(written)
}

/// 一百零一, up to four digits; 十一 without 一 before 十.
fn chinese(number: u32, digits: &str, places: [&str; 4]) -> Option<String> {
    if number == 0 || number > 9999 {
        return (number == 0).then(|| chinese_digit('0', digits).to_string());
    }
    let decimal = number.to_string();
    let mut written = String::new();
    let mut zero = false;
    for (digit, place) in decimal.chars().zip(places.iter().take(decimal.len()).rev()) {
        if digit == '0' {
            zero = true;
            continue;
        }
        if std::mem::take(&mut zero) {
            written.push(chinese_digit('0', digits));
        }
        let is_bare_ten = written.is_empty() && digit == '1' && *place == "十";
        if !is_bare_ten {
            written.push(chinese_digit(digit, digits));
        }
        written.push_str(place);
    }
    Some(written)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_word_writes_them() {
        for (name, number, written) in [
            ("decimal", 12, "12"),
            ("decimalZero", 7, "07"),
            ("decimalFullWidth", 12, "１２"),
            ("numberInDash", 3, "- 3 -"),
            ("upperRoman", 1994, "MCMXCIV"),
            ("lowerRoman", 4, "iv"),
            ("upperLetter", 26, "Z"),
            ("upperLetter", 28, "BB"),
            ("lowerLetter", 3, "c"),
            ("decimalEnclosedCircle", 20, "⑳"),
            ("decimalEnclosedCircle", 21, "㉑"),
            ("decimalEnclosedCircleChinese", 36, "㊱"),
            ("decimalEnclosedCircle", 51, "51"),
            ("decimalEnclosedParen", 2, "⑵"),
            ("decimalEnclosedFullstop", 9, "⒐"),
            ("ideographEnclosedCircle", 3, "㈢"),
            ("chineseCounting", 10, "十"),
            ("chineseCountingThousand", 11, "十一"),
            ("chineseCountingThousand", 20, "二十"),
            ("japaneseCounting", 99, "九十九"),
            ("chineseCountingThousand", 101, "一百零一"),
            ("chineseCountingThousand", 110, "一百一十"),
            ("chineseCountingThousand", 1001, "一千零一"),
            ("ideographDigital", 10, "一〇"),
            ("chineseLegalSimplified", 10, "壹拾"),
            ("chineseLegalSimplified", 23, "贰拾叁"),
            ("ideographTraditional", 3, "丙"),
            ("ideographZodiac", 12, "亥"),
            ("hebrew1", 5, "5"),
            ("none", 5, ""),
            ("chineseCounting", 4_000_000_000, "4000000000"),
            ("upperLetter", 0, "0"),
            ("upperRoman", 0, "0"),
        ] {
            assert_eq!(Numeral::of(name).write(number), written, "{name} {number}");
        }
    }
}
