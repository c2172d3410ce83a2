//! The one input behind several contradictions.
//!
//! If a total, a share and a growth all stand against the same amount, the amount is more likely wrong than they are.

use std::collections::BTreeMap;

use super::cause::agrees;
use super::slip::slips;
use super::{Agreement, Cause, CauseKind, Figure, Formula, LeafId, agree};

/// Inputs beyond these are not tried.
const MAX_SUSPECTS: usize = 16;
/// Relations over more figures than this in all are not searched: every slip of every suspect recomputes them.
const MAX_FIGURES: usize = 500;

/// The one input that, changed by one small slip, makes all relations agree.
///
/// `claims` are figures with the computation each must agree with. A suspect must be an input of one of them, take
/// part in two at least (else any claim could be explained away by any input) and in every contradicted one; should
/// two different figures explain everything, neither is named.
#[must_use]
pub fn wrong_input(claims: &[(LeafId, Formula)], figures: &[Figure]) -> Option<Cause> {
    let mut relations: Vec<Relation<'_>> =
        claims.iter().map(|(claim, computation)| Relation::new(*claim, computation, figures)).collect();
    let size: usize = relations.iter().map(|relation| relation.inputs.len()).sum();
    if size > MAX_FIGURES || !relations.iter().any(|relation| relation.contradicts) {
        return None;
    }
    // A slip that mends nothing is found out by the first relation tried.
    relations.sort_by_key(|relation| !relation.contradicts);
    let mut changed = figures.to_vec();
    let mut found = suspects(&relations).into_iter().filter_map(|leaf| mended(leaf, &relations, figures, &mut changed));
    let first = found.next();
    if found.next().is_some() { None } else { first }
}

struct Relation<'a> {
    claim: LeafId,
    computation: &'a Formula,
    inputs: Vec<LeafId>,
    contradicts: bool,
}

impl<'a> Relation<'a> {
    fn new(claim: LeafId, computation: &'a Formula, figures: &[Figure]) -> Self {
        let verdict = agree(&Formula::Leaf(claim), computation, figures).agreement;
        let contradicts = verdict == Agreement::Contradicts;
        Self { claim, computation, inputs: computation.leaves(), contradicts }
    }

    fn involves(&self, leaf: LeafId) -> bool {
        self.claim == leaf || self.inputs.binary_search(&leaf).is_ok()
    }

    fn agrees(&self, figures: &[Figure]) -> bool {
        let (Ok(claim), Ok(computed)) = (self.claim.of(figures), self.computation.at_printed(figures)) else {
            return false;
        };
        agrees(claim, &computed)
    }
}

/// The inputs that take part in two relations at least and in all that are contradicted, by id.
fn suspects(relations: &[Relation<'_>]) -> Vec<LeafId> {
    let mut uses: BTreeMap<LeafId, usize> = BTreeMap::new();
    for relation in relations {
        for leaf in &relation.inputs {
            *uses.entry(*leaf).or_default() += 1;
        }
    }
    for relation in relations {
        if let Some(count) = uses.get_mut(&relation.claim) {
            *count += 1;
        }
    }
    let is_in_all = |leaf: LeafId| relations.iter().all(|it| !it.contradicts || it.involves(leaf));
    uses.into_iter()
        .filter(|(leaf, count)| *count >= 2 && is_in_all(*leaf))
        .map(|(leaf, _)| leaf)
        .take(MAX_SUSPECTS)
        .collect()
}

/// The first slip of a figure after which all relations that it takes part in agree.
fn mended(leaf: LeafId, relations: &[Relation<'_>], figures: &[Figure], changed: &mut [Figure]) -> Option<Cause> {
    let printed = leaf.of(figures).ok()?;
    let index = usize::try_from(leaf.0).ok()?;
    let instead = slips(printed).into_iter().map(|(_, instead)| instead).find(|instead| {
        if let Some(place) = changed.get_mut(index) {
            place.clone_from(instead);
        }
        relations.iter().filter(|relation| relation.involves(leaf)).all(|relation| relation.agrees(changed))
    });
    if let Some(place) = changed.get_mut(index) {
        place.clone_from(printed);
    }
    Some(Cause { kind: CauseKind::InputWrong, leaf, instead: instead? })
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::super::Unit;
    use super::*;

    fn amount(text: &str) -> Figure {
        Figure::new(Decimal::from_str_exact(text).unwrap(), Unit::Money(4))
    }

    fn rate(text: &str) -> Figure {
        Figure::new(Decimal::from_str_exact(text).unwrap(), Unit::Percent)
    }

    fn leaf(index: u32) -> Formula {
        Formula::Leaf(LeafId(index))
    }

    /// 完成 0，为预算 1 的 2，少 3，减 4。
    fn completion() -> [(LeafId, Formula); 3] {
        [
            (LeafId(2), leaf(0).over(leaf(1))),
            (LeafId(3), leaf(1).minus(leaf(0))),
            (LeafId(4), leaf(1).minus(leaf(0)).over(leaf(1))),
        ]
    }

    fn found(figures: &[Figure]) -> Option<(u32, String)> {
        wrong_input(&completion(), figures).map(|cause| (cause.leaf.0, cause.instead.printed()))
    }

    #[test]
    fn a_mistyped_base_is_found_through_the_claims_that_share_it() {
        let typed = |base: &str| [amount("671.51"), amount(base), rate("76.37"), amount("207.83"), rate("23.63")];
        for wrong in ["897.34", "879.84", "87.934", "8879.34", "89.34"] {
            assert_eq!(found(&typed(wrong)), Some((1, "879.34万元".to_owned())), "{wrong}");
        }
        assert_eq!(found(&typed("879.34")), None, "nothing is wrong");
        assert_eq!(found(&typed("555.55")), None, "no small slip leads there");
    }

    #[test]
    fn a_wrong_claim_is_not_blamed_on_an_input() {
        let figures = [amount("671.51"), amount("879.34"), rate("67.37"), amount("207.83"), rate("23.63")];
        assert_eq!(found(&figures), None);
    }

    #[test]
    fn a_total_that_is_the_claim_of_one_relation_and_the_base_of_another_may_be_the_culprit() {
        let figures = [amount("300.00"), amount("200.00"), amount("5000.00"), rate("60.00"), rate("40.00")];
        let relations = [
            (LeafId(2), leaf(0).plus(leaf(1))),
            (LeafId(3), leaf(0).over(leaf(2))),
            (LeafId(4), leaf(1).over(leaf(2))),
        ];
        let cause = wrong_input(&relations, &figures).unwrap();
        assert_eq!((cause.leaf, cause.instead.printed().as_str()), (LeafId(2), "500.00万元"));
        assert_eq!(cause.kind, CauseKind::InputWrong);
    }

    #[test]
    fn one_relation_alone_accuses_no_input() {
        let figures = [rate("76.37"), amount("671.51"), amount("897.34")];
        assert_eq!(wrong_input(&[(LeafId(0), leaf(1).over(leaf(2)))], &figures), None);
    }
}
