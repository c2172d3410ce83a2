//! `guiju pack compare`

use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;

use clap::{Args, ValueEnum};

use crate::batch::{Control, Desk, Record, Terms, each, jobs, pair};
use crate::desk::{Backtest, write_backtest, write_backtest_json};
use crate::diagnostic::Diagnostics;
use crate::engine::{Engine, PackErrors, Settings};
use crate::source::SourceMap;

use super::args::LimitArguments;
use super::exit::Exit;
use super::face::Face;
use super::guard::Inputs;
use super::load::{Stop, limits, packs};
use super::output;
use super::review_args::threads as threads_asked;
use super::review_run::{progress, stop_on_interrupt, threads};
use super::review_words::{journal_failed, nothing_there, stopped};

/// `guiju pack compare`
#[derive(Debug, Args)]
pub(super) struct PackCompareArguments {
    /// The earlier version: name or folder of a pack, a file of it, or a folder of packs, of which the reports call for theirs
    #[arg(value_name = "OLD", id = "compare-old")]
    pub(super) old: PathBuf,
    /// The later version
    #[arg(value_name = "NEW", id = "compare-new")]
    pub(super) new: PathBuf,
    /// The corpus: files, folders and lists, as `guiju review` takes them
    #[arg(required = true, value_name = "PATHS", id = "compare-paths")]
    pub(super) paths: Vec<PathBuf>,
    /// Tell only of this check; may be given several times
    #[arg(long, value_name = "CODE", value_delimiter = ',', id = "compare-rule")]
    pub(super) rule: Vec<String>,
    /// Form of the output: human or json [default: human]
    #[arg(
        long,
        value_name = "FORM",
        default_value = "human",
        hide_possible_values = true,
        hide_default_value = true,
        id = "compare-format"
    )]
    pub(super) format: CompareFormat,
    /// Write to this file instead of the terminal
    #[arg(long, short, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// So many samples of each rule and kind of change [default: 3]
    #[arg(long, value_name = "N", default_value_t = 3, hide_default_value = true)]
    pub(super) limit: usize,
    /// How many threads check; by default one for each core
    #[arg(long, value_name = "N", value_parser = threads_asked)]
    pub(super) threads: Option<usize>,
    #[command(flatten)]
    pub(super) limits: LimitArguments,
}

/// The forms of a back-test.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum CompareFormat {
    /// For people.
    Human,
    /// For programs.
    Json,
}

/// Checks all submissions with both versions and tells which verdicts change.
pub(super) fn run(face: &Face, arguments: &PackCompareArguments) -> Result<Exit, Stop> {
    let mut told = Diagnostics::default();
    let mut jobs = jobs(&arguments.paths, &mut told);
    pair(&mut jobs, &[], &mut told);
    if jobs.is_empty() && !told.has_errors() {
        told.push(nothing_there());
    }
    if told.has_errors() {
        return Err(PackErrors { sources: SourceMap::default(), diagnostics: told }.into());
    }
    let inputs = Inputs::of(&arguments.paths)
        .and_files_of(&jobs)
        .and([&arguments.old, &arguments.new].into_iter().filter(|path| path.is_file()));
    let inputs = inputs.and_pack(Some(&arguments.old)).and_pack(Some(&arguments.new));
    inputs.spare(arguments.output.as_deref())?;
    let (old, new) = (version(&arguments.old, arguments)?, version(&arguments.new, arguments)?);
    let called = |path: &Path| path.to_string_lossy().into_owned();
    let mut test = Backtest::new(called(&arguments.old), called(&arguments.new), arguments.limit);
    test.tell_only_of(&arguments.rule);
    let stop = stop_on_interrupt();
    let threads = threads(arguments.threads);
    let bar = progress(Some(jobs.len()), false);
    let ended = each(
        &mut jobs.iter(),
        Control { threads, stop: &stop },
        &|job| (old.record(job), new.record(job)),
        &mut |_, (old, new): &(Record, Record)| -> io::Result<()> {
            test.add(old, new);
            bar.inc(1);
            Ok(())
        },
    );
    bar.finish_and_clear();
    ended.map_err(|error| journal_failed(Path::new("-"), &error))?;
    if stop.load(Ordering::Relaxed) {
        return Err(stopped().into());
    }
    test.name_rules(&|code| new.title_of(code).or_else(|| old.title_of(code)));
    let draft = test.language();
    let look = if arguments.output.is_some() { face.file_look(draft) } else { face.look(draft) };
    output::to(arguments.output.as_deref(), |out| match arguments.format {
        CompareFormat::Human => write_backtest(&test, &look, out),
        CompareFormat::Json => write_backtest_json(&test, out),
    })?;
    Ok(if test.differs() { Exit::Findings } else { Exit::Clean })
}

/// The packs of one version, ready to check with. A file stands for the folder it is in; of several packs in a folder
/// each report takes the one it calls for.
fn version(asked: &Path, arguments: &PackCompareArguments) -> Result<Desk, Stop> {
    let mut engine = Engine::embedded();
    let folder = asked.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let names = packs(&mut engine, if asked.is_file() { folder } else { asked })?;
    let only = match names.as_slice() {
        [one] => Some(one.clone()),
        _ => None,
    };
    let settings = Settings { work: arguments.limits.max_work.map(crate::plan::Work), ..Settings::default() };
    let terms = Terms { asked: only, settings, limits: limits(&arguments.limits), ..Terms::default() };
    Ok(Desk::new(engine, terms)?)
}
