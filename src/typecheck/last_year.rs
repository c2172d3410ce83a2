//! `last_year RECORD`: the facts of a record in the submission of the year before, as a record of their own.
//!
//! The twin has the fields of its record and none of its sources: what is read of the year before is put into it.

use crate::diagnostic::{Diagnostic, Wording};
use crate::plan::{BuiltinRecord, Expr, Record, RecordId};
use crate::source::Span;
use crate::syntax::ast;

use super::checker::{Checker, Frame, wrong};
use super::codes;

impl Checker<'_> {
    /// The twin of a record; made when it is first asked for.
    pub(super) fn last_year(&mut self, of: RecordId, span: Span) -> RecordId {
        if self.plan.record(of).builtin == Some(BuiltinRecord::Copy) {
            let message = Wording::new("雷同段只有本年的", "copies are those of this year only");
            let help = Wording::new(
                "与上年相同的段落写 where c.is_last_year",
                "for those of last year's text write where c.is_last_year",
            );
            self.diagnostics.push(Diagnostic::error(codes::SOURCE, span, message).help(help));
        }
        if let Some(known) = self.plan.records.iter().position(|record| record.last_year_of == Some(of)) {
            return RecordId(known);
        }
        let record = self.plan.record(of);
        let twin = Record {
            name: format!("last_year {}", record.name),
            title: Wording::new(format!("上年{}", record.title.zh), format!("{} of last year", record.title.en)),
            fields: record.fields.clone(),
            key: record.key.clone(),
            derives: record.derives.clone(),
            data: Vec::new(),
            tables: Vec::new(),
            patterns: Vec::new(),
            cues: Vec::new(),
            builtin: None,
            last_year_of: Some(of),
            used: false,
            span: record.span,
        };
        self.plan.records.push(twin);
        RecordId(self.plan.records.len() - 1)
    }

    /// `last_year report`: of all records it alone is there once.
    pub(super) fn last_year_report(&mut self, frame: &Frame, written: &ast::Name, span: Span) -> Expr {
        let Some(record) = self.record_named(written) else { return wrong(span) };
        if !self.is_report(record) {
            let message = Wording::new("上年的这种记录不止一条", "last year has many facts of this record");
            let help = Wording::new(
                "写 for x: last_year 记录，或 sum(x.字段 for x in last_year 记录)",
                "write for x: last_year RECORD, or sum(x.field for x in last_year RECORD)",
            );
            self.diagnostics.push(Diagnostic::error(codes::SOURCE, span, message).help(help));
            return wrong(span);
        }
        let twin = self.last_year(record, span);
        self.report(frame, twin, span)
    }
}
