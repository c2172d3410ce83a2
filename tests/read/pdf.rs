//! PDF: what poppler writes becomes paragraphs and tables. The inputs here are written by hand; `pdf_file.rs` has files.

#![expect(clippy::indexing_slicing, reason = "a test stops where what it needs is missing")]

use std::fmt::Write as _;

use guiju::diagnostic::{Diagnostics, Language};
use guiju::document::DocumentBody;
use guiju::read::read_pdf_layout;
use guiju::source::{Locator, SourceMap};
use proptest::prelude::*;

use super::properties::check_invariants;
use super::{Outcome, headings, paragraphs};

/// A page of A4: words at x and y in points, a character 16 points wide, lines of them as given.
#[derive(Default)]
struct Sheet {
    words: String,
    lines: String,
}

impl Sheet {
    fn line(mut self, x: i32, y: i32, words: &str) -> Self {
        self.sized(x, y, 16, words);
        self
    }

    /// A row of small words at several places.
    fn row(mut self, y: i32, words: &[(i32, &str)]) -> Self {
        words.iter().for_each(|(x, words)| self.sized(*x, y, 10, words));
        self
    }

    fn sized(&mut self, x: i32, y: i32, size: i32, words: &str) {
        let half_widths: i32 = words.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
        let (right, bottom) = (x + half_widths * size / 2, y + size * 13 / 10);
        let area = format!("xMin=\"{x}.000000\" yMin=\"{y}.000000\" xMax=\"{right}.000000\" yMax=\"{bottom}.000000\"");
        let words = words.replace('&', "&amp;").replace('<', "&lt;");
        write!(self.words, "<block {area}><line {area}><word {area}>{words}</word></line></block>").expect("a string");
    }

    /// A border from one corner to another.
    fn border(mut self, from: (i32, i32), to: (i32, i32)) -> Self {
        write!(
            self.lines,
            "<path style=\"fill:none;stroke-width:0.5;stroke:rgb(0%,0%,0%);\" d=\"M {} {} L {} {} \" \
             transform=\"matrix(1,0,0,-1,0,842)\"/>",
            from.0,
            842 - from.1,
            to.0,
            842 - to.1
        )
        .expect("a string");
        self
    }

    /// All borders between these places.
    fn grid(self, columns: &[i32], rows: &[i32]) -> Self {
        let (left, right) = (columns[0], columns[columns.len() - 1]);
        let (top, bottom) = (rows[0], rows[rows.len() - 1]);
        let sheet = columns.iter().fold(self, |sheet, x| sheet.border((*x, top), (*x, bottom)));
        rows.iter().fold(sheet, |sheet, y| sheet.border((left, *y), (right, *y)))
    }
}

fn layout(sheets: &[Sheet]) -> String {
    let pages: String = sheets
        .iter()
        .map(|sheet| format!("<page width=\"595.000000\" height=\"842.000000\"><flow>{}</flow></page>", sheet.words))
        .collect();
    format!("<!DOCTYPE html><html><head><title></title></head><body><doc>{pages}</doc></body></html>")
}

fn drawing(sheets: &[Sheet]) -> String {
    let pages: String = sheets.iter().map(|sheet| format!("<page>{}</page>", sheet.lines)).collect();
    format!(
        "<svg width=\"595pt\"><defs><path style=\"stroke:black\" d=\"M 0 0 L 9 0\"/></defs><pageSet>{pages}</pageSet></svg>"
    )
}

fn open(layout: &str, drawing: &str) -> Outcome {
    let (mut sources, mut diagnostics) = (SourceMap::default(), Diagnostics::default());
    let document = read_pdf_layout("报告.pdf", layout, drawing, &mut sources, &mut diagnostics);
    Outcome { document, sources, diagnostics }
}

fn read(sheets: &[Sheet]) -> Outcome {
    open(&layout(sheets), &drawing(sheets))
}

/// The cells of a table as `A1 words`, merged ones with the number of rows and columns they cover.
fn cells(outcome: &Outcome, table: usize) -> Vec<String> {
    let tables = &outcome.document.as_ref().expect("is read").tables;
    let named = tables.tables[table].cells.iter().map(|cell| {
        let size = (cell.place.rows, cell.place.columns);
        let size = if size == (1, 1) { String::new() } else { format!("+{}x{}", size.0, size.1) };
        format!("{}{size} {}", cell.place.name(), tables.words(cell))
    });
    named.collect()
}

fn is_guessed(outcome: &Outcome) -> Vec<bool> {
    outcome.document.as_ref().expect("is read").tables.tables.iter().map(|table| table.is_guessed).collect()
}

