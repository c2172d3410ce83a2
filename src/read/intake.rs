//! What comes before any reader: is the file too large, empty, of another format, or no text at all?

use crate::diagnostic::{Diagnostic, Diagnostics, Wording};
use crate::source::{DecodeError, Encoding, decode};

use super::codes;
use super::limits::Limits;

/// Decodes the bytes of a file, or says why not.
pub(super) fn text(
    name: &str,
    bytes: &[u8],
    limits: &Limits,
    diagnostics: &mut Diagnostics,
) -> Option<(String, Encoding)> {
    match accept(name, bytes, limits) {
        Ok(text) => Some(text),
        Err(diagnostic) => {
            diagnostics.push(*diagnostic);
            None
        }
    }
}

/// Tells a file that holds nothing or too much.
pub(super) fn size(name: &str, bytes: &[u8], limits: &Limits) -> Result<(), Box<Diagnostic>> {
    if bytes.is_empty() {
        return Err(Box::new(empty(name)));
    }
    if bytes.len() > limits.bytes {
        return Err(Box::new(too_large(name, bytes.len(), limits.bytes)));
    }
    Ok(())
}

fn accept(name: &str, bytes: &[u8], limits: &Limits) -> Result<(String, Encoding), Box<Diagnostic>> {
    size(name, bytes, limits)?;
    if is_encrypted(bytes) {
        return Err(Box::new(encrypted(name)));
    }
    if let Some(format) = foreign_format(name, bytes) {
        return Err(Box::new(unsupported(name, format)));
    }
    let (text, encoding) = decode(bytes).map_err(|error| Box::new(undecodable(name, bytes, &error)))?;
    // Places are 32-bit offsets into the decoded text.
    if u32::try_from(text.len()).is_err() {
        return Err(Box::new(too_large(name, text.len(), u32::MAX as usize)));
    }
    if text.trim_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}').is_empty() {
        return Err(Box::new(empty(name)));
    }
    Ok((text, encoding))
}

/// Says that a file holds nothing.
pub(super) fn empty(name: &str) -> Diagnostic {
    let message = Wording::new(format!("文件“{name}”没有内容"), format!("the file `{name}` holds nothing"));
    Diagnostic::placeless(codes::EMPTY, message)
        .help(Wording::new("请确认选对了文件，并且已经保存", "check that it is the right file and that it was saved"))
}

fn too_large(name: &str, size: usize, limit: usize) -> Diagnostic {
    let message = Wording::new(
        format!("文件“{name}”有 {size} 字节，超过上限 {limit} 字节"),
        format!("the file `{name}` has {size} bytes, more than the limit of {limit}"),
    );
    Diagnostic::placeless(codes::TOO_LARGE, message).help(Wording::new(
        format!("自评报告通常不足 1 MB；确需读取时用 --max-bytes {size} 提高上限"),
        format!("a report rarely passes 1 MB; raise the limit with --max-bytes {size} if it is meant"),
    ))
}

/// A format that this version does not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Foreign {
    Word,
    Sheet,
    Ofd,
    Web,
    Image,
    Other,
}

fn foreign_format(name: &str, bytes: &[u8]) -> Option<Foreign> {
    let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
    let by_name = match extension.as_deref().unwrap_or("") {
        "docx" | "doc" | "wps" | "rtf" | "odt" | "dotx" => Some(Foreign::Word),
        "xlsx" | "xls" | "xlsm" | "xltx" | "xlsb" | "et" | "ods" => Some(Foreign::Sheet),
        "ofd" => Some(Foreign::Ofd),
        "html" | "htm" | "mht" => Some(Foreign::Web),
        "png" | "jpg" | "jpeg" | "bmp" | "gif" | "tif" | "tiff" => Some(Foreign::Image),
        "zip" | "rar" | "7z" | "ppt" | "pptx" => Some(Foreign::Other),
        _ => None,
    };
    let by_content = match bytes {
        [b'{', b'\\', b'r', b't', b'f', ..] | [0xD0, 0xCF, 0x11, 0xE0, ..] => Some(Foreign::Word),
        [b'P', b'K', 3 | 5, 4 | 6, ..] => Some(Foreign::Other),
        [0x89, b'P', b'N', b'G', ..] | [0xFF, 0xD8, 0xFF, ..] => Some(Foreign::Image),
        _ => None,
    };
    by_name.or(by_content)
}

/// True for an office file with a password: a container of the old kind that holds the package enciphered.
fn is_encrypted(bytes: &[u8]) -> bool {
    const NAME: &[u8] = b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0";
    bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) && bytes.windows(NAME.len()).any(|window| window == NAME)
}

