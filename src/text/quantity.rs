//! What stands round digits: units, magnitudes and hedges.

use crate::figure::{Hedge, Unit};

/// Measure words and counted nouns, longer ones before their beginnings.
const MEASURES: &[&str] = &[
    "平方公里",
    "平方千米",
    "平方米",
    "立方米",
    "人次",
    "场次",
    "批次",
    "件次",
    "例次",
    "架次",
    "班次",
    "车次",
    "个月",
    "小时",
    "分钟",
    "课时",
    "学时",
    "公里",
    "千米",
    "公顷",
    "公斤",
    "公吨",
    "季度",
    "世纪",
    "美元",
    "港元",
    "欧元",
    "人",
    "名",
    "位",
    "个",
    "项",
    "次",
    "场",
    "期",
    "篇",
    "件",
    "台",
    "套",
    "座",
    "家",
    "户",
    "条",
    "宗",
    "批",
    "天",
    "米",
    "亩",
    "吨",
    "辆",
    "所",
    "处",
    "间",
    "份",
    "册",
    "本",
    "张",
    "支",
    "只",
    "棵",
    "株",
    "头",
    "村",
    "镇",
    "部",
    "例",
    "起",
    "班",
    "门",
    "节",
    "堂",
    "站",
    "周",
    "年",
    "岁",
    "种",
    "类",
    "轮",
    "组",
    "队",
    "幅",
    "块",
    "盏",
    "艘",
    "架",
    "具",
    "款",
    "集",
    "届",
    "步",
    "字",
    "页",
    "枚",
    "面",
    "盒",
    "箱",
    "袋",
    "瓶",
    "顶",
    "床",
    "栋",
    "幢",
    "层",
    "圈",
    "趟",
    "票",
    "单",
    "笔",
    "厘米",
    "毫米",
    "升",
    "度",
    "千瓦时",
    "千瓦",
    "秒",
];

/// After these characters 分 is no score: 分钟, 分之, 分类 …
const NOT_SCORE: &[char] =
    &['之', '钟', '类', '别', '析', '布', '配', '解', '批', '期', '级', '散', '成', '为', '公', '管'];
/// After these characters 成 is no tenth: 成立, 成员 …
const NOT_TENTHS: &[char] =
    &['立', '员', '果', '为', '效', '功', '本', '就', '长', '绩', '品', '人', '熟', '交', '都', '型'];

/// The unit read behind digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct UnitRead {
    pub(super) unit: Unit,
    /// 多, 余 or 几 inside.
    pub(super) and_more: bool,
    /// Bytes read.
    pub(super) length: usize,
}

/// Reads the unit behind digits: magnitude, 多/余, then money, per cent or a measure word; nothing is a unit too.
pub(super) fn unit_after(text: &str) -> UnitRead {
    let mut rest = text.strip_prefix(' ').unwrap_or(text);
    let mut and_more = false;
    take_more(&mut rest, &mut and_more);
    let money = [("千万元", 7), ("百万元", 6), ("十万元", 5), ("亿元", 8), ("万元", 4), ("千元", 3), ("元", 0)];
    if let Some((word, power)) = money.iter().find(|(word, _)| rest.starts_with(word)) {
        return done(text, rest, word, Unit::Money(*power), and_more);
    }
    let ratios = [
        ("个百分点", Unit::PercentPoint),
        ("百分点", Unit::PercentPoint),
        ("%", Unit::Percent),
        ("％", Unit::Percent),
        ("‰", Unit::Permille),
        ("倍", Unit::Times),
    ];
    if let Some((word, unit)) = ratios.iter().find(|(word, _)| rest.starts_with(word)) {
        return done(text, rest, word, unit.clone(), and_more);
    }
    let next_after = |word: &str| rest.get(word.len()..).and_then(|tail| tail.chars().next());
    if rest.starts_with('成') && !next_after("成").is_some_and(|c| NOT_TENTHS.contains(&c)) {
        return done(text, rest, "成", Unit::Tenths, and_more);
    }
    if rest.starts_with('分') && !next_after("分").is_some_and(|c| NOT_SCORE.contains(&c)) {
        return done(text, rest, "分", Unit::Score, and_more);
    }
    let before_magnitude = rest;
    let power = take_magnitude(&mut rest);
    if power > 0 {
        take_more(&mut rest, &mut and_more);
        if rest.starts_with('元') {
            return done(text, rest, "元", Unit::Money(power), and_more);
        }
    }
    if let Some(word) = MEASURES.iter().find(|word| rest.starts_with(**word)) {
        let unit = Unit::Count { name: (*word).to_owned(), power };
        return done(text, rest, word, unit, and_more);
    }
    // 千 alone is no magnitude without a noun behind it: 5千克 was taken above, 3千方百计 is none.
    if power >= 4 {
        return done(text, rest, "", Unit::Power(power), and_more);
    }
    let length = if and_more { text.len() - before_magnitude.len() } else { 0 };
    UnitRead { unit: Unit::None, and_more, length }
}

