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

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use guiju::diagnostic::Severity;
use guiju::engine::{CompiledPack, Engine, Input, Settings};
use guiju::read::Limits;
use rayon::prelude::*;

/// File or folder, greatest number of misses, greatest number of false alarms.
const MEASURED: &[(&str, usize, usize)] = &[
    ("writer_a.txt", 16, 0),
    ("writer_b.txt", 10, 0),
    ("writer_c.txt", 85, 0),
    ("writer_e.txt", 69, 0),
    ("writer_f.txt", 109, 0),
    ("forms.txt", 2, 0),
    ("reports", 172, 0),
    ("reports_g", 174, 0),
];

#[test]
fn unseen_phrasings_are_read_as_well_as_measured() {
    let jiangmen = compile("jiangmen");
    let national = compile("national");
    let mut worse = Vec::new();
    for (name, misses, alarms) in MEASURED {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/phrasings").join(name);
        let score = if path.is_dir() { of_reports(&national, &path) } else { of_sentences(&jiangmen, &path) };
        println!(
            "{name}: {} right, {} false alarms; {} spoilt, {} noted, {} missed",
            score.right,
            score.alarms.len(),
            score.spoilt,
            score.noted,
            score.misses.len()
        );
        score.alarms.iter().for_each(|it| println!("  alarm {it}"));
        score.misses.iter().for_each(|it| println!("  miss  {it}"));
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

#[derive(Default)]
struct Score {
    right: usize,
    spoilt: usize,
    noted: usize,
    misses: Vec<String>,
    alarms: Vec<String>,
}

impl Score {
    fn add(mut self, other: Self) -> Self {
        self.right += other.right;
        self.spoilt += other.spoilt;
        self.noted += other.noted;
        self.misses.extend(other.misses);
        self.alarms.extend(other.alarms);
        self
    }

    /// Counts one spoilt figure by the gravest new finding about figures.
    fn count(&mut self, gravest: Option<Severity>, shown: &str) {
        self.spoilt += 1;
        match gravest {
            Some(Severity::Note) => self.noted += 1,
            Some(Severity::Warning | Severity::Error) => {}
            None => self.misses.push(shown.to_owned()),
        }
    }
}

fn of_sentences(pack: &CompiledPack, path: &Path) -> Score {
    let text = std::fs::read_to_string(path).expect("the file is there");
    let lines: Vec<&str> = text.lines().collect();
    lines.par_iter().map(|line| of_line(pack, line)).reduce(Score::default, Score::add)
}

fn of_line(pack: &CompiledPack, line: &str) -> Score {
    let mut score = Score::default();
    let in_report = |sentence: &str| format!("二、绩效自评情况\n\n（一）预算执行情况\n\n{}\n", unmarked(sentence));
    let gravest = |sentence: &str| findings(pack, &in_report(sentence)).into_iter().map(|it| it.severity).max();
    match line.split_once(' ') {
        Some(("+" | "=", sentence)) => {
            score.right = 1;
            let loud = findings(pack, &in_report(sentence)).into_iter().find(|it| it.severity >= Severity::Warning);
            score.alarms.extend(loud.map(|it| format!("{} {sentence}", it.code)));
            spoilt(sentence).iter().for_each(|wrong| score.count(gravest(wrong), wrong));
        }
        Some(("-", sentence)) => {
            assert!(sentence.contains('⟦') && sentence.contains('⟧'), "no mark in {sentence}");
            score.count(gravest(sentence), sentence);
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

fn unmarked(sentence: &str) -> String {
    sentence.chars().filter(|c| !matches!(c, '⟦' | '⟧')).collect()
}

/// The sentence once for each mark, with the figure in that mark wrong and no other mark left.
fn spoilt(sentence: &str) -> Vec<String> {
    let mut all = Vec::new();
    for (start, _) in sentence.match_indices('⟦') {
        let Some(length) = sentence.get(start..).and_then(|rest| rest.find('⟧')) else { continue };
        let end = start + length;
        let (Some(before), Some(inside), Some(behind)) =
            (sentence.get(..start), sentence.get(start + '⟦'.len_utf8()..end), sentence.get(end + '⟧'.len_utf8()..))
        else {
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

struct Said {
    code: String,
    severity: Severity,
    message: String,
}

/// The findings about figures: a balance that nobody explains is no wrong figure, nor is a grade without a score.
fn findings(pack: &CompiledPack, draft: &str) -> Vec<Said> {
    let mut all = review(pack, draft);
    all.retain(|it| {
        (it.code.starts_with(['A', 'B', 'C']) || it.code == "Q10b") && !matches!(it.code.as_str(), "B07" | "C12")
    });
    all
}

fn review(pack: &CompiledPack, draft: &str) -> Vec<Said> {
    let checked = pack.check("draft.txt", vec![Input::new("draft.txt", draft)], &Limits::default());
    let review = checked.review.expect("the draft can be read");
    let said = |finding: &guiju::finding::Finding| Said {
        code: finding.code.clone(),
        severity: finding.severity,
        message: finding.message.zh.clone(),
    };
    review.findings.iter().map(said).collect()
}
