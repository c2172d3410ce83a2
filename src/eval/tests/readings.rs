//! A sentence that can be read in several ways is read charitably, once for all rules.

use crate::diagnostic::Severity;
use crate::fact::{FieldValue, Standing};
use crate::finding::Reason;
use crate::plan::{Arithmetic, Comparison, RecordId};

use super::support::*;

/// Two bases stand in reach of one rate.
fn two_bases(rate: &str) -> (World, RecordId) {
    let text = format!("年初预算500.00万元，调整后预算879.34万元，支出671.51万元，执行率{rate}。");
    let mut world = World::new(&text);
    let record = completion(&mut world);
    let reading = |world: &World, base: &str| {
        vec![world.figure("671.51万元"), world.figure(base), world.figure(rate), FieldValue::Missing]
    };
    let readings = vec![reading(&world, "500.00万元"), reading(&world, "879.34万元")];
    world.fact(record, rate, readings);
    (world, record)
}

#[test]
fn one_reading_that_agrees_is_enough() {
    let (mut world, record) = two_bases("76.37%");
    world.rule("A01", record, rate_agrees(record));
    assert!(world.findings().is_empty());
    assert_eq!(world.passed(), 1);
}

#[test]
fn a_finding_stands_where_every_reading_is_contradicted_and_shows_the_one_that_a_slip_explains() {
    let (mut world, record) = two_bases("67.37%");
    world.rule("A01", record, rate_agrees(record));
    let finding = world.finding();
    assert_eq!(finding.severity, Severity::Error);
    assert!(finding.operands.iter().any(|label| label.text.zh == "预算数 879.34万元"), "{:?}", finding.operands);
}

#[test]
fn what_nothing_explains_among_several_readings_is_a_note_about_the_first() {
    let (mut world, record) = two_bases("41.25%");
    world.rule("A01", record, rate_agrees(record));
    let finding = world.finding();
    assert_eq!(finding.severity, Severity::Note);
    assert!(finding.operands.iter().any(|label| label.text.zh == "预算数 500.00万元"), "{:?}", finding.operands);
}

#[test]
fn figures_that_no_word_names_are_told_only_where_a_slip_explains_the_claim() {
    let told = |rate: &str| {
        let (mut world, record) = two_bases(rate);
        world.stand_on(record, Standing::Free);
        world.rule("E02", record, rate_agrees(record));
        world.findings().into_iter().map(|finding| finding.severity).collect::<Vec<Severity>>()
    };
    assert_eq!(told("76.37%"), [], "it agrees with one of them");
    assert_eq!(told("67.37%"), [Severity::Warning], "two digits swapped");
    assert_eq!(told("41.25%"), [], "it may be about something else");
    assert_eq!(told("67%"), [], "two digits are met by chance");
}

#[test]
fn all_rules_share_one_reading() {
    // The second reading satisfies the rate, the first the cap; never the best of each.
    let (mut world, record) = two_bases("76.37%");
    world.rule("A01", record, rate_agrees(record));
    world.rule("A99", record, compare(Comparison::AtMostAbout, field(record, 1, MONEY), literal("600万元")));
    let findings = world.findings();
    assert_eq!(findings.len(), 1, "each reading has one contradiction, so the first is shown");
    assert_eq!(findings[0].code, "A01");
}

#[test]
fn plain_comparisons_on_which_the_readings_differ_are_not_evaluated() {
    let (mut world, record) = two_bases("76.37%");
    world.rule("A01", record, rate_agrees(record));
    world.rule("L01", record, compare(Comparison::Less, field(record, 1, MONEY), literal("600万元")));
    let open = world.open();
    assert_eq!((open.len(), &*open[0].code), (1, "L01"));
    assert_eq!(open[0].reason, Reason::ReadingsDisagree);
}

#[test]
fn the_reading_does_not_depend_on_the_rules_selected() {
    let (mut world, record) = two_bases("76.37%");
    world.rule("A01", record, rate_agrees(record));
    // Both readings satisfy this one.
    let much = arithmetic(Arithmetic::Add, field(record, 0, MONEY), literal("900万元"), MONEY);
    world.rule("T02", record, compare(Comparison::AtMostAbout, field(record, 1, MONEY), much));
    let only = |code: &'static str| {
        super::super::evaluate(
            &world.plan,
            &world.facts,
            &world.sources,
            &move |rule| *rule.code == *code,
            super::super::Detail::Everything,
        )
    };
    let crate::finding::Outcome::Passed(passed) = &only("T02")[0] else { panic!("it holds") };
    let formula = &passed.computation.as_ref().unwrap();
    assert_eq!(formula.claimed, "879.34万元", "{formula:?}");
}

#[test]
fn a_trace_tells_the_reading_shown_and_the_steps() {
    let (mut world, record) = two_bases("76.37%");
    let mut packs = crate::source::SourceMap::default();
    packs.add("rules.gj", "c.rate ~= c.actual / c.base");
    world.rule("A01", record, rate_agrees(record));
    let traces = super::super::trace(&world.plan, &world.facts, &world.sources, &packs, "A01");
    assert_eq!(traces.len(), 1);
    assert_eq!(traces[0].readings, (2, 2));
    assert_eq!(traces[0].result.zh, "通过");
    let told: Vec<&str> = traces[0].steps.iter().map(|step| step.value.zh.as_str()).collect();
    assert_eq!(told, ["671.51万元", "879.34万元", "76.37%", "相符", "76.37%", "76.37%", "671.51万元", "879.34万元"]);
    assert_eq!(traces[0].steps[3].depth, 0);
    assert_eq!(traces[0].steps[5].depth, 1);
}
