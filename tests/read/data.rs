//! YAML and JSON to trees, and the mistakes in them.

use std::fmt::Write as _;

use guiju::diagnostic::Language;
use guiju::document::{Node, NodeKind};
use guiju::source::Span;

use super::{Outcome, open};

/// The tree with the source words of every key and leaf.
fn shown(outcome: &Outcome, node: &Node, into: &mut String) {
    let words = |span: Span| outcome.sources.slice(span);
    match &node.kind {
        NodeKind::Null => into.push_str("null"),
        NodeKind::Bool(value) => write!(into, "{value}").expect("writes"),
        NodeKind::Scalar { text, quoted } => {
            let mark = if *quoted { "'" } else { "" };
            write!(into, "{mark}{text}{mark}@{}", words(node.span)).expect("writes");
        }
        NodeKind::List(items) => {
            into.push('[');
            for item in items {
                shown(outcome, item, into);
                into.push(' ');
            }
            into.push(']');
        }
        NodeKind::Map(entries) => {
            into.push('{');
            for (key, value) in entries {
                write!(into, "{}@{}=", key.value, words(key.span)).expect("writes");
                shown(outcome, value, into);
                into.push(' ');
            }
            into.push('}');
        }
    }
}

fn tree(outcome: &Outcome) -> String {
    let mut text = String::new();
    shown(outcome, outcome.node(), &mut text);
    text
}

#[test]
fn json_keeps_digits_and_places() {
    let outcome = open(
        "a.json",
        "\u{FEFF}{\"部门\": \"水务局\", \"率\": 95.00, \"大\": 12345678901234567890.10, \"表\": [null, true, 1e5, \"甲\\n乙\"]}",
    );
    assert_eq!(
        tree(&outcome),
        "{部门@\"部门\"='水务局'@\"水务局\" 率@\"率\"=95.00@95.00 大@\"大\"=12345678901234567890.10@12345678901234567890.10 \
         表@\"表\"=[null true 1e5@1e5 '甲\n乙'@\"甲\\n乙\" ] }"
    );
    assert!(outcome.diagnostics.is_empty());
}

#[test]
fn json_mistakes_are_named_at_their_place() {
    let cases = [
        ("{\"a\": 1,}", "read::json_trailing_comma", "}"),
        ("[1, 2,]", "read::json_trailing_comma", "]"),
        ("{\"a\": 1 /* 注 */}", "read::json_comment", "/* 注 */"),
        ("// 注\n{}", "read::json_comment", "// 注"),
        ("{'a': 1}", "read::json_syntax", "'"),
        ("{\"a\": 012}", "read::json_syntax", "12"),
        ("{\"a\": .5}", "read::json_syntax", "."),
        ("{\"a\" 1}", "read::json_syntax", "1"),
        ("{\"a\": 1 \"b\": 2}", "read::json_syntax", "\"b\""),
        ("{\"a\": [1, 2}", "read::json_syntax", "}"),
        ("{\"a\": [1, 2", "read::json_syntax", "["),
        ("{\"a\": 优}", "read::json_syntax", "优"),
        ("{} {}", "read::json_syntax", "{"),
        ("{\"a\": \"b", "read::json_syntax", "\"b"),
    ];
    for (text, code, words) in cases {
        let outcome = open("a.json", text);
        assert!(outcome.document.is_none(), "{text}");
        assert_eq!((outcome.codes(), outcome.labelled()), (vec![code], vec![words]), "{text}");
    }
}

#[test]
fn json_mistakes_that_leave_the_data_readable() {
    let outcome = open("a.json", "{\"得分\": 90, \"等级\": \"良\", \"得分\": 95}");
    assert_eq!((outcome.codes(), outcome.labelled()), (vec!["read::duplicate_key"], vec!["\"得分\"", "\"得分\""]));
    assert_eq!(tree(&outcome), "{得分@\"得分\"=90@90 等级@\"等级\"='良'@\"良\" }");
    let outcome = open("a.json", "{\"说明\": \"第一行\n第二行\"}");
    assert_eq!((outcome.codes(), outcome.labelled()), (vec!["read::json_control_character"], vec!["\n"]));
    assert!(outcome.document.is_some());
}