/// The page and the locator of the words.
fn place(outcome: &Outcome, words: &str) -> (Option<u32>, Locator) {
    let source = outcome.document.as_ref().expect("is read").source;
    let file = outcome.sources.file(source);
    let at = u32::try_from(file.text().find(words).expect("is in the text")).expect("is small");
    let region = file.origin().and_then(|origin| origin.region(at)).expect("has a place");
    (region.page, region.locator)
}

#[test]
fn lines_become_paragraphs_over_pages_and_headers_are_read_once() {
    let first = Sheet::default()
        .line(80, 40, "青岚市财政局")
        .line(220, 110, "绩效自评报告")
        .line(112, 150, "一、基本情况")
        .line(112, 178, "我局负责拟订全市财政发展规划并组织实施，全年支出４９")
        .line(80, 206, "5.20万元，为预算的98.5%。各项任务按期完成，其中重点。")
        .line(80, 234, "项⽬二十个，全部完工。")
        .line(112, 262, "资金按照规定的用途使用，没有发现截留挪用或者超标准列")
        .line(290, 790, "- 1 -");
    let second = Sheet::default()
        .line(80, 40, "青岚市财政局")
        .line(80, 110, "支的情形。")
        .line(112, 138, "二、自评结论")
        .line(290, 790, "- 2 -");
    let outcome = read(&[first, second]);
    assert_eq!(
        paragraphs(outcome.prose()),
        [
            "绩效自评报告",
            "一、基本情况",
            "我局负责拟订全市财政发展规划并组织实施，全年支出495.20万元，为预算的98.5%。各项任务按期完成，其中重点。项目二十个，全部完工。",
            "资金按照规定的用途使用，没有发现截留挪用或者超标准列支的情形。",
            "二、自评结论",
            "青岚市财政局",
        ]
    );
    assert_eq!(headings(outcome.prose()), ["1 基本情况", "1 自评结论"]);
    assert_eq!(place(&outcome, "支的情形"), (Some(1), Locator::Paragraph(2)));
    assert_eq!(place(&outcome, "二、"), (Some(2), Locator::Heading));
    assert_eq!(place(&outcome, "青岚市"), (Some(1), Locator::Margin));
    assert!(outcome.diagnostics.is_empty());
}

#[test]
fn a_long_title_is_one_paragraph_and_short_lines_are_several() {
    let sheet = Sheet::default()
        .line(88, 100, "青岚市财政局二〇二四年度部门整体支出绩效自评工作情况")
        .line(280, 128, "报告")
        .line(80, 170, "单位：青岚市财政局")
        .line(80, 198, "联系人：甲乙")
        .line(112, 226, "按照上级的统一部署和要求，我局认真组织开展了自评工")
        .line(80, 254, "作，情况如下。");
    let prose = read(&[sheet]);
    assert_eq!(
        paragraphs(prose.prose()),
        [
            "青岚市财政局二〇二四年度部门整体支出绩效自评工作情况报告",
            "单位：青岚市财政局",
            "联系人：甲乙",
            "按照上级的统一部署和要求，我局认真组织开展了自评工作，情况如下。",
        ]
    );
}

#[test]
fn borders_tell_cells_and_merged_ones() {
    let sheet = Sheet::default()
        .line(112, 60, "指标完成情况见下表。")
        .row(105, &[(84, "一级指标"), (184, "三级指标"), (284, "完成值")])
        .row(125, &[(84, "产出指标"), (184, "养护里程与桥梁座数"), (284, "≥120 公里")])
        .row(138, &[(184, "合计")])
        .row(155, &[(184, "合格率"), (284, "96.3%")])
        .row(175, &[(84, "合计")])
        .border((80, 100), (380, 100))
        .border((80, 120), (380, 120))
        .border((180, 150), (380, 150))
        .border((80, 170), (380, 170))
        .border((80, 190), (380, 190))
        .border((80, 100), (80, 190))
        .border((180, 100), (180, 170))
        .border((280, 100), (280, 170))
        .border((380, 100), (380, 190));
    let outcome = read(&[sheet]);
    assert_eq!(
        cells(&outcome, 0),
        [
            "A1 一级指标",
            "B1 三级指标",
            "C1 完成值",
            "A2+2x1 产出指标",
            "B2 养护里程与桥梁座数合计",
            "C2 ≥120公里",
            "B3 合格率",
            "C3 96.3%",
            "A4+1x3 合计"
        ]
    );
    assert_eq!(is_guessed(&outcome), [false]);
    assert!(matches!(outcome.document.as_ref().map(|it| &it.body), Some(DocumentBody::Form(_))));
    let (page, Locator::Cell(cell)) = place(&outcome, "合格率") else { panic!("stands in a cell") };
    assert_eq!((page, cell.name()), (Some(1), "B3".to_owned()));
}

