//! Help and complaints of the command line in Chinese.

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, Command, CommandFactory};

use super::args::Arguments;
use crate::diagnostic::Language;

/// The command line with help in a language.
pub(super) fn command(language: Language) -> Command {
    match language {
        Language::Chinese => in_chinese(Arguments::command()),
        Language::English => {
            EXIT_CODES.iter().fold(Arguments::command(), |all, (name, words, _)| match name.split_once(' ') {
                Some((outer, inner)) => {
                    all.mut_subcommand(outer, |one| one.mut_subcommand(inner, |one| one.after_help(*words)))
                }
                None => all.mut_subcommand(*name, |one| one.after_help(*words)),
            })
        }
    }
}

/// What the exit codes of a command say, in English and in Chinese.
const EXIT_CODES: [(&str, &str, &str); 6] = [
    (
        "check",
        "Exit codes: 0 nothing at or above --fail-on, 1 findings at or above it, 2 the check could not be made",
        "退出码：0 没有达到 --fail-on 的问题；1 有这样的问题；2 未能检查。",
    ),
    (
        "compare",
        "Exit codes: 0 nothing new at or above --fail-on, 1 new findings at or above it, 2 a draft could not be checked",
        "退出码：0 没有新增达到 --fail-on 的问题；1 有这样的新增问题；2 未能检查。",
    ),
    (
        "review",
        "Exit codes: 0 nothing at or above --fail-on, 1 findings at or above it, or a submission that could not be checked, 2 the review could not be made",
        "退出码：0 没有达到 --fail-on 的问题；1 有这样的问题，或有材料未能检查；2 未能审核。",
    ),
    (
        "annotate",
        "Exit codes: 0 nothing at or above --fail-on, 1 findings at or above it (the file is written in both cases), 2 nothing was written",
        "退出码：0 没有达到 --fail-on 的问题；1 有这样的问题（两种情况都已写出）；2 未能写出。",
    ),
    (
        "fix",
        "Exit codes: 0 nothing to change, or it is written; 1 changes were shown and not written; 2 it could not be done",
        "退出码：0 没有要改的，或已写入；1 只显示了修改，没有写入；2 未能完成。",
    ),
    (
        "pack compare",
        "Exit codes: 0 no verdict changes, 1 some do, 2 the versions could not be compared",
        "退出码：0 结果都相同；1 有不同；2 未能比较。",
    ),
];

/// How each command is called.
const USAGE: &[(&str, &str)] = &[
    ("guiju", "guiju [选项] <命令>"),
    ("check", "guiju check [选项] <文件>..."),
    ("annotate", "guiju annotate [选项] -o <文件> <文件>..."),
    ("fix", "guiju fix [选项] <文件>"),
    ("compare", "guiju compare [选项] <一稿> <二稿>"),
    ("review", "guiju review [选项] <文件或文件夹>..."),
    ("explain", "guiju explain [选项] <代码>"),
    ("trace", "guiju trace [选项] <代码> <文件>..."),
    ("pack", "guiju pack <命令>"),
    ("pack list", "guiju pack list [规则包]..."),
    ("pack check", "guiju pack check [规则包]..."),
    ("pack test", "guiju pack test [选项] [规则包]..."),
    ("pack docs", "guiju pack docs [选项] [规则包]..."),
    ("pack compare", "guiju pack compare [选项] <旧版> <新版> <文件或文件夹>..."),
    ("fmt", "guiju fmt [选项] <文件或文件夹>..."),
];

/// What stands for a value in the help.
const VALUES: &[(&str, &str)] = &[
    ("FILES", "文件"),
    ("FILE", "文件"),
    ("FOLDER", "文件夹"),
    ("PATH", "路径"),
    ("PATHS", "文件或文件夹"),
    ("CODE", "代码"),
    ("PACK", "规则包"),
    ("PACKS", "规则包"),
    ("PARAM=VALUE", "参数=值"),
    ("FORM", "形式"),
    ("SEVERITY", "级别"),
    ("LANGUAGE", "语言"),
    ("DATE", "日期"),
    ("OLD", "前者"),
    ("NEW", "后者"),
    ("N", "数"),
];

fn looked_up(table: &[(&'static str, &'static str)], name: &str) -> Option<&'static str> {
    table.iter().find(|(known, _)| *known == name).map(|(_, words)| *words)
}

