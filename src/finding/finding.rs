//! A fault in a draft.

use crate::diagnostic::{Severity, Wording};
use crate::plan::Basis;
use crate::source::Span;

use super::Fingerprint;

/// A fault in a draft: a lead for the author, never a verdict on the unit.
#[derive(Debug, Clone)]
pub struct Finding {
    /// The rule's code.
    pub code: String,
    /// How grave.
    pub severity: Severity,
    /// The rule's title.
    pub title: Wording,
    /// What is wrong here, with the figures.
    pub message: Wording,
    /// Where it points; `None` where the fault is that something is not there and no place stands for it.
    pub primary: Option<Label>,
    /// Every other figure that took part, labelled; in text order.
    pub operands: Vec<Label>,
    /// The arithmetic, where there is any.
    pub computation: Option<Computation>,
    /// Likely causes, best first.
    pub causes: Vec<Wording>,
    /// On what the rule stands.
    pub basis: Basis,
    /// What to do.
    pub help: Option<Wording>,
    /// A replacement.
    pub correction: Option<Correction>,
    /// The place in words.
    pub place: Place,
    /// The same after edits elsewhere.
    pub fingerprint: Fingerprint,
}

/// A place with the words beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// Where.
    pub span: Span,
    /// What stands there: `预算数 879.34万元`.
    pub text: Wording,
}

/// Where a finding stands, in words.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Place {
    /// Titles of the sections around, outermost first.
    pub sections: Vec<String>,
    /// The clause, cleaned, as the fingerprint uses it.
    pub clause: String,
    /// The path in the data: `indicators[2].score`.
    pub path: Option<String>,
}

/// The arithmetic behind a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Computation {
    /// With the printed figures: `671.51万元 ÷ 879.34万元`.
    pub formula: String,
    /// Recomputed, in the claim's unit, a few more digits: `76.3652…%`.
    pub exact: String,
    /// Recomputed and rounded as the claim is printed: `76.37%`.
    pub rounded: String,
    /// The claim as printed; empty where figures are held against a limit of the rule, so that nothing is claimed.
    pub claimed: String,
    /// The least and greatest value that the printed figures can stand for, rounded as the claim; `None` where they
    /// are the same as `rounded`.
    pub reachable: Option<(String, String)>,
    /// How what is computed must stand to the claim.
    pub relation: Relation,
    /// The verdict.
    pub verdict: Verdict,
}

/// How what is computed must stand to what it is held against.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Relation {
    /// The claim is what is computed, printed.
    #[default]
    Agrees,
    /// The same value.
    Equal,
    /// Another value.
    Different,
    /// Below it.
    Below,
    /// Not above it.
    AtMost,
    /// Above it.
    Above,
    /// Not below it.
    AtLeast,
}

impl Relation {
    /// All of them.
    pub const ALL: [Self; 7] =
        [Self::Agrees, Self::Equal, Self::Different, Self::Below, Self::AtMost, Self::Above, Self::AtLeast];

    /// The relation with its sides changed.
    #[must_use]
    pub fn turned(self) -> Self {
        match self {
            Self::Agrees | Self::Equal | Self::Different => self,
            Self::Below => Self::Above,
            Self::AtMost => Self::AtLeast,
            Self::Above => Self::Below,
            Self::AtLeast => Self::AtMost,
        }
    }
}

/// The verdict of a comparison as findings carry it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Agrees (in the account of a passed check).
    Agrees,
    /// Cut off instead of rounded.
    CutOff,
    /// Only unrounded figures give it.
    Reachable,
    /// Nothing gives it.
    Contradicts,
}

/// A replacement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// What is replaced.
    pub span: Span,
    /// By what.
    pub replacement: String,
    /// True for certain wording (may be applied by a tool), false for a candidate that a person must judge.
    pub certain: bool,
}