fn encrypted(name: &str) -> Diagnostic {
    let message =
        Wording::new(format!("“{name}”无法读取：文件已加密"), format!("`{name}` cannot be read: it is encrypted"));
    Diagnostic::placeless(codes::UNREADABLE, message).help(Wording::new(
        "请在 Word、Excel 或 WPS 中打开，取消打开密码后另存，再检查",
        "open it in Word, Excel or WPS, remove its password, save it and check that file",
    ))
}

fn unsupported(name: &str, format: Foreign) -> Diagnostic {
    let (zh, en) = match format {
        Foreign::Word => (
            "在 Word 或 WPS 中打开，“另存为”选“Word 文档（*.docx）”，再检查存出的文件",
            "open it in Word or WPS, save it as a Word document (*.docx) and check that file",
        ),
        Foreign::Sheet => (
            "在 Excel 或 WPS 中打开，“另存为”选“Excel 工作簿（*.xlsx）”，再检查存出的文件",
            "open it in Excel or WPS, save it as an Excel workbook (*.xlsx) and check that file",
        ),
        Foreign::Ofd => (
            "在 OFD 阅读器中另存或打印为 PDF 再检查；也可直接检查它的 Word 原稿",
            "save or print it as PDF in an OFD viewer, or check the Word file it was made of",
        ),
        Foreign::Web => (
            "在浏览器中复制正文，存为 .txt 文件后再检查",
            "copy the words from the browser into a .txt file and check that",
        ),
        Foreign::Image => (
            "图片中的文字须先识别并存为 .txt 文件",
            "the words of a picture must be recognised and saved as a .txt file first",
        ),
        Foreign::Other => (
            "如果是 Word 或 WPS 文档，请“另存为”Word 文档（*.docx）；如果是压缩包，请先解压",
            "if it is a Word or WPS document, save it as a Word document (*.docx); if it is an archive, unpack it first",
        ),
    };
    let message = Wording::new(
        format!(
            "本版本读取 Word（.docx）、Excel（.xlsx）、PDF、纯文本（.txt）、Markdown（.md）、CSV、YAML 和 JSON，不能读取“{name}”"
        ),
        format!(
            "this version reads Word (.docx), Excel (.xlsx), PDF, plain text (.txt), Markdown (.md), CSV, YAML and JSON; it cannot read `{name}`"
        ),
    );
    Diagnostic::placeless(codes::UNSUPPORTED, message).help(Wording::new(zh, en))
}

fn undecodable(name: &str, bytes: &[u8], error: &DecodeError) -> Diagnostic {
    let byte_at = |offset: usize| bytes.get(offset).map_or_else(String::new, |byte| format!("0x{byte:02X}"));
    match *error {
        DecodeError::NotText { offset } => {
            let byte = byte_at(offset);
            let message = Wording::new(
                format!("“{name}”不是文本文件：第 {} 个字节（{byte}）不属于 UTF-8、UTF-16 或 GB18030 文字", offset + 1),
                format!("`{name}` is no text file: byte {} ({byte}) is neither UTF-8, UTF-16 nor GB18030", offset + 1),
            );
            Diagnostic::placeless(codes::NOT_TEXT, message).help(Wording::new(
                "请用原来的软件打开，另存为 UTF-8 编码的纯文本",
                "open it with the program that made it and save it as plain text in UTF-8",
            ))
        }
        DecodeError::OtherEncoding { encoding, offset } => {
            let message = Wording::new(
                format!("“{name}”像是 {encoding} 编码（从第 {} 个字节起），本版本不读取这种编码", offset + 1),
                format!("`{name}` seems to be {encoding} (from byte {} on), which is not read here", offset + 1),
            );
            Diagnostic::placeless(codes::OTHER_ENCODING, message).help(Wording::new(
                "请用原来的软件打开，另存为 UTF-8 编码的纯文本",
                "open it with the program that made it and save it as plain text in UTF-8",
            ))
        }
        DecodeError::Damaged { encoding, offset } => {
            let byte = byte_at(offset);
            let encoding = encoding.name();
            let message = Wording::new(
                format!("“{name}”按 {encoding} 读取时，第 {} 个字节（{byte}）损坏或不完整", offset + 1),
                format!("`{name}` reads as {encoding}, but byte {} ({byte}) is damaged or cut off", offset + 1),
            );
            Diagnostic::placeless(codes::DAMAGED, message).help(Wording::new(
                "文件可能没有传完或被截断；请重新取得原件，或另存为 UTF-8 后再检查",
                "the file may have been cut off on its way; fetch it again, or save it anew as UTF-8",
            ))
        }
    }
}
