//! Files that are no text: which reader they take, and what is said of those that cannot be read.

use crate::diagnostic::{Diagnostic, Diagnostics, Wording};
use crate::document::Document;
use crate::source::SourceMap;

use super::docx::{self, WordError, WordText};
use super::draft::{self, Draft};
use super::limits::Limits;
use super::pdf::{self, Pdf, PdfError};
use super::xlsx::{self, Book, Note, SheetError};
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
        Format::Word => word(name, docx::read(bytes, limits), diagnostics),
        Format::Sheet => sheet(name, xlsx::read(bytes, limits)),
        Format::Pdf => pdf(name, pdf::read(bytes, limits), diagnostics),
    };
    finished(name, drawn, limits, sources, diagnostics)
}

/// What a reader drew from a file, and what is to be told once its text has a place.
type Drawn = Result<(Draft, Vec<Note>), Box<Diagnostic>>;

/// Makes the document.
fn finished(
    name: &str,
    drawn: Drawn,
    limits: &Limits,
    sources: &mut SourceMap,
    diagnostics: &mut Diagnostics,
) -> Option<Document> {
    match drawn {
        Ok((draft, _)) if draft.text.len() > limits.text => {
            diagnostics.push(too_long(name, draft.text.len(), limits.text));
            None
        }
        Ok((draft, _)) if draft.text.trim().is_empty() => {
            diagnostics.push(no_words(name));
            None
        }
        Ok((draft, notes)) => {
            let document = document(name, draft, sources, diagnostics);
            notes.iter().take(MOST_TOLD).for_each(|note| diagnostics.push(note.told(document.source)));
            Some(document)
        }
        Err(diagnostic) => {
            diagnostics.push(*diagnostic);
            None
        }
    }
}

fn word(name: &str, read: Result<WordText, WordError>, diagnostics: &mut Diagnostics) -> Drawn {
    let word = read.map_err(|error| Box::new(damaged(name, &error.why(), error.help())))?;
    word.unread.tell(name, diagnostics);
    Ok((word.draft, Vec::new()))
}

fn sheet(name: &str, read: Result<Book, SheetError>) -> Drawn {
    read.map(|book| (book.draft, book.notes)).map_err(|error| Box::new(sheet_error(name, &error)))
}

fn pdf(name: &str, read: Result<Pdf, PdfError>, diagnostics: &mut Diagnostics) -> Drawn {
    let pdf = read.map_err(|error| Box::new(error.diagnostic(name)))?;
    pdf.gaps.iter().for_each(|gap| diagnostics.push(gap.diagnostic(name)));
    Ok((pdf.draft, Vec::new()))
}

/// A PDF whose layout was read already.
pub(super) fn of_layout(
    name: &str,
    read: Result<Pdf, PdfError>,
    sources: &mut SourceMap,
    diagnostics: &mut Diagnostics,
) -> Option<Document> {
    let drawn = pdf(name, read, diagnostics);
    finished(name, drawn, &Limits::default(), sources, diagnostics)
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

fn sheet_error(name: &str, error: &SheetError) -> Diagnostic {
    let why = match error {
        SheetError::Package(error) => error.why(),
        SheetError::Part(error) => error.why(),
        SheetError::Empty => return intake::empty(name),
    };
    damaged(name, &why, None)
}

/// A file that cannot be read, why, and what to do.
fn damaged(name: &str, why: &Wording, help: Option<Wording>) -> Diagnostic {
    let message = Wording::new(format!("“{name}”无法读取：{}", why.zh), format!("`{name}` cannot be read: {}", why.en));
    let save_anew = || {
        Wording::new(
            "请在 Word、Excel 或 WPS 中打开它，另存一份再检查；打不开时请重新取得原件",
            "open it in Word, Excel or WPS and save it anew; if it does not open there either, fetch it again",
        )
    };
    Diagnostic::placeless(codes::UNREADABLE, message).help(help.unwrap_or_else(save_anew))
}

fn too_long(name: &str, length: usize, limit: usize) -> Diagnostic {
    let message = Wording::new(
        format!("从“{name}”读出的文字有 {length} 字节，超过上限 {limit} 字节"),
        format!("the text of `{name}` has {length} bytes, more than the limit of {limit}"),
    );
    Diagnostic::placeless(codes::TOO_LARGE, message).help(Wording::new(
        format!("几百页的报告也不到 1 MB；确需检查时用 --max-text {length} 提高上限"),
        format!("a report of some hundred pages is shorter than 1 MB; raise the limit with --max-text {length} if it is meant"),
    ))
}

fn no_words(name: &str) -> Diagnostic {
    let message = Wording::new(format!("“{name}”中没有文字"), format!("`{name}` holds no words"));
    Diagnostic::placeless(codes::NO_WORDS, message).help(Wording::new(
        "如果内容是扫描图片，须先做文字识别；如果内容在嵌入的对象中，请复制到正文",
        "if it is scanned, its words must be recognised first; if they stand in an embedded object, copy them into the text",
    ))
}
