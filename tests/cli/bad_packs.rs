//! Packs that cannot be used: every mistake at its place, and exit 2.

use super::{chinese, in_folder_with};

const MANIFEST: (&str, &[u8]) = ("本市/pack.yaml", b"version: 0.1.0\n");

/// Checks a draft with a pack of one rule file, and the pack by itself; gives what is told.
fn told(rules: &str) -> String {
    let folder = in_folder_with(&[MANIFEST, ("本市/规则.gj", rules.as_bytes()), ("a.txt", "文".as_bytes())]);
    let used = chinese(folder.path(), &["check", "a.txt", "--pack", "本市"]);
    assert_eq!((used.code, used.out.as_str()), (2, ""), "{used:?}");
    let checked = chinese(folder.path(), &["pack", "check", "本市"]);
    assert_eq!(checked.code, 2, "{checked:?}");
    // The same mistakes, and a line that counts them.
    assert!(checked.out.starts_with(&used.err), "{}\n{}", used.err, checked.out);
    used.err
}

#[test]
fn ten_mistakes_in_one_file_are_all_told() {
    let rules: String = (1..=10).map(|number| format!("let 值{number} = 无此名{number}\n")).collect();
    let told = told(&rules);
    for number in 1..=10 {
        assert!(told.contains(&format!("本市/规则.gj:{number}:")), "line {number} is not told:\n{told}");
    }
    // A mistake of the syntax does not hide one of meaning.
    let told = self::told("let = 3\nlet 甲 = 乙\nrule\n");
    for line in 1..=3 {
        assert!(told.contains(&format!("规则.gj:{line}:")), "{told}");
    }
}

#[test]
fn circles_are_told_where_they_close() {
    let folder = in_folder_with(&[
        ("甲/pack.yaml", "version: 0.1.0\nextends: [甲]\n".as_bytes()),
        ("乙/pack.yaml", "version: 0.1.0\nextends: [丙]\n".as_bytes()),
        ("丙/pack.yaml", "version: 0.1.0\nextends: [乙]\n".as_bytes()),
        ("a.txt", "文".as_bytes()),
    ]);
    let run = chinese(folder.path(), &["check", "a.txt", "--pack", "甲"]);
    run.is_refused_with(&["不能继承自己：甲 → 甲", "甲/pack.yaml:2:11"]);
    let run = chinese(folder.path(), &["pack", "check", "."]);
    assert!(run.code == 2 && run.out.contains("乙 → 丙 → 乙"), "{run:?}");
}

#[test]
fn towers_of_brackets_are_refused() {
    for open in ["(", "[", "{", "（"] {
        let told = told(&format!("let 甲 = {}\n", open.repeat(100_000)));
        assert!(told.contains("syntax::too_deep") && told.contains("规则.gj:1:"), "{told}");
    }
}

#[test]
fn expressions_of_any_height_are_refused() {
    let towers =
        [("-", "1"), ("not ", "true"), ("1 + ", "1"), ("true implies ", "true"), ("if true then 1 else ", "1")];
    for count in [900, 3_000, 100_000] {
        for (part, last) in towers {
            let told = told(&format!("let 甲 = {}{last}\n", part.repeat(count)));
            assert!(told.contains("规则.gj:1:"), "{count} {part}: {told}");
        }
        assert!(told(&format!("let 甲 = 乙{}\n", ".丙".repeat(count))).contains("规则.gj:1:"), "{count} fields");
    }
}

#[test]
fn overlong_numbers_and_a_constant_divisor_of_zero_are_refused() {
    let told = told("let 甲 = 1234567890123456789012345678901234567890 万元\nlet 乙 = 1 / 0\n");
    assert!(told.contains("规则.gj:1:9") && told.contains("最多 28 位"), "{told}");
}

#[test]
fn manifests_say_what_is_wrong_with_them() {
    let cases = [
        ("name: a\nname: b\nversion: 0.1.0\n", "“name”写了两次", ":2:1"),
        ("version: 0.1.0\n\ttitle: 甲\n", "制表符（Tab）", ":2:1"),
        ("verson: 0.1.0\n", "是否为 version", ":1:1"),
        ("version: 0.1.0\nextends: [natonal]\n", "是否为 national", ":2:11"),
    ];
    for (manifest, words, place) in cases {
        let folder = in_folder_with(&[("本市/pack.yaml", manifest.as_bytes()), ("a.txt", "文".as_bytes())]);
        chinese(folder.path(), &["check", "a.txt", "--pack", "本市"])
            .is_refused_with(&[words, &format!("本市/pack.yaml{place}")]);
    }
}

#[test]
fn a_rule_file_in_another_encoding_is_told() {
    let gbk = encoding_rs::GB18030.encode("规则 甲").0.into_owned();
    let folder = in_folder_with(&[MANIFEST, ("本市/规则.gj", &gbk), ("a.txt", "文".as_bytes())]);
    chinese(folder.path(), &["check", "a.txt", "--pack", "本市"]).is_refused_with(&["规则.gj", "UTF-8"]);
}
