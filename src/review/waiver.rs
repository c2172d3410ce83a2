//! Findings that somebody answers for: the file that names them.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Diagnostics, Wording};
use crate::finding::Finding;
use crate::source::{SourceId, SourceMap, Span, Spanned};
use crate::yaml::{self, Node, NodeKind, Told, scalar};

use super::{Called, Day, Needed, codes};

/// A finding that is not told, and who answers for that.
#[derive(Debug, Clone)]
pub struct Waived {
    /// The finding.
    pub finding: Finding,
    /// Why it stands.
    pub grant: Grant,
}

/// Why a finding may stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// Why.
    pub reason: String,
    /// Who says so; nobody for a mark in the draft, which is its author's word.
    pub approver: Option<String>,
    /// The last day on which it holds; `None` where it holds until it is taken back.
    pub expires: Option<Day>,
    /// Where it is written.
    pub span: Span,
}

/// The waivers of a file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Waivers {
    list: Vec<Waiver>,
    /// Places in the list.
    by_fingerprint: BTreeMap<String, Vec<usize>>,
}

/// One entry of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Waiver {
    rule: Spanned<String>,
    fingerprint: Spanned<String>,
    /// The submission it is for; `None` where it is for any.
    submission: Option<String>,
    grant: Grant,
}

/// The keys of an entry, with their Chinese names; the first four must be there.
const KEYS: [(&str, &str); 6] = [
    ("rule", "规则"),
    ("fingerprint", "指纹"),
    ("reason", "理由"),
    ("approver", "批准人"),
    ("expires", "有效期"),
    ("submission", "材料"),
];

const FILE: yaml::Codes =
    yaml::Codes { not_yaml: codes::NOT_YAML, unknown_key: codes::UNKNOWN_KEY, wrong_value: codes::WRONG_VALUE };

impl Waivers {
    /// Reads a file: a list of waivers, or a map with the list under `waivers` (豁免). What is wrong is told.
    pub fn parse(source: SourceId, sources: &SourceMap, diagnostics: &mut Diagnostics) -> Self {
        let told = &mut Told { codes: &FILE, diagnostics };
        let Some(root) = yaml::parse(source, sources, told) else { return Self::default() };
        let mut items: Vec<&Node> = Vec::new();
        match &root.kind {
            NodeKind::Null => {}
            NodeKind::List(list) => items.extend(list),
            NodeKind::Map(entries) => {
                for (key, value) in entries {
                    match (key.value.as_str(), &value.kind) {
                        ("waivers" | "豁免", NodeKind::List(list)) => items.extend(list),
                        ("waivers" | "豁免", NodeKind::Null) => {}
                        ("waivers" | "豁免", NodeKind::Scalar(_) | NodeKind::Map(_)) => {
                            told.wrong_value(value, &Wording::new("一个列表", "a list"));
                        }
                        _ => told.unknown_key(key, &["waivers", "豁免"]),
                    }
                }
            }
            NodeKind::Scalar(_) => told.wrong_value(&root, &Wording::new("豁免列表", "a list of waivers")),
        }
        let mut waivers = Self::default();
        let mut known: BTreeMap<(String, String, Option<String>), Span> = BTreeMap::new();
        for item in items {
            let Some(waiver) = entry(item, told) else { continue };
            let key = (waiver.rule.value.clone(), waiver.fingerprint.value.clone(), waiver.submission.clone());
            match known.get(&key) {
                Some(first) => told.push(repeated(&waiver, *first)),
                None => {
                    known.insert(key, waiver.fingerprint.span);
                    let places = waivers.by_fingerprint.entry(waiver.fingerprint.value.clone()).or_default();
                    places.push(waivers.list.len());
                    waivers.list.push(waiver);
                }
            }
        }
        waivers
    }

    /// Takes the findings of a submission that are waived out of the others.
    pub(super) fn take(&self, findings: &mut Vec<Finding>, today: Day, called: Called<'_>) -> Vec<Waived> {
        let mut waived = Vec::new();
        for finding in std::mem::take(findings) {
            let fitting = self.fitting(&finding.code, &finding.fingerprint.0, called);
            let holding = fitting.into_iter().filter(|(_, waiver)| !waiver.has_expired(today));
            // One that names the submission says more than one that does not.
            match holding.max_by_key(|(_, waiver)| waiver.submission.is_some()) {
                Some((_, waiver)) => waived.push(Waived { finding, grant: waiver.grant.clone() }),
                None => findings.push(finding),
            }
        }
        waived
    }

