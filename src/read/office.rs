//! Files that are no text: which reader they take, and what is said of those that cannot be read.

use crate::diagnostic::{Diagnostic, Diagnostics, Wording};
use crate::document::{Document, DocumentBody};
use crate::source::SourceMap;

use super::docx::{self, Other, Unread, WordError};
use super::draft::{self, Draft};
use super::limits::Limits;
use super::package::PackageError;
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
                unread(name, word.unread, diagnostics);
                Ok(word.draft)
            }
            Err(error) => Err(word_error(name, &error)),
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
    if let DocumentBody::Prose(prose) | DocumentBody::Form(prose) = &body {
        long_number::check_prose(prose, diagnostics);
    }
    Document { source, body, tables }
}

fn no_words(name: &str) -> Diagnostic {
    let message = Wording::new(format!("“{name}”中没有文字"), format!("`{name}` holds no words"));
    Diagnostic::placeless(codes::NO_WORDS, message).help(Wording::new(
        "如果内容是扫描图片，须先做文字识别；如果内容在嵌入的对象中，请复制到正文",
        "if it is scanned, its words must be recognised first; if they stand in an embedded object, copy them into the text",
    ))
}

/// Tells what a Word file holds that was not read.
fn unread(name: &str, unread: Unread, diagnostics: &mut Diagnostics) {
    let mut tell = |count: u32, zh: &str, en: &str, help: Wording| {
        if count > 0 {
            let message = Wording::new(
                format!("“{name}”中有 {count} 处{zh}没有读取"),
                format!("`{name}` holds {count} {en} not read here"),
            );
            diagnostics.push(Diagnostic::placeless(codes::UNREAD_PART, message).as_warning().help(help));
        }
    };
    tell(
        unread.sheets,
        "嵌入的 Excel 表格",
        "embedded Excel sheet(s)",
        Wording::new(
            "请把其中的表格复制为 Word 表格，或另存为 .xlsx 一并检查",
            "copy it as a Word table, or save it as .xlsx and check that too",
        ),
    );
    tell(
        unread.chunks,
        "整篇插入的文件",
        "inserted file(s)",
        Wording::new(
            "请在 Word 中打开并另存，插入的内容就会成为正文",
            "open it in Word and save it anew: what is inserted becomes text",
        ),
    );
}

fn word_error(name: &str, error: &WordError) -> Diagnostic {
    match error {
        WordError::Package(error) => package_error(name, error),
        WordError::Malformed(part, at) => damaged(
            name,
            &Wording::new(
                format!("{part} 的第 {} 个字节处不是合格的 XML", at + 1),
                format!("{part} is not well-formed at byte {}", at + 1),
            ),
        ),
        WordError::NotWord(other) => not_word(name, *other),
        WordError::TooMuch(part) => damaged(
            name,
            &Wording::new(
                format!("{part} 的段落、文字或表格远多于任何报告"),
                format!("{part} holds far more paragraphs, text or tables than any report"),
            ),
        ),
        WordError::TooDeep(part) => {
            damaged(name, &Wording::new(format!("{part} 嵌套过深"), format!("{part} is nested too deeply")))
        }
    }
}

/// A zip package of another program under the name of a Word file.
fn not_word(name: &str, other: Other) -> Diagnostic {
    let (zh, en) = match other {
        Other::Workbook => ("它其实是 Excel 工作簿", "it is an Excel workbook in fact"),
        Other::Slides => ("它其实是演示文稿", "it is a presentation in fact"),
        Other::OpenDocument => ("它其实是 OpenDocument 文档", "it is an OpenDocument file in fact"),
        Other::Unknown => ("它是压缩包，但不是 Word 文档", "it is a zip file, but no Word document"),
    };
    let message = Wording::new(format!("“{name}”无法读取：{zh}"), format!("`{name}` cannot be read: {en}"));
    let help = match other {
        Other::Workbook => Wording::new("请把扩展名改为 .xlsx 后再检查", "rename it to .xlsx and check it again"),
        Other::Slides | Other::OpenDocument => Wording::new(
            "请用原来的软件打开，另存为 Word 文档（*.docx）后再检查",
            "open it with the program that made it, save it as a Word document (*.docx) and check that",
        ),
        Other::Unknown => Wording::new("如果是普通压缩包，请先解压", "unpack it first if it is an archive"),
    };
    Diagnostic::placeless(codes::UNREADABLE, message).help(help)
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
        PackageError::NotUtf8(part) => {
            Wording::new(format!("部件 {part} 不是 UTF-8 编码"), format!("{part} is not written in UTF-8"))
        }
        PackageError::DamagedPart(part) => Wording::new(format!("部件 {part} 损坏"), format!("{part} is damaged")),
    };
    damaged(name, &why)
}

/// A file that cannot be read, and why.
fn damaged(name: &str, why: &Wording) -> Diagnostic {
    let message = Wording::new(format!("“{name}”无法读取：{}", why.zh), format!("`{name}` cannot be read: {}", why.en));
    Diagnostic::placeless(codes::UNREADABLE, message).help(Wording::new(
        "请在 Word 或 WPS 中打开它，另存一份再检查；打不开时请重新取得原件",
        "open it in Word or WPS and save it anew; if it does not open there either, fetch it again",
    ))
}
