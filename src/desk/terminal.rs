//! The overview in the terminal: a table of submissions, and the rules that were broken most often.

use std::io::{self, Write};

use crate::batch::State;
use crate::reporter::{Look, Tone, columns, visible};

use super::{Counts, Row, Totals};

/// Rules listed at most.
const MOST_RULES: usize = 15;
/// A name takes no more columns than this.
const WIDEST_NAME: usize = 44;

/// Writes the overview.
///
/// # Errors
/// If `out` cannot be written to.
pub fn write_summary(totals: &Totals, look: &Look, out: &mut dyn Write) -> io::Result<()> {
    let names: Vec<String> = totals.rows.iter().map(|row| shortened(&visible(&row.name), WIDEST_NAME)).collect();
    let width = names.iter().map(|name| columns(name)).max().unwrap_or(0).max(8);
    let heads = [
        look.choose("错误", "errors"),
        look.choose("警告", "warnings"),
        look.choose("提示", "notes"),
        look.choose("未评估", "open"),
    ];
    let head: String = heads.iter().map(|head| right(head, CELL)).collect();
    writeln!(out, "{}{}", left(look.choose("提交材料", "submission"), width), look.paint(Tone::Strong, &head))?;
    for (row, name) in totals.rows.iter().zip(&names) {
        writeln!(out, "{}{}", left(name, width), cells(row, look))?;
    }
    let sum = totals.counts();
    let all = Row { name: String::new(), state: State::Checked, counts: sum, reason: None };
    let title = look.choose("合计 {n} 份", "{n} in all").replace("{n}", &totals.rows.len().to_string());
    writeln!(out, "{}{}", left(&title, width), cells(&all, look))?;
    if totals.unchecked() > 0 {
        let words = look.choose("其中 {n} 份未能检查", "{n} of them could not be checked");
        writeln!(out, "{}", look.paint(Tone::Error, &words.replace("{n}", &totals.unchecked().to_string())))?;
    }
    rules(totals, look, out)
}

const CELL: usize = 10;

fn cells(row: &Row, look: &Look) -> String {
    if row.state != State::Checked {
        let why = row.reason.as_ref().map(|why| look.say(why)).unwrap_or_default();
        return format!("  {}", look.paint(Tone::Error, &why));
    }
    let Counts { errors, warnings, notes, not_evaluated, .. } = row.counts;
    let cell = |count: usize, tone: Tone| {
        look.paint(if count > 0 { tone } else { Tone::Faint }, &right(&count.to_string(), CELL))
    };
    [
        cell(errors, Tone::Error),
        cell(warnings, Tone::Warning),
        cell(notes, Tone::Note),
        cell(not_evaluated, Tone::Strong),
    ]
    .concat()
}

fn rules(totals: &Totals, look: &Look, out: &mut dyn Write) -> io::Result<()> {
    let rules = totals.most_frequent();
    if rules.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{}", look.paint(Tone::Strong, look.choose("出现最多的问题", "most frequent findings")))?;
    for (code, count) in rules.iter().take(MOST_RULES) {
        let words = look
            .choose("{n} 处，{m} 份", "{n} in {m}")
            .replace("{n}", &count.findings.to_string())
            .replace("{m}", &count.submissions.to_string());
        writeln!(out, "{}{}{}", left(&visible(code), 7), left(&words, 20), look.say(&count.title))?;
    }
    Ok(())
}

fn left(words: &str, width: usize) -> String {
    format!("{words}{}", " ".repeat(width.saturating_sub(columns(words))))
}

fn right(words: &str, width: usize) -> String {
    format!("{}{words}", " ".repeat(width.saturating_sub(columns(words))))
}

/// The end of a long path says more than its beginning.
fn shortened(words: &str, width: usize) -> String {
    if columns(words) <= width {
        return words.to_owned();
    }
    let mut kept: Vec<char> = Vec::new();
    let mut used = 1;
    for c in words.chars().rev() {
        used += columns(c.encode_utf8(&mut [0; 4]));
        if used > width {
            break;
        }
        kept.push(c);
    }
    std::iter::once('…').chain(kept.into_iter().rev()).collect()
}
