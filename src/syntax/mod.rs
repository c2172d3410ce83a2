//! `.gj` text to a tree.
//!
//! Takes a source, gives a [`Module`] and pushes every mistake into the diagnostics; parsing never stops at the first.
//! Knows nothing of types, packs or drafts.

pub mod ast;

mod broken;
mod expected;
mod format;
mod grammar;
mod keyword;
mod lower;
mod lower_declaration;
mod lower_expression;
mod lower_pattern;
mod lower_rule;
mod lower_table;
mod mistake;
mod nesting;
mod scan;

use pest::Parser;
use pest::iterators::Pair;

use crate::diagnostic::{Diagnostics, Wording};
use crate::source::{SourceId, SourceMap, Span};

use ast::{Expr, ExprKind, Module};
use grammar::{Grammar, Rule};
use lower::{Lower, find};

pub use format::format;

/// Brackets nested deeper than this are refused before anything is parsed.
const MAX_DEPTH: usize = 48;

/// Operators of one formula; everything behind the parser walks down its tree.
const MAX_OPERATORS: usize = 500;

/// What to say of an unknown name that begins with a keyword: `非完成` is `非 完成`. `is_known` tells which names there are.
pub fn glued_keyword(name: &str, is_known: impl Fn(&str) -> bool) -> Option<Wording> {
    keyword::glued_to_a_name(name, is_known).map(|keyword| mistake::apart(keyword, name))
}

/// Parses one file.
pub fn parse(source: SourceId, sources: &SourceMap, diagnostics: &mut Diagnostics) -> Module {
    let text = sources.text(source);
    let mut module = Module { source, items: Vec::new() };
    if let Some(at) = nesting::too_deep(text, MAX_DEPTH) {
        let end = at + text.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        diagnostics.push(mistake::too_deep(Span::new(source, at, end), MAX_DEPTH));
        return module;
    }
    let mut lower = Lower::new(source, 0, diagnostics);
    match Grammar::parse(Rule::module, text) {
        Ok(mut pairs) => {
            let mut before = None;
            for part in pairs.next().map(Pair::into_inner).into_iter().flatten() {
                if part.as_rule() == Rule::item {
                    module.items.extend(lower.item(part.clone()));
                } else if part.as_rule() == Rule::broken_item && lower.broken(&part, before.as_ref(), Rule::lone_item) {
                    module.items.pop();
                }
                before = Some(part).filter(|it| it.as_rule() == Rule::item);
            }
        }
        Err(error) => lower.tell(mistake::diagnostic(source, 0, text, &error)),
    }
    module
}

/// Parses a value on its own: the right side of `--set name=value`.
pub fn parse_value(source: SourceId, sources: &SourceMap, diagnostics: &mut Diagnostics) -> Expr {
    let text = sources.text(source);
    let span = Span::new(source, 0, text.len());
    let broken = Expr { kind: ExprKind::Broken, span };
    if nesting::too_deep(text, MAX_DEPTH).is_some() {
        diagnostics.push(mistake::too_deep(span, MAX_DEPTH));
        return broken;
    }
    let mut lower = Lower::new(source, 0, diagnostics);
    match Grammar::parse(Rule::lone_value, text) {
        Ok(mut pairs) => pairs
            .next()
            .and_then(|value| find(&value.into_inner(), Rule::expression))
            .map_or(broken, |value| lower.expression(value)),
        Err(error) => {
            lower.tell(mistake::diagnostic(source, 0, text, &error));
            broken
        }
    }
}
