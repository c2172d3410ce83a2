//! Pairs to rules.

use pest::iterators::Pair;

use crate::diagnostic::Severity;
use crate::source::Spanned;

use super::ast::{
    BasisMark, Beside, Binder, CheckDecl, CheckKind, ExampleDecl, ExamplePlace, Expr, Message, OutlineAspect,
    Quantifier, RuleDecl, RuleMember,
};
use super::grammar::Rule;
use super::lower::{Lower, find};

impl Lower<'_> {
    pub(super) fn rule(&mut self, pair: Pair<'_, Rule>) -> Option<RuleDecl> {
        let inner = pair.into_inner();
        let mut code = self.name(&find(&inner, Rule::code)?);
        code.value = code.value.replace('－', "-");
        let title = self.local_text(find(&inner, Rule::local_text)?);
        let quantifier = find(&inner, Rule::quantifier).map(|it| self.quantifier(it));
        let mut members = Vec::new();
        let mut before: Option<Pair<'_, Rule>> = None;
        for part in inner {
            if part.as_rule() == Rule::broken_rule_member {
                if self.broken(&part, before.as_ref(), Rule::lone_rule_member) {
                    members.pop();
                }
                before = None;
            } else if let Some(member) = self.rule_member(part.clone()) {
                members.push(member);
                before = Some(part);
            }
        }
        Some(RuleDecl { code, title, quantifier, members })
    }

    fn quantifier(&mut self, pair: Pair<'_, Rule>) -> Quantifier {
        let span = self.place(&pair);
        let mut quantifier = Quantifier { group: false, binders: Vec::new(), condition: None, by: Vec::new(), span };
        let mut behind_by = false;
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::group_binder => {
                    quantifier.group = true;
                    let binder = find(&part.into_inner(), Rule::binder).and_then(|binder| self.binder(binder));
                    quantifier.binders.extend(binder);
                }
                Rule::binder => quantifier.binders.extend(self.binder(part)),
                Rule::kw_by => behind_by = true,
                Rule::expression => {
                    let value = self.expression(part);
                    if behind_by {
                        quantifier.by.push(value);
                    } else {
                        quantifier.condition = Some(value);
                    }
                }
                _ => {}
            }
        }
        quantifier
    }

    pub(super) fn binder(&mut self, pair: Pair<'_, Rule>) -> Option<Binder> {
        let inner = pair.into_inner();
        let (name, record) = (find(&inner, Rule::ident)?, find(&inner, Rule::type_word)?);
        let last_year = find(&inner, Rule::kw_last_year).is_some();
        Some(Binder { name: self.name(&name), record: self.name(&record), last_year })
    }

    fn rule_member(&mut self, pair: Pair<'_, Rule>) -> Option<RuleMember> {
        let rule = pair.as_rule();
        let inner = pair.clone().into_inner();
        let expressions = |this: &mut Self| -> Vec<Expr> {
            let found = inner.clone().filter(|it| it.as_rule() == Rule::expression);
            found.map(|it| this.expression(it)).collect()
        };
        Some(match rule {
            Rule::severity_line => {
                let word = inner.clone().last()?;
                let severity = match word.as_rule() {
                    Rule::kw_error => Severity::Error,
                    Rule::kw_warning => Severity::Warning,
                    _ => Severity::Note,
                };
                RuleMember::Severity(Spanned::new(severity, self.place(&word)))
            }
            Rule::basis_line => {
                let marks = [
                    (Rule::kw_arithmetic, BasisMark::Arithmetic),
                    (Rule::kw_seen, BasisMark::Seen),
                    (Rule::kw_practice, BasisMark::Practice),
                    (Rule::kw_recalled, BasisMark::Recalled),
                ];
                let mark = marks
                    .into_iter()
                    .find_map(|(rule, mark)| find(&inner, rule).map(|word| Spanned::new(mark, self.place(&word))));
                RuleMember::Basis { mark, text: self.local_text(find(&inner, Rule::local_text)?) }
            }
            Rule::help_line => RuleMember::Help(self.local_text(find(&inner, Rule::local_text)?)),
            Rule::when_line => RuleMember::When(expressions(self).into_iter().next()?),
            Rule::check_line | Rule::report_line => RuleMember::Check(self.check(&pair)),
            Rule::fix_line | Rule::suggest_line => {
                let mut both = expressions(self).into_iter();
                let (place, value) = (both.next()?, both.next()?);
                if rule == Rule::fix_line {
                    RuleMember::Fix { place, value }
                } else {
                    RuleMember::Suggest { place, value }
                }
            }
            Rule::example_line => RuleMember::Example(self.example(pair)?),
            _ => return None,
        })
    }

    fn check(&mut self, pair: &Pair<'_, Rule>) -> CheckDecl {
        let span = self.place(pair);
        let inner = pair.clone().into_inner();
        let message = find(&inner, Rule::local_text).and_then(|it| self.message(it));
        let at = find(&inner, Rule::places).map_or(Vec::new(), |places| {
            places.into_inner().filter(|it| it.as_rule() == Rule::expression).map(|it| self.expression(it)).collect()
        });
        let kind = if let Some(outline) = find(&inner, Rule::check_outline) {
            let parts = outline.clone().into_inner();
            let aspect = if find(&parts, Rule::kw_in_order).is_some() {
                OutlineAspect::InOrder
            } else if find(&parts, Rule::kw_filled).is_some() {
                OutlineAspect::Filled
            } else {
                OutlineAspect::Complete
            };
            let name = find(&parts, Rule::ident).map_or_else(|| self.missing_name(&outline), |it| self.name(&it));
            CheckKind::Outline { name, aspect }
        } else if let Some(same) = find(&inner, Rule::check_same) {
            let parts = same.clone().into_inner();
            let name =
                |this: &Self, rule| find(&parts, rule).map_or_else(|| this.missing_name(&same), |it| this.name(&it));
            let across = find(&parts, Rule::kw_across).is_some();
            CheckKind::Same { record: name(self, Rule::ident), field: name(self, Rule::member_name), across }
        } else if pair.as_rule() == Rule::report_line {
            CheckKind::Report
        } else {
            let condition = find(&inner, Rule::expression);
            let missing = self.missing_expression(pair);
            CheckKind::Condition(condition.map_or(missing, |it| self.expression(it)))
        };
        CheckDecl { kind, message, at, span }
    }

    fn message(&mut self, pair: Pair<'_, Rule>) -> Option<Message> {
        let mut strings = pair.into_inner().filter(|it| it.as_rule() == Rule::string);
        let zh = self.template(&strings.next()?);
        let en = strings.next().map(|second| self.template(&second));
        Some(Message { zh, en })
    }

    fn beside(&mut self, pair: Pair<'_, Rule>) -> Option<Beside> {
        let inner = pair.into_inner();
        let is_data = find(&inner, Rule::kw_data).is_some();
        find(&inner, Rule::string).map(|text| Beside { text: self.string(&text), is_data })
    }

    fn example(&mut self, pair: Pair<'_, Rule>) -> Option<ExampleDecl> {
        let span = self.place(&pair);
        let inner = pair.into_inner();
        let good = find(&inner, Rule::kw_good).is_some();
        let mut example = ExampleDecl {
            good,
            draft: None,
            sentence: false,
            data: None,
            last_year: None,
            cohort: None,
            at: None,
            span,
        };
        let mut data = false;
        let mut marked = false;
        for part in find(&inner, Rule::example_body)?.into_inner() {
            match part.as_rule() {
                Rule::kw_draft => marked = true,
                Rule::kw_data => data = true,
                Rule::example_last_year => example.last_year = self.beside(part),
                Rule::example_cohort => example.cohort = self.beside(part),
                Rule::string if data => example.data = Some(self.string(&part)),
                Rule::string => {
                    example.sentence = !marked;
                    example.draft = Some(self.string(&part));
                }
                _ => {}
            }
        }
        example.at = find(&inner, Rule::string)
            .map(|it| ExamplePlace::Words(self.string(&it)))
            .or_else(|| find(&inner, Rule::data_path).map(|it| ExamplePlace::Path(self.name(&it))));
        Some(example)
    }
}
