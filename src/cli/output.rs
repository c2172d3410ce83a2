//! Where output goes: a terminal that may have gone, or a file that is whole or not there.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

pub(super) use crate::batch::reason;
use crate::diagnostic::{Diagnostic, Wording};

type Writer<'w> = dyn FnOnce(&mut dyn Write) -> io::Result<()> + 'w;

/// Writes to a file, or to standard output where none is given.
///
/// # Errors
/// With a diagnostic if the file cannot be written. A reader that has gone (`guiju … | head`) is no mistake.
pub(super) fn to(
    path: Option<&Path>,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), Box<Diagnostic>> {
    let Some(path) = path else {
        return match to_stdout(Box::new(write)) {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(not_written("-", &error).into()),
            Ok(()) | Err(_) => Ok(()),
        };
    };
    to_file(path, Box::new(write)).map_err(|error| not_written(&path.to_string_lossy(), &error).into())
}

/// Writes to standard error; nothing can be said if that fails.
pub(super) fn to_stderr(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) {
    let mut out = BufWriter::new(io::stderr().lock());
    let _ = write(&mut out).and_then(|()| out.flush());
}

fn to_stdout(write: Box<Writer<'_>>) -> io::Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    write(&mut out)?;
    out.flush()
}

/// Writes beside the file and then puts it in its place, so that a reader never sees half of it.
fn to_file(path: &Path, write: Box<Writer<'_>>) -> io::Result<()> {
    let (target, old) = match fs::metadata(path) {
        // What a link points to is replaced, not the link.
        Ok(metadata) if metadata.is_file() => (fs::canonicalize(path)?, Some(metadata.permissions())),
        Ok(metadata) if metadata.is_dir() => return Err(io::ErrorKind::IsADirectory.into()),
        // A device or a pipe cannot be replaced.
        Ok(_) => {
            let mut out = BufWriter::new(fs::OpenOptions::new().write(true).open(path)?);
            write(&mut out)?;
            return out.flush();
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => (path.to_owned(), None),
        Err(error) => return Err(error),
    };
    let folder =
        target.parent().filter(|folder| !folder.as_os_str().is_empty()).map_or(PathBuf::from("."), Path::to_owned);
    let mut draft = builder().tempfile_in(folder)?;
    let mut out = BufWriter::new(draft.as_file_mut());
    write(&mut out)?;
    out.flush()?;
    drop(out);
    if let Some(permissions) = old {
        draft.as_file().set_permissions(permissions)?;
    }
    draft.persist(target).map(|_| ()).map_err(|failed| failed.error)
}

/// A temporary file is private by default; an output is as open as any other new file.
fn builder() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".guiju-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder
}

fn not_written(name: &str, error: &io::Error) -> Diagnostic {
    let why = reason(error);
    Diagnostic::placeless(
        "cli::not_written",
        Wording::new(format!("无法写入 {name}：{}", why.zh), format!("{name} cannot be written: {}", why.en)),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_whole_or_not_at_all() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("结果.json");
        to(Some(&path), |out| out.write_all("旧".as_bytes())).unwrap();
        let failing = to(Some(&path), |out| {
            out.write_all("新".as_bytes())?;
            Err(io::ErrorKind::StorageFull.into())
        });
        assert_eq!(failing.unwrap_err().code, "cli::not_written");
        assert_eq!(fs::read_to_string(&path).unwrap(), "旧");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_folder_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        assert!(to(Some(folder.path()), |_| Ok(())).unwrap_err().message.zh.contains("文件夹"));
    }
}
