//! Documents to facts: what a plan's records find in the drafts and data of one submission.
//!
//! Data paths, tables, cue words, text patterns, lexicons and the engine's own records all end as facts of one shape, so that no
//! rule can tell where a figure came from. Reads the plan's records and never its rules.

mod brackets;
mod builtin;
mod candidate;
mod cues;
mod data;
mod dates;
mod free;
mod hits;
mod levels;
mod lexicon;
mod lists;
mod merge;
mod once;
mod pattern;
mod reading;
mod roles;
mod scalar;
mod scene;
mod subject;
mod table;
mod told;
mod unnamed;
mod words;
mod years;

use std::collections::HashSet;
use std::sync::Arc;

use crate::diagnostic::Diagnostics;
use crate::document::{DocumentBody, Prose, Submission};
use crate::fact::{Fact, FactBase, RELATION, UnreadFigure};
use crate::plan::{BuiltinRecord, Plan, RecordId};
use crate::source::Span;

use scene::Scene;

/// Reads all facts of a submission.
#[must_use]
pub fn extract(plan: &Plan, submission: &Submission) -> FactBase {
    extract_some(plan, submission, &|_| true)
}

/// Reads the facts of some records only; what else stands in the submission is not looked at, so it is not told as unread.
#[must_use]
pub fn extract_some(plan: &Plan, submission: &Submission, wanted: &dyn Fn(RecordId) -> bool) -> FactBase {
    let mut base = FactBase { facts: vec![Vec::new(); plan.records.len()], ..FactBase::default() };
    let mut partial: Vec<Vec<Arc<Fact>>> = plan.records.iter().map(|_| Vec::new()).collect();
    for document in &submission.documents {
        match &document.body {
            DocumentBody::Data(root) => {
                base.has_data = true;
                data::facts(plan, root, &mut |id, fact| push(&mut partial, id, fact));
            }
            DocumentBody::Prose(prose) => {
                base.has_prose = true;
                read_prose(plan, prose, wanted, &mut partial, &mut base);
            }
            DocumentBody::Form(prose) => read_prose(plan, prose, wanted, &mut partial, &mut base),
        }
        let left = table::facts(plan, &document.tables, &mut |id, fact| {
            base.has_tables = true;
            push(&mut partial, id, fact);
        });
        base.unread_tables.extend(left);
    }
    for (index, mut facts) in partial.into_iter().enumerate() {
        let record = plan.record(RecordId(index));
        if record.builtin == Some(BuiltinRecord::Report) {
            facts = merge::into_one(record, &facts).into_iter().map(Arc::new).collect();
        }
        if let Some(place) = base.facts.get_mut(index) {
            *place = facts;
        }
    }
    base
}

/// Tells the keys of the data files that no record of the plan reads.
pub fn check_data(plan: &Plan, submission: &Submission, diagnostics: &mut Diagnostics) {
    for document in &submission.documents {
        if let DocumentBody::Data(root) = &document.body {
            data::unknown_keys(plan, root, diagnostics);
        }
    }
}

fn push(partial: &mut [Vec<Arc<Fact>>], id: RecordId, fact: Fact) {
    if let Some(facts) = partial.get_mut(id.0) {
        facts.push(Arc::new(fact));
    }
}

fn read_prose(
    plan: &Plan,
    prose: &Prose,
    wanted: &dyn Fn(RecordId) -> bool,
    partial: &mut [Vec<Arc<Fact>>],
    base: &mut FactBase,
) {
    let scene = Scene::new(plan, prose, base.sections.len());
    builtin::sections(&scene, &mut base.sections);
    let words = plan.words.find(&plan.lexicons, &scene.text);
    let cue_words = hits::find(&scene);
    let mut read = vec![false; prose.figures.len()];
    let mut claimed: HashSet<Span> = HashSet::new();
    for (index, record) in
        plan.records.iter().enumerate().filter(|(index, record)| record.used && wanted(RecordId(*index)))
    {
        let id = RecordId(index);
        if let Some((kind, facts)) = record.builtin.zip(partial.get_mut(index)) {
            builtin::facts(&scene, &words, id, kind, facts);
        }
        let mut found = pattern::read(&scene, id);
        let mut taken: Vec<usize> = found.iter().flat_map(|(_, figures)| figures.iter().copied()).collect();
        taken.sort_unstable();
        let mut unread = Vec::new();
        for (number, source) in record.cues.iter().enumerate().filter(|(_, source)| !source.takes_any_figure()) {
            let more = cues::read(&scene, id, source, cue_words.hits(id, number), &taken);
            found.extend(more.facts);
            unread.extend(more.unread);
        }
        let found = merge::same_figures(found);
        let figures: Vec<usize> = found.iter().flat_map(|(_, figures)| figures.iter().copied()).collect();
        for figure in &figures {
            if let Some(seen) = read.get_mut(*figure) {
                *seen = true;
            }
        }
        // A claim that one source could not bind and another did is read after all.
        if !unread.is_empty() {
            let bound: HashSet<Span> = figures.iter().map(|figure| prose.span(scene.core_range(*figure))).collect();
            unread.retain(|instance| !bound.contains(&instance.span));
            unread.dedup_by(|b, a| a.span == b.span);
            base.unread.extend(unread);
        }
        let relations = found.iter().filter(|(_, figures)| figures.len() >= RELATION);
        claimed.extend(relations.map(|(fact, _)| fact.context.place));
        found.into_iter().for_each(|(fact, _)| push(partial, id, fact));
    }
    let claimed: Vec<usize> =
        scene.figures.iter().enumerate().filter(|(_, it)| claimed.contains(&it.plain.span)).map(|(at, _)| at).collect();
    for (index, record) in
        plan.records.iter().enumerate().filter(|(index, record)| record.used && wanted(RecordId(*index)))
    {
        let id = RecordId(index);
        for (number, source) in record.cues.iter().enumerate().filter(|(_, source)| source.takes_any_figure()) {
            let found = cues::read(&scene, id, source, cue_words.hits(id, number), &claimed);
            found.facts.into_iter().for_each(|(fact, _)| push(partial, id, fact));
        }
    }
    base.looks = base.looks.saturating_add(scene.looks());
    for (figure, seen) in scene.figures.iter().zip(&read) {
        if !seen && figure.quantity {
            base.unread_figures.push(UnreadFigure { span: figure.plain.span });
        }
    }
}
