//! Derived fields, joins, groups, equal keys; findings that stay the same.

use crate::diagnostic::Wording;
use crate::fact::FieldValue;
use crate::finding::{Outcome, Reason};
use crate::plan::{
    Among, CheckKind, Comparison, Derive, Equality, Expr, ExprKind, Fold, Join, Logic, Over, Presence, Quantifier,
    RecordId, Scope, Slot, TableShape, TableSource, Tie, Type,
};

use super::support::*;

fn indicators(world: &mut World, rows: &[(&str, &str, &str)]) -> RecordId {
    let record =
        world.record("indicator", &[("name", Type::Text, false), ("level", Type::Text, true), ("score", SCORE, true)]);
    for (position, (name, level, score)) in rows.iter().enumerate() {
        let level = if level.is_empty() { FieldValue::Missing } else { world.text(level) };
        let score = if score.is_empty() { FieldValue::Missing } else { world.figure(score) };
        let values = vec![world.text(name), level, score];
        world.data(record, &format!("indicators[{position}]"), name, values);
    }
    record
}

fn members(fold: Fold, over: Over, body: Option<Expr>, ty: Type) -> Expr {
    let body = body.map(Box::new);
    expr(ExprKind::Quantified { fold, binder: Slot(2), over: Box::new(over), condition: None, body }, ty)
}

fn equal(key: Expr, value: Expr) -> Join {
    Join { tie: Tie::Equal(Equality { key, value }), narrowed: Vec::new(), rest: None }
}

#[test]
fn a_missing_field_is_derived_from_printed_ones_and_is_there_then() {
    let mut world = World::new("收入25.00万元，增加5.00万元，增长30.00%。");
    let fields = [("本年", MONEY, true), ("上年", MONEY, true), ("增加额", MONEY, true), ("增幅", RATE, false)];
    let record = world.record("growth", &fields);
    let values = vec![world.figure("25.00万元"), FieldValue::Missing, world.figure("5.00万元"), world.figure("30.00%")];
    world.fact(record, "30.00%", vec![values]);
    let prior = minus(field(record, 0, MONEY), field(record, 2, MONEY));
    world.plan.records[record.0].derives.push(Derive { field: 1, value: prior });
    let growth = ratio(field(record, 2, MONEY), field(record, 1, MONEY));
    world.rule("A05", record, agrees(field(record, 3, RATE), growth));
    world.rule("T2", record, super::support::is(field(record, 1, MONEY), crate::plan::Presence::Present));
    let finding = world.finding();
    let computation = finding.computation.unwrap();
    assert_eq!(computation.formula, "5.00万元 ÷ (25.00万元 − 5.00万元)");
    assert_eq!(computation.rounded, "25.00%");
    assert_eq!(world.passed(), 1);
}

#[test]
fn facts_are_joined_by_equal_values_without_regard_to_blanks_and_width() {
    let mut world = World::new("培训 人次（甲）80分 … 培训人次(甲)85分 其他70分");
    let record = world.record("score", &[("name", Type::Text, false), ("score", SCORE, false)]);
    let table = world.record("row", &[("name", Type::Text, false), ("score", SCORE, false)]);
    let values = vec![world.text("培训 人次（甲）"), world.figure("80分")];
    world.fact(record, "培训 人次（甲）", vec![values]);
    for (name, score) in [("培训人次(甲)", "85分"), ("其他", "70分")] {
        let values = vec![world.text(name), world.figure(score)];
        world.fact(table, name, vec![values]);
    }
    let join = equal(field_of(1, table, 0, Type::Text), field_of(0, record, 0, Type::Text));
    let quantifier =
        Quantifier::Facts { binders: vec![(Slot(0), record), (Slot(1), table)], joins: vec![join], condition: None };
    let equal = compare(Comparison::Equal, field_of(0, record, 1, SCORE), field_of(1, table, 1, SCORE));
    world.rule_over("B13", quantifier, CheckKind::Condition(equal));
    let finding = world.finding();
    assert_eq!(world.pointed(&finding), "80分");
    assert_eq!(finding.operands[0].text.zh, "score 85分");
}

