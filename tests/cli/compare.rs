//! What is new, fixed and remaining since an earlier check or draft; and the receipt of a check.

use serde_json::Value;
use tempfile::TempDir;

use super::{Run, chinese, english, in_folder_with};

/// Two wrong sentences in one section.
const OLD: &str = "二、绩效自评情况\n\n全年总支出完成 671.51 万元，是预算总支出 879.34 万元的 67.37%。\n\n全年总收入完成 600 万元，是预算总收入 800 万元的 57%。\n";
/// The first has moved down, the second is mended, a third is new.
const NEW: &str = "一、概况\n\n无。\n\n二、绩效自评情况\n\n培训顺利完成。\n\n全年总支出完成 671.51 万元，是预算总支出 879.34 万元的 67.37%。\n\n全年总收入完成 600 万元，是预算总收入 800 万元的 75%。\n\n三、其他\n\n项目支出完成 30 万元，是项目预算 40 万元的 57%。\n";

const CHECK: [&str; 5] = ["check", "--pack", "national", "--rule", "A01"];

fn drafts() -> TempDir {
    let folder = in_folder_with(&[("一稿.txt", OLD.as_bytes()), ("二稿.txt", NEW.as_bytes())]);
    let run = chinese(folder.path(), &[&CHECK[..], &["一稿.txt", "--format", "json", "-o", "old.json"]].concat());
    assert_eq!(run.code, 1, "{run:?}");
    folder
}

fn result(run: &Run) -> Value {
    serde_json::from_str(&run.out).unwrap()
}

/// How many findings are new, remaining and fixed, and the clause of each fixed one.
fn changes(result: &Value) -> (usize, usize, Vec<&str>) {
    let baseline = result.pointer("/review/baseline").unwrap();
    let list = |name: &str| baseline.get(name).unwrap().as_array().unwrap();
    let clauses = list("fixed").iter().map(|it| it.pointer("/place/clause").unwrap().as_str().unwrap());
    (list("new").len(), list("remaining").len(), clauses.collect())
}

#[test]
fn findings_are_matched_by_what_they_are_about_and_not_by_line() {
    let folder = drafts();
    let arguments = [&CHECK[..], &["二稿.txt", "--baseline", "old.json", "--format", "json"]].concat();
    let result = result(&chinese(folder.path(), &arguments));
    let (new, remaining, fixed) = changes(&result);
    assert_eq!((new, remaining, fixed.len()), (1, 1, 1));
    assert!(fixed[0].contains("57%") && fixed[0].contains("800"), "{fixed:?}");
    let of = |list: &str| result["review"]["baseline"][list][0]["fingerprint"].as_str().unwrap().to_owned();
    let findings = result["review"]["findings"].as_array().unwrap();
    let line = |fingerprint: String| {
        let finding = findings.iter().find(|it| it["fingerprint"] == *fingerprint).unwrap();
        finding["primary"]["start"]["line"].as_u64().unwrap()
    };
    assert_eq!((line(of("remaining")), line(of("new"))), (9, 15));
    assert_eq!(result["warnings"], Value::Array(Vec::new()));
}

#[test]
fn the_terminal_tells_what_is_new_and_what_is_fixed() {
    let folder = drafts();
    let run = chinese(folder.path(), &[&CHECK[..], &["二稿.txt", "--baseline", "old.json"]].concat());
    let new: Vec<&str> = run.out.split("\n\n").filter(|part| part.contains("对比  新增")).collect();
    assert!(new.len() == 1 && new[0].contains("30 万元"), "{}", run.out);
    assert!(run.out.contains("已消除的问题\n  A01 完成率与金额不符"), "{}", run.out);
    assert!(run.out.contains("与 old.json 相比：新增 1 · 已消除 1 · 仍有 1\n"), "{}", run.out);
}

