//! A zip package with some parts changed: all others keep their bytes, their compression and their order.

use std::collections::BTreeMap;
use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use crate::read::{Limits, Package, PackageError};

use super::PatchError;

/// A package, and the parts that will differ.
pub(super) struct Repack<'a> {
    bytes: &'a [u8],
    package: Package<'a>,
    changed: BTreeMap<String, String>,
}

impl<'a> Repack<'a> {
    /// Opens a package under the caps of reading.
    pub(super) fn open(bytes: &'a [u8], limits: &Limits) -> Result<Self, PatchError> {
        let package = Package::open(bytes, limits).map_err(|error| unreadable(error, ""))?;
        Ok(Self { bytes, package, changed: BTreeMap::new() })
    }

    /// True where the package holds a part of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.changed.contains_key(name) || self.package.names().any(|other| other == name)
    }

    /// The first name of the form `before` + number + `after` that no part has.
    pub(super) fn free_name(&self, before: &str, after: &str) -> String {
        let taken = |name: &String| self.package.names().any(|other| other.eq_ignore_ascii_case(name));
        let names = (1_u32..).map(|number| format!("{before}{number}{after}"));
        let mut free = names.filter(|name| !taken(name) && !self.changed.contains_key(name));
        free.next().unwrap_or_default()
    }

    /// A part as it stands now.
    pub(super) fn text(&mut self, name: &str) -> Result<String, PatchError> {
        match self.changed.get(name) {
            Some(text) => Ok(text.clone()),
            None => self.package.text(name).map_err(|error| unreadable(error, name)),
        }
    }

    /// Changes or adds a part.
    pub(super) fn put(&mut self, name: &str, text: String) {
        self.changed.insert(name.to_owned(), text);
    }

    /// The bytes of the new package; new parts come last, by name.
    pub(super) fn finish(mut self) -> Result<Vec<u8>, PatchError> {
        let damaged = |_| PatchError::Unreadable(String::new());
        let mut old = ZipArchive::new(Cursor::new(self.bytes)).map_err(damaged)?;
        let mut new = ZipWriter::new(Cursor::new(Vec::with_capacity(self.bytes.len())));
        for index in 0..old.len() {
            let file = old.by_index_raw(index).map_err(damaged)?;
            let name = file.name().map_err(damaged)?.into_owned();
            match self.changed.remove(&name) {
                Some(text) => write(&mut new, &name, &text)?,
                None => new.raw_copy_file(file).map_err(damaged)?,
            }
        }
        for (name, text) in &self.changed {
            write(&mut new, name, text)?;
        }
        Ok(new.finish().map_err(damaged)?.into_inner())
    }
}

fn write(zip: &mut ZipWriter<Cursor<Vec<u8>>>, name: &str, text: &str) -> Result<(), PatchError> {
    let failed = || PatchError::Unreadable(name.to_owned());
    // No clock: the same input gives the same bytes.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    zip.start_file(name, options).map_err(|_| failed())?;
    zip.write_all(text.as_bytes()).map_err(|_| failed())
}

fn unreadable(error: PackageError, part: &str) -> PatchError {
    PatchError::Unreadable(match error {
        PackageError::UnsafeName(part)
        | PackageError::TooLarge(part)
        | PackageError::Missing(part)
        | PackageError::DamagedPart(part) => part,
        PackageError::Damaged | PackageError::Encrypted | PackageError::TooManyParts(_) => part.to_owned(),
    })
}
