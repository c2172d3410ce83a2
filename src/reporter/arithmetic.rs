//! The account below a finding: how it was recomputed, likely causes, basis, what to do.

use crate::diagnostic::{Language, Wording};
use crate::finding::{Computation, Correction, Finding, Place, Relation, Verdict};
use crate::plan::Basis;
use crate::source::SourceMap;

use super::Look;
use super::whereabouts;

/// What a line of the account says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Topic {
    /// How it was recomputed.
    Recomputed,
    /// What the printed figures can stand for.
    Reachable,
    /// A likely cause.
    Suspect,
    /// Where it stands.
    Place,
    /// On what the rule stands.
    Basis,
    /// What to do.
    Advice,
    /// A replacement.
    Change,
}

impl Topic {
    /// The word before the line.
    pub(super) fn wording(self) -> Wording {
        match self {
            Self::Recomputed => Wording::new("复算", "recomputed"),
            Self::Reachable => Wording::new("可能", "reachable"),
            Self::Suspect => Wording::new("疑因", "suspect"),
            Self::Place => Wording::new("位置", "place"),
            Self::Basis => Wording::new("依据", "basis"),
            Self::Advice => Wording::new("建议", "advice"),
            Self::Change => Wording::new("改为", "change"),
        }
    }
}

/// Lines of `key  value` below a finding.
pub(super) fn account(finding: &Finding, sources: &SourceMap, look: &Look) -> Vec<(String, String)> {
    let lines = topics(finding, sources).into_iter();
    lines.map(|(topic, words)| (look.say(&topic.wording()), look.say(&words))).collect()
}

/// The account of a finding, line by line.
pub(super) fn topics(finding: &Finding, sources: &SourceMap) -> Vec<(Topic, Wording)> {
    let mut lines = Vec::new();
    if let Some(computation) = &finding.computation {
        lines.push((Topic::Recomputed, recomputed(computation)));
        lines.extend(reachable(computation).map(|words| (Topic::Reachable, words)));
    }
    lines.extend(finding.causes.iter().map(|cause| (Topic::Suspect, cause.clone())));
    lines.extend(place(finding, sources).map(|words| (Topic::Place, words)));
    lines.push((Topic::Basis, basis(&finding.basis)));
    lines.extend(finding.help.iter().filter(|help| !help.is_empty()).map(|help| (Topic::Advice, help.clone())));
    lines.extend(finding.correction.iter().map(|correction| (Topic::Change, change(correction, sources))));
    lines
}

/// `671.51万元 ÷ 879.34万元 = 76.3652…%，应为 76.37%，文中写为 67.37%`
pub(super) fn recomputed(computation: &Computation) -> Wording {
    let Computation { formula, exact, rounded, claimed, .. } = computation;
    let result = if formula == rounded && !claimed.is_empty() {
        Wording::new(format!("所对照的数为 {rounded}"), format!("held against {rounded}"))
    } else if is_same(exact, rounded) {
        Wording::same(format!("{formula} = {}", if exact.contains('.') { rounded } else { exact }))
    } else {
        Wording::same(format!("{formula} = {exact} ≈ {rounded}"))
    };
    if claimed.is_empty() {
        return result;
    }
    let said = stands(computation);
    Wording::new(format!("{}；{}", result.zh, said.zh), format!("{}; {}", result.en, said.en))
}

/// How what is computed stands to the claim: `与文中 76.37% 相符`, `不低于 90%`.
fn stands(computation: &Computation) -> Wording {
    let claimed = &computation.claimed;
    match (computation.verdict, order(computation.relation)) {
        (Verdict::Agrees, None) => {
            Wording::new(format!("与文中 {claimed} 相符"), format!("agrees with the {claimed} stated"))
        }
        (Verdict::Agrees, Some((zh, en))) => Wording::new(format!("{zh} {claimed}"), format!("{en} {claimed}")),
        (Verdict::Contradicts, Some((zh, en))) => {
            Wording::new(format!("应{zh} {claimed}"), format!("has to be {en} {claimed}"))
        }
        (Verdict::CutOff, _) => Wording::new(
            format!("文中 {claimed} 是截去尾数，未四舍五入"),
            format!("the {claimed} stated is cut off, not rounded"),
        ),
        (Verdict::Reachable, _) => Wording::new(
            format!("文中 {claimed} 须原始数另有尾数才能得到"),
            format!("the {claimed} stated needs digits that are not printed"),
        ),
        (Verdict::Contradicts, None) => {
            Wording::new(format!("文中写为 {claimed}"), format!("the draft states {claimed}"))
        }
    }
}

