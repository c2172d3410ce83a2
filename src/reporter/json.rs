//! A review as JSON: the documented, versioned shape of `docs/json.md`.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::{CharEscape, CompactFormatter, Formatter, PrettyFormatter};

use crate::diagnostic::{Diagnostic, Language, Severity, Wording};
use crate::fact::UnreadPart;
use crate::finding::{Computation, Finding, Label, NotEvaluated, Passed};
use crate::review::{Comparison, FileReceipt, FileRole, Hash, Known, PackChoice, Receipt, Review, Waived};
use crate::source::{SourceId, Span};

use super::model::{
    AttemptOut, BaselineOut, BasisOut, ChoiceOut, ComputationOut, CorrectionOut, DiagnosticOut, FileOut,
    FileReceiptOut, FindingOut, FixedOut, LabelOut, NameOut, NotEvaluatedOut, OptionOut, Output, OverrideOut, PackOut,
    PackReceiptOut, PassedOut, PlaceOut, PointOut, ReasonCountOut, ReasonOut, ReceiptOut, ReviewOut, SCHEMA_VERSION,
    SummaryOut, Tool, UnreadClaimOut, UnreadFigureOut, UnreadOut, UnreadPartOut, UnreadTableOut, WaivedOut, WhereOut,
    Words,
};
use super::place::{Places, Point};
use super::visible::is_unsafe;
use super::whereabouts::whereabouts;
use super::{Material, visible, words};

/// Writes a result as JSON.
pub(super) fn write(material: &Material<'_>, out: &mut dyn Write) -> io::Result<()> {
    write_value(&json_output(material), out)
}

/// A result in the shape of the JSON output.
pub(crate) fn json_output(material: &Material<'_>) -> Output {
    output(material, true)
}

/// The same without the list of checks that hold, most of it; the summary counts them all the same.
pub(crate) fn json_output_without_passed(material: &Material<'_>) -> Output {
    output(material, false)
}

fn output(material: &Material<'_>, with_passed: bool) -> Output {
    let places = Places::new(material.sources);
    let told = |wanted: bool| {
        let one = move |diagnostic: &&Diagnostic| (diagnostic.severity == Severity::Error) == wanted;
        material.diagnostics.iter().filter(one).map(|one| diagnostic(one, &places)).collect()
    };
    Output {
        schema_version: SCHEMA_VERSION.into(),
        tool: Tool { name: env!("CARGO_PKG_NAME").into(), version: env!("CARGO_PKG_VERSION").into() },
        errors: told(true),
        warnings: told(false),
        files: files(material),
        review: material.review.map(|one| review(one, with_passed, &places)),
    }
}

/// A value as one line of JSON, without its end.
pub(crate) fn json_line(value: &impl Serialize) -> String {
    let mut line = Vec::new();
    let mut serializer = serde_json::Serializer::with_formatter(&mut line, Careful(CompactFormatter));
    // Writing to memory cannot fail, and these values have no keys but strings.
    let written = value.serialize(&mut serializer);
    debug_assert!(written.is_ok(), "{written:?}");
    String::from_utf8(line).unwrap_or_default()
}

/// Writes a value as indented JSON in which nothing can steer a terminal: unsafe characters are escaped.
pub(super) fn write_value(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    let mut serializer = serde_json::Serializer::with_formatter(&mut *out, Careful(PrettyFormatter::new()));
    value.serialize(&mut serializer)?;
    writeln!(out)
}

/// Escapes what [`visible`] would replace, so that the value stays exact and the bytes stay harmless.
struct Careful<F>(F);

impl<F: Formatter> Formatter for Careful<F> {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        if !fragment.chars().any(is_unsafe) {
            return writer.write_all(fragment.as_bytes());
        }
        let mut units = [0; 2];
        for c in fragment.chars() {
            if is_unsafe(c) {
                for unit in c.encode_utf16(&mut units) {
                    write!(writer, "\\u{unit:04x}")?;
                }
            } else {
                write!(writer, "{c}")?;
            }
        }
        Ok(())
    }

    fn write_char_escape<W: ?Sized + Write>(&mut self, writer: &mut W, escape: CharEscape) -> io::Result<()> {
        self.0.write_char_escape(writer, escape)
    }

    fn begin_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_array(writer)
    }

    fn end_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_array(writer)
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_array_value(writer, first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_array_value(writer)
    }

    fn begin_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_object(writer)
    }

    fn end_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_object(writer)
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_object_key(writer, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_object_value(writer)
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_object_value(writer)
    }
}

fn files(material: &Material<'_>) -> Vec<FileOut> {
    let role = |id: SourceId| match material.review {
        Some(review) if review.last_year.contains(&id) => "last_year",
        Some(review) if !review.sources.contains(&id) => "waivers",
        Some(_) | None => "submission",
    };
    let file = |(id, file): (SourceId, &crate::source::SourceFile)| FileOut {
        name: file.name().to_owned(),
        encoding: file.encoding().name().into(),
        byte_order_mark: file.encoding().is_marked(),
        transcript: file.origin().is_some(),
        role: role(id).into(),
    };
    material.sources.iter().map(file).collect()
}

