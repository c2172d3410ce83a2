//! Winnowing: of every window of letters, the piece with the least hash stands for it.
//!
//! Two texts that share [`GUARANTEE`] letters in a row share a whole window, and so its least piece, wherever else the two
//! differ. The first and the last piece of a paragraph are taken too, so that a paragraph copied whole is seen to be.

use std::collections::VecDeque;

/// Letters of a piece: shorter common words are no copy.
pub const GRAM: usize = 20;
/// Pieces of a window, one of which is taken.
pub const WINDOW: usize = 41;
/// A common run of so many letters always shares a fingerprint.
pub const GUARANTEE: usize = GRAM + WINDOW - 1;

/// 2⁶¹ − 1. Over this prime two different pieces have the same hash for at most 19 of the 2⁶¹ bases there are.
const PRIME: u64 = (1 << 61) - 1;
/// A base drawn once, by lot.
const BASE: u64 = 0x14A7_3F0C_95D2_E6B1;

/// The hash of a piece, and where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fingerprint {
    /// The hash of its letters.
    pub hash: u64,
    /// The number of its first letter among those of all passages of the submission.
    pub position: u32,
}

/// The pieces that stand for a text, as hash and number of the first letter, in order. Nothing for a text of fewer letters than
/// [`GUARANTEE`]. In time linear in the letters.
pub(super) fn winnow(letters: &[char]) -> Vec<(u64, usize)> {
    let Some(last) = letters.len().checked_sub(GUARANTEE).map(|_| letters.len() - GRAM) else { return Vec::new() };
    let mut taken: Vec<(u64, usize)> = Vec::new();
    // Pieces of the window that may yet be its least: rising hashes, of equal ones the last.
    let mut least: VecDeque<(u64, usize)> = VecDeque::with_capacity(WINDOW);
    let mut take = |piece: (u64, usize)| {
        if taken.last().is_none_or(|(_, at)| *at < piece.1) {
            taken.push(piece);
        }
    };
    for (at, hash) in hashes(letters).enumerate() {
        while least.back().is_some_and(|(other, _)| *other >= hash) {
            least.pop_back();
        }
        least.push_back((hash, at));
        if least.front().is_some_and(|(_, first)| first + WINDOW <= at) {
            least.pop_front();
        }
        if at == 0 {
            take((hash, at));
        }
        if at + 1 >= WINDOW {
            least.front().copied().into_iter().for_each(&mut take);
        }
        if at == last {
            take((hash, at));
        }
    }
    taken
}

/// The hash of each piece in turn, each from the one before.
fn hashes(letters: &[char]) -> impl Iterator<Item = u64> {
    let leaving = (0..GRAM).fold(1, |power, _| times(power, BASE));
    let mut hash = 0;
    letters.iter().enumerate().filter_map(move |(at, letter)| {
        hash = plus(times(hash, BASE), code(*letter));
        if let Some(old) = at.checked_sub(GRAM).and_then(|old| letters.get(old)) {
            hash = plus(hash, PRIME - times(leaving, code(*old)));
        }
        (at + 1 >= GRAM).then_some(hash)
    })
}

fn code(letter: char) -> u64 {
    u64::from(u32::from(letter))
}

/// The sum modulo the prime of two numbers that are at most the prime.
fn plus(a: u64, b: u64) -> u64 {
    let sum = a + b;
    if sum >= PRIME { sum - PRIME } else { sum }
}

/// The product modulo the prime: 2⁶¹ counts as 1.
fn times(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    let narrow = |half: u128| u64::try_from(half).unwrap_or(PRIME);
    plus(narrow(product & u128::from(PRIME)), narrow(product >> 61))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Letters without a pattern.
    fn letters(count: u32, seed: u32) -> Vec<char> {
        let mut state = seed;
        let mut next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            char::from_u32(0x4e00 + (state >> 8) % 3000).unwrap_or('一')
        };
        (0..count).map(|_| next()).collect()
    }

    /// The hash written out, without rolling.
    fn plain(piece: &[char]) -> u64 {
        let hash =
            piece.iter().fold(num_bigint::BigUint::default(), |hash, letter| (hash * BASE + code(*letter)) % PRIME);
        u64::try_from(hash).unwrap_or(PRIME)
    }

    #[test]
    fn the_rolled_hash_is_that_of_each_piece() {
        let text = letters(200, 7);
        let rolled: Vec<u64> = hashes(&text).collect();
        assert_eq!(rolled, text.windows(GRAM).map(plain).collect::<Vec<_>>());
    }

    #[test]
    fn the_piece_taken_is_the_last_least_of_its_window_and_every_window_has_one() {
        for text in [letters(400, 1), "哈".repeat(90).chars().collect(), "好的".repeat(70).chars().collect()] {
            let all: Vec<(u64, usize)> = text.windows(GRAM).map(plain).zip(0..).collect();
            let mut wanted: Vec<(u64, usize)> = vec![all[0], all[all.len() - 1]];
            for window in all.windows(WINDOW) {
                let least = window.iter().map(|(hash, _)| *hash).min();
                wanted.extend(window.iter().rfind(|(hash, _)| Some(*hash) == least));
            }
            wanted.sort_unstable_by_key(|(_, at)| *at);
            wanted.dedup();
            assert_eq!(winnow(&text), wanted);
        }
    }

    #[test]
    fn what_is_shorter_than_the_guarantee_has_none() {
        assert_eq!(winnow(&letters(59, 1)), []);
        assert!(winnow(&letters(60, 1)).len() >= 2);
        assert_eq!(winnow(&[]), []);
    }

    #[test]
    fn few_pieces_stand_for_a_text() {
        // 2 in 42 are expected.
        let taken = winnow(&letters(42_000, 3)).len();
        assert!((1_800..=2_200).contains(&taken), "{taken}");
    }
}
