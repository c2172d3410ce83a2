//! A zip package (.docx, .xlsx): its parts, under caps that hostile files cannot pass.

use std::io::{Cursor, Read};

use rustc_hash::FxHashMap;
use zip::ZipArchive;
use zip::result::ZipError;

use crate::diagnostic::Wording;

use super::limits::Limits;

/// Why a package cannot be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PackageError {
    /// It is no zip file, or cut off.
    Damaged,
    /// It is encrypted.
    Encrypted,
    /// It holds more parts than allowed: how many.
    TooManyParts(usize),
    /// A part has a name that leads out of the package.
    UnsafeName(String),
    /// Its parts are larger than allowed when unpacked: the name of the one that passes the cap.
    TooLarge(String),
    /// A part that is needed is not there.
    Missing(String),
    /// A part is written in another encoding than UTF-8.
    NotUtf8(String),
    /// A part cannot be unpacked.
    DamagedPart(String),
}

impl PackageError {
    /// The reason in words, to stand behind “cannot be read: ”.
    #[must_use]
    pub fn why(&self) -> Wording {
        match self {
            Self::Damaged => Wording::new("压缩包损坏或不完整", "its zip package is damaged or cut off"),
            Self::Encrypted => Wording::new("文件已加密", "it is encrypted"),
            Self::TooManyParts(count) => {
                Wording::new(format!("压缩包内有 {count} 个部件"), format!("its package holds {count} parts"))
            }
            Self::UnsafeName(part) => Wording::new(
                format!("压缩包内的部件名“{part}”越出了压缩包"),
                format!("the part “{part}” leads out of its package"),
            ),
            Self::TooLarge(part) => Wording::new(
                format!("解压到 {part} 时超过上限（可用 --max-unpacked 提高）"),
                format!("unpacking {part} passes the limit (--max-unpacked raises it)"),
            ),
            Self::Missing(part) => Wording::new(format!("缺少部件 {part}"), format!("{part} is missing")),
            Self::NotUtf8(part) => {
                Wording::new(format!("部件 {part} 不是 UTF-8 编码"), format!("{part} is not written in UTF-8"))
            }
            Self::DamagedPart(part) => Wording::new(format!("部件 {part} 损坏"), format!("{part} is damaged")),
        }
    }
}

/// A package has no more parts than this: the largest reports with pictures have some hundreds.
const MOST_PARTS: usize = 4096;

/// No more bytes are set aside for a part before they are there.
const MOST_EXPECTED: u64 = 16 << 20;

/// An open package.
#[derive(Debug)]
pub struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Bytes that may still be unpacked.
    left: u64,
    /// The names of parts by their plain ones.
    spelled: FxHashMap<String, String>,
}

/// A name in one case and with one kind of stroke.
fn plain(name: &str) -> String {
    name.replace('\\', "/").to_ascii_lowercase()
}

impl<'a> Package<'a> {
    /// Opens a package and looks at its list of parts.
    ///
    /// # Errors
    /// If it is no zip file, or its list passes a cap.
    pub fn open(bytes: &'a [u8], limits: &Limits) -> Result<Self, PackageError> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| PackageError::Damaged)?;
        if archive.len() > MOST_PARTS {
            return Err(PackageError::TooManyParts(archive.len()));
        }
        for name in archive.file_names() {
            let Ok(name) = name else { return Err(PackageError::Damaged) };
            let leads_out = name.split(['/', '\\']).any(|step| step == "..") || name.starts_with('/');
            if leads_out || name.contains('\0') {
                return Err(PackageError::UnsafeName(name.into_owned()));
            }
        }
        let names = archive.file_names().flatten();
        let spelled = names.map(|name| (plain(&name), name.into_owned())).collect();
        Ok(Self { archive, left: limits.unpacked as u64, spelled })
    }

    /// The names of all parts, in the order of the package.
    pub fn names(&self) -> impl Iterator<Item = std::borrow::Cow<'_, str>> {
        self.archive.file_names().flatten()
    }

    /// The name of a part as the package spells it: some programs write other cases and strokes than they name.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<String> {
        if self.archive.index_for_name(name).is_some() {
            return Some(name.to_owned());
        }
        self.spelled.get(&plain(name)).cloned()
    }

    /// Unpacks a part; its bytes count against the cap of the whole package.
    ///
    /// # Errors
    /// If it is not there, damaged, or passes the cap.
    pub fn part(&mut self, name: &str) -> Result<Vec<u8>, PackageError> {
        let file = self.archive.by_name(name).map_err(|error| match error {
            ZipError::FileNotFound => PackageError::Missing(name.to_owned()),
            ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => PackageError::Encrypted,
            _ => PackageError::DamagedPart(name.to_owned()),
        })?;
        let allowed = self.left;
        // The size is what the package says, which need not be true.
        let expected = file.size().min(allowed).min(MOST_EXPECTED);
        let mut bytes = Vec::with_capacity(usize::try_from(expected).unwrap_or(0));
        let read = file.take(allowed.saturating_add(1)).read_to_end(&mut bytes);
        let read = read.map_err(|_| PackageError::DamagedPart(name.to_owned()))?;
        self.left = allowed.checked_sub(read as u64).ok_or_else(|| PackageError::TooLarge(name.to_owned()))?;
        Ok(bytes)
    }

    /// Unpacks a part as text.
    ///
    /// # Errors
    /// As [`Package::part`], and if it is not UTF-8.
    pub fn text(&mut self, name: &str) -> Result<String, PackageError> {
        let bytes = self.part(name)?;
        String::from_utf8(bytes).map_err(|_| PackageError::NotUtf8(name.to_owned()))
    }
}
