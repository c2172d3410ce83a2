//! How well claims are read in phrasings that no pack author saw: `tests/phrasings/*.txt`, written by people who knew
//! neither rules nor code.
//!
//! `+ sentence` is right and must raise nothing at warning or above; figures marked ⟦…⟧ in it can be recomputed, so each
//! is spoilt in turn (two neighbouring digits swapped) and must then be noticed. `- sentence` has one wrong figure, marked
//! so. `= sentence` is right and holds figures that only look related. Misses and false alarms are counted apart, per file;
//! the numbers allowed are those measured when the file was added, so that no change makes them worse unseen.

#![expect(clippy::expect_used, reason = "a test stops at the first thing that is not as it should be")]

use guiju::diagnostic::Severity;
use guiju::engine::{CompiledPack, Engine, Input, Settings};
use guiju::read::Limits;

/// File, greatest number of misses, greatest number of false alarms.
const MEASURED: &[(&str, usize, usize)] =
    &[("writer_a.txt", 45, 1), ("writer_b.txt", 40, 0), ("writer_c.txt", 999, 999)];

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
        score.alarms.iter().for_each(|it| println!("  alarm {it}"));
        score.misses.iter().for_each(|it| println!("  miss  {it}"));
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
        let Some((kind, sentence)) = line.split_once(' ') else { continue };
        match kind {
            "+" | "=" => {
                score.right += 1;
                if let Some(code) = loud(pack, &unmarked(sentence)) {
                    score.alarms.push(format!("{code} {sentence}"));
                }
                for spoilt in spoilt(sentence) {
                    score.miss(pack, &spoilt);
                }
            }
            "-" => score.miss(pack, sentence),
            _ => {}
        }
    }
    assert!(score.right > 0 && score.spoilt > 0, "{file} holds no sentences");
    score
}

impl Score {
    fn miss(&mut self, pack: &CompiledPack, sentence: &str) {
        assert!(sentence.contains('⟦') && sentence.contains('⟧'), "no mark in {sentence}");
        self.spoilt += 1;
        if loud(pack, &unmarked(sentence)).is_none() {
            self.misses.push(sentence.to_owned());
        }
    }
}

fn unmarked(sentence: &str) -> String {
    sentence.chars().filter(|c| !matches!(c, '⟦' | '⟧')).collect()
}

/// The sentence once for each mark, with the figure in that mark wrong and no other mark left.
fn spoilt(sentence: &str) -> Vec<String> {
    let mut all = Vec::new();
    for (start, _) in sentence.match_indices('⟦') {
        let Some(length) = sentence.get(start..).and_then(|rest| rest.find('⟧')) else { continue };
        let end = start + length;
        let (Some(before), Some(inside), Some(behind)) = (
            sentence.get(..start),
            sentence.get(start + '⟦'.len_utf8()..end),
            sentence.get(end + '⟧'.len_utf8()..),
        ) else {
            continue;
        };
        if let Some(wrong) = swapped(inside) {
            all.push(format!("{}⟦{wrong}⟧{}", unmarked(before), unmarked(behind)));
        }
    }
    all
}

/// Two neighbouring digits that differ swapped, the first two from the left; a figure without such a pair gets
/// another last digit.
fn swapped(figure: &str) -> Option<String> {
    let mut chars: Vec<char> = figure.chars().collect();
    let digits: Vec<usize> = (0..chars.len()).filter(|at| chars.get(*at).is_some_and(char::is_ascii_digit)).collect();
    let pair = digits.windows(2).find_map(|pair| match pair {
        [a, b] if chars.get(*a) != chars.get(*b) && chars.get(*b) != Some(&'0') => Some((*a, *b)),
        _ => None,
    });
    match pair {
        Some((a, b)) => chars.swap(a, b),
        None => {
            let last = chars.get_mut(*digits.last()?)?;
            *last = if *last == '9' { '1' } else { char::from_digit(last.to_digit(10)? + 1, 10)? };
        }
    }
    Some(chars.into_iter().collect())
}

/// The code of the first arithmetic finding at warning or above in a sentence that stands in a report of its own.
fn loud(pack: &CompiledPack, sentence: &str) -> Option<String> {
    let draft = format!("二、绩效自评情况\n\n（一）预算执行情况\n\n{sentence}\n");
    let checked = pack.check("draft.txt", vec![Input::new("draft.txt", draft)], &Limits::default());
    let review = checked.review.expect("the draft can be read");
    review
        .findings
        .iter()
        .filter(|finding| finding.severity >= Severity::Warning && finding.code.starts_with(['A', 'B', 'C']))
        // A balance that nobody explains is no wrong figure, nor is a grade without a score.
        .find(|finding| !matches!(finding.code.as_str(), "B07" | "C12"))
        .map(|finding| finding.code.clone())
}
