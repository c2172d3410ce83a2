//! What right packs compile to: the parts of a plan that the evaluator and the extraction rely on.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on may panic")]

use std::fs;

use guiju::diagnostic::{Diagnostics, Severity};
use guiju::figure::Unit;
use guiju::pack::{Library, parse_setting};
use guiju::plan::{
    Constant, CuePosition, Direction, Equality, ExprKind, Join, LexiconIndex, Over, PatternNode, Plan, Quantifier,
    Scope, Slot, Tie, Type,
};
use guiju::source::SourceMap;

const COMPLETION: &str = r#"
record completion "完成率表述" en "Completion" {
    subject "项目" | "名称" en "item": text?
    actual: money
    base:   money
    rate:   percent
    gap:    money?
    key subject
    from data "资金[]|execution[]" unit 万元
    from text "{subject}完成{actual}，[为|占]预算{base}的{rate}"
    from cues {
        base   after "预 算" not after "预算外"
        actual after "完成"
        rate   after "率"
        gap    after up "增加" down "减少"
        subject is "总支出"
    }
}
"#;

fn rule(code: &str, head: &str, body: &str) -> String {
    format!(
        "rule {code} \"不符\" en \"Wrong\" {head} {{\n    severity warning\n    basis seen \"表式\"\n    {body}\n    \
         example good \"完成 80 万元。\"\n    example bad \"完成 90 万元。\"\n}}\n"
    )
}

/// Compiles packs given as name, manifest and rules; the last is asked for.
fn compile(packs: &[(&str, &str, &str)], settings: &[(&str, &str)]) -> Plan {
    let home = tempfile::tempdir().unwrap();
    for (name, manifest, rules) in packs {
        let folder = home.path().join(name);
        fs::create_dir(&folder).unwrap();
        fs::write(folder.join("pack.yaml"), format!("name: {name}\nversion: 0.1.0\n{manifest}")).unwrap();
        fs::write(folder.join("rules.gj"), rules).unwrap();
    }
    let (mut sources, mut diagnostics) = (SourceMap::default(), Diagnostics::default());
    let mut library = Library::default();
    library.add_folder(home.path(), &mut sources, &mut diagnostics);
    let mut layers = library.load(packs.last().unwrap().0, &mut sources, &mut diagnostics);
    for (name, value) in settings {
        layers.settings.push(parse_setting(name, value, &mut sources, &mut diagnostics));
    }
    let plan = guiju::typecheck::check(&layers, &sources, &mut diagnostics);
    assert!(diagnostics.is_empty(), "{diagnostics:#?}");
    plan
}

fn compile_one(rules: &str) -> Plan {
    compile(&[("one", "", rules)], &[])
}

