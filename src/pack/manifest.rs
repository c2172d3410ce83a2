//! `pack.yaml`: what a pack is called, what it extends, where and when it is in force, and what it overrides.

use crate::diagnostic::{Diagnostic, Diagnostics, Severity, Wording, nearest};
use crate::source::{SourceId, SourceMap, Span, Spanned};
use crate::yaml::{self, Node, NodeKind, Told, list_of_scalars, map, scalar};

use super::codes;

/// What `pack.yaml` says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Manifest {
    /// The pack's name; the folder's where the file gives none.
    pub name: String,
    /// Its title for people.
    pub title: Wording,
    /// Its version, as written.
    pub version: String,
    /// The packs it stands on.
    pub extends: Vec<Spanned<String>>,
    /// The words by which a report shows that it belongs here: 江门市, 江门. Empty for packs that others build on.
    pub region: Vec<String>,
    /// First and last evaluated year it is in force for, both included.
    pub years: (Option<i32>, Option<i32>),
    /// Parameters of packs above, with the expression that takes the place of theirs.
    pub params: Vec<(Spanned<String>, Spanned<String>)>,
    /// Severities of rules of packs above.
    pub severity: Vec<(Spanned<String>, Spanned<Severity>)>,
    /// Rules of packs above that do not run, with the reason.
    pub off: Vec<(Spanned<String>, Spanned<String>)>,
    /// The file.
    pub source: SourceId,
}

const KEYS: &[&str] = &["name", "title", "version", "extends", "region", "years", "params", "severity", "off"];

impl Manifest {
    /// Reads `pack.yaml`; whatever is wrong is told and left out.
    pub fn parse(folder: &str, source: SourceId, sources: &SourceMap, diagnostics: &mut Diagnostics) -> Self {
        let told = &mut Told { codes: &codes::FILE, diagnostics };
        let mut manifest = Self::empty(folder, source);
        let Some(root) = yaml::parse(source, sources, told) else { return manifest };
        let Some(entries) = map(&root, told) else { return manifest };
        for (key, value) in entries {
            manifest.read(key, value, told);
        }
        if manifest.version.is_empty() {
            told.push(missing_version(source));
        }
        if manifest.title.is_empty() {
            manifest.title = Wording::same(manifest.name.clone());
        }
        manifest
    }

    /// True where the pack is in force for an evaluated year.
    #[must_use]
    pub fn in_force(&self, year: i32) -> bool {
        self.years.0.is_none_or(|from| from <= year) && self.years.1.is_none_or(|to| year <= to)
    }

    fn empty(folder: &str, source: SourceId) -> Self {
        Self {
            name: folder.to_owned(),
            title: Wording::default(),
            version: String::new(),
            extends: Vec::new(),
            region: Vec::new(),
            years: (None, None),
            params: Vec::new(),
            severity: Vec::new(),
            off: Vec::new(),
            source,
        }
    }

    fn read(&mut self, key: &Spanned<String>, value: &Node, told: &mut Told<'_>) {
        match key.value.as_str() {
            "name" => {
                if let Some(name) = scalar(value, told) {
                    self.name = name.value;
                }
            }
            "title" => self.title = title(value, told),
            "version" => {
                if let Some(version) = scalar(value, told) {
                    self.version = version.value;
                }
            }
            "extends" => self.extends = list_of_scalars(value, told),
            "region" => {
                self.region = list_of_scalars(value, told).into_iter().map(|region| region.value).collect();
            }
            "years" => self.years = years(value, told),
            "params" => self.params = pairs(value, told),
            "severity" => self.severity = severities(value, told),
            "off" => self.off = pairs(value, told),
            _ => told.unknown_key(key, KEYS),
        }
    }
}

fn missing_version(source: SourceId) -> Diagnostic {
    let message = Wording::new("pack.yaml 缺少 version", "pack.yaml gives no version");
    Diagnostic::error(codes::MISSING_KEY, Span::new(source, 0, 0), message).help(Wording::new(
        "加一行，例如 version: 0.1.0；审核结果会写明所用规则包的版本",
        "add a line such as `version: 0.1.0`; results name the version of the pack they were made with",
    ))
}

