//! PDF files to a draft, through poppler: its programs tell where words and lines stand on each page, and paragraphs and
//! tables are made of that here.
//!
//! `process` alone starts anything; all else works on what the programs wrote.

mod drawing;
mod error;
mod grid;
mod guess;
mod layout;
mod margins;
mod measure;
mod process;
mod rows;
mod table;
mod text;

use super::draft::Draft;
use super::limits::Limits;
use drawing::Rules;
pub(super) use error::{PdfError, PdfGap};
use guess::Item;
use layout::{Line, Page};
use margins::Sheet;
use process::Poppler;
use rows::Row;
use table::Table;

/// What was read of a PDF.
#[derive(Debug)]
pub(super) struct Pdf {
    pub(super) draft: Draft,
    /// What is missing.
    pub(super) gaps: Vec<PdfGap>,
}

/// Reads a PDF with the programs of poppler.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Pdf, PdfError> {
    let poppler = Poppler::new(limits);
    let lent = Poppler::lend(bytes)?;
    let said = poppler.layout(&lent)?;
    let pages = layout::pages(&said.words).ok_or(PdfError::Strange)?;
    let mut gaps = if said.lacks_fonts { vec![PdfGap::Fonts] } else { Vec::new() };
    let mut rules = vec![Rules::default(); pages.len()];
    for run in runs(&pages) {
        let (first, last) = (number(run.start), number(run.end.saturating_sub(1)));
        match poppler.drawing(&lent, first, last).and_then(|svg| drawing::rules(&svg.words).ok_or(PdfError::Strange)) {
            Ok(found) => rules.iter_mut().skip(run.start).zip(found).for_each(|(rules, found)| *rules = found),
            Err(error) => {
                gaps.push(PdfGap::NoLines(error));
                break;
            }
        }
    }
    let mut pdf = drafted(pages, rules).map_err(|error| match error {
        // It has words, but none that could be read.
        PdfError::NoText if said.lacks_fonts => PdfError::Unmapped,
        other => other,
    })?;
    pdf.gaps.extend(gaps);
    Ok(pdf)
}

/// Makes a draft of what the programs wrote: all pages, and the drawing of all of them or of none.
pub(super) fn of_layout(layout: &str, svg: &str) -> Result<Pdf, PdfError> {
    let pages = layout::pages(layout).ok_or(PdfError::Strange)?;
    let rules = if svg.is_empty() { Vec::new() } else { drawing::rules(svg).ok_or(PdfError::Strange)? };
    drafted(pages, rules)
}

fn drafted(mut pages: Vec<Page>, mut rules: Vec<Rules>) -> Result<Pdf, PdfError> {
    has_words(&pages)?;
    let blank: Vec<u32> = (0..pages.len())
        .filter(|index| pages.get(*index).is_some_and(|page| page.lines.is_empty()))
        .map(number)
        .collect();
    rules.resize(pages.len(), Rules::default());
    let mut sheets: Vec<Sheet> =
        pages.iter_mut().zip(&rules).zip(1..).flat_map(|((page, rules), number)| sheets(page, rules, number)).collect();
    let margins = margins::take(&mut sheets);
    let draft = text::draft(&sheets, margins);
    let gaps = if blank.is_empty() { Vec::new() } else { vec![PdfGap::Blank(blank)] };
    Ok(Pdf { draft, gaps })
}

/// A PDF without words is a scan; one with many characters that mean nothing has fonts without a map.
fn has_words(pages: &[Page]) -> Result<(), PdfError> {
    let (mut all, mut strange) = (0_usize, 0_usize);
    for c in pages.iter().flat_map(|page| &page.lines).flat_map(|line| &line.words).flat_map(|word| word.text.chars()) {
        all += 1;
        strange +=
            usize::from(c.is_control() || c == char::REPLACEMENT_CHARACTER || ('\u{E000}'..='\u{F8FF}').contains(&c));
    }
    match all {
        0 => Err(PdfError::NoText),
        _ if strange > all / 10 => Err(PdfError::Unmapped),
        _ => Ok(()),
    }
}

/// Runs of neighbouring pages of one size that may hold tables; each is drawn at once.
fn runs(pages: &[Page]) -> Vec<std::ops::Range<usize>> {
    let mut runs: Vec<std::ops::Range<usize>> = Vec::new();
    for (index, page) in pages.iter().enumerate().filter(|(_, page)| has_cells(page)) {
        let size = |index: usize| pages.get(index).map(|page| (page.width, page.height));
        match runs.last_mut() {
            Some(run) if run.end == index && size(run.start) == Some((page.width, page.height)) => run.end += 1,
            _ => runs.push(index..index + 1),
        }
    }
    runs
}

/// True where words stand beside each other with a gap: without such there is no table, and nothing is to be drawn.
fn has_cells(page: &Page) -> bool {
    let mut lines: Vec<_> = page.lines.iter().map(Line::area).collect();
    lines.sort_by_key(|area| area.middle().1);
    lines.windows(2).any(|pair| matches!(pair, [one, other] if one.is_beside(*other)))
}

/// What stands on a page; the columns of one whose text is set so follow each other.
fn sheets(page: &mut Page, rules: &Rules, number: u32) -> Vec<Sheet> {
    let tables = table::tables(page, number, grid::grids(rules));
    let lines = std::mem::take(&mut page.lines);
    let Page { width, height, .. } = *page;
    if !stands_in_columns(&lines, width) {
        let items = items(lines, tables, |rows| guess::tables(rows, number));
        return vec![Sheet { number, width, height, is_column: false, items }];
    }
    let (second, first): (Vec<Line>, Vec<Line>) = lines.into_iter().partition(|line| line.area().left > width * 9 / 20);
    let column = |lines, tables| {
        let items = items(lines, tables, |rows| rows.into_iter().map(Item::Row).collect());
        Sheet { number, width: width / 2, height, is_column: true, items }
    };
    vec![column(first, tables), column(second, Vec::new())]
}

/// Rows and tables from top to bottom; the rows above, between and below tables are looked at apart.
fn items(lines: Vec<Line>, tables: Vec<Table>, look: impl Fn(Vec<Row>) -> Vec<Item>) -> Vec<Item> {
    let mut rows = rows::rows(lines).into_iter().peekable();
    let mut items = Vec::new();
    for table in tables {
        let above = std::iter::from_fn(|| rows.next_if(|row| row.area.top < table.area.top)).collect();
        items.extend(look(above));
        items.push(Item::Table(table));
    }
    items.extend(look(rows.collect()));
    items
}

/// True where text is set in columns side by side: several long lines have another at their height.
fn stands_in_columns(lines: &[Line], width: i32) -> bool {
    const ENOUGH: usize = 4;
    let mut wide: Vec<_> = lines.iter().map(Line::area).filter(|area| area.width() > width / 4).collect();
    wide.sort_by_key(|area| area.middle().1);
    wide.windows(2).filter(|pair| matches!(pair, [one, other] if one.is_beside(*other))).count() >= ENOUGH
}

/// The number of a page by its place.
fn number(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX).saturating_add(1)
}
