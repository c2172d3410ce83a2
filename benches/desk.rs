//! A review of ten thousand texts of 8 KB each, as a process: `cargo bench --bench desk`, or `… -- 2000` for another number.
//!
//! With one thread and with two, in turn, three times each: the shortest wall time, the most memory ever held, and the
//! speed-up. The corpus is made in a temporary folder first, the same on every machine.

#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a measurement stops at the first thing that is not as it should be"
)]
#![expect(clippy::print_stdout, reason = "a measurement is there to be read")]
#![expect(clippy::float_arithmetic, reason = "seconds and megabytes of a measurement, no figure of a report")]

#[path = "../tests/corpus/generator/mod.rs"]
mod generator;

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use generator::{Recipe, ledger};

const COUNT: &str = "10000";
const BYTES: &str = "8192";
const TURNS: usize = 3;

fn main() {
    let asked = std::env::args().skip(1).find(|word| word.parse::<u64>().is_ok());
    let count = asked.as_deref().unwrap_or(COUNT);
    let folder = tempfile::tempdir().expect("there is room for the corpus");
    let options = ["--shape", "texts", "--bytes", BYTES, "--count", count].map(ToOwned::to_owned);
    let (recipe, _) = Recipe::asked(options).expect("the options are understood");
    let (_, faults) = ledger::write(recipe, folder.path()).expect("the corpus can be written");
    let drafts = folder.path().join("drafts");
    let bytes: u64 = std::fs::read_dir(&drafts)
        .expect("the corpus is there")
        .map(|entry| entry.and_then(|entry| entry.metadata()).expect("a file").len())
        .sum();
    println!("{count} texts, {:.1} MB, {faults} faults", mega(bytes));
    let mut best = [Measured::WORST; 2];
    for _ in 0..TURNS {
        for (threads, best) in (1..).zip(&mut best) {
            let run = measured(&drafts, threads);
            best.time = best.time.min(run.time);
            best.memory = best.memory.max(run.memory);
        }
    }
    for (threads, Measured { time, memory }) in (1..).zip(best) {
        let rate = mega(bytes) / time.as_secs_f64();
        println!(
            "{threads} thread(s): {:.2} s, {rate:.1} MB/s, at most {:.0} MB held",
            time.as_secs_f64(),
            mega(memory)
        );
    }
    let [one, two] = best.map(|run| run.time.as_secs_f64());
    println!("speed-up: {:.2}", one / two);
}

/// A run of the program.
#[derive(Clone, Copy)]
struct Measured {
    time: Duration,
    /// The most memory it ever held, in bytes; 0 where the system does not tell.
    memory: u64,
}

impl Measured {
    const WORST: Self = Self { time: Duration::MAX, memory: 0 };
}

fn measured(drafts: &Path, threads: u32) -> Measured {
    const LOOK: Duration = Duration::from_millis(5);
    let began = Instant::now();
    let mut program = Command::new(env!("CARGO_BIN_EXE_guiju"))
        .args(["review", "--format", "ndjson", "--threads", &threads.to_string()])
        .arg(drafts)
        .stdout(Stdio::null())
        .spawn()
        .expect("the program starts");
    let status = format!("/proc/{}/status", program.id());
    let mut memory = 0;
    let code = loop {
        // The high-water mark only rises: the last look tells it.
        memory = memory.max(held(&status));
        if let Some(ended) = program.try_wait().expect("its end can be waited for") {
            break ended.code();
        }
        std::thread::sleep(LOOK);
    };
    assert_eq!(code, Some(1), "the review ends with findings");
    Measured { time: began.elapsed(), memory }
}

/// The high-water mark of a process, as Linux tells it.
fn held(status: &str) -> u64 {
    let status = std::fs::read_to_string(status).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    line.trim().trim_end_matches("kB").trim().parse::<u64>().map_or(0, |kilobytes| kilobytes * 1024)
}

#[expect(clippy::cast_precision_loss, reason = "a measurement shows three digits")]
fn mega(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}
