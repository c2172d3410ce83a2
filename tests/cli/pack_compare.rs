//! `guiju pack compare`: two versions of a pack over the same drafts.

use std::fs;

use super::{chinese, english, in_folder_with, top};

const MANIFEST: &str = "name: desk\ntitle: {zh: 案头, en: Desk}\nversion: 1\n";

/// A rule on a sum; whether one that is “about 5” is below 5 cannot be decided.
fn bound(most: &str) -> String {
    format!(
        "record sum \"花费\" en \"sum\" {{\n    spent \"数\" en \"spent\": money\n\n    from text \"花费{{spent}}\"\n}}\n\
         rule T05 \"花费多\" en \"much spent\" for one: sum {{\n    severity warning\n    basis practice \"惯例\" en \"habit\"\n    \
         check one.spent < {most}万元 else \"太多\" en \"too much\" at one.spent\n    example good \"花费1万元。\"\n    \
         example bad \"花费900万元。\" at \"900万元\"\n}}\n"
    )
}

/// A rule that refuses a word.
fn rule(code: &str, severity: &str, check: &str, words: &str) -> String {
    format!(
        "rule {code} \"用语{code}\" en \"wording {code}\" for s: sentence {{\n    severity {severity}\n    basis practice \"惯例\" en \"habit\"\n    \
         check {check} else \"{words}\" en \"{words}!\" at s.text\n    example good \"平安无事。\"\n    example bad \"甲乙丙丁。\"\n}}\n"
    )
}

fn desk() -> tempfile::TempDir {
    let same = rule("T01", "warning", "not (s.text contains \"甲\")", "有甲");
    let gone = rule("T02", "warning", "not (s.text contains \"乙\")", "有乙");
    let mild = rule("T03", "note", "not (s.text contains \"丙\")", "有丙");
    let grave = rule("T03", "warning", "not (s.text contains \"丙\")", "有丙，请核实");
    let fresh = rule("T04", "warning", "not (s.text contains \"丁\")", "有丁");
    let old = [same.clone(), gone, mild, bound("100")].concat();
    let new = [same, grave, fresh, bound("5")].concat();
    in_folder_with(&[
        ("旧/desk/pack.yaml", MANIFEST.as_bytes()),
        ("旧/desk/words.gj", old.as_bytes()),
        ("新/desk/pack.yaml", MANIFEST.as_bytes()),
        ("新/desk/words.gj", new.as_bytes()),
        ("材料/1.txt", "甲、乙、丙、丁俱全。\n又见乙。\n".as_bytes()),
        ("材料/2.txt", "又是丁。\n".as_bytes()),
        ("材料/3.txt", "平安无事，只有甲，花费约5万元。\n".as_bytes()),
        ("材料/坏.txt", &[0x13, 0x00, 0x88, 0xFE]),
    ])
}

#[test]
fn what_changes_is_told_rule_by_rule() {
    let desk = desk();
    for pack in ["旧/desk", "新/desk"] {
        let run = chinese(desk.path(), &["pack", "check", pack]);
        assert_eq!(run.code, 0, "{run:?}");
    }
    let run = chinese(desk.path(), &["pack", "compare", "旧/desk", "新/desk", "材料", "--limit", "1"]);
    assert_eq!((run.code, run.err.as_str()), (1, ""));
    insta::assert_snapshot!("pack_compare", run.out);
    let run = english(desk.path(), &["pack", "compare", "旧/desk", "新/desk", "材料", "--rule", "T03", "--lang", "en"]);
    insta::assert_snapshot!("pack_compare_in_english", run.out);
}

#[test]
fn the_same_bytes_for_any_number_of_threads_and_any_way_to_name_a_version() {
    let desk = desk();
    let run = |old: &str, new: &str, threads: &str| {
        let arguments = ["pack", "compare", old, new, "材料", "--format", "json", "--threads", threads];
        let run = chinese(desk.path(), &arguments);
        assert_eq!(run.code, 1, "{run:?}");
        serde_json::from_str::<serde_json::Value>(&run.out).expect("it is JSON");
        run.out.replace(&format!("\"{old}\""), "\"old\"").replace(&format!("\"{new}\""), "\"new\"")
    };
    let first = run("旧/desk", "新/desk", "1");
    assert_eq!(first, run("旧/desk", "新/desk", "4"));
    assert_eq!(first, run("旧/desk/pack.yaml", "新/desk/words.gj", "2"));
    assert_eq!(first, run("旧", "新", "2"));
}

#[test]
fn nothing_changes_between_a_pack_and_itself() {
    let desk = desk();
    let run = chinese(desk.path(), &["pack", "compare", "旧/desk", "旧/desk", "材料"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.out.contains("4 份材料，0 份的结果不同"), "{}", run.out);
}

/// In a folder of several packs each report takes its own.
#[test]
fn a_whole_library_is_compared() {
    let folder =
        in_folder_with(&[("材料/报告.txt", "某市某局\n一、预算\n支出 8 万元，为预算 10 万元的 90%。\n".as_bytes())]);
    let (old, new) = (folder.path().join("旧"), top().join("rules"));
    for pack in fs::read_dir(&new).unwrap().flatten() {
        fs::create_dir_all(old.join(pack.file_name())).unwrap();
        for file in fs::read_dir(pack.path()).unwrap().flatten() {
            fs::copy(file.path(), old.join(pack.file_name()).join(file.file_name())).unwrap();
        }
    }
    let ratio = old.join("national/ratio.gj");
    let text = fs::read_to_string(&ratio).unwrap();
    fs::write(&ratio, text.replacen("severity error", "severity warning", 1)).unwrap();
    let run = chinese(folder.path(), &["pack", "compare", "旧", &new.to_string_lossy(), "材料"]);
    assert!(run.code == 1 && run.out.contains("变动 1") && run.out.contains("A01  "), "{run:?}");
}

#[test]
fn what_cannot_be_compared_is_refused() {
    let desk = desk();
    chinese(desk.path(), &["pack", "compare", "旧/desk", "没有", "材料"]).is_refused_with(&["没有"]);
    chinese(desk.path(), &["pack", "compare", "旧/desk", "新/desk", "无此处"]).is_refused_with(&["无此处"]);
    fs::write(desk.path().join("新/desk/words.gj"), "rule").unwrap();
    let run = chinese(desk.path(), &["pack", "compare", "旧/desk", "新/desk", "材料"]);
    assert_eq!(run.code, 2, "{run:?}");
}
