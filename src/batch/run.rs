//! Checks many submissions on all cores and gives their lines in order.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError, mpsc};
use std::thread;

use sha2::{Digest, Sha256};

use crate::diagnostic::{Diagnostic, Diagnostics, Wording};
use crate::engine::{Checked, CompiledPack, Engine, Input, PackErrors, Settings, open};
use crate::read::Limits;
use crate::reporter::model::Output;
use crate::reporter::{self, Material, json_line, json_output};
use crate::review::PackChoice;
use crate::source::SourceMap;

use super::list::{Job, JobFile};
use super::record::{LINE_VERSION, Record, State};

/// What all submissions are checked with.
#[derive(Debug)]
pub struct Desk {
    engine: Engine,
    /// The pack asked for; by region and year of each report where none is.
    asked: Option<String>,
    settings: Settings,
    pub(super) limits: Limits,
    /// True where the checks that hold are kept too.
    with_passed: bool,
    /// The hash of all that decides results beside the files.
    ground: [u8; 32],
    packs: Mutex<BTreeMap<String, Arc<CompiledPack>>>,
}

/// What came of a submission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// A [`Record`] as one line of JSON, without its end.
    pub text: String,
    /// The record's key.
    pub key: String,
    /// True where it is of an earlier run.
    pub is_known: bool,
}

/// How a run goes.
#[derive(Debug, Clone, Copy)]
pub struct Control<'c> {
    /// How many threads check.
    pub threads: usize,
    /// Set from outside to end the run after the submissions that are being checked.
    pub stop: &'c AtomicBool,
}

impl Desk {
    /// Makes ready; a pack that is asked for is compiled at once.
    ///
    /// # Errors
    /// With the mistakes of the pack and of the settings.
    pub fn new(
        engine: Engine,
        asked: Option<String>,
        settings: Settings,
        limits: Limits,
        with_passed: bool,
    ) -> Result<Self, Box<PackErrors>> {
        let mut hash = Sha256::new();
        let ground = format!(
            "{} {LINE_VERSION} {} {asked:?} {:?} {:?} {:?} {limits:?} {with_passed}",
            env!("CARGO_PKG_VERSION"),
            reporter::model::SCHEMA_VERSION,
            settings.set,
            settings.rules,
            settings.work,
        );
        hash.update(ground);
        hash.update(engine.digest());
        let desk = Self {
            engine,
            asked,
            settings,
            limits,
            with_passed,
            ground: hash.finalize().into(),
            packs: Mutex::default(),
        };
        if let Some(pack) = &desk.asked {
            desk.pack(pack)?;
        }
        Ok(desk)
    }

    /// A pack, compiled once.
    fn pack(&self, name: &str) -> Result<Arc<CompiledPack>, Box<PackErrors>> {
        let mut packs = self.packs.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(pack) = packs.get(name) {
            return Ok(Arc::clone(pack));
        }
        let pack = Arc::new(self.engine.compile(name, &self.settings)?);
        packs.insert(name.to_owned(), Arc::clone(&pack));
        Ok(pack)
    }

    /// The title of a rule in one of the packs that were needed so far.
    #[must_use]
    pub fn title_of(&self, code: &str) -> Option<Wording> {
        let packs = self.packs.lock().unwrap_or_else(PoisonError::into_inner);
        packs.values().find_map(|pack| pack.plan.rule(code)).map(|rule| rule.title.clone())
    }

    /// The files of a submission, and what is wrong with them.
    pub(super) fn inputs(&self, job: &Job) -> (Vec<Input>, Diagnostics) {
        let (mut inputs, mut told) = (Vec::new(), Diagnostics::default());
        for file in &job.files {
            match file {
                JobFile::Bytes { name, bytes } => inputs.push(Input::new(name.clone(), bytes.clone())),
                JobFile::Path { path, may_fail } => {
                    let name = path.to_string_lossy().into_owned();
                    // One byte more than allowed says that a file is too large.
                    let most = u64::try_from(self.limits.bytes).unwrap_or(u64::MAX).saturating_add(1);
                    let mut bytes = Vec::new();
                    match File::open(path).and_then(|file| file.take(most).read_to_end(&mut bytes)) {
                        Ok(_) => inputs.push(Input { may_fail: *may_fail, ..Input::new(name, bytes) }),
                        Err(error) => told.push(unreadable(&name, &error)),
                    }
                }
            }
        }
        (inputs, told)
    }

