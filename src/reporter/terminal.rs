//! Findings and diagnostics for people at a terminal.

use std::io::{self, Write};

use crate::diagnostic::{Diagnostic, Severity, Wording};
use crate::finding::Finding;
use crate::source::{SourceMap, Span};

use super::arithmetic::account;
use super::mark::Mark;
use super::place::Places;
use super::snippet::Picture;
use super::words::sentence;
use super::wrap::wrapped;
use super::{Look, Material, Tone, closing, comparison, proof, unread, waived};

/// More findings than this are counted and not drawn, the lightest first; the other formats hold them all.
const MOST_DRAWN: usize = 1000;

/// Writes a result: what is wrong with the files, the findings, and the count of everything.
pub(super) fn write(material: &Material<'_>, look: &Look, out: &mut dyn Write) -> io::Result<()> {
    write_diagnostics(material.diagnostics.iter(), material.sources, look, out)?;
    let Some(review) = material.review else { return Ok(()) };
    let places = Places::new(material.sources);
    for (number, finding) in shown(&review.findings) {
        let is_new = review.baseline.as_ref().is_some_and(|comparison| comparison.is_new(number));
        writeln!(out, "{}", drawn(finding, is_new, &places, look))?;
    }
    if review.findings.len() > MOST_DRAWN {
        writeln!(out, "{}\n", left_out(review.findings.len() - MOST_DRAWN, look))?;
    }
    if look.shows.proof {
        proof::write(material.rules, review, &places, look, out)?;
    }
    if look.shows.unread {
        unread::write(review, &places, look, out)?;
    }
    waived::write(review, &places, look, out)?;
    if let Some(comparison) = &review.baseline {
        comparison::write(comparison, &places, look, out)?;
    }
    closing::write(review, look, out)
}

/// Writes mistakes in packs or files.
///
/// # Errors
/// If `out` cannot be written to.
pub fn write_diagnostics<'d>(
    diagnostics: impl Iterator<Item = &'d Diagnostic>,
    sources: &SourceMap,
    look: &Look,
    out: &mut dyn Write,
) -> io::Result<()> {
    let places = Places::new(sources);
    for diagnostic in diagnostics {
        let tone = Tone::from(diagnostic.severity);
        let mark = |(turn, label): (usize, &crate::diagnostic::Label)| Mark {
            span: label.span,
            text: look.say(&label.text),
            tone: if turn == 0 { tone } else { Tone::Operand },
        };
        let marks: Vec<Mark> = diagnostic.labels.iter().enumerate().map(mark).collect();
        let help = diagnostic.help.as_ref().map(|help| (look.choose("建议", "help").to_owned(), look.say(help)));
        let notes: Vec<_> = help.into_iter().collect();
        let heading = heading(diagnostic.severity, diagnostic.code, &Wording::default(), &diagnostic.message, look);
        writeln!(out, "{heading}{}", Picture::of(&marks, &places, look).closed(&notes, look))?;
    }
    Ok(())
}

/// Writes a few places with words beside them under a heading: for faces that tell more than findings.
///
/// # Errors
/// If `out` cannot be written to.
pub fn write_notes(
    heading: &str,
    marks: &[Mark],
    notes: &[(String, String)],
    sources: &SourceMap,
    look: &Look,
    out: &mut dyn Write,
) -> io::Result<()> {
    let picture = Picture::of(marks, &Places::new(sources), look).closed(notes, look);
    writeln!(out, "{}\n{picture}", look.paint(Tone::Strong, &super::visible(heading)))
}

/// A finding with its places; it is said where it is `new` since an earlier check.
pub(super) fn drawn(finding: &Finding, new: bool, places: &Places<'_>, look: &Look) -> String {
    let tone = Tone::from(finding.severity);
    let primary = finding.primary.iter().map(|label| Mark { span: label.span, text: look.say(&label.text), tone });
    // A figure may be the primary place and an operand at once.
    let twin = |span: Span| finding.primary.as_ref().is_some_and(|primary| primary.span == span);
    let operands = finding.operands.iter().filter(|label| !twin(label.span)).map(|label| Mark {
        span: label.span,
        text: look.say(&label.text),
        tone: Tone::Operand,
    });
    let marks: Vec<Mark> = primary.chain(operands).collect();
    let mut notes = account(finding, places.sources(), look);
    if new {
        notes.push((look.choose("对比", "compared").to_owned(), look.choose("新增", "new").to_owned()));
    }
    if look.shows.fingerprints {
        notes.push((look.choose("指纹", "fingerprint").to_owned(), finding.fingerprint.0.clone()));
    }
    let heading = heading(finding.severity, &finding.code, &finding.title, &finding.message, look);
    heading + &Picture::of(&marks, places, look).closed(&notes, look)
}

/// `错误[A01] 完成率与金额不符：…`, broken to the width.
fn heading(severity: Severity, code: &str, title: &Wording, message: &Wording, look: &Look) -> String {
    let label = format!("{}[{}]", look.say(&severity.wording()), super::visible(code));
    let words = sentence(title, message, look);
    let title = look.say(title);
    let mut text = String::new();
    for (turn, line) in wrapped(&format!("{label} {words}"), look.width.saturating_sub(2)).iter().enumerate() {
        let line = match line.strip_prefix(&label).filter(|_| turn == 0) {
            Some(rest) => {
                let (strong, plain) = match rest.trim_start().strip_prefix(&title) {
                    Some(plain) if !title.is_empty() => (look.paint(Tone::Strong, &title), plain),
                    Some(_) | None => (String::new(), rest.trim_start()),
                };
                format!("{} {strong}{plain}", look.paint(Tone::from(severity), &label))
            }
            None => format!("  {line}"),
        };
        text.push_str(&line);
        text.push('\n');
    }
    text
}

/// The findings that are drawn, with their numbers: in the order of the text, or, where there are too many, the gravest
/// first and those of one severity in the order of the text.
fn shown(findings: &[Finding]) -> impl Iterator<Item = (usize, &Finding)> {
    let mut all: Vec<(usize, &Finding)> = findings.iter().enumerate().collect();
    if all.len() > MOST_DRAWN {
        all.sort_by_key(|(_, finding)| std::cmp::Reverse(finding.severity));
    }
    all.into_iter().take(MOST_DRAWN)
}

fn left_out(count: usize, look: &Look) -> String {
    look.choose(
        "另有 {n} 个问题未显示；用 --format json 可得到全部。",
        "{n} more findings are not shown; --format json gives them all.",
    )
    .replace("{n}", &count.to_string())
}