    /// Notes which waiver a finding of a submission needs.
    pub(super) fn note(&self, needed: &mut Needed, code: &str, fingerprint: &str, called: Called<'_>) {
        let fitting = self.fitting(code, fingerprint, called);
        if fitting.is_empty() {
            for at in self.by_fingerprint.get(fingerprint).into_iter().flatten() {
                if self.list.get(*at).is_some_and(|waiver| waiver.rule.value == code) {
                    needed.elsewhere.entry(*at).or_insert_with(|| called.submission.to_owned());
                } else {
                    needed.others.entry(*at).or_insert_with(|| code.to_owned());
                }
            }
        }
        needed.waivers.extend(fitting.into_iter().map(|(at, _)| at));
    }

    /// What is told of waivers that have expired or that nothing needs; one of a rule that was not asked for is not.
    pub(super) fn told(&self, needed: &Needed, today: Day, selected: &dyn Fn(&str) -> bool) -> Vec<Diagnostic> {
        let told = self.list.iter().enumerate().filter_map(|(at, waiver)| {
            let is_needed = needed.waivers.contains(&at);
            if waiver.has_expired(today) {
                Some(waiver.expired(is_needed))
            } else if !is_needed && selected(&waiver.rule.value) {
                Some(waiver.unused(needed.others.get(&at), needed.elsewhere.get(&at)))
            } else {
                None
            }
        });
        told.collect()
    }

    /// The waivers of a finding of a submission, with their places in the list.
    fn fitting(&self, code: &str, fingerprint: &str, called: Called<'_>) -> Vec<(usize, &Waiver)> {
        let candidates = self.by_fingerprint.get(fingerprint).into_iter().flatten();
        let waivers = candidates.filter_map(|at| Some((*at, self.list.get(*at)?)));
        waivers.filter(|(_, waiver)| waiver.rule.value == code && waiver.is_for(called)).collect()
    }
}

impl Waiver {
    /// What it is about.
    fn key(&self) -> (&str, &str) {
        (&self.rule.value, &self.fingerprint.value)
    }

    /// The rule, and the submission where one is named.
    fn named(&self) -> Wording {
        let rule = &self.rule.value;
        match &self.submission {
            Some(it) => Wording::new(format!("{rule}（{it}）"), format!("{rule} ({it})")),
            None => Wording::new(format!("{rule} "), rule.clone()),
        }
    }

    fn is_for(&self, called: Called<'_>) -> bool {
        self.submission.as_deref().is_none_or(|word| called.is(word))
    }

    fn has_expired(&self, today: Day) -> bool {
        self.grant.expires.is_some_and(|last| last < today)
    }

    fn expired(&self, is_needed: bool) -> Diagnostic {
        let rule = self.named();
        let day = self.grant.expires.map(|day| day.to_string()).unwrap_or_default();
        let message = Wording::new(
            format!("对 {}的豁免已于 {day} 到期", rule.zh),
            format!("the waiver of {} has expired on {day}", rule.en),
        );
        let help = if is_needed {
            Wording::new(
                "这处问题重新列出；请改正材料，或由批准人延期",
                "the finding is told again; mend the draft, or let the approver prolong the waiver",
            )
        } else {
            Wording::new("这处问题已不存在，可删去这一条", "the finding is there no more; the entry can go")
        };
        Diagnostic::error(codes::EXPIRED, self.grant.span, message).as_warning().help(help)
    }

