//! Where a place of a transcript stands, as its author finds it: `第 3 页 第 2 段`, `自评表!F12`.

use crate::diagnostic::Wording;
use crate::source::{Grid, Locator, Origin, SourceMap, Span};

/// The place in words; `None` in a text, whose lines and columns say it.
pub(super) fn whereabouts(sources: &SourceMap, span: Span) -> Option<Wording> {
    match (page(sources, span), stand(sources, span)) {
        (Some(page), Some(stand)) => {
            Some(Wording::new(format!("{} {}", page.zh, stand.zh), format!("{}, {}", page.en, stand.en)))
        }
        (page, stand) => page.or(stand),
    }
}

/// The page.
pub(super) fn page(sources: &SourceMap, span: Span) -> Option<Wording> {
    let page = sources.file(span.source).origin()?.region(span.start)?.page?;
    Some(Wording::new(format!("第 {page} 页"), format!("page {page}")))
}

/// The paragraph under its heading, or the cell.
pub(super) fn stand(sources: &SourceMap, span: Span) -> Option<Wording> {
    let origin = sources.file(span.source).origin()?;
    Some(match origin.region(span.start)?.locator {
        Locator::Heading => Wording::new("标题", "the heading"),
        Locator::Paragraph(number) => Wording::new(format!("第 {number} 段"), format!("paragraph {number}")),
        Locator::Cell(place) => match origin.grids.get(place.grid as usize) {
            Some(Grid { sheet: Some(sheet), .. }) => {
                Wording::same(format!("{}!{}", super::visible(sheet), place.name()))
            }
            Some(_) | None => {
                let table = table_number(origin, place.grid);
                let (row, column) = (u64::from(place.row) + 1, u64::from(place.column) + 1);
                Wording::new(
                    format!("表 {table} 第 {row} 行第 {column} 列"),
                    format!("table {table}, row {row}, column {column}"),
                )
            }
        },
        Locator::Note => Wording::new("脚注", "a footnote"),
        Locator::Margin => Wording::new("页眉或页脚", "a header or footer"),
    })
}

/// The number of a table among those that stand in the text, from 1; frames around text are none.
fn table_number(origin: &Origin, grid: u32) -> usize {
    let is_table = |grid: &&Grid| grid.sheet.is_none() && grid.rows > 0;
    origin.grids.iter().take(grid as usize).filter(is_table).count() + 1
}
