//! Where a command that writes into files puts the new ones; an input is overwritten only where that is asked for.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::diagnostic::{Diagnostic, Wording};
use crate::engine::Input;

use super::output::reason;

/// What findings can be written into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A Word file: comments and tracked changes.
    Word,
    /// A workbook: notes and a sheet of findings.
    Sheet,
    /// A PDF: nothing.
    Printed,
    /// A text or data: corrections.
    Text,
}

impl Kind {
    /// By the first bytes, then by the name; a file that is not what it says is refused when it is read.
    pub(super) fn of(input: &Input) -> Self {
        let extension = Path::new(&input.name).extension().map(|it| it.to_string_lossy().to_ascii_lowercase());
        let extension = extension.as_deref().unwrap_or("");
        let is_sheet = extension.starts_with("xl") || extension == "et";
        match input.bytes.as_slice() {
            [b'P', b'K', ..] if is_sheet => Self::Sheet,
            [b'P', b'K', ..] => Self::Word,
            [b'%', b'P', b'D', b'F', ..] => Self::Printed,
            _ => Self::Text,
        }
    }
}

/// An input and the file that is to be written.
#[derive(Debug)]
pub(super) struct Target {
    /// The input.
    pub(super) input: Input,
    /// What is written.
    pub(super) path: PathBuf,
}

/// Finds out where each input goes: all of them to a folder, a single one to a file, or each into its own place.
///
/// # Errors
/// If an input would be overwritten that nobody asked to overwrite, two would become one file, or the new files would be
/// taken for inputs the next time.
pub(super) fn targets(
    inputs: Vec<Input>,
    asked: &[PathBuf],
    output: Option<&Path>,
    write: bool,
) -> Result<Vec<Target>, Box<Diagnostic>> {
    let Some(output) = output else {
        return Ok(inputs.into_iter().map(|input| Target { path: PathBuf::from(&input.name), input }).collect());
    };
    if let Some(folder) = asked.iter().find(|asked| !write && asked.is_dir() && is_inside(output, asked)) {
        return Err(inside_submission(output, folder).into());
    }
    // A folder of which one file is written into goes to a folder too, and so does a name that ends like one.
    let ends_as_folder = output.as_os_str().to_string_lossy().ends_with(['/', std::path::MAIN_SEPARATOR]);
    let to_folder = inputs.len() > 1
        || output.is_dir()
        || ends_as_folder
        || asked.iter().any(|asked| asked.is_dir()) && !output.is_file();
    if inputs.len() > 1 && output.is_file() {
        return Err(several_for_one(output, inputs.len()).into());
    }
    let mut targets: Vec<Target> = Vec::new();
    for input in inputs {
        let path = if to_folder { output.join(inside(&input.name, asked)) } else { output.to_owned() };
        if !write && (is_same(Path::new(&input.name), &path) || asked.iter().any(|asked| is_same(asked, &path))) {
            return Err(would_overwrite(&path).into());
        }
        if let Some(twin) = targets.iter().find(|target| target.path == path) {
            return Err(twins(&twin.input.name, &input.name).into());
        }
        targets.push(Target { input, path });
    }
    Ok(targets)
}

/// Makes the folder that a file goes to.
pub(super) fn make_folder_of(path: &Path) -> Result<(), Box<Diagnostic>> {
    let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) else { return Ok(()) };
    fs::create_dir_all(folder).map_err(|error| not_made(folder, &error).into())
}

/// The name of an input below the folder in which it was found.
fn inside(name: &str, asked: &[PathBuf]) -> PathBuf {
    let path = Path::new(name);
    let below = asked.iter().filter(|asked| asked.is_dir()).find_map(|folder| path.strip_prefix(folder).ok());
    below.or_else(|| path.file_name().map(Path::new)).unwrap_or(path).to_owned()
}

/// True for a place in a folder or below, whether it is there yet or not.
pub(super) fn is_inside(path: &Path, folder: &Path) -> bool {
    let Ok(folder) = fs::canonicalize(folder) else { return false };
    let here = Path::new(".");
    let mut there = path.ancestors().map(|it| if it.as_os_str().is_empty() { here } else { it });
    there.find_map(|it| fs::canonicalize(it).ok()).is_some_and(|it| it.starts_with(&folder))
}

/// True where both names lead to one file or folder, by whatever way.
pub(super) fn is_same(a: &Path, b: &Path) -> bool {
    let found = |path: &Path| fs::canonicalize(path).ok();
    if let (Some(a), Some(b)) = (found(a), found(b))
        && a == b
    {
        return true;
    }
    is_linked(a, b)
}

#[cfg(unix)]
fn is_linked(a: &Path, b: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let node = |path: &Path| fs::metadata(path).ok().map(|it| (it.dev(), it.ino()));
    matches!((node(a), node(b)), (Some(a), Some(b)) if a == b)
}

#[cfg(not(unix))]
fn is_linked(_: &Path, _: &Path) -> bool {
    false
}

