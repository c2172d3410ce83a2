//! What is to be told of a sheet that was read: cells whose words are not to be had, and what was left out.

use std::ops::Range;

use crate::diagnostic::{Diagnostic, Wording};
use crate::source::{CellPlace, SourceId, Span};

use super::super::{codes, grid};

/// Something to tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::read) struct Note {
    /// The sheet's name.
    pub(super) sheet: String,
    /// What it is.
    pub(super) kind: NoteKind,
    /// Where it stands in the transcript.
    pub(super) range: Range<usize>,
}

/// What is to be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NoteKind {
    /// Formulas without a value: the first one, and how many.
    NotComputed { place: CellPlace, count: usize },
    /// Formulas that ended in an error: the first one, and how many.
    Failed { place: CellPlace, count: usize },
    /// The sheet was not read beyond this row.
    Cut { last_row: Option<u32> },
}

impl Note {
    /// As a warning.
    pub(in crate::read) fn told(&self, source: SourceId) -> Diagnostic {
        let span = Span::new(source, self.range.start, self.range.end);
        let cell = |place: CellPlace| format!("{}!{}", self.sheet, place.name());
        match self.kind {
            NoteKind::NotComputed { place, count } => not_computed(&cell(place), count, span),
            NoteKind::Failed { place, count } => failed(&cell(place), count, span),
            NoteKind::Cut { last_row } => grid::cut(&format!("“{}”", self.sheet), last_row, span),
        }
    }
}

fn not_computed(cell: &str, count: usize, span: Span) -> Diagnostic {
    let message = match count {
        1 => Wording::new(
            format!("{cell} 的公式没有计算结果，没有检查"),
            format!("the formula of {cell} has no result and was not checked"),
        ),
        _ => Wording::new(
            format!("{cell} 等 {count} 个单元格的公式没有计算结果，没有检查"),
            format!("the formulas of {cell} and of other cells ({count} in all) have no result and were not checked"),
        ),
    };
    Diagnostic::error(codes::NOT_COMPUTED, span, message).as_warning().help(Wording::new(
        "请在 Excel 或 WPS 中打开并保存后再检查",
        "open it in Excel or WPS, save it and check it again",
    ))
}

fn failed(cell: &str, count: usize, span: Span) -> Diagnostic {
    let message = match count {
        1 => Wording::new(
            format!("{cell} 的公式结果是错误值，没有检查"),
            format!("the formula of {cell} ended in an error and was not checked"),
        ),
        _ => Wording::new(
            format!("{cell} 等 {count} 个单元格的公式结果是错误值，没有检查"),
            format!(
                "the formulas of {cell} and of other cells ({count} in all) ended in an error and were not checked"
            ),
        ),
    };
    Diagnostic::error(codes::FAILED_FORMULA, span, message).as_warning().help(Wording::new(
        "请修正公式或它引用的数据后再检查",
        "mend the formula or the data it takes, and check it again",
    ))
}
