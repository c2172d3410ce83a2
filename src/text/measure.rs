//! The words that stand behind a number: units of money and ratio, measure words, and what only looks like one.
//!
//! Lists of the language, not of a place: 人次, 场次 and 公里 mean the same everywhere.

use crate::figure::Unit;

use super::cursor::{Cursor, is_han};

/// What stands behind a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Measure {
    /// A unit of a quantity.
    Unit(Unit),
    /// A word that makes the number a name or a rank: 级, 号, 年级, 季度.
    Rank,
}

/// Reads a unit or measure word, the longest that stands here. `power` is the power of ten read before it (万 4).
pub(super) fn read(at: Cursor<'_>, power: i8) -> Option<(Measure, Cursor<'_>)> {
    let first = at.peek()?;
    if first.is_ascii_alphabetic() {
        return latin(at, power);
    }
    if let Some((unit, behind)) = ratio(at, first, power) {
        return Some((Measure::Unit(unit), behind));
    }
    if let Some(behind) = at.after("人民币") {
        return Some((Measure::Unit(Unit::Money(power)), behind));
    }
    if first == '元' {
        let behind = at.after("元")?;
        return (!behind.is_at_any(&["旦", "月", "宵", "素", "件"]))
            .then_some((Measure::Unit(Unit::Money(power)), behind));
    }
    if let Some(behind) = at.after_any(ranks(first)) {
        return Some((Measure::Rank, behind));
    }
    let (name, behind) = counted(at, first)?;
    Some((Measure::Unit(Unit::Count { name: name.into(), power }), behind))
}

fn ratio(at: Cursor<'_>, first: char, power: i8) -> Option<(Unit, Cursor<'_>)> {
    // 两万倍 and 5 万% do not occur; a power before a ratio makes neither.
    if power != 0 {
        return None;
    }
    let (_, behind) = at.next()?;
    match first {
        '%' | '％' | '﹪' => Some((Unit::Percent, behind)),
        '‰' => Some((Unit::Permille, behind)),
        '个' | '百' => at.after_any(&["个百分点", "百分点"]).map(|behind| (Unit::PercentPoint, behind)),
        '倍' => Some((Unit::Times, behind)),
        '成' => (!behind.is_at_any(NOT_TENTHS)).then_some((Unit::Tenths, behind)),
        '分' => (!behind.is_at_any(NOT_SCORE)).then_some((Unit::Score, behind)),
        _ => None,
    }
}

/// What behind 成 makes it part of another word: 成立, 成员, 成为, 一成不变.
const NOT_TENTHS: &[&str] = &[
    "立", "员", "果", "为", "本", "绩", "功", "效", "熟", "长", "就", "分", "都", "不变", "品", "交", "人", "年", "套",
];

/// What behind 分 makes it part of another word: 分之, 分钟, 分别, 分公司.
const NOT_SCORE: &[&str] = &[
    "之", "钟", "别", "公司", "局", "店", "会", "类", "区", "项", "数", "值", "期", "年", "批", "工", "析", "成", "解",
    "配", "布", "级", "行", "管", "支", "散", "步", "层", "组", "校", "馆", "中心", "享", "发", "辨", "离", "担", "流",
    "开", "歧", "红", "派", "母", "子", "裂", "销", "社", "院", "包", "标段", "段", "场", "线", "路", "税", "重要",
    "必要", "明显", "显著", "突出", "为三", "为两", "为四", "为五", "为二",
];

/// Words that rank or name what the number belongs to.
fn ranks(first: char) -> &'static [&'static str] {
    match first {
        '号' => &["号"],
        '级' => &["级"],
        '年' => &["年级", "年代"],
        '世' => &["世纪"],
        '季' => &["季度"],
        '届' => &["届"],
        '等' => &["等奖", "等级"],
        '楼' => &["楼"],
        '路' => &["路"],
        '室' => &["室"],
        '星' => &["星级"],
        '版' => &["版"],
        '线' => &["线"],
        '维' => &["维"],
        _ => &[],
    }
}

