//! Workbooks (.xlsx) to a draft: each sheet a table whose cells say what Excel shows.
//!
//! Takes the bytes of a package; gives the cells of every sheet in order, hidden ones marked, and what is to be told of
//! them. Formulas are not worked out here: what the file does not hold is not known.

mod format;
mod layout;
mod notes;
mod number;
mod ours;
mod sheet;
mod strings;
mod styles;
mod tags;
mod workbook;

use super::draft::Draft;
use super::grid::MOST_CELLS;
use super::limits::Limits;
use super::package::{Package, PackageError};
use super::xml::{PartError, XmlError};
pub(super) use notes::Note;
pub use ours::{FINDINGS_NAME, sheet_of};
use sheet::{Common, Room};
use strings::SharedStrings;
use styles::Styles;

/// Why a workbook cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum SheetError {
    /// The package.
    Package(PackageError),
    /// A part.
    Part(PartError),
    /// No sheet holds anything.
    Empty,
}

impl From<PackageError> for SheetError {
    fn from(error: PackageError) -> Self {
        Self::Package(error)
    }
}

impl From<PartError> for SheetError {
    fn from(error: PartError) -> Self {
        Self::Part(error)
    }
}

/// A workbook as it was read.
#[derive(Debug)]
pub(super) struct Book {
    pub(super) draft: Draft,
    /// What is to be told beside.
    pub(super) notes: Vec<Note>,
}

/// A workbook has no more sheets than this, and a part points to no more others.
const MOST_SHEETS: usize = 4096;

/// Reads a workbook.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Book, SheetError> {
    let mut package = Package::open(bytes, limits)?;
    let workbook = workbook::read(&mut package)?;
    let strings = part(&mut package, workbook.strings.as_deref(), SharedStrings::read)?;
    let styles = part(&mut package, workbook.styles.as_deref(), Styles::read)?;
    let common = Common { strings, styles, epoch: workbook.epoch, is_uncomputed: workbook.is_uncomputed };
    let mut book = Book { draft: Draft::default(), notes: Vec::new() };
    for entry in &workbook.sheets {
        let text = package.text(&entry.part)?;
        let left = MOST_CELLS.saturating_sub(book.draft.blocks.len());
        let room = Room { cells: left, text: limits.bytes.saturating_sub(book.draft.text.len()) };
        let sheet = sheet::read(&text, &common, room).map_err(|error| error.of_part(&entry.part))?;
        if sheet.is_damaged {
            return Err(PackageError::DamagedPart(entry.part.clone()).into());
        }
        book.notes.extend(layout::write(&mut book.draft, entry, &sheet, left));
    }
    if book.draft.blocks.is_empty() && book.notes.is_empty() { Err(SheetError::Empty) } else { Ok(book) }
}

/// Reads a part that may be left out.
fn part<T: Default>(
    package: &mut Package<'_>,
    name: Option<&str>,
    read: impl FnOnce(&str) -> Result<T, XmlError>,
) -> Result<T, SheetError> {
    let Some(name) = name else { return Ok(T::default()) };
    let text = package.text(name)?;
    Ok(read(&text).map_err(|error| error.of_part(name))?)
}
