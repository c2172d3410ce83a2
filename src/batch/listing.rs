//! A list of submissions: which files belong together, and to which unit and year.
//!
//! As CSV with the columns `unit,year,files,last_year` (单位, 年度, 文件, 上年文件; several files parted by `;`), as YAML a list of
//! maps with the same keys. Paths are meant from the folder of the list.

use std::path::{Path, PathBuf};

use crate::diagnostic::{Diagnostic, Diagnostics, Wording};
use crate::document::{DocumentBody, Node, NodeKind};
use crate::read::{Limits, csv_rows, read};
use crate::source::SourceMap;

use super::file::bytes_of;
use super::job::{Job, JobFile};

const UNIT: [&str; 4] = ["unit", "单位", "部门", "单位名称"];
const YEAR: [&str; 3] = ["year", "年度", "年份"];
const FILES: [&str; 4] = ["files", "file", "文件", "材料"];
const LAST_YEAR: [&str; 3] = ["last_year", "上年文件", "上年材料"];

/// Reads a list; `None` where the file is none: a YAML list of maps, or a CSV, with files named in it. A row that is wrong
/// is a submission that cannot be read, with the reason.
pub(super) fn submissions(path: &Path) -> Option<Vec<Job>> {
    let extension = path.extension()?.to_string_lossy().to_ascii_lowercase();
    let (rows, first) = match extension.as_str() {
        // The line of heads is the first.
        "csv" => (csv(&bytes_of(path, &Limits::default()).ok()?)?, 2),
        "yaml" | "yml" => (yaml(path)?, 1_usize),
        _ => return None,
    };
    let base = path.parent().unwrap_or(Path::new(""));
    let jobs = (first..).zip(rows).map(|(number, row)| {
        let (unit, file) = (row.unit.clone(), row.files.first().cloned());
        row.job(base).unwrap_or_else(|why| {
            let name = unit.clone().or(file).unwrap_or_else(|| format!("{}:{number}", path.to_string_lossy()));
            Job { unit, told: vec![wrong_row(path, number, &why)], ..Job::without_files(name) }
        })
    });
    Some(jobs.collect())
}

/// True for a file in a folder of submissions that lists them instead of being one.
pub(super) fn is_list(path: &Path) -> bool {
    match path.extension().map(|it| it.to_string_lossy().to_ascii_lowercase()).as_deref() {
        Some("csv") => submissions(path).is_some(),
        // Reading all data in a folder a second time is for files whose name says so.
        Some("yaml" | "yml") => called_list(path) && submissions(path).is_some(),
        Some(_) | None => false,
    }
}

/// What is said of a list that lies among the submissions.
pub(super) fn left_out(path: &Path) -> Diagnostic {
    let name = path.to_string_lossy();
    let message = Wording::new(
        format!("{name} 是名单，没有当作材料检查，也没有按它归并材料"),
        format!("{name} is a list; it was neither checked as a submission nor followed"),
    );
    Diagnostic::placeless("batch::list_left_out", message).as_warning().help(Wording::new(
        format!("要按名单审核，请直接给出它：guiju review {name}"),
        format!("to go by the list, name it itself: guiju review {name}"),
    ))
}

