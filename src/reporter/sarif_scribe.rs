//! The parts of a SARIF log from the shape of the JSON output: results with their places, rules, invocations.

use std::collections::{BTreeMap, HashMap};

use serde_json::{Map, Value, json};

use crate::diagnostic::{Language, Wording};

use super::model::{
    BaselineOut, CorrectionOut, DiagnosticOut, FileOut, FindingOut, FixedOut, LabelOut, Output, PlaceOut, ReviewOut,
    WaivedOut, Words,
};
use super::rule_book::{RuleBook, RuleNote};
use super::sarif_model::{
    ArtifactLocation, Change, Configuration, Content, Descriptor, Fix, Invocation, Location, LogicalLocation, Message,
    Notification, PhysicalLocation, Reference, Region, Replacement, ResultOut, Suppression, uri,
};
use super::told::change;
use super::{arithmetic, unbroken, visible, words};

/// What every part needs to know.
pub(super) struct Scribe<'a> {
    pub(super) language: Language,
    pub(super) book: &'a RuleBook,
    /// The numbers of the files, by name.
    pub(super) files: HashMap<String, usize>,
}

impl Scribe<'_> {
    pub(super) fn number_files(&mut self, files: &[FileOut]) {
        for file in files {
            let next = self.files.len();
            self.files.entry(file.name.clone()).or_insert(next);
        }
    }

    /// Words of the JSON shape, which are safe to show.
    pub(super) fn say(&self, words: &Words) -> String {
        self.choose(&*words.zh, &*words.en).to_owned()
    }

    fn word(&self, words: &Wording) -> String {
        visible(words.get(self.language)).into_owned()
    }

    fn message(&self, words: &Words) -> Message {
        Message { text: self.say(words) }
    }

    fn choose<'w, T: ?Sized>(&self, zh: &'w T, en: &'w T) -> &'w T {
        match self.language {
            Language::Chinese => zh,
            Language::English => en,
        }
    }

    pub(super) fn descriptor(&self, rule: &RuleNote) -> Descriptor {
        let basis_words = self.word(&arithmetic::basis(&rule.basis));
        let doc = unbroken(&rule.doc);
        let mut help = vec![doc.clone(), format!("{}{basis_words}", self.choose("依据：", "Basis: "))];
        help.extend(rule.help.as_ref().map(|help| self.word(help)));
        help.retain(|part| !part.is_empty());
        Descriptor {
            id: rule.code.clone(),
            short_description: Message { text: self.word(&rule.title) },
            full_description: Some(Message { text: visible(&doc).into_owned() }).filter(|it| !it.text.is_empty()),
            help: Message { text: help.join("\n\n") },
            default_configuration: Configuration { level: rule.severity.name() },
            properties: properties(&[("basis", json!(basis_words)), ("mark", json!(words::mark(rule.basis.mark)))]),
        }
    }

    /// `is_one` where it is the only one: then the run has its properties.
    pub(super) fn invocation(&self, output: &Output, is_one: bool) -> Invocation {
        let notification = |one: &DiagnosticOut| Notification {
            descriptor: Reference { id: one.code.to_string() },
            level: one.severity.to_string(),
            message: Message { text: self.told(one) },
            locations: one.labels.iter().take(1).map(|label| self.bare(&label.place)).collect(),
        };
        let told = output.errors.iter().chain(&output.warnings);
        let review = output.review.as_ref();
        Invocation {
            execution_successful: review.is_some(),
            tool_execution_notifications: told.map(notification).collect(),
            properties: review.filter(|_| !is_one).map(run_properties).unwrap_or_default(),
        }
    }

    fn told(&self, diagnostic: &DiagnosticOut) -> String {
        let help = diagnostic.help.as_ref().map(|help| format!("\n{}", self.say(help)));
        self.say(&diagnostic.message) + &help.unwrap_or_default()
    }

    pub(super) fn results(&self, review: &ReviewOut) -> Vec<ResultOut> {
        let is_new = review.baseline.as_ref().map(BaselineOut::is_new);
        let failed = review.findings.iter().map(|finding| ResultOut {
            baseline_state: is_new.as_ref().map(|is_new| if is_new(finding) { "new" } else { "unchanged" }),
            ..self.failed(finding)
        });
        let gone = review.baseline.iter().flat_map(|one| &one.fixed).map(|known| self.gone(known));
        let passed = review.passed.iter().map(|one| {
            let computation = one.computation.as_ref().map(|one| self.word(&one.told()));
            let text = computation.unwrap_or_else(|| self.choose("通过", "passed").to_owned());
            self.held("pass", &one.code, &text, one.place.as_ref())
        });
        let open = review.not_evaluated.iter().map(|one| {
            let reason = self.say(&one.reason.text);
            let text = format!("{}{reason}", self.choose("未评估：", "not evaluated: "));
            ResultOut {
                properties: properties(&[("reason", json!(one.reason.kind)), ("reasonText", json!(reason))]),
                ..self.held("open", &one.code, &text, one.place.as_ref())
            }
        });
        let waived = review.waived.iter().map(|one| self.waived(one));
        failed.chain(gone).chain(passed).chain(open).chain(waived).collect()
    }

    /// A finding of an earlier check that there is no more.
    fn gone(&self, known: &FixedOut) -> ResultOut {
        let words = if known.message.zh.is_empty() { &known.title } else { &known.message };
        ResultOut {
            kind: "fail",
            level: known.severity.to_string(),
            message: self.message(words),
            partial_fingerprints: BTreeMap::from([("guiju/v1", known.fingerprint.clone())]),
            baseline_state: Some("absent"),
            properties: properties(&[("clause", json!(known.place.clause))]),
            ..self.blank(&known.code)
        }
    }

    /// A finding that somebody answers for.
    fn waived(&self, waived: &WaivedOut) -> ResultOut {
        let approver = waived.approver.as_ref().map(|approver| ("approver", json!(approver)));
        let mut said: Vec<(&str, Value)> = approver.into_iter().collect();
        said.extend(waived.expires.as_ref().map(|day| ("expires", json!(day))));
        let suppression = Suppression {
            kind: if waived.approver.is_some() { "external" } else { "inSource" },
            status: "accepted",
            justification: waived.reason.clone(),
            location: self.bare(&waived.place),
            properties: properties(&said),
        };
        ResultOut { suppressions: Some(vec![suppression]), fixes: Vec::new(), ..self.failed(&waived.finding) }
    }

    fn failed(&self, finding: &FindingOut) -> ResultOut {
        let primary = finding.primary.as_ref().map(|label| Location {
            message: Some(self.message(&label.text)).filter(|message| !message.text.is_empty()),
            logical_locations: self.logical(finding),
            ..self.bare(&label.place)
        });
        let nowhere =
            Location { id: None, physical_location: None, logical_locations: self.logical(finding), message: None };
        let location = primary.or(Some(nowhere).filter(|place| !place.logical_locations.is_empty()));
        ResultOut {
            kind: "fail",
            level: finding.severity.to_string(),
            message: Message { text: self.account(finding) },
            locations: location.into_iter().collect(),
            related_locations: finding.labels.iter().enumerate().map(|(n, label)| self.related(n, label)).collect(),
            partial_fingerprints: BTreeMap::from([("guiju/v1", finding.fingerprint.clone())]),
            fixes: self.fixes(finding),
            properties: self.finding_properties(finding),
            ..self.blank(&finding.code)
        }
    }

    /// The message with its computation, causes and basis: viewers show nothing else.
    fn account(&self, finding: &FindingOut) -> String {
        let message = if finding.message.zh.is_empty() { &finding.title } else { &finding.message };
        let mut parts = vec![self.say(message)];
        if let Some(computation) = &finding.computation {
            parts.push(self.word(&computation.told()));
            parts.extend(computation.possible().map(|words| self.word(&words)));
        }
        let cause = |cause| format!("{}{}", self.choose("疑因：", "Suspect: "), self.say(cause));
        parts.extend(finding.causes.iter().map(cause));
        parts.push(format!("{}{}", self.choose("依据：", "Basis: "), self.word(&finding.basis.wording())));
        parts.extend(finding.help.as_ref().map(|help| self.say(help)).filter(|help| !help.is_empty()));
        let offered = finding.correction.as_ref().map(|one| self.word(&change(one)));
        parts.extend(offered.map(|words| format!("{}{words}", self.choose("改为：", "Change: "))));
        parts.join("\n")
    }

    fn fixes(&self, finding: &FindingOut) -> Vec<Fix> {
        let certain = finding.correction.iter().filter(|correction| correction.certain);
        let fix = |correction: &CorrectionOut| Fix {
            description: self.message(&finding.title),
            artifact_changes: vec![Change {
                artifact_location: self.location(&correction.place),
                replacements: vec![Replacement {
                    deleted_region: region(&correction.place),
                    inserted_content: Content { text: correction.replacement.clone() },
                }],
            }],
        };
        certain.map(fix).collect()
    }

    fn finding_properties(&self, finding: &FindingOut) -> Map<String, Value> {
        let mut entries = vec![
            ("basis", json!(self.word(&finding.basis.wording()))),
            ("mark", json!(finding.basis.mark)),
            ("clause", json!(finding.place.clause)),
        ];
        if let Some(candidate) = finding.correction.as_ref().filter(|correction| !correction.certain) {
            entries.push(("suggestion", json!(candidate.replacement)));
        }
        properties(&entries)
    }

    /// A check that holds or could not be made. `完成率与金额不符（通过）`: a bare "passed" says little in a viewer.
    fn held(&self, kind: &'static str, code: &str, text: &str, place: Option<&PlaceOut>) -> ResultOut {
        let title = self.book.title(code).map(|title| self.word(title)).filter(|title| !title.is_empty());
        let text = title.map_or_else(
            || text.to_owned(),
            |title| format!("{title}{}{text}{}", self.choose("（", " ("), self.choose("）", ")")),
        );
        let locations = place.into_iter().map(|place| self.bare(place)).collect();
        ResultOut { kind, message: Message { text }, locations, ..self.blank(code) }
    }

    fn blank(&self, code: &str) -> ResultOut {
        ResultOut {
            rule_id: code.to_owned(),
            rule_index: self.book.place(code),
            kind: "",
            level: "none".to_owned(),
            message: Message { text: String::new() },
            locations: Vec::new(),
            related_locations: Vec::new(),
            partial_fingerprints: BTreeMap::new(),
            fixes: Vec::new(),
            baseline_state: None,
            suppressions: None,
            provenance: None,
            properties: Map::new(),
        }
    }

    fn related(&self, index: usize, label: &LabelOut) -> Location {
        Location { id: Some(index), message: Some(self.message(&label.text)), ..self.bare(&label.place) }
    }

    fn bare(&self, place: &PlaceOut) -> Location {
        Location {
            id: None,
            physical_location: Some(PhysicalLocation {
                artifact_location: self.location(place),
                region: region(place),
            }),
            logical_locations: Vec::new(),
            message: None,
        }
    }

    fn location(&self, place: &PlaceOut) -> ArtifactLocation {
        ArtifactLocation { uri: uri(&place.file), index: self.files.get(&place.file).copied() }
    }

    /// The section around a finding, its path in the data, and where that is in a file with pages or cells.
    fn logical(&self, finding: &FindingOut) -> Vec<LogicalLocation> {
        let place = &finding.place;
        let section = place.sections.last().map(|title| LogicalLocation {
            name: title.clone(),
            fully_qualified_name: place.sections.join(" / "),
            kind: "section",
        });
        let path = place.path.as_ref().map(|path| LogicalLocation {
            name: path.rsplit('.').next().unwrap_or(path).to_owned(),
            fully_qualified_name: path.clone(),
            kind: "property",
        });
        let at = finding.primary.as_ref().and_then(|label| label.place.at.as_ref());
        let at = at.map(|words| self.say(words)).map(|words| LogicalLocation {
            name: words.clone(),
            fully_qualified_name: words,
            kind: "element",
        });
        section.into_iter().chain(path).chain(at).collect()
    }
}

