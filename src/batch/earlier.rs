//! The results of an earlier review, by which each submission is held against what was found in it then.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use serde::Deserialize;
use sha2::{Digest, Sha256};

use crate::diagnostic::{Diagnostic, Wording};
use crate::reporter::read_baseline_of_line;
use crate::review::{Baseline, Called, FileReceipt, FileRole, Hash, Review};

use super::file::reason;
use super::lines::{self, OneLine};

/// The results of an earlier review: a file of lines, of which one at a time is in memory.
#[derive(Debug)]
pub struct Earlier {
    /// Of the file.
    pub receipt: FileReceipt,
    file: Mutex<File>,
    /// By path and by unit; where several have the same name, that one does not say which.
    by_submission: HashMap<String, Option<Place>>,
    by_unit: HashMap<String, Option<Place>>,
    by_stem: HashMap<String, Option<Place>>,
}

#[derive(Debug, Clone, Copy)]
struct Place {
    at: u64,
    length: usize,
}

/// As much of a line as says whose it is.
#[derive(Debug, Deserialize)]
struct Head {
    submission: String,
    unit: Option<String>,
    #[serde(rename = "line_version")]
    _version: String,
}

/// No line of a review is longer.
const LONGEST: usize = 1 << 30;

impl Earlier {
    /// Looks through the results that a review wrote as `.json` or `.ndjson`.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn open(path: &Path) -> io::Result<Self> {
        let name = path.to_string_lossy().into_owned();
        let mut from = BufReader::new(Hashing { file: File::open(path)?, hash: Sha256::new(), count: 0 });
        let mut earlier = Self {
            receipt: FileReceipt { name, role: FileRole::Baseline, bytes: 0, hash: Hash(String::new()) },
            file: Mutex::new(File::open(path)?),
            by_submission: HashMap::new(),
            by_unit: HashMap::new(),
            by_stem: HashMap::new(),
        };
        let mut at = 0_u64;
        while let Some(line) = lines::next(&mut from, LONGEST)? {
            // The length of what was passed over is not known, and nothing behind it can be found.
            let OneLine::Whole(line) = line else { break };
            // In an object the lines stand in a list.
            let object = line.trim_ascii_end();
            let object = object.strip_suffix(b",").unwrap_or(object);
            if let Ok(head) = serde_json::from_slice::<Head>(object) {
                earlier.add(&head, Place { at, length: object.len() });
            }
            at += line.len() as u64 + 1;
        }
        let Hashing { hash, count, .. } = from.into_inner();
        earlier.receipt.hash = Hash::from(<[u8; 32]>::from(hash.finalize()));
        earlier.receipt.bytes = count;
        Ok(earlier)
    }

    /// True where it holds no result of a review.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.by_submission.is_empty()
    }

    fn add(&mut self, head: &Head, place: Place) {
        let add = |names: &mut HashMap<String, Option<Place>>, name: &str| {
            names.entry(name.to_owned()).and_modify(|known| *known = None).or_insert(Some(place));
        };
        let called = Called { submission: &head.submission, unit: head.unit.as_deref(), files: &[] };
        add(&mut self.by_submission, called.submission);
        add(&mut self.by_stem, called.stem());
        if let Some(unit) = called.unit {
            add(&mut self.by_unit, unit);
        }
    }

    /// What was found then in a submission: by its unit, else by its path, else by its name without folders and ending.
    ///
    /// # Errors
    /// With a warning where that is not known: then all that is found now is new.
    pub fn of(&self, called: Called<'_>) -> Result<Baseline, Box<Diagnostic>> {
        let by_unit = called.unit.and_then(|unit| self.by_unit.get(unit));
        let by_path = self.by_submission.get(called.submission);
        let found = [by_unit, by_path, self.by_stem.get(called.stem())];
        let Some(place) = found.iter().find_map(|it| it.and_then(Option::as_ref)) else {
            let is_known = found.iter().any(Option::is_some);
            return Err(if is_known { self.several() } else { self.unknown() }.into());
        };
        let line = self.read(*place).map_err(|error| self.unreadable(&error))?;
        read_baseline_of_line(&self.receipt.name, &line).map_err(|diagnostic| Box::new(diagnostic.as_warning()))
    }

    /// Stands for an earlier check that found nothing, by the rules of this one.
    pub(super) fn nothing_found(&self, review: &Review) -> Baseline {
        Baseline { name: self.receipt.name.clone(), findings: Vec::new(), ..Baseline::of(review) }
    }

    fn read(&self, place: Place) -> io::Result<String> {
        let mut bytes = vec![0; place.length];
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        file.seek(SeekFrom::Start(place.at))?;
        file.read_exact(&mut bytes)?;
        String::from_utf8(bytes).map_err(io::Error::other)
    }

    fn unknown(&self) -> Diagnostic {
        let name = &self.receipt.name;
        warning(
            format!("{name} 中没有这份材料，它的问题都算新增"),
            format!("{name} holds no such submission; all its findings count as new"),
        )
    }

    fn several(&self) -> Diagnostic {
        let name = &self.receipt.name;
        warning(
            format!("{name} 中有几份同名的材料，无法对应，这份的问题都算新增"),
            format!("{name} holds several submissions of this name; all findings of this one count as new"),
        )
    }

    fn unreadable(&self, error: &io::Error) -> Box<Diagnostic> {
        let name = &self.receipt.name;
        let why = reason(error);
        let words = (format!("无法读取 {name}：{}", why.zh), format!("{name} cannot be read: {}", why.en));
        warning(words.0, words.1).into()
    }
}

fn warning(zh: String, en: String) -> Diagnostic {
    Diagnostic::placeless("batch::not_in_baseline", Wording::new(zh, en)).as_warning()
}

/// A file whose bytes are hashed and counted as they are read.
struct Hashing {
    file: File,
    hash: Sha256,
    count: usize,
}

impl Read for Hashing {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read(into)?;
        self.hash.update(into.get(..read).unwrap_or_default());
        self.count += read;
        Ok(read)
    }
}
