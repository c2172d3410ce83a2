//! `guiju annotate`

use std::path::PathBuf;

use crate::diagnostic::{Diagnostic, Wording};
use crate::engine::{Checked, Input, PackErrors};
use crate::finding::Finding;
use crate::patch::sheet::{self, CellNote, Column, Field, Findings};
use crate::patch::{Mark, PatchError, word};
use crate::read::Limits;
use crate::reporter::{Look, ROW, Row, note, row, visible, write_closing};
use crate::review::Review;
use crate::source::{CellPlace, Grid, Locator, SourceId, SourceMap, Span};

use super::args::AnnotateArguments;
use super::exit::Exit;
use super::face::Face;
use super::load::{Stop, gathered, limits, pack_for};
use super::target::{Kind, Target, make_folder_of, targets};
use super::{many, output};

/// Checks the files and writes the findings into those that can hold them.
pub(super) fn run(face: &Face, arguments: &AnnotateArguments) -> Exit {
    annotated(face, arguments).unwrap_or_else(|stop| {
        face.complain(&stop);
        Exit::CouldNotRun
    })
}

fn annotated(face: &Face, arguments: &AnnotateArguments) -> Result<Exit, Stop> {
    let limits = limits(&arguments.limits);
    let gathered = gathered(&arguments.files, &limits)?;
    let writable = |input: &&Input| matches!(Kind::of(input), Kind::Word | Kind::Sheet);
    let inputs: Vec<Input> = gathered.inputs.iter().filter(writable).cloned().collect();
    let first = gathered.inputs.first().map(|input| (input.name.clone(), Kind::of(input)));
    // What cannot be read at all is told first.
    let opened = gathered.opened(&limits)?;
    if let Some((name, kind)) = first.filter(|_| inputs.is_empty()) {
        return Err(nothing_to_annotate(&name, kind).into());
    }
    let targets = targets(inputs, &arguments.files, arguments.output.as_deref(), arguments.write)?;
    let pack = pack_for(&arguments.rules, &arguments.limits, &opened)?;
    let Checked { sources, review, diagnostics } = pack.check_opened(opened);
    let Some(review) = review else { return Err(PackErrors { sources, diagnostics }.into()) };
    let work =
        Work { review: &review, sources: &sources, limits: &limits, look: &face.file_look(Some(review.language)) };
    let mut done = Vec::new();
    for target in &targets {
        done.extend(work.write(target, done.is_empty())?);
    }
    let look = face.look(Some(review.language));
    let told: Vec<&Finding> = done.iter().flat_map(|done| done.findings.iter().copied()).collect();
    let left = review.findings.iter().filter(|finding| !told.iter().any(|told| std::ptr::eq(*told, *finding))).count();
    output::to(None, |out| {
        for done in &done {
            writeln!(out, "{}", done.said(&look))?;
        }
        if left > 0 {
            writeln!(out, "{}", elsewhere(left, &look))?;
        }
        write_closing(&review, &look, out)
    })?;
    let exit = Exit::of(review.summary().gravest(), arguments.exit.fail_on);
    if !diagnostics.is_empty() {
        face.complain(&Stop::from(PackErrors { sources, diagnostics }));
    }
    Ok(exit)
}

/// What is written into files, and how.
struct Work<'a> {
    review: &'a Review,
    sources: &'a SourceMap,
    limits: &'a Limits,
    look: &'a Look,
}

/// A file that was written.
struct Done<'a> {
    path: PathBuf,
    kind: Kind,
    findings: Vec<&'a Finding>,
}