/// A warning where a file looks like a list, by its name or by a column of units or years, but names no files.
pub(super) fn without_files(path: &Path) -> Option<Diagnostic> {
    let heads: Vec<String> = match path.extension()?.to_string_lossy().to_ascii_lowercase().as_str() {
        "csv" => {
            let bytes = bytes_of(path, &Limits::default()).ok()?;
            csv_rows(&crate::source::decode(&bytes).ok()?.0).into_iter().next()?
        }
        "yaml" | "yml" => match items(path)?.into_iter().next()?.kind {
            NodeKind::Map(entries) => entries.into_iter().map(|(key, _)| key.value).collect(),
            NodeKind::Null | NodeKind::Bool(_) | NodeKind::List(_) | NodeKind::Scalar { .. } => return None,
        },
        _ => return None,
    };
    let mut known = UNIT.iter().chain(&YEAR);
    if !called_list(path) && !known.any(|name| heads.iter().any(|head| head == name)) {
        return None;
    }
    let name = path.to_string_lossy();
    let files = FILES.join("、");
    let message = Wording::new(
        format!("{name} 像是名单，但没有写明文件的一栏（{files}），因此当作一份材料检查"),
        format!(
            "{name} looks like a list but has no column of files ({}), so it is checked as a submission",
            FILES.join(", ")
        ),
    );
    Some(Diagnostic::placeless("batch::list_without_files", message).as_warning().help(Wording::new(
        format!(
            "名单可用的栏目：单位 {}；年度 {}；文件 {files}；上年文件 {}",
            UNIT.join("、"),
            YEAR.join("、"),
            LAST_YEAR.join("、")
        ),
        format!(
            "columns of a list: unit {}; year {}; files {}; last year {}",
            UNIT.join(", "),
            YEAR.join(", "),
            FILES.join(", "),
            LAST_YEAR.join(", ")
        ),
    )))
}

fn called_list(path: &Path) -> bool {
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().to_lowercase()).unwrap_or_default();
    stem.contains("名单") || stem == "list"
}

/// A row as written.
#[derive(Debug, Default)]
struct Row {
    unit: Option<String>,
    year: Option<String>,
    files: Vec<String>,
    last_year: Vec<String>,
}

impl Row {
    fn job(self, base: &Path) -> Result<Job, Wording> {
        if self.files.is_empty() {
            return Err(Wording::new("没有写文件", "no file is named"));
        }
        let no_year = |year: &str| Wording::new(format!("年度“{year}”不是年份"), format!("“{year}” is no year"));
        let year = match self.year.as_deref().map(|year| (year, year.trim_end_matches(['年', '度', ' ']))) {
            None | Some((_, "")) => None,
            Some((written, year)) => Some(year.parse().map_err(|_| no_year(written))?),
        };
        let below = |files: &[String]| -> Vec<PathBuf> { files.iter().map(|file| base.join(file)).collect() };
        let (paths, last_year) = (below(&self.files), below(&self.last_year));
        if let Some(missing) = paths.iter().chain(&last_year).find(|path| !path.exists()) {
            let name = missing.to_string_lossy();
            return Err(Wording::new(format!("没有文件 {name}"), format!("there is no file {name}")));
        }
        let name = self
            .unit
            .clone()
            .unwrap_or_else(|| paths.first().map(|path| path.to_string_lossy().into_owned()).unwrap_or_default());
        let files = paths.into_iter().map(JobFile::at).collect();
        let last_year = last_year.into_iter().map(JobFile::at).collect();
        Ok(Job { unit: self.unit, year, files, last_year, ..Job::without_files(name) })
    }
}

fn csv(bytes: &[u8]) -> Option<Vec<Row>> {
    let (text, _) = crate::source::decode(bytes).ok()?;
    let mut rows = csv_rows(&text).into_iter();
    let head = rows.next()?;
    let column = |names: &[&str]| head.iter().position(|field| names.contains(&field.as_str()));
    let files = column(&FILES)?;
    let (unit, year, last_year) = (column(&UNIT), column(&YEAR), column(&LAST_YEAR));
    let row = |fields: Vec<String>| {
        let cell = |at: Option<usize>| at.and_then(|at| fields.get(at)).filter(|cell| !cell.is_empty()).cloned();
        let several = |at: Option<usize>| split(&cell(at).unwrap_or_default());
        Row { unit: cell(unit), year: cell(year), files: several(Some(files)), last_year: several(last_year) }
    };
    Some(rows.map(row).collect())
}

fn split(files: &str) -> Vec<String> {
    files.split([';', '；']).map(str::trim).filter(|file| !file.is_empty()).map(str::to_owned).collect()
}

