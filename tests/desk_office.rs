//! The workbook and the return lists of a review, read back by our own readers: they say what the records say, and
//! nothing of a draft becomes a formula, a link or an element.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test stops where what it needs is missing"
)]

use std::fs;
use std::io::{Cursor, Read};
use std::process::Command;

use guiju::batch::Record;
use guiju::desk::{FileNames, Frame, Letter, Totals, Workbook};
use guiju::diagnostic::{Diagnostics, Language};
use guiju::document::Document;
use guiju::read::{Limits, read};
use guiju::reporter::{Look, RuleBook};
use guiju::source::SourceMap;
use serde_json::{Value, json};

/// Words that try to be more than words.
const HOSTILE: [&str; 9] = [
    "=HYPERLINK(\"http://x.invalid\",\"看\")",
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1:A9)",
    "http://x.invalid/a?b=1&c=2",
    "</t></is></c><c t=\"str\"><f>1+1</f></c>",
    "]]><!--&lt;&#x0;",
    "_x0041__x000D_",
    "'引号",
];

fn words(text: &str) -> Value {
    json!({ "zh": text, "en": format!("en {text}") })
}

fn point(line: u32) -> Value {
    json!({ "line": line, "column": 3, "utf16": 3, "byte": 9, "offset": 9 })
}

fn place(file: &str, at: Option<&str>) -> Value {
    json!({ "file": file, "start": point(7), "end": point(7), "at": at.map(words) })
}

fn labelled(mut place: Value, text: &str) -> Value {
    place["text"] = words(text);
    place
}

/// The same with everything that a review can hold beside findings, in these words.
fn with_all(record: &Record, text: &str) -> Record {
    let mut line = serde_json::to_value(record).unwrap();
    let review = &mut line["result"]["review"];
    let place = place("waivers.yaml", None);
    let (waived, fixed) = (rate("error"), finding(text, "note", text, text, text));
    review["waived"] =
        json!([{ "finding": waived, "reason": text, "approver": text, "expires": text, "place": place }]);
    let fixed = ["code", "severity", "title", "message", "place", "fingerprint"]
        .map(|key| (key.to_owned(), fixed[key].clone()));
    let fixed: serde_json::Map<String, Value> = fixed.into_iter().collect();
    review["baseline"] = json!({ "name": text, "new": [], "remaining": [], "fixed": [fixed] });
    review["passed"] = json!([{ "code": text, "place": null, "computation": rate("error")["computation"] }]);
    let options: Vec<Value> = ["waivers", "proof"].iter().map(|name| json!({ "name": name, "value": text })).collect();
    review["receipt"] = json!({
        "engine": text, "packs": [{ "name": text, "version": text, "sha256": text }], "options": options,
        "files": [{ "name": text, "role": "submission", "bytes": 1, "sha256": text }]
    });
    Record::parse(&line.to_string()).expect("the line is a record")
}

/// A finding whose figures are those of the words.
fn finding(code: &str, severity: &str, title: &str, message: &str, clause: &str) -> Value {
    json!({
        "code": code, "severity": severity, "title": words(title), "message": words(message),
        "primary": labelled(place("材料/甲局/报告.docx", Some("第 2 页 第 5 段")), "完成率 67.37%"), "labels": [],
        "computation": {
            "formula": "671.51万元 ÷ 879.34万元", "exact": "76.3652…%", "rounded": "76.37%", "claimed": "67.37%",
            "reachable": null, "verdict": "contradicts"
        },
        "causes": [words("两位数字颠倒：76.37%")], "basis": { "mark": "arithmetic", "text": words("完成率 = 执行数 ÷ 预算数") },
        "help": words("请核对这三个数。"), "correction": null,
        "place": { "sections": ["预算执行情况"], "clause": clause, "path": null }, "fingerprint": "0"
    })
}

fn rate(severity: &str) -> Value {
    let message = "671.51万元 ÷ 879.34万元 = 76.37%，文中写为 67.37%，请核实";
    finding("A01", severity, "完成率与金额不符", message, "为预算的67.37%")
}

