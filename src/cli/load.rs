//! Files and packs as the command line names them.

use std::io;
use std::path::Path;

use crate::batch::{self, Contents, bytes_from, bytes_of};
use crate::diagnostic::{Diagnostic, Diagnostics, Wording, nearest};
use crate::engine::{CompiledPack, Engine, Input, Opened, PackErrors, Settings, open};
use crate::plan::Work;
use crate::read::Limits;
use crate::review::PackChoice;
use crate::source::{Encoding, SourceMap, decode};

use super::args::{LimitArguments, RuleArguments, SelectArguments};
use super::output::reason;

/// Why a command stops before it has a result: what is wrong, and the texts it is wrong in.
#[derive(Debug)]
pub(super) struct Stop(Box<PackErrors>);

impl Stop {
    /// What is wrong.
    pub(super) fn diagnostics(&self) -> &Diagnostics {
        &self.0.diagnostics
    }

    /// The texts it is wrong in.
    pub(super) fn sources(&self) -> &SourceMap {
        &self.0.sources
    }
}

impl From<PackErrors> for Stop {
    fn from(errors: PackErrors) -> Self {
        Self(Box::new(errors))
    }
}

impl From<Box<PackErrors>> for Stop {
    fn from(errors: Box<PackErrors>) -> Self {
        Self(errors)
    }
}

impl From<Diagnostic> for Stop {
    /// A mistake that has no place in a text.
    fn from(diagnostic: Diagnostic) -> Self {
        let mut diagnostics = Diagnostics::default();
        diagnostics.push(diagnostic);
        PackErrors { sources: SourceMap::default(), diagnostics }.into()
    }
}

impl From<Box<Diagnostic>> for Stop {
    fn from(diagnostic: Box<Diagnostic>) -> Self {
        (*diagnostic).into()
    }
}

/// The files of one submission as bytes.
#[derive(Debug)]
pub(super) struct Gathered {
    /// What the submission is called.
    name: String,
    /// The files.
    pub(super) inputs: Vec<Input>,
    /// What is said of files that are not checked.
    diagnostics: Diagnostics,
}

/// Reads the files of one submission; a folder stands for all files in it.
pub(super) fn submission(paths: &[impl AsRef<Path>], limits: &Limits) -> Result<Opened, Stop> {
    gathered(paths, limits)?.opened(limits)
}

/// Takes the bytes of the files of one submission; a folder stands for all files in it.
pub(super) fn gathered(paths: &[impl AsRef<Path>], limits: &Limits) -> Result<Gathered, Stop> {
    let mut diagnostics = Diagnostics::default();
    let mut inputs = Vec::new();
    for path in paths.iter().map(AsRef::as_ref) {
        if path.is_dir() {
            of_folder(path, limits, &mut inputs, &mut diagnostics);
            continue;
        }
        match input(path, limits) {
            Ok(input) => inputs.push(input),
            Err(diagnostic) => diagnostics.push(*diagnostic),
        }
    }
    if diagnostics.has_errors() {
        return Err(PackErrors { sources: SourceMap::default(), diagnostics }.into());
    }
    let name = match paths.first().map(AsRef::as_ref).filter(|path| path.is_dir()) {
        Some(folder) => folder.to_string_lossy().into_owned(),
        None => inputs.first().map(|input| input.name.clone()).unwrap_or_default(),
    };
    Ok(Gathered { name, inputs, diagnostics })
}

impl Gathered {
    /// Adds the files of the year before, which are read and not checked.
    pub(super) fn with_last_year(mut self, paths: &[impl AsRef<Path>], limits: &Limits) -> Result<Self, Stop> {
        if !paths.is_empty() {
            let before = gathered(paths, limits)?;
            self.inputs.extend(before.inputs.into_iter().map(Input::of_last_year));
            self.diagnostics.extend(before.diagnostics);
        }
        Ok(self)
    }

    /// Reads what the files hold.
    pub(super) fn opened(self, limits: &Limits) -> Result<Opened, Stop> {
        let Self { name, inputs, mut diagnostics } = self;
        let mut opened = open(&name, inputs, limits);
        diagnostics.extend(std::mem::take(&mut opened.diagnostics));
        opened.diagnostics = diagnostics;
        if opened.submission.is_none() {
            return Err(PackErrors { sources: opened.sources, diagnostics: opened.diagnostics }.into());
        }
        Ok(opened)
    }
}

/// Takes the files of a folder; the others are checked without one that cannot be read.
fn of_folder(folder: &Path, limits: &Limits, inputs: &mut Vec<Input>, diagnostics: &mut Diagnostics) {
    let Contents { files, warnings } = match batch::contents(folder) {
        Ok(contents) => contents,
        Err(error) => return diagnostics.push(unreadable(folder, &folder.to_string_lossy(), &error)),
    };
    warnings.into_iter().for_each(|warning| diagnostics.push(warning));
    if files.is_empty() {
        return diagnostics.push(nothing_in(folder));
    }
    for path in files {
        match input(&path, limits) {
            Ok(input) => inputs.push(Input { may_fail: true, ..input }),
            Err(diagnostic) => diagnostics.push(diagnostic.as_warning()),
        }
    }
}

