//! Tables of Word files: which cell stands where, and what it covers.

use guiju::document::DocumentBody;
use guiju::read::Limits;

use super::word::{Word, p, tbl, tc};
use super::{open_with, paragraphs};

/// The cells of each table as `row.column+rows×columns words`.
fn grids(word: &Word) -> Vec<Vec<String>> {
    let outcome = open_with("a.docx", &word.bytes(), Limits::default());
    let tables = &outcome.document.as_ref().expect("it is read").tables;
    let cells = tables.tables.iter().map(|table| {
        table.cells.iter().map(|cell| {
            let place = cell.place;
            let (row, column, rows, columns) = (place.row, place.column, place.rows, place.columns);
            let span = if (rows, columns) == (1, 1) { String::new() } else { format!("+{rows}×{columns}") };
            format!("{row}.{column}{span} {}", tables.words(cell)).trim().to_owned()
        })
    });
    cells.map(Iterator::collect).collect()
}

const SPAN: &str = "<w:gridSpan w:val=\"2\"/>";
const DOWN: &str = "<w:vMerge w:val=\"restart\"/>";
const ON: &str = "<w:vMerge/>";

#[test]
fn merged_cells_are_one() {
    let head = tc(DOWN, "指标") + &tc(SPAN, "目标") + &tc("<w:vMerge w:val=\"restart\"/>", "得分");
    let second = tc(ON, "") + &tc("", "年初") + &tc("", "年末") + &tc("<w:vMerge w:val=\"continue\"/>", "");
    let row = tc("", "公厕") + &tc("", "5座") + &tc("", "6座") + &tc("", "10");
    let word = Word::of(&tbl(&[head, second, row]));
    let cells = [
        "0.0+2×1 指标",
        "0.1+1×2 目标",
        "0.3+2×1 得分",
        "1.1 年初",
        "1.2 年末",
        "2.0 公厕",
        "2.1 5座",
        "2.2 6座",
        "2.3 10",
    ];
    assert_eq!(grids(&word), [cells]);
    assert_eq!(word.lines(), ["指标\t目标\t得分", "年初\t年末", "公厕\t5座\t6座\t10"]);
}

#[test]
fn rows_may_begin_later_and_end_earlier() {
    let skipped = format!("<w:trPr><w:gridBefore w:val=\"1\"/></w:trPr>{}", tc("", "乙"));
    assert_eq!(
        grids(&Word::of(&tbl(&[tc("", "甲") + &tc("", "丙"), skipped, tc("", "丁")]))),
        [["0.0 甲", "0.1 丙", "1.1 乙", "2.0 丁"]]
    );
}

#[test]
fn old_merges_across_and_merges_without_beginning() {
    let row = tc("<w:hMerge w:val=\"restart\"/>", "甲") + &tc("<w:hMerge/>", "") + &tc("", "乙");
    let lone = tc(ON, "丙") + &tc("", "丁") + &tc("", "戊");
    assert_eq!(grids(&Word::of(&tbl(&[lone, row]))), [["0.0 丙", "0.1 丁", "0.2 戊", "1.0+1×2 甲", "1.2 乙"]]);
    // A merge goes on in the cell right above only.
    let rows = [tc(DOWN, "甲") + &tc("", "乙"), tc("", "丙") + &tc("", "丁"), tc(ON, "戊") + &tc("", "己")];
    assert_eq!(grids(&Word::of(&tbl(&rows))), [["0.0 甲", "0.1 乙", "1.0+2×1 丙", "1.1 丁", "2.1 己"]]);
}

