//! `guiju fix`

use std::path::{Path, PathBuf};

use crate::diagnostic::{Diagnostic, Wording};
use crate::engine::{Checked, CompiledPack, Input, Opened, PackErrors};
use crate::finding::{Correction, Finding};
use crate::patch::text::{Edit, disjoint, edited};
use crate::patch::{Mark, word};
use crate::read::Limits;
use crate::reporter::{Look, Tone, diff, note, proposal, visible};
use crate::source::SourceMap;

use super::annotate::not_patched;
use super::args::FixArguments;
use super::exit::Exit;
use super::face::Face;
use super::load::{Stop, gathered, limits, pack_for};
use super::revise::{Revised, revised};
use super::target::{Kind, make_folder_of, targets};
use super::{many, output};

/// Makes what is certain, or shows it.
pub(super) fn run(face: &Face, arguments: &FixArguments) -> Exit {
    fixed(face, arguments).unwrap_or_else(|stop| {
        face.complain(&stop);
        Exit::CouldNotRun
    })
}

/// What is to be done, and what is told about it.
struct Fix {
    /// The new file.
    bytes: Vec<u8>,
    /// The change of the text.
    diff: String,
    /// True where it is a Word file: changes are tracked, proposals are comments.
    is_word: bool,
    /// How many corrections are made.
    count: usize,
    /// What is proposed and not made, a line each.
    proposals: Vec<String>,
    /// What is said of the file.
    warnings: Stop,
}

fn fixed(face: &Face, arguments: &FixArguments) -> Result<Exit, Stop> {
    let limits = limits(&arguments.limits);
    let mut files = gathered(&[&arguments.file], &limits)?;
    let is_one = files.inputs.len() == 1 && !arguments.file.is_dir();
    let Some(input) = files.inputs.first().cloned().filter(|_| is_one) else { return Err(one_file().into()) };
    let kind = Kind::of(&input);
    if matches!(kind, Kind::Sheet | Kind::Printed) {
        return Err(not_fixable(&input.name, kind).into());
    }
    let path = place(&input, arguments)?;
    files.inputs.truncate(1);
    let opened = files.opened(&limits)?;
    let pack = pack_for(&arguments.rules, &arguments.limits, &opened)?;
    let (fix, look) = match kind {
        Kind::Word => of_word(face, &pack, &input, opened, &limits)?,
        Kind::Text | Kind::Sheet | Kind::Printed => of_text(face, &pack, &input, opened, &limits)?,
    };
    let unchanged = fix.bytes == input.bytes && path.as_deref() == Some(Path::new(&input.name));
    if let Some(path) = path.as_deref().filter(|_| !unchanged) {
        make_folder_of(path)?;
        output::to(Some(path), |out| out.write_all(&fix.bytes))?;
    }
    output::to(None, |out| out.write_all(said(&fix, path.as_deref(), &look).as_bytes()))?;
    if !fix.warnings.diagnostics().is_empty() {
        face.complain(&fix.warnings);
    }
    Ok(if path.is_some() || fix.count == 0 { Exit::Clean } else { Exit::Findings })
}

/// Where the new file goes; `None` to show it only.
fn place(input: &Input, arguments: &FixArguments) -> Result<Option<PathBuf>, Stop> {
    if arguments.output.is_none() && !arguments.write {
        return Ok(None);
    }
    if arguments.output.is_none() && arguments.file.as_os_str() == "-" {
        return Err(no_place_for_stdin().into());
    }
    let asked = [arguments.file.clone()];
    let targets = targets(vec![input.clone()], &asked, arguments.output.as_deref(), arguments.write)?;
    Ok(targets.into_iter().next().map(|target| target.path))
}

fn of_text(
    face: &Face,
    pack: &CompiledPack,
    input: &Input,
    opened: Opened,
    limits: &Limits,
) -> Result<(Fix, Look), Stop> {
    let old = opened.sources.iter().next().map(|(_, file)| file.shared_text());
    let Revised { bytes, count, checked } = revised(pack, &input.name, input.bytes.clone(), opened, limits)?;
    let look = face.look(checked.review.as_ref().map(|review| review.language));
    let new = checked.sources.iter().next().map(|(_, file)| file.text());
    let diff = diff(&input.name, old.as_deref().unwrap_or(""), new.unwrap_or(""), &look);
    let proposals = proposals(findings(&checked), &checked.sources, &look);
    Ok((Fix { bytes, diff, is_word: false, count, proposals, warnings: warnings(checked) }, look))
}

