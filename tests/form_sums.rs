//! The sums of a project's form: the same in Markdown, plain text and CSV, and those that a reader adds up.

#![expect(clippy::expect_used, reason = "a test that cannot go on may panic")]

use guiju::engine::{CompiledPack, Engine, Input, Settings};
use guiju::read::Limits;

const REPORT: &str = "某市园林中心部门整体支出绩效自评报告\n\n经综合自评，我单位绩效自评得分为94.52分，等级为优。\n";

/// A form: its head, its block of funds under these two headers, its indicators with the points of the first, its total.
fn form(points_header: &str, first: &str, total: (&str, &str)) -> Vec<Vec<String>> {
    let rows = [
        "项目名称,绿地改造,,,,,".to_owned(),
        "主管部门,某市园林局,,实施单位,某市园林中心,,".to_owned(),
        format!("项目资金（万元）,年初预算数,全年预算数（A）,全年执行数（B）,{points_header},执行率（B/A）,得分"),
        "年度资金总额,100.00,100.00,96.60,10,96.60%,9.66".to_owned(),
        "其中：当年财政拨款,100.00,100.00,96.60,—,96.60%,—".to_owned(),
        "一级指标,二级指标,三级指标,年度指标值,实际完成值,分值,得分".to_owned(),
        format!("产出指标,数量指标,改造绿地,≥12处,13处,{first},45"),
        "效益指标,社会效益指标,服务居民,≥3000人,3100人,30,30".to_owned(),
        "满意度指标,满意度,居民满意度,≥90%,88%,10,8.33".to_owned(),
        format!("总分,,,,,{},{}", total.0, total.1),
    ];
    rows.iter().map(|row| row.split(',').map(str::to_owned).collect()).collect()
}

/// The form as files: in the report and beside it.
fn files(form: &[Vec<String>]) -> Vec<Vec<(&'static str, String)>> {
    let lines = |part: &str| form.iter().map(|row| row.join(part)).collect::<Vec<_>>();
    let mut table: Vec<String> = lines(" | ").iter().map(|row| format!("| {row} |")).collect();
    table.insert(1, "|--|--|--|--|--|--|--|".to_owned());
    let titled = |table: &str| format!("{REPORT}\n项目支出绩效自评表\n\n{table}\n");
    vec![
        vec![("报告.md", titled(&table.join("\n")))],
        vec![("报告.txt", titled(&lines("\t").join("\n")))],
        vec![("报告.txt", REPORT.to_owned()), ("自评表.csv", lines(",").join("\n"))],
    ]
}

/// What the checks say of a form in each format.
fn said(form: &[Vec<String>]) -> Vec<Vec<String>> {
    let codes = ["C01f", "C02f", "C02g", "C19"].map(str::to_owned);
    let settings = Settings { rules: codes.to_vec(), ..Settings::default() };
    let pack: CompiledPack = Engine::embedded().compile("national", &settings).expect("the shipped packs are right");
    let of = |files: &Vec<(&'static str, String)>| {
        let inputs = files.iter().map(|(name, text)| Input::new(*name, text.as_str())).collect();
        let review = pack.check("自评", inputs, &Limits::default()).review.expect("the files can be read");
        review.findings.iter().map(|it| format!("{} {}", it.code, it.message.zh)).collect()
    };
    files(form).iter().map(of).collect()
}

fn everywhere(words: &[&str]) -> Vec<Vec<String>> {
    vec![words.iter().map(|it| (*it).to_owned()).collect(); 3]
}

#[test]
fn the_total_of_a_project_is_not_that_of_the_department() {
    assert_eq!(said(&form("分值", "50", ("100", "92.99"))), everywhere(&[]));
}

#[test]
fn the_points_and_the_score_of_execution_belong_to_the_sums() {
    let one = |words: &str| everywhere(&[words]);
    assert_eq!(said(&form("分值", "45", ("100", "92.99"))), one("C02f 各项分值合计为 95分，应为 100分，请核实"));
    let points = "C02g 各项分值之和为 100分，总分行的分值写为 98分，请核实";
    assert_eq!(said(&form("分值", "50", ("98", "92.99"))), one(points));
    let score = "C01f 各项得分之和为 92.99分，总分行写为 93.99分，请核实";
    assert_eq!(said(&form("分值", "50", ("100", "93.99"))), one(score));
}

#[test]
fn nothing_is_said_of_sums_where_the_points_of_execution_cannot_be_told() {
    assert_eq!(said(&form("备注", "45", ("100", "92.99"))), everywhere(&[]));
    assert_eq!(said(&form("备注", "50", ("100", "93.99"))), everywhere(&[]));
}
