//! Every mistake of a pack is told, each at its place with what to do; right packs are told nothing.
//!
//! One folder a case under `tests/cases/typecheck`. A case is `input.gj`, with a `pack.yaml` where the manifest matters;
//! or several packs, one a folder, of which `town` is asked for; `settings` holds one `--set` a line. The snapshot
//! repeats the input and shows what is told, in both languages, with the words that each label covers.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on may panic")]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use guiju::diagnostic::{Diagnostic, Diagnostics, Wording};
use guiju::pack::{Layers, Library, Manifest, Pack, parse_setting};
use guiju::source::{SourceMap, Span};
use proptest::prelude::*;

#[test]
fn mistakes_of_packs() {
    let mut cases: Vec<PathBuf> = fs::read_dir(root()).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    assert!(cases.len() >= 40, "only {} cases were found", cases.len());
    for case in cases {
        let shown = show_case(&case);
        insta::with_settings!({
            snapshot_path => &case, prepend_module_to_snapshot => false, omit_expression => true,
        }, {
            insta::assert_snapshot!("diagnostics", shown);
        });
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/typecheck")
}

/// The files of a case and all that is told about them.
fn show_case(case: &Path) -> String {
    let home = tempfile::tempdir().unwrap();
    let pack = copy_case(case, home.path());
    let mut library = Library::embedded();
    let mut sources = SourceMap::default();
    let mut diagnostics = Diagnostics::default();
    let mut unused = (SourceMap::default(), Diagnostics::default());
    library.add_folder(home.path(), &mut unused.0, &mut unused.1);
    let mut layers = library.load(&pack, &mut sources, &mut diagnostics);
    for line in fs::read_to_string(case.join("settings")).unwrap_or_default().lines() {
        let (name, value) = line.split_once('=').expect("name=value");
        layers.settings.push(parse_setting(name, value, &mut sources, &mut diagnostics));
    }
    guiju::typecheck::check(&layers, &sources, &mut diagnostics);
    diagnostics.sort(&sources);
    let mut shown = String::new();
    for (_, file) in sources.iter() {
        let written_by_case = !file.name().starts_with("--set") && !file.name().contains(" params.");
        let name = name_of(file.name(), home.path());
        if written_by_case && (name != "pack.yaml" || case.join("pack.yaml").exists()) {
            writeln!(shown, "── {name}\n{}\n", file.text().trim_end()).unwrap();
        }
    }
    writeln!(shown, "── told").unwrap();
    if diagnostics.is_empty() {
        writeln!(shown, "nothing").unwrap();
    }
    for diagnostic in diagnostics.iter() {
        show(&mut shown, diagnostic, &sources, home.path());
    }
    shown
}

/// Puts the files of a case into a folder of packs; gives the pack to ask for.
fn copy_case(case: &Path, home: &Path) -> String {
    let single = case.join("input.gj").exists();
    copy_folder(case, &if single { home.join("case") } else { home.to_owned() });
    let manifest = home.join("case/pack.yaml");
    if single && !manifest.exists() {
        fs::write(manifest, "name: case\nversion: 0.1.0\n").unwrap();
    }
    (if single { "case" } else { "town" }).to_owned()
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy_folder(&path, &target);
        } else if path.extension().is_some_and(|it| it != "snap" && it != "new") {
            fs::copy(&path, target).unwrap();
        }
    }
}

fn name_of(name: &str, home: &Path) -> String {
    let name = name.replace(&home.display().to_string(), "");
    name.trim_start_matches('/').trim_start_matches("case/").to_owned()
}