/// A relation that is no claim, in words.
fn order(relation: Relation) -> Option<(&'static str, &'static str)> {
    match relation {
        Relation::Agrees => None,
        Relation::Equal => Some(("等于", "equal to")),
        Relation::Different => Some(("不等于", "other than")),
        Relation::Below => Some(("低于", "below")),
        Relation::AtMost => Some(("不高于", "not above")),
        Relation::Above => Some(("高于", "above")),
        Relation::AtLeast => Some(("不低于", "not below")),
    }
}

/// True where rounding only put zeros behind: `3.5万元` and `3.50万元`.
fn is_same(exact: &str, rounded: &str) -> bool {
    let split = |text: &str| {
        let digits = text.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | '-' | '−'))).unwrap_or(text.len());
        let (number, unit) = text.split_at_checked(digits).unwrap_or((text, ""));
        let number = if number.contains('.') { number.trim_end_matches('0').trim_end_matches('.') } else { number };
        (number.to_owned(), unit.to_owned())
    };
    split(exact) == split(rounded)
}

/// What the printed figures can stand for.
pub(super) fn reachable(computation: &Computation) -> Option<Wording> {
    let (least, greatest) = computation.reachable.as_ref()?;
    if least == greatest {
        return Some(Wording::new(
            format!("考虑四舍五入，只能得到 {least}"),
            format!("allowing for rounding, only {least}"),
        ));
    }
    let only = if computation.verdict == Verdict::Contradicts { "只能" } else { "可" };
    Some(Wording::new(
        format!("考虑四舍五入，{only}在 {least} 至 {greatest} 之间"),
        format!("allowing for rounding, from {least} to {greatest}"),
    ))
}

/// The source and how well it is known; the mark alone where the source says the same.
pub(crate) fn basis(basis: &Basis) -> Wording {
    let mark = basis.mark.wording();
    if basis.text.is_empty() || basis.text.zh == mark.zh {
        return mark;
    }
    let en = if basis.text.en.is_empty() { &basis.text.zh } else { &basis.text.en };
    Wording::new(format!("{}（{}）", basis.text.zh, mark.zh), format!("{en} ({})", mark.en))
}

/// `“减收” → “减支”`, and whether a person must judge it.
pub(super) fn change(correction: &Correction, sources: &SourceMap) -> Wording {
    change_of(sources.slice(correction.span), &correction.replacement, correction.certain)
}

/// The same of the words themselves.
pub(super) fn change_of(old: &str, new: &str, certain: bool) -> Wording {
    let both = match (old.is_empty(), new.is_empty()) {
        (true, _) => Wording::new(format!("补上“{new}”"), format!("insert “{new}”")),
        (false, true) => Wording::new(format!("删去“{old}”"), format!("delete “{old}”")),
        (false, false) => Wording::same(format!("“{old}” → “{new}”")),
    };
    if certain {
        return both;
    }
    Wording::new(format!("{}（供参考，请核实后再改）", both.zh), format!("{} (a candidate: verify first)", both.en))
}

/// `二、绩效自评情况 › （二）预算执行情况`, or the path in the data; and where that stands in a file with pages or cells.
fn place(finding: &Finding, sources: &SourceMap) -> Option<Wording> {
    let Place { sections, path, .. } = &finding.place;
    let at = finding.primary.as_ref().map(|label| label.span);
    let [page, stand] = [whereabouts::page, whereabouts::stand].map(|find| at.and_then(|span| find(sources, span)));
    let own = sections.iter().chain(path).cloned().map(Wording::same);
    let words: Vec<Wording> = page.into_iter().chain(own).chain(stand).collect();
    let joined = |language| words.iter().map(|it| it.get(language)).collect::<Vec<_>>().join(" › ");
    (!words.is_empty()).then(|| Wording::new(joined(Language::Chinese), joined(Language::English)))
}
