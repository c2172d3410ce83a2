//! Cells to tables: their clean words in one flow, and the sentences of long cells in the draft's own.

use std::ops::Range;

use crate::document::{Cell, CellState, Table, Tables};
use crate::source::{CellPlace, SourceId, Span};

use super::writer::{FlowWriter, Rank};

/// Words of the source, and where they stand; `changed` where they are said otherwise there (`&amp;`).
#[derive(Debug, Clone)]
pub(super) struct Words<'a> {
    pub(super) text: &'a str,
    pub(super) source: Range<usize>,
    pub(super) changed: bool,
    /// True where a line begins with them: 100 above 200 is not 100200.
    pub(super) begins_line: bool,
}

impl<'a> Words<'a> {
    /// Words that stand in the source as they are.
    pub(super) fn at(text: &'a str, start: usize) -> Self {
        Self { text, source: start..start + text.len(), changed: false, begins_line: false }
    }

    /// A line that stands in the source as it is.
    pub(super) fn line(text: &'a str, start: usize) -> Self {
        Self { begins_line: true, ..Self::at(text, start) }
    }

    /// Writes them into a flow.
    pub(super) fn write(&self, writer: &mut FlowWriter) {
        if self.changed {
            writer.write_as(self.text, self.source.clone());
        } else {
            writer.write(self.text, self.source.start);
        }
    }
}

/// Gathers the tables of a document.
#[derive(Debug)]
pub(super) struct TableWriter {
    source: SourceId,
    flow: FlowWriter,
    tables: Vec<Table>,
    cells: Vec<Cell>,
}

impl TableWriter {
    /// Starts without tables.
    pub(super) fn new(source: SourceId) -> Self {
        Self { source, flow: FlowWriter::new(source), tables: Vec::new(), cells: Vec::new() }
    }

    /// The number of the table that is being written.
    pub(super) fn number(&self) -> u32 {
        u32::try_from(self.tables.len()).unwrap_or(u32::MAX)
    }

    /// Takes a cell: its paragraphs in order.
    pub(super) fn cell(&mut self, place: CellPlace, state: CellState, paragraphs: &[Words<'_>]) {
        let range = self.line(paragraphs);
        let (start, end) = match (paragraphs.first(), paragraphs.last()) {
            (Some(first), Some(last)) => (first.source.start, last.source.end.max(first.source.start)),
            _ => (0, 0),
        };
        self.cells.push(Cell { range, span: Span::new(self.source, start, end), place, state });
    }

    /// Closes the table; one without cells is none. `change` sets what its cells do not say.
    pub(super) fn end_table(&mut self, change: impl FnOnce(&mut Table)) {
        let cells = std::mem::take(&mut self.cells);
        if !cells.is_empty() {
            let mut table = Table::new(cells);
            change(&mut table);
            self.tables.push(table);
        }
    }

    /// All tables.
    pub(super) fn finish(self) -> Tables {
        let (flow, _) = self.flow.finish(0);
        Tables { flow, tables: self.tables }
    }

    /// Writes one line of the flow and gives its range.
    fn line(&mut self, parts: &[Words<'_>]) -> Range<usize> {
        let before = self.flow.len();
        for (at, part) in parts.iter().enumerate() {
            if part.begins_line && at > 0 {
                self.flow.join_line(part.source.start);
            }
            part.write(&mut self.flow);
        }
        let end = parts.last().map_or(0, |part| part.source.end);
        self.flow.end_paragraph(end, Rank::Cell);
        let after = self.flow.len();
        // A line break parts the lines, before the first character of the next.
        let start = if before > 0 && after > before { before + 1 } else { before };
        start..after
    }
}

/// True for a cell whose words are sentences: they are read like those of the text around.
pub(super) fn is_prose(words: &str) -> bool {
    const LEAST_WITH_COMMA: usize = 15;
    words.contains(['。', '；']) || words.contains('，') && words.chars().nth(LEAST_WITH_COMMA).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_cell_knows_its_clean_words_and_their_place() {
        let text = "指标 值\t≥１００ 座\t";
        let mut writer = TableWriter::new(SourceId(0));
        let place = |column| CellPlace { grid: 0, row: 0, column, rows: 1, columns: 1 };
        let second = text.find('≥').expect("is there");
        writer.cell(place(0), CellState::Plain, &[Words::at("指标 值", 0)]);
        writer.cell(place(1), CellState::Plain, &[Words::at("≥１００ 座", second)]);
        writer.cell(place(2), CellState::Plain, &[]);
        writer.end_table(|_| {});
        let tables = writer.finish();
        let table = tables.tables.first().expect("one table");
        let words: Vec<&str> = table.row(0).map(|cell| tables.words(cell)).collect();
        assert_eq!(words, ["指标值", "≥100座", ""]);
        let number = table.cell(0, 1).map(|cell| tables.flow.span(cell.range.start + "≥".len()..cell.range.end));
        assert_eq!(number.and_then(|span| text.get(span.range())), Some("１００ 座"));
    }
}
