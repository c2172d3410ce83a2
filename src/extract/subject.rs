//! Of what a claim and a figure speak: a claim about 公务接待费 takes no figure that is labelled 人员经费.
//!
//! Subjects are the words that a record's text field takes with `is`.

use std::ops::Range;

use crate::plan::{CueField, CuePosition, CueWeight, CueWord, Record, Type};

use super::cues::{Anchor, Stage};
use super::levels::label;
use super::roles::Cue;

/// False where the claim's own words and the figure's label name subjects and none is the same.
pub(super) fn fits(stage: &Stage<'_, '_>, anchor: &Anchor<'_>, figure: usize) -> bool {
    if stage.subjects.is_empty() {
        return true;
    }
    let theirs = label(stage.scene, figure);
    let claimed = claimed(stage, anchor);
    if claimed.is_empty() {
        return true;
    }
    let mut named = subjects(stage, theirs).peekable();
    named.peek().is_none() || named.any(|word| claimed.iter().any(|it| it.contains(word) || word.contains(it)))
}

/// True where the claim's own words name a subject and the figure's label does not name the same.
pub(super) fn is_of_another(stage: &Stage<'_, '_>, anchor: &Anchor<'_>, figure: usize) -> bool {
    if stage.subjects.is_empty() {
        return false;
    }
    let claimed = claimed(stage, anchor);
    let theirs = label(stage.scene, figure);
    !claimed.is_empty() && !subjects(stage, theirs).any(|word| claimed.contains(&word))
}

/// False where the words before a list say of what it is the list, and the figure in another clause is not called so:
/// 项目支出按内容分为 … is no list of the 全年支出 before it.
pub(super) fn is_listed(stage: &Stage<'_, '_>, anchor: &Anchor<'_>, figure: usize) -> bool {
    let is_list = stage.record.fields.get(stage.source.anchor).is_some_and(|it| matches!(it.ty, Type::List(_)));
    if !is_list || stage.scene.figures.get(figure).is_some_and(|it| it.clause == anchor.clause) {
        return true;
    }
    let Some(clause) = stage.scene.clause(anchor.clause) else { return true };
    let head = stage.scene.prose.slice(clause.range.start..anchor.place.start.max(clause.range.start));
    let head = last_chars(head, HEAD);
    let theirs = stage.scene.prose.slice(label(stage.scene, figure));
    head.chars().count() < 3 || share(head, theirs, 3)
}

/// False where the claim's clause begins with a name and the figure in another clause is not called so: 公用经费占比 speaks
/// of no 人员经费.
pub(super) fn is_called_so(stage: &Stage<'_, '_>, anchor: &Anchor<'_>, figure: usize) -> bool {
    let scene = stage.scene;
    let Some((clause, cue)) = anchor
        .figure
        .and_then(|it| stage.roles.of(it))
        .and_then(|role| scene.clause(anchor.clause).map(|clause| (clause.range.clone(), role.cue.start)))
    else {
        return true;
    };
    let lead = scene.text.get(clause.start..cue.max(clause.start)).unwrap_or("").trim_start_matches("其中");
    let inside = scene.figures.get(figure).is_some_and(|it| it.clause == anchor.clause);
    let has_figure = scene.clause(anchor.clause).is_some_and(|clause| {
        !clause.figures.is_empty() && scene.figure_range(clause.figures.start as usize).end <= cue
    });
    if inside || has_figure || lead.chars().count() < 3 {
        return true;
    }
    let first: String = lead.chars().take(2).collect();
    scene.prose.slice(label(scene, figure)).contains(&first)
}

/// Where the cues of a sentence name subjects.
pub(super) fn named(record: &Record, cues: &[Cue]) -> Vec<Range<usize>> {
    cues.iter()
        .filter(|cue| cue.position == CuePosition::Is)
        .filter(|cue| record.fields.get(cue.field).is_some_and(|field| field.ty == Type::Text))
        .map(|cue| cue.range.clone())
        .collect()
}

/// The subjects that the claim's own words name.
fn claimed<'s>(stage: &'s Stage<'_, '_>, anchor: &Anchor<'_>) -> Vec<&'s str> {
    let own = anchor.figure.map_or(0..0, |claim| label(stage.scene, claim));
    subjects(stage, own).collect()
}

/// The subjects named in a range.
fn subjects<'s>(stage: &'s Stage<'_, '_>, range: Range<usize>) -> impl Iterator<Item = &'s str> {
    let from = stage.subjects.partition_point(|word| word.start < range.start);
    let within = stage.subjects.iter().skip(from).take_while(move |word| word.start <= range.end);
    within.filter(move |word| word.end <= range.end).map(|word| stage.scene.prose.slice(word.clone()))
}

/// Words behind which a claim names what it is a share of: 占“三公”经费总额的 13.81%.
const NAMES_BASE: [&str; 3] = ["占", "完成", "相当于"];
/// What such a name may hold beside the words of the field itself.
const LIGHT: [&str; 18] = [
    "全年",
    "年初",
    "年度",
    "本年",
    "当年",
    "全部",
    "调整后",
    "调整",
    "的",
    "比重",
    "比例",
    "为",
    "达",
    "了",
    "约",
    "比",
    "仅",
    "数",
];

