//! How a token is spelt: keywords and operators in one language, marks half-width, strings between plain quotes.

use std::borrow::Cow;

use pest::iterators::Pair;

use crate::diagnostic::Language;

use super::super::grammar::Rule;
use super::super::keyword;
use super::super::lower::half_width;
use super::leaves;

/// The language that most keywords of a file are in; English if there are none.
pub(super) fn majority(module: &Pair<'_, Rule>) -> Language {
    let (mut english, mut chinese) = (0_usize, 0_usize);
    leaves(module.clone(), 0, &mut |leaf, _| {
        if keyword::of(leaf.as_rule()).is_some() {
            let count = if leaf.as_str().is_ascii() { &mut english } else { &mut chinese };
            *count += 1;
        }
    });
    if chinese > english { Language::Chinese } else { Language::English }
}

/// The normal spelling of a leaf.
pub(super) fn spelt<'i>(leaf: &Pair<'i, Rule>, language: Language) -> Cow<'i, str> {
    let written = leaf.as_str();
    let rule = leaf.as_rule();
    if let Some((english, chinese)) = keyword::of(rule) {
        return Cow::Borrowed(choose(language, chinese, english));
    }
    if let Some(mark) = mark(rule, language) {
        return Cow::Borrowed(mark);
    }
    match rule {
        Rule::string => string(written),
        Rule::number => number(leaf),
        Rule::year => Cow::Owned(half_width(written)),
        Rule::unit => unit(written),
        Rule::code => Cow::Owned(written.replace('－', "-")),
        Rule::doc => doc(written),
        _ => Cow::Borrowed(written),
    }
}

fn choose(language: Language, chinese: &'static str, english: &'static str) -> &'static str {
    match language {
        Language::Chinese => chinese,
        Language::English => english,
    }
}

/// Marks and operators.
fn mark(rule: Rule, language: Language) -> Option<&'static str> {
    Some(match rule {
        Rule::colon => ":",
        Rule::comma => ",",
        Rule::lbrace => "{",
        Rule::rbrace => "}",
        Rule::lparen => "(",
        Rule::rparen => ")",
        Rule::lbracket => "[",
        Rule::rbracket => "]",
        Rule::equals => "=",
        Rule::bar => "|",
        Rule::dot => ".",
        Rule::range => "..",
        Rule::question => "?",
        Rule::equal => "==",
        Rule::less => "<",
        Rule::greater => ">",
        Rule::add => "+",
        Rule::subtract | Rule::negate => "-",
        Rule::agrees => choose(language, "≈", "~="),
        Rule::at_most_about => choose(language, "≲", "<~"),
        Rule::at_least_about => choose(language, "≳", ">~"),
        Rule::not_equal => choose(language, "≠", "!="),
        Rule::less_equal => choose(language, "≤", "<="),
        Rule::greater_equal => choose(language, "≥", ">="),
        Rule::multiply => choose(language, "×", "*"),
        Rule::divide => choose(language, "÷", "/"),
        Rule::arrow => choose(language, "→", "=>"),
        Rule::column => choose(language, "←", "<-"),
        _ => return None,
    })
}

/// `“…”` becomes `"…"` where no `"` stands inside; the words stay as they are.
fn string(written: &str) -> Cow<'_, str> {
    match written.strip_prefix('“').and_then(|rest| rest.strip_suffix('”')) {
        Some(inner) if !inner.contains('"') => Cow::Owned(format!("\"{inner}\"")),
        _ => Cow::Borrowed(written),
    }
}

/// `９０ ％` becomes `90%`, `100万元` becomes `100 万元`.
fn number<'i>(leaf: &Pair<'i, Rule>) -> Cow<'i, str> {
    let mut inner = leaf.clone().into_inner();
    let digits = inner.next().map_or(String::new(), |digits| half_width(digits.as_str()));
    Cow::Owned(match inner.next().map(|it| unit(it.as_str())) {
        None => digits,
        Some(unit) if matches!(unit.as_ref(), "%" | "‰") => format!("{digits}{unit}"),
        Some(unit) => format!("{digits} {unit}"),
    })
}

fn unit(written: &str) -> Cow<'_, str> {
    if written == "％" { Cow::Borrowed("%") } else { Cow::Borrowed(written) }
}

/// One blank behind `///`.
fn doc(written: &str) -> Cow<'_, str> {
    let words = written.trim_end().trim_start_matches('/');
    let words = words.strip_prefix(' ').unwrap_or(words);
    if words.is_empty() { Cow::Borrowed("///") } else { Cow::Owned(format!("/// {words}")) }
}
