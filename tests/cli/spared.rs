//! No command writes over what it reads.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use super::{chinese, in_folder_with, top};

const DRAFT: &str = "全年总支出完成 671.51 万元，是预算总支出 879.34 万元的 67.37%。\n";

/// Two submissions, a list, a workbook, waivers and a result of an earlier review.
fn desk() -> TempDir {
    let letter = fs::read(top().join("samples/office/report.docx")).expect("the sample is there");
    let folder = in_folder_with(&[
        ("材料/甲局.txt", DRAFT.as_bytes()),
        ("材料/乙局.docx", &letter),
        ("名单.csv", "单位,文件\n甲局,材料/甲局.txt\n乙局,材料/乙局.docx\n".as_bytes()),
        ("数据.json", "{\"年度\": 2023}\n".as_bytes()),
        ("豁免.yaml", b"[]\n"),
        ("豁免.json", b"[]\n"),
    ]);
    let run = chinese(folder.path(), &["review", "材料", "-o", "上次.json"]);
    assert_eq!(run.code, 1, "{run:?}");
    folder
}

fn bytes(folder: &Path, name: &str) -> Vec<u8> {
    fs::read(folder.join(name)).unwrap()
}

/// Runs it, and finds the file as it was.
fn refused(folder: &Path, arguments: &[&str], spared: &str, words: &[&str]) {
    let before = bytes(folder, spared);
    chinese(folder, arguments).is_refused_with(words);
    assert_eq!(bytes(folder, spared), before, "{arguments:?}");
}

#[test]
fn a_file_to_resume_from_is_a_journal_or_new() {
    let desk = desk();
    for (name, words) in [
        ("豁免.yaml", "不是审核进度文件"),
        ("上次.json", "不是审核进度文件"),
        ("材料/甲局.txt", "是要读取的文件"),
        ("材料/乙局.docx", "是要读取的文件"),
    ] {
        refused(desk.path(), &["review", "材料", "--resume", name], name, &[words, name]);
    }
    assert_eq!(chinese(desk.path(), &["review", "材料", "--resume", "进度.ndjson"]).code, 1);
    assert_eq!(chinese(desk.path(), &["review", "材料", "--resume", "进度.ndjson"]).code, 1);
}

#[test]
fn an_output_is_none_of_the_inputs() {
    let desk = desk();
    let words = ["是要读取的文件，未予改写"];
    let cases: [(&[&str], &str); 9] = [
        (&["review", "数据.json", "-o", "数据.json"], "数据.json"),
        (&["review", "数据.json", "-o", "./材料/../数据.json"], "数据.json"),
        (&["review", "材料", "--waivers", "豁免.json", "-o", "豁免.json"], "豁免.json"),
        (&["review", "材料", "--baseline", "上次.json", "-o", "上次.json"], "上次.json"),
        (&["review", "材料/甲局.txt", "--last-year", "数据.json", "-o", "数据.json"], "数据.json"),
        (&["check", "数据.json", "--format", "json", "-o", "数据.json"], "数据.json"),
        (&["check", "材料/甲局.txt", "--waivers", "豁免.yaml", "-o", "豁免.yaml"], "豁免.yaml"),
        (&["check", "材料", "-o", "材料/甲局.txt"], "材料/甲局.txt"),
        (&["compare", "数据.json", "材料/甲局.txt", "-o", "数据.json"], "数据.json"),
    ];
    for (arguments, spared) in cases {
        refused(desk.path(), arguments, spared, &words);
    }
    fs::write(desk.path().join("名单二.csv"), "单位,文件\n甲局,数据.json\n").unwrap();
    refused(desk.path(), &["review", "名单二.csv", "-o", "数据.json"], "数据.json", &words);
}

#[test]
fn an_output_among_the_submissions_would_be_one_the_next_time() {
    let desk = desk();
    let said = ["在材料文件夹 材料 里"];
    for output in ["材料/审核.xlsx", "材料/审核.json"] {
        chinese(desk.path(), &["review", "材料", "-o", output]).is_refused_with(&said);
    }
    chinese(desk.path(), &["review", "材料", "--letters", "材料/退回意见"]).is_refused_with(&said);
    chinese(desk.path(), &["review", "材料", "--resume", "材料/进度.json"]).is_refused_with(&said);
    // Nobody takes a page for a submission.
    assert_eq!(chinese(desk.path(), &["review", "材料", "-o", "材料/审核.html"]).code, 1);
}

#[test]
fn letters_take_the_place_of_no_submission_and_their_folder_is_looked_at_first() {
    let desk = desk();
    let asked = ["review", "名单.csv", "--letters", "材料"];
    refused(desk.path(), &asked, "材料/乙局.docx", &["材料/乙局.docx", "退回意见可能会改写它"]);
    let run = chinese(desk.path(), &["review", "材料", "--letters", "数据.json", "--resume", "进度.ndjson"]);
    run.is_refused_with(&["数据.json", "已有同名的文件"]);
    assert!(!desk.path().join("进度.ndjson").exists(), "nothing was checked");
    let run = chinese(desk.path(), &["review", "名单.csv", "--letters", "数据.json/退回"]);
    run.is_refused_with(&["已有同名的文件"]);
}
