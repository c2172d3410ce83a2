//! Workbooks and lists of values made to eat memory or to break the reader.

use std::fmt::Write as _;

use guiju::read::Limits;
use proptest::prelude::*;

use super::workbook::{Workbook, number, replaced, row, text};
use super::{Outcome, open, open_with};

fn opened(workbook: &Workbook) -> Outcome {
    open_with("a.xlsx", &workbook.bytes(), Limits::default())
}

fn refusal(workbook: &Workbook, limits: Limits) -> String {
    let outcome = open_with("a.xlsx", &workbook.bytes(), limits);
    assert!(outcome.document.is_none());
    assert_eq!(outcome.codes(), ["read::unreadable"]);
    outcome.message(guiju::diagnostic::Language::Chinese)
}

#[test]
fn a_cell_at_the_far_end_costs_nothing() {
    let rows = row(1, &[text("A1", "甲")]) + &row(1_048_576, &[number("XFD1048576", 0, "1")]);
    let outcome = opened(&Workbook::new().sheet("表", &rows));
    assert_eq!((outcome.cells(), outcome.codes()), (vec!["甲"], vec!["read::too_many_cells"]));
    let inner = "<dimension ref=\"A1:XFD1048576\"/><sheetData><row><c><v>5</v></c></row></sheetData>\
        <mergeCells><mergeCell ref=\"A1:XFD1048576\"/><mergeCell ref=\"A1:XFD1048576\"/></mergeCells>";
    assert_eq!(opened(&Workbook::new().whole_sheet("表", "", inner)).cells(), ["5"]);
}

#[test]
fn a_sheet_of_more_than_a_million_cells_is_cut_and_told() {
    let mut rows = String::new();
    for number in 1..=100_100 {
        // Blank cells between count too.
        write!(rows, "<row><c><v>7</v></c><c r=\"J{number}\"><v>7</v></c></row>").expect("writes");
    }
    let outcome = opened(&Workbook::new().sheet("流水", &rows));
    assert_eq!(outcome.codes(), ["read::too_many_cells"]);
    let said = outcome.message(guiju::diagnostic::Language::Chinese);
    assert!(said.contains("“流水”的内容太多，只读取到第 100000 行"), "{said}");
    assert_eq!(outcome.cells().len(), 1_000_000);
}

#[test]
fn a_long_text_that_every_cell_shares_is_not_written_down_again_and_again() {
    let long = format!("<t>{}</t>", "长".repeat(100_000));
    let cells = "<c t=\"s\"><v>0</v></c>".repeat(5_000);
    let limits = Limits { bytes: 3_000_000, ..Limits::default() };
    let workbook = Workbook::new().strings(&[&long]).sheet("表", &format!("<row>{cells}</row>"));
    let outcome = open_with("a.xlsx", &workbook.bytes(), limits);
    assert_eq!(outcome.codes(), ["read::too_many_cells"]);
    assert_eq!(outcome.cells().len(), 10);
}

#[test]
fn packages_made_to_break_readers_are_refused() {
    let small = || Workbook::new().sheet("表", &row(1, &[text("A1", "甲")]));
    let limits = Limits { unpacked: 100_000, ..Limits::default() };
    let bomb = Workbook::new().sheet("表", &" ".repeat(200_000));
    assert!(refusal(&bomb, limits).contains("--max-unpacked"));
    assert!(refusal(&small().part("../../etc/passwd", b"x"), Limits::default()).contains("越出"));
    let deep = "<a>".repeat(300) + &"</a>".repeat(300);
    assert!(refusal(&Workbook::new().sheet("表", &deep), Limits::default()).contains("嵌套过深"));
    assert!(refusal(&Workbook::new().sheet("表", "<row><c>"), Limits::default()).contains("不是合格的 XML"));
    let mut many = Workbook::new();
    for number in 0..5_000 {
        many = many.part(&format!("xl/media/{number}.png"), b"");
    }
    assert!(refusal(&many, Limits::default()).contains("部件"));
}

#[test]
fn entities_are_not_expanded() {
    let sheet = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>\
        <worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData><row>\
        <c t=\"inlineStr\"><is><t>甲&b;&amp;&#x4e59;</t></is></c></row></sheetData></worksheet>";
    let bytes = replaced(&Workbook::new().sheet("表", "").bytes(), "xl/worksheets/sheet1.xml", sheet);
    assert_eq!(open_with("a.xlsx", &bytes, Limits::default()).cells(), ["甲\u{FFFD}&乙"]);
}

#[test]
fn passwords_and_old_formats_are_told() {
    let mut old = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    let outcome = open_with("a.xlsx", &old, Limits::default());
    assert_eq!(outcome.codes(), ["read::unsupported_format"]);
    assert!(outcome.message(guiju::diagnostic::Language::Chinese).contains("*.xlsx"));
    old.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    for name in ["a.xlsx", "a.docx"] {
        let outcome = open_with(name, &old, Limits::default());
        assert_eq!(outcome.codes(), ["read::unreadable"]);
        assert!(outcome.message(guiju::diagnostic::Language::Chinese).contains("文件已加密"));
    }
}

#[test]
fn a_list_of_commas_is_cut_and_told() {
    let outcome = open("a.csv", &"1,2\n".repeat(600_000));
    assert_eq!(outcome.codes(), ["read::too_many_cells"]);
    assert_eq!(outcome.cells().len(), 1_000_000);
    let outcome = open("a.csv", &(",".repeat(3_000_000) + "x\n1"));
    assert_eq!(outcome.codes(), ["read::too_many_cells"]);
    for piece in ["\"", "\"\"", ",\"", "\"a\"\"", "a\n\"", ";", "\t\"\n"] {
        open("a.csv", &piece.repeat((1 << 18) / piece.len()));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// A package with wrong bytes is read or refused.
    #[test]
    fn damaged_packages_are_read_or_refused(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8)) {
        let mut bytes = sample().bytes();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            if let Some(place) = bytes.get_mut(at) {
                *place = byte;
            }
        }
        let outcome = open_with("a.xlsx", &bytes, Limits { unpacked: 1 << 20, ..Limits::default() });
        prop_assert!(outcome.document.is_some() || !outcome.diagnostics.is_empty());
    }

    /// So is one whose XML is cut off or patched.
    #[test]
    fn patched_sheets_are_read_or_refused(at in any::<prop::sample::Index>(), patch in "[<>/=\"a-zA-Z0-9 &;:]{0,12}", cut in 0_usize..30) {
        let mut sheet = String::new();
        write!(sheet, "<sheetData>{}</sheetData><mergeCells><mergeCell ref=\"A1:B2\"/></mergeCells>",
            row(1, &[text("A1", "甲"), number("B1", 1, "0.5")]) + &row(2, &[text("A2", "乙"), number("C2", 0, "45291")])).expect("writes");
        let at = at.index(sheet.len());
        let start = (0..=at).rev().find(|at| sheet.is_char_boundary(*at)).unwrap_or(0);
        let end = (at + cut..=sheet.len()).find(|at| sheet.is_char_boundary(*at)).unwrap_or(sheet.len());
        sheet.replace_range(start..end, &patch);
        let outcome = opened(&Workbook::new().formats(&["0.0%"]).whole_sheet("表", "", &sheet));
        prop_assert!(outcome.document.is_some() || !outcome.diagnostics.is_empty());
    }
}

fn sample() -> Workbook {
    Workbook::new()
        .strings(&["<t>指标</t>"])
        .formats(&["0.0%", "yyyy-mm-dd"])
        .sheet("表", &row(1, &[text("A1", "甲"), number("B1", 1, "0.5"), number("C1", 2, "45291")]))
}
