//! `guiju review`: many submissions, whole and interrupted.

use std::fs;
use std::path::Path;

use super::{Run, chinese, english, in_folder_with, top};

/// So many reports, every third with a fault, one file that is no text, and a folder of two files.
fn desk(count: usize) -> tempfile::TempDir {
    let report = fs::read_to_string(top().join("samples/clean/report.txt")).unwrap();
    let faulty = report.replacen("97.53%", "79.53%", 1);
    assert_ne!(report, faulty, "the sample states its rate");
    let names: Vec<String> = (0..count).map(|number| format!("材料/{number:03}.txt")).collect();
    let mut files: Vec<(&str, &[u8])> = Vec::new();
    for (number, name) in names.iter().enumerate() {
        files.push((name, if number % 3 == 0 { faulty.as_bytes() } else { report.as_bytes() }));
    }
    files.push(("材料/坏.txt", &[0x13, 0x00, 0x88, 0xFE]));
    files.push(("材料/某局/报告.txt", report.as_bytes()));
    files.push(("材料/某局/数据.yaml", "年度: 2023\n".as_bytes()));
    in_folder_with(&files)
}

fn lines(run: &Run) -> Vec<serde_json::Value> {
    run.out.lines().map(|line| serde_json::from_str(line).expect("each line is JSON")).collect()
}

#[test]
fn every_file_and_every_folder_is_a_line_in_order_for_any_number_of_threads() {
    let desk = desk(12);
    let one = chinese(desk.path(), &["review", "材料", "--format", "ndjson", "--threads", "1"]);
    let four = chinese(desk.path(), &["review", "材料", "--format", "ndjson", "--threads", "4"]);
    assert_eq!(one.out, four.out);
    let lines = lines(&one);
    let names: Vec<&str> = lines.iter().map(|line| line["submission"].as_str().unwrap()).collect();
    assert_eq!(names.len(), 14);
    assert_eq!((names[0], names[13]), ("材料/000.txt", "材料/某局"));
    assert!(names.windows(2).take(12).all(|pair| pair[0] < pair[1]));
    let state = |name: &str| lines.iter().find(|line| line["submission"] == name).unwrap()["state"].clone();
    assert_eq!(state("材料/坏.txt"), "unreadable");
    assert_eq!(state("材料/某局"), "checked");
    assert_eq!(one.code, 1);
    let faults: Vec<u64> = lines
        .iter()
        .filter(|line| line["state"] == "checked")
        .map(|line| line["result"]["review"]["summary"]["errors"].as_u64().unwrap())
        .collect();
    assert_eq!(faults.iter().filter(|errors| **errors > 0).count(), 4, "{faults:?}");
}

/// The report of this year names last year's total; that of the year before says another.
#[test]
fn each_unit_is_held_against_its_year_before() {
    let now = |prior: &str| format!("全年总支出 938.20 万元，上年总支出为 {prior} 万元。\n");
    // The year before states its total twice; what differs from it is told once.
    let before = "全年总支出 905.40 万元。\n全年总支出 905.40 万元，其中基本支出 610.00 万元。\n";
    let (right, wrong, alone) = (now("905.40"), now("950.40"), now("800.00"));
    let folder = in_folder_with(&[
        ("今年/甲局2024年自评.txt", right.as_bytes()),
        ("今年/乙局2024年自评.txt", wrong.as_bytes()),
        ("今年/丙局2024年自评.txt", alone.as_bytes()),
        ("去年/甲局2023年自评.txt", before.as_bytes()),
        ("去年/乙局2023年自评.txt", before.as_bytes()),
        (
            "名单.csv",
            "单位,年度,文件\n甲局,2024,今年/乙局2024年自评.txt\n甲局,2023,去年/乙局2023年自评.txt\n".as_bytes(),
        ),
    ]);
    let found = |run: &Run| -> Vec<(String, Vec<String>)> {
        let codes = |line: &serde_json::Value| {
            let findings = line["result"]["review"]["findings"].as_array().unwrap().iter();
            findings.map(|one| format!("{} {}", one["code"], one["labels"].as_array().unwrap().len())).collect()
        };
        lines(run).iter().map(|line| (line["submission"].as_str().unwrap().to_owned(), codes(line))).collect()
    };
    let of = |name: &str, codes: &[&str]| (name.to_owned(), codes.iter().map(|code| (*code).to_owned()).collect());
    let run = chinese(folder.path(), &["review", "今年", "--last-year", "去年", "--rule", "Y01", "--format", "ndjson"]);
    assert_eq!(
        found(&run),
        [
            of("今年/丙局2024年自评.txt", &[]),
            of("今年/乙局2024年自评.txt", &["\"Y01\" 1"]),
            of("今年/甲局2024年自评.txt", &[])
        ]
    );
    assert!(run.err.contains("1 份材料没有找到上年的材料"), "{}", run.err);
    let run = chinese(folder.path(), &["review", "名单.csv", "--rule", "Y01", "--format", "ndjson"]);
    assert_eq!(found(&run), [of("甲局", &["\"Y01\" 1"]), of("甲局", &[])]);
    let alone = chinese(folder.path(), &["check", "今年/乙局2024年自评.txt", "--rule", "Y01", "--fail-on", "note"]);
    assert_eq!(alone.code, 0, "without the year before the rule says nothing");
}

