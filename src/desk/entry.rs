//! What several outputs say of a submission and its findings in the same words.

use std::path::Path;

use crate::batch::Record;
use crate::diagnostic::Language;
use crate::reporter::model::{DiagnosticOut, FindingOut, PlaceOut, Words};
use crate::reporter::{account_of, both, place_of, visible};

/// What a submission is called: its unit, where a list names it.
pub(super) fn name(record: &Record) -> &str {
    record.unit.as_deref().unwrap_or(&record.submission)
}

/// Why a submission was not checked; `None` where it was.
pub(super) fn reason(record: &Record, language: Language) -> Option<String> {
    let is_checked = record.result.review.is_some();
    record.result.errors.first().filter(|_| !is_checked).map(|error| said(error, language))
}

/// The message of a mistake in a file.
pub(super) fn said(diagnostic: &DiagnosticOut, language: Language) -> String {
    visible(both(&diagnostic.message).get(language)).into_owned()
}

/// A place with the name of its file, where the submission has several.
pub(super) fn place(record: &Record, place: &PlaceOut, language: Language) -> String {
    let stand = place_of(place).get(language).to_owned();
    if !record.is_of_several() {
        return stand;
    }
    // The folders of its author are nobody's business.
    let name = Path::new(&place.file).file_name().map_or(place.file.as_str().into(), |name| name.to_string_lossy());
    format!("{} {stand}", visible(&name))
}

/// The words of a finding: its message, or its title where it has none.
pub(super) fn message(finding: &FindingOut, language: Language) -> String {
    let message = both(&finding.message).get(language).to_owned();
    if message.is_empty() { both(&finding.title).get(language).to_owned() } else { message }
}

/// The title and the message of a finding; the title alone where the message says no more.
pub(super) fn titled(finding: &FindingOut, language: Language) -> String {
    joined(&finding.title, &finding.message, language)
}

/// The same of a title and a message.
pub(super) fn joined(title: &Words, message: &Words, language: Language) -> String {
    let [title, message] = [title, message].map(|words| both(words).get(language).to_owned());
    if message.is_empty() || message == title { title } else { format!("{title}{}{message}", colon(language)) }
}

/// The account of a finding, a line each: `复算：…`.
pub(super) fn account(finding: &FindingOut, language: Language) -> Vec<String> {
    let colon = colon(language);
    let lines = account_of(finding).into_iter();
    lines.map(|(topic, words)| format!("{}{colon}{}", topic.get(language), words.get(language))).collect()
}

/// What parts a word from what is said of it.
pub(super) fn colon(language: Language) -> &'static str {
    match language {
        Language::Chinese => "：",
        Language::English => ": ",
    }
}
