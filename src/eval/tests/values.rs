//! Words, units, limits and the built-in functions.

use std::sync::Arc;

use crate::diagnostic::Wording;
use crate::fact::{FieldValue, Reported, TargetLimit, TextValue, Value};
use crate::finding::Reason;
use crate::plan::{Band, Builtin, Comparison, Constant, Correction, ExprKind, Property, Type};

use super::support::*;

fn call(function: Builtin, arguments: Vec<crate::plan::Expr>, ty: Type) -> crate::plan::Expr {
    expr(ExprKind::Call(function, arguments), ty)
}

#[test]
fn words_are_compared_without_blanks_and_width() {
    let mut world = World::new("类型：（一）公 用");
    let record = world.record("kind", &[("类型", Type::Text, false)]);
    let values = vec![world.text("（一）公 用")];
    world.fact(record, "类型", vec![values]);
    world.rule("T1", record, compare(Comparison::Equal, field(record, 0, Type::Text), words("(一)公用")));
    let narrow = expr(ExprKind::Contains(Box::new(field(record, 0, Type::Text)), Box::new(words("("))), Type::Bool);
    world.rule("T2", record, narrow);
    assert_eq!(world.passed(), 1);
    assert_eq!(world.finding().code, "T2", "width counts for `contains`");
}

#[test]
fn counts_of_different_things_are_not_held_against_each_other() {
    let mut world = World::new("培训12人次，发文7篇，另有9件。");
    let record = world.record("work", &[("a", ANY, false), ("b", ANY, false)]);
    let values = vec![world.figure("12人次"), world.figure("7篇")];
    world.fact(record, "培训", vec![values]);
    world.rule("T1", record, compare(Comparison::Greater, field(record, 0, ANY), field(record, 1, ANY)));
    assert_eq!(world.open()[0].reason, Reason::Dimensions(Wording::new("人次与篇", "人次 and 篇")));
}

#[test]
fn amounts_in_different_units_are_converted() {
    let mut world = World::new("甲1.2亿元，乙12000.00万元。");
    let record = world.record("pair", &[("a", MONEY, false), ("b", MONEY, false)]);
    let values = vec![world.figure("1.2亿元"), world.figure("12000.00万元")];
    world.fact(record, "甲", vec![values]);
    world.rule("T1", record, compare(Comparison::Equal, field(record, 0, MONEY), field(record, 1, MONEY)));
    assert_eq!(world.passed(), 1);
}

#[test]
fn a_year_that_the_prose_tells_is_a_year() {
    let mut world = World::new("2022年度部门报告。");
    let record = world.record("cover", &[("年度", Type::Year, false)]);
    let values = vec![world.figure("2022年")];
    world.fact(record, "2022年度", vec![values]);
    let limit = expr(ExprKind::Constant(Constant::Year(2021)), Type::Year);
    world.rule("T1", record, compare(Comparison::Greater, field(record, 0, Type::Year), limit));
    assert_eq!(world.passed(), 1);
}

#[test]
fn a_band_gives_the_first_line_whose_limit_holds() {
    let mut world = World::new("得分82.40分，等级为优。");
    let record = world.record("grade", &[("得分", SCORE, false), ("等级", Type::Text, false)]);
    let values = vec![world.figure("82.40分"), world.text("优")];
    world.fact(record, "得分", vec![values]);
    let line = |value: &str, limit: Option<&str>| Band {
        value: words(value),
        limit: limit.map(|limit| (Comparison::GreaterEqual, literal(limit))),
    };
    let table = vec![line("优", Some("90分")), line("良", Some("80分")), line("差", None)];
    let bands = expr(ExprKind::Bands(table), Type::Bands(Box::new(Type::Text)));
    let band = call(Builtin::Band, vec![field(record, 0, SCORE), bands], Type::Text);
    let rule = world.rule("C11", record, compare(Comparison::Equal, field(record, 1, Type::Text), band.clone()));
    rule.checks[0].at.push(field(record, 1, Type::Text));
    rule.corrections.push(Correction { place: field(record, 1, Type::Text), value: band, certain: false });
    let finding = world.finding();
    assert_eq!(world.pointed(&finding), "优");
    assert_eq!(finding.operands[0].text.zh, "得分 82.40分");
    assert_eq!(finding.correction.unwrap().replacement, "良");
}

#[test]
fn targets_are_met_by_their_comparator_and_words_only_by_the_same_words() {
    let mut world = World::new("≥100座 120座 90座 ≤5% 6% 稳步提升 有所提升");
    let record = world.record("indicator", &[("目标", Type::Target, false), ("完成", ANY, false)]);
    let pairs = [
        (world.target("≥100座", Some((TargetLimit::AtLeast, "100座"))), world.figure("120座")),
        (world.target("≥100座", Some((TargetLimit::AtLeast, "100座"))), world.figure("90座")),
        (world.target("≤5%", Some((TargetLimit::AtMost, "5%"))), world.figure("6%")),
        (world.target("稳步提升", None), world.text("有所提升")),
    ];
    for (target, actual) in pairs {
        world.fact(record, "≥", vec![vec![target, actual]]);
    }
    let meets = call(Builtin::Meets, vec![field(record, 1, ANY), field(record, 0, Type::Target)], Type::Bool);
    world.rule("Q08", record, meets);
    assert_eq!(world.passed(), 1);
    let findings = world.findings();
    assert_eq!(findings.iter().map(|finding| world.pointed(finding)).collect::<Vec<_>>(), ["90座", "6%"]);
    assert_eq!(findings[0].operands[0].text.zh, "目标 ≥100座");
    assert_eq!(world.open().len(), 1);
}

