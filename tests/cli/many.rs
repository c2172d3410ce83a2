//! Waivers, an earlier review, the proof sheet and the receipt over many submissions; all outputs and threads.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;

use super::stream::{faulty, report};
use super::{Run, chinese, english, in_folder_with};

const REVIEW_SCHEMA: &str = include_str!("../../docs/schema/review-1.3.schema.json");
const SARIF_SCHEMA: &str = include_str!("../schema/sarif-schema-2.1.0.json");

/// Three units, the first two with the same fault; and a file that is no text.
fn desk() -> tempfile::TempDir {
    let (report, faulty) = (report(), faulty());
    in_folder_with(&[
        ("材料/甲局.txt", faulty.as_bytes()),
        ("材料/乙局.txt", faulty.as_bytes()),
        ("材料/丙局.txt", report.as_bytes()),
        ("材料/坏.txt", &[0x13, 0x00, 0x88, 0xFE]),
    ])
}

fn json(folder: &Path, more: &[&str]) -> (Run, Value) {
    let run = chinese(folder, &[&["review", "材料", "--rule", "A01", "--format", "json"], more].concat());
    let value = serde_json::from_str(&run.out).expect("standard output is JSON");
    (run, value)
}

/// The reviews by the names of their submissions.
fn reviews(value: &Value) -> BTreeMap<&str, &Value> {
    let all = value["submissions"].as_array().unwrap().iter();
    all.map(|one| (one["submission"].as_str().unwrap(), &one["result"]["review"])).collect()
}

fn fingerprint(folder: &Path) -> String {
    let (_, value) = json(folder, &[]);
    reviews(&value)["材料/甲局.txt"]["findings"][0]["fingerprint"].as_str().unwrap().to_owned()
}

fn assert_valid(schema: &str, value: &Value) {
    let validator = jsonschema::validator_for(&serde_json::from_str(schema).unwrap()).unwrap();
    let mistakes: Vec<String> =
        validator.iter_errors(value).map(|mistake| format!("{}: {mistake}", mistake.instance_path())).collect();
    assert!(mistakes.is_empty(), "{mistakes:#?}");
}

