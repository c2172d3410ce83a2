//! The shipped packs: their examples hold, every rule has what a rule needs, the page of checks is theirs, and what was
//! promised to be built first is there.

#![expect(clippy::expect_used, reason = "a test that cannot go on may panic")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use guiju::engine::{CompiledPack, Engine, Settings};
use guiju::packtest;
use guiju::reporter::catalogue;

fn packs() -> Vec<CompiledPack> {
    let engine = Engine::embedded();
    let mut packs: Vec<CompiledPack> = engine
        .packs()
        .iter()
        .map(|pack| engine.compile(&pack.name, &Settings::default()).expect("the shipped packs are right"))
        .collect();
    // Most general first, as the page has them.
    packs.sort_by_key(|pack| (pack.plan.packs.len(), pack.plan.packs.last().map(|pack| pack.name.clone())));
    packs
}

#[test]
fn examples_hold() {
    let mut examples = 0;
    for pack in packs() {
        let tested = packtest::test(&pack, &[]);
        let told: Vec<&str> = tested.failures.iter().map(|failure| failure.message.zh.as_str()).collect();
        assert!(told.is_empty(), "{}", told.join("\n"));
        examples += tested.examples;
    }
    assert!(examples > 200, "only {examples} examples were run");
}

#[test]
fn packs_compile_without_a_warning() {
    for pack in packs() {
        let told: Vec<&str> = pack.diagnostics.iter().map(|one| one.message.zh.as_str()).collect();
        assert!(told.is_empty(), "{}", told.join("\n"));
    }
}

#[test]
fn every_rule_has_two_examples_of_each_kind_and_a_basis_in_both_languages() {
    for pack in packs() {
        for rule in &pack.plan.rules {
            let code = &rule.code;
            let (good, bad): (Vec<_>, Vec<_>) = rule.examples.iter().partition(|example| example.good);
            assert!(good.len() >= 2 && bad.len() >= 2, "{code} has {} good and {} bad examples", good.len(), bad.len());
            assert!(bad.iter().all(|example| example.at.is_some()), "a bad example of {code} does not say where");
            for words in [&rule.basis.text, &rule.title] {
                assert!(!words.zh.is_empty() && !words.en.is_empty(), "{code} lacks words in one language");
            }
            assert!(!rule.doc.trim().is_empty(), "{code} does not say why it asks");
        }
    }
}

#[test]
fn the_page_of_checks_is_that_of_the_packs() {
    let packs = packs();
    let pages: Vec<_> = packs.iter().map(|pack| (&pack.plan, &pack.sources)).collect();
    let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/checks.md")).unwrap();
    let is_same = page == catalogue(&pages);
    assert!(is_same, "docs/checks.md is old: write it with `cargo run -- pack docs --output docs/checks.md`");
}

/// Verdicts and causes inside the findings of other rules; `guiju explain` knows them.
const INSIDE_OTHERS: [&str; 4] = ["A06", "A09", "A11", "B04"];

#[test]
fn what_was_to_be_built_first_is_there() {
    let mut wanted: BTreeSet<String> = BTreeSet::new();
    let ranges = [
        ('A', 1..=11),
        ('B', 1..=5),
        ('C', 1..=5),
        ('C', 9..=12),
        ('D', 4..=6),
        ('Q', 1..=7),
        ('N', 4..=6),
        ('M', 1..=3),
    ];
    for (family, numbers) in ranges {
        wanted.extend(numbers.map(|number| format!("{family}{number:02}")));
    }
    let single = "B07 B08 B11 B12 C15 D01 D10 Q11 Q18 Q20 Q21 N01 X01 X03 P01 M05 M07";
    wanted.extend(single.split(' ').map(str::to_owned));
    let packs = packs();
    let rules = packs.iter().flat_map(|pack| &pack.plan.rules).filter(|rule| rule.off.is_none());
    let mut there: BTreeSet<String> = rules.map(|rule| rule.code.to_string()).collect();
    there.extend(INSIDE_OTHERS.map(str::to_owned));
    let missing: Vec<&String> = wanted.difference(&there).collect();
    assert!(missing.is_empty(), "{missing:?}");
}
