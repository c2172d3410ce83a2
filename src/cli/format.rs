//! `guiju fmt`

use std::fs;
use std::path::{Path, PathBuf};

use crate::diagnostic::{Diagnostic, Diagnostics, Language, Wording};
use crate::engine::PackErrors;
use crate::reporter::visible;
use crate::source::{Encoding, SourceMap, decode};
use crate::syntax;

use super::args::{FormatArguments, LanguageName};
use super::exit::Exit;
use super::face::Face;
use super::load::{Stop, unreadable};
use super::{many, output};

/// A file whose layout differs from what it should be.
struct Changed {
    path: PathBuf,
    text: String,
}

/// Formats rule files, or says which would change.
pub(super) fn run(face: &Face, arguments: &FormatArguments) -> Exit {
    let mut work = Work::default();
    for path in &arguments.files {
        work.find(path);
    }
    let keywords = arguments.keywords.map(|name| match name {
        LanguageName::Zh => Language::Chinese,
        LanguageName::En => Language::English,
    });
    let formatted = work.format(keywords, arguments.stdout);
    let done = if arguments.stdout {
        print(&formatted).map(|()| Exit::Clean)
    } else if arguments.check {
        list(&formatted).map(|()| if formatted.is_empty() { Exit::Clean } else { Exit::Findings })
    } else {
        write(face, &formatted, work.files.len()).map(|()| Exit::Clean)
    };
    let exit = done.unwrap_or_else(|diagnostic| {
        work.diagnostics.push(*diagnostic);
        Exit::CouldNotRun
    });
    if work.diagnostics.is_empty() {
        return exit;
    }
    work.diagnostics.sort(&work.sources);
    face.complain(&Stop::from(PackErrors { sources: work.sources, diagnostics: work.diagnostics }));
    Exit::CouldNotRun
}

/// The files asked for, and what is wrong with some of them.
#[derive(Default)]
struct Work {
    files: Vec<PathBuf>,
    sources: SourceMap,
    diagnostics: Diagnostics,
}

impl Work {
    /// Takes a file as it is and a folder with all rule files below it; what was named twice counts once.
    fn find(&mut self, path: &Path) {
        let found = if path.is_dir() { rule_files(path) } else { fs::metadata(path).map(|_| vec![path.to_owned()]) };
        match found {
            Ok(found) if found.is_empty() => self.diagnostics.push(no_rule_files(path)),
            Ok(found) => {
                let new: Vec<PathBuf> = found.into_iter().filter(|file| !self.files.contains(file)).collect();
                self.files.extend(new);
            }
            Err(error) => self.diagnostics.push(unreadable(path, &path.to_string_lossy(), &error)),
        }
    }

    /// The formatted texts of all files that can be parsed and are laid out otherwise (or of `all`).
    fn format(&mut self, keywords: Option<Language>, all: bool) -> Vec<Changed> {
        let mut changed = Vec::new();
        for path in self.files.clone() {
            let Some(bytes) = self.read(&path) else { continue };
            let name = path.to_string_lossy().into_owned();
            let text = match decode(&bytes) {
                Ok((text, Encoding::Utf8 | Encoding::Utf8Bom)) => text,
                Ok((_, other)) => {
                    self.diagnostics.push(not_utf8(&name, other.name()));
                    continue;
                }
                Err(_) => {
                    self.diagnostics.push(not_utf8(&name, ""));
                    continue;
                }
            };
            let source = self.sources.add(name, text);
            let formatted = syntax::format(source, &self.sources, keywords, &mut self.diagnostics);
            changed.extend(formatted.filter(|text| all || text.as_bytes() != bytes).map(|text| Changed { path, text }));
        }
        changed
    }

    fn read(&mut self, path: &Path) -> Option<Vec<u8>> {
        match fs::read(path) {
            Ok(bytes) => Some(bytes),
            Err(error) => {
                self.diagnostics.push(unreadable(path, &path.to_string_lossy(), &error));
                None
            }
        }
    }
}

/// All `.gj` files of a folder and the folders in it, in order; links to folders are not followed.
fn rule_files(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            if entry.file_type()?.is_dir() {
                open.push(entry.path());
            } else if entry.path().extension().is_some_and(|ending| ending == "gj") {
                found.push(entry.path());
            }
        }
    }
    found.sort();
    Ok(found)
}

fn print(formatted: &[Changed]) -> Result<(), Box<Diagnostic>> {
    output::to(None, |out| formatted.iter().try_for_each(|file| out.write_all(file.text.as_bytes())))
}

fn list(formatted: &[Changed]) -> Result<(), Box<Diagnostic>> {
    output::to(None, |out| formatted.iter().try_for_each(|file| writeln!(out, "{}", shown(&file.path))))
}

fn write(face: &Face, formatted: &[Changed], looked_at: usize) -> Result<(), Box<Diagnostic>> {
    for file in formatted {
        output::to(Some(&file.path), |out| out.write_all(file.text.as_bytes()))?;
    }
    let words = face
        .look(None)
        .choose("看了 {n} 个规则文件，改写 {c} 个", "{m} looked at, {c} rewritten")
        .replace("{m}", &many(looked_at, "rule file"))
        .replace("{n}", &looked_at.to_string())
        .replace("{c}", &formatted.len().to_string());
    output::to(None, |out| {
        formatted.iter().try_for_each(|file| writeln!(out, "{}", shown(&file.path)))?;
        if looked_at > 0 { writeln!(out, "{words}") } else { Ok(()) }
    })
}

fn shown(path: &Path) -> String {
    visible(&path.to_string_lossy()).into_owned()
}

fn no_rule_files(folder: &Path) -> Diagnostic {
    let folder = folder.display();
    Diagnostic::placeless(
        "cli::no_rule_files",
        Wording::new(format!("{folder} 中没有规则文件（.gj）"), format!("{folder} holds no rule files (.gj)")),
    )
}

fn not_utf8(name: &str, encoding: &str) -> Diagnostic {
    let (zh, en) = if encoding.is_empty() {
        ("不是文本".to_owned(), "is no text".to_owned())
    } else {
        (format!("的编码是 {encoding}"), format!("is encoded as {encoding}"))
    };
    Diagnostic::placeless("cli::not_utf8", Wording::new(format!("{name} {zh}"), format!("{name} {en}")))
        .help(Wording::new("规则文件须存为 UTF-8。", "Rule files are UTF-8."))
}
