//! The bundled samples give what their pages say: each planted fault at its line and words and
//! nothing else, and nothing at all in the right ones.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on may panic")]

use std::fs;
use std::path::PathBuf;

use guiju::diagnostic::Severity;
use guiju::engine::{Checked, Engine, Input, Settings, open};
use guiju::read::Limits;

fn sample(path: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("samples").join(path)
}

/// Checks the files of one submission with the pack they call for.
fn checked(files: &[&str]) -> Checked {
    let inputs = files.iter().map(|path| Input::new(*path, fs::read(sample(path)).unwrap())).collect();
    let engine = Engine::embedded();
    let opened = open("sample", inputs, &Limits::default());
    let (pack, _) = engine.choose(&opened);
    engine.compile(&pack, &Settings::default()).expect("the shipped packs are right").check_opened(opened)
}

/// Line, words and code of a finding.
type Fault = (u32, String, String);

fn found(checked: &Checked, least: Severity) -> Vec<Fault> {
    let review = checked.review.as_ref().expect("the sample can be read");
    let mut found: Vec<Fault> = review
        .findings
        .iter()
        .filter(|finding| finding.severity >= least)
        .map(|finding| {
            let span = finding.primary.as_ref().expect("has a place").span;
            let words = checked.sources.slice(span).to_owned();
            (checked.sources.position(span).line, words, finding.code.clone())
        })
        .collect();
    found.sort();
    found
}

/// The rows of a table in `faults.md`.
fn planted(file: &str) -> Vec<Fault> {
    let page = fs::read_to_string(sample("faulty/faults.md")).unwrap();
    let (_, table) = page.split_once(&format!("## {file}\n")).expect("the page has the table");
    let table = table.split("\n## ").next().unwrap();
    let mut rows: Vec<Fault> = table
        .lines()
        .filter_map(|line| {
            let cells: Vec<&str> = line.split('|').map(str::trim).collect();
            let [_, line, words, rule, _, _] = cells.as_slice() else { return None };
            Some((line.parse().ok()?, (*words).to_owned(), (*rule).to_owned()))
        })
        .collect();
    assert!(rows.len() > 10, "{file} has its table");
    rows.sort();
    rows
}

#[test]
fn each_planted_fault_is_found_at_its_place_and_nothing_else() {
    for file in ["report.txt", "data.yaml"] {
        let result = checked(&[&format!("faulty/{file}")]);
        assert_eq!(found(&result, Severity::Note), planted(file), "{file}");
    }
}

#[test]
fn right_samples_raise_nothing() {
    let right: [&[&str]; 5] = [
        &["clean/report.txt"],
        &["clean/data.yaml"],
        &["clean/report.txt", "clean/data.yaml"],
        &["indicators/data.yaml"],
        &["indicators/data.json"],
    ];
    for files in right {
        assert_eq!(found(&checked(files), Severity::Note), [], "{files:?}");
    }
}

/// All figures of the published report are right; what remains is what a careful reviewer asks.
#[test]
fn the_figures_of_the_published_report_are_right() {
    let result = checked(&["jiangmen-2022/report.txt", "jiangmen-2022/data.yaml"]);
    assert_eq!(found(&result, Severity::Error), []);
    let codes: Vec<String> = found(&result, Severity::Warning).into_iter().map(|(_, _, code)| code).collect();
    for code in ["C12", "X01"] {
        assert!(codes.iter().any(|found| found == code), "{code} is asked: {codes:?}");
    }
    assert!(!codes.iter().any(|code| code.starts_with('A') || code.starts_with('B') && code != "B07"), "{codes:?}");
}