fn record(unit: Option<&str>, submission: &str, findings: &[Value]) -> Record {
    let count = |severity: &str| findings.iter().filter(|one| one["severity"] == severity).count();
    let line = json!({
        "line_version": "1.0", "submission": submission, "unit": unit, "year": 2023, "key": "k", "state": "checked",
        "result": {
            "schema_version": "1.3", "tool": { "name": "guiju", "version": "0" }, "errors": [], "warnings": [],
            "files": [{ "name": "材料/甲局/报告.docx", "encoding": "UTF-8", "byte_order_mark": false, "transcript": true, "role": "submission" }],
            "review": {
                "submission": submission, "language": "zh", "packs": [],
                "choice": { "how": "default", "region": null, "year": null }, "overrides": [], "waived": [],
                "findings": findings, "passed": [],
                "not_evaluated": [{
                    "code": "C11", "place": place("材料/甲局/报告.docx", Some("表 1 第 2 行第 3 列")),
                    "reason": { "kind": "missing", "text": words("缺少“自评等级”") }
                }],
                "unread": {
                    "claims": [{
                        "text": "支出增加约三成", "place": place("材料/甲局/报告.docx", Some("第 3 页 第 1 段")), "attempts": []
                    }],
                    "figures": []
                },
                "summary": {
                    "errors": count("error"), "warnings": count("warning"), "notes": count("note"), "waived": 0, "passed": 9,
                    "not_evaluated": 1, "unread_claims": 2, "unread_figures": 0,
                    "reasons": [{ "text": words("缺少“自评等级”"), "count": 1, "codes": ["C11"] }]
                }
            }
        }
    });
    Record::parse(&line.to_string()).expect("the line is a record")
}

fn unreadable(submission: &str) -> Record {
    let line = json!({
        "line_version": "1.0", "submission": submission, "unit": null, "year": null, "key": "k", "state": "unreadable",
        "result": {
            "schema_version": "1.3", "tool": { "name": "guiju", "version": "0" }, "warnings": [], "files": [],
            "errors": [{
                "code": "read::not_text", "severity": "error", "message": words("=不是文本文件"), "labels": [], "help": null
            }],
            "review": null
        }
    });
    Record::parse(&line.to_string()).expect("the line is a record")
}

fn workbook(records: &[Record], language: Language) -> Vec<u8> {
    let (mut totals, rules) = (Totals::default(), RuleBook::default());
    records.iter().for_each(|record| totals.add(record));
    let frame = Frame { totals: &totals, rules: &rules, told: &[], language };
    let mut book = Workbook::new(&frame).unwrap();
    records.iter().for_each(|record| book.add(record).unwrap());
    let mut bytes = Vec::new();
    book.finish(&mut bytes).unwrap();
    bytes
}

fn letter(record: &Record, language: Language) -> Vec<u8> {
    let mut bytes = Vec::new();
    Letter::of(record, &Look::plain(language)).expect("there is something to return").write(&mut bytes).unwrap();
    bytes
}

fn opened(name: &str, bytes: &[u8]) -> (Document, SourceMap) {
    let (mut sources, mut told) = (SourceMap::default(), Diagnostics::default());
    let document = read(name, bytes, &Limits::default(), &mut sources, &mut told);
    assert!(!told.has_errors(), "{:?}", told.iter().map(|one| &one.message.zh).collect::<Vec<_>>());
    (document.expect("our reader opens it"), sources)
}

/// The rows of a sheet: place and words of each cell that holds any.
fn cells(bytes: &[u8], sheet: &str) -> Vec<(String, String)> {
    let (document, _) = opened("结果.xlsx", bytes);
    let tables = document.tables.tables.iter().filter(|table| table.sheet.as_deref() == Some(sheet));
    tables
        .flat_map(|table| &table.cells)
        .map(|cell| (cell.place.name(), document.tables.words(cell).to_owned()))
        .filter(|(_, words)| !words.is_empty())
        .collect()
}

/// The transcript of a letter, a line a paragraph.
fn lines(bytes: &[u8]) -> Vec<String> {
    let (_, sources) = opened("退回.docx", bytes);
    let text = sources.iter().next().map(|(_, file)| file.text().to_owned()).expect("there is a transcript");
    text.lines().map(ToOwned::to_owned).collect()
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

fn cell<'c>(cells: &'c [(String, String)], name: &str) -> &'c str {
    cells.iter().find(|(place, _)| place == name).map_or("", |(_, words)| words)
}

