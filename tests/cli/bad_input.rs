//! Files that cannot be checked: a clear message with the place and exit 2, never a panic, a hang or a raw escape code.

use std::fmt::Write as _;
use std::path::PathBuf;

use super::{chinese, english, in_folder_with, top};

#[test]
fn files_that_cannot_be_read_say_why() {
    let junk: Vec<u8> = (0..4096_u32).map(|index| u8::try_from(index * 7919 % 251).unwrap()).collect();
    let big5 = encoding_rs::BIG5.encode("各機關預算執行情況良好，完成率為百分之九十。").0.into_owned();
    let cases: &[(&str, &[u8], &[&str])] = &[
        ("空.txt", b"", &["read::empty", "没有内容"]),
        ("乱.txt", &junk, &["read::not_text", "第 1 个字节"]),
        ("乱.yaml", &junk, &["read::not_text"]),
        ("繁.txt", &big5, &["read::other_encoding", "Big5", "UTF-8"]),
        ("重.yaml", "部门: 甲\n年度: 2022\n部门: 乙\n".as_bytes(), &["read::duplicate_key", "重.yaml:3:1", "“部门”"]),
        ("重.json", "{\"部门\": 1,\n\"部门\": 2}".as_bytes(), &["read::duplicate_key", "重.json:2:1"]),
        ("制.yaml", "执行情况:\n\t- 对象: 总收入\n".as_bytes(), &["read::yaml_tab", "制.yaml:2:2", "Tab"]),
        ("断.json", "{\"部门\": \"甲\",}".as_bytes(), &["read::json_trailing_comma", "断.json:1:12"]),
        ("冒.yaml", "部门：甲\n年度: 2022\n".as_bytes(), &["read::yaml_syntax", "冒.yaml:1:3", "半角"]),
        (
            "字.yaml",
            "执行情况:\n  - {对象: 总收入, 完成律: 50%}\n说明: 无\n".as_bytes(),
            &["read::unknown_field", "字.yaml:2:15", "是否想写“完成数”“完成率”", "字.yaml:3:1", "这里可用的字段有"],
        ),
        (
            "长.txt",
            "支出1234567890123456789012345678901234567890万元。".as_bytes(),
            &["read::long_number", "长.txt:1:3", "40 位"],
        ),
        ("长.yaml", "年度: 1234567890123456789012345678901234567890\n".as_bytes(), &["read::long_number", "28 位"]),
        ("报告.docx", b"PK\x03\x04", &["read::unreadable", "另存一份"]),
    ];
    for (name, bytes, words) in cases {
        let folder = in_folder_with(&[(name, bytes)]);
        chinese(folder.path(), &["check", name]).is_refused_with(words);
        // The same in English, without a Chinese word of ours.
        let run = english(folder.path(), &["check", name]);
        assert!(run.code == 2 && run.err.contains(words[0]) && !run.err.contains("错误["), "{}", run.err);
    }
}

#[test]
fn all_files_of_a_submission_are_told_at_once() {
    let folder = in_folder_with(&[("空.txt", b""), ("重.yaml", "甲: 1\n甲: 2\n".as_bytes())]);
    chinese(folder.path(), &["check", "空.txt", "重.yaml"]).is_refused_with(&["read::empty", "read::duplicate_key"]);
    std::fs::create_dir(folder.path().join("空夹")).unwrap();
    chinese(folder.path(), &["check", "没有.txt", "也没有.txt", "空夹"]).is_refused_with(&[
        "没有.txt",
        "也没有.txt",
        "文件夹 空夹 中没有可检查的文件",
    ]);
}

#[test]
fn bombs_and_towers_are_refused() {
    let mut bomb = String::from("a0: &a0 [1,1,1,1,1,1,1,1,1]\n");
    for level in 1..40 {
        let copies = vec![format!("*a{}", level - 1); 9].join(",");
        writeln!(bomb, "a{level}: &a{level} [{copies}]").unwrap();
    }
    let brackets = "[".repeat(100_000);
    let maps = "{\"a\":".repeat(100_000);
    let cases = [
        ("弹.yaml", bomb.as_str(), "--max-nodes"),
        ("塔.yaml", &brackets, "--max-depth"),
        ("塔.json", &brackets, "--max-depth"),
        ("图.json", &maps, "--max-depth"),
    ];
    for (name, text, option) in cases {
        let folder = in_folder_with(&[(name, text.as_bytes())]);
        chinese(folder.path(), &["check", name]).is_refused_with(&["上限", option, &format!("{name}:")]);
    }
}

