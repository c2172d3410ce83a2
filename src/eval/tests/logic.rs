//! Three values of truth; when a rule applies; what could not be said is never silent.

use crate::diagnostic::{Severity, Wording};
use crate::fact::{FieldValue, Unread};
use crate::figure::Hedge;
use crate::finding::Reason;
use crate::plan::{Comparison, Logic, Presence, RecordId};

use super::support::*;

fn above(field: crate::plan::Expr, limit: &str) -> crate::plan::Expr {
    compare(Comparison::Greater, field, literal(limit))
}

/// One fact of two amounts, the second of which may be missing.
fn pair(first: FieldValue, second: FieldValue, world: &mut World) -> RecordId {
    let record = world.record("pair", &[("甲", MONEY, false), ("乙", MONEY, true)]);
    world.fact(record, "金额", vec![vec![first, second]]);
    record
}

#[test]
fn a_missing_optional_field_makes_a_check_not_applicable() {
    let mut world = World::new("金额5万元。");
    let first = world.figure("5万元");
    let record = pair(first, FieldValue::Missing, &mut world);
    world.rule("T1", record, above(field(record, 1, MONEY), "1万元"));
    assert!(world.run().is_empty());
}

#[test]
fn a_missing_required_or_unread_field_is_not_evaluated() {
    let mut world = World::new("金额五。");
    let unread =
        FieldValue::Unread(Unread::NotA { wanted: Wording::same("金额"), found: "五".to_owned() }.into(), None);
    let record = pair(FieldValue::Missing, unread, &mut world);
    world.rule("T1", record, above(field(record, 0, MONEY), "1万元"));
    world.rule("T2", record, above(field(record, 1, MONEY), "1万元"));
    let reasons: Vec<Reason> = world.open().into_iter().map(|open| open.reason).collect();
    assert_eq!(reasons[0], Reason::Missing(Wording::same("甲")));
    assert!(matches!(&reasons[1], Reason::Unread(words) if words.zh.contains('五')), "{reasons:?}");
}

#[test]
fn true_or_undecided_is_true_and_false_or_undecided_is_not_evaluated() {
    let mut world = World::new("金额5万元。");
    let first = world.figure("5万元");
    let record = pair(first, FieldValue::Missing, &mut world);
    world.plan.records[record.0].fields[1].optional = false;
    let unknown = || above(field(record, 1, MONEY), "1万元");
    world.rule("T1", record, logic(Logic::Or, unknown(), above(field(record, 0, MONEY), "1万元")));
    world.rule("T2", record, logic(Logic::Or, above(field(record, 0, MONEY), "9万元"), unknown()));
    world.rule("T3", record, logic(Logic::And, unknown(), above(field(record, 0, MONEY), "9万元")));
    assert_eq!(world.passed(), 1);
    assert_eq!(world.open().iter().map(|open| &*open.code).collect::<Vec<_>>(), ["T2"]);
    assert_eq!(world.finding().code, "T3");
}

#[test]
fn when_false_is_not_applicable_and_when_undecided_is_not_evaluated() {
    let mut world = World::new("金额5万元。");
    let first = world.figure("5万元");
    let record = pair(first, FieldValue::Missing, &mut world);
    world.rule("T1", record, above(field(record, 0, MONEY), "9万元"));
    world.plan.rules[0].when.push(is(field(record, 1, MONEY), Presence::Present));
    world.rule("T2", record, above(field(record, 0, MONEY), "9万元"));
    let hedged = World::new("约5万元").hedged("5万元", Hedge::About);
    world.fact(record, "金额", vec![vec![hedged, FieldValue::Missing]]);
    world.plan.rules[1].when.push(above(field(record, 0, MONEY), "5万元"));
    let open = world.open();
    assert_eq!((open.len(), &*open[0].code, &open[0].reason), (1, "T2", &Reason::Hedged));
    assert!(world.findings().is_empty());
}

#[test]
fn a_hedged_figure_decides_only_what_its_interval_decides() {
    let mut world = World::new("金额80多场次。");
    let record = world.record("count", &[("场次", ANY, false)]);
    let figure = world.hedged("80", Hedge::AndMore);
    world.fact(record, "金额", vec![vec![figure]]);
    world.rule("T1", record, above(field(record, 0, NUMBER), "80"));
    world.rule("T2", record, compare(Comparison::Less, field(record, 0, NUMBER), literal("80")));
    world.rule("T3", record, above(field(record, 0, NUMBER), "85"));
    assert_eq!(world.passed(), 1);
    assert_eq!(world.finding().code, "T2");
    assert_eq!(&*world.open()[0].code, "T3");
}

#[test]
fn under_or_only_the_best_branch_gives_its_notes_and_under_not_none() {
    let mut world = one_claim("671.51万元", "879.34万元", "76.36%");
    let record = RecordId(0);
    let holds = above(field(record, 0, MONEY), "1万元");
    world.rule("T1", record, logic(Logic::Or, rate_agrees(record), holds.clone()));
    world.rule("T2", record, negated(negated(rate_agrees(record))));
    world.rule("T3", record, logic(Logic::And, holds, rate_agrees(record)));
    let notes: Vec<String> = world.findings().into_iter().map(|finding| finding.code).collect();
    assert_eq!(notes, ["A01", "T3"]);
}

#[test]
fn a_report_fails_wherever_its_conditions_hold() {
    let mut world = World::new("金额5万元，余额7万元。");
    let first = world.figure("5万元");
    let record = pair(first, FieldValue::Missing, &mut world);
    let rule = world.rule("T1", record, above(field(record, 0, MONEY), "1万元"));
    rule.checks[0].kind = crate::plan::CheckKind::Report;
    rule.when.push(above(field(record, 0, MONEY), "1万元"));
    rule.severity = Severity::Warning;
    let finding = world.finding();
    assert_eq!(world.pointed(&finding), "5万元");
    assert_eq!(finding.severity, Severity::Warning);
}

#[test]
fn blank_is_neither_present_nor_missing() {
    let mut world = World::new("金额—。");
    let dash = world.span("—", 0);
    let record = pair(FieldValue::Missing, FieldValue::Blank(Some(dash)), &mut world);
    let of = || field(record, 1, MONEY);
    world.rule("T1", record, is(of(), Presence::Present)).checks[0].at.push(field(record, 1, MONEY));
    world.rule("T2", record, is(of(), Presence::Missing));
    world.rule("T3", record, is(of(), Presence::Blank));
    let findings = world.findings();
    assert_eq!(findings.iter().map(|finding| finding.code.as_str()).collect::<Vec<_>>(), ["T1", "T2"]);
    assert_eq!(world.pointed(&findings[0]), "—");
    assert_eq!(findings[0].primary.as_ref().unwrap().text.zh, "乙 （空）");
}
