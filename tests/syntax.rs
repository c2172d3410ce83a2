//! What the parser understands, what it says about what it does not, and what the formatter makes of it.
//!
//! One folder a case under `tests/cases/syntax` and `tests/cases/format`, each with `input.gj`. The snapshot repeats the
//! input and shows the tree and the mistakes, or the formatted text in both languages.

#![expect(clippy::unwrap_used, clippy::string_slice, reason = "a test that cannot go on may panic")]

#[path = "syntax/tree.rs"]
mod tree;

#[path = "syntax/properties.rs"]
mod properties;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use guiju::diagnostic::{Diagnostics, Language, Wording};
use guiju::source::{SourceMap, Span};
use guiju::syntax;

/// One text, parsed.
struct Parsed {
    /// Its tree without places.
    tree: String,
    /// What is wrong.
    told: Diagnostics,
    sources: SourceMap,
}

/// Parses a text on its own.
fn parse(text: &str) -> Parsed {
    let (mut sources, mut told) = (SourceMap::default(), Diagnostics::default());
    let source = sources.add("input.gj", text);
    let module = syntax::parse(source, &sources, &mut told);
    told.sort(&sources);
    Parsed { tree: tree::show(&module), told, sources }
}

/// How many declarations a text has, and how many mistakes.
fn count(text: &str) -> (usize, usize) {
    let (mut sources, mut told) = (SourceMap::default(), Diagnostics::default());
    let source = sources.add("input.gj", text);
    let module = syntax::parse(source, &sources, &mut told);
    (module.items.len(), told.len())
}

/// Formats a text on its own; `None` if it cannot be parsed.
fn format(text: &str, keywords: Option<Language>) -> Option<String> {
    let (mut sources, mut told) = (SourceMap::default(), Diagnostics::default());
    let source = sources.add("input.gj", text);
    let formatted = syntax::format(source, &sources, keywords, &mut told);
    assert_eq!(formatted.is_none(), told.has_errors());
    formatted
}

fn root(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)
}

/// Every case of a folder with its input.
fn cases(folder: &str) -> Vec<(PathBuf, String)> {
    let mut cases: Vec<PathBuf> = fs::read_dir(root(folder)).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    cases.into_iter().map(|case| (case.clone(), fs::read_to_string(case.join("input.gj")).unwrap())).collect()
}

fn snapshot(case: &Path, name: &str, shown: &str) {
    insta::with_settings!({
        snapshot_path => case, prepend_module_to_snapshot => false, omit_expression => true,
    }, {
        insta::assert_snapshot!(name, shown);
    });
}

#[test]
fn trees_and_mistakes() {
    let cases = cases("tests/cases/syntax");
    assert!(cases.len() >= 25, "only {} cases were found", cases.len());
    for (case, input) in cases {
        let parsed = parse(&input);
        let mut shown = format!("── input\n{input}\n── tree\n{}", parsed.tree);
        shown.push_str("\n── told\n");
        if parsed.told.is_empty() {
            shown.push_str("nothing\n");
        }
        for diagnostic in parsed.told.iter() {
            let both = |words: &Wording| format!("{}\n    {}", words.zh, words.en);
            writeln!(shown, "{} {}", diagnostic.code, both(&diagnostic.message)).unwrap();
            for label in &diagnostic.labels {
                writeln!(shown, "  at {} {}", place(&parsed.sources, label.span), label.text.zh).unwrap();
            }
            if let Some(help) = &diagnostic.help {
                writeln!(shown, "  help {}", both(help)).unwrap();
            }
        }
        snapshot(&case, "tree", &shown);
    }
}

/// Line, column and words of a place.
fn place(sources: &SourceMap, span: Span) -> String {
    let position = sources.position(span);
    let words: String = sources.slice(span).chars().take(40).collect();
    format!("{}:{} ⟦{words}⟧", position.line, position.column)
}

#[test]
fn layouts() {
    let cases = cases("tests/cases/format");
    assert!(cases.len() >= 8, "only {} cases were found", cases.len());
    for (case, input) in cases {
        let mut shown = format!("── input\n{input}");
        let ways = [("as it is", None), ("zh", Some(Language::Chinese)), ("en", Some(Language::English))];
        for (name, keywords) in ways {
            let formatted = format(&input, keywords).unwrap();
            assert_eq!(parse(&formatted).tree, parse(&input).tree, "{}", case.display());
            assert_eq!(format(&formatted, keywords).as_ref(), Some(&formatted), "{}", case.display());
            write!(shown, "\n── {name}\n{formatted}").unwrap();
        }
        let [chinese, english] = [Language::Chinese, Language::English].map(|it| format(&input, Some(it)).unwrap());
        assert_eq!(format(&chinese, Some(Language::English)), Some(english.clone()), "{}", case.display());
        assert_eq!(format(&english, Some(Language::Chinese)), Some(chinese), "{}", case.display());
        snapshot(&case, "layout", &shown);
    }
}

#[test]
fn the_shipped_packs_keep_their_meaning_and_a_layout_that_stays() {
    let mut looked_at = 0;
    for pack in fs::read_dir(root("rules")).unwrap() {
        for file in fs::read_dir(pack.unwrap().path()).unwrap() {
            let path = file.unwrap().path();
            if path.extension().is_none_or(|ending| ending != "gj") {
                continue;
            }
            let text = fs::read_to_string(&path).unwrap();
            let tree = parse(&text).tree;
            for keywords in [None, Some(Language::Chinese), Some(Language::English)] {
                let formatted = format(&text, keywords).unwrap();
                assert_eq!(parse(&formatted).tree, tree, "{}", path.display());
                assert_eq!(format(&formatted, keywords).as_ref(), Some(&formatted), "{}", path.display());
            }
            looked_at += 1;
        }
    }
    assert!(looked_at >= 10);
}

#[test]
fn every_rule_in_the_docs_can_be_parsed() {
    let mut blocks = 0;
    for page in ["docs/language.md", "README.md", "README.zh-CN.md", "CONTRIBUTING.md"] {
        let text = fs::read_to_string(root(page)).unwrap();
        for block in text.split("```gj\n").skip(1) {
            let block = block.split("```").next().unwrap();
            let parsed = parse(block);
            let told: Vec<&str> = parsed.told.iter().map(|it| it.message.zh.as_str()).collect();
            assert!(told.is_empty() && !parsed.tree.is_empty(), "{page}: {told:?}\n{block}");
            blocks += 1;
        }
        // A block that shows rules but does not say so would never be looked at.
        for block in text.split("```text\n").skip(1) {
            assert!(!block.starts_with("rule ") && !block.starts_with("record "), "{page} has rules as plain text");
        }
    }
    assert!(blocks >= 4, "only {blocks} blocks were found");
}
