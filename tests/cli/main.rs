//! The program from outside: what it prints and how it ends.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on says so by a panic"
)]

mod annotate;
mod bad_input;
mod bad_packs;
mod check;
mod compare;
mod fix;
mod fmt;
mod killed;
mod many;
mod pack_compare;
mod packs;
mod review;
mod spared;
mod stream;
mod waiver;
mod words;

use std::ffi::OsStr;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

/// What a run gave.
#[derive(Debug)]
struct Run {
    code: i32,
    out: String,
    err: String,
}

impl Run {
    /// Exit 2, nothing on standard output, and all of these words in the complaint.
    fn is_refused_with(&self, words: &[&str]) {
        assert_eq!((self.code, self.out.as_str()), (2, ""), "{self:?}");
        for words in words {
            assert!(self.err.contains(words), "“{words}” is not in\n{}", self.err);
        }
    }

    /// The finding codes of a JSON result, in order.
    fn codes(&self) -> Vec<String> {
        let result: serde_json::Value = serde_json::from_str(&self.out).expect("standard output is JSON");
        let findings = result.pointer("/review/findings").and_then(|it| it.as_array()).expect("there is a review");
        findings.iter().map(|finding| finding.get("code").unwrap().as_str().unwrap().to_owned()).collect()
    }
}

fn command(lang: &str, folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_guiju"));
    command.current_dir(folder).env_clear().env("LANG", lang);
    command
}

fn finished(output: Output) -> Run {
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("output is UTF-8");
    Run { code: output.status.code().expect("it ended by itself"), out: text(output.stdout), err: text(output.stderr) }
}

/// Runs the program in a folder, in a Chinese locale.
fn chinese<A: AsRef<OsStr>>(folder: &Path, arguments: &[A]) -> Run {
    finished(command("zh_CN.UTF-8", folder).args(arguments).output().unwrap())
}

/// The same in an English locale.
fn english<A: AsRef<OsStr>>(folder: &Path, arguments: &[A]) -> Run {
    finished(command("en_GB.UTF-8", folder).args(arguments).output().unwrap())
}

/// The top of the repository, where `samples` and `rules` are.
fn top() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A folder of its own with files; parents are made.
fn in_folder_with(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
    folder
}
