//! Rules of the house as tests: imports point down, every file says what it is and tells one story, codes are unique,
//! no case and no snapshot is left over, links lead somewhere. Keyword twins are compared in `src/syntax/keyword.rs`.

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

/// What the table allows and nobody takes would let a new arrow in unseen.
#[test]
fn every_import_of_the_table_is_used() {
    let mut used: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for path in files(&root().join("src"), "rs") {
        used.entry(module_of(&path)).or_default().extend(imports_of(&fs::read_to_string(&path).expect("readable")));
    }
    let mut unused = Vec::new();
    for (module, (_, allowed)) in floors() {
        let used = used.remove(&module).unwrap_or_else(|| panic!("there is no module {module}"));
        unused.extend(allowed.difference(&used).map(|import| format!("{module} does not import {import}")));
    }
    assert_eq!(unused, Vec::<String>::new());
}

#[test]
fn every_file_says_what_it_is() {
    let heads = [("src", "rs", "//! "), ("tests", "rs", "//! "), ("grammar", "pest", "// "), ("rules", "gj", "// ")];
    for (folder, ending, head) in heads {
        for path in files(&root().join(folder), ending) {
            // One line that calls the library.
            let text = fs::read_to_string(&path).expect("readable");
            assert!(
                path.ends_with("main.rs") || text.starts_with(head),
                "{} does not begin with {head}",
                path.display()
            );
        }
    }
}

#[test]
fn unfinished_work_does_not_land() {
    for (folder, ending) in [("src", "rs"), ("grammar", "pest"), ("rules", "gj"), ("rules", "yaml"), ("docs", "md")] {
        for path in files(&root().join(folder), ending) {
            let text = fs::read_to_string(&path).expect("readable");
            assert!(!text.contains("TODO") && !text.contains("XXX"), "{} is not finished", path.display());
        }
    }
}

#[test]
fn no_file_tells_two_stories() {
    for (folder, ending, most) in [("src", "rs", 420), ("tests", "rs", 420), ("rules", "gj", 450)] {
        for path in files(&root().join(folder), ending) {
            let lines = fs::read_to_string(&path).expect("readable").lines().count();
            assert!(lines <= most, "{} has {lines} lines", path.display());
        }
    }
}

/// A code begins with the stage that tells it, and is told by no other; a table declares it once.
#[test]
fn every_code_belongs_to_one_stage() {
    let stages = [
        ("syntax", &["syntax"][..]),
        ("check", &["typecheck"]),
        ("pack", &["pack"]),
        // `cli` opens the files, and `extract` looks for the fields of data.
        ("read", &["read", "cli", "extract"]),
        ("engine", &["engine"]),
        ("waiver", &["review"]),
        ("baseline", &["review"]),
        ("packtest", &["packtest"]),
        ("batch", &["batch"]),
        ("cli", &["cli"]),
    ];
    let mut wrong = Vec::new();
    let mut declared: BTreeMap<String, PathBuf> = BTreeMap::new();
    for path in files(&root().join("src"), "rs") {
        let module = module_of(&path);
        let text = fs::read_to_string(&path).expect("readable");
        let code = text.split("#[cfg(test)]").next().unwrap_or("");
        for word in code.split('"').skip(1).step_by(2) {
            let Some((prefix, name)) = word.split_once("::") else { continue };
            let is_name = !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c == '_');
            let Some((_, stage)) = stages.iter().find(|(known, _)| is_name && *known == prefix) else { continue };
            if !stage.contains(&module.as_str()) {
                wrong.push(format!("{} tells {word}", path.display()));
            }
            if path.ends_with("codes.rs") && declared.insert(word.to_owned(), path.clone()).is_some() {
                wrong.push(format!("{word} is declared twice"));
            }
        }
    }
    assert!(declared.len() > 40, "only {} codes were found", declared.len());
    assert_eq!(wrong, Vec::<String>::new());
}

/// Every folder of cases holds an input and the snapshot that its test writes, and nothing else.
#[test]
fn no_case_is_left_over() {
    let cases = root().join("tests/cases");
    let kinds: [(&str, &[&str], Option<&str>); 4] = [
        ("syntax", &["input.gj"], Some("tree.snap")),
        ("format", &["input.gj"], Some("layout.snap")),
        ("typecheck", &["input.gj", "town/rules.gj", "pack.yaml"], Some("diagnostics.snap")),
        ("trap", &["draft.txt", "report.txt"], None),
    ];
    let known: BTreeSet<&str> = kinds.iter().map(|(kind, ..)| *kind).chain(["text"]).collect();
    for entry in fs::read_dir(&cases).expect("the folder is there").flatten() {
        assert!(
            entry.file_name().to_str().is_some_and(|name| known.contains(name)),
            "no test walks {:?}",
            entry.path()
        );
    }
    for (kind, inputs, snapshot) in kinds {
        for case in fs::read_dir(cases.join(kind)).expect("the folder is there").flatten() {
            let case = case.path();
            let name = case.display();
            assert!(inputs.iter().any(|input| case.join(input).exists()), "{name} has no input");
            let found: Vec<PathBuf> = files(&case, "snap");
            let wanted: Vec<PathBuf> = snapshot.iter().map(|snapshot| case.join(snapshot)).collect();
            assert!(found == wanted, "{name} has the snapshots {found:?}");
        }
    }
}

/// Snapshots that stand apart from their input name the test that writes them, and it is there.
#[test]
fn no_snapshot_is_left_over() {
    let apart = |path: &PathBuf| path.parent().is_some_and(|folder| folder.ends_with("snapshots"));
    for path in files(&root().join("tests"), "snap").into_iter().filter(apart) {
        let text = fs::read_to_string(&path).expect("readable");
        let source = text.lines().find_map(|line| line.strip_prefix("source: ")).expect("a snapshot names its test");
        let (_, name) =
            path.file_stem().and_then(|it| it.to_str()).and_then(|it| it.rsplit_once("__")).expect("has a name");
        let test = fs::read_to_string(root().join(source)).unwrap_or_default();
        assert!(test.contains(name), "{} is written by no test of {source}", path.display());
    }
    for ending in ["new", "pending-snap", "proptest-regressions"] {
        let left: Vec<PathBuf> = files(&root().join("tests"), ending);
        assert!(left.is_empty(), "{left:?}");
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
