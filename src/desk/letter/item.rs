//! One point of a return list: `第 2 页 第 5 段“…”：疑似完成率与金额不符。…，请核实。`

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::diagnostic::{Language, Wording};
use crate::reporter::Look;
use crate::reporter::model::FindingOut;

/// Characters of the draft that are quoted at most.
const LONGEST_QUOTE: usize = 60;

/// Where it stands, what was written there, and what is asked.
pub(super) fn lead(finding: &FindingOut, of_several: bool, look: &Look) -> String {
    match look.language {
        Language::Chinese => in_chinese(finding, of_several, look),
        Language::English => in_english(finding, of_several, look),
    }
}

/// How it was recomputed, what explains it, what to do; `None` where there is nothing to add to what was told.
pub(super) fn account(finding: &FindingOut, told: &mut BTreeSet<String>, look: &Look) -> Option<String> {
    let suspect = Wording::new("疑因：", "suspect: ");
    let advice = Wording::new("建议：", "advice: ");
    let recomputed = Wording::new("复算：", "recomputed: ");
    let line = |topic: &Wording, words: &Wording| {
        format!("{}{}", look.say(topic), look.say(words).trim_end_matches(['。', '.']))
    };
    let mut parts: Vec<String> = Vec::new();
    if let Some(computation) = &finding.computation {
        parts.extend(computation.recomputed().map(|words| line(&recomputed, &words)));
        parts.extend(computation.possible().map(|words| line(&Wording::default(), &words)));
    }
    parts.extend(finding.causes.iter().map(|cause| line(&suspect, &cause.wording())));
    let help = finding.help.as_ref().filter(|help| !help.zh.is_empty() && told.insert(help.zh.clone()));
    parts.extend(help.map(|help| line(&advice, &help.wording())));
    let stop = look.choose("。", ". ");
    (!parts.is_empty()).then(|| format!("{}{}", parts.join(stop), stop.trim_end()))
}

fn in_chinese(finding: &FindingOut, of_several: bool, look: &Look) -> String {
    let (title, message) = (look.say(&finding.title.wording()), look.say(&finding.message.wording()));
    let title = title.trim_end_matches('。');
    let doubt = if ["疑", "可能"].iter().any(|word| title.starts_with(word)) { "" } else { "疑似" };
    let mut words = place(finding, of_several, look);
    words.push_str(&quote(finding, &message));
    let colon = if words.is_empty() { "" } else { "：" };
    let asked = message.trim_end_matches('。').trim_end_matches("请核实").trim_end_matches(['，', '。', '；']);
    words = format!("{words}{colon}{doubt}");
    // A message that says its title again says it all.
    if asked.starts_with(title) || asked.is_empty() {
        words.push_str(if asked.is_empty() { title } else { asked });
    } else {
        words.push_str(&format!("{title}。{asked}"));
    }
    words.push('，');
    if let Some(correction) = finding.correction.as_ref().filter(|it| is_told_of(&it.replacement, &message)) {
        let should = if correction.certain { "应为" } else { "疑应为" };
        words.push_str(&format!("{should}“{}”，", crate::reporter::visible(&correction.replacement)));
    }
    let end = if asked.contains("核实") { "" } else { "请核实" };
    format!("{}（{}）。", format!("{words}{end}").trim_end_matches('，'), finding.code)
}

fn in_english(finding: &FindingOut, of_several: bool, look: &Look) -> String {
    let (title, message) = (look.say(&finding.title.wording()), look.say(&finding.message.wording()));
    let mut words = place(finding, of_several, look);
    let quote = quote(finding, &message);
    if !quote.is_empty() {
        words = format!("{words} {quote}");
    }
    let colon = if words.is_empty() { "" } else { ": " };
    words = format!("{}{colon}{}.", words.trim_start(), title.trim_end_matches('.'));
    let asked = message.trim_end_matches('.');
    if !asked.is_empty() && asked != title {
        words.push_str(&format!(" {}.", capital(asked)));
    }
    if let Some(correction) = finding.correction.as_ref().filter(|it| is_told_of(&it.replacement, &message)) {
        let should = if correction.certain { "It should be" } else { "It may have to be" };
        words.push_str(&format!(" {should} “{}”.", crate::reporter::visible(&correction.replacement)));
    }
    let end = if message.contains("please check") { "" } else { " Please check." };
    format!("{words}{end} ({})", finding.code)
}

fn capital(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().into_iter().flat_map(char::to_uppercase).chain(chars).collect()
}

/// True where a replacement adds to what the message says.
fn is_told_of(replacement: &str, message: &str) -> bool {
    !replacement.is_empty() && !message.contains(replacement)
}

/// The page and paragraph, the cell, the line; with the heading above it, or the entry of data.
fn place(finding: &FindingOut, of_several: bool, look: &Look) -> String {
    let at = finding.whereabouts(of_several).map(|words| look.say(&words)).unwrap_or_default();
    match finding.entry().or(finding.place.sections.last().map(String::as_str)) {
        None => at,
        Some(name) if at.is_empty() => name.to_owned(),
        Some(name) => match look.language {
            Language::Chinese => format!("{at}（{name}）"),
            Language::English => format!("{at} ({name})"),
        },
    }
}

/// The words of the draft, unless the message holds them.
fn quote(finding: &FindingOut, message: &str) -> String {
    let clause = finding.quote().filter(|clause| !message.contains(*clause));
    clause.map(|clause| format!("“{}”", shortened(clause).replace('“', "‘").replace('”', "’"))).unwrap_or_default()
}

fn shortened(clause: &str) -> Cow<'_, str> {
    if clause.chars().count() <= LONGEST_QUOTE {
        return Cow::Borrowed(clause);
    }
    Cow::Owned(clause.chars().take(LONGEST_QUOTE).chain(std::iter::once('…')).collect())
}
