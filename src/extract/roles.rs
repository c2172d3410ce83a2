//! Which field's cue stands nearest to each figure of a sentence.
//!
//! A cue speaks for the first figure behind it (or the last before it) that its field can take, inside the clause. The
//! nearest cue gives a figure its *role*; other cues that reach it are kept as *second* roles, which may excuse a
//! claim but never accuse one.

use std::ops::Range;

use crate::document::{Clause, Sentence};
use crate::figure::{Dimension, Figure, Unit};
use crate::plan::{CuePosition, CueSource, CueWeight, DimensionType, Direction, Record, Type};
use crate::text::TokenKind;

use super::hits::Hit;
use super::scene::Scene;
use super::years;

/// A cue further away than this many bytes (15 Chinese characters) does not speak for a figure.
const REACH: usize = 45;
/// A word behind its figure stands close to it: 5 characters.
const REACH_BACK: usize = 15;
/// A word that opens a clause and speaks for the figure at the end of the one before: 2 characters in.
const LEAD: usize = 6;
/// What may stand between a cue and the end of its clause if it speaks for a figure of the next: one character.
const REST: usize = 3;
/// What may stand before that figure in its clause, and behind one for which a word of the next clause speaks.
const CLAUSE_BRIDGE: usize = 12;

/// Longer words looked at before a cue counts as standing for itself.
const SHADOWS: usize = 24;

/// A cue word found in a sentence for one record and source.
#[derive(Debug, Clone)]
pub(super) struct Cue {
    pub(super) range: Range<usize>,
    clause: Option<usize>,
    pub(super) field: usize,
    pub(super) position: CuePosition,
    pub(super) direction: Direction,
    pub(super) weight: CueWeight,
}

/// A cue that reaches a figure.
#[derive(Debug, Clone)]
pub(super) struct Role {
    pub(super) figure: usize,
    pub(super) field: usize,
    pub(super) distance: usize,
    pub(super) direction: Direction,
    pub(super) cue: Range<usize>,
    /// Counts only where no other cue speaks.
    pub(super) faint: bool,
}

/// The roles of the figures of one sentence: figure by figure, the nearest first.
#[derive(Debug)]
pub(super) struct Roles {
    all: Vec<Role>,
    /// Figures with a field that each cannot be, sorted.
    voids: Vec<(usize, usize)>,
}

impl Roles {
    /// The nearest role of a figure.
    pub(super) fn of(&self, figure: usize) -> Option<&Role> {
        self.all(figure).first()
    }

    /// All roles of a figure.
    pub(super) fn all(&self, figure: usize) -> &[Role] {
        let start = self.all.partition_point(|role| role.figure < figure);
        let own = self.all.get(start..).unwrap_or(&[]);
        let count = own.iter().take_while(|role| role.figure == figure).count();
        own.get(..count).unwrap_or(&[])
    }

    /// True where a word says that a figure is not this field.
    pub(super) fn is_barred(&self, figure: usize, field: usize) -> bool {
        self.voids.binary_search(&(figure, field)).is_ok()
    }

    /// The figures whose nearest role is a field.
    pub(super) fn with_role(&self, field: usize) -> impl DoubleEndedIterator<Item = usize> {
        Self::with_role_in(&self.all, field)
    }

    /// The same of some figures only.
    pub(super) fn with_role_among(&self, field: usize, figures: &Range<usize>) -> impl Iterator<Item = usize> {
        let start = self.all.partition_point(|role| role.figure < figures.start);
        let end = self.all.partition_point(|role| role.figure < figures.end);
        Self::with_role_in(self.all.get(start..end).unwrap_or(&[]), field)
    }

    fn with_role_in(roles: &[Role], field: usize) -> impl DoubleEndedIterator<Item = usize> {
        let nearest = roles.chunk_by(|one, next| one.figure == next.figure).filter_map(<[Role]>::first);
        nearest.filter(move |role| role.field == field).map(|role| role.figure)
    }
}

