//! Any words as a text pattern of a record, matched against a draft: the first line is the pattern, the rest the draft.
#![no_main]

#[allow(dead_code, reason = "each target calls one of the properties")]
#[path = "../../tests/any_input/invariants.rs"]
mod invariants;
#[allow(dead_code, reason = "only the targets of files build workbooks")]
#[path = "../../tests/read/workbook.rs"]
mod workbook;

libfuzzer_sys::fuzz_target!(|text: &str| {
    let (pattern, draft) = text.split_once('\n').unwrap_or((text, "基本支出12万元，占总支出的60%。"));
    invariants::pattern(pattern, draft);
});
