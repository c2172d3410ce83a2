//! Hostile Word files: a document or a clear message, within bounded time and memory.

use std::time::{Duration, Instant};

use guiju::diagnostic::Language;
use guiju::read::{Limits, word_text};
use proptest::prelude::*;

use super::properties::check_invariants;
use super::word::{Word, check_anchors, p, root, tbl, tc, zipped};
use super::{Outcome, open_with};

/// Reads bytes as a Word file, and holds what is read against what holds for every one.
fn open(bytes: &[u8]) -> Outcome {
    let outcome = open_with("a.docx", bytes, Limits::default());
    assert!(outcome.document.is_some() || !outcome.codes().is_empty(), "there is a document or a reason");
    if let Ok(word) = word_text(bytes, &Limits::default()) {
        check_anchors(&word, bytes);
        if let Some(document) = &outcome.document {
            let text = outcome.sources.text(document.source);
            assert_eq!(text, word.text());
            document.body.prose().into_iter().for_each(|prose| check_invariants(prose, text));
        }
    }
    outcome
}

fn said(outcome: &Outcome) -> String {
    assert!(outcome.document.is_none());
    outcome.message(Language::Chinese)
}

fn body(inner: &str) -> Outcome {
    open(&Word::of(inner).bytes())
}

/// A file whose part with the text is made of these bytes.
fn document(bytes: &[u8]) -> Vec<u8> {
    let mut parts = Word::of("").parts();
    parts.iter_mut().filter(|(name, _)| name == "word/document.xml").for_each(|(_, part)| *part = bytes.to_vec());
    zipped(&parts)
}

/// A file that uses what readers know.
fn rich() -> Word {
    let styles =
        "<w:style w:type=\"paragraph\" w:styleId=\"1\"><w:name w:val=\"heading 1\"/><w:basedOn w:val=\"1\"/></w:style>";
    let numbering = "<w:abstractNum w:abstractNumId=\"1\"><w:lvl w:ilvl=\"0\"><w:numFmt w:val=\"japaneseCounting\"/><w:lvlText w:val=\"%1、\"/></w:lvl></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"1\"/></w:num>";
    let heading = "<w:p><w:pPr><w:pStyle w:val=\"1\"/><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>概况</w:t></w:r></w:p>";
    let rows = [
        tc("<w:vMerge w:val=\"restart\"/>", "指标") + &tc("<w:gridSpan w:val=\"2\"/>", "目标"),
        tc("<w:vMerge/>", "") + &tc("", "5座") + &tc("", "6座"),
    ];
    let field = "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/><w:instrText>REF a</w:instrText><w:fldChar w:fldCharType=\"separate\"/><w:t>支出</w:t><w:fldChar w:fldCharType=\"end\"/></w:r><w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:r><w:t>12&amp;万元</w:t><w:footnoteReference w:id=\"2\"/></w:r></w:p>";
    let text = format!(
        "{heading}{field}{}{}<w:sectPr><w:headerReference r:id=\"h.xml\"/></w:sectPr>",
        tbl(&rows),
        p("完成率为97.5%。")
    );
    Word::of(&text)
        .with("styles", "styles.xml", styles)
        .with("numbering", "numbering.xml", numbering)
        .with("header", "h.xml", &p("甲局"))
        .with("footnotes", "f.xml", &format!("<w:footnote w:id=\"2\">{}</w:footnote>", p("注")))
}

#[test]
fn packages_that_unpack_to_too_much_are_told() {
    let bomb = document(&vec![b' '; 3 << 20]);
    assert!(bomb.len() < 20_000);
    let limits = Limits { unpacked: 1 << 20, ..Limits::default() };
    assert!(said(&open_with("a.docx", &bomb, limits)).contains("--max-unpacked"));
    // Many parts, each below the cap.
    let mut word = Word::of(&format!(
        "{}<w:sectPr><w:headerReference r:id=\"h0.xml\"/><w:headerReference r:id=\"h1.xml\"/></w:sectPr>",
        p("正文")
    ));
    for name in ["h0.xml", "h1.xml"] {
        word = word.with("header", name, &format!("{}{name}", " ".repeat(600_000)));
    }
    assert!(said(&open_with("a.docx", &word.bytes(), limits)).contains("h1.xml 时超过上限"));
    let many: Vec<_> = (0..10_000).map(|number| (format!("{number}"), Vec::new())).collect();
    assert!(said(&open(&zipped(&many))).contains("10000 个部件"));
    let mut parts = Word::of(&p("正文")).parts();
    parts.push(("../../outside.xml".to_owned(), Vec::new()));
    assert!(said(&open(&zipped(&parts))).contains("越出了压缩包"));
}

