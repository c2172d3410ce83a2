//! A file that is no text, as its reader gives it: a transcript, and what stands where in it.
//!
//! Every reader of Word files, workbooks and PDFs ends here: paragraphs become prose, cells tables, and each piece
//! keeps the place at which people find it.

use std::ops::Range;

use crate::document::{CellState, DocumentBody, Prose, Tables};
use crate::source::{CellPlace, Grid, Locator, Origin, Region, SourceId};

use super::cells::{TableWriter, Words, is_prose};
use super::prose;
use super::writer::{FlowWriter, Rank, Seed};

/// The transcript of a file and its pieces.
#[derive(Debug, Default)]
pub(super) struct Draft {
    /// A line a paragraph, a line a table row, cells parted by tabs; a line break inside a paragraph or a cell is one.
    pub(super) text: String,
    /// The pieces in the order of the text; they do not overlap. The paragraphs of a cell follow each other, and the
    /// cells of a table: a table inside a cell comes behind the one around it.
    pub(super) blocks: Vec<Block>,
    /// The tables that cells name.
    pub(super) grids: Vec<Sketch>,
}

/// A piece of a transcript.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Block {
    /// Its bytes.
    pub(super) range: Range<usize>,
    /// The page it begins on, from 1, where that is known.
    pub(super) page: Option<u32>,
    /// What it is.
    pub(super) role: Role,
}

/// What a piece is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// A paragraph of the text; the depth where it is marked up as a heading.
    Paragraph(Option<u8>),
    /// A paragraph of a cell.
    Cell(CellPlace, CellState),
    /// A footnote or an endnote.
    Note,
    /// A header or a footer.
    Margin,
}

/// A table as its reader knows it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Sketch {
    /// The sheet's name.
    pub(super) sheet: Option<String>,
    /// True where its cells were told from the look of a page.
    pub(super) is_guessed: bool,
    /// True where it only frames what stands in it: a text box made of one cell.
    pub(super) is_frame: bool,
}

/// What a draft becomes.
#[derive(Debug)]
pub(super) struct Assembled {
    pub(super) body: DocumentBody,
    pub(super) tables: Tables,
    pub(super) origin: Origin,
}

/// Makes prose, tables and places of a draft whose transcript is the text of `source`.
pub(super) fn assemble(source: SourceId, text: &str, blocks: &[Block], grids: Vec<Sketch>) -> Assembled {
    let mut assembly = Assembly {
        text,
        grids: &grids,
        flow: FlowWriter::new(source),
        tables: TableWriter::new(source),
        places: Vec::new(),
    };
    let mut rest = blocks;
    while let Some(first) = rest.first() {
        let taken = match first.role {
            Role::Cell(place, _) if !assembly.is_frame(place) => assembly.table(rest, place.grid),
            Role::Paragraph(_) | Role::Cell(..) | Role::Note | Role::Margin => assembly.paragraph(first),
        };
        rest = rest.get(taken..).unwrap_or(&[]);
    }
    assembly.finish(blocks)
}

struct Assembly<'a> {
    text: &'a str,
    grids: &'a [Sketch],
    flow: FlowWriter,
    tables: TableWriter,
    /// Where tables stand in the flow, with their length.
    places: Vec<(usize, usize)>,
}

