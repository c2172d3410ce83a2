//! Any bytes through a whole check with the full Jiangmen pack; the first byte picks the format.
#![no_main]

#[allow(dead_code, reason = "each target calls one of the properties")]
#[path = "../../tests/any_input/invariants.rs"]
mod invariants;
#[allow(dead_code, reason = "only the targets of files build workbooks")]
#[path = "../../tests/read/workbook.rs"]
mod workbook;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Some((format, rest)) = bytes.split_first() else { return };
    let name = ["a.txt", "a.md", "a.yaml", "a.json"][usize::from(format % 4)];
    invariants::check(name, rest);
});
