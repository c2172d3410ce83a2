//! The bytes of a file: one more than is allowed at most, so that an endless file ends.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use crate::diagnostic::Wording;
use crate::read::Limits;

/// Takes the bytes of a file. More than [`Limits::bytes`] of them say that it is too large.
///
/// # Errors
/// If it cannot be read.
pub fn bytes_of(path: &Path, limits: &Limits) -> io::Result<Vec<u8>> {
    bytes_from(File::open(path)?, limits)
}

/// The same of what is open already.
///
/// # Errors
/// If it cannot be read.
pub fn bytes_from(from: impl Read, limits: &Limits) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(u64::try_from(limits.bytes).unwrap_or(u64::MAX).saturating_add(1)).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Why the system refused, in both languages.
#[must_use]
pub fn reason(error: &io::Error) -> Wording {
    match error.kind() {
        io::ErrorKind::NotFound => Wording::new("没有这个文件或文件夹", "no such file or folder"),
        io::ErrorKind::PermissionDenied => Wording::new("没有权限", "permission denied"),
        io::ErrorKind::NotADirectory | io::ErrorKind::AlreadyExists => {
            Wording::new("已有同名的文件，它不是文件夹", "there is a file of this name, which is no folder")
        }
        io::ErrorKind::IsADirectory => Wording::new("这是一个文件夹", "it is a folder"),
        io::ErrorKind::StorageFull => Wording::new("磁盘已满", "the disk is full"),
        _ => Wording::same(error.to_string()),
    }
}
