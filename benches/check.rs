//! The whole check and its parts: `cargo bench --bench check`. What was measured and on what: docs/performance.md.
//!
//! Reports are checked with the full Jiangmen pack. Twenty indicators are checked with it too, and with a pack of three
//! checks (presence, range, ratio), which is what the aims in docs/performance.md speak of.

#![expect(clippy::expect_used, reason = "a measurement stops at the first thing that is not as it should be")]

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use mimalloc::MiMalloc;

use guiju::engine::{Checked, CompiledPack, Engine, Input, Opened, Settings, open};
use guiju::eval::{Detail, evaluate};
use guiju::extract::extract;
use guiju::read::Limits;
use guiju::source::SourceMap;

/// That of the program.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() {
    divan::main();
}

static JIANGMEN: LazyLock<CompiledPack> = LazyLock::new(|| {
    Engine::embedded().compile("jiangmen", &Settings::default()).expect("the shipped packs are right")
});

static THREE_CHECKS: LazyLock<CompiledPack> = LazyLock::new(|| {
    let mut engine = Engine::embedded();
    let name = engine.add_folder(&in_project("benches/indicators")).expect("the folder is there");
    engine.compile(&name.expect("it is a pack"), &Settings::default()).expect("the pack is right")
});

/// The reports measured one by one.
const REPORTS: [&str; 3] = ["jiangmen-2022/report.txt", "clean/report.txt", "faulty/report.txt"];
/// The same twenty indicators twice.
const INDICATORS: [&str; 2] = ["indicators/data.yaml", "indicators/data.json"];
/// Text of several lengths: the time for each must be in proportion.
const MEGABYTES: [usize; 3] = [1, 2, 4];

fn in_project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn sample(path: &str) -> String {
    std::fs::read_to_string(in_project("samples").join(path)).expect("the sample is there")
}

/// The clean sample over and over.
fn megabytes(count: usize) -> String {
    let one = sample("clean/report.txt");
    one.repeat((count << 20) / one.len() + 1)
}

fn read(name: &str, text: &str) -> Opened {
    open(name, vec![Input::new(name, text)], &Limits::default())
}

fn check(pack: &CompiledPack, name: &str, text: &str) -> Checked {
    pack.check_opened(read(name, text))
}

mod start {
    use super::{Bencher, BytesCount, Engine, Settings, SourceMap, black_box, check, in_project, sample};

    /// The rule files of all shipped packs.
    fn rule_files() -> Vec<String> {
        let mut files = Vec::new();
        let packs = std::fs::read_dir(in_project("rules"));
        for pack in packs.expect("the packs are there").flatten() {
            for file in std::fs::read_dir(pack.path()).expect("readable").flatten() {
                if file.path().extension().is_some_and(|ending| ending == "gj") {
                    files.push(std::fs::read_to_string(file.path()).expect("readable"));
                }
            }
        }
        files
    }

    #[divan::bench]
    fn parse_the_shipped_packs(bencher: Bencher<'_, '_>) {
        let files = rule_files();
        bencher.counter(BytesCount::new(files.iter().map(String::len).sum::<usize>())).bench_local(|| {
            let mut sources = SourceMap::default();
            let mut diagnostics = guiju::diagnostic::Diagnostics::default();
            for file in &files {
                let source = sources.add("rules.gj", file.as_str());
                black_box(guiju::syntax::parse(source, &sources, &mut diagnostics));
            }
        });
    }

    #[divan::bench]
    fn compile_the_jiangmen_pack(bencher: Bencher<'_, '_>) {
        let engine = Engine::embedded();
        bencher.bench_local(|| engine.compile(black_box("jiangmen"), &Settings::default()));
    }

    /// What a process does: nothing is built yet.
    #[divan::bench]
    fn compile_and_check_one_report(bencher: Bencher<'_, '_>) {
        let text = sample("jiangmen-2022/report.txt");
        bencher.bench_local(|| {
            let pack =
                Engine::embedded().compile("jiangmen", &Settings::default()).expect("the shipped packs are right");
            check(&pack, "report.txt", black_box(&text))
        });
    }
}

mod report {
    use super::{Bencher, BytesCount, Detail, JIANGMEN, REPORTS, black_box, check, evaluate, extract, read, sample};

    #[divan::bench(args = REPORTS)]
    fn read_it(bencher: Bencher<'_, '_>, path: &str) {
        let text = sample(path);
        bencher.counter(BytesCount::of_str(&text)).bench_local(|| read(path, black_box(&text)));
    }

