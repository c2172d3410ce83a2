//! Years and dates: `report.year - 1`, `d.approved + 20 天`, `d.published - d.approved`.

use crate::diagnostic::Language;
use crate::figure::{Date, Exact, Formula, Truth};
use crate::finding::Reason;
use crate::plan::{Arithmetic, Comparison};

use super::arithmetic::{clash, reason};
use super::env::Env;
use super::expr::misfit;
use super::value::{Dim, Number, Res, Stop, Val};

/// What the days between two dates are counted in.
const DAYS: &str = "天";

/// A year or date, and what is added to it or taken from it.
pub(super) fn apply<'a>(env: &Env<'a>, operator: Arithmetic, left: &Val<'a>, right: &Val<'a>) -> Res<'a> {
    match (left, right) {
        (Val::Year(year, _), Val::Number(by)) => {
            let shift = whole(env, operator, by)?;
            Ok(Val::Year(year.saturating_add(shift), None))
        }
        (Val::Year(later, _), Val::Year(earlier, _)) if operator == Arithmetic::Subtract => {
            Ok(counted(later.saturating_sub(*earlier), Dim::Number))
        }
        (Val::Date(date, span), Val::Number(by)) => {
            let shift = whole(env, operator, by)?;
            Ok(Val::Date(date.shifted(shift), *span))
        }
        (Val::Date(later, _), Val::Date(earlier, _)) if operator == Arithmetic::Subtract => {
            let days = later.days_since(*earlier).ok_or(Stop::NotEvaluated(Reason::DayNotTold))?;
            Ok(counted(days, Dim::Count(DAYS)))
        }
        (_, other) => Err(misfit(other)),
    }
}

/// Compares two dates.
pub(super) fn holds(comparison: Comparison, left: Date, right: Date) -> Result<bool, Stop> {
    let truth = match comparison {
        Comparison::Less => left.is_before(right),
        Comparison::Greater => right.is_before(left),
        Comparison::LessEqual | Comparison::AtMostAbout => right.is_before(left).negate(),
        Comparison::GreaterEqual | Comparison::AtLeastAbout => left.is_before(right).negate(),
        Comparison::Equal | Comparison::Agrees => left.is_same(right),
        Comparison::NotEqual => left.is_same(right).negate(),
    };
    match truth {
        Truth::True => Ok(true),
        Truth::False => Ok(false),
        Truth::Undecided => Err(Stop::NotEvaluated(Reason::DayNotTold)),
    }
}

/// A date as people write it.
pub(super) fn show(date: Date, language: Language) -> String {
    let [first, last] = date.ends();
    let (year, month, day) = first;
    let is_month = Date::new(year, Some(month), None) == Some(date);
    match language {
        Language::Chinese if date.is_day() => format!("{year}年{month}月{day}日"),
        Language::Chinese if is_month => format!("{year}年{month}月"),
        Language::Chinese => format!("{year}年{month}月{day}日至{}年{}月{}日", last.0, last.1, last.2),
        Language::English if date.is_day() => format!("{year:04}-{month:02}-{day:02}"),
        Language::English if is_month => format!("{year:04}-{month:02}"),
        Language::English => {
            format!("{year:04}-{month:02}-{day:02} to {:04}-{:02}-{:02}", last.0, last.1, last.2)
        }
    }
}

/// So many years or days as a whole number with a sign.
fn whole(env: &Env<'_>, operator: Arithmetic, by: &Number<'_>) -> Result<i32, Stop> {
    let value = by.formula.at_printed(env.leaves.figures()).map_err(|why| Stop::NotEvaluated(reason(why)))?;
    let signed = match operator {
        Arithmetic::Add => value,
        Arithmetic::Subtract => value.neg(),
        Arithmetic::Multiply | Arithmetic::Divide => return Err(clash(Dim::Number, by.dim)),
    };
    signed.to_fixed(0).parse().map_err(|_| Stop::NotEvaluated(Reason::LimitReached))
}

fn counted(value: i32, dim: Dim<'_>) -> Val<'_> {
    Val::Number(Number { formula: Formula::Constant(Exact::whole(i64::from(value))), dim, reported: None })
}
