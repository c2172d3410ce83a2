//! The charts of the overview as inline SVG: how many submissions are how bad, and which rules are broken most.

use std::io::{self, Write};

use crate::batch::State;
use crate::diagnostic::Language;

use super::super::escape::markup;
use super::super::{Row, Totals};
use super::words;

/// Rules drawn at most.
const MOST_RULES: usize = 10;

/// The width of a bar that is full.
const FULL: usize = 1000;

/// How grave the gravest finding of a submission is; the names are those of the words, the style and the script.
fn gravest_of(row: &Row) -> &'static str {
    match row.state {
        State::Unreadable | State::Failed => "unchecked",
        State::Checked if row.counts.errors > 0 => "error",
        State::Checked if row.counts.warnings > 0 => "warning",
        State::Checked if row.counts.notes > 0 => "note",
        State::Checked => "clean",
    }
}

/// One bar: the submissions by their gravest finding.
pub(super) fn gravest(totals: &Totals, language: Language, out: &mut dyn Write) -> io::Result<()> {
    let say = |name: &str| markup(words::say(name, language));
    let all = totals.rows.len().max(1);
    let kinds = ["error", "warning", "note", "clean", "unchecked"];
    let counts = kinds.map(|kind| (kind, totals.rows.iter().filter(|row| gravest_of(row) == kind).count()));
    writeln!(out, "<section class=\"chart\"><h2>{}</h2>", say("by_gravest"))?;
    let title = say("by_gravest");
    write!(
        out,
        "<svg class=\"stack\" viewBox=\"0 0 {FULL} 10\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"{title}\">"
    )?;
    let mut before = 0;
    for (kind, count) in counts {
        // Both ends are rounded, so that the parts meet.
        let (start, end) = (before * FULL / all, (before + count) * FULL / all);
        before += count;
        if count > 0 {
            write!(out, "<rect class=\"{kind}\" x=\"{start}\" width=\"{}\" height=\"10\"/>", end - start)?;
        }
    }
    writeln!(out, "</svg>\n<ul class=\"legend\">")?;
    for (kind, count) in counts {
        let words = say(&format!("worst_{kind}"));
        let share = share(count, all);
        writeln!(
            out,
            "<li><button type=\"button\" data-kind=\"{kind}\"><i class=\"{kind}\"></i><span>{words}</span>\
             <b>{count}</b><small>{share}</small></button></li>"
        )?;
    }
    writeln!(out, "</ul></section>")
}

/// A whole percentage; what is there is never 0%, and what is not all never 100%.
fn share(count: usize, all: usize) -> String {
    let percent = (count * 200 + all) / (all * 2);
    match percent {
        0 if count > 0 => "<1%".replace('<', "&lt;"),
        100 if count < all => "&gt;99%".to_owned(),
        _ => format!("{percent}%"),
    }
}

/// A bar for each of the rules that are broken most.
pub(super) fn rules(totals: &Totals, language: Language, out: &mut dyn Write) -> io::Result<()> {
    let rules = totals.most_frequent();
    let most = rules.first().map_or(1, |(_, count)| count.findings).max(1);
    writeln!(out, "<section class=\"chart\"><h2>{}</h2>", markup(words::say("most_frequent", language)))?;
    if rules.is_empty() {
        return writeln!(out, "<p class=\"faint\">{}</p></section>", markup(words::say("nothing_found", language)));
    }
    writeln!(out, "<ol class=\"bars\">")?;
    for (code, count) in rules.into_iter().take(MOST_RULES) {
        let width = (count.findings * FULL / most).max(4);
        let (code, title) = (markup(code), markup(count.title.get(language)));
        let many = words::say("in_submissions", language)
            .replace("{n}", &count.findings.to_string())
            .replace("{m}", &count.submissions.to_string());
        writeln!(
            out,
            "<li><button type=\"button\" data-rule=\"{code}\"><span><code>{code}</code> {title}</span>\
             <small>{}</small><svg viewBox=\"0 0 {FULL} 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\">\
             <rect width=\"{width}\" height=\"10\"/></svg></button></li>",
            markup(&many)
        )?;
    }
    writeln!(out, "</ol></section>")
}
