//! Annotations of GitHub: a command for each finding, which a run shows at the line of its file.

use std::io::{self, Write};

use crate::batch::Record;
use crate::diagnostic::Language;
use crate::reporter::both;
use crate::reporter::model::{DiagnosticOut, FindingOut, PlaceOut};

use super::Records;
use super::entry;
use super::escape::{github_message, github_property};

/// Writes the findings as commands of GitHub: `::error file=…,line=…,title=…::…`.
///
/// # Errors
/// If a result cannot be read back, or `out` cannot be written to.
pub fn write_annotations(records: &mut Records<'_>, language: Language, out: &mut dyn Write) -> io::Result<()> {
    records.each(&mut |record| annotations(record, language, out))
}

fn annotations(record: &Record, language: Language, out: &mut dyn Write) -> io::Result<()> {
    let result = &record.result;
    for (level, told) in [("error", &result.errors), ("warning", &result.warnings)] {
        told.iter().try_for_each(|one| diagnostic(record, level, one, language, out))?;
    }
    let findings = result.review.iter().flat_map(|review| &review.findings);
    findings.into_iter().try_for_each(|one| finding(record, one, language, out))
}

fn finding(record: &Record, finding: &FindingOut, language: Language, out: &mut dyn Write) -> io::Result<()> {
    let level = match &*finding.severity {
        "note" => "notice",
        other => other,
    };
    let place = finding.primary.as_ref().map(|label| &label.place);
    let title = format!("{} {}", finding.code, both(&finding.title).get(language));
    let stand = place.and_then(|place| place.at.as_ref()).map(|at| both(at).get(language).to_owned());
    let head = stand.into_iter().chain([entry::message(finding, language)]).collect::<Vec<_>>();
    let head = head.join(entry::colon(language));
    command(level, &at(record, place), &title, std::iter::once(head).chain(entry::account(finding, language)), out)
}

fn diagnostic(
    record: &Record,
    level: &str,
    diagnostic: &DiagnosticOut,
    language: Language,
    out: &mut dyn Write,
) -> io::Result<()> {
    let place = diagnostic.labels.first().map(|label| &label.place);
    let message = std::iter::once(entry::said(diagnostic, language));
    command(level, &at(record, place), &diagnostic.code, message, out)
}

/// The properties that say where; a line of a transcript is none of its file.
fn at(record: &Record, place: Option<&PlaceOut>) -> String {
    let Some(place) = place else { return format!("file={}", github_property(&record.submission)) };
    let file = github_property(&place.file);
    let is_transcript = record.result.files.iter().any(|file| file.name == place.file && file.transcript);
    if is_transcript {
        return format!("file={file}");
    }
    let (start, end) = (&place.start, &place.end);
    let columns =
        if start.line == end.line { format!(",col={},endColumn={}", start.column, end.column) } else { String::new() };
    format!("file={file},line={},endLine={}{columns}", start.line, end.line)
}

fn command(
    level: &str,
    at: &str,
    title: &str,
    lines: impl Iterator<Item = String>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let message: Vec<String> = lines.map(|line| github_message(&line)).collect();
    writeln!(out, "::{level} {at},title={}::{}", github_property(title), message.join("%0A"))
}