fn region(place: &PlaceOut) -> Region {
    let (start, end) = (&place.start, &place.end);
    Region {
        start_line: start.line,
        start_column: start.utf16,
        end_line: end.line,
        end_column: end.utf16,
        byte_offset: start.byte,
        byte_length: end.byte.saturating_sub(start.byte),
    }
}

/// What is said of a submission, or of the run that holds no other.
pub(super) fn run_properties(review: &ReviewOut) -> Map<String, Value> {
    let summary = &review.summary;
    properties(&[
        ("submission", json!(review.submission)),
        ("packChosen", json!(review.choice.how)),
        ("overrides", json!(review.overrides)),
        ("errors", json!(summary.errors)),
        ("warnings", json!(summary.warnings)),
        ("notes", json!(summary.notes)),
        ("waived", json!(summary.waived)),
        ("passed", json!(summary.passed)),
        ("notEvaluated", json!(summary.not_evaluated)),
        ("unreadClaims", json!(summary.unread_claims)),
        ("unreadFigures", json!(summary.unread_figures)),
        ("unreadTables", json!(summary.unread_tables)),
        ("unreadTableFigures", json!(summary.unread_table_figures)),
    ])
}

fn properties(entries: &[(&str, Value)]) -> Map<String, Value> {
    entries.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect()
}
