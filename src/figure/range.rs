//! All values that a formula can have over the intervals of its figures.
//!
//! A figure that stands once takes part by interval arithmetic, which is exact for it. One that stands more often
//! must not widen the result twice:
//! - a weighted sum is put in closed form first ([`Linear`]), so that every figure stands once;
//! - a quotient of polynomials of degree one at most in each such figure is monotone in each of them while its
//!   divisors keep their sign, so its least and greatest values lie where they are at their ends: all corners are
//!   tried. The checker of packs admits no other formula ([`degree_ok`]);
//! - should another come along nevertheless, its figures are taken as if they varied independently. That can only
//!   widen the range, so it never makes a contradiction of what is none.
//!
//! `abs`, `min`, `max` and `round` are not monotone quotients: they map the ends of what they are applied to, and what
//! is round them sees only their range.
//!
//! [`degree_ok`]: super::degree_ok

use super::degree::has_degree_one_in;
use super::linear::Linear;
use super::zero::with_true_zeros;
use super::{Bound, Exact, Figure, Formula, Interval, LeafId, Undecided};

/// More inexact figures than this that stand more than once are not tried: each doubles the corners.
const MAX_REPEATED: usize = 10;

impl Formula {
    /// All values that the figures behind the printed ones can give.
    ///
    /// # Errors
    /// If a divisor may be zero, if too many figures stand more than once, if a figure that stands more than once has
    /// no end on one side, if a figure is missing, or if the formula is nested too deeply.
    pub fn range(&self, figures: &[Figure]) -> Result<Interval, Undecided> {
        if !self.is_shallow() {
            return Err(Undecided::Unreadable);
        }
        range(self, &with_true_zeros(self, figures))
    }
}

fn range(formula: &Formula, figures: &[Figure]) -> Result<Interval, Undecided> {
    if let Some(known) = simple_range(formula, figures) {
        return known;
    }
    let repeated = repeated_inexact(formula, figures)?;
    if repeated.is_empty() {
        return independent(formula, figures);
    }
    if let Some(linear) = Linear::of(formula) {
        return linear.range(figures);
    }
    let leaves: Vec<LeafId> = repeated.iter().map(|(leaf, _)| *leaf).collect();
    if !has_degree_one_in(formula, &leaves) {
        return independent(formula, figures);
    }
    if repeated.len() > MAX_REPEATED {
        return Err(Undecided::TooManyFigures);
    }
    let mut plan = Plan { figures, repeated: &leaves, divisors: 0 };
    let term = plan.term(formula)?;
    over_corners(&term, plan.divisors, &repeated)
}

/// The range of the commonest formulas, without any preparation: a figure, and one figure over another.
fn simple_range(formula: &Formula, figures: &[Figure]) -> Option<Result<Interval, Undecided>> {
    let interval = |leaf: LeafId| leaf.of(figures).map(Figure::interval);
    match formula {
        Formula::Leaf(leaf) => Some(interval(*leaf)),
        Formula::Quotient(a, b) => {
            let (Formula::Leaf(a), Formula::Leaf(b)) = (&**a, &**b) else { return None };
            (a != b).then(|| divided(&interval(*a)?, &interval(*b)?))
        }
        Formula::Constant(_)
        | Formula::Negate(_)
        | Formula::Sum(_)
        | Formula::Product(..)
        | Formula::Absolute(_)
        | Formula::Least(_)
        | Formula::Greatest(_)
        | Formula::Rounded(..) => None,
    }
}

/// The figures that stand more than once outside `abs`, `min`, `max` and `round` and stand for more than one value;
/// in the order of their ids.
fn repeated_inexact(formula: &Formula, figures: &[Figure]) -> Result<Vec<(LeafId, Interval)>, Undecided> {
    let mut leaves = Vec::new();
    collect_smooth(formula, &mut leaves);
    leaves.sort_unstable();
    let mut inexact = Vec::new();
    for run in leaves.chunk_by(|a, b| a == b).filter(|run| run.len() > 1) {
        let leaf = run.first().ok_or(Undecided::Unreadable)?;
        let interval = leaf.of(figures)?.interval();
        if !interval.is_point() {
            inexact.push((*leaf, interval));
        }
    }
    Ok(inexact)
}

