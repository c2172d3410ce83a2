//! Any text through the rule parser: it must come back, with or without diagnostics.
#![no_main]

use guiju::diagnostic::Diagnostics;
use guiju::source::SourceMap;

libfuzzer_sys::fuzz_target!(|text: &str| {
    let mut sources = SourceMap::default();
    let source = sources.add("fuzz.gj", text);
    let mut diagnostics = Diagnostics::default();
    let module = guiju::syntax::parse(source, &sources, &mut diagnostics);
    assert!(module.items.len() <= text.len());
    for diagnostic in diagnostics.iter() {
        if let Some(span) = diagnostic.span() {
            assert!(text.get(span.range()).is_some(), "a diagnostic points into the text");
        }
    }
});
