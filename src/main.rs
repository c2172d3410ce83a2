//! The `guiju` program.

use std::process::ExitCode;

use mimalloc::MiMalloc;

/// A check makes and drops many small pieces; see docs/dependencies.md.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    guiju::cli::run()
}
