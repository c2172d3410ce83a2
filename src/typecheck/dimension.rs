//! What quantities measure when they are added, multiplied and divided: money ÷ money is a ratio.

use crate::plan::DimensionType::{self, Any, Count, Money, Number, Points, Ratio, Score};
use crate::plan::{Arithmetic, Constant, Expr, ExprKind, Fold, Type};

/// The dimension that both have, if they may be added or compared.
pub(super) fn common(left: &DimensionType, right: &DimensionType) -> Option<DimensionType> {
    match (left, right) {
        (Any, other) | (other, Any) => Some(other.clone()),
        (Count(None), Count(_)) | (Count(_), Count(None)) => Some(Count(None)),
        (left, right) => (left == right).then(|| left.clone()),
    }
}

/// The dimension of a sum or difference.
pub(super) fn added(operator: Arithmetic, left: &DimensionType, right: &DimensionType) -> Option<DimensionType> {
    match (operator, left, right) {
        // A rate moved by points is a rate.
        (Arithmetic::Add | Arithmetic::Subtract, Ratio, Points) | (Arithmetic::Add, Points, Ratio) => Some(Ratio),
        _ => common(left, right),
    }
}

/// The dimension of a product.
pub(super) fn multiplied(left: &DimensionType, right: &DimensionType) -> Option<DimensionType> {
    match (left, right) {
        (Any, _) | (_, Any) => Some(Any),
        (Number | Ratio, other) | (other, Number | Ratio) => Some(other.clone()),
        // A price times how many.
        (Money, Count(_)) | (Count(_), Money) => Some(Money),
        (Count(_), Count(_)) => Some(Count(None)),
        (Money | Score | Points | Count(_), Money | Score | Points | Count(_)) => None,
    }
}

/// The dimension of a quotient; `scaled` where the divisor is a literal, which only changes the size.
pub(super) fn divided(left: &DimensionType, right: &DimensionType, scaled: bool) -> Option<DimensionType> {
    match (left, right) {
        (other, Number) if scaled => Some(other.clone()),
        (Any, _) | (_, Any) => Some(Any),
        (Number | Ratio, Number | Ratio) | (Money, Money) | (Score, Score) | (Points, Points) => Some(Ratio),
        (Count(one), Count(other)) if one == other || one.is_none() || other.is_none() => Some(Ratio),
        // So many of one for each of the other.
        (Count(_), Count(_)) => Some(Number),
        (other, Number | Ratio) => Some(other.clone()),
        // So much for each.
        (Money, Count(_)) => Some(Money),
        (Score, Count(_)) => Some(Score),
        (Money | Score | Points | Count(_) | Ratio | Number, Money | Score | Points | Count(_)) => None,
    }
}

/// True for a difference of two rates, which may be held against percentage points.
pub(super) fn is_rate_difference(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Arithmetic(Arithmetic::Subtract, left, right) => is_ratio(&left.ty) && is_ratio(&right.ty),
        ExprKind::Negate(inner) => is_rate_difference(inner),
        ExprKind::Call(_, arguments) => arguments.first().is_some_and(is_rate_difference),
        ExprKind::If(_, yes, no) => is_rate_difference(yes) && is_rate_difference(no),
        ExprKind::Quantified { fold: Fold::Sum | Fold::Min | Fold::Max, body: Some(body), .. } => {
            is_rate_difference(body)
        }
        ExprKind::Constant(_)
        | ExprKind::Param(_)
        | ExprKind::Local(_)
        | ExprKind::Singleton(_)
        | ExprKind::Field { .. }
        | ExprKind::Property { .. }
        | ExprKind::List(_)
        | ExprKind::Template(_)
        | ExprKind::Bands(_)
        | ExprKind::Not(_)
        | ExprKind::Arithmetic(..)
        | ExprKind::Compare(..)
        | ExprKind::Logic(..)
        | ExprKind::In(..)
        | ExprKind::Contains(..)
        | ExprKind::Is(..)
        | ExprKind::Matches(..)
        | ExprKind::Match(..)
        | ExprKind::Apply(..)
        | ExprKind::Quantified { .. } => false,
    }
}

/// The figure of a literal without unit, also behind a minus.
pub(super) fn bare_literal(expr: &Expr) -> Option<&crate::figure::Figure> {
    match &expr.kind {
        ExprKind::Constant(Constant::Quantity(figure)) if figure.unit == crate::figure::Unit::None => Some(figure),
        ExprKind::Negate(inner) => bare_literal(inner),
        _ => None,
    }
}

/// Gives a literal without unit the unit of what it meets, where nobody could mean anything else: zero of anything, a
/// score, a count.
pub(super) fn adapt(expr: &mut Expr, to: &DimensionType) {
    use crate::figure::Unit;
    let Some(figure) = bare_literal(expr) else { return };
    let zero = figure.digits.is_zero();
    let unit = match to {
        Score => Unit::Score,
        Count(Some(name)) => Unit::Count { name: name.as_str().into(), power: 0 },
        Money if zero => Unit::Money(0),
        Ratio if zero => Unit::Percent,
        Points if zero => Unit::PercentPoint,
        Number | Any | Count(None) | Money | Ratio | Points => return,
    };
    set_unit(expr, &unit, to);
}

/// Takes a bare 1 as the whole: `1 - rate`.
pub(super) fn adapt_whole(expr: &mut Expr, to: &DimensionType) {
    let is_one = bare_literal(expr).is_some_and(|figure| figure.digits == rust_decimal::Decimal::ONE);
    if *to == Ratio && is_one {
        set_unit(expr, &crate::figure::Unit::Times, to);
    }
}

fn set_unit(expr: &mut Expr, unit: &crate::figure::Unit, dimension: &DimensionType) {
    expr.ty = Type::Quantity(dimension.clone());
    match &mut expr.kind {
        ExprKind::Constant(Constant::Quantity(figure)) => figure.unit = unit.clone(),
        ExprKind::Negate(inner) => set_unit(inner, unit, dimension),
        _ => {}
    }
}

fn is_ratio(ty: &Type) -> bool {
    *ty == Type::RATIO
}