#[test]
fn thin_boxes_are_borders_and_white_ones_are_not() {
    let bar = |color: &str, x: i32, y: i32, width: i32, height: i32| {
        let (right, bottom) = (x + width, y + height);
        format!("<path fill=\"{color}\" d=\"M {x} {y} L {right} {y} L {right} {bottom} L {x} {bottom} Z M {x} {y}\"/>")
    };
    let mut sheet = Sheet::default().row(105, &[(84, "甲"), (184, "乙")]).row(125, &[(84, "丙"), (184, "丁")]);
    for y in [100, 120, 140] {
        // In two pieces, as Word writes the borders of each cell.
        sheet.lines += &bar("rgb(0%, 0%, 0%)", 80, y, 100, 1);
        sheet.lines += &bar("rgb(0%, 0%, 0%)", 181, y, 99, 1);
    }
    for x in [80, 180, 280] {
        sheet.lines += &bar("rgb(0%, 0%, 0%)", x, 100, 1, 41);
    }
    sheet.lines += &bar("rgb(100%, 100%, 100%)", 130, 100, 1, 41);
    let outcome = read(&[sheet]);
    assert_eq!(cells(&outcome, 0), ["A1 甲", "B1 乙", "A2 丙", "B2 丁"]);
    assert_eq!(is_guessed(&outcome), [false]);
}

/// A table of three columns at the foot of a page, and what stands at the top of the next one.
fn over_two_pages(last: &[(i32, &str)], second: Sheet) -> Outcome {
    let first = Sheet::default()
        .row(605, &[(84, "序号"), (184, "学校"), (284, "支出数")])
        .row(625, &[(84, "1"), (184, "第一小学"), (284, "20.00")])
        .row(645, last)
        .grid(&[80, 180, 280, 380], &[600, 620, 640, 660]);
    read(&[first, second])
}

#[test]
fn a_table_goes_on_on_the_next_page_without_its_header() {
    let second = Sheet::default()
        .row(105, &[(84, "序号"), (184, "学校"), (284, "支出数")])
        .row(125, &[(84, "3"), (184, "第三小学"), (284, "22.00")])
        .grid(&[80, 180, 280, 380], &[100, 120, 140]);
    let outcome = over_two_pages(&[(84, "2"), (184, "第二小学"), (284, "21.00")], second);
    let cells = cells(&outcome, 0);
    assert_eq!(cells.len(), 12);
    assert_eq!(cells[9..], ["A4 3", "B4 第三小学", "C4 22.00"]);
    assert_eq!(is_guessed(&outcome), [false]);
    assert_eq!(place(&outcome, "22.00").0, Some(2));
}

#[test]
fn a_row_that_the_page_cuts_is_whole_again_and_a_guess() {
    let second = Sheet::default()
        .row(105, &[(184, "附属幼儿园")])
        .row(125, &[(84, "3"), (184, "第三小学"), (284, "22.00")])
        .grid(&[80, 180, 280, 380], &[100, 120, 140]);
    let outcome = over_two_pages(&[(84, "2"), (184, "青岚市第二小学及"), (284, "21.00")], second);
    assert_eq!(cells(&outcome, 0)[6..9], ["A3 2", "B3 青岚市第二小学及附属幼儿园", "C3 21.00"]);
    assert_eq!(is_guessed(&outcome), [true]);
}

#[test]
fn another_form_on_the_next_page_is_another_table() {
    let second = Sheet::default()
        .row(105, &[(84, "序号"), (184, "桥梁"), (284, "完成数")])
        .row(125, &[(84, "1"), (184, "南桥"), (284, "1.00")])
        .grid(&[80, 180, 280, 380], &[100, 120, 140]);
    let outcome = over_two_pages(&[(84, "2"), (184, "第二小学"), (284, "21.00")], second);
    assert_eq!(is_guessed(&outcome), [false, false]);
    assert_eq!(cells(&outcome, 1)[..3], ["A1 序号", "B1 桥梁", "C1 完成数"]);
}

