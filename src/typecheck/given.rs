//! What a fold over facts takes from the facts outside.
//!
//! `any(g.style != h.style for g in heading where g.source == h.source)` gives the same for every `h` of one style and
//! file. Where all that a fold takes is plain values, and where it asks only what is printed of them, the evaluator works
//! it out once for equal values: a rule on every heading then costs no walk over all headings for each of them.

use crate::plan::{
    Builtin, Comparison, Expr, ExprKind, Fold, Function, Join, Over, Presence, Property, Scope, Slot, TemplatePart,
    Tie, Type,
};

use super::checker::typed;

/// All that a fold takes from outside; `None` where that is more than plain values.
pub(super) fn given<'e>(
    functions: &[Function],
    fold: Fold,
    binder: Slot,
    join: Option<&'e Join>,
    parts: impl Iterator<Item = &'e Expr>,
) -> Option<Vec<Expr>> {
    match fold {
        Fold::Any | Fold::All | Fold::Count => {}
        // These give figures of the draft, which keep their place.
        Fold::Sum | Fold::Min | Fold::Max | Fold::List => return None,
    }
    let mut taking = Taking { functions, inner: vec![binder], taken: Vec::new() };
    taking.join(join)?;
    for part in parts {
        taking.expr(part)?;
    }
    Some(taking.taken)
}

struct Taking<'p> {
    functions: &'p [Function],
    /// Binders of the fold and of the folds inside it.
    inner: Vec<Slot>,
    taken: Vec<Expr>,
}

impl Taking<'_> {
    /// Whether an expression takes anything from outside; `None` where it takes more than plain values.
    fn expr(&mut self, expr: &Expr) -> Option<bool> {
        if self.is_plain_value(expr) {
            self.take(expr.clone());
            return Some(true);
        }
        match &expr.kind {
            ExprKind::Constant(_) | ExprKind::Param(_) | ExprKind::Singleton(_) => Some(false),
            ExprKind::Local(slot) => self.inner.contains(slot).then_some(false),
            ExprKind::Field { of, .. } => self.expr(of).filter(|outside| !outside),
            ExprKind::Property { of, property: Property::Complete } => self.expr(of),
            ExprKind::Property { of, .. } => self.expr(of).filter(|outside| !outside),
            ExprKind::Negate(of) | ExprKind::Not(of) | ExprKind::Is(of, _) | ExprKind::Matches(of, _) => self.expr(of),
            ExprKind::Compare(comparison, left, right) => {
                let outside = self.all([&**left, &**right])?;
                // Intervals of one figure met twice are not those of two equal figures.
                (!outside || !is_approximate(*comparison)).then_some(outside)
            }
            ExprKind::Arithmetic(_, left, right)
            | ExprKind::Logic(_, left, right)
            | ExprKind::In(left, right)
            | ExprKind::Contains(left, right) => self.all([&**left, &**right]),
            ExprKind::If(condition, yes, no) => self.all([&**condition, yes, no]),
            ExprKind::List(items) => self.all(items),
            ExprKind::Call(function, arguments) => {
                let outside = self.all(arguments)?;
                (!outside || asks_what_is_printed(*function)).then_some(outside)
            }
            ExprKind::Apply(function, arguments) => {
                let outside = self.all(arguments)?;
                let body = self.functions.get(function.0)?;
                (!outside || self.is_plain(&body.body)).then_some(outside)
            }
            ExprKind::Template(template) => self.all(template.zh.iter().filter_map(|part| match part {
                TemplatePart::Hole(value, _) => Some(value),
                TemplatePart::Literal(_) => None,
            })),
            ExprKind::Bands(bands) => self
                .all(bands.iter().flat_map(|band| [&band.value].into_iter().chain(band.limit.iter().map(|it| &it.1)))),
            ExprKind::Match(subject, arms) => {
                let arms = arms.iter().flat_map(|arm| arm.patterns.iter().chain([&arm.value]));
                self.all([&**subject].into_iter().chain(arms))
            }
            ExprKind::Quantified { binder, over, condition, body, .. } => {
                self.inner.push(*binder);
                let ranged = match &**over {
                    Over::Facts { join, .. } => self.join(join.as_ref()),
                    Over::List(list) => self.expr(list),
                };
                let parts = self.all(condition.iter().chain(body).map(|part| &**part));
                self.inner.pop();
                Some(ranged? | parts?)
            }
        }
    }

    fn all<'e>(&mut self, parts: impl IntoIterator<Item = &'e Expr>) -> Option<bool> {
        parts.into_iter().try_fold(false, |outside, part| Some(self.expr(part)? | outside))
    }

    fn join(&mut self, join: Option<&Join>) -> Option<bool> {
        let Some(join) = join else { return Some(false) };
        let outside = self.all(join.expressions())?;
        let Tie::Within(scope, with) = &join.tie else { return Some(outside) };
        if self.inner.contains(with) {
            return Some(outside);
        }
        let property = match scope {
            Scope::Clause => Property::Clause,
            Scope::Sentence => Property::Sentence,
            Scope::Paragraph => Property::Paragraph,
            Scope::Section => Property::Section,
            Scope::Source => Property::Source,
            Scope::Table => Property::Table,
        };
        let place = crate::source::Span::new(crate::source::SourceId(0), 0, 0);
        let fact = typed(ExprKind::Local(*with), Type::Text, place);
        self.take(typed(ExprKind::Property { of: Box::new(fact), property }, Type::Text, place));
        Some(true)
    }

    /// A value of a fact outside, or what is plain about it.
    fn is_plain_value(&self, expr: &Expr) -> bool {
        let is_outside = |of: &Expr| matches!(of.kind, ExprKind::Local(slot) if !self.inner.contains(&slot));
        let is_field = |of: &Expr| matches!(&of.kind, ExprKind::Field { of, .. } if is_outside(of));
        match &expr.kind {
            ExprKind::Local(_) => is_outside(expr) && is_plain_type(&expr.ty),
            ExprKind::Field { of, .. } => is_outside(of) && is_plain_type(&expr.ty),
            ExprKind::Is(of, Presence::Present | Presence::Missing | Presence::Blank) => is_field(of),
            ExprKind::Property { of, property } => match property {
                Property::Cue | Property::Unit | Property::Hedge => is_field(of),
                Property::Clause
                | Property::Sentence
                | Property::Paragraph
                | Property::Section
                | Property::SectionTitle
                | Property::Source
                | Property::Table
                | Property::Document
                | Property::Earlier => is_outside(of),
                Property::Printed | Property::Complete | Property::Figure => false,
            },
            _ => false,
        }
    }

    fn take(&mut self, expr: Expr) {
        let known = self.taken.iter().any(|taken| same(taken, &expr));
        if !known {
            self.taken.push(expr);
        }
    }

    /// Whether a function asks only what is printed of its arguments.
    fn is_plain(&self, body: &Expr) -> bool {
        Taking { functions: self.functions, inner: Vec::new(), taken: Vec::new() }.expr(body).is_some()
    }
}

