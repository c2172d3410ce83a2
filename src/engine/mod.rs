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

mod choice;
mod unread;

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use crate::diagnostic::{Diagnostic, Diagnostics, Language, Wording, nearest};
use crate::document::Submission;
pub use crate::eval::Detail;
use crate::eval::{self, evaluate};
use crate::extract::{check_data, extract};
use crate::fact::FactBase;
use crate::finding::{Finding, Outcome, Trace};
use crate::pack::{Library, parse_setting};
use crate::plan::{PackInfo, Plan, Rule, Work};
use crate::read::{Limits, read};
use crate::review::{Hash, PackChoice, Review};
use crate::source::{SourceMap, Span};
use crate::typecheck;

use choice::choose;

/// The packs that can be chosen: those built in, and folders given by the user.
#[derive(Debug)]
pub struct Engine {
    library: Library,
}

/// What the caller changes of a pack.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// `--set name=value`, in order.
    pub set: Vec<(String, String)>,
    /// `--rule CODE`: only these rules run; empty for all.
    pub rules: Vec<String>,
    /// `--max-work N`: what each rule may cost; the usual where not given.
    pub work: Option<Work>,
}

/// One file as bytes.
#[derive(Debug, Clone)]
pub struct Input {
    /// What to call it.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
    /// True where the others are checked without it if it cannot be read: then that is a warning.
    pub may_fail: bool,
    /// True for a file of the submission of the year before: it is read to be held against, and not checked.
    pub last_year: bool,
}

impl Input {
    /// Joins a name and the bytes of a file.
    pub fn new(name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self { name: name.into(), bytes: bytes.into(), may_fail: false, last_year: false }
    }

    /// The same as a file of the year before; the submission is checked without it if it cannot be read.
    #[must_use]
    pub fn of_last_year(self) -> Self {
        Self { may_fail: true, last_year: true, ..self }
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
    /// Only these rules run; empty for all.
    pub rules: Vec<String>,
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
    /// The documents of the year before, where there are any.
    pub last_year: Option<Submission>,
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
        Self { library: Library::embedded() }
    }

    /// Adds a pack folder (one with a `pack.yaml`), or a folder of such folders; they win over built-in ones of the
    /// same name. Gives the name of the pack added, if the folder itself is one.
    ///
    /// # Errors
    /// If there is no `pack.yaml` in it or below it, or it cannot be read.
    pub fn add_folder(&mut self, folder: &Path) -> Result<Option<String>, PackErrors> {
        let mut sources = SourceMap::default();
        let mut diagnostics = Diagnostics::default();
        let name = self.library.add_folder(folder, &mut sources, &mut diagnostics);
        if diagnostics.has_errors() { Err(PackErrors { sources, diagnostics }) } else { Ok(name) }
    }

    /// The hash of all packs that can be chosen: part of what makes a result repeatable.
    #[must_use]
    pub fn digest(&self) -> [u8; 32] {
        self.library.digest()
    }

    /// The hash of all files of one pack; `None` where there is none of this name.
    #[must_use]
    pub fn digest_of(&self, pack: &str) -> Option<[u8; 32]> {
        self.library.digest_of(pack)
    }

    /// The packs in force in one that was compiled from these, most general first: name, version and hash.
    #[must_use]
    pub fn hashes(&self, pack: &CompiledPack) -> Vec<(String, String, Hash)> {
        let one = |pack: &PackInfo| {
            let hash = self.digest_of(&pack.name).map_or(Hash(String::new()), Hash::from);
            (pack.name.clone(), pack.version.clone(), hash)
        };
        pack.plan.packs.iter().map(one).collect()
    }

    /// All packs, by name.
    #[must_use]
    pub fn packs(&self) -> Vec<PackSummary> {
        self.library
            .iter()
            .map(|found| PackSummary {
                name: found.manifest.name.clone(),
                title: found.manifest.title.clone(),
                version: found.manifest.version.clone(),
                extends: found.manifest.extends.iter().map(|name| name.value.clone()).collect(),
                region: found.manifest.region.clone(),
                years: found.manifest.years,
                folder: found.home.folder().map(Path::to_owned),
            })
            .collect()
    }