#[test]
fn the_workbook_holds_every_submission_finding_rule_and_gap() {
    let records = [
        record(Some("甲局"), "材料/甲局", &[rate("error"), rate("note")]),
        record(None, "材料/乙局.docx", &[rate("warning")]),
        unreadable("材料/丙局.txt"),
    ];
    let bytes = workbook(&records, Language::Chinese);
    let overview = cells(&bytes, "总览");
    let row =
        |row: u32| ["A", "B", "C", "D", "E", "F", "G", "H"].map(|column| cell(&overview, &format!("{column}{row}")));
    assert_eq!(row(1), ["单位", "年度", "错误", "警告", "提示", "未评估", "状态", "原因"]);
    assert_eq!(row(2), ["甲局", "2023", "1", "0", "1", "1", "已检查", ""]);
    assert_eq!(row(3), ["材料/乙局.docx", "2023", "0", "1", "0", "1", "已检查", ""]);
    assert_eq!(row(4), ["材料/丙局.txt", "", "", "", "", "", "无法读取", "=不是文本文件"]);

    let findings = cells(&bytes, "问题");
    let letters = ["A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K"];
    // Our reader takes the blanks out of cells.
    let row = |row: u32| letters.map(|column| cell(&findings, &format!("{column}{row}")));
    assert_eq!(
        row(2),
        [
            "1",
            "甲局",
            "错误",
            "A01",
            "完成率与金额不符",
            "第2页第5段预算执行情况",
            "为预算的67.37%",
            "671.51万元÷879.34万元=76.37%，文中写为67.37%，请核实",
            "671.51万元÷879.34万元=76.3652…%≈76.37%；文中写为67.37%疑因：两位数字颠倒：76.37%",
            "完成率=执行数÷预算数（算术）",
            "待核实"
        ]
    );
    assert_eq!((row(3)[0], row(4)[1], row(4)[2]), ("2", "材料/乙局.docx", "警告"));
    let rules = cells(&bytes, "规则");
    assert_eq!(["A2", "B2", "C2", "D2"].map(|place| cell(&rules, place)), ["A01", "完成率与金额不符", "3", "2"]);
    let open = cells(&bytes, "未评估");
    let row = |row: u32| ["A", "B", "C", "D"].map(|column| cell(&open, &format!("{column}{row}")));
    assert_eq!(row(2), ["甲局", "C11", "表1第2行第3列", "缺少“自评等级”"]);
    assert_eq!(row(4), ["材料/丙局.txt", "read::not_text", "", "=不是文本文件"]);

    let english = cells(&workbook(&records, Language::English), "Findings");
    assert_eq!(["C1", "C2", "K2"].map(|place| cell(&english, place)), ["Severity", "error", "to verify"]);
}

