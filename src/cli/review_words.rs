//! What `guiju review` says when it cannot go on, and of what it went on from.

use std::io;
use std::path::Path;

use crate::desk::Form;
use crate::diagnostic::{Diagnostic, Wording};
use crate::reporter::Look;

use super::output;

/// A run was ended by a person.
pub(super) fn stopped() -> Diagnostic {
    Diagnostic::placeless(
        "cli::interrupted",
        Wording::new("已按要求中止，没有写出结果", "stopped as asked; no result was written"),
    )
}

/// A review was interrupted.
pub(super) fn interrupted(resume: Option<&Path>) -> Diagnostic {
    stopped().help(match resume {
        Some(path) => {
            let path = path.to_string_lossy();
            Wording::new(
                format!("已完成的部分在 {path} 中，用同样的命令（含 --resume）即可继续"),
                format!("what was done is kept in {path}; the same command with --resume goes on"),
            )
        }
        None => {
            Wording::new("下次加 --resume 文件，中止后可以继续", "with --resume FILE an interrupted review can go on")
        }
    })
}

/// A file whose ending says no form.
pub(super) fn formless(path: &Path) -> Diagnostic {
    let (name, known) = (path.to_string_lossy(), Form::ENDINGS);
    Diagnostic::placeless(
        "cli::output_form",
        Wording::new(
            format!("从扩展名看不出 {name} 要写成什么形式"),
            format!("the ending of {name} does not say in which form to write it"),
        ),
    )
    .help(Wording::new(format!("可用的扩展名：{known}"), format!("endings there are: {known}")))
}

/// A file that cannot be written where it is to be.
pub(super) fn no_place(path: &Path) -> Diagnostic {
    let name = path.to_string_lossy();
    Diagnostic::placeless(
        "cli::not_written",
        Wording::new(
            format!("{name} 写不了：所在的文件夹不存在，或它本身是文件夹"),
            format!("{name} cannot be written: its folder is not there, or it is a folder itself"),
        ),
    )
}

/// There is nothing to check.
pub(super) fn nothing_there() -> Diagnostic {
    Diagnostic::placeless("cli::empty_folder", Wording::new("没有可检查的提交材料", "there is no submission to check"))
}

/// Results cannot be kept or read back.
pub(super) fn journal_failed(path: &Path, error: &io::Error) -> Diagnostic {
    let (name, why) = (path.to_string_lossy(), output::reason(error));
    Diagnostic::placeless(
        "cli::journal",
        Wording::new(
            format!("无法保存进度（{name}）：{}", why.zh),
            format!("progress cannot be kept ({name}): {}", why.en),
        ),
    )
}

/// A file that holds no progress of a review, to go on from.
pub(super) fn no_journal(path: &Path) -> Diagnostic {
    let name = path.to_string_lossy();
    Diagnostic::placeless(
        "cli::journal",
        Wording::new(
            format!("{name} 不是审核进度文件，未予改写"),
            format!("{name} keeps no progress of a review and is left as it is"),
        ),
    )
    .help(Wording::new(
        "--resume 后应为新的文件名，或以前的 --resume 写下的文件",
        "--resume takes a new name, or a file that an earlier --resume wrote",
    ))
}

/// Standard input beside other paths.
pub(super) fn not_alone() -> Diagnostic {
    Diagnostic::placeless(
        "cli::stdin_alone",
        Wording::new("- （标准输入）只能单独给出", "- (standard input) stands alone, without other paths"),
    )
}

/// Submissions that come one after another are not known beforehand.
pub(super) fn no_cohort() -> Diagnostic {
    Diagnostic::placeless(
        "cli::stream_cohort",
        Wording::new(
            "从标准输入逐份读入时不能用 --cohort：比较之前要先读过全部材料",
            "--cohort does not go with standard input: all submissions are read before they are compared",
        ),
    )
}

/// Submissions of the year before beside lines, which are not all known when the first is checked.
pub(super) fn last_year_of_lines() -> Diagnostic {
    Diagnostic::placeless(
        "cli::last_year_of_lines",
        Wording::new("--last-year 不能与 - （标准输入）同用", "--last-year does not go with - (standard input)"),
    )
    .help(Wording::new(
        "请把上年的文件写在各行的 last_year 里",
        "name the files of the year before in each line, as last_year",
    ))
}

/// A baseline that holds no results of a review.
pub(super) fn no_results(path: &Path) -> Diagnostic {
    let name = path.to_string_lossy();
    Diagnostic::placeless(
        "cli::no_review",
        Wording::new(format!("{name} 不是审核结果"), format!("{name} is no result of a review")),
    )
    .help(Wording::new(
        "这里应为以前用 guiju review --output 写出的 .json 或 .ndjson",
        "this takes a .json or .ndjson that an earlier guiju review --output wrote",
    ))
}

/// How much was known from an earlier run.
pub(super) fn resumed(path: &Path, reused: usize, fresh: usize, look: &Look) -> String {
    let words = look.choose(
        "{name}：沿用 {n} 份已有的结果，检查 {m} 份（新的、上次未完成的，或材料、规则、选项有变化的）",
        "{name}: {n} results are taken from it, {m} submissions were checked (new, not finished, or changed since)",
    );
    words
        .replace("{name}", &crate::reporter::visible(&path.to_string_lossy()))
        .replace("{n}", &reused.to_string())
        .replace("{m}", &fresh.to_string())
}
