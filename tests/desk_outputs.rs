//! The files of a review: nothing of a draft or of its name steers a page, an XML file or a build server; the same
//! results give the same bytes.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on may panic")]

use std::sync::OnceLock;
use std::sync::atomic::AtomicBool;

use guiju::batch::{Control, Desk, DraftText, Job, JobFile, Journal, Line, Record, Terms, run};
use guiju::desk::{Form, Frame, Records, Totals, write, write_annotations};
use guiju::diagnostic::Language;
use guiju::engine::Engine;
use guiju::reporter::RuleBook;
use quick_xml::events::Event;
use serde_json::Value;

/// Names and words that try to leave the place they stand in.
const HOSTILE: &str = "甲局</script><script>alert(1)</script><img src=x onerror=alert(2)>\"'&]]>\u{202e}";
const DRAFT: &str = "公务接待费 1.40 万元，比上年减少 0.30 万元，下降 0.30%<script>alert(3)</script>。\n";

fn job(name: &str, unit: Option<&str>, bytes: &[u8]) -> Job {
    let files = vec![JobFile::Bytes { name: format!("{name}.txt"), bytes: bytes.to_vec() }];
    Job { unit: unit.map(str::to_owned), year: Some(2023), files, ..Job::without_files(name) }
}

/// The lines of a review of a hostile draft, one with a warning, one that is no text, and one with a name that looks
/// like a command.
fn lines() -> &'static [Line] {
    static LINES: OnceLock<Vec<Line>> = OnceLock::new();
    LINES.get_or_init(|| {
        let jobs = [
            job(HOSTILE, Some(HOSTILE), DRAFT.as_bytes()),
            job("乙局", None, "全年总支出完成 671.51 万元，为预算总支出 879.34 万元的 76.37%。\n".as_bytes()),
            job("坏", None, &[0x13, 0x00, 0x88, 0xFE]),
            job("a\n::error::丙,x:y%0A", None, DRAFT.as_bytes()),
        ];
        let terms = Terms { asked: Some("national".to_owned()), ..Terms::default() };
        let desk = Desk::new(Engine::embedded(), terms);
        let (mut lines, stop) = (Vec::new(), AtomicBool::new(false));
        let mut sink = |_, line: &Line| {
            lines.push(line.clone());
            Ok(())
        };
        let control = Control { threads: 2, stop: &stop };
        run(&desk.expect("the shipped packs are right"), &mut jobs.iter(), control, &|_| None, &mut sink).unwrap();
        lines
    })
}

fn reviewed() -> (Totals, Journal) {
    let mut journal = Journal::temporary().unwrap();
    lines().iter().enumerate().for_each(|(number, line)| journal.keep(number, line).unwrap());
    let mut totals = Totals::default();
    let mut add = |record: &_| {
        totals.add(record);
        Ok(())
    };
    Records::of(&mut journal).each(&mut add).unwrap();
    (totals, journal)
}

fn written(form: Form, language: Language) -> String {
    let (totals, mut journal) = reviewed();
    let mut out = Vec::new();
    let mut texts = |_: usize, record: &Record| {
        let name = format!("{}.txt", record.submission);
        vec![DraftText { name, text: DRAFT.to_owned() }]
    };
    let rules = RuleBook::default();
    let frame = Frame { totals: &totals, rules: &rules, told: &[], language };
    write(form, &frame, &mut Records::of(&mut journal), &mut texts, &mut out).unwrap();
    String::from_utf8(out).expect("outputs are UTF-8")
}

/// The data elements of a page by their names.
fn blocks(page: &str) -> Vec<(&str, Value)> {
    let start = "<script type=\"application/json\" id=\"";
    let block = |rest: &str| -> Option<Value> {
        let (_, rest) = rest.split_once("\">")?;
        serde_json::from_str(rest.split_once("</script>")?.0).ok()
    };
    let found = page.split(start).skip(1);
    found.map(|rest| (rest.split('"').next().unwrap(), block(rest).expect("each block is JSON"))).collect()
}

