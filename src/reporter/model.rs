//! The shape of the JSON output; `docs/json.md` and `docs/schema/review-1.3.schema.json` describe the same.
//!
//! A field is added by raising the minor number of [`SCHEMA_VERSION`]; a field that changes or goes, the major one.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

/// The version of the shape.
pub(crate) const SCHEMA_VERSION: &str = "1.3";

/// The whole output.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Output {
    pub(crate) schema_version: Cow<'static, str>,
    pub(crate) tool: Tool,
    /// Mistakes that kept a file from being read.
    pub(crate) errors: Vec<DiagnosticOut>,
    /// What else is worth knowing of the files.
    pub(crate) warnings: Vec<DiagnosticOut>,
    pub(crate) files: Vec<FileOut>,
    /// Absent where a file could not be read.
    pub(crate) review: Option<ReviewOut>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Tool {
    pub(crate) name: Cow<'static, str>,
    pub(crate) version: Cow<'static, str>,
}

/// Words in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Words {
    pub(crate) zh: String,
    pub(crate) en: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct FileOut {
    pub(crate) name: String,
    pub(crate) encoding: Cow<'static, str>,
    pub(crate) byte_order_mark: bool,
    /// True where positions count in the text drawn from a Word file, a workbook or a PDF, not in the file.
    pub(crate) transcript: bool,
    /// What the file is for: it is checked (`submission`), or it names what is waived (`waivers`).
    pub(crate) role: Cow<'static, str>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct DiagnosticOut {
    pub(crate) code: Cow<'static, str>,
    pub(crate) severity: Cow<'static, str>,
    pub(crate) message: Words,
    pub(crate) labels: Vec<LabelOut>,
    pub(crate) help: Option<Words>,
}

