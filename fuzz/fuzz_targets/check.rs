//! Any bytes through a whole check with the full Jiangmen pack; the first byte picks the format.
#![no_main]

mod properties;

use properties::invariants;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Some((format, rest)) = bytes.split_first() else { return };
    let name = ["a.txt", "a.md", "a.yaml", "a.json"][usize::from(format % 4)];
    invariants::check(name, rest);
});
