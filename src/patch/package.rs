//! Parts put into a zip package; every other part keeps its compressed bytes and its place in the order.

use std::collections::BTreeMap;
use std::io::{Cursor, Write};

use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use crate::diagnostic::Wording;
use crate::read::PackageError;

use super::PatchError;

/// Gives the package with these parts: those it has are replaced, others stand at its end.
///
/// # Errors
/// If the package is damaged.
pub fn replaced(bytes: &[u8], mut parts: BTreeMap<String, Vec<u8>>) -> Result<Vec<u8>, PatchError> {
    let damaged = |_| PatchError::from(PackageError::Damaged);
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    let mut out = ZipWriter::new(Cursor::new(Vec::with_capacity(bytes.len())));
    if !archive.comment().is_empty() {
        out.set_raw_comment(archive.comment().into()).map_err(failed)?;
    }
    for index in 0..archive.len() {
        let file = archive.by_index_raw(index).map_err(damaged)?;
        let part = file.name().ok().and_then(|name| Some((name.to_string(), parts.remove(name.as_ref())?)));
        match part {
            Some((name, content)) => {
                let options = file.options();
                drop(file);
                write(&mut out, &name, &content, options)?;
            }
            None => out.raw_copy_file(file).map_err(failed)?,
        }
    }
    for (name, content) in parts {
        // The year 1980, where zip's calendar begins: no clock.
        let options = SimpleFileOptions::default().last_modified_time(zip::DateTime::default());
        write(&mut out, &name, &content, options.compression_method(CompressionMethod::Deflated))?;
    }
    Ok(out.finish().map_err(failed)?.into_inner())
}

fn write(
    out: &mut ZipWriter<Cursor<Vec<u8>>>,
    name: &str,
    content: &[u8],
    options: SimpleFileOptions,
) -> Result<(), PatchError> {
    out.start_file(name, options).map_err(failed)?;
    out.write_all(content).map_err(|error| failed(ZipError::Io(error)))
}

fn failed(error: ZipError) -> PatchError {
    PatchError {
        why: Wording::new(format!("压缩包无法重新写出（{error}）"), format!("its package cannot be written ({error})")),
    }
}
