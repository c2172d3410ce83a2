//! What all submissions are checked with, and how one of them becomes a line.

use std::collections::BTreeMap;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError};

use sha2::{Digest, Sha256};

use crate::diagnostic::{Diagnostic, Diagnostics, Wording};
use crate::engine::{Checked, CompiledPack, Detail, Engine, Input, Opened, PackErrors, Peers, Sample, Settings, open};
use crate::read::Limits;
use crate::reporter::model::{Output, SCHEMA_VERSION};
use crate::reporter::{Material, RuleBook, json_line, json_output, json_output_without_passed};
use crate::review::{FileReceipt, Granted, Hash, Marks, PackChoice, Receipt};
use crate::source::SourceMap;

use super::earlier::Earlier;
use super::file::{bytes_of, reason};
use super::job::{Job, JobFile};
use super::record::{LINE_VERSION, Record, State};

/// On what terms all submissions are checked.
#[derive(Debug, Default)]
pub struct Terms {
    /// The pack asked for; by region and year of each report where none is.
    pub asked: Option<String>,
    /// What is changed of the packs.
    pub settings: Settings,
    /// What a file may cost.
    pub limits: Limits,
    /// True where the checks that hold are kept too, with their arithmetic.
    pub with_proof: bool,
    /// Findings that somebody answers for.
    pub granted: Option<Granted>,
    /// True where findings are waived that a draft itself marks so.
    pub heeds_marks: bool,
    /// What was found earlier.
    pub earlier: Option<Earlier>,
    /// The options given that have a say in results, for receipts: names and values as on the command line.
    pub options: Vec<(String, String)>,
}

/// What all submissions are checked with.
#[derive(Debug)]
pub struct Desk {
    engine: Engine,
    pub(super) terms: Terms,
    /// The hash of all that decides results beside the files.
    ground: [u8; 32],
    packs: Mutex<BTreeMap<String, Arc<Ready>>>,
    /// All submissions of the review, where rules may look at them.
    peers: Option<Peers>,
}

/// A pack that was compiled.
#[derive(Debug)]
struct Ready {
    pack: CompiledPack,
    /// The packs in force in it: name, version and hash.
    hashes: Vec<(String, String, Hash)>,
}

/// What came of a submission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// A [`Record`] as one line of JSON, without its end.
    pub text: String,
    /// The record's key.
    pub key: String,
    /// True where it is of an earlier run.
    pub is_known: bool,
}

/// The files of a submission as bytes.
#[derive(Debug)]
pub(super) struct Gathered {
    pub(super) inputs: Vec<Input>,
    receipts: Vec<FileReceipt>,
    /// What is wrong with them, and with how they were handed in.
    pub(super) told: Diagnostics,
    /// The hash of all that decides the result.
    pub(super) key: String,
}

impl Desk {
    /// Makes ready; a pack that is asked for is compiled at once.
    ///
    /// # Errors
    /// With the mistakes of the pack and of the settings.
    pub fn new(engine: Engine, terms: Terms) -> Result<Self, Box<PackErrors>> {
        let Terms { asked, settings, limits, with_proof, granted, heeds_marks, earlier, options } = &terms;
        let mut hash = Sha256::new();
        hash.update(format!("{} {LINE_VERSION} {SCHEMA_VERSION} {asked:?}", env!("CARGO_PKG_VERSION")));
        hash.update(format!("{:?} {:?} {:?} {limits:?}", settings.set, settings.rules, settings.work));
        hash.update(format!("{with_proof} {heeds_marks} {options:?}"));
        hash.update(format!("{:?}", granted.as_ref().map(|granted| (&granted.receipt, granted.today))));
        hash.update(format!("{:?}", earlier.as_ref().map(|earlier| &earlier.receipt)));
        hash.update(engine.digest());
        let desk = Self { engine, terms, ground: hash.finalize().into(), packs: Mutex::default(), peers: None };
        if let Some(pack) = &desk.terms.asked {
            desk.pack(pack)?;
        } else if let Settings { set, rules, .. } = &desk.terms.settings
            && !(set.is_empty() && rules.is_empty())
        {
            desk.some_pack()?;
        }
        Ok(desk)
    }

    /// The same for submissions that are held against each other.
    #[must_use]
    pub fn among(self, peers: Peers) -> Self {
        let mut hash = Sha256::new();
        hash.update(self.ground);
        hash.update(peers.fingerprint());
        Self { ground: hash.finalize().into(), peers: Some(peers), ..self }
    }

    /// What a submission gives to the comparison of units; nothing where it cannot be read.
    pub(super) fn sample(&self, job: &Job) -> Sample {
        let Gathered { inputs, told, .. } = self.gathered(job);
        if told.has_errors() {
            return Sample::default();
        }
        let inputs = inputs.into_iter().filter(|input| !input.last_year).collect();
        let opened = open(&job.name, inputs, &self.terms.limits);
        let (name, _) = self.choice(&opened);
        self.pack(&name).map(|ready| ready.pack.sample(&opened)).unwrap_or_default()
    }

