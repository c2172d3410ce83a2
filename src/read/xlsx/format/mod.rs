//! Number formats: what a cell shows for what it stores.
//!
//! The printed digits are what a report states, so a cell's text is exactly what its spreadsheet shows. A format that
//! is not followed here (a fraction, Chinese numerals) shows the number as `General` does, and a date in figures:
//! nothing is made up.

mod builtin;
mod code;
mod date;
mod digits;
mod token;

use super::number::Number;
use code::{Comparison, Condition, Kind, Section};
pub(super) use date::Epoch;
use token::Token;

/// A number format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NumberFormat {
    /// Of numbers.
    numbers: Vec<Section>,
    /// Of texts, where they are shown otherwise than they are.
    text: Option<Vec<Token>>,
}

impl NumberFormat {
    /// A number as it is, a text as it is.
    pub(super) fn general() -> Self {
        Self { numbers: Vec::new(), text: None }
    }

    /// The format that a number stands for; unknown ones are `General`.
    pub(super) fn built_in(id: u32) -> Self {
        builtin::code(id).map_or_else(Self::general, Self::of)
    }

    /// The format of a code.
    pub(super) fn of(code: &str) -> Self {
        // The long date and the time of the reader's system.
        let code = match code {
            _ if code.starts_with("[$-F800]") => "yyyy\"年\"m\"月\"d\"日\"",
            _ if code.starts_with("[$-F400]") => "h:mm:ss",
            _ if code.trim().is_empty() => return Self::general(),
            _ => code,
        };
        let mut numbers = code::sections(code);
        let is_text = |section: &Section| matches!(section.kind, Kind::Text(_));
        let has_text = numbers.len() == 4 || numbers.last().is_some_and(is_text);
        let text = if has_text { numbers.pop() } else { None };
        let text = text.and_then(|section| match section.kind {
            Kind::Text(tokens) => Some(tokens),
            Kind::Number(pattern) if pattern.decimals.is_empty() => Some(pattern.whole),
            Kind::Number(_) | Kind::Date(_) | Kind::General(_) | Kind::Unfollowed => None,
        });
        Self { numbers, text }
    }

    /// What a cell shows for a number.
    pub(super) fn number(&self, number: &Number, epoch: Epoch) -> String {
        self.follow(number, epoch).unwrap_or_else(|| number.general()).trim().to_owned()
    }

    /// What a cell shows for a text.
    pub(super) fn text(&self, words: &str) -> String {
        let Some(tokens) = &self.text else { return words.to_owned() };
        let shown =
            |token: &Token| if *token == Token::Text { words.to_owned() } else { digits::word(token).to_owned() };
        let shown: String = tokens.iter().map(shown).collect();
        if shown.trim() == words.trim() { words.to_owned() } else { shown }
    }

    /// `None` where the number is shown as `General` shows it.
    fn follow(&self, number: &Number, epoch: Epoch) -> Option<String> {
        let (section, has_sign) = self.section(number)?;
        let sign = if has_sign { "-" } else { "" };
        let size = match &section.kind {
            Kind::Number(pattern) => digits::set(pattern, number),
            Kind::Date(tokens) => return date::set(tokens.as_deref(), number, epoch),
            Kind::General(tokens) => {
                let shown = |token: &Token| match token {
                    Token::General => number.general_size(),
                    other => digits::word(other).to_owned(),
                };
                tokens.iter().map(shown).collect()
            }
            Kind::Text(_) | Kind::Unfollowed => return None,
        };
        Some(format!("{sign}{size}"))
    }

    /// The section that holds for a number, and whether a minus is shown before it.
    fn section(&self, number: &Number) -> Option<(&Section, bool)> {
        let (is_negative, is_zero) = (number.is_negative, number.size.is_zero());
        if self.numbers.iter().any(|section| section.condition.is_some()) {
            let holds = |section: &&Section| section.condition.as_ref().is_none_or(|it| it.holds(number));
            let behind_condition = self.numbers.first().is_some_and(|first| first.condition.is_some());
            // Which sections show a sign of their own is not said plainly anywhere.
            let found = self.numbers.iter().find(holds).filter(|_| behind_condition && !is_negative);
            return found.map(|section| (section, false));
        }
        match self.numbers.as_slice() {
            [] => None,
            [all] => Some((all, is_negative)),
            [_, negative] | [_, negative, _] if is_negative => Some((negative, false)),
            [_, _, zero] if is_zero => Some((zero, false)),
            [positive, ..] => Some((positive, false)),
        }
    }
}

impl Condition {
    fn holds(&self, number: &Number) -> bool {
        let Some(limit) = Number::parse(&self.limit) else { return false };
        let signed = |it: &Number| if it.is_negative { it.size.neg() } else { it.size.clone() };
        let (number, limit) = (signed(number), signed(&limit));
        match self.sign {
            Comparison::Below => number < limit,
            Comparison::AtMost => number <= limit,
            Comparison::Equal => number == limit,
            Comparison::Other => number != limit,
            Comparison::AtLeast => number >= limit,
            Comparison::Above => number > limit,
        }
    }
}

#[cfg(test)]
mod tests;
