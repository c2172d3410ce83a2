//! Required sections.

use crate::finding::Reason;
use crate::plan::{Aspect, CheckKind, Outline, OutlineId, OutlineSection, Quantifier};

use super::support::*;

fn section(titles: &[&str], sections: Vec<OutlineSection>) -> OutlineSection {
    let titles = titles.iter().map(|title| (*title).to_owned()).collect();
    OutlineSection { optional: false, titles, sections }
}

/// 基本情况（职能｜职责、目标）, 自评情况（结论）.
fn with_outline(world: &mut World, aspect: Aspect) {
    world.plan.outlines.push(Outline {
        name: "整体支出".to_owned(),
        years: (None, None),
        sections: vec![
            section(&["基本情况"], vec![section(&["部门职能", "部门职责"], vec![]), section(&["绩效目标"], vec![])]),
            section(&["自评情况"], vec![section(&["自评结论"], vec![])]),
        ],
    });
    world.rule_over("D01", Quantifier::Submission, CheckKind::Outline(OutlineId(0), aspect));
}

#[test]
fn a_missing_section_is_named_at_the_heading_it_belongs_under() {
    let mut world = World::new("一、基本情况\n部门职责\n二、自评情况\n自评结论");
    world.section("基本情况", None, 0);
    world.section("部门职责", Some(0), 90);
    world.section("自评情况", None, 0);
    world.section("自评结论", Some(2), 60);
    with_outline(&mut world, Aspect::Complete);
    let finding = world.finding();
    assert_eq!(finding.message.zh, "缺少必备章节“绩效目标”");
    assert_eq!(world.pointed(&finding), "基本情况");
    assert_eq!(finding.place.clause, "绩效目标");
}

#[test]
fn what_stands_inside_a_missing_section_is_not_missed_again() {
    let mut world = World::new("基本情况 部门职能 绩效目标");
    world.section("基本情况", None, 0);
    world.section("部门职能", Some(0), 9);
    world.section("绩效目标", Some(0), 9);
    with_outline(&mut world, Aspect::Complete);
    assert_eq!(world.finding().message.zh, "缺少必备章节“自评情况”");
}

#[test]
fn a_section_may_stand_below_a_heading_the_outline_does_not_know() {
    let mut world = World::new("自评报告 基本情况 部门职能 绩效目标 自评情况 自评结论");
    world.section("自评报告", None, 0);
    world.section("基本情况", Some(0), 0);
    world.section("部门职能", Some(1), 9);
    world.section("绩效目标", Some(1), 9);
    world.section("自评情况", Some(0), 0);
    world.section("自评结论", Some(4), 9);
    with_outline(&mut world, Aspect::Complete);
    assert!(world.findings().is_empty());
    assert_eq!(world.passed(), 1);
}

#[test]
fn of_sections_out_of_order_the_fewest_are_blamed() {
    let mut world = World::new("基本情况 绩效目标 部门职能 自评情况 自评结论");
    world.section("基本情况", None, 0);
    world.section("绩效目标", Some(0), 9);
    world.section("部门职能", Some(0), 9);
    world.section("自评情况", None, 0);
    world.section("自评结论", Some(3), 9);
    with_outline(&mut world, Aspect::InOrder);
    let finding = world.finding();
    assert!(
        ["章节“绩效目标”应在“部门职能”之后", "章节“部门职能”应在“绩效目标”之前"].contains(&finding.message.zh.as_str())
    );
}

#[test]
fn a_section_is_empty_only_if_all_below_it_is() {
    let mut world = World::new("基本情况 部门职能 绩效目标 自评情况 自评结论");
    world.section("基本情况", None, 0);
    world.section("部门职能", Some(0), 40);
    world.section("绩效目标", Some(0), 0);
    world.section("自评情况", None, 12);
    world.section("自评结论", Some(3), 30);
    with_outline(&mut world, Aspect::Filled);
    assert_eq!(world.finding().message.zh, "章节“绩效目标”内容为空");
}

#[test]
fn without_prose_an_outline_is_not_evaluated() {
    let mut world = World::new("数据");
    world.facts.has_prose = false;
    with_outline(&mut world, Aspect::Complete);
    assert!(matches!(world.open()[0].reason, Reason::NothingToRead(_)));
}

#[test]
fn of_outlines_with_one_name_the_year_of_the_report_chooses() {
    let mut world = World::new("2019年度 基本情况");
    world.section("基本情况", None, 9);
    let report = world.record("report", &[("year", crate::plan::Type::Year, true)]);
    world.plan.records[report.0].builtin = Some(crate::plan::BuiltinRecord::Report);
    let year = crate::fact::FieldValue::Value(crate::fact::Value::Year(2019, None));
    world.fact(report, "2019年度", vec![vec![year]]);
    with_outline(&mut world, Aspect::Complete);
    world.plan.outlines[0].years = (Some(2021), None);
    let old = Outline {
        name: "整体支出".to_owned(),
        years: (None, Some(2020)),
        sections: vec![section(&["基本情况"], vec![])],
    };
    world.plan.outlines.push(old);
    assert!(world.findings().is_empty());
    assert_eq!(world.passed(), 1);
}

#[test]
fn an_outline_is_asked_for_only_where_the_rule_applies() {
    let mut world = World::new("项目支出自评报告 其他");
    world.section("其他", None, 9);
    let report = world.record("report", &[("kind", crate::plan::Type::Text, true)]);
    let kind = world.text("项目支出");
    world.fact(report, "项目支出", vec![vec![kind]]);
    with_outline(&mut world, Aspect::Complete);
    let of = expr(crate::plan::ExprKind::Singleton(report), crate::plan::Type::Record(report));
    let kind = expr(crate::plan::ExprKind::Field { of: Box::new(of), field: 0 }, crate::plan::Type::Text);
    let whole = compare(crate::plan::Comparison::Equal, kind, words("部门整体支出"));
    world.plan.rules[0].when.push(whole);
    assert!(world.run().is_empty());
}