/// Chinese words for a subcommand (by its name) or an argument (by its id).
fn chinese(name: &str) -> Option<&'static str> {
    looked_up(CHINESE, name)
}

const CHINESE: &[(&str, &str)] = &[
    ("guiju", "规矩：提交前检查财政绩效自评材料。"),
    ("check", "检查一份自评材料的全部文件"),
    ("annotate", "把检查出的问题写进 Word、Excel 文件，作为批注"),
    ("annotate-files", "同一份材料的全部文件；批注写进其中的 Word（.docx）和 Excel（.xlsx）文件"),
    ("annotate-output", "批注稿的文件名；有几个时给出文件夹"),
    ("fix", "改正确定的错误：Word 中写成修订，文本列出改动"),
    ("file", "报告（.docx、.txt、.md）或数据（.yaml、.json）；- 表示标准输入"),
    ("fix-output", "把改正后的文件写到这里；不给出它或 --write 时只显示改动"),
    ("write", "直接改写原件"),
    ("review", "检查许多份材料：文件、文件夹，或一份名单"),
    (
        "review-paths",
        "文件和文件夹：每个单独的文件是一份材料，每个含文件的文件夹是一份；或名单（.csv、.yaml）；- 从标准输入读材料，每行一份（JSON）",
    ),
    ("review-format", "输出形式：human、json、ndjson（每份材料一行，查完即出）、sarif 或 github（注释）；默认 human"),
    (
        "review-output",
        "另写入这个文件，形式随扩展名：.html（网页）、.xlsx（工作簿）、.sarif、.xml（JUnit）、.json、.ndjson；可多次给出",
    ),
    ("resume", "把进度保存在这个文件里，并接着其中已有的部分做"),
    ("letters", "给每个有错误或警告的单位写一份退回意见（Word 文件），放进这个文件夹"),
    ("threads", "用多少个线程检查；默认每个核一个"),
    ("proof", "另列出每项通过的检查及其复算，和每项未能检查的及其原因"),
    ("explain", "解释一项检查，或文件错误的代码"),
    ("trace", "逐步说明一项检查的结果是怎样得出的"),
    ("pack", "列出、检查、测试规则包"),
    ("pack list", "列出现有的规则包"),
    ("pack check", "检查规则包有无错误"),
    ("pack test", "运行规则里的例子"),
    ("pack docs", "把检查目录写成 Markdown"),
    ("pack compare", "用规则包的两个版本检查同一批材料，列出哪些结果不同"),
    ("compare-old", "旧版：规则包的名称或文件夹、其中的文件，或放着若干规则包的文件夹（按各份报告选用）"),
    ("compare-new", "新版"),
    ("compare-paths", "一批材料：文件、文件夹或名单，与 guiju review 相同"),
    ("compare-rule", "只列这项检查，可多次给出"),
    ("compare-format", "输出形式：human 或 json（默认 human）"),
    ("limit", "每条规则的每类变化列出多少处样例（默认 3）"),
    ("fmt", "整理规则文件（.gj）的排版，或把关键词换成另一种语言"),
    ("fmt-files", "规则文件（.gj），或放规则文件的文件夹"),
    ("fmt-check", "不改文件，只列出需要整理的文件；有则以 1 退出"),
    ("keywords", "关键词和运算符写成中文或英文：zh 或 en；默认随各文件多数"),
    ("stdout", "输出到终端，不改文件"),
    ("lang", "提示语言：zh 或 en；默认随系统语言，材料是中文时用中文"),
    ("cohort", "把各单位的材料相互比较（跨单位的规则）；每份材料读两遍"),
    ("review-last-year", "上年的材料（文件、文件夹或名单），各单位的本年材料与其上年的核对；可多次给出"),
    ("last_year", "同一单位上年的文件或文件夹，用来与本年的核对；可多次给出"),
    ("files", "同一份材料的报告（.txt、.md）和数据（.yaml、.json）；- 表示标准输入"),
    ("pack-option", "规则包的名称或文件夹；默认按报告的地区和年度选用"),
    ("set", "设定规则包的参数，可多次给出"),
    ("rule", "只做这项检查，可多次给出"),
    ("format", "输出形式：human、json 或 sarif（默认 human）"),
    ("output", "写入这个文件，不输出到终端"),
    ("fail_on", "有这一级及以上的问题时以 1 退出：error、warning、note 或 never（默认 error）"),
    ("unread", "另列出没有检查能读懂的表述、数和表格"),
    ("compare", "检查同一份材料的两稿，列出新增、已消除和仍有的问题"),
    ("old", "前一稿：文件，或放着全部文件的文件夹"),
    ("new", "后一稿"),
    ("baseline", "以前检查或审核的 JSON 结果：指出哪些问题是新增、已消除、仍有"),
    ("new_only", "只按新增的问题决定退出码"),
    ("waivers", "已获豁免的问题（.yaml）：另行计数、列出，不影响退出码"),
    ("ignore_marks", "材料中自行标注豁免的问题（guiju: waive …）照样列出"),
    ("heed_marks", "材料中自行标注豁免的问题（guiju: waive …）也按豁免处理；那只是编写人自己的话"),
    ("today", "豁免按哪一天算到期，写作 2026-12-31；默认为北京时间当天"),
    ("fingerprints", "显示每个问题的指纹，写豁免时要用"),
    ("max_bytes", "单个文件的字节数上限"),
    ("max_depth", "数据嵌套层数的上限"),
    ("max_nodes", "数据文件节点数的上限（别名按展开后计）"),
    ("max_unpacked", "Word、Excel 文件解压后大小的上限（字节）"),
    ("max_text", "从 Word、Excel、PDF 文件读出的文字长度的上限（字节）"),
    ("max_work", "每条规则最多可走的步数"),
    ("code", "代码：A01、read::yaml 等"),
    ("packs", "规则包的名称或文件夹；默认为所在文件夹（若是规则包），否则为全部内置规则包"),
    ("help", "显示帮助"),
    ("version", "显示版本"),
];

