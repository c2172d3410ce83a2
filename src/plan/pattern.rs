//! Text patterns, checked and in a form that can be run.

/// A text pattern of a record.
#[derive(Debug)]
pub struct Pattern {
    /// Its parts in order.
    pub nodes: Vec<PatternNode>,
    /// Literals one of which every match begins with (after the leading text hole, if any).
    pub starts: Vec<String>,
    /// True where a text hole stands before the first literal.
    pub leading_hole: bool,
}

/// A part of a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PatternNode {
    /// Words.
    Literal(String),
    /// A value of a field.
    Hole(usize),
    /// `{~}`, or `{~~}` where `wide`.
    Gap {
        /// May leave the sentence.
        wide: bool,
    },
    /// `[a|b]`, `[a|b]?`
    Choice {
        /// The branches.
        branches: Vec<Vec<PatternNode>>,
        /// May be left out.
        optional: bool,
    },
}
