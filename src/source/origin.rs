//! Where the pieces of a text stand in the file that it was drawn from.
//!
//! The text of a Word file, a workbook or a PDF is a *transcript*: a line a paragraph, a line a table row, cells parted
//! by tabs. Its lines mean nothing to the author; pages, paragraphs and cells do.

/// What people call the places of a transcript.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Origin {
    /// In the order of the text; they do not overlap.
    pub regions: Vec<Region>,
    /// The tables that cells belong to.
    pub grids: Vec<Grid>,
}

/// A piece of a transcript and where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Region {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// The page, from 1, where it is known.
    pub page: Option<u32>,
    /// Where it stands.
    pub locator: Locator,
}

/// Where a piece stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Locator {
    /// A heading.
    Heading,
    /// The n-th paragraph under its heading, from 1.
    Paragraph(u32),
    /// A cell of a table.
    Cell(CellPlace),
    /// A footnote or an endnote.
    Note,
    /// A header or a footer.
    Margin,
}

/// Which cell of which table; rows and columns are counted from 0, merged cells cover several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct CellPlace {
    /// Index into [`Origin::grids`].
    pub grid: u32,
    /// First row.
    pub row: u32,
    /// First column.
    pub column: u32,
    /// How many rows it covers; at least 1.
    pub rows: u32,
    /// How many columns it covers; at least 1.
    pub columns: u32,
}

/// A table of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grid {
    /// The sheet's name; `None` for a table that stands in a text.
    pub sheet: Option<String>,
    /// How many rows it has.
    pub rows: u32,
    /// How many columns it has.
    pub columns: u32,
}

impl Origin {
    /// The piece that holds a byte of the text; at a border the one that begins there.
    #[must_use]
    pub fn region(&self, offset: u32) -> Option<&Region> {
        let index = self.regions.partition_point(|region| region.start <= offset).checked_sub(1)?;
        self.regions.get(index).filter(|region| offset < region.end || region.start == offset || offset == region.end)
    }

    /// The pieces of one table, in the order of the text.
    pub fn cells(&self, grid: u32) -> impl Iterator<Item = (&Region, CellPlace)> {
        self.regions.iter().filter_map(move |region| match region.locator {
            Locator::Cell(place) if place.grid == grid => Some((region, place)),
            Locator::Cell(_) | Locator::Heading | Locator::Paragraph(_) | Locator::Note | Locator::Margin => None,
        })
    }
}

impl CellPlace {
    /// `F12`: column in letters, row from 1, as spreadsheets call the cell.
    #[must_use]
    pub fn name(self) -> String {
        let mut letters = Vec::new();
        let mut column = u64::from(self.column) + 1;
        while column > 0 {
            column -= 1;
            letters.push(char::from(b'A' + u8::try_from(column % 26).unwrap_or(0)));
            column /= 26;
        }
        let letters: String = letters.iter().rev().collect();
        format!("{letters}{}", u64::from(self.row) + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_called_as_spreadsheets_do() {
        let name = |row, column| CellPlace { grid: 0, row, column, rows: 1, columns: 1 }.name();
        assert_eq!(name(11, 5), "F12");
        assert_eq!(name(0, 25), "Z1");
        assert_eq!(name(0, 26), "AA1");
        assert_eq!(name(1_048_575, 16_383), "XFD1048576");
    }

    #[test]
    fn a_byte_belongs_to_the_piece_that_holds_it() {
        let region = |start, end, number| Region { start, end, page: None, locator: Locator::Paragraph(number) };
        let origin = Origin { regions: vec![region(0, 3, 1), region(4, 9, 2)], grids: Vec::new() };
        let at = |offset| origin.region(offset).map(|region| region.locator);
        assert_eq!(at(2), Some(Locator::Paragraph(1)));
        assert_eq!(at(4), Some(Locator::Paragraph(2)));
        assert_eq!(at(9), Some(Locator::Paragraph(2)));
        assert_eq!(at(10), None);
    }
}
