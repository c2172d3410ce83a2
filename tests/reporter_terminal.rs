//! The picture in the terminal, on hand-made reviews. Each snapshot is what a user sees.

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
use guiju::finding::{NotEvaluated, Reason};
use guiju::reporter::{Format, Look, Shows};
use guiju::review::UnreadClaim;
use guiju::source::Span;
use support::{Case, everything, finding, label};

/// A review of one text with one error at the words; other words are operands.
fn pointing(text: &str, words: &[&str]) -> Case {
    let mut case = Case::new(&[("草稿.txt", text)]);
    let mut one = finding("T01", Severity::Error, ("两数不符", "figures differ"), ("请核实", "please verify"));
    let mut labels = words.iter().map(|words| label(case.at(0, words), &format!("此处 {words}"), ""));
    one.primary = labels.next();
    one.operands = labels.collect();
    case.review.findings.push(one);
    case
}

fn widest(text: &str) -> usize {
    text.lines().map(guiju::reporter::columns).max().unwrap_or(0)
}

#[test]
fn a_review_with_a_bit_of_everything() {
    insta::assert_snapshot!(everything().human());
}

#[test]
fn an_error_is_not_hidden_behind_a_thousand_warnings() {
    let mut case = Case::new(&[("草稿.txt", "执行率为 78.37%")]);
    let warning = finding("T01", Severity::Warning, ("存疑", "in doubt"), ("请核实", "please verify"));
    case.review.findings = vec![warning; 1000];
    let error = finding("T02", Severity::Error, ("两数不符", "figures differ"), ("请核实", "please verify"));
    case.review.findings.push(error);
    let shown = case.human();
    assert!(shown.starts_with("错误[T02]"), "{}", shown.lines().next().unwrap());
    assert_eq!(shown.matches("警告[T01]").count(), 999);
    assert!(shown.contains("另有 1 个问题未显示"));
    case.review.findings.remove(0);
    let shown = case.human();
    assert!(shown.starts_with("警告[T01]") && shown.contains("错误[T02]") && !shown.contains("未显示"));
}

#[test]
fn the_same_review_in_english() {
    insta::assert_snapshot!(everything().text(Format::Human, &Look::plain(Language::English)));
}

#[test]
fn a_narrow_terminal_breaks_no_line() {
    let look = Look { width: 60, ..Look::plain(Language::Chinese) };
    let text = everything().text(Format::Human, &look);
    assert!(widest(&text) <= 60, "{text}");
    insta::assert_snapshot!(text);
}

#[test]
fn a_paragraph_of_twenty_thousand_characters_is_cropped_round_its_labels() {
    let filler = "各项工作按照年度计划有序推进并取得了一定成效，".repeat(300);
    let text =
        format!("{filler}全年预算数 879.34 万元，{filler}实际执行 671.51 万元，{filler}执行率为 78.37%。{filler}\n");
    assert!(text.chars().count() > 20_000);
    let shown = pointing(&text, &["78.37%", "879.34 万元", "671.51 万元"]).human();
    assert!(widest(&shown) <= 100, "{shown}");
    insta::assert_snapshot!(shown);
}

#[test]
fn a_place_past_column_65535_has_its_character_column() {
    let text = format!("{}执行率为 78.37%", "长".repeat(90_000));
    let shown = pointing(&text, &["78.37%"]).human();
    assert!(shown.contains("草稿.txt:1:90006"), "{shown}");
}

#[test]
fn labels_on_distant_lines_stand_in_one_box() {
    let mut text = String::from("预算数 10 万元\n");
    text.push_str(&"无关的一行\n".repeat(120));
    text.push_str("执行数 8 万元\n\n执行率 90%\n");
    insta::assert_snapshot!(pointing(&text, &["90%", "10 万元", "8 万元"]).human());
}

