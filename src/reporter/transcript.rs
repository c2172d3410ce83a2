//! What a picture shows of a transcript: paragraphs, sentences of long cells, and pieces of tables.

use std::collections::{BTreeMap, BTreeSet};

use crate::source::{CellPlace, Locator, Origin, Region, SourceFile, SourceId, Span};

use super::crop::rows;
use super::mark::{Mark, Piece, content, pieces};
use super::place::Places;
use super::sheet::{self, MarkedCell};
use super::stretch::Stretch;
use super::whereabouts::whereabouts;
use super::wrap::columns;
use super::{Look, visible};

/// A cell of more columns is shown by its words, like a paragraph.
const LONGEST_CELL: usize = 48;

/// A transcript with the marks that lie in it, each with its turn.
struct Transcript<'a> {
    file: &'a SourceFile,
    origin: &'a Origin,
    marks: Vec<(usize, &'a Mark)>,
    places: &'a Places<'a>,
    look: &'a Look,
}

/// The stretches of one transcript, the one with the most important mark first.
pub(super) fn stretches<'a>(
    source: SourceId,
    origin: &'a Origin,
    marks: impl Iterator<Item = (usize, &'a Mark)>,
    places: &'a Places<'a>,
    look: &'a Look,
) -> Vec<Stretch> {
    let file = places.sources().file(source);
    let transcript = Transcript { file, origin, marks: marks.collect(), places, look };
    let mut found = transcript.texts();
    found.extend(transcript.tables());
    found.sort_by_key(|(first, _)| *first);
    found.into_iter().map(|(_, stretch)| stretch).collect()
}

impl<'a> Transcript<'a> {
    /// The short cell that a mark begins in.
    fn cell(&self, mark: &Mark) -> Option<(Region, CellPlace)> {
        let region = self.origin.region(mark.span.start)?;
        let Locator::Cell(place) = region.locator else { return None };
        let words = self.file.text().get(region.start as usize..region.end as usize).unwrap_or("");
        // Bytes tell at once that a cell is short; columns are counted where they do not.
        let is_short = words.len() <= LONGEST_CELL || columns(words) <= LONGEST_CELL;
        is_short.then_some((*region, place))
    }

    fn width(&self) -> usize {
        self.look.width.saturating_sub(6).max(32)
    }

    /// The file and the place of a mark in it.
    fn name(&self, turn: usize) -> String {
        let span = self.marks.iter().find(|(other, _)| *other == turn).map(|(_, mark)| mark.span);
        self.name_of(span)
    }

    fn name_of(&self, span: Option<Span>) -> String {
        let name = visible(self.file.name());
        match span.and_then(|span| whereabouts(self.places.sources(), span)) {
            Some(words) => format!("{name} {}", self.look.say(&words)),
            None => name.into_owned(),
        }
    }

    /// Paragraphs and long cells, with the turn of their most important mark.
    fn texts(&self) -> Vec<(usize, Stretch)> {
        let mut regions: BTreeMap<(u32, u32), Vec<(usize, &'a Mark)>> = BTreeMap::new();
        for (turn, mark) in self.marks.iter().filter(|(_, mark)| self.cell(mark).is_none()) {
            // The other cells of a row stand in the same line; paragraphs have theirs, and a mark may go over several.
            let of_cell = |region: &&Region| matches!(region.locator, Locator::Cell(_));
            let region = self.origin.region(mark.span.start).filter(of_cell);
            let region = region.map_or((0, u32::MAX), |region| (region.start, region.end));
            regions.entry(region).or_default().push((*turn, mark));
        }
        let (text, index) = (self.file.text(), self.file.lines());
        let mut found = Vec::new();
        for ((start, end), marks) in regions {
            for (line, pieces) in pieces(text, index, marks.into_iter(), |_| String::new()) {
                let first = pieces.iter().map(|piece| piece.mark).min().unwrap_or(0);
                let (from, to) = content(text, index, line);
                let shown = (from.max(start as usize), to.min(end as usize));
                if shown.0 > shown.1 {
                    // The mark goes on behind the cell.
                    continue;
                }
                let pieces = pieces.into_iter().filter_map(|piece| clipped(piece, shown)).collect();
                let source = self.marks.first().map(|(_, mark)| mark.span.source);
                // A mark over several paragraphs is named by each of them.
                let name = self.name_of(source.map(|source| Span::new(source, shown.0, shown.0)));
                found.extend(rows(text, line, shown, pieces, self.width()).into_iter().map(|row| {
                    let gutter = Some(vec![String::new()]);
                    (first, Stretch { name: name.clone(), at: (0, 0), rows: vec![row], gutter })
                }));
            }
        }
        found
    }

    /// Pieces of tables, with the turn of their most important mark.
    fn tables(&self) -> Vec<(usize, Stretch)> {
        let grids: BTreeSet<u32> =
            self.marks.iter().filter_map(|(_, mark)| self.cell(mark)).map(|(_, place)| place.grid).collect();
        let table = |grid: u32| {
            let cells: Vec<MarkedCell> =
                self.marks.iter().filter_map(|(turn, mark)| self.marked(*turn, mark, grid)).collect();
            let first = cells.iter().map(|cell| cell.piece.mark).min().unwrap_or(0);
            let (rows, gutter) = sheet::rows(self.file, self.origin, grid, &cells, self.width()).into_iter().unzip();
            (first, Stretch { name: self.name(first), at: (0, 0), rows, gutter: Some(gutter) })
        };
        grids.into_iter().map(table).collect()
    }

    fn marked(&self, turn: usize, mark: &Mark, grid: u32) -> Option<MarkedCell> {
        let (region, place) = self.cell(mark).filter(|(_, place)| place.grid == grid)?;
        let (start, end) = (region.start as usize, region.end as usize);
        let piece = Piece {
            start: mark.span.start as usize,
            end: (mark.span.end as usize).min(end),
            mark: turn,
            text: mark.text.clone(),
        };
        Some(MarkedCell { place, start, end, piece })
    }
}

/// What of a piece lies inside a stretch of text.
fn clipped(piece: Piece, (from, to): (usize, usize)) -> Option<Piece> {
    let (start, end) = (piece.start.max(from), piece.end.min(to));
    (start <= end).then_some(Piece { start, end, ..piece })
}
