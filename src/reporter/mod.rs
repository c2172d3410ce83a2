//! A review as output: a picture in the terminal, JSON, SARIF.
//!
//! Takes what a check gave and writes it; whatever a draft holds, nothing it writes can steer a terminal
//! ([`visible`] is the one place for that). Does not know how the findings came about, nor where the output goes.

mod arithmetic;
mod baseline;
mod catalogue;
mod catalogue_records;
mod closing;
mod comparison;
mod crop;
mod diff;
mod json;
mod list;
mod look;
mod mark;
pub(crate) mod model;
mod note;
mod parameters;
mod place;
mod proof;
pub(crate) mod retold;
mod rule_book;
mod sarif;
mod sarif_model;
mod sarif_scribe;
mod sheet;
mod snippet;
mod stretch;
mod terminal;
mod told;
mod transcript;
mod unread;
mod visible;
mod waived;
mod whereabouts;
mod words;
mod wrap;

pub(crate) use arithmetic::basis;
pub use baseline::{read_baseline, read_baseline_of_line};
pub use catalogue::catalogue;
pub use closing::write as write_closing;
pub use comparison::write_comparison;
pub use diff::diff;
pub(crate) use json::{json_line, json_output, json_output_without_passed};
pub use look::{Look, Shows, Tone};
pub use mark::Mark;
pub use note::{Note, ROW, Row, note, proposal, row};
pub(crate) use parameters::parameters_of;
pub(crate) use proof::passed_words;
pub use rule_book::RuleBook;
pub(crate) use sarif::write_sarif;
pub use snippet::Picture;
pub use terminal::{write_diagnostics, write_notes};
pub(crate) use told::{account_of, both, place_of, titles_of};
pub use visible::visible;
pub(crate) use wrap::unbroken;
pub use wrap::{columns, wrapped};

use std::io::{self, Write};

use crate::diagnostic::Diagnostics;
use crate::plan::Rule;
use crate::review::Review;
use crate::source::SourceMap;

/// The forms of output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// For people at a terminal.
    #[default]
    Human,
    /// For programs; the schema is `docs/schema/review-1.3.schema.json`.
    Json,
    /// SARIF 2.1.0, for editors and code-scanning services.
    Sarif,
}

/// Everything that an output is made of.
#[derive(Debug, Clone, Copy)]
pub struct Material<'a> {
    /// The result; `None` where a file could not be read.
    pub review: Option<&'a Review>,
    /// The texts that its places point into.
    pub sources: &'a SourceMap,
    /// What is wrong with the files.
    pub diagnostics: &'a Diagnostics,
    /// The rules in force, for the descriptions that SARIF carries.
    pub rules: &'a [Rule],
}

/// Writes a result in the form wanted.
///
/// The same material and look give the same bytes.
///
/// # Errors
/// If `out` cannot be written to.
pub fn write(format: Format, material: &Material<'_>, look: &Look, out: &mut dyn Write) -> io::Result<()> {
    match format {
        Format::Human => terminal::write(material, look, out),
        Format::Json => json::write(material, out),
        Format::Sarif => sarif::write(material, look.language, out),
    }
}
