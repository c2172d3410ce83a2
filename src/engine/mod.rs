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
mod cohort;
mod copies;
mod neighbours;
mod open;
mod unread;

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use crate::diagnostic::{Diagnostic, Diagnostics, Language, Wording, nearest};
use crate::document::Submission;
pub use crate::eval::Detail;
use crate::eval::{self, evaluate};
use crate::extract::{check_data, extract, extract_some};
use crate::fact::FactBase;
use crate::finding::{Finding, Outcome, Trace};
use crate::pack::{Library, parse_setting};
use crate::passage::Passages;
use crate::plan::{PackInfo, Plan, Rule, Work};
use crate::read::Limits;
use crate::review::{Hash, PackChoice, Review};
use crate::source::{SourceMap, Span};
use crate::typecheck;

use choice::choose;
pub use cohort::{Peers, Sample};
pub use open::{Input, Opened, open};

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
        self.check_among(opened, detail, None)
    }

    /// What a submission gives to the comparison of units; nothing where it cannot be read.
    #[must_use]
    pub fn sample(&self, opened: &Opened) -> Sample {
        let Some(submission) = &opened.submission else { return Sample::default() };
        let passages = copies::record(&self.plan).map(|_| Passages::of(submission));
        let wanted = |record| self.plan.cohorts.iter().any(|cohort| cohort.over == record);
        let facts = extract_some(&self.plan, submission, &wanted);
        let sampled = eval::sample(&self.plan, &facts, &opened.sources);
        Sample::of(&self.plan, sampled, submission.name.clone(), passages.map(|it| it.hashes()).unwrap_or_default())
    }

    /// Checks a submission beside those of other units.
    #[must_use]
    pub fn check_among(&self, opened: Opened, detail: Detail, peers: Option<&Peers>) -> Checked {
        let Opened { sources, submission, last_year, mut diagnostics } = opened;
        let Some(submission) = submission else { return Checked { sources, review: None, diagnostics } };
        check_data(&self.plan, &submission, &mut diagnostics);
        if diagnostics.has_errors() {
            return Checked { sources, review: None, diagnostics };
        }
        let mut facts = self.facts(&submission, last_year.as_ref());
        if let Some(peers) = peers {
            let sampled = eval::sample(&self.plan, &facts, &sources);
            peers.add_to(&self.plan, &sampled, &mut facts);
        }
        copies::add(&self.plan, &submission, last_year.as_ref(), peers, &sources, &mut facts);
        let selected = |rule: &Rule| self.selects(&rule.code) && (!rule.needs_last_year || last_year.is_some());
        let outcomes = evaluate(&self.plan, &facts, &sources, &selected, detail);
        let mut review = self.review(&submission, &sources, facts, outcomes);
        review.last_year = last_year.iter().flat_map(Submission::sources).collect();
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
        let last_year = opened.last_year.as_ref();
        let mut facts = self.facts(submission, last_year);
        copies::add(&self.plan, submission, last_year, None, &opened.sources, &mut facts);
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
            sources: submission.sources().collect(),
            last_year: Vec::new(),
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
            unread_tables: facts.unread_tables,
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
