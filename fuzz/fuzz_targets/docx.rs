//! Any bytes as a Word file, or as the part of one that holds the text, through a whole check with the Jiangmen pack.
#![no_main]

mod properties;

use properties::invariants;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| invariants::word(bytes));