fn nothing_in(folder: &Path) -> Diagnostic {
    let name = folder.to_string_lossy();
    Diagnostic::placeless(
        "cli::empty_folder",
        Wording::new(format!("文件夹 {name} 中没有可检查的文件"), format!("the folder {name} holds no file to check")),
    )
    .help(Wording::new(
        "可检查的格式：docx、xlsx、pdf、csv、txt、md、yaml、json",
        "what can be checked: docx, xlsx, pdf, csv, txt, md, yaml, json",
    ))
}

/// The caps asked for.
pub(super) fn limits(arguments: &LimitArguments) -> Limits {
    let usual = Limits::default();
    Limits {
        bytes: arguments.max_bytes.unwrap_or(usual.bytes),
        depth: arguments.max_depth.unwrap_or(usual.depth),
        nodes: arguments.max_nodes.unwrap_or(usual.nodes),
        unpacked: arguments.max_unpacked.unwrap_or(usual.unpacked),
        text: arguments.max_text.unwrap_or(usual.text),
    }
}

/// Compiles the pack asked for, or the one that the submission calls for.
pub(super) fn pack_for(
    arguments: &SelectArguments,
    limits: &LimitArguments,
    opened: &Opened,
) -> Result<CompiledPack, Stop> {
    Ok(pack_and_engine(&arguments.packs, limits, &arguments.rule, opened)?.0)
}

/// The same, with the packs that it was taken from.
pub(super) fn pack_and_engine(
    arguments: &RuleArguments,
    limits: &LimitArguments,
    rules: &[String],
    opened: &Opened,
) -> Result<(CompiledPack, Engine), Stop> {
    let work = limits.max_work.map(Work);
    let settings = Settings { set: settings(&arguments.set)?, rules: rules.to_vec(), work };
    let mut engine = Engine::embedded();
    let (name, choice) = match &arguments.pack {
        Some(pack) => (one_pack(&mut engine, pack)?, PackChoice::Asked),
        None => engine.choose(opened),
    };
    let mut compiled = engine.compile(&name, &settings)?;
    compiled.choice = choice;
    Ok((compiled, engine))
}

/// `--set name=value`
pub(super) fn settings(set: &[String]) -> Result<Vec<(String, String)>, Stop> {
    let pair = |one: &String| {
        let (name, value) = one.split_once(['=', '＝']).filter(|(name, _)| !name.trim().is_empty())?;
        Some((name.trim().to_owned(), value.trim().to_owned()))
    };
    set.iter().map(|one| pair(one).ok_or_else(|| not_a_setting(one).into())).collect()
}

fn not_a_setting(found: &str) -> Diagnostic {
    Diagnostic::placeless(
        "cli::setting",
        Wording::new(
            format!("--set 后应为 参数=值，这里是“{found}”"),
            format!("--set takes PARAM=VALUE, found “{found}”"),
        ),
    )
    .help(Wording::new("例如：--set 执行率下限=85%", "For example: --set 执行率下限=85%"))
}

/// The name of the pack that `--pack` means: a known name, else a folder.
pub(super) fn one_pack(engine: &mut Engine, asked: &Path) -> Result<String, Stop> {
    let mut names = packs(engine, asked)?;
    match (names.pop(), names.is_empty()) {
        (Some(name), true) => Ok(name),
        (last, _) => {
            names.extend(last);
            Err(several_packs(asked, &names).into())
        }
    }
}

/// The names of the packs behind a name or a folder; a folder of packs gives all of them.
pub(super) fn packs(engine: &mut Engine, asked: &Path) -> Result<Vec<String>, Stop> {
    let written = asked.to_string_lossy();
    if engine.packs().iter().any(|pack| pack.name == written) || !asked.is_dir() {
        // A name that is unknown is told by the compiler, with the nearest known one.
        return Ok(vec![written.into_owned()]);
    }
    if let Some(name) = engine.add_folder(asked)? {
        return Ok(vec![name]);
    }
    let inside = |folder: &Path| folder.parent() == Some(asked) || folder.starts_with(asked);
    let found = engine.packs().into_iter().filter(|pack| pack.folder.as_deref().is_some_and(inside));
    Ok(found.map(|pack| pack.name).collect())
}

fn several_packs(asked: &Path, names: &[String]) -> Diagnostic {
    let (folder, names) = (asked.display(), names.join("、"));
    Diagnostic::placeless(
        "cli::several_packs",
        Wording::new(format!("{folder} 中不止一个规则包：{names}"), format!("{folder} holds several packs: {names}")),
    )
    .help(Wording::new("请给出其中一个的文件夹。", "Give the folder of one of them."))
}