#[test]
fn yaml_keeps_digits_and_places() {
    let text = "部门: 水务局   # 注释\n率: 95.00\n编号: \"007\"\n空:\n说明: |\n  第一行\n  第二行\n\n表:\n  - {名: 泵站, 值: 12}\n  - 1_000\n旗: yes\n";
    let outcome = open("a.yaml", text);
    assert!(outcome.diagnostics.is_empty());
    assert_eq!(
        tree(&outcome),
        "{部门@部门=水务局@水务局 率@率=95.00@95.00 编号@编号='007'@\"007\" 空@空=null \
         说明@说明='第一行\n第二行\n'@第一行\n  第二行 表@表=[{名@名=泵站@泵站 值@值=12@12 } 1_000@1_000 ] 旗@旗=yes@yes }"
    );
    let list = outcome.node().get("表").expect("a list");
    assert_eq!(outcome.sources.slice(list.span), "- {名: 泵站, 值: 12}\n  - 1_000");
}

#[test]
fn yaml_mistakes_are_named_at_their_place() {
    let cases = [
        ("甲:\n\t乙: 1\n", "read::yaml_tab", "Tab"),
        ("甲: [1, 2\n乙: 3\n", "read::yaml_syntax", "成对"),
        ("甲: \"没有右引号\n", "read::yaml_syntax", "引号"),
        ("甲：1\n乙: 2\n", "read::yaml_syntax", "："),
        ("甲: @abc\n", "read::yaml_syntax", "引号"),
        ("? [1, 2]\n: 3\n", "read::yaml_key", "引号"),
    ];
    for (text, code, words) in cases {
        let outcome = open("a.yaml", text);
        assert!(outcome.document.is_none(), "{text}");
        assert_eq!(outcome.codes(), [code], "{text}: {}", outcome.message(Language::Chinese));
        let said = outcome.message(Language::Chinese);
        assert!(said.contains(words), "{text}: {said}");
    }
}

#[test]
fn yaml_mistakes_that_leave_the_data_readable() {
    let outcome = open("a.yaml", "得分: 90\n等级: 良\n得分: 95\n");
    assert_eq!((outcome.codes(), outcome.labelled()), (vec!["read::duplicate_key"], vec!["得分", "得分"]));
    assert_eq!(tree(&outcome), "{得分@得分=90@90 等级@等级=良@良 }");
    let outcome = open("a.yaml", "甲: *无\n乙: 1\n");
    assert_eq!((outcome.codes(), outcome.labelled()), (vec!["read::yaml_alias"], vec!["*无"]));
    assert_eq!(tree(&outcome), "{甲@甲=null 乙@乙=1@1 }");
    let outcome = open("a.yaml", "甲: 1\n---\n甲: 2\n");
    assert_eq!((outcome.codes(), outcome.labelled()), (vec!["read::yaml_documents"], vec!["---"]));
    assert_eq!(tree(&outcome), "{甲@甲=1@1 }");
    let outcome = open("a.yaml", "底: &底 {甲: 1}\n用:\n  <<: *底\n");
    assert_eq!(outcome.codes(), ["read::yaml_merge"]);
}

#[test]
fn data_without_keys_is_told() {
    for (name, text) in [("a.yaml", "部门：水务局\n年度：2022\n"), ("a.yaml", "# 只有注释\n"), ("a.json", "\"水务局\"")]
    {
        assert_eq!(open(name, text).codes(), ["read::no_keys"], "{text}");
    }
}

#[test]
fn yaml_aliases_stand_for_their_anchors() {
    let outcome = open("a.yaml", "甲: &率 95.5\n乙: *率\n丙: &表 [1, 2]\n丁: *表\n");
    assert!(outcome.diagnostics.is_empty());
    assert_eq!(tree(&outcome), "{甲@甲=95.5@95.5 乙@乙=95.5@*率 丙@丙=[1@1 2@2 ] 丁@丁=[1@1 2@2 ] }");
}
