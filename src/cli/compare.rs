//! `guiju compare`, and the earlier check that `guiju check` holds its own against.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::engine::{Checked, CompiledPack, PackErrors};
use crate::read::Limits;
use crate::reporter::{read_baseline, write, write_comparison};
use crate::review::{Baseline, FileReceipt, FileRole, Review};

use super::args::{ExitArguments, FormatName, LimitArguments, OutputArguments, SelectArguments};
use super::check::material;
use super::exit::Exit;
use super::face::Face;
use super::guard::Inputs;
use super::load::{Stop, limits, pack_for, submission, text_file};
use super::output;

/// Options about an earlier check.
#[derive(Debug, Args)]
pub(super) struct BaselineArguments {
    /// The JSON result of an earlier check or review: tells which findings are new, which are fixed, which remain
    #[arg(long, value_name = "FILE")]
    pub(super) baseline: Option<PathBuf>,
    /// Let only new findings decide the exit code
    #[arg(long, requires = "baseline")]
    pub(super) new_only: bool,
}

/// `guiju compare`
#[derive(Debug, Args)]
pub(super) struct CompareArguments {
    /// The earlier draft: a file, or a folder with all files of the submission
    #[arg(value_name = "OLD")]
    pub(super) old: PathBuf,
    /// The later draft
    #[arg(value_name = "NEW")]
    pub(super) new: PathBuf,
    #[command(flatten)]
    pub(super) rules: SelectArguments,
    #[command(flatten)]
    pub(super) to: OutputArguments,
    #[command(flatten)]
    pub(super) exit: ExitArguments,
    #[command(flatten)]
    pub(super) limits: LimitArguments,
}

/// Reads the result of an earlier check.
pub(super) fn earlier(path: &Path, limits: &Limits) -> Result<(Baseline, FileReceipt), Stop> {
    let file = text_file(path, limits)?;
    let receipt = FileReceipt::of(&file.name, FileRole::Baseline, &file.bytes);
    Ok((read_baseline(&file.name, &file.text)?, receipt))
}

/// Holds a check against an earlier one.
pub(super) fn hold(baseline: &Baseline, pack: &CompiledPack, checked: &mut Checked) {
    let Some(review) = &mut checked.review else { return };
    if let Some(warning) = baseline.foreign(review) {
        checked.diagnostics.push(warning);
    }
    review.baseline = Some(baseline.compare(review, &|code| pack.selects(code)));
}

/// Checks two drafts and tells what has changed.
pub(super) fn run(face: &Face, arguments: &CompareArguments) -> Exit {
    match compared(arguments) {
        Ok((pack, checked)) => report(face, arguments, &pack, &checked),
        Err(stop) => {
            face.complain(&stop);
            Exit::CouldNotRun
        }
    }
}

/// Both drafts are checked with the rules that the later one calls for, so that only the drafts differ.
fn compared(arguments: &CompareArguments) -> Result<(CompiledPack, Checked), Stop> {
    let limits = limits(&arguments.limits);
    let inputs = Inputs::of([&arguments.old, &arguments.new]).and_pack(arguments.rules.packs.pack.as_deref());
    inputs.spare(arguments.to.output.as_deref())?;
    let (old, new) = (submission(&[&arguments.old], &limits)?, submission(&[&arguments.new], &limits)?);
    let pack = pack_for(&arguments.rules, &arguments.limits, &new)?;
    let baseline = Baseline::of(&whole(pack.check_opened(old))?.1);
    let (mut checked, mut review) = whole(pack.check_opened(new))?;
    review.baseline = Some(baseline.compare(&review, &|code| pack.selects(code)));
    checked.review = Some(review);
    Ok((pack, checked))
}

/// A check that could be made, and its review.
fn whole(mut checked: Checked) -> Result<(Checked, Review), Stop> {
    match checked.review.take() {
        Some(review) => Ok((checked, review)),
        None => Err(PackErrors { sources: checked.sources, diagnostics: checked.diagnostics }.into()),
    }
}

fn report(face: &Face, arguments: &CompareArguments, pack: &CompiledPack, checked: &Checked) -> Exit {
    let material = material(pack, checked);
    let draft = checked.review.as_ref().map(|review| review.language);
    let look = if arguments.to.output.is_some() { face.file_look(draft) } else { face.look(draft) };
    let target = arguments.to.output.as_deref();
    let written = match arguments.to.format {
        FormatName::Human => output::to(target, |out| write_comparison(&material, &look, out)),
        other => output::to(target, |out| write(other.form(), &material, &look, out)),
    };
    if let Err(diagnostic) = written {
        face.complain(&diagnostic.into());
        return Exit::CouldNotRun;
    }
    let comparison = checked.review.as_ref().and_then(|review| Some((review, review.baseline.as_ref()?)));
    Exit::of(comparison.and_then(|(review, one)| one.gravest_new(review)), arguments.exit.fail_on)
}
