//! An upper bound of what working out an expression takes, the functions and values it uses included.
//!
//! A rule's work is its steps for each binding; how many bindings there can be is bounded by the joins. Depth matters
//! because the evaluator recurses as deep as expressions and calls are nested.

use crate::diagnostic::{Diagnostic, Wording};
use crate::plan::{Expr, ExprKind, Join, Over, TemplatePart};
use crate::source::Span;

use super::checker::Checker;
use super::codes;
use super::join::visit;

/// An expression may take at most so many steps for one binding.
const MAX_STEPS: u64 = 100_000;
/// Expressions, with the functions and values they use written out, may be nested at most so deep.
const MAX_DEPTH: u64 = 256;

/// How large an expression is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Size {
    /// How many nodes.
    pub(super) steps: u64,
    /// How deep they are nested.
    pub(super) depth: u64,
}

impl Size {
    pub(super) fn is_too_large(self) -> bool {
        self.steps > MAX_STEPS || self.depth > MAX_DEPTH
    }

    fn beside(self, other: Self) -> Self {
        Self { steps: self.steps.saturating_add(other.steps), depth: self.depth.max(other.depth) }
    }

    fn below_one(self) -> Self {
        Self { steps: self.steps.saturating_add(1), depth: self.depth.saturating_add(1) }
    }
}

impl Checker<'_> {
    /// Measures an expression and tells where it is too large.
    pub(super) fn measured(&mut self, expr: &Expr, span: Span) -> Size {
        let size = self.size(expr);
        // What makes it too large is told once, not at every use.
        if size.is_too_large() && !self.uses_too_large(expr) {
            let message = Wording::new(
                format!("展开所用的函数后，算式超过 {MAX_STEPS} 步或嵌套超过 {MAX_DEPTH} 层"),
                format!(
                    "with the functions it uses written out this takes more than {MAX_STEPS} steps or is nested more than {MAX_DEPTH} deep"
                ),
            );
            self.diagnostics.push(
                Diagnostic::error(codes::COST, span, message)
                    .help(Wording::new("减少函数之间的层层调用", "let fewer functions call each other")),
            );
        }
        size
    }

    fn uses_too_large(&self, expr: &Expr) -> bool {
        let mut found = false;
        visit(expr, &mut |inner| {
            let size = match &inner.kind {
                ExprKind::Apply(id, _) => self.function_costs.get(id.0).map(|cost| cost.size),
                ExprKind::Param(id) => self.value_sizes.get(id.0).copied(),
                _ => None,
            };
            found |= size.is_some_and(Size::is_too_large);
        });
        found
    }

    fn size(&self, expr: &Expr) -> Size {
        let all = |inner: &[&Expr]| inner.iter().fold(Size::default(), |sum, one| sum.beside(self.size(one)));
        let inside = match &expr.kind {
            ExprKind::Constant(_) | ExprKind::Local(_) | ExprKind::Singleton(_) => Size::default(),
            ExprKind::Param(id) => self.value_sizes.get(id.0).copied().unwrap_or_default(),
            ExprKind::Field { of, .. }
            | ExprKind::Property { of, .. }
            | ExprKind::Negate(of)
            | ExprKind::Not(of)
            | ExprKind::Is(of, _)
            | ExprKind::Matches(of, _) => self.size(of),
            ExprKind::Arithmetic(_, left, right)
            | ExprKind::Compare(_, left, right)
            | ExprKind::Logic(_, left, right)
            | ExprKind::In(left, right)
            | ExprKind::Contains(left, right) => all(&[left, right]),
            ExprKind::If(condition, yes, no) => all(&[condition, yes, no]),
            ExprKind::List(items) | ExprKind::Call(_, items) => self.sizes(items.iter()),
            ExprKind::Apply(id, arguments) => {
                let body = self.function_costs.get(id.0).map_or_else(Size::default, |cost| cost.size);
                self.sizes(arguments.iter()).beside(body)
            }
            ExprKind::Template(template) => {
                let holes = template.zh.iter().chain(&template.en).filter_map(|part| match part {
                    TemplatePart::Hole(value, _) => Some(value),
                    TemplatePart::Literal(_) => None,
                });
                self.sizes(holes)
            }
            ExprKind::Bands(bands) => self.sizes(
                bands.iter().flat_map(|band| [&band.value].into_iter().chain(band.limit.iter().map(|it| &it.1))),
            ),
            ExprKind::Match(subject, arms) => {
                let arms = arms.iter().flat_map(|arm| arm.patterns.iter().chain([&arm.value]));
                self.size(subject).beside(self.sizes(arms))
            }
            ExprKind::Quantified { over, condition, body, .. } => {
                let range = match &**over {
                    Over::Facts { join, .. } => self.sizes(join.iter().flat_map(Join::expressions)),
                    Over::List(list) => self.size(list),
                };
                range.beside(self.sizes(condition.iter().chain(body).map(|inner| &**inner)))
            }
        };
        inside.below_one()
    }

    fn sizes<'e>(&self, all: impl Iterator<Item = &'e Expr>) -> Size {
        all.fold(Size::default(), |sum, one| sum.beside(self.size(one)))
    }
}