#[test]
fn heads_stay_and_filter_and_the_status_is_chosen_from_a_list() {
    let bytes = workbook(&[record(Some("甲局"), "甲", &[rate("error"), rate("note")])], Language::Chinese);
    let sheet = part(&bytes, "xl/worksheets/sheet2.xml");
    for words in [
        r#"<pane ySplit="1" topLeftCell="A2""#,
        r#"<autoFilter ref="A1:L3"/>"#,
        r#"sqref="K2:K3"><formula1>"待核实,已改正,不采纳"</formula1>"#,
        r#"<conditionalFormatting sqref="C2:C3">"#,
        r#"<formula>"错误"</formula>"#,
    ] {
        assert!(sheet.contains(words), "{words} is not in\n{sheet}");
    }
    let empty = workbook(&[], Language::Chinese);
    assert_eq!(cell(&cells(&empty, "问题"), "A1"), "序号");
    assert!(part(&empty, "xl/worksheets/sheet2.xml").contains(r#"<autoFilter ref="A1:L1"/>"#));
}

#[test]
fn words_of_a_draft_are_words_in_the_workbook() {
    let findings: Vec<Value> = HOSTILE.iter().map(|text| finding(text, "error", text, text, text)).collect();
    let long = "长".repeat(40_000);
    let mut records = vec![record(Some(HOSTILE[0]), "甲", &findings), record(Some(&long), "乙", &[])];
    records.extend(HOSTILE.iter().map(|text| with_all(&record(Some(text), text, &[]), text)));
    let bytes = workbook(&records, Language::Chinese);
    let found = cells(&bytes, "问题");
    for (row, text) in (2..).zip(HOSTILE) {
        for column in ["D", "E", "H"] {
            let blankless = |text: &str| text.split_whitespace().collect::<String>();
            assert_eq!(blankless(cell(&found, &format!("{column}{row}"))), blankless(text));
        }
    }
    let names = part(&bytes, "[Content_Types].xml");
    assert_eq!(names.matches("worksheet+xml").count(), 8);
    for sheet in 1..=8 {
        let xml = part(&bytes, &format!("xl/worksheets/sheet{sheet}.xml"));
        assert!(!xml.contains("<f>") && !xml.contains("<hyperlink"), "sheet {sheet}");
        for start in xml.split("<c ").skip(1).filter_map(|rest| rest.split_once('>')) {
            assert!(start.0.contains(r#"t="inlineStr""#) || !start.0.contains("t="), "sheet {sheet}: {}", start.0);
        }
    }
    for (sheet, column) in [("豁免", "E"), ("已消除", "C"), ("核验", "B"), ("凭据", "C")] {
        let found = cells(&bytes, sheet);
        let all: Vec<&str> = (2..60).map(|row| cell(&found, &format!("{column}{row}"))).collect();
        HOSTILE.iter().for_each(|text| assert!(all.contains(text), "{sheet}: {text} is not in {all:?}"));
    }
    // What begins as a formula would keeps its mark when a cell is edited.
    assert!(part(&bytes, "xl/styles.xml").contains(r#"quotePrefix="1""#));
    let overview = cells(&bytes, "总览");
    let cut = cell(&overview, "A3");
    assert_eq!((cut.chars().count(), cut.chars().last()), (32_767, Some('…')));
}

#[test]
fn a_letter_asks_in_order_of_gravity_and_leaves_notes_out() {
    let mut section = finding("D01", "warning", "缺少必备章节", "缺少必备章节“存在问题”", "存在问题");
    section["primary"]["text"] = words("缺少“存在问题”");
    section["computation"] = Value::Null;
    section["causes"] = json!([]);
    let note = finding("M02", "note", "序号标点不统一", "建议统一", "2、三公经费");
    let record = record(Some("云溪市公园管理中心"), "甲", &[note, section, rate("error")]);
    let lines = lines(&letter(&record, Language::Chinese));
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    assert_eq!(
        lines[..9],
        [
            "绩效自评材料退回意见",
            "云溪市公园管理中心：",
            "你单位报送的2023年度绩效自评材料（报告.docx）收悉。经核对，有需改正的疑似差错 1 处、需核实说明的问题 1 处，列明如下，请逐条核实。",
            "一、请改正的问题",
            "1.第 2 页 第 5 段（预算执行情况）“为预算的67.37%”：疑似完成率与金额不符。671.51万元 ÷ 879.34万元 = 76.37%，文中写为 67.37%，请核实（A01）。",
            "复算：671.51万元 ÷ 879.34万元 = 76.3652…% ≈ 76.37%；文中写为 67.37%。疑因：两位数字颠倒：76.37%。建议：请核对这三个数。",
            "二、请核实并说明的问题",
            "2.第 2 页 第 5 段（预算执行情况）：疑似缺少必备章节“存在问题”，请核实（D01）。",
            "三、未能核对、请自行复核的内容",
        ]
    );
    assert_eq!(lines[9], "3.缺少“自评等级”，有 1 项检查未能进行（C11）。");
    assert!(lines[10].starts_with("4.另有 2 处含数字的表述未能核对，请自行复核其中的数："), "{}", lines[10]);
    assert!(lines[10].ends_with("第 3 页 第 1 段“支出增加约三成”。"), "{}", lines[10]);
    assert!(lines[11].ends_with("不作为对绩效评价结果的认定。") && !lines.concat().contains("M02"), "{lines:?}");
}

#[test]
fn only_what_is_to_be_mended_or_explained_gives_a_letter() {
    let look = Look::plain(Language::Chinese);
    assert_eq!(Letter::of(&record(Some("甲局"), "甲", &[rate("note")]), &look), None);
    assert_eq!(Letter::of(&unreadable("材料/丙局.txt"), &look), None);
    assert!(Letter::of(&record(Some("甲局"), "甲", &[rate("warning")]), &look).is_some());
}

#[test]
fn words_of_a_draft_are_words_in_a_letter() {
    let mut findings: Vec<Value> = HOSTILE.iter().map(|text| finding("A01", "error", "题", text, text)).collect();
    findings[0]["correction"] =
        json!({ "place": place("x", None), "original": "", "replacement": "</w:t>\u{0}\u{202e}&", "certain": true });
    let record = record(Some("甲</w:t>局\u{0}\u{202e}"), "甲", &findings);
    let bytes = letter(&record, Language::Chinese);
    let lines = lines(&bytes);
    assert_eq!(lines[1], "甲</w:t>局␀‹U+202E›：");
    assert!(lines[4].contains("应为“</w:t>␀‹U+202E›&”"), "{}", lines[4]);
    let all = lines.join("\n");
    HOSTILE.iter().for_each(|text| assert!(all.contains(text), "{text} is not in\n{all}"));
    let xml = part(&bytes, "word/document.xml");
    assert!(!xml.contains("<w:hyperlink") && !xml.contains("instrText"));
    assert_eq!(xml.matches("<w:p>").count(), xml.matches("</w:p>").count());
}

#[test]
fn outputs_are_the_same_bytes_every_time() {
    let records = [record(Some("甲局"), "甲", &[rate("error")]), unreadable("乙")];
    assert!(workbook(&records, Language::Chinese) == workbook(&records, Language::Chinese));
    assert!(letter(&records[0], Language::English) == letter(&records[0], Language::English));
    assert!(part(&workbook(&records, Language::Chinese), "docProps/core.xml").contains("2000-01-01T00:00:00Z"));
}

#[test]
fn a_review_writes_a_letter_for_each_unit_with_findings() {
    let folder = tempfile::tempdir().unwrap();
    let good = "一、预算执行情况\n全年总支出完成671.51万元，为预算879.34万元的76.37%。\n";
    for (name, text) in [("甲.txt", good.replace("76.37%", "67.37%")), ("乙.txt", good.to_owned())] {
        fs::write(folder.path().join(name), text).unwrap();
    }
    fs::write(folder.path().join("名单.csv"), "单位,文件\n甲/局,甲.txt\n甲/局,甲.txt\n乙局,乙.txt\n").unwrap();
    let arguments =
        ["review", "名单.csv", "--pack", "general", "--rule", "A01", "--lang", "zh", "--letters", "意见/退回"];
    let run = Command::new(env!("CARGO_BIN_EXE_guiju")).current_dir(folder.path()).args(arguments).output().unwrap();
    assert!(String::from_utf8_lossy(&run.stdout).contains("退回意见：2 份，在 意见/退回"), "{run:?}");
    let mut names: Vec<String> = fs::read_dir(folder.path().join("意见/退回"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(names, ["甲_局 2.docx", "甲_局.docx"]);
    let lines = lines(&fs::read(folder.path().join("意见/退回/甲_局.docx")).unwrap());
    assert_eq!(lines[1], "甲/局：");
    assert!(lines[4].starts_with("1.第 2 行第 ") && lines[4].contains("疑似完成率与金额不符"), "{}", lines[4]);
    // A folder that cannot be made is said, and nothing else is lost.
    let arguments = ["review", "乙.txt", "--lang", "zh", "--letters", "名单.csv/退回"];
    let run = Command::new(env!("CARGO_BIN_EXE_guiju")).current_dir(folder.path()).args(arguments).output().unwrap();
    assert_eq!(run.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&run.stderr).contains("无法建立文件夹 名单.csv/退回"), "{run:?}");
}

#[test]
fn every_unit_has_a_file_of_its_own() {
    let mut names = FileNames::default();
    let mut name = |unit: Option<&str>, submission: &str| names.next(&record(unit, submission, &[]), "docx");
    assert_eq!(name(Some("甲局"), "材料/1.docx"), "甲局.docx");
    assert_eq!(name(None, "材料/甲局.docx"), "甲局 2.docx");
    assert_eq!(name(Some("../甲局"), "x"), "_甲局.docx");
    assert_eq!(name(Some("NUL"), "x"), "_NUL.docx");
}
