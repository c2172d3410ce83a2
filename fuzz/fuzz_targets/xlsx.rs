//! Any sheet and any number format through a whole check; without a zero byte between the two, any package and any
//! list of values.
#![no_main]

mod properties;

use properties::invariants;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let mut parts = bytes.splitn(2, |byte| *byte == 0);
    if let (Some(sheet), Some(code)) = (parts.next(), parts.next()) {
        invariants::sheet(&String::from_utf8_lossy(sheet), &String::from_utf8_lossy(code));
    } else {
        invariants::check("a.xlsx", bytes);
        invariants::check("a.csv", bytes);
    }
});