#[test]
fn a_waiver_may_name_its_submission_and_what_nothing_needs_is_told_once() {
    let desk = desk();
    let print = fingerprint(desk.path());
    let waivers = format!(
        "- {{rule: A01, fingerprint: {print}, reason: 口径不同, approver: 张某, expires: 2026-12-31, submission: 甲局}}\n\
         - {{rule: A01, fingerprint: {print}, reason: 旧, approver: 张某, expires: 2025-12-31, submission: 乙局.txt}}\n\
         - {{rule: A01, fingerprint: 0123456789abcdef, reason: 无, approver: 张某}}\n"
    );
    fs::write(desk.path().join("w.yaml"), waivers).unwrap();
    let more = ["--waivers", "w.yaml", "--today", "2026-06-30", "--output", "审.html", "--letters", "退回"];
    let (run, value) = json(desk.path(), &more);
    let reviews = reviews(&value);
    let counts = |name: &str| {
        let summary = &reviews[name]["summary"];
        (summary["errors"].as_u64().unwrap(), summary["waived"].as_u64().unwrap())
    };
    assert_eq!([counts("材料/甲局.txt"), counts("材料/乙局.txt"), counts("材料/丙局.txt")], [(0, 1), (1, 0), (0, 0)]);
    let waived = &reviews["材料/甲局.txt"]["waived"][0];
    assert_eq!((&waived["reason"], &waived["approver"]), (&"口径不同".into(), &"张某".into()));
    assert_eq!(waived["place"]["file"], "w.yaml");
    assert_eq!(value["warnings"].as_array().unwrap().len(), 2);
    for words in ["w.yaml:2:", "A01（乙局.txt）的豁免已于 2025-12-31 到期", "没有用上的豁免", "0123456789abcdef"]
    {
        assert!(run.err.contains(words), "{words} is not in\n{}", run.err);
    }
    let page = fs::read_to_string(desk.path().join("审.html")).unwrap();
    assert!(page.contains("口径不同") && page.contains("到期"));
    let letters: Vec<String> = fs::read_dir(desk.path().join("退回"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    assert_eq!(letters, ["乙局.docx"]);
    chinese(desk.path(), &["review", "材料", "--waivers", "没有.yaml"]).is_refused_with(&["没有.yaml"]);
}

#[test]
fn a_waiver_may_name_a_file_of_a_list_and_one_that_names_another_submission_says_whose_it_is() {
    let desk = desk();
    let print = fingerprint(desk.path());
    fs::write(desk.path().join("名单.csv"), "单位,年度,文件\n甲中心,2023,材料/甲局.txt\n乙中心,2023,材料/乙局.txt\n")
        .unwrap();
    for name in ["甲中心", "甲局", "甲局.txt", "材料/甲局.txt"] {
        let waiver = format!("- {{rule: A01, fingerprint: {print}, reason: 因, approver: 张某, submission: {name}}}\n");
        fs::write(desk.path().join("w.yaml"), waiver).unwrap();
        let run =
            chinese(desk.path(), &["review", "名单.csv", "--rule", "A01", "--waivers", "w.yaml", "--format", "json"]);
        let value: Value = serde_json::from_str(&run.out).unwrap();
        assert_eq!((&value["summary"]["waived"], &*run.err), (&1.into(), ""), "{name}");
    }
    let waiver = format!("- {{rule: A01, fingerprint: {print}, reason: 因, approver: 张某, submission: 丙}}\n");
    fs::write(desk.path().join("w.yaml"), waiver).unwrap();
    let run = chinese(desk.path(), &["review", "名单.csv", "--rule", "A01", "--waivers", "w.yaml"]);
    assert!(run.err.contains("A01（丙）") && run.err.contains("有这处问题的材料是 甲中心"), "{}", run.err);
}

#[test]
fn a_unit_of_two_years_is_named_with_the_year_and_a_baseline_without_it_is_told() {
    let desk = desk();
    let list = "单位,年度,文件\n甲局,2023,材料/甲局.txt\n甲局,2022,材料/丙局.txt\n";
    fs::write(desk.path().join("名单.csv"), list).unwrap();
    let run = chinese(desk.path(), &["review", "名单.csv", "--proof", "--rule", "A01", "-o", "旧.json"]);
    for words in ["\n甲局 2023 ", "\n甲局 2022 ", "核验：甲局 2022"] {
        assert!(run.out.contains(words), "{words} is not in\n{}", run.out);
    }
    let run = chinese(desk.path(), &["review", "材料", "--rule", "A01", "--baseline", "旧.json"]);
    assert!(run.err.contains("材料/乙局.txt：旧.json 中没有这份材料"), "{}", run.err);
    chinese(desk.path(), &["review", "名单.csv", "--threads", "0"]).is_refused_with(&["--threads"]);
}

#[test]
fn workbook_and_letters_are_chinese_unless_english_is_asked_for() {
    let desk = desk();
    let written = |more: &[&str]| {
        let asked = ["review", "材料", "--rule", "A01", "-o", "审.xlsx", "--letters", "退回"];
        english(desk.path(), &[&asked[..], more].concat());
        ["审.xlsx", "退回/甲局.docx"].map(|name| fs::read(desk.path().join(name)).unwrap())
    };
    let (plain, chinese, english) = (written(&[]), written(&["--lang", "zh"]), written(&["--lang", "en"]));
    assert!(plain == chinese && plain[0] != english[0] && plain[1] != english[1]);
}

#[test]
fn marks_of_authors_count_only_where_they_are_asked_for() {
    let marked: String = faulty().lines().fold(String::new(), |all, line| {
        let mark = if line.contains("79.53%") { " <!-- guiju: waive A01 理由：口径不同 -->" } else { "" };
        all + line + mark + "\n"
    });
    let desk = in_folder_with(&[("材料/甲局.md", marked.as_bytes())]);
    let count = |more: &[&str]| json(desk.path(), more).1["summary"]["waived"].as_u64().unwrap();
    assert_eq!((count(&[]), count(&["--heed-marks"])), (0, 1));
}

#[test]
fn each_submission_is_held_against_what_was_found_in_it_earlier() {
    let desk = desk();
    let at = |name: &str| desk.path().join(name);
    for old in ["旧.json", "旧.ndjson"] {
        chinese(desk.path(), &["review", "材料", "--rule", "A01", "--output", old]);
    }
    fs::rename(at("材料"), at("旧材料")).unwrap();
    fs::create_dir(at("材料")).unwrap();
    for (name, text) in [("甲局.txt", report()), ("乙局.txt", faulty()), ("丙局.txt", faulty()), ("丁局.txt", faulty())]
    {
        fs::write(at("材料").join(name), text).unwrap();
    }
    let of = |value: &Value, name: &str| {
        let baseline = &reviews(value)[name]["baseline"];
        ["new", "remaining", "fixed"].map(|key| baseline[key].as_array().unwrap().len())
    };
    let (run, value) = json(desk.path(), &["--baseline", "旧.json"]);
    let expected = [("材料/甲局.txt", [0, 0, 1]), ("材料/乙局.txt", [0, 1, 0]), ("材料/丙局.txt", [1, 0, 0])];
    for (name, expected) in expected {
        assert_eq!(of(&value, name), expected, "{name}");
    }
    assert_eq!(of(&value, "材料/丁局.txt"), [1, 0, 0]);
    assert!(run.out.contains("batch::not_in_baseline"));
    assert_eq!((&value["summary"]["new"], &value["summary"]["fixed"]), (&2.into(), &1.into()));
    let (_, by_lines) = json(desk.path(), &["--baseline", "旧.ndjson"]);
    for (name, expected) in expected {
        assert_eq!(of(&by_lines, name), expected, "{name}");
    }
    // What remains fails a review, but not one of what is new only.
    fs::remove_file(at("材料/丙局.txt")).unwrap();
    fs::remove_file(at("材料/丁局.txt")).unwrap();
    assert_eq!(json(desk.path(), &["--baseline", "旧.json"]).0.code, 1);
    assert_eq!(json(desk.path(), &["--baseline", "旧.json", "--new-only"]).0.code, 0);
    fs::write(at("空.json"), "{}\n").unwrap();
    chinese(desk.path(), &["review", "材料", "--baseline", "空.json"]).is_refused_with(&["空.json 不是审核结果"]);
    let table = chinese(desk.path(), &["review", "材料", "--rule", "A01", "--baseline", "旧.json"]);
    assert!(table.out.contains("新增") && table.out.contains("已消除"), "{}", table.out);
}

#[test]
fn a_proof_lists_what_holds_with_its_numbers_in_every_output() {
    let desk = desk();
    let sum = "507.16万元 ÷ 520.00万元 = 97.5307…% ≈ 97.53%";
    let check = chinese(desk.path(), &["check", "材料/丙局.txt", "--rule", "A01", "--proof"]);
    for words in ["核验：通过的检查", "材料/丙局.txt:21:", "A01 完成率与金额不符：通过；", sum]
    {
        assert!(check.out.contains(words), "{words} is not in\n{}", check.out);
    }
    let json = chinese(desk.path(), &["check", "材料/丙局.txt", "--rule", "A01", "--proof", "--format", "json"]);
    assert!(json.out.contains("\"formula\": \"507.16万元 ÷ 520.00万元\""));
    let outputs = ["审.html", "审.json", "审.ndjson"];
    let mut arguments = vec!["review", "材料", "--rule", "A01", "--proof"];
    outputs.iter().for_each(|output| arguments.extend(["--output", output]));
    let review = chinese(desk.path(), &arguments);
    assert!(review.out.contains("核验：材料/丙局.txt") && review.out.contains(sum), "{}", review.out);
    for output in outputs {
        let text = fs::read_to_string(desk.path().join(output)).unwrap();
        assert!(text.contains("507.16万元 ÷ 520.00万元"), "{output}");
    }
    let without = chinese(desk.path(), &["review", "材料", "--rule", "A01", "--format", "json"]);
    assert!(!without.out.contains(
        "\"formula\":\"507.16万元 ÷ 520.00万元\",\"exact\":\"97.5307…%\",\"rounded\":\"97.53%\",\"claimed\":\"97.53%\""
    ));
}

#[test]
fn the_outputs_for_programs_hold_to_their_schemas_and_have_receipts() {
    let desk = desk();
    let print = fingerprint(desk.path());
    let waiver = format!("- {{rule: A01, fingerprint: {print}, reason: 因, approver: 张某, submission: 甲局}}\n");
    fs::write(desk.path().join("w.yaml"), waiver).unwrap();
    chinese(desk.path(), &["review", "材料/丙局.txt", "材料/乙局.txt", "--output", "旧.json"]);
    let more = ["--waivers", "w.yaml", "--today", "2026-06-30", "--baseline", "旧.json", "--proof"];
    let (_, value) = json(desk.path(), &more);
    for one in value["submissions"].as_array().unwrap() {
        assert_valid(REVIEW_SCHEMA, &one["result"]);
    }
    let receipt = &reviews(&value)["材料/甲局.txt"]["receipt"];
    let roles: Vec<&str> =
        receipt["files"].as_array().unwrap().iter().map(|file| file["role"].as_str().unwrap()).collect();
    assert_eq!(roles, ["submission", "waivers", "baseline"]);
    let options: Vec<&str> =
        receipt["options"].as_array().unwrap().iter().map(|option| option["name"].as_str().unwrap()).collect();
    assert_eq!(options, ["rule", "waivers", "today", "baseline", "proof"]);
    assert_eq!(value["receipt"]["packs"], receipt["packs"]);
    let sarif = chinese(desk.path(), &[&["review", "材料", "--format", "sarif"][..], &more].concat());
    let sarif: Value = serde_json::from_str(&sarif.out).unwrap();
    assert_valid(SARIF_SCHEMA, &sarif);
    let run = &sarif["runs"][0];
    let successful: Vec<&Value> =
        run["invocations"].as_array().unwrap().iter().map(|one| &one["executionSuccessful"]).collect();
    assert_eq!(successful, [true, true, false, true], "丙局, 乙局, 坏 and 甲局, by their bytes");
    let results = run["results"].as_array().unwrap();
    let failed: Vec<&Value> = results.iter().filter(|one| one["kind"] == "fail").collect();
    let of = |one: &Value| {
        (one["provenance"]["invocationIndex"].as_u64().unwrap(), one["suppressions"].as_array().unwrap().len())
    };
    assert_eq!(failed.iter().map(|one| of(one)).filter(|(_, waived)| *waived > 0).collect::<Vec<_>>(), [(3, 1)]);
    assert!(results.iter().all(|one| one["suppressions"].is_array()), "all or none, as the standard wants");
    let artifacts = run["artifacts"].as_array().unwrap();
    for one in results.iter().flat_map(|one| one["locations"].as_array().into_iter().flatten()) {
        let location = &one["physicalLocation"]["artifactLocation"];
        let index = usize::try_from(location["index"].as_u64().unwrap()).unwrap();
        assert_eq!(artifacts[index]["location"]["uri"], location["uri"]);
    }
}

#[test]
fn every_output_is_the_same_for_any_number_of_threads_and_from_run_to_run() {
    let desk = desk();
    let print = fingerprint(desk.path());
    fs::write(
        desk.path().join("w.yaml"),
        format!("- {{rule: A01, fingerprint: {print}, reason: 因, approver: 张某, submission: 乙局}}\n"),
    )
    .unwrap();
    let outputs = ["审.html", "审.xlsx", "审.sarif", "审.xml", "审.json", "审.ndjson", "退回/甲局.docx"];
    let written = |threads: &str, format: &str| {
        let mut arguments = vec!["review", "材料", "--proof", "--waivers", "w.yaml", "--today", "2026-06-30"];
        arguments.extend(["--letters", "退回", "--threads", threads, "--format", format]);
        outputs.iter().take(6).for_each(|output| arguments.extend(["--output", output]));
        let run = english(desk.path(), &arguments);
        (run.out, outputs.map(|output| fs::read(desk.path().join(output)).expect("it was written")))
    };
    for format in ["human", "github"] {
        let first = written("1", format);
        for threads in ["2", "4"] {
            assert!(written(threads, format) == first, "{format}, {threads} threads");
        }
    }
    assert!(written("4", "human") == written("4", "human"));
}
