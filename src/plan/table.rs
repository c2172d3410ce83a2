//! Tables: which words over or beside the cells mean which field, found for all records at once.

use rustc_hash::FxHashMap;

use crate::figure::Unit;

use super::{Record, RecordId};

/// What of a table makes an instance of a record.
#[derive(Debug)]
pub struct TableSource {
    /// The cells of one instance.
    pub shape: TableShape,
    /// Where each field stands, in the order written.
    pub fields: Vec<TableField>,
    /// Fields whose empty cells stand for the ones above.
    pub fill: Vec<usize>,
    /// The unit of bare amounts where the table says none: the power of ten over 元.
    pub money_power: Option<i8>,
}

/// The cells of one instance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TableShape {
    /// A row under the headers, but for those of totals.
    Rows,
    /// A row under the headers that begins with one of these words.
    Totals(Vec<String>),
    /// A column beside the words at the head of the rows.
    Columns,
    /// The whole table, words and values side by side.
    Labels,
}

/// Where a field stands.
#[derive(Debug)]
pub struct TableField {
    /// The field.
    pub field: usize,
    /// Where.
    pub words: TableWords,
}

/// Where a field stands.
#[derive(Debug)]
pub enum TableWords {
    /// Under (or beside) one of these words; the first that a table has counts.
    Headers(Vec<String>),
    /// The words at the head of the row.
    RowHead,
}

/// What a header means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeaderUse {
    /// The record.
    pub record: RecordId,
    /// Index into [`Record::tables`].
    pub source: usize,
    /// The field.
    pub field: usize,
    /// Its turn among the field's words; the lowest counts.
    pub turn: usize,
    /// What must stand over it, from above: `决算数 > 本年` has 决算数 over 本年.
    pub over: Vec<String>,
}

/// The headers of all records: one look-up a cell says all that it may mean.
#[derive(Debug, Default)]
pub struct HeaderIndex {
    uses: FxHashMap<String, Vec<HeaderUse>>,
}

impl HeaderIndex {
    /// Gathers the headers of the records that rules read.
    #[must_use]
    pub fn new(records: &[Record]) -> Self {
        let mut index = Self::default();
        for (number, record) in records.iter().enumerate().filter(|(_, record)| record.used) {
            for (source, table) in record.tables.iter().enumerate() {
                for place in &table.fields {
                    let TableWords::Headers(words) = &place.words else { continue };
                    for (turn, written) in words.iter().enumerate() {
                        let mut over: Vec<String> = written.split(['>', '＞']).map(header_key).collect();
                        let Some(key) = over.pop() else { continue };
                        let found = HeaderUse { record: RecordId(number), source, field: place.field, turn, over };
                        index.uses.entry(key).or_default().push(found);
                    }
                }
            }
        }
        index
    }

    /// What a header means, by its key (see [`header_key`]).
    #[must_use]
    pub fn uses(&self, key: &str) -> &[HeaderUse] {
        self.uses.get(key).map_or(&[], Vec::as_slice)
    }

    /// True where no record is read from tables.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.uses.is_empty()
    }
}

/// The words of a header by which it is known: without blanks, marks and year, and without brackets that hold a unit or
/// letters: `全年预算数（A）`, `执行率（B/A，%）`, `2023年度预算数`, `其中：财政拨款`.
#[must_use]
pub fn header_key(words: &str) -> String {
    let mut key = String::with_capacity(words.len());
    let mut rest = words;
    while let Some((before, inside, behind)) = bracket(rest) {
        key.extend(before.chars().filter(is_word));
        if !is_measure(inside) {
            key.push('（');
            key.extend(inside.chars().filter(is_word));
            key.push('）');
        }
        rest = behind;
    }
    key.extend(rest.chars().filter(is_word));
    let bare = key.trim_end_matches(['：', ':', '%', '％']).trim_start_matches(['*', '★', '▲', '-', '—', '－', '·']);
    without_year(without_mark(bare)).to_owned()
}

/// Without the number or the 其中 at its head: `1、公务接待费`, `（一）基本支出`, `其中：1.财政拨款`.
fn without_mark(key: &str) -> &str {
    let mut rest = key;
    loop {
        let bare = rest.strip_prefix("其中").map_or(rest, |behind| behind.trim_start_matches(['：', ':']));
        let bare = without_number(bare);
        if bare.is_empty() || bare.len() == rest.len() {
            return if bare.is_empty() { key } else { bare };
        }
        rest = bare;
    }
}

fn without_number(key: &str) -> &str {
    const NUMERALS: [char; 10] = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];
    if let Some(behind) = key.strip_prefix(|c: char| ('①'..='⑳').contains(&c)) {
        return behind;
    }
    if let Some((number, behind)) = key.strip_prefix('（').and_then(|inside| inside.split_once('）')) {
        return if number.chars().all(|c| NUMERALS.contains(&c)) { behind } else { key };
    }
    let digits = key.trim_start_matches(|c: char| c.is_ascii_digit());
    let numerals = key.trim_start_matches(NUMERALS);
    let rest = if digits.len() < key.len() { digits } else { numerals };
    let behind = rest.strip_prefix(['、', '.', '．']).filter(|_| rest.len() < key.len());
    behind.filter(|behind| !behind.starts_with(|c: char| c.is_ascii_digit())).unwrap_or(key)
}

