//! One table of keyword twins; `grammar/keyword.pest` holds the same pairs and a test compares the two.

use std::collections::HashMap;
use std::sync::LazyLock;

use pest::Parser;

use super::grammar::{Grammar, Rule};

/// English keyword and its Chinese twin.
pub(super) const KEYWORDS: &[(&str, &str)] = &[
    ("use", "引用"),
    ("param", "参数"),
    ("let", "令"),
    ("fn", "函数"),
    ("enum", "枚举"),
    ("lexicon", "词表"),
    ("record", "记录"),
    ("extend", "扩展"),
    ("outline", "提纲"),
    ("rule", "规则"),
    ("cohort", "同类"),
    ("value", "取值"),
    ("years", "年份"),
    ("section", "节"),
    ("optional", "可选"),
    ("list of", "列表"),
    ("key", "标识"),
    ("derive", "推导"),
    ("from", "来自"),
    ("data", "数据"),
    ("table", "表格"),
    ("by column", "逐列"),
    ("by label", "逐项"),
    ("fill", "承上"),
    ("row head", "行首"),
    ("text", "文本"),
    ("cues", "线索"),
    ("unit", "单位"),
    ("after", "跟在"),
    ("before", "先于"),
    ("faint", "弱"),
    ("earlier year", "早年份"),
    ("later year", "晚年份"),
    ("unnamed", "无词"),
    ("beside", "近旁"),
    ("called", "同名"),
    ("free", "任取"),
    ("up", "增"),
    ("down", "减"),
    ("for", "对"),
    ("group", "组"),
    ("where", "满足"),
    ("by", "按"),
    ("severity", "级别"),
    ("error", "错误"),
    ("warning", "警告"),
    ("note", "提示"),
    ("basis", "依据"),
    ("arithmetic", "算术"),
    ("seen", "已见"),
    ("practice", "惯例"),
    ("recalled", "据忆"),
    ("help", "说明"),
    ("when", "当"),
    ("check", "检查"),
    ("report", "指出"),
    ("else", "否则"),
    ("at", "在"),
    ("complete", "完整"),
    ("in order", "有序"),
    ("filled", "充实"),
    ("same", "同值"),
    ("across", "跨处"),
    ("fix", "改为"),
    ("suggest", "建议"),
    ("example", "例"),
    ("good", "正"),
    ("bad", "误"),
    ("last_year", "上年"),
    ("draft", "稿"),
    ("en", "英文"),
    ("and", "且"),
    ("or", "或"),
    ("not", "非"),
    ("implies", "则"),
    ("in", "属于"),
    ("contains", "含"),
    ("matches", "匹配"),
    ("is", "是"),
    ("present", "有值"),
    ("missing", "缺失"),
    ("blank", "空白"),
    ("if", "如果"),
    ("then", "那么"),
    ("match", "对照"),
    ("bands", "分级"),
    ("otherwise", "其余"),
    ("true", "真"),
    ("false", "假"),
];

/// The twins behind a rule of the grammar, English first; `None` for a rule that is no keyword.
pub(super) fn of(rule: Rule) -> Option<(&'static str, &'static str)> {
    static RULES: LazyLock<HashMap<Rule, (&'static str, &'static str)>> = LazyLock::new(|| {
        let rules = Rule::all_rules().iter().filter_map(|rule| {
            let name = format!("{rule:?}");
            let english = name.strip_prefix("kw_")?.replace('_', " ");
            KEYWORDS.iter().find(|(known, _)| *known == english).map(|twins| (*rule, *twins))
        });
        rules.collect()
    });
    RULES.get(&rule).copied()
}

/// Both words of every keyword.
pub(super) fn all() -> impl Iterator<Item = &'static str> {
    KEYWORDS.iter().flat_map(|(english, chinese)| [*english, *chinese])
}

/// The one of some Chinese keywords that a longer word begins with: `检查完成率` begins with `检查`.
pub(super) fn glued<'k>(word: &str, keywords: &[&'k str]) -> Option<&'k str> {
    let chinese = keywords.iter().copied().filter(|keyword| !keyword.is_ascii());
    chinese
        .filter(|keyword| word.len() > keyword.len() && word.starts_with(keyword))
        .max_by_key(|keyword| keyword.len())
}

