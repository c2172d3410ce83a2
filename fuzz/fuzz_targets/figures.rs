//! Any text through the figure scanner: tokens stand in order, inside the text, on character boundaries.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| {
    let mut at = 0;
    for token in guiju::text::scan_figures(text) {
        assert!(token.range.start >= at && text.get(token.range.clone()).is_some());
        assert!(text.get(token.core.clone()).is_some());
        at = token.range.end;
    }
});
