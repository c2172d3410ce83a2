//! Waivers: findings that somebody answers for.

use serde_json::Value;
use tempfile::TempDir;

use super::{Run, chinese, english, in_folder_with};

const DRAFT: &str = "二、绩效自评情况\n\n全年总支出完成 671.51 万元，是预算总支出 879.34 万元的 67.37%。\n\n全年总收入完成 600 万元，是预算总收入 800 万元的 57%。\n";

/// The fingerprint of the first finding of `DRAFT`; it is part of the interface, since people write it down.
const FIRST: &str = "f5c547f7eecb0d77";

fn with(waivers: &str) -> TempDir {
    in_folder_with(&[("报告.txt", DRAFT.as_bytes()), ("waivers.yaml", waivers.as_bytes())])
}

fn entry(fingerprint: &str, more: &str) -> String {
    format!("- rule: A01\n  fingerprint: {fingerprint}\n  reason: 两数口径不同\n  approver: 财务科张某\n{more}")
}

const CHECK: [&str; 10] =
    ["check", "报告.txt", "--pack", "national", "--rule", "A01", "--waivers", "waivers.yaml", "--today", "2026-06-30"];

fn json(folder: &TempDir, more: &[&str]) -> (Run, Value) {
    let run = chinese(folder.path(), &[&CHECK[..], &["--format", "json"], more].concat());
    let value = serde_json::from_str(&run.out).unwrap();
    (run, value)
}

/// The codes and places (by line) of the warnings.
fn warned(result: &Value) -> Vec<(&str, u64)> {
    let warnings = result.get("warnings").unwrap().as_array().unwrap();
    let line = |it: &Value| it.pointer("/labels/0/start/line").unwrap().as_u64().unwrap();
    warnings.iter().map(|it| (it.get("code").unwrap().as_str().unwrap(), line(it))).collect()
}

#[test]
fn the_fingerprint_by_which_a_waiver_names_a_finding_is_shown() {
    let folder = with("");
    let run = chinese(folder.path(), &["check", "报告.txt", "--pack", "national", "--rule", "A01", "--fingerprints"]);
    assert!(run.out.contains(&format!("指纹  {FIRST}")), "{}", run.out);
    let (_, result) = json(&folder, &[]);
    assert_eq!(result["review"]["findings"][0]["fingerprint"], FIRST);
}

#[test]
fn a_waived_finding_is_counted_and_listed_and_does_not_fail_the_check() {
    let folder = with(&entry(FIRST, "  expires: 2026-12-31\n"));
    let run = chinese(folder.path(), &CHECK);
    assert_eq!(run.code, 1, "the other finding stands");
    insta::assert_snapshot!("waived", run.out);
    let (_, result) = json(&folder, &[]);
    let review = &result["review"];
    assert_eq!(review["findings"].as_array().unwrap().len(), 1);
    let waived = &review["waived"][0];
    assert_eq!((&waived["reason"], &waived["approver"]), (&"两数口径不同".into(), &"财务科张某".into()));
    assert_eq!((&waived["expires"], &waived["finding"]["fingerprint"]), (&"2026-12-31".into(), &FIRST.into()));
    assert_eq!((&waived["place"]["file"], &waived["place"]["start"]["line"]), (&"waivers.yaml".into(), &2.into()));
    assert_eq!((&review["summary"]["errors"], &review["summary"]["waived"]), (&1.into(), &1.into()));
    assert_eq!(warned(&result), []);
}

