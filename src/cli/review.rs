//! `guiju review`

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::batch::{Control, Desk, Job, Journal, Line, Record, jobs, run as run_all};
use crate::desk::{Form, Records, Totals, write, write_annotations, write_summary};
use crate::diagnostic::{Diagnostic, Diagnostics, Language, Wording};
use crate::engine::{Engine, PackErrors, Settings};
use crate::plan::Work;
use crate::reporter::{Look, visible};
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
    let outputs = outputs(&arguments.output)?;
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
    let (mut totals, mut draft) = (Totals::default(), None);
    let counted = Records::of(&mut journal).each(&mut |record| {
        totals.add(record);
        draft = draft.or(record.language());
        Ok(())
    });
    counted.map_err(|error| journal_failed(Path::new("-"), &error))?;
    let look = face.look(draft);
    for (path, form) in outputs {
        let mut records = Records::of(&mut journal);
        let mut texts = |number: usize, record: &Record| {
            jobs.get(number).map(|job| desk.texts(job, &record.key)).unwrap_or_default()
        };
        output::to(Some(path), |out| write(form, &totals, &mut records, &mut texts, look.language, out))?;
    }
    match arguments.format {
        ReviewFormat::Human => output::to(None, |out| write_summary(&totals, &look, out))?,
        ReviewFormat::Github => {
            output::to(None, |out| write_annotations(&mut Records::of(&mut journal), look.language, out))?;
        }
        // Each line was written as it was done.
        ReviewFormat::Ndjson => {}
    }
    if let Some(folder) = &arguments.letters {
        let letter_look = face.file_look(draft.or(Some(Language::Chinese)));
        let count = letters::write(folder, &mut journal, &letter_look)?;
        if arguments.format == ReviewFormat::Human {
            output::to(None, |out| writeln!(out, "{}", letters_written(count, folder, &look)))?;
        }
    }
    let counts = totals.counts();
    Ok(if totals.unchecked() > 0 || counts.errors > 0 { Exit::Findings } else { Exit::Clean })
}

fn letters_written(count: usize, folder: &Path, look: &Look) -> String {
    let words = look.choose("退回意见：{n} 份，在 {folder}", "return lists: {n} in {folder}").to_owned();
    words.replace("{n}", &count.to_string()).replace("{folder}", &visible(&folder.to_string_lossy()))
}

/// The files to be written with their forms. What could not be written is told before hours of checking, not after.
fn outputs(paths: &[PathBuf]) -> Result<Vec<(&Path, Form)>, Stop> {
    let mut told = Diagnostics::default();
    let mut outputs = Vec::new();
    for path in paths {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        match Form::of(path) {
            None => told.push(formless(path)),
            Some(_) if !folder.is_dir() || path.is_dir() => told.push(no_place(path)),
            Some(form) => outputs.push((path.as_path(), form)),
        }
    }
    if told.has_errors() {
        return Err(PackErrors { sources: SourceMap::default(), diagnostics: told }.into());
    }
    Ok(outputs)
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
pub(super) fn progress(count: usize, streams: bool) -> ProgressBar {
    let is_seen = io::stderr().is_terminal() && !(streams && io::stdout().is_terminal());
    let target = if is_seen { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
    let bar = ProgressBar::with_draw_target(Some(count as u64), target);
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len}  {per_sec}  {eta}") {
        bar.set_style(style);
    }
    bar
}

pub(super) fn stop_on_interrupt() -> Arc<AtomicBool> {
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

/// The end of a run that a person wished to end.
pub(super) fn stopped() -> Diagnostic {
    Diagnostic::placeless(
        "cli::interrupted",
        Wording::new("已按要求中止，没有写出结果", "stopped as asked; no result was written"),
    )
}

fn interrupted(arguments: &ReviewArguments) -> Diagnostic {
    stopped().help(match &arguments.resume {
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

fn formless(path: &Path) -> Diagnostic {
    let (name, known) = (path.to_string_lossy(), Form::ENDINGS);
    Diagnostic::placeless(
        "cli::output_form",
        Wording::new(
            format!("从扩展名看不出 {name} 要写成什么形式"),
            format!("the ending of {name} does not say in which form to write it"),
        ),
    )
    .help(Wording::new(format!("可用的扩展名：{known}"), format!("endings there are: {known}")))
}

fn no_place(path: &Path) -> Diagnostic {
    let name = path.to_string_lossy();
    Diagnostic::placeless(
        "cli::not_written",
        Wording::new(
            format!("{name} 写不了：所在的文件夹不存在，或它本身是文件夹"),
            format!("{name} cannot be written: its folder is not there, or it is a folder itself"),
        ),
    )
}

pub(super) fn nothing_there() -> Diagnostic {
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