fn input(path: &Path, limits: &Limits) -> Result<Input, Box<Diagnostic>> {
    let (name, bytes) = if path.as_os_str() == "-" {
        ("<stdin>".to_owned(), bytes_from(io::stdin().lock(), limits))
    } else {
        let name = path.to_string_lossy().into_owned();
        (name, bytes_of(path, limits))
    };
    let bytes = bytes.map_err(|error| unreadable(path, &name, &error))?;
    if bytes.len() > limits.bytes {
        return Err(too_large(&name, limits).into());
    }
    Ok(Input::new(name, bytes))
}

/// A file of ours that is text in any encoding.
#[derive(Debug)]
pub(super) struct TextFile {
    /// What it is called.
    pub(super) name: String,
    /// Its bytes.
    pub(super) bytes: Vec<u8>,
    /// What they say.
    pub(super) text: String,
    /// How they say it.
    pub(super) encoding: Encoding,
}

/// Reads a file of ours that is text in any encoding.
pub(super) fn text_file(path: &Path, limits: &Limits) -> Result<TextFile, Stop> {
    let Input { name, bytes, .. } = input(path, limits)?;
    match decode(&bytes) {
        Ok((text, encoding)) => Ok(TextFile { name, bytes, text, encoding }),
        Err(_) => Err(no_text(&name).into()),
    }
}

fn no_text(name: &str) -> Diagnostic {
    Diagnostic::placeless("read::not_text", Wording::new(format!("{name} 不是文本"), format!("{name} is no text")))
}

fn too_large(name: &str, limits: &Limits) -> Diagnostic {
    let bytes = limits.bytes;
    Diagnostic::placeless(
        "read::too_large",
        Wording::new(format!("{name} 超过 {bytes} 字节"), format!("{name} has more than {bytes} bytes")),
    )
    .help(Wording::new("确需如此，可用 --max-bytes 提高上限。", "If that is right, raise the limit with --max-bytes."))
}

/// Why a file cannot be read, with the nearest name where there is none of this one.
pub(super) fn unreadable(path: &Path, name: &str, error: &io::Error) -> Diagnostic {
    let why = reason(error);
    let diagnostic = Diagnostic::placeless(
        if error.kind() == io::ErrorKind::NotFound { "cli::missing_file" } else { "cli::unreadable_file" },
        Wording::new(format!("无法读取 {name}：{}", why.zh), format!("{name} cannot be read: {}", why.en)),
    );
    match neighbour(path).filter(|_| error.kind() == io::ErrorKind::NotFound) {
        Some(near) => diagnostic.help(Wording::new(format!("是不是 {near}？"), format!("Did you mean {near}?"))),
        None => diagnostic,
    }
}

/// The file of nearly the same name in the same folder.
fn neighbour(path: &Path) -> Option<String> {
    const LOOKED_AT: usize = 1000;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let entries = std::fs::read_dir(folder).ok()?.take(LOOKED_AT).flatten();
    let mut names: Vec<String> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    let written = path.file_name()?.to_string_lossy();
    let near = nearest(&written, names.iter().map(String::as_str))?;
    Some(path.with_file_name(near).to_string_lossy().into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_are_split_at_the_first_equals_sign_of_either_width() {
        let set = ["执行率下限=85%".to_owned(), "名称＝甲=乙".to_owned()];
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(settings(&set).unwrap(), [pair("执行率下限", "85%"), pair("名称", "甲=乙")]);
        assert_eq!(settings(&["85%".into()]).unwrap_err().diagnostics().iter().next().unwrap().code, "cli::setting");
    }

    #[test]
    fn files_that_cannot_be_read_are_all_told() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("自评报告.txt"), "文").unwrap();
        let empty = folder.path().join("空");
        std::fs::create_dir(&empty).unwrap();
        let files = [folder.path().join("自评报吿.txt"), empty];
        let stopped = submission(&files, &Limits::default()).unwrap_err();
        let told: Vec<&Diagnostic> = stopped.diagnostics().iter().collect();
        assert_eq!(told.iter().map(|one| one.code).collect::<Vec<_>>(), ["cli::missing_file", "cli::empty_folder"]);
        assert!(told[0].help.as_ref().unwrap().zh.contains("自评报告.txt"));
        assert!(told[1].message.zh.contains("文件夹"));
    }

    #[test]
    fn a_file_over_the_limit_is_refused_and_the_option_named() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("大.txt");
        std::fs::write(&path, "一二三四五").unwrap();
        let refused = input(&path, &Limits { bytes: 8, ..Limits::default() }).unwrap_err();
        assert!(refused.help.unwrap().zh.contains("--max-bytes"));
    }
}
