//! `guiju review -`: submissions as lines of standard input.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use serde_json::{Value, json};

use super::{Run, command, finished, in_folder_with, top};

const SCHEMA: &str = include_str!("../../docs/schema/submission-1.0.schema.json");

/// A report without a fault.
pub(super) fn report() -> String {
    std::fs::read_to_string(top().join("samples/clean/report.txt")).unwrap()
}

/// The same with one.
pub(super) fn faulty() -> String {
    let (report, faulty) = (report(), report().replacen("97.53%", "79.53%", 1));
    assert_ne!(report, faulty, "the sample states its rate");
    faulty
}

fn review(folder: &Path, arguments: &[&str], input: &[u8]) -> Run {
    let mut child = spawned(folder, arguments);
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    let writer = std::thread::spawn(move || stdin.write_all(&input));
    let run = finished(child.wait_with_output().unwrap());
    writer.join().unwrap().unwrap();
    run
}

/// The program with pipes at its ends.
pub(super) fn spawned(folder: &Path, arguments: &[&str]) -> Child {
    let mut command: Command = command("zh_CN.UTF-8", folder);
    command.arg("review").args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command.spawn().unwrap()
}

fn lines(run: &Run) -> Vec<Value> {
    run.out.lines().map(|line| serde_json::from_str(line).expect("each line is JSON")).collect()
}

const NDJSON: [&str; 5] = ["-", "--format", "ndjson", "--rule", "A01"];

/// Lines that the program takes, and lines that it does not take.
fn input() -> (Vec<Value>, Vec<Value>) {
    let good = vec![
        json!({ "name": "甲局", "unit": "甲", "year": 2022, "text": faulty(), "file": "报告.txt" }),
        json!({ "name": "乙局", "unit": null, "year": null, "files": [
            { "name": "报告.md", "text": report() }, { "name": "数据.yaml", "base64": "eWVhcjogMjAyMwo=" }
        ], "last_year": [{ "name": "上年.txt", "text": report() }] }),
        json!({ "name": "丙局", "files": [{ "path": "报告.txt" }] }),
        json!({ "name": "丁局", "files": [{ "path": "没有.txt" }] }),
    ];
    let bad = vec![
        json!({ "name": "甲局" }),
        json!({ "name": "甲局", "text": "文", "files": [{ "path": "a" }] }),
        json!({ "name": "甲局", "files": [{ "path": "a", "name": "b" }] }),
        json!({ "name": "甲局", "files": [{ "name": "a", "text": "文", "base64": "" }] }),
        json!({ "name": "甲局", "text": "文", "last_year": [{ "text": "文" }] }),
        json!({ "name": "甲局", "text": "文", "note": "?" }),
        json!({ "name": "", "text": "文" }),
        json!({ "name": "甲局", "text": "文", "year": 2023.5 }),
        json!([]),
    ];
    (good, bad)
}

#[test]
fn the_schema_says_which_lines_are_taken() {
    let schema = jsonschema::validator_for(&serde_json::from_str(SCHEMA).unwrap()).unwrap();
    let (good, bad) = input();
    let folder = in_folder_with(&[("报告.txt", report().as_bytes())]);
    let text: String = good.iter().chain(&bad).map(|line| format!("{line}\n")).collect();
    let run = review(folder.path(), &NDJSON, text.as_bytes());
    let lines = lines(&run);
    assert_eq!(lines.len(), good.len() + bad.len());
    for (given, line) in good.iter().chain(&bad).zip(&lines) {
        let is_taken = line["result"]["errors"][0]["code"] != "batch::line";
        assert_eq!(schema.is_valid(given), is_taken, "{given}\n{line}");
    }
    let states: Vec<&Value> = lines.iter().take(4).map(|line| &line["state"]).collect();
    assert_eq!(states, ["checked", "checked", "checked", "unreadable"]);
    assert_eq!((&lines[0]["unit"], &lines[0]["year"]), (&"甲".into(), &2022.into()));
    assert_eq!(lines[0]["result"]["review"]["findings"][0]["code"], "A01");
    let files = lines[1]["result"]["files"].as_array().unwrap();
    let roles: Vec<&Value> = files.iter().map(|file| &file["role"]).collect();
    assert_eq!(roles, ["submission", "submission", "last_year"]);
}

#[test]
fn a_line_that_is_none_is_a_row_with_its_number_and_the_order_is_that_of_the_lines() {
    let folder = in_folder_with(&[]);
    let one = |name: &str, text: &str| json!({ "name": name, "text": text }).to_string();
    let long = one("长", &"很长".repeat(4_000));
    let text = [one("甲", &report()), "{\"name\"".into(), String::new(), long, one("乙", &faulty())].join("\n");
    let runs = ["1", "2", "4"].map(|threads| {
        review(folder.path(), &[&NDJSON[..], &["--threads", threads, "--max-bytes", "8000"]].concat(), text.as_bytes())
    });
    assert_eq!((&runs[0].out, &runs[0].out), (&runs[1].out, &runs[2].out));
    let lines = lines(&runs[0]);
    let names: Vec<&str> = lines.iter().map(|line| line["submission"].as_str().unwrap()).collect();
    assert_eq!(names, ["甲", "<stdin>:2", "<stdin>:4", "乙"]);
    let why = |at: usize| lines[at]["result"]["errors"][0]["message"]["zh"].as_str().unwrap().to_owned();
    assert!(why(1).contains("第 2 行"), "{}", why(1));
    assert!(why(2).contains("第 4 行") && why(2).contains("超过 16000 字节"), "{}", why(2));
    assert_eq!(runs[0].code, 1);
}

#[test]
fn each_line_is_answered_before_the_next_comes() {
    let folder = in_folder_with(&[]);
    let mut child = spawned(folder.path(), &NDJSON);
    let (mut stdin, mut stdout) = (child.stdin.take().unwrap(), BufReader::new(child.stdout.take().unwrap()));
    for name in ["甲", "乙", "丙"] {
        writeln!(stdin, "{}", json!({ "name": name, "text": report() })).unwrap();
        let mut answer = String::new();
        stdout.read_line(&mut answer).unwrap();
        assert!(answer.contains(&format!("\"submission\":\"{name}\"")), "{answer}");
    }
    drop(stdin);
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn the_page_has_the_texts_of_lines_and_other_paths_are_refused_beside_them() {
    let folder = in_folder_with(&[]);
    let text = json!({ "name": "甲", "text": format!("{}独一无二的话。\n", report()) }).to_string();
    let run = review(folder.path(), &["-", "--output", "审核.html"], text.as_bytes());
    assert!(run.out.contains("合计 1 份"), "{run:?}");
    assert!(std::fs::read_to_string(folder.path().join("审核.html")).unwrap().contains("独一无二的话"));
    review(folder.path(), &["-", "审核.html"], b"").is_refused_with(&["只能单独给出"]);
    review(folder.path(), &["-", "--last-year", "."], b"").is_refused_with(&["last_year"]);
}
