//! A folder as one submission: which of its files are checked, and what is said of the others.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::diagnostic::{Diagnostic, Wording};

/// Folders inside folders are looked into so deeply, and so many files are taken.
const DEEPEST: usize = 8;
const MOST_FILES: usize = 500;

/// The files of a folder that are checked, in the order of their paths, and warnings about the others.
#[derive(Debug)]
pub struct Contents {
    /// The files that are checked.
    pub files: Vec<PathBuf>,
    /// What is left out.
    pub warnings: Vec<Diagnostic>,
}

/// Looks into a folder and those inside it. Hidden files and the lock files of Word and WPS (`~$…`) are nobody's.
///
/// # Errors
/// If a folder cannot be listed.
pub fn contents(folder: &Path) -> io::Result<Contents> {
    let mut found = Vec::new();
    list(folder, DEEPEST, &mut found)?;
    found.sort();
    let (known, unknown): (Vec<PathBuf>, Vec<PathBuf>) = found.into_iter().partition(|path| is_read(path));
    let (files, printed): (Vec<PathBuf>, Vec<PathBuf>) = {
        let sources: Vec<(PathBuf, String)> = known.iter().filter(|path| !is_printed(path)).map(|it| key(it)).collect();
        known.into_iter().partition(|path| !(is_printed(path) && sources.contains(&key(path))))
    };
    let mut warnings = Vec::new();
    if !unknown.is_empty() {
        warnings.push(not_checked(&unknown));
    }
    warnings.extend(printed.iter().map(|path| printed_twin(path)));
    if files.len() > MOST_FILES {
        return Err(io::Error::other(format!("{} > {MOST_FILES}", files.len())));
    }
    Ok(Contents { files, warnings })
}

fn list(folder: &Path, depth: usize, found: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if is_nobodys(&name) {
            continue;
        }
        // A link to a folder may lead in a circle; `file_type` does not follow it.
        let kind = entry.file_type()?;
        if kind.is_dir() && depth > 0 {
            list(&entry.path(), depth - 1, found)?;
        } else if !kind.is_dir() && entry.path().is_file() {
            found.push(entry.path());
        }
    }
    Ok(())
}

/// Hidden files, the lock files of Word and WPS, what other systems leave behind.
pub(super) fn is_nobodys(name: &str) -> bool {
    name.starts_with('.') || name.starts_with("~$") || name == "__MACOSX" || name == "Thumbs.db"
}

fn extension(path: &Path) -> String {
    path.extension().map(|it| it.to_string_lossy().to_ascii_lowercase()).unwrap_or_default()
}

/// True for the formats that are read, and for old ones of which the reader says how to save them anew.
#[must_use]
pub fn is_read(path: &Path) -> bool {
    const READ: [&str; 22] = [
        "txt", "text", "md", "markdown", "yaml", "yml", "json", "docx", "docm", "dotx", "xlsx", "xlsm", "csv", "tsv",
        "pdf", "doc", "wps", "rtf", "xls", "et", "odt", "ods",
    ];
    READ.contains(&extension(path).as_str())
}

fn is_printed(path: &Path) -> bool {
    extension(path) == "pdf"
}

/// The folder and the name without its extension.
fn key(path: &Path) -> (PathBuf, String) {
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    (path.parent().map(Path::to_owned).unwrap_or_default(), stem)
}

/// Files of formats that hold nothing to check, by kind: pictures, archives.
pub(super) fn not_checked(paths: &[PathBuf]) -> Diagnostic {
    const NAMED: usize = 5;
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    for path in paths {
        *kinds.entry(extension(path)).or_default() += 1;
    }
    let named: Vec<String> = paths.iter().take(NAMED).map(|path| path.to_string_lossy().into_owned()).collect();
    let rest = paths.len().saturating_sub(NAMED);
    let more = if rest > 0 {
        (format!(" 等 {} 个文件", paths.len()), format!(" and {rest} more"))
    } else {
        Default::default()
    };
    let diagnostic = Diagnostic::placeless(
        "batch::not_checked",
        Wording::new(
            format!("文件夹中的 {}{} 不是可检查的格式，未检查", named.join("、"), more.0),
            format!("{}{} in the folder are of no format that is checked", named.join(", "), more.1),
        ),
    );
    let kinds = kinds.iter().map(|(kind, count)| format!(".{kind} ×{count}")).collect::<Vec<_>>().join(" ");
    diagnostic.as_warning().help(Wording::new(
        format!("这些文件（{kinds}）的内容请人工核对"),
        format!("look through them yourself ({kinds})"),
    ))
}

fn printed_twin(path: &Path) -> Diagnostic {
    let name = path.to_string_lossy();
    Diagnostic::placeless(
        "batch::printed_twin",
        Wording::new(
            format!("{name} 与同名的文稿视为同一份，只检查后者"),
            format!("{name} is taken as a print of the file of the same name, which is checked instead"),
        ),
    )
    .as_warning()
    .help(Wording::new("要检查它，请直接给出这个文件", "to check it, name the file itself"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_gives_its_files_and_says_what_it_leaves_out() {
        let folder = tempfile::tempdir().unwrap();
        let inner = folder.path().join("附件");
        fs::create_dir(&inner).unwrap();
        for name in
            ["报告.docx", "报告.pdf", "公示.pdf", "~$报告.docx", ".git", "照片.png", "附件/自评表.xlsx", "数据.yaml"]
        {
            fs::write(folder.path().join(name), "x").unwrap();
        }
        let Contents { files, warnings } = contents(folder.path()).unwrap();
        let names: Vec<String> =
            files.iter().map(|path| path.strip_prefix(folder.path()).unwrap().to_string_lossy().into_owned()).collect();
        assert_eq!(names, ["公示.pdf", "报告.docx", "数据.yaml", "附件/自评表.xlsx"]);
        let codes: Vec<&str> = warnings.iter().map(|one| one.code).collect();
        assert_eq!(codes, ["batch::not_checked", "batch::printed_twin"]);
        assert!(warnings[0].message.zh.contains("照片.png") && warnings[1].message.zh.contains("报告.pdf"));
    }
}
