//! Clean reports made of the phrasings that published reports use most, with random figures: nothing may be said of them,
//! and of each claim spoilt something must be. The phrasings are known to the packs' authors, so this is a floor under
//! what is measured on unseen ones.

use guiju::diagnostic::Severity;
use rust_decimal::{Decimal, RoundingStrategy};

use super::marks::{Score, findings, review, spoilt, unmarked};

const REPORTS: usize = 60;
const SENTENCES: usize = 9;

#[test]
fn the_usual_phrasings_are_read_and_raise_no_alarm() {
    let pack = super::compile("national");
    let mut numbers = Numbers(0x5EED_2022);
    let mut score = Score::default();
    for report in 0..REPORTS {
        let sentences: Vec<String> = (0..SENTENCES)
            .map(|at| PHRASINGS.get((report * 7 + at * 5) % PHRASINGS.len()).expect("in range")(&mut numbers))
            .collect();
        let draft = |sentences: &[String]| {
            let body: Vec<String> = sentences.iter().map(|it| unmarked(it)).collect();
            format!(
                "二、绩效自评情况\n\n（一）预算执行情况\n\n{}\n\n三、存在问题\n\n绩效指标细化不够，个别项目前期论证不充分。\n\n四、改进措施\n\n由办公室牵头，于下年三月底前完善项目库管理。\n",
                body.join("\n\n")
            )
        };
        score.right += 1;
        let loud = review(&pack, &draft(&sentences)).into_iter().filter(|it| it.severity >= Severity::Warning);
        score.alarms.extend(loud.map(|it| format!("{} {}", it.code, it.message)));
        for (at, sentence) in sentences.iter().enumerate() {
            for wrong in spoilt(sentence) {
                let mut spoilt = sentences.clone();
                wrong.clone_into(&mut spoilt[at]);
                let gravest = findings(&pack, &draft(&spoilt)).into_iter().map(|it| it.severity).max();
                score.count(gravest, &wrong);
            }
        }
    }
    println!("{}", score.report("generated"));
    assert_eq!(score.alarms, Vec::<String>::new());
    // A swap can hit upon other figures of the sentence by chance.
    assert!(score.misses.len() * 200 <= score.spoilt, "{:?}", score.misses);
}

/// Random figures, the same in every run.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self, below: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % below
    }

    /// An amount with two decimals.
    fn amount(&mut self, from: u64, to: u64) -> Decimal {
        Decimal::new(i64::try_from(from * 100 + self.next((to - from) * 100)).expect("small"), 2)
    }

    /// A part of an amount, 91.00% to 98.99% of it: what was spent of a budget.
    fn most_of(&mut self, whole: Decimal) -> Decimal {
        cents(whole * Decimal::new(i64::try_from(9_100 + self.next(800)).expect("small"), 4))
    }
}

fn cents(value: Decimal) -> Decimal {
    let mut value = value.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
    value.rescale(2);
    value
}

fn percent(part: Decimal, whole: Decimal) -> Decimal {
    cents(part * Decimal::ONE_HUNDRED / whole)
}

type Phrasing = fn(&mut Numbers) -> String;

