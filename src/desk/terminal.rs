//! The overview in the terminal: a table of submissions, and the rules that were broken most often.

use std::io::{self, Write};

use crate::batch::State;
use crate::reporter::{Look, RuleBook, Tone, columns, visible, wrapped};

use super::{Counts, Records, Row, Totals, proof};

/// Rules listed at most.
const MOST_RULES: usize = 15;
/// A name takes no more columns than this.
const WIDEST_NAME: usize = 44;

/// Writes the overview.
///
/// # Errors
/// If `out` cannot be written to.
pub fn write_summary(totals: &Totals, look: &Look, out: &mut dyn Write) -> io::Result<()> {
    let names: Vec<String> = totals.rows.iter().map(|row| shortened(&visible(&named(row)), WIDEST_NAME)).collect();
    let width = names.iter().map(|name| columns(name)).max().unwrap_or(0).max(8);
    let columns = columns_of(totals);
    let heads = columns.iter().map(|column| right(look.choose(column.zh, column.en), CELL));
    let head: String = heads.collect();
    writeln!(out, "{}{}", left(look.choose("提交材料", "submission"), width), look.paint(Tone::Strong, &head))?;
    for (row, name) in totals.rows.iter().zip(&names) {
        writeln!(out, "{}{}", left(name, width), cells(row, &columns, look))?;
    }
    let sum = totals.counts();
    let all = Row { name: String::new(), year: None, state: State::Checked, counts: sum, reason: None };
    let title = look.choose("合计 {n} 份", "{n} in all").replace("{n}", &totals.rows.len().to_string());
    writeln!(out, "{}{}", left(&title, width), cells(&all, &columns, look))?;
    if totals.unchecked() > 0 {
        let words = look.choose("其中 {n} 份未能检查", "{n} of them could not be checked");
        writeln!(out, "{}", look.paint(Tone::Error, &words.replace("{n}", &totals.unchecked().to_string())))?;
    }
    rules(totals, look, out)
}

/// A unit may hand in for several years.
fn named(row: &Row) -> String {
    row.year.map_or_else(|| row.name.clone(), |year| format!("{} {year}", row.name))
}

const CELL: usize = 10;

/// A column of the table: its head, its number, and how one above zero looks.
struct Column {
    zh: &'static str,
    en: &'static str,
    count: fn(&Counts) -> usize,
    tone: Tone,
}

/// The columns; those of waivers, of a proof and of an earlier review only where there are such.
fn columns_of(totals: &Totals) -> Vec<Column> {
    let all: [(bool, Column); 8] = [
        (true, Column { zh: "错误", en: "errors", count: |it| it.errors, tone: Tone::Error }),
        (true, Column { zh: "警告", en: "warnings", count: |it| it.warnings, tone: Tone::Warning }),
        (true, Column { zh: "提示", en: "notes", count: |it| it.notes, tone: Tone::Note }),
        (totals.has_waivers(), Column { zh: "豁免", en: "waived", count: |it| it.waived, tone: Tone::Strong }),
        (true, Column { zh: "未评估", en: "open", count: |it| it.not_evaluated, tone: Tone::Strong }),
        (totals.has_proof(), Column { zh: "通过", en: "passed", count: |it| it.passed, tone: Tone::Good }),
        (totals.is_compared, Column { zh: "新增", en: "new", count: |it| it.new, tone: Tone::Strong }),
        (totals.is_compared, Column { zh: "已消除", en: "fixed", count: |it| it.fixed, tone: Tone::Good }),
    ];
    all.into_iter().filter(|(is_shown, _)| *is_shown).map(|(_, column)| column).collect()
}

fn cells(row: &Row, columns: &[Column], look: &Look) -> String {
    if row.state != State::Checked {
        let why = row.reason.as_ref().map(|why| look.say(why)).unwrap_or_default();
        return format!("  {}", look.paint(Tone::Error, &why));
    }
    let cell = |column: &Column| {
        let count = (column.count)(&row.counts);
        look.paint(if count > 0 { column.tone } else { Tone::Faint }, &right(&count.to_string(), CELL))
    };
    columns.iter().map(cell).collect()
}

/// Writes the proof sheet: for each submission every check that holds, and every one that could not be made.
///
/// # Errors
/// If a result cannot be read back, or `out` cannot be written to.
pub fn write_proof(records: &mut Records<'_>, rules: &RuleBook, look: &Look, out: &mut dyn Write) -> io::Result<()> {
    records.each(&mut |record| {
        let lines = proof::lines(record, rules, look.language);
        if lines.is_empty() {
            return Ok(());
        }
        let title = look.choose("核验：{n}", "Proof: {n}").replace("{n}", &visible(&record.named()));
        writeln!(out, "{}", look.paint(Tone::Strong, &title))?;
        for line in &lines {
            let tone = if line.holds { Tone::Good } else { Tone::Strong };
            let code = look.paint(tone, &left(&line.code, 7));
            writeln!(out, "  {code}{}  {}", line.title, look.paint(Tone::Faint, &line.place))?;
            for words in wrapped(&line.said, look.width.saturating_sub(9)) {
                writeln!(out, "         {words}")?;
            }
        }
        writeln!(out)
    })
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
