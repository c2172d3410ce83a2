//! The columns of the sheets.

use crate::diagnostic::Severity;
use crate::reporter::Look;

use super::table::{Column, Tone};

/// What may become of a finding; the first to begin with.
pub(super) const STATUS: [(&str, &str); 3] =
    [("待核实", "to verify"), ("已改正", "corrected"), ("不采纳", "not accepted")];

/// Of the submissions.
pub(super) fn overview(look: &Look, with_waivers: bool, is_compared: bool) -> Vec<Column> {
    let graves = [Severity::Error, Severity::Warning, Severity::Note].map(|one| look.say(&one.wording()));
    let [errors, warnings, notes] = graves;
    let mut columns = vec![
        Column::text(look.choose("单位", "Unit"), 34),
        Column::number(look.choose("年度", "Year"), 8),
        Column::number(&errors, 9).colored(Tone::Bad),
        Column::number(&warnings, 9).colored(Tone::Doubtful),
        Column::number(&notes, 9),
    ];
    columns.extend(with_waivers.then(|| Column::number(look.choose("豁免", "waived"), 9)));
    columns.push(Column::number(look.choose("未评估", "not evaluated"), 14));
    if is_compared {
        columns.push(Column::number(look.choose("新增", "new"), 9).colored(Tone::Doubtful));
        columns.push(Column::number(look.choose("已消除", "fixed"), 9));
    }
    columns.extend([
        Column::text(look.choose("状态", "State"), 12)
            .marked(look.choose("无法读取", "unreadable"), Tone::Bad)
            .marked(look.choose("未检查完", "not finished"), Tone::Bad),
        Column::text(look.choose("原因", "Reason"), 60),
    ]);
    columns
}

/// Of the findings.
pub(super) fn findings(look: &Look, is_compared: bool) -> Vec<Column> {
    let grave = |severity: Severity| look.say(&severity.wording());
    let status = STATUS.map(|(zh, en)| look.choose(zh, en));
    let mut columns = vec![
        Column::number(look.choose("序号", "No."), 7),
        Column::text(look.choose("单位", "Unit"), 24),
        Column::text(look.choose("级别", "Severity"), 9)
            .marked(&grave(Severity::Error), Tone::Bad)
            .marked(&grave(Severity::Warning), Tone::Doubtful)
            .marked(&grave(Severity::Note), Tone::Calm),
        Column::text(look.choose("代码", "Code"), 8),
        Column::text(look.choose("规则", "Rule"), 20),
        Column::text(look.choose("位置", "Place"), 22),
        Column::text(look.choose("原文", "Quoted"), 28),
        Column::text(look.choose("问题", "Finding"), 42),
        Column::text(look.choose("复算", "Recomputed"), 36),
        Column::text(look.choose("依据", "Basis"), 26),
    ];
    columns.extend(is_compared.then(|| {
        let (new, old) = (change(look, true), change(look, false));
        Column::text(look.choose("对比", "Compared"), 11).marked(new, Tone::Doubtful).marked(old, Tone::Faint)
    }));
    columns.extend([
        Column::text(look.choose("处理情况", "Status"), 13)
            .chosen(&status)
            .marked(status[1], Tone::Good)
            .marked(status[2], Tone::Faint),
        Column::text(look.choose("备注", "Remark"), 26),
    ]);
    columns
}

/// Of the rules.
pub(super) fn rules(look: &Look) -> Vec<Column> {
    vec![
        Column::text(look.choose("代码", "Code"), 9),
        Column::text(look.choose("规则", "Rule"), 44),
        Column::number(look.choose("问题数", "Findings"), 11),
        Column::number(look.choose("材料数", "Submissions"), 13),
    ]
}

/// Of what could not be checked.
pub(super) fn open(look: &Look) -> Vec<Column> {
    vec![
        Column::text(look.choose("单位", "Unit"), 34),
        Column::text(look.choose("代码", "Code"), 20),
        Column::text(look.choose("位置", "Place"), 28),
        Column::text(look.choose("原因", "Reason"), 70),
    ]
}

/// Of what is waived.
pub(super) fn waived(look: &Look) -> Vec<Column> {
    vec![
        Column::text(look.choose("单位", "Unit"), 28),
        Column::text(look.choose("代码", "Code"), 8),
        Column::text(look.choose("问题", "Finding"), 52),
        Column::text(look.choose("位置", "Place"), 24),
        Column::text(look.choose("理由", "Reason"), 44),
        Column::text(look.choose("批准人", "Approved by"), 22),
        Column::text(look.choose("有效期", "Until"), 12),
    ]
}

/// Of findings of an earlier review that are none any more.
pub(super) fn fixed(look: &Look) -> Vec<Column> {
    vec![
        Column::text(look.choose("单位", "Unit"), 28),
        Column::text(look.choose("代码", "Code"), 8),
        Column::text(look.choose("问题", "Finding"), 52),
        Column::text(look.choose("位置", "Place"), 30),
        Column::text(look.choose("当时的原文", "Words of then"), 44),
    ]
}

/// Of the proof sheet.
pub(super) fn proof(look: &Look) -> Vec<Column> {
    vec![
        Column::text(look.choose("单位", "Unit"), 28),
        Column::text(look.choose("代码", "Code"), 8),
        Column::text(look.choose("规则", "Rule"), 32),
        Column::text(look.choose("结果", "Outcome"), 14)
            .marked(outcome(look, true), Tone::Good)
            .marked(outcome(look, false), Tone::Doubtful),
        Column::text(look.choose("位置", "Place"), 26),
        Column::text(look.choose("复算或原因", "Arithmetic, or reason"), 72),
    ]
}

/// Of the receipt.
pub(super) fn receipt(look: &Look) -> Vec<Column> {
    vec![
        Column::text(look.choose("单位", "Unit"), 28),
        Column::text(look.choose("项目", "What"), 12),
        Column::text(look.choose("名称", "Name"), 44),
        Column::text(look.choose("内容", "Value"), 36),
        Column::text("SHA-256", 68),
    ]
}

/// Whether a finding is new since the earlier review.
pub(super) fn change(look: &Look, is_new: bool) -> &str {
    if is_new { look.choose("新增", "new") } else { look.choose("仍有", "remaining") }
}

/// What came of a check of the proof sheet.
pub(super) fn outcome(look: &Look, holds: bool) -> &str {
    if holds { look.choose("通过", "holds") } else { look.choose("未评估", "not evaluated") }
}
