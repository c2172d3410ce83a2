//! Chance from a seed: the same words give the same numbers on every machine (SplitMix64).

/// A stream of numbers.
#[derive(Debug, Clone)]
pub(crate) struct Chance(u64);

impl Chance {
    /// A stream of its own for a purpose; `numbers` tell streams of one purpose apart.
    pub(crate) fn of(seed: u64, purpose: &str, numbers: &[u64]) -> Self {
        let mut state = seed ^ 0x9e37_79b9_7f4a_7c15;
        for byte in purpose.bytes().map(u64::from).chain(numbers.iter().copied()) {
            state = Self(state ^ byte.wrapping_mul(0x0000_0100_0000_01b3)).next();
        }
        Self(state)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from `low` to `high`, both included.
    pub(crate) fn between(&mut self, low: i64, high: i64) -> i64 {
        let width = high.abs_diff(low).saturating_add(1);
        low.saturating_add_unsigned(self.next() % width)
    }

    /// True in so many of a hundred cases.
    pub(crate) fn in_hundred(&mut self, cases: i64) -> bool {
        self.between(1, 100) <= cases
    }

    /// One of several.
    ///
    /// # Panics
    /// Where there is none.
    pub(crate) fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        let at = self.next() % from.len().max(1) as u64;
        from.get(usize::try_from(at).unwrap_or(0)).expect("there is something to choose from")
    }

    /// One of several words.
    pub(crate) fn word(&mut self, from: &[&'static str]) -> &'static str {
        self.pick::<&str>(from)
    }

    /// Puts things into another order.
    pub(crate) fn shuffle<T>(&mut self, things: &mut [T]) {
        for end in (1..things.len()).rev() {
            let at = usize::try_from(self.next() % (end as u64 + 1)).unwrap_or(0);
            things.swap(end, at);
        }
    }
}
