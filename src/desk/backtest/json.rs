//! A back-test for programs.

use std::io::{self, Write};

use serde::Serialize;

use crate::diagnostic::Wording;

use super::{Backtest, Changes, Kind, Sample, Verdict};

/// The version of the shape; `docs/review.md` describes it.
const VERSION: &str = "1.0";

/// Writes a back-test as one object of JSON.
///
/// # Errors
/// If `out` cannot be written to.
pub fn write_json(test: &Backtest, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, &BacktestOut::of(test))?;
    writeln!(out)
}

#[derive(Serialize)]
struct BacktestOut<'t> {
    backtest_version: &'static str,
    old: &'t str,
    new: &'t str,
    submissions: usize,
    differing: usize,
    counts: CountsOut,
    rules: Vec<RuleOut<'t>>,
    not_checked: Vec<NotCheckedOut<'t>>,
}

#[derive(Serialize)]
struct CountsOut {
    new: usize,
    gone: usize,
    changed: usize,
    newly_not_evaluated: usize,
    newly_evaluated: usize,
}

#[derive(Serialize)]
struct RuleOut<'t> {
    code: &'t str,
    title: WordsOut<'t>,
    changes: Vec<ChangesOut<'t>>,
}

#[derive(Serialize)]
struct ChangesOut<'t> {
    kind: &'static str,
    count: usize,
    submissions: usize,
    samples: Vec<SampleOut<'t>>,
}

#[derive(Serialize)]
struct SampleOut<'t> {
    submission: &'t str,
    place: Option<WordsOut<'t>>,
    words: Option<&'t str>,
    old: Option<VerdictOut<'t>>,
    new: Option<VerdictOut<'t>>,
    reason: Option<WordsOut<'t>>,
}

#[derive(Serialize)]
struct VerdictOut<'t> {
    severity: &'t str,
    message: WordsOut<'t>,
}

#[derive(Serialize)]
struct NotCheckedOut<'t> {
    submission: &'t str,
    old: Option<WordsOut<'t>>,
    new: Option<WordsOut<'t>>,
}

#[derive(Serialize)]
struct WordsOut<'t> {
    zh: &'t str,
    en: &'t str,
}

impl<'t> BacktestOut<'t> {
    fn of(test: &'t Backtest) -> Self {
        let rules = test.rules.iter().map(|(code, rule)| RuleOut {
            code,
            title: words(&rule.title),
            changes: rule.kinds.iter().map(|(kind, changes)| ChangesOut::of(*kind, changes)).collect(),
        });
        let not_checked = test.unchecked.iter().map(|one| NotCheckedOut {
            submission: &one.submission,
            old: one.old.as_ref().map(words),
            new: one.new.as_ref().map(words),
        });
        Self {
            backtest_version: VERSION,
            old: &test.old,
            new: &test.new,
            submissions: test.submissions,
            differing: test.differing,
            counts: CountsOut {
                new: test.count(Kind::New),
                gone: test.count(Kind::Gone),
                changed: test.count(Kind::Changed),
                newly_not_evaluated: test.count(Kind::Opened),
                newly_evaluated: test.count(Kind::Closed),
            },
            rules: rules.collect(),
            not_checked: not_checked.collect(),
        }
    }
}

impl<'t> ChangesOut<'t> {
    fn of(kind: Kind, changes: &'t Changes) -> Self {
        let kind = match kind {
            Kind::New => "new",
            Kind::Gone => "gone",
            Kind::Changed => "changed",
            Kind::Opened => "newly_not_evaluated",
            Kind::Closed => "newly_evaluated",
        };
        let samples = changes.samples.iter().map(SampleOut::of).collect();
        Self { kind, count: changes.count, submissions: changes.submissions, samples }
    }
}

impl<'t> SampleOut<'t> {
    fn of(sample: &'t Sample) -> Self {
        Self {
            submission: &sample.submission,
            place: sample.place.as_ref().map(words),
            words: sample.words.as_deref(),
            old: sample.old.as_ref().map(VerdictOut::of),
            new: sample.new.as_ref().map(VerdictOut::of),
            reason: sample.reason.as_ref().map(words),
        }
    }
}

impl<'t> VerdictOut<'t> {
    fn of(verdict: &'t Verdict) -> Self {
        Self { severity: &verdict.severity, message: words(&verdict.message) }
    }
}

fn words(words: &Wording) -> WordsOut<'_> {
    WordsOut { zh: &words.zh, en: &words.en }
}