/// Parts of the outlay: a share of one is no share of a figure that is called otherwise, 总支出 or just 支出.
const PARTS: [&str; 4] = ["基本支出", "项目支出", "人员经费", "公用经费"];

/// What a list is of stands within so many characters before it.
const HEAD: usize = 200;

/// Budgets that are not each other.
const OPPOSED: [(&str, &str); 1] = [("年初", "调整")];

/// What a claim names as that of which it is a share.
#[derive(Debug, Clone)]
pub(super) struct NamedBase<'s> {
    /// The word behind which it does.
    verb: &'static str,
    /// The words between that one and the figure.
    words: &'s str,
    /// Each field whose cues stand among them, with the other words of more than a character.
    fields: Vec<(usize, Vec<String>)>,
}

impl NamedBase<'_> {
    /// True where the words hold cues of a field.
    pub(super) fn is(&self, field: usize) -> bool {
        self.fields.iter().any(|(it, _)| *it == field)
    }
}

/// False where the claim names its base by words that the figure's label does not share: a claim 占“三公”经费总额的 takes no
/// total of something else.
pub(super) fn is_named_base(stage: &Stage<'_, '_>, anchor: &Anchor<'_>, field: usize, figure: usize) -> bool {
    let Some(NamedBase { verb, words, fields }) = &anchor.base else { return true };
    let Some((_, pieces)) = fields.iter().find(|(it, _)| *it == field) else { return true };
    let theirs = stage.scene.prose.slice(label(stage.scene, figure));
    if OPPOSED.iter().any(|(one, other)| is_opposed(words, theirs, one, other) || is_opposed(words, theirs, other, one))
    {
        return false;
    }
    if *verb == "占" && PARTS.iter().any(|part| words.contains(part) && !share(part, theirs, 3)) {
        return false;
    }
    if *verb == "占" && is_told_of(stage, anchor, figure) {
        return false;
    }
    // 占全年支出的 says of what, and a figure that is called so.
    if *verb == "占" && words.chars().count() > 2 && !share(words, theirs, 2) {
        return false;
    }
    pieces.is_empty() || pieces.iter().any(|piece| share(piece, theirs, 2))
}

/// True for the figure at the end of the clause before a claim that opens its own with 占: it is the part, and not that of
/// which it is one.
fn is_told_of(stage: &Stage<'_, '_>, anchor: &Anchor<'_>, figure: usize) -> bool {
    let scene = stage.scene;
    let Some(clause) = scene.clause(anchor.clause) else { return false };
    let opens = scene.prose.slice(clause.range.clone()).trim_start().starts_with('占');
    opens && clause.figures.start as usize == figure + 1 && scene.figure_range(figure).end <= clause.range.start
}

/// What a claim names as its base, by the words behind 占, 完成 or 相当于.
pub(super) fn named_base<'s>(stage: &Stage<'s, '_>, claim: usize) -> Option<NamedBase<'s>> {
    let place = label(stage.scene, claim);
    let label = stage.scene.prose.slice(place);
    let ends = |verb: &'static str| label.rfind(verb).map(|at| (at + verb.len(), verb));
    let (end, verb) = NAMES_BASE.iter().copied().filter_map(ends).max()?;
    let words = label.get(end..).filter(|words| !words.is_empty())?;
    let speaks = |cue: &&CueWord| cue.position == CuePosition::After && cue.weight != CueWeight::Faint;
    // What stands behind 占 is the base, whatever it is called.
    let holds = |word: &str| word.len() <= words.len() && words.contains(word);
    let is_base = |word: &&str| holds(word) || (verb == "占" && *word == verb && words.chars().count() > 2);
    let other_words = |cues: &CueField| {
        let mut own = cues.words.iter().filter(speaks).map(|cue| cue.word.as_str()).filter(is_base).peekable();
        own.peek()?;
        let without = |rest: String, word: &str| if rest.contains(word) { rest.replace(word, " ") } else { rest };
        let rest = own.chain(LIGHT).fold(words.to_owned(), without);
        let pieces = rest.split(|c: char| !c.is_alphanumeric()).filter(|it| it.chars().count() > 1);
        Some((cues.field, pieces.map(str::to_owned).collect()))
    };
    Some(NamedBase { verb, words, fields: stage.source.fields.iter().filter_map(other_words).collect() })
}

/// One names the one, the other the other.
fn is_opposed(named: &str, theirs: &str, one: &str, other: &str) -> bool {
    named.contains(one) && !theirs.contains(one) && theirs.contains(other) && !named.contains(other)
}

/// The last characters of a text.
fn last_chars(text: &str, count: usize) -> &str {
    let start = text.char_indices().rev().take(count).last().map_or(text.len(), |(at, _)| at);
    text.get(start..).unwrap_or(text)
}

/// True where two texts share so many characters in a row.
fn share(a: &str, b: &str, count: usize) -> bool {
    let ends: Vec<usize> = a.char_indices().map(|(at, _)| at).chain([a.len()]).collect();
    ends.iter()
        .zip(ends.iter().skip(count))
        .any(|(start, end)| a.get(*start..*end).is_some_and(|part| b.contains(part)))
}
