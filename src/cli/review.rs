//! `guiju review`

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::batch::{self, Control, Desk, DraftText, Earlier, Job, Journal, Record, State, Stream, Terms, jobs};
use crate::desk::{Form, Frame, Records, Totals, write, write_annotations, write_proof, write_summary};
use crate::diagnostic::{Diagnostic, Diagnostics, Wording};
use crate::engine::{Engine, PackErrors, Settings};
use crate::plan::Work;
use crate::read::Limits;
use crate::reporter::{Look, visible};
use crate::review::Needed;
use crate::source::SourceMap;

use super::aside::Aside;
use super::exit::Exit;
use super::face::Face;
use super::guard::Inputs;
use super::letters;
use super::load::{Stop, limits, one_pack, settings};
use super::output;
use super::receipt::Options;
use super::review_args::{ReviewArguments, ReviewFormat};
use super::review_run::{Done, Wishes, check_all, stop_on_interrupt, threads};
use super::review_words::{
    formless, interrupted, journal_failed, last_year_of_lines, no_cohort, no_journal, no_place, no_results, not_alone,
    nothing_there, resumed,
};
use super::waive::granted;

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

/// The submissions: those that paths lead to, or lines that come.
enum Source {
    Known(Vec<Job>),
    Lines(Stream),
}

fn reviewed(face: &Face, arguments: &ReviewArguments) -> Result<Exit, Stop> {
    let (limits, stop) = (limits(&arguments.limits), stop_on_interrupt());
    let outputs = outputs(&arguments.output)?;
    let shows_texts = outputs.iter().any(|(_, form)| *form == Form::Html);
    let mut source = source(face, arguments, &limits, &stop, shows_texts)?;
    spare_inputs(arguments, &source)?;
    let desk = among(arguments, desk(arguments, limits)?, &source, &stop)?;
    let mut journal = match &arguments.resume {
        Some(path) => Journal::kept(path).map_err(|error| match error.kind() {
            io::ErrorKind::InvalidData => no_journal(path),
            _ => journal_failed(path, &error),
        })?,
        None => Journal::temporary().map_err(|error| kept(&error))?,
    };
    let done = checked(arguments, &desk, &mut source, &mut journal, &stop)?;
    if done.is_unread {
        return Ok(Exit::Clean);
    }
    if stop.load(Ordering::Relaxed) {
        return Err(interrupted(arguments.resume.as_deref()).into());
    }
    let (mut totals, mut draft, mut needed) = (Totals::default(), None, Needed::default());
    let mut aside = Aside::default();
    let counted = Records::of(&mut journal).each(&mut |record| {
        totals.add(record);
        draft = draft.or(record.language());
        aside.add(record);
        if let Some(granted) = desk.granted() {
            let files = record.file_names();
            let called = record.called().with_files(&files);
            record.each_finding(&mut |code, fingerprint| granted.note(&mut needed, code, fingerprint, called));
        }
        Ok(())
    });
    counted.map_err(|error| kept(&error))?;
    let look = face.look(draft);
    if let Some(path) = arguments.resume.as_deref().filter(|_| done.reused > 0) {
        output::to_stderr(|out| writeln!(out, "{}", resumed(path, done.reused, done.fresh, &look)));
    }
    let aside = aside.told();
    if !aside.diagnostics().is_empty() {
        face.complain(&aside);
    }
    let told = leftover(&desk, &needed);
    if !told.diagnostics().is_empty() {
        face.complain(&told);
    }
    let told: Vec<Wording> = told.diagnostics().iter().map(|one| one.message.clone()).collect();
    let rules = desk.rule_book(totals.chosen.iter().map(String::as_str));
    let frame = Frame { totals: &totals, rules: &rules, told: &told, language: look.language };
    let mut texts = |number: usize, record: &Record| source.texts(&desk, number, record);
    for (path, form) in outputs {
        let language = if form == Form::Workbook { face.unit_look().language } else { look.language };
        let (frame, mut records) = (Frame { language, ..frame }, Records::of(&mut journal));
        output::to(Some(path), |out| write(form, &frame, &mut records, &mut texts, out))?;
    }
    let mut form = |form: Form| {
        let mut records = Records::of(&mut journal);
        output::to(None, |out| write(form, &frame, &mut records, &mut texts, out))
    };
    match arguments.format {
        ReviewFormat::Json => form(Form::Json)?,
        ReviewFormat::Sarif => form(Form::Sarif)?,
        // Each line was written as it was done.
        ReviewFormat::Ndjson => {}
        ReviewFormat::Human => output::to(None, |out| {
            if arguments.proof {
                write_proof(&mut Records::of(&mut journal), &rules, &look, out)?;
            }
            write_summary(&totals, &look, out)
        })?,
        ReviewFormat::Github => {
            output::to(None, |out| write_annotations(&mut Records::of(&mut journal), look.language, out))?;
        }
    }
    if let Some(folder) = &arguments.letters {
        let count = letters::write(folder, &mut journal, &face.unit_look())?;
        if arguments.format == ReviewFormat::Human {
            output::to(None, |out| writeln!(out, "{}", letters_written(count, folder, &look)))?;
        }
    }
    Ok(exit(arguments, &totals))
}

