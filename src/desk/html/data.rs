//! What the page's script reads: a row for the table, and the findings of a submission, in one language.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::batch::{DraftText, Record, State};
use crate::diagnostic::{Language, Wording};
use crate::reporter::model::{BaselineOut, FindingOut, FixedOut, LabelOut, PlaceOut, PointOut, ReviewOut, WaivedOut};
use crate::reporter::{account_of, both, json_line, titles_of, visible};

use super::super::totals::receipt_lines;
use super::super::{Counts, Frame, Totals, entry, proof};

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
    waived: usize,
    open: usize,
    /// How many findings are new since the earlier review.
    fresh: usize,
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
    waived: Vec<Waived>,
    /// Findings of the earlier review that are none any more: code, title and message, section.
    fixed: Vec<[String; 3]>,
    /// Code, place, reason.
    open: Vec<[String; 3]>,
    passed: usize,
    /// The checks that hold, where they are kept: code, title, place, arithmetic.
    held: Vec<[String; 4]>,
    /// The files and the key: what it is, what it is called, what it says, and its hash.
    receipt: Vec<[String; 4]>,
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
    /// Whether it is new since the earlier review, where there is one.
    fresh: Option<bool>,
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

/// A finding that somebody answers for.
#[derive(Debug, Serialize)]
struct Waived {
    code: String,
    /// Title and message.
    said: String,
    place: String,
    reason: String,
    approver: Option<String>,
    expires: Option<String>,
}

/// A row of the table as JSON.
pub(super) fn row(record: &Record, language: Language) -> String {
    let mut rules: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in record.result.review.iter().flat_map(|review| &review.findings) {
        *rules.entry(&finding.code).or_default() += 1;
    }
    let Counts { errors, warnings, notes, waived, not_evaluated, new, .. } = Counts::of(record);
    json_line(&Row {
        name: visible(entry::name(record)).into_owned(),
        year: record.year,
        state: record.state,
        reason: entry::reason(record, language),
        errors,
        warnings,
        notes,
        waived,
        open: not_evaluated,
        fresh: new,
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
pub(super) fn unit(record: &Record, texts: Vec<DraftText>, frame: &Frame<'_>) -> String {
    let language = frame.language;
    let result = &record.result;
    let review = result.review.as_ref();
    let is_new = review.and_then(|review| review.baseline.as_ref()).map(BaselineOut::is_new);
    let told = result.errors.iter().chain(&result.warnings).map(|one| {
        let said = entry::said(one, language);
        let place = one.labels.first().map(|label| entry::place(record, &label.place, language));
        place.map_or_else(|| said.clone(), |place| format!("{said} · {place}"))
    });
    let findings = review.into_iter().flat_map(|it| &it.findings);
    json_line(&Unit {
        path: record
            .unit
            .as_ref()
            .filter(|unit| **unit != record.submission)
            .map(|_| visible(&record.submission).into_owned()),
        packs: review.map(|review| packs(review, language)).unwrap_or_default(),
        files: record.files().map(|file| visible(&file.name).into_owned()).collect(),
        told: told.collect(),
        findings: findings
            .map(|one| Finding {
                fresh: is_new.as_ref().map(|is_new| is_new(one)),
                ..finding(record, one, &texts, language)
            })
            .collect(),
        waived: review.iter().flat_map(|it| &it.waived).map(|one| waived(record, one, language)).collect(),
        fixed: review.iter().filter_map(|it| it.baseline.as_ref()).flat_map(|it| fixed(it, language)).collect(),
        open: review.map(|review| open(record, review, language)).unwrap_or_default(),
        passed: review.map_or(0, |review| review.summary.passed),
        held: held(record, frame),
        receipt: receipt(record, language),
        texts: texts.iter().map(|text| shown(record, text)).collect(),
    })
}

fn waived(record: &Record, waived: &WaivedOut, language: Language) -> Waived {
    let finding = &waived.finding;
    let place = finding.primary.as_ref().map(|label| entry::place(record, &label.place, language));
    Waived {
        code: finding.code.clone(),
        said: entry::titled(finding, language),
        place: place.unwrap_or_default(),
        reason: waived.reason.clone(),
        approver: waived.approver.clone(),
        expires: waived.expires.clone(),
    }
}

fn fixed(baseline: &BaselineOut, language: Language) -> Vec<[String; 3]> {
    let one = |known: &FixedOut| {
        let said = entry::joined(&known.title, &known.message, language);
        [known.code.clone(), said, titles_of(&known.place)]
    };
    baseline.fixed.iter().map(one).collect()
}

fn held(record: &Record, frame: &Frame<'_>) -> Vec<[String; 4]> {
    let lines = proof::lines(record, frame.rules, frame.language).into_iter();
    lines.filter(|line| line.holds).map(|line| [line.code, line.title, line.place, line.said]).collect()
}

/// What of the receipt is the submission's own.
fn receipt(record: &Record, language: Language) -> Vec<[String; 4]> {
    let key = (Wording::new("结果标识", "key"), record.key.clone(), String::new(), String::new());
    let receipt = record.result.review.as_ref().and_then(|review| review.receipt.as_ref());
    let lines = receipt.map(|it| {
        let own: Vec<_> = it.files.iter().filter(|file| file.role == "submission").cloned().collect();
        receipt_lines(None, &it.packs, &own, &[])
    });
    rows(std::iter::once(key).chain(lines.unwrap_or_default()), language)
}

/// The receipt of all, as JSON.
pub(super) fn common(frame: &Frame<'_>) -> String {
    let lines =
        frame.totals.receipt.as_ref().map(|it| receipt_lines(Some(&it.engine), &it.packs, &it.files, &it.options));
    json_line(&rows(lines.unwrap_or_default().into_iter(), frame.language))
}

fn rows(lines: impl Iterator<Item = (Wording, String, String, String)>, language: Language) -> Vec<[String; 4]> {
    let row = |(what, name, value, hash): (Wording, String, String, String)| {
        [what.get(language).to_owned(), visible(&name).into_owned(), visible(&value).into_owned(), hash]
    };
    lines.map(row).collect()
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
        fresh: None,
        code: finding.code.clone(),
        title: both(&finding.title).get(language).to_owned(),
        message: both(&finding.message).get(language).to_owned(),
        place: primary.map(place).unwrap_or_default(),
        titles: titles(finding),
        // The name of a row or an entry is its place, and not what was written.
        clause: finding.quote().unwrap_or_default().to_owned(),
        stretch: primary.and_then(|label| stretch(&label.place, texts)),
        wrong: primary.map(words).unwrap_or_default(),
        others: finding.labels.iter().map(|label| [words(label), place(label)]).collect(),
        lines: lines.map(|(topic, it)| [topic, it].map(|words| words.get(language).to_owned())).collect(),
    }
}

/// The sections with the name of the row of a table; that of an entry of data stands in its path.
fn titles(finding: &FindingOut) -> String {
    let titles = titles_of(&finding.place);
    match finding.entry().filter(|_| finding.place.path.is_none()) {
        Some(entry) if titles.is_empty() => entry.to_owned(),
        Some(entry) => format!("{titles} › {entry}"),
        None => titles,
    }
}

fn stretch(place: &PlaceOut, texts: &[DraftText]) -> Option<Stretch> {
    let text = texts.iter().position(|text| text.name == place.file)?;
    let at = |point: &PointOut| [point.line.saturating_sub(1), point.utf16.saturating_sub(1)];
    Some(Stretch { text, from: at(&place.start), to: at(&place.end) })
}
