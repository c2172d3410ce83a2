//! Large corpora of submissions, clean and spoilt at known places, written from a seed: the same seed gives the same bytes.
//!
//! Reports of many kinds of invented units, as texts, Markdown, Word files and folders with tables and data. Every spoilt
//! value is known with its place and the rule that is to tell it.

mod chance;
mod claims;
mod draft;
mod fault;
mod filler;
mod form;
mod report;
mod sectors;
mod story;
mod unit;
mod write;
mod year;

pub(crate) mod ledger;

use story::Told;
use write::Spot;

use chance::Chance;
use draft::{Block, Draft, Filler};
use fault::{Fault, IN_DATA, IN_FORM, IN_REPORT};
use report::{Kind, Style};
use unit::Unit;
use write::Form;
use year::Year;

/// What corpus to make.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Recipe {
    pub(crate) seed: u64,
    /// How many submissions.
    pub(crate) count: u64,
    /// At least so many bytes of text in each report.
    pub(crate) bytes: usize,
    /// So many of a hundred submissions are spoilt.
    pub(crate) spoilt: i64,
    pub(crate) shape: Shape,
}

/// What the submissions of a corpus are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Loose files and folders of all forms.
    Mixed,
    /// Text files only.
    Texts,
    /// Reports on two years of the same units, one after the other.
    Pairs,
}

impl Shape {
    fn named(name: &str) -> Option<Self> {
        match name {
            "mixed" => Some(Self::Mixed),
            "texts" => Some(Self::Texts),
            "pairs" => Some(Self::Pairs),
            _ => None,
        }
    }
}

/// A submission as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Submission {
    /// The name of its file, without ending, or of its folder.
    pub(crate) name: String,
    pub(crate) unit: String,
    pub(crate) year: i64,
    pub(crate) files: Vec<File>,
    /// What is wrong in it, or beside another one.
    pub(crate) faults: Vec<Expected>,
}

/// A file of a submission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct File {
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
}

/// A fault with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Expected {
    pub(crate) file: String,
    pub(crate) spot: Spot,
    /// What should stand there.
    pub(crate) right: String,
    /// The value that is spoilt, or what is wrong between two submissions.
    pub(crate) kind: &'static str,
    /// The rule that tells it; `None` where no rule does yet.
    pub(crate) code: Option<&'static str>,
    /// Rules that may tell it too.
    pub(crate) also: &'static [&'static str],
    /// The other submission, where the fault is between two.
    pub(crate) against: Option<String>,
}

const YEAR: i64 = 2024;

impl Recipe {
    /// The recipe that options ask for (`--count 10 --shape texts`), and the words that are none; `None` where they are not
    /// understood.
    pub(crate) fn asked(words: impl IntoIterator<Item = String>) -> Option<(Self, Vec<String>)> {
        let mut recipe = Self { seed: 1, count: 500, bytes: 0, spoilt: 40, shape: Shape::Mixed };
        let (mut others, mut words) = (Vec::new(), words.into_iter());
        while let Some(word) = words.next() {
            match word.as_str() {
                "--count" => recipe.count = words.next()?.parse().ok()?,
                "--bytes" => recipe.bytes = words.next()?.parse().ok()?,
                "--seed" => recipe.seed = words.next()?.parse().ok()?,
                "--spoilt" => recipe.spoilt = words.next()?.parse().ok().filter(|cases| (0..=100).contains(cases))?,
                "--shape" => recipe.shape = Shape::named(&words.next()?)?,
                _ if word.starts_with('-') => return None,
                _ => others.push(word),
            }
        }
        Some((recipe, others))
    }

    /// All submissions, each made when it is asked for.
    pub(crate) fn submissions(self) -> impl Iterator<Item = Submission> {
        (0..self.count).map(move |number| self.submission(number))
    }

    fn submission(self, number: u64) -> Submission {
        let (unit, year) = match self.shape {
            Shape::Pairs => (number / 2, YEAR - 1 + i64::from(number % 2 == 1)),
            Shape::Mixed | Shape::Texts => (number, YEAR),
        };
        let unit = Unit::of(self.seed, unit);
        let (now, before) = (Year::of(self.seed, &unit, year), Year::of(self.seed, &unit, year - 1));
        let (forms, style, mut chance) = self.style(&unit, year);
        let mut drafts = self.drafts(&unit, &now, &before, style, forms);
        let cause = match self.shape {
            Shape::Pairs => story::spoil(self, &unit, year, &mut drafts).map(|told| Cause::Between(Box::new(told))),
            Shape::Mixed | Shape::Texts if chance.in_hundred(self.spoilt) => put_in(&mut drafts, &mut chance),
            Shape::Mixed | Shape::Texts => None,
        };
        self.finish(&unit, year, drafts, cause.as_ref(), number)
    }

