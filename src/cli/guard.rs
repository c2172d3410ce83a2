//! What a command writes takes the place of nothing that it reads, and is not taken for material the next time.

use std::fs;
use std::path::{Path, PathBuf};

use crate::batch::{Job, JobFile, is_read};
use crate::diagnostic::{Diagnostic, Diagnostics, Wording};
use crate::engine::PackErrors;
use crate::source::SourceMap;

use super::load::Stop;
use super::target::{is_inside, is_same};

/// What a command reads: files, and folders with all that is in them.
#[derive(Debug, Default)]
pub(super) struct Inputs(Vec<PathBuf>);

impl Inputs {
    /// These paths.
    pub(super) fn of<P: AsRef<Path>>(paths: impl IntoIterator<Item = P>) -> Self {
        Self::default().and(paths)
    }

    /// And these.
    pub(super) fn and<P: AsRef<Path>>(mut self, paths: impl IntoIterator<Item = P>) -> Self {
        self.0.extend(paths.into_iter().map(|path| path.as_ref().to_owned()));
        self
    }

    /// And the files of a pack, where a folder of one is meant.
    pub(super) fn and_pack(self, pack: Option<&Path>) -> Self {
        let entries = pack.and_then(|folder| fs::read_dir(folder).ok()).into_iter().flatten().flatten();
        self.and(entries.map(|entry| entry.path()))
    }

    /// And the files of submissions, with those of the year before.
    pub(super) fn and_files_of(self, jobs: &[Job]) -> Self {
        let files = jobs.iter().flat_map(|job| job.files.iter().chain(&job.last_year));
        self.and(files.filter_map(|file| match file {
            JobFile::Path { path, .. } => Some(path),
            JobFile::Bytes { .. } => None,
        }))
    }

    /// Refuses files to be written that are read, or that would be read the next time.
    pub(super) fn spare<'p>(&self, targets: impl IntoIterator<Item = &'p Path>) -> Result<(), Stop> {
        told(targets.into_iter().filter_map(|target| self.harm(target)))
    }

    /// The same for a folder into which Word files of any name are written.
    pub(super) fn spare_from_letters(&self, folder: &Path) -> Result<(), Stop> {
        let is_in = |input: &&PathBuf| input.parent().is_some_and(|parent| is_same(below(parent), folder));
        let holder = self.0.iter().find(|input| input.is_dir() && is_inside(folder, input));
        let held = self.0.iter().filter(|input| is_word(input)).find(is_in);
        told(holder.map(|holder| inside(folder, holder)).or_else(|| held.map(|held| beside(folder, held))))
    }

    fn harm(&self, target: &Path) -> Option<Diagnostic> {
        if self.0.iter().any(|input| is_same(input, target)) {
            return Some(is_an_input(target));
        }
        let holder = self.0.iter().filter(|_| is_read(target)).find(|input| input.is_dir() && is_inside(target, input));
        holder.map(|holder| if target.exists() { is_an_input(target) } else { inside(target, holder) })
    }
}

fn told(wrong: impl IntoIterator<Item = Diagnostic>) -> Result<(), Stop> {
    let mut diagnostics = Diagnostics::default();
    wrong.into_iter().for_each(|one| diagnostics.push(one));
    if diagnostics.is_empty() {
        return Ok(());
    }
    Err(PackErrors { sources: SourceMap::default(), diagnostics }.into())
}

fn is_word(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("docx"))
}

/// A folder that is named by no word is the one we are in.
fn below(folder: &Path) -> &Path {
    if folder.as_os_str().is_empty() { Path::new(".") } else { folder }
}

fn is_an_input(path: &Path) -> Diagnostic {
    let name = path.to_string_lossy();
    Diagnostic::placeless(
        "cli::would_overwrite",
        Wording::new(format!("{name} 是要读取的文件，未予改写"), format!("{name} is read and is left as it is")),
    )
    .help(Wording::new("请给出另一个文件名。", "Give another name."))
}

fn inside(path: &Path, folder: &Path) -> Diagnostic {
    let (name, folder) = (path.to_string_lossy(), folder.to_string_lossy());
    Diagnostic::placeless(
        "cli::inside_submission",
        Wording::new(
            format!("{name} 在材料文件夹 {folder} 里，下次检查会把写出的文件当作材料"),
            format!("{name} lies in the folder {folder}; what is written there would be checked with it the next time"),
        ),
    )
    .help(Wording::new("请给出材料文件夹之外的地方。", "Give a place outside of that folder."))
}

fn beside(folder: &Path, input: &Path) -> Diagnostic {
    let (folder, input) = (folder.to_string_lossy(), input.to_string_lossy());
    Diagnostic::placeless(
        "cli::would_overwrite",
        Wording::new(
            format!("{folder} 里有要读取的 {input}，退回意见可能会改写它"),
            format!("{folder} holds {input}, which is read; a return list might take its place"),
        ),
    )
    .help(Wording::new("请为退回意见另给一个文件夹。", "Give the return lists a folder of their own."))
}
