//! The outputs for programs hold to their schemas: our own for JSON, the standard's for SARIF.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on says so by a panic"
)]

#[expect(dead_code, reason = "each test file uses a part")]
mod support;

use guiju::diagnostic::{Diagnostic, Language, Severity, Wording};
use guiju::fact::{Unread, UnreadFigure, UnreadPart, UnreadTable};
use guiju::reporter::{Format, Look, Material, write};
use guiju::review::{Baseline, Day, FileReceipt, FileRole, Grant, Hash, Known, Receipt, UnreadClaim, Waived};
use guiju::source::{Encoding, Span};
use serde_json::Value;
use support::{Case, everything, finding, label, rule};

const REVIEW_SCHEMA: &str = include_str!("../docs/schema/review-1.3.schema.json");
const SARIF_SCHEMA: &str = include_str!("schema/sarif-schema-2.1.0.json");

fn parsed(case: &Case, format: Format) -> Value {
    serde_json::from_str(&case.text(format, &Look::plain(Language::Chinese))).unwrap()
}

#[track_caller]
fn assert_valid(schema: &str, value: &Value) {
    let schema: Value = serde_json::from_str(schema).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let mistakes: Vec<String> =
        validator.iter_errors(value).map(|mistake| format!("{}: {mistake}", mistake.instance_path())).collect();
    assert!(mistakes.is_empty(), "{mistakes:#?}");
}

/// A review in which every part of the output is filled.
fn full() -> Case {
    let mut case = everything();
    let why = Unread::NotA { wanted: Wording::new("数", "a figure"), found: "若干".into() };
    let attempts = vec![(Wording::new("完成率表述", "completion"), why)];
    case.review.unread.push(UnreadClaim { span: case.at(0, "自评结论"), attempts });
    case.review.unread_figures.push(UnreadFigure { span: case.at(0, "2022") });
    let parts = vec![UnreadPart { is_column: true, name: "数".into(), figures: 1, span: case.at(0, "2022") }];
    case.review.unread_tables.push(UnreadTable { span: case.at(0, "2022"), title: "附表".into(), figures: 1, parts });
    let slip = Diagnostic::error("data::unknown_field", case.at(1, "名称"), Wording::new("不认识“名称”", "unknown"));
    fill_additions(&mut case);
    case.diagnostics.push(slip.as_warning().help(Wording::new("删去。", "Delete it.")));
    case
}

/// A waived finding, a comparison with all three kinds, and a receipt.
fn fill_additions(case: &mut Case) {
    let mut known = Known::from(&finding("A08", Severity::Warning, ("增减率与金额不符", ""), ("旧句有误", "")));
    known.fingerprint.0 = "0ddba11".into();
    let findings = case.review.findings.iter().skip(1).map(Known::from).chain([known]).collect();
    let packs = vec![("national".to_owned(), "1.0.0".to_owned())];
    let baseline = Baseline { name: "旧.json".into(), engine: "0.0.1".into(), packs, findings };
    case.review.baseline = Some(baseline.compare(&case.review, &|_| true));
    let grant = Grant {
        reason: "口径不同".into(),
        approver: Some("张某".into()),
        expires: Day::parse("2026-12-31"),
        span: case.at(1, "名称"),
    };
    let finding = finding("N03", Severity::Warning, ("叠字", ""), ("", ""));
    case.review.waived.push(Waived { finding, grant });
    case.review.receipt = Some(Receipt {
        engine: "0.0.1".into(),
        packs: vec![("national".into(), "1.0.0".into(), Hash::of(b"a"))],
        files: vec![FileReceipt::of("自评报告.txt", FileRole::Submission, b"b")],
        options: vec![("pack".into(), "national".into())],
    });
}

/// What comes of a file that could not be read.
fn unreadable(format: Format) -> Value {
    let mut case = Case::new(&[("数据.yaml", "a: [\n")]);
    case.diagnostics.push(Diagnostic::error("data::syntax", case.at(0, "["), Wording::new("括号没有闭合", "unclosed")));
    let material = Material { review: None, sources: &case.sources, diagnostics: &case.diagnostics, rules: &[] };
    let mut out = Vec::new();
    write(format, &material, &Look::plain(Language::Chinese), &mut out).unwrap();
    serde_json::from_slice(&out).unwrap()
}

#[test]
fn json_holds_to_its_schema() {
    assert_valid(REVIEW_SCHEMA, &parsed(&full(), Format::Json));
    assert_valid(REVIEW_SCHEMA, &parsed(&Case::new(&[("空.txt", "")]), Format::Json));
}

#[test]
fn json_of_an_unreadable_file_has_errors_and_no_review() {
    let value = unreadable(Format::Json);
    assert_valid(REVIEW_SCHEMA, &value);
    assert_eq!(value["errors"][0]["code"], "data::syntax");
    assert_eq!(value["review"], Value::Null);
}

