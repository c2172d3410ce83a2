//! A finding in words for lists that people work through: where, what was written, how it was recomputed.

use crate::batch::Record;
use crate::reporter::model::FindingOut;
use crate::reporter::retold::base_name;
use crate::reporter::{Look, visible};

/// The unit, or what the submission is called.
pub(super) fn name(record: &Record) -> String {
    visible(record.unit.as_deref().unwrap_or(&record.submission)).into_owned()
}

/// The unit, or the name of the file or folder without its ending and its folders.
pub(super) fn unit(record: &Record) -> String {
    visible(record.unit.as_deref().unwrap_or_else(|| record.called().stem())).into_owned()
}

/// The names of the files without their folders.
pub(super) fn files(record: &Record) -> Vec<String> {
    record.files().map(|file| base_name(&file.name)).collect()
}

/// The words of the draft, or what the place is called.
pub(super) fn quoted(finding: &FindingOut, look: &Look) -> String {
    let own = finding.quote().map(ToOwned::to_owned);
    own.or_else(|| finding.primary.as_ref().map(|label| look.say(&label.text.wording()))).unwrap_or_default()
}

/// How it was recomputed, what the printed figures can stand for, likely causes: a line each.
pub(super) fn computation(finding: &FindingOut, look: &Look) -> Vec<String> {
    let made = finding.computation.iter();
    let mut lines: Vec<String> =
        made.flat_map(|one| one.recomputed().into_iter().chain(one.possible())).map(|words| look.say(&words)).collect();
    let suspect = look.choose("疑因：", "suspect: ");
    lines.extend(finding.causes.iter().map(|cause| format!("{suspect}{}", look.say(&cause.wording()))));
    lines
}
