//! A zip package of which some parts are changed, one after another.

use std::collections::BTreeMap;

use crate::read::{Limits, Package};

use super::PatchError;
use super::package::replaced;

/// A package, and the parts that will differ.
pub(super) struct Repack<'a> {
    bytes: &'a [u8],
    package: Package<'a>,
    changed: BTreeMap<String, String>,
}

impl<'a> Repack<'a> {
    /// Opens a package under the caps of reading.
    pub(super) fn open(bytes: &'a [u8], limits: &Limits) -> Result<Self, PatchError> {
        Ok(Self { bytes, package: Package::open(bytes, limits)?, changed: BTreeMap::new() })
    }

    /// True where the package holds a part of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.changed.contains_key(name) || self.package.names().any(|other| other == name)
    }

    /// True where no part has this name, in whatever case.
    pub(super) fn is_free(&self, name: &str) -> bool {
        !self.changed.contains_key(name) && !self.package.names().any(|other| other.eq_ignore_ascii_case(name))
    }

    /// The first name of the form `before` + number + `after` that no part has.
    pub(super) fn free_name(&self, before: &str, after: &str) -> String {
        let mut names = (1_u32..).map(|number| format!("{before}{number}{after}"));
        names.find(|name| self.is_free(name)).unwrap_or_default()
    }

    /// A part as it stands now.
    pub(super) fn text(&mut self, name: &str) -> Result<String, PatchError> {
        match self.changed.get(name) {
            Some(text) => Ok(text.clone()),
            None => Ok(self.package.text(name)?),
        }
    }

    /// Changes or adds a part.
    pub(super) fn put(&mut self, name: &str, text: String) {
        self.changed.insert(name.to_owned(), text);
    }

    /// The bytes of the new package; the old ones where no part was changed.
    pub(super) fn finish(self) -> Result<Vec<u8>, PatchError> {
        if self.changed.is_empty() {
            return Ok(self.bytes.to_vec());
        }
        replaced(self.bytes, self.changed.into_iter().map(|(name, text)| (name, text.into_bytes())).collect())
    }
}
