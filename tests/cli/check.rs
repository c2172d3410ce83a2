//! `guiju check` and `guiju trace`: options, exit codes, forms of output.

use std::io::{BufRead, BufReader, Write};
use std::process::Stdio;

use super::{chinese, command, english, finished, in_folder_with, top};

const FAULTY: &str = "samples/faulty/report.txt";
const DRAFT: &str = "二、绩效自评情况\n\n全年总支出完成 671.51 万元，是预算总支出 879.34 万元的 67.37%。\n";
const UNREAD: &str = "公务用车保有量 5 辆，比预算节约 3.20 万元。\n";

#[test]
fn findings_are_drawn_in_both_languages() {
    let folder = in_folder_with(&[("报告.txt", DRAFT.as_bytes())]);
    let arguments = ["check", "报告.txt", "--pack", "national", "--rule", "A01"];
    let run = chinese(folder.path(), &arguments);
    assert_eq!((run.code, run.err.as_str()), (1, ""));
    insta::assert_snapshot!("check_in_chinese", run.out);
    let run = english(folder.path(), &arguments);
    assert_eq!((run.code, run.err.as_str()), (1, ""));
    insta::assert_snapshot!("check_in_english", run.out);
    // A Chinese draft is answered in Chinese where the locale says nothing; `--lang` beats both.
    let silent = finished(command("C.UTF-8", folder.path()).args(arguments).output().unwrap());
    assert!(silent.out.contains("完成率与金额不符"), "{}", silent.out);
    let asked = chinese(folder.path(), &[&arguments[..], &["--lang", "en"]].concat());
    assert!(asked.out.contains("Rate does not fit the amounts"), "{}", asked.out);
}

#[test]
fn fail_on_decides_the_exit_code() {
    // A note, a warning and an error of the faulty sample; from which severity on is the exit 1?
    for (rule, fails) in
        [("M02", ["note", "", ""]), ("N04", ["note", "warning", ""]), ("A01", ["note", "warning", "error"])]
    {
        for level in ["note", "warning", "error", "never"] {
            let run = chinese(top(), &["check", FAULTY, "--rule", rule, "--fail-on", level]);
            assert_eq!(run.code, i32::from(fails.contains(&level)), "{rule} with --fail-on {level}");
            assert!(run.out.contains(rule), "{}", run.out);
        }
    }
    assert_eq!(chinese(top(), &["check", "samples/clean/report.txt", "--fail-on", "note"]).code, 0);
}

#[test]
fn rules_are_picked_with_commas_or_several_times() {
    let codes = |arguments: &[&str]| {
        let run = chinese(top(), &[&["check", FAULTY, "--format", "json"], arguments].concat());
        let mut codes = run.codes();
        codes.sort();
        codes.dedup();
        codes
    };
    assert_eq!(codes(&["--rule", "A01,N04"]), ["A01", "N04"]);
    assert_eq!(codes(&["--rule", "A01", "--rule", "N04"]), ["A01", "N04"]);
    assert!(codes(&[]).len() > 10);
}

#[test]
fn a_parameter_is_set_and_named_in_the_output() {
    let draft = "二、预算执行情况\n\n全年总支出完成 850 万元，是预算总支出 1000 万元的 85%。\n";
    let folder = in_folder_with(&[("a.txt", draft.as_bytes())]);
    let usual = chinese(folder.path(), &["check", "a.txt", "--rule", "X01", "--pack", "national"]);
    assert!(usual.out.contains("低于 90%"), "{}", usual.out);
    let set =
        chinese(folder.path(), &["check", "a.txt", "--rule", "X01", "--pack", "national", "--set", "执行率下限=80%"]);
    assert!(!set.out.contains("[X01]") && set.out.contains("执行率下限"), "{}", set.out);
}

#[test]
fn text_and_data_of_one_submission_must_agree() {
    let data = "年度: 2023\n关键数据:\n  - {名称: 全年总支出, 数值: 507.61}\n";
    let report = std::fs::read(top().join("samples/clean/report.txt")).unwrap();
    let folder = in_folder_with(&[("报告.txt", &report), ("数据.yaml", data.as_bytes())]);
    let run = chinese(folder.path(), &["check", "报告.txt", "数据.yaml", "--format", "json"]);
    assert_eq!(run.codes(), ["B12"]);
    let run = chinese(folder.path(), &["check", "报告.txt"]);
    assert_eq!(run.code, 0);
}

#[test]
fn what_could_not_be_read_is_counted_and_listed_when_asked_for() {
    let folder = in_folder_with(&[("a.txt", UNREAD.as_bytes())]);
    let counted = chinese(folder.path(), &["check", "a.txt", "--pack", "national"]);
    assert!(counted.out.contains("--unread"), "{}", counted.out);
    insta::assert_snapshot!(
        "unread",
        chinese(folder.path(), &["check", "a.txt", "--pack", "national", "--unread"]).out
    );
}

