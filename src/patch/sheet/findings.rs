//! The sheet that lists the findings.

use crate::source::CellPlace;

use super::super::PatchError;
use super::super::part::escaped;
use super::super::relations::{namespace, workbook_namespace};
use super::super::repack::Repack;
use super::book::{Book, quoted};
use super::styles::{self, Looks};
use super::{Column, Field, Findings, Row, string};

/// Writes the list into its sheet, which is made where there is none.
pub(super) fn put(package: &mut Repack<'_>, book: &Book, list: &Findings) -> Result<(), PatchError> {
    let looks = styles::add(package, book)?;
    let last = cell(list.rows.len(), list.columns.len().saturating_sub(1));
    let xml = sheet(list, looks, &last.name(), book.is_strict);
    book.put_findings(package, xml, &format!("$A$1:{}", absolute(last)))
}

fn cell(row: usize, column: usize) -> CellPlace {
    let narrow = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    CellPlace { grid: 0, row: narrow(row), column: narrow(column), rows: 1, columns: 1 }
}

/// `$H$12`
fn absolute(place: CellPlace) -> String {
    let name = place.name();
    let digits = name.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    format!("${}${digits}", name.trim_end_matches(|c: char| c.is_ascii_digit()))
}

fn sheet(list: &Findings, looks: Looks, last: &str, is_strict: bool) -> String {
    let main = workbook_namespace(is_strict);
    let columns = (1..).zip(&list.columns).map(|(number, column)| {
        format!("<col min=\"{number}\" max=\"{number}\" width=\"{}\" customWidth=\"1\"/>", column.width)
    });
    let head = list.columns.iter().enumerate().map(|(at, column)| words(0, at, looks.head, &column.heading));
    let head: String = head.collect();
    let rows = (1..).zip(&list.rows).map(|(number, row)| self::row(number, row, &list.columns, looks));
    let links: String = (1..).zip(&list.rows).filter_map(|(number, row)| link(number, row)).collect();
    let links = if links.is_empty() { links } else { format!("<hyperlinks>{links}</hyperlinks>") };
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
         <worksheet xmlns=\"{main}\" xmlns:r=\"{}\"><sheetPr><tabColor rgb=\"FFC00000\"/><pageSetUpPr fitToPage=\"1\"/></sheetPr>\
         <dimension ref=\"A1:{last}\"/><sheetViews><sheetView workbookViewId=\"0\">\
         <pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/>\
         <selection pane=\"bottomLeft\" activeCell=\"A2\" sqref=\"A2\"/></sheetView></sheetViews>\
         <sheetFormatPr defaultRowHeight=\"15\"/><cols>{}</cols><sheetData><row r=\"1\">{head}</row>{}</sheetData>\
         <autoFilter ref=\"A1:{last}\"/>{links}<pageMargins left=\"0.4\" right=\"0.4\" top=\"0.5\" bottom=\"0.5\" header=\"0.3\" footer=\"0.3\"/>\
         <pageSetup paperSize=\"9\" orientation=\"landscape\" fitToHeight=\"0\"/></worksheet>",
        namespace(is_strict),
        columns.collect::<String>(),
        rows.collect::<String>(),
    )
}

fn row(number: usize, row: &Row, columns: &[Column], looks: Looks) -> String {
    let linked = row.link.as_ref().map(|(at, ..)| *at);
    let fields = row.fields.iter().enumerate().map(|(at, field)| match field {
        Field::Number(value) => {
            format!("<c r=\"{}\" s=\"{}\"><v>{value}</v></c>", cell(number, at).name(), looks.number)
        }
        Field::Text(text) => words(number, at, if linked == Some(at) { looks.link } else { looks.words }, text),
    });
    let height = height(row, columns);
    format!("<row r=\"{}\" ht=\"{height}\" customHeight=\"1\">{}</row>", number + 1, fields.collect::<String>())
}

/// The height in points at which all words of a row are seen, for not every program works it out.
fn height(row: &Row, columns: &[Column]) -> usize {
    const LINE: usize = 17;
    const HIGHEST: usize = 409;
    let lines = |(field, column): (&Field, &Column)| match field {
        Field::Number(_) => 1,
        Field::Text(text) => {
            let room = (column.width as usize).saturating_sub(1).max(1);
            let digits = |line: &str| line.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<usize>();
            text.split('\n').map(|line| digits(line).div_ceil(room).max(1)).sum()
        }
    };
    let most = row.fields.iter().zip(columns).map(lines).max().unwrap_or(1);
    (most * LINE).min(HIGHEST)
}

/// Words in the cell itself: a string is never a formula, whatever it begins with.
fn words(row: usize, column: usize, look: usize, text: &str) -> String {
    let name = cell(row, column).name();
    if text.is_empty() {
        return format!("<c r=\"{name}\" s=\"{look}\"/>");
    }
    format!("<c r=\"{name}\" s=\"{look}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>", string(text))
}

fn link(number: usize, row: &Row) -> Option<String> {
    let (at, sheet, place) = row.link.as_ref()?;
    let target = format!("{}!{}", quoted(sheet), place.name());
    Some(format!("<hyperlink ref=\"{}\" location=\"{}\"/>", cell(number, *at).name(), escaped(&target)))
}
