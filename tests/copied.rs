//! What is said of text that stands in last year's report or in another unit's: once, where it should, and not without others.

#![expect(clippy::expect_used, reason = "a test stops at the first thing that is not as it should be")]

use guiju::engine::{CompiledPack, Detail, Engine, Input, Opened, Peers, Settings, open};
use guiju::finding::Finding;
use guiju::read::Limits;

const DUTIES: &str = "本中心承担全市公共体育场地的日常管理和维修养护，组织群众性体育比赛与健身指导，负责社会体育指导员的培训和注册，指导县区体育设施的规划布局，并受委托开展青少年体育后备人才的选拔训练。";
const WORK: [&str; 4] = [
    "全年把场地开放作为第一要务，早晚各增加一个免费时段，羽毛球馆更换了木地板和灯具，游泳馆完成水处理设备检修，场地预约改为实名登记，爽约三次的暂停预约资格，热门时段排队的情况明显缓解，投诉较往年有所减少。",
    "比赛组织方面，全民健身运动会设田径、篮球和太极拳三个大项，街道组队参加，裁判由指导员协会选派，赛前购买了意外保险，医疗点设在主席台两侧，决赛日安排志愿者引导停车，秩序册和成绩公告均在当天发布。",
    "培训方面，社会体育指导员分两期集中授课，理论考试与实操演示各占一半，合格学员由所在社区安排站点服务，年底回访时大多数站点每周活动不少于两次，个别站点因场地被占用暂停，已协调学校操场周末开放。",
    "资金管理方面，维修项目先由技术人员现场勘验再编制清单，询价结果在公示栏张贴，完工后使用部门签字确认，质保金按合同约定留存，培训课酬按课时单发放并附签到表，比赛奖品由两人以上领取登记后发给获奖队伍。",
];
const OTHER: &str = "器材采购由各运动队提出清单，训练科汇总后比对库存，能修的先修，确需新购的注明用途和存放地点，到货后逐件编号拍照，领用人签字，季末盘点发现短少的由保管员说明去向，报废器材集中处置，收入按规定上缴，采购档案由训练科按年度装订备查。";

fn report(work: &[&str]) -> String {
    format!("某市体育中心部门整体支出绩效自评报告\n一、主要职能\n{DUTIES}\n二、工作开展情况\n{}\n", work.join("\n"))
}

fn pack() -> CompiledPack {
    let settings = Settings { rules: vec!["N14".to_owned(), "N16".to_owned()], ..Settings::default() };
    Engine::embedded().compile("national", &settings).expect("the shipped packs are right")
}

fn opened(name: &str, text: &str, last_year: Option<&str>) -> Opened {
    let last_year = last_year.map(|text| Input::new("上年.txt", text).of_last_year());
    open(name, [Input::new(name, text)].into_iter().chain(last_year).collect(), &Limits::default())
}

/// Code, words in Chinese and the words pointed at.
fn told(pack: &CompiledPack, opened: Opened, peers: Option<&Peers>) -> Vec<(String, String, String)> {
    let checked = pack.check_among(opened, Detail::Findings, peers);
    let place = |finding: &Finding| {
        let place = finding.primary.as_ref().map(|label| label.span).expect("it points somewhere");
        checked.sources.slice(place).chars().take(6).collect()
    };
    let review = checked.review.as_ref().expect("the draft can be read");
    assert_eq!(review.not_evaluated.len(), 0);
    review.findings.iter().map(|it| (it.code.clone(), it.message.zh.clone(), place(it))).collect()
}

#[test]
fn a_report_taken_over_from_last_year_is_asked_about_once() {
    let pack = pack();
    let all = report(&WORK);
    let found = told(&pack, opened("甲.txt", &all, Some(&all)), None);
    let [(code, words, place)] = found.as_slice() else { panic!("one finding, not {found:?}") };
    assert_eq!((code.as_str(), place.as_str()), ("N14", "全年把场地开"));
    assert!(words.contains("100% 与上年报告相同"), "{words}");
}

