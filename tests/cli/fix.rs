//! `guiju fix`: what is certain is made, byte for byte, and only where that is asked for.

use std::fs;

use super::{chinese, english, in_folder_with};

const DRAFT: &str = "二、绩效自评情况\r\n\r\n全年总支出完成 671.51 万元，是预算总支出 879.34 万元的 67.37%，总支出减收 207.83 万元。\r\n按计划布署，完成了培训。\r\n";
const FIXED: &str = "二、绩效自评情况\r\n\r\n全年总支出完成 671.51 万元，是预算总支出 879.34 万元的 67.37%，总支出减支 207.83 万元。\r\n按计划部署，完成了培训。\r\n";

fn gb18030(text: &str) -> Vec<u8> {
    encoding_rs::GB18030.encode(text).0.into_owned()
}

#[test]
fn changes_are_shown_and_the_file_is_left_alone() {
    let folder = in_folder_with(&[("报告.txt", DRAFT.as_bytes())]);
    let run = chinese(folder.path(), &["fix", "报告.txt"]);
    assert_eq!((run.code, run.err.as_str()), (1, ""));
    insta::assert_snapshot!("fix_in_chinese", run.out);
    let run = english(folder.path(), &["fix", "报告.txt"]);
    assert_eq!((run.code, run.err.as_str()), (1, ""));
    insta::assert_snapshot!("fix_in_english", run.out);
    assert_eq!(fs::read(folder.path().join("报告.txt")).unwrap(), DRAFT.as_bytes());
}

#[test]
fn a_file_is_changed_in_its_own_encoding_and_a_second_time_not_at_all() {
    for (bytes, expected) in [
        (gb18030(DRAFT), gb18030(FIXED)),
        (DRAFT.as_bytes().to_vec(), FIXED.as_bytes().to_vec()),
        ([b"\xEF\xBB\xBF", DRAFT.as_bytes()].concat(), [b"\xEF\xBB\xBF", FIXED.as_bytes()].concat()),
    ] {
        let folder = in_folder_with(&[("报告.txt", &bytes)]);
        let path = folder.path().join("报告.txt");
        let run = chinese(folder.path(), &["fix", "报告.txt", "--write"]);
        assert_eq!((run.code, run.err.as_str()), (0, ""));
        assert!(run.out.contains("改了 2 处，已写入 报告.txt。"), "{}", run.out);
        assert_eq!(fs::read(&path).unwrap(), expected);
        let again = chinese(folder.path(), &["fix", "报告.txt", "--write"]);
        assert_eq!(again.code, 0);
        assert!(again.out.starts_with("没有确定要改的内容。\n") && !again.out.contains("@@"), "{}", again.out);
        assert_eq!(fs::read(&path).unwrap(), expected);
    }
}

#[test]
fn the_original_is_not_overwritten_by_the_name_of_the_output() {
    let folder = in_folder_with(&[("报告.txt", DRAFT.as_bytes())]);
    chinese(folder.path(), &["fix", "报告.txt", "-o", "./报告.txt"]).is_refused_with(&["就是原件", "--write"]);
    assert_eq!(fs::read(folder.path().join("报告.txt")).unwrap(), DRAFT.as_bytes());
    let run = chinese(folder.path(), &["fix", "报告.txt", "-o", "改/修订.txt"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert_eq!(fs::read_to_string(folder.path().join("改/修订.txt")).unwrap(), FIXED);
    assert_eq!(chinese(folder.path(), &["fix", "报告.txt", "-o", "./报告.txt", "--write"]).code, 0);
    assert_eq!(fs::read_to_string(folder.path().join("报告.txt")).unwrap(), FIXED);
}

#[test]
fn nothing_to_fix_is_said() {
    let folder = in_folder_with(&[("报告.md", "# 报告\n\n全年完成培训 12 期。\n".as_bytes())]);
    let run = chinese(folder.path(), &["fix", "报告.md"]);
    assert_eq!((run.code, run.out.as_str()), (0, "没有确定要改的内容。\n"));
    assert_eq!(
        english(folder.path(), &["fix", "报告.md", "--lang", "en"]).out,
        "Nothing is certain enough to change.\n"
    );
}

/// A pack whose rule puts another name in the data.
fn pack(name: &str) -> String {
    format!(
        "// 数据中的名称。\n\n/// 单位。\nrecord unit \"单位\" en \"Unit\" {{\n    name \"名称\" en \"Name\": text\n    from data \"单位\"\n}}\n\n\
         /// 名称须写全。\nrule T01 \"名称不全\" en \"Short name\" for u: unit {{\n    severity warning\n    basis practice \"惯例\" en \"Practice\"\n    \
         check u.name != \"某局\" else \"名称不全\" en \"Short\" at u.name\n    fix u.name => \"{name}\"\n    \
         example good data \"\"\"单位: {{名称: 某县某局}}\"\"\"\n    example bad data \"\"\"单位: {{名称: 某局}}\"\"\" at 单位.名称\n}}\n"
    )
}

#[test]
fn data_are_changed_where_their_marks_are_not_touched() {
    let manifest = ("本市/pack.yaml", b"version: 0.1.0\n".as_slice());
    for (file, data) in
        [("数据.yaml", "单位:\n  名称: 某局 # 某局\n"), ("数据.json", "{\"单位\": {\"名称\": \"某局\"}}\n")]
    {
        let rules = pack("某县某局");
        let folder = in_folder_with(&[manifest, ("本市/规则.gj", rules.as_bytes()), (file, data.as_bytes())]);
        let run = chinese(folder.path(), &["fix", file, "--pack", "本市", "--write"]);
        assert_eq!((run.code, run.err.as_str()), (0, ""));
        assert_eq!(fs::read_to_string(folder.path().join(file)).unwrap(), data.replacen("某局", "某县某局", 1));

        let rules = pack("某县: 某局");
        let folder = in_folder_with(&[manifest, ("本市/规则.gj", rules.as_bytes()), (file, data.as_bytes())]);
        let run = chinese(folder.path(), &["fix", file, "--pack", "本市", "--write"]);
        assert_eq!((run.code, run.err.as_str()), (0, ""));
        assert!(run.out.contains("另有建议") && run.out.contains("T01：“某局” → “某县: 某局”"), "{}", run.out);
        assert_eq!(fs::read_to_string(folder.path().join(file)).unwrap(), data);
    }
}

#[test]
fn what_cannot_be_fixed_is_refused_with_what_to_do() {
    let folder = in_folder_with(&[("a.txt", "文".as_bytes()), ("表.xlsx", b"PK\x03\x04"), ("报告.pdf", b"%PDF-1.4")]);
    let folder = folder.path();
    chinese(folder, &["fix", "表.xlsx"]).is_refused_with(&["不能直接修改", "guiju annotate"]);
    chinese(folder, &["fix", "报告.pdf"]).is_refused_with(&["不能直接修改", "Word 原稿"]);
    chinese(folder, &["fix", "."]).is_refused_with(&["一次只改一个文件"]);
    chinese(folder, &["fix", "没有.txt"]).is_refused_with(&["没有.txt"]);
    chinese(folder, &["fix", "-", "--write"]).is_refused_with(&["标准输入", "-o"]);
    chinese(folder, &["annotate", "a.txt", "-o", "b.txt"]).is_refused_with(&["“a.txt”不是", "guiju check", ".docx"]);
    chinese(folder, &["annotate", "a.txt"]).is_refused_with(&["缺少 --output"]);
}
