//! Memory over ten thousand reports: `cargo bench --bench memory`. One compiled pack checks report after report, each a
//! little different; after every power of ten the most that the process ever held is printed.

#![expect(clippy::expect_used, reason = "a measurement stops at the first thing that is not as it should be")]
#![expect(clippy::print_stdout, reason = "a measurement is there to be read")]

use std::path::Path;

use mimalloc::MiMalloc;

use guiju::engine::{Engine, Input, Settings};
use guiju::read::Limits;

/// That of the program.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() {
    let pack = Engine::embedded().compile("jiangmen", &Settings::default()).expect("the shipped packs are right");
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/faulty/report.txt");
    let sample = std::fs::read_to_string(sample).expect("the sample is there");
    let mut told = 1;
    for number in 1..=10_000 {
        let draft = format!("{sample}\n第 {number} 份：全年接待群众 {number} 人次。\n");
        let checked = pack.check("report.txt", vec![Input::new("report.txt", draft)], &Limits::default());
        assert!(checked.review.is_some_and(|review| !review.findings.is_empty()), "the sample has faults");
        if number == told {
            println!("{number:>6} reports: {}", most_held());
            told *= 10;
        }
    }
}

/// The high-water mark of the process, as Linux tells it.
fn most_held() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.map_or_else(|| "unknown on this system".to_owned(), |held| held.trim().to_owned())
}
