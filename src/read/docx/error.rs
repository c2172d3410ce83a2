//! Why a Word file cannot be read, in words.

use crate::diagnostic::Wording;

use super::super::package::PackageError;
use super::super::xml::PartError;

/// Why a Word file cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::read) enum WordError {
    /// The package.
    Package(PackageError),
    /// The package is none of Word.
    NotWord(Other),
    /// A part.
    Part(PartError),
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
            Self::Part(error) => error.why(),
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
            Self::Package(_) | Self::Part(_) => None,
        }
    }
}

impl From<PackageError> for WordError {
    fn from(error: PackageError) -> Self {
        Self::Package(error)
    }
}

impl From<PartError> for WordError {
    fn from(error: PartError) -> Self {
        Self::Part(error)
    }
}