/// Nine units train about as many people as they meant to, one ten times as many.
#[test]
fn units_are_held_against_each_other_where_that_is_asked() {
    let data =
        |done: u32| format!("indicators:\n  - {{三级指标: 培训人次, 年度指标值: 200人次, 实际完成值: {done}人次}}\n");
    let units: Vec<(String, String)> = (0..10)
        .map(|number| (format!("材料/{number}.yaml"), data(if number == 4 { 2360 } else { 200 + number * 7 })))
        .collect();
    let files: Vec<(&str, &[u8])> = units.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    let folder = in_folder_with(&files);
    let review = |more: &[&str]| {
        let arguments = [&["review", "材料", "--rule", "Y05", "--format", "ndjson"], more].concat();
        chinese(folder.path(), &arguments)
    };
    let told = |run: &Run| -> Vec<String> {
        let has = |line: &&serde_json::Value| !line["result"]["review"]["findings"].as_array().unwrap().is_empty();
        lines(run).iter().filter(has).map(|line| line["submission"].as_str().unwrap().to_owned()).collect()
    };
    assert!(told(&review(&[])).is_empty(), "without --cohort there is nothing to compare with");
    let one = review(&["--cohort", "--threads", "1"]);
    assert_eq!(told(&one), ["材料/4.yaml"]);
    assert!(one.out.contains("10 个单位的中位数"), "{}", one.out);
    for threads in ["2", "4"] {
        assert_eq!(review(&["--cohort", "--threads", threads]).out, one.out);
    }
    let stream = chinese(folder.path(), &["review", "-", "--cohort"]);
    assert_eq!(stream.code, 2);
    assert!(stream.err.contains("不能用 --cohort"), "{}", stream.err);
}

#[test]
fn the_overview_counts_and_names_what_could_not_be_checked() {
    let desk = desk(6);
    let run = chinese(desk.path(), &["review", "材料"]);
    for words in ["合计 8 份", "其中 1 份未能检查", "材料/坏.txt", "不是文本文件", "A01", "2 处，2 份"]
    {
        assert!(run.out.contains(words), "{words} is not in\n{}", run.out);
    }
}

#[test]
fn an_interrupted_review_goes_on_and_ends_as_an_undisturbed_one() {
    let desk = desk(9);
    let at = |arguments: &[&str]| chinese(desk.path(), arguments);
    let whole = at(&["review", "材料", "--format", "ndjson"]);
    let kept = at(&["review", "材料", "--format", "ndjson", "--resume", "进度.ndjson"]);
    assert_eq!(whole.out, kept.out);
    // Cut off in the middle of a line, as a kill leaves it; and a file that changed since.
    let path = desk.path().join("进度.ndjson");
    let bytes = fs::read(&path).unwrap();
    fs::write(&path, &bytes[..bytes.len() / 2]).unwrap();
    let again = at(&["review", "材料", "--format", "ndjson", "--resume", "进度.ndjson"]);
    assert_eq!(whole.out, again.out);
    fs::write(desk.path().join("材料/000.txt"), "全年支出完成10万元。").unwrap();
    let changed = at(&["review", "材料", "--format", "ndjson", "--resume", "进度.ndjson"]);
    let fresh = at(&["review", "材料", "--format", "ndjson"]);
    assert_eq!(changed.out, fresh.out);
    assert_ne!(changed.out, whole.out);
}

#[test]
fn a_list_says_what_belongs_together() {
    let desk = desk(3);
    let list = "单位,年度,文件\n甲局,2023,材料/000.txt\n乙局,2023,材料/某局/报告.txt;材料/某局/数据.yaml\n";
    fs::write(desk.path().join("名单.csv"), list).unwrap();
    let run = chinese(desk.path(), &["review", "名单.csv", "--format", "ndjson"]);
    let units: Vec<(String, usize)> = lines(&run)
        .iter()
        .map(|line| {
            let files = line["result"]["files"].as_array().unwrap().len();
            (line["unit"].as_str().unwrap().to_owned(), files)
        })
        .collect();
    assert_eq!(units, [("甲局".to_owned(), 1), ("乙局".to_owned(), 2)]);
    fs::write(desk.path().join("名单.csv"), "单位,文件\n甲局,没有.txt\n").unwrap();
    // A row that is wrong keeps none of the others from being checked; the heads are the first line.
    fs::write(
        desk.path().join("名单.csv"),
        "单位,年度,文件\n甲局,2023,材料/000.txt\n乙局,2023,没有.txt\n丙局,今年,材料/001.txt\n",
    )
    .unwrap();
    let run = chinese(desk.path(), &["review", "名单.csv"]);
    for words in ["合计 3 份", "其中 2 份未能检查", "第 3 行：没有文件 没有.txt", "第 4 行：年度“今年”不是年份"]
    {
        assert!(run.out.contains(words), "{words} is not in\n{}", run.out);
    }
    assert_eq!(run.code, 1);
}

