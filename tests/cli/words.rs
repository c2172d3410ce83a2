//! Languages, help, and what it says of a wrong command line.

use super::{chinese, english, in_folder_with};

fn in_chinese(arguments: &[&str]) -> (i32, String, String) {
    let folder = in_folder_with(&[("自评报告.txt", "文".as_bytes())]);
    let run = chinese(folder.path(), arguments);
    (run.code, run.out, run.err)
}

#[test]
fn a_missing_file_is_exit_2_with_the_nearest_name() {
    let (code, out, told) = in_chinese(&["check", "自评报吿.txt"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(told.contains("没有这个文件") && told.contains("是不是 自评报告.txt"), "{told}");
}

#[test]
fn a_folder_without_a_file_to_check_is_exit_2() {
    let folder = tempfile::tempdir().unwrap();
    let (code, _, told) = in_chinese(&["check", &folder.path().to_string_lossy()]);
    assert_eq!(code, 2);
    assert!(told.contains("文件夹") && told.contains("docx"), "{told}");
}

#[test]
fn programs_get_the_reason_in_the_form_they_asked_for() {
    let (code, out, told) = in_chinese(&["check", "无.txt", "--format", "json"]);
    assert_eq!((code, told.as_str()), (2, ""));
    let value: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(value.pointer("/errors/0/code").unwrap(), "cli::missing_file");
    assert!(value.get("review").unwrap().is_null());
}

#[test]
fn a_wrong_command_line_is_exit_2_in_the_reader_s_language() {
    let (code, _, told) = in_chinese(&["check", "a.txt", "--fail-on", "eror"]);
    assert_eq!(code, 2);
    assert!(told.contains("不能是“eror”") && told.contains("是不是 error"), "{told}");
    let (code, _, told) = in_chinese(&["--lang", "en", "check", "a.txt", "--nope"]);
    assert_eq!(code, 2);
    assert!(told.contains("unexpected argument"), "{told}");
}

#[test]
fn help_is_exit_0_and_speaks_the_language_of_the_locale() {
    let (code, out, _) = in_chinese(&["--help"]);
    assert!(code == 0 && out.contains("用法：guiju [选项] <命令>"), "{out}");
    let run = english(in_folder_with(&[]).path(), &["check", "--help"]);
    assert!(run.code == 0 && run.out.contains("Usage: guiju check") && run.out.contains("Exit codes"), "{}", run.out);
}

#[test]
fn a_setting_without_a_value_is_told_apart_from_a_file() {
    let (code, _, told) = in_chinese(&["explain", "A01", "--set", "执行率下限"]);
    assert_eq!(code, 2);
    assert!(told.contains("参数=值"), "{told}");
}

#[test]
fn causes_and_mistakes_have_an_explanation() {
    for code in ["A06", "a09", "A11", "B04", "N07", "read::yaml", "syntax::unexpected", "packtest::missed"] {
        let (exit, out, _) = in_chinese(&["explain", code]);
        assert!(exit == 0 && out.chars().count() > 30, "{code}: {out}");
    }
}

#[test]
fn nothing_is_coloured_where_no_terminal_listens() {
    let (_, out, told) = in_chinese(&["check", "无.txt"]);
    assert!(!out.contains('\u{1b}') && !told.contains('\u{1b}'));
}
