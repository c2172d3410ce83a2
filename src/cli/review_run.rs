//! The run of `guiju review`: lines go to the journal, and to standard output where they are streamed.

use std::borrow::Borrow;
use std::io::{self, IsTerminal, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::batch::{Control, Desk, Job, Journal, Line, run};

/// What a run is to do beside checking.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wishes {
    /// How many threads check; one for each core where not given.
    pub(super) threads: Option<usize>,
    /// Lines go to standard output as they are done.
    pub(super) streams: bool,
    /// True where the results are wanted even when nobody reads standard output any more.
    pub(super) goes_on_unread: bool,
    /// How many submissions there are, where that is known.
    pub(super) count: Option<usize>,
}

/// How many results were known before, and how many are fresh.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Done {
    pub(super) reused: usize,
    pub(super) fresh: usize,
    /// True where the run was ended since nobody reads its lines any more.
    pub(super) is_unread: bool,
}

/// How many threads check; one for each core where not said.
pub(super) fn threads(asked: Option<usize>) -> usize {
    asked.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from))
}

/// Checks all submissions.
pub(super) fn check_all<J: Borrow<Job> + Send>(
    desk: &Desk,
    jobs: &mut (dyn Iterator<Item = J> + Send),
    journal: &mut Journal,
    stop: &AtomicBool,
    wishes: Wishes,
) -> io::Result<Done> {
    let known = journal.reader()?;
    let threads = threads(wishes.threads);
    let bar = progress(wishes.count, wishes.streams);
    let mut out = io::BufWriter::new(io::stdout().lock());
    let (mut done, mut due, mut is_read) = (Done::default(), 0, wishes.streams);
    let mut sink = |number: usize, line: &Line| -> io::Result<()> {
        journal.keep(number, line)?;
        bar.inc(1);
        *if line.is_known { &mut done.reused } else { &mut done.fresh } += 1;
        // What was done ahead when the run was ended is only kept: a reader gets no gaps.
        if number != due {
            return Ok(());
        }
        due += 1;
        if is_read {
            match writeln!(out, "{}", line.text).and_then(|()| out.flush()) {
                Err(error) if error.kind() == io::ErrorKind::BrokenPipe && wishes.goes_on_unread => is_read = false,
                other => other?,
            }
        }
        Ok(())
    };
    let ended = run(desk, jobs, Control { threads, stop }, &known, &mut sink);
    bar.finish_and_clear();
    journal.flush()?;
    match ended {
        // A reader that has gone is no mistake.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe && wishes.streams => {
            Ok(Done { is_unread: true, ..done })
        }
        Err(error) => Err(error),
        Ok(()) => Ok(done),
    }
}

/// A bar with rate and time left; only where a person looks on.
pub(super) fn progress(count: Option<usize>, streams: bool) -> ProgressBar {
    let is_seen = io::stderr().is_terminal() && !(streams && io::stdout().is_terminal());
    let target = if is_seen { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
    let bar = ProgressBar::with_draw_target(count.map(|count| count as u64), target);
    let template = match count {
        Some(_) => "{bar:30} {pos}/{len}  {per_sec}  {eta}",
        None => "{pos}  {per_sec}  {elapsed}",
    };
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    bar
}

/// A wish to stop, set by the first interrupt; the second ends the process.
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
