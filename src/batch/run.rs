//! Checks many submissions on all cores and gives their lines in order.

use std::borrow::Borrow;
use std::collections::BTreeMap;
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Condvar, Mutex, PoisonError, mpsc};
use std::thread;

use super::desk::{Desk, Line};
use super::job::Job;

/// How a run goes.
#[derive(Debug, Clone, Copy)]
pub struct Control<'c> {
    /// How many threads check.
    pub threads: usize,
    /// Set from outside to end the run after the submissions that are being checked.
    pub stop: &'c AtomicBool,
}

/// Checks submissions as they come; `known` gives lines of an earlier run by their keys, `sink` takes the lines in order with
/// the numbers of their submissions. Ended from outside, it also gives what was done out of order.
///
/// # Errors
/// If `sink` fails; then the run ends.
pub fn run<J: Borrow<Job> + Send>(
    desk: &Desk,
    jobs: &mut (dyn Iterator<Item = J> + Send),
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
pub fn each<J: Borrow<Job> + Send, T: Send>(
    jobs: &mut (dyn Iterator<Item = J> + Send),
    control: Control<'_>,
    make: &(dyn Fn(&Job) -> T + Sync),
    sink: &mut dyn FnMut(usize, &T) -> io::Result<()>,
) -> io::Result<()> {
    let threads = control.threads.max(1);
    let window = threads.saturating_mul(AHEAD);
    let jobs = Mutex::new(jobs.enumerate());
    let given = Given::default();
    let (sender, made) = mpsc::sync_channel::<(usize, T)>(window);
    thread::scope(|scope| {
        for _ in 0..threads {
            let (sender, jobs, given) = (sender.clone(), &jobs, &given);
            scope.spawn(move || {
                while !control.stop.load(Ordering::Relaxed) {
                    let next = jobs.lock().unwrap_or_else(PoisonError::into_inner).next();
                    let Some((number, job)) = next else { break };
                    if !given.reaches(number, window, control.stop) {
                        break;
                    }
                    if sender.send((number, make(job.borrow()))).is_err() {
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