#[test]
fn words_in_columns_are_a_guessed_table_and_columns_of_text_are_none() {
    let table = Sheet::default()
        .row(100, &[(80, "指标"), (200, "目标值"), (320, "完成值")])
        .row(116, &[(80, "里程"), (200, "120"), (320, "125")])
        .row(132, &[(80, "满意度"), (200, "90%"), (320, "92.5%")]);
    let outcome = read(&[table]);
    assert_eq!(cells(&outcome, 0)[3..6], ["A2 里程", "B2 120", "C2 125"]);
    assert_eq!(is_guessed(&outcome), [true]);
    let list = Sheet::default().row(100, &[(80, "1."), (110, "完善制度")]).row(116, &[(80, "2."), (110, "加强培训")]);
    let outcome = read(&[list]);
    assert_eq!(paragraphs(outcome.prose()), ["1.完善制度", "2.加强培训"]);
    let (left, right) = ("左栏的文字自成一段，不与右栏相接续", "右栏的文字自成一段，不与左栏相接续");
    let columns = (0..6).fold(Sheet::default(), |sheet, line| sheet.row(100 + line * 16, &[(80, left)]));
    let columns = (0..6).fold(columns, |sheet, line| sheet.row(100 + line * 16, &[(320, right)]));
    let outcome = read(&[columns]);
    assert_eq!(is_guessed(&outcome), [] as [bool; 0]);
    assert_eq!(paragraphs(outcome.prose()), [left.repeat(6) + &right.repeat(6)]);
}

#[test]
fn what_cannot_be_read_is_said() {
    let empty = || Sheet::default();
    let scan = read(&[empty(), empty()]);
    assert!(scan.document.is_none());
    assert_eq!(scan.codes(), ["read::unreadable"]);
    assert!(scan.message(Language::Chinese).contains("没有文字层（扫描件），无法检查"));

    let garbled = read(&[empty().line(80, 100, "\u{E001}\u{E002}\u{FFFD}支出")]);
    assert!(garbled.document.is_none());
    assert!(garbled.message(Language::Chinese).contains("乱码"));

    let half = read(&[empty().line(80, 100, "支出完成。"), empty(), empty()]);
    assert!(half.document.is_some());
    assert_eq!(half.codes(), ["read::partly_read"]);
    assert!(half.message(Language::Chinese).contains("第 2、3 页没有文字"));
    assert!(half.message(Language::English).contains("page 2, 3"));

    for strange in
        ["", "没有", "<doc><page></page></doc>", "<doc><page width=\"1\" height=\"1\"/>", "<doc><word></doc>"]
    {
        let outcome = open(strange, "");
        assert_eq!(outcome.codes(), ["read::unreadable"], "{strange}");
        assert!(outcome.message(Language::English).contains("pdftotext"), "{strange}");
    }
}

#[test]
fn a_page_full_of_words_and_lines_takes_bounded_time() {
    let words = (0..40_000).fold(Sheet::default(), |sheet, index| sheet.row(index / 200, &[(index % 200 * 12, "1")]));
    let net =
        (0..900).fold(words, |sheet, at| sheet.border((at * 4, 0), (at * 4, 4000)).border((0, at * 4), (4000, at * 4)));
    let outcome = read(&[net]);
    assert_eq!(outcome.document.map(|document| document.tables.tables.len()), Some(0), "no table has 800,000 places");
}

proptest! {
    #[test]
    fn any_words_as_a_layout_are_read_or_refused(layout in ".*", drawing in ".*") {
        open(&layout, &drawing);
    }

    #[test]
    fn any_boxes_and_borders_make_a_document_that_holds_together(
        words in prop::collection::vec((0_i32..60, 0_i32..90, "[一二三、。（）0-9.%\\-A]{1,8}", 6_i32..20), 1..60),
        borders in prop::collection::vec((0_i32..12, 0_i32..12, 0_i32..12, any::<bool>()), 0..40),
        pages in 1_usize..4,
    ) {
        let mut sheets: Vec<Sheet> = (0..pages).map(|_| Sheet::default()).collect();
        for (index, (x, y, text, size)) in words.iter().enumerate() {
            sheets[index % pages].sized(x * 9, y * 9, *size, text);
        }
        for (index, (at, start, end, is_level)) in borders.iter().enumerate() {
            let (from, to) = if *is_level { ((*start, *at), (*end, *at)) } else { ((*at, *start), (*at, *end)) };
            let sheet = std::mem::take(&mut sheets[index % pages]);
            sheets[index % pages] = sheet.border((from.0 * 50, from.1 * 70), (to.0 * 50, to.1 * 70));
        }
        let outcome = read(&sheets);
        let document = outcome.document.expect("has words");
        let text = outcome.sources.text(document.source);
        check_invariants(document.body.prose().expect("is text"), text);
        // Every character stands in the transcript, whatever the borders are; page numbers alone are left out.
        let count = |text: &str, c: char| text.chars().filter(|it| *it == c).count();
        for c in ['一', '二', '三'] {
            let all: usize = words.iter().map(|(_, _, words, _)| count(words, c)).sum();
            prop_assert!(count(text, c) <= all);
        }
        for table in &document.tables.tables {
            prop_assert!(table.cells.iter().all(|cell| cell.place.row < table.rows && cell.place.column < table.columns));
        }
    }
}
