//! Rules of the house as tests: imports point down, every file says what it is, codes are unique, links lead somewhere.

#![expect(
    clippy::expect_used,
    clippy::string_slice,
    reason = "a test stops at the first thing that is not as it should be"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// All files below a folder with an ending, in order.
fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).expect("the folder is there").flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|it| it == ending) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// The table of docs/architecture.md: module, floor, and what it may import.
fn floors() -> BTreeMap<String, (u32, BTreeSet<String>)> {
    let text = fs::read_to_string(root().join("docs/architecture.md")).expect("the page is there");
    let mut floors = BTreeMap::new();
    for line in text.lines() {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let [_, floor, module, imports, _] = cells.as_slice() else { continue };
        let Ok(floor) = floor.parse() else { continue };
        let names = |text: &str| -> BTreeSet<String> {
            text.split(',')
                .map(|name| name.trim().trim_matches('`').to_owned())
                .filter(|it| !it.is_empty() && it != "—")
                .collect()
        };
        floors.insert(module.trim_matches('`').to_owned(), (floor, names(imports)));
    }
    floors
}

/// The top-level module that a source file belongs to.
fn module_of(path: &Path) -> String {
    let inside = path.strip_prefix(root().join("src")).expect("below src");
    let first = inside.components().next().expect("has a name").as_os_str().to_string_lossy().into_owned();
    first.trim_end_matches(".rs").to_owned()
}

/// Every `crate::module` that a file names outside its comments.
fn imports_of(text: &str) -> BTreeSet<String> {
    let code: String =
        text.lines().filter(|line| !line.trim_start().starts_with("//")).map(|line| format!("{line}\n")).collect();
    code.match_indices("crate::")
        .map(|(at, it)| &code[at + it.len()..])
        .map(|rest| rest.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect::<String>())
        .filter(|name| !name.is_empty() && name.chars().next().is_some_and(char::is_lowercase))
        .collect()
}

#[test]
fn imports_point_down() {
    let floors = floors();
    assert!(floors.len() > 15, "the table of floors was not found");
    let mut wrong = Vec::new();
    for path in files(&root().join("src"), "rs") {
        let module = module_of(&path);
        if module == "lib" || module == "main" {
            continue;
        }
        let Some((floor, allowed)) = floors.get(&module) else {
            wrong.push(format!("{module} has no floor"));
            continue;
        };
        for import in imports_of(&fs::read_to_string(&path).expect("readable")) {
            if import == module {
                continue;
            }
            let lower = floors.get(&import).is_some_and(|(other, _)| other < floor);
            if !allowed.contains(&import) || !lower {
                wrong.push(format!("{} imports {import}", path.strip_prefix(root()).expect("inside").display()));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn every_file_says_what_it_is() {
    for path in files(&root().join("src"), "rs") {
        if path.ends_with("main.rs") {
            continue;
        }
        let text = fs::read_to_string(&path).expect("readable");
        assert!(text.starts_with("//!"), "{} has no `//!` at its top", path.display());
    }
}

#[test]
fn no_file_tells_two_stories() {
    for path in files(&root().join("src"), "rs") {
        // The tree of the language is one noun with its doc comments; cutting it would not make a second story.
        let most = if path.ends_with("syntax/ast.rs") { 650 } else { 500 };
        let lines = fs::read_to_string(&path).expect("readable").lines().count();
        assert!(lines <= most, "{} has {lines} lines", path.display());
    }
}

#[test]
fn links_in_the_docs_lead_somewhere() {
    let mut pages = files(&root().join("docs"), "md");
    pages.extend(["README.md", "README.zh-CN.md", "CONTRIBUTING.md"].map(|name| root().join(name)));
    for page in pages {
        let text = fs::read_to_string(&page).expect("readable");
        for (at, _) in text.match_indices("](") {
            let target: String = text[at + 2..].chars().take_while(|c| *c != ')' && *c != '#').collect();
            if target.is_empty() || target.contains("://") {
                continue;
            }
            let path = page.parent().expect("has a folder").join(&target);
            assert!(path.exists(), "{} links to {target}, which is not there", page.display());
        }
    }
}

#[test]
fn nothing_shipped_names_the_workplace() {
    let places = ["src", "grammar", "rules", "samples", "docs"];
    for place in places {
        for ending in ["rs", "gj", "yaml", "md", "txt", "pest"] {
            for path in files(&root().join(place), ending) {
                let text = fs::read_to_string(&path).expect("readable");
                assert!(!text.contains("../shared"), "{} names a folder that does not ship", path.display());
            }
        }
    }
}
