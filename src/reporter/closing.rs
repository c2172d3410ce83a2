//! The end of the terminal output: counts, and the packs that were in force.

use std::io::{self, Write};

use crate::diagnostic::Language;
use crate::plan::{Override, PackInfo};
use crate::review::{PackChoice, Review, Summary};

use super::wrap::{columns, wrapped};
use super::{Look, Tone, visible};

/// Writes the counts and the packs, as at the end of a check.
///
/// # Errors
/// If `out` cannot be written to.
pub fn write(review: &Review, look: &Look, out: &mut dyn Write) -> io::Result<()> {
    let summary = review.summary();
    if review.findings.is_empty() {
        writeln!(out, "{}", look.paint(Tone::Good, clean(&summary, look)))?;
    }
    write_counts(&summary, look, out)?;
    let mut notes = vec![packs(&review.packs, &review.choice, look)];
    notes.extend(review.overrides.iter().map(|one| overridden(one, look)));
    for note in notes {
        for (turn, line) in wrapped(&note, look.width.saturating_sub(4)).iter().enumerate() {
            writeln!(out, "{}{}", if turn == 0 { "" } else { "    " }, look.paint(Tone::Faint, line))?;
        }
    }
    match unchecked(&summary, review.unread_figures.len(), look).filter(|_| !look.shows.unread) {
        Some(words) => writeln!(out, "{}", look.paint(Tone::Faint, &words)),
        None => Ok(()),
    }
}

/// How much of the draft no rule has read; `None` where all of it was.
fn unchecked(summary: &Summary, figures: usize, look: &Look) -> Option<String> {
    let (tables, cells) = summary.unread_tables;
    let counted = |count: usize, zh: &str, one: &str, many: &str| {
        let words = look.choose(zh, if count == 1 { one } else { many });
        (count > 0).then(|| words.replace("{n}", &count.to_string()))
    };
    let claims =
        counted(summary.unread, "有 {n} 处表述未能读懂", "1 claim could not be read", "{n} claims could not be read");
    let figures =
        counted(figures, "有 {n} 个数没有规则用到", "1 figure is read by no rule", "{n} figures are read by no rule");
    let in_tables = counted(
        tables,
        "{n} 张表里有 {m} 个数没有规则用到",
        "{m} figures of a table are read by no rule",
        "{m} figures of {n} tables are read by no rule",
    );
    let in_tables = in_tables.map(|words| words.replace("{m}", &cells.to_string()));
    let parts: Vec<String> = claims.into_iter().chain(figures).chain(in_tables).collect();
    let end = look.choose("，均未检查；加 --unread 可列出。", ", and nothing there was checked; --unread lists them.");
    (!parts.is_empty()).then(|| format!("{}{end}", parts.join(look.choose("，", ", "))))
}

/// What a review without findings means, and what it does not.
fn clean<'w>(summary: &Summary, look: &'w Look) -> &'w str {
    if summary.waived > 0 {
        return look.choose("除已豁免的以外，没有发现问题。", "No findings but those that are waived.");
    }
    if summary.passed + summary.not_evaluated == 0 {
        return look.choose(
            "没有可检查的内容：这份材料里没有一条规则用得上。",
            "Nothing to check: no rule applies to anything in these files.",
        );
    }
    match (summary.not_evaluated, look.language) {
        (0, Language::Chinese) => "没有发现问题。",
        (0, Language::English) => "No findings.",
        (_, Language::Chinese) => "没有发现问题；未评估的各项不等于通过。",
        (_, Language::English) => "No findings; what was not evaluated has not passed.",
    }
}

