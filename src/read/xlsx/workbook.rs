//! The parts of a workbook: which sheets there are, and what holds for all of them.

use super::super::package::{Package, PackageError};
use super::super::relations::{relations, relations_of};
use super::super::xml::{Piece, Xml};
use super::format::Epoch;
use super::ours::{FINDINGS_NAME, sheet_of};
use super::tags::Tag;
use super::{MOST_SHEETS, SheetError};

/// What the workbook says of its sheets.
#[derive(Debug)]
pub(super) struct Workbook {
    pub(super) sheets: Vec<SheetEntry>,
    pub(super) epoch: Epoch,
    /// True where the values of formulas are to be worked out anew before anybody reads them: the program that wrote
    /// the file has not.
    pub(super) is_uncomputed: bool,
    /// The part that holds the texts cells share.
    pub(super) strings: Option<String>,
    /// The part that holds the formats.
    pub(super) styles: Option<String>,
}

/// A sheet.
#[derive(Debug)]
pub(super) struct SheetEntry {
    pub(super) name: String,
    pub(super) part: String,
    pub(super) is_hidden: bool,
}

/// Reads the parts that list others.
pub(super) fn read(package: &mut Package<'_>) -> Result<Workbook, SheetError> {
    const USUAL: &str = "xl/workbook.xml";
    let main = relations::<SheetError>(package, "")?.into_iter().flatten().find(|it| it.kind == "officeDocument");
    let main = main.map_or_else(|| USUAL.to_owned(), |it| it.part);
    let targets = relations::<SheetError>(package, &main)?.ok_or_else(|| PackageError::Missing(relations_of(&main)))?;
    let target = |kind: &str| targets.iter().find(|it| it.kind == kind).map(|it| it.part.clone());
    let mut workbook = Workbook {
        sheets: Vec::new(),
        epoch: Epoch::Of1900,
        is_uncomputed: false,
        strings: target("sharedStrings"),
        styles: target("styles"),
    };
    let text = package.text(&main)?;
    let mut xml = Xml::<Tag>::new(&text);
    // What the name that marks the sheet of findings refers to.
    let mut ours = String::new();
    let mut is_ours = false;
    loop {
        match xml.next().map_err(|error| error.of_part(&main))? {
            Piece::Open(element) => match element.tag {
                Tag::DefinedName => is_ours = element.attribute("name").is_some_and(|it| it == FINDINGS_NAME),
                Tag::WorkbookSettings if element.is_set("date1904") => workbook.epoch = Epoch::Of1904,
                Tag::Calculation => workbook.is_uncomputed = element.is_set("fullCalcOnLoad"),
                Tag::Sheet => {
                    let id = element.attribute("id").unwrap_or_default();
                    // Sheets of charts and dialogs have other kinds, and no cells.
                    if let Some(found) = targets.iter().find(|it| it.id == id && it.kind == "worksheet") {
                        let name = element.attribute("name").unwrap_or_default().into_owned();
                        let is_hidden =
                            element.attribute("state").is_some_and(|it| matches!(&*it, "hidden" | "veryHidden"));
                        workbook.sheets.push(SheetEntry { name, part: found.part.clone(), is_hidden });
                        few(workbook.sheets.len())?;
                    }
                }
                _ => {}
            },
            Piece::Text(words, _) if is_ours => ours.push_str(words),
            Piece::Reference(c, _) if is_ours => ours.push(c),
            Piece::Close(_) => is_ours = false,
            Piece::End => {
                let ours = sheet_of(&ours);
                workbook.sheets.retain(|sheet| sheet.name != ours);
                return Ok(workbook);
            }
            Piece::Text(..) | Piece::Reference(..) => {}
        }
    }
}

/// Refuses what no program writes, before it costs anything.
fn few(count: usize) -> Result<(), SheetError> {
    if count > MOST_SHEETS { Err(PackageError::TooManyParts(count).into()) } else { Ok(()) }
}
