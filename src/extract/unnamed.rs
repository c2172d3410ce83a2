//! Figures that no cue names, for fields that may take one: “下达预算资金 X，审定 Y，执行率 Z” says by elimination
//! what Y is, whatever its verb.
//!
//! A figure is left over too where its words may mean two things: what has arrived is the base of what was used. Only
//! where the words leave little choice: at least one other figure of the instance is named by a cue, and not more than
//! one figure is left over beside those that are needed. What rests on such a figure is a question, never an error.

use crate::fact::{FieldValue, Value};
use crate::plan::{Field, Record, Type};

use super::candidate::{Candidate, Candidates};
use super::cues::{Anchor, Stage};
use super::roles::accepts;
use super::subject;

/// Fills the unnamed fields that are needed and still empty.
pub(super) fn fill(stage: &Stage<'_, '_>, anchor: &Anchor<'_>, fields: &mut [Candidates]) {
    let wanted: Vec<usize> =
        stage.source.unnamed.iter().copied().filter(|index| is_wanted(stage, anchor, *index, fields)).collect();
    let named = fields.iter().enumerate().any(|(index, candidates)| match candidates {
        Candidates::Fixed(FieldValue::Value(Value::List(_))) => true,
        Candidates::Fixed(_) => false,
        Candidates::Figures { cued, .. } => index != stage.source.anchor && !cued.is_empty(),
    });
    if wanted.is_empty() || !named {
        return;
    }
    // A field with several figures to choose from may leave one of them over.
    let settled = fields.iter().filter(|it| it.bound().len() == 1);
    let taken: Vec<usize> = settled.flat_map(Candidates::figures).collect();
    for index in &wanted {
        let Some(field) = stage.record.fields.get(*index) else { continue };
        let alike = wanted.iter().filter(|other| has_type(stage.record, **other, &field.ty)).count();
        let free = free_figures(stage, anchor, *index, field, &taken);
        let enough = if field.optional { !free.is_empty() } else { free.len() >= alike };
        if enough
            && free.len() <= alike + 1
            && let Some(place) = fields.get_mut(*index)
        {
            place.eliminate(free);
        }
    }
}

fn has_type(record: &Record, index: usize, ty: &Type) -> bool {
    record.fields.get(index).is_some_and(|field| field.ty == *ty)
}

/// A field is wanted where no cue gives it a figure and the other figures do not say what it is.
fn is_wanted(stage: &Stage<'_, '_>, anchor: &Anchor<'_>, index: usize, fields: &[Candidates]) -> bool {
    let is_bound = |field: usize| fields.get(field).is_some_and(|it| !it.bound().is_empty());
    // A base that the claim itself names is another figure, stated elsewhere.
    if is_bound(index) || index == stage.source.anchor || anchor.base.as_ref().is_some_and(|base| base.is(index)) {
        return false;
    }
    // Where all fields that could follow from each other are known but one, that one follows.
    let derived: Vec<usize> = stage.record.derives.iter().map(|derive| derive.field).collect();
    let related: Vec<usize> =
        stage.source.fields.iter().map(|it| it.field).filter(|field| *field != stage.source.anchor).collect();
    let open = related.iter().filter(|field| !is_bound(**field)).count();
    derived.is_empty() || open > 1
}

/// The figures left over round an anchor: of the field's type, claimed by no cue of the record, in the anchor's own
/// stretch and chain.
fn free_figures(
    stage: &Stage<'_, '_>,
    anchor: &Anchor<'_>,
    index: usize,
    field: &Field,
    taken: &[usize],
) -> Vec<Candidate> {
    let (scene, roles) = (stage.scene, stage.roles);
    let before = stage.figures_before(anchor);
    // A figure may begin before the stretch in which its digits stand.
    let from = scene.figures_from(before.clone(), anchor.stretch.start).start.saturating_sub(1).max(before.start);
    let free = (from..before.end)
        .filter(|figure| accepts(scene, &field.ty, *figure))
        .filter(|figure| stage.chain_of(*figure) == Some(anchor.chain))
        .filter(|figure| {
            let place = scene.core_range(*figure);
            anchor.stretch.start.max(anchor.from) <= place.start && place.end <= anchor.place.start
        })
        .filter(|figure| !taken.contains(figure) && !anchor.parts.contains(figure))
        .filter(|figure| roles.all(*figure).is_empty() || roles.all(*figure).iter().any(|role| role.field == index))
        .filter(|figure| !roles.is_barred(*figure, index) && subject::fits(stage, anchor, *figure));
    let near = stage.by_distance(anchor, free, usize::MAX);
    near.into_iter().map(|(distance, figure)| Candidate::bare(figure, distance)).collect()
}
