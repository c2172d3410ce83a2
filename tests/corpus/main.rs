//! A corpus of submissions, clean and spoilt: every fault is told at its place, and nothing else as gravely.

#![expect(clippy::expect_used, reason = "a test that cannot go on may panic")]
#![expect(clippy::panic, reason = "the same")]

mod generator;

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::atomic::AtomicBool;

use guiju::batch::{Control, Desk, Line, Terms, jobs, pair, run};
use guiju::diagnostic::{Diagnostics, Severity};
use guiju::engine::{CompiledPack, Engine, Input, Settings};
use guiju::finding::Finding;
use guiju::read::Limits;
use guiju::source::{SourceMap, Span};

use generator::{Expected, Recipe, Submission, ledger};

/// The recipe of options that are known to be right.
fn recipe(options: &str) -> Recipe {
    Recipe::asked(options.split(' ').map(ToOwned::to_owned)).expect("the options are understood").0
}

const MIXED: &str = "--seed 2024 --count 60 --spoilt 65";

fn pack() -> CompiledPack {
    Engine::embedded().compile("general", &Settings::default()).expect("the shipped packs are right")
}

/// What differs between the ledger and the findings of a submission, from warnings up.
fn differences(pack: &CompiledPack, submission: &Submission) -> Vec<String> {
    let inputs = submission.files.iter().map(|file| Input::new(file.name.clone(), file.bytes.clone())).collect();
    let checked = pack.check(&submission.name, inputs, &Limits::default());
    let Some(review) = &checked.review else { return vec![format!("{}: not read", submission.name)] };
    let mut told = vec![false; submission.faults.len()];
    let mut differences = Vec::new();
    for finding in review.findings.iter().filter(|finding| finding.severity >= Severity::Warning) {
        let mut is_expected = false;
        for (fault, told) in submission.faults.iter().zip(&mut told) {
            let is_its_own = fault.code == Some(&*finding.code) && touches(finding, fault, &checked.sources);
            *told |= is_its_own;
            is_expected |= is_its_own || fault.also.contains(&&*finding.code);
        }
        if !is_expected {
            differences.push(format!("{}: {} {}", submission.name, finding.code, finding.message.zh));
        }
    }
    let silent = submission
        .faults
        .iter()
        .zip(told)
        .filter(|(fault, told)| fault.code.is_some() && fault.against.is_none() && !told);
    differences.extend(silent.map(|(fault, _)| {
        let Expected { kind, code, spot, .. } = fault;
        format!("{}: {kind} is not told by {}: {}", submission.name, code.unwrap_or_default(), spot.line)
    }));
    differences
}

/// True where a place of a finding meets the spoilt words.
fn touches(finding: &Finding, fault: &Expected, sources: &SourceMap) -> bool {
    let place = place_of(fault, sources);
    let mut spans = finding.primary.iter().chain(&finding.operands).map(|label| label.span);
    spans.any(|span| span.source == place.source && span.start <= place.end && place.start <= span.end)
}

/// Where the spoilt words stand in the text that was read from the file.
fn place_of(fault: &Expected, sources: &SourceMap) -> Span {
    let (source, file) = sources.iter().find(|(_, file)| file.name() == fault.file).expect("the file was read");
    let start = file.text().find(&fault.spot.line).unwrap_or_else(|| panic!("the text holds “{}”", fault.spot.line));
    let start = start + fault.spot.at;
    Span::new(source, start, start + fault.spot.words.len())
}

/// All that differs in a corpus.
fn all_differences(recipe: Recipe) -> Vec<String> {
    let pack = pack();
    recipe.submissions().flat_map(|submission| differences(&pack, &submission)).collect()
}

