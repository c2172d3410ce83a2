//! The readers at their door: bytes in, a document or a worded diagnostic out.

#![expect(clippy::expect_used, clippy::panic, reason = "a test stops where what it needs is missing")]

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use guiju::diagnostic::{Diagnostics, Language};
use guiju::document::{Document, DocumentBody, Node, NodeKind, Prose};
use guiju::read::{Limits, READ_CODES, prose_from_text, read};
use guiju::source::{Encoding, SourceId, SourceMap, Span};
use proptest::prelude::*;

/// A file that was read, with what was said about it.
struct Outcome {
    document: Option<Document>,
    sources: SourceMap,
    diagnostics: Diagnostics,
}

impl Outcome {
    fn codes(&self) -> Vec<&'static str> {
        self.diagnostics.iter().map(|one| one.code).collect()
    }

    fn node(&self) -> &Node {
        match self.document.as_ref().map(|document| &document.body) {
            Some(DocumentBody::Data(node)) => node,
            other => panic!("no data: {other:?}, {:?}", self.codes()),
        }
    }

    fn prose(&self) -> &Prose {
        match self.document.as_ref().map(|document| &document.body) {
            Some(DocumentBody::Prose(prose)) => prose,
            other => panic!("no prose: {other:?}, {:?}", self.codes()),
        }
    }

    /// The words under each label of the first diagnostic.
    fn labelled(&self) -> Vec<&str> {
        let first = self.diagnostics.iter().next();
        first.map_or_else(Vec::new, |one| one.labels.iter().map(|label| self.sources.slice(label.span)).collect())
    }

    fn message(&self, language: Language) -> String {
        let Some(first) = self.diagnostics.iter().next() else { return String::new() };
        let help = first.help.as_ref().map_or("", |help| help.get(language));
        format!("{} / {help}", first.message.get(language))
    }
}

fn open_with(name: &str, bytes: &[u8], limits: Limits) -> Outcome {
    let mut sources = SourceMap::default();
    let mut diagnostics = Diagnostics::default();
    let document = read(name, bytes, &limits, &mut sources, &mut diagnostics);
    for one in diagnostics.iter() {
        assert!(READ_CODES.iter().any(|known| known.code == one.code), "{} is listed", one.code);
        assert!(!one.message.zh.is_empty() && !one.message.en.is_empty(), "{} speaks both languages", one.code);
        assert!(one.help.as_ref().is_some_and(|help| !help.zh.is_empty() && !help.en.is_empty()), "{} helps", one.code);
    }
    Outcome { document, sources, diagnostics }
}

fn open(name: &str, text: &str) -> Outcome {
    open_with(name, text.as_bytes(), Limits::default())
}

fn paragraphs(prose: &Prose) -> Vec<&str> {
    prose.paragraphs.iter().map(|paragraph| prose.slice(paragraph.range.clone())).collect()
}

/// Headings as `level title`, in order.
fn headings(prose: &Prose) -> Vec<String> {
    let titled = prose.paragraphs.iter().filter_map(|paragraph| paragraph.heading.as_ref());
    titled.map(|heading| format!("{} {}", heading.level, prose.slice(heading.title.clone()))).collect()
}

// ---- files that cannot be read --------------------------------------------------------------------------------------

#[test]
fn a_file_that_cannot_be_read_says_why_and_what_to_do() {
    let cases: [(&str, &[u8], &str, &str); 9] = [
        ("空.txt", b"", "read::empty", "没有内容"),
        ("空.yaml", "\u{FEFF} \n\t\n".as_bytes(), "read::empty", "没有内容"),
        ("报告.docx", b"PK\x03\x04rest", "read::unsupported_format", "另存为"),
        ("台账.xlsx", b"PK\x03\x04rest", "read::unsupported_format", "YAML"),
        ("公告.pdf", b"%PDF-1.7", "read::unsupported_format", "pdftotext"),
        ("没有扩展名", b"%PDF-1.4 x", "read::unsupported_format", "pdftotext"),
        ("旧.wps", &[0xD0, 0xCF, 0x11, 0xE0, 0xA1], "read::unsupported_format", "纯文本"),
        ("乱码.txt", &[0x13, 0x00, 0x88, 0xFE], "read::not_text", "第 2 个字节"),
        (
            "半截.txt",
            &[0xE9, 0xA2, 0x84, 0xE7, 0xAE, 0x97, 0xE6, 0x95, 0xB0, 0xE4, 0xB8, 0xAD, 0xE5],
            "read::damaged_text",
            "第 13 个字节",
        ),
    ];
    for (name, bytes, code, words) in cases {
        let outcome = open_with(name, bytes, Limits::default());
        assert!(outcome.document.is_none(), "{name}");
        assert_eq!(outcome.codes(), [code], "{name}");
        let said = outcome.message(Language::Chinese);
        assert!(said.contains(words), "{name}: {said}");
    }
}