fn show(shown: &mut String, diagnostic: &Diagnostic, sources: &SourceMap, home: &Path) {
    let Diagnostic { code, severity, message, labels, help } = diagnostic;
    let plain = |text: &str| text.replace(&format!("{}/", home.display()), "").replace("case/", "");
    writeln!(shown, "\n{}[{code}] {}", severity.name(), plain(&message.zh)).unwrap();
    writeln!(shown, "    {}", plain(&message.en)).unwrap();
    for label in labels {
        let place = place(sources, label.span, home);
        writeln!(shown, "  at {place}{}", both(" – ", &label.text)).unwrap();
    }
    if let Some(help) = help {
        writeln!(shown, "  help{}", both(": ", help)).unwrap();
    }
}

fn both(mark: &str, words: &Wording) -> String {
    match (words.zh.as_str(), words.en.as_str()) {
        ("", "") => String::new(),
        (zh, en) if zh == en => format!("{mark}{zh}"),
        (zh, en) => format!("{mark}{zh} / {en}"),
    }
}

fn place(sources: &SourceMap, span: Span, home: &Path) -> String {
    let position = sources.position(span);
    let words: Vec<&str> = sources.slice(span).split_whitespace().collect();
    let words = words.join(" ");
    let words = match words.chars().count() {
        0..=60 => words,
        _ => words.chars().take(60).chain(['…']).collect(),
    };
    let name = name_of(sources.file(span.source).name(), home);
    format!("{name}:{}:{} ⟦{words}⟧", position.line, position.column)
}

/// A rule file of the shipped packs with every construct of the language, for tearing to pieces.
const SHIPPED: &str = concat!(
    include_str!("../rules/national/record.gj"),
    include_str!("../rules/national/ratio.gj"),
    include_str!("../rules/national/score.gj"),
    include_str!("../rules/guangdong/outline.gj"),
);

/// Checks one text as a pack of its own.
fn told_about(text: &str) -> usize {
    let (mut sources, mut diagnostics) = (SourceMap::default(), Diagnostics::default());
    let manifest = sources.add("pack.yaml", "name: torn\nversion: 0.1.0\n");
    let source = sources.add("torn.gj", text);
    let pack = Pack {
        manifest: Manifest::parse("torn", manifest, &sources, &mut diagnostics),
        modules: vec![guiju::syntax::parse(source, &sources, &mut diagnostics)],
        word_lists: std::collections::BTreeMap::new(),
        params: Vec::new(),
        used_only: false,
    };
    let layers = Layers { packs: vec![pack], settings: Vec::new() };
    guiju::typecheck::check(&layers, &sources, &mut diagnostics);
    for diagnostic in diagnostics.iter() {
        for label in &diagnostic.labels {
            let text = sources.text(label.span.source);
            assert!(text.get(label.span.range()).is_some(), "{} points outside its text", diagnostic.code);
        }
    }
    diagnostics.len()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    /// Words of one line put in the place of words of another: most of it still parses, little of it makes sense.
    #[test]
    fn whatever_a_pack_says_there_is_an_answer(swaps in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>()), 1..200)) {
        let mut words: Vec<&str> = SHIPPED.split_inclusive([' ', '\n', '.', '(', ')', ',']).collect();
        for (one, other) in swaps {
            let (one, other) = (one.index(words.len()), other.index(words.len()));
            words.swap(one, other);
        }
        told_about(&words.concat());
    }
}

#[test]
fn many_declarations_are_checked_in_a_moment() {
    let mut text = String::from("let 甲0 = 1\nfn 乙0(x: number) = x\n");
    for index in 1..4_000 {
        writeln!(text, "let 甲{index} = 甲{} + 1\nfn 乙{index}(x: number) = x + 甲{index}", index - 1).unwrap();
    }
    // A chain of four thousand values is too deep to be worked out. It is told where it becomes so: at one value, and
    // at the function that adds to the deepest that is still allowed; not at the thousands that stand on them.
    assert_eq!(told_about(&text), 2);
    let mut circle = String::new();
    for index in 0..4_000 {
        writeln!(circle, "fn 丙{index}(x: number) = 丙{}(x)", (index + 1) % 4_000).unwrap();
    }
    assert_eq!(told_about(&circle), 1);
}
