//! What a rule says about itself: severity, basis, help and examples; each must be there, and only once.

use crate::diagnostic::{Diagnostic, Wording};
use crate::plan::{Basis, BasisMark, Beside, Example, ExamplePlace};
use crate::source::Span;
use crate::syntax::ast::{self, ExampleDecl, RuleDecl, RuleMember};

use super::checker::Checker;
use super::codes;
use super::record::local;
use super::rule::Head;

impl Checker<'_> {
    /// Severity, basis and help.
    pub(super) fn head(&mut self, decl: &RuleDecl) -> Head {
        let mut head = Head {
            severity: None,
            basis: Basis { mark: BasisMark::Recalled, text: Wording::default() },
            mark: None,
            help: None,
        };
        let mut basis: Option<Span> = None;
        let mut help: Option<Span> = None;
        for member in &decl.members {
            match member {
                RuleMember::Severity(severity) => {
                    if let Some(first) = head.severity {
                        self.tell_repeated("severity", severity.span, first.span);
                    }
                    head.severity = head.severity.or(Some(*severity));
                }
                RuleMember::Basis { mark, text } => {
                    if let Some(first) = basis {
                        self.tell_repeated("basis", text.zh.span, first);
                        continue;
                    }
                    basis = Some(text.zh.span);
                    head.basis.text = local(text);
                    head.mark = mark.as_ref().map(|mark| mark.span);
                    match mark {
                        Some(mark) => head.basis.mark = basis_mark(mark.value),
                        None => self.tell_unmarked(text.zh.span),
                    }
                }
                RuleMember::Help(text) => {
                    if let Some(first) = help {
                        self.tell_repeated("help", text.zh.span, first);
                    }
                    help = help.or(Some(text.zh.span));
                    head.help = head.help.or_else(|| Some(local(text)));
                }
                RuleMember::When(_)
                | RuleMember::Check(_)
                | RuleMember::Fix { .. }
                | RuleMember::Suggest { .. }
                | RuleMember::Example(_) => {}
            }
        }
        if head.severity.is_none() {
            self.tell_missing(decl, &Wording::new("级别（severity）", "severity"));
        }
        if basis.is_none() {
            self.tell_missing(decl, &Wording::new("依据（basis）", "basis"));
        }
        head
    }

    /// The examples; at least one good and one bad.
    pub(super) fn examples(&mut self, decl: &RuleDecl) -> Vec<Example> {
        let mut examples = Vec::new();
        for member in &decl.members {
            if let RuleMember::Example(example) = member {
                self.check_example(example);
                examples.push(Example {
                    good: example.good,
                    draft: example.draft.as_ref().map(|draft| draft.value.clone()),
                    data: example.data.as_ref().map(|data| data.value.clone()),
                    last_year: example.last_year.as_ref().map(beside),
                    cohort: example.cohort.as_ref().map(beside),
                    at: example.at.as_ref().map(|at| match at {
                        ast::ExamplePlace::Words(words) => ExamplePlace::Words(words.value.clone()),
                        ast::ExamplePlace::Path(path) => ExamplePlace::Path(path.value.clone()),
                    }),
                    span: example.span,
                });
            }
        }
        let has = |good: bool| examples.iter().any(|example| example.good == good);
        let good = Wording::new(
            "示例就是测试：example good \"…没有错的句子…\"",
            "examples are tests: example good \"… a sentence without fault …\"",
        );
        let bad = Wording::new(
            "示例就是测试：example bad \"…有错的句子…\" at \"错处\"",
            "examples are tests: example bad \"… a sentence with the fault …\" at \"the words\"",
        );
        let help = if has(true) { bad } else { good };
        let missing = match (has(true), has(false)) {
            (true, true) => return examples,
            (false, true) => Wording::new("正例（example good）", "a good example"),
            (true, false) => Wording::new("误例（example bad）", "a bad example"),
            (false, false) => Wording::new("正例和误例（example good / bad）", "a good and a bad example"),
        };
        let message = Wording::new(
            format!("规则 {} 缺少{}", decl.code.value, missing.zh),
            format!("the rule {} lacks {}", decl.code.value, missing.en),
        );
        self.diagnostics.push(Diagnostic::error(codes::MISSING_EXAMPLE, decl.code.span, message).help(help));
        examples
    }

    fn check_example(&mut self, example: &ExampleDecl) {
        let empty = |text: &Option<ast::Text>| text.as_ref().is_none_or(|text| text.value.trim().is_empty());
        if empty(&example.draft) && empty(&example.data) {
            let message = Wording::new("示例是空的", "the example is empty");
            self.diagnostics.push(Diagnostic::error(codes::EXAMPLE, example.span, message));
            return;
        }
        match &example.at {
            Some(at) if example.good => {
                let span = match at {
                    ast::ExamplePlace::Words(words) => words.span,
                    ast::ExamplePlace::Path(path) => path.span,
                };
                let message =
                    Wording::new("正例不会报错，不写 at", "a good example has no finding, so it takes no `at`");
                self.diagnostics.push(Diagnostic::error(codes::EXAMPLE, span, message));
            }
            Some(ast::ExamplePlace::Words(words)) => {
                let plain = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
                let all = example.draft.iter().chain(&example.data).map(|text| plain(&text.value));
                let wanted = plain(&words.value);
                if !all.into_iter().any(|text| text.contains(&wanted)) {
                    let message = Wording::new(
                        format!("示例中没有“{}”", words.value),
                        format!("“{}” does not stand in the example", words.value),
                    );
                    self.diagnostics.push(Diagnostic::error(codes::EXAMPLE, words.span, message));
                }
            }
            Some(ast::ExamplePlace::Path(path)) if example.data.is_none() => {
                let message = Wording::new(
                    "示例没有数据，at 后应写带引号的文字",
                    "the example has no data; put the words behind `at` in quotes",
                );
                self.diagnostics.push(Diagnostic::error(codes::EXAMPLE, path.span, message));
            }
            Some(ast::ExamplePlace::Path(_)) | None => {}
        }
    }

    /// Tells a line that a rule must have and has not.
    pub(super) fn tell_missing(&mut self, decl: &RuleDecl, what: &Wording) {
        let message = Wording::new(
            format!("规则 {} 没有写{}", decl.code.value, what.zh),
            format!("the rule {} has no {}", decl.code.value, what.en),
        );
        self.diagnostics.push(Diagnostic::error(codes::INCOMPLETE_RULE, decl.code.span, message));
    }

    fn tell_unmarked(&mut self, span: Span) {
        let message = Wording::new("依据没有标明是怎么知道的", "the basis does not say how well it is known");
        self.diagnostics.push(Diagnostic::error(codes::INCOMPLETE_RULE, span, message).help(Wording::new(
            "在 basis 后写 arithmetic（算术）、seen（已见原文）、practice（惯例）或 recalled（据忆）",
            "write arithmetic, seen, practice or recalled behind `basis`",
        )));
    }

    fn tell_repeated(&mut self, line: &str, again: Span, first: Span) {
        let message = Wording::new(format!("{line} 只能写一行"), format!("`{line}` may stand once"));
        self.diagnostics.push(
            Diagnostic::error(codes::REPEATED_LINE, again, message).and(first, Wording::new("第一次", "first here")),
        );
    }
}

fn beside(written: &ast::Beside) -> Beside {
    let text = written.text.value.clone();
    if written.is_data { Beside::Data(text) } else { Beside::Draft(text) }
}

fn basis_mark(mark: ast::BasisMark) -> BasisMark {
    match mark {
        ast::BasisMark::Arithmetic => BasisMark::Arithmetic,
        ast::BasisMark::Seen => BasisMark::Seen,
        ast::BasisMark::Practice => BasisMark::Practice,
        ast::BasisMark::Recalled => BasisMark::Recalled,
    }
}