#[test]
fn every_fault_is_told_at_its_place_and_nothing_else() {
    let spoilt = recipe(MIXED).submissions().filter(|submission| !submission.faults.is_empty()).count();
    assert!((20..50).contains(&spoilt), "both kinds are there: {spoilt} spoilt");
    let differences = all_differences(recipe(MIXED));
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

#[test]
#[ignore = "takes minutes without optimisation"]
fn the_same_holds_for_thousands() {
    let differences = all_differences(recipe("--seed 7 --count 3000 --bytes 4000 --spoilt 65"));
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

/// What is wrong with a report only beside another one is no fault of it alone.
#[test]
fn of_two_years_each_report_holds_by_itself_and_differs_from_the_other_where_the_ledger_says() {
    let pairs = recipe("--shape pairs --count 40 --spoilt 75 --bytes 6000");
    let submissions: Vec<Submission> = pairs.submissions().collect();
    let pack = pack();
    let differences: Vec<String> = submissions.iter().flat_map(|one| differences(&pack, one)).collect();
    assert!(differences.is_empty(), "{}", differences.join("\n"));
    let words = |submission: &Submission| {
        let bytes = submission.files.iter().flat_map(|file| file.bytes.clone()).collect();
        String::from_utf8(bytes).expect("a text").replace(' ', "")
    };
    let mut kinds = BTreeSet::new();
    for pair in submissions.chunks(2) {
        let [earlier, later] = pair else { panic!("reports come in pairs") };
        assert_eq!((&earlier.unit, earlier.year, later.year), (&later.unit, 2023, 2024));
        assert!(earlier.faults.is_empty());
        for fault in &later.faults {
            let other = submissions.iter().find(|one| Some(&one.name) == fault.against.as_ref());
            let Some(other) = other.map(words) else { continue };
            kinds.insert(fault.kind);
            let (here, line) = (words(later), fault.spot.line.replace(' ', ""));
            match fault.kind {
                "copied_from_last_year" | "copied_from_other" => assert!(other.contains(&line), "{line}"),
                "last_year" => assert!(other.contains(&fault.right) && !here.contains(&fault.right), "{fault:?}"),
                _ => assert!(other.contains(&fault.right) && !line.contains(&fault.right), "{fault:?}"),
            }
        }
    }
    let all = ["copied_from_last_year", "copied_from_other", "last_year", "lowered_aim"];
    assert_eq!(kinds.into_iter().collect::<Vec<_>>(), all);
}

/// A list of both years pairs them; what a rule tells of last year is what the ledger says, and nothing else from warnings up.
#[test]
fn a_review_of_both_years_tells_what_differs_between_them() {
    let pairs = recipe("--shape pairs --count 120 --spoilt 60 --bytes 2000");
    let folder = tempfile::tempdir().expect("a folder");
    ledger::write(pairs, folder.path()).expect("it can be written");
    let mut told = Diagnostics::default();
    let mut found = jobs(&[folder.path().join("list.csv")], &mut told);
    pair(&mut found, &[], &mut told);
    let desk = Desk::new(Engine::embedded(), Terms::default()).expect("the shipped packs are right");
    let mut findings = Vec::new();
    let stop = AtomicBool::new(false);
    let control = Control { threads: 2, stop: &stop };
    let mut sink = |number: usize, line: &Line| {
        let line: serde_json::Value = serde_json::from_str(&line.text)?;
        let list = line.pointer("/result/review/findings").and_then(serde_json::Value::as_array);
        let of = |finding: &serde_json::Value, key: &str| finding[key].as_str().unwrap_or_default().to_owned();
        let list = list.expect("it was checked").iter().filter(|finding| of(finding, "severity") != "note");
        let codes: BTreeSet<String> = list.map(|finding| of(finding, "code")).collect();
        findings.extend(codes.into_iter().map(|code| (number, code)));
        Ok(())
    };
    run(&desk, &mut found.iter(), control, &|_| None, &mut sink).expect("lines can be taken");
    let submissions = pairs.submissions().enumerate();
    let expected: Vec<(usize, String)> =
        submissions.filter_map(|(number, one)| Some((number, one.faults.first()?.code?.to_owned()))).collect();
    assert!(expected.len() > 3, "{expected:?}");
    assert_eq!(findings, expected);
}

/// In the years that are no fault, this year's 上年 is last year's 本年.
#[test]
fn a_clean_pair_tells_the_same_of_last_year() {
    let submissions: Vec<Submission> = recipe("--shape pairs --count 24 --spoilt 0").submissions().collect();
    let text = |one: &Submission| {
        String::from_utf8(one.files.iter().flat_map(|file| file.bytes.clone()).collect())
            .expect("a text")
            .replace(' ', "")
    };
    let mut compared = 0;
    for pair in submissions.chunks(2) {
        let [earlier, later] = [pair.first(), pair.last()].map(|one| text(one.expect("reports come in pairs")));
        let Some((_, behind)) = later.split_once("与上年总支出") else { continue };
        let (before, _) = behind.split_once("万元").expect("an amount");
        assert!(earlier.contains(&format!("{before}万元")), "{before}");
        compared += 1;
    }
    assert!(compared > 2, "{compared} pairs name last year's sum");
}

#[test]
fn a_corpus_in_a_folder_is_what_a_review_takes() {
    let folder = tempfile::tempdir().expect("a folder");
    let (count, faults) = ledger::write(recipe("--count 30 --spoilt 80"), folder.path()).expect("it can be written");
    let mut told = Diagnostics::default();
    let listed = jobs(&[folder.path().join("list.csv")], &mut told);
    let found = jobs(&[folder.path().join("drafts")], &mut told);
    assert!(told.is_empty() && listed.len() == count && found.len() == count, "{told:?}");
    assert!(listed.iter().all(|job| job.unit.is_some() && job.year == Some(2024)));
    let text = std::fs::read_to_string(folder.path().join("ledger.ndjson")).expect("there is a ledger");
    let lines: Vec<serde_json::Value> = text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert!(lines.len() == faults && faults > 15, "{faults}");
    for line in lines {
        let of = |key: &str| line.get(key).and_then(serde_json::Value::as_str).expect("a word");
        let path = folder.path().join(of("submission"));
        assert!(found.iter().any(|job| Path::new(&job.name) == path), "{line}");
        let file = if path.is_dir() { path.join(of("file")) } else { path };
        if file.extension().is_some_and(|it| it != "docx") {
            let text = std::fs::read_to_string(&file).expect("a text");
            let number = line.get("line").and_then(serde_json::Value::as_u64).expect("a number");
            let number = usize::try_from(number).expect("a small number");
            assert_eq!(text.lines().nth(number - 1), Some(of("text")), "{line}");
        }
    }
}

#[test]
fn the_same_seed_gives_the_same_bytes() {
    let some = |seed: &str| recipe(&format!("--count 12 --seed {seed}")).submissions().collect::<Vec<_>>();
    assert_eq!(some("3"), some("3"));
    assert_ne!(some("3"), some("4"));
}
