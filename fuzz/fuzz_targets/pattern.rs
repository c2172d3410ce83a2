//! Any words as a text pattern of a record.
#![no_main]

use guiju::diagnostic::Diagnostics;
use guiju::source::SourceMap;

libfuzzer_sys::fuzz_target!(|pattern: &str| {
    let quoted = pattern.replace(['"', '\n'], " ");
    let mut sources = SourceMap::default();
    let source = sources.add("fuzz.gj", format!("record r \"r\" {{\n a: money\n from text \"{quoted}\"\n}}\n"));
    guiju::syntax::parse(source, &sources, &mut Diagnostics::default());
});
