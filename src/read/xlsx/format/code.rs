//! The code of a number format as its sections and their pieces: `#,##0.00;[红色]-#,##0.00;"—"`.

use super::token::{Token, tokens};

/// Codes are no longer than this in any spreadsheet.
const LONGEST: usize = 1024;

/// A section of a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Section {
    /// When it holds, where it says so itself.
    pub(super) condition: Option<Condition>,
    /// What it shows.
    pub(super) kind: Kind,
}

/// `[>=10000]`
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Condition {
    /// The sign.
    pub(super) sign: Comparison,
    /// The number behind it, as it is written.
    pub(super) limit: String,
}

/// The sign of a condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Comparison {
    /// `<`
    Below,
    /// `<=`
    AtMost,
    /// `=`
    Equal,
    /// `<>`
    Other,
    /// `>=`
    AtLeast,
    /// `>`
    Above,
}

/// What a section shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    /// A number, or only words.
    Number(Pattern),
    /// A date or a time; `None` where it says so in a way that is not followed here.
    Date(Option<Vec<Token>>),
    /// A text, with words round it.
    Text(Vec<Token>),
    /// A number with words round it, as `General` shows it.
    General(Vec<Token>),
    /// A number in a way that is not followed here: a fraction, Chinese numerals.
    Unfollowed,
}

/// How a number is set.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Pattern {
    /// Digits and words before the point.
    pub(super) whole: Vec<Token>,
    /// True where a point is shown.
    pub(super) has_point: bool,
    /// Digits and words behind it.
    pub(super) decimals: Vec<Token>,
    /// The digits of the power of ten, and words behind them.
    pub(super) exponent: Option<Exponent>,
    /// True where thousands are parted by commas.
    pub(super) is_grouped: bool,
    /// The power of ten it is shown times: 2 for each percent sign, -3 for each comma behind the digits.
    pub(super) power: i32,
}

/// `E+00`
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Exponent {
    /// True where a plus is shown.
    pub(super) has_plus: bool,
    /// Digits and words.
    pub(super) digits: Vec<Token>,
}

/// The sections of a code, at most four.
pub(super) fn sections(code: &str) -> Vec<Section> {
    let unfollowed = || vec![Section { condition: None, kind: Kind::Unfollowed }];
    if code.len() > LONGEST {
        return unfollowed();
    }
    let sections: Vec<Section> = tokens(code).into_iter().map(section).collect();
    if sections.len() > 4 { unfollowed() } else { sections }
}

fn section(mut tokens: Vec<Token>) -> Section {
    let mut condition = None;
    tokens.retain(|token| match token {
        Token::Condition(found) => {
            condition.get_or_insert_with(|| found.clone());
            false
        }
        _ => true,
    });
    Section { condition, kind: kind(tokens) }
}

fn kind(tokens: Vec<Token>) -> Kind {
    let has = |wanted: fn(&Token) -> bool| tokens.iter().any(wanted);
    let is_date = has(|token| matches!(token, Token::Date(..) | Token::HalfDay(..) | Token::Elapsed(..)));
    if is_date {
        let is_known = !has(|token| matches!(token, Token::Unknown | Token::Text | Token::General));
        return Kind::Date(is_known.then_some(tokens));
    }
    if has(|token| matches!(token, Token::Unknown | Token::Numerals)) {
        return Kind::Unfollowed;
    }
    if has(|token| matches!(token, Token::Text)) {
        return Kind::Text(tokens);
    }
    if has(|token| matches!(token, Token::General)) {
        return Kind::General(tokens);
    }
    pattern(tokens).map_or(Kind::Unfollowed, Kind::Number)
}

/// Where in a pattern a token stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Whole,
    Decimals,
    Exponent,
}

fn pattern(tokens: Vec<Token>) -> Option<Pattern> {
    let mut pattern = Pattern::default();
    let mut part = Part::Whole;
    let has_digits = tokens.iter().any(|token| matches!(token, Token::Digit(_)));
    let mut pending_commas = 0;
    for token in tokens {
        match &token {
            // `# ?/?` is a fraction; `"甲"/"乙"` are words.
            Token::Slash if has_digits => return None,
            Token::Comma if has_digits => {
                pending_commas += 1;
                continue;
            }
            Token::Point if has_digits && part == Part::Whole => {
                pattern.power -= 3 * std::mem::take(&mut pending_commas);
                pattern.has_point = true;
                part = Part::Decimals;
                continue;
            }
            Token::Point if has_digits => return None,
            Token::Exponent(has_plus) => {
                if part == Part::Exponent || !has_digits {
                    return None;
                }
                pattern.exponent = Some(Exponent { has_plus: *has_plus, digits: Vec::new() });
                part = Part::Exponent;
                continue;
            }
            Token::Percent => pattern.power += 2,
            Token::Digit(_) => {
                // A comma between digits parts thousands, one behind them divides by a thousand.
                let is_between = std::mem::take(&mut pending_commas) > 0;
                pattern.is_grouped |= is_between && part == Part::Whole && has_digit(&pattern.whole);
            }
            _ => {}
        }
        match part {
            Part::Whole => pattern.whole.push(token),
            Part::Decimals => pattern.decimals.push(token),
            Part::Exponent => pattern.exponent.as_mut()?.digits.push(token),
        }
    }
    pattern.power -= 3 * pending_commas;
    is_followed(&pattern).then_some(pattern)
}

fn has_digit(tokens: &[Token]) -> bool {
    count_digits(tokens) > 0
}

/// How many digits are asked for.
pub(super) fn count_digits(tokens: &[Token]) -> usize {
    tokens.iter().filter(|token| matches!(token, Token::Digit(_))).count()
}

fn is_followed(pattern: &Pattern) -> bool {
    const MOST_DECIMALS: usize = 30;
    let scientific = pattern.exponent.as_ref().is_none_or(|exponent| {
        // `##0.0E+0` counts in thousands.
        count_digits(&pattern.whole) == 1 && pattern.power == 0 && has_digit(&exponent.digits)
    });
    scientific && count_digits(&pattern.decimals) <= MOST_DECIMALS
}
