//! The command line: reads arguments and files, asks the facade, hands the result to a reporter.
//!
//! The only folder that talks to the terminal and decides how the program ends. One file for each command.

mod aliases;
mod annotate;
mod args;
mod aside;
mod check;
mod compare;
mod exit;
mod explain;
mod face;
mod fix;
mod format;
mod guard;
mod help;
mod letters;
mod load;
mod locale;
mod output;
mod pack;
mod pack_compare;
mod receipt;
mod review;
mod review_args;
mod review_run;
mod review_words;
mod revise;
mod target;
mod trace;
mod waive;

use std::ffi::OsString;
use std::io::Write;
use std::panic::{self, PanicHookInfo};
use std::process::ExitCode;

use clap::FromArgMatches;

use crate::diagnostic::Language;
use args::{Arguments, Command};
use exit::Exit;
use face::Face;

/// Runs the program on the arguments of the process.
#[must_use]
pub fn run() -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    let locale = locale::from_environment(|name| std::env::var_os(name));
    let face = Face::new(locale::from_arguments(&arguments), locale);
    install_bug_report(face.language(None));
    let outcome = panic::catch_unwind(|| command(&face, arguments));
    // A panic was reported by the hook.
    outcome.unwrap_or(Exit::CouldNotRun).into()
}

/// `1 rule`, `2 rules`.
fn many(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

fn command(face: &Face, arguments: Vec<OsString>) -> Exit {
    let language = face.language(None);
    let parsed = help::command(language)
        .try_get_matches_from(arguments)
        .and_then(|matches| Arguments::from_arg_matches(&matches));
    let arguments = match parsed {
        Ok(arguments) => arguments,
        Err(error) => return refused(&error, language),
    };
    match arguments.command {
        Command::Check(arguments) => check::run(face, &arguments),
        Command::Annotate(arguments) => annotate::run(face, &arguments),
        Command::Fix(arguments) => fix::run(face, &arguments),
        Command::Compare(arguments) => compare::run(face, &arguments),
        Command::Review(arguments) => review::run(face, &arguments),
        Command::Explain(arguments) => explain::run(face, &arguments),
        Command::Trace(arguments) => trace::run(face, &arguments),
        Command::Pack(arguments) => pack::run(face, &arguments.command),
        Command::Fmt(arguments) => format::run(face, &arguments),
    }
}

/// Help and version are asked for and go to standard output; everything else is a complaint.
fn refused(error: &clap::Error, language: Language) -> Exit {
    if error.use_stderr() {
        let complaint = help::complaint(error, language);
        // The words complained of are the user's, and may come from a file name: each line is made safe to show.
        let shown: Vec<_> = complaint.split('\n').map(crate::reporter::visible).collect();
        // Nothing can be said where standard error is closed.
        let _ = std::io::stderr().write_all(shown.join("\n").as_bytes());
        return Exit::CouldNotRun;
    }
    let _ = std::io::stdout().write_all(error.render().to_string().as_bytes());
    Exit::Clean
}

/// Makes a panic say that the fault is ours and where to take it, in place of Rust's own message.
fn install_bug_report(language: Language) {
    panic::set_hook(Box::new(move |panic| {
        let _ = std::io::stderr().write_all(bug_report(panic, language).as_bytes());
    }));
}

fn bug_report(panic: &PanicHookInfo<'_>, language: Language) -> String {
    let place = panic.location().map(ToString::to_string).unwrap_or_default();
    let words = panic.payload_as_str().unwrap_or_default();
    let account =
        crate::reporter::visible(&format!("guiju {} {place} {words}", env!("CARGO_PKG_VERSION"))).into_owned();
    let issues = concat!(env!("CARGO_PKG_REPOSITORY"), "/issues");
    match language {
        Language::Chinese => format!(
            "这是规矩自身的错误，不是您的材料有误。请把下面一行（材料可公开的，连同材料）报告到 {issues}\n  {account}\n"
        ),
        Language::English => format!(
            "This is a bug of guiju, not a fault of your files. Please report the next line (with the files, if they are public) at {issues}\n  {account}\n"
        ),
    }
}
