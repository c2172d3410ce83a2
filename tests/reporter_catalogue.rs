//! The catalogue of checks, on a hand-made pack.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on says so by a panic"
)]

#[expect(dead_code, reason = "each test file uses a part")]
mod support;

use guiju::diagnostic::Wording;
use guiju::plan::{BasisMark, Check, CheckKind, Constant, Expr, ExprKind, PackInfo, Param, ParamId, Plan, Type};
use guiju::reporter::catalogue;
use support::{Case, rule};

#[test]
fn a_catalogue_names_basis_parameters_and_examples() {
    let case = Case::new(&[("ratio.gj", "param 执行率下限 = 90%\nparam 无关 = 1\n")]);
    let value = |words: &str, kind| Expr { kind, ty: Type::RATIO, span: case.at(0, words) };
    let constant = |words: &str| value(words, ExprKind::Constant(Constant::Bool(true)));
    let param = |name: &str, doc: &str, words: &str| Param {
        name: name.into(),
        doc: doc.into(),
        value: constant(words),
        pack: 0,
        span: case.at(0, name),
    };
    let mut low = rule(&case, "A16", ("执行率过低", "execution is low"));
    low.checks = vec![Check {
        kind: CheckKind::Condition(value(
            "执行率下限",
            ExprKind::Not(Box::new(value("执行率下限", ExprKind::Param(ParamId(0))))),
        )),
        message: None,
        at: Vec::new(),
        span: case.at(0, "执行率下限"),
    }];
    low.basis.mark = BasisMark::Practice;
    low.examples[1].draft = None;
    low.examples[1].data = Some("执行:\n  - 执行率: 40%\n".into());
    let pack = |name: &str, title: &str| PackInfo {
        name: name.into(),
        title: Wording::new(title, ""),
        version: "1.0.0".into(),
    };
    let plan = Plan {
        packs: vec![pack("national", "全国通用")],
        params: vec![param("执行率下限", "低于它须说明原因。", "90%"), param("无关", "", "1")],
        rules: vec![rule(&case, "A01", ("完成率与金额不符", "rate does not follow")), low],
        ..Plan::default()
    };
    let place =
        Plan { packs: vec![pack("national", "全国通用"), pack("jiangmen", "江门市")], ..Plan::default() };
    insta::assert_snapshot!(catalogue(&[(&plan, &case.sources), (&place, &case.sources)]));
}