    /// In which files a unit submits, how it writes, and chance for what else is done to them.
    fn style(self, unit: &Unit, year: i64) -> (&'static [Form], Style, Chance) {
        let mut chance = Chance::of(self.seed, "form", &[unit.number, year.unsigned_abs()]);
        let forms: &[Form] = match (self.shape, chance.between(1, 100)) {
            (Shape::Texts, _) | (Shape::Mixed, 1..=40) => &[Form::Text],
            (Shape::Pairs, 1..=70) => &[Form::Text],
            (Shape::Mixed, 41..=65) | (Shape::Pairs, _) => &[Form::Markdown],
            (Shape::Mixed, 66..=80) => &[Form::Word],
            (Shape::Mixed, 81..=92) => &[Form::Word, Form::Csv, Form::Yaml],
            (Shape::Mixed, _) => &[Form::Text, Form::Yaml],
        };
        let kind = *Chance::of(self.seed, "kind", &[unit.number]).pick(&[Kind::Department, Kind::Brief, Kind::Project]);
        let has_form = matches!(forms, [Form::Markdown | Form::Word]) && chance.in_hundred(70);
        let is_spaced = chance.in_hundred(30);
        (forms, Style { kind, bytes: self.bytes, has_form, is_spaced }, chance)
    }

    /// The clean drafts of a submission, with their forms and names.
    fn drafts(
        self,
        unit: &Unit,
        now: &Year,
        before: &Year,
        style: Style,
        forms: &[Form],
    ) -> Vec<(Form, &'static str, Draft)> {
        let values = report::values(self.seed, unit, now, before, style.kind);
        let chance = Chance::of(self.seed, "wording", &[unit.number, now.number.unsigned_abs()]);
        let mut filler = Filler { values: &values, towns: &unit.towns, chance, is_spaced: style.is_spaced };
        let mut drafts = Vec::new();
        for form in forms {
            drafts.push(match form {
                Form::Text | Form::Markdown | Form::Word => (*form, "报告", report::report(&mut filler, unit, style)),
                Form::Csv => (*form, "自评表", Draft { blocks: vec![Block::Table(form::table(&mut filler, unit))] }),
                Form::Yaml => (*form, "数据", form::data(&mut filler, style.kind != Kind::Project)),
            });
        }
        drafts
    }

    fn finish(
        self,
        unit: &Unit,
        year: i64,
        drafts: Vec<(Form, &'static str, Draft)>,
        cause: Option<&Cause>,
        number: u64,
    ) -> Submission {
        let name = named(number, unit, year);
        let is_loose = drafts.len() == 1;
        let (mut files, mut faults) = (Vec::new(), Vec::new());
        for (form, called, draft) in drafts {
            let file = format!("{}.{}", if is_loose { &name } else { called }, form.ending());
            let (bytes, spots) = form.write(&draft);
            if let Some(cause) = cause {
                faults.extend(spots.into_iter().map(|spot| cause.expected(self, &file, spot)));
            }
            files.push(File { name: file, bytes });
        }
        Submission { name, unit: unit.name.clone(), year, files, faults }
    }
}

fn named(number: u64, unit: &Unit, year: i64) -> String {
    format!("{:05}-{}-{year}", number + 1, unit.name)
}

/// Why a draft is spoilt.
enum Cause {
    /// A fault in itself, and the words that stood there.
    Fault(&'static Fault, String),
    /// A fault beside another submission.
    Between(Box<Told>),
}

impl Cause {
    fn expected(&self, recipe: Recipe, file: &str, spot: Spot) -> Expected {
        let file = file.to_owned();
        match self {
            Self::Fault(fault, right) => Expected {
                file,
                spot,
                right: right.clone(),
                kind: fault.slot,
                code: Some(fault.code),
                also: fault.also,
                against: None,
            },
            Self::Between(told) => {
                let (unit, year) = &told.against;
                let number = unit.number * 2 + u64::from(*year == YEAR);
                let against = (number < recipe.count).then(|| named(number, unit, *year));
                let right = told.right.clone();
                Expected { file, spot, right, kind: told.between.name(), code: told.code, also: &[], against }
            }
        }
    }
}

/// Puts one fault into one of the drafts; `None` where chance finds none that fits.
fn put_in(drafts: &mut [(Form, &'static str, Draft)], chance: &mut Chance) -> Option<Cause> {
    const TRIES: usize = 40;
    for _ in 0..TRIES {
        let count = i64::try_from(drafts.len()).unwrap_or(1);
        let at = usize::try_from(chance.between(0, count - 1)).unwrap_or(0);
        let (form, _, draft) = drafts.get_mut(at)?;
        let has_table = draft.blocks.iter().any(|block| matches!(block, Block::Table(_)));
        let faults = match form {
            Form::Yaml => IN_DATA,
            Form::Csv => IN_FORM,
            Form::Markdown | Form::Word if has_table && chance.in_hundred(30) => IN_FORM,
            Form::Text | Form::Markdown | Form::Word => IN_REPORT,
        };
        let fault = chance.pick(faults);
        if let Some(right) = fault.put_into(draft, chance) {
            return Some(Cause::Fault(fault, right));
        }
    }
    None
}