fn in_chinese(command: Command) -> Command {
    let command = command.disable_help_subcommand(true);
    let names: Vec<String> = command.get_subcommands().map(|one| one.get_name().to_owned()).collect();
    let nested: Vec<String> =
        command.get_subcommands().flat_map(Command::get_subcommands).map(|one| one.get_name().to_owned()).collect();
    let mut command = with_words(command, "guiju");
    for name in names {
        command = command.mut_subcommand(&name, |sub| {
            let mut sub = with_words(sub, &name);
            let mine: Vec<String> =
                nested.iter().filter(|inner| sub.find_subcommand(inner).is_some()).cloned().collect();
            for inner in mine {
                let path = format!("{name} {inner}");
                sub = sub.mut_subcommand(&inner, |deep| with_words(deep, &path));
            }
            sub
        });
    }
    command
}

/// One command with Chinese words for itself and its arguments.
fn with_words(command: Command, path: &str) -> Command {
    let about = chinese(path).unwrap_or_default();
    let has_commands = command.get_subcommands().next().is_some();
    let template = if has_commands {
        "{about}\n\n用法：{usage}\n\n命令：\n{subcommands}\n\n选项：\n{options}\n"
    } else if command.get_positionals().next().is_some() {
        "{about}\n\n用法：{usage}\n\n参数：\n{positionals}\n\n选项：\n{options}{after-help}\n"
    } else {
        "{about}\n\n用法：{usage}\n\n选项：\n{options}\n"
    };
    let mut command = command
        .about(about)
        .help_template(template)
        .override_usage(looked_up(USAGE, path).unwrap_or(path).to_owned())
        .disable_help_flag(true)
        .disable_help_subcommand(true)
        .arg(Arg::new("help").short('h').long("help").action(clap::ArgAction::Help));
    if path == "guiju" {
        let version = Arg::new("version").short('V').long("version").action(clap::ArgAction::Version);
        command = command.disable_version_flag(true).arg(version);
    }
    if let Some((_, _, words)) = EXIT_CODES.iter().find(|(name, ..)| *name == path) {
        command = command.after_help(*words);
    }
    command.mut_args(|arg| {
        let words = chinese(key(path, &arg)).unwrap_or_default();
        let value = arg.get_value_names().and_then(|names| names.first()).and_then(|name| looked_up(VALUES, name));
        match value {
            Some(value) => arg.help(words).value_name(value),
            None => arg.help(words),
        }
    })
}

