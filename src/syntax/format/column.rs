//! How far a line has come, as it is printed and as it would be in the wider of the two languages.

use std::ops::Add;

/// A column of a line, or a number of columns.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Column {
    /// On the line as it is printed: what stands under it begins here.
    pub(super) shown: usize,
    /// With every keyword and mark as wide as the wider of its twins. Where a line is cut is decided by this one, so that
    /// a file is cut in the same places in both languages.
    pub(super) room: usize,
}

impl Column {
    /// As many columns in both languages.
    pub(super) fn of(columns: usize) -> Self {
        Self { shown: columns, room: columns }
    }
}

impl Add<usize> for Column {
    type Output = Self;

    fn add(self, columns: usize) -> Self {
        self + Self::of(columns)
    }
}

impl Add for Column {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { shown: self.shown + other.shown, room: self.room + other.room }
    }
}