/// The points that a header gives as part of a formula: `得分（20分×执行率）` has 20, and where they stand in it.
#[must_use]
pub fn header_points(words: &str) -> Option<std::ops::Range<usize>> {
    let (before, inside, _) = bracket(words)?;
    let (points, behind) = inside.split_once('分')?;
    let is_number = !points.is_empty() && points.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let start = words.len().checked_sub(words.get(before.len()..)?.len())?
        + words.get(before.len()..)?.chars().next()?.len_utf8();
    (is_number && behind.trim_start().starts_with(['×', '*'])).then(|| start..start + points.len() + "分".len())
}

/// The unit that a header gives its figures: `执行数（万元）`, `执行率（%）`.
#[must_use]
pub fn header_unit(words: &str) -> Option<Unit> {
    let mut rest = words;
    while let Some((_, inside, behind)) = bracket(rest) {
        let inside: String = inside.chars().filter(is_word).collect();
        let named = inside.split(['：', ':', '，', ',', '、', '；']).find_map(unit_of);
        if named.is_some() {
            return named;
        }
        rest = behind;
    }
    words.trim_end().ends_with(['%', '％']).then_some(Unit::Percent)
}

fn unit_of(word: &str) -> Option<Unit> {
    let word = word.trim_start_matches("单位").trim_start_matches("人民币");
    Some(match word {
        "元" => Unit::Money(0),
        "千元" => Unit::Money(3),
        "万元" => Unit::Money(4),
        "百万元" => Unit::Money(6),
        "亿元" => Unit::Money(8),
        "%" | "％" | "百分比" => Unit::Percent,
        "‰" => Unit::Permille,
        "分" => Unit::Score,
        _ => return None,
    })
}

/// The first bracket of a text: what stands before, in and behind it.
fn bracket(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once(['（', '(', '[', '【', '〔'])?;
    let (inside, behind) = rest.split_once(['）', ')', ']', '】', '〕'])?;
    Some((before, inside, behind))
}

/// True for what a bracket says of units or columns only: 万元, A, B/A×100%, 10分; and for a formula: 20分×执行率.
fn is_measure(inside: &str) -> bool {
    let is_formula = inside.contains(['×', '÷', '*', '=', '＝'])
        || inside.contains('/') && ["数", "率", "额"].iter().any(|word| inside.contains(word));
    if is_formula {
        return true;
    }
    let is_sign = |c: char| c.is_ascii() || "元千万百亿满分‰％÷×－＝＋／、，：；".contains(c);
    inside.trim_start().trim_start_matches("单位").trim_start_matches("：人民币").chars().all(is_sign)
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "`filter` hands out references")]
fn is_word(c: &char) -> bool {
    !c.is_whitespace() && !matches!(c, '\u{200B}' | '\u{FEFF}')
}

/// Without the year at its head: 2023年全年预算数.
fn without_year(key: &str) -> &str {
    let digits = key.bytes().take_while(u8::is_ascii_digit).count();
    let behind = key.get(digits..).filter(|_| digits == 4).unwrap_or("");
    let bare = behind.strip_prefix("年度").or_else(|| behind.strip_prefix('年')).unwrap_or("");
    if bare.is_empty() { key } else { bare }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_with_units_and_letters_say_nothing_of_the_field() {
        assert_eq!(header_key("全年预算数（A）"), "全年预算数");
        assert_eq!(header_key(" 执行率\n(B/A, %) "), "执行率");
        assert_eq!(header_key("金额（单位：万元）"), "金额");
        assert_eq!(header_key("分值（10分）"), "分值");
        assert_eq!(header_key("得分（满分100分）"), "得分");
        assert_eq!(header_key("2023年度预算数："), "预算数");
        assert_eq!(header_key("其中：当年财政拨款"), "当年财政拨款");
        assert_eq!(header_key("因公出国（境）费"), "因公出国（境）费");
        assert_eq!(header_key("得分（复核）"), "得分（复核）");
        assert_eq!(header_key("2023年"), "2023年");
        assert_eq!(header_key("（A"), "（A");
        assert_eq!(header_key("得分（20分×执行率）"), "得分");
        assert_eq!(header_key("执行率（执行数/预算数）"), "执行率");
    }

    #[test]
    fn numbers_at_the_head_say_nothing_of_the_field() {
        assert_eq!(header_key("1、公务接待费"), "公务接待费");
        assert_eq!(header_key("其中：1．财政拨款"), "财政拨款");
        assert_eq!(header_key("（一）基本支出"), "基本支出");
        assert_eq!(header_key("二、项目支出"), "项目支出");
        assert_eq!(header_key("②公务用车购置费"), "公务用车购置费");
        assert_eq!(header_key("1.5倍"), "1.5倍");
        assert_eq!(header_key("三公经费"), "三公经费");
        assert_eq!(header_key("1、"), "1、");
        assert_eq!(header_key("一级指标"), "一级指标");
    }

    #[test]
    fn a_header_may_give_the_points() {
        let words = "得分（20分×执行率）";
        assert_eq!(header_points(words).and_then(|range| words.get(range)), Some("20分"));
        assert_eq!(header_points("得分（满分20分）"), None);
        assert_eq!(header_points("得分（10分）"), None);
    }

    #[test]
    fn a_header_may_give_a_unit() {
        assert_eq!(header_unit("执行数（万元）"), Some(Unit::Money(4)));
        assert_eq!(header_unit("资金（单位：人民币元）"), Some(Unit::Money(0)));
        assert_eq!(header_unit("执行率（B/A，%）"), Some(Unit::Percent));
        assert_eq!(header_unit("执行率%"), Some(Unit::Percent));
        assert_eq!(header_unit("全年预算数（A）"), None);
        assert_eq!(header_unit("补助标准（元/人）"), None);
    }
}
