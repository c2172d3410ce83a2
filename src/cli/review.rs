//! `guiju review`

use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::batch::{Control, Desk, Job, Journal, Line, Record, jobs, run as run_all};
use crate::desk::{Totals, write_summary};
use crate::diagnostic::{Diagnostic, Diagnostics, Language, Wording};
use crate::engine::{Engine, PackErrors, Settings};
use crate::plan::Work;
use crate::reporter::visible;
use crate::source::SourceMap;

use super::exit::Exit;
use super::face::Face;
use super::letters;
use super::load::{Stop, limits, one_pack, settings};
use super::output;
use super::review_args::{ReviewArguments, ReviewFormat};

/// Checks all submissions and writes what was asked for.
pub(super) fn run(face: &Face, arguments: &ReviewArguments) -> Exit {
    match reviewed(face, arguments) {
        Ok(exit) => exit,
        Err(stop) => {
            face.complain(&stop);
            Exit::CouldNotRun
        }
    }
}

fn reviewed(face: &Face, arguments: &ReviewArguments) -> Result<Exit, Stop> {
    let mut told = Diagnostics::default();
    let jobs = jobs(&arguments.paths, &mut told);
    if told.has_errors() || jobs.is_empty() {
        if jobs.is_empty() && !told.has_errors() {
            told.push(nothing_there());
        }
        return Err(PackErrors { sources: SourceMap::default(), diagnostics: told }.into());
    }
    let desk = desk(arguments)?;
    let mut journal = match &arguments.resume {
        Some(path) => Journal::kept(path, jobs.len()).map_err(|error| journal_failed(path, &error))?,
        None => Journal::temporary(jobs.len()).map_err(|error| journal_failed(Path::new("-"), &error))?,
    };
    let stop = stop_on_interrupt();
    let streams = arguments.format == ReviewFormat::Ndjson;
    check_all(arguments, &desk, &jobs, &mut journal, &stop, streams)?;
    if stop.load(Ordering::Relaxed) {
        return Err(interrupted(arguments).into());
    }
    let mut totals = Totals::default();
    let counted = journal.each(&mut |_, line| {
        Record::parse(line).into_iter().for_each(|record| totals.add(&record));
        Ok(())
    });
    counted.map_err(|error| journal_failed(Path::new("-"), &error))?;
    if !streams {
        output::to(None, |out| write_summary(&totals, &face.look(None), out))?;
    }
    if let Some(folder) = &arguments.letters {
        let count = letters::write(folder, &mut journal, &face.file_look(Some(Language::Chinese)))?;
        if !streams {
            output::to(None, |out| writeln!(out, "{}", letters_written(count, folder, face)))?;
        }
    }
    let counts = totals.counts();
    Ok(if totals.unchecked() > 0 || counts.errors > 0 { Exit::Findings } else { Exit::Clean })
}

fn letters_written(count: usize, folder: &Path, face: &Face) -> String {
    let words = face.look(None).choose("退回意见：{n} 份，在 {folder}", "return lists: {n} in {folder}").to_owned();
    words.replace("{n}", &count.to_string()).replace("{folder}", &visible(&folder.to_string_lossy()))
}

fn desk(arguments: &ReviewArguments) -> Result<Desk, Stop> {
    let work = arguments.limits.max_work.map(Work);
    let settings = Settings { set: settings(&arguments.rules.set)?, rules: arguments.rule.clone(), work };
    let mut engine = Engine::embedded();
    let asked = match &arguments.rules.pack {
        Some(pack) => Some(one_pack(&mut engine, pack)?),
        None => None,
    };
    Ok(Desk::new(engine, asked, settings, limits(&arguments.limits), arguments.proof)?)
}

/// Checks all; lines go to the journal, and to standard output where they are streamed.
fn check_all(
    arguments: &ReviewArguments,
    desk: &Desk,
    jobs: &[Job],
    journal: &mut Journal,
    stop: &AtomicBool,
    streams: bool,
) -> Result<(), Stop> {
    let known = journal.reader().map_err(|error| journal_failed(Path::new("-"), &error))?;
    let threads = arguments.threads.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from));
    let bar = progress(jobs.len(), streams);
    let mut out = io::BufWriter::new(io::stdout().lock());
    let mut gone = false;
    let mut sink = |number: usize, line: &Line| -> io::Result<()> {
        journal.keep(number, line)?;
        bar.inc(1);
        if streams && !gone {
            match writeln!(out, "{}", line.text).and_then(|()| out.flush()) {
                // A reader that has gone is no mistake; the journal goes on only if it is kept.
                Err(error) if error.kind() == io::ErrorKind::BrokenPipe => gone = true,
                other => other?,
            }
        }
        Ok(())
    };
    let ended = run_all(desk, jobs, Control { threads, stop }, &known, &mut sink);
    bar.finish_and_clear();
    ended.and_then(|()| journal.flush()).map_err(|error| journal_failed(Path::new("-"), &error).into())
}

/// A bar with rate and time left; only where a person looks on.
fn progress(count: usize, streams: bool) -> ProgressBar {
    let is_seen = io::stderr().is_terminal() && !(streams && io::stdout().is_terminal());
    let target = if is_seen { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
    let bar = ProgressBar::with_draw_target(Some(count as u64), target);
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len}  {per_sec}  {eta}") {
        bar.set_style(style);
    }
    bar
}

fn stop_on_interrupt() -> Arc<AtomicBool> {
    let stop = Arc::new(AtomicBool::new(false));
    let wish = Arc::clone(&stop);
    // Where no handler can be set, an interrupt ends the process as it always did.
    let _ = ctrlc::set_handler(move || {
        if wish.swap(true, Ordering::Relaxed) {
            std::process::exit(130);
        }
    });
    stop
}

fn interrupted(arguments: &ReviewArguments) -> Diagnostic {
    let diagnostic = Diagnostic::placeless(
        "cli::interrupted",
        Wording::new("已按要求中止，没有写出结果", "stopped as asked; no result was written"),
    );
    diagnostic.help(match &arguments.resume {
        Some(path) => {
            let path = path.to_string_lossy();
            Wording::new(
                format!("已完成的部分在 {path} 中，用同样的命令（含 --resume）即可继续"),
                format!("what was done is kept in {path}; the same command with --resume goes on"),
            )
        }
        None => {
            Wording::new("下次加 --resume 文件，中止后可以继续", "with --resume FILE an interrupted review can go on")
        }
    })
}

fn nothing_there() -> Diagnostic {
    Diagnostic::placeless("cli::empty_folder", Wording::new("没有可检查的提交材料", "there is no submission to check"))
}

pub(super) fn journal_failed(path: &Path, error: &io::Error) -> Diagnostic {
    let (name, why) = (path.to_string_lossy(), output::reason(error));
    Diagnostic::placeless(
        "cli::journal",
        Wording::new(
            format!("无法保存进度（{name}）：{}", why.zh),
            format!("progress cannot be kept ({name}): {}", why.en),
        ),
    )
}
