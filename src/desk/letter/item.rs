//! One point of a return list: `第 2 页 第 5 段“…”：疑似完成率与金额不符。…，请核实。`

use std::borrow::Cow;

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

/// How it was recomputed, what explains it, what to do; `None` where there is nothing to add.
pub(super) fn account(finding: &FindingOut, look: &Look) -> Option<String> {
    let mut parts: Vec<String> = Vec::new();
    let mut tell = |zh: &str, en: &str, words: &Wording| {
        let words = look.say(words);
        let words = words.trim_end_matches(['。', '.']);
        parts.push(format!("{}{words}", look.choose(zh, en)));
    };
    if let Some(computation) = &finding.computation {
        tell("复算：", "recomputed: ", &computation.recomputed());
        computation.possible().iter().for_each(|words| tell("", "", words));
    }
    finding.causes.iter().for_each(|cause| tell("疑因：", "suspect: ", &cause.wording()));
    finding.help.iter().filter(|help| !help.zh.is_empty()).for_each(|help| tell("建议：", "advice: ", &help.wording()));
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
    words = format!("{words}{colon}{doubt}{title}。");
    let asked = message.trim_end_matches('。').trim_end_matches("请核实").trim_end_matches(['，', '。', '；']);
    if !asked.is_empty() && asked != title {
        words.push_str(asked);
        words.push('，');
    }
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
    let asked = message.trim_end_matches('.').trim_end_matches("please check").trim_end_matches([';', ',', ' ']);
    if !asked.is_empty() && asked != title {
        words.push_str(&format!(" It seems that {asked};"));
    }
    if let Some(correction) = finding.correction.as_ref().filter(|it| is_told_of(&it.replacement, &message)) {
        let should = if correction.certain { "should be" } else { "may have to be" };
        words.push_str(&format!(" it {should} “{}”;", crate::reporter::visible(&correction.replacement)));
    }
    format!("{} Please check ({}).", words.trim_end_matches(';'), finding.code)
}

/// True where a replacement adds to what the message says.
fn is_told_of(replacement: &str, message: &str) -> bool {
    !replacement.is_empty() && !message.contains(replacement)
}

/// The page and paragraph, the cell, the line; with the heading above it, or the entry of data.
fn place(finding: &FindingOut, of_several: bool, look: &Look) -> String {
    let at = finding.whereabouts(of_several).map(|words| look.say(&words)).unwrap_or_default();
    let entry = finding.place.path.is_some().then_some(&finding.place.clause).filter(|it| !it.is_empty());
    match entry.or(finding.place.sections.last()) {
        None => at,
        Some(name) if at.is_empty() => name.clone(),
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