    /// The pack that a submission is checked by.
    fn choice(&self, opened: &Opened) -> (String, PackChoice) {
        match &self.terms.asked {
            Some(pack) => (pack.clone(), PackChoice::Asked),
            None => self.engine.choose(opened),
        }
    }

    /// The waivers that all submissions are held to.
    #[must_use]
    pub fn granted(&self) -> Option<&Granted> {
        self.terms.granted.as_ref()
    }

    /// What is known of the rules of some packs; a pack that cannot be compiled has none.
    #[must_use]
    pub fn rule_book<'n>(&self, packs: impl IntoIterator<Item = &'n str>) -> RuleBook {
        let mut book = RuleBook::default();
        for ready in packs.into_iter().filter_map(|name| self.pack(name).ok()) {
            book.add(&ready.pack.plan.rules);
        }
        book
    }

    /// The title of a rule in one of the packs that were needed so far.
    #[must_use]
    pub fn title_of(&self, code: &str) -> Option<Wording> {
        let packs = self.packs.lock().unwrap_or_else(PoisonError::into_inner);
        packs.values().find_map(|ready| ready.pack.plan.rule(code)).map(|rule| rule.title.clone())
    }

    /// True where the options do not leave a rule out.
    #[must_use]
    pub fn selects(&self, code: &str) -> bool {
        let rules = &self.terms.settings.rules;
        rules.is_empty() || rules.iter().any(|selected| selected == code)
    }

    /// A pack, compiled once.
    fn pack(&self, name: &str) -> Result<Arc<Ready>, Box<PackErrors>> {
        let mut packs = self.packs.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(pack) = packs.get(name) {
            return Ok(Arc::clone(pack));
        }
        let pack = self.engine.compile(name, &self.terms.settings)?;
        let ready = Arc::new(Ready { hashes: self.engine.hashes(&pack), pack });
        packs.insert(name.to_owned(), Arc::clone(&ready));
        Ok(ready)
    }

    /// Settings that no pack can take are a mistake of the command line, not of the submissions.
    fn some_pack(&self) -> Result<(), Box<PackErrors>> {
        let mut first = Ok(());
        for name in self.engine.packs().into_iter().map(|pack| pack.name) {
            match self.pack(&name) {
                Ok(_) => return Ok(()),
                Err(errors) if first.is_ok() => first = Err(errors),
                Err(_) => {}
            }
        }
        first
    }

    /// The files of a submission, and what is wrong with them.
    pub(super) fn gathered(&self, job: &Job) -> Gathered {
        let (mut inputs, mut told) = (Vec::new(), Diagnostics::default());
        job.told.iter().for_each(|one| told.push(one.clone()));
        for file in &job.files {
            inputs.extend(self.input(file, &mut told));
        }
        for file in &job.last_year {
            let mut missed = Diagnostics::default();
            inputs.extend(self.input(file, &mut missed).map(Input::of_last_year));
            told.extend(missed.as_warnings());
        }
        let receipts: Vec<FileReceipt> = inputs.iter().map(Input::receipt).collect();
        let mut hash = Sha256::new();
        hash.update(self.ground);
        let messages: Vec<&Wording> = told.iter().map(|one| &one.message).collect();
        hash.update(format!("{:?} {:?} {:?} {receipts:?} {messages:?}", job.name, job.unit, job.year));
        let key = hash.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect();
        Gathered { inputs, receipts, told, key }
    }

    /// A file with its bytes; `None` where it cannot be read.
    fn input(&self, file: &JobFile, told: &mut Diagnostics) -> Option<Input> {
        let (path, may_fail) = match file {
            JobFile::Bytes { name, bytes } => return Some(Input::new(name.clone(), bytes.clone())),
            JobFile::Path { path, may_fail } => (path, *may_fail),
        };
        let name = path.to_string_lossy().into_owned();
        match bytes_of(path, &self.terms.limits) {
            Ok(bytes) => Some(Input { may_fail, ..Input::new(name, bytes) }),
            Err(error) => {
                let error = unreadable(&name, &error);
                told.push(if may_fail { error.as_warning() } else { error });
                None
            }
        }
    }

    /// The line of a submission: one that is known, or a fresh one.
    pub(super) fn line(&self, job: &Job, known: &(dyn Fn(&str) -> Option<String> + Sync)) -> Line {
        let gathered = self.gathered(job);
        let key = gathered.key.clone();
        if let Some(text) = known(&key) {
            return Line { text, key, is_known: true };
        }
        Line { text: json_line(&self.judged(job, gathered)), key, is_known: false }
    }

    /// Checks a submission.
    #[must_use]
    pub fn record(&self, job: &Job) -> Record {
        self.judged(job, self.gathered(job))
    }

    /// A mistake of ours must not cost the other submissions.
    fn judged(&self, job: &Job, gathered: Gathered) -> Record {
        let key = gathered.key.clone();
        let record = catch_unwind(AssertUnwindSafe(|| self.checked(job, gathered)));
        record.unwrap_or_else(|_| {
            let mut told = Diagnostics::default();
            told.push(failed(&job.name));
            unchecked(job, key, State::Failed, &SourceMap::default(), &told)
        })
    }

    fn checked(&self, job: &Job, gathered: Gathered) -> Record {
        let Gathered { inputs, receipts, mut told, key } = gathered;
        if told.has_errors() {
            return unchecked(job, key, State::Unreadable, &SourceMap::default(), &told);
        }
        let mut opened = open(&job.name, inputs, &self.terms.limits);
        told.extend(std::mem::take(&mut opened.diagnostics));
        opened.diagnostics = told;
        let (name, choice) = self.choice(&opened);
        let ready = match self.pack(&name) {
            Ok(ready) => ready,
            Err(errors) => return unchecked(job, key, State::Unreadable, &errors.sources, &errors.diagnostics),
        };
        let Ready { pack, hashes } = &*ready;
        let detail = if self.terms.with_proof { Detail::Everything } else { Detail::Findings };
        let mut checked = pack.check_among(opened, detail, self.peers.as_ref());
        let Checked { sources, review: Some(review), diagnostics } = &mut checked else {
            return unchecked(job, key, State::Unreadable, &checked.sources, &checked.diagnostics);
        };
        review.choice = choice;
        if let Some(granted) = &self.terms.granted {
            let source = granted.add_to(sources);
            let files = job.file_names();
            review.waived = granted.take(source, job.called().with_files(&files), &mut review.findings);
        }
        let selected = |code: &str| pack.selects(code);
        if self.terms.heeds_marks {
            let marks = Marks::find(&review.sources, sources, diagnostics);
            review.waived.extend(marks.apply(&mut review.findings, &selected, diagnostics));
        }
        if let Some(earlier) = &self.terms.earlier {
            let baseline = earlier.of(job.called()).unwrap_or_else(|why| {
                diagnostics.push(*why);
                earlier.nothing_found(review)
            });
            baseline.foreign(review).into_iter().for_each(|warning| diagnostics.push(warning));
            review.baseline = Some(baseline.compare(review, &selected));
        }
        review.receipt = Some(self.receipt(hashes, receipts));
        let material = Material { review: Some(review), sources, diagnostics, rules: &pack.plan.rules };
        let result = if self.terms.with_proof { json_output(&material) } else { json_output_without_passed(&material) };
        whole(job, key, State::Checked, result)
    }

    /// All that decides the result of a submission with these files.
    fn receipt(&self, packs: &[(String, String, Hash)], files: Vec<FileReceipt>) -> Receipt {
        let Terms { granted, earlier, options, .. } = &self.terms;
        let granted = granted.iter().map(|granted| granted.receipt.clone());
        let earlier = earlier.iter().map(|earlier| earlier.receipt.clone());
        Receipt {
            engine: env!("CARGO_PKG_VERSION").to_owned(),
            packs: packs.to_vec(),
            files: files.into_iter().chain(granted).chain(earlier).collect(),
            options: options.clone(),
        }
    }
}

/// A record without a review.
fn unchecked(job: &Job, key: String, state: State, sources: &SourceMap, told: &Diagnostics) -> Record {
    let result = json_output(&Material { review: None, sources, diagnostics: told, rules: &[] });
    whole(job, key, state, result)
}

/// A submission and what came of it.
fn whole(job: &Job, key: String, state: State, result: Output) -> Record {
    Record {
        line_version: LINE_VERSION.into(),
        submission: job.name.clone(),
        unit: job.unit.clone(),
        year: job.year,
        key,
        state,
        result,
    }
}

fn unreadable(name: &str, error: &io::Error) -> Diagnostic {
    let why = reason(error);
    Diagnostic::placeless(
        "batch::unreadable",
        Wording::new(format!("无法读取 {name}：{}", why.zh), format!("{name} cannot be read: {}", why.en)),
    )
}

fn failed(name: &str) -> Diagnostic {
    Diagnostic::placeless(
        "batch::internal",
        Wording::new(
            format!("检查 {name} 时程序出错，这份材料未检查完"),
            format!("the program failed on {name}; it was not checked to its end"),
        ),
    )
    .help(Wording::new("请把这份材料脱敏后告知维护者", "please tell the maintainers, with names and figures changed"))
}
