//! `guiju annotate`, and `guiju fix` on a Word file: what is written where, and what is left alone.

use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::Path;

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::{chinese, english, in_folder_with};

const TYPES: &str = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/></Types>"#;

fn relations(of: &[(&str, &str)]) -> String {
    let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let one = |(number, (name, target)): (usize, &(&str, &str))| {
        format!(r#"<Relationship Id="rId{number}" Type="{kind}/{name}" Target="{target}"/>"#)
    };
    let all: String = (1..).zip(of).map(one).collect();
    format!(
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{all}</Relationships>"#
    )
}

fn package(parts: &[(&str, String)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A Word file of these paragraphs.
fn word(paragraphs: &[&str]) -> Vec<u8> {
    let body: String = paragraphs.iter().map(|text| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")).collect();
    let space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    package(&[
        ("[Content_Types].xml", TYPES.to_owned()),
        ("_rels/.rels", relations(&[("officeDocument", "word/document.xml")])),
        ("word/document.xml", format!(r#"<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>"#)),
        ("word/_rels/document.xml.rels", relations(&[])),
    ])
}

/// A workbook with one sheet of one column.
fn workbook(cells: &[&str]) -> Vec<u8> {
    let space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let row = |(row, text): (usize, &&str)| {
        format!(r#"<row r="{row}"><c r="A{row}" t="inlineStr"><is><t>{text}</t></is></c></row>"#)
    };
    let rows: String = (1..).zip(cells).map(row).collect();
    package(&[
        ("[Content_Types].xml", TYPES.to_owned()),
        ("_rels/.rels", relations(&[("officeDocument", "xl/workbook.xml")])),
        (
            "xl/workbook.xml",
            format!(
                r#"<workbook xmlns="{space}" xmlns:r="{kind}"><sheets><sheet name="自评表" sheetId="1" r:id="rId1"/></sheets></workbook>"#
            ),
        ),
        ("xl/_rels/workbook.xml.rels", relations(&[("worksheet", "worksheets/sheet1.xml")])),
        (
            "xl/worksheets/sheet1.xml",
            format!(r#"<worksheet xmlns="{space}"><sheetData>{rows}</sheetData></worksheet>"#),
        ),
    ])
}

fn part(path: &Path, name: &str) -> String {
    let bytes = fs::read(path).unwrap();
    let mut text = String::new();
    ZipArchive::new(Cursor::new(bytes)).unwrap().by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

const RATE: &str = "全年总支出完成 671.51 万元，是预算总支出 879.34 万元的 67.37%。";
const WORDING: &str = "全年总支出完成 671.51 万元，总支出减收 207.83 万元。";

#[test]
fn findings_become_comments_and_notes_each_in_its_own_file() {
    let (report, sheet) = (word(&["二、绩效自评情况", RATE]), workbook(&["项目情况", RATE]));
    let folder = in_folder_with(&[
        ("材料/报告.docx", &report),
        ("材料/表/自评表.xlsx", &sheet),
        ("材料/数据.yaml", "年度: 2023\n".as_bytes()),
    ]);
    let arguments = ["annotate", "材料", "-o", "批注", "--pack", "national", "--rule", "A01"];
    let run = chinese(folder.path(), &arguments);
    // Exit codes are those of `check`: there are errors.
    assert_eq!((run.code, run.err.as_str()), (1, ""));
    assert!(run.out.contains("批注/报告.docx：已写入 1 个问题（批注）"), "{}", run.out);
    assert!(run.out.contains("批注/表/自评表.xlsx：已写入 1 个问题（批注和检查结果表）"), "{}", run.out);
    assert!(run.out.contains("错误 2 · 警告 0"), "{}", run.out);
    assert!(!folder.path().join("批注/数据.yaml").exists());
    let comments = part(&folder.path().join("批注/报告.docx"), "word/comments.xml");
    let notes = part(&folder.path().join("批注/表/自评表.xlsx"), "xl/comments1.xml");
    for text in [&comments, &notes] {
        assert!(
            text.contains("错误 A01 完成率与金额不符") && text.contains("依据：完成率 = 执行数 ÷ 预算数（算术）"),
            "{text}"
        );
    }
    assert!(notes.contains(r#"ref="A2""#), "{notes}");
    // The originals are as they were, and a second run adds nothing.
    assert_eq!(fs::read(folder.path().join("材料/报告.docx")).unwrap(), report);
    assert_eq!(fs::read(folder.path().join("材料/表/自评表.xlsx")).unwrap(), sheet);
    let again = chinese(folder.path(), &["annotate", "批注", "-o", "再", "--pack", "national", "--rule", "A01"]);
    assert_eq!((again.code, again.err.as_str()), (1, ""));
    for name in ["报告.docx", "表/自评表.xlsx"] {
        let read = |place: &str| fs::read(folder.path().join(place).join(name)).unwrap();
        assert_eq!(read("批注"), read("再"), "{name}");
    }
}

#[test]
fn comments_are_written_in_the_language_asked_for() {
    let folder = in_folder_with(&[("a.docx", &word(&["二、绩效自评情况", RATE]))]);
    let run = english(folder.path(), &["annotate", "a.docx", "-o", "b.docx", "--rule", "A01", "--fail-on", "never"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert!(run.out.contains("b.docx: 1 finding written (comments)"), "{}", run.out);
    let comments = part(&folder.path().join("b.docx"), "word/comments.xml");
    assert!(
        comments.contains("error A01 Rate does not fit the amounts") && comments.contains("recomputed: "),
        "{comments}"
    );
}

#[test]
fn the_original_is_annotated_only_where_that_is_asked_for() {
    let report = word(&["二、绩效自评情况", RATE]);
    let folder = in_folder_with(&[("a.docx", &report), ("a.txt", RATE.as_bytes())]);
    let path = folder.path().join("a.docx");
    for output in ["a.docx", "./a.docx", "."] {
        chinese(folder.path(), &["annotate", "a.docx", "-o", output]).is_refused_with(&["就是原件", "--write"]);
        assert_eq!(fs::read(&path).unwrap(), report);
    }
    // No other file of the submission is a place for it either.
    chinese(folder.path(), &["annotate", "a.docx", "a.txt", "-o", "a.txt"]).is_refused_with(&["a.txt 就是原件"]);
    assert_eq!(chinese(folder.path(), &["annotate", "a.docx", "--write", "--rule", "A01"]).code, 1);
    assert!(part(&path, "word/comments.xml").contains("A01"));
}

#[test]
fn a_file_without_findings_is_written_as_it_is() {
    let report = word(&["二、绩效自评情况", "全年完成培训 12 期。"]);
    let folder = in_folder_with(&[("a.docx", &report)]);
    let run = chinese(folder.path(), &["annotate", "a.docx", "-o", "新/b.docx", "--rule", "A01"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert!(run.out.contains("新/b.docx：没有问题要写入"), "{}", run.out);
    assert_eq!(fs::read(folder.path().join("新/b.docx")).unwrap(), report);
}

#[test]
fn what_stands_in_a_text_is_told_and_not_written() {
    let folder = in_folder_with(&[("a.docx", &word(&["全年完成培训 12 期。"])), ("报告.txt", RATE.as_bytes())]);
    let run = chinese(folder.path(), &["annotate", "a.docx", "报告.txt", "-o", "b.docx", "--rule", "A01"]);
    assert!(run.out.contains("另有 1 个问题在不能写入批注的文件中，请用 guiju check 查看。"), "{}", run.out);
}

#[test]
fn certain_wording_becomes_a_tracked_change_and_a_proposal_a_comment() {
    let report = word(&["二、绩效自评情况", RATE, WORDING]);
    let folder = in_folder_with(&[("报告.docx", &report)]);
    let run = chinese(folder.path(), &["fix", "报告.docx", "--pack", "national"]);
    assert_eq!((run.code, run.err.as_str()), (1, ""));
    assert!(run.out.contains("+全年总支出完成 671.51 万元，总支出减支 207.83 万元。"), "{}", run.out);
    let run = chinese(folder.path(), &["fix", "报告.docx", "--pack", "national", "-o", "修订稿.docx"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert!(run.out.contains("1 处写成修订，已写入 修订稿.docx。") && run.out.contains("已写成批注"), "{}", run.out);
    let path = folder.path().join("修订稿.docx");
    let text = part(&path, "word/document.xml");
    assert!(text.contains("<w:delText>减收</w:delText>") && text.contains(">减支</w:t>"), "{text}");
    let comments = part(&path, "word/comments.xml");
    assert!(comments.contains("“67.37%” → “76.37%”") && !comments.contains("减支"), "{comments}");
    assert_eq!(fs::read(folder.path().join("报告.docx")).unwrap(), report);
    // The change is read as made.
    let again = chinese(folder.path(), &["fix", "修订稿.docx", "--pack", "national", "-o", "再.docx"]);
    assert!(again.code == 0 && again.out.starts_with("没有确定要改的内容。"), "{again:?}");
    assert_eq!(fs::read(folder.path().join("再.docx")).unwrap(), fs::read(&path).unwrap());
}