const PHRASINGS: &[Phrasing] = &[
    |n| {
        let (b, a) = budget(n);
        format!("全年总支出完成{a}万元，为预算总支出{b}万元的⟦{}%⟧，减支⟦{}万元⟧。", percent(a, b), b - a)
    },
    |n| {
        let (b, a) = budget(n);
        format!("会议费预算{b}万元，实际支出{a}万元，预算执行率⟦{}%⟧，节约⟦{}万元⟧。", percent(a, b), b - a)
    },
    |n| {
        let (b, a) = budget(n);
        format!("部门预算执行率为⟦{}%⟧，其中调整后预算{b}万元，实际支出{a}万元。", percent(a, b))
    },
    |n| {
        let (b, a) = budget(n);
        format!("专项资金应到位{b}万元，实际到位{a}万元，到位率⟦{}%⟧。", percent(a, b))
    },
    |n| {
        let (b, a) = budget(n);
        format!("一般公共服务支出年初预算为{b}万元，支出决算为{a}万元，完成年初预算的⟦{}%⟧。", percent(a, b))
    },
    |n| {
        let (b, a) = budget(n);
        format!("实际支付{a}万元，占下达资金{b}万元的⟦{}%⟧。", percent(a, b))
    },
    |n| {
        let (b, a) = budget(n);
        format!("设备购置项目控制价{b}万元，中标价{a}万元，节约资金⟦{}万元⟧。", b - a)
    },
    |n| {
        let (p, c) = budget(n);
        format!("本年收入{c}万元，比上年减少{}万元，下降⟦{}%⟧。", p - c, percent(p - c, p))
    },
    |n| {
        let (c, p) = budget(n);
        format!("支出由上年的{p}万元增加到{c}万元，增长⟦{}%⟧。", percent(c - p, p))
    },
    |n| {
        let (c, p) = budget(n);
        format!("机关运行经费支出{c}万元，较上年的{p}万元增加⟦{}万元⟧，增长⟦{}%⟧。", c - p, percent(c - p, p))
    },
    |n| {
        let (p, c) = budget(n);
        format!("2022年支出{p}万元，2023年支出{c}万元，同比下降⟦{}%⟧。", percent(p - c, p))
    },
    |n| {
        let (whole, part) = budget(n);
        format!("人员经费{part}万元，占基本支出{whole}万元的⟦{}%⟧。", percent(part, whole))
    },
    |n| {
        let (x, y) = (n.amount(300, 900), n.amount(100, 300));
        format!(
            "本年支出合计⟦{}万元⟧，其中：基本支出{x}万元，占⟦{}%⟧；项目支出{y}万元，占⟦{}%⟧。",
            x + y,
            percent(x, x + y),
            percent(y, x + y)
        )
    },
    |n| {
        let (x, y, z) = (n.amount(300, 900), n.amount(100, 300), n.amount(20, 90));
        format!("工资福利支出{x}万元，商品和服务支出{y}万元，资本性支出{z}万元，三项合计⟦{}万元⟧。", x + y + z)
    },
    |n| {
        let (x, y, z) = (n.amount(300, 900), n.amount(100, 300), n.amount(20, 90));
        format!("项目总投入⟦{}万元⟧，由中央资金{x}万元、省级资金{y}万元和市级配套{z}万元三部分组成。", x + y + z)
    },
    |n| {
        let (b, x, y) = (n.amount(900, 1900), n.amount(100, 300), n.amount(20, 90));
        format!("年初预算{b}万元，年中追加{x}万元，调减{y}万元，调整后预算⟦{}万元⟧。", b + x - y)
    },
    |n| {
        let (x, y) = (n.amount(3, 9), n.amount(1, 3));
        format!(
            "“三公”经费支出⟦{}万元⟧，其中：公务用车运行维护费{x}万元，公务接待费{y}万元，无因公出国（境）费用。",
            x + y
        )
    },
    |n| {
        let (p, c) = (n.amount(90, 94), n.amount(95, 99));
        format!("预算执行率{c}%，比上年的{p}%提高⟦{}个百分点⟧。", c - p)
    },
    |n| {
        let (b, d) = (n.amount(100, 400), 2 + n.next(6));
        format!("奖励资金兑现{}万元，是上年{b}万元的⟦{d}倍⟧。", b * Decimal::from(d))
    },
    |n| {
        let ((b, a), (d, c)) = (budget(n), budget(n));
        format!(
            "甲、乙两个项目预算分别为{b}万元、{d}万元，支出分别为{a}万元、{c}万元，执行率分别为⟦{}%⟧、⟦{}%⟧。",
            percent(a, b),
            percent(c, d)
        )
    },
    |n| {
        let (b, a) = budget(n);
        let d = cents(b * Decimal::new(12, 1));
        format!("上年结转{b}万元，本年收入{d}万元，本年支出{a}万元，年末结转结余⟦{}万元⟧。", b + d - a)
    },
    |n| {
        let (target, actual) = (400 + n.next(300), 700 + n.next(80));
        let rate = percent(Decimal::from(actual), Decimal::from(target));
        format!("全年计划培训{target}人次，实际培训{actual}人次，完成率⟦{rate}%⟧。")
    },
    |n| {
        let (sent, back) = (500 + n.next(300), 400 + n.next(90));
        let rate = percent(Decimal::from(back), Decimal::from(sent));
        format!("发放问卷{sent}份，收回{back}份，回收率⟦{rate}%⟧。")
    },
];

/// A budget and what was spent of it.
fn budget(n: &mut Numbers) -> (Decimal, Decimal) {
    let whole = n.amount(200, 3000);
    (whole, n.most_of(whole))
}
