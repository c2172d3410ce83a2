//! The command line as clap structs, and nothing else.
//!
//! The help here is the English one; the Chinese one stands in [`help`](super::help), and a test holds the two
//! together.

use std::path::PathBuf;

use super::compare::{BaselineArguments, CompareArguments};
use super::pack_compare::PackCompareArguments;
use super::review_args::ReviewArguments;
use super::waive::WaiverArguments;
use crate::reporter::Format;
use clap::{Args, Parser, Subcommand, ValueEnum};

/// Checks fiscal performance self-evaluations before they are submitted.
#[derive(Debug, Parser)]
#[command(name = "guiju", version, subcommand_required = true, arg_required_else_help = true)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Command,
    /// Language of messages: zh or en; by default that of the locale, or Chinese where the draft is Chinese
    #[arg(long, global = true, value_name = "LANGUAGE", hide_possible_values = true)]
    pub(super) lang: Option<LanguageName>,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Check the files of one submission
    Check(CheckArguments),
    /// Write the findings into a Word file or a workbook, as comments and notes
    Annotate(AnnotateArguments),
    /// Write what is certain into a file: as tracked changes in Word, as a diff of a text
    Fix(FixArguments),
    /// Check two drafts of a submission and tell what is new, what is fixed, what remains
    Compare(CompareArguments),
    /// Check many submissions: files, folders, or a list of them
    Review(ReviewArguments),
    /// Explain a check, or the code of a mistake in a file
    Explain(ExplainArguments),
    /// Show how a check came to its result, value by value
    Trace(TraceArguments),
    /// List, check and test rule packs
    Pack(PackArguments),
    /// Lay out rule files (.gj), or turn their keywords into the other language
    Fmt(FormatArguments),
}

/// `guiju check`
#[derive(Debug, Args)]
pub(super) struct CheckArguments {
    /// Reports (.txt, .md) and evaluation data (.yaml, .json) of one submission; - reads standard input
    #[arg(required = true, value_name = "FILES")]
    pub(super) files: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) earlier: LastYearArguments,
    #[command(flatten)]
    pub(super) rules: SelectArguments,
    #[command(flatten)]
    pub(super) to: OutputArguments,
    #[command(flatten)]
    pub(super) exit: ExitArguments,
    #[command(flatten)]
    pub(super) shows: ShowArguments,
    #[command(flatten)]
    pub(super) waiver: WaiverArguments,
    /// Tell also what the draft itself marks as waived (guiju: waive …)
    #[arg(long)]
    pub(super) ignore_marks: bool,
    #[command(flatten)]
    pub(super) baseline: BaselineArguments,
    #[command(flatten)]
    pub(super) limits: LimitArguments,
}

/// The submission of the year before.
#[derive(Debug, Args)]
pub(super) struct LastYearArguments {
    /// A file or folder of the same unit's submission of the year before, to hold this one against; may be given several times
    #[arg(long, value_name = "FILE")]
    pub(super) last_year: Vec<PathBuf>,
}

/// `guiju annotate`
#[derive(Debug, Args)]
pub(super) struct AnnotateArguments {
    /// The files of one submission; those of Word (.docx) and Excel (.xlsx) are annotated
    #[arg(required = true, value_name = "FILES")]
    pub(super) files: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) rules: SelectArguments,
    /// The annotated file, or a folder for several
    #[arg(long, short, value_name = "FILE", required_unless_present = "write")]
    pub(super) output: Option<PathBuf>,
    /// Change the files themselves
    #[arg(long)]
    pub(super) write: bool,
    #[command(flatten)]
    pub(super) exit: ExitArguments,
    #[command(flatten)]
    pub(super) limits: LimitArguments,
}

/// `guiju fix`
#[derive(Debug, Args)]
pub(super) struct FixArguments {
    /// A report (.docx, .txt, .md) or data (.yaml, .json); - reads standard input
    #[arg(value_name = "FILE")]
    pub(super) file: PathBuf,
    #[command(flatten)]
    pub(super) rules: SelectArguments,
    /// Write the corrected file to this one; without it or --write the changes are only shown
    #[arg(long, short, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// Change the file itself
    #[arg(long)]
    pub(super) write: bool,
    #[command(flatten)]
    pub(super) limits: LimitArguments,
}

/// `guiju explain`
#[derive(Debug, Args)]
pub(super) struct ExplainArguments {
    /// The code: A01, read::yaml …
    #[arg(value_name = "CODE")]
    pub(super) code: String,
    #[command(flatten)]
    pub(super) rules: RuleArguments,
}

/// `guiju trace`
#[derive(Debug, Args)]
pub(super) struct TraceArguments {
    /// The check's code
    #[arg(value_name = "CODE")]
    pub(super) code: String,
    /// The files of one submission; - reads standard input
    #[arg(required = true, value_name = "FILES")]
    pub(super) files: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) earlier: LastYearArguments,
    #[command(flatten)]
    pub(super) rules: RuleArguments,
    #[command(flatten)]
    pub(super) limits: LimitArguments,
}

/// `guiju pack`
#[derive(Debug, Args)]
#[command(subcommand_required = true, arg_required_else_help = true)]
pub(super) struct PackArguments {
    #[command(subcommand)]
    pub(super) command: PackCommand,
}

/// What to do with packs.
#[derive(Debug, Subcommand)]
pub(super) enum PackCommand {
    /// List the packs there are
    List(PackNames),
    /// Check packs for mistakes
    Check(PackNames),
    /// Run the examples of the rules
    Test(PackTestArguments),
    /// Print the catalogue of checks as Markdown
    Docs(PackDocsArguments),
    /// Run two versions of a pack over a corpus and tell which verdicts change
    Compare(PackCompareArguments),
}

