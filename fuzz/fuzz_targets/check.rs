//! Any bytes through a whole check with the full Jiangmen pack; the first byte picks the format.
#![no_main]

use std::sync::LazyLock;

use guiju::engine::{CompiledPack, Engine, Input, Settings};
use guiju::read::Limits;

static PACK: LazyLock<CompiledPack> = LazyLock::new(|| {
    Engine::embedded().compile("jiangmen", &Settings::default()).expect("the shipped packs are right")
});

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Some((format, rest)) = bytes.split_first() else { return };
    let name = ["a.txt", "a.md", "a.yaml", "a.json"][usize::from(format % 4)];
    let checked = PACK.check(name, vec![Input::new(name, rest)], &Limits::default());
    let Some(review) = checked.review else {
        assert!(!checked.diagnostics.is_empty(), "what cannot be read says why");
        return;
    };
    for finding in &review.findings {
        if let Some(label) = &finding.primary {
            assert!(checked.sources.text(label.span.source).get(label.span.range()).is_some());
        }
    }
});
