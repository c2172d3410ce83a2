//! What a Word file may hold beside its text, and is not read: it is told, not passed over.

use crate::diagnostic::{Diagnostic, Diagnostics, Wording};

use super::super::codes;

/// How often a file holds what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::read) struct Unread {
    /// Whole files put in (`w:altChunk`).
    pub(super) chunks: u32,
    /// Embedded workbooks, of which the file shows a picture.
    pub(super) sheets: u32,
}

impl Unread {
    /// Tells it.
    pub(in crate::read) fn tell(self, name: &str, diagnostics: &mut Diagnostics) {
        if self.sheets > 0 {
            let message = Wording::new(
                format!("“{name}”中嵌入的 {} 个 Excel 表格没有读取", self.sheets),
                format!("{} Excel sheet(s) embedded in `{name}` were not read", self.sheets),
            );
            let help = Wording::new(
                "请把表格复制为 Word 表格，或另存为 .xlsx 一并检查",
                "copy them as Word tables, or save them as .xlsx and check that too",
            );
            diagnostics.push(Diagnostic::placeless(codes::UNREAD_PART, message).as_warning().help(help));
        }
        if self.chunks > 0 {
            let message = Wording::new(
                format!("“{name}”中整篇插入的 {} 个文件没有读取", self.chunks),
                format!("{} file(s) inserted into `{name}` as a whole were not read", self.chunks),
            );
            let help = Wording::new(
                "请在 Word 中打开并另存，插入的内容就会成为正文",
                "open it in Word and save it anew: what is inserted becomes text",
            );
            diagnostics.push(Diagnostic::placeless(codes::UNREAD_PART, message).as_warning().help(help));
        }
    }
}