#[test]
fn words_of_a_draft_stand_in_the_page_only_as_data() {
    let page = written(Form::Html, Language::Chinese);
    let blocks = blocks(&page);
    let names: Vec<&str> = blocks.iter().map(|(name, _)| *name).collect();
    assert_eq!(names, ["words", "rules", "receipt", "index", "unit-1", "unit-2", "unit-3", "unit-4"]);
    // The data, and the one script of ours.
    assert_eq!((page.matches("<script").count(), page.matches("</script").count()), (9, 9));
    assert_eq!(page.matches("<img").count(), 0);
    let index = &blocks[3].1;
    assert_eq!(index[0]["name"], HOSTILE.replace('\u{202e}', "‹U+202E›"));
    assert_eq!(index[2]["state"], "unreadable");
    let finding = &blocks[4].1["findings"][0];
    assert!(finding["clause"].as_str().unwrap().contains("<script>alert(3)</script>"), "{finding}");
    let (text, stretch) = (&blocks[4].1["texts"][0]["text"], &finding["stretch"]);
    assert_eq!((text, stretch), (&DRAFT.into(), &serde_json::json!({ "text": 0, "from": [0, 31], "to": [0, 36] })));
}

#[test]
fn a_page_says_the_path_only_where_it_is_another_and_quotes_no_name_of_a_row() {
    let page = written(Form::Html, Language::Chinese);
    let blocks = blocks(&page);
    // The list names the submission by its unit.
    assert_eq!(blocks[4].1["path"], Value::Null);
    assert_eq!(blocks[0].1["evaluated"], "评价年度");
    let table = "| 项目 | 全年预算数（万元） | 全年执行数（万元） | 执行率 |\n|--|--|--|--|\n| 项目支出 | 200.00 | 190.00 | 59.00% |\n";
    let files = vec![JobFile::Bytes { name: "表.md".to_owned(), bytes: table.into() }];
    let job = Job { files, ..Job::without_files("表") };
    let terms = Terms { asked: Some("national".to_owned()), ..Terms::default() };
    let desk = Desk::new(Engine::embedded(), terms).expect("the shipped packs are right");
    let line = Line { text: serde_json::to_string(&desk.record(&job)).unwrap(), key: "k".to_owned(), is_known: false };
    let mut journal = Journal::temporary().unwrap();
    journal.keep(0, &line).unwrap();
    let (totals, rules, mut out) = (Totals::default(), RuleBook::default(), Vec::new());
    let frame = Frame { totals: &totals, rules: &rules, told: &[], language: Language::Chinese };
    write(Form::Html, &frame, &mut Records::of(&mut journal), &mut |_, _| Vec::new(), &mut out).unwrap();
    let page = String::from_utf8(out).unwrap();
    let (_, unit) = self::blocks(&page).into_iter().find(|(name, _)| *name == "unit-1").unwrap();
    let of_rate = |one: &&Value| one["code"] == "A01";
    let found = unit["findings"].as_array().unwrap().iter().find(of_rate).expect("the rate is told").clone();
    assert_eq!(found["clause"], "", "{found}");
    assert!(found["titles"].as_str().unwrap().ends_with("项目支出"), "{found}");
}

#[test]
fn a_page_asks_for_nothing_from_elsewhere_and_lets_no_other_script_run() {
    let page = written(Form::Html, Language::English);
    let policy = page.split("Content-Security-Policy\" content=\"").nth(1).unwrap().split('"').next().unwrap();
    assert!(policy.starts_with("default-src 'none'; style-src 'sha256-"), "{policy}");
    assert!(!policy.contains("unsafe") && !policy.contains('*'), "{policy}");
    // What stands between the data.
    let page_itself: String = page.split("<script type").map(|part| part.split("</script>").last().unwrap()).collect();
    assert!(page_itself.contains("Most frequent findings"));
    for outside in ["http://", "https://", " src=", "<link", "@import", "url("] {
        assert!(!page_itself.contains(outside), "{outside}");
    }
    assert!(page.contains("<html lang=\"en\">"));
}

