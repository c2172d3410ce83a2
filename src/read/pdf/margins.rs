//! Page numbers, headers and footers: what stands at the edges of pages and is no part of the text.

use std::collections::BTreeMap;

use super::super::reflow::page_number;
use super::guess::Item;
use super::measure::{Length, POINT};
use super::rows::Row;

/// A page and what stands on it, from top to bottom, or one of the columns that its text is set in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sheet {
    pub(super) number: u32,
    pub(super) width: Length,
    pub(super) height: Length,
    /// True for a column: `width` is its share of the page.
    pub(super) is_column: bool,
    pub(super) items: Vec<Item>,
}

/// Rows at the edge of a page that may be headers or footers.
const EDGE: usize = 2;
/// Titles are set larger than this, or than most of the text; headers are not.
const LARGEST: Length = 14 * POINT;
/// The same header stands at the same height up to this.
const NEAR: Length = 3 * POINT;

/// Takes page numbers off, and the rows that pages repeat at the same height; gives each of these once, with its page.
pub(super) fn take(sheets: &mut [Sheet]) -> Vec<(u32, String)> {
    let count = sheets.len();
    let mut margins = Vec::new();
    // A page number may stand outside of the footer or inside.
    take_numbers(sheets, count);
    let repeated = repeated(sheets);
    for sheet in sheets.iter_mut() {
        let edges = edges(sheet);
        let number = sheet.number;
        let mut index = 0;
        sheet.items.retain(|item| {
            let is_edge = edges.contains(&index);
            index += 1;
            let Item::Row(row) = item else { return true };
            let is_repeated =
                is_edge && repeated.iter().any(|(text, top)| *text == row.text && (row.area.top - top).abs() <= NEAR);
            if is_repeated && !margins.iter().any(|(_, text)| *text == row.text) {
                margins.push((number, row.text.clone()));
            }
            !is_repeated
        });
    }
    take_numbers(sheets, count);
    if let [sheet] = sheets {
        margins.extend(only_header(sheet));
    }
    margins
}

/// The header of the only page: small, at its upper edge, and far from what follows.
fn only_header(sheet: &mut Sheet) -> Option<(u32, String)> {
    const FAR: Length = 40 * POINT;
    let usual = usual_size(std::slice::from_ref(sheet)).max(LARGEST);
    let (Some(Item::Row(first)), Some(next)) = (sheet.items.first(), sheet.items.get(1)) else { return None };
    let gap = next.area().top - first.area.bottom;
    let is_header = first.area.bottom <= sheet.height / 10 && gap >= FAR && first.em <= usual;
    let header = (sheet.number, first.text.clone());
    is_header.then(|| {
        sheet.items.remove(0);
        header
    })
}

fn take_numbers(sheets: &mut [Sheet], count: usize) {
    for sheet in sheets {
        let is_number = |item: &Item| matches!(item, Item::Row(row) if is_page_number(&row.text, count));
        if sheet.items.last().is_some_and(is_number) {
            sheet.items.pop();
        }
        if sheet.items.first().is_some_and(is_number) {
            sheet.items.remove(0);
        }
    }
}

/// `- 3 -`, `3`, or `3/12` of twelve pages.
fn is_page_number(words: &str, count: usize) -> bool {
    let of_all = || {
        let (number, all) = words.split_once('/')?;
        let number: usize = number.trim().parse().ok()?;
        Some((1..=count).contains(&number) && all.trim().parse() == Ok(count))
    };
    page_number(words).is_some() || of_all().unwrap_or(false)
}

/// The places of the items at the edges of a page.
fn edges(sheet: &Sheet) -> Vec<usize> {
    let last = sheet.items.len().saturating_sub(EDGE);
    (0..sheet.items.len()).filter(|index| *index < EDGE || *index >= last).collect()
}

/// The rows that stand at the edge of at least two pages at the same height.
fn repeated(sheets: &[Sheet]) -> Vec<(String, Length)> {
    let usual = usual_size(sheets);
    let mut seen: BTreeMap<&str, Vec<Length>> = BTreeMap::new();
    for sheet in sheets {
        // Forms that fill a page each repeat their titles too, but lower down and larger.
        let edge = sheet.height / 10;
        for index in edges(sheet) {
            if let Some(Item::Row(Row { text, area, em, .. })) = sheet.items.get(index)
                && (area.bottom <= edge || area.top >= sheet.height - edge)
                && (*em <= usual.max(LARGEST) || stands_alone(sheet, index))
            {
                seen.entry(text).or_default().push(area.top);
            }
        }
    }
    let mut out = Vec::new();
    for (text, tops) in seen {
        for (index, top) in tops.iter().enumerate() {
            let again = tops.iter().skip(index + 1).any(|other| (other - top).abs() <= NEAR);
            let is_new = !out.iter().any(|(known, at): &(String, Length)| known == text && (at - top).abs() <= NEAR);
            if again && is_new {
                out.push((text.to_owned(), *top));
            }
        }
    }
    out
}

/// True where twice the height of a row is free between it and what stands nearer to the middle of the page.
fn stands_alone(sheet: &Sheet, index: usize) -> bool {
    let area = |index: usize| sheet.items.get(index).map(Item::area);
    let Some(own) = area(index) else { return false };
    let is_upper = own.middle().1 < sheet.height / 2;
    let inner = if is_upper { area(index + 1) } else { index.checked_sub(1).and_then(area) };
    let gap = inner.map(|inner| if is_upper { inner.top - own.bottom } else { own.top - inner.bottom });
    gap.is_none_or(|gap| gap >= own.height() * 2)
}

/// The size of most rows of text.
fn usual_size(sheets: &[Sheet]) -> Length {
    let mut sizes: Vec<Length> = sheets
        .iter()
        .flat_map(|sheet| &sheet.items)
        .filter_map(|item| if let Item::Row(row) = item { Some(row.em) } else { None })
        .collect();
    sizes.sort_unstable();
    sizes.get(sizes.len() / 2).copied().unwrap_or(0)
}
