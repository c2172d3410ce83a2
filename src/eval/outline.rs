//! Required sections: there, in order, and not empty.

use std::collections::{HashMap, HashSet};

use crate::diagnostic::Wording;
use crate::fact::{FieldValue, SectionFact, Value};
use crate::finding::{Finding, Label, Outcome, Passed, Place, Reason};
use crate::plan::{Aspect, BuiltinRecord, Outline, OutlineId, OutlineSection, RecordId};

use super::env::Env;
use super::join::Binding;
use super::settle::{Tagged, open};
use super::value::Val;
use super::{explain, reach, title};

/// The parameter by which a pack says how many characters a section needs.
const LEAST_LENGTH: &str = "章节最少字数";

/// Checks one aspect of an outline.
pub(super) fn check(env: &mut Env<'_>, at: (usize, usize), id: OutlineId, aspect: Aspect, into: &mut Vec<Tagged>) {
    let order = (at.0, 0, at.1);
    let Some(rule) = env.plan.rules.get(at.0) else { return };
    if !env.facts.has_prose {
        let outcome = open(rule, &Binding::default(), Reason::NothingToRead(reach::narrative()));
        into.push(Tagged { order, outcome });
        return;
    }
    let Some(outline) = in_force(env, id) else { return };
    let found = Match::new(outline, &env.facts.sections);
    let faults = match aspect {
        Aspect::Complete => missing(&found),
        Aspect::InOrder => misplaced(&found),
        Aspect::Filled => empty(env, &found),
    };
    if faults.is_empty() {
        let passed = Passed { code: rule.code.clone(), place: None, computation: None };
        into.push(Tagged { order, outcome: Outcome::Passed(passed) });
    }
    for fault in faults {
        let finding = finding(env, at, &found, fault);
        into.extend(finding.map(|finding| Tagged { order, outcome: Outcome::Failed(Box::new(finding)) }));
    }
}

/// Of the outlines of one name that of the evaluated year; where the year is not known, the one still in force.
fn in_force<'a>(env: &Env<'a>, id: OutlineId) -> Option<&'a Outline> {
    let named = env.plan.outlines.get(id.0)?;
    let mut same_name = env.plan.outlines.iter().filter(|outline| outline.name == named.name);
    match report_year(env) {
        Some(year) => same_name.find(|outline| {
            let (from, to) = outline.years;
            from.is_none_or(|from| from <= year) && to.is_none_or(|to| year <= to)
        }),
        None => same_name
            .clone()
            .find(|outline| outline.years.1.is_none())
            .or_else(|| same_name.max_by_key(|outline| outline.years.1)),
    }
}

/// The year the report is about, if a pack reads it.
fn report_year(env: &Env<'_>) -> Option<i32> {
    let id = env.plan.records.iter().position(|record| record.builtin == Some(BuiltinRecord::Report)).map(RecordId)?;
    let field = env.plan.record(id).fields.iter().position(|field| matches!(field.name.as_str(), "year" | "年度"))?;
    match env.fact_at(id, 0)?.bound()?.value(field)? {
        FieldValue::Value(Value::Year(year, _)) => Some(*year),
        FieldValue::Value(Value::Figure(reported)) => reported.figure.value().to_fixed(0).parse().ok(),
        FieldValue::Value(_) | FieldValue::Missing | FieldValue::Blank(_) | FieldValue::Unread(..) => None,
    }
}

/// A declared section and where it was found.
struct Node<'a> {
    declared: &'a OutlineSection,
    parent: Option<usize>,
    found: Option<usize>,
}

impl<'a> Node<'a> {
    fn title(&self) -> &'a str {
        self.declared.titles.first().map_or("", String::as_str)
    }
}

/// An outline laid over the sections of a draft.
struct Match<'a> {
    nodes: Vec<Node<'a>>,
    sections: &'a [SectionFact],
}

impl<'a> Match<'a> {
    fn new(outline: &'a Outline, sections: &'a [SectionFact]) -> Self {
        let mut by_title: HashMap<String, Vec<usize>> = HashMap::new();
        for (index, section) in sections.iter().enumerate() {
            by_title.entry(title::bare(&section.title)).or_default().push(index);
        }
        let mut nodes = Vec::new();
        flatten(&outline.sections, None, &mut nodes);
        let declared: HashSet<usize> = nodes
            .iter()
            .flat_map(|node| &node.declared.titles)
            .filter_map(|words| by_title.get(&title::bare(words)))
            .flatten()
            .copied()
            .collect();
        let mut this = Self { nodes, sections };
        let mut taken = HashSet::new();
        for index in 0..this.nodes.len() {
            let found = this.find(index, &by_title, &declared, &taken);
            taken.extend(found);
            if let Some(node) = this.nodes.get_mut(index) {
                node.found = found;
            }
        }
        this
    }

