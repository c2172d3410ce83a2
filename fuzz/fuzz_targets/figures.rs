//! Any text through the figure scanner.
#![no_main]

mod properties;

use properties::invariants;

libfuzzer_sys::fuzz_target!(|text: &str| invariants::figures(text));