#[test]
fn a_limit_names_its_option() {
    let bytes = open_with("大.txt", "预算执行".repeat(10).as_bytes(), Limits { bytes: 100, ..Limits::default() });
    assert_eq!(bytes.codes(), ["read::too_large"]);
    assert!(bytes.message(Language::English).contains("--max-bytes 120"));
    for name in ["深.json", "深.yaml"] {
        let depth = open_with(name, b"[[[[1]]]]", Limits { depth: 3, ..Limits::default() });
        assert_eq!((depth.codes(), depth.labelled()), (vec!["read::too_deep"], vec!["["]), "{name}");
        assert!(depth.message(Language::Chinese).contains("--max-depth"), "{name}");
        assert!(open_with(name, b"[[[1]]]", Limits { depth: 3, ..Limits::default() }).document.is_some(), "{name}");
        let nodes = open_with(name, b"[1, 2, 3, 4]", Limits { nodes: 4, ..Limits::default() });
        assert_eq!((nodes.codes(), nodes.labelled()), (vec!["read::too_many_nodes"], vec!["4"]), "{name}");
        assert!(nodes.message(Language::English).contains("--max-nodes"), "{name}");
    }
}

#[test]
fn gbk_and_utf16_read_like_utf8_and_keep_original_places() {
    let text = "一、绩效自评\r\n自评得分为93.5分。";
    let gbk = encoding_rs::GB18030.encode(text).0.into_owned();
    let outcome = open_with("gbk.txt", &gbk, Limits::default());
    let prose = outcome.prose();
    let span = prose.span(prose.figures.last().expect("a score").core.clone());
    assert_eq!(outcome.sources.slice(span), "93.5分");
    let file = outcome.sources.file(span.source);
    assert_eq!(file.encoding(), Encoding::Gb18030);
    let original = file.encoding().original_offset(file.text(), span.start as usize);
    assert!(gbk.get(original..).is_some_and(|rest| rest.starts_with(b"93.5")));
}

// ---- prose ----------------------------------------------------------------------------------------------------------

#[test]
fn words_cut_by_a_page_are_joined() {
    let text = "部门整体支出自评报告\n\n（2023年）\n\n填报单位：某市园林绿化管理服务中心\n\n一、主要职责\n\n\
        1、负责城区公园的日常养护，组织苗木更新，指导社区开\n\n展义务植树活动，落实古树名木保护。\n\n\
        2、完成上级交办的事项，配合做好“绿美\n\n社区”创建工作。\n\u{C}\
        二、资金情况\n\n全年安排养护资金512.60万元，实际支出\n- 4 -\n\u{C}498.20万元，结余14.40万元，主要用于补植，按规\n\n 12 \n\n定结转下年。\n";
    let outcome = open("a.txt", text);
    assert_eq!(
        paragraphs(outcome.prose()),
        [
            "部门整体支出自评报告",
            "（2023年）",
            "填报单位：某市园林绿化管理服务中心",
            "一、主要职责",
            "1、负责城区公园的日常养护，组织苗木更新，指导社区开展义务植树活动，落实古树名木保护。",
            "2、完成上级交办的事项，配合做好“绿美社区”创建工作。",
            "二、资金情况",
            "全年安排养护资金512.60万元，实际支出498.20万元，结余14.40万元，主要用于补植，按规定结转下年。",
        ]
    );
    // A cut word is covered with the page break inside.
    let prose = outcome.prose();
    let at = prose.flow.text().find("规定结转").expect("joined");
    assert_eq!(outcome.sources.slice(prose.span(at..at + "规定".len())), "规\n\n 12 \n\n定");
}