/// The name under which an argument stands in the table.
fn key<'a>(path: &str, arg: &'a Arg) -> &'a str {
    match (path, arg.get_id().as_str()) {
        // `pack` and `check` are commands and options.
        (_, "pack") => "pack-option",
        ("fmt", "check") => "fmt-check",
        ("fmt", "files") => "fmt-files",
        ("annotate", "files") => "annotate-files",
        ("annotate", "output") => "annotate-output",
        ("fix", "output") => "fix-output",
        (_, id) => id,
    }
}

/// A complaint about the command line, in a language.
pub(super) fn complaint(error: &clap::Error, language: Language) -> String {
    if language == Language::English {
        return error.render().to_string();
    }
    let of = |kind: ContextKind| error.get(kind).map(words).unwrap_or_default();
    let arg = of(ContextKind::InvalidArg);
    let sentence = match error.kind() {
        ErrorKind::InvalidSubcommand => format!("没有“{}”这个命令", of(ContextKind::InvalidSubcommand)),
        ErrorKind::MissingSubcommand => {
            let known = of(ContextKind::ValidSubcommand);
            let command = of(ContextKind::InvalidSubcommand);
            return format!("错误：{command} 后缺少子命令：{known}\n\n用 {command} --help 查看用法。\n");
        }
        ErrorKind::UnknownArgument => format!("没有“{arg}”这个选项"),
        ErrorKind::MissingRequiredArgument => format!("缺少 {arg}"),
        ErrorKind::InvalidValue if of(ContextKind::InvalidValue).is_empty() => format!("{arg} 后缺少值"),
        ErrorKind::InvalidValue => {
            let known = of(ContextKind::ValidValue);
            format!("{arg} 不能是“{}”，只能是 {known}", of(ContextKind::InvalidValue))
        }
        ErrorKind::ValueValidation => format!("{arg} 不能是“{}”", of(ContextKind::InvalidValue)),
        ErrorKind::ArgumentConflict => format!("{arg} 不能再给一次，或不能与 {} 同用", of(ContextKind::PriorArg)),
        _ => return error.render().to_string(),
    };
    let suggested = [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue]
        .into_iter()
        .map(of)
        .find(|words| !words.is_empty());
    let suggested = suggested.map(|words| format!("，是不是 {words}？")).unwrap_or_default();
    format!("错误：{sentence}{suggested}\n\n用 guiju --help 查看用法。\n")
}

fn words(value: &ContextValue) -> String {
    match value {
        ContextValue::String(one) => one.clone(),
        ContextValue::Strings(many) => many.join("、"),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn commands() -> Vec<(String, Command)> {
        let root = Arguments::command();
        let mut all = vec![("guiju".to_owned(), root.clone())];
        for sub in root.get_subcommands() {
            all.push((sub.get_name().to_owned(), sub.clone()));
            let inner =
                sub.get_subcommands().map(|inner| (format!("{} {}", sub.get_name(), inner.get_name()), inner.clone()));
            all.extend(inner);
        }
        all
    }

    #[test]
    fn every_command_and_option_has_chinese_words() {
        for (path, command) in commands() {
            assert!(chinese(&path).is_some() && looked_up(USAGE, &path).is_some(), "{path}");
            for arg in command.get_arguments() {
                assert!(chinese(key(&path, arg)).is_some(), "{path} {}", arg.get_id());
                for value in
                    arg.get_value_names().unwrap_or_default().iter().filter(|_| arg.get_action().takes_values())
                {
                    assert!(looked_up(VALUES, value).is_some(), "{path} {value}");
                }
            }
        }
    }

    #[test]
    fn both_command_lines_are_sound() {
        command(Language::Chinese).debug_assert();
        command(Language::English).debug_assert();
    }

    #[test]
    fn chinese_help_holds_no_english_heading() {
        let help = command(Language::Chinese).render_long_help().to_string();
        assert!(!help.contains("Usage") && !help.contains("Options") && !help.contains("Commands"), "{help}");
    }

    #[test]
    fn a_misspelt_option_is_named_in_chinese() {
        let error =
            command(Language::Chinese).try_get_matches_from(["guiju", "check", "a", "--formt", "json"]).unwrap_err();
        let text = complaint(&error, Language::Chinese);
        assert!(text.contains("没有“--formt”这个选项") && text.contains("--format"), "{text}");
    }
}
