//! Which unit the bare amounts of a table are in.

use crate::document::{Table, Tables};
use crate::figure::Unit;
use crate::plan::{DimensionType, Type, header_unit};

use super::{Grid, Source};

/// Longer cells are sentences: their units are not the table's.
const LONGEST: usize = 60;

/// What the lines above a table and its own cells say of its unit: the row from which on, and the power of ten over 元.
pub(super) fn said(tables: &Tables, table: &Table) -> Vec<(u32, i8)> {
    let captions = table.captions.iter().filter_map(|line| money_in(line)).map(|power| (0, power));
    let cells = table.cells.iter().filter_map(|cell| {
        let words = tables.words(cell);
        let is_short = words.len() <= LONGEST * 3;
        Some((cell.place.row, is_short.then(|| money_after(words, "单位"))??))
    });
    captions.chain(cells).collect()
}

/// The unit of a caption: `单位：万元`, `绩效自评表（万元）`.
fn money_in(line: &str) -> Option<i8> {
    money_after(line, "单位").or(match header_unit(line) {
        Some(Unit::Money(power)) => Some(power),
        _ => None,
    })
}

/// The unit of money behind a word and a colon, where nothing follows that makes another word of it.
fn money_after(text: &str, word: &str) -> Option<i8> {
    text.match_indices(word).find_map(|(at, _)| {
        let behind = text.get(at + word.len()..)?.trim_start();
        let behind = behind.strip_prefix(['：', ':', '为'])?.trim_start();
        let behind = behind.strip_prefix("人民币").unwrap_or(behind);
        let names = [("百万元", 6), ("千万元", 7), ("万元", 4), ("千元", 3), ("亿元", 8), ("元", 0)];
        let (name, power) = names.into_iter().find(|(name, _)| behind.starts_with(name))?;
        let next = behind.get(name.len()..)?.chars().next();
        next.is_none_or(|c| !c.is_alphanumeric() && c != '/').then_some(power)
    })
}

impl Grid<'_> {
    /// The unit of bare numbers of a type: what the header (or its parent) says, else the words at the head of the block,
    /// else what stands above it, else the source's own.
    pub(super) fn unit(
        &self,
        source: Source<'_>,
        ty: &Type,
        headers: impl Iterator<Item = Unit>,
        (row, heads): (u32, impl Iterator<Item = Unit>),
    ) -> Option<Unit> {
        let mut headers = headers;
        if let Some(unit) = headers.next() {
            return Some(unit);
        }
        if !matches!(ty, Type::Quantity(DimensionType::Money)) {
            return None;
        }
        let mut heads = heads.filter(|unit| matches!(unit, Unit::Money(_)));
        let above = || {
            let behind = self.units.partition_point(|(from, _)| *from <= row);
            self.units.get(behind.checked_sub(1)?).map(|(_, power)| *power)
        };
        heads.next().or_else(|| above().or(source.table.money_power).map(Unit::Money))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_caption_says_the_unit_of_money() {
        assert_eq!(money_in("金额单位：人民币万元"), Some(4));
        assert_eq!(money_in("（单位: 元）"), Some(0));
        assert_eq!(money_in("项目支出绩效自评表（万元）"), Some(4));
        assert_eq!(money_in("填报单位：元坝区财政局"), None);
        assert_eq!(money_in("单位：元/人"), None);
        assert_eq!(money_in("填报单位：某局  单位：万元、%"), Some(4));
    }
}