fn review(review: &Review, with_passed: bool, places: &Places<'_>) -> ReviewOut {
    ReviewOut {
        submission: review.submission.clone(),
        language: match review.language {
            Language::Chinese => "zh".into(),
            Language::English => "en".into(),
        },
        packs: review
            .packs
            .iter()
            .map(|pack| PackOut { name: pack.name.clone(), title: both(&pack.title), version: pack.version.clone() })
            .collect(),
        choice: choice(&review.choice),
        overrides: review
            .overrides
            .iter()
            .map(|one| OverrideOut {
                by: one.by.clone(),
                what: one.what.clone(),
                from: one.from.clone(),
                to: one.to.clone(),
                reason: one.reason.clone(),
            })
            .collect(),
        findings: review.findings.iter().map(|one| finding(one, places)).collect(),
        waived: review.waived.iter().map(|one| waived(one, places)).collect(),
        receipt: review.receipt.as_ref().map(receipt),
        baseline: review.baseline.as_ref().map(|one| baseline(one, review)),
        passed: review.held().into_iter().filter(|_| with_passed).map(|one| passed(one, places)).collect(),
        not_evaluated: review.not_evaluated.iter().map(|one| not_evaluated(one, places)).collect(),
        unread: unread(review, places),
        summary: summary(review),
    }
}

fn choice(choice: &PackChoice) -> ChoiceOut {
    let (region, year) = match choice {
        PackChoice::FromReport { region, year } => (Some(region.clone()), *year),
        PackChoice::Asked | PackChoice::Default => (None, None),
    };
    ChoiceOut { how: words::choice(choice).into(), region, year }
}

fn finding(finding: &Finding, places: &Places<'_>) -> FindingOut {
    FindingOut {
        code: finding.code.clone(),
        severity: finding.severity.name().into(),
        title: both(&finding.title),
        message: both(&finding.message),
        primary: finding.primary.as_ref().map(|one| label(one, places)),
        labels: finding.operands.iter().map(|one| label(one, places)).collect(),
        computation: finding.computation.as_ref().map(computation),
        causes: finding.causes.iter().map(both).collect(),
        basis: BasisOut { mark: words::mark(finding.basis.mark).into(), text: both(&finding.basis.text) },
        help: finding.help.as_ref().map(both),
        correction: finding.correction.as_ref().map(|one| CorrectionOut {
            place: place(one.span, places),
            original: places.sources().slice(one.span).to_owned(),
            replacement: one.replacement.clone(),
            certain: one.certain,
        }),
        place: where_out(&finding.place.sections, &finding.place.clause, finding.place.path.as_deref()),
        fingerprint: finding.fingerprint.0.clone(),
    }
}

fn waived(one: &Waived, places: &Places<'_>) -> WaivedOut {
    WaivedOut {
        finding: finding(&one.finding, places),
        reason: shown(&one.grant.reason),
        approver: one.grant.approver.as_deref().map(shown),
        expires: one.grant.expires.map(|day| day.to_string()),
        place: place(one.grant.span, places),
    }
}

fn receipt(one: &Receipt) -> ReceiptOut {
    let pack = |(name, version, hash): &(String, String, Hash)| PackReceiptOut {
        name: name.clone(),
        version: version.clone(),
        sha256: hash.0.clone(),
    };
    let file = |file: &FileReceipt| FileReceiptOut {
        name: file.name.clone(),
        role: match file.role {
            FileRole::Submission => "submission".into(),
            FileRole::LastYear => "last_year".into(),
            FileRole::Waivers => "waivers".into(),
            FileRole::Baseline => "baseline".into(),
        },
        bytes: file.bytes,
        sha256: file.hash.0.clone(),
    };
    let option = |(name, value): &(String, String)| OptionOut { name: name.clone(), value: value.clone() };
    ReceiptOut {
        engine: one.engine.clone(),
        packs: one.packs.iter().map(pack).collect(),
        files: one.files.iter().map(file).collect(),
        options: one.options.iter().map(option).collect(),
    }
}

fn baseline(one: &Comparison, review: &Review) -> BaselineOut {
    let names = |numbers: &[usize]| {
        let findings = numbers.iter().filter_map(|number| review.findings.get(*number));
        findings.map(|it| NameOut { code: it.code.clone(), fingerprint: it.fingerprint.0.clone() }).collect()
    };
    BaselineOut {
        name: one.name.clone(),
        new: names(&one.new),
        remaining: names(&one.remaining),
        fixed: one.fixed.iter().map(fixed).collect(),
    }
}

