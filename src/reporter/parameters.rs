//! Which parameters of the packs a rule reads.

use std::collections::BTreeSet;

use crate::plan::{
    Band, CheckKind, Expr, ExprKind, FunctionId, Join, MatchArm, Over, ParamId, Plan, Quantifier, Rule, Template,
    TemplatePart,
};

/// The parameters that a rule reads, through functions and other parameters too; in the order of their ids.
pub(crate) fn parameters_of(plan: &Plan, rule: &Rule) -> Vec<ParamId> {
    let mut walk = Walk { plan, waiting: Vec::new(), functions: BTreeSet::new(), params: BTreeSet::new() };
    walk.start(rule);
    while let Some(expr) = walk.waiting.pop() {
        walk.step(expr);
    }
    walk.params.into_iter().collect()
}

/// A walk over expressions with a list of what is still to be seen, so that deep nesting costs no stack.
struct Walk<'p> {
    plan: &'p Plan,
    waiting: Vec<&'p Expr>,
    functions: BTreeSet<FunctionId>,
    params: BTreeSet<ParamId>,
}

impl<'p> Walk<'p> {
    fn start(&mut self, rule: &'p Rule) {
        self.waiting.extend(&rule.when);
        self.waiting.extend(rule.corrections.iter().flat_map(|one| [&one.place, &one.value]));
        for check in &rule.checks {
            match &check.kind {
                CheckKind::Condition(condition) => self.waiting.push(condition),
                CheckKind::Outline(..) | CheckKind::Same(..) | CheckKind::Report => {}
            }
            self.waiting.extend(&check.at);
            if let Some(message) = &check.message {
                self.template(message);
            }
        }
        match &rule.quantifier {
            Quantifier::Submission => {}
            Quantifier::Facts { binders: _, joins, condition } => {
                self.waiting.extend(condition);
                self.waiting.extend(joins.iter().flat_map(Join::expressions));
            }
            Quantifier::Groups { condition, by, .. } => {
                self.waiting.extend(condition);
                self.waiting.extend(by);
            }
        }
    }

    fn step(&mut self, expr: &'p Expr) {
        match &expr.kind {
            ExprKind::Constant(_) | ExprKind::Local(_) | ExprKind::Singleton(_) => {}
            ExprKind::Param(id) => {
                if self.params.insert(*id)
                    && let Some(param) = self.plan.params.get(id.0)
                {
                    self.waiting.push(&param.value);
                }
            }
            ExprKind::Field { of, .. } | ExprKind::Property { of, .. } => self.waiting.push(of),
            ExprKind::List(items) | ExprKind::Call(_, items) => self.waiting.extend(items),
            ExprKind::Template(template) => self.template(template),
            ExprKind::Bands(bands) => {
                for band in bands {
                    self.band(band);
                }
            }
            ExprKind::Negate(one) | ExprKind::Not(one) | ExprKind::Is(one, _) | ExprKind::Matches(one, _) => {
                self.waiting.push(one);
            }
            ExprKind::Arithmetic(_, left, right)
            | ExprKind::Compare(_, left, right)
            | ExprKind::Logic(_, left, right)
            | ExprKind::In(left, right)
            | ExprKind::Contains(left, right) => self.waiting.extend([&**left, &**right]),
            ExprKind::If(condition, yes, no) => self.waiting.extend([&**condition, &**yes, &**no]),
            ExprKind::Match(of, arms) => {
                self.waiting.push(of);
                for arm in arms {
                    self.arm(arm);
                }
            }
            ExprKind::Apply(function, arguments) => {
                self.waiting.extend(arguments);
                if self.functions.insert(*function)
                    && let Some(function) = self.plan.functions.get(function.0)
                {
                    self.waiting.push(&function.body);
                }
            }
            ExprKind::Quantified { over, condition, body, .. } => {
                match &**over {
                    // What is given is read by the parts below too.
                    Over::Facts { record: _, join, given: _ } => {
                        self.waiting.extend(join.iter().flat_map(Join::expressions));
                    }
                    Over::List(list) => self.waiting.push(list),
                }
                self.waiting.extend(condition.iter().chain(body).map(|one| &**one));
            }
        }
    }

    fn template(&mut self, template: &'p Template) {
        for part in template.zh.iter().chain(&template.en) {
            match part {
                TemplatePart::Literal(_) => {}
                TemplatePart::Hole(value, _) => self.waiting.push(value),
            }
        }
    }

    fn band(&mut self, band: &'p Band) {
        self.waiting.push(&band.value);
        self.waiting.extend(band.limit.iter().map(|(_, limit)| limit));
    }

    fn arm(&mut self, arm: &'p MatchArm) {
        self.waiting.extend(&arm.patterns);
        self.waiting.push(&arm.value);
    }
}
