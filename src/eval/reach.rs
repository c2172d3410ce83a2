//! Whether the submission holds what a record is read from. A rule on sections says nothing about a bare data file.

use crate::diagnostic::Wording;
use crate::finding::Reason;
use crate::plan::{BuiltinRecord, RecordId};

use super::env::Env;
use super::value::Stop;

/// Stops where nothing in the submission could fill the record.
pub(super) fn readable(env: &Env<'_>, record: RecordId) -> Result<(), Stop> {
    let Some(record) = env.plan.records.get(record.0) else { return Ok(()) };
    let has_sources =
        !(record.data.is_empty() && record.tables.is_empty() && record.patterns.is_empty() && record.cues.is_empty());
    let (from_prose, from_tables) = match record.builtin {
        // Copies are there where others are given to be compared with; without any, nothing is asked.
        Some(BuiltinRecord::Report | BuiltinRecord::Item | BuiltinRecord::Copy) => return Ok(()),
        Some(
            BuiltinRecord::Section
            | BuiltinRecord::Paragraph
            | BuiltinRecord::Sentence
            | BuiltinRecord::Clause
            | BuiltinRecord::Heading
            | BuiltinRecord::Figure
            | BuiltinRecord::Repeat
            | BuiltinRecord::Unpaired
            | BuiltinRecord::Digits
            | BuiltinRecord::Lexicon(_),
        ) => (true, false),
        None if !has_sources => return Ok(()),
        None => (!(record.patterns.is_empty() && record.cues.is_empty()), !record.tables.is_empty()),
    };
    let filled = (from_prose && env.facts.has_prose)
        || (!record.data.is_empty() && env.facts.has_data)
        || (from_tables && env.facts.has_tables);
    if filled {
        return Ok(());
    }
    let missing = if from_prose { narrative() } else { Wording::new("评价数据", "evaluation data") };
    Err(Stop::NotEvaluated(Reason::NothingToRead(missing)))
}

/// What we call the prose.
pub(super) fn narrative() -> Wording {
    Wording::new("自评报告正文", "narrative report")
}
