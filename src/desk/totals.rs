//! Counts over many submissions, and what they have in common.

use std::collections::{BTreeMap, BTreeSet};

use crate::batch::{Record, State};
use crate::diagnostic::{Severity, Wording};
use crate::reporter::model::{FileReceiptOut, FindingOut, PackReceiptOut, ReceiptOut};

/// How many findings of each severity, and checks that could not be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Findings of severity error.
    pub errors: usize,
    /// Findings of severity warning.
    pub warnings: usize,
    /// Findings of severity note.
    pub notes: usize,
    /// Findings that somebody answers for.
    pub waived: usize,
    /// Checks that hold.
    pub passed: usize,
    /// Checks that could not be made.
    pub not_evaluated: usize,
    /// Findings that were none in the earlier review; none where there was no earlier one.
    pub new: usize,
    /// Findings of the earlier review that are none any more.
    pub fixed: usize,
}

impl Counts {
    /// Those of one submission; none where it was not checked.
    #[must_use]
    pub fn of(record: &Record) -> Self {
        record.result.review.as_ref().map_or_else(Self::default, |review| Self {
            errors: review.summary.errors,
            warnings: review.summary.warnings,
            notes: review.summary.notes,
            waived: review.summary.waived,
            passed: review.summary.passed,
            not_evaluated: review.summary.not_evaluated,
            new: review.baseline.as_ref().map_or(0, |baseline| baseline.new.len()),
            fixed: review.baseline.as_ref().map_or(0, |baseline| baseline.fixed.len()),
        })
    }

    fn and(self, other: Self) -> Self {
        Self {
            errors: self.errors + other.errors,
            warnings: self.warnings + other.warnings,
            notes: self.notes + other.notes,
            waived: self.waived + other.waived,
            passed: self.passed + other.passed,
            not_evaluated: self.not_evaluated + other.not_evaluated,
            new: self.new + other.new,
            fixed: self.fixed + other.fixed,
        }
    }
}

/// A submission in the overview.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The unit, or what the submission is called.
    pub name: String,
    /// The evaluated year, where a list says so.
    pub year: Option<i32>,
    /// Whether it was checked.
    pub state: State,
    /// Its counts; none where it was not checked.
    pub counts: Counts,
    /// Why it was not checked.
    pub reason: Option<Wording>,
}

/// How often a rule was broken.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RuleCount {
    /// Its title.
    pub title: Wording,
    /// Findings.
    pub findings: usize,
    /// Submissions with at least one.
    pub submissions: usize,
}

/// What is known of all submissions together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Totals {
    /// The submissions in order.
    pub rows: Vec<Row>,
    /// The rules by code.
    pub rules: BTreeMap<String, RuleCount>,
    /// The packs that were chosen.
    pub chosen: BTreeSet<String>,
    /// The gravest finding.
    pub gravest: Option<Severity>,
    /// The gravest finding that was none in the earlier review.
    pub gravest_new: Option<Severity>,
    /// True where the results are held against those of an earlier review.
    pub is_compared: bool,
    /// All that decided the results but for the submissions' own files; `None` where none was checked.
    pub(crate) receipt: Option<ReceiptOut>,
}