#[test]
fn a_report_given_in_two_formats_is_counted_once() {
    let pack = pack();
    let all = report(&WORK);
    let again = all.replace("。\n", "。\n\n");
    let last =
        || [Input::new("上年.txt", all.as_str()).of_last_year(), Input::new("上年.md", again.as_str()).of_last_year()];
    let both = [Input::new("甲.txt", all.as_str()), Input::new("甲.md", again.as_str())];
    let once = told(&pack, opened("甲.txt", &all, Some(&all)), None);
    let twice = open("甲", both.into_iter().chain(last()).collect(), &Limits::default());
    assert_eq!(told(&pack, twice, None), once);
    // Less than 300 characters that change from year to year are too few, in however many formats they are given.
    let short = report(&WORK[..2]);
    let twice = |name: &str| Input::new(name, short.as_str());
    let inputs = vec![twice("甲.txt"), twice("甲.md"), Input::new("上年.txt", all.as_str()).of_last_year()];
    assert_eq!(told(&pack, opened("甲.txt", &short, Some(&all)), None), []);
    assert_eq!(told(&pack, open("甲", inputs, &Limits::default()), None), []);
}

#[test]
fn nothing_is_said_of_sections_that_stay_the_same_nor_without_another_year() {
    let pack = pack();
    let new = report(&[OTHER, OTHER, OTHER, OTHER]);
    let old = report(&WORK);
    assert_eq!(told(&pack, opened("甲.txt", &new, Some(&old)), None), []);
    assert_eq!(told(&pack, opened("甲.txt", &old, None), None), []);
    let half = report(&[WORK[0], WORK[1], OTHER, "", OTHER]);
    assert_eq!(told(&pack, opened("甲.txt", &half, Some(&old)), None), []);
}

#[test]
fn a_passage_of_another_unit_is_noted_in_whatever_order_they_come() {
    let pack = pack();
    let texts = [
        ("甲局.txt", report(&[WORK[0], OTHER])),
        ("乙局.txt", report(&[WORK[1], OTHER])),
        ("丙局.txt", report(&[WORK[2]])),
    ];
    let samples: Vec<_> = texts.iter().map(|(name, text)| pack.sample(&opened(name, text, None))).collect();
    let peers = Peers::new(samples.clone());
    let turned = Peers::new(samples.into_iter().rev());
    assert_eq!(peers.fingerprint(), turned.fingerprint());
    let found: Vec<_> = texts.iter().map(|(name, text)| told(&pack, opened(name, text, None), Some(&peers))).collect();
    let again: Vec<_> = texts.iter().map(|(name, text)| told(&pack, opened(name, text, None), Some(&turned))).collect();
    assert_eq!(found, again);
    let places: Vec<Vec<(&str, &str)>> =
        found.iter().map(|it| it.iter().map(|(code, _, place)| (code.as_str(), place.as_str())).collect()).collect();
    // What all have, the duties, is no copy either: its section stays the same.
    assert_eq!(places, [vec![("N16", "器材采购由各")], vec![("N16", "器材采购由各")], vec![]]);
    assert!(found.iter().flatten().all(|(_, words, _)| words.contains("1 段")), "{found:?}");
}

#[test]
fn what_many_units_write_is_no_copy() {
    let pack = pack();
    let names: Vec<String> = (1..=14).map(|number| format!("{number}局.txt")).collect();
    let text = report(&[OTHER]);
    let peers = |count: usize| Peers::new(names.iter().take(count).map(|name| pack.sample(&opened(name, &text, None))));
    let count = |peers: Peers| told(&pack, opened(&names[0], &text, None), Some(&peers)).len();
    assert_eq!([count(peers(1)), count(peers(2)), count(peers(4)), count(peers(5)), count(peers(14))], [0, 1, 1, 0, 0]);
}