    pub(super) fn key(&self, job: &Job, inputs: &[Input]) -> String {
        let mut hash = Sha256::new();
        hash.update(self.ground);
        hash.update(format!("{:?} {:?} {:?}", job.name, job.unit, job.year));
        for input in inputs {
            hash.update(format!("{:?} {}", input.name, input.bytes.len()));
            hash.update(&input.bytes);
        }
        hash.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect()
    }

    /// The line of a submission: one that is known, or a fresh one.
    fn line(&self, job: &Job, known: &(dyn Fn(&str) -> Option<String> + Sync)) -> Line {
        let (inputs, told) = self.inputs(job);
        let key = self.key(job, &inputs);
        if let Some(text) = known(&key) {
            return Line { text, key, is_known: true };
        }
        let text = json_line(&self.checked_whatever(job, inputs, told, key.clone()));
        Line { text, key, is_known: false }
    }

    /// Checks a submission.
    #[must_use]
    pub fn record(&self, job: &Job) -> Record {
        let (inputs, told) = self.inputs(job);
        let key = self.key(job, &inputs);
        self.checked_whatever(job, inputs, told, key)
    }

    /// A mistake of ours must not cost the other submissions.
    fn checked_whatever(&self, job: &Job, inputs: Vec<Input>, told: Diagnostics, key: String) -> Record {
        let record = catch_unwind(AssertUnwindSafe(|| self.checked(job, inputs, told, key.clone())));
        record.unwrap_or_else(|_| {
            let mut told = Diagnostics::default();
            told.push(failed(&job.name));
            unchecked(job, key, State::Failed, &SourceMap::default(), &told)
        })
    }

    fn checked(&self, job: &Job, inputs: Vec<Input>, told: Diagnostics, key: String) -> Record {
        if told.has_errors() {
            return unchecked(job, key, State::Unreadable, &SourceMap::default(), &told);
        }
        let opened = open(&job.name, inputs, &self.limits);
        let (name, choice) = match &self.asked {
            Some(pack) => (pack.clone(), PackChoice::Asked),
            None => self.engine.choose(&opened),
        };
        let pack = match self.pack(&name) {
            Ok(pack) => pack,
            Err(errors) => return unchecked(job, key, State::Unreadable, &errors.sources, &errors.diagnostics),
        };
        let Checked { sources, review, diagnostics } = pack.check_opened(opened);
        let Some(mut review) = review else { return unchecked(job, key, State::Unreadable, &sources, &diagnostics) };
        review.choice = choice;
        let material =
            Material { review: Some(&review), sources: &sources, diagnostics: &diagnostics, rules: &pack.plan.rules };
        let mut result = json_output(&material);
        if !self.with_passed
            && let Some(review) = &mut result.review
        {
            review.passed.clear();
        }
        whole(job, key, State::Checked, result)
    }
}

/// A record without a review.
fn unchecked(job: &Job, key: String, state: State, sources: &SourceMap, told: &Diagnostics) -> Record {
    let result = json_output(&Material { review: None, sources, diagnostics: told, rules: &[] });
    whole(job, key, state, result)
}

/// A submission and what came of it.
fn whole(job: &Job, key: String, state: State, result: Output) -> Record {
    Record {
        line_version: LINE_VERSION.into(),
        submission: job.name.clone(),
        unit: job.unit.clone(),
        year: job.year,
        key,
        state,
        result,
    }
}

