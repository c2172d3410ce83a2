//! The whole check and its parts, with the full Jiangmen pack: `cargo bench`.

#![expect(clippy::expect_used, reason = "a test stops at the first thing that is not as it should be")]

use std::sync::LazyLock;

use divan::counter::BytesCount;
use divan::{Bencher, black_box};

use guiju::engine::{CompiledPack, Engine, Input, Settings, open};
use guiju::eval::{Detail, evaluate};
use guiju::extract::extract;
use guiju::read::{Limits, read};
use guiju::source::SourceMap;

fn main() {
    divan::main();
}

static PACK: LazyLock<CompiledPack> = LazyLock::new(|| {
    Engine::embedded().compile("jiangmen", &Settings::default()).expect("the shipped packs are right")
});

fn sample(path: &str) -> String {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("samples").join(path);
    std::fs::read_to_string(path).expect("the sample is there")
}

/// A report of about a megabyte: the clean sample over and over.
fn megabyte() -> String {
    let one = sample("clean/report.txt");
    one.repeat((1 << 20) / one.len() + 1)
}

#[divan::bench]
fn compile_the_jiangmen_pack(bencher: Bencher<'_, '_>) {
    let engine = Engine::embedded();
    bencher.bench_local(|| engine.compile(black_box("jiangmen"), &Settings::default()));
}

/// The rule files of all shipped packs.
fn rule_files() -> Vec<String> {
    let mut files = Vec::new();
    let packs = std::fs::read_dir(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("rules"));
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

#[divan::bench(args = ["clean/report.txt", "faulty/report.txt"])]
fn check_a_report(bencher: Bencher<'_, '_>, path: &str) {
    let text = sample(path);
    bencher
        .counter(BytesCount::of_str(&text))
        .bench_local(|| PACK.check("report.txt", vec![Input::new("report.txt", text.as_str())], &Limits::default()));
}

#[divan::bench]
fn check_a_megabyte(bencher: Bencher<'_, '_>) {
    let text = megabyte();
    bencher
        .counter(BytesCount::of_str(&text))
        .bench_local(|| PACK.check("report.txt", vec![Input::new("report.txt", text.as_str())], &Limits::default()));
}

#[divan::bench]
fn read_a_megabyte(bencher: Bencher<'_, '_>) {
    let text = megabyte();
    bencher
        .counter(BytesCount::of_str(&text))
        .bench_local(|| open("report.txt", vec![Input::new("report.txt", text.as_str())], &Limits::default()));
}

#[divan::bench]
fn extract_a_megabyte(bencher: Bencher<'_, '_>) {
    let text = megabyte();
    let opened = open("report.txt", vec![Input::new("report.txt", text.as_str())], &Limits::default());
    let submission = opened.submission.expect("readable");
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| extract(&PACK.plan, &submission));
}

#[divan::bench(args = ["indicators/data.yaml", "indicators/data.json"])]
fn check_twenty_indicators(bencher: Bencher<'_, '_>, path: &str) {
    let text = sample(path);
    bencher
        .counter(BytesCount::of_str(&text))
        .bench_local(|| PACK.check(path, vec![Input::new(path, text.as_str())], &Limits::default()));
}

#[divan::bench(args = ["indicators/data.yaml", "indicators/data.json"])]
fn read_twenty_indicators(bencher: Bencher<'_, '_>, path: &str) {
    let text = sample(path);
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| {
        let mut sources = SourceMap::default();
        let mut diagnostics = guiju::diagnostic::Diagnostics::default();
        read(path, text.as_bytes(), &Limits::default(), &mut sources, &mut diagnostics)
    });
}

#[divan::bench]
fn evaluate_twenty_indicators(bencher: Bencher<'_, '_>) {
    let text = sample("indicators/data.yaml");
    let opened = open("data.yaml", vec![Input::new("data.yaml", text.as_str())], &Limits::default());
    let submission = opened.submission.expect("readable");
    let facts = extract(&PACK.plan, &submission);
    bencher.bench_local(|| evaluate(&PACK.plan, &facts, &opened.sources, &|_| true, Detail::Findings));
}