    /// Loads, checks and compiles a pack with all it extends.
    ///
    /// # Errors
    /// With every mistake of the packs and of the settings.
    pub fn compile(&self, pack: &str, settings: &Settings) -> Result<CompiledPack, Box<PackErrors>> {
        let mut sources = SourceMap::default();
        let mut diagnostics = Diagnostics::default();
        let mut layers = self.library.load(pack, &mut sources, &mut diagnostics);
        for (name, value) in &settings.set {
            layers.settings.push(parse_setting(name, value, &mut sources, &mut diagnostics));
        }
        let mut plan = typecheck::check(&layers, &sources, &mut diagnostics);
        plan.work = settings.work.unwrap_or_default();
        // The trees are many small pieces; they are given back beside the work that follows.
        rayon::spawn(move || drop(layers));
        for code in &settings.rules {
            if plan.rule(code).is_none() {
                diagnostics.push(unknown_rule(code, &plan));
            }
        }
        diagnostics.sort(&sources);
        if diagnostics.has_errors() {
            return Err(Box::new(PackErrors { sources, diagnostics }));
        }
        Ok(CompiledPack { plan, sources, diagnostics, choice: PackChoice::Asked, rules: settings.rules.clone() })
    }

    /// Which pack a submission calls for: by the region its text or data names and the evaluated year.
    #[must_use]
    pub fn choose(&self, opened: &Opened) -> (String, PackChoice) {
        choose(&self.library, opened.submission.as_ref())
    }
}

fn unknown_rule(code: &str, plan: &Plan) -> Diagnostic {
    let diagnostic = Diagnostic::placeless(
        "engine::unknown_rule",
        Wording::new(format!("没有编号为“{code}”的规则"), format!("there is no rule “{code}”")),
    );
    match nearest(code, plan.rules.iter().map(|rule| &*rule.code)) {
        Some(near) => diagnostic.help(Wording::new(format!("是否想写 {near}？"), format!("did you mean {near}?"))),
        None => diagnostic.help(Wording::new(
            "guiju pack docs 列出全部规则；某地的规则须用 --pack 指明规则包",
            "guiju pack docs lists all rules; those of a place need --pack",
        )),
    }
}

/// Reads the files of one submission.
#[must_use]
pub fn open(name: &str, inputs: Vec<Input>, limits: &Limits) -> Opened {
    let mut sources = SourceMap::default();
    let mut diagnostics = Diagnostics::default();
    let mut submission = Submission { name: name.to_owned(), documents: Vec::new() };
    let mut last_year = Submission { name: name.to_owned(), documents: Vec::new() };
    let mut whole = true;
    let mut failed = Diagnostics::default();
    for input in inputs {
        let mut told = Diagnostics::default();
        match read(&input.name, &input.bytes, limits, &mut sources, &mut told) {
            Some(document) if input.last_year => last_year.documents.push(document),
            Some(document) => submission.documents.push(document),
            None if input.may_fail => {
                failed.extend(told);
                continue;
            }
            None => whole = false,
        }
        diagnostics.extend(told);
    }
    // Without any file there is nothing that the others could be checked for.
    if submission.documents.is_empty() {
        whole = false;
    } else {
        failed = failed.as_warnings();
    }
    diagnostics.extend(failed);
    let last_year = Some(last_year).filter(|it| !it.documents.is_empty());
    Opened { sources, submission: whole.then_some(submission), last_year, diagnostics }
}

impl CompiledPack {
    /// Reads and checks one submission.
    #[must_use]
    pub fn check(&self, name: &str, inputs: Vec<Input>, limits: &Limits) -> Checked {
        self.check_opened(open(name, inputs, limits))
    }

    /// Checks a submission that was read before.
    #[must_use]
    pub fn check_opened(&self, opened: Opened) -> Checked {
        self.check_with(opened, Detail::Findings)
    }

