//! A submission as one line of JSON, as other programs hand it in; `docs/schema/submission-1.0.schema.json` says the same.

use std::path::PathBuf;

use serde::Deserialize;
use serde_json::error::Category;

use crate::diagnostic::{Diagnostic, Wording};

use super::base64;
use super::file::reason;
use super::job::{Job, JobFile};

/// A line.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Submitted {
    name: String,
    #[serde(default)]
    unit: Option<String>,
    #[serde(default)]
    year: Option<i32>,
    #[serde(default)]
    text: Option<String>,
    /// What the text is called, whose ending says the format.
    #[serde(default)]
    file: Option<String>,
    #[serde(default)]
    files: Option<Vec<SubmittedFile>>,
    /// Files of the year before.
    #[serde(default)]
    last_year: Vec<SubmittedFile>,
}

/// One of several files.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SubmittedFile {
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    text: Option<String>,
    #[serde(default)]
    base64: Option<String>,
    #[serde(default)]
    path: Option<PathBuf>,
}

/// The submission of a line; where the line is none, a submission without files that says why. `number` is that of the
/// line, from 1.
pub(super) fn job(line: &[u8], number: usize) -> Job {
    let refused = |name: String, why: &Wording| Job { told: vec![wrong_line(number, why)], ..Job::without_files(name) };
    let line = line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line);
    let submitted: Submitted = match serde_json::from_slice(line) {
        Ok(submitted) => submitted,
        Err(error) => return refused(nameless(number), &no_submission(&error)),
    };
    if submitted.name.is_empty() {
        return refused(nameless(number), &Wording::new("name 是空的", "name is empty"));
    }
    let name = submitted.name.clone();
    let last_year = several("last_year", submitted.last_year);
    let files = files(submitted.text, submitted.file, submitted.files, &name);
    match files.and_then(|files| Ok((files, last_year?))) {
        Ok((files, last_year)) => {
            Job { unit: submitted.unit, year: submitted.year, files, last_year, ..Job::without_files(name) }
        }
        Err(why) => Job { unit: submitted.unit, year: submitted.year, ..refused(name, &why) },
    }
}

/// A line that is longer than is allowed.
pub(super) fn too_long(number: usize, most: usize) -> Job {
    let why = Wording::new(format!("这一行超过 {most} 字节"), format!("the line has more than {most} bytes"));
    let told = wrong_line(number, &why).help(Wording::new(
        "确需如此，可用 --max-bytes 提高上限；一行可有其两倍",
        "if that is right, raise the limit with --max-bytes; a line may have twice as many",
    ));
    Job { told: vec![told], ..Job::without_files(nameless(number)) }
}

/// The end of a stream that broke off.
pub(super) fn broken_off(number: usize, error: &std::io::Error) -> Job {
    let why = reason(error);
    let why = Wording::new(format!("标准输入中断：{}", why.zh), format!("standard input broke off: {}", why.en));
    Job { told: vec![wrong_line(number, &why)], ..Job::without_files(nameless(number)) }
}

fn files(
    text: Option<String>,
    file: Option<String>,
    files: Option<Vec<SubmittedFile>>,
    name: &str,
) -> Result<Vec<JobFile>, Wording> {
    match (text, files) {
        (Some(text), None) => {
            let name = file.unwrap_or_else(|| name.to_owned());
            Ok(vec![JobFile::Bytes { name, bytes: text.into_bytes() }])
        }
        (None, Some(files)) if file.is_none() => {
            if files.is_empty() {
                return Err(Wording::new("files 是空的", "files is empty"));
            }
            several("files", files)
        }
        (None, Some(_)) => Err(Wording::new("file 只能与 text 同用", "file goes with text only")),
        (Some(_), Some(_)) => Err(Wording::new("text 和 files 只能写一个", "give text or files, not both")),
        (None, None) => Err(Wording::new("没有写 text 或 files", "there is neither text nor files")),
    }
}

fn several(list: &str, files: Vec<SubmittedFile>) -> Result<Vec<JobFile>, Wording> {
    (1..).zip(files).map(|(number, file)| one_file(list, number, file)).collect()
}

fn one_file(list: &str, number: usize, file: SubmittedFile) -> Result<JobFile, Wording> {
    let said = |zh: &str, en: &str| {
        Wording::new(format!("{list} 的第 {number} 个文件：{zh}"), format!("file {number} of {list}: {en}"))
    };
    let named =
        |name: Option<String>| name.filter(|name| !name.is_empty()).ok_or_else(|| said("没有写 name", "no name"));
    match (file.text, file.base64, file.path) {
        (Some(text), None, None) => Ok(JobFile::Bytes { name: named(file.name)?, bytes: text.into_bytes() }),
        (None, Some(text), None) => match base64::decoded(&text) {
            Some(bytes) => Ok(JobFile::Bytes { name: named(file.name)?, bytes }),
            None => Err(said("base64 不是 Base64", "base64 is no Base64")),
        },
        (None, None, Some(path)) if file.name.is_none() => Ok(JobFile::at(path)),
        (None, None, Some(_)) => Err(said("path 已是文件名，不要再写 name", "path is its name; give no other")),
        _ => Err(said("text、base64、path 须写一个，且只能写一个", "give one of text, base64 and path")),
    }
}