/// A measure word: the longest of those that begin with the character here.
fn counted(at: Cursor<'_>, first: char) -> Option<(&'static str, Cursor<'_>)> {
    let word = measure_words(first).iter().find(|word| at.rest().starts_with(**word))?;
    let behind = at.after(word)?;
    let is_other_word = match *word {
        "天" => behind.is_at_any(&["然", "河", "津", "气", "空"]),
        "家" => behind.is_at_any(&["庭", "长", "属", "园", "具", "电", "教"]),
        "个" => behind.is_at_any(&["别", "性", "体"]),
        "本" => {
            behind.is_at_any(&["年", "市", "区", "县", "省", "部门", "单位", "级", "次", "项", "月", "季", "局", "科"])
        }
        "名" => behind.is_at_any(&["称", "录", "单", "义", "优"]) && !behind.is_at_any(&["优秀"]),
        "次" => behind.is_at_any(&["要", "生"]),
        "期" => behind.is_at_any(&["间", "限", "末", "初", "望"]),
        "台" => behind.is_at_any(&["湾", "账"]),
        "件" => behind.is_at_any(&["均"]),
        "面" => behind.is_at_any(&["向", "对", "积", "临"]),
        "度" => behind.is_at_any(&["假", "过"]),
        "人" => behind.is_at_any(&["均", "民币", "大代表大会"]),
        "场" => behind.is_at_any(&["所", "地", "馆", "景"]),
        "所" => behind.is_at_any(&["有", "以", "属", "在", "需", "示", "述", "占"]),
        "份" => behind.is_at_any(&["额"]),
        "批" => behind.is_at_any(&["准", "复", "示", "评"]),
        "处" => behind.is_at_any(&["理", "置", "于", "分", "罚", "级", "长"]),
        "只" => behind.is_at_any(&["有", "能", "要", "是"]),
        "宗" => behind.is_at_any(&["旨", "教"]),
        "对" => !behind.is_at_any(&["夫", "、", "，", "。"]) && behind.peek().is_some_and(is_han),
        "样" | "类" | "种" => behind.is_at_any(&["本", "似", "别", "植", "子"]),
        "组" => behind.is_at_any(&["织", "建", "成", "长"]),
        "节" => behind.is_at_any(&["气", "能", "约", "假", "目", "日", "点", "余", "水"]),
        "口" => behind.is_at_any(&["径", "头", "岸", "号"]),
        "段" => behind.is_at_any(&["落", "时"]),
        "单" => behind.is_at_any(&["位", "项", "独", "价", "据", "次", "个", "一"]),
        "眼" => behind.is_at_any(&["前", "科", "睛"]),
        "页" => behind.is_at_any(&["面", "码"]),
        "格" => behind.is_at_any(&["式", "局"]),
        "站" => behind.is_at_any(&["式", "点"]),
        "点" => behind.peek().is_some_and(|c| is_han(c) && !matches!(c, '建' | '意' | '要')),
        _ => false,
    };
    (!is_other_word).then_some((*word, behind))
}

