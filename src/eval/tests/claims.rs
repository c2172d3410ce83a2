//! One claim gives one finding, with its arithmetic and its likely cause.

use crate::diagnostic::Severity;
use crate::fact::FieldValue;
use crate::finding::{Reason, Verdict};
use crate::plan::{Arithmetic, Correction, ValueFormat};

use super::support::*;

#[test]
fn a_contradicted_rate_is_shown_with_its_computation_operands_and_cause() {
    let world = one_claim("671.51 万元", "879.34 万元", "67.37%");
    let finding = world.finding();
    assert_eq!((finding.code.as_str(), finding.severity), ("A01", Severity::Error));
    assert_eq!(world.pointed(&finding), "67.37%");
    assert_eq!(finding.primary.as_ref().unwrap().text.zh, "完成率 67.37%");
    let operands: Vec<&str> = finding.operands.iter().map(|label| label.text.zh.as_str()).collect();
    assert_eq!(operands, ["完成数 671.51万元", "预算数 879.34万元"]);
    let computation = finding.computation.as_ref().unwrap();
    assert_eq!(computation.formula, "671.51万元 ÷ 879.34万元");
    assert_eq!(computation.exact, "76.3652…%");
    assert_eq!((computation.rounded.as_str(), computation.claimed.as_str()), ("76.37%", "67.37%"));
    assert_eq!(computation.verdict, Verdict::Contradicts);
    assert_eq!(finding.causes[0].zh, "两位数字颠倒：76.37%");
    assert_eq!(finding.place.clause, "为预算总支出879.34万元的67.37%");
}

#[test]
fn a_cut_off_rate_is_a_note_whatever_the_severity_of_the_rule() {
    let world = one_claim("671.51万元", "879.34万元", "76.36%");
    let finding = world.finding();
    assert_eq!(finding.severity, Severity::Note);
    assert_eq!(finding.message.zh, "疑似截尾而未四舍五入：应为 76.37%，文中 76.36%");
    assert_eq!(finding.computation.unwrap().verdict, Verdict::CutOff);
}

#[test]
fn a_rate_that_only_unrounded_figures_give_is_a_note_with_the_range() {
    let world = one_claim("2.28万元", "3.11万元", "73.20%");
    let finding = world.finding();
    assert_eq!(finding.severity, Severity::Note);
    let computation = finding.computation.unwrap();
    assert_eq!(computation.verdict, Verdict::Reachable);
    let (low, high) = computation.reachable.unwrap();
    assert!(low.as_str() <= "73.20%" && high.as_str() >= "73.31%", "{low} {high}");
    assert!(finding.message.zh.contains("73.20%"), "{}", finding.message.zh);
}

#[test]
fn a_right_rate_passes_and_says_nothing() {
    let world = one_claim("671.51万元", "879.34万元", "76.37%");
    assert!(world.findings().is_empty());
    assert_eq!(world.passed(), 1);
}

#[test]
fn zero_by_zero_is_not_evaluated() {
    let world = one_claim("0元", "0.00元", "0%");
    assert_eq!(world.open()[0].reason, Reason::ZeroByZero);
}

#[test]
fn most_claims_cut_off_are_said_once_for_the_report() {
    let sentences = [
        ("671.51万元", "879.34万元", "76.36%"),
        ("200.11万元", "300.07万元", "66.68%"),
        ("44.44万元", "66.67万元", "66.65%"),
        ("1.00万元", "2.00万元", "50.00%"),
    ];
    let text: Vec<String> = sentences.iter().map(|(a, b, p)| format!("完成{a}，为预算{b}的{p}。")).collect();
    let mut world = World::new(&text.join("\n"));
    let record = completion(&mut world);
    for (actual, base, rate) in sentences {
        let values = vec![world.figure(actual), world.figure(base), world.figure(rate), FieldValue::Missing];
        world.fact(record, rate, vec![values]);
    }
    world.rule("A01", record, rate_agrees(record));
    let finding = world.finding();
    assert!(finding.message.zh.contains("3 处"), "{}", finding.message.zh);
    assert_eq!(finding.operands.len(), 2);
    assert_eq!(world.passed(), 3);
}