#[test]
fn old_findings_fail_the_check_unless_only_new_ones_count() {
    let folder = drafts();
    let same = [&CHECK[..], &["一稿.txt", "--baseline", "old.json"]].concat();
    assert_eq!(chinese(folder.path(), &same).code, 1);
    assert_eq!(chinese(folder.path(), &[&same[..], &["--new-only"]].concat()).code, 0);
    let other = [&CHECK[..], &["二稿.txt", "--baseline", "old.json", "--new-only"]].concat();
    assert_eq!(chinese(folder.path(), &other).code, 1);
    chinese(folder.path(), &["check", "一稿.txt", "--new-only"]).is_refused_with(&["--baseline"]);
}

#[test]
fn what_is_waived_or_not_looked_for_is_not_fixed() {
    let folder = drafts();
    let old: Value = serde_json::from_slice(&std::fs::read(folder.path().join("old.json")).unwrap()).unwrap();
    let fingerprint = old["review"]["findings"][0]["fingerprint"].as_str().unwrap();
    let waivers = format!("- {{rule: A01, fingerprint: {fingerprint}, reason: 口径, approver: 张某}}\n");
    std::fs::write(folder.path().join("w.yaml"), waivers).unwrap();
    let arguments = ["一稿.txt", "--baseline", "old.json", "--waivers", "w.yaml", "--format", "json"];
    let waived = result(&chinese(folder.path(), &[&CHECK[..], &arguments].concat()));
    assert_eq!(changes(&waived), (0, 1, vec![]));
    let other =
        ["check", "--pack", "national", "--rule", "A02", "一稿.txt", "--baseline", "old.json", "--format", "json"];
    assert_eq!(changes(&result(&chinese(folder.path(), &other))), (0, 0, vec![]));
}

#[test]
fn a_baseline_of_other_rules_is_told_and_one_that_is_none_refused() {
    let folder = drafts();
    let old = std::fs::read_to_string(folder.path().join("old.json")).unwrap();
    let write = |name: &str, text: String| std::fs::write(folder.path().join(name), text).unwrap();
    let version = result(&Run { code: 0, out: old.clone(), err: String::new() })["review"]["packs"][0]["version"]
        .as_str()
        .unwrap()
        .to_owned();
    write("other.json", old.replace(&format!("\"{version}\""), "\"1999.1\""));
    let run = chinese(folder.path(), &[&CHECK[..], &["一稿.txt", "--baseline", "other.json"]].concat());
    assert!(run.out.contains("baseline::other_rules") && run.out.contains("national 1999.1"), "{}", run.out);
    write("major.json", old.replace("\"schema_version\": \"1.", "\"schema_version\": \"2."));
    let with = |name: &str| chinese(folder.path(), &[&CHECK[..], &["一稿.txt", "--baseline", name]].concat());
    with("major.json").is_refused_with(&["major.json", "2."]);
    with("一稿.txt").is_refused_with(&["不是检查结果", "--format json"]);
    write(
        "failed.json",
        "{\"schema_version\":\"1.1\",\"tool\":{\"name\":\"guiju\",\"version\":\"0.1.0\"},\"review\":null}".into(),
    );
    with("failed.json").is_refused_with(&["未能检查"]);
}

#[test]
fn an_output_of_an_older_minor_version_is_read() {
    let folder = drafts();
    let mut old: Value = serde_json::from_slice(&std::fs::read(folder.path().join("old.json")).unwrap()).unwrap();
    old["schema_version"] = "1.1".into();
    for name in ["waived", "baseline", "receipt"] {
        old["review"].as_object_mut().unwrap().remove(name).unwrap();
    }
    std::fs::write(folder.path().join("old.json"), old.to_string()).unwrap();
    let arguments = [&CHECK[..], &["二稿.txt", "--baseline", "old.json", "--format", "json"]].concat();
    let result = result(&chinese(folder.path(), &arguments));
    let (new, remaining, fixed) = changes(&result);
    assert_eq!((new, remaining, fixed.len()), (1, 1, 1));
}

