//! Rules: what they range over, ask, say and correct.

use crate::diagnostic::{Diagnostic, Severity, Wording};
use crate::plan::{
    Among, Aspect, Basis, BasisMark, Check, CheckKind, Correction, Expr, ExprKind, Property, Quantifier, Rule, Type,
};
use crate::source::{Span, Spanned};
use crate::syntax::ast::{self, CheckDecl, OutlineAspect, RuleMember};

use super::checker::{Checker, DeclaredRule, Frame, Kind, Purpose};
use super::codes;
use super::constant::known_truth;
use super::name::has_place;
use super::record::local;
use super::words::{mismatch, type_words, unknown};

impl<'a> Checker<'a> {
    /// All rules, in the order of their codes.
    pub(super) fn check_rules(&mut self) {
        for declared in std::mem::take(&mut self.declared.rules) {
            let rule = self.rule(&declared);
            // A pack that is only used lends its names, not its rules.
            let used_only = self.layers.packs.get(declared.pack).is_some_and(|pack| pack.used_only);
            if !used_only {
                self.plan.rules.push(rule);
            }
        }
        self.plan.rules.sort_by(|one, other| one.code.cmp(&other.code));
    }

    fn rule(&mut self, declared: &DeclaredRule<'a>) -> Rule {
        let decl = declared.decl;
        let mut frame = Frame::new(Purpose::Rule);
        let quantifier = self.quantifier(&mut frame, decl.quantifier.as_ref());
        let head = self.head(decl);
        let in_force = self.in_force.severity.get(decl.code.value.as_str()).copied().or(head.severity);
        let severity = in_force.map_or(Severity::Warning, |severity| severity.value);
        self.check_severity(in_force, &head);
        let mut rule = Rule {
            needs_last_year: false,
            code: decl.code.value.as_str().into(),
            title: local(&decl.title),
            doc: declared.item.doc.clone(),
            severity,
            basis: head.basis,
            help: head.help,
            quantifier,
            when: Vec::new(),
            checks: Vec::new(),
            corrections: Vec::new(),
            examples: self.examples(decl),
            slots: 0,
            pack: declared.pack,
            off: self.in_force.off.get(decl.code.value.as_str()).cloned(),
            span: decl.code.span,
        };
        for member in &decl.members {
            self.body(&mut frame, member, &mut rule);
        }
        if rule.checks.is_empty() {
            self.tell_missing(decl, &Wording::new("检查（check 或 report）", "check (or report)"));
        }
        self.check_when(&rule);
        rule.slots = frame.slots;
        self.measure_rule(&rule);
        rule
    }

    fn body(&mut self, frame: &mut Frame, member: &ast::RuleMember, rule: &mut Rule) {
        match member {
            RuleMember::When(condition) => {
                let condition = self.expect(frame, condition, &Type::Bool);
                rule.when.push(condition);
            }
            RuleMember::Check(check) => rule.checks.extend(self.check(frame, check)),
            RuleMember::Fix { place, value } => {
                let fix = self.correction(frame, place, value, true);
                rule.corrections.push(fix);
            }
            RuleMember::Suggest { place, value } => {
                let suggestion = self.correction(frame, place, value, false);
                rule.corrections.push(suggestion);
            }
            RuleMember::Severity(_) | RuleMember::Basis { .. } | RuleMember::Help(_) | RuleMember::Example(_) => {}
        }
    }

    fn check(&mut self, frame: &mut Frame, decl: &CheckDecl) -> Option<Check> {
        let kind = self.check_kind(frame, decl);
        let message = decl.message.as_ref().map(|message| self.message(frame, &message.zh, message.en.as_ref()));
        let at = decl.at.iter().map(|place| self.place(frame, place)).collect();
        Some(Check { kind: kind?, message, at, span: decl.span })
    }

    fn check_kind(&mut self, frame: &mut Frame, decl: &CheckDecl) -> Option<CheckKind> {
        match &decl.kind {
            ast::CheckKind::Condition(condition) => {
                let condition = self.expect(frame, condition, &Type::Bool);
                if known_truth(&condition, &self.plan) == Some(true) {
                    let message =
                        Wording::new("这个条件恒为真，什么也没有检查", "this always holds, so nothing is checked");
                    self.diagnostics.push(Diagnostic::error(codes::ALWAYS, condition.span, message));
                }
                Some(CheckKind::Condition(condition))
            }
            ast::CheckKind::Outline { name, aspect } => {
                let aspect = match aspect {
                    OutlineAspect::Complete => Aspect::Complete,
                    OutlineAspect::InOrder => Aspect::InOrder,
                    OutlineAspect::Filled => Aspect::Filled,
                };
                self.outline_named(name).map(|id| CheckKind::Outline(id, aspect))
            }
            ast::CheckKind::Same { record, field, across } => {
                let among = if *across { Among::Origins } else { Among::All };
                self.same(record, field, among)
            }
            ast::CheckKind::Report => Some(CheckKind::Report),
        }
    }

