//! Any bytes as a Word file, or as the part of one that holds the text, through a whole check with the Jiangmen pack.
#![no_main]

#[allow(dead_code, reason = "each target calls one of the properties")]
#[path = "../../tests/any_input/invariants.rs"]
mod invariants;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| invariants::word(bytes));
