//! A first look at all submissions: what each gives to the comparison of units.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

use crate::engine::{Peers, Sample};

use super::desk::Desk;
use super::job::Job;
use super::run::Control;

/// Reads all submissions once, on all threads, and puts together what they give. What it gives is the same for any number of
/// threads; ended from outside, it is of no use and the run that follows ends at once.
#[must_use]
pub fn survey(desk: &Desk, jobs: &[Job], control: Control<'_>) -> Peers {
    let next = AtomicUsize::new(0);
    let (sender, samples) = mpsc::sync_channel::<Sample>(control.threads.max(1) * 4);
    thread::scope(|scope| {
        for _ in 0..control.threads.max(1) {
            let (sender, next) = (sender.clone(), &next);
            scope.spawn(move || {
                while !control.stop.load(Ordering::Relaxed) {
                    let Some(job) = jobs.get(next.fetch_add(1, Ordering::Relaxed)) else { break };
                    // A mistake of ours is told when the submission is checked.
                    let sample = catch_unwind(AssertUnwindSafe(|| desk.sample(job))).unwrap_or_default();
                    if sender.send(sample).is_err() {
                        break;
                    }
                }
            });
        }
        drop(sender);
        Peers::new(samples)
    })
}
