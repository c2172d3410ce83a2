//! What a line of JSON says, in the same words as the other outputs: for outputs made from lines that were kept.

use std::collections::HashSet;
use std::path::Path;

use crate::diagnostic::{Severity, Wording};
use crate::finding::{Computation, Relation, Verdict};
use crate::plan::{Basis, BasisMark};

use super::model::{BaselineOut, BasisOut, ComputationOut, FindingOut, PlaceOut, Words};
use super::{arithmetic, visible, words};

impl Words {
    /// As words of ours.
    pub(crate) fn wording(&self) -> Wording {
        Wording::new(&*self.zh, &*self.en)
    }
}

impl FindingOut {
    /// How grave it is.
    pub(crate) fn how_grave(&self) -> Severity {
        let known = [Severity::Error, Severity::Warning].into_iter().find(|one| one.name() == self.severity);
        known.unwrap_or(Severity::Note)
    }

    /// Where it stands: the file where there are several, the page and paragraph, the cell, or line and column.
    pub(crate) fn whereabouts(&self, of_several: bool) -> Option<Wording> {
        let place = self.primary.as_ref().or(self.labels.first()).map(|label| &label.place)?;
        Some(place.wording(of_several))
    }

    /// The clause that holds it.
    pub(crate) fn quote(&self) -> Option<&str> {
        Some(self.place.clause.as_str()).filter(|clause| !clause.is_empty() && !self.is_entry())
    }

    /// The name of the entry of data, or of the row of a table, that holds it.
    pub(crate) fn entry(&self) -> Option<&str> {
        Some(self.place.clause.as_str()).filter(|clause| !clause.is_empty() && self.is_entry())
    }

    /// True where the clause names the place and does not hold the words that the finding is about.
    fn is_entry(&self) -> bool {
        let label = self.primary.as_ref().and_then(|label| label.text.zh.rsplit_once(' '));
        self.place.path.is_some() || label.is_some_and(|(_, words)| !self.place.clause.contains(words))
    }
}

impl PlaceOut {
    /// `第 3 页 第 2 段`, `自评表!F12`, `第 7 行第 5 字`; behind the name of its file where there are several.
    pub(crate) fn wording(&self, of_several: bool) -> Wording {
        let at = match &self.at {
            Some(at) => at.wording(),
            None => {
                let (line, column) = (self.start.line, self.start.column);
                Wording::new(format!("第 {line} 行第 {column} 字"), format!("line {line}, column {column}"))
            }
        };
        if !of_several {
            return at;
        }
        let name = base_name(&self.file);
        Wording::new(format!("{name} {}", at.zh), format!("{name} {}", at.en))
    }
}

impl ComputationOut {
    /// How it was recomputed; `None` where there was nothing to work out.
    pub(crate) fn recomputed(&self) -> Option<Wording> {
        (self.formula != self.exact).then(|| arithmetic::recomputed(&self.computation()))
    }

    /// The same where there was nothing to work out: the figure itself.
    pub(crate) fn told(&self) -> Wording {
        arithmetic::recomputed(&self.computation())
    }

    /// What the printed figures can stand for.
    pub(crate) fn possible(&self) -> Option<Wording> {
        arithmetic::reachable(&self.computation())
    }

    fn computation(&self) -> Computation {
        let known = [Verdict::Agrees, Verdict::CutOff, Verdict::Reachable];
        let verdict = known.into_iter().find(|verdict| words::verdict(*verdict) == self.verdict);
        let relation = Relation::ALL.into_iter().find(|relation| words::relation(*relation) == self.relation);
        Computation {
            formula: self.formula.clone(),
            exact: self.exact.clone(),
            rounded: self.rounded.clone(),
            claimed: self.claimed.clone(),
            reachable: self.reachable.as_ref().map(|[least, greatest]| (least.clone(), greatest.clone())),
            relation: relation.unwrap_or_default(),
            verdict: verdict.unwrap_or(Verdict::Contradicts),
        }
    }
}

impl BaselineOut {
    /// Tells whether a finding of the same review was none then.
    pub(crate) fn is_new(&self) -> impl Fn(&FindingOut) -> bool {
        let new: HashSet<(&str, &str)> = self.new.iter().map(|one| (&*one.code, &*one.fingerprint)).collect();
        move |finding| new.contains(&(&*finding.code, &*finding.fingerprint))
    }
}

impl BasisOut {
    /// The source and how well it is known.
    pub(crate) fn wording(&self) -> Wording {
        let known = [BasisMark::Arithmetic, BasisMark::Seen, BasisMark::Practice];
        let mark = known.into_iter().find(|mark| words::mark(*mark) == self.mark).unwrap_or(BasisMark::Recalled);
        arithmetic::basis(&Basis { mark, text: self.text.wording() })
    }
}

/// A path without its folders, which are nobody's business, made safe to show.
pub(crate) fn base_name(path: &str) -> String {
    let name = Path::new(path).file_name().map_or(path.into(), |name| name.to_string_lossy());
    visible(&name).into_owned()
}
