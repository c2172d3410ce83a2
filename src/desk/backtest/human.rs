//! A back-test for people: the counts, then rule by rule what changes, with samples.

use std::io::{self, Write};

use crate::diagnostic::{Severity, Wording};
use crate::reporter::{Look, Tone, visible};

use super::{Backtest, Changes, Kind, Sample, Verdict};

/// Writes a back-test as text.
///
/// # Errors
/// If `out` cannot be written to.
pub fn write_human(test: &Backtest, look: &Look, out: &mut dyn Write) -> io::Result<()> {
    let words = look.choose("旧 {old}　新 {new}", "old {old}  new {new}");
    writeln!(out, "{}", words.replace("{old}", &visible(&test.old)).replace("{new}", &visible(&test.new)))?;
    let words = look
        .choose("{n} 份材料，{d} 份的结果不同", "{n} submissions, {d} with other results")
        .replace("{n}", &test.submissions.to_string())
        .replace("{d}", &test.differing.to_string());
    writeln!(out, "{}", look.paint(Tone::Strong, &words))?;
    let counts = Kind::ALL.iter().filter(|kind| test.count(**kind) > 0);
    let counts: Vec<String> =
        counts.map(|kind| look.paint(tone(*kind), &format!("{} {}", name(*kind, look), test.count(*kind)))).collect();
    if !counts.is_empty() {
        writeln!(out, "{}", counts.join(look.choose("　", "  ")))?;
    }
    for (code, rule) in &test.rules {
        writeln!(out, "\n{}  {}", look.paint(Tone::Strong, &visible(code)), look.say(&rule.title))?;
        for (kind, changes) in &rule.kinds {
            group(*kind, changes, look, out)?;
        }
    }
    unchecked(test, look, out)
}

fn group(kind: Kind, changes: &Changes, look: &Look, out: &mut dyn Write) -> io::Result<()> {
    let words = look
        .choose("{n} 处，{m} 份", "{n} in {m}")
        .replace("{n}", &changes.count.to_string())
        .replace("{m}", &changes.submissions.to_string());
    writeln!(out, "  {} {words}", look.paint(tone(kind), name(kind, look)))?;
    changes.samples.iter().try_for_each(|sample| self::sample(sample, look, out))?;
    match changes.count - changes.samples.len() {
        0 => Ok(()),
        left => {
            let words = look.choose("另有 {n} 处", "{n} more").replace("{n}", &left.to_string());
            writeln!(out, "    {}", look.paint(Tone::Faint, &words))
        }
    }
}

fn sample(sample: &Sample, look: &Look, out: &mut dyn Write) -> io::Result<()> {
    let place = sample.place.as_ref().map(|place| look.say(place)).unwrap_or_default();
    writeln!(out, "    {} {place}", visible(&sample.submission))?;
    if let Some(words) = &sample.words {
        writeln!(
            out,
            "      {}",
            look.paint(Tone::Faint, &look.choose("“{}”", "“{}”").replace("{}", &visible(words)))
        )?;
    }
    // Of a finding that changes, the old words stand above the new ones.
    let is_changed = sample.old.is_some() && sample.new.is_some();
    for (verdict, mark) in [(&sample.old, "− "), (&sample.new, "+ ")] {
        if let Some(verdict) = verdict {
            writeln!(out, "      {}{}", if is_changed { mark } else { "" }, told(verdict, look))?;
        }
    }
    match &sample.reason {
        Some(reason) => writeln!(out, "      {}", look.say(reason)),
        None => Ok(()),
    }
}

fn told(verdict: &Verdict, look: &Look) -> String {
    let known = [Severity::Error, Severity::Warning, Severity::Note];
    let severity = known.into_iter().find(|severity| severity.name() == verdict.severity);
    let severity = severity.map(|severity| look.say(&severity.wording())).unwrap_or_default();
    format!("{severity}{}{}", look.choose("：", ": "), look.say(&verdict.message))
}

fn unchecked(test: &Backtest, look: &Look, out: &mut dyn Write) -> io::Result<()> {
    if test.unchecked.is_empty() {
        return Ok(());
    }
    let title = look.choose("未能检查的材料", "not checked");
    writeln!(out, "\n{}", look.paint(Tone::Strong, title))?;
    for one in &test.unchecked {
        let said = |why: &Option<Wording>| match why {
            None => look.choose("已检查", "checked").to_owned(),
            Some(why) => look.say(why),
        };
        let (old, new) = (said(&one.old), said(&one.new));
        let words = if old == new {
            old
        } else {
            look.choose("旧：{old}；新：{new}", "old: {old}; new: {new}").replace("{old}", &old).replace("{new}", &new)
        };
        writeln!(out, "  {} {words}", visible(&one.submission))?;
    }
    Ok(())
}

fn name(kind: Kind, look: &Look) -> &'static str {
    match kind {
        Kind::New => look.choose("新增", "new"),
        Kind::Gone => look.choose("消失", "gone"),
        Kind::Changed => look.choose("变动", "changed"),
        Kind::Opened => look.choose("不再能评估", "no longer evaluated"),
        Kind::Closed => look.choose("现在能评估", "evaluated now"),
    }
}

fn tone(kind: Kind) -> Tone {
    match kind {
        Kind::New => Tone::Error,
        Kind::Gone => Tone::Good,
        Kind::Changed => Tone::Warning,
        Kind::Opened | Kind::Closed => Tone::Note,
    }
}