    #[divan::bench(args = REPORTS)]
    fn extract_it(bencher: Bencher<'_, '_>, path: &str) {
        let text = sample(path);
        let submission = read(path, &text).submission.expect("readable");
        bencher.counter(BytesCount::of_str(&text)).bench_local(|| extract(&JIANGMEN.plan, black_box(&submission)));
    }

    #[divan::bench(args = REPORTS)]
    fn evaluate_it(bencher: Bencher<'_, '_>, path: &str) {
        let text = sample(path);
        let opened = read(path, &text);
        let facts = extract(&JIANGMEN.plan, &opened.submission.expect("readable"));
        bencher
            .counter(BytesCount::of_str(&text))
            .bench_local(|| evaluate(&JIANGMEN.plan, black_box(&facts), &opened.sources, &|_| true, Detail::Findings));
    }

    #[divan::bench(args = REPORTS)]
    fn whole_check(bencher: Bencher<'_, '_>, path: &str) {
        let text = sample(path);
        bencher.counter(BytesCount::of_str(&text)).bench_local(|| check(&JIANGMEN, path, black_box(&text)));
    }
}

mod megabytes {
    use super::{
        Bencher, BytesCount, Detail, JIANGMEN, MEGABYTES, black_box, check, evaluate, extract, megabytes, read,
    };

    #[divan::bench(args = MEGABYTES, sample_count = 5)]
    fn read_them(bencher: Bencher<'_, '_>, count: usize) {
        let text = megabytes(count);
        bencher.counter(BytesCount::of_str(&text)).bench_local(|| read("report.txt", black_box(&text)));
    }

    #[divan::bench(args = MEGABYTES, sample_count = 5)]
    fn extract_them(bencher: Bencher<'_, '_>, count: usize) {
        let text = megabytes(count);
        let submission = read("report.txt", &text).submission.expect("readable");
        bencher.counter(BytesCount::of_str(&text)).bench_local(|| extract(&JIANGMEN.plan, black_box(&submission)));
    }

    #[divan::bench(args = MEGABYTES, sample_count = 5)]
    fn evaluate_them(bencher: Bencher<'_, '_>, count: usize) {
        let text = megabytes(count);
        let opened = read("report.txt", &text);
        let facts = extract(&JIANGMEN.plan, &opened.submission.expect("readable"));
        bencher
            .counter(BytesCount::of_str(&text))
            .bench_local(|| evaluate(&JIANGMEN.plan, black_box(&facts), &opened.sources, &|_| true, Detail::Findings));
    }

    #[divan::bench(args = MEGABYTES, sample_count = 5)]
    fn whole_check(bencher: Bencher<'_, '_>, count: usize) {
        let text = megabytes(count);
        bencher.counter(BytesCount::of_str(&text)).bench_local(|| check(&JIANGMEN, "report.txt", black_box(&text)));
    }
}

mod indicators {
    use super::{
        Bencher, BytesCount, CompiledPack, Detail, INDICATORS, JIANGMEN, THREE_CHECKS, black_box, check, evaluate,
        extract, read, sample,
    };

    #[divan::bench(args = INDICATORS)]
    fn read_them(bencher: Bencher<'_, '_>, path: &str) {
        let text = sample(path);
        bencher.counter(BytesCount::of_str(&text)).bench_local(|| read(path, black_box(&text)));
    }

    #[divan::bench]
    fn evaluate_three_checks(bencher: Bencher<'_, '_>) {
        evaluate_with(&THREE_CHECKS, bencher);
    }

    #[divan::bench]
    fn evaluate_the_jiangmen_pack(bencher: Bencher<'_, '_>) {
        evaluate_with(&JIANGMEN, bencher);
    }

    #[divan::bench(args = INDICATORS)]
    fn whole_check_of_three_checks(bencher: Bencher<'_, '_>, path: &str) {
        let text = sample(path);
        bencher.counter(BytesCount::of_str(&text)).bench_local(|| check(&THREE_CHECKS, path, black_box(&text)));
    }

    #[divan::bench(args = INDICATORS)]
    fn whole_check_with_the_jiangmen_pack(bencher: Bencher<'_, '_>, path: &str) {
        let text = sample(path);
        bencher.counter(BytesCount::of_str(&text)).bench_local(|| check(&JIANGMEN, path, black_box(&text)));
    }

    fn evaluate_with(pack: &CompiledPack, bencher: Bencher<'_, '_>) {
        let opened = read("data.yaml", &sample("indicators/data.yaml"));
        let facts = extract(&pack.plan, &opened.submission.expect("readable"));
        bencher.bench_local(|| evaluate(&pack.plan, black_box(&facts), &opened.sources, &|_| true, Detail::Findings));
    }
}
