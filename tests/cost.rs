//! What a check costs: work is counted by the limits of the evaluator and of the parser, never by the clock. A rule may
//! visit two million elements and try two hundred thousand bindings; whoever walks all of some facts for each of them is
//! stopped here, and so is a grammar that reads the same text again and again.

#![expect(clippy::expect_used, reason = "a test stops at the first thing that is not as it should be")]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::num::NonZeroUsize;

use guiju::diagnostic::Diagnostics;
use guiju::engine::{Engine, Input, Settings, open};
use guiju::extract::extract;
use guiju::fact::Unread;
use guiju::finding::Reason;
use guiju::read::Limits;
use guiju::source::SourceMap;

/// So many headings, sentences and figures that each squared is more than any rule may do.
const MANY: usize = 1_450;

fn limited(draft: &str) -> Vec<String> {
    let pack = Engine::embedded().compile("jiangmen", &Settings::default()).expect("the shipped packs are right");
    let checked = pack.check("draft.txt", vec![Input::new("draft.txt", draft)], &Limits::default());
    let review = checked.review.expect("readable");
    let limited =
        review.not_evaluated.iter().filter(|open| matches!(open.reason, Reason::TooMuchWork(_) | Reason::LimitReached));
    let codes: BTreeSet<String> = limited.map(|open| open.code.to_string()).collect();
    codes.into_iter().collect()
}

#[test]
fn no_shipped_rule_walks_all_headings_for_each_heading() {
    let mut draft = String::from("江门市某局 2022 年部门整体支出绩效自评报告\n");
    for number in 0..MANY {
        let (turn, of_three) = (number % 97, number % 3);
        let _ = match of_three {
            0 => writeln!(draft, "一、绩效自评情况\n（一）绩效目标完成情况\n1.全年举办活动 {turn} 场，完成得较好。"),
            1 => writeln!(draft, "{turn}.全年培训 {turn}0 人次，达到预期。"),
            _ => writeln!(draft, "（{turn}）存在的问题是进度较慢，将加强管理。"),
        };
    }
    assert_eq!(limited(&draft), Vec::<String>::new());
}

#[test]
fn no_shipped_rule_walks_all_claims_for_each_claim() {
    let mut draft = String::from("江门市某局 2022 年部门整体支出绩效自评报告\n");
    for _ in 0..MANY {
        draft.push_str("一、预算执行情况\n全年总支出完成 671.51 万元，预算总支出 879.34 万元。");
        draft.push_str("全年总收入完成 673.79 万元，投入 3 万元。\n");
    }
    assert_eq!(limited(&draft), Vec::<String>::new());
}

/// Paragraphs without end: what no writer writes, and what a file can hold all the same.
const ENDLESS: [&str; 13] = [
    "（支出1%",
    "支出率88.5%，",
    "支出完成100万元，",
    "，其中支出100万元，占10%",
    "（其中支出100万元",
    "分别为1%、2%，",
    "合计100万元，",
    "2022年支出率1%，2023年支出率2%，",
    "占1%、",
    "支出100万元、",
    "占1%；",
    "培训10人，其中",
    "得分90分，",
];

/// How often the reader of claims looks at a figure of a report.
fn looks(draft: String) -> u64 {
    let pack = Engine::embedded().compile("jiangmen", &Settings::default()).expect("the shipped packs are right");
    let opened = open("draft.txt", vec![Input::new("draft.txt", draft)], &Limits::default());
    extract(&pack.plan, &opened.submission.expect("readable")).looks
}

#[test]
fn a_sentence_twice_as_long_costs_twice_as_much() {
    for words in ENDLESS {
        let [once, twice] =
            [300, 600].map(|count| looks(format!("某局自评报告\n一、基本情况\n{}\n", words.repeat(count))));
        assert!(once > 0, "{words} is read");
        assert!(twice < once * 5 / 2, "{words}: {once}, then {twice}");
    }
}

/// A pattern takes a number of steps from each place where it may begin: only texts longer than that show that it stops.
#[test]
fn a_pattern_gives_up_after_so_many_steps() {
    let [once, twice] = [1_500, 3_000].map(|count| looks(format!("某局自评报告\n{}\n", "“支出1%《".repeat(count))));
    assert!(once > 0 && twice < once * 5 / 2, "{once}, then {twice}");
}

#[test]
fn a_sentence_too_long_to_be_read_is_told_and_so_is_what_no_window_reaches() {
    let draft = format!("某局自评报告\n一、基本情况\n{}支出率88.5%。\n", "（支出1%".repeat(1_500));
    let pack = Engine::embedded().compile("jiangmen", &Settings::default()).expect("the shipped packs are right");
    let checked = pack.check("draft.txt", vec![Input::new("draft.txt", draft)], &Limits::default());
    let review = checked.review.expect("readable");
    let reasons = || review.unread.iter().flat_map(|claim| &claim.attempts).map(|(_, reason)| reason);
    assert!(reasons().any(|reason| *reason == Unread::SentenceTooLong), "{:?}", reasons().next());
}

/// Steps that the parser may take for a byte of a rule file.
const STEPS_A_BYTE: usize = 100;

/// Longer than any shipped file, since the limit holds for every text that is parsed meanwhile.
const LONG: usize = 100_000;

/// How many declarations a rule file has, and what is wrong with it.
fn parsed(text: &str) -> (usize, Vec<String>) {
    let (mut sources, mut told) = (SourceMap::default(), Diagnostics::default());
    let source = sources.add("input.gj", text);
    let module = guiju::syntax::parse(source, &sources, &mut told);
    (module.items.len(), told.iter().map(|one| format!("{one:?}")).collect())
}

#[test]
fn the_parser_reads_no_text_again_and_again() {
    let inside = format!("rule A01 \"x\" {{\n{}}}\n", "    chek a\n".repeat(LONG / 11));
    let rule = "rule A01 \"名\" {\n    severity note\n    check a.b + 1 > 3 else \"文\" at a.b\n}\n";
    let parts = [
        rule,
        "a ",
        "全年总支出完成预算。\n",
        "}\n",
        "rule\n",
        "rule A01 \"x\" {\n",
        "{ } ",
        "\"\"\"\"",
        "“”“\n",
        "check a\n",
        "record r { a: b\n c }\n",
        "let x = a + (b\n",
        "// x\n",
        "/// x\n",
        "\"{a\" ",
        "let x = \"{a}{\"\n",
    ];
    let texts = parts.iter().map(|part| part.repeat(LONG / part.len())).chain([inside]);
    for text in texts {
        pest::set_call_limit(None);
        let free = parsed(&text);
        pest::set_call_limit(NonZeroUsize::new(text.len() * STEPS_A_BYTE));
        assert!(
            parsed(&text) == free,
            "more than {STEPS_A_BYTE} steps a byte: {}",
            text.chars().take(40).collect::<String>()
        );
    }
    pest::set_call_limit(None);
}
