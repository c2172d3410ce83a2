//! What the page's script reads: a row for the table, and the findings of a submission, in one language.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::batch::{DraftText, Record, State};
use crate::diagnostic::Language;
use crate::reporter::model::{FindingOut, LabelOut, PlaceOut, PointOut, ReviewOut};
use crate::reporter::{account_of, both, json_line, titles_of, visible};

use super::super::{Counts, Totals, entry};

/// A submission in the table.
#[derive(Debug, Serialize)]
struct Row<'r> {
    name: String,
    year: Option<i32>,
    state: State,
    reason: Option<String>,
    errors: usize,
    warnings: usize,
    notes: usize,
    open: usize,
    /// How many findings of each rule.
    rules: BTreeMap<&'r str, usize>,
}

/// A rule that was broken.
#[derive(Debug, Serialize)]
struct Rule<'r> {
    code: &'r str,
    title: &'r str,
    findings: usize,
    submissions: usize,
}

/// What came of a submission.
#[derive(Debug, Serialize)]
struct Unit {
    /// Its path, where the name is that of a unit.
    path: Option<String>,
    packs: Vec<String>,
    files: Vec<String>,
    /// What is wrong with its files.
    told: Vec<String>,
    findings: Vec<Finding>,
    /// Code, place, reason.
    open: Vec<[String; 3]>,
    passed: usize,
    texts: Vec<DraftOut>,
}

/// The text of a file, exact.
#[derive(Debug, Serialize)]
struct DraftOut {
    name: String,
    text: String,
    is_transcript: bool,
}

/// A stretch of a text: its file by its place in `texts`, and lines and UTF-16 columns from 0.
#[derive(Debug, Serialize)]
struct Stretch {
    text: usize,
    from: [u32; 2],
    to: [u32; 2],
}

#[derive(Debug, Serialize)]
struct Finding {
    severity: String,
    code: String,
    title: String,
    message: String,
    place: String,
    titles: String,
    clause: String,
    /// Where it stands in the texts.
    stretch: Option<Stretch>,
    /// The words that are wrong.
    wrong: String,
    /// The other figures: what they are, and where they stand.
    others: Vec<[String; 2]>,
    /// The account: what a line says, and its words.
    lines: Vec<[String; 2]>,
}

/// A row of the table as JSON.
pub(super) fn row(record: &Record, language: Language) -> String {
    let mut rules: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in record.result.review.iter().flat_map(|review| &review.findings) {
        *rules.entry(&finding.code).or_default() += 1;
    }
    let Counts { errors, warnings, notes, not_evaluated, .. } = Counts::of(record);
    json_line(&Row {
        name: visible(entry::name(record)).into_owned(),
        year: record.year,
        state: record.state,
        reason: entry::reason(record, language),
        errors,
        warnings,
        notes,
        open: not_evaluated,
        rules,
    })
}

/// The rules, most frequent first, as JSON.
pub(super) fn rules(totals: &Totals, language: Language) -> String {
    let rules = totals.most_frequent().into_iter().map(|(code, count)| Rule {
        code,
        title: count.title.get(language),
        findings: count.findings,
        submissions: count.submissions,
    });
    json_line(&rules.collect::<Vec<_>>())
}

/// What came of a submission, as JSON.
pub(super) fn unit(record: &Record, texts: Vec<DraftText>, language: Language) -> String {
    let result = &record.result;
    let review = result.review.as_ref();
    let told = result.errors.iter().chain(&result.warnings).map(|one| entry::said(one, language));
    let findings = review.into_iter().flat_map(|it| &it.findings);
    json_line(&Unit {
        path: record.unit.is_some().then(|| visible(&record.submission).into_owned()),
        packs: review.map(|review| packs(review, language)).unwrap_or_default(),
        files: result.files.iter().map(|file| visible(&file.name).into_owned()).collect(),
        told: told.collect(),
        findings: findings.map(|one| finding(record, one, &texts, language)).collect(),
        open: review.map(|review| open(record, review, language)).unwrap_or_default(),
        passed: review.map_or(0, |review| review.summary.passed),
        texts: texts.iter().map(|text| shown(record, text)).collect(),
    })
}

fn shown(record: &Record, text: &DraftText) -> DraftOut {
    let is_transcript = record.result.files.iter().any(|file| file.name == text.name && file.transcript);
    DraftOut { name: visible(&text.name).into_owned(), text: text.text.clone(), is_transcript }
}

fn packs(review: &ReviewOut, language: Language) -> Vec<String> {
    review.packs.iter().map(|pack| format!("{} {}", both(&pack.title).get(language), pack.version)).collect()
}

fn open(record: &Record, review: &ReviewOut, language: Language) -> Vec<[String; 3]> {
    let one = |open: &crate::reporter::model::NotEvaluatedOut| {
        let place = open.place.as_ref().map(|place| entry::place(record, place, language));
        [open.code.clone(), place.unwrap_or_default(), both(&open.reason.text).get(language).to_owned()]
    };
    review.not_evaluated.iter().map(one).collect()
}

fn finding(record: &Record, finding: &FindingOut, texts: &[DraftText], language: Language) -> Finding {
    let place = |label: &LabelOut| entry::place(record, &label.place, language);
    let words = |label: &LabelOut| both(&label.text).get(language).to_owned();
    let primary = finding.primary.as_ref();
    let lines = account_of(finding).into_iter();
    Finding {
        severity: finding.severity.to_string(),
        code: finding.code.clone(),
        title: both(&finding.title).get(language).to_owned(),
        message: both(&finding.message).get(language).to_owned(),
        place: primary.map(place).unwrap_or_default(),
        titles: titles_of(&finding.place),
        clause: finding.place.clause.clone(),
        stretch: primary.and_then(|label| stretch(&label.place, texts)),
        wrong: primary.map(words).unwrap_or_default(),
        others: finding.labels.iter().map(|label| [words(label), place(label)]).collect(),
        lines: lines.map(|(topic, it)| [topic, it].map(|words| words.get(language).to_owned())).collect(),
    }
}

fn stretch(place: &PlaceOut, texts: &[DraftText]) -> Option<Stretch> {
    let text = texts.iter().position(|text| text.name == place.file)?;
    let at = |point: &PointOut| [point.line.saturating_sub(1), point.utf16.saturating_sub(1)];
    Some(Stretch { text, from: at(&place.start), to: at(&place.end) })
}