    /// The section of a node: right under its parent, else one level deeper below a heading the outline does not know, else
    /// at its parent's level or above.
    fn find(
        &self,
        index: usize,
        by_title: &HashMap<String, Vec<usize>>,
        declared: &HashSet<usize>,
        taken: &HashSet<usize>,
    ) -> Option<usize> {
        let node = self.nodes.get(index)?;
        let titles = node.declared.titles.iter().filter_map(|words| by_title.get(&title::bare(words)));
        let mut candidates: Vec<usize> = titles.flatten().copied().filter(|it| !taken.contains(it)).collect();
        candidates.sort_unstable();
        let parent_of = |section: usize| self.sections.get(section).and_then(|section| section.parent);
        let around = match node.parent.and_then(|parent| self.nodes.get(parent)) {
            // Without its parent a section may stand anywhere.
            Some(parent) if parent.found.is_none() => return candidates.first().copied(),
            Some(parent) => parent.found,
            None => None,
        };
        let direct = candidates.iter().copied().find(|it| parent_of(*it) == around);
        let deeper = |section: &usize| {
            parent_of(*section).is_some_and(|parent| !declared.contains(&parent) && parent_of(parent) == around)
        };
        // A heading raised to the level of its parent, or above, is there all the same.
        let level_of = |section: usize| self.sections.get(section).map_or(u8::MAX, |section| section.level);
        let raised = |section: &usize| around.is_some_and(|around| level_of(*section) <= level_of(around));
        let find = |is_it: &dyn Fn(&usize) -> bool| candidates.iter().copied().find(is_it);
        direct.or_else(|| find(&deeper)).or_else(|| find(&raised))
    }

    fn section(&self, node: usize) -> Option<&'a SectionFact> {
        self.sections.get(self.nodes.get(node)?.found?)
    }

    /// Characters in a section and all sections below it.
    fn length(&self, section: usize) -> usize {
        let mut length = self.sections.get(section).map_or(0, |section| section.length);
        let mut inside: HashSet<usize> = HashSet::from([section]);
        for (index, below) in self.sections.iter().enumerate().skip(section.saturating_add(1)) {
            if !below.parent.is_some_and(|parent| inside.contains(&parent)) {
                break;
            }
            inside.insert(index);
            length = length.saturating_add(below.length);
        }
        length
    }
}

/// As deep as the outline is nested; the parser bounds it.
fn flatten<'a>(sections: &'a [OutlineSection], parent: Option<usize>, nodes: &mut Vec<Node<'a>>) {
    for declared in sections {
        let index = nodes.len();
        nodes.push(Node { declared, parent, found: None });
        flatten(&declared.sections, Some(index), nodes);
    }
}

/// What is wrong with a declared section.
struct Fault {
    node: usize,
    /// The node whose heading stands for it.
    anchor: Option<usize>,
    label: Wording,
    message: Wording,
}

/// Missing sections; those inside a missing one are not told again.
fn missing(found: &Match<'_>) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (index, node) in found.nodes.iter().enumerate() {
        let inside_missing =
            node.parent.and_then(|parent| found.nodes.get(parent)).is_some_and(|it| it.found.is_none());
        if node.found.is_some() || node.declared.optional || inside_missing {
            continue;
        }
        let title = node.title();
        let before = || found.nodes.iter().take(index).enumerate().rev().filter(|(_, it)| it.found.is_some());
        let sibling = before().find(|(_, it)| it.parent == node.parent).or_else(|| before().next());
        faults.push(Fault {
            node: index,
            anchor: node.parent.or(sibling.map(|(index, _)| index)),
            label: Wording::new(format!("缺少“{title}”"), format!("“{title}” is missing")),
            message: Wording::new(
                format!("缺少必备章节“{title}”"),
                format!("the required section “{title}” is missing"),
            ),
        });
    }
    faults
}