#[test]
fn hard_wrapped_lines_are_joined_and_indented_ones_begin_a_paragraph() {
    let text = "\u{3000}\u{3000}本中心全年围绕年度目标推进各项工作，加快项目建设进度，\n切实提高财政资金使用效益，按时完成了年初确定的各项任务并通过\n验收。\n\
                \u{3000}\u{3000}下一步将完善制度，细化指标，加强跟踪问效，确保项目按照计\n\u{3000}\u{3000}另起一段的文字。";
    let outcome = open("a.txt", text);
    let found = paragraphs(outcome.prose());
    assert_eq!(found.len(), 3, "{found:?}");
    assert!(found.first().is_some_and(|first| first.ends_with("各项任务并通过验收。")));
}

#[test]
fn lines_of_forms_lists_and_tables_stay_apart() {
    let text = "填报单位：某某市农业农村和水利事务综合保障中心\n填报日期：2023年4月\n指标名称\t目标值\t完成值\n新建泵站数量\t12\t12\n\
                培训农户人次数及覆盖率\t3000\t3120\n合计\n30\n25\n";
    let outcome = open("a.txt", text);
    assert_eq!(paragraphs(outcome.prose()).len(), 8);
    let clauses: Vec<&str> =
        outcome.prose().clauses.iter().map(|clause| outcome.prose().slice(clause.range.clone())).collect();
    assert!(clauses.contains(&"新建泵站数量") && clauses.contains(&"3120"), "{clauses:?}");
}

#[test]
fn headings_make_a_tree_and_list_items_do_not() {
    let text = "某局自评报告\n\n一、基本情况\n\n（一）主要职责。\n\n1、贯彻执行有关方针政策。\n\n2、拟订年度计划并组织实施，统筹项目管理。\n\n\
        3、完成交办的其他任务。\n\n（二）年度任务\n\n1．重点项目\n\n推进管网改造。\n\n（1）管网更新\n\n更新12.5公里。\n\n二、自评情况\n\n自评良好。\n\n\
        1.5万元用于宣传。\n\n2023年度任务已完成\n\n3、支出合计45.20万元";
    let outcome = open("a.txt", text);
    let prose = outcome.prose();
    assert_eq!(headings(prose), ["1 基本情况", "2 主要职责", "2 年度任务", "3 重点项目", "4 管网更新", "1 自评情况"]);
    let tree: Vec<(u8, Option<u32>)> =
        prose.sections.iter().map(|section| (section.level, section.parent.map(|parent| parent.0))).collect();
    assert_eq!(tree, [(0, None), (1, Some(0)), (2, Some(1)), (2, Some(1)), (3, Some(3)), (4, Some(4)), (1, Some(0))]);
    let body = prose.sections.get(1).map(|section| prose.slice(section.body.clone())).unwrap_or_default();
    assert!(body.starts_with("（一）主要职责。") && body.ends_with("更新12.5公里。"), "{body}");
    let title = prose.paragraphs.first().expect("a title");
    assert_eq!((title.section.0, title.heading.is_none()), (0, true));
}

#[test]
fn parts_stand_above_chinese_numbers() {
    let outcome = open("a.txt", "第一部分 概况\n\n一、职责\n\n略。\n\n第二部分 评价\n\n（一）结论\n\n良好。");
    assert_eq!(headings(outcome.prose()), ["1 概况", "2 职责", "1 评价", "3 结论"]);
}

#[test]
fn sentences_clauses_and_figures_are_linked() {
    let outcome = open(
        "a.txt",
        "一、情况\n\n收入1,234.50万元，支出 987.6 万元；结余：约246万元。他说：“已完成。”后续（见附表。）照办！\n",
    );
    let prose = outcome.prose();
    let sentences: Vec<&str> = prose.sentences.iter().map(|one| prose.slice(one.range.clone())).collect();
    assert_eq!(
        sentences,
        [
            "一、情况",
            "收入1,234.50万元，支出987.6万元；结余：约246万元。",
            "他说：“已完成。”",
            "后续（见附表。）照办！"
        ]
    );
    let clauses: Vec<(u32, &str, u32)> = prose
        .clauses
        .iter()
        .filter(|clause| clause.sentence.0 == 1)
        .map(|clause| (clause.chain, prose.slice(clause.range.clone()), clause.figures.end - clause.figures.start))
        .collect();
    assert_eq!(clauses, [(0, "收入1,234.50万元", 1), (0, "支出987.6万元", 1), (1, "结余", 0), (1, "约246万元", 1)]);
    let figure = prose.figures.get(2).expect("the second amount");
    assert_eq!(outcome.sources.slice(prose.span(figure.core.clone())), "987.6 万元");
    assert_eq!(prose.sentence_at(figure.core.start).map(|id| id.0), Some(1));
}