#[test]
fn a_rule_that_no_pack_has_is_a_mistake_of_the_command_line() {
    let desk = desk(2);
    chinese(desk.path(), &["review", "材料", "--rule", "ZZ"]).is_refused_with(&["ZZ"]);
    assert_eq!(chinese(desk.path(), &["review", "材料/001.txt", "--rule", "A01"]).code, 0);
}

#[test]
fn a_file_that_looks_like_a_list_and_names_no_files_is_told() {
    let folder = in_folder_with(&[
        ("甲.txt", "文。".as_bytes()),
        ("表.csv", "单位,年度,文件名\n甲局,2024,甲.txt\n".as_bytes()),
        ("表.yaml", "- {单位: 甲局, 文件夹: 甲}\n".as_bytes()),
        ("数据.csv", "项目,金额\n培训费,3\n".as_bytes()),
    ]);
    for name in ["表.csv", "表.yaml"] {
        let run = chinese(folder.path(), &["review", name]);
        assert!(run.err.contains("像是名单") && run.err.contains("files、file、"), "{}", run.err);
    }
    let run = english(folder.path(), &["review", "表.csv"]);
    assert!(run.err.contains("looks like a list"), "{}", run.err);
    assert_eq!(chinese(folder.path(), &["review", "数据.csv"]).err, "");
}

#[test]
fn what_a_folder_holds_beside_submissions_is_told() {
    let folder = in_folder_with(&[
        ("材料/名单.csv", "单位,文件\n甲局,各单位/甲.txt\n".as_bytes()),
        ("材料/各单位/甲.txt", "文。".as_bytes()),
        ("材料/各单位/附件.zip", b"PK"),
        ("材料/照片.jpg", b"x"),
    ]);
    fs::create_dir(folder.path().join("材料/空")).unwrap();
    let run = chinese(folder.path(), &["review", "材料"]);
    assert!(run.out.contains("合计 1 份"), "{}", run.out);
    for words in ["材料/名单.csv 是名单", "guiju review 材料/名单.csv", "照片.jpg", "材料/空 是空的", "附件.zip"]
    {
        assert!(run.err.contains(words), "{words} is not in\n{}", run.err);
    }
}

#[test]
fn nothing_to_check_is_exit_2() {
    let folder = in_folder_with(&[]);
    chinese(folder.path(), &["review", "."]).is_refused_with(&["没有可检查的提交材料"]);
    chinese(Path::new(folder.path()), &["review", "没有"]).is_refused_with(&["没有 没有 这个文件或文件夹"]);
}

#[test]
fn several_files_are_written_at_once_and_are_the_same_for_any_number_of_threads() {
    let desk = desk(6);
    let outputs = ["审核.html", "审核.xml", "审核.json", "审核.ndjson"];
    let written = |threads: &str| {
        let mut arguments = vec!["review", "材料", "--threads", threads];
        outputs.iter().for_each(|output| arguments.extend(["--output", output]));
        let run = chinese(desk.path(), &arguments);
        assert!(run.code == 1 && run.out.contains("合计 8 份"), "{run:?}");
        outputs.map(|output| fs::read(desk.path().join(output)).unwrap())
    };
    let one = written("1");
    assert_eq!(one, written("3"));
    let page = String::from_utf8(one[0].clone()).unwrap();
    assert!(page.contains("绩效自评材料审核结果") && page.contains("材料/坏.txt"));
}

#[test]
fn a_file_that_could_not_be_written_is_told_before_anything_is_checked() {
    let desk = desk(1);
    let run = chinese(desk.path(), &["review", "材料", "--output", "审核.pdf", "--output", "无此处/审核.html"]);
    run.is_refused_with(&["审核.pdf", ".html", "无此处/审核.html", "文件夹不存在"]);
}

#[test]
fn annotations_name_the_line_of_each_finding() {
    let desk = desk(1);
    let run = english(desk.path(), &["review", "材料", "--format", "github", "--lang", "en"]);
    assert!(run.out.contains("::error file=材料/000.txt,line="), "{}", run.out);
    assert!(run.out.contains("title=A01 Rate does not fit"), "{}", run.out);
    assert!(run.out.contains("::error file=材料/坏.txt,title=read%3A%3A"), "{}", run.out);
}