/// Corrections as tracked changes, proposals as comments.
fn of_word(
    face: &Face,
    pack: &CompiledPack,
    input: &Input,
    opened: Opened,
    limits: &Limits,
) -> Result<(Fix, Look), Stop> {
    let checked = pack.check_opened(opened);
    let Some(review) = &checked.review else {
        return Err(PackErrors { sources: checked.sources, diagnostics: checked.diagnostics }.into());
    };
    let look = face.look(Some(review.language));
    let sources = &checked.sources;
    let certain = |finding: &&Finding| finding.correction.as_ref().is_some_and(|it| it.certain);
    let edits = findings(&checked).filter(certain).filter_map(|finding| finding.correction.as_ref());
    let (edits, left) =
        disjoint(edits.map(|it| Edit { range: it.span.range(), replacement: it.replacement.clone() }).collect());
    let replaced = edits.iter().map(|edit| Mark {
        range: narrow(edit.range.start)..narrow(edit.range.end),
        note: None,
        replacement: Some(edit.replacement.clone()),
    });
    let is_left = |correction: &Correction| {
        let edit = Edit { range: correction.span.range(), replacement: correction.replacement.clone() };
        !correction.certain || left.contains(&edit)
    };
    let proposed: Vec<&Finding> =
        findings(&checked).filter(|finding| finding.correction.as_ref().is_some_and(is_left)).collect();
    let file_look = face.file_look(Some(review.language));
    let commented = proposed.iter().filter_map(|finding| {
        let span = finding.correction.as_ref()?.span;
        let words = note(finding, span.source, sources, &file_look);
        let words = format!("{}\n{}", words.heading, words.text);
        Some(Mark { range: span.start..span.end, note: Some(words), replacement: None })
    });
    let marks: Vec<Mark> = replaced.chain(commented).collect();
    let bytes = word::annotate(&input.bytes, limits, &marks).map_err(|error| not_patched(&input.name, &error))?;
    let old = sources.iter().next().map_or("", |(_, file)| file.text());
    let new = edited(old, &edits).unwrap_or_else(|_| old.to_owned());
    // The lines of a transcript are paragraphs: none is without an end.
    let diff = diff(&input.name, &format!("{old}\n"), &format!("{new}\n"), &look);
    let proposals = proposals(proposed.into_iter(), sources, &look);
    Ok((Fix { bytes, diff, is_word: true, count: edits.len(), proposals, warnings: warnings(checked) }, look))
}

fn warnings(checked: Checked) -> Stop {
    PackErrors { sources: checked.sources, diagnostics: checked.diagnostics }.into()
}

fn narrow(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}

fn findings(checked: &Checked) -> impl Iterator<Item = &Finding> {
    checked.review.iter().flat_map(|review| &review.findings)
}

fn proposals<'f>(findings: impl Iterator<Item = &'f Finding>, sources: &SourceMap, look: &Look) -> Vec<String> {
    findings.filter_map(|finding| proposal(finding, sources, look)).collect()
}

/// The diff, what was done, and what is left to a person.
fn said(fix: &Fix, path: Option<&Path>, look: &Look) -> String {
    let done = match (fix.count, path) {
        (_, Some(_)) if fix.is_word && fix.count > 0 => {
            look.choose("{n} 处写成修订，已写入 {p}。", "{m} made as tracked changes and written to {p}.")
        }
        (0, _) => look.choose("没有确定要改的内容。", "Nothing is certain enough to change."),
        (_, Some(_)) => look.choose("改了 {n} 处，已写入 {p}。", "{m} made and written to {p}."),
        (_, None) => look.choose(
            "可改 {n} 处；加 --write 改写原件，或用 -o 写入另一个文件。",
            "{m} can be made: --write changes the file, -o writes another one.",
        ),
    };
    let has_path = path.is_some();
    let path = path.map(Path::to_string_lossy).unwrap_or_default();
    let done = done.replace("{n}", &fix.count.to_string()).replace("{m}", &many(fix.count, "change"));
    let mut lines = vec![look.paint(Tone::Good, &done.replace("{p}", &visible(&path)))];
    if !fix.proposals.is_empty() {
        let head = if fix.is_word && has_path {
            look.choose(
                "另有建议，已写成批注，须核实后自行修改：",
                "Proposals that a person must judge, written as comments:",
            )
        } else {
            look.choose("另有建议，须核实后自行修改：", "Proposals that a person must judge:")
        };
        lines.push(look.paint(Tone::Strong, head));
        lines.extend(fix.proposals.iter().map(|line| format!("  {line}")));
    }
    fix.diff.clone() + &lines.join("\n") + "\n"
}

fn not_fixable(name: &str, kind: Kind) -> Diagnostic {
    let message = Wording::new(format!("“{name}”不能直接修改"), format!("`{name}` cannot be changed here"));
    Diagnostic::placeless("cli::not_fixable", message).help(if kind == Kind::Sheet {
        Wording::new(
            "用 guiju annotate 可把问题和建议写成单元格批注。",
            "guiju annotate writes findings and proposals as notes at the cells.",
        )
    } else {
        Wording::new("请修改它的 Word 原稿。", "Change the Word file it was made from.")
    })
}

fn one_file() -> Diagnostic {
    Diagnostic::placeless("cli::one_file", Wording::new("fix 一次只改一个文件", "fix takes one file at a time"))
        .help(Wording::new("请给出文件夹中的一个文件。", "Name one file of the folder."))
}

fn no_place_for_stdin() -> Diagnostic {
    Diagnostic::placeless(
        "cli::no_place",
        Wording::new("标准输入不能改写", "standard input cannot be changed in place"),
    )
    .help(Wording::new("请用 -o 给出文件名。", "Give the name of a file with -o."))
}