fn joins<'p>(plan: &'p Plan, code: &str) -> &'p [Join] {
    match &plan.rule(code).unwrap().quantifier {
        Quantifier::Facts { joins, .. } => joins,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_record_keeps_its_words_and_its_sources() {
    let plan = compile_one(&format!("{COMPLETION}{}", rule("T01", "for c: completion", "check c.gap >= 0")));
    let record = plan.record(plan.record_named("completion").unwrap());
    let subject = &record.fields[0];
    assert_eq!((subject.label.zh.as_str(), subject.label.en.as_str()), ("项目", "item"));
    assert_eq!(subject.aliases, ["subject", "项目", "名称"]);
    assert!(subject.optional);
    assert_eq!(record.fields[1].ty, Type::MONEY);
    assert_eq!(record.key, [0]);
    assert_eq!(record.data[0].path[0].keys, ["资金", "execution"]);
    assert!(record.data[0].path[0].each);
    assert_eq!(record.data[0].money_power, Some(4));
}

#[test]
fn a_pattern_starts_from_the_words_behind_its_leading_hole() {
    let plan = compile_one(&format!("{COMPLETION}{}", rule("T01", "for c: completion", "check c.gap >= 0")));
    let pattern = &plan.record(plan.record_named("completion").unwrap()).patterns[0];
    assert!(pattern.leading_hole);
    assert_eq!(pattern.starts, ["完成"]);
    assert_eq!(pattern.nodes[0], PatternNode::Hole(0));
}

#[test]
fn an_instance_starts_from_the_last_required_figure_with_cues() {
    let plan = compile_one(&format!("{COMPLETION}{}", rule("T01", "for c: completion", "check c.gap >= 0")));
    let cues = &plan.record(plan.record_named("completion").unwrap()).cues[0];
    assert_eq!(cues.anchor, 3, "rate: gap is optional, subject is no figure");
    assert_eq!(cues.fields[0].words[0].word, "预算", "blanks inside a cue do not matter");
    assert_eq!(cues.fields[0].words[1].position, CuePosition::NotAfter);
    let drop = &cues.fields[3].words[1];
    assert_eq!((drop.word.as_str(), drop.position, drop.direction), ("减少", CuePosition::After, Direction::Down));
}

#[test]
fn only_records_that_a_rule_reads_are_looked_for() {
    let other = "record growth { diff: money  from cues { diff after \"增收\" } }\n";
    let plan = compile_one(&format!("{COMPLETION}{other}{}", rule("T01", "for c: completion", "check c.gap >= 0")));
    assert!(plan.record(plan.record_named("completion").unwrap()).used);
    assert!(!plan.record(plan.record_named("growth").unwrap()).used);
    assert_eq!(plan.cues.find("增收").count(), 0);
    assert_eq!(plan.cues.find("预算完成率").count(), 3);
}

#[test]
fn a_rule_that_is_off_reads_nothing() {
    let nation = format!("{COMPLETION}{}", rule("T01", "for c: completion", "check c.gap >= 0"));
    let plan = compile(&[("nation", "", &nation), ("town", "extends: [nation]\noff: {T01: 本地不查}\n", "")], &[]);
    assert_eq!(plan.rule("T01").unwrap().off.as_deref(), Some("本地不查"));
    assert!(!plan.record(plan.record_named("completion").unwrap()).used);
}

#[test]
fn an_equality_or_a_scope_becomes_the_join_and_the_rest_stays() {
    let plan = compile_one(&format!(
        "{COMPLETION}{}{}{}",
        rule(
            "T01",
            "for a: completion, b: completion where a.rate != b.rate and b.subject == a.subject",
            "report \"x\" at a"
        ),
        rule("T02", "for a: completion, b: completion where a.paragraph == b.paragraph", "report \"x\" at a"),
        rule("T03", "for a: completion, b: completion where a.clause == b.clause", "report \"x\" at a"),
    ));
    let [Join { tie: Tie::Equal(Equality { key, value }), narrowed, .. }] = joins(&plan, "T01") else {
        panic!("an equality was expected")
    };
    assert!(narrowed.is_empty());
    let of = |expr: &guiju::plan::Expr| match &expr.kind {
        ExprKind::Field { of, .. } => match of.kind {
            ExprKind::Local(slot) => slot,
            _ => panic!("a binder was expected"),
        },
        _ => panic!("a field was expected"),
    };
    assert_eq!((of(key), of(value)), (Slot(1), Slot(0)));
    let Quantifier::Facts { condition, .. } = &plan.rule("T01").unwrap().quantifier else { panic!() };
    assert!(condition.is_some(), "that the rates differ is still asked");
    let tie = |code: &str| &joins(&plan, code)[0].tie;
    assert!(matches!(tie("T02"), Tie::Within(Scope::Paragraph, Slot(0))));
    assert!(matches!(tie("T03"), Tie::Within(Scope::Clause, Slot(0))));
}

#[test]
fn an_inner_fold_looks_its_facts_up_by_an_equality() {
    let check = "check count(x in completion where x.rate > 10% and x.subject == c.subject) < 3";
    let plan = compile_one(&format!("{COMPLETION}{}", rule("T01", "for c: completion", check)));
    let rule = plan.rule("T01").unwrap();
    assert_eq!(rule.slots, 2);
    let guiju::plan::CheckKind::Condition(condition) = &rule.checks[0].kind else { panic!() };
    let ExprKind::Compare(_, count, _) = &condition.kind else { panic!() };
    let ExprKind::Quantified { over, condition, .. } = &count.kind else { panic!() };
    assert!(matches!(**over, Over::Facts { join: Some(_), .. }));
    assert!(condition.is_some());
}

/// The fold that the only check of a rule is.
fn fold<'p>(plan: &'p Plan, code: &str) -> &'p Over {
    let check = plan.rule(code).unwrap().checks.first().unwrap();
    let guiju::plan::CheckKind::Condition(condition) = &check.kind else { panic!("a condition was expected") };
    let ExprKind::Quantified { over, .. } = &condition.kind else { panic!("a fold was expected") };
    over
}

