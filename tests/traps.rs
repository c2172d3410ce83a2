//! What looks like a fault and is none: every shipped pack stays silent, notes included.
//!
//! One folder a trap under `tests/cases/trap`, named after what is right there. Its `draft.txt` is put into the right report
//! of `samples/clean`, below the analysis of results, so that no section is missing. Where what is missing is the matter, the
//! trap is a whole `report.txt`, checked with the pack it calls for.

#![expect(clippy::expect_used, reason = "a test that cannot go on may panic")]

use std::fs;
use std::path::Path;

use guiju::diagnostic::Severity;
use guiju::engine::{CompiledPack, Engine, Input, Settings, open};
use guiju::read::Limits;

/// The sentence behind which a draft is put.
const BEHIND: &str = "提高2.5个百分点。\n";

/// Advice on wording that also right figures deserve.
const ADVICE: &str = "Q20";

#[test]
fn traps_raise_nothing() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let right = fs::read_to_string(root.join("samples/clean/report.txt")).unwrap();
    let at = right.find(BEHIND).expect("the right report has the sentence") + BEHIND.len();
    let (before, behind) = right.split_at(at);
    let mut traps: Vec<_> =
        fs::read_dir(root.join("tests/cases/trap")).unwrap().map(|entry| entry.unwrap().path()).collect();
    traps.sort();
    assert!(traps.len() >= 60, "only {} traps were found", traps.len());
    let engine = Engine::embedded();
    let packs: Vec<CompiledPack> = engine.packs().iter().map(|pack| compile(&engine, &pack.name)).collect();
    assert_eq!(packs.len(), 6);
    // What is said of the right report as it stands.
    let known: Vec<Vec<String>> = packs.iter().map(|pack| said_of(pack, &right, Severity::Note)).collect();
    let mut alarms = Vec::new();
    for trap in traps {
        let tell = |alarm: String| format!("{}: {alarm}", trap.display());
        if let Ok(report) = fs::read_to_string(trap.join("report.txt")) {
            let opened = open("report", vec![Input::new("report.txt", report.as_str())], &Limits::default());
            let pack = compile(&engine, &engine.choose(&opened).0);
            alarms.extend(said_of(&pack, &report, Severity::Warning).into_iter().map(tell));
            continue;
        }
        let draft = fs::read_to_string(trap.join("draft.txt")).unwrap();
        let report = format!("{before}\n{draft}{behind}");
        for (pack, known) in packs.iter().zip(&known) {
            let said = said_of(pack, &report, Severity::Note).into_iter().filter(|alarm| !known.contains(alarm));
            alarms.extend(said.map(tell));
        }
    }
    alarms.dedup();
    assert!(alarms.is_empty(), "{}", alarms.join("\n"));
}

fn compile(engine: &Engine, pack: &str) -> CompiledPack {
    engine.compile(pack, &Settings::default()).expect("the shipped packs are right")
}

/// What a pack says of a report at a severity or above.
fn said_of(pack: &CompiledPack, report: &str, least: Severity) -> Vec<String> {
    let checked = pack.check("report.txt", vec![Input::new("report.txt", report)], &Limits::default());
    let review = checked.review.expect("the report can be read");
    let findings = review.findings.iter().filter(|finding| finding.severity >= least && finding.code != ADVICE);
    findings.map(|finding| format!("{} {}", finding.code, finding.message.zh)).collect()
}
