//! A review as SARIF 2.1.0, for editors and code-scanning services.
//!
//! Findings are results of kind `fail`, checks that hold `pass`, checks that could not be made `open`; figures that
//! take part are related locations, certain corrections are fixes.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, Write};

use serde_json::{Map, Value, json};

use crate::diagnostic::{Diagnostic, Language, Severity, Wording};
use crate::finding::{Finding, Label, NotEvaluated, Passed};
use crate::plan::Rule;
use crate::review::{Known, Review, Waived};
use crate::source::{SourceId, Span};

use super::arithmetic::{basis, change, reachable, recomputed};
use super::json::write_value;
use super::place::Places;
use super::sarif_model::{
    Artifact, ArtifactLocation, Change, Component, Configuration, Content, Descriptor, Fix, Invocation, Location, Log,
    LogicalLocation, Message, Notification, PhysicalLocation, Reference, Region, Replacement, ResultOut, Run, SCHEMA,
    Suppression, Tool,
};
use super::whereabouts::whereabouts;
use super::{Material, unbroken, visible, words};

/// Writes a result as SARIF.
pub(super) fn write(material: &Material<'_>, language: Language, out: &mut dyn Write) -> io::Result<()> {
    let places = Places::new(material.sources);
    let rules = material.rules.iter().filter(|rule| rule.off.is_none());
    let indices = rules.clone().enumerate().map(|(index, rule)| (&*rule.code, (index, rule))).collect();
    let scribe = Scribe { language, places, rules: indices };
    let run = Run {
        tool: scribe.tool(material.review, rules),
        invocations: vec![scribe.invocation(material)],
        artifacts: scribe.artifacts(material.review),
        results: material.review.map(|review| scribe.results(review)).unwrap_or_default(),
        language: match language {
            Language::Chinese => "zh-CN",
            Language::English => "en",
        },
        column_kind: "utf16CodeUnits",
        properties: material.review.map(Scribe::run_properties).unwrap_or_default(),
    };
    write_value(&Log { schema: SCHEMA, version: "2.1.0", runs: vec![run] }, out)
}

/// What every part needs to know.
struct Scribe<'a> {
    language: Language,
    places: Places<'a>,
    /// Position in the list of rules, and the rule, by code.
    rules: BTreeMap<&'a str, (usize, &'a Rule)>,
}

