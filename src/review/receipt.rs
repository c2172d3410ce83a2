//! All that decides a result: with the same receipt, a check gives the same bytes.

use sha2::{Digest, Sha256};

/// All that decides a result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// The version of the program.
    pub engine: String,
    /// The packs in force, most general first: name, version, and the hash of all their files.
    pub packs: Vec<(String, String, Hash)>,
    /// The files that were read, in order.
    pub files: Vec<FileReceipt>,
    /// The options that were given and have a say, in order: name and value.
    pub options: Vec<(String, String)>,
}

/// One file that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileReceipt {
    /// What it is called.
    pub name: String,
    /// What it is for.
    pub role: FileRole,
    /// How many bytes it has.
    pub bytes: usize,
    /// The hash of its bytes as they are on disk.
    pub hash: Hash,
}

/// What a file is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileRole {
    /// It is checked.
    Submission,
    /// It is of the year before: what is checked is held against it.
    LastYear,
    /// It names what is waived.
    Waivers,
    /// It is the result of an earlier check.
    Baseline,
}

/// A SHA-256 hash in hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hash(pub String);

impl Hash {
    /// The hash of some bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self::from(<[u8; 32]>::from(Sha256::digest(bytes)))
    }
}

impl From<[u8; 32]> for Hash {
    fn from(hash: [u8; 32]) -> Self {
        Self(hash.iter().map(|byte| format!("{byte:02x}")).collect())
    }
}

impl FileReceipt {
    /// Of the bytes of a file.
    #[must_use]
    pub fn of(name: &str, role: FileRole, bytes: &[u8]) -> Self {
        Self { name: name.to_owned(), role, bytes: bytes.len(), hash: Hash::of(bytes) }
    }
}