/// Any keyword of two characters or more that a longer word begins with; many names begin with a short one.
pub(super) fn glued_long(word: &str) -> Option<&'static str> {
    let long: Vec<&str> = all().filter(|keyword| keyword.chars().count() > 1).collect();
    glued(word, &long)
}

/// The Chinese keyword that an unknown name begins with, where a blank was meant behind it: what follows is a name that
/// `is_known`, or the keyword begins an expression.
pub(super) fn glued_to_a_name(word: &str, is_known: impl Fn(&str) -> bool) -> Option<&'static str> {
    const BEGINNINGS: [Rule; 4] = [Rule::kw_not, Rule::kw_if, Rule::kw_match, Rule::kw_bands];
    let begins = |keyword: &str| BEGINNINGS.iter().filter_map(|rule| of(*rule)).any(|(_, chinese)| chinese == keyword);
    KEYWORDS
        .iter()
        .map(|(_, chinese)| *chinese)
        .filter(|keyword| {
            word.strip_prefix(keyword).is_some_and(|rest| !rest.is_empty() && (is_known(rest) || begins(keyword)))
        })
        .max_by_key(|keyword| keyword.len())
}

/// Whether a word ends an expression or joins two, so that no name may be it.
pub(super) fn ends_expression(word: &str) -> bool {
    Grammar::parse(Rule::reserved_word, word).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The pairs as the grammar has them, read from its own text.
    fn pairs_of_the_grammar() -> Vec<(String, String)> {
        include_str!("../../grammar/keyword.pest")
            .lines()
            .filter(|line| line.starts_with("kw_"))
            .map(|line| {
                let words: Vec<&str> = line.split('"').skip(1).step_by(2).collect();
                let (chinese, english) = words.split_last().expect("every line has words");
                let english = english.iter().map(|word| word.trim()).filter(|word| !word.is_empty());
                (english.collect::<Vec<_>>().join(" "), (*chinese).to_owned())
            })
            .collect()
    }

    #[test]
    fn the_grammar_and_the_table_hold_the_same_pairs() {
        let table: Vec<(String, String)> =
            KEYWORDS.iter().map(|(english, chinese)| ((*english).to_owned(), (*chinese).to_owned())).collect();
        assert_eq!(pairs_of_the_grammar(), table);
    }

    #[test]
    fn the_reference_and_the_table_hold_the_same_pairs() {
        let page = include_str!("../../docs/language.md");
        let (_, section) = page.split_once("\n## Keywords\n").expect("the reference lists the keywords");
        let (_, list) = section.trim().split_once("\n\n").expect("the list stands behind a paragraph");
        let list = list.split_whitespace().collect::<Vec<_>>().join(" ");
        let mut told: Vec<(String, String)> = list
            .split(" · ")
            .map(|pair| pair.rsplit_once(' ').expect("every pair has two words"))
            .map(|(english, chinese)| (english.to_owned(), chinese.to_owned()))
            .collect();
        let mut table: Vec<(String, String)> =
            KEYWORDS.iter().map(|(english, chinese)| ((*english).to_owned(), (*chinese).to_owned())).collect();
        told.sort_unstable();
        table.sort_unstable();
        assert_eq!(told, table);
    }

    #[test]
    fn reserved_words_are_pairs_of_the_table_and_named_by_the_reference() {
        let grammar = include_str!("../../grammar/keyword.pest");
        let (_, reserved) = grammar.split_once("reserved = _{").expect("the grammar has the rule");
        let words: Vec<&str> = reserved.split("\n}").next().unwrap_or("").split('"').skip(1).step_by(2).collect();
        let (english, chinese) = words.split_at(words.len() / 2);
        let page = include_str!("../../docs/language.md").split_whitespace().collect::<Vec<_>>().join(" ");
        let (_, told) = page.split_once("The words that end an expression").expect("the reference names them");
        let told: Vec<&str> = told.split('`').nth(1).unwrap_or("").split(' ').collect();
        let twins: Vec<(&str, &str)> = english.iter().copied().zip(chinese.iter().copied()).collect();
        assert!(twins.iter().all(|twins| KEYWORDS.contains(twins)), "{twins:?}");
        assert_eq!(told, english);
    }

    #[test]
    fn no_word_means_two_keywords() {
        let mut words: Vec<&str> = all().collect();
        words.sort_unstable();
        let count = words.len();
        words.dedup();
        assert_eq!(words.len(), count);
    }
}
