//! Whatever is read, there is an answer: random rule files, patterns, figures and drafts.
//!
//! The properties are those of the fuzz targets; here they run in every `cargo test`.

#![expect(clippy::expect_used, reason = "a test that cannot go on says so by a panic")]

mod invariants;
#[expect(dead_code, reason = "the tests of reading build more of a workbook")]
#[path = "../read/workbook.rs"]
mod workbook;

use proptest::prelude::*;
use proptest::sample::{Index, select};

const RULES: &[&str] = &[
    include_str!("../../rules/national/ratio.gj"),
    include_str!("../../rules/national/score.gj"),
    include_str!("../../rules/guangdong/outline.gj"),
    include_str!("../../rules/gongwen/wording.gj"),
];
const REPORTS: &[&str] = &[
    include_str!("../../samples/clean/report.txt"),
    include_str!("../../samples/faulty/report.txt"),
    include_str!("../../samples/jiangmen-2022/report.txt"),
];
const DATA: &[(&str, &str)] = &[
    ("a.yaml", include_str!("../../samples/faulty/data.yaml")),
    ("a.yaml", include_str!("../../samples/indicators/data.yaml")),
    ("a.json", include_str!("../../samples/indicators/data.json")),
];

/// The text of a Word file: paragraphs, one of them changed, and a table.
const WORD_FILE: &str = "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>\
    <w:p><w:pPr><w:outlineLvl w:val=\"0\"/></w:pPr><w:r><w:t>一、概况</w:t></w:r></w:p>\
    <w:p><w:del><w:r><w:t>旧</w:t></w:r></w:del><w:ins><w:r><w:t>TEXT</w:t></w:r></w:ins></w:p>\
    <w:tbl><w:tr><w:tc><w:tcPr><w:vMerge w:val=\"restart\"/></w:tcPr><w:p><w:r><w:t>指标</w:t></w:r></w:p></w:tc>\
    <w:tc><w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr><w:p><w:r><w:t>TEXT</w:t></w:r></w:p></w:tc></w:tr>\
    <w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc><w:tc><w:p><w:r><w:t>5座</w:t></w:r></w:p></w:tc></w:tr></w:tbl>\
    <w:p><w:r><w:t>TEXT</w:t></w:r></w:p></w:body></w:document>";

/// Words, figures and marks of reports; rare characters, and what steers a terminal.
const WORDS: &[&str] = &[
    "全年总收入",
    "全年总支出",
    "预算总收入",
    "预算总支出",
    "年初预算",
    "调整后预算",
    "决算数",
    "完成",
    "为",
    "是",
    "的",
    "占",
    "占比",
    "执行率",
    "完成率",
    "其中：",
    "基本支出",
    "项目支出",
    "人员经费",
    "公用经费",
    "“三公”经费",
    "公务接待费",
    "因公出国（境）费",
    "公务用车购置及运行维护费",
    "比上年",
    "同比",
    "较上年的",
    "增加",
    "减少",
    "增长",
    "下降",
    "减收",
    "减支",
    "增收",
    "增支",
    "节约",
    "结余",
    "分别为",
    "合计",
    "共计",
    "提高",
    "满意度",
    "目标值",
    "完成值",
    "得分",
    "分值",
    "等级为",
    "优",
    "良",
    "优秀",
    "自评",
    "存在问题",
    "改进措施",
    "下一步",
    "无",
    "三年来",
    "在在",
    "拔付",
    "《",
    "》",
    "“",
    "”",
    "、",
    "，",
    "。",
    "；",
    "：",
    "（",
    "）",
    "(",
    ")",
    "一、",
    "（一）",
    "1.",
    "1、",
    "（1）",
    "\n",
    "\n\n",
    " ",
    "\u{3000}",
    "\t",
    "\u{c}",
    "0",
    "1",
    "100",
    "12.5",
    "671.51",
    "879.34",
    "76.37",
    "1,234.50",
    "９５",
    "99999999999999999999999999999",
    "0.00",
    "万元",
    "元",
    "亿元",
    "%",
    "％",
    "‰",
    "个百分点",
    "倍",
    "成",
    "分",
    "人次",
    "篇",
    "场",
    "多",
    "余",
    "约",
    "近",
    "超",
    "不低于",
    "左右",
    "以上",
    "百分之七十六",
    "壹佰万元整",
    "2023年",
    "2023年4月",
    "〔2022〕10号",
    "1+6+3",
    "13800138000",
    "—",
    "/",
    "~",
    "-",
    "𠮷",
    "é",
    "\u{200b}",
    "\u{1b}[31m",
    "\u{202e}",
    "\u{9b}",
    "江门市",
    "广东省",
    "附件：",
    "××",
];

/// Parts of a rule file, of a pattern.
const MARKS: &[&str] = &[
    "rule ",
    "规则 ",
    "A01 ",
    "\"甲\" ",
    "for c: r ",
    "{",
    "}",
    "(",
    ")",
    "[",
    "]",
    "?",
    "|",
    "severity error\n",
    "check ",
    "else ",
    "at ",
    "when ",
    "let ",
    "fn f(x: money) = ",
    "record r \"r\" ",
    "from text ",
    "from cues at a ",
    "after ",
    "enum ",
    "outline ",
    "section ",
    "bands ",
    ">= 90 ",
    ": ",
    "=",
    "~= ",
    "+",
    "-",
    "*",
    "/",
    "not ",
    "and ",
    "if ",
    "then ",
    "match x ",
    "sum(",
    "x in r",
    "where ",
    ".a",
    "1",
    "90%",
    "5万元",
    "\"",
    "“",
    "”",
    "\"\"\"",
    "//",
    "///",
    "/a/",
    "\n",
    " ",
    "，",
    "。",
    "\\",
    "\\{",
    "总支出",
    "\u{3000}",
    "𠮷",
    "\0",
];