#[test]
fn entities_are_never_expanded() {
    let entities: String =
        (1..10).map(|n| format!("<!ENTITY a{n} \"{}\">", format!("&a{};", n - 1).repeat(10))).collect();
    let root = root("document", "<w:body><w:p><w:r><w:t>支出&a9;&a9;万元</w:t></w:r></w:p></w:body>");
    let xml = root.replacen("?>", &format!("?><!DOCTYPE x [<!ENTITY a0 \"哈\">{entities}]>"), 1);
    let outcome = open(&document(xml.as_bytes()));
    let source = outcome.document.as_ref().expect("it is read").source;
    assert_eq!(outcome.sources.text(source), "支出\u{FFFD}\u{FFFD}万元");
}

#[test]
fn deep_nesting_is_read_or_told() {
    let nested = |depth: usize| {
        let open = "<w:tbl><w:tr><w:tc><w:p/>".repeat(depth);
        format!("{open}{}{}", p("底"), "</w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>".repeat(depth))
    };
    assert!(body(&nested(60)).document.is_some());
    assert!(said(&body(&nested(70))).contains("嵌套过深"));
    let boxes =
        format!("{}{}{}", "<w:p><w:r><w:txbxContent>".repeat(60), p("底"), "</w:txbxContent></w:r></w:p>".repeat(60));
    assert!(body(&boxes).document.is_some());
}

#[test]
fn a_file_cut_anywhere_is_read_or_told() {
    let bytes = rich().bytes();
    for end in (0..bytes.len()).step_by(97) {
        open(bytes.get(..end).expect("it is shorter"));
    }
    let part = rich().parts().remove(2).1;
    for end in (0..part.len()).step_by(97) {
        said(&open(&document(part.get(..end).expect("it is shorter"))));
    }
}

#[test]
fn values_beyond_all_measure_do_no_harm() {
    let words = "绩效".repeat(16_383) + "。";
    let long = body(&tbl(&[tc("", &words) + &tc("", "乙")]));
    assert_eq!(long.cells(), [words.as_str(), "乙"]);
    for value in ["4294967295", "99999999999999999999", "-1", "x", "", "1024"] {
        let val = format!("w:val=\"{value}\"");
        let row = format!(
            "<w:trPr><w:gridBefore {val}/></w:trPr>{}",
            tc(&format!("<w:gridSpan {val}/><w:vMerge {val}/>"), "甲")
        );
        let item = format!(
            "<w:p><w:pPr><w:outlineLvl {val}/><w:numPr><w:ilvl {val}/><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>乙</w:t><w:sym w:char=\"{value}\"/></w:r></w:p>"
        );
        let numbering = format!(
            "<w:abstractNum w:abstractNumId=\"1\"><w:lvl w:ilvl=\"0\"><w:start {val}/><w:numFmt w:val=\"upperLetter\"/><w:lvlRestart {val}/><w:lvlText w:val=\"%1%9%0%\"/></w:lvl></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"1\"/></w:num>"
        );
        let word = Word::of(&format!("{}{item}{item}", tbl(&[row.clone(), row]))).with(
            "numbering",
            "numbering.xml",
            &numbering,
        );
        assert!(open(&word.bytes()).document.is_some(), "{value}");
    }
}

#[test]
fn elements_without_end_are_told() {
    let much = |outcome: &Outcome| assert!(said(outcome).contains("远多于任何报告"), "{}", said(outcome));
    much(&body(&"<w:p/>".repeat(1_000_001)));
    let numbered = |one: &str| -> String { (0..20_000).map(|n| one.replace("\"N\"", &format!("\"{n}\""))).collect() };
    let lists = numbered("<w:abstractNum w:abstractNumId=\"N\"/>");
    much(&open(&Word::of(&p("正文")).with("numbering", "n.xml", &lists).bytes()));
    let styles = numbered("<w:style w:styleId=\"N\"/>");
    much(&open(&Word::of(&p("正文")).with("styles", "s.xml", &styles).bytes()));
}

#[test]
fn tables_with_more_places_than_any_are_told() {
    let wide =
        format!("<w:tbl>{}</w:tbl>", format!("<w:tr>{}</w:tr>", tc("<w:gridSpan w:val=\"1000\"/>", "甲")).repeat(4100));
    assert!(said(&body(&wide)).contains("远多于任何报告"));
}

