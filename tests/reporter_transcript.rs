//! The picture of places in Word files, workbooks and PDFs: a paragraph, or a drawn piece of a table.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on says so by a panic"
)]

#[expect(dead_code, reason = "each test file uses a part")]
mod support;

use guiju::diagnostic::{Language, Severity};
use guiju::reporter::{Format, Look, columns};
use guiju::source::{CellPlace, Grid, Locator, Origin, Region, SourceId};
use support::{Case, finding, label};

/// A transcript whose lines after the first two are rows of a table, cells parted by tabs.
fn transcript(name: &str, sheet: Option<&str>, text: &str) -> Case {
    let mut case = Case::new(&[(name, text)]);
    let mut origin = Origin::default();
    let mut at = 0;
    for (line, words) in (0_u32..).zip(text.split_inclusive('\n')) {
        let mut start = at;
        for (column, cell) in (0_u32..).zip(words.trim_end().split('\t')) {
            let locator = match line {
                0 => Locator::Heading,
                1 => Locator::Paragraph(1),
                _ => Locator::Cell(CellPlace { grid: 0, row: line - 2, column, rows: 1, columns: 1 }),
            };
            let end = start + length(cell);
            origin.regions.push(Region { start, end, page: Some(3), locator });
            start = end + 1;
        }
        at += length(words);
    }
    origin.grids.push(Grid { sheet: sheet.map(str::to_owned), rows: 4, columns: 8 });
    case.sources.set_origin(SourceId(0), origin);
    case
}

fn length(words: &str) -> u32 {
    u32::try_from(words.len()).unwrap()
}

fn pointing(mut case: Case, words: &[&str]) -> Case {
    let mut one = finding("T01", Severity::Error, ("两数不符", "figures differ"), ("请核实", "please verify"));
    one.place.sections = vec!["绩效自评情况".into()];
    let mut labels = words.iter().map(|words| label(case.at(0, words), &format!("此处 {words}"), ""));
    one.primary = labels.next();
    one.operands = labels.collect();
    case.review.findings.push(one);
    case
}

const TEXT: &str = "二、绩效自评情况\n全年支出 671.51 万元，执行率 78.37%。\n\
    一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\t偏差原因分析及改进措施\n\
    产出指标\t数量指标\t新建公共厕所数量\t≥100座\t120座\t10\t11\t无\n\
    产出指标\t质量指标\t验收合格率\t≥95%\t98%\t10\t10\t无\n\
    总分\t\t\t\t\t100\t97.5\t\n";

#[test]
fn a_paragraph_of_a_word_file_is_named_by_page_and_number() {
    insta::assert_snapshot!(pointing(transcript("报告.docx", None, TEXT), &["78.37%", "671.51 万元"]).human());
}

#[test]
fn a_cell_of_a_sheet_is_drawn_with_its_head_its_letters_and_its_row_number() {
    insta::assert_snapshot!(pointing(transcript("自评表.xlsx", Some("自评表"), TEXT), &["11"]).human());
}

#[test]
fn cells_of_several_rows_stand_in_one_piece_of_the_table() {
    insta::assert_snapshot!(pointing(transcript("报告.docx", None, TEXT), &["97.5", "11", "≥95%"]).human());
}

#[test]
fn text_and_table_that_disagree_stand_in_one_box() {
    insta::assert_snapshot!(pointing(transcript("报告.docx", None, TEXT), &["98%", "78.37%"]).human());
}

#[test]
fn a_narrow_terminal_drops_columns_and_never_the_marked_one() {
    for width in [40, 50, 60, 80] {
        let look = Look { width, ..Look::plain(Language::Chinese) };
        let shown = pointing(transcript("自评表.xlsx", Some("自评表"), TEXT), &["97.5"]).text(Format::Human, &look);
        assert!(shown.contains("97.5") && shown.contains("此处"), "{shown}");
        let widest = shown.lines().map(columns).max().unwrap_or(0);
        assert!(widest <= width.max(60), "{width}: {shown}");
    }
}

#[test]
fn other_forms_name_the_place_too() {
    let case = pointing(transcript("自评表.xlsx", Some("自评表"), TEXT), &["97.5"]);
    let json: serde_json::Value =
        serde_json::from_str(&case.text(Format::Json, &Look::plain(Language::Chinese))).unwrap();
    let finding = &json["review"]["findings"][0];
    assert_eq!(finding["primary"]["at"]["zh"], "第 3 页 自评表!G4");
    assert_eq!(json["files"][0]["transcript"], true);
    let sarif: serde_json::Value =
        serde_json::from_str(&case.text(Format::Sarif, &Look::plain(Language::Chinese))).unwrap();
    let logical = &sarif["runs"][0]["results"][0]["locations"][0]["logicalLocations"];
    assert_eq!(logical[1]["fullyQualifiedName"], "第 3 页 自评表!G4");
}

#[test]
fn a_mark_over_several_paragraphs_shows_each_by_its_name() {
    let mut case = Case::new(&[("报告.docx", "三、存在问题\n一是移交偏晚。\n二是样本偏少。\n")]);
    let mut origin = Origin::default();
    for (words, locator) in [
        ("三、存在问题", Locator::Heading),
        ("一是移交偏晚。", Locator::Paragraph(1)),
        ("二是样本偏少。", Locator::Paragraph(2)),
    ] {
        let span = case.at(0, words);
        origin.regions.push(Region { start: span.start, end: span.end, page: None, locator });
    }
    case.sources.set_origin(SourceId(0), origin);
    let whole = case.at(0, "一是移交偏晚。").cover(case.at(0, "二是样本偏少。"));
    let mut one = finding("T01", Severity::Note, ("措施空泛", "vague"), ("请核实", "please verify"));
    one.primary = Some(label(whole, "正文", ""));
    case.review.findings.push(one);
    insta::assert_snapshot!(case.human());
}

#[test]
fn words_of_a_cell_cannot_steer_the_terminal() {
    let text = TEXT.replace("98%", "\u{1b}[2J98%\u{202e}");
    let shown = pointing(transcript("报告.docx", None, &text), &["98%"]).human();
    assert!(!shown.contains('\u{1b}') && !shown.contains('\u{202e}'), "{shown}");
}
