//! Comparisons: `~=` and its like on intervals, `== <` on what is printed.

use std::cmp::Ordering;

use crate::figure::{self, Agreement, Figure, Formula, Hedge, Interval, LeafId, Truth, Undecided};
use crate::plan::{Comparison, EnumId, Expr, Plan};

use super::arithmetic::{alike, clash, reason};
use super::calendar;
use super::env::Env;
use super::expr::misfit;
use super::leaf::Leaves;
use super::value::{List, Number, Stop, Val};

/// What came of one comparison of quantities.
#[derive(Debug, Clone)]
pub(super) struct Judged<'a> {
    /// How they were compared.
    pub(super) comparison: Comparison,
    /// Left side.
    pub(super) left: Number<'a>,
    /// Right side.
    pub(super) right: Number<'a>,
    /// The result.
    pub(super) mark: Mark,
}

/// The result of a comparison, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Mark {
    /// It holds.
    Holds,
    /// Holds, but cut off instead of rounded.
    CutOff,
    /// Holds only for unrounded figures.
    Reachable,
    /// It does not hold.
    Fails,
    /// It cannot be said.
    Open,
}

impl Judged<'_> {
    /// True for `~=`, `<~` and `>~`.
    pub(super) fn is_approximate(&self) -> bool {
        is_approximate(self.comparison)
    }

    /// True where printed figures cannot stand together.
    pub(super) fn contradicts(&self) -> bool {
        self.mark == Mark::Fails && self.is_approximate()
    }
}

/// True for `~=`, `<~` and `>~`.
pub(super) fn is_approximate(comparison: Comparison) -> bool {
    match comparison {
        Comparison::Agrees | Comparison::AtMostAbout | Comparison::AtLeastAbout => true,
        Comparison::Equal
        | Comparison::NotEqual
        | Comparison::Less
        | Comparison::LessEqual
        | Comparison::Greater
        | Comparison::GreaterEqual => false,
    }
}

/// Compares two expressions.
pub(super) fn judge<'a>(
    env: &mut Env<'a>,
    comparison: Comparison,
    left: &'a Expr,
    right: &'a Expr,
) -> Result<bool, Stop> {
    let (left, right) = match (env.eval(left), env.eval(right)) {
        (Ok(left), Ok(right)) => (left, right),
        (Err(left), Err(right)) => return Err(left.graver(right)),
        (Err(stop), Ok(_)) | (Ok(_), Err(stop)) => return Err(stop),
    };
    match (left, right) {
        (Val::Number(left), Val::Number(right)) => numbers(env, comparison, left, right),
        (left, right) => values(env, comparison, &left, &right),
    }
}

/// Compares two quantities and keeps the result for the check.
pub(super) fn numbers<'a>(
    env: &mut Env<'a>,
    comparison: Comparison,
    left: Number<'a>,
    right: Number<'a>,
) -> Result<bool, Stop> {
    if !alike(&left, &right) {
        return Err(clash(left.dim, right.dim));
    }
    let figures = env.leaves.figures();
    let truth = match comparison {
        Comparison::Agrees => return agreement(env, left, right),
        Comparison::AtMostAbout => figure::at_most_about(&left.formula, &right.formula, figures),
        Comparison::AtLeastAbout => figure::at_least_about(&left.formula, &right.formula, figures),
        Comparison::Equal
        | Comparison::NotEqual
        | Comparison::Less
        | Comparison::LessEqual
        | Comparison::Greater
        | Comparison::GreaterEqual => printed(comparison, &left.formula, &right.formula, &mut env.leaves),
    };
    let result = decided(truth);
    let mark = match result {
        Ok(true) => Mark::Holds,
        Ok(false) => Mark::Fails,
        Err(_) => Mark::Open,
    };
    env.judged.push(Judged { comparison, left, right, mark });
    result
}

fn decided((truth, why): (Truth, Option<Undecided>)) -> Result<bool, Stop> {
    match truth {
        Truth::True => Ok(true),
        Truth::False => Ok(false),
        Truth::Undecided => Err(Stop::NotEvaluated(reason(why.unwrap_or(Undecided::Hedged)))),
    }
}

/// `~=`
fn agreement<'a>(env: &mut Env<'a>, left: Number<'a>, right: Number<'a>) -> Result<bool, Stop> {
    let (mark, result) = match figure::verdict(&left.formula, &right.formula, env.leaves.figures()) {
        Agreement::Agrees => (Mark::Holds, Ok(true)),
        Agreement::CutOff => (Mark::CutOff, Ok(true)),
        Agreement::Reachable => (Mark::Reachable, Ok(true)),
        Agreement::Contradicts => (Mark::Fails, Ok(false)),
        Agreement::Undecided(why) => (Mark::Open, Err(Stop::NotEvaluated(reason(why)))),
    };
    env.judged.push(Judged { comparison: Comparison::Agrees, left, right, mark });
    result
}