/// Nothing that is read is written over; whether letters can be written is told before hours of checking, too.
fn spare_inputs(arguments: &ReviewArguments, source: &Source) -> Result<(), Stop> {
    let ReviewArguments { paths, last_year, rules, waiver, baseline, output, resume, letters, .. } = arguments;
    let inputs = Inputs::of(paths.iter().chain(last_year)).and(&waiver.waivers).and(&baseline.baseline);
    let inputs = inputs.and_pack(rules.packs.pack.as_deref()).and_files_of(match source {
        Source::Known(jobs) => jobs,
        Source::Lines(_) => &[],
    });
    inputs.spare(output.iter().chain(resume).map(PathBuf::as_path))?;
    match letters {
        Some(folder) => {
            letters::look_at(folder)?;
            inputs.spare_from_letters(folder)
        }
        None => Ok(()),
    }
}

/// What could not be checked fails the review as an error does.
fn exit(arguments: &ReviewArguments, totals: &Totals) -> Exit {
    let is_new_only = arguments.baseline.new_only;
    let gravest = if is_new_only { totals.gravest_new } else { totals.gravest };
    let unchecked = totals.rows.iter().any(|row| row.state != State::Checked);
    let unchecked = unchecked.then_some(crate::diagnostic::Severity::Error);
    Exit::of(gravest.max(unchecked), arguments.exit.fail_on)
}

/// Waivers that have expired or that no submission needs.
fn leftover(desk: &Desk, needed: &Needed) -> Stop {
    let (mut sources, mut diagnostics) = (SourceMap::default(), Diagnostics::default());
    if let Some(granted) = desk.granted() {
        let source = granted.add_to(&mut sources);
        granted.tell(needed, source, &|code| desk.selects(code), &mut diagnostics);
    }
    PackErrors { sources, diagnostics }.into()
}

fn letters_written(count: usize, folder: &Path, look: &Look) -> String {
    let words = look.choose("退回意见：{n} 份，在 {folder}", "return lists: {n} in {folder}").to_owned();
    words.replace("{n}", &count.to_string()).replace("{folder}", &visible(&folder.to_string_lossy()))
}

impl Source {
    /// The texts of a submission once more.
    fn texts(&mut self, desk: &Desk, number: usize, record: &Record) -> Vec<DraftText> {
        match self {
            Self::Known(jobs) => jobs.get(number).map(|job| desk.texts(job, &record.key)),
            Self::Lines(stream) => stream.again(number).map(|job| desk.texts(&job, &record.key)),
        }
        .unwrap_or_default()
    }
}

