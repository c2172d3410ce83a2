//! The `guiju` program.

use std::process::ExitCode;

fn main() -> ExitCode {
    guiju::cli::run()
}