/// Compares what is written. Only a hedged figure stands for more than its printed value here.
fn printed(
    comparison: Comparison,
    left: &Formula,
    right: &Formula,
    leaves: &mut Leaves<'_>,
) -> (Truth, Option<Undecided>) {
    let figures = leaves.figures();
    if !has_hedge(left, figures) && !has_hedge(right, figures) {
        return match (left.at_printed(figures), right.at_printed(figures)) {
            (Ok(left), Ok(right)) => (Truth::from(holds(comparison, left.cmp(&right))), None),
            (Err(why), _) | (_, Err(why)) => (Truth::Undecided, Some(why)),
        };
    }
    let figures = leaves.fixed();
    match (left.range(figures), right.range(figures)) {
        (Ok(left), Ok(right)) => (between(comparison, &left, &right), Some(Undecided::Hedged)),
        (Err(why), _) | (_, Err(why)) => (Truth::Undecided, Some(why)),
    }
}

/// Whether a formula reads a figure that is hedged.
pub(super) fn has_hedge(formula: &Formula, figures: &[Figure]) -> bool {
    let hedged = |leaf: &LeafId| {
        figures.get(leaf.0 as usize).is_some_and(|figure| !figure.exact && figure.hedge != Hedge::Plain)
    };
    match formula {
        Formula::Leaf(leaf) => hedged(leaf),
        Formula::Constant(_) => false,
        Formula::Negate(inner) | Formula::Absolute(inner) | Formula::Rounded(inner, _) => has_hedge(inner, figures),
        Formula::Sum(parts) | Formula::Least(parts) | Formula::Greatest(parts) => {
            parts.iter().any(|part| has_hedge(part, figures))
        }
        Formula::Product(a, b) | Formula::Quotient(a, b) => has_hedge(a, figures) || has_hedge(b, figures),
    }
}

/// Compares two sets of values: decided only where every pair of them says the same.
fn between(comparison: Comparison, left: &Interval, right: &Interval) -> Truth {
    match comparison {
        Comparison::Less => below(left, right),
        Comparison::Greater => below(right, left),
        Comparison::LessEqual => below(right, left).negate(),
        Comparison::GreaterEqual => below(left, right).negate(),
        Comparison::Equal | Comparison::Agrees | Comparison::AtMostAbout | Comparison::AtLeastAbout => {
            same(left, right)
        }
        Comparison::NotEqual => same(left, right).negate(),
    }
}

fn below(left: &Interval, right: &Interval) -> Truth {
    if left.is_below(right) {
        return Truth::True;
    }
    match (left.low.value(), right.high.value()) {
        (Some(low), Some(high)) if low >= high => Truth::False,
        _ => Truth::Undecided,
    }
}

fn same(left: &Interval, right: &Interval) -> Truth {
    if !left.meets(right) {
        Truth::False
    } else if left.is_point() && right.is_point() {
        Truth::True
    } else {
        Truth::Undecided
    }
}

/// Compares values that are not both quantities.
fn values<'a>(env: &mut Env<'a>, comparison: Comparison, left: &Val<'a>, right: &Val<'a>) -> Result<bool, Stop> {
    match comparison {
        Comparison::Equal | Comparison::Agrees => equal(env, left, right),
        Comparison::NotEqual => Ok(!equal(env, left, right)?),
        Comparison::Less
        | Comparison::LessEqual
        | Comparison::Greater
        | Comparison::GreaterEqual
        | Comparison::AtMostAbout
        | Comparison::AtLeastAbout => {
            let ordering = match (left, right) {
                (Val::Date(left, _), Val::Date(right, _)) => return calendar::holds(comparison, *left, *right),
                (Val::Year(left, _), Val::Year(right, _)) => left.cmp(right),
                (Val::Year(..) | Val::Date(..), other) | (other, _) => return Err(misfit(other)),
            };
            Ok(holds(comparison, ordering))
        }
    }
}

fn holds(comparison: Comparison, ordering: Ordering) -> bool {
    match comparison {
        Comparison::Equal | Comparison::Agrees => ordering.is_eq(),
        Comparison::NotEqual => ordering.is_ne(),
        Comparison::Less => ordering.is_lt(),
        Comparison::LessEqual | Comparison::AtMostAbout => ordering.is_le(),
        Comparison::Greater => ordering.is_gt(),
        Comparison::GreaterEqual | Comparison::AtLeastAbout => ordering.is_ge(),
    }
}

