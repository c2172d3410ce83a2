//! Where to look in a long sorted list: the answer for every so many bytes of the text.

use std::ops::Range;

/// Bytes between two landmarks.
const STEP: usize = 128;

/// For every [`STEP`] bytes how many offsets of a sorted list stand before them.
#[derive(Debug, Clone, Default)]
pub(super) struct Landmarks {
    before: Vec<u32>,
}

impl Landmarks {
    /// Marks a sorted list of offsets.
    pub(super) fn new(offsets: impl Iterator<Item = usize>) -> Self {
        let mut before = Vec::new();
        let mut count = 0_u32;
        for offset in offsets {
            // Steps up to this offset have `count` offsets before them.
            let steps = offset / STEP + 1;
            if before.len() < steps {
                before.resize(steps, count);
            }
            count = count.saturating_add(1);
        }
        before.push(count);
        Self { before }
    }

    /// The part of a list of `length` offsets in which a search for `at` ends: all before it are smaller than `at`, all
    /// behind it greater.
    pub(super) fn window(&self, at: usize, length: usize) -> Range<usize> {
        let step = at / STEP;
        let mark = |step: usize| self.before.get(step).map_or(length, |count| *count as usize);
        let start = mark(step).min(length);
        start..mark(step.saturating_add(1)).min(length).max(start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_in_the_window_ends_where_a_search_in_the_whole_list_does() {
        for list in [
            vec![],
            vec![0],
            vec![5, 9, 127, 128, 129, 300, 301, 302, 1000, 4000],
            (0..500).collect(),
            (0..90).map(|at| at * 117).collect::<Vec<usize>>(),
        ] {
            let marks = Landmarks::new(list.iter().copied());
            for at in 0..11_000 {
                let window = marks.window(at, list.len());
                let within = |matches: fn(usize, usize) -> bool| {
                    let part = list.get(window.clone()).unwrap_or(&[]);
                    window.start + part.partition_point(|offset| matches(*offset, at))
                };
                assert_eq!(within(|offset, at| offset < at), list.partition_point(|offset| *offset < at));
                assert_eq!(within(|offset, at| offset <= at), list.partition_point(|offset| *offset <= at));
            }
        }
    }
}
