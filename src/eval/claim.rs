//! Which side of a comparison is the printed claim, and what it is held against.

use std::borrow::Cow;

use crate::figure::{Figure, Formula, Hedge, LeafId};

use super::arithmetic::negated;
use super::compare::Judged;
use super::env::Env;
use super::value::Number;

/// A printed figure that is held against the other side.
#[derive(Debug, Clone, Copy)]
pub(super) struct Claim<'j, 'a> {
    /// The figure.
    pub(super) leaf: LeafId,
    /// True where the rule turns its sign: `-c.drop ~= …`, `abs(c.drop)` of a drop.
    pub(super) turned: bool,
    /// The other side.
    pub(super) other: &'j Number<'a>,
}

impl<'j, 'a> Claim<'j, 'a> {
    /// The claim of a comparison, as [`agree`](crate::figure::agree) chooses it: the side that is a single figure; of
    /// two the one printed more coarsely.
    pub(super) fn of(judged: &'j Judged<'a>, figures: &[Figure]) -> Option<Self> {
        let left = single(&judged.left.formula).map(|(leaf, turned)| Self { leaf, turned, other: &judged.right });
        let right = single(&judged.right.formula).map(|(leaf, turned)| Self { leaf, turned, other: &judged.left });
        match (left, right) {
            (Some(left), Some(right)) => {
                let is_rougher = coarseness(right.leaf, figures) > coarseness(left.leaf, figures);
                Some(if is_rougher { right } else { left })
            }
            (left, right) => left.or(right),
        }
    }

    /// What the figure itself, without the rule's sign, must agree with.
    pub(super) fn computation(&self) -> Cow<'j, Formula> {
        if self.turned { Cow::Owned(negated(self.other.formula.clone())) } else { Cow::Borrowed(&self.other.formula) }
    }
}

/// True where a figure counts with the opposite of its printed sign: 减 23.38% is read as −23.38%.
pub(super) fn counts_turned(env: &Env<'_>, leaf: LeafId) -> bool {
    let printed = env.leaves.leaf(leaf).and_then(|leaf| leaf.reported).map(|reported| &reported.printed);
    let counted = env.figure(leaf);
    printed.zip(counted).is_some_and(|(a, b)| a.digits.is_sign_negative() != b.digits.is_sign_negative())
}

/// The figure that a formula is, and whether with the opposite sign.
fn single(formula: &Formula) -> Option<(LeafId, bool)> {
    match formula {
        Formula::Leaf(leaf) => Some((*leaf, false)),
        Formula::Negate(inner) => match inner.as_ref() {
            Formula::Leaf(leaf) => Some((*leaf, true)),
            _ => None,
        },
        _ => None,
    }
}

fn coarseness(leaf: LeafId, figures: &[Figure]) -> Option<(bool, bool, i32)> {
    let figure = figures.get(leaf.0 as usize)?;
    Some((figure.hedge != Hedge::Plain, !figure.is_exact(), figure.base_decimals().saturating_neg()))
}
