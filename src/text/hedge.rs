//! The words round a number that say how exact it is meant: 约, 近, 超 before it, 多, 余 inside, 左右, 以上 behind.

use crate::figure::{Hedge, Unit};

use super::cursor::{Cursor, is_blank};

/// Words before a number, the longest of those with one ending first.
const BEFORE: &[(&str, Hedge)] = &[
    ("大于等于", Hedge::AtLeast),
    ("小于等于", Hedge::AtMost),
    ("不得少于", Hedge::AtLeast),
    ("不得低于", Hedge::AtLeast),
    ("不得超过", Hedge::AtMost),
    ("不得高于", Hedge::AtMost),
    ("不少于", Hedge::AtLeast),
    ("不低于", Hedge::AtLeast),
    ("不小于", Hedge::AtLeast),
    ("不高于", Hedge::AtMost),
    ("不大于", Hedge::AtMost),
    ("不多于", Hedge::AtMost),
    ("不超过", Hedge::AtMost),
    ("未超过", Hedge::AtMost),
    ("未达到", Hedge::Under),
    ("至少", Hedge::AtLeast),
    ("最少", Hedge::AtLeast),
    ("起码", Hedge::AtLeast),
    ("至多", Hedge::AtMost),
    ("最多", Hedge::AtMost),
    ("不足", Hedge::Under),
    ("不到", Hedge::Under),
    ("未达", Hedge::Under),
    ("未到", Hedge::Under),
    ("低于", Hedge::Under),
    ("少于", Hedge::Under),
    ("小于", Hedge::Under),
    ("高于", Hedge::Over),
    ("多于", Hedge::Over),
    ("大于", Hedge::Over),
    ("超过", Hedge::Over),
    ("突破", Hedge::Over),
    ("将近", Hedge::Nearly),
    ("接近", Hedge::Nearly),
    ("大约", Hedge::About),
    ("大概", Hedge::About),
    ("约为", Hedge::About),
    ("约占", Hedge::About),
    ("约有", Hedge::About),
    ("约计", Hedge::About),
    ("约达", Hedge::About),
    ("近", Hedge::Nearly),
    ("超", Hedge::Over),
    ("逾", Hedge::Over),
    ("约", Hedge::About),
    (">=", Hedge::AtLeast),
    ("<=", Hedge::AtMost),
    ("≥", Hedge::AtLeast),
    ("≧", Hedge::AtLeast),
    ("⩾", Hedge::AtLeast),
    ("≤", Hedge::AtMost),
    ("≦", Hedge::AtMost),
    ("⩽", Hedge::AtMost),
    (">", Hedge::Over),
    ("＞", Hedge::Over),
    ("<", Hedge::Under),
    ("＜", Hedge::Under),
    ("≈", Hedge::About),
];

/// Last characters of the words above: most numbers stand behind none of them.
const ENDINGS: &[char] = &[
    '于', '过', '少', '多', '足', '到', '达', '码', '破', '近', '约', '概', '为', '占', '有', '计', '超', '逾', '=',
    '≥', '≧', '⩾', '≤', '≦', '⩽', '>', '＞', '<', '＜', '≈',
];

/// Reads the hedge that ends at a number, not reaching back over `floor`.
pub(super) fn before<'a>(number: Cursor<'a>, floor: usize, unit: &Unit) -> Option<(Hedge, Cursor<'a>)> {
    let end = behind_blanks(number, floor);
    end.previous().filter(|c| ENDINGS.contains(c))?;
    let free = end.moved_to(floor).until(end);
    let (word, hedge) = BEFORE.iter().find(|(word, _)| free.ends_with(word))?;
    let start = end.moved_to(end.at() - word.len());
    (!is_other_word(word, start, unit)).then_some((*hedge, start))
}