fn fixed(known: &Known) -> FixedOut {
    FixedOut {
        code: shown(&known.code),
        severity: known.severity.name().into(),
        title: both(&known.title),
        message: both(&known.message),
        place: where_out(&known.sections, &known.clause, known.path.as_deref()),
        fingerprint: known.fingerprint.0.clone(),
    }
}

fn where_out(sections: &[String], clause: &str, path: Option<&str>) -> WhereOut {
    WhereOut {
        sections: sections.iter().map(|title| shown(title)).collect(),
        clause: shown(clause),
        path: path.map(shown),
    }
}

fn computation(one: &Computation) -> ComputationOut {
    ComputationOut {
        formula: shown(&one.formula),
        exact: shown(&one.exact),
        rounded: shown(&one.rounded),
        claimed: shown(&one.claimed),
        reachable: one.reachable.as_ref().map(|(least, greatest)| [shown(least), shown(greatest)]),
        relation: words::relation(one.relation).into(),
        verdict: words::verdict(one.verdict).into(),
    }
}

fn passed(one: &Passed, places: &Places<'_>) -> PassedOut {
    PassedOut {
        code: one.code.to_string(),
        place: one.place.map(|span| place(span, places)),
        computation: one.computation.as_deref().map(computation),
    }
}

fn not_evaluated(one: &NotEvaluated, places: &Places<'_>) -> NotEvaluatedOut {
    NotEvaluatedOut {
        code: one.code.to_string(),
        place: one.place.map(|span| place(span, places)),
        reason: ReasonOut { kind: words::reason(&one.reason).into(), text: both(&one.reason.wording()) },
    }
}

fn unread(review: &Review, places: &Places<'_>) -> UnreadOut {
    let claims = review.unread.iter().map(|claim| UnreadClaimOut {
        text: shown(places.sources().slice(claim.span)),
        place: place(claim.span, places),
        attempts: claim
            .attempts
            .iter()
            .map(|(record, reason)| AttemptOut { record: both(record), reason: both(&words::unread(reason)) })
            .collect(),
    });
    let figures = review.unread_figures.iter().map(|figure| UnreadFigureOut {
        text: shown(places.sources().slice(figure.span)),
        place: place(figure.span, places),
    });
    let tables = review.unread_tables.iter().map(|table| UnreadTableOut {
        title: shown(&table.title),
        place: place(table.span, places),
        figures: table.figures,
        parts: table.parts.iter().map(|part| unread_part(part, places)).collect(),
    });
    UnreadOut { claims: claims.collect(), figures: figures.collect(), tables: tables.collect() }
}

fn unread_part(part: &UnreadPart, places: &Places<'_>) -> UnreadPartOut {
    UnreadPartOut {
        kind: if part.is_column { "column" } else { "row" }.into(),
        name: shown(&part.name),
        place: place(part.span, places),
        figures: part.figures,
    }
}

fn summary(review: &Review) -> SummaryOut {
    let summary = review.summary();
    SummaryOut {
        errors: summary.errors,
        warnings: summary.warnings,
        notes: summary.notes,
        waived: summary.waived,
        passed: summary.passed,
        not_evaluated: summary.not_evaluated,
        reasons: summary
            .reasons
            .iter()
            .map(|reason| ReasonCountOut {
                text: both(&reason.words),
                count: reason.count,
                codes: reason.codes.iter().cloned().collect(),
            })
            .collect(),
        unread_claims: summary.unread,
        unread_figures: review.unread_figures.len(),
        unread_tables: summary.unread_tables.0,
        unread_table_figures: summary.unread_tables.1,
    }
}

fn diagnostic(one: &Diagnostic, places: &Places<'_>) -> DiagnosticOut {
    let label =
        |label: &crate::diagnostic::Label| LabelOut { place: place(label.span, places), text: both(&label.text) };
    DiagnosticOut {
        code: one.code.into(),
        severity: one.severity.name().into(),
        message: both(&one.message),
        labels: one.labels.iter().map(label).collect(),
        help: one.help.as_ref().map(both),
    }
}

fn label(label: &Label, places: &Places<'_>) -> LabelOut {
    LabelOut { place: place(label.span, places), text: both(&label.text) }
}

fn place(span: Span, places: &Places<'_>) -> PlaceOut {
    PlaceOut {
        file: places.sources().file(span.source).name().to_owned(),
        start: point(places.start(span)),
        end: point(places.end(span)),
        at: whereabouts(places.sources(), span).as_ref().map(both),
    }
}

fn point(point: Point) -> PointOut {
    let Point { line, column, utf16, byte, offset } = point;
    PointOut { line, column, utf16, byte, offset }
}

fn both(words: &Wording) -> Words {
    Words { zh: shown(&words.zh), en: shown(&words.en) }
}

/// Words of a draft as people may see them: a program that prints a message must not carry an escape code on.
fn shown(text: &str) -> String {
    visible(text).into_owned()
}