impl Scribe<'_> {
    fn say(&self, words: &Wording) -> String {
        visible(words.get(self.language)).into_owned()
    }

    fn message(&self, words: &Wording) -> Message {
        Message { text: self.say(words) }
    }

    fn tool<'r>(&self, review: Option<&Review>, rules: impl Iterator<Item = &'r Rule>) -> Tool {
        let packs = review.map(|review| review.packs.as_slice()).unwrap_or_default();
        let pack = |pack: &crate::plan::PackInfo| Component {
            name: pack.name.clone(),
            full_name: Some(self.say(&pack.title)).filter(|title| !title.is_empty()),
            version: pack.version.clone(),
            rules: Vec::new(),
        };
        Tool {
            driver: Component {
                name: "guiju".to_owned(),
                full_name: None,
                version: env!("CARGO_PKG_VERSION").to_owned(),
                rules: rules.map(|rule| self.descriptor(rule)).collect(),
            },
            extensions: packs.iter().map(pack).collect(),
        }
    }

    fn descriptor(&self, rule: &Rule) -> Descriptor {
        let basis_words = self.say(&basis(&rule.basis));
        let doc = unbroken(&rule.doc);
        let mut help = vec![doc.clone(), format!("{}{basis_words}", self.choose("依据：", "Basis: "))];
        help.extend(rule.help.as_ref().map(|help| self.say(help)));
        help.retain(|part| !part.is_empty());
        Descriptor {
            id: rule.code.to_string(),
            short_description: self.message(&rule.title),
            full_description: Some(Message { text: visible(&doc).into_owned() }).filter(|it| !it.text.is_empty()),
            help: Message { text: help.join("\n\n") },
            default_configuration: Configuration { level: rule.severity.name() },
            properties: properties(&[("basis", json!(basis_words)), ("mark", json!(words::mark(rule.basis.mark)))]),
        }
    }

    fn choose(&self, zh: &'static str, en: &'static str) -> &'static str {
        match self.language {
            Language::Chinese => zh,
            Language::English => en,
        }
    }

    fn invocation(&self, material: &Material<'_>) -> Invocation {
        let notification = |one: &Diagnostic| Notification {
            descriptor: Reference { id: one.code.to_owned() },
            level: one.severity.name(),
            message: Message { text: self.told(one) },
            locations: one.labels.iter().take(1).map(|label| self.bare(label.span)).collect(),
        };
        Invocation {
            execution_successful: material.review.is_some(),
            tool_execution_notifications: material.diagnostics.iter().map(notification).collect(),
        }
    }

    fn told(&self, diagnostic: &Diagnostic) -> String {
        let mut text = self.say(&diagnostic.message);
        if let Some(help) = &diagnostic.help {
            text.push('\n');
            text.push_str(&self.say(help));
        }
        text
    }

    /// The files read; what is no file of the submission (waivers) is none of those analysed.
    fn artifacts(&self, review: Option<&Review>) -> Vec<Artifact> {
        let roles =
            |id| if review.is_none_or(|it| it.sources.contains(&id)) { vec!["analysisTarget"] } else { Vec::new() };
        let artifact = |(id, file): (SourceId, &crate::source::SourceFile)| Artifact {
            location: ArtifactLocation { index: None, ..self.artifact(id) },
            encoding: file.encoding().name(),
            roles: roles(id),
        };
        self.places.sources().iter().map(artifact).collect()
    }

    fn results(&self, review: &Review) -> Vec<ResultOut> {
        let failed = review.findings.iter().enumerate().map(|(number, finding)| ResultOut {
            baseline_state: review.baseline.as_ref().map(|one| if one.is_new(number) { "new" } else { "unchanged" }),
            ..self.failed(finding)
        });
        let gone = review.baseline.iter().flat_map(|one| &one.fixed).map(|known| self.gone(known));
        let passed = review.passed.iter().map(|one| self.passed(one));
        let open = review.not_evaluated.iter().map(|one| self.open(one));
        let mut results: Vec<ResultOut> = failed.chain(gone).chain(passed).chain(open).collect();
        if !review.waived.is_empty() {
            results.iter_mut().for_each(|result| result.suppressions = Some(Vec::new()));
            results.extend(review.waived.iter().map(|one| self.waived(one)));
        }
        results
    }

    /// A finding of an earlier check that there is no more.
    fn gone(&self, known: &Known) -> ResultOut {
        let words = if known.message.is_empty() { &known.title } else { &known.message };
        ResultOut {
            kind: "fail",
            level: known.severity.name(),
            message: self.message(words),
            partial_fingerprints: BTreeMap::from([("guiju/v1", known.fingerprint.0.clone())]),
            baseline_state: Some("absent"),
            properties: properties(&[("clause", json!(visible(&known.clause)))]),
            ..self.blank(&known.code)
        }
    }

    /// A finding that somebody answers for.
    fn waived(&self, waived: &Waived) -> ResultOut {
        let grant = &waived.grant;
        let approver = grant.approver.as_ref().map(|approver| ("approver", json!(visible(approver))));
        let mut said: Vec<(&str, Value)> = approver.into_iter().collect();
        said.extend(grant.expires.map(|day| ("expires", json!(day.to_string()))));
        let suppression = Suppression {
            kind: if grant.approver.is_some() { "external" } else { "inSource" },
            status: "accepted",
            justification: visible(&grant.reason).into_owned(),
            location: self.bare(grant.span),
            properties: properties(&said),
        };
        ResultOut { suppressions: Some(vec![suppression]), fixes: Vec::new(), ..self.failed(&waived.finding) }
    }

    fn failed(&self, finding: &Finding) -> ResultOut {
        let primary = finding.primary.as_ref().map(|label| Location {
            message: Some(self.message(&label.text)).filter(|message| !message.text.is_empty()),
            logical_locations: self.logical(finding),
            ..self.bare(label.span)
        });
        let nowhere =
            Location { id: None, physical_location: None, logical_locations: self.logical(finding), message: None };
        let location = primary.or(Some(nowhere).filter(|place| !place.logical_locations.is_empty()));
        ResultOut {
            kind: "fail",
            level: finding.severity.name(),
            message: Message { text: self.account(finding) },
            locations: location.into_iter().collect(),
            related_locations: finding.operands.iter().enumerate().map(|(n, label)| self.related(n, label)).collect(),
            partial_fingerprints: BTreeMap::from([("guiju/v1", finding.fingerprint.0.clone())]),
            fixes: self.fixes(finding),
            properties: self.finding_properties(finding),
            ..self.blank(&finding.code)
        }
    }

    /// The message with its computation, causes and basis: viewers show nothing else.
    fn account(&self, finding: &Finding) -> String {
        let mut parts =
            vec![if finding.message.is_empty() { self.say(&finding.title) } else { self.say(&finding.message) }];
        if let Some(computation) = &finding.computation {
            parts.push(self.say(&recomputed(computation)));
            parts.extend(reachable(computation).map(|words| self.say(&words)));
        }
        let cause = |cause| format!("{}{}", self.choose("疑因：", "Suspect: "), self.say(cause));
        parts.extend(finding.causes.iter().map(cause));
        parts.push(format!("{}{}", self.choose("依据：", "Basis: "), self.say(&basis(&finding.basis))));
        parts.extend(finding.help.as_ref().map(|help| self.say(help)).filter(|help| !help.is_empty()));
        let offered = finding.correction.as_ref().map(|one| self.say(&change(one, self.places.sources())));
        parts.extend(offered.map(|words| format!("{}{words}", self.choose("改为：", "Change: "))));
        parts.join("\n")
    }

    fn fixes(&self, finding: &Finding) -> Vec<Fix> {
        let certain = finding.correction.iter().filter(|correction| correction.certain);
        let fix = |correction: &crate::finding::Correction| Fix {
            description: self.message(&finding.title),
            artifact_changes: vec![Change {
                artifact_location: self.artifact(correction.span.source),
                replacements: vec![Replacement {
                    deleted_region: self.region(correction.span),
                    inserted_content: Content { text: correction.replacement.clone() },
                }],
            }],
        };
        certain.map(fix).collect()
    }

    fn finding_properties(&self, finding: &Finding) -> Map<String, Value> {
        let mut entries = vec![
            ("basis", json!(self.say(&basis(&finding.basis)))),
            ("mark", json!(words::mark(finding.basis.mark))),
            ("clause", json!(visible(&finding.place.clause))),
        ];
        if let Some(candidate) = finding.correction.as_ref().filter(|correction| !correction.certain) {
            entries.push(("suggestion", json!(candidate.replacement)));
        }
        properties(&entries)
    }

    fn passed(&self, passed: &Passed) -> ResultOut {
        let computation = passed.computation.as_ref().map(|one| self.say(&recomputed(one)));
        let text = computation.unwrap_or_else(|| self.choose("通过", "passed").to_owned());
        ResultOut {
            kind: "pass",
            message: Message { text: self.titled(&passed.code, &text) },
            locations: passed.place.into_iter().map(|span| self.bare(span)).collect(),
            ..self.blank(&passed.code)
        }
    }

    fn open(&self, open: &NotEvaluated) -> ResultOut {
        let reason = self.say(&open.reason.wording());
        let text = format!("{}{reason}", self.choose("未评估：", "not evaluated: "));
        ResultOut {
            kind: "open",
            message: Message { text: self.titled(&open.code, &text) },
            locations: open.place.into_iter().map(|span| self.bare(span)).collect(),
            properties: properties(&[("reason", json!(words::reason(&open.reason))), ("reasonText", json!(reason))]),
            ..self.blank(&open.code)
        }
    }

    /// `完成率与金额不符（通过）`: a bare "passed" says little in a viewer.
    fn titled(&self, code: &str, text: &str) -> String {
        let title = self.rules.get(code).map(|(_, rule)| self.say(&rule.title)).filter(|title| !title.is_empty());
        title.map_or_else(
            || text.to_owned(),
            |title| format!("{title}{}{text}{}", self.choose("（", " ("), self.choose("）", ")")),
        )
    }

    fn blank(&self, code: &str) -> ResultOut {
        ResultOut {
            rule_id: code.to_owned(),
            rule_index: self.rules.get(code).map(|(index, _)| *index),
            kind: "",
            level: "none",
            message: Message { text: String::new() },
            locations: Vec::new(),
            related_locations: Vec::new(),
            partial_fingerprints: BTreeMap::new(),
            fixes: Vec::new(),
            baseline_state: None,
            suppressions: None,
            properties: Map::new(),
        }
    }

    fn related(&self, index: usize, label: &Label) -> Location {
        Location { id: Some(index), message: Some(self.message(&label.text)), ..self.bare(label.span) }
    }

    fn bare(&self, span: Span) -> Location {
        Location {
            id: None,
            physical_location: Some(PhysicalLocation {
                artifact_location: self.artifact(span.source),
                region: self.region(span),
            }),
            logical_locations: Vec::new(),
            message: None,
        }
    }

    fn artifact(&self, source: SourceId) -> ArtifactLocation {
        let name = self.places.sources().file(source).name();
        ArtifactLocation { uri: uri(name), index: Some(source.0 as usize) }
    }

    fn region(&self, span: Span) -> Region {
        let (start, end) = (self.places.start(span), self.places.end(span));
        Region {
            start_line: start.line,
            start_column: start.utf16,
            end_line: end.line,
            end_column: end.utf16,
            byte_offset: start.byte,
            byte_length: end.byte.saturating_sub(start.byte),
        }
    }

    /// The section around a finding, its path in the data, and where that is in a file with pages or cells.
    fn logical(&self, finding: &Finding) -> Vec<LogicalLocation> {
        let place = &finding.place;
        let section = place.sections.last().map(|title| LogicalLocation {
            name: visible(title).into_owned(),
            fully_qualified_name: visible(&place.sections.join(" / ")).into_owned(),
            kind: "section",
        });
        let path = place.path.as_ref().map(|path| LogicalLocation {
            name: visible(path.rsplit('.').next().unwrap_or(path)).into_owned(),
            fully_qualified_name: visible(path).into_owned(),
            kind: "property",
        });
        let at = finding.primary.as_ref().and_then(|label| whereabouts(self.places.sources(), label.span));
        let at = at.map(|words| self.say(&words)).map(|words| LogicalLocation {
            name: words.clone(),
            fully_qualified_name: words,
            kind: "element",
        });
        section.into_iter().chain(path).chain(at).collect()
    }

    fn run_properties(review: &Review) -> Map<String, Value> {
        let count = |wanted| review.findings.iter().filter(|finding| finding.severity == wanted).count();
        let overrides: Vec<Value> = review
            .overrides
            .iter()
            .map(|one| json!({"by": one.by, "what": one.what, "from": one.from, "to": one.to, "reason": one.reason}))
            .collect();
        properties(&[
            ("submission", json!(review.submission)),
            ("packChosen", json!(words::choice(&review.choice))),
            ("overrides", json!(overrides)),
            ("errors", json!(count(Severity::Error))),
            ("warnings", json!(count(Severity::Warning))),
            ("notes", json!(count(Severity::Note))),
            ("waived", json!(review.waived.len())),
            ("passed", json!(review.passed.len())),
            ("notEvaluated", json!(review.not_evaluated.len())),
            ("unreadClaims", json!(review.unread.len())),
            ("unreadFigures", json!(review.unread_figures.len())),
            ("unreadTables", json!(review.unread_tables.len())),
            ("unreadTableFigures", json!(review.unread_tables.iter().map(|table| table.figures).sum::<usize>())),
        ])
    }
}

fn properties(entries: &[(&str, Value)]) -> Map<String, Value> {
    entries.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect()
}

/// A path as a URI reference: everything but unreserved characters and the separators in per cent form.
fn uri(path: &str) -> String {
    let path = if cfg!(windows) { path.replace('\\', "/") } else { path.to_owned() };
    let mut uri = String::from(if path.starts_with('/') { "file://" } else { "" });
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::uri;

    #[test]
    fn paths_become_uri_references() {
        assert_eq!(uri("草稿 1.txt"), "%E8%8D%89%E7%A8%BF%201.txt");
        assert_eq!(uri("/a/b.yaml"), "file:///a/b.yaml");
        assert_eq!(uri("c:d"), "c%3Ad");
    }
}
