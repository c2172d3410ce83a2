//! Writes a corpus of submissions: `cargo run --release --example make_corpus -- FOLDER [--count N] [--bytes N] [--seed N]
//! [--spoilt PERCENT] [--shape mixed|texts|pairs]`.

#![expect(clippy::expect_used, reason = "a template that names no value is a mistake of ours")]
#![expect(clippy::panic, reason = "the same")]
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a program to be read")]

mod generator;

use std::path::PathBuf;
use std::process::ExitCode;

use generator::{Recipe, Shape, ledger};

const USAGE: &str =
    "make_corpus FOLDER [--count N] [--bytes N] [--seed N] [--spoilt PERCENT] [--shape mixed|texts|pairs]";

fn main() -> ExitCode {
    let Some((folder, recipe)) = asked(std::env::args().skip(1)) else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    match ledger::write(recipe, &folder) {
        Ok((count, faults)) => {
            println!("{count} submissions, {faults} faults");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{}: {error}", folder.display());
            ExitCode::from(2)
        }
    }
}

/// The folder and the recipe; `None` where the command line is not understood.
fn asked(mut words: impl Iterator<Item = String>) -> Option<(PathBuf, Recipe)> {
    let mut folder = None;
    let mut recipe = Recipe { seed: 1, count: 500, bytes: 0, spoilt: 40, shape: Shape::Mixed };
    while let Some(word) = words.next() {
        match word.as_str() {
            "--count" => recipe.count = words.next()?.parse().ok()?,
            "--bytes" => recipe.bytes = words.next()?.parse().ok()?,
            "--seed" => recipe.seed = words.next()?.parse().ok()?,
            "--spoilt" => recipe.spoilt = words.next()?.parse().ok().filter(|percent| (0..=100).contains(percent))?,
            "--shape" => {
                recipe.shape = match words.next()?.as_str() {
                    "mixed" => Shape::Mixed,
                    "texts" => Shape::Texts,
                    "pairs" => Shape::Pairs,
                    _ => return None,
                }
            }
            _ if word.starts_with('-') || folder.is_some() => return None,
            _ => folder = Some(PathBuf::from(word)),
        }
    }
    Some((folder?, recipe))
}
