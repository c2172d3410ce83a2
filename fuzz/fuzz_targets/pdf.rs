//! Any text as what poppler writes of a PDF: its words up to the first NUL, its drawing behind.
#![no_main]

use guiju::diagnostic::Diagnostics;
use guiju::read::read_pdf_layout;
use guiju::source::SourceMap;

libfuzzer_sys::fuzz_target!(|text: &str| {
    let (layout, drawing) = text.split_once('\0').unwrap_or((text, ""));
    let (mut sources, mut diagnostics) = (SourceMap::default(), Diagnostics::default());
    let document = read_pdf_layout("a.pdf", layout, drawing, &mut sources, &mut diagnostics);
    assert!(document.is_some() || diagnostics.has_errors(), "nothing is refused in silence");
});