#[test]
fn a_sum_of_many_items_takes_several_rows() {
    let items: Vec<String> = (1..=9).map(|n| format!("第{n}项支出 {n}{n}.{n}0 万元")).collect();
    let text = format!("支出合计 555.00 万元，其中：{}。", items.join("，"));
    let figures: Vec<String> = (1..=9).map(|n| format!("{n}{n}.{n}0 万元")).collect();
    let words: Vec<&str> = std::iter::once("555.00 万元").chain(figures.iter().map(String::as_str)).collect();
    let shown = pointing(&text, &words).human();
    assert!(widest(&shown) <= 100, "{shown}");
    insta::assert_snapshot!(shown);
}

#[test]
fn wide_rare_and_full_width_characters_are_underlined_right() {
    insta::assert_snapshot!(
        pointing("　　“𠮷祥”项目——完成率１２０％，①㎡…Ⅱ\tabc 优。", &["完成率", "１２０％", "优"]).human()
    );
}

#[test]
fn a_label_at_the_end_of_the_file_is_seen() {
    let mut case = pointing("结论如下：\n等级为优\n\n", &["优"]);
    let end = case.sources.iter().next().map(|(id, file)| Span::new(id, file.text().len(), file.text().len())).unwrap();
    case.review.findings[0].primary = Some(label(end, "此处缺少落款日期", ""));
    insta::assert_snapshot!(case.human());
}

#[test]
fn a_place_between_two_characters_is_seen() {
    let mut case = pointing("占比为 %，下降", &["占比"]);
    let mut gap = case.at(0, "%");
    gap.end = gap.start;
    case.review.findings[0].primary = Some(label(gap, "此处缺少数值", ""));
    insta::assert_snapshot!(case.human());
}

#[test]
fn a_word_cut_by_a_page_break_is_underlined_on_both_pages() {
    insta::assert_snapshot!(pointing("举荐人才，发现培\n\n养青年人才", &["发现培\n\n养"]).human());
}

#[test]
fn a_whole_section_is_shown_by_its_first_line() {
    let body = "第一段。\n第二段。\n第三段。\n第四段。\n第五段。";
    insta::assert_snapshot!(pointing(&format!("标题\n{body}\n尾"), &[body]).human());
}

#[test]
fn a_sentence_round_a_figure_leaves_the_figure_its_own_label() {
    let text = "完成率为 67.37%，请看。";
    insta::assert_snapshot!(pointing(text, &["完成率为 67.37%", "67.37%"]).human());
}

#[test]
fn hostile_text_cannot_steer_the_terminal() {
    let text = "完成\u{1b}[2J\u{1b}]0;owned\u{7}率 \u{202e}%73.67\u{202c}\u{9b}31m 万\u{200b}元\u{feff}";
    let mut case = pointing(text, &["率"]);
    let finding = &mut case.review.findings[0];
    finding.message = Wording::same("\u{1b}[31m红字\u{1b}[0m\r覆盖");
    finding.place.sections = vec!["一、\u{1b}[5m标题".into()];
    finding.causes = vec![Wording::same("\u{202e}反写")];
    case.review.packs[1].name = "江\u{1b}门".into();
    let shown = case.human();
    let unsafe_character = |c: &char| (c.is_control() && *c != '\n') || ('\u{200b}'..='\u{202e}').contains(c);
    assert_eq!(shown.chars().find(unsafe_character), None);
    insta::assert_snapshot!(shown);
}

#[test]
fn json_and_sarif_of_hostile_text_hold_no_raw_control_character() {
    let mut case = pointing("完成\u{1b}[2J率 \u{202e}%73\u{9b}", &["率"]);
    case.review.findings[0].message = Wording::same("\u{1b}[31m\u{9b}\u{202e}");
    case.review.submission = "名\u{9b}称".into();
    for format in [Format::Json, Format::Sarif] {
        let text = case.text(format, &Look::plain(Language::Chinese));
        assert!(!text.chars().any(|c| (c.is_control() && c != '\n') || c == '\u{202e}'), "{text}");
        let value: serde_json::Value = serde_json::from_str(&text).unwrap();
        let exact = value.pointer("/review/submission").or(value.pointer("/runs/0/properties/submission"));
        assert_eq!(exact.and_then(serde_json::Value::as_str), Some("名\u{9b}称"));
    }
}

