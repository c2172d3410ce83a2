//! Our words on the page, in both languages.

use std::collections::BTreeMap;

use crate::diagnostic::Language;
use crate::reporter::json_line;

/// Words by name; the script uses the same names.
const WORDS: &[(&str, &str, &str)] = &[
    ("title", "绩效自评材料审核结果", "Review of performance self-evaluations"),
    ("lead", "问题是给编写人的线索，不是对单位的结论", "a finding is a lead for the author, not a verdict on the unit"),
    (
        "noscript",
        "明细需要浏览器允许本页的脚本；本页不联网。",
        "The details need the script of this page; it uses no network.",
    ),
    ("submissions", "材料", "submissions"),
    ("errors", "错误", "errors"),
    ("warnings", "警告", "warnings"),
    ("notes", "提示", "notes"),
    ("not_evaluated", "未评估", "not evaluated"),
    ("unchecked", "未能检查", "not checked"),
    ("error", "错误", "error"),
    ("warning", "警告", "warning"),
    ("note", "提示", "note"),
    ("by_gravest", "各份材料最严重的问题", "Submissions by their gravest finding"),
    ("worst_error", "错误", "error"),
    ("worst_warning", "警告", "warning"),
    ("worst_note", "提示", "note"),
    ("worst_clean", "没有问题", "no findings"),
    ("worst_unchecked", "未能检查", "not checked"),
    ("most_frequent", "出现最多的问题", "Most frequent findings"),
    ("in_submissions", "{n} 处，{m} 份", "{n} found in {m}"),
    ("nothing_found", "没有发现问题", "nothing was found"),
    ("search", "搜索单位、文件和问题中的文字", "Search units, files and the words of findings"),
    ("any_kind", "最严重", "Gravest"),
    ("rule", "检查", "Check"),
    ("any_rule", "全部检查", "All checks"),
    ("clear", "清除筛选", "Clear filters"),
    ("print_all", "打印所列各份", "Print those listed"),
    ("shown", "{n} / {m} 份", "{n} of {m}"),
    ("none_fit", "没有符合条件的材料", "No submission fits"),
    ("submission", "提交材料", "Submission"),
    ("back", "返回", "Back"),
    ("previous", "上一份", "Previous"),
    ("next", "下一份", "Next"),
    ("print", "打印", "Print"),
    ("nth", "所列第 {n} / {m} 份", "{n} of {m} listed"),
    ("year", "{n} 年度", "year {n}"),
    ("evaluated", "评价年度", "evaluated year"),
    ("files", "文件", "files"),
    ("packs", "规则包", "packs"),
    ("path", "材料", "submission"),
    ("passed", "通过 {n} 项", "{n} checks hold"),
    ("only_rule", "只列 {code}", "only {code}"),
    ("whole_unit", "列出全部问题", "show all findings"),
    ("no_findings", "没有发现问题。", "Nothing was found."),
    ("all_waived", "除已豁免的以外，没有发现问题。", "Nothing was found but what is waived."),
    ("could_not", "未能检查这份材料：{why}", "This submission could not be checked: {why}"),
    ("told", "关于文件", "About the files"),
    ("place", "位置", "place"),
    ("figures", "相关各数", "figures"),
    ("draft", "原文", "The draft"),
    ("to_draft", "在原文中查看", "show it in the draft"),
    ("waived", "豁免", "waived"),
    ("waived_title", "已豁免的问题（{n}）", "Waived findings ({n})"),
    ("approved", "批准：{who}", "approved by {who}"),
    ("self_marked", "材料中自行标注", "marked in the draft itself"),
    ("until", "有效至 {day}", "until {day}"),
    ("fresh", "新增", "new"),
    ("remaining", "仍有", "remaining"),
    ("fixed", "已消除", "fixed"),
    ("fixed_title", "已消除的问题（{n}）", "Fixed findings ({n})"),
    ("held_title", "核验：通过的检查（{n}）", "Proof: checks that hold ({n})"),
    ("receipt", "凭据", "Receipt"),
    ("open_title", "未评估的检查（{n}）", "Checks that could not be made ({n})"),
];

/// The words of a name.
pub(super) fn say(name: &str, language: Language) -> &'static str {
    let found = WORDS.iter().find(|(known, ..)| *known == name);
    debug_assert!(found.is_some(), "{name} has no words");
    found.map_or("", |(_, zh, en)| match language {
        Language::Chinese => zh,
        Language::English => en,
    })
}

/// All words for the script, as JSON.
pub(super) fn for_script(language: Language) -> String {
    let words: BTreeMap<&str, &str> = WORDS.iter().map(|(name, ..)| (*name, say(name, language))).collect();
    json_line(&words)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The names that the script asks for stand in the table, and each name of the table is asked for somewhere.
    #[test]
    fn script_and_table_know_the_same_names() {
        let script = super::super::SCRIPT;
        let rust = [include_str!("mod.rs"), include_str!("chart.rs")].concat();
        let asked: Vec<&str> = script.split("say('").skip(1).filter_map(|rest| rest.split('\'').next()).collect();
        assert!(asked.len() > 20);
        for name in asked {
            // The names of kinds are put together: `worst_` and the kind.
            let is_known = |known: &str| known == name || name.ends_with('_') && known.starts_with(name);
            assert!(WORDS.iter().any(|(known, ..)| is_known(known)), "the script asks for {name}");
        }
        for (name, zh, en) in WORDS {
            let quoted = [format!("'{name}'"), format!("\"{name}\"")];
            let is_used = script.contains(&quoted[0]) || rust.contains(&quoted[1]) || name.starts_with("worst_");
            assert!(is_used && !zh.is_empty() && !en.is_empty(), "{name}");
        }
    }
}
