//! The options of `guiju review`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::args::{ExitArguments, LimitArguments, SelectArguments};
use super::compare::BaselineArguments;
use super::waive::WaiverArguments;

/// `guiju review`
#[derive(Debug, Args)]
pub(super) struct ReviewArguments {
    /// Files and folders: every loose file is a submission, every folder with files is one; or a list (.csv, .yaml); - reads
    /// submissions from standard input, a line of JSON each
    #[arg(required = true, value_name = "PATHS", id = "review-paths")]
    pub(super) paths: Vec<PathBuf>,
    /// Submissions of the year before, as files, folders or a list, each to hold that of its unit against; may be given several
    /// times
    #[arg(long, value_name = "PATH", id = "review-last-year")]
    pub(super) last_year: Vec<PathBuf>,
    /// Hold the submissions against each other too (rules over units); each is read twice
    #[arg(long)]
    pub(super) cohort: bool,
    #[command(flatten)]
    pub(super) rules: SelectArguments,
    /// Form of the output: human, json, ndjson (a submission a line, as it is done), sarif or github (annotations) [default: human]
    #[arg(
        long,
        value_name = "FORM",
        default_value = "human",
        hide_possible_values = true,
        hide_default_value = true,
        id = "review-format"
    )]
    pub(super) format: ReviewFormat,
    /// Also write to this file, in the form of its ending: .html (a page for a browser), .xlsx (a workbook), .sarif, .xml (JUnit), .json or
    /// .ndjson; may be given several times
    #[arg(long, short, value_name = "FILE", id = "review-output")]
    pub(super) output: Vec<PathBuf>,
    /// Keep what is done in this file, and go on from what it holds
    #[arg(long, value_name = "FILE")]
    pub(super) resume: Option<PathBuf>,
    /// Write a return list for each unit with errors or warnings into this folder, as Word files
    #[arg(long, value_name = "FOLDER")]
    pub(super) letters: Option<PathBuf>,
    /// How many threads check; by default one for each core
    #[arg(long, value_name = "N", value_parser = threads)]
    pub(super) threads: Option<usize>,
    /// Also list every check that holds, with its arithmetic, and every one that could not be made
    #[arg(long)]
    pub(super) proof: bool,
    #[command(flatten)]
    pub(super) exit: ExitArguments,
    #[command(flatten)]
    pub(super) waiver: WaiverArguments,
    /// Waive also what a draft itself marks so (guiju: waive …), which is its author's word only
    #[arg(long)]
    pub(super) heed_marks: bool,
    #[command(flatten)]
    pub(super) baseline: BaselineArguments,
    #[command(flatten)]
    pub(super) limits: LimitArguments,
}

/// A number of threads.
pub(super) fn threads(text: &str) -> Result<usize, String> {
    let count = text.parse().ok().filter(|count| *count > 0);
    count.ok_or_else(|| "a number from 1 on".to_owned())
}

/// The forms of a review's output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ReviewFormat {
    /// A table for people.
    Human,
    /// One object of JSON.
    Json,
    /// A line of JSON for each submission.
    Ndjson,
    /// One run of SARIF 2.1.0.
    Sarif,
    /// Annotations of GitHub.
    Github,
}
