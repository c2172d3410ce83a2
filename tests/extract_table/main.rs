//! Tables to facts, at the door of `extract`: a table as text goes in, a line for each fact comes out.

#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops where what it needs is missing"
)]

mod layouts;
mod notation;

use std::time::{Duration, Instant};

use guiju::engine::{Engine, Input, Settings};
use guiju::extract::extract;
use guiju::fact::{FactBase, Standing};
use guiju::read::Limits;

use proptest::prelude::*;

use notation::{PLAN, read, submission};

#[test]
fn a_form_with_funds_indicators_and_total() {
    let form = "
        | 项目资金（万元） |              | 年初预算数 | 全年预算数（A） | 全年执行数（B） | 分值 | 执行率（B/A） | 得分 |
        | ^                | 年度资金总额 | 520        | 500             | 482.5           | 10   | 96.5%         | 9.65 |
        | ^                | 其中：当年财政拨款 | 490  | 470             | 452.5           | —    | 96.28%        | —    |
        | ^                | 上年结转资金 | 30         | 30              | 30              | —    | 100%          | —    |
        | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施 |
        | 产出指标 | 数量指标 | 新建公厕 | ≥12座 | 13座 | 30 | 30 | |
        | ^        | ^        | 改造公厕 | ≥100座 | 96座 | 20 | 19.2 | 两座选址调整 |
        | 满意度指标 | 满意度 | 居民满意度 | ≥90% | 93% | 40 | 40 | |
        | 总分 | < | < | < | < | 100 | 98.85 | |";
    assert_eq!(
        read(form),
        "indicator: level1=产出指标 level2=数量指标 name=新建公厕 target=≥12座 actual=13座 weight=30⇒30分 score=30⇒30分 reason=空\n\
         indicator: level1=产出指标 level2=数量指标 name=改造公厕 target=≥100座 actual=96座 weight=20⇒20分 score=19.2⇒19.2分 reason=两座选址调整\n\
         indicator: level1=满意度指标 level2=满意度 name=居民满意度 target=≥90% actual=93% weight=40⇒40分 score=40⇒40分 reason=空\n\
         completion: subject=年度资金总额 base=500⇒500万元 actual=482.5⇒482.5万元 rate=96.5% weight=10⇒10分 score=9.65⇒9.65分\n\
         completion: subject=其中：当年财政拨款 base=470⇒470万元 actual=452.5⇒452.5万元 rate=96.28% weight=空 score=空\n\
         completion: subject=上年结转资金 base=30⇒30万元 actual=30⇒30万元 rate=100% weight=空 score=空\n\
         funding: total=520⇒520万元 grant=490⇒490万元 carried=30⇒30万元\n\
         funding: total=500⇒500万元 grant=470⇒470万元 carried=30⇒30万元\n\
         funding: total=482.5⇒482.5万元 grant=452.5⇒452.5万元 carried=30⇒30万元\n\
         total: name=总分 weight=100⇒100分 score=98.85⇒98.85分"
    );
}

#[test]
fn empty_classes_stand_for_the_ones_above_and_class_rows_are_no_indicators() {
    let table = "
        | 一级指标 | 二级指标 | 三级指标 | 权重 | 自评得分 |
        | 履职效能 |          |          | 50   | 48       |
        |          | 产出     |          | 30   | 29       |
        |          |          | 培训期数 | 20   | 20       |
        |          |          | 培训人次 | 10   | 9        |
        |          | 效益     | 知晓率   | 20   | 19       |
        | 预算执行率 |        |          | 10   | 9.2      |
        | 管理效率 | 采购     | 采购合规 | 40   | 40       |
        | 合　计   |          |          | 100  | 97.2     |
        | 说明     | 本表由财务科填报 |   |      |          |";
    assert_eq!(
        read(table),
        "indicator: level1=履职效能 level2=产出 name=培训期数 weight=20⇒20分 score=20⇒20分\n\
         indicator: level1=履职效能 level2=产出 name=培训人次 weight=10⇒10分 score=9⇒9分\n\
         indicator: level1=履职效能 level2=效益 name=知晓率 weight=20⇒20分 score=19⇒19分\n\
         indicator: level1=预算执行率 level2=空 name=空 weight=10⇒10分 score=9.2⇒9.2分\n\
         indicator: level1=管理效率 level2=采购 name=采购合规 weight=40⇒40分 score=40⇒40分\n\
         total: name=空 weight=空 score=97.2⇒97.2分"
            .replace(" weight=空 score=97.2", " score=97.2")
    );
}