#[test]
fn a_suggestion_is_printed_like_the_claim() {
    let mut world = World::new("总收入 876.50 万元，总支出 673.28 万元，结余 230.22 万元。");
    let record = world.record("balance", &[("收入", MONEY, false), ("支出", MONEY, false), ("结余", MONEY, false)]);
    let values = vec![world.figure("876.50 万元"), world.figure("673.28 万元"), world.figure("230.22 万元")];
    world.fact(record, "230.22 万元", vec![values]);
    let difference = || minus(field(record, 0, MONEY), field(record, 1, MONEY));
    let rule = world.rule("A02", record, agrees(field(record, 2, MONEY), difference()));
    rule.corrections.push(Correction { place: field(record, 2, MONEY), value: difference(), certain: false });
    let finding = world.finding();
    let correction = finding.correction.unwrap();
    assert_eq!(correction.replacement, "203.22 万元");
    assert_eq!(world.sources.slice(correction.span), "230.22 万元");
    assert!(!correction.certain);
}

#[test]
fn a_message_shows_figures_as_printed_and_computed_values_in_their_unit() {
    let mut world = one_claim("671.51 万元", "879.34 万元", "67.37%");
    let record = crate::plan::RecordId(0);
    let computed = ratio(field(record, 0, MONEY), field(record, 1, MONEY));
    let parts = vec![
        hole(field(record, 0, MONEY), ValueFormat::Natural),
        crate::plan::TemplatePart::Literal("，应为".to_owned()),
        hole(computed.clone(), ValueFormat::Percent(1)),
        crate::plan::TemplatePart::Literal("，".to_owned()),
        hole(computed, ValueFormat::Natural),
        crate::plan::TemplatePart::Literal("，余".to_owned()),
        hole(minus(field(record, 1, MONEY), field(record, 0, MONEY)), ValueFormat::Natural),
    ];
    world.plan.rules[0].checks[0].message = Some(template(parts));
    assert_eq!(world.finding().message.zh, "671.51万元，应为76.4%，76.37%，余207.83万元");
}

#[test]
fn a_drop_is_accounted_for_without_its_sign() {
    let mut world = World::new("收入673.79万元，预算879.34万元，减32.38%。");
    let record = world.record("change", &[("本年", MONEY, false), ("基数", MONEY, false), ("减幅", RATE, false)]);
    let values = vec![world.figure("673.79万元"), world.figure("879.34万元"), world.drop("32.38%")];
    world.fact(record, "32.38%", vec![values]);
    let change = minus(ratio(field(record, 0, MONEY), field(record, 1, MONEY)), literal("1倍"));
    world.rule("A03", record, agrees(field(record, 2, RATE), change));
    let finding = world.finding();
    let computation = finding.computation.unwrap();
    assert_eq!(computation.formula, "1 − 673.79万元 ÷ 879.34万元");
    assert_eq!((computation.rounded.as_str(), computation.claimed.as_str()), ("23.38%", "32.38%"));
    assert_eq!(finding.causes[0].zh, "两位数字颠倒：23.38%");
}

/// Total, share and growth all agree with another total: one finding, at the total.
#[test]
fn one_wrong_input_gives_one_finding_at_that_input() {
    let text = "完成617.51万元，为预算879.34万元的76.37%，减收207.83万元，减幅23.63%。";
    let mut world = World::new(text);
    let fields = [
        ("完成数", MONEY, false),
        ("预算数", MONEY, false),
        ("完成率", RATE, false),
        ("差额", MONEY, false),
        ("减幅", RATE, false),
    ];
    let record = world.record("completion", &fields);
    let printed = ["617.51万元", "879.34万元", "76.37%", "207.83万元", "23.63%"];
    let values = printed.iter().map(|words| world.figure(words)).collect();
    world.fact(record, "617.51万元", vec![values]);
    let gap = || minus(field(record, 1, MONEY), field(record, 0, MONEY));
    world.rule("A01", record, rate_agrees(record));
    world.rule("A02", record, agrees(field(record, 3, MONEY), gap()));
    world.rule("A03", record, agrees(field(record, 4, RATE), ratio(gap(), field(record, 1, MONEY))));
    let finding = world.finding();
    assert_eq!(world.pointed(&finding), "617.51万元");
    assert!(finding.causes[0].zh.contains("671.51万元"), "{:?}", finding.causes);
    assert_eq!(finding.correction.unwrap().replacement, "671.51万元");
    assert!(finding.message.zh.contains("A02") && finding.message.zh.contains("A03"), "{}", finding.message.zh);
    assert_eq!(finding.operands.len(), 4);
}

