//! The packs that can be loaded: those built into the binary, and folders of the user.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use include_dir::{Dir, include_dir};
use sha2::{Digest, Sha256};

use crate::diagnostic::{Diagnostic, Diagnostics, Wording};
use crate::source::SourceMap;

use super::{Manifest, codes};

static EMBEDDED: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/rules");

const MANIFEST: &str = "pack.yaml";

/// No file of a pack is larger; a larger one is not a rule file.
const MAX_FILE_BYTES: u64 = 8 << 20;

/// All packs that can be loaded, by name.
#[derive(Debug, Default)]
pub struct Library {
    packs: BTreeMap<String, Found>,
}

/// A pack that was found.
#[derive(Debug, Clone)]
pub struct Found {
    /// What its manifest says. The places in it belong to the texts it was found with.
    pub manifest: Manifest,
    /// Where it is.
    pub home: Home,
}

/// Where a pack is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Home {
    /// Built in, under this name.
    Embedded(String),
    /// A folder.
    Folder(PathBuf),
}

impl Found {
    /// Feeds all its files to a hash, by name.
    fn feed(&self, hash: &mut Sha256) {
        match &self.home {
            Home::Embedded(folder) => {
                if let Some(folder) = EMBEDDED.get_dir(folder) {
                    folder.files().for_each(|file| feed(hash, file.path(), file.contents()));
                }
            }
            Home::Folder(folder) => {
                let entries = fs::read_dir(folder).into_iter().flatten().flatten();
                let mut files: Vec<PathBuf> = entries.map(|it| it.path()).filter(|path| path.is_file()).collect();
                files.sort();
                for file in files {
                    // One that cannot be read is told when the pack is loaded.
                    feed(hash, &file, &fs::read(&file).unwrap_or_default());
                }
            }
        }
    }
}

fn feed(hash: &mut Sha256, path: &Path, content: &[u8]) {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    hash.update(format!("{name:?} {}", content.len()));
    hash.update(content);
}

impl Library {
    /// The hash of every file of every pack: with the same one, packs say the same.
    #[must_use]
    pub fn digest(&self) -> [u8; 32] {
        let mut hash = Sha256::new();
        for (name, found) in &self.packs {
            hash.update(format!("{name:?}"));
            found.feed(&mut hash);
        }
        hash.finalize().into()
    }

    /// The hash of every file of one pack; `None` where there is none of this name.
    #[must_use]
    pub fn digest_of(&self, pack: &str) -> Option<[u8; 32]> {
        let mut hash = Sha256::new();
        self.packs.get(pack)?.feed(&mut hash);
        Some(hash.finalize().into())
    }

    /// The packs built into the binary.
    #[must_use]
    pub fn embedded() -> Self {
        let mut library = Self::default();
        let mut sources = SourceMap::default();
        // What is wrong with a built-in manifest is told when the pack is loaded.
        let mut untold = Diagnostics::default();
        for folder in EMBEDDED.dirs() {
            let name = folder.path().to_string_lossy().into_owned();
            library.add(Home::Embedded(name), &mut sources, &mut untold);
        }
        library
    }

    /// Adds a pack folder, or every pack folder inside a folder; gives the name of the pack if it is one itself.
    pub fn add_folder(
        &mut self,
        folder: &Path,
        sources: &mut SourceMap,
        diagnostics: &mut Diagnostics,
    ) -> Option<String> {
        if folder.join(MANIFEST).is_file() {
            return self.add(Home::Folder(folder.to_owned()), sources, diagnostics);
        }
        let mut inner: Vec<PathBuf> = match fs::read_dir(folder) {
            Ok(entries) => entries.filter_map(|entry| Some(entry.ok()?.path())).collect(),
            Err(error) => {
                diagnostics.push(unreadable(&folder.display().to_string(), &error));
                return None;
            }
        };
        inner.retain(|path| path.join(MANIFEST).is_file());
        inner.sort();
        if inner.is_empty() {
            diagnostics.push(no_manifest(folder));
        }
        for path in inner {
            self.add(Home::Folder(path), sources, diagnostics);
        }
        None
    }

    /// A pack by name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Found> {
        self.packs.get(name)
    }

    /// All packs, by name.
    pub fn iter(&self) -> impl Iterator<Item = &Found> {
        self.packs.values()
    }

    /// The names of all packs, sorted.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.packs.keys().map(String::as_str)
    }

    fn add(&mut self, home: Home, sources: &mut SourceMap, diagnostics: &mut Diagnostics) -> Option<String> {
        let file = match home.read(MANIFEST) {
            Ok(text) => sources.add(home.display(MANIFEST), text),
            Err(error) => {
                diagnostics.push(unreadable(&home.display(MANIFEST), &error));
                return None;
            }
        };
        let manifest = Manifest::parse(&home.folder_name(), file, sources, diagnostics);
        let name = manifest.name.clone();
        self.packs.insert(name.clone(), Found { manifest, home });
        Some(name)
    }
}

