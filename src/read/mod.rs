//! Bytes to a document: one reader per format behind one door.
//!
//! Takes the bytes of a file and its name, never a path; gives a [`Document`] or a diagnostic that says where and why
//! not. Does not know rules.

mod flow;
mod json;
mod limits;
mod plain;
mod prose;
mod yaml;

pub use limits::Limits;

use crate::diagnostic::{Diagnostic, Diagnostics, Wording};
use crate::document::{Document, DocumentBody, Node, Prose};
use crate::source::{DecodeError, SourceId, SourceMap, Spanned, decode};

/// Reads one file. `None` where it could not be read; the reason is in the diagnostics.
pub fn read(
    name: &str,
    bytes: &[u8],
    limits: &Limits,
    sources: &mut SourceMap,
    diagnostics: &mut Diagnostics,
) -> Option<Document> {
    let refuse = |diagnostics: &mut Diagnostics, diagnostic: Diagnostic| {
        diagnostics.push(diagnostic);
        None
    };
    if bytes.len() > limits.bytes {
        return refuse(diagnostics, too_large(name, bytes.len(), limits.bytes));
    }
    let format = Format::of(name, bytes);
    if let Format::Binary(kind) = format {
        return refuse(diagnostics, not_yet(name, kind));
    }
    let (text, encoding) = match decode(bytes) {
        Ok(decoded) => decoded,
        Err(error) => return refuse(diagnostics, undecodable(name, &error)),
    };
    if text.trim().is_empty() {
        return refuse(
            diagnostics,
            Diagnostic::placeless(
                "read::empty",
                Wording::new(format!("{name}：文件是空的"), format!("{name}: the file is empty")),
            ),
        );
    }
    let source = sources.add_decoded(name, text, encoding);
    let shared = sources.file(source).shared_text();
    let body = match format {
        Format::Yaml => DocumentBody::Data(Box::new(yaml::read_yaml(source, &shared, limits, diagnostics)?)),
        Format::Json => DocumentBody::Data(Box::new(json::read_json(source, &shared, limits, diagnostics)?)),
        Format::Markdown => DocumentBody::Prose(Box::new(plain::read_markdown(source, &shared))),
        Format::Text | Format::Binary(_) => DocumentBody::Prose(Box::new(plain::read_plain(source, &shared))),
    };
    Some(Document { source, body })
}

/// Reads a piece of text that is in memory already: an example of a rule.
#[must_use]
pub fn prose_from_text(source: SourceId, text: &str) -> Prose {
    plain::read_plain(source, text)
}

enum Format {
    Text,
    Markdown,
    Yaml,
    Json,
    /// A format of other programs.
    Binary(&'static str),
}

impl Format {
    /// By the content where it is plain to see, else by the ending of the name.
    fn of(name: &str, bytes: &[u8]) -> Self {
        let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
        match bytes {
            [b'%', b'P', b'D', b'F', ..] => return Self::Binary("PDF"),
            [0xD0, 0xCF, 0x11, 0xE0, ..] => return Self::Binary("Word/Excel 97-2003"),
            [b'P', b'K', 3, 4, ..] => {
                return Self::Binary(match ending.as_str() {
                    "docx" => "Word",
                    "xlsx" => "Excel",
                    _ => "ZIP",
                });
            }
            _ => {}
        }
        match ending.as_str() {
            "yaml" | "yml" => Self::Yaml,
            "json" => Self::Json,
            "md" | "markdown" => Self::Markdown,
            "docx" | "doc" | "wps" => Self::Binary("Word"),
            "xlsx" | "xls" | "et" => Self::Binary("Excel"),
            "pdf" => Self::Binary("PDF"),
            _ => Self::Text,
        }
    }
}

fn too_large(name: &str, size: usize, limit: usize) -> Diagnostic {
    Diagnostic::placeless(
        "read::limit",
        Wording::new(
            format!("{name}：文件有 {size} 字节，超过上限 {limit} 字节"),
            format!("{name}: {size} bytes, more than the limit of {limit}"),
        ),
    )
    .help(Wording::new("可用 --max-bytes 提高上限", "raise the limit with --max-bytes"))
}

fn not_yet(name: &str, kind: &str) -> Diagnostic {
    Diagnostic::placeless(
        "read::format",
        Wording::new(
            format!("{name}：本版本尚不能读取 {kind} 文件"),
            format!("{name}: this version does not read {kind} files"),
        ),
    )
    .help(Wording::new(
        "可读取纯文本（.txt）、Markdown（.md）以及 YAML、JSON 数据；请在 Word 或 WPS 中“另存为”纯文本后再检查",
        "it reads plain text, Markdown, YAML and JSON; save the document as plain text and check that",
    ))
}

fn undecodable(name: &str, error: &DecodeError) -> Diagnostic {
    let DecodeError::NotText { offset } = error;
    Diagnostic::placeless(
        "read::encoding",
        Wording::new(
            format!("{name}：不是文本文件，第 {offset} 字节起无法按 UTF-8、UTF-16 或 GB18030 读出"),
            format!("{name}: not a text file; byte {offset} fits neither UTF-8, UTF-16 nor GB18030"),
        ),
    )
    .help(Wording::new("请另存为 UTF-8 编码的文本", "save it as UTF-8 text"))
}

/// Reports a key that stands in the map already.
fn check_repeated(
    entries: &[(Spanned<String>, Node)],
    key: &Spanned<String>,
    diagnostics: &mut Diagnostics,
    failed: &mut bool,
) {
    let Some((first, _)) = entries.iter().find(|(known, _)| known.value == key.value) else { return };
    *failed = true;
    let name = &key.value;
    diagnostics.push(
        Diagnostic::error(
            "read::repeated_key",
            key.span,
            Wording::new(format!("键“{name}”重复出现"), format!("the key “{name}” stands twice")),
        )
        .saying(Wording::new("又出现一次", "again here"))
        .and(first.span, Wording::new("第一次在这里", "first here"))
        .help(Wording::new("删去或改名其中一个", "remove or rename one of them")),
    );
}
