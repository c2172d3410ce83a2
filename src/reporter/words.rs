//! Our words for what carries none of its own, shared by all outputs.

use crate::diagnostic::{Language, Severity, Wording};
use crate::fact::Unread;
use crate::finding::{Reason, Relation, Verdict};
use crate::plan::{BasisMark, Override};
use crate::review::PackChoice;

use super::Look;

/// What is wrong in one line: the rule's title, and what it says of this place.
pub(super) fn sentence(title: &Wording, message: &Wording, look: &Look) -> String {
    let (title, message) = (look.say(title), look.say(message));
    let colon = look.choose("：", ": ");
    match (title.is_empty(), message.is_empty() || message == title) {
        (true, _) => message,
        (false, true) => title,
        (false, false) => format!("{title}{colon}{message}"),
    }
}

/// Why a claim could not be read.
pub(super) fn unread(why: &Unread) -> Wording {
    match why {
        Unread::TooManyReadings => Wording::new("可有太多读法", "it can be read in too many ways"),
        Unread::UnevenLists { heads, figures } => Wording::new(
            format!("“分别”前列 {heads} 项，后列 {figures} 个数，对不上"),
            format!("{heads} names are given {figures} figures"),
        ),
        Unread::NotA { wanted, found } => Wording::new(
            format!("应为{}，此处为“{found}”", wanted.zh),
            format!("{} is expected, found “{found}”", wanted.en),
        ),
        Unread::Withheld(reason) => reason.clone(),
        Unread::SentenceTooLong => Wording::new("句子过长", "the sentence is too long"),
        Unread::NoCandidate { field } => {
            let field = field.quoted();
            Wording::new(format!("没有找到{}的数", field.zh), format!("no figure for {}", field.en))
        }
    }
}

/// The name of a basis mark in JSON and SARIF.
pub(super) fn mark(mark: BasisMark) -> &'static str {
    match mark {
        BasisMark::Arithmetic => "arithmetic",
        BasisMark::Seen => "seen",
        BasisMark::Practice => "practice",
        BasisMark::Recalled => "recalled",
    }
}

/// The sign of a relation in JSON.
pub(super) fn relation(relation: Relation) -> &'static str {
    match relation {
        Relation::Agrees => "≈",
        Relation::Equal => "=",
        Relation::Different => "≠",
        Relation::Below => "<",
        Relation::AtMost => "≤",
        Relation::Above => ">",
        Relation::AtLeast => "≥",
    }
}

/// The name of a verdict in JSON.
pub(super) fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Agrees => "agrees",
        Verdict::CutOff => "cut_off",
        Verdict::Reachable => "reachable",
        Verdict::Contradicts => "contradicts",
    }
}

/// The name of a reason in JSON and SARIF.
pub(super) fn reason(reason: &Reason) -> &'static str {
    match reason {
        Reason::Missing(_) => "missing",
        Reason::Unread(_) => "unread",
        Reason::DivisorMayBeZero => "divisor_may_be_zero",
        Reason::ZeroByZero => "zero_by_zero",
        Reason::Hedged => "hedged",
        Reason::DayNotTold => "day_not_told",
        Reason::ReadingsDisagree => "readings_disagree",
        Reason::Dimensions(_) => "dimensions",
        Reason::TooManyFigures => "too_many_figures",
        Reason::NothingToRead(_) => "nothing_to_read",
        Reason::TooMuchWork(_) | Reason::LimitReached => "limit_reached",
    }
}

/// The name of a pack choice in JSON and SARIF.
pub(super) fn choice(choice: &PackChoice) -> &'static str {
    match choice {
        PackChoice::Asked => "asked",
        PackChoice::FromReport { .. } => "report",
        PackChoice::Default => "default",
    }
}

/// What a pack, or `--set`, changed of those above it: `参数 执行率下限 90% → 85%`.
pub(super) fn overridden(one: &Override, language: Language) -> String {
    let (kind, name) = one.what.split_once(' ').unwrap_or(("", &one.what));
    let known = |zh: &'static str, en: &'static str| match language {
        Language::Chinese => zh,
        Language::English => en,
    };
    let what = match kind {
        "param" => known("参数", "param"),
        "severity" => known("级别", "severity"),
        "outline" => known("提纲", "outline"),
        "off" => known("关闭", "switched off:"),
        other => other,
    };
    let level = |name: &str| {
        let severity =
            [Severity::Error, Severity::Warning, Severity::Note].into_iter().find(|severity| severity.name() == name);
        severity.map_or_else(|| name.to_owned(), |severity| severity.wording().get(language).to_owned())
    };
    let change = match kind {
        "off" => String::new(),
        "severity" => format!(" {} → {}", level(&one.from), level(&one.to)),
        _ => format!(" {} → {}", one.from, one.to),
    };
    let reason = one.reason.as_ref().map_or(String::new(), |reason| match language {
        Language::Chinese => format!("（{reason}）"),
        Language::English => format!(" ({reason})"),
    });
    format!("{what} {name}{change}{reason}")
}
