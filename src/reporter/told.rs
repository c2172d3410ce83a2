//! The account of a finding, from its JSON shape: the same lines as below a finding in the terminal.

use crate::diagnostic::Wording;

use super::arithmetic::{Topic, change_of};
use super::model::{CorrectionOut, FindingOut, PlaceOut, WhereOut, Words};
use super::visible;

/// The lines of a finding but for its place, each with the word before it: 复算, 可能, 疑因, 依据, 建议, 改为.
pub(crate) fn account_of(finding: &FindingOut) -> Vec<(Wording, Wording)> {
    let mut lines = Vec::new();
    if let Some(computation) = &finding.computation {
        lines.extend(computation.recomputed().map(|words| (Topic::Recomputed, words)));
        lines.extend(computation.possible().map(|words| (Topic::Reachable, words)));
    }
    lines.extend(finding.causes.iter().map(|cause| (Topic::Suspect, both(cause))));
    lines.push((Topic::Basis, finding.basis.wording()));
    lines.extend(finding.help.iter().map(both).filter(|help| !help.is_empty()).map(|help| (Topic::Advice, help)));
    lines.extend(finding.correction.iter().map(|correction| (Topic::Change, change(correction))));
    lines.into_iter().map(|(topic, words)| (topic.wording(), words)).collect()
}

/// Where a place stands in its file: `第 3 页 第 2 段`, `自评表!F12`, or line and column.
pub(crate) fn place_of(place: &PlaceOut) -> Wording {
    place.wording(false)
}

/// The titles above a finding and the path in the data; empty where there are none.
pub(crate) fn titles_of(place: &WhereOut) -> String {
    let titles: Vec<&str> = place.sections.iter().chain(&place.path).map(String::as_str).collect();
    titles.join(" › ")
}

/// Words of the JSON shape.
pub(crate) fn both(words: &Words) -> Wording {
    words.wording()
}

/// `“减收” → “减支”`, and whether a person must judge it.
pub(super) fn change(correction: &CorrectionOut) -> Wording {
    change_of(&visible(&correction.original), &visible(&correction.replacement), correction.certain)
}