/// `错误 2 · 警告 5 · 提示 3 · 通过 41 · 未评估 4（Q03 ×3 缺少“目标值”；A07 约数无法判定）`
fn write_counts(summary: &Summary, look: &Look, out: &mut dyn Write) -> io::Result<()> {
    let some = |count: usize, tone: Tone| if count > 0 { tone } else { Tone::Faint };
    let mut counts = vec![
        (("错误", "errors"), summary.errors, some(summary.errors, Tone::Error)),
        (("警告", "warnings"), summary.warnings, some(summary.warnings, Tone::Warning)),
        (("提示", "notes"), summary.notes, some(summary.notes, Tone::Note)),
        (("通过", "passed"), summary.passed, some(summary.passed, Tone::Good)),
        (("未评估", "not evaluated"), summary.not_evaluated, some(summary.not_evaluated, Tone::Strong)),
    ];
    if summary.waived > 0 {
        counts.insert(3, (("豁免", "waived"), summary.waived, Tone::Strong));
    }
    let counts: Vec<(String, Tone)> =
        counts.into_iter().map(|((zh, en), count, tone)| (format!("{} {count}", look.choose(zh, en)), tone)).collect();
    let used: usize = counts.iter().map(|(words, _)| columns(words) + 3).sum();
    write!(out, "{}", counts.iter().map(|(words, tone)| look.paint(*tone, words)).collect::<Vec<_>>().join(" · "))?;
    let reasons: Vec<String> = summary
        .reasons
        .iter()
        .map(|reason| {
            let codes = reason.codes.iter().map(|code| visible(code).into_owned()).collect::<Vec<_>>();
            let codes = codes.join(look.choose("、", ", "));
            let times = if reason.count > reason.codes.len() { format!(" ×{}", reason.count) } else { String::new() };
            format!("{codes}{times} {}", look.say(&reason.words))
        })
        .collect();
    let reasons = match (reasons.is_empty(), look.language) {
        (true, _) => String::new(),
        (false, Language::Chinese) => format!("（{}）", reasons.join("；")),
        (false, Language::English) => format!(" ({})", reasons.join("; ")),
    };
    if used + columns(&reasons) <= look.width {
        return writeln!(out, "{reasons}");
    }
    writeln!(out)?;
    wrapped(reasons.trim(), look.width.saturating_sub(4)).iter().try_for_each(|line| writeln!(out, "    {line}"))
}

/// `规则包 江门市 jiangmen 1.0 ← guangdong 1.0 ← national 1.0；按报告选用（江门，2022年度）`
fn packs(packs: &[PackInfo], choice: &PackChoice, look: &Look) -> String {
    let mut chain: Vec<String> = packs.iter().rev().map(|pack| format!("{} {}", pack.name, pack.version)).collect();
    if let (Some(first), Some(chosen)) = (chain.first_mut(), packs.last()) {
        let title = look.say(&chosen.title);
        if !title.is_empty() {
            *first += &look.choose("（{t}）", " ({t})").replace("{t}", &title);
        }
    }
    let how = match choice {
        PackChoice::Asked => look.choose("按要求选用", "as asked for").to_owned(),
        PackChoice::FromReport { region, year: Some(year) } => look
            .choose("按报告选用：{r}，{y} 年度", "chosen from the report: {r}, {y}")
            .replace("{r}", region)
            .replace("{y}", &year.to_string()),
        PackChoice::FromReport { region, year: None } => {
            look.choose("按报告选用：{r}", "chosen from the report: {r}").replace("{r}", region)
        }
        PackChoice::Default => look
            .choose("报告中未见有专门规则包的地区，用通用包", "the report names no place with a pack of its own")
            .to_owned(),
    };
    let line = format!("{} {}{}{how}", look.choose("规则包", "packs"), chain.join(" ← "), look.choose("；", "; "));
    visible(&line).into_owned()
}

/// `改动（jiangmen）：参数 执行率下限 0.9 → 0.85`
fn overridden(one: &Override, look: &Look) -> String {
    let words = super::words::overridden(one, look.language);
    let line = look.choose("改动（{by}）：{w}", "changed by {by}: {w}").replace("{by}", &one.by).replace("{w}", &words);
    visible(&line).into_owned()
}
