//! What no rule could read: claims with their reason, and figures that no record took.

use std::io::{self, Write};

use crate::diagnostic::Wording;
use crate::fact::{Unread, UnreadPart, UnreadTable};
use crate::finding::NotEvaluated;
use crate::review::Review;

use super::list::{Entry, list};
use super::place::Places;
use super::{Look, visible};

/// Of a table that was read in part, so many rows and columns are named.
const MOST_PARTS: usize = 20;

/// Writes the lists of `--unread`: what was not checked, where, and why.
pub(super) fn write(review: &Review, places: &Places<'_>, look: &Look, out: &mut dyn Write) -> io::Result<()> {
    let mut list = |zh, en, entries: Vec<Entry>| list(look.choose(zh, en), &entries, places, look, out);
    // The proof lists them too.
    let open = review.not_evaluated.iter().filter(|_| !look.shows.proof);
    let open = open.map(|open| Entry { span: open.place, why: vec![not_evaluated(open, look)] });
    list("未评估的检查", "Checks that could not be made", open.collect())?;
    let claims = review.unread.iter().map(|claim| Entry {
        span: Some(claim.span),
        why: claim.attempts.iter().map(|(record, why)| attempt(record, why, look)).collect(),
    });
    list("未能读懂的表述", "Claims that could not be read", claims.collect())?;
    let figures = review.unread_figures.iter().map(|figure| Entry { span: Some(figure.span), why: Vec::new() });
    list("没有规则用到的数", "Figures that no rule reads", figures.collect())?;
    let tables = review.unread_tables.iter().map(|one| Entry { span: Some(one.span), why: table(one, look) });
    list("没有读懂的表格", "Tables that could not be read, or not all of them", tables.collect())
}

/// `《收入明细》：没有规则读得懂，有 12 个数未检查`; of a table that was read in part, its columns and rows.
fn table(one: &UnreadTable, look: &Look) -> Vec<String> {
    let title = visible(&one.title);
    if one.parts.is_empty() {
        let words = look.choose(
            "“{t}”：整张表没有规则读得懂，有 {n} 个数未检查",
            "“{t}”: no rule reads this table; {n} figures in it were not checked",
        );
        return vec![words.replace("{n}", &one.figures.to_string()).replace("{t}", &title)];
    }
    let words = look.choose("“{t}”：有 {n} 个数没有规则用到", "“{t}”: {n} figures are read by no rule");
    let mut lines = vec![words.replace("{n}", &one.figures.to_string()).replace("{t}", &title)];
    lines.extend(one.parts.iter().take(MOST_PARTS).map(|it| part(it, look)));
    let rest = one.parts.len().saturating_sub(MOST_PARTS);
    if rest > 0 {
        lines.push(
            look.choose("……另有 {n} 行、列", "… and {n} more rows and columns").replace("{n}", &rest.to_string()),
        );
    }
    lines
}

/// `列“年初预算数”：6 个数`
fn part(one: &UnreadPart, look: &Look) -> String {
    let kind = if one.is_column { look.choose("列", "column ") } else { look.choose("行", "row ") };
    let words = look.choose("{k}“{t}”：{n} 个数", "{k}“{t}”: {n} figures");
    words.replace("{k}", kind).replace("{n}", &one.figures.to_string()).replace("{t}", &visible(&one.name))
}

/// `A07 句子可有不同读法，结果不一`
fn not_evaluated(open: &NotEvaluated, look: &Look) -> String {
    format!("{} {}", visible(&open.code), look.say(&open.reason.wording()))
}

/// `完成率表述：没有找到“完成数”的数`
fn attempt(record: &Wording, why: &Unread, look: &Look) -> String {
    format!("{}{}{}", look.say(record), look.choose("：", ": "), look.say(&super::words::unread(why)))
}