/// Measure words by first character, longest first.
fn measure_words(first: char) -> &'static [&'static str] {
    match first {
        '人' => &["人次", "人份", "人天", "人日", "人"],
        '名' => &["名"],
        '位' => &["位"],
        '个' => &["个工作日", "个自然日", "个小时", "个课时", "个学时", "个月", "个"],
        '项' => &["项次", "项"],
        '次' => &["次"],
        '场' => &["场次", "场"],
        '期' => &["期次", "期"],
        '篇' => &["篇次", "篇"],
        '件' => &["件次", "件套", "件"],
        '台' => &["台次", "台套", "台班", "台"],
        '套' => &["套"],
        '座' => &["座"],
        '家' => &["家次", "家"],
        '户' => &["户次", "户"],
        '条' => &["条"],
        '宗' => &["宗"],
        '批' => &["批次", "批"],
        '天' => &["天"],
        '日' => &["日次"],
        '年' => &["年"],
        '周' => &["周年", "周"],
        '小' => &["小时"],
        '学' => &["学时", "学年", "学期", "学分"],
        '课' => &["课时", "课次"],
        '工' => &["工作日", "工日", "工时"],
        '自' => &["自然日"],
        '分' => &["分钟"],
        '秒' => &["秒"],
        '公' => &["公里", "公斤", "公顷", "公分"],
        '平' => &["平方公里", "平方米"],
        '立' => &["立方米"],
        '米' => &["米"],
        '厘' => &["厘米"],
        '毫' => &["毫克/立方米", "毫克/升", "毫米", "毫克", "毫升"],
        '微' => &["微克/立方米", "微克"],
        '海' => &["海里"],
        '里' => &["里"],
        '亩' => &["亩次", "亩"],
        '吨' => &["吨"],
        '千' => &["千瓦时", "千瓦", "千米", "千克", "千伏安", "千伏"],
        '兆' => &["兆瓦", "兆"],
        '斤' => &["斤"],
        '克' => &["克"],
        '升' => &["升"],
        '度' => &["度"],
        '岁' => &["岁"],
        '辆' => &["辆次", "辆"],
        '艘' => &["艘次", "艘"],
        '架' => &["架次", "架"],
        '列' => &["列次"],
        '班' => &["班次"],
        '门' => &["门次", "门"],
        '间' => &["间"],
        '栋' => &["栋"],
        '幢' => &["幢"],
        '层' => &["层"],
        '处' => &["处"],
        '所' => &["所"],
        '片' => &["片次", "片"],
        '块' => &["块"],
        '张' => &["张次", "张"],
        '本' => &["本"],
        '册' => &["册次", "册"],
        '部' => &["部次"],
        '份' => &["份"],
        '支' => &["支队伍", "支"],
        '只' => &["只"],
        '头' => &["头次", "头"],
        '株' => &["株"],
        '棵' => &["棵"],
        '羽' => &["羽"],
        '尾' => &["尾"],
        '例' => &["例"],
        '起' => &["起"],
        '则' => &["则"],
        '集' => &["集"],
        '种' => &["种"],
        '类' => &["类"],
        '样' => &["样"],
        '组' => &["组次", "组"],
        '队' => &["队次", "队"],
        '轮' => &["轮次", "轮"],
        '遍' => &["遍"],
        '趟' => &["趟"],
        '回' => &["回"],
        '点' => &["点次", "点"],
        '站' => &["站"],
        '面' => &["面"],
        '幅' => &["幅"],
        '首' => &["首"],
        '页' => &["页"],
        '画' => &["画幅"],
        '卷' => &["卷次", "卷"],
        '盒' => &["盒"],
        '桩' => &["桩"],
        '杆' => &["杆"],
        '孔' => &["孔"],
        '口' => &["口"],
        '眼' => &["眼"],
        '段' => &["段"],
        '车' => &["车次"],
        '单' => &["单"],
        '笔' => &["笔"],
        '格' => &["格"],
        '封' => &["封"],
        '盏' => &["盏"],
        '根' => &["根"],
        '节' => &["节次", "节"],
        '对' => &["对"],
        '双' => &["双"],
        '桶' => &["桶"],
        '袋' => &["袋"],
        '箱' => &["箱"],
        '瓶' => &["瓶"],
        '床' => &["床"],
        '款' => &["款"],
        '枚' => &["枚"],
        '字' => &["字次"],
        '美' => &["美元"],
        '港' => &["港元", "港币"],
        '欧' => &["欧元"],
        '英' => &["英镑"],
        '㎡' => &["㎡"],
        '㎞' => &["㎞"],
        '℃' => &["℃"],
        '°' => &["°"],
        _ => &[],
    }
}

/// Units in Latin letters; other letters behind digits make a name (5G, 4K, 3D).
fn latin(at: Cursor<'_>, power: i8) -> Option<(Measure, Cursor<'_>)> {
    const UNITS: &[&str] = &[
        "km", "kg", "m²", "m2", "m³", "m3", "m", "cm", "mm", "t", "kWh", "kW", "MW", "GB", "TB", "MB", "mg", "ml", "L",
        "h",
    ];
    let word = at.until(at.after_while(|c| c.is_ascii_alphanumeric() || matches!(c, '²' | '³')));
    let name = UNITS.iter().find(|unit| **unit == word)?;
    Some((Measure::Unit(Unit::Count { name: (*name).into(), power }), at.after(name)?))
}
