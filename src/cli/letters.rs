//! `guiju review --letters`: a return list for each unit, in a folder.

use std::fs;
use std::io;
use std::path::Path;

use crate::batch::Journal;
use crate::desk::{FileNames, Letter, Records};
use crate::diagnostic::{Diagnostic, Wording};
use crate::reporter::Look;

use super::load::Stop;
use super::output;

/// Whether the folder is one, or can be made.
pub(super) fn look_at(folder: &Path) -> Result<(), Stop> {
    let is_there = |path: &&Path| !path.as_os_str().is_empty() && path.symlink_metadata().is_ok();
    match folder.ancestors().find(is_there) {
        Some(there) if !there.is_dir() => Err(no_folder(folder, &io::ErrorKind::NotADirectory.into()).into()),
        Some(_) | None => Ok(()),
    }
}

/// Writes the letters into the folder, which is made where it is not there; gives how many.
pub(super) fn write(folder: &Path, journal: &mut Journal, look: &Look) -> Result<usize, Stop> {
    fs::create_dir_all(folder).map_err(|error| no_folder(folder, &error))?;
    let (mut names, mut count, mut failed) = (FileNames::default(), 0, None);
    let read = Records::of(journal).each(&mut |record| {
        let Some(letter) = Letter::of(record, look) else { return Ok(()) };
        let path = folder.join(names.next(record, "docx"));
        if let Err(diagnostic) = output::to(Some(&path), |out| letter.write(out)) {
            failed = Some(diagnostic);
            return Err(io::ErrorKind::Other.into());
        }
        count += 1;
        Ok(())
    });
    match failed {
        Some(diagnostic) => Err((*diagnostic).into()),
        None => {
            read.map(|()| count).map_err(|error| super::review_words::journal_failed(Path::new("-"), &error).into())
        }
    }
}

fn no_folder(folder: &Path, error: &io::Error) -> Diagnostic {
    let (name, why) = (folder.to_string_lossy(), output::reason(error));
    Diagnostic::placeless(
        "cli::not_written",
        Wording::new(format!("无法建立文件夹 {name}：{}", why.zh), format!("{name} cannot be made: {}", why.en)),
    )
}