/// `title: 江门市`, `title: {zh: 江门市, en: Jiangmen}`
fn title(value: &Node, told: &mut Told<'_>) -> Wording {
    if let NodeKind::Scalar(title) = &value.kind {
        return Wording::same(title.clone());
    }
    let mut wording = Wording::default();
    for (key, value) in map(value, told).unwrap_or_default() {
        let Some(words) = scalar(value, told) else { continue };
        match key.value.as_str() {
            "zh" => wording.zh = words.value,
            "en" => wording.en = words.value,
            _ => told.unknown_key(key, &["zh", "en"]),
        }
    }
    wording
}

/// `2021..2023`, `2021..`, `..2023`, `2022`
fn years(value: &Node, told: &mut Told<'_>) -> (Option<i32>, Option<i32>) {
    let Some(written) = scalar(value, told) else { return (None, None) };
    let Some(range) = year_range(&written.value) else {
        let message = Wording::new(
            format!("“{}”不是年度范围", written.value),
            format!("“{}” is not a range of years", written.value),
        );
        told.push(
            Diagnostic::error(codes::WRONG_VALUE, written.span, message)
                .help(Wording::new("写作 2021..2023、2021.. 或 2022", "write 2021..2023, 2021.. or 2022")),
        );
        return (None, None);
    };
    if let (Some(from), Some(to)) = range
        && from > to
    {
        let message = Wording::new(
            format!("起始年份 {from} 晚于截止年份 {to}"),
            format!("the first year {from} is behind the last year {to}"),
        );
        told.push(Diagnostic::error(codes::EMPTY_YEARS, written.span, message));
    }
    range
}

fn year_range(written: &str) -> Option<(Option<i32>, Option<i32>)> {
    let year = |text: &str| -> Option<Option<i32>> {
        let text = text.trim();
        if text.is_empty() {
            return Some(None);
        }
        let four_digits = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
        four_digits.then(|| text.parse().ok())
    };
    match written.split_once("..") {
        Some((from, to)) => {
            let range = (year(from)?, year(to)?);
            (range != (None, None)).then_some(range)
        }
        None => year(written)?.map(|year| (Some(year), Some(year))),
    }
}

/// A map whose values are scalars.
fn pairs(value: &Node, told: &mut Told<'_>) -> Vec<(Spanned<String>, Spanned<String>)> {
    let mut pairs = Vec::new();
    for (key, value) in map(value, told).unwrap_or_default() {
        if let Some(value) = scalar(value, told) {
            pairs.push((key.clone(), value));
        }
    }
    pairs
}

fn severities(value: &Node, told: &mut Told<'_>) -> Vec<(Spanned<String>, Spanned<Severity>)> {
    let mut severities = Vec::new();
    for (code, word) in pairs(value, told) {
        match severity(&word.value) {
            Some(severity) => severities.push((code, Spanned::new(severity, word.span))),
            None => told.push(not_a_severity(&word)),
        }
    }
    severities
}

const SEVERITY_WORDS: [(&str, Severity); 6] = [
    ("error", Severity::Error),
    ("warning", Severity::Warning),
    ("note", Severity::Note),
    ("错误", Severity::Error),
    ("警告", Severity::Warning),
    ("提示", Severity::Note),
];

fn severity(word: &str) -> Option<Severity> {
    SEVERITY_WORDS.iter().find(|(known, _)| *known == word).map(|(_, severity)| *severity)
}

fn not_a_severity(word: &Spanned<String>) -> Diagnostic {
    let message = Wording::new(format!("“{}”不是级别", word.value), format!("“{}” is not a severity", word.value));
    let diagnostic = Diagnostic::error(codes::WRONG_VALUE, word.span, message);
    match nearest(&word.value, SEVERITY_WORDS.iter().map(|(known, _)| *known)) {
        Some(near) => diagnostic.help(Wording::new(format!("是否为 {near}？"), format!("did you mean {near}?"))),
        None => diagnostic.help(Wording::new(
            "写 error、warning 或 note（错误、警告、提示）；不再检查的规则写在 off 下",
            "write error, warning or note; rules that shall not run belong under `off`",
        )),
    }
}
