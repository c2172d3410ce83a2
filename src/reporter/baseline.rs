//! Reads a JSON output back, as what a later check is held against.
//!
//! Only what names a finding is read, so that the output of any version of the shape will do.

use serde::Deserialize;

use crate::diagnostic::{Diagnostic, Severity, Wording};
use crate::finding::Fingerprint;
use crate::review::{Baseline, Known, codes};

use super::model::{PackOut, Tool, WhereOut, Words};

#[derive(Debug, Deserialize)]
struct Old {
    schema_version: String,
    tool: Tool,
    review: Option<OldReview>,
}

#[derive(Debug, Deserialize)]
struct OldReview {
    packs: Vec<PackOut>,
    findings: Vec<OldFinding>,
}

#[derive(Debug, Deserialize)]
struct OldFinding {
    code: String,
    severity: String,
    title: Words,
    message: Words,
    place: WhereOut,
    fingerprint: String,
}

/// A line of an earlier review.
#[derive(Debug, Deserialize)]
struct OldLine {
    result: Old,
}

/// Reads the output of an earlier `guiju check --format json`.
///
/// # Errors
/// With a diagnostic if it is none, if its shape is of another major version, or if that check could not be made.
pub fn read_baseline(name: &str, text: &str) -> Result<Baseline, Box<Diagnostic>> {
    let old = serde_json::from_str(text).map_err(|error| no_result(name, &error))?;
    baseline(name, old)
}

/// Reads a line of an earlier `guiju review --output ….ndjson`.
///
/// # Errors
/// As [`read_baseline`].
pub fn read_baseline_of_line(name: &str, line: &str) -> Result<Baseline, Box<Diagnostic>> {
    let old: OldLine = serde_json::from_str(line).map_err(|error| no_result(name, &error))?;
    baseline(name, old.result)
}

fn baseline(name: &str, old: Old) -> Result<Baseline, Box<Diagnostic>> {
    if old.schema_version.split('.').next() != Some("1") {
        let version = &old.schema_version;
        let words = (format!("的格式版本 {version} 无法读取"), format!("has the unknown version {version}"));
        return Err(refused(name, &words.0, &words.1));
    }
    let Some(review) = old.review else {
        return Err(refused(name, "没有结果：那次未能检查", "holds no result: that check could not be made"));
    };
    Ok(Baseline {
        name: name.to_owned(),
        engine: old.tool.version.into_owned(),
        packs: review.packs.into_iter().map(|pack| (pack.name, pack.version)).collect(),
        findings: review.findings.into_iter().map(known).collect(),
    })
}

fn no_result(name: &str, error: &serde_json::Error) -> Box<Diagnostic> {
    refused(name, "不是检查结果", &format!("is no result of a check: {error}"))
}

fn refused(name: &str, zh: &str, en: &str) -> Box<Diagnostic> {
    let message = Wording::new(format!("{name} {zh}"), format!("{name} {en}"));
    let help = Wording::new(
        "这里应为以前用 guiju check --format json 得到的结果",
        "this takes what an earlier guiju check --format json gave",
    );
    Box::new(Diagnostic::placeless(codes::NO_RESULT, message).help(help))
}

fn known(old: OldFinding) -> Known {
    let wording = |words: Words| Wording { zh: words.zh, en: words.en };
    let severities = [Severity::Error, Severity::Warning, Severity::Note];
    Known {
        code: old.code,
        severity: severities.into_iter().find(|one| one.name() == old.severity).unwrap_or(Severity::Note),
        title: wording(old.title),
        message: wording(old.message),
        sections: old.place.sections,
        clause: old.place.clause,
        path: old.place.path,
        fingerprint: Fingerprint(old.fingerprint),
    }
}
