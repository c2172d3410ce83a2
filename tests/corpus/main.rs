//! A corpus of submissions, clean and spoilt: every fault is told at its place, and nothing else as gravely.

#![expect(clippy::expect_used, reason = "a test that cannot go on may panic")]
#![expect(clippy::panic, reason = "the same")]

mod generator;

use guiju::diagnostic::Severity;
use guiju::engine::{CompiledPack, Engine, Input, Settings};
use guiju::finding::Finding;
use guiju::read::Limits;
use guiju::source::{SourceMap, Span};

use generator::{Expected, Recipe, Shape, Submission};

const MIXED: Recipe = Recipe { seed: 2024, count: 60, bytes: 0, spoilt: 65, shape: Shape::Mixed };

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
    let silent = submission.faults.iter().zip(told).filter(|(fault, told)| fault.code.is_some() && !told);
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
    let spoilt = MIXED.submissions().filter(|submission| !submission.faults.is_empty()).count();
    assert!((20..50).contains(&spoilt), "both kinds are there: {spoilt} spoilt");
    let differences = all_differences(MIXED);
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

#[test]
#[ignore = "takes minutes without optimisation"]
fn the_same_holds_for_thousands() {
    let differences = all_differences(Recipe { seed: 7, count: 3000, bytes: 4000, ..MIXED });
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

#[test]
fn the_same_seed_gives_the_same_bytes() {
    let some = Recipe { count: 12, ..MIXED };
    assert_eq!(some.submissions().collect::<Vec<_>>(), some.submissions().collect::<Vec<_>>());
    assert!(some.submissions().ne(Recipe { seed: 1, ..some }.submissions()));
}