#[test]
fn a_table_of_two_levels_names_its_rows_by_the_second() {
    let table = "
        | 一级指标 | 二级指标 | 分值 | 得分 |
        | 产出     | 数量     | 60   | 58   |
        |          | 质量     | 40   | 40   |";
    assert_eq!(
        read(table),
        "indicator: level1=产出 name=数量 weight=60⇒60分 score=58⇒58分\n\
         indicator: level1=产出 name=质量 weight=40⇒40分 score=40⇒40分"
    );
}

#[test]
fn headers_of_two_rows_are_one() {
    let table = "
        单位：元
        | 项目名称 | 资金情况 | < | < | 备注 |
        | ^        | 全年预算数 | 执行数 | 执行率（%） | ^ |
        | 1 | 2 | 3 | 4 | 5 |
        | 甲项目 | 2,000 | 1,500.00 | 75 | |
        | 合计 | 2,000 | 1,500.00 | 75 | |";
    assert_eq!(read(table), "completion: subject=甲项目 base=2,000⇒2000元 actual=1,500.00⇒1500.00元 rate=75⇒75%");
    let unmerged = "
        | 三级指标 | 目标 | 自评 |      |
        |          | 年度指标值 | 分值 | 得分 |
        | 巡查次数 | 30次 | 10 | 9 |";
    assert_eq!(read(unmerged), "indicator: name=巡查次数 target=30次 weight=10⇒10分 score=9⇒9分");
}

#[test]
fn of_two_columns_for_a_field_the_first_word_counts_and_equals_are_in_doubt() {
    let table = "
        | 三级指标 | 分值 | 得分 | 得分 |
        | 巡查次数 | 10 | 9 | 8 |";
    assert_eq!(read(table), "indicator: name=巡查次数 weight=10⇒10分 score=？有几列同名，不知取哪一列：9");
    let named = "
        | 三级指标 | 分值 | 复核 | 自评 | < |
        | ^ | ^ | 自评得分 | 得分 | 依据 |
        | 巡查次数 | 10 | 9 | 8 | 台账 |";
    assert_eq!(read(named), "indicator: name=巡查次数 weight=10⇒10分 score=8⇒8分");
}

#[test]
fn a_money_unit_is_never_guessed() {
    let rows = "
        | 项目 | 预算数 | 执行数 | 执行率 |
        | 甲 | 100 | 90 | 90% |
        | 乙 | 100万元 | 90万元 | 90 |";
    assert_eq!(
        read(rows),
        "completion: subject=甲 base=？未写明金额单位：100 actual=？未写明金额单位：90 rate=90%\n\
         completion: subject=乙 base=100万元 actual=90万元 rate=？不是：90"
    );
    let captioned = format!("填报单位：元坝区文化馆\n单位：万元\n{}", rows.replace("预算数", "预算数（元）"));
    assert_eq!(
        read(&captioned).lines().next(),
        Some("completion: subject=甲 base=100⇒100元 actual=90⇒90万元 rate=90%")
    );
}

#[test]
fn hidden_failed_and_shared_cells_are_unread() {
    let table = "
        | 三级指标 | 年度指标值 | 分值 | 得分 |
        | 甲指标 | ~5次 | 10 | !#DIV/0! |
        | 乙指标 | 6次 | 20 | 20 |
        | 丙指标 | 7次 | ^ | ^ |
        | 丁指标 | ~ | / | 无 |";
    assert_eq!(
        read(table),
        "indicator: name=甲指标 target=？单元格是隐藏的：5次 weight=10⇒10分 score=？公式出错：#DIV/0!\n\
         indicator: name=乙指标 target=6次 weight=？合并单元格，不知属于哪一格：20 score=？合并单元格，不知属于哪一格：20\n\
         indicator: name=丙指标 target=7次 weight=？合并单元格，不知属于哪一格：20 score=？合并单元格，不知属于哪一格：20\n\
         indicator: name=丁指标 target=空 weight=空 score=空"
    );
}

#[test]
fn rows_of_words_between_blocks_and_figures_over_several_columns() {
    let table = "
        | 项目资金（万元） | < | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 |
        | 年度资金总额 | < | 380 | 352.64 | 10 | 92.8% | 9.28 |
        | 其他资金 | < | 20 | 20 | 5 | 100% | < |
        | 年度总体目标 | 预期目标 | < | < | 实际完成情况 | < | < |
        | ^ | 新建公园12处 | < | < | 新建公园13处 | < | < |
        | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
        | 产出 | 数量 | 新建公园 | ≥12处 | 13处 | 20 | < |";
    assert_eq!(
        read(table),
        "indicator: level1=产出 level2=数量 name=新建公园 target=≥12处 actual=13处 \
         weight=？合并单元格，不知属于哪一格：20 score=？合并单元格，不知属于哪一格：20\n\
         completion: subject=年度资金总额 base=380⇒380万元 actual=352.64⇒352.64万元 rate=92.8% weight=10⇒10分 score=9.28⇒9.28分\n\
         completion: subject=其他资金 base=20⇒20万元 actual=20⇒20万元 rate=？合并单元格，不知属于哪一格：100% weight=5⇒5分 \
         score=？不是：100%"
    );
}