/// The entries of a YAML file that is a list.
fn items(path: &Path) -> Option<Vec<Node>> {
    let (mut sources, mut told) = (SourceMap::default(), Diagnostics::default());
    let limits = Limits::default();
    let bytes = bytes_of(path, &limits).ok()?;
    let document = read(&path.to_string_lossy(), &bytes, &limits, &mut sources, &mut told)?;
    let DocumentBody::Data(root) = document.body else { return None };
    match root.kind {
        NodeKind::List(items) => Some(items),
        NodeKind::Null | NodeKind::Bool(_) | NodeKind::Map(_) | NodeKind::Scalar { .. } => None,
    }
}

fn yaml(path: &Path) -> Option<Vec<Row>> {
    let items = items(path)?;
    let rows: Vec<Option<Row>> = items.iter().map(row).collect();
    let is_list = rows.iter().flatten().any(|row| !row.files.is_empty());
    if is_list { rows.into_iter().collect() } else { None }
}

/// A map; `None` makes the file data, no list.
fn row(node: &Node) -> Option<Row> {
    let NodeKind::Map(_) = &node.kind else { return None };
    let value = |names: &[&str]| names.iter().find_map(|name| node.get(name));
    let several = |node: &Node| match &node.kind {
        NodeKind::List(items) => items.iter().filter_map(scalar).collect(),
        NodeKind::Scalar { text, .. } => split(text),
        NodeKind::Null | NodeKind::Bool(_) | NodeKind::Map(_) => Vec::new(),
    };
    Some(Row {
        unit: value(&UNIT).and_then(scalar),
        year: value(&YEAR).and_then(scalar),
        files: value(&FILES).map(several).unwrap_or_default(),
        last_year: value(&LAST_YEAR).map(several).unwrap_or_default(),
    })
}

fn scalar(node: &Node) -> Option<String> {
    match &node.kind {
        NodeKind::Scalar { text, .. } => Some(text.clone()),
        NodeKind::Null | NodeKind::Bool(_) | NodeKind::List(_) | NodeKind::Map(_) => None,
    }
}

fn wrong_row(path: &Path, number: usize, why: &Wording) -> Diagnostic {
    let name = path.to_string_lossy();
    let is_csv = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("csv"));
    let (zh, en) = if is_csv { ("行", "line") } else { ("项", "entry") };
    Diagnostic::placeless(
        "batch::list_row",
        Wording::new(
            format!("名单 {name} 的第 {number} {zh}：{}", why.zh),
            format!("{en} {number} of the list {name}: {}", why.en),
        ),
    )
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_list_names_unit_year_and_files() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["甲.docx", "甲.xlsx", "乙.docx"] {
            fs::write(folder.path().join(name), "x").unwrap();
        }
        let lists = [
            ("a.csv", "单位,年度,文件\n甲局,2023年,甲.docx;甲.xlsx\n\"乙局,所\",,乙.docx\n丙局,2023,丙.docx\n"),
            ("c.csv", "单位;年度;文件\n甲局;2023;\"甲.docx;甲.xlsx\"\n乙局,所;;乙.docx\n丙局;2023;丙.docx\n"),
            (
                "b.yaml",
                "- {单位: 甲局, 年度: 2023, 文件: [甲.docx, 甲.xlsx]}\n- {单位: '乙局,所', 文件: 乙.docx}\n- {单位: 丙局, 文件: 丙.docx}\n",
            ),
        ];
        for (name, text) in lists {
            let path = folder.path().join(name);
            fs::write(&path, text).unwrap();
            let jobs = submissions(&path).expect("it is a list");
            let seen: Vec<(&str, Option<i32>, usize)> =
                jobs.iter().map(|job| (&*job.name, job.year, job.files.len())).collect();
            assert_eq!(seen, [("甲局", Some(2023), 2), ("乙局,所", None, 1), ("丙局", None, 0)], "{name}");
            let told = &jobs[2].told[0].message.zh;
            let place = if name == "b.yaml" { "第 3 项" } else { "第 4 行" };
            assert!(told.contains("丙.docx") && told.contains(place), "{name}: {told}");
        }
        let data = folder.path().join("数据.yaml");
        fs::write(&data, "部门: 甲局\n").unwrap();
        assert!(submissions(&data).is_none());
    }
}