/// The cues of one record and source in one sentence. A word inside a longer one of a field of the same type says
/// nothing: 支出 in 预算支出. A word that only forbids a field (应到位) silences shorter ones of that field alone.
pub(super) fn cues_of_source(record: &Record, hits: &[Hit<'_>]) -> Vec<Cue> {
    let mut kept: Vec<Cue> = Vec::with_capacity(hits.len());
    let type_of = |field: usize| record.fields.get(field).map(|field| &field.ty);
    // Where the cues so far end: most stand behind all others.
    let mut end = 0;
    for Hit { range, clause, means: cue_use } in hits {
        let is_behind = end < range.end;
        end = end.max(range.end);
        let inside = !is_behind
            && kept.iter().rev().take(SHADOWS).any(|longer| {
                longer.range.start <= range.start
                    && range.end <= longer.range.end
                    && longer.range != *range
                    && looks_back(longer.position) == looks_back(cue_use.position)
                    && match longer.position {
                        CuePosition::NotAfter | CuePosition::NotBefore => longer.field == cue_use.field,
                        CuePosition::After | CuePosition::Before | CuePosition::Is => {
                            type_of(longer.field) == type_of(cue_use.field)
                        }
                    }
            });
        if inside {
            continue;
        }
        kept.push(Cue {
            range: range.clone(),
            clause: *clause,
            field: cue_use.field,
            position: cue_use.position,
            direction: cue_use.direction,
            weight: cue_use.weight,
        });
    }
    kept.sort_by_key(|cue| (cue.range.start, std::cmp::Reverse(cue.range.end), cue.field));
    kept
}

/// True where the value stands before the word.
fn looks_back(position: CuePosition) -> bool {
    match position {
        CuePosition::Before | CuePosition::NotBefore => true,
        CuePosition::After | CuePosition::NotAfter | CuePosition::Is => false,
    }
}

/// Works out the roles of a sentence's figures.
pub(super) fn roles(
    scene: &Scene<'_>,
    record: &Record,
    source: &CueSource,
    sentence: &Sentence,
    cues: &[Cue],
) -> Roles {
    let mut found = Roles { all: Vec::new(), voids: Vec::new() };
    for cue in cues {
        let Some(field) = record.fields.get(cue.field) else { continue };
        let Some((figure, distance)) = reached(scene, &field.ty, sentence, cue) else { continue };
        // 低 in 低保 is no drop: a lone character with a sign has to touch its figure.
        let is_lone = cue.direction != Direction::Plain && scene.prose.slice(cue.range.clone()).chars().count() == 1;
        if is_lone && distance > 0 {
            continue;
        }
        match cue.position {
            CuePosition::After | CuePosition::Before => {
                found.all.extend(members(scene, figure).map(|figure| Role {
                    figure,
                    field: cue.field,
                    distance,
                    direction: cue.direction,
                    cue: cue.range.clone(),
                    faint: cue.weight == CueWeight::Faint,
                }));
            }
            CuePosition::NotAfter | CuePosition::NotBefore => {
                found.voids.extend(members(scene, figure).map(|member| (member, cue.field)));
            }
            CuePosition::Is => {}
        }
    }
    add_years(scene, record, source, sentence, &mut found);
    let Roles { all, voids } = &mut found;
    voids.sort_unstable();
    let own = sentence.figures.start as usize..sentence.figures.end as usize;
    all.retain(|role| own.contains(&role.figure) && voids.binary_search(&(role.figure, role.field)).is_err());
    // Of two cues at the same distance the longer word says more.
    all.sort_by_key(|role| (role.figure, role.faint, role.distance, std::cmp::Reverse(role.cue.len()), role.field));
    let mut nearest: Vec<Role> = Vec::with_capacity(all.len());
    for role in all.drain(..) {
        let mut of_figure = nearest.iter().rev().take_while(|it| it.figure == role.figure);
        if !of_figure.any(|it| it.field == role.field) {
            nearest.push(role);
        }
    }
    found.all = nearest;
    found
}

/// Figures that their year gives to a field.
fn add_years(scene: &Scene<'_>, record: &Record, source: &CueSource, sentence: &Sentence, found: &mut Roles) {
    for cues in &source.fields {
        let (Some(year), Some(field)) = (cues.year, record.fields.get(cues.field)) else { continue };
        let dated = years::dated(scene, sentence, &field.ty);
        let span = years::span(&dated);
        for it in dated.iter().filter(|it| years::place(span, it) == year) {
            let distance = scene.figure_range(it.figure).start.saturating_sub(it.token.end);
            found.all.push(Role {
                figure: it.figure,
                field: cues.field,
                distance,
                direction: Direction::Plain,
                cue: it.token.clone(),
                faint: false,
            });
        }
    }
}

/// All figures of the list that a figure stands in, or the figure alone.
fn members(scene: &Scene<'_>, figure: usize) -> Range<usize> {
    match scene.figures.get(figure).and_then(|it| it.run) {
        Some(run) => run.first..run.first + run.length,
        None => figure..figure + 1,
    }
}

/// The figure a cue speaks for and how far away it is. No figure out of reach is looked at: a clause may hold thousands, and
/// where one stands too far away, so does the next clause.
fn reached(scene: &Scene<'_>, ty: &Type, sentence: &Sentence, cue: &Cue) -> Option<(usize, usize)> {
    let number = cue.clause?;
    let own = sentence.clauses.start as usize..sentence.clauses.end as usize;
    let clause = scene.clause(number).filter(|_| own.contains(&number))?;
    let figures = clause.figures.start as usize..clause.figures.end as usize;
    match cue.position {
        CuePosition::After | CuePosition::NotAfter => {
            let near = |figure: &usize| scene.figure_range(*figure).start <= cue.range.end + REACH;
            match first_met(scene, ty, scene.figures_from(figures, cue.range.end).take_while(near)) {
                Met::Figure(figure) => {
                    let distance = scene.figure_range(figure).start - cue.range.end;
                    return (distance <= REACH).then_some((figure, distance));
                }
                Met::Barrier => return None,
                Met::Nothing => {}
            }
            // What a word is not said of it does not say of the next clause either.
            let next = scene.clause(number + 1).filter(|next| is_beside(clause, next) && speaks(cue))?;
            let near = |figure: &usize| scene.figure_range(*figure).start <= next.range.start + CLAUSE_BRIDGE;
            let figures = (next.figures.start as usize..next.figures.end as usize).take_while(near);
            let Met::Figure(figure) = first_met(scene, ty, figures) else { return None };
            let rest = clause.range.end.saturating_sub(cue.range.end);
            if opens_parts(scene, cue.range.end..clause.range.end) {
                return None;
            }
            let lead = scene.figure_range(figure).start.saturating_sub(next.range.start);
            (rest <= REST && lead <= CLAUSE_BRIDGE).then_some((figure, rest + lead + REACH))
        }
        CuePosition::Before | CuePosition::NotBefore => {
            let near = |figure: &usize| scene.figure_range(*figure).end + reach_back(ty) >= cue.range.start;
            match first_met(scene, ty, scene.figures_up_to(figures, cue.range.start).rev().take_while(near)) {
                Met::Figure(figure) => {
                    let distance = cue.range.start - scene.figure_range(figure).end;
                    return (distance <= reach_back(ty)).then_some((figure, distance));
                }
                Met::Barrier => return None,
                Met::Nothing => {}
            }
            let previous = scene.clause(number.checked_sub(1)?).filter(|it| is_beside(clause, it) && speaks(cue))?;
            let near = |figure: &usize| scene.figure_range(*figure).end + CLAUSE_BRIDGE >= previous.range.end;
            let figures = (previous.figures.start as usize..previous.figures.end as usize).rev().take_while(near);
            let Met::Figure(figure) = first_met(scene, ty, figures) else { return None };
            let rest = previous.range.end.saturating_sub(scene.figure_range(figure).end);
            let lead = cue.range.start.saturating_sub(clause.range.start);
            (rest <= CLAUSE_BRIDGE && lead <= LEAD).then_some((figure, rest + lead + REACH))
        }
        CuePosition::Is => None,
    }
}

/// True for what stands behind a word that is the whole of the parts to come: 基本支出中，人员经费 …
fn opens_parts(scene: &Scene<'_>, rest: Range<usize>) -> bool {
    scene.text.get(rest).is_some_and(|rest| rest.trim_end_matches(['，', ',', '：', ':', ' ']) == "中")
}

/// How far a word speaks back. What was done on a day is told behind the day: 2 月 5 日市财政局批复.
fn reach_back(ty: &Type) -> usize {
    if *ty == Type::Date { REACH } else { REACH_BACK }
}

/// False for words that say what a figure is not.
fn speaks(cue: &Cue) -> bool {
    !matches!(cue.position, CuePosition::NotAfter | CuePosition::NotBefore)
}

/// What a cue meets first.
enum Met {
    /// A figure that its field can take.
    Figure(usize),
    /// A percentage in the way of an amount: 预算的 76%，… says nothing about an amount behind it.
    Barrier,
    /// Nothing.
    Nothing,
}

/// The first figure that a type takes.
fn first_met(scene: &Scene<'_>, ty: &Type, figures: impl IntoIterator<Item = usize>) -> Met {
    let wants_ratio = matches!(ty, Type::Quantity(DimensionType::Ratio | DimensionType::Points | DimensionType::Any));
    for figure in figures {
        if accepts(scene, ty, figure) {
            return Met::Figure(figure);
        }
        let is_ratio = scene.figures.get(figure).is_some_and(|it| it.quantity && it.dimension == Dimension::Ratio);
        if is_ratio && !wants_ratio {
            return Met::Barrier;
        }
    }
    Met::Nothing
}

/// Clauses of one chain.
fn is_beside(clause: &Clause, other: &Clause) -> bool {
    clause.sentence == other.sentence && clause.chain == other.chain
}

/// Whether a field can take a figure.
pub(super) fn accepts(scene: &Scene<'_>, ty: &Type, figure: usize) -> bool {
    let (Some(scene_figure), Some(token)) = (scene.figures.get(figure), scene.prose.figures.get(figure)) else {
        return false;
    };
    match ty {
        Type::Quantity(wanted) => {
            scene_figure.quantity && takes(wanted, &scene_figure.dimension, &scene_figure.figure().unit)
        }
        Type::Year => token.kind == TokenKind::Year,
        Type::Date => token.kind == TokenKind::Date,
        Type::Target => scene_figure.quantity,
        Type::Text | Type::Bool | Type::Enum(_) | Type::List(_) | Type::Record(_) | Type::Bands(_) | Type::Wrong => {
            false
        }
    }
}

/// Whether a figure has the dimension a field wants.
pub(super) fn fits(wanted: &DimensionType, figure: &Figure) -> bool {
    takes(wanted, &figure.unit.dimension(), &figure.unit)
}

fn takes(wanted: &DimensionType, dimension: &Dimension, unit: &Unit) -> bool {
    match (wanted, dimension) {
        (DimensionType::Any, _)
        | (DimensionType::Ratio, Dimension::Ratio)
        | (DimensionType::Points, Dimension::Points)
        | (DimensionType::Money, Dimension::Money)
        | (DimensionType::Score, Dimension::Score)
        | (DimensionType::Number, Dimension::Number)
        | (DimensionType::Count(None), Dimension::Count(_)) => true,
        (DimensionType::Count(Some(unit)), Dimension::Count(name)) => unit == name,
        // 万 and 亿 without 元 are money where money is wanted: 增收 3.2 亿.
        (DimensionType::Money, Dimension::Number) => matches!(unit, Unit::Power(_)),
        (
            DimensionType::Ratio
            | DimensionType::Points
            | DimensionType::Money
            | DimensionType::Score
            | DimensionType::Number
            | DimensionType::Count(_),
            _,
        ) => false,
    }
}