/// Sections out of order: the fewest that would have to move.
fn misplaced(found: &Match<'_>) -> Vec<Fault> {
    let mut faults = Vec::new();
    let parents: Vec<Option<usize>> = std::iter::once(None).chain((0..found.nodes.len()).map(Some)).collect();
    for parent in parents {
        let siblings: Vec<(usize, usize)> = found
            .nodes
            .iter()
            .enumerate()
            .filter(|(_, node)| node.parent == parent)
            .filter_map(|(index, node)| Some((index, node.found?)))
            .collect();
        for (position, next) in out_of_order(&siblings) {
            let Some((node, neighbour)) = found.nodes.get(position).zip(found.nodes.get(next)) else { continue };
            let (title, other) = (node.title(), neighbour.title());
            let before = position < next;
            let (zh, en) = if before { ("之前", "before") } else { ("之后", "after") };
            faults.push(Fault {
                node: position,
                anchor: Some(position),
                label: Wording::new(format!("应在“{other}”{zh}"), format!("belongs {en} “{other}”")),
                message: Wording::new(
                    format!("章节“{title}”应在“{other}”{zh}"),
                    format!("the section “{title}” belongs {en} “{other}”"),
                ),
            });
        }
    }
    faults
}

/// Of siblings with their positions in the draft those outside a longest rising run, each with a neighbour by which it
/// should stand.
fn out_of_order(siblings: &[(usize, usize)]) -> Vec<(usize, usize)> {
    // Length of the longest rising run that ends here, and the one before in it.
    let mut runs: Vec<(usize, Option<usize>)> = Vec::with_capacity(siblings.len());
    for (position, (_, place)) in siblings.iter().enumerate() {
        let best = siblings
            .iter()
            .zip(&runs)
            .take(position)
            .enumerate()
            .filter(|(_, ((_, other), _))| other < place)
            .max_by_key(|(index, (_, (length, _)))| (*length, std::cmp::Reverse(*index)));
        runs.push(best.map_or((1, None), |(index, (_, (length, _)))| (length.saturating_add(1), Some(index))));
    }
    let last = runs.iter().enumerate().max_by_key(|(index, (length, _))| (*length, std::cmp::Reverse(*index)));
    let mut kept = HashSet::new();
    let mut next = last.map(|(index, _)| index);
    while let Some(index) = next {
        kept.insert(index);
        next = runs.get(index).and_then(|(_, before)| *before);
    }
    let neighbour = |position: usize| {
        let behind = (position..siblings.len()).find(|it| kept.contains(it));
        behind.or_else(|| (0..position).rev().find(|it| kept.contains(it)))
    };
    let outside = (0..siblings.len()).filter(|position| !kept.contains(position));
    outside.filter_map(|position| Some((siblings.get(position)?.0, siblings.get(neighbour(position)?)?.0))).collect()
}

/// Sections without text, or with less than the pack asks for.
fn empty(env: &mut Env<'_>, found: &Match<'_>) -> Vec<Fault> {
    let least = least_length(env).unwrap_or(1);
    let mut faults = Vec::new();
    for (index, node) in found.nodes.iter().enumerate() {
        let Some(section) = node.found else { continue };
        let length = found.length(section);
        if length >= least {
            continue;
        }
        let title = node.title();
        let message = if length == 0 {
            Wording::new(format!("章节“{title}”内容为空"), format!("the section “{title}” is empty"))
        } else {
            Wording::new(
                format!("章节“{title}”只有 {length} 字，少于 {least} 字"),
                format!("the section “{title}” has {length} characters, fewer than {least}"),
            )
        };
        let label = Wording::new(format!("{length} 字"), format!("{length} characters"));
        faults.push(Fault { node: index, anchor: Some(index), label, message });
    }
    faults
}

fn least_length(env: &mut Env<'_>) -> Option<usize> {
    let index = env.plan.params.iter().position(|param| param.name == LEAST_LENGTH)?;
    let Ok(Val::Number(number)) = env.param(index) else { return None };
    number.formula.at_printed(&[]).ok()?.to_fixed(0).parse().ok()
}

fn finding(env: &mut Env<'_>, at: (usize, usize), found: &Match<'_>, fault: Fault) -> Option<Finding> {
    let title = found.nodes.get(fault.node)?.title();
    let anchor = fault.anchor.and_then(|node| found.nodes.get(node)?.found);
    let heading = anchor.or_else(|| (!found.sections.is_empty()).then_some(0));
    let section = heading.and_then(|index| found.sections.get(index));
    let primary = section.map(|section| Label { span: section.heading, text: fault.label });
    // The title stands for the clause, so that a finding stays the same while others come and go.
    let place = Place { clause: title::bare(title), ..Place::default() };
    let mut finding = explain::plain(env, at, primary, Vec::new(), fault.message, place)?;
    let around = found.nodes.get(fault.node).and_then(|node| node.parent).and_then(|parent| found.section(parent));
    finding.place.sections = around.map(|section| vec![section.title.clone()]).unwrap_or_default();
    Some(finding)
}
