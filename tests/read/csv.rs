//! Lists of values: cells whose places are those of the file's text.

use guiju::document::DocumentBody;
use guiju::read::Limits;

use super::{open, open_with, paragraphs};

#[test]
fn values_point_into_the_file() {
    let text = "指标,目标值,完成值\r\n开放天数,≥300天,\"312 天\"\r\n\"说明：全年接待1,200人次，\"\"满意\"\"率98.5%。\",,\r\n,,\r\n";
    let outcome = open("自评表.csv", text);
    assert!(outcome.diagnostics.is_empty());
    let document = outcome.document.as_ref().expect("is read");
    let table = document.tables.tables.first().expect("a table");
    assert_eq!((table.rows, table.columns, table.sheet.as_deref()), (3, 3, None));
    assert_eq!(
        outcome.cells(),
        [
            "指标",
            "目标值",
            "完成值",
            "开放天数",
            "≥300天",
            "312天",
            "说明：全年接待1,200人次，\"满意\"率98.5%。",
            "",
            ""
        ]
    );
    let last = table.cell(1, 2).expect("a cell");
    assert_eq!(outcome.sources.slice(last.span), "312 天");
    let DocumentBody::Form(prose) = &document.body else { panic!("a form") };
    assert_eq!(paragraphs(prose), ["说明：全年接待1,200人次，\"满意\"率98.5%。"]);
    let rate = prose.figures.last().expect("a figure").core.clone();
    assert_eq!(outcome.sources.slice(prose.span(rate)), "98.5%");
}

#[test]
fn lists_of_other_encodings_and_marks_are_read() {
    let gbk = encoding_rs::GB18030.encode("指标;得分\n产出数量指标;9,5").0.into_owned();
    assert_eq!(open_with("a.csv", &gbk, Limits::default()).cells(), ["指标", "得分", "产出数量指标", "9,5"]);
    let wide: Vec<u8> =
        std::iter::once(0xFEFF).chain("指标\t得分\n产出\t9.5".encode_utf16()).flat_map(u16::to_le_bytes).collect();
    assert_eq!(open_with("a.tsv", &wide, Limits::default()).cells(), ["指标", "得分", "产出", "9.5"]);
}

#[test]
fn lines_of_a_value_do_not_run_together() {
    let outcome = open("a.csv", "\"100\r\n200\",\"年度\n目标\"\n");
    assert_eq!(outcome.cells(), ["100 200", "年度目标"]);
}
