//! The words of a `from text "…"` to a pattern.

use pest::Parser;
use pest::iterators::Pair;

use crate::diagnostic::Wording;
use crate::source::{Span, Spanned};

use super::ast::{PatternDecl, PatternPart};
use super::grammar::{Grammar, Rule};
use super::lower::{Lower, content, find, quote_length, unescape};

impl Lower<'_> {
    pub(super) fn pattern(&mut self, literal: &Pair<'_, Rule>) -> PatternDecl {
        let span = self.place(literal);
        self.check_escapes(literal);
        let (text, _) = content(literal.as_str());
        let start = literal.as_span().start() + quote_length(literal.as_str());
        let parts = match Grammar::parse(Rule::pattern, text) {
            Ok(mut pairs) => {
                let outer = self.offset;
                self.offset = outer + start;
                let parts = pairs
                    .next()
                    .map_or(Vec::new(), |pattern| pattern.into_inner().filter_map(|it| self.part(it)).collect());
                self.offset = outer;
                parts
            }
            Err(error) => {
                let at = match error.location {
                    pest::error::InputLocation::Pos(at) | pest::error::InputLocation::Span((at, _)) => at,
                };
                let place = self.offset + start + at;
                self.error(
                    "syntax::pattern",
                    Span::new(self.source, place, place),
                    Wording::new(
                        "文本模式写法有误：可用 {字段} {~} {~~} [甲|乙] [甲]?，符号本身请写 \\{ \\[ \\|",
                        "wrong text pattern: use {field} {~} {~~} [a|b] [a]?, and \\{ \\[ \\| for the marks themselves",
                    ),
                );
                Vec::new()
            }
        };
        PatternDecl { parts, span }
    }

    fn part(&mut self, pair: Pair<'_, Rule>) -> Option<PatternPart> {
        let span = self.span(pair.as_span());
        Some(match pair.as_rule() {
            Rule::wide_gap => PatternPart::WideGap(span),
            Rule::gap => PatternPart::Gap(span),
            Rule::pattern_words => PatternPart::Literal(Spanned::new(unescape(pair.as_str()), span)),
            Rule::pattern_hole => PatternPart::Hole(self.name(&find(&pair.into_inner(), Rule::member_name)?)),
            Rule::choice => {
                let inner = pair.into_inner();
                let optional = find(&inner, Rule::optional_mark).is_some();
                let branches = inner
                    .filter(|it| it.as_rule() == Rule::branch)
                    .map(|branch| branch.into_inner().filter_map(|it| self.part(it)).collect())
                    .collect();
                PatternPart::Choice { branches, optional, span }
            }
            _ => return None,
        })
    }
}
