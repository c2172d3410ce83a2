//! What holds for every input of the doors: rule files, text patterns, figures, Word files, a whole check.
//!
//! The tests beside this file and the fuzz targets under `fuzz/` call the same functions.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::sync::LazyLock;

use guiju::diagnostic::{Diagnostics, Language};
use guiju::engine::{Checked, CompiledPack, Engine, Input, Settings};
use guiju::finding::{Finding, Label};
use guiju::pack::{Layers, Manifest, Pack};
use guiju::plan::Plan;
use guiju::read::Limits;
use guiju::reporter::{Format, Look, Material, Shows};
use guiju::review::{PackChoice, Review};
use guiju::source::{SourceMap, Span};

use super::workbook::Workbook;

static PACK: LazyLock<CompiledPack> = LazyLock::new(|| {
    Engine::embedded().compile("jiangmen", &Settings::default()).expect("the shipped packs are right")
});

fn stands_in(sources: &SourceMap, span: Span, what: &str) {
    let text = sources.text(span.source);
    assert!(text.get(span.range()).is_some(), "{what} stands outside the text or inside a character: {span:?}");
}

fn diagnostics_stand(diagnostics: &Diagnostics, sources: &SourceMap) {
    for diagnostic in diagnostics.iter() {
        assert!(
            !diagnostic.message.zh.is_empty() && !diagnostic.message.en.is_empty(),
            "{} says nothing",
            diagnostic.code
        );
        diagnostic.labels.iter().for_each(|label| stands_in(sources, label.span, diagnostic.code));
    }
}

/// Any text as a rule file comes back from the parser, with or without diagnostics, and every one stands in the text.
pub(crate) fn rule_file(text: &str) {
    let mut sources = SourceMap::default();
    let source = sources.add("any.gj", text);
    let mut diagnostics = Diagnostics::default();
    let module = guiju::syntax::parse(source, &sources, &mut diagnostics);
    assert!(module.items.len() <= text.len());
    diagnostics_stand(&diagnostics, &sources);
}

/// Any words as the text pattern of a record are refused with a reason, or compile and can be matched.
pub(crate) fn pattern(words: &str, draft: &str) {
    let words = words.replace(['\\', '"', '“', '”', '\n', '\r'], " ");
    let rules = format!(
        "record sample \"例\" {{\n  name \"名称\": text?\n  part \"部分\": money?\n  share \"占比\": percent?\n  \
         from text \"{words}\"\n}}\n\
         rule Z01 \"例\" for s: sample {{\n  severity warning\n  basis practice \"例\"\n  \
         check s.share < 90% else \"{{s.share}} {{s.part}} {{s.name}}\" at s.share\n}}\n"
    );
    let (mut sources, mut diagnostics) = (SourceMap::default(), Diagnostics::default());
    let manifest = sources.add("pack.yaml", "name: any\nversion: 0.1.0\n");
    let source = sources.add("any.gj", rules);
    let pack = Pack {
        manifest: Manifest::parse("any", manifest, &sources, &mut diagnostics),
        modules: vec![guiju::syntax::parse(source, &sources, &mut diagnostics)],
        word_lists: BTreeMap::new(),
        params: Vec::new(),
        used_only: false,
    };
    let layers = Layers { packs: vec![pack], settings: Vec::new() };
    let plan = guiju::typecheck::check(&layers, &sources, &mut diagnostics);
    diagnostics_stand(&diagnostics, &sources);
    let refused =
        diagnostics.iter().any(|one| one.labels.iter().any(|label| sources.slice(label.span).contains(&words)));
    if !refused {
        let pack = compiled(plan, sources);
        checked_with(&pack, "draft.txt", draft.as_bytes());
    }
}

fn compiled(plan: Plan, sources: SourceMap) -> CompiledPack {
    CompiledPack { plan, sources, diagnostics: Diagnostics::default(), choice: PackChoice::Asked, rules: Vec::new() }
}