#[test]
fn facts_are_joined_inside_one_sentence_and_never_with_themselves() {
    let mut world = World::new("甲为1元，乙为2元。丙为3元。");
    let record = world.record("amount", &[("v", MONEY, false)]);
    for words in ["1元", "2元", "3元"] {
        let values = vec![world.figure(words)];
        world.fact(record, words, vec![values]);
    }
    let quantifier = Quantifier::Facts {
        binders: vec![(Slot(0), record), (Slot(1), record)],
        joins: vec![Join { tie: Tie::Within(Scope::Sentence, Slot(0)), narrowed: Vec::new(), rest: None }],
        condition: Some(compare(Comparison::Less, field_of(0, record, 0, MONEY), field_of(1, record, 0, MONEY))),
    };
    world.rule_over("T1", quantifier, CheckKind::Report).checks[0].at =
        vec![field_of(0, record, 0, MONEY), field_of(1, record, 0, MONEY)];
    let finding = world.finding();
    assert_eq!((world.pointed(&finding), finding.operands.len()), ("1元", 1));
}

#[test]
fn groups_are_formed_by_equal_values_in_the_order_of_their_first_members() {
    let rows = [("数量", "产出", "40分"), ("满意", "效益", "20分"), ("质量", "产出", "20分"), ("无类", "", "5分")];
    let mut world = World::new("数量产出40分 满意效益20分 质量产出20分 无类5分");
    let record = indicators(&mut world, &rows);
    let quantifier = Quantifier::Groups {
        binder: Slot(0),
        member: Slot(1),
        record,
        condition: None,
        by: vec![field_of(1, record, 1, Type::Text)],
    };
    let list = expr(ExprKind::Local(Slot(0)), Type::List(Box::new(Type::Record(record))));
    let total = members(Fold::Sum, Over::List(list), Some(field_of(2, record, 2, SCORE)), SCORE);
    let check = compare(Comparison::LessEqual, total, literal("50分"));
    world.rule_over("C03", quantifier, CheckKind::Condition(check));
    let finding = world.finding();
    let computation = finding.computation.unwrap();
    assert_eq!((computation.formula.as_str(), computation.rounded.as_str()), ("40分 + 20分", "60分"));
    assert_eq!(computation.claimed, "", "a limit of the rule is no claim");
    assert_eq!(world.passed(), 1, "the group of 效益; a row without a class is in no group");
}

#[test]
fn an_inner_lookup_uses_its_equality() {
    let mut world = World::new("数量40分 质量20分 数量 8分");
    let record = indicators(&mut world, &[("数量", "", "40分"), ("质量", "", "20分")]);
    let paper = world.record("paper", &[("name", Type::Text, false), ("score", SCORE, false)]);
    let values = vec![world.text("数量"), world.figure("8分")];
    world.fact(paper, "8分", vec![values]);
    let join = equal(field_of(2, record, 0, Type::Text), field_of(0, paper, 0, Type::Text));
    let over = Over::Facts { record, join: Some(join), given: None };
    let total = members(Fold::Sum, over, Some(field_of(2, record, 2, SCORE)), SCORE);
    world.rule("T1", paper, compare(Comparison::Equal, field(paper, 1, SCORE), total));
    assert_eq!(world.finding().operands[0].text.zh, "score 40分");
}

#[test]
fn a_rule_on_prose_says_nothing_about_bare_data() {
    let mut world = World::new("data");
    world.facts.has_prose = false;
    let section = world.record("section", &[("title", Type::Text, false)]);
    world.plan.records[section.0].builtin = Some(crate::plan::BuiltinRecord::Section);
    let title = field_of(2, section, 0, Type::Text);
    let has = expr(ExprKind::Contains(Box::new(title), Box::new(words("存在问题"))), Type::Bool);
    let any = members(Fold::Any, Over::Facts { record: section, join: None, given: None }, Some(has), Type::Bool);
    world.rule_over("D05", Quantifier::Submission, CheckKind::Condition(any));
    assert!(matches!(world.open()[0].reason, Reason::NothingToRead(_)));
}

#[test]
fn a_rule_on_a_form_waits_for_its_table() {
    for (has_tables, is_open) in [(false, true), (true, false)] {
        let mut world = World::new("绩效自评表");
        (world.facts.has_prose, world.facts.has_data, world.facts.has_tables) = (false, false, has_tables);
        let record = indicators(&mut world, &[]);
        let source = TableSource { shape: TableShape::Rows, fields: Vec::new(), fill: Vec::new(), money_power: None };
        world.plan.records[record.0].tables.push(source);
        let name = Box::new(field_of(2, record, 0, Type::Text));
        let named = expr(ExprKind::Is(name, Presence::Present), Type::Bool);
        let any = members(Fold::Any, Over::Facts { record, join: None, given: None }, Some(named), Type::Bool);
        world.rule_over("Q01", Quantifier::Submission, CheckKind::Condition(any));
        assert_eq!(world.open().iter().any(|open| matches!(open.reason, Reason::NothingToRead(_))), is_open);
    }
}