#[test]
fn sums_over_a_list_name_their_items() {
    let mut world = World::new("支出合计300.00万元，其中：人员经费100.00万元、公用经费150.00万元。");
    let item = world.record("item", &[("name", Type::Text, false), ("value", ANY, false)]);
    world.plan.records[item.0].builtin = Some(crate::plan::BuiltinRecord::Item);
    let record =
        world.record("sum", &[("合计", MONEY, false), ("分项", Type::List(Box::new(Type::Record(item))), false)]);
    let parts = [("人员经费", "100.00万元"), ("公用经费", "150.00万元")];
    for (name, value) in parts {
        let values = vec![world.text(name), world.figure(value)];
        world.fact(item, value, vec![values]);
    }
    let items = std::mem::take(&mut world.facts.facts[item.0]);
    let items = items.into_iter().map(|fact| FieldValue::Value(crate::fact::Value::Fact(fact))).collect();
    let values = vec![world.figure("300.00万元"), World::list(items)];
    world.fact(record, "300.00万元", vec![values]);
    let total = sum_over_list(field(record, 1, Type::List(Box::new(Type::Record(item)))), item);
    world.rule("B01", record, agrees(field(record, 0, MONEY), total));
    let finding = world.finding();
    let computation = finding.computation.unwrap();
    assert_eq!(computation.formula, "100.00万元 + 150.00万元");
    assert_eq!(computation.rounded, "250.00万元");
    let operands: Vec<&str> = finding.operands.iter().map(|label| label.text.zh.as_str()).collect();
    assert_eq!(operands, ["人员经费 100.00万元", "公用经费 150.00万元"]);
}

use crate::plan::{Expr, ExprKind, Fold, Over, RecordId, Slot, Type};

fn sum_over_list(list: Expr, item: RecordId) -> Expr {
    expr(
        ExprKind::Quantified {
            fold: Fold::Sum,
            binder: Slot(1),
            over: Box::new(Over::List(list)),
            condition: None,
            body: Some(Box::new(field_of(1, item, 1, ANY))),
        },
        MONEY,
    )
}

#[test]
fn a_claim_held_against_a_scaled_sum_is_written_with_brackets() {
    let mut world = World::new("甲1.00万元，乙2.00万元，均值9.00万元。");
    let record = world.record("mean", &[("甲", MONEY, false), ("乙", MONEY, false), ("均值", MONEY, false)]);
    let values = vec![world.figure("1.00万元"), world.figure("2.00万元"), world.figure("9.00万元")];
    world.fact(record, "9.00万元", vec![values]);
    let both = arithmetic(Arithmetic::Add, field(record, 0, MONEY), field(record, 1, MONEY), MONEY);
    let mean = arithmetic(Arithmetic::Divide, both, literal("2"), MONEY);
    world.rule("T1", record, agrees(field(record, 2, MONEY), mean));
    assert_eq!(world.finding().computation.unwrap().formula, "(1.00万元 + 2.00万元) ÷ 2");
}

/// As packs write it: amounts without regard to the direction.
#[test]
fn the_amount_of_a_drop_is_a_claim_like_any_other() {
    let mut world = World::new("预算 300.00 万元，支出 270.00 万元，减支 20.00 万元，减 6.67%。");
    let fields = [("预算数", MONEY, false), ("支出", MONEY, false), ("差额", MONEY, false), ("减幅", RATE, false)];
    let record = world.record("saving", &fields);
    let values =
        vec![world.figure("300.00 万元"), world.figure("270.00 万元"), world.drop("20.00 万元"), world.drop("6.67%")];
    world.fact(record, "20.00 万元", vec![values]);
    let abs = |of: Expr| {
        let ty = of.ty.clone();
        expr(ExprKind::Call(crate::plan::Builtin::Abs, vec![of]), ty)
    };
    let gap = || abs(minus(field(record, 1, MONEY), field(record, 0, MONEY)));
    let rule = world.rule("A02", record, agrees(abs(field(record, 2, MONEY)), gap()));
    rule.corrections.push(Correction { place: field(record, 2, MONEY), value: gap(), certain: false });
    let drop = ratio(abs(field(record, 2, MONEY)), field(record, 0, MONEY));
    world.rule("A03", record, agrees(abs(field(record, 3, RATE)), drop));
    let finding = world.finding();
    assert_eq!((finding.code.as_str(), world.pointed(&finding)), ("A02", "20.00 万元"));
    let computation = finding.computation.unwrap();
    assert_eq!(computation.formula, "300.00万元 − 270.00万元");
    assert_eq!((computation.rounded.as_str(), computation.claimed.as_str()), ("30.00万元", "20.00万元"));
    assert_eq!(finding.correction.unwrap().replacement, "30.00 万元");
    assert_eq!(world.passed(), 1);
}