#[test]
fn prefixes_and_attributes_without_end_are_told_or_passed() {
    let bound: String = (0..1000)
        .map(|n| format!(" xmlns:a{n}=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""))
        .collect();
    let started = Instant::now();
    assert!(said(&body(&format!("<w:p{bound}/>"))).contains("远多于任何报告"));
    let many: String = (0..50_000).map(|n| format!(" a{n}=\"\"")).collect();
    assert!(body(&format!("<w:p><w:r><w:t{many}>甲</w:t></w:r></w:p>")).document.is_some());
    assert!(started.elapsed() < Duration::from_secs(10), "no search grows with the square");
}

/// Elements in any order, closed where they must be.
fn any_xml() -> impl Strategy<Value = String> {
    const OPEN: &[&str] = &[
        "w:p",
        "w:pPr",
        "w:rPr",
        "w:r",
        "w:t",
        "w:tbl",
        "w:tr",
        "w:trPr",
        "w:tc",
        "w:tcPr",
        "w:txbxContent",
        "w:del",
        "w:ins",
        "w:numPr",
        "w:sectPr",
        "mc:AlternateContent",
        "mc:Choice",
        "mc:Fallback",
        "m:d",
        "m:t",
        "w:footnote",
    ];
    const WHOLE: &[&str] = &[
        "<w:vMerge/>",
        "<w:vMerge w:val=\"restart\"/>",
        "<w:hMerge/>",
        "<w:gridSpan w:val=\"3\"/>",
        "<w:gridBefore w:val=\"2\"/>",
        "<w:fldChar w:fldCharType=\"begin\"/>",
        "<w:fldChar w:fldCharType=\"separate\"/>",
        "<w:fldChar w:fldCharType=\"end\"/>",
        "<w:br w:type=\"page\"/>",
        "<w:br/>",
        "<w:tab/>",
        "<w:vanish/>",
        "<w:del/>",
        "<w:lastRenderedPageBreak/>",
        "<w:pageBreakBefore/>",
        "<w:numId w:val=\"1\"/>",
        "<w:pStyle w:val=\"1\"/>",
        "<w:t>支出12万元。</w:t>",
        "<w:t> 甲\n乙&amp; </w:t>",
        "<m:den/>",
        "12",
        "&lt;",
        "<![CDATA[丙]]>",
        "<w:p/>",
        "<w:tc/>",
    ];
    let step = prop_oneof![
        4 => proptest::sample::select(OPEN).prop_map(Some).prop_map(Step::Open),
        4 => proptest::sample::select(WHOLE).prop_map(Step::Whole),
        3 => Just(Step::Open(None)),
    ];
    proptest::collection::vec(step, 0..80).prop_map(|steps| {
        let mut xml = String::new();
        let mut open = Vec::new();
        for step in steps {
            match step {
                Step::Open(Some(name)) => {
                    xml.extend(["<", name, ">"]);
                    open.push(name);
                }
                Step::Open(None) => xml.extend(open.pop().map(|name| format!("</{name}>"))),
                Step::Whole(piece) => xml += piece,
            }
        }
        xml.extend(open.iter().rev().map(|name| format!("</{name}>")));
        xml
    })
}

/// What comes next in the XML; the element opened last is closed where nothing is opened.
#[derive(Debug, Clone)]
enum Step {
    Open(Option<&'static str>),
    Whole(&'static str),
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn no_bytes_make_the_reader_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        open(&[b"PK\x03\x04".as_slice(), &bytes].concat());
        open(&document(&bytes));
    }

    #[test]
    fn no_damaged_package_makes_the_reader_panic(at in any::<proptest::sample::Index>(), byte in any::<u8>(), length in 0_usize..40) {
        let mut bytes = rich().bytes();
        let at = at.index(bytes.len());
        let end = (at + length).min(bytes.len());
        bytes.splice(at..end, [byte]);
        open(&bytes);
    }

    #[test]
    fn no_damaged_part_makes_the_reader_panic(part in any::<proptest::sample::Index>(), at in any::<proptest::sample::Index>(), byte in any::<u8>(), length in 0_usize..40) {
        let mut parts = rich().parts();
        let part = part.index(parts.len());
        let bytes = &mut parts.get_mut(part).expect("is there").1;
        let at = at.index(bytes.len());
        let end = (at + length).min(bytes.len());
        bytes.splice(at..end, [byte]);
        open(&zipped(&parts));
    }

    #[test]
    fn elements_in_any_order_are_read(xml in any_xml()) {
        let outcome = body(&xml);
        prop_assert!(outcome.document.is_some() || outcome.codes() == ["read::no_words"], "{:?}", outcome.codes());
    }
}