#[test]
fn several_equalities_are_looked_up_together() {
    let where_ = "where a.source == b.source and a.subject == b.subject and a.rate == b.rate and a.gap ~= b.gap";
    let plan = compile_one(&format!(
        "{COMPLETION}{}",
        rule("T01", &format!("for a: completion, b: completion {where_}"), "report \"x\" at a"),
    ));
    let [join] = joins(&plan, "T01") else { panic!("one join") };
    assert!(matches!(join.tie, Tie::Within(Scope::Source, Slot(0))));
    assert_eq!(join.narrowed.len(), 2, "the subject and the rate; about equal is no key");
    let Quantifier::Facts { condition, .. } = &plan.rule("T01").unwrap().quantifier else { panic!() };
    assert!(condition.is_some(), "what narrows is asked again, so that an unreadable value stays undecided");
}

#[test]
fn the_nearest_piece_of_text_is_the_tie() {
    let where_ = "where a.source == b.source and a.sentence == b.sentence and a.section == b.section";
    let plan = compile_one(&format!(
        "{COMPLETION}{}",
        rule("T01", &format!("for a: completion, b: completion {where_}"), "report \"x\" at a"),
    ));
    assert!(matches!(joins(&plan, "T01")[0].tie, Tie::Within(Scope::Sentence, Slot(0))));
}

#[test]
fn a_fold_says_what_it_takes_from_outside() {
    let over = "for x in completion where x.source == c.source and x.subject == c.subject";
    let taken = |body: &str| {
        let plan = compile_one(&format!(
            "{COMPLETION}{}",
            rule("T01", "for c: completion", &format!("check any({body} {over})"))
        ));
        let Over::Facts { given, .. } = fold(&plan, "T01") else { panic!("facts were expected") };
        given.as_ref().map(Vec::len)
    };
    assert_eq!(taken("x.rate > 10%"), Some(2), "the file and the subject");
    assert_eq!(taken("x.rate > c.rate"), Some(3), "and a rate");
    assert_eq!(taken("x.rate > c.rate and c.rate > 10%"), Some(3), "each once");
    assert_eq!(taken("x.rate ~= c.rate"), None, "two equal figures are not one");
    assert_eq!(taken("x.rate ~= x.actual / x.base"), Some(2), "inside the facts looked for it does not matter");
    assert_eq!(taken("near(c.rate, \"约\", before) and x.rate > 1%"), None, "what stands beside a figure is its own");
}

#[test]
fn a_bare_number_takes_the_unit_of_the_score_it_meets() {
    let report = "extend record report { score: score?  from data \".\" }\n";
    let plan = compile_one(&format!("{report}{}", rule("T01", "", "check report.score >= 60")));
    let guiju::plan::CheckKind::Condition(condition) = &plan.rule("T01").unwrap().checks[0].kind else { panic!() };
    let ExprKind::Compare(_, _, limit) = &condition.kind else { panic!() };
    let ExprKind::Constant(Constant::Quantity(figure)) = &limit.kind else { panic!() };
    assert_eq!(figure.unit, Unit::Score);
    assert!(figure.is_exact());
}

#[test]
fn overrides_are_kept_with_from_to_and_reason() {
    let nation = format!(
        "param 下限 = 90%\n{COMPLETION}{}",
        rule("T01", "for c: completion", "when c.rate < 下限\n check c.gap >= 0")
    );
    let town = "extends: [nation]\nparams: {下限: 85%}\nseverity: {T01: note}\n";
    let plan = compile(&[("nation", "", &nation), ("town", town, "param 下限 = 80%\n")], &[("下限", "70%")]);
    let shown: Vec<String> =
        plan.overrides.iter().map(|it| format!("{} {}: {} → {}", it.by, it.what, it.from, it.to)).collect();
    assert_eq!(
        shown,
        [
            "town param 下限: 90% → 80%",
            "town param 下限: 80% → 85%",
            "town severity T01: warning → note",
            "--set param 下限: 85% → 70%",
        ]
    );
    assert_eq!(plan.rule("T01").unwrap().severity, Severity::Note);
    let ExprKind::Constant(Constant::Quantity(figure)) = &plan.params[0].value.kind else { panic!() };
    assert_eq!(figure.printed(), "70%");
    assert_eq!(plan.packs.iter().map(|pack| pack.name.as_str()).collect::<Vec<_>>(), ["nation", "town"]);
}

