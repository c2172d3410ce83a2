//! What has changed since an earlier check: what is new, what is fixed, what remains.

use std::io::{self, Write};

use crate::review::{Comparison, Known, Review};

use super::list::{Entry, list};
use super::place::Places;
use super::terminal::{drawn, write_diagnostics};
use super::words::sentence;
use super::{Look, Material, Tone, visible};

/// Writes the list of what is fixed, and the counts.
pub(super) fn write(comparison: &Comparison, places: &Places<'_>, look: &Look, out: &mut dyn Write) -> io::Result<()> {
    let fixed: Vec<Entry> =
        comparison.fixed.iter().map(|known| Entry { span: None, why: vec![told(known, look)] }).collect();
    list(look.choose("已消除的问题", "Fixed findings"), &fixed, places, look, out)?;
    let line = look
        .choose(
            "与 {name} 相比：新增 {n} · 已消除 {f} · 仍有 {r}",
            "compared with {name}: {n} new · {f} fixed · {r} remaining",
        )
        .replace("{n}", &comparison.new.len().to_string())
        .replace("{f}", &comparison.fixed.len().to_string())
        .replace("{r}", &comparison.remaining.len().to_string())
        .replace("{name}", &visible(&comparison.name));
    writeln!(out, "{}", look.paint(Tone::Strong, &line))
}

/// Writes only what has changed: new findings in full, the others by name; nothing of a review without a comparison.
///
/// # Errors
/// If `out` cannot be written to.
pub fn write_comparison(material: &Material<'_>, look: &Look, out: &mut dyn Write) -> io::Result<()> {
    write_diagnostics(material.diagnostics.iter(), material.sources, look, out)?;
    let Some(review) = material.review else { return Ok(()) };
    let Some(comparison) = &review.baseline else { return Ok(()) };
    let places = Places::new(material.sources);
    for finding in comparison.new.iter().filter_map(|number| review.findings.get(*number)) {
        writeln!(out, "{}", drawn(finding, true, &places, look))?;
    }
    let remaining = remaining(review, comparison, look);
    list(look.choose("仍有的问题", "Remaining findings"), &remaining, &places, look, out)?;
    write(comparison, &places, look, out)
}

fn remaining(review: &Review, comparison: &Comparison, look: &Look) -> Vec<Entry> {
    let findings = comparison.remaining.iter().filter_map(|number| review.findings.get(*number));
    findings
        .map(|finding| Entry {
            span: finding.primary.as_ref().map(|label| label.span),
            why: vec![format!("{} {}", visible(&finding.code), sentence(&finding.title, &finding.message, look))],
        })
        .collect()
}

/// `A01 完成率与金额不符：…（二、绩效自评情况）`
fn told(known: &Known, look: &Look) -> String {
    let words = sentence(&known.title, &known.message, look);
    let place = known.sections.last().or(known.path.as_ref()).map(|it| visible(it)).unwrap_or_default();
    let place =
        if place.is_empty() { String::new() } else { look.choose("（{p}）", " ({p})").replace("{p}", &place) };
    format!("{} {words}{place}", visible(&known.code))
}
