//! Everything the evaluator needs.

use crate::diagnostic::Wording;
use crate::source::Span;

use super::{Cohort, CueIndex, Expr, HeaderIndex, Lexicon, LexiconIndex, Outline, Record, Regex, Rule, Type};

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub usize);
    };
}
id!(
    /// Index into [`Plan::records`].
    RecordId
);
id!(
    /// Index into [`Plan::enums`].
    EnumId
);
id!(
    /// Index into [`Plan::params`].
    ParamId
);
id!(
    /// Index into [`Plan::functions`].
    FunctionId
);
id!(
    /// Index into [`Plan::outlines`].
    OutlineId
);
id!(
    /// Index into [`Plan::lexicons`].
    LexiconId
);

/// The packs in force, checked and compiled. Shared by all submissions; never changed.
#[derive(Debug, Default)]
pub struct Plan {
    /// The packs, most general first.
    pub packs: Vec<PackInfo>,
    /// What a pack further down changed of one above.
    pub overrides: Vec<Override>,
    /// Closed sets of words.
    pub enums: Vec<EnumType>,
    /// Kinds of facts.
    pub records: Vec<Record>,
    /// What is compared between units.
    pub cohorts: Vec<Cohort>,
    /// Named values.
    pub params: Vec<Param>,
    /// Functions.
    pub functions: Vec<Function>,
    /// Required sections; of several with one name the years decide.
    pub outlines: Vec<Outline>,
    /// Word lists.
    pub lexicons: Vec<Lexicon>,
    /// The words of the lexicons that rules in force read.
    pub words: LexiconIndex,
    /// Regular expressions of `matches`.
    pub regexes: Vec<Regex>,
    /// Rules, by code.
    pub rules: Vec<Rule>,
    /// All headers of tables.
    pub headers: HeaderIndex,
    /// All cue words.
    pub cues: CueIndex,
    /// What each rule may cost.
    pub work: Work,
}

/// How many elements the quantifiers of one rule may visit in all its applications together; of combinations of facts it may
/// try a tenth as many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Work(pub u32);

impl Default for Work {
    /// A second or two.
    fn default() -> Self {
        Self(2_000_000)
    }
}

/// A pack as results name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackInfo {
    /// Its name: the folder's.
    pub name: String,
    /// Its title.
    pub title: Wording,
    /// Its version.
    pub version: String,
}

/// Something a pack changed of a pack it extends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Override {
    /// The pack that changed it; `--set` for the command line.
    pub by: String,
    /// What: `param 执行率下限`, `severity N01`, `off M02`.
    pub what: String,
    /// From what.
    pub from: String,
    /// To what.
    pub to: String,
    /// Why, where the pack says so.
    pub reason: Option<String>,
}

/// A closed set of words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnumType {
    /// Its name.
    pub name: String,
    /// Members: name and the words that mean it.
    pub variants: Vec<(String, Vec<String>)>,
}

/// A named value.
#[derive(Debug)]
pub struct Param {
    /// Its name.
    pub name: String,
    /// Its doc comment.
    pub doc: String,
    /// Its value; reads no facts.
    pub value: Expr,
    /// The pack whose value is in force.
    pub pack: usize,
    /// Where it is declared.
    pub span: Span,
}

/// A function of a pack.
#[derive(Debug)]
pub struct Function {
    /// Its name.
    pub name: String,
    /// Types of its parameters; they stand in slots 0, 1 ….
    pub parameters: Vec<Type>,
    /// Its value.
    pub body: Expr,
    /// How many slots its frame has.
    pub slots: usize,
}

impl Plan {
    /// A record by id.
    ///
    /// # Panics
    /// If the id is of another plan; that is a bug of ours.
    #[must_use]
    #[expect(clippy::indexing_slicing, reason = "ids are only made by `typecheck` for this plan")]
    pub fn record(&self, id: RecordId) -> &Record {
        &self.records[id.0]
    }

    /// A record by name.
    #[must_use]
    pub fn record_named(&self, name: &str) -> Option<RecordId> {
        self.records.iter().position(|record| record.name == name).map(RecordId)
    }

    /// Records for the year before and whose facts they hold.
    pub fn twins(&self) -> impl Iterator<Item = (RecordId, RecordId)> {
        let records = self.records.iter().enumerate();
        records.filter_map(|(index, record)| Some((RecordId(index), record.last_year_of?)))
    }

    /// A rule by code.
    #[must_use]
    pub fn rule(&self, code: &str) -> Option<&Rule> {
        self.rules.iter().find(|rule| *rule.code == *code)
    }
}
