//! Files that are no text: which reader they take, and what is said of those that cannot be read.

use crate::diagnostic::{Diagnostic, Diagnostics, Wording};
use crate::document::Document;
use crate::source::SourceMap;

use super::docx::{self, WordText};
use super::draft::{self, Draft};
use super::limits::Limits;
use super::{codes, intake, long_number};

/// The formats read here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    /// .docx
    Word,
}

impl Format {
    /// By the extension, and by the first bytes.
    pub(super) fn of(name: &str, bytes: &[u8]) -> Option<Self> {
        let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
        match (extension.as_deref()?, bytes) {
            // Some programs save it under the old names.
            ("docx" | "docm" | "dotx" | "dotm" | "doc" | "dot" | "wps" | "wpt", [b'P', b'K', ..]) => Some(Self::Word),
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
            Ok(word) => {
                word.unread.tell(name, diagnostics);
                Ok(word.draft)
            }
            Err(error) => Err(damaged(name, &error.why(), error.help())),
        },
    };
    match drawn {
        Ok(draft) if draft.text.trim().is_empty() => {
            diagnostics.push(no_words(name));
            None
        }
        Ok(draft) => Some(document(name, draft, sources, diagnostics)),
        Err(diagnostic) => {
            diagnostics.push(diagnostic);
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

/// A file that cannot be read, why, and what to do.
fn damaged(name: &str, why: &Wording, help: Option<Wording>) -> Diagnostic {
    let message = Wording::new(format!("“{name}”无法读取：{}", why.zh), format!("`{name}` cannot be read: {}", why.en));
    let save_anew = || {
        Wording::new(
            "请在 Word 或 WPS 中打开它，另存一份再检查；打不开时请重新取得原件",
            "open it in Word or WPS and save it anew; if it does not open there either, fetch it again",
        )
    };
    Diagnostic::placeless(codes::UNREADABLE, message).help(help.unwrap_or_else(save_anew))
}

fn no_words(name: &str) -> Diagnostic {
    let message = Wording::new(format!("“{name}”中没有文字"), format!("`{name}` holds no words"));
    Diagnostic::placeless(codes::NO_WORDS, message).help(Wording::new(
        "如果内容是扫描图片，须先做文字识别；如果内容在嵌入的对象中，请复制到正文",
        "if it is scanned, its words must be recognised first; if they stand in an embedded object, copy them into the text",
    ))
}