fn behind_blanks(number: Cursor<'_>, floor: usize) -> Cursor<'_> {
    let mut at = number;
    for _ in 0..3 {
        match at.previous() {
            Some(c) if is_blank(c) && at.at() > floor => at = at.moved_to(at.at() - c.len_utf8()),
            _ => break,
        }
    }
    at
}

/// True where the word is part of another one (节约, 最近) or says something else (近三年, 低于…个百分点).
fn is_other_word(word: &str, start: Cursor<'_>, unit: &Unit) -> bool {
    let before = start.previous();
    let follows = |others: &[char]| before.is_some_and(|c| others.contains(&c));
    match word {
        "约" | "约为" | "约占" | "约有" | "约计" | "约达" => follows(&[
            '节', '预', '签', '合', '条', '违', '公', '履', '制', '续', '简', '集', '契', '邀', '特', '解', '租', '婚',
        ]),
        "近" => follows(&['最', '附', '靠', '邻', '临', '相', '远', '亲', '渐', '逼', '就', '新']) || is_time(unit),
        "超" => follows(&['赶', '反', '高']),
        // “高于…2 个百分点”: how far above, not a bound.
        "高于" | "低于" | "多于" | "少于" => *unit == Unit::PercentPoint,
        "不足" => follows(&['在', '的', '些']),
        "不到" => follows(&['找', '看', '得']),
        _ => false,
    }
}

/// 近三年 and 近 10 天 are the last three years and the last ten days, all of them.
fn is_time(unit: &Unit) -> bool {
    match unit {
        Unit::Count { name, .. } => {
            matches!(&**name, "年" | "天" | "周" | "个月" | "月" | "日" | "学年" | "学期")
        }
        Unit::None
        | Unit::Percent
        | Unit::Permille
        | Unit::PercentPoint
        | Unit::Times
        | Unit::Tenths
        | Unit::Money(_)
        | Unit::Score
        | Unit::Power(_) => false,
    }
}

/// Reads a 多, 余, 几 or 来 between the digits and the unit (or between 万 and 元).
pub(super) fn inside(at: Cursor<'_>) -> Option<(Hedge, Cursor<'_>)> {
    let (c, behind) = at.next()?;
    let is_other_word = match c {
        '多' => behind.is_at_any(&["于", "样", "元化", "媒体", "功能"]),
        '余' => behind.is_at_any(&["额", "下", "地", "热", "款", "量"]),
        '几' => behind.is_at_any(&["乎", "何"]),
        '来' => behind.is_at_any(&["自", "源", "到", "看", "说", "的", "，", "、", "。", "访", "江", "华"]),
        _ => return None,
    };
    if is_other_word {
        return None;
    }
    Some((if c == '来' { Hedge::About } else { Hedge::AndMore }, behind))
}

/// Reads a hedge behind the unit.
pub(super) fn behind(unit_end: Cursor<'_>) -> Option<(Hedge, Cursor<'_>)> {
    const BEHIND: &[(&str, Hedge)] = &[
        ("左右", Hedge::About),
        ("上下", Hedge::About),
        ("及以上", Hedge::AtLeast),
        ("或以上", Hedge::AtLeast),
        ("以上", Hedge::AtLeast),
        ("及以下", Hedge::AtMost),
        ("或以下", Hedge::AtMost),
        ("以下", Hedge::AtMost),
        ("以内", Hedge::AtMost),
        ("之内", Hedge::AtMost),
    ];
    let at = unit_end.after_blanks();
    // 90（含）以上
    let at = at.after_any(&["（含）", "(含)", "（含本数）", "含"]).filter(|at| at.peek() == Some('以')).unwrap_or(at);
    let (word, hedge) = BEHIND.iter().find(|(word, _)| at.rest().starts_with(word))?;
    let behind = at.after(word)?;
    let is_other_word = match *word {
        "以下" => behind.is_at_any(&["简称", "统称", "几", "问题", "方面", "称"]),
        "上下" => behind.is_at_any(&["联", "级", "游", "班"]),
        _ => false,
    };
    (!is_other_word).then_some((*hedge, behind))
}

/// Reads a 多 behind a unit that can be cut into parts: 一年多, 3 倍多.
pub(super) fn more_behind<'a>(unit_end: Cursor<'a>, unit: &Unit) -> Option<Cursor<'a>> {
    let divides = match unit {
        Unit::Times | Unit::Tenths | Unit::Money(_) | Unit::Power(_) => true,
        Unit::Count { name, .. } => {
            matches!(&**name, "年" | "天" | "个月" | "小时" | "个小时" | "米" | "公里" | "亩")
        }
        Unit::None | Unit::Percent | Unit::Permille | Unit::PercentPoint | Unit::Score => false,
    };
    let behind = unit_end.after("多").filter(|_| divides)?;
    let ends = behind
        .peek()
        .is_none_or(|c| matches!(c, '，' | '。' | '、' | '；' | '）' | ')' | '的' | '来' | '前' | '后' | '时' | '\n'));
    ends.then_some(behind)
}
