//! How well claims are read in phrasings that no pack author saw: `tests/phrasings/*.txt`, written by people who knew
//! neither rules nor code.
//!
//! `+ sentence` is right and must raise nothing at warning or above. `- sentence` has one wrong figure, marked ⟦…⟧; an error or
//! warning must stand in it. Misses and false alarms are counted apart, per file; the numbers allowed are those measured
//! when the file was added, so that no change makes them worse unseen.

#![expect(clippy::expect_used, reason = "a test stops at the first thing that is not as it should be")]

use guiju::diagnostic::Severity;
use guiju::engine::{CompiledPack, Engine, Input, Settings};
use guiju::read::Limits;

/// File, greatest number of misses, greatest number of false alarms.
const MEASURED: &[(&str, usize, usize)] = &[("writer_a.txt", 45, 1), ("writer_b.txt", 40, 0)];

#[test]
fn unseen_phrasings_are_read_as_well_as_measured() {
    let pack = Engine::embedded().compile("jiangmen", &Settings::default()).expect("the shipped packs are right");
    let mut worse = Vec::new();
    for (file, misses, alarms) in MEASURED {
        let score = measure(&pack, file);
        println!(
            "{file}: {} right, {} false alarms; {} spoilt, {} missed",
            score.right,
            score.alarms.len(),
            score.spoilt,
            score.misses.len()
        );
        for line in score
            .alarms
            .iter()
            .map(|it| format!("  alarm {it}"))
            .chain(score.misses.iter().map(|it| format!("  miss  {it}")))
        {
            println!("{line}");
        }
        if score.misses.len() > *misses || score.alarms.len() > *alarms {
            worse.push(format!("{file}: {} misses, {} false alarms", score.misses.len(), score.alarms.len()));
        }
    }
    assert_eq!(worse, Vec::<String>::new(), "worse than measured; run with --nocapture to see the sentences");
}

#[derive(Default)]
struct Score {
    right: usize,
    spoilt: usize,
    misses: Vec<String>,
    alarms: Vec<String>,
}

fn measure(pack: &CompiledPack, file: &str) -> Score {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/phrasings").join(file);
    let text = std::fs::read_to_string(path).expect("the file is there");
    let mut score = Score::default();
    for line in text.lines() {
        if let Some(sentence) = line.strip_prefix("+ ") {
            score.right += 1;
            if let Some(code) = loud(pack, sentence) {
                score.alarms.push(format!("{code} {sentence}"));
            }
        } else if let Some(sentence) = line.strip_prefix("- ") {
            score.spoilt += 1;
            assert!(sentence.contains('⟦') && sentence.contains('⟧'), "no mark in {sentence}");
            let words: String = sentence.chars().filter(|c| !matches!(c, '⟦' | '⟧')).collect();
            if loud(pack, &words).is_none() {
                score.misses.push(sentence.to_owned());
            }
        }
    }
    assert!(score.right > 0 && score.spoilt > 0, "{file} holds no sentences");
    score
}

/// The code of the first arithmetic finding at warning or above in a sentence that stands in a report of its own.
fn loud(pack: &CompiledPack, sentence: &str) -> Option<String> {
    let draft = format!("二、绩效自评情况\n\n（一）预算执行情况\n\n{sentence}\n");
    let checked = pack.check("draft.txt", vec![Input::new("draft.txt", draft)], &Limits::default());
    let review = checked.review.expect("the draft can be read");
    review
        .findings
        .iter()
        .filter(|finding| finding.severity >= Severity::Warning && finding.code.starts_with(['A', 'B']))
        // A balance that nobody explains is no wrong figure.
        .find(|finding| finding.code != "B07")
        .map(|finding| finding.code.clone())
}