    /// `check same completion.actual`
    fn same(&mut self, record: &ast::Name, field: &ast::Name, among: Among) -> Option<CheckKind> {
        let Some(Kind::Record(id)) = self.names.kinds.get(&record.value).copied() else {
            let what = Wording::new("记录", "record");
            let known = self.plan.records.iter().map(|record| record.name.as_str());
            let told = unknown(codes::UNKNOWN_NAME, record.span, &what, &record.value, known);
            self.diagnostics.push(told);
            return None;
        };
        let field = self.known_field(id, field)?;
        if self.plan.records.get(id.0).is_some_and(|found| found.key.is_empty()) {
            let message = Wording::new(
                format!("记录“{}”没有 key，无法判断哪两条说的是同一件事", record.value),
                format!("the record {} has no key, so it cannot be told which facts are the same", record.value),
            );
            self.diagnostics.push(
                Diagnostic::error(codes::NO_KEY, record.span, message)
                    .help(Wording::new("在记录中写 key 字段, 字段", "write `key field, field` in the record")),
            );
        }
        Some(CheckKind::Same(id, field, among))
    }

    fn place(&mut self, frame: &mut Frame, written: &ast::Expr) -> Expr {
        let place = self.infer(frame, written, None);
        if place.ty != Type::Wrong && !has_place(&place) {
            self.tell_no_place(place.span);
        }
        place
    }

    /// `fix c.gap.cue => "减支"`, `suggest c.rate => c.actual / c.base`
    fn correction(&mut self, frame: &mut Frame, place: &ast::Expr, value: &ast::Expr, certain: bool) -> Correction {
        let place = self.place(frame, place);
        if matches!(place.ty, Type::Record(_) | Type::List(_)) {
            let wanted = Wording::new("一个字段", "one field");
            self.diagnostics.push(mismatch(place.span, &wanted, &type_words(&place.ty, &self.plan)));
        }
        let mut value = self.infer(frame, value, None);
        if let Type::Quantity(dimension) = &place.ty {
            super::dimension::adapt(&mut value, dimension);
        }
        let is_words = |ty: &Type| matches!(ty, Type::Text | Type::Enum(_) | Type::Wrong);
        let fits = is_words(&value.ty) || super::types::joined(&place.ty, &value.ty).is_some() && !certain;
        if !fits {
            let wanted = if certain { Wording::new("文字", "text") } else { type_words(&place.ty, &self.plan) };
            let told = mismatch(value.span, &wanted, &type_words(&value.ty, &self.plan));
            let help = Wording::new(
                "fix 只改用语；算出来的数只能 suggest：算术不知道哪个数是错的",
                "`fix` changes wording only; a computed figure is a `suggest`, for arithmetic cannot tell which figure is wrong",
            );
            self.diagnostics.push(if certain { told.help(help) } else { told });
        }
        if matches!(
            place.kind,
            ExprKind::Property {
                property: Property::Document | Property::Earlier | Property::Source | Property::Table,
                ..
            }
        ) {
            self.tell_no_place(place.span);
        }
        Correction { place, value, certain }
    }

    /// A rule whose conditions cannot all be true never fires.
    fn check_when(&mut self, rule: &Rule) {
        let filter = match &rule.quantifier {
            Quantifier::Submission => None,
            Quantifier::Facts { condition, .. } | Quantifier::Groups { condition, .. } => condition.as_ref(),
        };
        for condition in filter.into_iter().chain(&rule.when) {
            if known_truth(condition, &self.plan) == Some(false) {
                let message =
                    Wording::new("这个条件恒为假，规则永远不会执行", "this is never true, so the rule never fires");
                let help = Wording::new(
                    "改正条件；暂不用的规则写进 pack.yaml 的 off",
                    "mend it; a rule that shall not run goes under `off` in pack.yaml",
                );
                self.diagnostics.push(Diagnostic::error(codes::NEVER, condition.span, message).help(help));
            }
        }
    }

    fn measure_rule(&mut self, rule: &Rule) {
        let before = self.diagnostics.len();
        let checks = rule.checks.iter().filter_map(|check| match &check.kind {
            CheckKind::Condition(condition) => Some(condition),
            CheckKind::Outline(..) | CheckKind::Same(..) | CheckKind::Report => None,
        });
        for expr in rule.when.iter().chain(checks) {
            // One finding is enough for a rule.
            if self.diagnostics.len() == before {
                self.measured(expr, expr.span);
            }
        }
    }

    fn check_severity(&mut self, severity: Option<Spanned<Severity>>, head: &Head) {
        let weak = matches!(head.basis.mark, BasisMark::Practice | BasisMark::Recalled);
        let (Some(Spanned { value: Severity::Error, span }), Some(mark), true) = (severity, head.mark, weak) else {
            return;
        };
        let message =
            Wording::new("依据是惯例或据忆的规则不能定为 error", "a rule on practice or memory cannot be an error");
        let told = Diagnostic::error(codes::SEVERITY, span, message).and(mark, head.basis.mark.wording());
        self.diagnostics.push(told.help(Wording::new(
            "改为 warning 并用询问的口气；核对原文后把依据改为 seen",
            "make it a warning worded as a question; once the text has been read mark the basis `seen`",
        )));
    }
}

/// What a rule says about itself.
pub(super) struct Head {
    pub(super) severity: Option<Spanned<Severity>>,
    pub(super) basis: Basis,
    /// Where the mark of the basis stands.
    pub(super) mark: Option<Span>,
    pub(super) help: Option<Wording>,
}
