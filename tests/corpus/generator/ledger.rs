//! A corpus in a folder: `drafts/` with the submissions, `list.csv` that says which files are whose, and `ledger.ndjson` with a
//! line for each fault.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use serde_json::json;

use super::{Recipe, Submission};

/// Writes a corpus; gives how many submissions and how many faults it has.
///
/// # Errors
/// If a file cannot be written.
pub(crate) fn write(recipe: Recipe, folder: &Path) -> io::Result<(usize, usize)> {
    let drafts = folder.join("drafts");
    fs::create_dir_all(&drafts)?;
    let mut list = BufWriter::new(fs::File::create(folder.join("list.csv"))?);
    let mut ledger = BufWriter::new(fs::File::create(folder.join("ledger.ndjson"))?);
    writeln!(list, "单位,年度,文件")?;
    let (mut count, mut faults) = (0, 0);
    for submission in recipe.submissions() {
        count += 1;
        faults += submission.faults.len();
        let inside = submission.folder();
        fs::create_dir_all(folder.join(&inside))?;
        let mut paths = Vec::new();
        for file in &submission.files {
            let path = inside.join(&file.name);
            fs::write(folder.join(&path), &file.bytes)?;
            paths.push(path.to_string_lossy().into_owned());
        }
        writeln!(list, "{},{},{}", submission.unit, submission.year, paths.join(";"))?;
        for fault in &submission.faults {
            writeln!(
                ledger,
                "{}",
                json!({
                    "submission": submission.path().to_string_lossy(),
                    "file": fault.file,
                    "line": fault.spot.number,
                    "text": fault.spot.line,
                    "at": fault.spot.at,
                    "words": fault.spot.words,
                    "right": fault.right,
                    "kind": fault.kind,
                    "code": fault.code,
                    "also": fault.also,
                    "against": fault.against,
                })
            )?;
        }
    }
    list.flush()?;
    ledger.flush()?;
    Ok((count, faults))
}

impl Submission {
    /// The folder of its files inside the corpus.
    fn folder(&self) -> PathBuf {
        let drafts = PathBuf::from("drafts");
        if self.files.len() == 1 { drafts } else { drafts.join(&self.name) }
    }

    /// What a review of the corpus calls it: its file or its folder, inside the corpus.
    pub(crate) fn path(&self) -> PathBuf {
        match self.files.as_slice() {
            [only] => self.folder().join(&only.name),
            _ => self.folder(),
        }
    }
}