#[test]
fn of_outlines_of_one_name_the_nearer_pack_stands_first() {
    let nation = format!("outline 提纲 {{ section \"概况\" }}\n{}", rule("T01", "", "check outline 提纲 complete"));
    let town = "outline 提纲 years 2021..2023 { section \"基本情况\" }\n";
    let plan = compile(&[("nation", "", &nation), ("town", "extends: [nation]\n", town)], &[]);
    let years: Vec<_> = plan.outlines.iter().map(|outline| outline.years).collect();
    assert_eq!(years, [(Some(2021), Some(2023)), (None, None)]);
    assert_eq!(plan.overrides[0].what, "outline 提纲");
}

#[test]
fn shared_packs_come_once_and_before_all_that_stand_on_them() {
    let packs = [
        ("base", "", "param 甲 = 1\n"),
        ("left", "extends: [base]\n", "param 乙 = 甲\n"),
        ("right", "extends: [base]\n", "param 丙 = 甲\n"),
        ("top", "extends: [left, right]\n", ""),
    ];
    let plan = compile(&packs, &[]);
    assert_eq!(plan.packs.iter().map(|pack| pack.name.as_str()).collect::<Vec<_>>(), ["base", "left", "right", "top"]);
}

#[test]
fn a_lexicon_is_a_record_of_its_matches() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("words");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("pack.yaml"), "name: words\nversion: 1.10\n").unwrap();
    fs::write(
        folder.join("words.yaml"),
        "- 拔付: 拨付\n- {words: [帐 户, 帐目], right: 账户, kind: 字, except: [旧帐户]}\n",
    )
    .unwrap();
    let check = rule("T01", "for w: 错字", "report \"“{w.word}”疑为“{w.right}”\" at w.word\n fix w.word => w.right");
    fs::write(folder.join("rules.gj"), format!("lexicon 错字 from \"words.yaml\"\n{check}")).unwrap();
    let (mut sources, mut diagnostics) = (SourceMap::default(), Diagnostics::default());
    let mut library = Library::default();
    assert_eq!(library.add_folder(&folder, &mut sources, &mut diagnostics).as_deref(), Some("words"));
    let layers = library.load("words", &mut sources, &mut diagnostics);
    let plan = guiju::typecheck::check(&layers, &sources, &mut diagnostics);
    assert!(diagnostics.is_empty(), "{diagnostics:#?}");
    assert_eq!(plan.packs[0].version, "1.10", "a version is no number");
    let lexicon = &plan.lexicons[0];
    assert_eq!(lexicon.words.iter().map(|(_, entry)| *entry).collect::<Vec<_>>(), [0, 1, 1]);
    assert_eq!(lexicon.entries[1].except, ["旧帐户"]);
    let hits = LexiconIndex::new(&plan.lexicons, |_| true).find(&plan.lexicons, "拔付到帐户");
    assert_eq!(hits[0].words.len(), 2);
}

#[test]
fn the_shipped_packs_hold_no_mistakes() {
    let library = Library::embedded();
    for name in library.names() {
        let (mut sources, mut diagnostics) = (SourceMap::default(), Diagnostics::default());
        let layers = library.load(name, &mut sources, &mut diagnostics);
        guiju::typecheck::check(&layers, &sources, &mut diagnostics);
        let told: Vec<_> = diagnostics.iter().map(|it| (it.code, it.message.en.as_str())).collect();
        assert_eq!(told, [], "{name}");
    }
}

#[test]
fn a_folder_that_is_no_pack_is_told() {
    let home = tempfile::tempdir().unwrap();
    let (mut sources, mut diagnostics) = (SourceMap::default(), Diagnostics::default());
    let mut library = Library::embedded();
    assert_eq!(library.add_folder(home.path(), &mut sources, &mut diagnostics), None);
    assert_eq!(diagnostics.iter().map(|it| it.code).collect::<Vec<_>>(), ["pack::unreadable"]);
}
