//! Lists of places, each with its words as they stand and what is said of them.

use std::io::{self, Write};

use crate::source::Span;

use super::place::Places;
use super::whereabouts::whereabouts;
use super::wrap::{columns, columns_of, wrapped};
use super::{Look, Tone, visible};

/// Columns that an excerpt needs to say anything, and those beyond which it says no more.
const LEAST_EXCERPT: usize = 40;
const MOST_EXCERPT: usize = 80;

/// One place of a list, and what is said of it.
pub(super) struct Entry {
    /// The place, if there is one.
    pub(super) span: Option<Span>,
    /// Line by line.
    pub(super) why: Vec<String>,
}

/// Writes places under a title, each with what is said of it; nothing where there is none.
pub(super) fn list(
    title: &str,
    entries: &[Entry],
    places: &Places<'_>,
    look: &Look,
    out: &mut dyn Write,
) -> io::Result<()> {
    if entries.is_empty() {
        return Ok(());
    }
    writeln!(out, "{}", look.paint(Tone::Strong, title))?;
    for entry in entries {
        if let Some(span) = entry.span {
            let at = at(span, places, look);
            // Beside its place, or below it where the terminal is narrow.
            let room = look.width.saturating_sub(columns(&at) + 4);
            if room >= LEAST_EXCERPT {
                writeln!(out, "  {at}  {}", excerpt(span, places, look, room.min(MOST_EXCERPT)))?;
            } else {
                writeln!(out, "  {at}\n      {}", excerpt(span, places, look, look.width.saturating_sub(6)))?;
            }
        }
        let indent = if entry.span.is_some() { 6 } else { 2 };
        for line in entry.why.iter().flat_map(|why| wrapped(why, look.width.saturating_sub(indent))) {
            writeln!(out, "{:indent$}{line}", "")?;
        }
    }
    writeln!(out)
}

fn at(span: Span, places: &Places<'_>, look: &Look) -> String {
    let sources = places.sources();
    if let Some(words) = whereabouts(sources, span) {
        return format!("{} {}", visible(sources.file(span.source).name()), look.say(&words));
    }
    let point = places.start(span);
    format!("{}:{}:{}", visible(sources.file(span.source).name()), point.line, point.column)
}

/// The words with what stands around them in their line, as much as fits: `…全年培训〔2000〕人次…`.
fn excerpt(span: Span, places: &Places<'_>, look: &Look, room: usize) -> String {
    let text = places.sources().text(span.source);
    let words = cut(places.sources().slice(span).chars(), room / 2);
    let words = format!("〔{}〕", visible(&words));
    let room = room.saturating_sub(columns(&words));
    let before = text.get(..span.start as usize).unwrap_or("");
    let before: String = cut(before.chars().rev().take_while(|c| *c != '\n'), room / 2).chars().rev().collect();
    let behind = text.get(span.end as usize..).unwrap_or("");
    let behind = cut(behind.chars().take_while(|c| *c != '\n'), room / 2);
    let words = look.paint(Tone::Operand, &words);
    format!("{}{words}{}", visible(before.trim_start()), visible(behind.trim_end()))
}

/// The first characters, as many as fit, and a mark where there are more.
fn cut(words: impl Iterator<Item = char>, width: usize) -> String {
    let mut used = 0;
    let mut short = String::new();
    for c in words {
        used += columns_of(c).max(1);
        if used >= width {
            short.push('…');
            break;
        }
        short.push(c);
    }
    short
}
