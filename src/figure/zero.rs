//! Zeros in sums. Beside 7.42 万元 a printed 0 万元 does not stand for whatever rounds to it: who prints two decimals and
//! spent 0.30 prints 0.30.

use std::borrow::Cow;

use super::{Figure, Formula, Hedge, LeafId, Unit};

/// The figures, those zeros taken as exact that stand in a sum with an amount printed with decimals. The formula must be
/// shallow.
pub(super) fn with_true_zeros<'f>(formula: &Formula, figures: &'f [Figure]) -> Cow<'f, [Figure]> {
    if !figures.iter().any(is_bare_zero) {
        return Cow::Borrowed(figures);
    }
    let mut zeros = Vec::new();
    collect(formula, figures, &mut zeros);
    let mut figures = Cow::Borrowed(figures);
    for zero in zeros {
        if let Some(figure) = figures.to_mut().get_mut(zero.0 as usize) {
            *figure = figure.clone().exactly();
        }
    }
    figures
}

/// Gathers the zeros of all sums that are not part of another.
fn collect(formula: &Formula, figures: &[Figure], zeros: &mut Vec<LeafId>) {
    match formula {
        Formula::Leaf(_) | Formula::Constant(_) => {}
        Formula::Negate(inner) | Formula::Absolute(inner) | Formula::Rounded(inner, _) => {
            collect(inner, figures, zeros);
        }
        Formula::Least(parts) | Formula::Greatest(parts) => {
            parts.iter().for_each(|part| collect(part, figures, zeros));
        }
        Formula::Product(a, b) | Formula::Quotient(a, b) => {
            collect(a, figures, zeros);
            collect(b, figures, zeros);
        }
        Formula::Sum(_) => {
            let mut terms = Vec::new();
            collect_terms(formula, &mut terms);
            let figure = |leaf: &LeafId| leaf.of(figures).ok();
            if terms.iter().filter_map(figure).any(|it| it.decimals() > 0) {
                zeros.extend(terms.into_iter().filter(|leaf| figure(leaf).is_some_and(is_bare_zero)));
            }
        }
    }
}

/// The figures that are added up or taken off as they are printed.
fn collect_terms(formula: &Formula, terms: &mut Vec<LeafId>) {
    match formula {
        Formula::Leaf(leaf) => terms.push(*leaf),
        Formula::Negate(inner) => collect_terms(inner, terms),
        Formula::Sum(parts) => parts.iter().for_each(|part| collect_terms(part, terms)),
        Formula::Constant(_)
        | Formula::Absolute(_)
        | Formula::Rounded(..)
        | Formula::Least(_)
        | Formula::Greatest(_)
        | Formula::Product(..)
        | Formula::Quotient(..) => {}
    }
}

/// 0 万元, 0 亿元: no decimals and no hedge.
fn is_bare_zero(figure: &Figure) -> bool {
    figure.hedge == Hedge::Plain
        && matches!(figure.unit, Unit::Money(_))
        && figure.decimals() == 0
        && figure.value().signum() == 0
}
