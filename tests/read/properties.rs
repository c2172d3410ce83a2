//! What holds for every input.

use guiju::document::{Document, DocumentBody, Prose};
use guiju::read::{Limits, prose_from_text};
use guiju::source::SourceId;
use proptest::prelude::*;

use super::{open, open_with};

/// What holds for every prose: ranges nest and follow one another, and every flow character maps to its own.
pub(super) fn check_invariants(prose: &Prose, text: &str) {
    let flow = prose.flow.text();
    let mut end = 0;
    for paragraph in &prose.paragraphs {
        assert!(paragraph.range.start >= end && paragraph.range.start < paragraph.range.end);
        assert!(flow.get(paragraph.range.clone()).is_some_and(|words| !words.contains('\n')));
        assert!((paragraph.section.0 as usize) < prose.sections.len());
        end = paragraph.range.end;
    }
    let mut end = 0;
    for sentence in &prose.sentences {
        let paragraph = prose.paragraphs.get(sentence.paragraph.0 as usize).expect("is there");
        assert!(paragraph.range.start <= sentence.range.start && sentence.range.end <= paragraph.range.end);
        assert!(sentence.range.start >= end);
        end = sentence.range.end;
    }
    let mut end = 0;
    for clause in &prose.clauses {
        let sentence = prose.sentences.get(clause.sentence.0 as usize).expect("is there");
        assert!(sentence.range.start <= clause.range.start && clause.range.end <= sentence.range.end);
        assert!(clause.range.start >= end && clause.figures.start <= clause.figures.end);
        end = clause.range.end;
    }
    let mut end = 0;
    for figure in &prose.figures {
        assert!(figure.range.start >= end && figure.range.start <= figure.core.start);
        assert!(figure.core.start < figure.core.end && figure.core.end <= figure.range.end);
        assert!(flow.get(figure.range.clone()).is_some() && flow.get(figure.core.clone()).is_some());
        end = figure.range.end;
    }
    for section in &prose.sections {
        assert!(flow.get(section.body.clone()).is_some() && flow.get(section.title.clone()).is_some());
    }
    for range in prose.paragraphs.iter().map(|one| one.range.clone()) {
        assert!(text.get(prose.span(range).range()).is_some(), "spans stand on characters");
    }
}

/// The half-width twin that a flow writes for a character.
fn narrowed(c: char) -> char {
    match c {
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '％' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '．' => '.',
        _ => c,
    }
}

fn maps_back(prose: &Prose, text: &str) {
    for (at, c) in prose.flow.text().char_indices() {
        let words = text.get(prose.span(at..at + c.len_utf8()).range()).unwrap_or("<no place>");
        let is_same = words.chars().eq([c]) || words.chars().map(narrowed).eq([c]);
        assert!(is_same || matches!(c, ' ' | '\t' | '\n'), "{c:?} came from {words:?}");
    }
}

/// Text made of what reports are made of, in any order.
fn report_like() -> impl Strategy<Value = String> {
    let pieces = proptest::sample::select(vec![
        "一、",
        "（一）",
        "1.",
        "1、",
        "（1）",
        "①",
        "第一部分",
        "预算执行",
        "支出",
        "完成率",
        "12.5",
        "1,234.50",
        "９５％",
        "23.38 %",
        "万元",
        "亿元",
        "人次",
        "个百分点",
        "约",
        "超",
        "近",
        "多",
        "余",
        "以上",
        "左右",
        "，",
        "。",
        "；",
        "：",
        "、",
        "“",
        "”",
        "（",
        "）",
        "《",
        "》",
        "\n",
        "\n\n",
        "\r\n",
        "\t",
        " ",
        "\u{3000}",
        "\u{C}",
        "三年来",
        "百分之七十六",
        "壹佰",
        "二〇二二年",
        "2022年",
        "5月",
        "20日",
        "〔2022〕10号",
        "1+1+N",
        "A4",
        "-",
        "~",
        "/",
        ":",
        "十",
        "万",
        "第",
        "一是",
        "￥",
        "．",
        "\u{200B}",
        "é",
        "𠮷",
        "|",
        "#",
        "`",
        "- ",
    ]);
    proptest::collection::vec(pieces, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn every_flow_character_comes_from_its_own_place(text in report_like()) {
        let (body, _) = prose_from_text(SourceId(0), &text);
        let prose = body.prose().expect("a text has sentences");
        check_invariants(prose, &text);
        maps_back(prose, &text);
    }

    #[test]
    fn no_bytes_make_a_reader_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200), name in "[a-z]{1,3}\\.(txt|md|yaml|json|x)") {
        let _ = open_with(&name, &bytes, Limits::default());
    }

    #[test]
    fn no_text_makes_a_reader_panic(text in report_like(), extra in "\\PC{0,40}") {
        for name in ["a.txt", "a.md", "a.yaml", "a.json"] {
            let text = format!("{extra}{text}{extra}");
            let outcome = open(name, &text);
            if let Some(Document { body: DocumentBody::Prose(prose), .. }) = &outcome.document {
                check_invariants(prose, outcome.sources.text(prose.flow.source()));
            }
        }
    }

    #[test]
    fn no_damaged_data_makes_a_reader_panic(cut in 0usize..90, byte in any::<u8>()) {
        for (name, good) in [("a.json", "{\"部门\": \"局\", \"率\": [95.0, null, {\"a\": true}], \"b\": \"\\u4e2d\"}"), ("a.yaml", "部门: &a 局\n率:\n  - 95.0\n  - {a: *a}\n说明: |\n  文\n")] {
            let mut bytes = good.as_bytes().to_vec();
            let at = cut % bytes.len();
            if let Some(slot) = bytes.get_mut(at) { *slot = byte; }
            let _ = open_with(name, &bytes, Limits::default());
            bytes.truncate(at);
            let _ = open_with(name, &bytes, Limits::default());
        }
    }
}
