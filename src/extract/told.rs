//! Of what a rate is told: a share of projects is no share of money, and what was reached of a part, or by another time of
//! the year, is not held against the amounts of the whole.

use std::ops::Range;

use crate::figure::{Dimension, Hedge};
use crate::plan::Type;

use super::cues::Stage;
use super::roles::{Role, accepts};

/// The word behind which a share stands.
const SHARE: &str = "占";
/// What a share of money is called a share of.
const MONEY: [&str; 8] = ["资金", "金额", "支出", "收入", "经费", "预算", "额", "投资"];
/// Words that open the parts of what was told before.
const PARTS: [&str; 2] = ["其中", "包括"];
/// Parts of a year.
const PERIODS: [&str; 8] = ["上半年", "下半年", "一季度", "二季度", "三季度", "四季度", "季度末", "季末"];
/// Words that name no subject before the word of a rate: 全年预算执行率.
const GENERAL: [&str; 36] = [
    "其中",
    "预算",
    "资金",
    "支出",
    "收入",
    "执行",
    "完成",
    "实际",
    "项目",
    "全年",
    "年度",
    "年末",
    "总体",
    "整体",
    "综合",
    "累计",
    "目前",
    "最终",
    "财政",
    "专项",
    "经费",
    "投资",
    "任务",
    "计划",
    "当年",
    "本年",
    "支付",
    "拨付",
    "使用",
    "平均",
    "因此",
    "由此",
    "计算",
    "年初",
    "调整后",
    "的",
];

/// True for a share of what no field of the record can take: 其中新增项目 3 个，占 25% is none of the money before it. Words
/// that name money behind 占 say otherwise.
pub(super) fn is_share_of_others(stage: &Stage<'_, '_>, claim: usize, role: &Role) -> bool {
    let scene = stage.scene;
    if !is_ratio(stage, claim) || !scene.prose.slice(role.cue.clone()).contains(SHARE) {
        return false;
    }
    let start = scene.figure_range(claim).start;
    let own = stage.sentence.figures.start as usize..claim;
    let inside = scene.figures_from(own.clone(), role.cue.end);
    if let Some(whole) = inside.clone().rev().find(|it| is_quantity(stage, *it) && !is_ratio(stage, *it)) {
        return !is_taken(stage, whole);
    }
    let named = scene.text.get(role.cue.start..start).unwrap_or("");
    if MONEY.iter().any(|word| named.contains(word)) {
        return false;
    }
    let clause = scene.figures.get(claim).map_or(0, |it| it.clause);
    let depth = scene.figures.get(claim).map_or(0, |it| it.depth);
    let told = (own.start..inside.start).rev().find(|figure| {
        scene.figures.get(*figure).is_some_and(|it| {
            // Those above a limit are counted: 执行率 95% 以上的项目占 75%.
            let is_limit = it.clause == clause && !matches!(it.figure().hedge, Hedge::Plain | Hedge::About);
            it.quantity
                && it.depth <= depth
                && (is_limit || !matches!(it.dimension, Dimension::Ratio | Dimension::Points))
        })
    });
    told.is_some_and(|figure| !is_taken(stage, figure))
}

/// From which byte on a rate takes figures: the start of its sentence, unless it is told of a part of what stands before it.
pub(super) fn own_start(stage: &Stage<'_, '_>, claim: usize, role: &Role, before: Option<&Range<usize>>) -> usize {
    let scene = stage.scene;
    let from = stage.sentence.range.start;
    if !is_ratio(stage, claim) {
        return from;
    }
    let has_own = |from: usize| {
        let figures = scene.figures_from(stage.sentence.figures.start as usize..claim, from);
        figures.into_iter().any(|figure| is_taken(stage, figure))
    };
    let parts = opening_before(stage, scene.core_range(claim)).filter(|at| !has_own(*at));
    let Some(clause) = scene.figures.get(claim).and_then(|it| scene.clause(it.clause)) else { return from };
    let start = clause.range.start;
    let lead = scene.text.get(start..role.cue.start.max(start)).unwrap_or("");
    let told = scene.text.get(from..start).unwrap_or("");
    // 8 个执行率达 100%.
    let counted = || {
        let figures = clause.figures.start as usize..claim;
        let mut figures = scene.figures_up_to(figures, role.cue.start);
        figures.any(|it| is_quantity(stage, it) && scene.figures.get(it).is_some_and(|it| is_count(&it.dimension)))
    };
    let timed = || PERIODS.iter().any(|word| lead.contains(word) && !told.contains(word)) || names_month(lead, told);
    let clause = Some(start).filter(|_| !has_own(start) && (counted() || timed()));
    let other = before.map(|it| it.end).filter(|end| !has_own(*end) && names_another(lead, told));
    [parts, clause, other].into_iter().flatten().fold(from, usize::max)
}

/// Where the last word stands before a claim that opens a list of parts, outside of brackets that are closed again.
fn opening_before(stage: &Stage<'_, '_>, claim: Range<usize>) -> Option<usize> {
    let scene = stage.scene;
    let openings = &scene.list_openings;
    let from = openings.partition_point(|word| word.start < stage.sentence.range.start);
    let words = openings.get(from..)?.iter().take_while(|word| word.end <= claim.start);
    let is_open = |word: &&Range<usize>| {
        let bracket = scene.brackets.over(word, stage.sentence);
        PARTS.contains(&scene.prose.slice((*word).clone())) && bracket.is_none_or(|it| it.end >= claim.end)
    };
    words.filter(is_open).last().map(|word| word.start)
}

/// True where a month that is not the last of the year stands in the words before a rate, and not before them.
fn names_month(lead: &str, told: &str) -> bool {
    lead.match_indices('月').any(|(at, _)| {
        let head = lead.get(..at).unwrap_or("").trim_end();
        let digits: String = head.chars().rev().take_while(char::is_ascii_digit).collect();
        let month: String = digits.chars().rev().collect();
        !month.is_empty() && month != "12" && !told.contains(&format!("{month}月"))
    })
}

/// True where the words before a rate name a subject of which nothing was told before.
fn names_another(lead: &str, told: &str) -> bool {
    let rest = GENERAL.iter().fold(lead.to_owned(), |rest, word| rest.replace(word, " "));
    let mut names = rest.split(|c: char| !c.is_alphanumeric()).filter(|it| it.chars().count() > 1).peekable();
    names.peek().is_some()
        && names.all(|name| {
            let first: String = name.chars().take(2).collect();
            !told.contains(&first)
        })
}

fn is_ratio(stage: &Stage<'_, '_>, figure: usize) -> bool {
    stage.scene.figures.get(figure).is_some_and(|it| it.dimension == Dimension::Ratio)
}

fn is_quantity(stage: &Stage<'_, '_>, figure: usize) -> bool {
    stage.scene.figures.get(figure).is_some_and(|it| it.quantity)
}

fn is_count(dimension: &Dimension) -> bool {
    // 三年间 says for how long.
    matches!(dimension, Dimension::Count(name) if !name.ends_with('年'))
}

/// True for a figure, no rate, that a field of the record can take beside the claim.
fn is_taken(stage: &Stage<'_, '_>, figure: usize) -> bool {
    let mut types = stage.record.fields.iter().map(|field| &field.ty).filter(|ty| matches!(ty, Type::Quantity(_)));
    !is_ratio(stage, figure) && types.any(|ty| accepts(stage.scene, ty, figure))
}
