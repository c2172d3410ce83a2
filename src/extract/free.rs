//! Claims whose other figures no word names: 17 家卫生院中有 14 家达标，达标率 82.35%.
//!
//! Every figure of the right kind near the claim is tried for each `free` field. Such readings prove little: what does
//! not fit them may be about something else. So they are made only for figures that no other source could read, and the
//! evaluator tells of one only where a slip of the hand explains it.

use crate::document::Sentence;
use crate::fact::{Fact, FieldValue, Standing, Swaps};
use crate::figure::{Dimension, is_telling};
use crate::plan::{Field, Type};

use super::candidate::{Candidate, Candidates};
use super::cues::{Anchor, Stage};
use super::levels::{LOOK_BACK, LOOKED_AT};
use super::reading::{Binding, counts_alike, product, reading};
use super::roles::accepts;
use super::scene::{Scene, sentences_of};

/// So many figures are tried for each of one or two fields, the nearest first.
const MAX_TRIED: usize = 5;
/// The same for each of three fields: all combinations are tried.
const MAX_OF_THREE: usize = 3;

/// False for a sentence without a figure of which something could be told.
pub(super) fn has_claims(scene: &Scene<'_>, ty: &Type, sentence: &Sentence, taken: &[usize]) -> bool {
    let mut figures = sentence.figures.start as usize..sentence.figures.end as usize;
    !ty.is_quantity()
        || figures.any(|it| accepts(scene, ty, it) && taken.binary_search(&it).is_err() && may_be_told(scene, it))
}

/// False for a figure of too few digits, and for one of several amounts in a row, which is no remainder of others (one of
/// several rates is a rate of its own).
pub(super) fn may_be_told(scene: &Scene<'_>, figure: usize) -> bool {
    scene
        .figures
        .get(figure)
        .is_some_and(|claim| is_telling(claim.figure()) && (claim.run.is_none() || claim.dimension == Dimension::Ratio))
}

/// The candidates of a free field, nearest first: before the claim in its sentence and the ones before, in its clause, or
/// in its bracket. Where the field has words of its own, they have to speak for the figure.
pub(super) fn candidates(stage: &Stage<'_, '_>, index: usize, field: &Field, anchor: &Anchor) -> Candidates {
    let scene = stage.scene;
    let own = sentences_of(scene.prose, stage.sentence.paragraph).start;
    let first = stage.sentence_index.saturating_sub(LOOK_BACK).max(own);
    let own = anchor.figure.and_then(|figure| u32::try_from(figure).ok()).unwrap_or(stage.sentence.figures.start);
    let from = scene.sentence(first).unwrap_or(stage.sentence).figures.start.max(own.saturating_sub(LOOKED_AT));
    let to = stage.sentence.figures.end.min(own.saturating_add(LOOKED_AT));
    let has_words = stage.has_words(index);
    let figures = (from as usize..to as usize)
        .filter(|figure| accepts(scene, &field.ty, *figure))
        .filter(|figure| is_near(stage, anchor, *figure))
        .filter(|figure| !stage.roles.is_barred(*figure, index))
        .filter(|figure| !has_words || stage.roles.all(*figure).iter().any(|role| role.field == index));
    let most = if stage.source.free.len() > 2 { MAX_OF_THREE } else { MAX_TRIED };
    let near = stage.by_distance(anchor, figures, most);
    let cued = near.into_iter().map(|(distance, figure)| Candidate::bare(figure, distance)).collect();
    Candidates::free(cued)
}

fn is_near(stage: &Stage<'_, '_>, anchor: &Anchor, figure: usize) -> bool {
    let place = stage.scene.core_range(figure);
    let is_inside = || anchor.bracket.as_ref().is_some_and(|it| it.start <= place.start && place.end <= it.end);
    let is_beside = || stage.scene.figures.get(figure).is_some_and(|it| it.clause == anchor.clause);
    place != anchor.place && (place.end <= anchor.place.start || is_beside() || is_inside())
}

/// The fact with every binding that counts one kind of thing; `None` where a field finds no figure.
pub(super) fn fact(stage: &Stage<'_, '_>, anchor: &Anchor, fields: &[Candidates]) -> Option<Fact> {
    let is_open = |(field, it): (&Field, &Candidates)| {
        matches!(it, Candidates::Figures { .. }) && it.bound().is_empty() && !field.optional
    };
    if stage.record.fields.iter().zip(fields).any(is_open) {
        return None;
    }
    let mut bindings = product(stage.record, fields).ok()?;
    bindings.retain(|binding| counts_alike(stage.scene, binding));
    bindings.sort_by_key(|binding| binding.iter().flatten().map(|candidate| candidate.distance).sum::<usize>());
    let spares: Vec<(usize, &Candidate)> = fields
        .iter()
        .enumerate()
        .filter(|(field, it)| stage.source.free.contains(field) && it.bound().len() > 1)
        .flat_map(|(field, it)| it.bound().iter().map(move |candidate| (field, candidate)))
        .collect();
    let values: Vec<FieldValue> = spares
        .iter()
        .filter_map(|(field, candidate)| {
            let ty = &stage.record.fields.get(*field)?.ty;
            Some(candidate.value(stage.scene, ty, candidate.direction))
        })
        .collect();
    let first = bindings.first()?;
    let nearest = reading(stage.scene, stage.record, fields, first, &values).standing_on(Standing::Free);
    let others = bindings.iter().skip(1).filter_map(|binding| {
        let mut numbered = (stage.record.fields.len()..).zip(&spares);
        let swaps = numbered.try_fold(Swaps::default(), |swaps, (number, (field, spare))| {
            let takes =
                |it: &Binding<'_>| it.get(*field).copied().flatten().is_some_and(|it| it.figure == spare.figure);
            if takes(binding) && !takes(first) { swaps.and(*field, number) } else { Some(swaps) }
        });
        nearest.swapped(&swaps?, Standing::Free)
    });
    let readings = std::iter::once(nearest.clone()).chain(others).collect();
    Some(Fact { record: stage.id, readings, context: stage.scene.context(anchor.place.clone()) })
}