    /// The same with as much detail about checks that hold as is asked for.
    #[must_use]
    pub fn check_with(&self, opened: Opened, detail: Detail) -> Checked {
        let Opened { sources, submission, last_year, mut diagnostics } = opened;
        let Some(submission) = submission else { return Checked { sources, review: None, diagnostics } };
        check_data(&self.plan, &submission, &mut diagnostics);
        if diagnostics.has_errors() {
            return Checked { sources, review: None, diagnostics };
        }
        let facts = self.facts(&submission, last_year.as_ref());
        let selected = |rule: &Rule| self.selects(&rule.code) && (!rule.needs_last_year || last_year.is_some());
        let outcomes = evaluate(&self.plan, &facts, &sources, &selected, detail);
        let review = self.review(&submission, &sources, facts, outcomes);
        Checked { sources, review: Some(review), diagnostics }
    }

    /// True where the settings do not leave a rule out.
    #[must_use]
    pub fn selects(&self, code: &str) -> bool {
        self.rules.is_empty() || self.rules.iter().any(|selected| selected == code)
    }

    /// Tells how one rule came to its results on a submission.
    #[must_use]
    pub fn trace(&self, opened: &Opened, code: &str) -> Vec<Trace> {
        let Some(submission) = &opened.submission else { return Vec::new() };
        let facts = self.facts(submission, opened.last_year.as_ref());
        eval::trace(&self.plan, &facts, &opened.sources, &self.sources, code)
    }

    fn facts(&self, submission: &Submission, last_year: Option<&Submission>) -> FactBase {
        let mut facts = extract(&self.plan, submission);
        if let Some(last_year) = last_year {
            facts.adopt(extract(&self.plan, last_year), self.plan.twins());
        }
        facts
    }

    fn review(&self, submission: &Submission, sources: &SourceMap, facts: FactBase, outcomes: Vec<Outcome>) -> Review {
        let mut review = Review {
            submission: submission.name.clone(),
            sources: submission.documents.iter().map(|document| document.source).collect(),
            packs: self.plan.packs.clone(),
            choice: self.choice.clone(),
            overrides: self.plan.overrides.clone(),
            findings: Vec::new(),
            waived: Vec::new(),
            baseline: None,
            receipt: None,
            passed: Vec::new(),
            not_evaluated: Vec::new(),
            unread: unread::claims(&self.plan, &facts, sources),
            unread_figures: facts.unread_figures,
            language: language_of(submission, sources),
        };
        for outcome in outcomes {
            match outcome {
                Outcome::Failed(finding) => review.findings.push(*finding),
                Outcome::Passed(passed) => review.passed.push(passed),
                Outcome::NotEvaluated(open) => review.not_evaluated.push(*open),
            }
        }
        let place = |span: Option<Span>| span.map(|span| (span.source, span.start, span.end));
        // A figure whose claim could not be read is listed with the claim.
        let claimed: HashSet<Span> = review.unread.iter().map(|claim| claim.span).collect();
        // What a finding points at was read after all, and so was a claim that agrees with figures which no word names.
        let told = review.findings.iter().flat_map(|finding| finding.primary.iter().chain(&finding.operands));
        let takes_any = |rule: &&Rule| rule.about().is_some_and(|record| self.plan.record(record).takes_any_figure());
        let loose: HashSet<&str> = self.plan.rules.iter().filter(takes_any).map(|rule| &*rule.code).collect();
        let passed = review.passed.iter().filter(|it| loose.contains(&*it.code)).filter_map(|it| it.place);
        let read: HashSet<Span> = told.map(|label| label.span).chain(passed).collect();
        review.unread_figures.retain(|figure| !claimed.contains(&figure.span) && !read.contains(&figure.span));
        review.unread.retain(|claim| !read.contains(&claim.span));
        review.findings.sort_by(|a, b| {
            let key = |finding: &Finding| place(finding.primary.as_ref().map(|label| label.span));
            key(a).cmp(&key(b)).then_with(|| a.code.cmp(&b.code))
        });
        review
    }
}

/// Chinese where at least one document holds Chinese words.
fn language_of(submission: &Submission, sources: &SourceMap) -> Language {
    let chinese = |text: &str| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    let any = submission.documents.iter().any(|document| chinese(sources.text(document.source)));
    if any { Language::Chinese } else { Language::English }
}