fn done(text: &str, rest: &str, word: &str, unit: Unit, and_more: bool) -> UnitRead {
    UnitRead { unit, and_more, length: text.len() - rest.len() + word.len() }
}

fn take_more(rest: &mut &str, and_more: &mut bool) {
    for word in ['多', '余', '几'] {
        if let Some(tail) = rest.strip_prefix(word) {
            *rest = tail;
            *and_more = true;
            return;
        }
    }
}

fn take_magnitude(rest: &mut &str) -> i8 {
    for (word, power) in [("千万", 7), ("百万", 6), ("万", 4), ("亿", 8)] {
        if let Some(tail) = rest.strip_prefix(word) {
            *rest = tail;
            return power;
        }
    }
    0
}

/// The hedge right before a number and how many bytes it takes.
pub(super) fn hedge_before(text: &str) -> Option<(Hedge, usize)> {
    const WORDS: &[(&str, Hedge)] = &[
        ("不低于", Hedge::AtLeast),
        ("不少于", Hedge::AtLeast),
        ("不小于", Hedge::AtLeast),
        ("不超过", Hedge::AtMost),
        ("未超过", Hedge::AtMost),
        ("不高于", Hedge::AtMost),
        ("不大于", Hedge::AtMost),
        ("不多于", Hedge::AtMost),
        ("至少", Hedge::AtLeast),
        ("至多", Hedge::AtMost),
        ("最多", Hedge::AtMost),
        ("不超", Hedge::AtMost),
        ("大约", Hedge::About),
        ("大概", Hedge::About),
        ("将近", Hedge::Nearly),
        ("接近", Hedge::Nearly),
        ("超过", Hedge::Over),
        ("突破", Hedge::Over),
        ("高于", Hedge::Over),
        ("大于", Hedge::Over),
        ("多于", Hedge::Over),
        ("低于", Hedge::Under),
        ("小于", Hedge::Under),
        ("少于", Hedge::Under),
        ("不足", Hedge::Under),
        ("不到", Hedge::Under),
        ("未达", Hedge::Under),
        (">=", Hedge::AtLeast),
        ("<=", Hedge::AtMost),
        ("约", Hedge::About),
        ("近", Hedge::Nearly),
        ("超", Hedge::Over),
        ("逾", Hedge::Over),
        ("≥", Hedge::AtLeast),
        ("≤", Hedge::AtMost),
        (">", Hedge::Over),
        ("＞", Hedge::Over),
        ("<", Hedge::Under),
        ("＜", Hedge::Under),
    ];
    let trimmed = text.strip_suffix(' ').unwrap_or(text);
    let blank = text.len() - trimmed.len();
    let (word, hedge) = WORDS.iter().find(|(word, _)| trimmed.ends_with(word))?;
    let before = trimmed.get(..trimmed.len() - word.len())?.chars().next_back();
    // 节约 5 万元, 签约 3 家, 最近 5 天: the last character belongs to another word.
    let other_word = match *word {
        "约" => before.is_some_and(|c| "节签预合公制条契集履违简失守邀".contains(c)),
        "近" => before.is_some_and(|c| "最附邻临靠".contains(c)),
        "超" => before.is_some_and(|c| "赶反高".contains(c)),
        _ => false,
    };
    (!other_word).then_some((*hedge, word.len() + blank))
}

/// The hedge right behind a number with its unit, and how many bytes it takes.
pub(super) fn hedge_after(text: &str) -> Option<(Hedge, usize)> {
    const WORDS: &[(&str, Hedge)] = &[
        ("左右", Hedge::About),
        ("上下", Hedge::About),
        ("以上", Hedge::AtLeast),
        ("以内", Hedge::AtMost),
        ("以下", Hedge::AtMost),
    ];
    WORDS.iter().find(|(word, _)| text.starts_with(word)).map(|(word, hedge)| (*hedge, word.len()))
}
