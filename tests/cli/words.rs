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
fn a_folder_is_exit_2() {
    let (code, _, told) = in_chinese(&["check", "."]);
    assert_eq!(code, 2);
    assert!(told.contains("文件夹"), "{told}");
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

#[test]
fn fmt_rewrites_what_is_laid_out_otherwise_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let inner = folder.path().join("包");
    std::fs::create_dir(&inner).unwrap();
    std::fs::write(inner.join("a.gj"), "param  甲＝９０％\n").unwrap();
    std::fs::write(inner.join("b.gj"), "param 乙 = 1\n").unwrap();
    let run = |arguments: &[&str]| guiju("zh_CN.UTF-8", folder.path(), arguments);

    let (code, out, _) = run(&["fmt", "包", "--check"]);
    assert_eq!((code, out.trim()), (1, "包/a.gj"));
    let (code, out, _) = run(&["fmt", "包/a.gj", "--stdout", "--keywords", "zh"]);
    assert_eq!((code, out.as_str()), (0, "参数 甲 = 90%\n"));
    assert_eq!(std::fs::read_to_string(inner.join("a.gj")).unwrap(), "param  甲＝９０％\n");

    let before = std::fs::metadata(inner.join("b.gj")).unwrap().modified().unwrap();
    let (code, out, _) = run(&["fmt", "包"]);
    assert!(code == 0 && out.contains("包/a.gj") && out.contains("改写 1 个"), "{out}");
    assert_eq!(std::fs::read_to_string(inner.join("a.gj")).unwrap(), "param 甲 = 90%\n");
    assert_eq!(std::fs::metadata(inner.join("b.gj")).unwrap().modified().unwrap(), before);
    assert_eq!(run(&["fmt", "包", "--check"]).0, 0);
}

#[test]
fn fmt_leaves_a_file_with_mistakes_alone_and_formats_the_others() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    std::fs::write(path("a.gj"), "ruel A01 \"x\" { }\n").unwrap();
    std::fs::write(path("b.gj"), "param  乙=1").unwrap();
    std::fs::write(path("c.gj"), [0xFF, 0xFE, 0x41, 0x00]).unwrap();
    let (code, _, told) = guiju("en_GB.UTF-8", folder.path(), &["fmt", "a.gj", "b.gj", "c.gj", "d.gj"]);
    assert_eq!(code, 2);
    for words in ["a.gj:1:1", "did you mean “rule”", "c.gj is encoded as UTF-16", "d.gj cannot be read"] {
        assert!(told.contains(words), "{words}: {told}");
    }
    assert_eq!(std::fs::read_to_string(path("a.gj")).unwrap(), "ruel A01 \"x\" { }\n");
    assert_eq!(std::fs::read_to_string(path("b.gj")).unwrap(), "param 乙 = 1\n");
}
