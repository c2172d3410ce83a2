//! Any text as a rule file.
#![no_main]

mod properties;

use properties::invariants;

libfuzzer_sys::fuzz_target!(|text: &str| invariants::rule_file(text));
