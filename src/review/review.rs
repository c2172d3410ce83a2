//! Everything that came of one submission.

use crate::diagnostic::{Language, Wording};
use crate::fact::{Unread, UnreadFigure, UnreadTable};
use crate::finding::{Finding, NotEvaluated, Passed};
use crate::plan::{Override, PackInfo};
use crate::source::{SourceId, Span};

use super::{Comparison, Receipt, Summary, Waived};

/// The result of one submission. Every list is in a fixed order: by file, place, then code.
#[derive(Debug)]
pub struct Review {
    /// What the submission is called.
    pub submission: String,
    /// Its files.
    pub sources: Vec<SourceId>,
    /// The files of the year before, in the order given: they are read and not checked.
    pub last_year: Vec<SourceId>,
    /// The packs in force, most general first; the last is the one chosen.
    pub packs: Vec<PackInfo>,
    /// How the pack came to be chosen.
    pub choice: PackChoice,
    /// What overrode what.
    pub overrides: Vec<Override>,
    /// Faults.
    pub findings: Vec<Finding>,
    /// Faults that somebody answers for: counted apart, and not among the findings.
    pub waived: Vec<Waived>,
    /// What has changed since an earlier check, where there is one.
    pub baseline: Option<Comparison>,
    /// All that decided the result, where it was asked for.
    pub receipt: Option<Receipt>,
    /// Checks that hold.
    pub passed: Vec<Passed>,
    /// Checks that could not be made.
    pub not_evaluated: Vec<NotEvaluated>,
    /// Claims that could not be read.
    pub unread: Vec<UnreadClaim>,
    /// Other figures of the prose that no record took.
    pub unread_figures: Vec<UnreadFigure>,
    /// Tables with figures that no record took.
    pub unread_tables: Vec<UnreadTable>,
    /// The language the drafts are written in.
    pub language: Language,
}

/// Words that claim something which no record could make out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnreadClaim {
    /// The figure or the cue word.
    pub span: Span,
    /// What was looked for here, and why it was not found: the title of each record with its reason; never empty.
    pub attempts: Vec<(Wording, Unread)>,
}

/// How a pack was chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PackChoice {
    /// `--pack`, or the caller of the library.
    Asked,
    /// By the region and year of the report: the words that decided.
    FromReport {
        /// The region's name as found.
        region: String,
        /// The evaluated year, if found.
        year: Option<i32>,
    },
    /// Nothing in the report named a place with a pack of its own.
    Default,
}

impl Review {
    /// Counts.
    #[must_use]
    pub fn summary(&self) -> Summary {
        Summary::of(self)
    }
}
