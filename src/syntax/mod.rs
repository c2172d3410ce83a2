//! `.gj` text to a tree.
//!
//! Takes a source, gives a [`Module`] and pushes every mistake into the diagnostics; parsing never stops at the first.
//! Knows nothing of types, packs or drafts.

pub mod ast;

mod expected;
mod format;
mod grammar;
mod keyword;
mod lower;
mod lower_declaration;
mod lower_expression;
mod lower_pattern;
mod lower_rule;

use pest::Parser;
use pest::iterators::Pair;

use crate::diagnostic::{Diagnostic, Diagnostics, Wording};
use crate::source::{SourceId, SourceMap, Span};

use ast::{Expr, ExprKind, Module};
use grammar::{Grammar, Rule};
use lower::{Lower, find};

pub use format::format;

/// Brackets nested deeper than this are refused before anything is parsed.
const MAX_DEPTH: usize = 48;

/// Parses one file.
pub fn parse(source: SourceId, sources: &SourceMap, diagnostics: &mut Diagnostics) -> Module {
    let text = sources.text(source);
    let mut module = Module { source, items: Vec::new() };
    if let Some(at) = too_deep(text) {
        diagnostics.push(expected::too_deep(Span::new(source, at, at + 1)));
        return module;
    }
    let mut lower = Lower { source, offset: 0, diagnostics };
    match Grammar::parse(Rule::module, text) {
        Ok(mut pairs) => {
            for part in pairs.next().map(Pair::into_inner).into_iter().flatten() {
                match part.as_rule() {
                    Rule::item => module.items.extend(lower.item(part)),
                    Rule::broken_item => lower.broken(&part, Rule::lone_item),
                    _ => {}
                }
            }
        }
        Err(error) => lower.diagnostics.push(expected::diagnostic(source, 0, text, &error)),
    }
    module
}

/// Parses a value on its own: the right side of `--set name=value`.
pub fn parse_value(source: SourceId, sources: &SourceMap, diagnostics: &mut Diagnostics) -> Expr {
    let text = sources.text(source);
    let span = Span::new(source, 0, text.len());
    let broken = Expr { kind: ExprKind::Broken, span };
    if too_deep(text).is_some() {
        diagnostics.push(expected::too_deep(span));
        return broken;
    }
    let mut lower = Lower { source, offset: 0, diagnostics };
    match Grammar::parse(Rule::lone_value, text) {
        Ok(mut pairs) => pairs
            .next()
            .and_then(|value| find(&value.into_inner(), Rule::expression))
            .map_or(broken, |value| lower.expression(value)),
        Err(error) => {
            lower.diagnostics.push(expected::diagnostic(source, 0, text, &error));
            broken
        }
    }
}

/// Reads a message again as a text with holes: `"{c.rate}，应为 {c.actual / c.base:.2%}"`.
pub fn template(literal: &ast::Text, sources: &SourceMap, diagnostics: &mut Diagnostics) -> ast::Template {
    let written = sources.slice(literal.span);
    let (text, block) = lower::content(written);
    let offset = literal.span.start as usize;
    let mut lower = Lower { source: literal.span.source, offset, diagnostics };
    lower.template_parts(text, lower::quote_length(written), block)
}

impl Lower<'_> {
    /// Tells what is wrong with a slice that was skipped, by reading it again on its own.
    fn broken(&mut self, pair: &Pair<'_, Rule>, as_rule: Rule) {
        let slice = pair.as_str();
        let start = pair.as_span().start();
        if let Err(error) = Grammar::parse(as_rule, slice) {
            let found = expected::diagnostic(self.source, self.offset + start, slice, &error);
            self.diagnostics.push(found);
        } else {
            let span = self.place(pair);
            self.diagnostics.push(Diagnostic::error(
                "syntax::unexpected",
                span,
                Wording::new("这一段放在这里看不懂", "this cannot stand here"),
            ));
        }
    }
}

/// The first bracket that is nested too deep, whatever stands between; strings count too, which only errs on the safe
/// side for rules nobody writes.
fn too_deep(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            '(' | '（' | '[' | '［' | '{' | '｛' | '“' => {
                depth += 1;
                if depth > MAX_DEPTH {
                    return Some(at);
                }
            }
            ')' | '）' | ']' | '］' | '}' | '｝' | '”' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    None
}