    /// `other` is the rule whose finding has the fingerprint, `elsewhere` the submission that has the finding.
    fn unused(&self, other: Option<&String>, elsewhere: Option<&String>) -> Diagnostic {
        let (rule, fingerprint) = (self.named(), &self.fingerprint.value);
        let message = Wording::new(
            format!("没有用上的豁免：{}没有指纹为 {fingerprint} 的问题", rule.zh),
            format!("an unused waiver: {} has no finding {fingerprint}", rule.en),
        );
        let diagnostic = Diagnostic::error(codes::UNUSED, self.fingerprint.span, message).as_warning();
        diagnostic.help(match (elsewhere, other) {
            (Some(elsewhere), _) => Wording::new(
                format!("有这处问题的材料是 {elsewhere}，请核对 submission（材料）"),
                format!("{elsewhere} has the finding; check the submission that the waiver names"),
            ),
            (None, Some(other)) => Wording::new(
                format!("这个指纹是 {other} 的问题，请核对规则代码"),
                format!("the fingerprint is that of a finding of {other}; check the code of the rule"),
            ),
            (None, None) => Wording::new(
                "问题已改正，或那一句已改动；前者可删去这一条，后者须重新批准（--fingerprints 列出现在的指纹）",
                "the fault is mended, or its sentence has changed: then the entry can go, or must be approved anew (--fingerprints shows the present ones)",
            ),
        })
    }
}

/// One entry; `None` where something is wrong with it, which is told.
fn entry(item: &Node, told: &mut Told<'_>) -> Option<Waiver> {
    let NodeKind::Map(fields) = &item.kind else {
        told.wrong_value(item, &Wording::new("“键: 值”形式的一条豁免", "a waiver: keys with values"));
        return None;
    };
    let mut is_right = true;
    let mut found: BTreeMap<&str, Spanned<String>> = BTreeMap::new();
    for (key, value) in fields {
        let Some((name, _)) = KEYS.iter().find(|(name, chinese)| *name == key.value || *chinese == key.value) else {
            let known: Vec<&str> = KEYS.iter().flat_map(|(name, chinese)| [*name, *chinese]).collect();
            told.unknown_key(key, &known);
            is_right = false;
            continue;
        };
        if matches!(value.kind, NodeKind::Null) {
            // Told below as missing.
            continue;
        }
        match scalar(value, told).map(|it| Spanned::new(it.value.trim().to_owned(), it.span)) {
            Some(value) if value.value.is_empty() => {}
            Some(value) => match found.get(name) {
                Some(first) => {
                    told.push(twice(key, name, first.span));
                    is_right = false;
                }
                None => {
                    found.insert(name, value);
                }
            },
            None => is_right = false,
        }
    }
    let expires = match found.remove("expires") {
        Some(written) => {
            let day = Day::parse(&written.value);
            if day.is_none() {
                told.push(not_a_day(&written));
                is_right = false;
            }
            day
        }
        None => None,
    };
    let submission = found.remove("submission").map(|it| it.value);
    let place = fields.first().map_or(item.span, |(key, _)| key.span);
    let (rule, fingerprint) = (found.remove("rule"), found.remove("fingerprint"));
    let (reason, approver) = (found.remove("reason"), found.remove("approver"));
    match (rule, fingerprint, reason, approver) {
        (Some(rule), Some(fingerprint), Some(reason), Some(approver)) if is_right => {
            let span = fingerprint.span;
            let grant = Grant { reason: reason.value, approver: Some(approver.value), expires, span };
            Some(Waiver { rule, fingerprint, submission, grant })
        }
        (rule, fingerprint, reason, approver) => {
            let given = [rule, fingerprint, reason, approver].map(|value| value.is_some());
            let missing = KEYS.iter().zip(given).filter(|(_, is_given)| !is_given).map(|(names, _)| *names);
            let missing: Vec<(&str, &str)> = missing.collect();
            // A key that is misspelt is told as such, and not as missing too.
            if !missing.is_empty() && is_right {
                told.push(incomplete(place, &missing));
            }
            None
        }
    }
}

fn incomplete(place: Span, missing: &[(&str, &str)]) -> Diagnostic {
    let zh: Vec<String> = missing.iter().map(|(name, chinese)| format!("{name}（{chinese}）")).collect();
    let en: Vec<&str> = missing.iter().map(|(name, _)| *name).collect();
    let message =
        Wording::new(format!("这条豁免缺少 {}", zh.join("、")), format!("this waiver gives no {}", en.join(", ")));
    Diagnostic::error(codes::MISSING_KEY, place, message).help(Wording::new(
        "每条豁免都要写明规则、指纹、理由和批准人；指纹用 guiju check --fingerprints 列出",
        "each waiver names the rule, the fingerprint, the reason and who approved it; guiju check --fingerprints shows fingerprints",
    ))
}

