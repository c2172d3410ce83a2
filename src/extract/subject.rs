//! Of what a claim and a figure speak: a claim about 公务接待费 takes no figure that is labelled 人员经费.
//!
//! Subjects are the words that a record's text field takes with `is`.

use std::ops::Range;

use crate::plan::{CuePosition, Type};

use super::cues::{Anchor, Stage};
use super::levels::label;

/// False where the claim's own words and the figure's label name subjects and none is the same.
pub(super) fn fits(stage: &Stage<'_, '_>, anchor: &Anchor, figure: usize) -> bool {
    let own = anchor.figure.map_or(0..0, |claim| label(stage.scene, claim));
    let theirs = label(stage.scene, figure);
    let claimed: Vec<&str> = subjects(stage, &own).collect();
    if claimed.is_empty() {
        return true;
    }
    let mut named = subjects(stage, &theirs).peekable();
    named.peek().is_none() || named.any(|word| claimed.iter().any(|it| it.contains(word) || word.contains(it)))
}

/// The subjects named in a range.
fn subjects<'s>(stage: &'s Stage<'_, '_>, range: &'s Range<usize>) -> impl Iterator<Item = &'s str> {
    stage
        .cues
        .iter()
        .filter(|cue| cue.position == CuePosition::Is && range.start <= cue.range.start && cue.range.end <= range.end)
        .filter(|cue| stage.record.fields.get(cue.field).is_some_and(|field| field.ty == Type::Text))
        .map(|cue| stage.scene.prose.slice(cue.range.clone()))
}
