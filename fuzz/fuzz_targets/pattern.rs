//! Any words as a text pattern of a record, matched against a draft: the first line is the pattern, the rest the draft.
#![no_main]

mod properties;

use properties::invariants;

libfuzzer_sys::fuzz_target!(|text: &str| {
    let (pattern, draft) = text.split_once('\n').unwrap_or((text, "基本支出12万元，占总支出的60%。"));
    invariants::pattern(pattern, draft);
});
