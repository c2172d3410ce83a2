//! Writes a corpus of submissions: `cargo run --release --example make_corpus -- FOLDER [--count N] [--bytes N] [--seed N]
//! [--spoilt PERCENT] [--shape mixed|texts|pairs]`.

#![expect(clippy::expect_used, reason = "a template that names no value is a mistake of ours")]
#![expect(clippy::panic, reason = "the same")]
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a program to be read")]

mod generator;

use std::path::Path;
use std::process::ExitCode;

use generator::{Recipe, ledger};

const USAGE: &str =
    "make_corpus FOLDER [--count N] [--bytes N] [--seed N] [--spoilt PERCENT] [--shape mixed|texts|pairs]";

fn main() -> ExitCode {
    let asked = Recipe::asked(std::env::args().skip(1));
    let Some((recipe, [folder])) = asked.as_ref().map(|(recipe, others)| (*recipe, others.as_slice())) else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    match ledger::write(recipe, Path::new(folder)) {
        Ok((count, faults)) => {
            println!("{count} submissions, {faults} faults");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{folder}: {error}");
            ExitCode::from(2)
        }
    }
}