#[test]
fn json_places_are_counted_in_every_way() {
    let value = parsed(&full(), Format::Json);
    let primary = &value["review"]["findings"][1]["primary"];
    assert_eq!(primary["file"], "自评报告.txt");
    assert_eq!(primary["start"]["line"], 12);
    assert_eq!(primary["start"]["column"], 37);
    assert_eq!(primary["end"]["column"], 43);
    let offset = support::REPORT.find("67.37%").unwrap();
    assert_eq!(primary["start"]["byte"], offset);
}

#[test]
fn bytes_are_those_of_the_file_on_disk_in_any_encoding() {
    for (encoding, byte) in [(Encoding::Utf8Bom, 14), (Encoding::Utf16Le, 12), (Encoding::Gb18030, 8)] {
        let mut case = Case::new(&[("空.txt", "")]);
        let id = case.sources.add_decoded("草稿.txt", "甲乙\n1丙，在在", encoding);
        let mut doubled = finding("N03", Severity::Warning, ("叠字", ""), ("", ""));
        let start = "甲乙\n1丙".len();
        doubled.primary = Some(label(Span::new(id, start, start + 3), "", ""));
        case.review.findings.push(doubled);
        let value = parsed(&case, Format::Json);
        assert_valid(REVIEW_SCHEMA, &value);
        assert_valid(SARIF_SCHEMA, &parsed(&case, Format::Sarif));
        let start = &value["review"]["findings"][0]["primary"]["start"];
        assert_eq!((&start["byte"], &start["column"]), (&byte.into(), &3.into()), "{encoding:?}");
    }
}

#[test]
fn sarif_holds_to_the_official_schema() {
    assert_valid(SARIF_SCHEMA, &parsed(&full(), Format::Sarif));
    assert_valid(SARIF_SCHEMA, &parsed(&Case::new(&[("空.txt", "")]), Format::Sarif));
    assert_valid(SARIF_SCHEMA, &unreadable(Format::Sarif));
}

#[test]
fn sarif_rules_carry_help_and_basis() {
    let case = full();
    let rules = [rule(&case, "A01", ("完成率与金额不符", "")), rule(&case, "C06", ("得分与完成情况不符", ""))];
    let text = case.text_with(Format::Sarif, &Look::plain(Language::Chinese), &rules);
    let value: Value = serde_json::from_str(&text).unwrap();
    assert_valid(SARIF_SCHEMA, &value);
    let run = &value["runs"][0];
    let descriptor = &run["tool"]["driver"]["rules"][0];
    assert_eq!(descriptor["shortDescription"]["text"], "完成率与金额不符");
    assert!(descriptor["help"]["text"].as_str().unwrap().contains("依据：自评表“执行率（B/A）”（已见原文）"));
    let results = run["results"].as_array().unwrap();
    let indices: Vec<&Value> =
        ["A01", "C06"].map(|code| &results.iter().find(|one| one["ruleId"] == code).unwrap()["ruleIndex"]).to_vec();
    assert_eq!(indices, [0, 1]);
}

#[test]
fn sarif_labels_every_operand_and_fixes_only_what_is_certain() {
    let value = parsed(&full(), Format::Sarif);
    let run = &value["runs"][0];
    assert_eq!(run["columnKind"], "utf16CodeUnits");
    let results = run["results"].as_array().unwrap();
    let of = |code: &str| results.iter().find(|result| result["ruleId"] == code).unwrap();
    assert_eq!(of("A01")["relatedLocations"].as_array().unwrap().len(), 2);
    assert_eq!(of("A01")["fixes"], Value::Null);
    assert_eq!(of("A01")["partialFingerprints"]["guiju/v1"], "00c0ffee00c0ffee");
    let change = &of("N01")["fixes"][0]["artifactChanges"][0]["replacements"][0];
    assert_eq!(change["insertedContent"]["text"], "减支");
    assert_eq!(change["deletedRegion"]["startColumn"], 4);
    assert_eq!((&of("A02")["kind"], &of("A02")["level"]), (&"pass".into(), &"none".into()));
    assert_eq!((&of("C06")["kind"], &of("C06")["properties"]["reason"]), (&"open".into(), &"missing".into()));
}

#[test]
fn sarif_of_an_unreadable_file_says_that_the_run_failed() {
    let invocation = &unreadable(Format::Sarif)["runs"][0]["invocations"][0];
    assert_eq!(invocation["executionSuccessful"], false);
    assert_eq!(invocation["toolExecutionNotifications"][0]["descriptor"]["id"], "data::syntax");
}

#[test]
fn json_and_sarif_of_a_small_review() {
    let case = everything();
    let text =
        |format| case.text(format, &Look::plain(Language::Chinese)).replace(env!("CARGO_PKG_VERSION"), "VERSION");
    insta::assert_snapshot!("json", text(Format::Json));
    insta::assert_snapshot!("sarif", text(Format::Sarif));
}
