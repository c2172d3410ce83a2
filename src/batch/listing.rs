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
use super::list::{Job, JobFile};

const UNIT: [&str; 4] = ["unit", "单位", "部门", "单位名称"];
const YEAR: [&str; 3] = ["year", "年度", "年份"];
const FILES: [&str; 4] = ["files", "file", "文件", "材料"];
const LAST_YEAR: [&str; 3] = ["last_year", "上年文件", "上年材料"];

/// Reads a list; `None` where the file is none: a YAML list of maps, or a CSV, with files named in it.
pub(super) fn submissions(path: &Path, diagnostics: &mut Diagnostics) -> Option<Vec<Job>> {
    let extension = path.extension()?.to_string_lossy().to_ascii_lowercase();
    let rows = match extension.as_str() {
        "csv" => csv(&bytes_of(path, &Limits::default()).ok()?)?,
        "yaml" | "yml" => yaml(path)?,
        _ => return None,
    };
    let base = path.parent().unwrap_or(Path::new(""));
    let mut jobs = Vec::with_capacity(rows.len());
    for (number, row) in (1_usize..).zip(rows) {
        match row.job(base) {
            Ok(job) => jobs.push(job),
            Err(why) => diagnostics.push(wrong_row(path, number, &why)),
        }
    }
    Some(jobs)
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
        let year = match self.year.as_deref().map(|year| year.trim_end_matches(['年', '度', ' '])) {
            None | Some("") => None,
            Some(year) => Some(
                year.parse()
                    .map_err(|_| Wording::new(format!("年度“{year}”不是年份"), format!("“{year}” is no year")))?,
            ),
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

fn yaml(path: &Path) -> Option<Vec<Row>> {
    let (mut sources, mut told) = (SourceMap::default(), Diagnostics::default());
    let limits = Limits::default();
    let bytes = bytes_of(path, &limits).ok()?;
    let document = read(&path.to_string_lossy(), &bytes, &limits, &mut sources, &mut told)?;
    let DocumentBody::Data(root) = document.body else { return None };
    let NodeKind::List(items) = root.kind else { return None };
    items.iter().map(row).collect()
}

/// A map with files; `None` makes the file data, no list.
fn row(node: &Node) -> Option<Row> {
    let value = |names: &[&str]| names.iter().find_map(|name| node.get(name));
    let several = |node: &Node| match &node.kind {
        NodeKind::List(items) => items.iter().filter_map(scalar).collect(),
        NodeKind::Scalar { text, .. } => split(text),
        NodeKind::Null | NodeKind::Bool(_) | NodeKind::Map(_) => Vec::new(),
    };
    Some(Row {
        unit: value(&UNIT).and_then(scalar),
        year: value(&YEAR).and_then(scalar),
        files: several(value(&FILES)?),
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
    Diagnostic::placeless(
        "batch::list_row",
        Wording::new(
            format!("名单 {name} 的第 {number} 行：{}", why.zh),
            format!("row {number} of the list {name}: {}", why.en),
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
            let mut told = Diagnostics::default();
            let jobs = submissions(&path, &mut told).expect("it is a list");
            let seen: Vec<(&str, Option<i32>, usize)> =
                jobs.iter().map(|job| (&*job.name, job.year, job.files.len())).collect();
            assert_eq!(seen, [("甲局", Some(2023), 2), ("乙局,所", None, 1)], "{name}");
            assert!(told.iter().any(|one| one.message.zh.contains("丙.docx")), "{name}");
        }
        let data = folder.path().join("数据.yaml");
        fs::write(&data, "部门: 甲局\n").unwrap();
        assert!(submissions(&data, &mut Diagnostics::default()).is_none());
    }
}