#[test]
fn junit_is_well_formed_and_its_counts_are_those_of_its_cases() {
    let xml = written(Form::Junit, Language::Chinese);
    let mut reader = quick_xml::Reader::from_str(&xml);
    let (mut cases, mut failures, mut errors, mut suites) = (0, 0, 0, Vec::new());
    let mut promised = String::new();
    loop {
        match reader.read_event().expect("well-formed") {
            Event::Start(tag) | Event::Empty(tag) => {
                let attribute = |name: &str| {
                    let found = tag.try_get_attribute(name).unwrap().expect("is there");
                    found.normalized_value(quick_xml::XmlVersion::Implicit1_0).unwrap().into_owned()
                };
                match tag.name().as_ref() {
                    "testsuites" => {
                        promised = ["tests", "failures", "errors"].map(attribute).join(" ");
                    }
                    "testsuite" => suites.push(attribute("name")),
                    "testcase" => cases += 1,
                    "failure" => failures += 1,
                    "error" => errors += 1,
                    _ => {}
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(promised, format!("{cases} {failures} {errors}"));
    assert_eq!((failures, errors), (3, 1));
    assert_eq!(suites[0], HOSTILE.replace('\u{202e}', "‹U+202E›"));
    assert!(xml.contains("复算："), "{xml}");
}

#[test]
fn an_annotation_is_one_line_whatever_a_file_is_called() {
    let (_, mut journal) = reviewed();
    let mut out = Vec::new();
    write_annotations(&mut Records::of(&mut journal), Language::Chinese, &mut out).unwrap();
    let text = String::from_utf8(out).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    // A finding in each of the drafts, and the file that is no text.
    let levels: Vec<&str> = lines.iter().map(|line| line.split(' ').next().unwrap()).collect();
    assert_eq!(levels, ["::error", "::warning", "::error", "::error"], "{text}");
    let expected = "::error file=a %3A%3Aerror%3A%3A丙%2Cx%3Ay%250A.txt,line=1,endLine=1,col=";
    assert!(lines[3].starts_with(expected), "{}", lines[3]);
    assert!(lines[3].contains(",title=A05 ") && lines[3].contains("%0A复算："), "{}", lines[3]);
}

#[test]
fn lines_and_the_object_hold_the_same() {
    let lines = written(Form::Ndjson, Language::Chinese);
    let object: Value = serde_json::from_str(&written(Form::Json, Language::Chinese)).unwrap();
    let lines: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(object["submissions"].as_array().unwrap(), &lines);
    assert_eq!((&object["summary"]["submissions"], &object["summary"]["not_checked"]), (&4.into(), &1.into()));
}

#[test]
fn the_same_results_give_the_same_bytes() {
    for form in [Form::Html, Form::Junit, Form::Json, Form::Ndjson] {
        assert_eq!(written(form, Language::Chinese), written(form, Language::Chinese), "{form:?}");
    }
}

#[test]
fn a_review_of_nothing_is_a_page_and_well_formed() {
    let mut journal = Journal::temporary().unwrap();
    let mut out = Vec::new();
    for form in [Form::Html, Form::Junit, Form::Json] {
        let mut records = Records::of(&mut journal);
        let (totals, rules) = (Totals::default(), RuleBook::default());
        let frame = Frame { totals: &totals, rules: &rules, told: &[], language: Language::English };
        write(form, &frame, &mut records, &mut |_, _| Vec::new(), &mut out).unwrap();
    }
    let text = String::from_utf8(out).unwrap();
    assert!(text.contains("Nothing was found") || text.contains("nothing was found"));
    assert!(text.contains("tests=\"0\"") && text.ends_with("\"submissions\":[\n]}\n"));
}

#[test]
fn the_ending_says_the_form() {
    let form = |path: &str| Form::of(path.as_ref());
    assert_eq!(form("结果/审核.HTML"), Some(Form::Html));
    assert_eq!(form("junit.xml"), Some(Form::Junit));
    assert_eq!(form("a.jsonl"), Some(Form::Ndjson));
    assert_eq!((form("a"), form("a.pdf"), form(".html")), (None, None, None));
}