#[test]
fn rounding_is_half_up_in_the_printed_unit() {
    let mut world = World::new("分值10分，执行率76.365%，得分7.63分。");
    let record = world.record("score", &[("分值", SCORE, false), ("执行率", RATE, false), ("得分", SCORE, false)]);
    let values = vec![world.figure("10分"), world.figure("76.365%"), world.figure("7.63分")];
    world.fact(record, "得分", vec![values]);
    let product = arithmetic(crate::plan::Arithmetic::Multiply, field(record, 0, SCORE), field(record, 1, RATE), SCORE);
    let rounded = call(Builtin::Round, vec![product, literal("2")], SCORE);
    let rate = call(Builtin::Round, vec![field(record, 1, RATE), literal("2")], RATE);
    world.rule("C10", record, compare(Comparison::Equal, field(record, 2, SCORE), rounded));
    world.rule("T2", record, compare(Comparison::Equal, rate, literal("76.37%")));
    let finding = world.finding();
    let computation = finding.computation.unwrap();
    assert_eq!((computation.formula.as_str(), computation.rounded.as_str()), ("10分 × 76.365%", "7.64分"));
    assert_eq!(world.passed(), 1);
}

#[test]
fn likeness_counts_shared_pairs_of_characters() {
    let mut world = World::new("加强培训工作 加强培训");
    let record = world.record("pair", &[("a", Type::Text, false), ("b", Type::Text, false)]);
    let values = vec![world.text("加强培训工作"), world.text("加强培训")];
    world.fact(record, "加强", vec![values]);
    let similar = call(Builtin::Similar, vec![field(record, 0, Type::Text), field(record, 1, Type::Text)], NUMBER);
    // Five and three pairs, three of them shared: 6 ÷ 8.
    world.rule("T1", record, compare(Comparison::Equal, similar, literal("0.75")));
    assert_eq!(world.passed(), 1);
}

#[test]
fn the_year_of_a_text_is_the_first_it_names() {
    let mut world = World::new("按〔2020〕10号文，截至2021 年末、2022年 | 12021年编号、三年来");
    let record = world.record("note", &[("text", Type::Text, false)]);
    for text in ["按〔2020〕10号文，截至2021 年末、2022年", "12021年编号、三年来"] {
        let values = vec![world.text(text)];
        world.fact(record, text, vec![values]);
    }
    let year = call(Builtin::Year, vec![field(record, 0, Type::Text)], Type::Year);
    world.rule(
        "T1",
        record,
        compare(Comparison::Equal, year, expr(ExprKind::Constant(crate::plan::Constant::Year(2021)), Type::Year)),
    );
    // A text that names none has no year: the check does not apply to it.
    assert_eq!((world.passed(), world.findings().len()), (1, 0));
}

#[test]
fn near_looks_at_one_side_of_the_value_inside_its_sentence() {
    let mut world = World::new("上文三年来。三年来共托举15名，其中本年3名。");
    let record = world.record("figure", &[("value", ANY, false)]);
    for figure in ["15名", "3名"] {
        let values = vec![world.figure(figure)];
        world.fact(record, figure, vec![values]);
    }
    let near = |side: &str| call(Builtin::Near, vec![field(record, 0, ANY), words("其中"), words(side)], Type::Bool);
    world.rule("T1", record, near("before"));
    world.rule("T2", record, near("after"));
    let found: Vec<(String, String)> =
        world.findings().iter().map(|it| (it.code.clone(), it.place.clause.clone())).collect();
    assert_eq!(found[0], ("T1".to_owned(), "三年来共托举15名".to_owned()));
    assert_eq!(found[1], ("T2".to_owned(), "其中本年3名".to_owned()));
}

#[test]
fn a_cue_word_can_be_asked_for_pointed_at_and_replaced() {
    let mut world = World::new("总支出减收207.83万元。");
    let record = world.record("completion", &[("差额", MONEY, false)]);
    let cue = world.span("减收", 0);
    let figure = parse("207.83万元");
    let reported = Reported {
        figure: figure.negated(),
        printed: figure,
        span: world.span("207.83万元", 0),
        cue: Some(TextValue::owned("减收", Some(cue))),
    };
    world.fact(record, "总支出", vec![vec![FieldValue::Value(Value::Figure(Arc::new(reported)))]]);
    let of_cue = || property(field(record, 0, MONEY), Property::Cue, Type::Text);
    let rule = world.rule("N01", record, compare(Comparison::NotEqual, of_cue(), words("减收")));
    rule.checks[0].at.push(of_cue());
    rule.corrections.push(Correction { place: of_cue(), value: words("减支"), certain: true });
    let finding = world.finding();
    assert_eq!(world.pointed(&finding), "减收");
    let correction = finding.correction.unwrap();
    assert_eq!((correction.replacement.as_str(), correction.certain), ("减支", true));
    assert_eq!(world.sources.slice(correction.span), "减收");
}
