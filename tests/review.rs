//! What a review says beside its findings: what was not read, what was not checked, and who a finding is after edits.

#![expect(clippy::expect_used, reason = "a test that cannot go on may panic")]

use guiju::engine::{Detail, Engine, Input, Settings, open};
use guiju::finding::Finding;
use guiju::read::Limits;
use guiju::review::Review;
use guiju::source::SourceMap;

fn reviewed(name: &str, text: &str) -> (Review, SourceMap) {
    let pack = Engine::embedded().compile("national", &Settings::default()).expect("the shipped packs are right");
    let checked = pack.check(name, vec![Input::new(name, text)], &Limits::default());
    (checked.review.expect("the draft can be read"), checked.sources)
}

/// With the arithmetic of what holds, by all packs that no place has of its own.
fn proved(name: &str, text: &str) -> Review {
    let pack = Engine::embedded().compile("general", &Settings::default()).expect("the shipped packs are right");
    let opened = open(name, vec![Input::new(name, text)], &Limits::default());
    pack.check_with(opened, Detail::Everything).review.expect("the draft can be read")
}

/// The words that stand in the list of unread claims, with how often something was looked for there.
fn unread(text: &str) -> Vec<(String, usize)> {
    let (review, sources) = reviewed("草稿.txt", text);
    review.unread.iter().map(|claim| (sources.slice(claim.span).to_owned(), claim.attempts.len())).collect()
}

fn the_only<'r>(review: &'r Review, code: &str) -> &'r Finding {
    let mut of_code = review.findings.iter().filter(|finding| finding.code == code);
    let finding = of_code.next().expect("the fault is found");
    assert!(of_code.next().is_none(), "{code} is found once");
    finding
}

#[test]
fn a_claim_is_told_once_with_all_that_was_looked_for() {
    assert_eq!(unread("培训按计划完成，完成率为 95.20%。\n"), [("95.20%".to_owned(), 2)]);
}

#[test]
fn what_a_whole_relation_has_read_is_not_unread_for_others() {
    let drop = "全年总支出完成 671.51 万元，为预算总支出 879.34 万元的 76.37%，减支 207.83 万元，减 23.63%。\n";
    assert_eq!(unread(drop), []);
    let parts = "总支出 405.73 万元，其中：基本支出 312.40 万元，项目支出 93.33 万元。\n";
    assert_eq!(unread(parts), []);
}

#[test]
fn a_figure_is_listed_once() {
    let (review, _) = reviewed("草稿.txt", "培训按计划完成，完成率为 95.20%。\n");
    assert_eq!((review.unread.len(), review.unread_figures.len()), (1, 0));
}

/// C03 asks for the kind of report; a report without a cover does not say it, and that is no reason to tell.
#[test]
fn a_report_without_a_cover_is_a_report() {
    let (review, _) = reviewed("草稿.txt", "全年总支出完成 671.51 万元，为预算总支出 879.34 万元的 76.37%。\n");
    let open: Vec<_> = review.not_evaluated.iter().map(|open| (&open.code, &open.reason)).collect();
    assert!(open.is_empty(), "{open:?}");
}

#[test]
fn rows_put_in_above_change_no_fingerprint() {
    let row = "  - {一级指标: 产出, 三级指标: 开放天数, 目标值: ≥300天, 完成值: 312天, 分值: 20, 得分: 25}\n";
    let above = "  - {一级指标: 产出, 三级指标: 展览场次, 目标值: 5场, 完成值: 5场, 分值: 10, 得分: 10}\n";
    let fingerprint = |text: &str| the_only(&reviewed("数据.yaml", text).0, "C04").fingerprint.clone();
    assert_eq!(fingerprint(&format!("指标:\n{row}")), fingerprint(&format!("指标:\n{above}{row}")));
}

#[test]
fn a_drop_is_told_without_its_sign_and_a_gap_of_rates_in_points() {
    let (review, _) = reviewed("草稿.txt", "公务接待费 1.40 万元，比上年减少 0.30 万元，下降 0.30%。\n");
    let message = &the_only(&review, "A05").message.zh;
    assert!(message.contains("= 17.65%") && !message.contains('-'), "{message}");
    let (review, _) = reviewed("草稿.txt", "满意度为 94.5%，比上年的 92.0% 提高 3.5 个百分点。\n");
    let message = &the_only(&review, "A13").message.zh;
    assert!(message.contains("相差 2.5个百分点"), "{message}");
}

#[test]
fn whole_sums_have_no_decimals_and_others_those_of_their_terms() {
    let (review, _) = reviewed("数据.yaml", "资金: {资金总额: 520, 财政拨款: 480, 上年结转资金: 30, 其他资金: 20}\n");
    let finding = the_only(&review, "B11");
    assert!(finding.message.zh.contains("530万元"), "{}", finding.message.zh);
    let (review, _) = reviewed("数据.yaml", "支出构成: {总支出: 405.73, 基本支出: 312.4, 项目支出: 93.2}\n");
    let finding = the_only(&review, "B02b");
    assert!(finding.message.zh.contains("405.6万元"), "{}", finding.message.zh);
}

/// B18c asks only that parts are not more than their total; B03 asks that they make it.
#[test]
fn a_bound_that_holds_excuses_no_sum_that_does_not() {
    let (review, _) = reviewed("草稿.txt", "基本支出 100.00 万元，其中人员经费 60.00 万元，公用经费 35.00 万元。\n");
    the_only(&review, "B03");
}

#[test]
fn a_proof_says_alike_checks_once_and_passes_nothing_that_fails() {
    let review = proved("草稿.txt", "专项资金 12.50 万元当年全部拔付，到位资金 12.50 万元。\n");
    let typo = the_only(&review, "N05").primary.as_ref().expect("it points somewhere").span;
    let at_typo = |place: Option<guiju::source::Span>| place == Some(typo);
    assert!(review.passed.iter().any(|one| &*one.code == "N05" && at_typo(one.place)), "one of its checks holds");
    assert!(!review.held().iter().any(|one| &*one.code == "N05" && at_typo(one.place)));
    let bare = |code: &str| {
        let places = review.held().into_iter().filter(|one| &*one.code == code && one.computation.is_none());
        places.map(|one| one.place).collect::<Vec<_>>()
    };
    let mut places = bare("N06");
    assert!(review.passed.iter().filter(|one| &*one.code == "N06").count() > places.len(), "several checks a figure");
    let all = places.len();
    places.dedup();
    assert_eq!((places.len(), all), (2, 2));
}

#[test]
fn a_limit_is_no_claim_of_the_text() {
    let row = "indicators:\n  - {三级指标: 学员满意度, 年度指标值: ≥95%, 实际完成值: 93.1%, 分值: 10, 得分: 9.7, 偏差原因: 场地偏小}\n";
    let review = proved("指标.yaml", row);
    let held = review.held().into_iter().find(|one| &*one.code == "C06").expect("the points are not too many");
    let computation = held.computation.as_deref().expect("it has arithmetic");
    assert_eq!((computation.relation, &*computation.claimed), (guiju::finding::Relation::AtLeast, "9.7分"));
    assert!(computation.rounded.starts_with("9.8"), "{computation:?}");
}