fn collect_smooth(formula: &Formula, leaves: &mut Vec<LeafId>) {
    match formula {
        Formula::Leaf(leaf) => leaves.push(*leaf),
        Formula::Negate(inner) => collect_smooth(inner, leaves),
        Formula::Sum(parts) => parts.iter().for_each(|part| collect_smooth(part, leaves)),
        Formula::Product(a, b) | Formula::Quotient(a, b) => {
            collect_smooth(a, leaves);
            collect_smooth(b, leaves);
        }
        Formula::Constant(_)
        | Formula::Absolute(_)
        | Formula::Least(_)
        | Formula::Greatest(_)
        | Formula::Rounded(..) => {}
    }
}

/// Plain interval arithmetic: every occurrence of a figure varies by itself.
fn independent(formula: &Formula, figures: &[Figure]) -> Result<Interval, Undecided> {
    Plan { figures, repeated: &[], divisors: 0 }.term(formula)?.at(&mut Corner { values: &[], signs: &mut [] })
}

/// A formula prepared for many corners: what does not depend on a repeated figure is already an interval.
enum Term {
    Fixed(Interval),
    Repeated(usize),
    Negate(Box<Term>),
    Sum(Vec<Term>),
    Product(Box<Term>, Box<Term>),
    /// With the number of its divisor.
    Quotient(Box<Term>, Box<Term>, usize),
}

struct Plan<'a> {
    figures: &'a [Figure],
    /// Sorted.
    repeated: &'a [LeafId],
    divisors: usize,
}

impl Plan<'_> {
    fn term(&mut self, formula: &Formula) -> Result<Term, Undecided> {
        Ok(match formula {
            Formula::Leaf(leaf) => match self.repeated.binary_search(leaf) {
                Ok(index) => Term::Repeated(index),
                Err(_) => Term::Fixed(leaf.of(self.figures)?.interval()),
            },
            Formula::Constant(value) => Term::Fixed(Interval::point(value.clone())),
            Formula::Negate(inner) => match self.term(inner)? {
                Term::Fixed(interval) => Term::Fixed(interval.negated()),
                term => Term::Negate(Box::new(term)),
            },
            Formula::Sum(parts) => self.sum(parts)?,
            Formula::Product(a, b) => match (self.term(a)?, self.term(b)?) {
                (Term::Fixed(a), Term::Fixed(b)) => Term::Fixed(a.times(&b)),
                (a, b) => Term::Product(Box::new(a), Box::new(b)),
            },
            Formula::Quotient(a, b) => match (self.term(a)?, self.term(b)?) {
                (Term::Fixed(a), Term::Fixed(b)) => Term::Fixed(divided(&a, &b)?),
                (a, b) => {
                    self.divisors += 1;
                    Term::Quotient(Box::new(a), Box::new(b), self.divisors - 1)
                }
            },
            Formula::Absolute(inner) => Term::Fixed(range(inner, self.figures)?.absolute()),
            Formula::Rounded(inner, decimals) => Term::Fixed(range(inner, self.figures)?.rounded(*decimals)),
            Formula::Least(parts) => Term::Fixed(self.joined(parts, Interval::least)?),
            Formula::Greatest(parts) => Term::Fixed(self.joined(parts, Interval::greatest)?),
        })
    }

    fn sum(&mut self, parts: &[Formula]) -> Result<Term, Undecided> {
        let mut fixed = Interval::point(Exact::zero());
        let mut terms = Vec::new();
        for part in parts {
            match self.term(part)? {
                Term::Fixed(interval) => fixed = fixed.plus(&interval),
                term => terms.push(term),
            }
        }
        if terms.is_empty() {
            return Ok(Term::Fixed(fixed));
        }
        terms.push(Term::Fixed(fixed));
        Ok(Term::Sum(terms))
    }

    fn joined(&self, parts: &[Formula], join: fn(&Interval, &Interval) -> Interval) -> Result<Interval, Undecided> {
        let mut ranges = parts.iter().map(|part| range(part, self.figures));
        let first = ranges.next().ok_or(Undecided::Unreadable)??;
        ranges.try_fold(first, |known, next| Ok(join(&known, &next?)))
    }
}

