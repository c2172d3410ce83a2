//! The catalogue of checks as Markdown: `docs/checks.md` is made of it.

use std::fmt::Write;

use crate::diagnostic::Language;
use crate::plan::{Example, ExamplePlace, Plan, Rule};
use crate::source::SourceMap;

use super::arithmetic::basis;
use super::catalogue_records;
use super::parameters::parameters_of;
use super::words::overridden;
use super::wrap::unbroken;

/// The catalogue of packs, most general first, in Chinese: each pack's own rules with severity, basis, parameters and
/// examples; then the records that rules read.
///
/// A rule is listed under the pack that declares it, with the parameters that pack has in force.
#[must_use]
pub fn catalogue(packs: &[(&Plan, &SourceMap)]) -> String {
    let mut page = String::from(
        "# 检查目录\n\n<!-- 由 `guiju pack docs` 从规则包生成，请勿手改。 -->\n\n\
         级别：**错误**须改，**警告**审核时会问，**提示**供参考。\
         依据后的括号说明其可靠程度：算术、已见原文、审核惯例、据记忆待核。\n",
    );
    for (plan, sources) in packs {
        let Some(pack) = plan.packs.last() else { continue };
        let own = plan.packs.len().saturating_sub(1);
        let rules: Vec<&Rule> = plan.rules.iter().filter(|rule| rule.pack == own).collect();
        line(&mut page, &format!("\n## {}（{} {}）\n", pack.title.zh, pack.name, pack.version));
        if rules.is_empty() {
            line(&mut page, "本包没有自己的规则，只调整所继承的规则包。");
            for one in plan.overrides.iter().filter(|one| one.by == pack.name) {
                line(&mut page, &format!("\n- {}", overridden(one, Language::Chinese)));
            }
            continue;
        }
        line(&mut page, "| 代码 | 问题 | 级别 | 依据 |\n|--|--|--|--|");
        for rule in &rules {
            let title = cell(&rule.title.zh);
            let severity = rule.severity.wording().zh;
            let (code, basis) = (&rule.code, cell(&basis(&rule.basis).zh));
            line(&mut page, &format!("| [{code}](#{}) | {title} | {severity} | {basis} |", anchor(rule)));
        }
        for rule in rules {
            entry(&mut page, rule, plan, sources);
        }
    }
    if let Some((plan, _)) = packs.iter().max_by_key(|(plan, _)| plan.packs.len()) {
        catalogue_records::write(&mut page, plan);
    }
    page
}

/// The place of a rule in the page, as Markdown viewers name the heading `A01 完成率与金额不符`.
fn anchor(rule: &Rule) -> String {
    let heading = format!("{} {}", rule.code, rule.title.zh).to_lowercase();
    let kept = heading.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.map(|c| if c == ' ' { '-' } else { c }).collect()
}

fn entry(page: &mut String, rule: &Rule, plan: &Plan, sources: &SourceMap) {
    line(page, &format!("\n### {} {}\n", rule.code, rule.title.zh));
    if !rule.title.en.is_empty() {
        line(page, &format!("*{}*\n", rule.title.en));
    }
    if !rule.doc.trim().is_empty() {
        line(page, &format!("{}\n", unbroken(&rule.doc)));
    }
    line(page, &format!("- 级别：{}", rule.severity.wording().zh));
    line(page, &format!("- 依据：{}", basis(&rule.basis).zh));
    if let Some(help) = rule.help.as_ref().filter(|help| !help.is_empty()) {
        line(page, &format!("- 怎样改：{}", help.zh));
    }
    if let Some(reason) = &rule.off {
        line(page, &format!("- 默认关闭：{reason}"));
    }
    for param in parameters_of(plan, rule).into_iter().filter_map(|id| plan.params.get(id.0)) {
        let value = one_line(sources.slice(param.value.span));
        line(page, &format!("- 参数 `{}` = `{value}` {}", param.name, unbroken(&param.doc)));
    }
    for example in &rule.examples {
        line(page, &shown(example));
    }
}

/// `- 正例：…`, `- 反例：…（应指出“…”）`; text of several lines as a block.
fn shown(example: &Example) -> String {
    let kind = if example.good { "正例" } else { "反例" };
    let at = match &example.at {
        Some(ExamplePlace::Words(words)) => format!("（应指出“{}”）", one_line(words)),
        Some(ExamplePlace::Path(path)) => format!("（应指出 `{path}`）"),
        None => String::new(),
    };
    let texts: Vec<&str> = [&example.draft, &example.data].into_iter().flatten().map(|text| text.trim()).collect();
    let last_year = example.last_year.as_ref().map(|last_year| last_year.text().trim());
    if let ([text], None) = (texts.as_slice(), &example.data)
        && !texts.iter().chain(&last_year).any(|text| text.contains('\n'))
    {
        let before = last_year.map(|text| format!(" 上年：{text}")).unwrap_or_default();
        return format!("- {kind}：{text}{before}{at}");
    }
    let mut block = format!("- {kind}{at}：");
    let cohort = example.cohort.as_ref().map(|cohort| cohort.text().trim());
    let beside = [("上年", last_year), ("其他单位（以 --- 分隔）", cohort)];
    let beside = beside.into_iter().filter_map(|(head, text)| Some((Some(head), text?)));
    for (head, text) in texts.into_iter().map(|text| (None, text)).chain(beside) {
        block.push_str(&head.map(|head| format!("\n\n  {head}：")).unwrap_or_default());
        block.push_str("\n\n  ```text\n");
        for row in text.lines() {
            block.push_str("  ");
            block.push_str(row);
            block.push('\n');
        }
        block.push_str("  ```");
    }
    block
}

/// Adds a line, its end without blanks.
pub(super) fn line(page: &mut String, words: &str) {
    // Writing to a String cannot fail.
    let _ = writeln!(page, "{}", words.trim_end_matches(' '));
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

pub(super) fn cell(text: &str) -> String {
    one_line(text).replace('|', "\\|")
}
