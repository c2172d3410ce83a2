//! `+ - * /` on quantities: formulas grow, nothing is rounded.

use crate::diagnostic::Wording;
use crate::figure::{Formula, Undecided};
use crate::finding::Reason;
use crate::plan::{Arithmetic, Expr, Type};

use super::calendar;
use super::env::Env;
use super::expr::{misfit, typed};
use super::value::{Dim, Number, Res, Stop, Val};

/// `a + b` and its like.
pub(super) fn apply<'a>(
    env: &mut Env<'a>,
    operator: Arithmetic,
    left: &'a Expr,
    right: &'a Expr,
    ty: &'a Type,
) -> Res<'a> {
    let (left, right) = match (env.eval(left), env.eval(right)) {
        (Ok(left), Ok(right)) => (left, right),
        (Err(left), Err(right)) => return Err(left.graver(right)),
        (Err(stop), Ok(_)) | (Ok(_), Err(stop)) => return Err(stop),
    };
    match (left, right) {
        (Val::Number(left), Val::Number(right)) => {
            numbers(operator, left, right).map(|number| typed(Val::Number(number), ty))
        }
        (left @ (Val::Year(..) | Val::Date(..)), right) => calendar::apply(env, operator, &left, &right),
        (Val::Number(_), other) | (other, _) => Err(misfit(&other)),
    }
}

/// `-a`
pub(super) fn negate<'a>(env: &mut Env<'a>, of: &'a Expr) -> Res<'a> {
    let number = env.number(of)?;
    Ok(Val::Number(Number { formula: negated(number.formula), dim: number.dim, reported: None }))
}

/// The opposite of a formula.
pub(super) fn negated(formula: Formula) -> Formula {
    match formula {
        Formula::Constant(value) => Formula::Constant(value.neg()),
        Formula::Negate(inner) => *inner,
        formula => Formula::Negate(Box::new(formula)),
    }
}

/// The sum of quantities of one kind; of nothing it is zero.
pub(super) fn sum<'a>(parts: Vec<Number<'a>>) -> Result<Number<'a>, Stop> {
    let mut dim: Option<Dim<'a>> = None;
    let mut formulas = Vec::with_capacity(parts.len());
    for part in parts {
        dim = Some(match dim {
            None => part.dim,
            Some(known) => like(known, &part)?,
        });
        formulas.push(part.formula);
    }
    Ok(Number { formula: Formula::Sum(formulas), dim: dim.unwrap_or(Dim::Number), reported: None })
}

/// Why a formula has no value, as a reason of ours.
pub(super) fn reason(undecided: Undecided) -> Reason {
    match undecided {
        Undecided::DivisorMayBeZero => Reason::DivisorMayBeZero,
        Undecided::ZeroByZero => Reason::ZeroByZero,
        Undecided::TooManyFigures => Reason::TooManyFigures,
        Undecided::Hedged => Reason::Hedged,
        Undecided::Unreadable => Reason::Unread(Wording::new("数字", "a figure")),
    }
}

/// Two kinds of quantity met that cannot be held against each other.
pub(super) fn clash(left: Dim<'_>, right: Dim<'_>) -> Stop {
    let (left, right) = (name(left), name(right));
    let zh = format!("{}与{}", left.zh, right.zh);
    Stop::NotEvaluated(Reason::Dimensions(Wording::new(zh, format!("{} and {}", left.en, right.en))))
}

/// True where two quantities may be added or compared. Most clashes are found by the checker; this is about figures
/// whose unit only the draft tells.
pub(super) fn alike(left: &Number<'_>, right: &Number<'_>) -> bool {
    let (a, b) = (left.dim, right.dim);
    if a.is_like(b) || is_zero(left) || is_zero(right) {
        return true;
    }
    match (a, b) {
        // Two printed figures, one with % and one without, may be a slip of the writer or of ours: not to be judged.
        _ if a.is_bare() && b.is_bare() => {
            (a != Dim::Number && b != Dim::Number) || left.reported.is_none() || right.reported.is_none()
        }
        // A table often leaves the unit to the target: 100座 beside 120.
        (Dim::Number, Dim::Count(_) | Dim::Score) | (Dim::Count(_) | Dim::Score, Dim::Number) => true,
        _ => false,
    }
}

fn numbers<'a>(operator: Arithmetic, left: Number<'a>, right: Number<'a>) -> Result<Number<'a>, Stop> {
    let dim = match operator {
        Arithmetic::Add | Arithmetic::Subtract if !alike(&left, &right) => return Err(clash(left.dim, right.dim)),
        Arithmetic::Add | Arithmetic::Subtract => like(left.dim, &right)?,
        Arithmetic::Multiply if left.dim.is_bare() => right.dim,
        Arithmetic::Multiply => left.dim,
        Arithmetic::Divide => quotient_dim(left.dim, right.dim),
    };
    let formula = match (operator, left.formula, right.formula) {
        (Arithmetic::Divide, Formula::Constant(a), Formula::Constant(b)) => {
            let zero = if a.signum() == 0 { Reason::ZeroByZero } else { Reason::DivisorMayBeZero };
            Formula::Constant(a.div(&b).ok_or(Stop::NotEvaluated(zero))?)
        }
        (Arithmetic::Add, Formula::Constant(a), Formula::Constant(b)) => Formula::Constant(a.add(&b)),
        (Arithmetic::Subtract, Formula::Constant(a), Formula::Constant(b)) => Formula::Constant(a.sub(&b)),
        (Arithmetic::Multiply, Formula::Constant(a), Formula::Constant(b)) => Formula::Constant(a.mul(&b)),
        (Arithmetic::Add, a, b) => added(a, b),
        (Arithmetic::Subtract, a, b) => added(a, negated(b)),
        (Arithmetic::Multiply, a, b) => Formula::Product(Box::new(a), Box::new(b)),
        (Arithmetic::Divide, a, b) => Formula::Quotient(Box::new(a), Box::new(b)),
    };
    Ok(Number { formula, dim, reported: None })
}

/// One flat sum, however many `+` the rule has.
fn added(left: Formula, right: Formula) -> Formula {
    match left {
        Formula::Sum(mut parts) => {
            parts.push(right);
            Formula::Sum(parts)
        }
        left => Formula::Sum(vec![left, right]),
    }
}

fn like<'a>(known: Dim<'a>, next: &Number<'a>) -> Result<Dim<'a>, Stop> {
    let first = Number { formula: Formula::Sum(Vec::new()), dim: known, reported: None };
    if !alike(&first, next) {
        return Err(clash(known, next.dim));
    }
    Ok(if known == Dim::Number { next.dim } else { known })
}

fn quotient_dim<'a>(left: Dim<'a>, right: Dim<'a>) -> Dim<'a> {
    match (left, right) {
        _ if left.is_like(right) => Dim::Ratio,
        (left, right) if right.is_bare() => left,
        // 元 a head, 人次 a show: no unit has a name for it.
        (Dim::Money, _) => Dim::Money,
        _ => Dim::Number,
    }
}

fn is_zero(number: &Number<'_>) -> bool {
    matches!(&number.formula, Formula::Constant(value) if value.signum() == 0)
}

fn name(dim: Dim<'_>) -> Wording {
    match dim {
        Dim::Number => Wording::new("无单位的数", "a number without unit"),
        Dim::Ratio => Wording::new("比率", "a ratio"),
        Dim::Points => Wording::new("百分点", "percentage points"),
        Dim::Money => Wording::new("金额", "an amount of money"),
        Dim::Score => Wording::new("分", "points of a score"),
        Dim::Count(unit) => Wording::same(unit),
    }
}
