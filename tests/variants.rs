//! Every single digit of the ten figures of two real sentences changed, and every two neighbours swapped: an error must
//! stand at the sentence, or a note where the changed figure is still possible. None may be silent.
//!
//! The sentences here are our own around the published figures; `seed_report` does the same with the real report where
//! it lies beside the checkout.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test stops at the first thing that is not as it should be"
)]

use guiju::diagnostic::Severity;
use guiju::engine::{CompiledPack, Engine, Input, Settings};
use guiju::read::Limits;

const OWN: &str = "二、绩效自评情况

（一）预算执行情况

本部门全年总收入完成 673.79 万元，是预算总收入 879.34 万元的 76.62%，减收 205.55 万元，减 23.38%。

本部门全年总支出完成 671.51 万元，是预算总支出 879.34 万元的 76.37%，减支 207.83 万元，减 23.63%。
";
const FIGURES: [&str; 10] =
    ["673.79", "879.34", "76.62", "205.55", "23.38", "671.51", "879.34", "76.37", "207.83", "23.63"];

#[test]
fn no_changed_digit_is_silent() {
    let tally = tally(OWN);
    assert_eq!(tally.variants, 429);
    assert_eq!(tally.silent, Vec::<String>::new());
    assert!(tally.notes <= 15, "only figures that rounding can explain are notes: {}", tally.notes);
}

#[test]
fn the_figures_as_published_raise_nothing() {
    let pack = pack();
    assert_eq!(gravest_by_line(&pack, OWN, 0..usize::MAX), None);
}

/// The real report, where it lies beside the checkout; its arithmetic is right, and no change of it may pass.
#[test]
fn the_real_report_is_read_as_well() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/seed/jiangmen-kexie-2022.txt");
    let Ok(text) = std::fs::read_to_string(path) else {
        println!("skipped: the real report is not on this machine; `no_changed_digit_is_silent` covers its figures");
        return;
    };
    let tally = tally(&text);
    assert_eq!(tally.variants, 429);
    assert_eq!(tally.silent, Vec::<String>::new());
}

#[derive(Default)]
struct Tally {
    variants: usize,
    notes: usize,
    silent: Vec<String>,
}

fn pack() -> CompiledPack {
    let rules = ["A01", "A02", "A02b", "A03", "A04", "A05", "A07"].map(str::to_owned).to_vec();
    Engine::embedded()
        .compile("jiangmen", &Settings { rules, ..Settings::default() })
        .expect("the shipped packs are right")
}

fn tally(text: &str) -> Tally {
    let pack = pack();
    let mut tally = Tally::default();
    let mut from = 0;
    for figure in FIGURES {
        let at = from + text[from..].find(figure).expect("the text holds the ten figures in order");
        from = at + figure.len();
        let sentence = sentence_around(text, at);
        for changed in changes(figure) {
            let variant = format!("{}{changed}{}", &text[..at], &text[at + figure.len()..]);
            tally.variants += 1;
            match gravest_by_line(&pack, &variant, sentence.clone()) {
                Some(Severity::Error) => {}
                Some(Severity::Warning | Severity::Note) => tally.notes += 1,
                None => tally.silent.push(format!("{figure} -> {changed}")),
            }
        }
    }
    tally
}

/// Every other digit in every place, and every two different neighbours swapped.
fn changes(figure: &str) -> Vec<String> {
    let digits: Vec<char> = figure.chars().collect();
    let mut changed = Vec::new();
    for (index, digit) in digits.iter().enumerate().filter(|(_, c)| c.is_ascii_digit()) {
        // A leading zero would not be written.
        let first = if index == 0 { '1' } else { '0' };
        for other in (first..='9').filter(|other| other != digit) {
            let mut variant = digits.clone();
            variant[index] = other;
            changed.push(variant.into_iter().collect());
        }
    }
    for index in 1..digits.len() {
        let both = digits[index - 1].is_ascii_digit() && digits[index].is_ascii_digit();
        if both && digits[index - 1] != digits[index] {
            let mut variant = digits.clone();
            variant.swap(index - 1, index);
            changed.push(variant.into_iter().collect());
        }
    }
    changed
}

fn sentence_around(text: &str, at: usize) -> std::ops::Range<usize> {
    let start = text[..at].rfind('\n').map_or(0, |line| line + 1);
    let end = text[at..].find('\n').map_or(text.len(), |line| at + line);
    start..end
}

fn gravest_by_line(pack: &CompiledPack, text: &str, range: std::ops::Range<usize>) -> Option<Severity> {
    let checked = pack.check("draft.txt", vec![Input::new("draft.txt", text)], &Limits::default());
    let review = checked.review.expect("the draft can be read");
    review
        .findings
        .iter()
        .filter(|finding| finding.primary.as_ref().is_some_and(|label| range.contains(&(label.span.start as usize))))
        .map(|finding| finding.severity)
        .max()
}