/// Checks all submissions; `known` gives lines of an earlier run by their keys, `sink` takes the lines in order with the
/// numbers of their submissions. Ended from outside, it also gives what was done out of order.
///
/// # Errors
/// If `sink` fails; then the run ends.
pub fn run(
    desk: &Desk,
    jobs: &[Job],
    control: Control<'_>,
    known: &(dyn Fn(&str) -> Option<String> + Sync),
    sink: &mut dyn FnMut(usize, &Line) -> io::Result<()>,
) -> io::Result<()> {
    each(jobs, control, &|job| desk.line(job, known), sink)
}

/// Makes something of each submission on all threads and gives it in order; ended as [`run`] is.
///
/// # Errors
/// If `sink` fails; then the run ends.
pub fn each<T: Send>(
    jobs: &[Job],
    control: Control<'_>,
    make: &(dyn Fn(&Job) -> T + Sync),
    sink: &mut dyn FnMut(usize, &T) -> io::Result<()>,
) -> io::Result<()> {
    let threads = control.threads.max(1);
    let window = threads.saturating_mul(AHEAD);
    let next = AtomicUsize::new(0);
    let given = Given::default();
    let (sender, made) = mpsc::sync_channel::<(usize, T)>(window);
    thread::scope(|scope| {
        for _ in 0..threads {
            let (sender, next, given) = (sender.clone(), &next, &given);
            scope.spawn(move || {
                while !control.stop.load(Ordering::Relaxed) {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    let Some(job) = jobs.get(number) else { break };
                    if !given.reaches(number, window, control.stop) {
                        break;
                    }
                    if sender.send((number, make(job))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(sender);
        let ended = deliver(made, &given, sink);
        if ended.is_err() {
            control.stop.store(true, Ordering::Relaxed);
            given.wake();
        }
        ended
    })
}

/// So many submissions are checked ahead of the one whose line is due, for each thread.
const AHEAD: usize = 32;

fn deliver<T>(
    made: mpsc::Receiver<(usize, T)>,
    given: &Given,
    sink: &mut dyn FnMut(usize, &T) -> io::Result<()>,
) -> io::Result<()> {
    let mut waiting: BTreeMap<usize, T> = BTreeMap::new();
    let mut due = 0;
    for (number, one) in made {
        waiting.insert(number, one);
        while let Some(one) = waiting.remove(&due) {
            sink(due, &one)?;
            due += 1;
        }
        given.set(due);
    }
    waiting.into_iter().try_for_each(|(number, one)| sink(number, &one))
}

/// How many lines were given; those who check wait here when they are too far ahead.
#[derive(Debug, Default)]
struct Given {
    count: Mutex<usize>,
    changed: Condvar,
}

impl Given {
    fn set(&self, count: usize) {
        *self.count.lock().unwrap_or_else(PoisonError::into_inner) = count;
        self.wake();
    }

    fn wake(&self) {
        self.changed.notify_all();
    }

    /// Waits until a number is within the window; false where the run ends before.
    fn reaches(&self, number: usize, window: usize, stop: &AtomicBool) -> bool {
        // The wish to stop comes without a word.
        const LOOK_AGAIN: std::time::Duration = std::time::Duration::from_millis(100);
        let mut count = self.count.lock().unwrap_or_else(PoisonError::into_inner);
        while number >= count.saturating_add(window) {
            if stop.load(Ordering::Relaxed) {
                return false;
            }
            count = self.changed.wait_timeout(count, LOOK_AGAIN).unwrap_or_else(PoisonError::into_inner).0;
        }
        true
    }
}

fn unreadable(name: &str, error: &io::Error) -> Diagnostic {
    Diagnostic::placeless(
        "batch::unreadable",
        Wording::new(format!("无法读取 {name}：{error}"), format!("{name} cannot be read: {error}")),
    )
}

fn failed(name: &str) -> Diagnostic {
    Diagnostic::placeless(
        "batch::internal",
        Wording::new(
            format!("检查 {name} 时程序出错，这份材料未检查完"),
            format!("the program failed on {name}; it was not checked to its end"),
        ),
    )
    .help(Wording::new("请把这份材料脱敏后告知维护者", "please tell the maintainers, with names and figures changed"))
}