fn not_a_day(written: &Spanned<String>) -> Diagnostic {
    let message =
        Wording::new(format!("“{}”不是日期", written.value), format!("“{}” is no day of the calendar", written.value));
    Diagnostic::error(codes::WRONG_VALUE, written.span, message)
        .help(Wording::new("写作 2026-12-31，当日仍有效", "write 2026-12-31; the waiver still holds on that day"))
}

/// The same key in both languages; the parser tells one that is written twice.
fn twice(key: &Spanned<String>, name: &str, first: Span) -> Diagnostic {
    let message = Wording::new(format!("{name} 写了两次"), format!("{name} stands twice"));
    Diagnostic::error(codes::REPEATED, key.span, message).and(first, Wording::new("前一处", "the first"))
}

fn repeated(waiver: &Waiver, first: Span) -> Diagnostic {
    let (rule, fingerprint) = waiver.key();
    let message = Wording::new(
        format!("{rule} 的 {fingerprint} 有两条豁免"),
        format!("there are two waivers of {fingerprint} of {rule}"),
    );
    Diagnostic::error(codes::REPEATED, waiver.fingerprint.span, message)
        .and(first, Wording::new("前一条", "the first"))
        .help(Wording::new("请删去一条", "remove one of them"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is told of a file: code and the words it points at.
    fn told(text: &str) -> Vec<(&'static str, String)> {
        let mut sources = SourceMap::default();
        let source = sources.add("waivers.yaml", text);
        let mut diagnostics = Diagnostics::default();
        let _ = Waivers::parse(source, &sources, &mut diagnostics);
        let words = |one: &Diagnostic| sources.slice(one.span().unwrap()).to_owned();
        diagnostics.iter().map(|one| (one.code, words(one))).collect()
    }

    fn count(text: &str) -> usize {
        let mut sources = SourceMap::default();
        let source = sources.add("waivers.yaml", text);
        Waivers::parse(source, &sources, &mut Diagnostics::default()).list.len()
    }

    const RIGHT: &str = "- rule: A01\n  fingerprint: 1234567890123456\n  reason: 口径不同\n  approver: 张某\n";

    #[test]
    fn a_list_and_a_map_in_either_language_are_read() {
        assert_eq!((count(RIGHT), told(RIGHT)), (1, vec![]));
        assert_eq!((count("waivers:\n"), told("waivers:\n")), (0, vec![]));
        assert_eq!(
            told("豁免:\n- {规则: A01, 指纹: 1e10000000000000, 理由: 因, 批准人: 某, 有效期: 2026-12-31}\n"),
            []
        );
    }

    #[test]
    fn a_fingerprint_of_digits_keeps_every_one() {
        let mut sources = SourceMap::default();
        let source = sources.add("waivers.yaml", RIGHT.replace("1234567890123456", "0012345678901e09"));
        let waivers = Waivers::parse(source, &sources, &mut Diagnostics::default());
        assert_eq!(waivers.list[0].fingerprint.value, "0012345678901e09");
    }

    #[test]
    fn mistakes_are_told_at_their_words() {
        let with = |line: &str| told(&format!("{RIGHT}  {line}\n"));
        assert_eq!(with("expires: 2026-02-30"), [("waiver::wrong_value", "2026-02-30".to_owned())]);
        assert_eq!(with("expired: 2026-02-28"), [("waiver::unknown_key", "expired".to_owned())]);
        assert_eq!(with("理由: 另一个"), [("waiver::repeated", "理由".to_owned())]);
        assert_eq!(told("- rule: A01\n  reason: ''\n"), [("waiver::missing_key", "rule".to_owned())]);
        assert_eq!(told("- A01\n"), [("waiver::wrong_value", "A01".to_owned())]);
        assert_eq!(told(&RIGHT.replace("口径不同", "[a]"))[0].0, "waiver::wrong_value");
        assert_eq!(told(&format!("{RIGHT}{RIGHT}")), [("waiver::repeated", "1234567890123456".to_owned())]);
        assert_eq!(told("waiver: []\n"), [("waiver::unknown_key", "waiver".to_owned())]);
        assert_eq!(told("- rule: [\n")[0].0, "waiver::not_yaml");
    }
}
