//! What no rule could read: claims with their reason, and figures that no record took.

use std::io::{self, Write};

use crate::review::Review;
use crate::source::Span;

use super::place::Places;
use super::wrap::columns_of;
use super::{Look, Tone, visible};

/// Writes the list of `--unread`.
pub(super) fn write(review: &Review, places: &Places<'_>, look: &Look, out: &mut dyn Write) -> io::Result<()> {
    if !review.unread.is_empty() {
        let title = look.choose("未能读懂的表述", "Claims that could not be read");
        writeln!(out, "{}", look.paint(Tone::Strong, title))?;
        for (record, claim) in &review.unread {
            let reason = look.say(&super::words::unread(&claim.reason));
            writeln!(out, "  {}  {}", at(claim.span, places), excerpt(claim.span, places, look))?;
            writeln!(out, "      {}{}{reason}", look.say(record), look.choose("：", ": "))?;
        }
        writeln!(out)?;
    }
    if !review.unread_figures.is_empty() {
        let title = look.choose("没有规则用到的数", "Figures that no rule reads");
        writeln!(out, "{}", look.paint(Tone::Strong, title))?;
        for figure in &review.unread_figures {
            writeln!(out, "  {}  {}", at(figure.span, places), excerpt(figure.span, places, look))?;
        }
        writeln!(out)?;
    }
    Ok(())
}

fn at(span: Span, places: &Places<'_>) -> String {
    let point = places.start(span);
    format!("{}:{}:{}", visible(places.sources().file(span.source).name()), point.line, point.column)
}

/// The words with a little of what stands around, `…全年培训〔2000〕人次…`.
fn excerpt(span: Span, places: &Places<'_>, look: &Look) -> String {
    let text = places.sources().text(span.source);
    let around = 24;
    let mut before: Vec<char> = text.get(..span.start as usize).unwrap_or("").chars().rev().take(around).collect();
    if let Some(line_end) = before.iter().position(|c| *c == '\n') {
        before.truncate(line_end);
    }
    let before: String = before.into_iter().rev().collect();
    let behind: String =
        text.get(span.end as usize..).unwrap_or("").chars().take_while(|c| *c != '\n').take(around).collect();
    let words = shortened(places.sources().slice(span), look.width / 2);
    let words = look.paint(Tone::Operand, &format!("〔{}〕", visible(&words)));
    format!("{}{words}{}", visible(before.trim_start()), visible(behind.trim_end()))
}

fn shortened(words: &str, width: usize) -> String {
    let mut used = 0;
    let mut short = String::new();
    for c in words.chars() {
        used += columns_of(c).max(1);
        if used > width {
            short.push('…');
            break;
        }
        short.push(c);
    }
    short
}