#[test]
fn two_drafts_are_compared_in_one_go() {
    let folder = drafts();
    let arguments = ["compare", "一稿.txt", "二稿.txt", "--pack", "national", "--rule", "A01"];
    let run = chinese(folder.path(), &arguments);
    assert_eq!(run.code, 1, "{run:?}");
    insta::assert_snapshot!("compared", run.out);
    let run = english(folder.path(), &[&arguments[..], &["--lang", "en"]].concat());
    assert!(run.out.ends_with("compared with 一稿.txt: 1 new · 1 fixed · 1 remaining\n"), "{}", run.out);
    let back = ["compare", "二稿.txt", "一稿.txt", "--pack", "national", "--rule", "A01", "--format", "json"];
    let back = result(&chinese(folder.path(), &back));
    assert_eq!((changes(&back).0, changes(&back).1), (1, 1));
    // Without anything new there is nothing to fail for.
    let same = ["compare", "一稿.txt", "一稿.txt", "--pack", "national"];
    assert_eq!(chinese(folder.path(), &same).code, 0);
    chinese(folder.path(), &["compare", "一稿.txt", "三稿.txt"]).is_refused_with(&["三稿.txt"]);
}

#[test]
fn sarif_says_of_each_finding_whether_it_is_new() {
    let folder = drafts();
    let arguments = [&CHECK[..], &["二稿.txt", "--baseline", "old.json", "--format", "sarif"]].concat();
    let log = result(&chinese(folder.path(), &arguments));
    let results = log["runs"][0]["results"].as_array().unwrap();
    let mut states: Vec<&str> = results.iter().filter_map(|it| it["baselineState"].as_str()).collect();
    states.sort_unstable();
    assert_eq!(states, ["absent", "new", "unchanged"]);
}

#[test]
fn the_receipt_names_all_that_decides_a_result() {
    let folder = drafts();
    let with = |more: &[&str]| {
        let arguments = [&CHECK[..], &["二稿.txt", "--format", "json"], more].concat();
        result(&chinese(folder.path(), &arguments))["review"]["receipt"].clone()
    };
    let receipt = with(&["--baseline", "old.json", "--max-depth", "9"]);
    assert_eq!(receipt["engine"], env!("CARGO_PKG_VERSION"));
    let names: Vec<(&str, &str)> = receipt["files"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| (it["name"].as_str().unwrap(), it["role"].as_str().unwrap()))
        .collect();
    assert_eq!(names, [("二稿.txt", "submission"), ("old.json", "baseline")]);
    assert_eq!(receipt["files"][0]["bytes"], NEW.len());
    let options: Vec<String> = receipt["options"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| format!("{}={}", it["name"].as_str().unwrap(), it["value"].as_str().unwrap()))
        .collect();
    assert_eq!(options, ["pack=national", "rule=A01", "max-depth=9", "baseline=old.json"]);
    // The hash of a file is the one that other tools give.
    std::fs::write(folder.path().join("二稿.txt"), "abc").unwrap();
    let hash = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    let other = with(&[]);
    assert_eq!(other["files"][0]["sha256"], hash);
    assert_eq!(other["packs"], receipt["packs"]);
    assert_eq!(other["packs"][0]["sha256"].as_str().unwrap().len(), 64);
}

#[test]
fn a_changed_pack_has_another_receipt() {
    let manifest = "name: 试\nversion: 1.0.0\nextends: [national]\n";
    let folder = in_folder_with(&[("试/pack.yaml", manifest.as_bytes()), ("a.txt", OLD.as_bytes())]);
    let hashes = || {
        let run = chinese(folder.path(), &["check", "a.txt", "--pack", "试", "--rule", "A01", "--format", "json"]);
        let packs = result(&run)["review"]["receipt"]["packs"].clone();
        packs.as_array().unwrap().iter().map(|it| it["sha256"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let before = hashes();
    std::fs::write(folder.path().join("试/pack.yaml"), format!("{manifest}# 注\n")).unwrap();
    let after = hashes();
    assert_eq!(before.len(), 2);
    assert!(before[0] == after[0] && before[1] != after[1]);
}
