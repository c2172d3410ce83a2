//! How well claims are read in phrasings that no pack author saw: `tests/phrasings`, written by people who knew neither
//! rules nor code.
//!
//! In the files of sentences `+ sentence` is right and must raise nothing at warning or above; figures marked ⟦…⟧ in it can
//! be recomputed, so each is spoilt in turn (two neighbouring digits swapped) and must then be noticed. `- sentence` has one
//! wrong figure, marked so. `= sentence` is right and holds figures that only look related. The reports are whole and
//! right, with the same marks.
//!
//! False alarms, figures missed, and figures that only a note tells of (rounding could explain them) are counted apart;
//! the numbers allowed are those measured, so that no change makes them worse unseen.

#![expect(clippy::expect_used, reason = "a test stops at the first thing that is not as it should be")]

mod generated;
mod marks;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use guiju::diagnostic::Severity;
use guiju::engine::{CompiledPack, Engine, Settings};
use rayon::prelude::*;

use marks::{Said, Score, findings, review, spoilt, unmarked};

/// File or folder, greatest number of misses, greatest number of false alarms.
const MEASURED: &[(&str, usize, usize)] = &[
    ("forms.txt", 0, 0),
    ("writer_a.txt", 13, 0),
    ("writer_b.txt", 10, 0),
    ("writer_c.txt", 57, 0),
    ("writer_e.txt", 25, 0),
    ("writer_f.txt", 60, 0),
    ("writer_h.txt", 22, 0),
    ("writer_i.txt", 24, 0),
    ("writer_k.txt", 33, 0),
    ("writer_l.txt", 51, 0),
    ("writer_m.txt", 37, 0),
    ("writer_p.txt", 16, 0),
    ("reports", 122, 0),
    ("reports_g", 94, 0),
    ("reports_j", 325, 0),
    ("reports_n", 116, 0),
    ("reports_q", 109, 0),
    ("reports_r", 175, 0),
];

#[test]
fn unseen_phrasings_are_read_as_well_as_measured() {
    let jiangmen = compile("jiangmen");
    let national = compile("general");
    let mut worse = Vec::new();
    for (name, misses, alarms) in MEASURED {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/phrasings").join(name);
        let score = if path.is_dir() { of_reports(&national, &path) } else { of_sentences(&jiangmen, &path) };
        println!("{}", score.report(name));
        assert!(score.right > 0 && score.spoilt > 0, "{name} holds nothing");
        if score.misses.len() > *misses || score.alarms.len() > *alarms {
            worse.push(format!("{name}: {} misses, {} false alarms", score.misses.len(), score.alarms.len()));
        }
    }
    assert_eq!(worse, Vec::<String>::new(), "worse than measured; run with --nocapture to see the sentences");
}

fn compile(pack: &str) -> CompiledPack {
    Engine::embedded().compile(pack, &Settings::default()).expect("the shipped packs are right")
}

fn of_sentences(pack: &CompiledPack, path: &Path) -> Score {
    let text = std::fs::read_to_string(path).expect("the file is there");
    let lines: Vec<&str> = text.lines().collect();
    lines.par_iter().map(|line| of_line(pack, line)).reduce(Score::default, Score::add)
}

fn of_line(pack: &CompiledPack, line: &str) -> Score {
    let mut score = Score::default();
    let in_report = |sentence: &str| format!("二、绩效自评情况\n\n（一）预算执行情况\n\n{}\n", unmarked(sentence));
    match line.split_once(' ') {
        Some(("+" | "=", sentence)) => {
            score.right = 1;
            let said = findings(pack, &in_report(sentence));
            let loud = said.iter().find(|it| it.severity >= Severity::Warning);
            score.alarms.extend(loud.map(|it| format!("{} {sentence}", it.code)));
            let quiet = said.iter().filter(|it| it.severity == Severity::Note);
            score.doubts.extend(quiet.map(|it| format!("{} {} {sentence}", it.code, it.message)));
            let told = |it: &Said| !said.iter().any(|right| right.code == it.code && right.severity == it.severity);
            for wrong in spoilt(sentence) {
                let new = findings(pack, &in_report(&wrong)).into_iter().filter(told);
                score.count(new.map(|it| it.severity).max(), &wrong);
            }
        }
        Some(("-", sentence)) => {
            assert!(sentence.contains('⟦') && sentence.contains('⟧'), "no mark in {sentence}");
            let gravest = findings(pack, &in_report(sentence)).into_iter().map(|it| it.severity).max();
            score.count(gravest, sentence);
        }
        _ => {}
    }
    score
}

/// Reports of places without a pack of their own: nothing at all may be said of the right ones at warning or above.
fn of_reports(pack: &CompiledPack, folder: &Path) -> Score {
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder).expect("the folder is there").map(|entry| entry.expect("an entry").path()).collect();
    files.sort();
    files.par_iter().map(|file| of_report(pack, file)).reduce(Score::default, Score::add)
}

fn of_report(pack: &CompiledPack, file: &Path) -> Score {
    let text = std::fs::read_to_string(file).expect("the file is there");
    let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut score = Score { right: 1, ..Score::default() };
    let right = unmarked(&text);
    let all = review(pack, &right);
    let loud = all.iter().filter(|it| it.severity >= Severity::Warning);
    score.alarms.extend(loud.map(|it| format!("{name} {} {}", it.code, it.message)));
    let quiet = all.iter().filter(|it| it.severity == Severity::Note);
    score.doubts.extend(quiet.map(|it| format!("{name} {} {}", it.code, it.message)));
    let known: BTreeSet<(String, String)> = all.into_iter().map(|it| (it.code, it.message)).collect();
    for line in text.lines() {
        for wrong in spoilt(line) {
            let draft = right.replacen(&unmarked(line), &unmarked(&wrong), 1);
            let new =
                findings(pack, &draft).into_iter().filter(|it| !known.contains(&(it.code.clone(), it.message.clone())));
            let gravest = new.map(|it| it.severity).max();
            let around: String =
                wrong.chars().skip(wrong.chars().position(|c| c == '⟦').unwrap_or(0).saturating_sub(60)).collect();
            score.count(gravest, &format!("{name} …{}", around.split_inclusive('⟧').next().unwrap_or("")));
        }
    }
    score
}
