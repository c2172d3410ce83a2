//! Which submissions there are behind the paths that a reviewer names.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::diagnostic::{Diagnostic, Diagnostics, Wording};

use super::file::reason;
use super::folder::{self, Contents};
use super::job::{Job, JobFile};
use super::listing;

/// Finds the submissions: every loose file is one, every folder with files in it is one, and a list (`.csv`, `.yaml`
/// with the keys of a list) says which files belong together. In the order of the paths given, then by name.
pub fn jobs(paths: &[PathBuf], diagnostics: &mut Diagnostics) -> Vec<Job> {
    let mut jobs = Vec::new();
    for path in paths {
        if path.is_dir() {
            if let Err(error) = top_folder(path, &mut jobs, diagnostics) {
                diagnostics.push(unlisted(path, &error));
            }
        } else if let Some(list) = listing::submissions(path) {
            jobs.extend(list);
        } else if path.exists() {
            listing::without_files(path).into_iter().for_each(|one| diagnostics.push(one));
            jobs.push(Job::of_file(path));
        } else {
            diagnostics.push(missing(path));
        }
    }
    jobs
}

impl Job {
    fn of_file(path: &Path) -> Self {
        Self { files: vec![JobFile::at(path.to_owned())], ..Self::without_files(path.to_string_lossy()) }
    }

    /// What cannot be listed is a submission that cannot be read.
    fn of_folder(path: &Path) -> Self {
        let job = Self::without_files(path.to_string_lossy());
        match folder::contents(path) {
            Ok(Contents { files, warnings }) => {
                let files = files.into_iter().map(|path| JobFile::Path { path, may_fail: true });
                Self { files: files.collect(), told: warnings, ..job }
            }
            Err(error) => Self { told: vec![unlisted(path, &error)], ..job },
        }
    }
}

/// A folder that the reviewer names holds submissions: its files one each, and folders. A list in it is none.
fn top_folder(folder: &Path, jobs: &mut Vec<Job>, diagnostics: &mut Diagnostics) -> io::Result<()> {
    let Entries { files, folders, others } = entries(folder)?;
    if !others.is_empty() {
        diagnostics.push(folder::not_checked(&others));
    }
    for path in &files {
        if listing::is_list(path) {
            diagnostics.push(listing::left_out(path));
        } else {
            jobs.push(Job::of_file(path));
        }
    }
    folders.iter().try_for_each(|inner| sub_folder(inner, DEEPEST, jobs, diagnostics))
}

/// Folders without files of their own are looked into so deeply.
const DEEPEST: usize = 8;

/// A folder with files is a submission with all that is in it; one with folders only holds submissions.
fn sub_folder(folder: &Path, depth: usize, jobs: &mut Vec<Job>, diagnostics: &mut Diagnostics) -> io::Result<()> {
    let Entries { files, folders, others } = entries(folder)?;
    if !files.is_empty() || depth == 0 {
        jobs.push(Job::of_folder(folder));
        return Ok(());
    }
    if !others.is_empty() {
        diagnostics.push(folder::not_checked(&others));
    } else if folders.is_empty() {
        diagnostics.push(empty(folder));
    }
    folders.iter().try_for_each(|inner| sub_folder(inner, depth - 1, jobs, diagnostics))
}

/// What a folder holds, each by name.
struct Entries {
    /// Files that can be checked.
    files: Vec<PathBuf>,
    folders: Vec<PathBuf>,
    /// Files of formats that hold nothing to check.
    others: Vec<PathBuf>,
}

fn entries(folder: &Path) -> io::Result<Entries> {
    let (mut files, mut folders, mut others) = (Vec::new(), Vec::new(), Vec::new());
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if folder::is_nobodys(&entry.file_name().to_string_lossy()) {
            continue;
        }
        let kind = entry.file_type()?;
        if kind.is_dir() {
            folders.push(entry.path());
        } else if entry.path().is_file() {
            if folder::is_read(&entry.path()) { &mut files } else { &mut others }.push(entry.path());
        }
    }
    let by_name =
        |a: &PathBuf, b: &PathBuf| a.file_name().map(OsStr::to_owned).cmp(&b.file_name().map(OsStr::to_owned));
    files.sort_by(by_name);
    folders.sort_by(by_name);
    others.sort_by(by_name);
    Ok(Entries { files, folders, others })
}

fn empty(folder: &Path) -> Diagnostic {
    let name = folder.to_string_lossy();
    let message = Wording::new(
        format!("文件夹 {name} 是空的，未检查"),
        format!("the folder {name} is empty; nothing is checked"),
    );
    Diagnostic::placeless("batch::empty_folder", message).as_warning()
}

fn missing(path: &Path) -> Diagnostic {
    let name = path.to_string_lossy();
    Diagnostic::placeless(
        "batch::missing",
        Wording::new(format!("没有 {name} 这个文件或文件夹"), format!("there is no file or folder {name}")),
    )
}

fn unlisted(path: &Path, error: &io::Error) -> Diagnostic {
    let (name, why) = (path.to_string_lossy(), reason(error));
    Diagnostic::placeless(
        "batch::unreadable",
        Wording::new(format!("无法列出 {name} 中的文件：{}", why.zh), format!("{name} cannot be listed: {}", why.en)),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_and_folders_are_submissions() {
        let top = tempfile::tempdir().unwrap();
        for name in [
            "甲局.docx",
            "乙局/报告.docx",
            "乙局/附件/自评表.xlsx",
            "片区/丙所/报告.txt",
            "片区/丁所/报告.txt",
            "图.png",
        ] {
            let path = top.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "文").unwrap();
        }
        let mut diagnostics = Diagnostics::default();
        let found = jobs(&[top.path().to_owned()], &mut diagnostics);
        let inside =
            |path: &str| path.strip_prefix(&*top.path().to_string_lossy()).unwrap().trim_start_matches('/').to_owned();
        let found: Vec<(String, usize)> = found.iter().map(|job| (inside(&job.name), job.files.len())).collect();
        let expected = [("甲局.docx", 1), ("乙局", 2), ("片区/丁所", 1), ("片区/丙所", 1)];
        assert_eq!(found, expected.map(|(name, files)| (name.to_owned(), files)));
        let told: Vec<&str> = diagnostics.iter().map(|one| one.code).collect();
        assert_eq!(told, ["batch::not_checked"], "the picture");
    }
}
