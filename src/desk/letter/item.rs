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
    let place = format!("{}{}", place(finding, of_several, look), quote(finding, &message));
    let colon = if place.is_empty() { "" } else { "：" };
    let asked = message.trim_end_matches('。').trim_end_matches("请核实").trim_end_matches(['，', '。', '；']);
    let mut parts = vec![match asked {
        "" => title.to_owned(),
        // A message that says its title again says it all.
        _ if asked.starts_with(title) => asked.to_owned(),
        _ => format!("{title}。{asked}"),
    }];
    parts.extend(correction(finding, &message).map(|(new, certain)| {
        let should = if certain { "应为" } else { "疑应为" };
        format!("{should}“{new}”")
    }));
    if !asked.contains("核实") {
        parts.push("请核实".to_owned());
    }
    format!("{place}{colon}{doubt}{}（{}）。", parts.join("，"), finding.code)
}

fn in_english(finding: &FindingOut, of_several: bool, look: &Look) -> String {
    let (title, message) = (look.say(&finding.title.wording()), look.say(&finding.message.wording()));
    let place = [place(finding, of_several, look), quote(finding, &message)];
    let place = place.into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join(" ");
    let colon = if place.is_empty() { "" } else { ": " };
    let mut sentences = vec![format!("{place}{colon}{}.", title.trim_end_matches('.'))];
    let asked = message.trim_end_matches('.');
    if !asked.is_empty() && asked != title {
        sentences.push(format!("{}.", capital(asked)));
    }
    sentences.extend(correction(finding, &message).map(|(new, certain)| {
        let should = if certain { "It should be" } else { "It may have to be" };
        format!("{should} “{new}”.")
    }));
    if !message.contains("please check") {
        sentences.push("Please check.".to_owned());
    }
    format!("{} ({})", sentences.join(" "), finding.code)
}

fn capital(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().into_iter().flat_map(char::to_uppercase).chain(chars).collect()
}

/// The replacement that adds to what the message says, and whether it is certain.
fn correction(finding: &FindingOut, message: &str) -> Option<(String, bool)> {
    let correction = finding.correction.as_ref()?;
    let new = crate::reporter::visible(&correction.replacement).into_owned();
    (!new.is_empty() && !message.contains(&new)).then_some((new, correction.certain))
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

/// The words, or as many of them as are quoted.
pub(super) fn shortened(clause: &str) -> Cow<'_, str> {
    if clause.chars().count() <= LONGEST_QUOTE {
        return Cow::Borrowed(clause);
    }
    Cow::Owned(clause.chars().take(LONGEST_QUOTE).chain(std::iter::once('…')).collect())
}
