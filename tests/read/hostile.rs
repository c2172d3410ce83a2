//! Inputs made to hang, to overflow or to eat memory. Nothing here looks at a clock: a reader that walks over all it has
//! read for each piece of these texts would not come to an end.

use std::fmt::Write as _;

use guiju::document::{Document, DocumentBody, NodeKind};
use guiju::read::Limits;

use super::properties::check_invariants;
use super::{open, open_with};

#[test]
fn alias_bombs_are_refused() {
    let mut wide = String::from("a0: &a0 [1,1,1,1,1,1,1,1,1]\n");
    let mut deep = String::from("a0: &a0 [[[[[[[[[[1]]]]]]]]]]\n");
    for level in 1..40 {
        let below = level - 1;
        let copies = vec![format!("*a{below}"); 9].join(",");
        writeln!(wide, "a{level}: &a{level} [{copies}]").expect("writes");
        writeln!(deep, "a{level}: &a{level} [[[[[[[[[[*a{below}]]]]]]]]]]").expect("writes");
    }
    let mut long = format!("a: &a {}\nb: [", "长".repeat(100_000));
    long += &vec!["*a"; 20_000].join(",");
    long.push(']');
    assert_eq!(open("a.yaml", &wide).codes(), ["read::too_many_nodes"]);
    assert_eq!(open("a.yaml", &deep).codes(), ["read::too_deep"]);
    assert_eq!(open("a.yaml", &long).codes(), ["read::too_many_nodes"]);
    assert_eq!(open("a.yaml", "a: &a [*a]\n").codes(), ["read::yaml_alias"]);
}

#[test]
fn a_hundred_thousand_brackets_are_too_deep() {
    for open_bracket in ["[", "{\"a\":", "- "] {
        let text = open_bracket.repeat(100_000);
        for name in ["a.json", "a.yaml"] {
            let unbounded = Limits { depth: usize::MAX, ..Limits::default() };
            for limits in [Limits::default(), unbounded] {
                let outcome = open_with(name, text.as_bytes(), limits);
                assert!(outcome.document.is_none() && outcome.diagnostics.len() == 1, "{name} {open_bracket}");
            }
        }
    }
    assert_eq!(open("a.json", &"[".repeat(100_000)).codes(), ["read::too_deep"]);
    assert_eq!(open("a.yaml", &"[".repeat(100_000)).codes(), ["read::too_deep"]);
}

#[test]
fn repeated_keys_are_found_in_linear_time_and_told_in_moderation() {
    let mut text = String::from("{");
    for round in 0..2 {
        for key in 0..100_000 {
            write!(text, "{}\"k{key}\":{round}", if text.len() > 1 { "," } else { "" }).expect("writes");
        }
    }
    text.push('}');
    let outcome = open("a.json", &text);
    assert_eq!(outcome.diagnostics.len(), 20);
    let NodeKind::Map(entries) = &outcome.node().kind else { panic!("a map") };
    assert_eq!(entries.len(), 100_000);
}

#[test]
fn a_text_of_one_thing_repeated_stays_linear() {
    let pieces = [
        "预算执行率",
        "9",
        "一",
        "百",
        "第",
        "，",
        "。",
        "“",
        "（",
        "（一",
        "1,234,",
        "1.",
        "1+",
        "1-",
        "1、",
        "约",
        "近3",
        "\t",
        "　",
        " 1",
        "1 ",
        "万",
        "1万",
        "百分之",
        "1分之",
        "2022-",
        "〔2022〕",
        "\n",
        "\r\n",
        "\n\n1、",
        "a\n",
        "《",
        "1/",
        "1:",
        "￥",
        "-",
        "+",
        "多",
        "1多",
        "\u{C}",
        "\n第3页\n",
        "预算管理工作完成情况说明以及有关事项的通知内容\n",
        "一是",
        "“1",
        "。”",
        "，1,",
    ];
    for piece in pieces {
        let text = piece.repeat((1 << 18) / piece.len());
        for name in ["a.txt", "a.md"] {
            if let Some(Document { body: DocumentBody::Prose(prose), .. }) = open(name, &text).document {
                check_invariants(&prose, &text);
            }
        }
    }
    let line = "全年安排512.60万元，支出498.20万元，执行率97.19%。".repeat(80_000);
    assert_eq!(open("a.txt", &line).prose().figures.len(), 240_000);
}