#[test]
fn colours_are_only_there_where_wanted() {
    let plain = everything().human();
    assert!(!plain.contains('\u{1b}'));
    let coloured = everything().text(Format::Human, &Look { color: true, ..Look::plain(Language::Chinese) });
    assert!(coloured.contains("\u{1b}[31;1m错误[C11]"));
    let mut without = String::new();
    for (turn, part) in coloured.split('\u{1b}').enumerate() {
        without.push_str(if turn == 0 { part } else { part.split_once('m').unwrap().1 });
    }
    assert_eq!(without.replace(" \n", "\n"), plain.replace(" \n", "\n"));
}

#[test]
fn the_list_of_what_could_not_be_read() {
    let text = "全年培训约两千人次，发文 12 篇。\n收入、支出分别为 3 万元、4 万元、5 万元。\n";
    let mut case = Case::new(&[("草稿.txt", text)]);
    let uneven = Unread::UnevenLists { heads: 2, figures: 3 };
    let missing = Unread::NoCandidate { field: Wording::new("上年数", "year before") };
    let attempts =
        vec![(Wording::new("增减表述", "change"), uneven), (Wording::new("比较表述", "comparison"), missing)];
    case.review
        .unread
        .push(UnreadClaim { span: case.at(0, "收入、支出分别为 3 万元、4 万元、5 万元"), attempts });
    let open = NotEvaluated { code: "Q20".into(), place: Some(case.at(0, "约两千人次")), reason: Reason::Hedged };
    case.review.not_evaluated.push(open);
    case.review.unread_figures.push(UnreadFigure { span: case.at(0, "12 篇") });
    let (span, title) = (case.at(0, "5 万元"), "经费明细".to_owned());
    case.review.unread_tables.push(UnreadTable { span, title, figures: 12, parts: Vec::new() });
    let parts = vec![
        UnreadPart { is_column: true, name: "年初预算数".into(), figures: 6, span },
        UnreadPart { is_column: false, name: "其他资金".into(), figures: 1, span },
    ];
    case.review.unread_tables.push(UnreadTable { span, title: "评分表".into(), figures: 7, parts });
    let look = Look { shows: Shows { unread: true, ..Shows::default() }, ..Look::plain(Language::Chinese) };
    insta::assert_snapshot!(format!("{}\n---- --unread\n{}", case.human(), case.text(Format::Human, &look)));
}

#[test]
fn mistakes_in_a_file_look_like_findings() {
    let mut case = Case::new(&[("数据.yaml", "部门: 某局\n预算数: 10\n部门: 另一局\n")]);
    let twice = Diagnostic::error(
        "data::duplicate_key",
        case.nth(0, "部门", 1),
        Wording::new("“部门”写了两次", "“部门” twice"),
    )
    .saying(Wording::new("又写一次", "again"))
    .and(case.at(0, "部门"), Wording::new("已在这里写过", "first here"))
    .help(Wording::new("删去其中一个。", "Delete one of them."));
    case.diagnostics.push(twice);
    let missing = Wording::new("没有这个文件：附表.yaml", "no such file: 附表.yaml");
    case.diagnostics.push(Diagnostic::placeless("cli::missing_file", missing));
    insta::assert_snapshot!(case.human());
}

#[test]
fn thousands_of_findings_in_one_long_line_take_no_quadratic_time() {
    let text = "预算数 879.34 万元，".repeat(100_000);
    let mut case = Case::new(&[("草稿.txt", &text)]);
    for n in 0..3000 {
        let mut one = finding("T01", Severity::Warning, ("疑误", ""), ("", ""));
        let start = n * 33 * "预算数 879.34 万元，".len();
        let (id, _) = case.sources.iter().next().unwrap();
        one.primary = Some(label(Span::new(id, start, start + 9), "此处", ""));
        case.review.findings.push(one);
    }
    for format in [Format::Human, Format::Json, Format::Sarif] {
        assert!(!case.text(format, &Look::plain(Language::Chinese)).is_empty());
    }
}

#[test]
fn the_same_review_gives_the_same_bytes() {
    for format in [Format::Human, Format::Json, Format::Sarif] {
        let look = Look::plain(Language::Chinese);
        assert_eq!(everything().text(format, &look), everything().text(format, &look));
    }
}