fn is_plain_type(ty: &Type) -> bool {
    match ty {
        Type::Text | Type::Quantity(_) | Type::Date | Type::Year | Type::Bool | Type::Enum(_) => true,
        Type::Target | Type::List(_) | Type::Record(_) | Type::Bands(_) | Type::Wrong => false,
    }
}

fn is_approximate(comparison: Comparison) -> bool {
    matches!(comparison, Comparison::Agrees | Comparison::AtMostAbout | Comparison::AtLeastAbout)
}

fn asks_what_is_printed(function: Builtin) -> bool {
    match function {
        Builtin::Year
        | Builtin::Similar
        | Builtin::Length
        | Builtin::Starts
        | Builtin::Ends
        | Builtin::IsQuantity
        | Builtin::Comparator => true,
        Builtin::Round
        | Builtin::Abs
        | Builtin::Exact
        | Builtin::Band
        | Builtin::Meets
        | Builtin::Ratio
        | Builtin::Near => false,
    }
}

/// The same value of the same fact.
fn same(one: &Expr, other: &Expr) -> bool {
    match (&one.kind, &other.kind) {
        (ExprKind::Local(one), ExprKind::Local(other)) => one == other,
        (ExprKind::Field { of, field }, ExprKind::Field { of: other, field: other_field }) => {
            field == other_field && same(of, other)
        }
        (ExprKind::Property { of, property }, ExprKind::Property { of: other, property: other_property }) => {
            property == other_property && same(of, other)
        }
        (ExprKind::Is(of, presence), ExprKind::Is(other, other_presence)) => {
            presence == other_presence && same(of, other)
        }
        _ => false,
    }
}
