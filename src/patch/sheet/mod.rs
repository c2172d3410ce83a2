//! Findings in a workbook: a note (批注) at each cell, and a sheet that lists them all.
//!
//! Spliced into the package: every part that says nothing of notes, styles or the list of sheets keeps its bytes. Notes
//! of others stay and are added to; what was written by an earlier run is not written again.

mod book;
mod drawing;
mod findings;
mod notes;
mod styles;

use crate::diagnostic::Wording;
use crate::read::Limits;
use crate::source::CellPlace;

use super::PatchError;
use super::repack::Repack;
use book::Book;

/// The name of the sheet that lists the findings, if no other sheet bears it.
const FINDINGS_SHEET: &str = "规矩检查结果";

/// Who writes the notes.
const AUTHOR: &str = "规矩";

/// What is to be said at a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellNote {
    /// The sheet's name.
    pub sheet: String,
    /// The cell.
    pub place: CellPlace,
    /// What it is about, in one line; our name is put before it.
    pub heading: String,
    /// The lines below.
    pub text: String,
}

/// The list of findings as a sheet of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Findings {
    /// The columns, from the left.
    pub columns: Vec<Column>,
    /// The findings, one a row.
    pub rows: Vec<Row>,
}

/// A column of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// What stands above it.
    pub heading: String,
    /// How many digits wide it is.
    pub width: u32,
}

/// A finding as a row of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// What stands in its columns.
    pub fields: Vec<Field>,
    /// Which field leads to which cell of which sheet.
    pub link: Option<(usize, String, CellPlace)>,
}

/// What stands in a cell of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Field {
    /// A number.
    Number(usize),
    /// Words, never a formula.
    Text(String),
}

/// Writes notes and the list into a workbook. Where there is nothing to write, the bytes are the old ones.
///
/// # Errors
/// If the bytes are no workbook, or hold no sheet of a name that a note gives.
pub fn annotate(bytes: &[u8], limits: &Limits, notes: &[CellNote], list: &Findings) -> Result<Vec<u8>, PatchError> {
    let mut package = Repack::open(bytes, limits)?;
    let book = Book::open(&mut package)?;
    if list.rows.is_empty() && book.findings.is_none() && notes.is_empty() {
        return Ok(bytes.to_vec());
    }
    let mut sheets: Vec<&str> = Vec::new();
    for note in notes {
        if !sheets.contains(&note.sheet.as_str()) {
            sheets.push(&note.sheet);
        }
    }
    for name in sheets {
        let sheet = book.sheet(name).ok_or_else(|| no_sheet(name))?;
        let mine: Vec<&CellNote> = notes.iter().filter(|note| note.sheet == name).collect();
        notes::add(&mut package, &sheet.part, book.is_strict, &mine)?;
    }
    findings::put(&mut package, &book, list)?;
    package.finish()
}

fn no_sheet(name: &str) -> PatchError {
    PatchError {
        why: Wording::new(format!("没有名为“{name}”的工作表"), format!("there is no sheet `{name}`"))
    }
}

/// Words as the string of a cell or a note holds them: what Excel takes for an escape (`_x0041_`) is escaped itself, and
/// what is longer than a cell may be is cut.
fn string(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut length = 0;
    for (offset, c) in text.char_indices() {
        length += c.len_utf16();
        if length > LONGEST {
            out.push('…');
            break;
        }
        let is_escape = c == '_'
            && text.get(offset + 1..).and_then(|rest| rest.strip_prefix('x')).is_some_and(|rest| {
                let (hex, end) = rest.split_at_checked(4).unwrap_or(("", ""));
                hex.len() == 4 && hex.bytes().all(|byte| byte.is_ascii_hexdigit()) && end.starts_with('_')
            });
        if is_escape {
            out.push_str("_x005F");
        }
        out.push(c);
    }
    super::part::escaped(&out)
}

/// A cell holds at most 32,767 UTF-16 units.
const LONGEST: usize = 32_000;

#[cfg(test)]
mod tests {
    use super::string;

    #[test]
    fn what_excel_takes_for_an_escape_stays_as_it_is_written() {
        assert_eq!(string("a_x0041_b_x00_"), "a_x005F_x0041_b_x00_");
        assert_eq!(string("=1+1&<"), "=1+1&amp;&lt;");
        assert_eq!(string(&"数".repeat(40_000)).chars().count(), 32_001);
    }
}