#[test]
fn tables_that_evaluate_nothing_are_left_alone() {
    for table in [
        "| 姓名 | 分值 | 得分 |\n| 张三 | 100 | 95 |",
        "| 部门名称 | 姓名 | 职务 |\n| 办公室 | 李四 | 主任 |",
        "| 时间 | 三级指标工作会 | 地点 |\n| 3月 | 得分核对 | 三楼 |",
        "| 三级指标 | 说明 |\n| 巡查次数 | 全年开展 |",
        "| 自评得分 | 扣分原因 |\n| 95 | 无 |",
    ] {
        assert_eq!(read(table), "", "{table}");
    }
}

#[test]
fn words_and_values_side_by_side() {
    let table = "
        | 部门名称 | 滨江区文化馆 | 评价年度 | 2023年度 |
        | 预算总额（万元） | 520.5 | 自评得分 | |
        | 联系人 | 张三 | 部门名称 | 另一处 |";
    assert_eq!(read(table), "basics: department=滨江区文化馆 year=2023年度 budget=520.5⇒520.5万元");
    let by_default = "| 预算总额 | 5000 | 评价年度 | 2023 |";
    assert_eq!(read(by_default), "basics: year=2023 budget=5000⇒5000元");
}

#[test]
fn a_row_that_is_not_known_leaves_the_sum_open() {
    let table = "
        单位：万元
        | 年度资金总额 | 100 |
        | 当年财政拨款 | 80 |
        | 单位资金 | 20 |";
    assert_eq!(read(table), "");
    assert_eq!(
        read(&table.replace("单位资金", "上年结转资金")),
        "funding: total=100⇒100万元 grant=80⇒80万元 carried=20⇒20万元"
    );
}

/// The numbers of the tables that facts of the first record belong to.
fn numbers(base: &FactBase) -> Vec<Option<u32>> {
    base.of(PLAN.record_named("indicator").expect("declared")).iter().map(|fact| fact.context.table).collect()
}

#[test]
fn a_table_cut_by_a_page_is_one_and_two_tables_are_two() {
    let head = "| 一级指标 | 三级指标 | 分值 | 得分 |\n";
    let first = "| 产出 | 甲指标 | 50 | 50 |\n";
    let second = "|  | 乙指标 | 50 | 50 |\n";
    let cut = format!("表1\n{head}{first}\n{head}{second}\n{second}");
    assert_eq!(numbers(&extract(&PLAN, &submission(&cut, |_| {}).1)), [Some(1), Some(1), Some(1)]);
    assert!(read(&cut).lines().all(|line| line.starts_with("indicator: level1=产出 name=")), "{}", read(&cut));
    let two = format!("表1\n{head}{first}\n表2\n{head}{second}");
    assert_eq!(numbers(&extract(&PLAN, &submission(&two, |_| {}).1)), [Some(1), Some(2)]);
    let stacked = format!("{head}{first}| 总分 | | 50 | 50 |\n{head}{first}{first}| 总分 | | 100 | 100 |\n");
    assert_eq!(numbers(&extract(&PLAN, &submission(&stacked, |_| {}).1)), [Some(1), Some(2), Some(2)]);
    let again = format!("{head}{first}{head}{first}| 总分 | | 100 | 100 |\n");
    assert_eq!(numbers(&extract(&PLAN, &submission(&again, |_| {}).1)), [Some(1), Some(1)]);
    let closed = format!("{head}{first}| 总分 | | 50 | 50 |\n\n{head}{first}");
    assert_eq!(numbers(&extract(&PLAN, &submission(&closed, |_| {}).1)), [Some(1), Some(2)]);
}

#[test]
fn what_is_read_from_a_guessed_table_is_guessed() {
    let (_, submission) = submission("| 三级指标 | 分值 |\n| 甲指标 | 5 |", |table| table.is_guessed = true);
    let base = extract(&PLAN, &submission);
    let facts = base.of(PLAN.record_named("indicator").expect("declared"));
    assert_eq!(facts.iter().map(|fact| fact.readings[0].standing).collect::<Vec<_>>(), [Standing::Guessed]);
    assert!(base.has_tables && !base.has_data);
}

