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

/// Words behind which a claim names what it is a share of: 占“三公”经费总额的 13.81%.
const NAMES_BASE: [&str; 3] = ["占", "完成", "相当于"];
/// What such a name may hold beside the words of the field itself.
const LIGHT: [&str; 18] = [
    "全年", "年初", "年度", "本年", "当年", "全部", "调整后", "调整", "的", "比重", "比例", "为", "达", "了", "约", "比",
    "仅", "数",
];

/// False where the claim names its base by words that the figure's label does not share: a claim 占“三公”经费总额的 takes no
/// total of something else.
pub(super) fn is_named_base(stage: &Stage<'_, '_>, anchor: &Anchor, field: usize, figure: usize) -> bool {
    let Some((named, own)) = base_named(stage, anchor, field) else { return true };
    let mut rest = named.to_owned();
    for word in own.iter().chain(&LIGHT) {
        rest = rest.replace(word, " ");
    }
    let pieces: Vec<&str> = rest.split(|c: char| !c.is_alphanumeric()).filter(|it| it.chars().count() > 1).collect();
    if pieces.is_empty() {
        return true;
    }
    let theirs = stage.scene.prose.slice(label(stage.scene, figure));
    pieces.iter().any(|piece| share_two(piece, theirs))
}

/// The words by which a claim names what it is a share of, where they hold cues of a field; with those cues.
pub(super) fn base_named<'s>(
    stage: &'s Stage<'_, '_>,
    anchor: &Anchor,
    field: usize,
) -> Option<(&'s str, Vec<&'s str>)> {
    let words = stage.scene.prose.slice(label(stage.scene, anchor.figure?));
    let at = NAMES_BASE.iter().filter_map(|verb| words.rfind(verb).map(|at| at + verb.len())).max()?;
    let named = words.get(at..)?;
    let own = stage.source.fields.iter().filter(|it| it.field == field).flat_map(|it| &it.words);
    let own: Vec<&str> = own.map(|cue| cue.word.as_str()).filter(|word| named.contains(word)).collect();
    (!own.is_empty()).then_some((named, own))
}

/// True where two texts share two neighbouring characters.
fn share_two(a: &str, b: &str) -> bool {
    let chars: Vec<(usize, char)> = a.char_indices().collect();
    chars.windows(2).any(|pair| match pair {
        [(start, _), (end, last)] => a.get(*start..end + last.len_utf8()).is_some_and(|two| b.contains(two)),
        _ => false,
    })
}
