//! Files that are no text: which reader they take, and what is said of those that cannot be read.

use crate::diagnostic::{Diagnostic, Diagnostics, Wording};
use crate::document::Document;
use crate::source::SourceMap;

use super::docx::{self, WordError};
use super::draft::{self, Draft};
use super::limits::Limits;
use super::package::PackageError;
use super::pdf::{self, Pdf, PdfError};
use super::xlsx::{self, SheetError};
use super::{codes, intake, long_number};

/// A workbook of many sheets is told of its first ones.
const MOST_TOLD: usize = 20;

/// The formats read here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    /// .docx
    Word,
    /// .xlsx
    Sheet,
    /// .pdf
    Pdf,
}

impl Format {
    /// By the extension, and by the first bytes.
    pub(super) fn of(name: &str, bytes: &[u8]) -> Option<Self> {
        let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
        match (extension.as_deref().unwrap_or(""), bytes) {
            ("pdf", _) | (_, [b'%', b'P', b'D', b'F', b'-', ..]) => Some(Self::Pdf),
            ("docx" | "docm" | "dotx", [b'P', b'K', ..]) => Some(Self::Word),
            ("xlsx" | "xlsm" | "xltx", [b'P', b'K', ..]) => Some(Self::Sheet),
            _ => None,
        }
    }
}

/// Reads one file.
pub(super) fn read(
    format: Format,
    name: &str,
    bytes: &[u8],
    limits: &Limits,
    sources: &mut SourceMap,
    diagnostics: &mut Diagnostics,
) -> Option<Document> {
    if let Err(diagnostic) = intake::size(name, bytes, limits) {
        diagnostics.push(*diagnostic);
        return None;
    }
    let drawn = match format {
        Format::Word => {
            docx::read(bytes, limits).map(|word| (word.draft, Vec::new())).map_err(|error| word_error(name, &error))
        }
        Format::Sheet => {
            xlsx::read(bytes, limits).map(|book| (book.draft, book.notes)).map_err(|error| sheet_error(name, &error))
        }
        Format::Pdf => return pdf(name, pdf::read(bytes, limits), sources, diagnostics),
    };
    match drawn {
        Ok((draft, notes)) => {
            let document = document(name, draft, sources, diagnostics);
            notes.iter().take(MOST_TOLD).for_each(|note| diagnostics.push(note.told(document.source)));
            Some(document)
        }
        Err(diagnostic) => {
            diagnostics.push(diagnostic);
            None
        }
    }
}

/// Ends the reading of a PDF, and tells what of it is missing.
pub(super) fn pdf(
    name: &str,
    read: Result<Pdf, PdfError>,
    sources: &mut SourceMap,
    diagnostics: &mut Diagnostics,
) -> Option<Document> {
    match read {
        Ok(pdf) => {
            pdf.gaps.iter().for_each(|gap| diagnostics.push(gap.diagnostic(name)));
            Some(document(name, pdf.draft, sources, diagnostics))
        }
        Err(error) => {
            diagnostics.push(error.diagnostic(name));
            None
        }
    }
}

fn document(name: &str, draft: Draft, sources: &mut SourceMap, diagnostics: &mut Diagnostics) -> Document {
    let source = sources.add(name, draft.text);
    let draft::Assembled { body, tables, origin } =
        draft::assemble(source, sources.text(source), &draft.blocks, draft.grids);
    sources.set_origin(source, origin);
    if let Some(prose) = body.prose() {
        long_number::check_prose(prose, diagnostics);
    }
    Document { source, body, tables }
}

fn word_error(name: &str, error: &WordError) -> Diagnostic {
    match error {
        WordError::Package(error) => package_error(name, error),
        WordError::Malformed(part, at) => malformed(name, part, *at),
        WordError::TooDeep(part) => too_deep(name, part),
    }
}

fn sheet_error(name: &str, error: &SheetError) -> Diagnostic {
    match error {
        SheetError::Package(error) => package_error(name, error),
        SheetError::Malformed(part, at) => malformed(name, part, *at),
        SheetError::TooDeep(part) => too_deep(name, part),
        SheetError::Empty => intake::empty(name),
    }
}

fn malformed(name: &str, part: &str, at: usize) -> Diagnostic {
    let why = Wording::new(
        format!("{part} 的第 {} 个字节处不是合格的 XML", at + 1),
        format!("{part} is not well-formed at byte {}", at + 1),
    );
    damaged(name, &why)
}

fn too_deep(name: &str, part: &str) -> Diagnostic {
    damaged(name, &Wording::new(format!("{part} 嵌套过深"), format!("{part} is nested too deeply")))
}

fn package_error(name: &str, error: &PackageError) -> Diagnostic {
    let why = match error {
        PackageError::Damaged => Wording::new("压缩包损坏或不完整", "its zip package is damaged or cut off"),
        PackageError::Encrypted => Wording::new("文件已加密", "it is encrypted"),
        PackageError::TooManyParts(count) => {
            Wording::new(format!("压缩包内有 {count} 个部件"), format!("its package holds {count} parts"))
        }
        PackageError::UnsafeName(part) => Wording::new(
            format!("压缩包内的部件名“{part}”越出了压缩包"),
            format!("the part “{part}” leads out of its package"),
        ),
        PackageError::TooLarge(part) => Wording::new(
            format!("解压到 {part} 时超过上限（可用 --max-unpacked 提高）"),
            format!("unpacking {part} passes the limit (--max-unpacked raises it)"),
        ),
        PackageError::Missing(part) => Wording::new(format!("缺少部件 {part}"), format!("{part} is missing")),
        PackageError::DamagedPart(part) => Wording::new(format!("部件 {part} 损坏"), format!("{part} is damaged")),
    };
    damaged(name, &why)
}

/// A file that cannot be read, and why.
fn damaged(name: &str, why: &Wording) -> Diagnostic {
    let message = Wording::new(format!("“{name}”无法读取：{}", why.zh), format!("`{name}` cannot be read: {}", why.en));
    Diagnostic::placeless(codes::UNREADABLE, message).help(Wording::new(
        "请在 Word、Excel 或 WPS 中打开它，另存一份再检查；打不开时请重新取得原件",
        "open it in Word, Excel or WPS and save it anew; if it does not open there either, fetch it again",
    ))
}
