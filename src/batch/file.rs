//! The bytes of a file: one more than is allowed at most, so that an endless file ends.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

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
