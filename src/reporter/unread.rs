//! What no rule could read: claims with their reason, and figures that no record took.

use std::io::{self, Write};

use crate::diagnostic::Wording;
use crate::fact::Unread;
use crate::finding::NotEvaluated;
use crate::review::Review;

use super::list::{Entry, list};
use super::place::Places;
use super::{Look, visible};

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
    list("没有规则用到的数", "Figures that no rule reads", figures.collect())
}

/// `A07 句子可有不同读法，结果不一`
fn not_evaluated(open: &NotEvaluated, look: &Look) -> String {
    format!("{} {}", visible(&open.code), look.say(&open.reason.wording()))
}

/// `完成率表述：没有找到“完成数”的数`
fn attempt(record: &Wording, why: &Unread, look: &Look) -> String {
    format!("{}{}{}", look.say(record), look.choose("：", ": "), look.say(&super::words::unread(why)))
}