#[test]
fn nothing_left_to_tell_is_clean_and_says_so() {
    let (_, result) = json(&with(""), &[]);
    let all: Vec<String> = result["review"]["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| entry(it["fingerprint"].as_str().unwrap(), ""))
        .collect();
    let folder = with(&all.concat());
    let run = english(folder.path(), &[&CHECK[..], &["--lang", "en"]].concat());
    assert_eq!(run.code, 0);
    insta::assert_snapshot!("all_waived", run.out);
}

#[test]
fn a_waiver_holds_on_its_last_day_and_is_told_behind_it() {
    let folder = with(&entry(FIRST, "  expires: 2026-06-30\n"));
    let (_, result) = json(&folder, &[]);
    assert_eq!((warned(&result), result["review"]["summary"]["waived"].as_u64()), (vec![], Some(1)));
    let late = [&CHECK[..9], &["2026-07-01"]].concat();
    let run = chinese(folder.path(), &late);
    assert_eq!(run.code, 1);
    assert!(run.out.contains("已于 2026-06-30 到期") && run.out.contains("67.37%"), "{}", run.out);
    let run = chinese(folder.path(), &[&late[..], &["--format", "json"]].concat());
    let result: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(warned(&result), [("waiver::expired", 2)]);
    assert_eq!(result["review"]["findings"].as_array().unwrap().len(), 2);
}

#[test]
fn a_waiver_that_nothing_needs_is_told_unless_its_rule_was_not_asked_for() {
    let folder = with(&(entry("00c0ffee00c0ffee", "") + &entry(FIRST, "").replace("A01", "A02")));
    let all = chinese(folder.path(), &["check", "报告.txt", "--waivers", "waivers.yaml", "--format", "json"]);
    let result: Value = serde_json::from_str(&all.out).unwrap();
    assert_eq!(warned(&result), [("waiver::unused", 2), ("waiver::unused", 6)]);
    assert!(result["warnings"][1]["help"]["zh"].as_str().unwrap().contains("A01"), "the right rule is named");
    let (_, result) = json(&folder, &[]);
    assert_eq!(warned(&result), [("waiver::unused", 2)]);
}

#[test]
fn a_file_that_is_not_right_stops_the_check() {
    let wrong = entry(FIRST, "").replace("  reason: 两数口径不同\n", "");
    let folder = with(&wrong);
    chinese(folder.path(), &CHECK).is_refused_with(&["waivers.yaml:1:3", "缺少 reason（理由）"]);
    english(folder.path(), &CHECK).is_refused_with(&["this waiver gives no reason"]);
    let folder = with(&entry(FIRST, "  expires: 2026年底\n"));
    chinese(folder.path(), &CHECK).is_refused_with(&["“2026年底”不是日期", "2026-12-31"]);
    chinese(folder.path(), &["check", "报告.txt", "--waivers", "waiver.yaml"])
        .is_refused_with(&["是不是 waivers.yaml"]);
    chinese(folder.path(), &["check", "报告.txt", "--today", "2026-02-30"]).is_refused_with(&["--today"]);
}

#[test]
fn sarif_carries_waived_findings_as_suppressed() {
    let folder = with(&entry(FIRST, "  expires: 2026-12-31\n"));
    let run = chinese(folder.path(), &[&CHECK[..], &["--format", "sarif"]].concat());
    let log: Value = serde_json::from_str(&run.out).unwrap();
    let results = log["runs"][0]["results"].as_array().unwrap();
    assert!(results.iter().all(|it| it["suppressions"].is_array()), "all results of a run have them, or none");
    let suppressed: Vec<&Value> =
        results.iter().filter(|it| !it["suppressions"].as_array().unwrap().is_empty()).collect();
    assert_eq!(suppressed.len(), 1);
    assert_eq!(suppressed[0]["partialFingerprints"]["guiju/v1"], FIRST);
    let suppression = &suppressed[0]["suppressions"][0];
    assert_eq!((&suppression["kind"], &suppression["justification"]), (&"external".into(), &"两数口径不同".into()));
    let artifacts = log["runs"][0]["artifacts"].as_array().unwrap();
    assert_eq!((&artifacts[0]["roles"][0], &artifacts[1]["roles"]), (&"analysisTarget".into(), &Value::Null));
}

#[test]
fn a_mark_in_the_draft_waives_what_it_speaks_of_and_is_listed_as_its_authors_word() {
    let marked = DRAFT.replace("全年总支出", "<!-- guiju: waive A01 理由：全口径 -->\n全年总支出");
    let folder = in_folder_with(&[("报告.md", marked.as_bytes())]);
    let check = ["check", "报告.md", "--pack", "national", "--rule", "A01"];
    let run = chinese(folder.path(), &check);
    assert!(run.code == 1 && run.out.contains("错误 1 · 警告 0 · 提示 0 · 豁免 1"), "{}", run.out);
    assert!(run.out.contains("理由：全口径；材料中自行标注"), "{}", run.out);
    let run = chinese(folder.path(), &[&check[..], &["--format", "sarif"]].concat());
    let log: Value = serde_json::from_str(&run.out).unwrap();
    let results = log["runs"][0]["results"].as_array().unwrap();
    assert!(results.iter().any(|it| it["suppressions"][0]["kind"] == "inSource"), "{}", run.out);
    let run = chinese(folder.path(), &[&check[..], &["--ignore-marks"]].concat());
    assert!(run.out.contains("错误 2 · 警告 0 · 提示 0 · 通过"), "{}", run.out);
}

#[test]
fn a_mark_does_not_change_the_fingerprint_of_what_it_marks() {
    let marked = DRAFT.replace("的 57%。", "的 57%。 <!-- guiju: waive A02 理由：因 -->");
    let prints = |text: &str| {
        let folder = in_folder_with(&[("报告.md", text.as_bytes())]);
        let run =
            chinese(folder.path(), &["check", "报告.md", "--pack", "national", "--rule", "A01", "--format", "json"]);
        let result: Value = serde_json::from_str(&run.out).unwrap();
        let findings = result["review"]["findings"].as_array().unwrap().clone();
        findings.iter().map(|it| it["fingerprint"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(prints(DRAFT), prints(&marked));
    assert_eq!(prints(DRAFT).len(), 2);
}

#[test]
fn a_mark_without_a_reason_or_without_need_is_told() {
    let marked = DRAFT
        .replace("全年总支出", "<!-- guiju: waive A01 -->\n全年总支出")
        .replace("的 57%。", "的 57%。 <!-- guiju: waive A02 理由：因 -->");
    let folder = in_folder_with(&[("报告.md", marked.as_bytes())]);
    let run = chinese(folder.path(), &["check", "报告.md", "--pack", "national", "--format", "json"]);
    let result: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(warned(&result), [("waiver::missing_key", 3), ("waiver::unused", 6)]);
    assert_eq!(result["review"]["waived"], Value::Array(Vec::new()));
}

#[test]
fn a_mark_in_data_waives_the_entry_behind_it() {
    let data = std::fs::read_to_string(super::top().join("samples/faulty/data.yaml")).unwrap();
    let check = |text: &str| {
        let folder = in_folder_with(&[("data.yaml", text.as_bytes())]);
        let run = chinese(folder.path(), &["check", "data.yaml", "--pack", "national", "--format", "json"]);
        serde_json::from_str::<Value>(&run.out).unwrap()
    };
    let plain = check(&data);
    let first = &plain["review"]["findings"][0];
    let (code, line) = (first["code"].as_str().unwrap(), first["primary"]["start"]["line"].as_u64().unwrap());
    let mut lines: Vec<String> = data.lines().map(str::to_owned).collect();
    lines.insert(usize::try_from(line).unwrap() - 1, format!("# guiju: waive {code} 理由：已核"));
    let marked = check(&(lines.join("\n") + "\n"));
    let waived = &marked["review"]["waived"][0];
    assert_eq!((&waived["finding"]["fingerprint"], &waived["approver"]), (&first["fingerprint"], &Value::Null));
}