#[test]
fn deleted_rows_are_gone_and_inserted_ones_are_there() {
    let change = |kind: &str| format!("<w:trPr><w:{kind} w:id=\"1\"/></w:trPr>");
    let rows = [
        tc("", "甲") + &tc("", "1"),
        change("del") + &tc("", "旧") + &tc("", "2"),
        change("ins") + &tc("", "新") + &tc("", "3"),
    ];
    assert_eq!(grids(&Word::of(&tbl(&rows))), [["0.0 甲", "0.1 1", "1.0 新", "1.1 3"]]);
    let cells = tc("", "甲") + &tc("<w:cellDel w:id=\"1\"/>", "旧") + &tc("<w:cellIns w:id=\"2\"/>", "新");
    assert_eq!(grids(&Word::of(&tbl(&[cells]))), [["0.0 甲", "0.1 新"]]);
}

#[test]
fn a_table_inside_a_cell_stands_behind_the_one_around_it() {
    let inner = tbl(&[tc("", "子") + &tc("", "丑")]);
    let outer =
        tbl(&[format!("<w:tc>{}{inner}{}</w:tc>", p("甲"), p("")) + &tc("", "乙"), tc("", "丙") + &tc("", "丁")]);
    let word = Word::of(&outer);
    assert_eq!(grids(&word), [vec!["0.0 甲", "0.1 乙", "1.0 丙", "1.1 丁"], vec!["0.0 子", "0.1 丑"]]);
    assert_eq!(word.lines(), ["甲\t乙", "丙\t丁", "子\t丑"]);
}

#[test]
fn a_table_of_one_column_frames_what_stands_in_it() {
    let inner = tbl(&[tc("", "指标") + &tc("", "值")]);
    let frame = tbl(&[format!("<w:tc>{}{}{inner}{}</w:tc>", p("一、概况"), p("全年支出12万元。"), p("二、绩效"))]);
    let word = Word::of(&frame);
    assert_eq!(word.lines(), ["一、概况", "全年支出12万元。", "指标\t值", "二、绩效"]);
    assert_eq!(grids(&word), [["0.0 指标", "0.1 值"]]);
    let outcome = open_with("a.docx", &word.bytes(), Limits::default());
    assert_eq!(paragraphs(outcome.prose()), ["一、概况", "全年支出12万元。", "二、绩效"]);
}

#[test]
fn a_table_in_a_text_box_is_a_table() {
    let inner = format!("<w:txbxContent>{}{}</w:txbxContent>", tbl(&[tc("", "子") + &tc("", "丑")]), p("框"));
    let word = Word::of(&format!("<w:p><w:r><w:t>正文</w:t></w:r><w:r><w:pict>{inner}</w:pict></w:r></w:p>"));
    assert_eq!(word.lines(), ["正文", "子\t丑", "框"]);
    assert_eq!(grids(&word), [["0.0 子", "0.1 丑"]]);
}

#[test]
fn controls_may_stand_round_rows_and_cells() {
    let control = |inner: &str| {
        format!("<w:sdt><w:sdtPr><w:rPr><w:vanish/></w:rPr></w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>")
    };
    let row = format!("<w:tr>{}{}</w:tr>", control(&tc("", "甲")), tc("", "乙"));
    let word = Word::of(&format!("<w:tbl>{}<w:tr>{}</w:tr></w:tbl>", control(&row), tc("", "丙") + &tc("", "丁")));
    assert_eq!(grids(&word), [["0.0 甲", "0.1 乙", "1.0 丙", "1.1 丁"]]);
}

#[test]
fn cells_keep_their_paragraphs_and_may_be_empty() {
    let rows = [format!("<w:tc>{}{}{}</w:tc><w:tc/>", p("第一段"), p(""), p("第二段")), tc("", "") + &tc("", "乙")];
    let word = Word::of(&tbl(&rows));
    assert_eq!(word.lines(), ["第一段", "第二段\t", "\t乙"]);
    assert_eq!(grids(&word), [["0.0 第一段第二段", "0.1", "1.0", "1.1 乙"]]);
    let form = open_with("a.docx", &word.bytes(), Limits::default());
    assert!(matches!(form.document.map(|it| it.body), Some(DocumentBody::Form(_))));
}
