//! The results as they are kept: a line of JSON each, or all in one object.

use std::io::{self, Write};

use serde::Serialize;

use crate::diagnostic::Wording;
use crate::reporter::json_line;
use crate::reporter::model::{ReceiptOut, Words};

use super::{Counts, Frame, Records};

/// What the object says of all submissions together.
#[derive(Debug, Serialize)]
struct Summary {
    submissions: usize,
    not_checked: usize,
    errors: usize,
    warnings: usize,
    notes: usize,
    waived: usize,
    passed: usize,
    not_evaluated: usize,
    /// Absent without an earlier review.
    new: Option<usize>,
    fixed: Option<usize>,
}

/// A line for each submission.
pub(super) fn write_lines(records: &mut Records<'_>, out: &mut dyn Write) -> io::Result<()> {
    records.each_line(&mut |line| writeln!(out, "{line}"))
}

/// One object: the counts, what is said of all, the receipt, and the submissions in order, a line each.
pub(super) fn write_object(frame: &Frame<'_>, records: &mut Records<'_>, out: &mut dyn Write) -> io::Result<()> {
    let totals = frame.totals;
    let Counts { errors, warnings, notes, waived, passed, not_evaluated, new, fixed } = totals.counts();
    let summary = Summary {
        submissions: totals.rows.len(),
        not_checked: totals.unchecked(),
        errors,
        warnings,
        notes,
        waived,
        passed,
        not_evaluated,
        new: totals.is_compared.then_some(new),
        fixed: totals.is_compared.then_some(fixed),
    };
    let told: Vec<Words> =
        frame.told.iter().map(|Wording { zh, en }| Words { zh: zh.clone(), en: en.clone() }).collect();
    let receipt: &Option<ReceiptOut> = &totals.receipt;
    write!(out, "{{\"summary\":{},\n\"warnings\":{},\n", json_line(&summary), json_line(&told))?;
    write!(out, "\"receipt\":{},\n\"submissions\":[", json_line(receipt))?;
    let mut before = "\n";
    records.each_line(&mut |line| {
        write!(out, "{before}{line}")?;
        before = ",\n";
        Ok(())
    })?;
    writeln!(out, "\n]}}")
}
