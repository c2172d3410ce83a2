//! The same report gives the same findings whatever file it comes in.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on may panic")]

use std::fs;
use std::path::PathBuf;

use guiju::engine::{Checked, CompiledPack, Engine, Input, Settings, open};
use guiju::read::Limits;

fn sample(path: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("samples").join(path)
}

fn pack() -> CompiledPack {
    Engine::embedded().compile("guangdong", &Settings::default()).expect("the shipped packs are right")
}

fn checked(pack: &CompiledPack, files: &[&str]) -> Checked {
    let inputs = files.iter().map(|path| Input::new(*path, fs::read(sample(path)).unwrap())).collect();
    pack.check_opened(open("sample", inputs, &Limits::default()))
}

/// Code, severity and quoted words (without blanks) of every place of every finding, sorted.
fn told(checked: &Checked) -> Vec<String> {
    let review = checked.review.as_ref().expect("the sample can be read");
    let quoted = |span| checked.sources.slice(span).chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let mut told: Vec<String> = review
        .findings
        .iter()
        .map(|finding| {
            let places = finding.primary.iter().chain(&finding.operands).map(|label| quoted(label.span));
            let places: Vec<String> = places.collect();
            format!("{} {} {}", finding.code, finding.severity.name(), places.join(" | "))
        })
        .collect();
    told.sort();
    told
}

#[test]
fn text_word_and_markdown_give_the_same_findings() {
    let pack = pack();
    let markdown = told(&checked(&pack, &["office/report.md"]));
    assert!(markdown.len() > 1, "faults are planted: {markdown:?}");
    assert!(markdown.iter().any(|one| one.starts_with("N04 warning 在在")), "{markdown:?}");
    for file in ["office/report.txt", "office/report.docx"] {
        assert_eq!(told(&checked(&pack, &[file])), markdown, "{file}");
    }
}

#[test]
fn a_pdf_gives_the_same_findings_or_says_that_it_cannot_be_read() {
    let pack = pack();
    let printed = checked(&pack, &["office/report.pdf"]);
    if std::process::Command::new("pdftotext").arg("-v").output().is_ok() {
        assert_eq!(told(&printed), told(&checked(&pack, &["office/report.docx"])));
    } else {
        let said: Vec<&str> = printed.diagnostics.iter().map(|one| one.code).collect();
        assert_eq!((printed.review.is_none(), said), (true, vec!["read::unreadable"]));
    }
}

#[test]
fn text_table_and_data_of_a_folder_are_held_against_each_other() {
    let engine = Engine::embedded();
    let pack = engine.compile("general", &Settings::default()).expect("the shipped packs are right");
    let files = ["submission/报告.docx", "submission/自评表.xlsx", "submission/数据.yaml"];
    let expected =
        ["B11 error 352.64 | 280.00 | 72.46 | 0.00", "B13 warning 352.64万元 | 352.46", "C19 warning 96.28分 | 95.28"];
    assert_eq!(told(&checked(&pack, &files)), expected);
}
