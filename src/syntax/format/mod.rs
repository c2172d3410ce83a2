//! The tree of a file back to text: the same words in the house's layout.
//!
//! Works on the tokens, never on the tree, so that nothing that was written can be lost: brackets, comments and the
//! author's line breaks stay. What it changes is how marks and keywords are spelt, the blanks between tokens, where
//! lines begin, and where a long list of words is cut. Strings are never touched but for their outer quotes.

mod column;
mod gap;
mod layout;
mod list;
mod spelling;
mod token;

use pest::Parser;
use pest::iterators::Pair;

use crate::diagnostic::{Diagnostics, Language};
use crate::source::{SourceId, SourceMap};

use super::grammar::{Grammar, Rule};
use token::Token;

/// Lines are cut here, counted in columns of a terminal (a Chinese character takes two).
const WIDTH: usize = 140;

/// The text of a file as it should be laid out, or `None` if it cannot be parsed (the reason is in `diagnostics`).
///
/// `keywords` names the language of the keywords; without it the one that most keywords of the file are in.
///
/// # Panics
/// If the formatted text would say something else; that is a bug of ours.
pub fn format(
    source: SourceId,
    sources: &SourceMap,
    keywords: Option<Language>,
    diagnostics: &mut Diagnostics,
) -> Option<String> {
    let mut mistakes = Diagnostics::default();
    super::parse(source, sources, &mut mistakes);
    let parsed = !mistakes.has_errors();
    diagnostics.extend(mistakes);
    let text = sources.text(source);
    let module = Grammar::parse(Rule::module, text).ok().filter(|_| parsed)?.next()?;
    let language = keywords.unwrap_or_else(|| spelling::majority(&module));
    let tokens = token::tokens(text, &module, language);
    let formatted = layout::lay_out(&tokens, line_break(text));
    assert!(
        same_words(&tokens, &formatted, language),
        "the layout of {} changes what it says; the file was left alone",
        sources.file(source).name()
    );
    Some(formatted)
}

/// How the lines of a text end.
fn line_break(text: &str) -> &'static str {
    let windows = text.split_once('\n').is_some_and(|(first, _)| first.ends_with('\r'));
    if windows { "\r\n" } else { "\n" }
}

/// True where a formatted text has the same tokens in the same places of the tree.
fn same_words(before: &[Token], formatted: &str, language: Language) -> bool {
    let Some(module) = Grammar::parse(Rule::module, formatted).ok().and_then(|mut pairs| pairs.next()) else {
        return false;
    };
    let after = token::tokens(formatted, &module, language);
    before.len() == after.len()
        && before.iter().zip(&after).all(|(one, other)| {
            let comments = one.gap.comments.iter().map(|it| &it.text).eq(other.gap.comments.iter().map(|it| &it.text));
            comments && (one.rule, one.depth, &one.text) == (other.rule, other.depth, &other.text)
        })
}

/// All pairs without inner pairs, in the order of the text; strings and numbers count as one.
fn leaves<'i>(pair: Pair<'i, Rule>, depth: usize, found: &mut dyn FnMut(&Pair<'i, Rule>, usize)) {
    let whole = matches!(pair.as_rule(), Rule::string | Rule::number);
    let mut inner = pair.clone().into_inner().peekable();
    if whole || inner.peek().is_none() {
        found(&pair, depth);
        return;
    }
    inner.for_each(|part| leaves(part, depth + 1, found));
}