/// Packs on the command line.
#[derive(Debug, Args)]
pub(super) struct PackNames {
    /// Names or folders of packs; by default the folder you are in if it is a pack, else all that are built in
    #[arg(value_name = "PACKS")]
    pub(super) packs: Vec<PathBuf>,
}

/// `guiju pack test`
#[derive(Debug, Args)]
pub(super) struct PackTestArguments {
    #[command(flatten)]
    pub(super) names: PackNames,
    /// Test only this rule; may be given several times
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    pub(super) rule: Vec<String>,
}

/// `guiju pack docs`
#[derive(Debug, Args)]
pub(super) struct PackDocsArguments {
    #[command(flatten)]
    pub(super) names: PackNames,
    /// Write to this file instead of the terminal
    #[arg(long, short, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
}

/// `guiju fmt`
#[derive(Debug, Args)]
pub(super) struct FormatArguments {
    /// Rule files (.gj), or folders of them
    #[arg(required = true, value_name = "PATHS")]
    pub(super) files: Vec<PathBuf>,
    /// Change nothing; list the files that would change and exit with 1 if there are any
    #[arg(long, conflicts_with = "stdout")]
    pub(super) check: bool,
    /// Write keywords and operators in Chinese or English: zh or en; by default as most of each file is
    #[arg(long, value_name = "LANGUAGE", hide_possible_values = true)]
    pub(super) keywords: Option<LanguageName>,
    /// Print the result and leave the files alone
    #[arg(long)]
    pub(super) stdout: bool,
}

/// Which rules are in force.
#[derive(Debug, Args)]
pub(super) struct RuleArguments {
    /// Name or folder of the rule pack; by default chosen by the region and year of the report
    #[arg(long, value_name = "PACK")]
    pub(super) pack: Option<PathBuf>,
    /// Set a parameter of the pack; may be given several times
    #[arg(long, value_name = "PARAM=VALUE")]
    pub(super) set: Vec<String>,
}

/// Which rules are in force, and which of them run.
#[derive(Debug, Args)]
pub(super) struct SelectArguments {
    #[command(flatten)]
    pub(super) packs: RuleArguments,
    /// Run only this check; may be given several times
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    pub(super) rule: Vec<String>,
}

/// Where the result of one submission goes, and in which form.
#[derive(Debug, Args)]
pub(super) struct OutputArguments {
    /// Form of the output: human, json or sarif [default: human]
    #[arg(long, value_name = "FORM", default_value = "human", hide_possible_values = true, hide_default_value = true)]
    pub(super) format: FormatName,
    /// Write to this file instead of the terminal
    #[arg(long, short, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
}

/// What is listed beside the findings.
#[derive(Debug, Args)]
pub(super) struct ShowArguments {
    /// Also list the claims, figures and tables that no check could read
    #[arg(long)]
    pub(super) unread: bool,
    /// Also list every check that holds, with its arithmetic, and every one that could not be made
    #[arg(long)]
    pub(super) proof: bool,
    /// Show the fingerprint of each finding, by which a waiver names it
    #[arg(long)]
    pub(super) fingerprints: bool,
}

/// What the exit code says.
#[derive(Debug, Args)]
pub(super) struct ExitArguments {
    /// Exit with 1 from this severity on: error, warning, note or never [default: error]
    #[arg(
        long,
        value_name = "SEVERITY",
        default_value = "error",
        hide_possible_values = true,
        hide_default_value = true
    )]
    pub(super) fail_on: FailOn,
}

/// Caps on what a file may cost.
#[derive(Debug, Args)]
#[expect(clippy::struct_field_names, reason = "the fields are named as the options")]
pub(super) struct LimitArguments {
    /// Greatest size of one file in bytes
    #[arg(long, value_name = "N")]
    pub(super) max_bytes: Option<usize>,
    /// Greatest nesting depth of data
    #[arg(long, value_name = "N")]
    pub(super) max_depth: Option<usize>,
    /// Greatest number of nodes of a data file, aliases counted as expanded
    #[arg(long, value_name = "N")]
    pub(super) max_nodes: Option<usize>,
    /// Greatest size in bytes of the parts of a Word file or a workbook, unpacked
    #[arg(long, value_name = "N")]
    pub(super) max_unpacked: Option<usize>,
    /// Greatest length in bytes of the text drawn from a Word file, a workbook or a PDF
    #[arg(long, value_name = "N")]
    pub(super) max_text: Option<usize>,
    /// Greatest number of steps that one rule may take
    #[arg(long, value_name = "N")]
    pub(super) max_work: Option<u32>,
}

/// `--lang`, `--keywords`
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum LanguageName {
    /// 中文
    Zh,
    /// English
    En,
}

/// `--format`
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum FormatName {
    /// For people.
    Human,
    /// For programs.
    Json,
    /// SARIF 2.1.0.
    Sarif,
}

impl FormatName {
    /// The form that the reporter knows.
    pub(super) fn form(self) -> Format {
        match self {
            Self::Human => Format::Human,
            Self::Json => Format::Json,
            Self::Sarif => Format::Sarif,
        }
    }
}

/// `--fail-on`
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum FailOn {
    /// Errors.
    Error,
    /// Warnings and errors.
    Warning,
    /// Any finding.
    Note,
    /// Nothing.
    Never,
}
