//! Conditions whose truth is known before any draft is read.

use crate::plan::{Comparison, Constant, Expr, ExprKind, Logic, Plan, Type};

use super::checker::constant_figure;

/// The truth of a condition that reads nothing, or whose outcome does not depend on what it reads.
pub(super) fn known_truth(condition: &Expr, plan: &Plan) -> Option<bool> {
    if condition.ty == Type::Wrong {
        return None;
    }
    match &condition.kind {
        ExprKind::Constant(Constant::Bool(value)) => Some(*value),
        ExprKind::Param(id) => known_truth(&plan.params.get(id.0)?.value, plan),
        ExprKind::Not(inner) => known_truth(inner, plan).map(|value| !value),
        ExprKind::Logic(logic, left, right) => known_logic(*logic, known_truth(left, plan), known_truth(right, plan)),
        ExprKind::Compare(comparison, left, right) => known_comparison(*comparison, left, right, plan),
        ExprKind::In(_, list) => match &list.kind {
            ExprKind::List(items) if items.is_empty() => Some(false),
            _ => None,
        },
        _ => None,
    }
}

fn known_logic(logic: Logic, left: Option<bool>, right: Option<bool>) -> Option<bool> {
    let or = |left: Option<bool>, right: Option<bool>| match (left, right) {
        (Some(true), _) | (_, Some(true)) => Some(true),
        (Some(false), Some(false)) => Some(false),
        (None, _) | (_, None) => None,
    };
    let not = |value: Option<bool>| value.map(|value| !value);
    match logic {
        Logic::And => not(or(not(left), not(right))),
        Logic::Or => or(left, right),
        Logic::Implies => or(not(left), right),
    }
}

fn known_comparison(comparison: Comparison, left: &Expr, right: &Expr, plan: &Plan) -> Option<bool> {
    if left.ty == Type::Wrong || right.ty == Type::Wrong {
        return None;
    }
    let order = if let (Some(left), Some(right)) = (literal(left, plan), literal(right, plan)) {
        match (left, right) {
            (Constant::Year(a), Constant::Year(b)) => a.cmp(b),
            (Constant::Text(_), Constant::Text(_))
            | (Constant::Variant(..), Constant::Variant(..))
            | (Constant::Bool(_), Constant::Bool(_))
            | (Constant::Date(_), Constant::Date(_)) => {
                let equal = left == right;
                return match comparison {
                    Comparison::Equal => Some(equal),
                    Comparison::NotEqual => Some(!equal),
                    _ => None,
                };
            }
            _ => return None,
        }
    } else {
        let value = |(figure, negative): (&crate::figure::Figure, bool)| {
            if negative { figure.value().neg() } else { figure.value() }
        };
        value(constant_figure(left, plan)?).cmp(&value(constant_figure(right, plan)?))
    };
    Some(match comparison {
        Comparison::Agrees | Comparison::Equal => order.is_eq(),
        Comparison::NotEqual => order.is_ne(),
        Comparison::Less => order.is_lt(),
        Comparison::LessEqual | Comparison::AtMostAbout => order.is_le(),
        Comparison::Greater => order.is_gt(),
        Comparison::GreaterEqual | Comparison::AtLeastAbout => order.is_ge(),
    })
}

fn literal<'p>(expr: &'p Expr, plan: &'p Plan) -> Option<&'p Constant> {
    match &expr.kind {
        ExprKind::Constant(Constant::Quantity(_)) => None,
        ExprKind::Constant(constant) => Some(constant),
        ExprKind::Param(id) => match &plan.params.get(id.0)?.value.kind {
            ExprKind::Constant(Constant::Quantity(_)) => None,
            ExprKind::Constant(constant) => Some(constant),
            _ => None,
        },
        _ => None,
    }
}