impl<'a> Work<'a> {
    /// Writes one file; `None` where it was not read. What has no place at all goes to the first one.
    fn write(&self, target: &Target, is_first: bool) -> Result<Option<Done<'a>>, Stop> {
        let mut mine = self.review.sources.iter().copied();
        let Some(home) = mine.find(|source| self.sources.file(*source).name() == target.input.name) else {
            return Ok(None);
        };
        let is_mine = |finding: &&Finding| place_in(finding, home).is_some() || (is_first && is_placeless(finding));
        let findings: Vec<&Finding> = self.review.findings.iter().filter(is_mine).collect();
        let kind = Kind::of(&target.input);
        let bytes = &target.input.bytes;
        let patched = match kind {
            Kind::Word => word::annotate(bytes, self.limits, &self.marks(home, &findings)),
            Kind::Sheet => {
                let (notes, list) = self.notes(home, &findings);
                sheet::annotate(bytes, self.limits, &notes, &list)
            }
            Kind::Printed | Kind::Text => return Ok(None),
        };
        let bytes = patched.map_err(|error| not_patched(&target.input.name, &error))?;
        make_folder_of(&target.path)?;
        output::to(Some(&target.path), |out| out.write_all(&bytes))?;
        Ok(Some(Done { path: target.path.clone(), kind, findings }))
    }

    /// Comments of a Word file.
    fn marks(&self, home: SourceId, findings: &[&Finding]) -> Vec<Mark> {
        let mark = |finding: &&Finding| {
            let place = place_in(finding, home);
            let words = note(finding, home, self.sources, self.look);
            Mark {
                range: place.map_or(0..0, |span| span.start..span.end),
                note: Some(format!("{}\n{}", words.heading, words.text)),
                replacement: None,
            }
        };
        findings.iter().map(mark).collect()
    }

    /// Notes and the list of a workbook.
    fn notes(&self, home: SourceId, findings: &[&Finding]) -> (Vec<CellNote>, Findings) {
        let mut notes = Vec::new();
        let mut rows = Vec::new();
        for (number, finding) in (1..).zip(findings) {
            let cell = place_in(finding, home).and_then(|span| self.cell(span));
            if let Some((sheet, place)) = cell.clone() {
                let words = note(finding, home, self.sources, self.look);
                notes.push(CellNote { sheet, place, heading: words.heading, text: words.text });
            }
            let Row { severity, code, place, message, computation, basis, advice } =
                row(finding, home, self.sources, self.look);
            let words = [severity, code, place, message, computation, basis, advice].map(Field::Text);
            let fields = std::iter::once(Field::Number(number)).chain(words).collect();
            let link = cell.map(|(sheet, place)| (PLACE, sheet, place));
            rows.push(sheet::Row { fields, link });
        }
        let heading = |(zh, en): (&str, &str)| self.look.choose(zh, en).to_owned();
        let columns = ROW.into_iter().zip(WIDTHS);
        let columns = columns.map(|(names, width)| Column { heading: heading(names), width }).collect();
        (notes, Findings { columns, rows })
    }

    /// The cell that holds a place.
    fn cell(&self, span: Span) -> Option<(String, CellPlace)> {
        let origin = self.sources.file(span.source).origin()?;
        let Locator::Cell(place) = origin.region(span.start)?.locator else { return None };
        let Grid { sheet, .. } = origin.grids.get(place.grid as usize)?;
        Some((sheet.clone()?, place))
    }
}

/// The column of places, and how wide each one is, in digits.
const PLACE: usize = 3;
const WIDTHS: [u32; 8] = [6, 9, 8, 20, 48, 44, 30, 44];

/// Where a finding stands in a file: at its main place, else at the first figure that takes part.
fn place_in(finding: &Finding, home: SourceId) -> Option<Span> {
    let labels = finding.primary.iter().chain(&finding.operands);
    labels.map(|label| label.span).find(|span| span.source == home)
}

fn is_placeless(finding: &Finding) -> bool {
    finding.primary.is_none() && finding.operands.is_empty()
}

impl Done<'_> {
    /// `批注稿.docx：5 条批注`
    fn said(&self, look: &Look) -> String {
        let count = self.findings.len();
        let path = self.path.to_string_lossy();
        let (zh, en) = match self.kind {
            _ if count == 0 => ("{p}：没有问题要写入", "{p}: nothing to write into it"),
            Kind::Sheet => {
                ("{p}：已写入 {n} 个问题（批注和检查结果表）", "{p}: {m} written (notes and a sheet of findings)")
            }
            Kind::Word | Kind::Printed | Kind::Text => {
                ("{p}：已写入 {n} 个问题（批注）", "{p}: {m} written (comments)")
            }
        };
        let words = look.choose(zh, en).replace("{n}", &count.to_string()).replace("{m}", &many(count, "finding"));
        words.replace("{p}", &visible(&path))
    }
}

fn elsewhere(count: usize, look: &Look) -> String {
    let words = look.choose(
        "另有 {n} 个问题在不能写入批注的文件中，请用 guiju check 查看。",
        "{m} more in files that take no comments; guiju check shows them.",
    );
    words.replace("{n}", &count.to_string()).replace("{m}", &many(count, "finding"))
}

/// What cannot be annotated, and what to do instead.
fn nothing_to_annotate(name: &str, kind: Kind) -> Diagnostic {
    let message = Wording::new(
        format!("批注只能写入 Word（.docx）和 Excel（.xlsx）文件，“{name}”不是"),
        format!("only Word files (.docx) and workbooks (.xlsx) can be annotated; `{name}` is neither"),
    );
    let help = match kind {
        Kind::Printed => Wording::new(
            "请用 guiju check 查看问题，或给出它的 Word 原稿。",
            "See the findings with guiju check, or give the Word file it was made from.",
        ),
        Kind::Word | Kind::Sheet | Kind::Text => Wording::new(
            "请用 guiju check 查看问题；报告可在 Word 或 WPS 中另存为 .docx 后再批注。",
            "See the findings with guiju check; a report may be saved as .docx in Word or WPS and annotated then.",
        ),
    };
    Diagnostic::placeless("cli::not_annotated", message).help(help)
}

/// A file that nothing can be written into, and why.
pub(super) fn not_patched(name: &str, error: &PatchError) -> Diagnostic {
    let Wording { zh, en } = &error.why;
    Diagnostic::placeless(
        "cli::not_patched",
        Wording::new(format!("无法写入“{name}”的副本：{zh}"), format!("`{name}` cannot be written into: {en}")),
    )
    .help(Wording::new(
        "请在 Word、Excel 或 WPS 中打开它，另存一份再试",
        "open it in Word, Excel or WPS, save it anew and try again",
    ))
}