/// Three places state the same budget.
fn stated(values: &[&str], keys: &[&str]) -> World {
    let text: Vec<String> = keys.iter().zip(values).map(|(key, value)| format!("{key}为{value}。")).collect();
    let mut world = World::new(&text.join(""));
    let record = world.record("budget", &[("项目", Type::Text, true), ("预算数", MONEY, false)]);
    world.plan.records[record.0].key = vec![0];
    for (key, value) in keys.iter().zip(values) {
        let key = if key.is_empty() { FieldValue::Missing } else { world.text(key) };
        let fields = vec![key, world.figure(value)];
        world.fact(record, value, vec![fields]);
    }
    world.rule_over("B12", Quantifier::Submission, CheckKind::Same(record, 1, Among::All));
    world
}

#[test]
fn one_fact_with_two_values_is_a_finding_at_the_one_that_differs() {
    let world = stated(&["879.34万元", "897.34万元", "879.34 万元"], &["总支出", "总支出", "总支出"]);
    let finding = world.finding();
    assert_eq!(world.pointed(&finding), "897.34万元");
    assert_eq!(finding.operands.len(), 2);
    assert_eq!(finding.message.zh, "同一“预算数”前后不一致：879.34万元、897.34万元，请核实");
}

#[test]
fn the_same_value_printed_more_coarsely_is_no_conflict_and_missing_keys_are_like_no_other() {
    let coarse = stated(&["879.34万元", "879.3万元"], &["总支出", "总支出"]);
    assert_eq!((coarse.findings().len(), coarse.passed()), (0, 1));
    assert!(stated(&["879.34万元", "12.00万元"], &["总支出", "总收入"]).run().is_empty());
    assert!(stated(&["879.34万元", "12.00万元"], &["", ""]).run().is_empty());
}

/// The narrative and the data state a budget, whose key is derived.
fn stated_across(prose: &[&str], data: &[&str]) -> World {
    let mut world = World::new(&[prose, data].concat().join("，"));
    let record = world.record("budget", &[("年度", Type::Text, true), ("预算数", MONEY, false)]);
    world.plan.records[record.0].key = vec![0];
    let this_year = expr(ExprKind::Constant(crate::plan::Constant::Text("本年度".into())), Type::Text);
    world.plan.records[record.0].derives.push(Derive { field: 0, value: this_year });
    for value in prose {
        let fields = vec![FieldValue::Missing, world.figure(value)];
        world.fact(record, value, vec![fields]);
    }
    for value in data {
        let fields = vec![FieldValue::Missing, world.figure(value)];
        world.data(record, "budget", value, fields);
    }
    world.rule_over("B13", Quantifier::Submission, CheckKind::Same(record, 1, Among::Origins));
    world
}

#[test]
fn text_and_data_differ_where_no_value_of_the_one_agrees_with_the_other() {
    let world = stated_across(&["879.34万元", "12.00万元"], &["897.34万元"]);
    let finding = world.finding();
    assert_eq!(world.pointed(&finding), "879.34万元");
    assert_eq!(finding.operands.len(), 2);
    let said = "“预算数”在各处不一致：正文为879.34万元、12.00万元；数据为897.34万元，请核实";
    assert_eq!(finding.message.zh, said);
    let agreeing = stated_across(&["12.00万元", "879.3万元"], &["879.34万元"]);
    assert_eq!((agreeing.findings().len(), agreeing.passed()), (0, 1));
}

#[test]
fn one_origin_alone_is_not_compared() {
    assert!(stated_across(&["879.34万元", "12.00万元"], &[]).run().is_empty());
    assert!(stated_across(&[], &["879.34万元", "12.00万元"]).run().is_empty());
}

#[test]
fn fingerprints_stay_while_other_sentences_come_and_go() {
    let of = |text: &str| {
        let mut world = World::new(text);
        let record = completion(&mut world);
        let values =
            vec![world.figure("1.00万元"), world.figure("2.00万元"), world.figure("60.00%"), FieldValue::Missing];
        world.fact(record, "60.00%", vec![values]);
        world.rule("A01", record, rate_agrees(record));
        world.finding().fingerprint
    };
    let sentence = "完成1.00万元，为预算2.00万元的60.00%。";
    assert_eq!(of(sentence), of(&format!("前面加了一段。\n{sentence}")));
    assert_ne!(of(sentence), of("完成1.00万元，为年初预算2.00万元的60.00%。"));
}