fn divided(numerator: &Interval, divisor: &Interval) -> Result<Interval, Undecided> {
    let zero = Interval::point(Exact::zero());
    match divisor.inverted() {
        Some(inverse) => Ok(numerator.times(&inverse)),
        None if *numerator == zero && *divisor == zero => Err(Undecided::ZeroByZero),
        None => Err(Undecided::DivisorMayBeZero),
    }
}

/// One choice of ends for the repeated figures.
struct Corner<'a> {
    values: &'a [&'a Exact],
    /// The sign each divisor had at the corners before, 0 at the first.
    signs: &'a mut [i32],
}

impl Term {
    fn at(&self, corner: &mut Corner<'_>) -> Result<Interval, Undecided> {
        Ok(match self {
            Self::Fixed(interval) => interval.clone(),
            Self::Repeated(index) => {
                let value = corner.values.get(*index).ok_or(Undecided::Unreadable)?;
                Interval::point((*value).clone())
            }
            Self::Negate(inner) => inner.at(corner)?.negated(),
            Self::Sum(terms) => {
                let mut sum = Interval::point(Exact::zero());
                for term in terms {
                    sum = sum.plus(&term.at(corner)?);
                }
                sum
            }
            Self::Product(a, b) => a.at(corner)?.times(&b.at(corner)?),
            Self::Quotient(a, b, number) => {
                let divisor = b.at(corner)?;
                let quotient = divided(&a.at(corner)?, &divisor)?;
                corner.keep_sign(*number, &divisor)?;
                quotient
            }
        })
    }
}

impl Corner<'_> {
    /// A divisor that is positive at one corner and negative at another is zero somewhere between.
    fn keep_sign(&mut self, number: usize, divisor: &Interval) -> Result<(), Undecided> {
        let sign = if divisor.low.value().is_some_and(|low| low.signum() >= 0) { 1 } else { -1 };
        match self.signs.get_mut(number) {
            Some(known) if *known == 0 || *known == sign => {
                *known = sign;
                Ok(())
            }
            Some(_) | None => Err(Undecided::DivisorMayBeZero),
        }
    }
}

/// The hull of the ranges at all corners of the repeated figures.
fn over_corners(term: &Term, divisors: usize, repeated: &[(LeafId, Interval)]) -> Result<Interval, Undecided> {
    let mut signs = vec![0; divisors];
    let mut ranges = Vec::new();
    for corner in 0..1_usize << repeated.len() {
        let ends = repeated.iter().enumerate().map(|(bit, (_, interval))| end_of(interval, corner, bit));
        // Where a figure has no end on one side, no corner tells how far the formula goes.
        let values: Option<Vec<&Exact>> = ends.map(Bound::value).collect();
        let values = values.ok_or(Undecided::Hedged)?;
        ranges.push(term.at(&mut Corner { values: &values, signs: &mut signs })?);
    }
    let hull = (0..ranges.len()).filter_map(|corner| as_taken(corner, &ranges, repeated));
    hull.reduce(|known, next| known.hull(&next)).ok_or(Undecided::Unreadable)
}

/// Bit by bit a corner says which end of each figure it takes.
fn end_of(interval: &Interval, corner: usize, bit: usize) -> &Bound {
    if corner >> bit & 1 == 0 { &interval.low } else { &interval.high }
}

/// The range at a corner, its ends open where the corner stands at an open end of a figure and is only approached.
///
/// Where the neighbouring corner along that figure gives the same value, the formula does not change along the edge
/// between them, and so takes that value inside.
fn as_taken(corner: usize, ranges: &[Interval], repeated: &[(LeafId, Interval)]) -> Option<Interval> {
    let mut taken = ranges.get(corner)?.clone();
    for (bit, (_, interval)) in repeated.iter().enumerate() {
        if end_of(interval, corner, bit).is_closed() {
            continue;
        }
        let neighbour = ranges.get(corner ^ 1 << bit)?;
        if taken.low.value() != neighbour.low.value() {
            taken.low = opened(taken.low);
        }
        if taken.high.value() != neighbour.high.value() {
            taken.high = opened(taken.high);
        }
    }
    Some(taken)
}

fn opened(bound: Bound) -> Bound {
    match bound {
        Bound::Closed(value) | Bound::Open(value) => Bound::Open(value),
        Bound::Endless => Bound::Endless,
    }
}
