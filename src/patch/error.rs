//! Why nothing can be written into a file.

use thiserror::Error;

use crate::diagnostic::Wording;

/// Why nothing can be written into a package.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PatchError {
    /// A part cannot be unpacked; the package itself where there is no name.
    #[error("`{0}` cannot be unpacked")]
    Unreadable(String),
    /// A part is not well-formed, or lacks what it must have.
    #[error("`{0}` is not well-formed")]
    Malformed(String),
    /// It holds no workbook.
    #[error("the package holds no workbook")]
    NoWorkbook,
    /// There is no sheet of this name.
    #[error("there is no sheet `{0}`")]
    NoSheet(String),
}

impl PatchError {
    /// The reason in both languages.
    #[must_use]
    pub fn wording(&self) -> Wording {
        let en = self.to_string();
        match self {
            Self::Unreadable(part) if part.is_empty() => {
                Wording::new("压缩包损坏或不完整", "its zip package is damaged or cut off")
            }
            Self::Unreadable(part) => Wording::new(format!("部件 {part} 无法解压"), en),
            Self::Malformed(part) => Wording::new(format!("部件 {part} 不是合格的 XML"), en),
            Self::NoWorkbook => Wording::new("文件中没有工作簿", en),
            Self::NoSheet(name) => Wording::new(format!("没有名为“{name}”的工作表"), en),
        }
    }
}