impl Totals {
    /// Takes one submission.
    pub fn add(&mut self, record: &Record) {
        let review = record.result.review.as_ref();
        let counts = Counts::of(record);
        let reason = record.result.errors.first().map(|one| Wording::new(&*one.message.zh, &*one.message.en));
        let name = record.unit.clone().unwrap_or_else(|| record.submission.clone());
        self.rows.push(Row {
            name,
            year: record.year,
            state: record.state,
            counts,
            reason: reason.filter(|_| review.is_none()),
        });
        let Some(review) = review else { return };
        self.chosen.extend(review.packs.last().map(|pack| pack.name.clone()));
        self.gravest = self.gravest.max(review.findings.iter().map(FindingOut::how_grave).max());
        if let Some(baseline) = &review.baseline {
            self.is_compared = true;
            let is_new = baseline.is_new();
            let new = review.findings.iter().filter(|finding| is_new(finding));
            self.gravest_new = self.gravest_new.max(new.map(FindingOut::how_grave).max());
        }
        review.receipt.iter().for_each(|receipt| self.add_receipt(receipt));
        let mut seen: Vec<&str> = Vec::new();
        for finding in &review.findings {
            let rule = self.rules.entry(finding.code.clone()).or_default();
            rule.findings += 1;
            if rule.title.zh.is_empty() {
                rule.title = Wording::new(&*finding.title.zh, &*finding.title.en);
            }
            if !seen.contains(&finding.code.as_str()) {
                seen.push(&finding.code);
                rule.submissions += 1;
            }
        }
    }

    /// Keeps what the receipts of all submissions have in common.
    fn add_receipt(&mut self, receipt: &ReceiptOut) {
        let common = self.receipt.get_or_insert_with(|| ReceiptOut {
            engine: receipt.engine.clone(),
            packs: Vec::new(),
            files: receipt.files.iter().filter(|file| file.role != "submission").cloned().collect(),
            options: receipt.options.clone(),
        });
        for pack in &receipt.packs {
            if !common.packs.contains(pack) {
                common.packs.push(pack.clone());
            }
        }
    }

    /// The counts of all submissions.
    #[must_use]
    pub fn counts(&self) -> Counts {
        self.rows.iter().fold(Counts::default(), |sum, row| sum.and(row.counts))
    }

    /// The rules, most frequent first.
    #[must_use]
    pub fn most_frequent(&self) -> Vec<(&str, &RuleCount)> {
        let mut rules: Vec<(&str, &RuleCount)> =
            self.rules.iter().map(|(code, count)| (code.as_str(), count)).collect();
        rules.sort_by_key(|(code, count)| (std::cmp::Reverse(count.findings), *code));
        rules
    }

    /// How many submissions could not be checked.
    #[must_use]
    pub fn unchecked(&self) -> usize {
        self.rows.iter().filter(|row| row.state != State::Checked).count()
    }

    /// True where an option was given.
    fn is_asked(&self, option: &str) -> bool {
        self.receipt.as_ref().is_some_and(|receipt| receipt.options.iter().any(|one| one.name == option))
    }

    /// True where the checks that hold are listed.
    #[must_use]
    pub fn has_proof(&self) -> bool {
        self.is_asked("proof")
    }

    /// True where findings can be waived.
    #[must_use]
    pub fn has_waivers(&self) -> bool {
        self.is_asked("waivers") || self.is_asked("heed-marks")
    }
}

/// The lines of a receipt: what it is, what it is called, what it says, and its hash.
pub(super) fn receipt_lines(
    engine: Option<&str>,
    packs: &[PackReceiptOut],
    files: &[FileReceiptOut],
    options: &[crate::reporter::model::OptionOut],
) -> Vec<(Wording, String, String, String)> {
    let program = Wording::new("程序", "program");
    let engine =
        engine.iter().map(|version| (program.clone(), "guiju".to_owned(), (*version).to_owned(), String::new()));
    let pack = Wording::new("规则包", "pack");
    let packs = packs.iter().map(|one| (pack.clone(), one.name.clone(), one.version.clone(), one.sha256.clone()));
    let files =
        files.iter().map(|one| (role(&one.role), one.name.clone(), format!("{} B", one.bytes), one.sha256.clone()));
    let option = Wording::new("选项", "option");
    let options =
        options.iter().map(|one| (option.clone(), format!("--{}", one.name), one.value.clone(), String::new()));
    engine.chain(packs).chain(files).chain(options).collect()
}

fn role(role: &str) -> Wording {
    match role {
        "waivers" => Wording::new("豁免文件", "waivers"),
        "baseline" => Wording::new("此前的结果", "baseline"),
        _ => Wording::new("文件", "file"),
    }
}