#[test]
fn limits_are_raised_by_the_option_that_the_message_names() {
    let folder = in_folder_with(&[("a.txt", "预算执行".as_bytes()), ("a.yaml", "部门: 甲\n年度: 2022\n".as_bytes())]);
    chinese(folder.path(), &["check", "a.txt", "--max-bytes", "8"]).is_refused_with(&["--max-bytes", "8 字节"]);
    assert_eq!(chinese(folder.path(), &["check", "a.txt", "--max-bytes", "12"]).code, 0);
    chinese(folder.path(), &["check", "a.yaml", "--max-nodes", "2"]).is_refused_with(&["--max-nodes", "超过 2 项"]);
    assert_eq!(chinese(folder.path(), &["check", "a.yaml", "--max-nodes", "3"]).code, 0);
    chinese(folder.path(), &["check", "a.yaml", "--max-depth", "0"]).is_refused_with(&["--max-depth", "超过 0 层"]);
}

#[test]
fn a_rule_that_may_take_no_more_steps_is_not_evaluated_and_says_how_to_give_it_more() {
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/samples/clean/report.txt");
    let folder = in_folder_with(&[]);
    let few = chinese(folder.path(), &["check", sample, "--max-work", "5"]);
    assert!(few.out.contains("超出每条规则 5 步的限度（可用 --max-work 提高）"), "{}", few.out);
    let enough = chinese(folder.path(), &["check", sample]);
    assert!(!enough.out.contains("--max-work"), "{}", enough.out);
}

/// Of five megabytes in .ci/run, where the command is optimised.
#[test]
fn a_line_without_end_is_checked() {
    let line = "全年安排512.60万元，支出498.20万元，执行率97.19%。".repeat(4_000);
    let folder = in_folder_with(&[("a.txt", line.as_bytes())]);
    let run = chinese(folder.path(), &["check", "a.txt", "--pack", "jiangmen", "--rule", "A01,N04"]);
    assert_eq!(run.code, 0, "{}", run.err);
}

#[test]
fn a_divisor_of_zero_is_not_evaluated_and_said() {
    let draft = "全年总支出完成 100 万元，是预算总支出 0 万元的 76.37%。\n";
    let folder = in_folder_with(&[("a.txt", draft.as_bytes())]);
    let run = chinese(folder.path(), &["check", "a.txt", "--pack", "national", "--rule", "A01"]);
    assert!(run.code == 0 && run.out.contains("除数为零或可能为零"), "{run:?}");
}

#[test]
fn wrong_packs_rules_and_settings_come_with_the_nearest_known() {
    let refused = |arguments: &[&str], words: &[&str]| {
        chinese(top(), &[&["check", "samples/clean/report.txt"], arguments].concat()).is_refused_with(words);
    };
    refused(&["--pack", "jiangmem"], &["没有名为 jiangmem 的规则包", "jiangmen"]);
    refused(&["--pack", "samples"], &["pack.yaml"]);
    refused(&["--rule", "A0l"], &["没有编号为“A0l”的规则", "A01"]);
    refused(&["--set", "执行率下线=80%"], &["执行率下线", "执行率下限"]);
    refused(&["--set", "执行率下限=80"], &["执行率下限"]);
    refused(&["--set", "执行率下限=80 %%"], &["--set"]);
    refused(&["--set", "执行率下限"], &["参数=值"]);
}

#[test]
fn an_output_that_cannot_be_written_is_exit_2_and_leaves_what_was_there() {
    let folder = in_folder_with(&[("a.txt", "在在规定。".as_bytes()), ("旧.json", b"old")]);
    let run = chinese(folder.path(), &["check", "a.txt", "--output", "没有/结果.json"]);
    run.is_refused_with(&["cli::not_written", "没有这个文件或文件夹"]);
    chinese(folder.path(), &["check", "a.txt", "--output", "."]).is_refused_with(&["文件夹"]);
    // Nothing is written where nothing could be checked.
    chinese(folder.path(), &["check", "无.txt", "--output", "旧.json"]).is_refused_with(&["cli::missing_file"]);
    assert_eq!(std::fs::read(folder.path().join("旧.json")).unwrap(), b"old");
}

