//! Files that are no text: which reader they take, and what is said of those that cannot be read.

use crate::diagnostic::{Diagnostic, Diagnostics, Wording};
use crate::document::Document;
use crate::source::SourceMap;

use super::docx::{self, WordError, WordText};
use super::draft::{self, Draft};
use super::limits::Limits;
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
            // Some programs save it under the old names.
            ("docx" | "docm" | "dotx" | "dotm" | "doc" | "dot" | "wps" | "wpt", [b'P', b'K', ..]) => Some(Self::Word),
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
        Format::Word => match docx::read(bytes, limits) {
            Ok(word) if word.draft.text.trim().is_empty() => Err(no_words(name)),
            Ok(word) => {
                word.unread.tell(name, diagnostics);
                Ok((word.draft, Vec::new()))
            }
            Err(error) => Err(word_error(name, &error)),
        },
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

/// Reads a Word file down to the bytes of its parts, for those who write into it.
///
/// # Errors
/// With the reason why the file cannot be read.
pub fn word_text(bytes: &[u8], limits: &Limits) -> Result<WordText, Wording> {
    docx::read(bytes, limits).map_err(|error| error.why())
}

fn word_error(name: &str, error: &WordError) -> Diagnostic {
    let diagnostic = damaged(name, &error.why());
    match error.help() {
        Some(help) => diagnostic.help(help),
        None => diagnostic,
    }
}

fn no_words(name: &str) -> Diagnostic {
    let message = Wording::new(format!("“{name}”中没有文字"), format!("`{name}` holds no words"));
    Diagnostic::placeless(codes::NO_WORDS, message).help(Wording::new(
        "如果内容是扫描图片，须先做文字识别；如果内容在嵌入的对象中，请复制到正文",
        "if it is scanned, its words must be recognised first; if they stand in an embedded object, copy them into the text",
    ))
}

fn sheet_error(name: &str, error: &SheetError) -> Diagnostic {
    let why = match error {
        SheetError::Package(error) => error.why(),
        SheetError::Malformed(part, at) => Wording::new(
            format!("{part} 的第 {} 个字节处不是合格的 XML", at + 1),
            format!("{part} is not well-formed at byte {}", at + 1),
        ),
        SheetError::TooDeep(part) => Wording::new(format!("{part} 嵌套过深"), format!("{part} is nested too deeply")),
        SheetError::Empty => return intake::empty(name),
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
