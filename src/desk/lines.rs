//! The results as they are kept: a line of JSON each, or all in one object.

use std::io::{self, Write};

use super::{Counts, Records, Totals};

/// A line for each submission.
pub(super) fn write_lines(records: &mut Records<'_>, out: &mut dyn Write) -> io::Result<()> {
    records.each_line(&mut |line| writeln!(out, "{line}"))
}

/// One object: the counts, and the submissions in order, a line each.
pub(super) fn write_object(totals: &Totals, records: &mut Records<'_>, out: &mut dyn Write) -> io::Result<()> {
    let Counts { errors, warnings, notes, passed, not_evaluated } = totals.counts();
    let (all, unchecked) = (totals.rows.len(), totals.unchecked());
    write!(
        out,
        "{{\"summary\":{{\"submissions\":{all},\"not_checked\":{unchecked},\"errors\":{errors},\"warnings\":{warnings},\
         \"notes\":{notes},\"passed\":{passed},\"not_evaluated\":{not_evaluated}}},\n\"submissions\":["
    )?;
    let mut before = "\n";
    records.each_line(&mut |line| {
        write!(out, "{before}{line}")?;
        before = ",\n";
        Ok(())
    })?;
    writeln!(out, "\n]}}")
}
