//! `guiju explain` and `guiju pack`.

use super::{chinese, english, in_folder_with, top};

#[test]
fn a_rule_is_explained() {
    let run = chinese(top(), &["explain", "A01"]);
    assert_eq!(run.code, 0);
    insta::assert_snapshot!("explain", run.out);
    let run = english(top(), &["explain", "x01", "--set", "执行率下限=80%"]);
    assert!(run.code == 0 && run.out.contains("执行率下限 = 80%"), "{}", run.out);
    chinese(top(), &["explain", "A1O"]).is_refused_with(&["没有代码为“A1O”的检查", "是不是 A1"]);
}

/// Every code that a message may carry is explained.
#[test]
fn every_code_of_a_message_has_an_explanation() {
    let mut codes = std::collections::BTreeSet::new();
    let mut open = vec![top().join("src")];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).unwrap().flatten() {
            if entry.path().is_dir() {
                open.push(entry.path());
                continue;
            }
            let text = std::fs::read_to_string(entry.path()).unwrap();
            for quoted in text.split('"').skip(1).step_by(2) {
                let is_word = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c == '_');
                if quoted.split_once("::").is_some_and(|(family, name)| is_word(family) && is_word(name)) {
                    codes.insert(quoted.to_owned());
                }
            }
        }
    }
    codes.remove("family::name");
    assert!(codes.len() > 40, "only {} codes were found", codes.len());
    for code in codes {
        let run = chinese(top(), &["explain", &code]);
        assert!(run.code == 0 && run.out.chars().count() > 30, "{code}: {}{}", run.out, run.err);
    }
}

#[test]
fn packs_are_listed() {
    insta::assert_snapshot!("pack_list", chinese(top(), &["pack", "list"]).out);
    let run = english(top(), &["pack", "list", "jiangmen"]);
    assert!(run.code == 0 && run.out.contains("Jiangmen") && run.out.lines().count() == 1, "{}", run.out);
}

#[test]
fn shipped_packs_are_right_by_name_and_by_folder() {
    for pack in ["national", "rules/national", "rules"] {
        let run = chinese(top(), &["pack", "check", pack]);
        assert!(run.code == 0 && run.out.contains("没有错误"), "{run:?}");
    }
    let run = chinese(top(), &["pack", "test", "gongwen", "--rule", "N04"]);
    assert!(run.code == 0 && run.out.contains("1 条规则") && run.out.contains("0 个不符"), "{}", run.out);
    let run = chinese(&top().join("rules/guangdong"), &["pack", "test"]);
    assert!(run.code == 0 && run.out.starts_with("guangdong："), "{run:?}");
    chinese(top(), &["pack", "test", "gongwen", "--rule", "A01"]).is_refused_with(&[]);
}

#[test]
fn an_example_that_does_not_hold_is_a_finding() {
    let rules = "rule Z01 \"超过一百\" en \"Above one hundred\" for f: figure {\n  severity note\n  basis practice \"例\"\n  \
                 check f.text != \"101%\" else \"过百\" at f\n  \
                 example good \"满意度 101%。\"\n  example good \"满意度 99%。\"\n  \
                 example bad \"满意度 101%。\" at \"101%\"\n  example bad \"满意度 98%。\" at \"98%\"\n}\n";
    let folder = in_folder_with(&[("本市/pack.yaml", b"version: 0.1.0\n"), ("本市/规则.gj", rules.as_bytes())]);
    let run = chinese(folder.path(), &["pack", "test", "本市"]);
    assert_eq!(run.code, 1, "{run:?}");
    insta::assert_snapshot!("pack_test_that_fails", run.out);
}

#[test]
fn the_catalogue_goes_to_a_file() {
    let folder = in_folder_with(&[]);
    let run = chinese(folder.path(), &["pack", "docs", "gongwen", "--output", "checks.md"]);
    let page = std::fs::read_to_string(folder.path().join("checks.md")).unwrap();
    assert!(run.code == 0 && run.out.is_empty() && page.contains("### N04"), "{run:?}");
}

/// The rule that CONTRIBUTING.md writes in five minutes.
#[test]
fn the_pack_of_the_contributing_page_holds() {
    let page = std::fs::read_to_string(top().join("CONTRIBUTING.md")).unwrap();
    let block = |language: &str| {
        let (_, rest) = page.split_once(&format!("   ```{language}\n")).expect("the page has the block");
        let (block, _) = rest.split_once("\n   ```\n").expect("the block ends");
        block.lines().map(|line| line.strip_prefix("   ").unwrap_or(line)).collect::<Vec<_>>().join("\n")
    };
    let (manifest, rules) = (block("yaml"), block("gj"));
    let folder = in_folder_with(&[("taishan/pack.yaml", manifest.as_bytes()), ("taishan/local.gj", rules.as_bytes())]);
    let run = chinese(folder.path(), &["pack", "test", "taishan"]);
    assert_eq!((run.code, run.out.as_str()), (0, "taishan：1 条规则、2 个例子，0 个不符\n"), "{run:?}");
}