fn would_overwrite(path: &Path) -> Diagnostic {
    let name = path.display();
    Diagnostic::placeless(
        "cli::would_overwrite",
        Wording::new(format!("{name} 就是原件，未予改写"), format!("{name} is the input and is left as it is")),
    )
    .help(Wording::new(
        "请用 -o 给出另一个文件名；确要改写原件时加 --write。",
        "Give another name with -o; add --write to change the input itself.",
    ))
}

fn inside_submission(output: &Path, folder: &Path) -> Diagnostic {
    let (output, folder) = (output.display(), folder.display());
    Diagnostic::placeless(
        "cli::inside_submission",
        Wording::new(
            format!("{output} 在材料文件夹 {folder} 里，下次检查会把它当作材料"),
            format!("{output} lies in the folder {folder} and would be checked with it the next time"),
        ),
    )
    .help(Wording::new("请用 -o 给出材料文件夹之外的地方。", "Give a place outside of that folder with -o."))
}

fn several_for_one(output: &Path, count: usize) -> Diagnostic {
    let name = output.display();
    Diagnostic::placeless(
        "cli::several_for_one",
        Wording::new(
            format!("有 {count} 个文件要写出，而 {name} 是一个文件"),
            format!("{count} files are to be written, but {name} is one file"),
        ),
    )
    .help(Wording::new("请用 -o 给出一个文件夹。", "Give a folder with -o."))
}

fn twins(a: &str, b: &str) -> Diagnostic {
    Diagnostic::placeless(
        "cli::same_name",
        Wording::new(
            format!("{a} 和 {b} 同名，写到一个文件夹里会互相覆盖"),
            format!("{a} and {b} have the same name and would overwrite each other in one folder"),
        ),
    )
    .help(Wording::new("请分开处理，或给出它们所在的文件夹。", "Do them apart, or name the folder that holds both."))
}

fn not_made(folder: &Path, error: &io::Error) -> Diagnostic {
    let (name, why) = (folder.display(), reason(error));
    Diagnostic::placeless(
        "cli::not_written",
        Wording::new(format!("无法建立文件夹 {name}：{}", why.zh), format!("{name} cannot be made: {}", why.en)),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn input(path: &Path) -> Input {
        Input::new(path.to_string_lossy(), "文")
    }

    #[test]
    fn an_input_is_only_overwritten_when_that_is_asked_for() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("报告.docx");
        fs::write(&path, "文").unwrap();
        let round = folder.path().join(".").join("报告.docx");
        let refused = targets(vec![input(&path)], std::slice::from_ref(&path), Some(&round), false).unwrap_err();
        assert_eq!(refused.code, "cli::would_overwrite");
        assert_eq!(targets(vec![input(&path)], std::slice::from_ref(&path), Some(&round), true).unwrap().len(), 1);
        // The folder of the input is where it lies.
        let refused = targets(vec![input(&path)], std::slice::from_ref(&path), Some(folder.path()), false).unwrap_err();
        assert_eq!(refused.code, "cli::would_overwrite");
        #[cfg(unix)]
        {
            let link = folder.path().join("又名.docx");
            fs::hard_link(&path, &link).unwrap();
            assert!(targets(vec![input(&path)], &[path], Some(&link), false).is_err());
        }
    }

    #[test]
    fn what_a_file_is_stands_in_its_first_bytes() {
        let kind = |name: &str, bytes: &[u8]| Kind::of(&Input::new(name, bytes));
        assert_eq!(kind("报告.docx", b"PK\x03\x04"), Kind::Word);
        assert_eq!(kind("报告.wps", b"PK\x03\x04"), Kind::Word);
        assert_eq!(kind("表.XLSX", b"PK\x03\x04"), Kind::Sheet);
        assert_eq!(kind("报告.pdf", b"%PDF-1.7"), Kind::Printed);
        assert_eq!(kind("<stdin>", "PDF 文".as_bytes()), Kind::Text);
    }

    #[test]
    fn several_files_keep_their_places_below_the_new_folder() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("材料");
        let (a, b) = (folder.join("甲/表.xlsx"), folder.join("乙/表.xlsx"));
        for path in [&a, &b] {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "文").unwrap();
        }
        let out = home.path().join("批注");
        let all = std::slice::from_ref(&folder);
        let found = targets(vec![input(&a), input(&b)], all, Some(&out), false).unwrap();
        let paths: Vec<&Path> = found.iter().map(|it| it.path.as_path()).collect();
        assert_eq!(paths, [out.join("甲/表.xlsx"), out.join("乙/表.xlsx")]);
        let within = targets(vec![input(&a), input(&b)], all, Some(&folder.join("新/批注")), false).unwrap_err();
        assert_eq!(within.code, "cli::inside_submission");
        let clash = targets(vec![input(&a), input(&b)], &[a.clone(), b.clone()], Some(&out), false).unwrap_err();
        assert_eq!(clash.code, "cli::same_name");
        let one = targets(vec![input(&a), input(&b)], &[a.clone(), b], Some(&a), false).unwrap_err();
        assert_eq!(one.code, "cli::several_for_one");
    }
}