const HOLES: &[&str] = &[
    "{name}",
    "{part}",
    "{share}",
    "{~}",
    "{~~}",
    "[",
    "]",
    "]?",
    "|",
    "占",
    "总支出",
    "的",
    "，",
    "为",
    " ",
    "{",
    "}",
    "{nope}",
    "?",
    "%",
    "1",
];

/// Pieces of a sheet's XML; `词` becomes words of a report.
const CELLS: &[&str] = &[
    "<sheetData>",
    "</sheetData>",
    "<row r=\"3\">",
    "<row hidden=\"1\">",
    "<row>",
    "</row>",
    "<c t=\"inlineStr\"><is><t>词</t></is></c>",
    "<c r=\"B2\" t=\"s\"><v>0</v></c>",
    "<c s=\"1\"><v>45291.5</v></c>",
    "<c s=\"1\"><v>-0.76400000000000001</v></c>",
    "<c><v>1E+300</v></c>",
    "<c><f>A1</f></c>",
    "<c t=\"e\"><v>#DIV/0!</v></c>",
    "<c r=\"XFD9\"><v>7</v></c>",
    "<mergeCell ref=\"A1:C2\"/>",
    "<mergeCell ref=\"B2:XFD1048576\"/>",
    "&amp;",
    "<",
];

/// Pieces of format codes.
const CODES: &[&str] = &[
    "0",
    "#",
    "?",
    ".",
    ",",
    "%",
    ";",
    "E+0",
    "/",
    "@",
    "General",
    "yyyy",
    "m",
    "d",
    "h",
    "s",
    "[h]",
    "[>=1]",
    "[红色]",
    "\"年\"",
    "\\",
    "_",
    "*",
    "!.",
    "万",
    "[DBNum1]",
    "[$¥-804]",
    "上午/下午",
    "aaaa",
];

fn of(parts: &'static [&'static str], most: usize) -> impl Strategy<Value = String> {
    prop::collection::vec(select(parts), 0..most).prop_map(|parts| parts.concat())
}

/// A text with pieces of it put in the place of others.
fn torn(texts: &'static [&'static str]) -> impl Strategy<Value = String> {
    let swaps = prop::collection::vec((any::<Index>(), any::<Index>()), 1..60);
    (select(texts), swaps).prop_map(|(text, swaps)| {
        let is_end = |c: char| c.is_whitespace() || "，。；：、{}[](),.\"".contains(c) || c.is_ascii_digit();
        let mut pieces: Vec<&str> = text.split_inclusive(is_end).collect();
        for (one, other) in swaps {
            let (one, other) = (one.index(pieces.len()), other.index(pieces.len()));
            pieces.swap(one, other);
        }
        pieces.concat()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn rule_files(made in of(MARKS, 80), torn in torn(RULES)) {
        invariants::rule_file(&made);
        invariants::rule_file(&torn);
    }

    #[test]
    fn patterns(words in of(HOLES, 14), draft in of(WORDS, 60)) {
        invariants::pattern(&words, &draft);
    }

    #[test]
    fn figures(text in of(WORDS, 80), any in "\\PC{0,40}") {
        invariants::figures(&text);
        invariants::figures(&any);
    }

    #[test]
    fn drafts_made_of_words(text in of(WORDS, 120), name in select(&["a.txt", "a.md"][..])) {
        invariants::check(name, text.as_bytes());
    }

    #[test]
    fn torn_reports(text in torn(REPORTS)) {
        invariants::check("a.txt", text.as_bytes());
    }

    #[test]
    fn torn_data(one in 0..DATA.len(), swaps in prop::collection::vec((any::<Index>(), any::<Index>()), 1..12)) {
        let (name, text) = DATA.get(one).expect("is there");
        let mut pieces: Vec<&str> = text.split_inclusive([' ', ',', '{', '}', ':', '\n', '"']).collect();
        for (one, other) in swaps {
            let (one, other) = (one.index(pieces.len()), other.index(pieces.len()));
            pieces.swap(one, other);
        }
        invariants::check(name, pieces.concat().as_bytes());
    }

    #[test]
    fn sheets(cells in of(CELLS, 24), words in of(WORDS, 12), code in of(CODES, 6)) {
        invariants::sheet(&cells.replace("词", &words), &code);
    }

    #[test]
    fn torn_word_files(text in of(WORDS, 40), swaps in prop::collection::vec((any::<Index>(), any::<Index>()), 0..12)) {
        let escaped = text.replace('&', "&amp;").replace('<', "&lt;");
        let xml = WORD_FILE.replace("TEXT", &escaped);
        let mut pieces: Vec<&str> = xml.split_inclusive('>').collect();
        for (one, other) in swaps {
            let (one, other) = (one.index(pieces.len()), other.index(pieces.len()));
            pieces.swap(one, other);
        }
        invariants::word(pieces.concat().as_bytes());
    }

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..400), name in select(&["a.txt", "a.md", "a.yaml", "a.json", "a.csv", "a"][..])) {
        invariants::check(name, &bytes);
    }
}
