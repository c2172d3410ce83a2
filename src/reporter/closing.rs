//! The end of the terminal output: counts, and the packs that were in force.

use std::io::{self, Write};

use crate::diagnostic::Language;
use crate::plan::{Override, PackInfo};
use crate::review::{PackChoice, Review, Summary};

use super::wrap::{columns, wrapped};
use super::{Look, Tone};

/// Writes the counts and the packs.
pub(super) fn write(review: &Review, look: &Look, out: &mut dyn Write) -> io::Result<()> {
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
    let unread = summary.unread + review.unread_figures.len();
    if unread > 0 && !look.unread {
        let words = look.choose(
            "有 {c} 处表述、{f} 个数未能读懂，没有检查；加 --unread 可列出。",
            "{c} claims and {f} figures could not be read and were not checked; --unread lists them.",
        );
        let words =
            words.replace("{c}", &summary.unread.to_string()).replace("{f}", &review.unread_figures.len().to_string());
        writeln!(out, "{}", look.paint(Tone::Faint, &words))?;
    }
    Ok(())
}

/// What a review without findings means, and what it does not.
fn clean(summary: &Summary, look: &Look) -> &'static str {
    match (summary.not_evaluated, look.language) {
        (0, Language::Chinese) => "没有发现问题。",
        (0, Language::English) => "No findings.",
        (_, Language::Chinese) => "没有发现问题；未评估的各项不等于通过。",
        (_, Language::English) => "No findings; what was not evaluated has not passed.",
    }
}

/// `错误 2 · 警告 5 · 提示 3 · 通过 41 · 未评估 4（缺少“目标值” 3，约数无法判定 1）`
fn write_counts(summary: &Summary, look: &Look, out: &mut dyn Write) -> io::Result<()> {
    let some = |count: usize, tone: Tone| if count > 0 { tone } else { Tone::Faint };
    let counts = [
        (("错误", "errors"), summary.errors, some(summary.errors, Tone::Error)),
        (("警告", "warnings"), summary.warnings, some(summary.warnings, Tone::Warning)),
        (("提示", "notes"), summary.notes, some(summary.notes, Tone::Note)),
        (("通过", "passed"), summary.passed, some(summary.passed, Tone::Good)),
        (("未评估", "not evaluated"), summary.not_evaluated, some(summary.not_evaluated, Tone::Strong)),
    ]
    .map(|((zh, en), count, tone)| (format!("{} {count}", look.choose(zh, en)), tone));
    let used: usize = counts.iter().map(|(words, _)| columns(words) + 3).sum();
    write!(out, "{}", counts.map(|(words, tone)| look.paint(tone, &words)).join(" · "))?;
    let reasons: Vec<String> = summary
        .reasons
        .iter()
        .map(|(words, count)| match look.language {
            Language::Chinese => format!("{} {count}", look.say(words)),
            Language::English => format!("{count} × {}", look.say(words)),
        })
        .collect();
    let reasons = match (reasons.is_empty(), look.language) {
        (true, _) => String::new(),
        (false, Language::Chinese) => format!("（{}）", reasons.join("，")),
        (false, Language::English) => format!(" ({})", reasons.join(", ")),
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
    super::visible(&line).into_owned()
}

/// `改动 jiangmen：param 执行率下限 0.9 → 0.85（理由）`
fn overridden(one: &Override, look: &Look) -> String {
    let reason = one
        .reason
        .as_ref()
        .map_or(String::new(), |reason| format!("{}{reason}{}", look.choose("（", " ("), look.choose("）", ")")));
    let head = look.choose("改动", "changed by");
    let colon = look.choose("：", ": ");
    let line = format!("{head} {}{colon}{} {} → {}{reason}", one.by, one.what, one.from, one.to);
    super::visible(&line).into_owned()
}
