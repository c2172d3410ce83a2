//! The shape of the JSON output; `docs/json.md` and `docs/schema/review-1.1.schema.json` describe the same.
//!
//! A field is added by raising the minor number of [`SCHEMA_VERSION`]; a field that changes or goes, the major one.

use serde::Serialize;

/// The version of the shape.
pub(super) const SCHEMA_VERSION: &str = "1.1";

/// The whole output.
#[derive(Debug, Serialize)]
pub(super) struct Output {
    pub(super) schema_version: &'static str,
    pub(super) tool: Tool,
    /// Mistakes that kept a file from being read.
    pub(super) errors: Vec<DiagnosticOut>,
    /// What else is worth knowing of the files.
    pub(super) warnings: Vec<DiagnosticOut>,
    pub(super) files: Vec<FileOut>,
    /// Absent where a file could not be read.
    pub(super) review: Option<ReviewOut>,
}

#[derive(Debug, Serialize)]
pub(super) struct Tool {
    pub(super) name: &'static str,
    pub(super) version: &'static str,
}

/// Words in both languages.
#[derive(Debug, Serialize)]
pub(super) struct Words {
    pub(super) zh: String,
    pub(super) en: String,
}

#[derive(Debug, Serialize)]
pub(super) struct FileOut {
    pub(super) name: String,
    pub(super) encoding: &'static str,
    pub(super) byte_order_mark: bool,
    /// True where positions count in the text drawn from a Word file, a workbook or a PDF, not in the file.
    pub(super) transcript: bool,
}

#[derive(Debug, Serialize)]
pub(super) struct DiagnosticOut {
    pub(super) code: &'static str,
    pub(super) severity: &'static str,
    pub(super) message: Words,
    pub(super) labels: Vec<LabelOut>,
    pub(super) help: Option<Words>,
}

/// A position; `line`, `column` and `utf16` count from 1, `byte` and `offset` from 0.
#[derive(Debug, Serialize)]
pub(super) struct PointOut {
    pub(super) line: u32,
    pub(super) column: u32,
    pub(super) utf16: u32,
    pub(super) byte: usize,
    pub(super) offset: usize,
}

#[derive(Debug, Serialize)]
pub(super) struct PlaceOut {
    pub(super) file: String,
    pub(super) start: PointOut,
    pub(super) end: PointOut,
    /// Where that is in a file with pages, paragraphs or cells.
    pub(super) at: Option<Words>,
}

#[derive(Debug, Serialize)]
pub(super) struct LabelOut {
    #[serde(flatten)]
    pub(super) place: PlaceOut,
    pub(super) text: Words,
}

#[derive(Debug, Serialize)]
pub(super) struct ReviewOut {
    pub(super) submission: String,
    pub(super) language: &'static str,
    pub(super) packs: Vec<PackOut>,
    pub(super) choice: ChoiceOut,
    pub(super) overrides: Vec<OverrideOut>,
    pub(super) findings: Vec<FindingOut>,
    pub(super) passed: Vec<PassedOut>,
    pub(super) not_evaluated: Vec<NotEvaluatedOut>,
    pub(super) unread: UnreadOut,
    pub(super) summary: SummaryOut,
}

#[derive(Debug, Serialize)]
pub(super) struct PackOut {
    pub(super) name: String,
    pub(super) title: Words,
    pub(super) version: String,
}

#[derive(Debug, Serialize)]
pub(super) struct ChoiceOut {
    pub(super) how: &'static str,
    pub(super) region: Option<String>,
    pub(super) year: Option<i32>,
}

#[derive(Debug, Serialize)]
pub(super) struct OverrideOut {
    pub(super) by: String,
    pub(super) what: String,
    pub(super) from: String,
    pub(super) to: String,
    pub(super) reason: Option<String>,
}

#[derive(Debug, Serialize)]
pub(super) struct FindingOut {
    pub(super) code: String,
    pub(super) severity: &'static str,
    pub(super) title: Words,
    pub(super) message: Words,
    pub(super) primary: Option<LabelOut>,
    pub(super) labels: Vec<LabelOut>,
    pub(super) computation: Option<ComputationOut>,
    pub(super) causes: Vec<Words>,
    pub(super) basis: BasisOut,
    pub(super) help: Option<Words>,
    pub(super) correction: Option<CorrectionOut>,
    pub(super) place: WhereOut,
    pub(super) fingerprint: String,
}

#[derive(Debug, Serialize)]
pub(super) struct ComputationOut {
    pub(super) formula: String,
    pub(super) exact: String,
    pub(super) rounded: String,
    pub(super) claimed: String,
    pub(super) reachable: Option<[String; 2]>,
    pub(super) verdict: &'static str,
}

#[derive(Debug, Serialize)]
pub(super) struct BasisOut {
    pub(super) mark: &'static str,
    pub(super) text: Words,
}

#[derive(Debug, Serialize)]
pub(super) struct CorrectionOut {
    pub(super) place: PlaceOut,
    pub(super) replacement: String,
    pub(super) certain: bool,
}

/// The place in words.
#[derive(Debug, Serialize)]
pub(super) struct WhereOut {
    pub(super) sections: Vec<String>,
    pub(super) clause: String,
    pub(super) path: Option<String>,
}

#[derive(Debug, Serialize)]
pub(super) struct PassedOut {
    pub(super) code: String,
    pub(super) place: Option<PlaceOut>,
    pub(super) computation: Option<ComputationOut>,
}

#[derive(Debug, Serialize)]
pub(super) struct NotEvaluatedOut {
    pub(super) code: String,
    pub(super) place: Option<PlaceOut>,
    pub(super) reason: ReasonOut,
}

#[derive(Debug, Serialize)]
pub(super) struct ReasonOut {
    pub(super) kind: &'static str,
    pub(super) text: Words,
}

#[derive(Debug, Serialize)]
pub(super) struct UnreadOut {
    pub(super) claims: Vec<UnreadClaimOut>,
    pub(super) figures: Vec<UnreadFigureOut>,
}

#[derive(Debug, Serialize)]
pub(super) struct UnreadClaimOut {
    pub(super) text: String,
    pub(super) place: PlaceOut,
    pub(super) attempts: Vec<AttemptOut>,
}

/// What was looked for at an unread claim, and why it was not found.
#[derive(Debug, Serialize)]
pub(super) struct AttemptOut {
    pub(super) record: Words,
    pub(super) reason: Words,
}

#[derive(Debug, Serialize)]
pub(super) struct UnreadFigureOut {
    pub(super) text: String,
    pub(super) place: PlaceOut,
}

#[derive(Debug, Serialize)]
pub(super) struct SummaryOut {
    pub(super) errors: usize,
    pub(super) warnings: usize,
    pub(super) notes: usize,
    pub(super) passed: usize,
    pub(super) not_evaluated: usize,
    pub(super) reasons: Vec<ReasonCountOut>,
    pub(super) unread_claims: usize,
    pub(super) unread_figures: usize,
}

#[derive(Debug, Serialize)]
pub(super) struct ReasonCountOut {
    pub(super) text: Words,
    pub(super) count: usize,
    pub(super) codes: Vec<String>,
}
