//! The facade: load packs once, check any number of submissions, get reviews.
//!
//! ```no_run
//! use guiju::engine::{Engine, Input, Settings};
//! use guiju::read::Limits;
//!
//! let engine = Engine::embedded();
//! let pack = engine.compile("jiangmen", &Settings::default()).expect("the shipped packs are right");
//! let draft = Input::new("draft.txt", std::fs::read("draft.txt").expect("readable"));
//! let checked = pack.check("draft.txt", vec![draft], &Limits::default());
//! if let Some(review) = &checked.review {
//!     println!("{} findings", review.findings.len());
//! }
//! ```

use std::path::{Path, PathBuf};

use crate::diagnostic::Diagnostics;
use crate::document::Submission;
use crate::finding::Trace;
use crate::plan::Plan;
use crate::read::Limits;
use crate::review::{PackChoice, Review};
use crate::source::SourceMap;

/// The packs that can be chosen: those built in, and folders given by the user.
#[derive(Debug)]
pub struct Engine {
    #[expect(dead_code, reason = "stub")]
    folders: Vec<PathBuf>,
}

/// What the caller changes of a pack.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// `--set name=value`, in order.
    pub set: Vec<(String, String)>,
    /// `--rule CODE`: only these rules run; empty for all.
    pub rules: Vec<String>,
}

/// One file as bytes.
#[derive(Debug, Clone)]
pub struct Input {
    /// What to call it.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

impl Input {
    /// Joins a name and the bytes of a file.
    pub fn new(name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self { name: name.into(), bytes: bytes.into() }
    }
}

/// Packs that could not be loaded: what is wrong, and the texts it is wrong in.
#[derive(Debug)]
pub struct PackErrors {
    /// The packs' sources.
    pub sources: SourceMap,
    /// Every mistake, in order.
    pub diagnostics: Diagnostics,
}

/// A pack with all it extends, checked and compiled.
#[derive(Debug)]
pub struct CompiledPack {
    /// The typed form.
    pub plan: Plan,
    /// The packs' sources (spans inside `plan` point here).
    pub sources: SourceMap,
    /// Warnings about the packs.
    pub diagnostics: Diagnostics,
    /// How it was chosen.
    pub choice: PackChoice,
}

/// What came of one submission.
#[derive(Debug)]
pub struct Checked {
    /// The drafts' texts (spans inside `review` point here).
    pub sources: SourceMap,
    /// The result; `None` where a file could not be read.
    pub review: Option<Review>,
    /// What is wrong with the files.
    pub diagnostics: Diagnostics,
}

/// The drafts of one submission, read but not checked.
#[derive(Debug)]
pub struct Opened {
    /// The drafts' texts.
    pub sources: SourceMap,
    /// The documents; `None` where a file could not be read.
    pub submission: Option<Submission>,
    /// What is wrong with the files.
    pub diagnostics: Diagnostics,
}

/// What is known of a pack before it is loaded.
#[derive(Debug, Clone)]
pub struct PackSummary {
    /// Its name: the folder's.
    pub name: String,
    /// Its title.
    pub title: crate::diagnostic::Wording,
    /// Its version.
    pub version: String,
    /// What it extends.
    pub extends: Vec<String>,
    /// The places it is for.
    pub region: Vec<String>,
    /// The evaluated years it is in force for.
    pub years: (Option<i32>, Option<i32>),
    /// Where it is: `None` for a built-in one.
    pub folder: Option<PathBuf>,
}

impl Engine {
    /// The packs built into the binary.
    #[must_use]
    pub fn embedded() -> Self {
        todo!()
    }

    /// Adds a pack folder (one with a `pack.yaml`), or a folder of such folders; they win over built-in ones of the
    /// same name. Gives the name of the pack added, if the folder itself is one.
    ///
    /// # Errors
    /// If there is no `pack.yaml` in it or below it, or it cannot be read.
    pub fn add_folder(&mut self, _folder: &Path) -> Result<Option<String>, PackErrors> {
        todo!()
    }

    /// All packs, by name.
    #[must_use]
    pub fn packs(&self) -> Vec<PackSummary> {
        todo!()
    }

    /// Loads, checks and compiles a pack with all it extends.
    ///
    /// # Errors
    /// With every mistake of the packs and of the settings.
    pub fn compile(&self, _pack: &str, _settings: &Settings) -> Result<CompiledPack, Box<PackErrors>> {
        todo!()
    }

    /// Which pack a submission calls for: by the region its text or data names and the evaluated year.
    #[must_use]
    pub fn choose(&self, _opened: &Opened) -> (String, PackChoice) {
        todo!()
    }
}

/// Reads the files of one submission.
#[must_use]
pub fn open(_name: &str, _inputs: Vec<Input>, _limits: &Limits) -> Opened {
    todo!()
}

impl CompiledPack {
    /// Reads and checks one submission.
    #[must_use]
    pub fn check(&self, _name: &str, _inputs: Vec<Input>, _limits: &Limits) -> Checked {
        todo!()
    }

    /// Checks a submission that was read before.
    #[must_use]
    pub fn check_opened(&self, _opened: Opened) -> Checked {
        todo!()
    }

    /// Tells how one rule came to its results on a submission.
    #[must_use]
    pub fn trace(&self, _opened: &Opened, _code: &str) -> Vec<Trace> {
        todo!()
    }
}