/// What a line is called that says no name.
fn nameless(number: usize) -> String {
    format!("<stdin>:{number}")
}

fn no_submission(error: &serde_json::Error) -> Wording {
    // The number of the line is ours to tell.
    let words = error.to_string();
    let words = words.split(" at line ").next().unwrap_or_default();
    let column = error.column();
    Wording::new(format!("第 {column} 字节处：{}", in_chinese(error, words)), format!("at byte {column}: {words}"))
}

/// The words of the JSON reader in Chinese; the name of a field stands between backticks.
fn in_chinese(error: &serde_json::Error, words: &str) -> String {
    let field = words.split('`').nth(1).unwrap_or_default();
    match words {
        _ if words.starts_with("missing field") => format!("缺少 {field}"),
        _ if words.starts_with("unknown field") => format!("没有 {field} 这个字段"),
        _ if words.starts_with("duplicate field") => format!("{field} 写了两次"),
        _ => match error.classify() {
            Category::Data => "值的类型不对".to_owned(),
            Category::Eof => "JSON 没有写完".to_owned(),
            Category::Syntax | Category::Io => "不是 JSON".to_owned(),
        },
    }
}

fn wrong_line(number: usize, why: &Wording) -> Diagnostic {
    Diagnostic::placeless(
        "batch::line",
        Wording::new(
            format!("标准输入第 {number} 行不是一份材料：{}", why.zh),
            format!("line {number} of standard input is no submission: {}", why.en),
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn why(line: &str) -> String {
        let job = job(line.as_bytes(), 7);
        assert!(job.files.is_empty(), "{line}");
        job.told.iter().map(|one| one.message.en.clone()).collect()
    }

    #[test]
    fn a_text_and_files_of_every_kind_are_taken() {
        let one = job(r#"{"name":"甲局","unit":"甲","year":2023,"text":"文","file":"报告.md"}"#.as_bytes(), 1);
        assert_eq!((&*one.name, one.unit.as_deref(), one.year), ("甲局", Some("甲"), Some(2023)));
        assert_eq!(one.files, [JobFile::Bytes { name: "报告.md".to_owned(), bytes: "文".into() }]);
        let line = r#"{"name":"乙","files":[{"name":"a.txt","text":"文"},{"name":"b.docx","base64":"UEs="},{"path":"c.xlsx"}]}"#;
        let several = job(line.as_bytes(), 1);
        let named = |name: &str, bytes: &[u8]| JobFile::Bytes { name: name.to_owned(), bytes: bytes.to_vec() };
        assert_eq!(
            several.files,
            [named("a.txt", "文".as_bytes()), named("b.docx", b"PK"), JobFile::at("c.xlsx".into())]
        );
        assert!(one.told.is_empty() && several.told.is_empty());
    }

    #[test]
    fn a_line_that_is_none_says_why_in_chinese() {
        for (line, words) in [
            ("", "JSON 没有写完"),
            ("甲", "不是 JSON"),
            (r#"{"text":"文"}"#, "缺少 name"),
            (r#"{"name":"甲","x":1}"#, "没有 x 这个字段"),
            (r#"{"name":"甲","name":"乙"}"#, "name 写了两次"),
            (r#"{"name":1}"#, "值的类型不对"),
        ] {
            let told = &job(line.as_bytes(), 7).told[0].message.zh;
            assert!(told.ends_with(words), "{line}: {told}");
        }
    }

    #[test]
    fn a_line_that_is_none_says_why_with_its_number() {
        for (line, words) in [
            (r#"{"name":"甲""#, "line 7"),
            (r#"{"name":"甲","text":"文","x":1}"#, "unknown field `x`"),
            (r#"{"text":"文"}"#, "missing field `name`"),
            (r#"{"name":"","text":"文"}"#, "name is empty"),
            (r#"{"name":"甲"}"#, "neither text nor files"),
            (r#"{"name":"甲","text":"文","files":[]}"#, "not both"),
            (r#"{"name":"甲","files":[]}"#, "files is empty"),
            (r#"{"name":"甲","file":"a.md","files":[{"path":"a"}]}"#, "file goes with text"),
            (r#"{"name":"甲","files":[{"name":"a"}]}"#, "file 1 of files: give one of"),
            (r#"{"name":"甲","files":[{"path":"a"},{"text":"文"}]}"#, "file 2 of files: no name"),
            (r#"{"name":"甲","files":[{"name":"a","base64":"*"}]}"#, "no Base64"),
            (r#"{"name":"甲","text":"文","last_year":[{"name":"a"}]}"#, "file 1 of last_year: give one of"),
            (r#"{"name":"甲","year":"二〇二三","text":"文"}"#, "at byte"),
            ("[]", "line 7"),
        ] {
            assert!(why(line).contains(words), "{line}: {}", why(line));
        }
    }
}
