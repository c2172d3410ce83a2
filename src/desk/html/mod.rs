//! One page for a browser that needs nothing else: an overview with charts, a table to filter and search, and what was
//! found in each submission. Rows and findings are drawn when they are looked at, so that thousands open at once.
//!
//! Words of drafts stand in the page only as data ([`data`]) or escaped; a policy in its head lets no other script run.

mod chart;
mod data;
mod hash;
mod words;

use std::io::{self, Write};

use crate::diagnostic::Language;
use crate::reporter::visible;

use super::escape::{json_in_page, markup};
use super::{Frame, Records, Texts};

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// Writes the page.
pub(super) fn write(
    frame: &Frame<'_>,
    records: &mut Records<'_>,
    texts: &mut Texts<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let Frame { totals, language, .. } = *frame;
    head(language, out)?;
    overview(frame, out)?;
    writeln!(out, "<main id=\"unit\" hidden></main>\n<main id=\"all\" hidden></main>")?;
    block("words", &words::for_script(language), out)?;
    block("rules", &data::rules(totals, language), out)?;
    block("receipt", &data::common(frame), out)?;
    index(records, language, out)?;
    let mut number = 0_usize;
    records.each(&mut |record| {
        let texts = texts(number, record);
        number += 1;
        block(&format!("unit-{number}"), &data::unit(record, texts, frame), out)
    })?;
    writeln!(out, "<script>{SCRIPT}</script>\n</body>\n</html>")
}

fn head(language: Language, out: &mut dyn Write) -> io::Result<()> {
    let tag = match language {
        Language::Chinese => "zh-CN",
        Language::English => "en",
    };
    let (style, script) = (hash::of(STYLE), hash::of(SCRIPT));
    let title = markup(words::say("title", language));
    write!(
        out,
        "<!doctype html>\n<html lang=\"{tag}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src '{style}'; \
         script-src '{script}'; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"referrer\" content=\"no-referrer\">\n\
         <title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
    )
}

/// What is known of all submissions, drawn here; the table below is drawn by the script.
fn overview(frame: &Frame<'_>, out: &mut dyn Write) -> io::Result<()> {
    let Frame { totals, told, language, .. } = *frame;
    let say = |name: &str| markup(words::say(name, language));
    let counts = totals.counts();
    writeln!(out, "<main id=\"overview\">\n<header><h1>{}</h1>", say("title"))?;
    writeln!(out, "<p class=\"faint\">guiju {} · {}</p></header>", env!("CARGO_PKG_VERSION"), say("lead"))?;
    writeln!(out, "<noscript><p class=\"warn\">{}</p></noscript>", say("noscript"))?;
    writeln!(out, "<dl class=\"sums\">")?;
    let mut sums = vec![
        ("submissions", totals.rows.len(), ""),
        ("errors", counts.errors, "error"),
        ("warnings", counts.warnings, "warning"),
        ("notes", counts.notes, "note"),
        ("not_evaluated", counts.not_evaluated, "open"),
        ("unchecked", totals.unchecked(), "unchecked"),
    ];
    if totals.has_waivers() {
        sums.insert(4, ("waived", counts.waived, "open"));
    }
    if totals.is_compared {
        sums.extend([("fresh", counts.new, "error"), ("fixed", counts.fixed, "note")]);
    }
    for (name, count, tone) in sums {
        let tone = if count == 0 { "none" } else { tone };
        writeln!(out, "<div class=\"{tone}\"><dt>{}</dt><dd>{count}</dd></div>", say(name))?;
    }
    writeln!(out, "</dl>")?;
    for words in told {
        writeln!(out, "<p class=\"warn\">{}</p>", markup(&visible(words.get(language))))?;
    }
    writeln!(out, "<div class=\"charts\">")?;
    chart::gravest(totals, language, out)?;
    chart::rules(totals, language, out)?;
    writeln!(out, "</div>\n<section id=\"list\"></section>\n<section id=\"ground\"></section>\n</main>")
}

/// What the table shows and is filtered by.
fn index(records: &mut Records<'_>, language: Language, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "<script type=\"application/json\" id=\"index\">[")?;
    let mut before = "\n";
    records.each(&mut |record| {
        write!(out, "{before}{}", json_in_page(&data::row(record, language)))?;
        before = ",\n";
        Ok(())
    })?;
    writeln!(out, "\n]</script>")
}

/// Data that the script reads; browsers do not run it.
fn block(name: &str, json: &str, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<script type=\"application/json\" id=\"{name}\">{}</script>", json_in_page(json))
}
