//! Word files (.docx) to a draft: every character knows the bytes of the part it came from.

mod body;
mod transcript;
mod xml;

pub use transcript::{Anchor, WordText};

use crate::diagnostic::Wording;

use super::draft::Role;
use super::limits::Limits;
use super::package::{Package, PackageError};
use xml::XmlError;

/// The part that holds the text, where the package does not say otherwise.
const MAIN: &str = "word/document.xml";

/// Why a Word file cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum WordError {
    /// The package.
    Package(PackageError),
    /// A part, and the byte at which it is not well-formed.
    Malformed(String, usize),
    /// A part whose elements are nested too deeply.
    TooDeep(String),
}

impl WordError {
    /// The reason in words, to stand behind “cannot be read: ”.
    pub(super) fn why(&self) -> Wording {
        match self {
            Self::Package(error) => error.why(),
            Self::Malformed(part, at) => Wording::new(
                format!("{part} 的第 {} 个字节处不是合格的 XML", at + 1),
                format!("{part} is not well-formed at byte {}", at + 1),
            ),
            Self::TooDeep(part) => Wording::new(format!("{part} 嵌套过深"), format!("{part} is nested too deeply")),
        }
    }
}

impl From<PackageError> for WordError {
    fn from(error: PackageError) -> Self {
        Self::Package(error)
    }
}

/// Reads a Word file: its text, then its notes, headers and footers.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<WordText, WordError> {
    let mut package = Package::open(bytes, limits)?;
    let mut out = WordText::default();
    let mut parts = vec![(MAIN.to_owned(), Role::Paragraph(None))];
    parts.extend(package.names().filter_map(|name| Some((name.to_string(), role(&name)?))));
    for (name, role) in parts {
        let xml = package.text(&name)?;
        body::read(&mut out, &name, &xml, role).map_err(|error| match error {
            XmlError::Malformed(at) => WordError::Malformed(name, at),
            XmlError::TooDeep(_) => WordError::TooDeep(name),
        })?;
    }
    Ok(out)
}

/// What stands in a part beside the text.
fn role(part: &str) -> Option<Role> {
    let name = part.strip_prefix("word/")?.strip_suffix(".xml")?;
    let is_numbered = |name: &str| name.bytes().all(|byte| byte.is_ascii_digit());
    match name {
        "footnotes" | "endnotes" => Some(Role::Note),
        _ => {
            let number = name.strip_prefix("header").or_else(|| name.strip_prefix("footer"))?;
            is_numbered(number).then_some(Role::Margin)
        }
    }
}
