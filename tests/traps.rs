//! What looks like a fault and is none: every shipped pack stays silent at warning or above.
//!
//! One folder a trap under `tests/cases/trap`, named after what is right there. Its draft is put into the right report
//! of `samples/clean`, below the analysis of results, so that no section is missing.

#![expect(clippy::expect_used, reason = "a test that cannot go on may panic")]

use std::fs;
use std::path::Path;

use guiju::diagnostic::Severity;
use guiju::engine::{CompiledPack, Engine, Input, Settings};
use guiju::read::Limits;

/// The sentence behind which a draft is put.
const BEHIND: &str = "提高2.5个百分点。\n";

#[test]
fn traps_raise_nothing() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let right = fs::read_to_string(root.join("samples/clean/report.txt")).unwrap();
    let at = right.find(BEHIND).expect("the right report has the sentence") + BEHIND.len();
    let (before, behind) = right.split_at(at);
    let mut traps: Vec<_> =
        fs::read_dir(root.join("tests/cases/trap")).unwrap().map(|entry| entry.unwrap().path()).collect();
    traps.sort();
    assert!(traps.len() >= 20, "only {} traps were found", traps.len());
    let engine = Engine::embedded();
    let packs: Vec<CompiledPack> = engine
        .packs()
        .iter()
        .map(|pack| engine.compile(&pack.name, &Settings::default()).expect("the shipped packs are right"))
        .collect();
    assert_eq!(packs.len(), 6);
    let mut alarms = Vec::new();
    for trap in traps {
        let draft = fs::read_to_string(trap.join("draft.txt")).unwrap();
        let report = format!("{before}\n{draft}{behind}");
        for pack in &packs {
            alarms.extend(alarms_of(pack, &report).into_iter().map(|alarm| format!("{}: {alarm}", trap.display())));
        }
    }
    alarms.dedup();
    assert!(alarms.is_empty(), "{}", alarms.join("\n"));
}

fn alarms_of(pack: &CompiledPack, report: &str) -> Vec<String> {
    let checked = pack.check("report.txt", vec![Input::new("report.txt", report)], &Limits::default());
    let review = checked.review.expect("the report can be read");
    let alarms = review.findings.iter().filter(|finding| finding.severity >= Severity::Warning);
    alarms.map(|finding| format!("{} {}", finding.code, finding.message.zh)).collect()
}
