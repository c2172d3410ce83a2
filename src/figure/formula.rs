//! A computation over figures: a tree whose leaves are figures or exact values.

use super::Exact;

/// Names a figure among those that take part; the same printed figure has one id however often it stands in a
/// formula, so that it never widens the result twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LeafId(pub u32);

/// A computation in base units.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Formula {
    /// A figure.
    Leaf(LeafId),
    /// An exact value: a literal of a rule, a parameter.
    Constant(Exact),
    /// Opposite sign.
    Negate(Box<Formula>),
    /// Sum of all; empty is zero.
    Sum(Vec<Formula>),
    /// Product.
    Product(Box<Formula>, Box<Formula>),
    /// Quotient.
    Quotient(Box<Formula>, Box<Formula>),
    /// Without sign.
    Absolute(Box<Formula>),
    /// The least of all.
    Least(Vec<Formula>),
    /// The greatest of all.
    Greatest(Vec<Formula>),
    /// Rounded half up to a number of decimals of the base unit times ten to the power: `round(x, 2)` of a score.
    Rounded(Box<Formula>, i32),
}