/// The figures of any text stand in order, inside it, on character boundaries.
pub(crate) fn figures(text: &str) {
    let mut at = 0;
    for token in guiju::text::scan_figures(text) {
        assert!(token.range.start >= at && text.get(token.range.clone()).is_some(), "{token:?} in {text:?}");
        assert!(text.get(token.core.clone()).is_some_and(|core| !core.is_empty()), "{token:?} in {text:?}");
        assert!(token.range.start <= token.core.start && token.core.end <= token.range.end, "{token:?} in {text:?}");
        at = token.range.end;
    }
}

/// Any file gets a review or a reason why not; every place stands in its text; the outputs are the same each time and
/// hold nothing that steers a terminal.
pub(crate) fn check(name: &str, bytes: &[u8]) {
    checked_with(&PACK, name, bytes);
}

/// So does any sheet, whatever stands in its XML and in the code of its format.
pub(crate) fn sheet(inner: &str, code: &str) {
    let shared = "<t>指标</t>";
    let workbook = Workbook::new().formats(&[code]).strings(&[shared]).whole_sheet("表\u{202e}", "", inner);
    checked_with(&PACK, "a.xlsx", &workbook.bytes());
}

/// Any bytes as a Word file, or as the part of one that holds the text.
pub(crate) fn word(bytes: &[u8]) {
    if bytes.starts_with(b"PK") {
        return check("a.docx", bytes);
    }
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    writer.start_file("word/document.xml", zip::write::SimpleFileOptions::default()).expect("a part begins");
    writer.write_all(bytes).expect("a vector takes everything");
    check("a.docx", writer.finish().expect("a package ends").get_ref());
}

fn checked_with(pack: &CompiledPack, name: &str, bytes: &[u8]) {
    let check = || pack.check(name, vec![Input::new(name, bytes)], &Limits::default());
    let (once, again) = (check(), check());
    diagnostics_stand(&once.diagnostics, &once.sources);
    match &once.review {
        Some(review) => review_stands(review, &once.sources),
        None => assert!(once.diagnostics.has_errors(), "what cannot be checked says why"),
    }
    for format in [Format::Human, Format::Json, Format::Sarif] {
        for language in [Language::Chinese, Language::English] {
            let written = written(pack, &once, format, language);
            assert!(written == self::written(pack, &again, format, language), "the same file gives other bytes");
            let steers = |c: char| c.is_control() && c != '\n' || ('\u{202a}'..='\u{202e}').contains(&c);
            assert!(!written.contains(steers), "an output holds a character that steers a terminal");
        }
    }
}

fn written(pack: &CompiledPack, checked: &Checked, format: Format, language: Language) -> String {
    let material = Material {
        review: checked.review.as_ref(),
        sources: &checked.sources,
        diagnostics: &checked.diagnostics,
        rules: &pack.plan.rules,
    };
    let mut out = Vec::new();
    let look = Look { shows: Shows { unread: true, ..Shows::default() }, ..Look::plain(language) };
    guiju::reporter::write(format, &material, &look, &mut out).expect("a vector takes everything");
    String::from_utf8(out).expect("outputs are UTF-8")
}

fn review_stands(review: &Review, sources: &SourceMap) {
    let labels =
        |finding: &Finding| -> Vec<Label> { finding.primary.iter().chain(&finding.operands).cloned().collect() };
    for finding in &review.findings {
        labels(finding).iter().for_each(|label| stands_in(sources, label.span, &finding.code));
        finding.correction.iter().for_each(|fix| stands_in(sources, fix.span, &finding.code));
        assert!(!finding.message.zh.is_empty() && !finding.message.en.is_empty(), "{} says nothing", finding.code);
    }
    review.passed.iter().filter_map(|passed| passed.place).for_each(|place| stands_in(sources, place, "passed"));
    review.not_evaluated.iter().filter_map(|open| open.place).for_each(|place| stands_in(sources, place, "open"));
    review.unread.iter().for_each(|unread| stands_in(sources, unread.span, "unread"));
    review.unread_figures.iter().for_each(|unread| stands_in(sources, unread.span, "unread figure"));
}
