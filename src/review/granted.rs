//! A file of waivers as of a day, for one submission or for many; and which of its entries any of them needed.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::Diagnostics;
use crate::finding::Finding;
use crate::source::{Encoding, SourceId, SourceMap};

use super::{Called, Day, FileReceipt, FileRole, Waived, Waivers};

/// A file of waivers as of a day.
#[derive(Debug)]
pub struct Granted {
    /// Holds the one text.
    sources: SourceMap,
    source: SourceId,
    waivers: Waivers,
    /// The day as of which they hold.
    pub today: Day,
    /// Of the file.
    pub receipt: FileReceipt,
}

/// Which waivers the findings of some submissions needed, expired or not.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Needed {
    /// By their places in the list.
    pub(super) waivers: BTreeSet<usize>,
    /// The rule that has a finding with the fingerprint of a waiver that names another.
    pub(super) others: BTreeMap<usize, String>,
    /// The submission that has the finding of a waiver that names another.
    pub(super) elsewhere: BTreeMap<usize, String>,
}

impl Granted {
    /// Reads a file.
    ///
    /// # Errors
    /// With what is wrong with it, and its text.
    pub fn read(
        name: &str,
        bytes: &[u8],
        (text, encoding): (String, Encoding),
        today: Day,
    ) -> Result<Self, Box<(SourceMap, Diagnostics)>> {
        let receipt = FileReceipt::of(name, FileRole::Waivers, bytes);
        let (mut sources, mut diagnostics) = (SourceMap::default(), Diagnostics::default());
        let source = sources.add_decoded(name, text, encoding);
        let waivers = Waivers::parse(source, &sources, &mut diagnostics);
        if diagnostics.has_errors() {
            diagnostics.sort(&sources);
            return Err(Box::new((sources, diagnostics)));
        }
        Ok(Self { sources, source, waivers, today, receipt })
    }

    /// Adds the text to those of a submission, so that what is waived can say where.
    pub fn add_to(&self, sources: &mut SourceMap) -> SourceId {
        let file = self.sources.file(self.source);
        sources.add_decoded(file.name(), file.shared_text(), file.encoding())
    }

    /// Takes the findings of a submission that are waived out of the others; `source` is the text among its own.
    #[must_use]
    pub fn take(&self, source: SourceId, called: Called<'_>, findings: &mut Vec<Finding>) -> Vec<Waived> {
        let mut waived = self.waivers.take(findings, self.today, called);
        waived.iter_mut().for_each(|one| one.grant.span.source = source);
        waived
    }

    /// Notes which waiver a finding of a submission needs, waived or not.
    pub fn note(&self, needed: &mut Needed, code: &str, fingerprint: &str, called: Called<'_>) {
        self.waivers.note(needed, code, fingerprint, called);
    }

    /// Tells of waivers that have expired or that no finding needs, as warnings; `source` is the text that they point
    /// into. One of a rule that is not `selected` is not called unused.
    pub fn tell(
        &self,
        needed: &Needed,
        source: SourceId,
        selected: &dyn Fn(&str) -> bool,
        diagnostics: &mut Diagnostics,
    ) {
        for mut one in self.waivers.told(needed, self.today, selected) {
            one.labels.iter_mut().for_each(|label| label.span.source = source);
            diagnostics.push(one);
        }
    }
}
