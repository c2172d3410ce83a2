//! Hand-made reviews over small texts, for tests of the outputs.

use guiju::diagnostic::{Diagnostics, Language, Severity, Wording};
use guiju::finding::{
    Computation, Correction, Finding, Fingerprint, Label, NotEvaluated, Passed, Place, Reason, Relation, Verdict,
};
use guiju::plan::{Basis, BasisMark, Example, ExamplePlace, Override, PackInfo, Quantifier, Rule};
use guiju::reporter::{Format, Look, Material};
use guiju::review::{PackChoice, Review};
use guiju::source::{SourceId, SourceMap, Span};

/// Texts and the review of them.
#[derive(Debug)]
pub(crate) struct Case {
    pub(crate) sources: SourceMap,
    pub(crate) diagnostics: Diagnostics,
    pub(crate) review: Review,
}

impl Case {
    /// An empty review of texts given as `(name, text)`.
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        let mut sources = SourceMap::default();
        let ids: Vec<SourceId> = files.iter().map(|(name, text)| sources.add(*name, *text)).collect();
        let pack = |name: &str, title: &str, version: &str| PackInfo {
            name: name.into(),
            title: Wording::new(title, ""),
            version: version.into(),
        };
        let review = Review {
            submission: files[0].0.into(),
            sources: ids,
            last_year: Vec::new(),
            packs: vec![pack("national", "全国通用", "1.0.0"), pack("jiangmen", "江门市", "1.2.0")],
            choice: PackChoice::FromReport { region: "江门".into(), year: Some(2022) },
            overrides: Vec::new(),
            findings: Vec::new(),
            waived: Vec::new(),
            baseline: None,
            receipt: None,
            passed: Vec::new(),
            not_evaluated: Vec::new(),
            unread: Vec::new(),
            unread_figures: Vec::new(),
            unread_tables: Vec::new(),
            language: Language::Chinese,
        };
        Self { sources, diagnostics: Diagnostics::default(), review }
    }

    /// The place of the n-th (from 0) occurrence of words in a file.
    pub(crate) fn nth(&self, file: usize, words: &str, n: usize) -> Span {
        let (id, source) = self.sources.iter().nth(file).unwrap();
        let (start, _) = source.text().match_indices(words).nth(n).unwrap_or_else(|| panic!("{words} is in the text"));
        Span::new(id, start, start + words.len())
    }

    /// The place of the first occurrence of words.
    pub(crate) fn at(&self, file: usize, words: &str) -> Span {
        self.nth(file, words, 0)
    }

    pub(crate) fn text(&self, format: Format, look: &Look) -> String {
        self.text_with(format, look, &[])
    }

    /// The output, with the rules that were in force.
    pub(crate) fn text_with(&self, format: Format, look: &Look, rules: &[Rule]) -> String {
        let material =
            Material { review: Some(&self.review), sources: &self.sources, diagnostics: &self.diagnostics, rules };
        let mut out = Vec::new();
        guiju::reporter::write(format, &material, look, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    pub(crate) fn human(&self) -> String {
        self.text(Format::Human, &Look::plain(Language::Chinese))
    }
}

pub(crate) fn label(span: Span, zh: &str, en: &str) -> Label {
    Label { span, text: Wording::new(zh, en) }
}

/// A finding with no more than it needs.
pub(crate) fn finding(code: &str, severity: Severity, title: (&str, &str), message: (&str, &str)) -> Finding {
    Finding {
        code: code.into(),
        severity,
        title: Wording::new(title.0, title.1),
        message: Wording::new(message.0, message.1),
        primary: None,
        operands: Vec::new(),
        computation: None,
        causes: Vec::new(),
        basis: Basis { mark: BasisMark::Arithmetic, text: Wording::new("算术", "arithmetic") },
        help: None,
        correction: None,
        place: Place::default(),
        fingerprint: Fingerprint("00c0ffee00c0ffee".into()),
    }
}

/// The wrong ratio that every output shows: three figures in one sentence, recomputed, with a cause.
pub(crate) fn wrong_ratio(case: &Case, file: usize) -> Finding {
    let mut wrong = finding(
        "A01",
        Severity::Error,
        ("完成率与金额不符", "rate does not follow from its amounts"),
        ("三个数不能同时成立，请核实", "the three figures cannot stand together; please verify"),
    );
    wrong.primary = Some(label(case.at(file, "67.37%"), "完成率 67.37%", "rate 67.37%"));
    wrong.operands = vec![
        label(case.at(file, "671.51 万元"), "完成数 671.51万元", "executed 671.51万元"),
        label(case.at(file, "879.34 万元"), "预算数 879.34万元", "budget 879.34万元"),
    ];
    wrong.computation = Some(Computation {
        formula: "671.51万元 ÷ 879.34万元".into(),
        exact: "76.3652…%".into(),
        rounded: "76.37%".into(),
        claimed: "67.37%".into(),
        reachable: Some(("76.36%".into(), "76.37%".into())),
        relation: Relation::Agrees,
        verdict: Verdict::Contradicts,
    });
    wrong.causes = vec![Wording::new(
        "相邻两位数字颠倒：67.37% 疑为 76.37%",
        "two neighbouring digits swapped: 67.37% for 76.37%",
    )];
    wrong.correction = Some(Correction { span: case.at(file, "67.37%"), replacement: "76.37%".into(), certain: false });
    wrong.place.sections = vec!["二、绩效自评情况".into(), "（二）预算执行情况".into()];
    wrong.place.clause = "为预算总支出879.34万元的67.37%".into();
    wrong
}

/// A rule as a pack would give it, without checks.
pub(crate) fn rule(case: &Case, code: &str, title: (&str, &str)) -> Rule {
    let span = case.sources.iter().next().map(|(id, _)| Span::new(id, 0, 0)).unwrap();
    let example = |good, draft: &str, at: Option<&str>| Example {
        good,
        draft: Some(draft.into()),
        data: None,
        last_year: None,
        cohort: None,
        at: at.map(|words| ExamplePlace::Words(words.into())),
        span,
    };
    Rule {
        code: code.into(),
        title: Wording::new(title.0, title.1),
        doc: "完成率由完成数除以预算数得出。".into(),
        severity: Severity::Error,
        basis: Basis { mark: BasisMark::Seen, text: Wording::new("自评表“执行率（B/A）”", "") },
        help: Some(Wording::new("核对三个数。", "Verify the three figures.")),
        quantifier: Quantifier::Submission,
        when: Vec::new(),
        checks: Vec::new(),
        corrections: Vec::new(),
        examples: vec![
            example(true, "支出 8 万元，为预算 10 万元的 80%。", None),
            example(false, "支出 8 万元，为预算 10 万元的 90%。", Some("90%")),
        ],
        slots: 0,
        pack: 0,
        needs_last_year: false,
        off: None,
        span,
    }
}

pub(crate) const REPORT: &str = "\
某市某局2022年度部门整体支出绩效自评报告

一、部门基本情况

（一）部门职能。负责全市相关工作。

二、绩效自评情况

（一）自评结论。自评得分为82.40分，等级为优。

（二）预算执行情况。
全年总支出完成 671.51 万元，为预算总支出 879.34 万元的 67.37%。
总支出减收 207.83 万元，主要原因是在在建项目延期。
";

/// A review with a bit of everything.
pub(crate) fn everything() -> Case {
    let mut case = Case::new(&[
        ("自评报告.txt", REPORT),
        ("自评表.yaml", "项目:\n  - 名称: 培训\n    执行率: 76.37%\n    得分: 12 分\n"),
    ]);
    let mut score = finding(
        "C11",
        Severity::Error,
        ("等级与得分不符", "grade does not fit the score"),
        ("82.40 分对应“良”，文中为“优”", "82.40 points mean “良”, the draft says “优”"),
    );
    score.primary = Some(label(case.at(0, "优"), "等级 优", "grade 优"));
    score.operands = vec![label(case.at(0, "82.40分"), "得分 82.40分", "score 82.40分")];
    score.basis = Basis {
        mark: BasisMark::Seen, text: Wording::new("等级分档：90、80、60（见参数“等级”）", "")
    };
    score.place.sections = vec!["二、绩效自评情况".into(), "（一）自评结论".into()];

    let ratio = wrong_ratio(&case, 0);

    let mut differ = finding(
        "B13",
        Severity::Error,
        ("正文与附表不一致", "text and table disagree"),
        ("执行率：正文 67.37%，附表 76.37%", "rate: 67.37% in the text, 76.37% in the table"),
    );
    differ.primary = Some(label(case.at(0, "67.37%"), "正文 67.37%", "text 67.37%"));
    differ.operands = vec![label(case.at(1, "76.37%"), "附表 76.37%", "table 76.37%")];
    differ.basis.mark = BasisMark::Practice;
    differ.basis.text = Wording::new("正文、附表须一致", "text and tables must agree");
    differ.place.path = Some("项目[0].执行率".into());

    let mut word = finding(
        "N01",
        Severity::Warning,
        ("支出误写为减收", "income word for spending"),
        ("支出减少应写“减支”", "lower spending is “减支”"),
    );
    word.primary = Some(label(case.at(0, "减收"), "", ""));
    word.basis = Basis { mark: BasisMark::Recalled, text: Wording::new("用语：支出增减用增支、减支", "") };
    word.help = Some(Wording::new("改用“减支”。", "write “减支”."));
    word.correction = Some(Correction { span: case.at(0, "减收"), replacement: "减支".into(), certain: true });

    let mut section = finding(
        "D01",
        Severity::Note,
        ("缺少必备章节", "a required section is missing"),
        ("缺少“存在问题和改进措施”", "“存在问题和改进措施” is missing"),
    );
    section.basis.mark = BasisMark::Recalled;
    section.basis.text = Wording::new("市级提纲", "municipal outline");

    case.review.findings = vec![score, ratio, differ, word, section];
    let passed = Passed {
        code: "A02".into(),
        place: Some(case.at(0, "207.83 万元")),
        computation: Some(Box::new(Computation {
            formula: "879.34万元 − 671.51万元".into(),
            exact: "207.83万元".into(),
            rounded: "207.83万元".into(),
            claimed: "207.83万元".into(),
            reachable: None,
            relation: Relation::Agrees,
            verdict: Verdict::Agrees,
        })),
    };
    case.review.passed = vec![passed];
    case.review.not_evaluated = vec![
        NotEvaluated {
            code: "C06".into(),
            place: Some(case.at(1, "12 分")),
            reason: Reason::Missing(Wording::new("目标值", "target")),
        },
        NotEvaluated { code: "Q07".into(), place: None, reason: Reason::Missing(Wording::new("目标值", "target")) },
        NotEvaluated { code: "Q22".into(), place: None, reason: Reason::Hedged },
    ];
    case.review.overrides = vec![Override {
        by: "jiangmen".into(),
        what: "param 执行率下限".into(),
        from: "90%".into(),
        to: "85%".into(),
        reason: Some("市级口径".into()),
    }];
    case
}