/// Escape codes, control and direction characters in drafts, keys, file names and arguments.
#[test]
fn nothing_of_a_draft_steers_the_terminal() {
    let evil = "\u{1b}[31m\u{1b}]0;x\u{7}\u{9b}2J\u{202e}\u{2066}\u{200f}\u{8}";
    let draft =
        format!("在在{evil}规定，全年总支出{evil}完成 671.51 万元，是预算总支出 879.34 万元的 67.37%。{evil}\n");
    let data = format!("\"部门{}\": 1\n执行情况: {{\"对象\": 1}}\n", evil.escape_unicode());
    let name = format!("报{evil}告.txt");
    let folder = in_folder_with(&[(&name, draft.as_bytes()), ("a.yaml", data.as_bytes())]);
    let runs: &[&[&str]] = &[
        &["check", &name],
        &["check", &name, "--unread", "--lang", "en"],
        &["check", &name, "--format", "json"],
        &["check", &name, "--format", "sarif"],
        &["trace", "A01", &name, "--pack", "national"],
        &["check", "a.yaml"],
        &["check", evil],
        &["check", &name, "--pack", evil],
        &["check", &name, "--rule", evil],
        &["check", &name, "--set", evil],
        &["check", &name, "--set", &format!("{evil}={evil}")],
        &["check", &name, "--output", &format!("{evil}/x")],
        &["check", &name, "--fail-on", evil],
        &["check", &name, &format!("--{evil}")],
        &["explain", evil],
        &["pack", "check", evil],
        &["pack", "test", "--rule", evil],
        &[evil],
    ];
    for arguments in runs {
        for run in [chinese(folder.path(), arguments), english(folder.path(), arguments)] {
            let shown = format!("{}{}", run.out, run.err);
            let steers = |c: char| (c.is_control() && c != '\n') || "\u{202e}\u{2066}\u{200f}".contains(c);
            assert!(!shown.contains(steers), "{arguments:?}: {shown:?}");
            assert!(!shown.contains("panicked") && !shown.contains("规矩自身的错误"), "{shown}");
        }
    }
}

#[cfg(unix)]
#[test]
fn a_file_name_that_is_no_utf8_is_read_all_the_same() {
    use std::os::unix::ffi::OsStringExt;
    let folder = in_folder_with(&[]);
    let name = PathBuf::from(std::ffi::OsString::from_vec(b"\xff\xfe\xb1\xa8.txt".to_vec()));
    std::fs::write(folder.path().join(&name), "在在规定。").unwrap();
    for form in ["human", "json", "sarif"] {
        let [check, pack, gongwen, form_of] = ["check", "--pack", "gongwen", "--format"].map(std::ffi::OsStr::new);
        let arguments = [check, name.as_os_str(), pack, gongwen, form_of, form.as_ref()];
        let run = chinese(folder.path(), &arguments);
        assert!(run.code == 0 && run.out.contains("N04"), "{run:?}");
    }
}

#[test]
fn every_encoding_gives_the_same_findings_at_the_same_places() {
    let draft =
        "二、绩效自评情况\r\n\r\n在在规定范围内，全年总支出完成 671.51 万元，是预算总支出 879.34 万元的 67.37%。\r\n";
    let utf16 = |to: fn(u16) -> [u8; 2]| -> Vec<u8> { draft.encode_utf16().flat_map(to).collect() };
    let marked = |mark: &[u8], bytes: Vec<u8>| [mark, &bytes].concat();
    let encodings = [
        draft.as_bytes().to_vec(),
        marked(&[0xEF, 0xBB, 0xBF], draft.as_bytes().to_vec()),
        marked(&[0xFF, 0xFE], utf16(u16::to_le_bytes)),
        marked(&[0xFE, 0xFF], utf16(u16::to_be_bytes)),
        utf16(u16::to_le_bytes),
        utf16(u16::to_be_bytes),
        encoding_rs::GB18030.encode(draft).0.into_owned(),
    ];
    let shown: Vec<String> = encodings
        .iter()
        .map(|bytes| {
            let folder = in_folder_with(&[("a.txt", bytes)]);
            let run = chinese(folder.path(), &["check", "a.txt", "--pack", "national", "--rule", "A01"]);
            assert!(run.code == 1 && run.out.contains("a.txt:3:45"), "{run:?}");
            run.out
        })
        .collect();
    assert!(shown.windows(2).all(|pair| pair[0] == pair[1]));
}
