//! Layouts of forms beyond the plain one, and what no record takes of a table.

use guiju::extract::extract;
use guiju::fact::{FieldValue, Value};

use super::notation::{PLAN, read, submission};

/// What no record has taken: title, figures, and the columns and rows.
fn unread(text: &str) -> Vec<String> {
    let (sources, submission) = submission(text, |_| {});
    let base = extract(&PLAN, &submission);
    let told = base.unread_tables.iter().map(|table| {
        let parts = table
            .parts
            .iter()
            .map(|part| format!(" {}{}={}", if part.is_column { "列" } else { "行" }, part.name, part.figures));
        format!("{} {}@{}{}", table.title, table.figures, sources.slice(table.span), parts.collect::<String>())
    });
    told.collect()
}

#[test]
fn points_in_percent_are_points_where_the_scores_stay_below_them() {
    let table = "
        | 三级指标 | 权重（%） | 得分 |
        | 巡查次数 | 10 | 9 |
        | 整改率 | 90% | 82 |";
    assert_eq!(
        read(table),
        "indicator: name=巡查次数 weight=10⇒10分 score=9⇒9分\nindicator: name=整改率 weight=90⇒90分 score=82⇒82分"
    );
    let out_of_a_hundred = "
        | 三级指标 | 权重（%） | 得分 |
        | 巡查次数 | 10 | 90 |
        | 整改率 | 90% | 95 |";
    assert_eq!(
        read(out_of_a_hundred),
        "indicator: name=巡查次数 weight=？不是：10 score=90⇒90分\nindicator: name=整改率 weight=？不是：90% score=95⇒95分"
    );
    let printed = "
        | 三级指标 | 分值（分） | 得分 |
        | 整改率 | 40% | 9 |";
    assert_eq!(read(printed), "indicator: name=整改率 weight=？不是：40% score=9⇒9分");
}

#[test]
fn points_before_the_column_that_names_the_rows_are_those_of_a_class() {
    let table = "
        | 一级指标 | 分值 | 得分 | 三级指标 | 分值 | 得分 |
        | 产出 | 60 | 58 | 巡查次数 | 40 | 39 |
        | ^ | ^ | ^ | 整改率 | 20 | 19 |";
    assert_eq!(
        read(table),
        "indicator: level1=产出 name=巡查次数 weight=40⇒40分 score=39⇒39分\n\
         indicator: level1=产出 name=整改率 weight=20⇒20分 score=19⇒19分"
    );
}

#[test]
fn a_header_may_say_the_points_of_its_score() {
    let table = "
        | 项目资金（万元） | 全年预算数 | 全年执行数 | 执行率 | 得分（20分×执行率） |
        | 年度资金总额 | 100 | 76.5 | 76.5% | 15.3 |
        | 财政拨款 | 100 | 76.5 | 76.5% | |";
    assert_eq!(
        read(table),
        "completion: subject=年度资金总额 base=100⇒100万元 actual=76.5⇒76.5万元 rate=76.5% weight=20分 score=15.3⇒15.3分\n\
         completion: subject=财政拨款 base=100⇒100万元 actual=76.5⇒76.5万元 rate=76.5% score=空\n\
         funding: total=100⇒100万元 grant=100⇒100万元\n\
         funding: total=76.5⇒76.5万元 grant=76.5⇒76.5万元"
    );
}

#[test]
fn headers_of_three_rows_are_told_apart_by_what_stands_above_them() {
    let table = "
        单位：万元
        | 序号 | 项目名称 | 资金情况 | | | |
        | | | 年初 | 全年 | 全年 | |
        | | | 预算数 | 预算数 | 执行数 | 执行率（%） |
        | 1 | 道路养护 | 100 | 120 | 114 | 95 |";
    assert_eq!(read(table), "completion: subject=道路养护 base=120⇒120万元 actual=114⇒114万元 rate=95⇒95%");
}

#[test]
fn sources_side_by_side_are_read_by_row_and_an_unknown_one_leaves_them_open() {
    let table = "
        单位：万元
        | 名称 | 年度资金总额 | 财政拨款 | 上年结转资金 |
        | 预算数 | 100 | 80 | 20 |
        | 执行数 | 90 | 70 | 20 |
        | 执行率 | 90% | 87.5% | 100% |";
    assert_eq!(
        read(table),
        "funding: total=100⇒100万元 grant=80⇒80万元 carried=20⇒20万元\n\
         funding: total=90⇒90万元 grant=70⇒70万元 carried=20⇒20万元"
    );
    let other = table.replace("| 上年结转资金 |", "| 上年结转资金 | 捐赠 |").replace("| 20 |", "| 20 | 5 |");
    assert_eq!(read(&other), "");
}

#[test]
fn a_target_may_stand_in_three_cells() {
    let table = "
        | 三级指标 | 指标性质 | 年度指标值 | 计量单位 | 实际完成值 | 分值 | 得分 |
        | 满意度 | ≥ | 95 | % | 96.5 | 10 | 10 |
        | 场次 | = | 12 | 场 | 12场 | 10 | 10 |
        | 成效 | 定性 | 明显提升 | 无 | 明显提升 | 10 | 10 |";
    let (_, submission) = submission(table, |_| {});
    let base = extract(&PLAN, &submission);
    let targets: Vec<String> = base
        .facts
        .iter()
        .flatten()
        .flat_map(|fact| fact.readings[0].values().cloned().collect::<Vec<_>>())
        .filter_map(|value| match value {
            FieldValue::Value(Value::Target(target)) => {
                let limit = target.limit.as_ref().map(|(limit, figure)| format!(" {limit:?} {}", figure.printed()));
                Some(format!("{}{}", target.words.as_str(), limit.unwrap_or_default()))
            }
            _ => None,
        })
        .collect();
    assert_eq!(
        targets,
        ["≥95% AtLeast 95%", "96.5% Exactly 96.5%", "12场 Exactly 12场", "12场 Exactly 12场", "明显提升", "明显提升"]
    );
}

#[test]
fn tables_that_no_record_takes_are_told_with_their_figures() {
    let table = "
        收入明细表
        单位：万元
        | 序号 | 来源 | 上年 | 本年 | 增减率 | 联系电话 |
        | 1 | 补助 | 12.5 | 13.2 | -5.6% | 13800138000 |
        | 2 | 其他 | 3 | 4 | 33.33% | 13800138001 |

        | 单位 | 负责人 | 日期 |
        | 文化馆 | 张某 | 2023年3月 |

        | 年份 | 场次 |
        | 2022 | 12场 |";
    assert_eq!(unread(table), ["收入明细表 6@序号", "年份 | 场次 | 2022 | 12场 1@年份"]);
}

#[test]
fn of_a_table_read_in_part_the_columns_and_rows_left_are_told() {
    let table = "
        | 项目资金（万元） | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 |
        | 1 | 2 | 3 | 4 | 5 | 6 | 7 |
        | 年度资金总额 | 90 | 100 | 76.37 | 10 | 76.37% | 7.64 |
        | 其中：财政拨款 | 90 | 100 | 76.37 | — | 76.37% | — |
        | 上级奖补 | 5 | 6 | | | | |
        | 一级指标 | 三级指标 | 分值 | 得分 |
        | 履职 | | 50 | 48 |
        | | 场次 | 50 | 48 |";
    assert_eq!(
        unread(table),
        ["项目资金（万元） | 年初预算数 | 全年预算数 | 全年执行数 6@90 列年初预算数=3 行上级奖补=1 行履职=2"]
    );
    let whole = "
        | 三级指标 | 分值 | 得分 |
        | 场次 | 50 | 48 |";
    assert!(unread(whole).is_empty());
}