/// Whether two values are the same; for words blanks and width do not count.
pub(super) fn equal<'a>(env: &mut Env<'a>, left: &Val<'a>, right: &Val<'a>) -> Result<bool, Stop> {
    match (left, right) {
        (Val::Number(left), Val::Number(right)) => {
            // A choice among values is no check of figures, so the comparison is not kept.
            if !alike(left, right) {
                return Err(clash(left.dim, right.dim));
            }
            decided(printed(Comparison::Equal, &left.formula, &right.formula, &mut env.leaves))
        }
        (Val::Text(left), Val::Text(right)) => Ok(same_words(&left.words, &right.words)),
        (Val::Target(target), Val::Text(text)) | (Val::Text(text), Val::Target(target)) => {
            Ok(same_words(target.words.as_str(), &text.words))
        }
        (Val::Target(left), Val::Target(right)) => Ok(same_words(left.words.as_str(), right.words.as_str())),
        (Val::Variant(of, member, _), Val::Variant(other, other_member, _)) => {
            Ok(of == other && member == other_member)
        }
        (Val::Variant(of, member, _), Val::Text(text)) | (Val::Text(text), Val::Variant(of, member, _)) => {
            Ok(is_called(env.plan, *of, *member, &text.words))
        }
        (Val::Bool(left), Val::Bool(right)) => Ok(left == right),
        (Val::Year(left, _), Val::Year(right, _)) => Ok(left == right),
        (Val::Date(left, _), Val::Date(right, _)) => calendar::holds(Comparison::Equal, *left, *right),
        (Val::Fact(left), Val::Fact(right)) => Ok(left.is(*right)),
        (_, other) => Err(misfit(other)),
    }
}

/// `a in LIST`
pub(super) fn is_in<'a>(env: &mut Env<'a>, element: &'a Expr, list: &'a Expr) -> Result<bool, Stop> {
    let element = env.eval(element)?;
    match env.eval(list)? {
        Val::List(List::Made(items)) => any_equal(env, &element, items.iter().cloned()),
        Val::List(List::Printed(list)) => {
            let items: Vec<Val<'a>> = list.items.iter().map(|item| env.value(item, None, None)).collect();
            any_equal(env, &element, items.into_iter())
        }
        other => Err(misfit(&other)),
    }
}

fn any_equal<'a>(env: &mut Env<'a>, element: &Val<'a>, items: impl Iterator<Item = Val<'a>>) -> Result<bool, Stop> {
    let mut open = None;
    for item in items {
        match equal(env, element, &item) {
            Ok(true) => return Ok(true),
            Ok(false) => {}
            Err(stop) => open = Some(stop),
        }
    }
    open.map_or(Ok(false), Err)
}

fn is_called(plan: &Plan, of: EnumId, member: usize, words: &str) -> bool {
    let variant = plan.enums.get(of.0).and_then(|of| of.variants.get(member));
    variant.is_some_and(|(name, synonyms)| {
        same_words(name, words) || synonyms.iter().any(|synonym| same_words(synonym, words))
    })
}

/// The characters that count when words are compared: no blanks, half width.
pub(super) fn plain_chars(words: &str) -> impl Iterator<Item = char> {
    words.chars().filter(|c| !c.is_whitespace()).map(|c| match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c).saturating_sub(0xFEE0)).unwrap_or(c),
        c => c,
    })
}

/// True where all characters count as they stand.
pub(super) fn is_plain(words: &str) -> bool {
    words.chars().all(|c| !c.is_whitespace() && !('\u{FF01}'..='\u{FF5E}').contains(&c))
}

/// The same words, blanks and width aside.
pub(super) fn same_words(left: &str, right: &str) -> bool {
    left == right || plain_chars(left).eq(plain_chars(right))
}

/// Whether a text holds the words as they stand, blanks aside. Width counts: some rules are about it.
pub(super) fn contains(text: &str, words: &str) -> bool {
    if text.contains(words) {
        return true;
    }
    let Some(first) = words.chars().find(|c| !c.is_whitespace()) else { return false };
    text.match_indices(first).any(|(start, _)| text.get(start..).is_some_and(|rest| begins_with(rest, words)))
}

/// [`contains`] for many words in a text of which it is known whether it has blanks: where neither has, there are none
/// to set aside.
pub(super) fn search_in(has_blanks_itself: bool) -> impl Fn(&str, &str) -> bool {
    move |text, words| text.contains(words) || (has_blanks_itself || has_blanks(words)) && contains(text, words)
}

/// True where some character is blank.
pub(super) fn has_blanks(text: &str) -> bool {
    // No blank begins with another byte than these; neither do most characters of a Chinese text.
    let may_begin = |byte: u8| byte <= b' ' || matches!(byte, 0xC2 | 0xE1..=0xE3);
    text.bytes().any(may_begin) && text.chars().any(char::is_whitespace)
}

/// Whether a text begins with the words, blanks aside.
fn begins_with(text: &str, words: &str) -> bool {
    let mut found = text.chars().filter(|c| !c.is_whitespace());
    words.chars().filter(|c| !c.is_whitespace()).all(|wanted| found.next() == Some(wanted))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_blank_is_seen_among_chinese_words() {
        for blank in (0..=char::MAX as u32).filter_map(char::from_u32).filter(|c| c.is_whitespace()) {
            assert!(has_blanks(&format!("执行{blank}率")), "{:x}", u32::from(blank));
        }
        assert!(!has_blanks("执行率：88.5%，“三公”经费。"));
    }
}
