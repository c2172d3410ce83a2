//! Any text as a rule file.
#![no_main]

#[allow(dead_code, reason = "each target calls one of the properties")]
#[path = "../../tests/any_input/invariants.rs"]
mod invariants;
#[allow(dead_code, reason = "only the targets of files build workbooks")]
#[path = "../../tests/read/workbook.rs"]
mod workbook;

libfuzzer_sys::fuzz_target!(|text: &str| invariants::rule_file(text));
