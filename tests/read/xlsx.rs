//! Workbooks: what their cells show, where they stand, and what is told of those that hold nothing to read.

use guiju::diagnostic::{Language, Severity};
use guiju::document::{CellState, DocumentBody};
use guiju::read::Limits;

use super::workbook::{Workbook, number, replaced, row, text};
use super::{Outcome, open_with};

fn opened(workbook: &Workbook) -> Outcome {
    open_with("自评表.xlsx", &workbook.bytes(), Limits::default())
}

/// The cells of all tables: name, words, size where merged, state where there is one.
fn cells(outcome: &Outcome) -> Vec<String> {
    let tables = &outcome.document.as_ref().expect("is read").tables;
    let mut shown = Vec::new();
    for table in &tables.tables {
        for cell in &table.cells {
            let size = match (cell.place.rows, cell.place.columns) {
                (1, 1) => String::new(),
                (rows, columns) => format!(" {rows}×{columns}"),
            };
            let state = match cell.state {
                CellState::Plain => String::new(),
                state => format!(" {state:?}"),
            };
            shown.push(format!("{}{size} {}{state}", cell.place.name(), tables.words(cell)));
        }
    }
    shown
}

fn messages(outcome: &Outcome) -> Vec<&str> {
    outcome.diagnostics.iter().map(|one| one.message.zh.as_str()).collect()
}

#[test]
fn cells_say_what_excel_shows() {
    let workbook = Workbook::new()
        .formats(&["0.0%", "#,##0.00", "yyyy\"年\"m\"月\"d\"日\"", "0.00\"万元\""])
        .strings(&["<t>指标</t>", "<r><t>完</t></r><r><t>成值</t></r><rPh sb=\"0\" eb=\"1\"><t>wan</t></rPh>"])
        .sheet(
            "自评表",
            "<row r=\"2\"><c r=\"B2\" t=\"s\"><v>0</v></c><c r=\"C2\" t=\"s\"><v>1</v></c></row>\
             <row r=\"3\"><c r=\"B3\" s=\"1\"><v>0.76400000000000001</v></c><c r=\"C3\" s=\"2\"><f>A1*2</f><v>1234.5</v></c>\
             <c r=\"D3\" s=\"3\"><v>45291</v></c></row>\
             <row><c s=\"4\"><v>507.16000000000003</v></c><c t=\"b\"><v>1</v></c><c t=\"str\"><f>A1</f><v></v></c>\
             <c t=\"str\"><f>A1</f><v>优</v></c></row>",
        );
    let outcome = opened(&workbook);
    assert!(outcome.diagnostics.is_empty());
    assert!(matches!(outcome.document.as_ref().map(|it| &it.body), Some(DocumentBody::Form(_))));
    let blank_and_words = [
        "A2 ",
        "B2 指标",
        "C2 完成值",
        "D2 ",
        "A3 ",
        "B3 76.4%",
        "C3 1,234.50",
        "D3 2023年12月31日",
        "A4 507.16万元",
        "B4 TRUE",
        "C4 ",
        "D4 优",
    ];
    assert_eq!(cells(&outcome), blank_and_words);
    let document = outcome.document.as_ref().expect("is read");
    assert_eq!(
        outcome.sources.text(document.source),
        "\t指标\t完成值\t\n\t76.4%\t1,234.50\t2023年12月31日\n507.16万元\tTRUE\t\t优"
    );
    let origin = outcome.sources.file(document.source).origin().expect("a transcript");
    assert_eq!(origin.grids.first().and_then(|grid| grid.sheet.as_deref()), Some("自评表"));
}

/// Programs write the same elements with a prefix, a byte-order mark, or the namespace of ISO.
#[test]
fn elements_are_known_by_their_namespace() {
    let package = Workbook::new().strings(&["<t>甲</t>"]).sheet("表", "").bytes();
    for namespace in
        ["http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main"]
    {
        let sheet = format!(
            "\u{FEFF}<?xml version=\"1.0\"?><x:worksheet xmlns:x=\"{namespace}\"><x:sheetData><x:row r=\"2\">\
             <x:c r=\"$B$2\" t=\"s\"><x:v>0</x:v></x:c><c t=\"s\"><v>0</v></c><x:c><x:v>12.50</x:v></x:c></x:row>\
             </x:sheetData></x:worksheet>"
        );
        let bytes = replaced(&package, "xl/worksheets/sheet1.xml", &sheet);
        assert_eq!(cells(&open_with("a.xlsx", &bytes, Limits::default())), ["A2 ", "B2 甲", "C2 12.5"]);
    }
}

#[test]
fn merged_cells_stand_once() {
    let rows = [
        row(1, &[text("A1", "一级指标"), text("B1", "目标")]),
        row(2, &[text("A2", "产出"), text("B2", "≥5个"), text("C2", "5个")]),
        row(3, &[text("A3", "看不见"), text("B3", "≥6个"), text("C3", "6个")]),
    ];
    let inner = format!(
        "<sheetData>{}</sheetData><mergeCells><mergeCell ref=\"B1:D1\"/><mergeCell ref=\"A2:A3\"/>\
         <mergeCell ref=\"nonsense\"/></mergeCells>",
        rows.concat()
    );
    let outcome = opened(&Workbook::new().whole_sheet("表", "", &inner));
    let wanted = ["A1 一级指标", "B1 1×2 目标", "A2 2×1 产出", "B2 ≥5个", "C2 5个", "B3 ≥6个", "C3 6个"];
    assert_eq!(cells(&outcome), wanted);
}

