//! Required sections of a report.

/// The sections a report of a kind and year must have.
#[derive(Debug)]
pub struct Outline {
    /// Its name.
    pub name: String,
    /// First and last year it is in force, both included.
    pub years: (Option<i32>, Option<i32>),
    /// Its sections in order.
    pub sections: Vec<OutlineSection>,
}

/// A section of an outline.
#[derive(Debug)]
pub struct OutlineSection {
    /// True where it may be missing.
    pub optional: bool,
    /// Its title and synonyms; compared after numbering, blanks and end mark are dropped.
    pub titles: Vec<String>,
    /// What must stand inside.
    pub sections: Vec<OutlineSection>,
}

/// What is asked of an outline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aspect {
    /// Every section that is not optional is there.
    Complete,
    /// The sections stand in the order of the outline.
    InOrder,
    /// No section is empty.
    Filled,
}
