//! What is wrong only beside another submission: another figure for the year before, an aim that was lowered, paragraphs
//! copied from last year's report or from another unit's.

use super::Recipe;
use super::chance::Chance;
use super::draft::{Block, Draft, Line};
use super::unit::Unit;
use super::write::Form;
use super::year::{Year, money};

/// A fault between two submissions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Between {
    /// The figure given for last year is not the one of last year's report.
    LastYear,
    /// The aim is lower than last year's.
    LoweredAim,
    /// Paragraphs are those of last year's report.
    CopiedFromLastYear,
    /// Paragraphs are those of another unit's report.
    CopiedFromOther,
}

impl Between {
    const ALL: [Self; 4] = [Self::LastYear, Self::LoweredAim, Self::CopiedFromLastYear, Self::CopiedFromOther];

    /// How the ledger calls it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::LastYear => "last_year",
            Self::LoweredAim => "lowered_aim",
            Self::CopiedFromLastYear => "copied_from_last_year",
            Self::CopiedFromOther => "copied_from_other",
        }
    }
}

/// What was done to a draft.
#[derive(Debug)]
pub(crate) struct Told {
    pub(crate) between: Between,
    /// The unit and the year of the other submission.
    pub(crate) against: (Unit, i64),
    /// The rule that tells it; `None` where none does yet.
    pub(crate) code: Option<&'static str>,
    /// What stood there, or stands in the other one.
    pub(crate) right: String,
}

/// Spoils the later of two reports in so many cases as the recipe asks for; `None` where it stays clean.
pub(crate) fn spoil(
    recipe: Recipe,
    unit: &Unit,
    year: i64,
    drafts: &mut Vec<(Form, &'static str, Draft)>,
) -> Option<Told> {
    let mut chance = Chance::of(recipe.seed, "story", &[unit.number]);
    if year != super::YEAR || !chance.in_hundred(recipe.spoilt) {
        return None;
    }
    let (forms, style, _) = recipe.style(unit, year);
    let between = *chance.pick(&Between::ALL);
    let (mut now, mut before) = (Year::of(recipe.seed, unit, year), Year::of(recipe.seed, unit, year - 1));
    let mut against = (unit.clone(), year - 1);
    let mut code = None;
    let right = match between {
        Between::LastYear => {
            let right = money(before.spent);
            // Far enough away that no rounding explains it.
            before.spent += before.spent * chance.between(3, 9) / 100;
            *drafts = recipe.drafts(unit, &now, &before, style, forms);
            // The sum of last year itself, or only how much was added to it.
            code = mark(drafts, "growth.spent_before").then_some("Y01");
            if code.is_none() {
                mark(drafts, "growth.spent_gap");
            }
            right
        }
        Between::LoweredAim => {
            let right = before.outputs.first().map(|one| one.aim.to_string()).unwrap_or_default();
            for (one, old) in now.outputs.iter_mut().zip(before.outputs).take(1) {
                one.aim = old.aim * 8 / 10;
                one.done = one.done.min(one.aim * 11 / 10);
            }
            *drafts = recipe.drafts(unit, &now, &before, style, forms);
            mark(drafts, "aims.aim0");
            right
        }
        Between::CopiedFromLastYear | Between::CopiedFromOther => {
            if between == Between::CopiedFromOther {
                against = clean_one(recipe, unit, year);
            }
            let (forms, style, _) = recipe.style(&against.0, against.1);
            let now = Year::of(recipe.seed, &against.0, against.1);
            let before = Year::of(recipe.seed, &against.0, against.1 - 1);
            let mut others = recipe.drafts(&against.0, &now, &before, style, forms);
            let copied: Vec<Line> =
                others.iter_mut().flat_map(|(.., draft)| longest(draft)).map(|line| line.clone()).collect();
            let mut right = Vec::new();
            for (old, new) in drafts.iter_mut().flat_map(|(.., draft)| longest(draft)).zip(copied) {
                right.push(old.text());
                *old = new;
                old.pieces.iter_mut().for_each(|piece| piece.is_spoilt = true);
            }
            right.join("\n")
        }
    };
    Some(Told { between, against, code, right })
}

/// A report of another unit that is not spoilt itself: one of the year, else one of the year before.
fn clean_one(recipe: Recipe, unit: &Unit, year: i64) -> (Unit, i64) {
    const LOOKED_AT: u64 = 12;
    let others = (1..LOOKED_AT).map(|step| unit.number + step).filter(|number| number * 2 + 1 < recipe.count);
    let is_clean = |number: &u64| !Chance::of(recipe.seed, "story", &[*number]).in_hundred(recipe.spoilt);
    match others.clone().find(is_clean).or_else(|| others.clone().next()) {
        Some(number) if is_clean(&number) => (Unit::of(recipe.seed, number), year),
        Some(number) => (Unit::of(recipe.seed, number), year - 1),
        None => (Unit::of(recipe.seed, 0), year - 1),
    }
}

/// Marks a value as spoilt; false where the drafts do not have it.
fn mark(drafts: &mut [(Form, &'static str, Draft)], slot: &str) -> bool {
    let lines = drafts.iter_mut().flat_map(|(.., draft)| draft.lines_mut());
    let piece = lines.flat_map(|line| &mut line.pieces).find(|piece| piece.slot.as_deref() == Some(slot));
    let is_there = piece.is_some();
    piece.into_iter().for_each(|piece| piece.is_spoilt = true);
    is_there
}

/// The two longest paragraphs that claim nothing, in order.
fn longest(draft: &mut Draft) -> Vec<&mut Line> {
    let mut lengths: Vec<usize> =
        draft.lines_mut().filter(|line| line.claim.is_empty()).map(|it| it.text().len()).collect();
    lengths.sort_unstable_by(|a, b| b.cmp(a));
    let least = lengths.get(1).copied().unwrap_or(usize::MAX);
    let lines = draft.blocks.iter_mut().filter_map(|block| match block {
        Block::Line(line) => Some(line),
        Block::Table(_) => None,
    });
    lines.filter(|line| line.claim.is_empty() && line.text().len() >= least).take(2).collect()
}