#[test]
fn json_and_sarif_go_to_a_file_and_nothing_to_the_terminal() {
    let folder = in_folder_with(&[("报告.txt", DRAFT.as_bytes())]);
    for (form, key) in [("json", "schema_version"), ("sarif", "$schema")] {
        let run = chinese(folder.path(), &["check", "报告.txt", "--format", form, "--output", "结果"]);
        assert_eq!((run.code, run.out.as_str(), run.err.as_str()), (1, "", ""), "{form}");
        let written: serde_json::Value =
            serde_json::from_slice(&std::fs::read(folder.path().join("结果")).unwrap()).unwrap();
        assert!(written.get(key).is_some(), "{form} has {key}");
    }
    let run = chinese(folder.path(), &["check", "报告.txt", "-o", "结果"]);
    let written = std::fs::read_to_string(folder.path().join("结果")).unwrap();
    assert!(run.out.is_empty() && written.contains("完成率与金额不符") && !written.contains('\u{1b}'));
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    for form in ["human", "json", "sarif"] {
        let run = || chinese(top(), &["check", FAULTY, "samples/faulty/data.yaml", "--format", form]);
        let first = run();
        for _ in 0..3 {
            assert!(run().out == first.out, "{form} differs between two runs");
        }
    }
}

#[test]
fn standard_input_is_a_file_too() {
    let folder = in_folder_with(&[]);
    let mut child = command("zh_CN.UTF-8", folder.path())
        .args(["check", "-", "--pack", "national", "--rule", "A01"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(DRAFT.as_bytes()).unwrap();
    let run = finished(child.wait_with_output().unwrap());
    assert!(run.code == 1 && run.out.contains("<stdin>:3:"), "{run:?}");
}

#[test]
fn a_reader_that_has_gone_is_no_mistake() {
    // Far more than a pipe holds, of which one line is read.
    let text = "在在规定。\n\n".repeat(3000);
    let folder = in_folder_with(&[("a.txt", text.as_bytes())]);
    let mut child = command("zh_CN.UTF-8", folder.path())
        .args(["check", "a.txt", "--pack", "gongwen", "--format", "json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let run = finished(child.wait_with_output().unwrap());
    assert_eq!((line.as_str(), run.code, run.err.as_str()), ("{\n", 0, ""));
}

#[test]
fn a_trace_shows_how_a_check_failed_and_why_another_passed() {
    let draft = format!("{DRAFT}全年总收入完成 673.79 万元，是预算总收入 879.34 万元的 76.62%。\n");
    let folder = in_folder_with(&[("报告.txt", draft.as_bytes())]);
    let run = chinese(folder.path(), &["trace", "a01", "报告.txt", "--pack", "national"]);
    assert_eq!(run.code, 0, "{run:?}");
    insta::assert_snapshot!("trace", run.out);
    let run = english(folder.path(), &["trace", "C11", "报告.txt", "--pack", "national"]);
    assert!(run.code == 0 && run.out.contains("finds nothing to look at"), "{run:?}");
    chinese(folder.path(), &["trace", "A99", "报告.txt"]).is_refused_with(&["没有代码为“A99”的检查", "是不是"]);
}

#[test]
fn a_folder_is_one_submission_and_says_what_it_leaves_out() {
    let report = std::fs::read(top().join("samples/faulty/report.txt")).unwrap();
    let files: [(&str, &[u8]); 5] = [
        ("某局/报告.txt", &report),
        ("某局/数据.yaml", "年度: 2022\n".as_bytes()),
        ("某局/照片.png", b"\x89PNG"),
        ("某局/扫描件.pdf", b"%PDF-1.4 cut off"),
        ("某局/.~lock", b"x"),
    ];
    let folder = in_folder_with(&files);
    let run = chinese(folder.path(), &["check", "某局", "--format", "json"]);
    let result: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(result["review"]["submission"], "某局", "{run:?}");
    let names: Vec<&str> = result["files"].as_array().unwrap().iter().map(|it| it["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["某局/报告.txt", "某局/数据.yaml"]);
    let warned: Vec<&str> =
        result["warnings"].as_array().unwrap().iter().map(|it| it["message"]["zh"].as_str().unwrap()).collect();
    assert!(warned.iter().any(|words| words.contains("照片.png")), "{warned:?}");
    assert!(warned.iter().any(|words| words.contains("扫描件.pdf")), "{warned:?}");
    // What cannot be read is no reason to leave the rest unchecked; alone it is.
    assert!(run.codes().contains(&"A01".to_owned()));
    let folder = in_folder_with(&[("乙局/扫描件.pdf", b"%PDF-1.4 cut off")]);
    chinese(folder.path(), &["check", "乙局"]).is_refused_with(&["扫描件.pdf"]);
}