impl Home {
    /// The folder, if it is one on disk.
    #[must_use]
    pub fn folder(&self) -> Option<&Path> {
        match self {
            Self::Embedded(_) => None,
            Self::Folder(folder) => Some(folder),
        }
    }

    /// The names of the rule files, sorted.
    pub(super) fn rule_files(&self) -> io::Result<Vec<String>> {
        let mut names: Vec<String> = match self {
            Self::Embedded(name) => {
                let files = EMBEDDED.get_dir(name).into_iter().flat_map(Dir::files);
                files.filter_map(|file| Some(file.path().file_name()?.to_string_lossy().into_owned())).collect()
            }
            Self::Folder(folder) => fs::read_dir(folder)?
                .filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().into_owned()))
                .collect(),
        };
        names.retain(|name| Path::new(name).extension().is_some_and(|extension| extension == "gj"));
        names.sort();
        Ok(names)
    }

    /// The text of a file, by its path from the pack's folder.
    pub(super) fn read(&self, path: &str) -> io::Result<String> {
        let bytes = match self {
            Self::Embedded(name) => {
                let place = inside(Path::new(name), path).ok_or(io::ErrorKind::NotFound)?;
                EMBEDDED.get_file(place).ok_or(io::ErrorKind::NotFound)?.contents().to_vec()
            }
            Self::Folder(folder) => {
                // A pack may share files with its neighbours, and reads nothing else of the disk.
                inside(Path::new("pack"), path).ok_or(io::ErrorKind::PermissionDenied)?;
                let place = folder.join(path);
                if fs::metadata(&place)?.len() > MAX_FILE_BYTES {
                    return Err(io::ErrorKind::FileTooLarge.into());
                }
                fs::read(place)?
            }
        };
        let text = String::from_utf8(bytes).map_err(|_| io::Error::from(io::ErrorKind::InvalidData))?;
        Ok(text.strip_prefix('\u{FEFF}').map_or_else(|| text.clone(), str::to_owned))
    }

    /// The name a pack has where its manifest gives none.
    pub(super) fn folder_name(&self) -> String {
        match self {
            Self::Embedded(name) => name.clone(),
            Self::Folder(folder) => folder_name(folder),
        }
    }

    /// What people call a file of the pack.
    pub(super) fn display(&self, path: &str) -> String {
        match self {
            Self::Embedded(name) => format!("rules/{name}/{path}"),
            Self::Folder(folder) => folder.join(path).display().to_string(),
        }
    }
}

/// The path that `path` means from `folder`, which is one step below the root; `None` where it leaves the root.
fn inside(folder: &Path, path: &str) -> Option<PathBuf> {
    let mut place = folder.to_owned();
    for part in Path::new(path).components() {
        match part {
            Component::Normal(name) => place.push(name),
            Component::CurDir => {}
            Component::ParentDir if place.pop() => {}
            Component::ParentDir | Component::RootDir | Component::Prefix(_) => return None,
        }
    }
    Some(place)
}

fn folder_name(folder: &Path) -> String {
    let name = folder.file_name().map(|name| name.to_string_lossy().into_owned());
    name.or_else(|| Some(folder.canonicalize().ok()?.file_name()?.to_string_lossy().into_owned())).unwrap_or_default()
}

/// A file of a pack that cannot be read.
pub(super) fn unreadable(name: &str, error: &io::Error) -> Diagnostic {
    let why = match error.kind() {
        io::ErrorKind::NotFound => Wording::new("文件不存在", "it does not exist"),
        io::ErrorKind::PermissionDenied => Wording::new(
            "无权读取，或路径超出规则包所在文件夹",
            "access is denied, or the path leaves the packs' folder",
        ),
        io::ErrorKind::InvalidData => Wording::new("不是 UTF-8 文本", "it is not UTF-8 text"),
        io::ErrorKind::FileTooLarge => Wording::new("文件超过 8 MiB", "it is larger than 8 MiB"),
        _ => Wording::same(error.to_string()),
    };
    let message = Wording::new(format!("无法读取 {name}：{}", why.zh), format!("cannot read {name}: {}", why.en));
    Diagnostic::placeless(codes::UNREADABLE, message)
}

fn no_manifest(folder: &Path) -> Diagnostic {
    let name = folder.display();
    let message = Wording::new(
        format!("{name} 不是规则包：其中没有 pack.yaml"),
        format!("{name} is no pack: there is no pack.yaml in it"),
    );
    Diagnostic::placeless(codes::UNREADABLE, message).help(Wording::new(
        "规则包是一个含 pack.yaml 和 .gj 文件的文件夹",
        "a pack is a folder with a pack.yaml and .gj files",
    ))
}