/// A position; `line`, `column` and `utf16` count from 1, `byte` and `offset` from 0.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct PointOut {
    pub(crate) line: u32,
    pub(crate) column: u32,
    pub(crate) utf16: u32,
    pub(crate) byte: usize,
    pub(crate) offset: usize,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct PlaceOut {
    pub(crate) file: String,
    pub(crate) start: PointOut,
    pub(crate) end: PointOut,
    /// Where that is in a file with pages, paragraphs or cells.
    pub(crate) at: Option<Words>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct LabelOut {
    #[serde(flatten)]
    pub(crate) place: PlaceOut,
    pub(crate) text: Words,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ReviewOut {
    pub(crate) submission: String,
    pub(crate) language: Cow<'static, str>,
    pub(crate) packs: Vec<PackOut>,
    pub(crate) choice: ChoiceOut,
    pub(crate) overrides: Vec<OverrideOut>,
    pub(crate) findings: Vec<FindingOut>,
    /// Findings that are not told, since somebody answers for them.
    pub(crate) waived: Vec<WaivedOut>,
    /// All that decided the result.
    pub(crate) receipt: Option<ReceiptOut>,
    /// What has changed since an earlier check.
    pub(crate) baseline: Option<BaselineOut>,
    pub(crate) passed: Vec<PassedOut>,
    pub(crate) not_evaluated: Vec<NotEvaluatedOut>,
    pub(crate) unread: UnreadOut,
    pub(crate) summary: SummaryOut,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct PackOut {
    pub(crate) name: String,
    pub(crate) title: Words,
    pub(crate) version: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ChoiceOut {
    pub(crate) how: Cow<'static, str>,
    pub(crate) region: Option<String>,
    pub(crate) year: Option<i32>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct OverrideOut {
    pub(crate) by: String,
    pub(crate) what: String,
    pub(crate) from: String,
    pub(crate) to: String,
    pub(crate) reason: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct FindingOut {
    pub(crate) code: String,
    pub(crate) severity: Cow<'static, str>,
    pub(crate) title: Words,
    pub(crate) message: Words,
    pub(crate) primary: Option<LabelOut>,
    pub(crate) labels: Vec<LabelOut>,
    pub(crate) computation: Option<ComputationOut>,
    pub(crate) causes: Vec<Words>,
    pub(crate) basis: BasisOut,
    pub(crate) help: Option<Words>,
    pub(crate) correction: Option<CorrectionOut>,
    pub(crate) place: WhereOut,
    pub(crate) fingerprint: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct WaivedOut {
    pub(crate) finding: FindingOut,
    pub(crate) reason: String,
    /// Absent for a mark in the draft itself.
    pub(crate) approver: Option<String>,
    /// The last day on which it holds.
    pub(crate) expires: Option<String>,
    /// Where the waiver is written.
    pub(crate) place: PlaceOut,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ReceiptOut {
    pub(crate) engine: String,
    pub(crate) packs: Vec<PackReceiptOut>,
    pub(crate) files: Vec<FileReceiptOut>,
    pub(crate) options: Vec<OptionOut>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct PackReceiptOut {
    pub(crate) name: String,
    pub(crate) version: String,
    pub(crate) sha256: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct FileReceiptOut {
    pub(crate) name: String,
    pub(crate) role: Cow<'static, str>,
    pub(crate) bytes: usize,
    pub(crate) sha256: String,
}

/// An option as on the command line, without its dashes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct OptionOut {
    pub(crate) name: String,
    pub(crate) value: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct BaselineOut {
    pub(crate) name: String,
    pub(crate) new: Vec<NameOut>,
    pub(crate) remaining: Vec<NameOut>,
    pub(crate) fixed: Vec<FixedOut>,
}

/// What names a finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct NameOut {
    pub(crate) code: String,
    pub(crate) fingerprint: String,
}

/// A finding that there is no more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct FixedOut {
    pub(crate) code: String,
    pub(crate) severity: Cow<'static, str>,
    pub(crate) title: Words,
    pub(crate) message: Words,
    pub(crate) place: WhereOut,
    pub(crate) fingerprint: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ComputationOut {
    pub(crate) formula: String,
    pub(crate) exact: String,
    pub(crate) rounded: String,
    pub(crate) claimed: String,
    pub(crate) reachable: Option<[String; 2]>,
    /// Absent in what was written before there was one.
    #[serde(default)]
    pub(crate) relation: Cow<'static, str>,
    pub(crate) verdict: Cow<'static, str>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct BasisOut {
    pub(crate) mark: Cow<'static, str>,
    pub(crate) text: Words,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct CorrectionOut {
    pub(crate) place: PlaceOut,
    /// The words that are replaced.
    pub(crate) original: String,
    pub(crate) replacement: String,
    pub(crate) certain: bool,
}

/// The place in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct WhereOut {
    pub(crate) sections: Vec<String>,
    pub(crate) clause: String,
    pub(crate) path: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct PassedOut {
    pub(crate) code: String,
    pub(crate) place: Option<PlaceOut>,
    pub(crate) computation: Option<ComputationOut>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct NotEvaluatedOut {
    pub(crate) code: String,
    pub(crate) place: Option<PlaceOut>,
    pub(crate) reason: ReasonOut,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ReasonOut {
    pub(crate) kind: Cow<'static, str>,
    pub(crate) text: Words,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct UnreadOut {
    pub(crate) claims: Vec<UnreadClaimOut>,
    pub(crate) figures: Vec<UnreadFigureOut>,
    #[serde(default)]
    pub(crate) tables: Vec<UnreadTableOut>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct UnreadClaimOut {
    pub(crate) text: String,
    pub(crate) place: PlaceOut,
    pub(crate) attempts: Vec<AttemptOut>,
}

/// What was looked for at an unread claim, and why it was not found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct AttemptOut {
    pub(crate) record: Words,
    pub(crate) reason: Words,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct UnreadFigureOut {
    pub(crate) text: String,
    pub(crate) place: PlaceOut,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct UnreadTableOut {
    pub(crate) title: String,
    pub(crate) place: PlaceOut,
    pub(crate) figures: usize,
    pub(crate) parts: Vec<UnreadPartOut>,
}

/// A column or a row of a table that was not read whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct UnreadPartOut {
    pub(crate) kind: Cow<'static, str>,
    pub(crate) name: String,
    pub(crate) place: PlaceOut,
    pub(crate) figures: usize,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SummaryOut {
    pub(crate) errors: usize,
    pub(crate) warnings: usize,
    pub(crate) notes: usize,
    pub(crate) waived: usize,
    pub(crate) passed: usize,
    pub(crate) not_evaluated: usize,
    pub(crate) reasons: Vec<ReasonCountOut>,
    pub(crate) unread_claims: usize,
    pub(crate) unread_figures: usize,
    #[serde(default)]
    pub(crate) unread_tables: usize,
    #[serde(default)]
    pub(crate) unread_table_figures: usize,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ReasonCountOut {
    pub(crate) text: Words,
    pub(crate) count: usize,
    pub(crate) codes: Vec<String>,
}