#[test]
fn equal_findings_of_one_section_have_fingerprints_of_their_own() {
    let mut world = World::new("在在。在在。");
    let record = world.record("repeat", &[("word", Type::Text, false)]);
    for turn in 0..2 {
        let span = world.span("在在", turn);
        let value = FieldValue::Value(crate::fact::Value::Text(crate::fact::TextValue::owned("在在", Some(span))));
        world.fact_at(record, span, vec![vec![value]]);
    }
    world.rule("N04", record, literal_false()).checks[0].kind = CheckKind::Report;
    let findings = world.findings();
    assert_eq!(findings.len(), 2);
    assert_ne!(findings[0].fingerprint, findings[1].fingerprint);
}

#[test]
fn what_is_said_twice_of_one_place_is_told_once() {
    let mut world = World::new("在在。");
    let record = world.record("repeat", &[("word", Type::Text, false)]);
    for _ in 0..2 {
        let value = FieldValue::Value(crate::fact::Value::Text(crate::fact::TextValue::owned("在在", None)));
        world.fact(record, "在在", vec![vec![value]]);
    }
    world.rule("N04", record, literal_false()).checks[0].kind = CheckKind::Report;
    assert_eq!(world.findings().len(), 1);
}

fn literal_false() -> Expr {
    expr(ExprKind::Constant(crate::plan::Constant::Bool(false)), Type::Bool)
}

#[test]
fn outcomes_stand_in_the_order_of_rules_then_facts() {
    let mut world = World::new("金额1元，金额2元。");
    let record = world.record("amount", &[("v", MONEY, false)]);
    for amount in ["1元", "2元"] {
        let values = vec![world.figure(amount)];
        world.fact(record, amount, vec![values]);
    }
    for code in ["T1", "T2"] {
        let low = compare(Comparison::Greater, field(record, 0, MONEY), literal("9元"));
        world.rule(code, record, logic(Logic::And, low.clone(), low));
    }
    let order: Vec<(String, String)> = world
        .run()
        .into_iter()
        .filter_map(|outcome| match outcome {
            Outcome::Failed(finding) => Some((finding.code.clone(), world.pointed(&finding).to_owned())),
            Outcome::Passed(_) | Outcome::NotEvaluated(_) => None,
        })
        .collect();
    let expected = [("T1", "1元"), ("T1", "2元"), ("T2", "1元"), ("T2", "2元")];
    assert_eq!(order, expected.map(|(code, words)| (code.to_owned(), words.to_owned())));
}

#[test]
fn a_finding_in_data_names_its_path_and_is_known_by_its_key() {
    let mut world = World::new("培训人次 9分");
    let record = indicators(&mut world, &[("培训人次", "", "9分")]);
    world.plan.records[record.0].key = vec![0];
    world.rule("C04", record, compare(Comparison::LessEqual, field(record, 2, SCORE), literal("5分"))).checks[0]
        .at
        .push(field(record, 2, SCORE));
    let finding = world.finding();
    assert_eq!(finding.place.path.as_deref(), Some("indicators[0].score"));
    assert_eq!(finding.place.clause, "培训人次");
    assert_eq!(finding.primary.unwrap().text, Wording::same("score 9分"));
}

#[test]
fn a_rule_on_the_whole_points_to_what_made_it_apply_and_not_to_all_it_looked_at() {
    let mut world = World::new("部门职能 绩效目标完成情况 存在问题");
    let section = world.record("section", &[("title", Type::Text, false)]);
    for title in ["部门职能", "绩效目标完成情况", "存在问题"] {
        let values = vec![world.text(title)];
        world.fact(section, title, vec![values]);
    }
    let any = |words: &str| {
        let has = expr(
            ExprKind::Contains(Box::new(field_of(2, section, 0, Type::Text)), Box::new(super::support::words(words))),
            Type::Bool,
        );
        members(Fold::Any, Over::Facts { record: section, join: None, given: None }, Some(has), Type::Bool)
    };
    let rule = world.rule_over("Q18", Quantifier::Submission, CheckKind::Condition(any("目标值")));
    rule.when.push(any("完成情况"));
    let finding = world.finding();
    assert_eq!((world.pointed(&finding), finding.operands.len()), ("绩效目标完成情况", 0));
}

#[test]
fn what_a_group_shares_can_be_asked_of_it() {
    let mut world = World::new("数量产出40分 质量产出20分");
    let record = indicators(&mut world, &[("数量", "产出", "40分"), ("质量", "产出", "20分")]);
    let by = || field_of(1, record, 1, Type::Text);
    let quantifier = Quantifier::Groups { binder: Slot(0), member: Slot(1), record, condition: None, by: vec![by()] };
    world.rule_over("C03", quantifier, CheckKind::Report).checks[0].at.push(by());
    assert_eq!(world.pointed(&world.finding()), "产出");
}
