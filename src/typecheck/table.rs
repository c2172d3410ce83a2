//! Where records stand in tables.

use crate::diagnostic::{Diagnostic, Wording};
use crate::plan::{RecordId, TableField, TableShape, TableSource, TableWords, Type, header_key};
use crate::source::Span;
use crate::syntax::ast::{self, Name, TableDecl};

use super::checker::Checker;
use super::codes;
use super::words::type_words;

impl Checker<'_> {
    /// `from table { name <- "三级指标"  target <- "年度指标值" | "目标值" }`
    pub(super) fn table_source(&mut self, id: RecordId, decl: &TableDecl) {
        let mut fields: Vec<TableField> = Vec::new();
        for (name, words) in &decl.columns {
            let Some(field) = self.known_field(id, name) else { continue };
            if fields.iter().any(|known| known.field == field) {
                let message = Wording::new(
                    format!("字段“{}”对应了两列", name.value),
                    format!("two columns fill the field “{}”", name.value),
                );
                self.diagnostics.push(Diagnostic::error(codes::DUPLICATE_NAME, name.span, message));
                continue;
            }
            self.tell_what_no_cell_holds(id, field, name);
            let words = match words {
                ast::TableWords::Headers(headers) => {
                    TableWords::Headers(headers.iter().map(|header| header.value.clone()).collect())
                }
                ast::TableWords::RowHead(span) => {
                    self.tell_heads_of_no_row(&decl.shape, *span);
                    TableWords::RowHead
                }
            };
            fields.push(TableField { field, words });
        }
        if decl.columns.iter().all(|(name, _)| self.field_index(id, &name.value).is_some()) {
            let filled: Vec<usize> = fields.iter().map(|place| place.field).collect();
            self.tell_left_empty(id, &filled, decl.span, &Wording::new("表格", "table"));
        }
        let fill = self.filled_down(id, decl, &fields);
        let money_power = decl.unit.as_ref().and_then(|unit| self.money_power(unit));
        let shape = match &decl.shape {
            ast::TableShape::Rows => TableShape::Rows,
            ast::TableShape::Totals(words) => {
                TableShape::Totals(words.iter().map(|it| header_key(&it.value)).collect())
            }
            ast::TableShape::Columns => TableShape::Columns,
            ast::TableShape::Labels => TableShape::Labels,
        };
        if let Some(record) = self.plan.records.get_mut(id.0) {
            record.tables.push(TableSource { shape, fields, fill, money_power });
        }
    }

    /// The fields whose empty cells stand for the ones above: words only, and such as the table has.
    fn filled_down(&mut self, id: RecordId, decl: &TableDecl, fields: &[TableField]) -> Vec<usize> {
        let mut filled = Vec::new();
        for name in &decl.fill {
            let Some(field) = self.known_field(id, name) else { continue };
            let ty = self.field_type(id, field).unwrap_or(Type::Wrong);
            let is_words = matches!(ty, Type::Text | Type::Enum(_) | Type::Wrong);
            let has_rows = matches!(decl.shape, ast::TableShape::Rows | ast::TableShape::Totals(_));
            if is_words && has_rows && fields.iter().any(|place| place.field == field) {
                filled.push(field);
                continue;
            }
            let message = Wording::new(
                format!("“{}”不能承上：只有逐行读取的文字列可以", name.value),
                format!("“{}” cannot be filled from above: only columns of words read by row can", name.value),
            );
            self.diagnostics.push(Diagnostic::error(codes::SOURCE, name.span, message));
        }
        filled
    }

    fn tell_heads_of_no_row(&mut self, shape: &ast::TableShape, span: Span) {
        if matches!(shape, ast::TableShape::Columns | ast::TableShape::Labels) {
            let message = Wording::new("只有逐行读取的表格才有行首", "only a table that is read by row has row heads");
            self.diagnostics.push(Diagnostic::error(codes::SOURCE, span, message));
        }
    }

    fn tell_what_no_cell_holds(&mut self, id: RecordId, field: usize, name: &Name) {
        let ty = self.field_type(id, field).unwrap_or(Type::Wrong);
        if matches!(ty, Type::List(_) | Type::Record(_)) {
            let words = type_words(&ty, &self.plan);
            let message = Wording::new(
                format!("“{}”是{}，一个单元格放不下", name.value, words.zh),
                format!("“{}” is {}, which no cell holds", name.value, words.en),
            );
            self.diagnostics.push(Diagnostic::error(codes::SOURCE, name.span, message));
        }
    }
}