impl Assembly<'_> {
    fn is_frame(&self, place: CellPlace) -> bool {
        self.grids.get(place.grid as usize).is_some_and(|grid| grid.is_frame)
    }

    /// Takes a paragraph outside of tables; one block.
    fn paragraph(&mut self, block: &Block) -> usize {
        let rank = match block.role {
            Role::Paragraph(Some(depth)) => Rank::Marked(depth),
            Role::Paragraph(None) | Role::Cell(..) => Rank::Text,
            Role::Note | Role::Margin => Rank::Apart,
        };
        self.lines(block.range.clone(), rank);
        1
    }

    /// Writes each line of a block as a paragraph.
    fn lines(&mut self, range: Range<usize>, rank: Rank) {
        let mut start = range.start;
        for line in self.text.get(range).unwrap_or("").split_inclusive('\n') {
            let words = line.trim_end_matches('\n');
            self.flow.write(words, start);
            self.flow.end_paragraph(start + words.len(), rank);
            start += line.len();
        }
    }

    /// Takes all cells of one table; gives how many blocks they are.
    fn table(&mut self, blocks: &[Block], grid: u32) -> usize {
        let captions = self.flow.captions();
        let mut taken = 0;
        let mut length = 0;
        let place = self.flow.len();
        while let Some(Role::Cell(cell, state)) = blocks.get(taken).map(|block| block.role)
            && cell.grid == grid
        {
            let of_cell = |block: &&Block| matches!(block.role, Role::Cell(other, _) if other == cell);
            let rest = blocks.get(taken..).unwrap_or(&[]);
            let paragraphs: Vec<&Block> = rest.iter().take_while(of_cell).collect();
            taken += paragraphs.len();
            length += self.cell(cell, state, &paragraphs);
        }
        let sketch = self.grids.get(grid as usize).cloned().unwrap_or_default();
        self.tables.end_table(|table| {
            table.captions = captions;
            table.sheet = sketch.sheet;
            table.is_guessed = sketch.is_guessed;
        });
        self.places.push((place, length));
        taken
    }

    /// Takes a cell and gives its length in characters. Its sentences are read with the text around it.
    fn cell(&mut self, place: CellPlace, state: CellState, paragraphs: &[&Block]) -> usize {
        let lines = |block: &&Block| {
            let mut start = block.range.start;
            let text = self.text.get(block.range.clone()).unwrap_or("");
            text.split('\n').map(move |line| {
                let words = Words::line(line, start);
                start += line.len() + 1;
                words
            })
        };
        let words: Vec<Words<'_>> = paragraphs.iter().flat_map(lines).collect();
        self.tables.cell(place, state, &words);
        if state == CellState::Plain && words.iter().any(|part| is_prose(part.text)) {
            paragraphs.iter().for_each(|block| self.lines(block.range.clone(), Rank::Cell));
            // They are counted as paragraphs.
            return 0;
        }
        words.iter().map(|part| part.text.chars().count()).sum()
    }

    fn finish(self, blocks: &[Block]) -> Assembled {
        let end = blocks.last().map_or(0, |block| block.range.end);
        let (flow, seeds) = self.flow.finish(end);
        let prose = prose::assemble(flow, &seeds, self.places);
        let tables = self.tables.finish();
        let origin = origin(&prose, &seeds, &tables, blocks, self.grids);
        let body = prose::body(prose, &seeds);
        Assembled { body, tables, origin }
    }
}

/// Where each block stands, as people say it.
fn origin(prose: &Prose, seeds: &[Seed], tables: &Tables, blocks: &[Block], sketches: &[Sketch]) -> Origin {
    let narrow = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    // Where the paragraphs of the text begin in the source, in order: headings, and others counted under them.
    let mut paragraphs = prose
        .paragraphs
        .iter()
        .zip(seeds)
        .filter(|(_, seed)| seed.rank.is_text())
        .map(|(paragraph, _)| (prose.span(paragraph.range.clone()).start, paragraph.heading.is_some()))
        .peekable();
    let mut count = 0;
    let mut regions = Vec::with_capacity(blocks.len());
    for block in blocks {
        let framed = matches!(block.role, Role::Cell(place, _) if sketches.get(place.grid as usize).is_some_and(|it| it.is_frame));
        let locator = match block.role {
            Role::Cell(place, _) if !framed => Locator::Cell(place),
            Role::Paragraph(_) | Role::Cell(..) => {
                let mut is_heading = false;
                let mut is_blank = true;
                while let Some((_, heading)) = paragraphs.next_if(|(start, _)| (*start as usize) < block.range.end) {
                    count = if heading { 0 } else { count + u32::from(is_blank) };
                    (is_heading, is_blank) = (heading, false);
                }
                if is_heading { Locator::Heading } else { Locator::Paragraph(count.max(1)) }
            }
            Role::Note => Locator::Note,
            Role::Margin => Locator::Margin,
        };
        let (start, end) = (narrow(block.range.start), narrow(block.range.end));
        regions.push(Region { start, end, page: block.page, locator });
    }
    Origin { regions, grids: grids(tables, sketches) }
}

/// The tables by the numbers that cells name.
fn grids(tables: &Tables, sketches: &[Sketch]) -> Vec<Grid> {
    let mut grids: Vec<Grid> =
        sketches.iter().map(|sketch| Grid { sheet: sketch.sheet.clone(), rows: 0, columns: 0 }).collect();
    for table in &tables.tables {
        let number = table.cells.first().map(|cell| cell.place.grid as usize);
        if let Some(grid) = number.and_then(|number| grids.get_mut(number)) {
            (grid.rows, grid.columns) = (table.rows, table.columns);
        }
    }
    grids
}