#[test]
fn a_table_stated_as_data_too_is_not_added_twice() {
    let rows = [("培训期数", "50", "48"), ("培训人次", "40", "38"), ("学员满意度", "10", "9.5")];
    let table: String = rows.iter().map(|(name, weight, score)| format!("| {name} | {weight} | {score} |\n")).collect();
    let table = format!("| 三级指标 | 分值 | 得分 |\n{table}| 总分 | 100 | 95.5 |\n");
    let list = rows.iter().map(|(name, weight, score)| {
        format!("  - {{三级指标: {name}, 分值: {weight}, 得分: {score}, 偏差原因: {name}受台风影响}}\n")
    });
    let data = format!("自评得分: 95.5\n指标:\n{}", list.collect::<String>());
    let pack = Engine::embedded().compile("national", &Settings::default()).expect("the shipped packs are right");
    let found = |table: &str, data: &str| -> Vec<String> {
        let files = vec![Input::new("自评表.txt", table), Input::new("数据.yaml", data)];
        let review = pack.check("材料", files, &Limits::default()).review.expect("both can be read");
        review.findings.iter().map(|finding| finding.code.clone()).collect()
    };
    assert_eq!(found(&table, &data), Vec::<String>::new());
    assert_eq!(found(&table.replace("95.5 |", "96.5 |"), &data), ["C01f"]);
    assert_eq!(found(&table, &data.replace("自评得分: 95.5", "自评得分: 94.5")), ["C01"]);
    assert_eq!(found(&table.replace("| 40 |", "| 45 |"), &data), ["C02f"]);
}

/// What may stand in a cell: headers, labels, classes, totals, figures, merges, states.
const CELLS: &[&str] = &[
    "一级指标",
    "二级指标",
    "三级指标",
    "年度指标值",
    "实际完成值",
    "分值",
    "得分",
    "自评",
    "扣分原因",
    "项目资金（万元）",
    "全年预算数（A）",
    "全年执行数（元）",
    "执行率（%）",
    "年度资金总额",
    "当年财政拨款",
    "上年结转资金",
    "部门名称",
    "评价年度",
    "预算总额",
    "自评得分",
    "总分",
    "合计",
    "小计",
    "产出指标",
    "新建公厕",
    "≥100座",
    "96%",
    "10",
    "9.5",
    "2023",
    "1,200.50",
    "/",
    "",
    "",
    "",
    "~5",
    "!#REF!",
    "单位：万元",
    "^",
    "^",
    "<",
    "<",
    "其中：",
    "（",
    "】1",
];

proptest! {
    /// Every table has an answer: every value stands in its own source, and figures keep the digits that stand there.
    #[test]
    fn any_table_is_read(
        columns in 1_usize..8,
        heads in prop::collection::vec(0..CELLS.len(), 0..40),
        cells in prop::collection::vec(0..CELLS.len(), 1..80),
        cut in 1_usize..12,
    ) {
        let mut text = String::new();
        for (number, row) in heads.chunks(columns).chain(cells.chunks(columns)).enumerate() {
            let is_first = number % cut == 0;
            if is_first {
                text.push('\n');
            }
            for (column, cell) in row.iter().map(|cell| CELLS[*cell]).chain(vec![""; columns - row.len()]).enumerate() {
                let is_merge = cell == "^" && is_first || cell == "<" && column == 0;
                text.push_str("| ");
                text.push_str(if is_merge { "" } else { cell });
                text.push(' ');
            }
            text.push_str("|\n");
        }
        for line in read(&text).lines() {
            for (told, means) in line.split(' ').filter_map(|value| value.split_once('⇒')) {
                let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
                let told = told.rsplit('=').next().unwrap_or("");
                prop_assert_eq!(digits(told), digits(means), "{}", line);
            }
        }
    }
}

#[test]
fn large_tables_take_time_in_proportion() {
    let wide = |columns: usize| {
        let row = |word: &str| format!("|{}\n", format!("{word}|").repeat(columns));
        row("得分") + &row("三级指标") + &row("5")
    };
    let long = |rows: usize| "| 三级指标 | 分值 | 得分 |\n".to_owned() + &"| 甲 | 5 | 5 |\n".repeat(rows);
    let headers = |rows: usize| "| 三级指标 | 分值 | 得分 |\n".repeat(rows);
    let labels = |rows: usize| "| 年度资金总额 | 5万元 |\n| 财政拨款 | 5万元 |\n".repeat(rows);
    let makers: [(&dyn Fn(usize) -> String, usize); 4] =
        [(&wide, 50_000), (&long, 50_000), (&headers, 25_000), (&labels, 25_000)];
    for (make, size) in makers {
        let time = |size: usize| {
            let (_, submission) = submission(&make(size), |_| {});
            let start = Instant::now();
            let base = extract(&PLAN, &submission);
            drop(base);
            start.elapsed()
        };
        let (small, large) = (time(size / 4).max(Duration::from_millis(20)), time(size));
        assert!(large < small * 16, "{small:?} for a quarter, {large:?} for the whole");
    }
}