#[test]
fn hidden_cells_are_read_and_marked() {
    let inner = "<cols><col min=\"2\" max=\"2\" hidden=\"1\"/></cols><sheetData>\
        <row r=\"1\"><c><v>1</v></c><c><v>2</v></c></row><row r=\"2\" hidden=\"1\"><c><v>3</v></c><c t=\"e\"><v>#REF!</v></c></row>\
        </sheetData>";
    let workbook = Workbook::new().whole_sheet("甲", "", inner).whole_sheet(
        "乙",
        "state=\"veryHidden\"",
        "<sheetData><row><c><v>4</v></c></row></sheetData>",
    );
    let outcome = opened(&workbook);
    assert_eq!(cells(&outcome), ["A1 1", "B1 2 Hidden", "A2 3 Hidden", "B2 #REF! Failed", "A1 4 Hidden"]);
    // Nobody sees it, and nobody is told.
    assert!(outcome.diagnostics.is_empty());
}

#[test]
fn formulas_without_a_value_are_told_once_a_sheet() {
    let workbook = Workbook::new()
        .sheet(
            "自评表",
            "<row r=\"12\"><c r=\"F12\"><f>D12/E12</f></c><c><f>1+1</f><v/></c><c><f>1+1</f><v>2</v></c></row>\
             <row><c t=\"e\"><f>1/0</f><v>#DIV/0!</v></c></row>",
        )
        .sheet("附表", "<row><c t=\"str\"><f>A9</f></c></row>");
    let outcome = opened(&workbook);
    assert_eq!(
        messages(&outcome),
        [
            "自评表!F12 等 2 个单元格的公式没有计算结果，没有检查",
            "自评表!A13 的公式结果是错误值，没有检查",
            "附表!A1 的公式没有计算结果，没有检查"
        ]
    );
    assert!(outcome.diagnostics.iter().all(|one| one.severity == Severity::Warning));
    assert!(outcome.message(Language::Chinese).contains("保存"));
    assert_eq!(cells(&outcome).iter().filter(|cell| cell.contains("NotComputed")).count(), 3);
    assert!(cells(&outcome).contains(&"H12 2".to_owned()));
}

/// Programs that do not compute write 0 for every formula, and ask for the whole to be worked out when it is opened.
#[test]
fn values_that_the_file_itself_calls_stale_are_not_taken() {
    let workbook = Workbook::new()
        .settings("<calcPr fullCalcOnLoad=\"1\"/>")
        .sheet("表", "<row><c><f>1+1</f><v>0</v></c><c><v>5</v></c></row>");
    let outcome = opened(&workbook);
    assert_eq!(cells(&outcome), ["A1  NotComputed", "B1 5"]);
    assert_eq!(outcome.codes(), ["read::not_computed"]);
}

#[test]
fn lines_of_a_cell_do_not_run_together() {
    let outcome = opened(&Workbook::new().sheet("表", &row(1, &[text("A1", "100\n200"), text("B1", "年度\n目标")])));
    assert_eq!(cells(&outcome), ["A1 100 200", "B1 年度目标"]);
}

#[test]
fn days_are_counted_from_1904_where_the_file_says_so() {
    let workbook = Workbook::new()
        .formats(&["yyyy-mm-dd"])
        .settings("<workbookPr date1904=\"1\"/>")
        .sheet("表", &row(1, &[number("A1", 1, "43829")]));
    assert_eq!(cells(&opened(&workbook)), ["A1 2023-12-31"]);
}

#[test]
fn sheets_with_nothing_in_them_are_left_out() {
    let blank = "<row r=\"9\"><c r=\"Z9\" s=\"1\"/><c t=\"inlineStr\"><is><t> </t></is></c></row>";
    let outcome = opened(&Workbook::new().sheet("空", blank).sheet("有", &row(1, &[text("A1", "甲")])));
    assert_eq!(cells(&outcome), ["A1 甲"]);
    let outcome = opened(&Workbook::new().sheet("空", blank));
    assert!(outcome.document.is_none());
    assert_eq!(outcome.codes(), ["read::empty"]);
}

#[test]
fn a_text_that_is_not_in_the_file_is_told() {
    let outcome = opened(&Workbook::new().sheet("表", "<row><c t=\"s\"><v>7</v></c></row>"));
    assert!(outcome.document.is_none());
    assert_eq!(outcome.codes(), ["read::unreadable"]);
}

#[test]
fn a_cell_of_the_greatest_length_is_read() {
    let words = "长".repeat(32_767);
    let outcome = opened(&Workbook::new().sheet("表", &row(1, &[text("A1", &words)])));
    assert_eq!(outcome.cells(), [words]);
}

#[test]
fn sentences_of_cells_are_read_as_text() {
    let words = "全年支出498.20万元，执行率97.19%。";
    let outcome = opened(&Workbook::new().sheet("表", &row(1, &[text("A1", "说明"), text("B1", words)])));
    let Some(DocumentBody::Form(prose)) = outcome.document.as_ref().map(|it| &it.body) else { panic!("a form") };
    assert_eq!(super::paragraphs(prose), [words]);
    let span = prose.span(prose.figures.first().expect("a figure").core.clone());
    assert_eq!(outcome.sources.slice(span), "498.20万元");
}
