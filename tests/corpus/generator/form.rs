//! The table of indicators with its points, and the evaluation data as YAML.

use super::draft::{Draft, Filler, Line, Role};
use super::unit::Unit;

const HEAD: [&str; 8] =
    ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"];

const ROWS: [[&str; 8]; 8] = [
    ["产出指标", "数量指标", "{noun0}数量", "≥{aim0}{unit0}", "{done0}{unit0}", "20", "{full20}", "无"],
    ["产出指标", "数量指标", "{noun1}数量", "≥{aim1}{unit1}", "{done1}{unit1}", "15", "{full15}", "无"],
    ["产出指标", "数量指标", "{noun2}数量", "≥{aim2}{unit2}", "{done2}{unit2}", "15", "15", "无"],
    ["效益指标", "社会效益指标", "服务覆盖乡镇数", "≥4个", "5个", "15", "15", "无"],
    ["效益指标", "可持续影响指标", "长效管理制度", "健全", "健全", "15", "15", "无"],
    ["满意度指标", "服务对象满意度指标", "服务对象满意度", "≥90%", "{pleased_rate}", "10", "10", "无"],
    ["预算执行率", "预算执行率", "预算执行率", "100%", "{rate}", "10", "{rate_points}", "{reason}"],
    ["总分", "", "", "", "", "100", "{score}", ""],
];

/// The table, its head first.
pub(crate) fn table(filler: &mut Filler<'_>, _unit: &Unit) -> Vec<Vec<Line>> {
    let is_spaced = std::mem::replace(&mut filler.is_spaced, false);
    let mut rows = vec![HEAD.map(|cell| filler.line(Role::Body, "form", cell)).to_vec()];
    rows.extend(ROWS.map(|row| row.map(|cell| filler.line(Role::Body, "form", cell)).to_vec()));
    filler.is_spaced = is_spaced;
    rows
}

const DATA: [&str; 28] = [
    "# 与报告一并提交的评价数据",
    "部门: {unit}",
    "年度: {year}",
    "报告类别: {kind}",
    "自评得分: {score}",
    "自评等级: {grade}",
    "执行情况:",
    "  - 对象: {subject}",
    "    完成数: {spent}",
    "    预算数: {budget}",
    "    完成率: {rate}",
    "指标:",
    "  - 一级指标: 产出指标",
    "    三级指标: {noun0}数量",
    "    目标值: ≥{aim0}{unit0}",
    "    完成值: {done0}{unit0}",
    "    分值: 20",
    "    得分: {full20}",
    "  - 一级指标: 产出指标",
    "    三级指标: {noun1}数量",
    "    目标值: ≥{aim1}{unit1}",
    "    完成值: {done1}{unit1}",
    "    分值: 15",
    "    得分: {full15}",
    "  - 一级指标: 满意度指标",
    "    三级指标: 服务对象满意度",
    "    目标值: ≥90%",
    "    完成值: {pleased_rate}",
];

const WHOLE: [&str; 9] = [
    "支出构成:",
    "  总支出: {spent}",
    "  基本支出: {basic}",
    "  项目支出: {project}",
    "三公经费:",
    "  三公经费: {official}",
    "  因公出国费: {abroad}",
    "  公务用车费: {car}",
    "  公务接待费: {reception}",
];

/// The data of a report; that of a whole unit has more.
pub(crate) fn data(filler: &mut Filler<'_>, is_whole: bool) -> Draft {
    let is_spaced = std::mem::replace(&mut filler.is_spaced, false);
    let mut draft = Draft::default();
    for line in DATA.iter().chain(if is_whole { &WHOLE[..] } else { &[] }) {
        draft.line(filler.line(Role::Body, "data", line));
    }
    filler.is_spaced = is_spaced;
    draft
}
