//! The passages of all submissions of a review.

use crate::passage::{Fingerprint, Index};

/// Which submission holds which passages.
#[derive(Debug, Default)]
pub(super) struct Neighbours {
    /// What the submissions are called; they are numbered in this order.
    names: Vec<String>,
    /// Their fingerprints.
    pub(super) index: Index,
}

impl Neighbours {
    /// Of names with fingerprints, whose order does not matter.
    pub(super) fn new(mut submissions: Vec<(String, Vec<Fingerprint>)>) -> Self {
        submissions.sort_unstable();
        let index = Index::new((0_u32..).zip(submissions.iter().map(|(_, hashes)| hashes.as_slice())));
        Self { names: submissions.into_iter().map(|(name, _)| name).collect(), index }
    }

    /// The number of a submission. Two of the same name and the same passages are the same to everyone.
    pub(super) fn number(&self, name: &str, hashes: &[Fingerprint]) -> Option<u32> {
        let first = self.names.partition_point(|it| it.as_str() < name);
        let alike = (0_u32..).zip(&self.names).skip(first).take_while(|(_, it)| *it == name);
        alike.map(|(number, _)| number).find(|number| self.index.holds(*number, hashes))
    }

    /// What a submission is called.
    pub(super) fn name(&self, number: u32) -> &str {
        self.names.get(number as usize).map_or("", String::as_str)
    }

    /// All that has a say in results.
    pub(super) fn fingerprint(&self) -> String {
        format!("{:?} {:?}", self.names, self.index.digest())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_apart_by_their_passages() {
        let print = |hash| Fingerprint { hash, position: 0 };
        let of = |name: &str, hash| (name.to_owned(), vec![print(hash)]);
        let neighbours = Neighbours::new(vec![of("乙局", 2), of("甲局", 3), of("甲局", 1)]);
        let turned = Neighbours::new(vec![of("甲局", 1), of("甲局", 3), of("乙局", 2)]);
        assert_eq!(neighbours.fingerprint(), turned.fingerprint());
        let number = |name, hash| neighbours.number(name, &[print(hash)]);
        let known =
            [number("甲局", 1), number("甲局", 3), number("乙局", 2)].map(|it| it.map(|it| neighbours.name(it)));
        assert_eq!(known, [Some("甲局"), Some("甲局"), Some("乙局")]);
        assert_ne!(number("甲局", 1), number("甲局", 3));
        assert_eq!([number("甲局", 2), number("丙局", 1)], [None, None]);
    }
}
