//! Findings that somebody answers for, listed with the reason.

use std::io::{self, Write};

use crate::review::{Review, Waived};

use super::list::{Entry, list};
use super::place::Places;
use super::words::sentence;
use super::{Look, visible};

/// Writes the list of what is waived.
pub(super) fn write(review: &Review, places: &Places<'_>, look: &Look, out: &mut dyn Write) -> io::Result<()> {
    let entries: Vec<Entry> = review
        .waived
        .iter()
        .map(|waived| Entry {
            span: waived.finding.primary.as_ref().map(|label| label.span),
            why: vec![told(waived, look), granted(waived, look)],
        })
        .collect();
    list(look.choose("已豁免的问题", "Waived findings"), &entries, places, look, out)
}

/// `A01 完成率与金额不符：…`
fn told(waived: &Waived, look: &Look) -> String {
    let finding = &waived.finding;
    format!("{} {}", visible(&finding.code), sentence(&finding.title, &finding.message, look))
}

/// `理由：口径不同；批准：张某；有效至 2026-12-31`
fn granted(waived: &Waived, look: &Look) -> String {
    let grant = &waived.grant;
    let mut parts = vec![format!("{}{}", look.choose("理由：", "reason: "), visible(&grant.reason))];
    parts.push(match &grant.approver {
        Some(approver) => format!("{}{}", look.choose("批准：", "approved by "), visible(approver)),
        None => look.choose("材料中自行标注", "marked in the draft itself").to_owned(),
    });
    parts.extend(grant.expires.map(|day| format!("{} {day}", look.choose("有效至", "until"))));
    parts.join(look.choose("；", "; "))
}