fn source(
    face: &Face,
    arguments: &ReviewArguments,
    limits: &Limits,
    stop: &Arc<AtomicBool>,
    wanted_again: bool,
) -> Result<Source, Stop> {
    if arguments.paths.iter().any(|path| path.as_os_str() == "-") {
        if arguments.paths.len() > 1 {
            return Err(not_alone().into());
        }
        if !arguments.last_year.is_empty() {
            return Err(last_year_of_lines().into());
        }
        let from = io::BufReader::new(io::stdin());
        return Ok(Source::Lines(Stream::new(from, limits, stop, wanted_again).map_err(|error| kept(&error))?));
    }
    let mut told = Diagnostics::default();
    let mut jobs = jobs(&arguments.paths, &mut told);
    let earlier = batch::jobs(&arguments.last_year, &mut told);
    // Those are never rows of their own.
    earlier.iter().flat_map(|job| &job.told).for_each(|one| told.push(one.clone().as_warning()));
    batch::pair(&mut jobs, &earlier, &mut told);
    if jobs.is_empty() && !told.has_errors() {
        told.push(nothing_there());
    }
    let is_wrong = told.has_errors();
    let told = Stop::from(PackErrors { sources: SourceMap::default(), diagnostics: told });
    if is_wrong {
        return Err(told);
    }
    if !told.diagnostics().is_empty() {
        face.complain(&told);
    }
    Ok(Source::Known(jobs))
}

/// The desk as it is, or with all submissions looked at once, so that rules may hold them against each other.
fn among(arguments: &ReviewArguments, desk: Desk, source: &Source, stop: &AtomicBool) -> Result<Desk, Stop> {
    match source {
        _ if !arguments.cohort => Ok(desk),
        Source::Lines(_) => Err(no_cohort().into()),
        Source::Known(jobs) => {
            let control = Control { threads: threads(arguments.threads), stop };
            let peers = batch::survey(&desk, jobs, control);
            Ok(desk.among(peers))
        }
    }
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

fn desk(arguments: &ReviewArguments, limits: Limits) -> Result<Desk, Stop> {
    let work = arguments.limits.max_work.map(Work);
    let set = settings(&arguments.rules.packs.set)?;
    let mut engine = Engine::embedded();
    let asked = match &arguments.rules.packs.pack {
        Some(pack) => Some(one_pack(&mut engine, pack)?),
        None => None,
    };
    let granted = granted(&arguments.waiver, &limits)?;
    let earlier = arguments.baseline.baseline.as_deref().map(earlier).transpose()?;
    let options = Options {
        rules: &arguments.rules,
        limits: &arguments.limits,
        waivers: arguments.waiver.waivers.as_deref(),
        today: granted.as_ref().map(|granted| granted.today),
        baseline: arguments.baseline.baseline.as_deref(),
        flags: [("heed-marks", arguments.heed_marks), ("proof", arguments.proof)],
    };
    let terms = Terms {
        asked,
        settings: Settings { set, rules: arguments.rules.rule.clone(), work },
        limits,
        with_proof: arguments.proof,
        granted,
        heeds_marks: arguments.heed_marks,
        earlier,
        options: options.named(),
    };
    Ok(Desk::new(engine, terms)?)
}

fn earlier(path: &Path) -> Result<Earlier, Stop> {
    let earlier = Earlier::open(path);
    let earlier = earlier.map_err(|error| super::load::unreadable(path, &path.to_string_lossy(), &error))?;
    if earlier.is_empty() { Err(no_results(path).into()) } else { Ok(earlier) }
}

fn checked(
    arguments: &ReviewArguments,
    desk: &Desk,
    source: &mut Source,
    journal: &mut Journal,
    stop: &AtomicBool,
) -> Result<Done, Stop> {
    let wishes = Wishes {
        threads: arguments.threads,
        streams: arguments.format == ReviewFormat::Ndjson,
        goes_on_unread: arguments.resume.is_some() || arguments.letters.is_some() || !arguments.output.is_empty(),
        count: match source {
            Source::Known(jobs) => Some(jobs.len()),
            Source::Lines(_) => None,
        },
    };
    let done = match source {
        Source::Known(jobs) => check_all(desk, &mut jobs.iter(), journal, stop, wishes),
        Source::Lines(stream) => check_all(desk, stream, journal, stop, wishes),
    };
    done.map_err(|error| kept(&error).into())
}

/// Results that cannot be kept, wherever that is.
fn kept(error: &io::Error) -> Diagnostic {
    journal_failed(Path::new("-"), error)
}