#[test]
fn markdown_gives_the_same_prose_without_its_marks() {
    let text = "---\ntitle: 报告\n---\n# 某局自评报告\n\n## 一、基本情况\n\n全年**完成** 12.5 万元，见[附表](x.md)。\n\n1. 推进改造\n2. 加强养护\n\n\
        ```\n代码 99 万元\n```\n\n| 指标 | 完成 |\n|---|---|\n| 泵站 | 12座 |\n\n（一）任务\n第一行已经写完。\n第二行 5&nbsp;项。\n";
    let outcome = open("a.md", text);
    let prose = outcome.prose();
    assert_eq!(
        paragraphs(prose),
        [
            "某局自评报告",
            "一、基本情况",
            "全年完成12.5万元，见附表。",
            "1.推进改造",
            "2.加强养护",
            "指标\t完成",
            "泵站\t12座",
            "（一）任务",
            "第一行已经写完。",
            "第二行5项。",
        ]
    );
    assert_eq!(headings(prose).first().map(String::as_str), Some("1 基本情况"));
    let amount =
        prose.figures.iter().find(|figure| prose.slice(figure.core.clone()) == "12.5万元").expect("the amount");
    assert_eq!(outcome.sources.slice(prose.span(amount.core.clone())), "12.5 万元");
}

// ---- data -----------------------------------------------------------------------------------------------------------

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

// ---- hostile inputs -------------------------------------------------------------------------------------------------

/// Far above what any of these takes, far below what a quadratic reader would.
const PATIENCE: Duration = Duration::from_secs(20);

fn quickly(name: &str, read: impl FnOnce()) {
    let start = Instant::now();
    read();
    assert!(start.elapsed() < PATIENCE, "{name} took {:?}", start.elapsed());
}

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
    quickly("alias bombs", || {
        assert_eq!(open("a.yaml", &wide).codes(), ["read::too_many_nodes"]);
        assert_eq!(open("a.yaml", &deep).codes(), ["read::too_deep"]);
        assert_eq!(open("a.yaml", &long).codes(), ["read::too_many_nodes"]);
        assert_eq!(open("a.yaml", "a: &a [*a]\n").codes(), ["read::yaml_alias"]);
    });
}

#[test]
fn a_hundred_thousand_brackets_are_too_deep() {
    quickly("brackets", || {
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
    });
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
    quickly("repeated keys", || {
        let outcome = open("a.json", &text);
        assert_eq!(outcome.diagnostics.len(), 20);
        let NodeKind::Map(entries) = &outcome.node().kind else { panic!("a map") };
        assert_eq!(entries.len(), 100_000);
    });
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
        let text = piece.repeat((1 << 17) / piece.len());
        for name in ["a.txt", "a.md"] {
            quickly(piece, || {
                if let Some(Document { body: DocumentBody::Prose(prose), .. }) = open(name, &text).document {
                    check_invariants(&prose, &text);
                }
            });
        }
    }
    let line = "全年安排512.60万元，支出498.20万元，执行率97.19%。".repeat(80_000);
    quickly("five megabytes in one line", || {
        assert_eq!(open("a.txt", &line).prose().figures.len(), 240_000);
    });
}

// ---- properties -----------------------------------------------------------------------------------------------------

/// What holds for every prose: ranges nest and follow one another, and every flow character maps to its own.
fn check_invariants(prose: &Prose, text: &str) {
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
        let prose = prose_from_text(SourceId(0), &text);
        check_invariants(&prose, &text);
        maps_back(&prose, &text);
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
