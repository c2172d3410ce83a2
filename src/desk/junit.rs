//! JUnit XML: a suite for each submission, a case for each rule. Rules with errors or warnings fail, those that could
//! not be evaluated are skipped, notes are told in the output of the suite.

use std::collections::BTreeMap;
use std::io::{self, Write};

use crate::batch::Record;
use crate::diagnostic::Language;
use crate::reporter::both;
use crate::reporter::model::{FindingOut, ReviewOut, Words};

use super::Records;
use super::entry;
use super::escape::markup;

/// Writes the results as JUnit XML.
pub(super) fn write(records: &mut Records<'_>, language: Language, out: &mut dyn Write) -> io::Result<()> {
    let mut all = Sums::default();
    records.each(&mut |record| {
        all.add(Sums::of(record));
        Ok(())
    })?;
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(out, "<testsuites name=\"guiju\" {}>", all.attributes())?;
    records.each(&mut |record| suite(record, language, out))?;
    writeln!(out, "</testsuites>")
}

/// How many cases there are, and how they ended.
#[derive(Debug, Clone, Copy, Default)]
struct Sums {
    tests: usize,
    failures: usize,
    errors: usize,
    skipped: usize,
}

impl Sums {
    fn of(record: &Record) -> Self {
        let Some(review) = &record.result.review else { return Self { tests: 1, errors: 1, ..Self::default() } };
        let rules = rules(review);
        let count = |wanted: fn(&Rule<'_>) -> bool| rules.values().filter(|rule| wanted(rule)).count();
        Self {
            // One for all that holds.
            tests: rules.len() + 1,
            failures: count(|rule| !rule.faults.is_empty()),
            errors: 0,
            skipped: count(|rule| rule.faults.is_empty()),
        }
    }

    fn add(&mut self, other: Self) {
        self.tests += other.tests;
        self.failures += other.failures;
        self.errors += other.errors;
        self.skipped += other.skipped;
    }

    fn attributes(self) -> String {
        let Self { tests, failures, errors, skipped } = self;
        format!("tests=\"{tests}\" failures=\"{failures}\" errors=\"{errors}\" skipped=\"{skipped}\"")
    }
}

/// What came of a rule that does not simply hold.
#[derive(Debug, Default)]
struct Rule<'r> {
    faults: Vec<&'r FindingOut>,
    open: Vec<&'r Words>,
}

/// The rules of a submission that fail or could not be evaluated, by code.
fn rules(review: &ReviewOut) -> BTreeMap<&str, Rule<'_>> {
    let mut rules: BTreeMap<&str, Rule<'_>> = BTreeMap::new();
    for finding in review.findings.iter().filter(|finding| finding.severity != "note") {
        rules.entry(&finding.code).or_default().faults.push(finding);
    }
    for open in &review.not_evaluated {
        let reasons = &mut rules.entry(&open.code).or_default().open;
        if !reasons.contains(&&open.reason.text) {
            reasons.push(&open.reason.text);
        }
    }
    rules
}

fn suite(record: &Record, language: Language, out: &mut dyn Write) -> io::Result<()> {
    let name = markup(entry::name(record));
    writeln!(out, "  <testsuite name=\"{name}\" {}>", Sums::of(record).attributes())?;
    match &record.result.review {
        Some(review) => cases(record, review, &name, language, out)?,
        None => {
            let reason = markup(&entry::reason(record, language).unwrap_or_default());
            let title = choose(language, "读取", "reading");
            writeln!(out, "    <testcase classname=\"{name}\" name=\"{title}\">")?;
            writeln!(out, "      <error type=\"unreadable\" message=\"{reason}\"/>")?;
            writeln!(out, "    </testcase>")?;
        }
    }
    writeln!(out, "  </testsuite>")
}

fn cases(record: &Record, review: &ReviewOut, name: &str, language: Language, out: &mut dyn Write) -> io::Result<()> {
    for (code, rule) in rules(review) {
        let title = rule.faults.first().map(|finding| both(&finding.title).get(language).to_owned());
        let title = markup(format!("{code} {}", title.unwrap_or_default()).trim_end());
        writeln!(out, "    <testcase classname=\"{name}\" name=\"{title}\">")?;
        if rule.faults.is_empty() {
            let reasons: Vec<String> = rule.open.iter().map(|words| both(words).get(language).to_owned()).collect();
            writeln!(out, "      <skipped message=\"{}\"/>", markup(&reasons.join("; ")))?;
        } else {
            failure(record, &rule.faults, language, out)?;
        }
        writeln!(out, "    </testcase>")?;
    }
    let rest = choose(language, "其余检查", "all other checks");
    writeln!(out, "    <testcase classname=\"{name}\" name=\"{rest}\"/>")?;
    notes(record, review, language, out)
}

/// All findings of a rule; the first one's message stands for it in lists.
fn failure(record: &Record, faults: &[&FindingOut], language: Language, out: &mut dyn Write) -> io::Result<()> {
    let gravest = if faults.iter().any(|finding| finding.severity == "error") { "error" } else { "warning" };
    let message = faults.first().map(|finding| entry::message(finding, language)).unwrap_or_default();
    let text: Vec<String> = faults.iter().map(|finding| told(record, finding, language)).collect();
    let (message, text) = (markup(&message), text.join("\n"));
    writeln!(out, "      <failure type=\"{gravest}\" message=\"{message}\">{text}</failure>")
}

fn notes(record: &Record, review: &ReviewOut, language: Language, out: &mut dyn Write) -> io::Result<()> {
    let notes = review.findings.iter().filter(|finding| finding.severity == "note");
    let notes: Vec<String> = notes.map(|finding| told(record, finding, language)).collect();
    if notes.is_empty() {
        return Ok(());
    }
    writeln!(out, "    <system-out>{}</system-out>", notes.join("\n"))
}

/// A finding in lines: its place, code and message, then the account.
fn told(record: &Record, finding: &FindingOut, language: Language) -> String {
    let place = finding.primary.as_ref().map(|label| entry::place(record, &label.place, language));
    let head = [place.unwrap_or_default(), finding.code.clone(), entry::message(finding, language)];
    let head = head.iter().filter(|words| !words.is_empty()).map(String::as_str).collect::<Vec<_>>().join(" ");
    let lines =
        std::iter::once(head).chain(entry::account(finding, language).into_iter().map(|line| format!("  {line}")));
    lines.map(|line| markup(&line)).collect::<Vec<_>>().join("\n")
}

fn choose(language: Language, zh: &'static str, en: &'static str) -> &'static str {
    match language {
        Language::Chinese => zh,
        Language::English => en,
    }
}
