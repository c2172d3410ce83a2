//! Why a Word file cannot be read, in words.

use crate::diagnostic::Wording;

use super::super::package::PackageError;
use super::xml::XmlError;

/// Why a Word file cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::read) enum WordError {
    /// The package.
    Package(PackageError),
    /// The package is none of Word.
    NotWord(Other),
    /// A part, and the byte at which it is not well-formed.
    Malformed(String, usize),
    /// A part whose elements are nested too deeply.
    TooDeep(String),
    /// A part that holds more than any report does.
    TooMuch(String),
}

/// What a package is, if no Word file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::read) enum Other {
    Workbook,
    Slides,
    OpenDocument,
    Unknown,
}

impl WordError {
    /// What a mistake in a part means for the file.
    pub(super) fn of_part(part: &str, error: XmlError) -> Self {
        match error {
            XmlError::Malformed(at) => Self::Malformed(part.to_owned(), at),
            XmlError::TooDeep => Self::TooDeep(part.to_owned()),
            XmlError::TooMuch => Self::TooMuch(part.to_owned()),
        }
    }

    /// The reason in words, to stand behind “cannot be read: ”.
    pub(in crate::read) fn why(&self) -> Wording {
        match self {
            Self::Package(error) => error.why(),
            Self::NotWord(Other::Workbook) => Wording::new("它其实是 Excel 工作簿", "it is an Excel workbook in fact"),
            Self::NotWord(Other::Slides) => Wording::new("它其实是演示文稿", "it is a presentation in fact"),
            Self::NotWord(Other::OpenDocument) => {
                Wording::new("它其实是 OpenDocument 文档", "it is an OpenDocument file in fact")
            }
            Self::NotWord(Other::Unknown) => {
                Wording::new("它是压缩包，但不是 Word 文档", "it is a zip file, but no Word document")
            }
            Self::Malformed(part, at) => Wording::new(
                format!("{part} 的第 {} 个字节处不是合格的 XML", at + 1),
                format!("{part} is not well-formed at byte {}", at + 1),
            ),
            Self::TooDeep(part) => Wording::new(format!("{part} 嵌套过深"), format!("{part} is nested too deeply")),
            Self::TooMuch(part) => Wording::new(
                format!("{part} 的段落、文字或表格远多于任何报告"),
                format!("{part} holds far more paragraphs, text or tables than any report"),
            ),
        }
    }

    /// What to do; `None` where it is what helps with any damaged file.
    pub(in crate::read) fn help(&self) -> Option<Wording> {
        match self {
            Self::NotWord(Other::Workbook) => {
                Some(Wording::new("请把扩展名改为 .xlsx 后再检查", "rename it to .xlsx and check it again"))
            }
            Self::NotWord(Other::Slides | Other::OpenDocument) => Some(Wording::new(
                "请用原来的软件打开，另存为 Word 文档（*.docx）后再检查",
                "open it with the program that made it, save it as a Word document (*.docx) and check that",
            )),
            Self::NotWord(Other::Unknown) => {
                Some(Wording::new("如果是普通压缩包，请先解压", "unpack it first if it is an archive"))
            }
            Self::Package(_) | Self::Malformed(..) | Self::TooDeep(_) | Self::TooMuch(_) => None,
        }
    }
}

impl From<PackageError> for WordError {
    fn from(error: PackageError) -> Self {
        Self::Package(error)
    }
}
