//! The words of a `from table { … }` to what they say.

use pest::iterators::{Pair, Pairs};

use crate::source::Span;

use super::ast::{TableDecl, TableShape, TableWords};
use super::grammar::Rule;
use super::lower::{Lower, find};

impl Lower<'_> {
    /// `from table by column unit 万元 { total <- "资金总额"  fill level1 }`
    pub(super) fn table(&mut self, inner: Pairs<'_, Rule>, span: Span) -> TableDecl {
        TableDecl {
            shape: find(&inner, Rule::table_shape).map_or(TableShape::Rows, |it| self.table_shape(&it.into_inner())),
            unit: find(&inner, Rule::unit).map(|it| self.name(&it)),
            fill: self.names_in(&inner, Rule::fill_line),
            columns: inner
                .filter(|it| it.as_rule() == Rule::table_column)
                .filter_map(|it| {
                    let parts = it.into_inner();
                    Some((self.name(&find(&parts, Rule::ident)?), self.table_words(&parts)?))
                })
                .collect(),
            span,
        }
    }

    fn table_shape(&mut self, parts: &Pairs<'_, Rule>) -> TableShape {
        if find(parts, Rule::kw_by_column).is_some() {
            return TableShape::Columns;
        }
        let words: Option<Pair<'_, Rule>> = find(parts, Rule::words);
        words.map_or(TableShape::Labels, |it| TableShape::Totals(self.words(it)))
    }

    fn table_words(&mut self, parts: &Pairs<'_, Rule>) -> Option<TableWords> {
        let head = find(parts, Rule::kw_row_head).map(|it| TableWords::RowHead(self.place(&it)));
        head.or_else(|| find(parts, Rule::words).map(|it| TableWords::Headers(self.words(it))))
    }
}
