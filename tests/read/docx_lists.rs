//! Headings and the numbers of lists, which a Word file does not hold but shows.

use guiju::read::Limits;

use super::word::{Word, p, tbl, text_of};
use super::{headings, open_with};

/// A paragraph of a list.
fn item(list: u32, level: u32, text: &str) -> String {
    styled(&format!("<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr>"), text)
}

/// A paragraph with these properties.
fn styled(properties: &str, text: &str) -> String {
    format!("<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
}

/// A level: format, text and what else is said of it.
fn level(index: usize, format: &str, text: &str, more: &str) -> String {
    format!(
        "<w:lvl w:ilvl=\"{index}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/>{more}<w:lvlText w:val=\"{text}\"/></w:lvl>"
    )
}

/// A kind of list with these levels.
fn kind(id: u32, levels: &[(&str, &str, &str)]) -> String {
    let levels: String =
        levels.iter().enumerate().map(|(index, (format, text, more))| level(index, format, text, more)).collect();
    format!("<w:abstractNum w:abstractNumId=\"{id}\">{levels}</w:abstractNum>")
}

/// A list of a kind, with what it says otherwise.
fn list(id: u32, kind: u32, overrides: &str) -> String {
    format!("<w:num w:numId=\"{id}\"><w:abstractNumId w:val=\"{kind}\"/>{overrides}</w:num>")
}

fn lines(numbering: &[String], body: &[String]) -> Vec<String> {
    Word::of(&body.concat()).with("numbering", "numbering.xml", &numbering.concat()).lines()
}

#[test]
fn numbers_stand_before_paragraphs_as_they_are_shown() {
    let report = kind(
        1,
        &[
            ("chineseCountingThousand", "第%1部分", ""),
            ("japaneseCounting", "%2、", ""),
            ("chineseCounting", "（%3）", ""),
            ("decimal", "%4.", ""),
            ("decimalEnclosedCircle", "%5", ""),
        ],
    );
    let body = [
        item(1, 0, "概况"),
        item(1, 1, "职能"),
        item(1, 1, "机构"),
        item(1, 2, "内设"),
        item(1, 2, "下属"),
        item(1, 3, "甲"),
        item(1, 4, "子"),
        item(1, 4, "丑"),
        item(1, 0, "绩效"),
        item(1, 1, "目标"),
        p("正文"),
        item(0, 0, "无号"),
        item(9, 0, "没有这个列表"),
    ];
    let shown = [
        "第一部分概况",
        "一、职能",
        "二、机构",
        "（一）内设",
        "（二）下属",
        "1.甲",
        "①子",
        "②丑",
        "第二部分绩效",
        "一、目标",
        "正文",
        "无号",
        "没有这个列表",
    ];
    assert_eq!(lines(&[report, list(1, 1, "")], &body), shown);
}

#[test]
fn a_number_has_no_place_in_the_file() {
    let word = Word::of(&item(1, 0, "概况")).with(
        "numbering",
        "numbering.xml",
        &[kind(1, &[("japaneseCounting", "%1、", "")]), list(1, 1, "")].concat(),
    );
    let text = text_of(&word.bytes());
    let anchors: Vec<(u32, u32)> = text.anchors.iter().map(|anchor| (anchor.text, anchor.text_length)).collect();
    assert_eq!((text.text(), anchors), ("一、概况", vec![(6, 6)]));
}

#[test]
fn a_number_and_a_figure_do_not_become_one() {
    let numbering = [
        kind(1, &[("decimal", "%1.", "")]),
        kind(2, &[("bullet", "-", "")]),
        kind(3, &[("decimal", "%1", "")]),
        list(1, 1, ""),
        list(2, 2, ""),
        list(3, 3, ""),
    ];
    let body =
        [item(1, 0, "2023年支出"), item(1, 0, "支出"), item(2, 0, "5万元"), item(3, 0, "12万元"), item(3, 0, "支出")];
    assert_eq!(lines(&numbering, &body), ["1. 2023年支出", "2.支出", "- 5万元", "1\t12万元", "2\t支出"]);
}

#[test]
fn lists_of_one_kind_count_on_and_may_start_anew() {
    let over = "<w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"5\"/></w:lvlOverride>";
    let numbering = [kind(1, &[("decimal", "%1)", "")]), list(1, 1, ""), list(2, 1, ""), list(3, 1, over)];
    let body = [item(1, 0, "甲"), item(2, 0, "乙"), item(3, 0, "丙"), item(3, 0, "丁"), item(1, 0, "戊")];
    assert_eq!(lines(&numbering, &body), ["1)甲", "2)乙", "5)丙", "6)丁", "7)戊"]);
    let own = format!("<w:lvlOverride w:ilvl=\"0\">{}</w:lvlOverride>", level(0, "upperLetter", "%1.", ""));
    assert_eq!(lines(&[kind(1, &[("decimal", "%1)", "")]), list(1, 1, &own)], &[item(1, 0, "甲")]), ["A.甲"]);
}

#[test]
fn deeper_levels_restart_as_they_are_told() {
    let numbering = [
        kind(
            1,
            &[
                ("japaneseCounting", "%1", ""),
                ("decimal", "%1.%2", "<w:isLgl/>"),
                ("decimal", "%3", "<w:lvlRestart w:val=\"0\"/>"),
                ("decimal", "%4)", "<w:lvlRestart w:val=\"1\"/>"),
            ],
        ),
        list(1, 1, ""),
    ];
    let body = [
        item(1, 1, "先"),
        item(1, 0, "后"),
        item(1, 1, "又"),
        item(1, 2, "甲"),
        item(1, 3, "子"),
        item(1, 1, "再"),
        item(1, 2, "乙"),
        item(1, 3, "丑"),
        item(1, 0, "末"),
        item(1, 3, "寅"),
    ];
    assert_eq!(
        lines(&numbering, &body),
        ["1.1\t先", "二\t后", "2.1\t又", "1\t甲", "1)子", "2.2\t再", "2\t乙", "2)丑", "三\t末", "1)寅"]
    );
}

#[test]
fn bullets_and_formats_of_newer_programs() {
    let newer = "<mc:AlternateContent><mc:Choice Requires=\"w14\"><w:numFmt w:val=\"custom\" w:format=\"001\"/></mc:Choice><mc:Fallback><w:numFmt w:val=\"upperRoman\"/></mc:Fallback></mc:AlternateContent>";
    let numbering = [
        kind(
            1,
            &[
                ("bullet", "\u{F0B7}", ""),
                ("bullet", "●", ""),
                ("none", "", ""),
                ("decimal", "%4)", newer),
                ("decimal", "%5% ", ""),
                ("bullet", " ", ""),
            ],
        ),
        list(1, 1, ""),
    ];
    let body =
        [item(1, 0, "甲"), item(1, 1, "乙"), item(1, 2, "丙"), item(1, 3, "丁"), item(1, 4, "戊"), item(1, 5, "己")];
    assert_eq!(lines(&numbering, &body), ["•甲", "●乙", "丙", "I)丁", "1%戊", "己"]);
}

#[test]
fn a_cell_that_holds_only_a_number_shows_it() {
    let cell = |inner: String| format!("<w:tc>{inner}</w:tc>");
    let row = |name: &str| format!("{}{}", cell(item(1, 0, "")), cell(p(name)));
    assert_eq!(
        lines(&[kind(1, &[("decimal", "%1", "")]), list(1, 1, "")], &[tbl(&[row("甲"), row("乙")])]),
        ["1\t甲", "2\t乙"]
    );
}

#[test]
fn styles_make_headings_and_number_them() {
    let styles = "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"n\"><w:name w:val=\"Normal\"/></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"1\"><w:name w:val=\"heading 1\"/><w:basedOn w:val=\"n\"/><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr><w:outlineLvl w:val=\"0\"/></w:pPr></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"2\"><w:name w:val=\"heading 2\"/><w:basedOn w:val=\"n\"/><w:pPr><w:numPr><w:ilvl w:val=\"1\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"2a\"><w:basedOn w:val=\"2\"/></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"x\"><w:basedOn w:val=\"y\"/><w:pPr><w:outlineLvl w:val=\"9\"/></w:pPr></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"y\"><w:basedOn w:val=\"x\"/></w:style>";
    let numbering = [
        kind(1, &[("decimal", "%1", "<w:pStyle w:val=\"1\"/>"), ("decimal", "%1.%2", "<w:pStyle w:val=\"2\"/>")]),
        list(1, 1, ""),
    ]
    .concat();
    let style = |id: &str| format!("<w:pStyle w:val=\"{id}\"/>");
    let body = [
        styled(&style("1"), "概况"),
        styled(&style("2"), "职能"),
        styled(&style("2a"), "机构"),
        styled(&(style("1") + "<w:numPr><w:numId w:val=\"0\"/></w:numPr>"), "附则"),
        styled(&(style("1") + "<w:outlineLvl w:val=\"9\"/>"), "不是标题"),
        styled(&style("y"), "圈"),
        styled(&style("没有"), "尾"),
    ];
    let word =
        Word::of(&body.concat()).with("styles", "styles.xml", styles).with("numbering", "numbering.xml", &numbering);
    assert_eq!(word.lines(), ["1\t概况", "1.1\t职能", "1.2\t机构", "附则", "2\t不是标题", "圈", "尾"]);
    let outcome = open_with("a.docx", &word.bytes(), Limits::default());
    assert_eq!(headings(outcome.prose()), ["1 1\t概况", "2 1.1\t职能", "2 1.2\t机构", "1 附则"]);
}

#[test]
fn a_list_may_take_its_levels_from_a_style() {
    let styles = "<w:style w:type=\"numbering\" w:styleId=\"l\"><w:pPr><w:numPr><w:numId w:val=\"2\"/></w:numPr></w:pPr></w:style>\
        <w:style w:type=\"numbering\" w:styleId=\"c\"><w:pPr><w:numPr><w:numId w:val=\"3\"/></w:numPr></w:pPr></w:style>";
    let linked = "<w:abstractNum w:abstractNumId=\"1\"><w:numStyleLink w:val=\"l\"/></w:abstractNum>\
        <w:abstractNum w:abstractNumId=\"3\"><w:numStyleLink w:val=\"c\"/></w:abstractNum>";
    let numbering = [
        linked.to_owned(),
        kind(2, &[("japaneseCounting", "%1、", "")]),
        list(1, 1, ""),
        list(2, 2, ""),
        list(3, 3, ""),
    ]
    .concat();
    let body = [item(1, 0, "甲"), item(2, 0, "乙"), item(3, 0, "自指")].concat();
    let word = Word::of(&body).with("styles", "styles.xml", styles).with("numbering", "numbering.xml", &numbering);
    assert_eq!(word.lines(), ["一、甲", "二、乙", "自指"]);
}
