//! Values parted by commas, semicolons or tabs (.csv, .tsv) to one table whose places are those of the file's text.

use std::ops::Range;

use crate::diagnostic::Diagnostics;
use crate::document::{CellState, DocumentBody, Tables};
use crate::source::{CellPlace, SourceId, Span};

use super::cells::{TableWriter, Words, is_prose};
use super::grid;
use super::prose;
use super::writer::{FlowWriter, Rank};

/// A value, its quotation marks not included.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Field {
    row: u32,
    column: u32,
    range: Range<usize>,
    is_quoted: bool,
}

/// Reads a text of values.
pub(super) fn read(source: SourceId, text: &str, diagnostics: &mut Diagnostics) -> (DocumentBody, Tables) {
    let fields = scanned(text);
    let places: Vec<(u32, u32)> = fields.iter().map(|field| (field.row, field.column)).collect();
    let taken = fields.get(..grid::fitting(&places, grid::MOST_CELLS).min(grid::MOST_CELLS)).unwrap_or(&[]);
    if let Some(first) = fields.get(taken.len()) {
        let span = Span::new(source, first.range.start, first.range.end);
        diagnostics.push(grid::cut("表格", taken.last().map(|field| field.row), span));
    }
    let mut writer = Writer { text, flow: FlowWriter::new(source), tables: TableWriter::new(source), length: 0 };
    let columns = taken.iter().map(|field| field.column + 1).max().unwrap_or(0);
    for row in taken.chunk_by(|one, other| one.row == other.row) {
        writer.row(row, columns);
    }
    writer.tables.end_table(|_| {});
    let (flow, seeds) = writer.flow.finish(text.len());
    let prose = prose::assemble(flow, &seeds, vec![(0, writer.length)]);
    (prose::body(prose, &seeds), writer.tables.finish())
}

/// The values of a text row by row, without their quotation marks and without blanks around them; rows that hold nothing
/// are left out. At most a million values are given.
#[must_use]
pub fn csv_rows(text: &str) -> Vec<Vec<String>> {
    let mut rows: Vec<(u32, Vec<String>)> = Vec::new();
    for field in scanned(text) {
        if rows.last().is_none_or(|(row, _)| *row != field.row) {
            rows.push((field.row, Vec::new()));
        }
        let Some((_, row)) = rows.last_mut() else { break };
        row.resize(field.column as usize, String::new());
        let lines = words(text, &field).into_iter();
        let value: String = lines.flat_map(|part| [if part.begins_line { "\n" } else { "" }, part.text]).collect();
        row.push(value.trim().to_owned());
    }
    rows.into_iter().map(|(_, row)| row).collect()
}

fn scanned(text: &str) -> Vec<Field> {
    let (at, separator) = separator(text);
    Scan { text, at, separator, row: 0, column: 0, is_open: false }.fields()
}

/// Where the values begin and what parts them: what a first line `sep=;` says, else the mark that parts most of the
/// first lines into equally many values.
fn separator(text: &str) -> (usize, char) {
    const KNOWN: [char; 3] = [',', '\t', ';'];
    const LINES: usize = 12;
    if let Some(rest) = text.strip_prefix("sep=")
        && let Some(named) = rest.chars().next().filter(|c| KNOWN.contains(c))
        && let Some(end) = text.find('\n')
    {
        return (end + 1, named);
    }
    let counts = |separator: char| -> Vec<usize> {
        let lines = text.lines().filter(|line| !line.trim().is_empty()).take(LINES);
        lines.map(|line| outside_quotes(line).filter(|c| *c == separator).count()).collect()
    };
    let score = |separator: char| {
        let counts = counts(separator);
        let most = counts.iter().copied().max().unwrap_or(0);
        let alike = |count: &usize| counts.iter().filter(|other| *other == count).count();
        let usual = counts.iter().filter(|count| **count > 0).max_by_key(|count| alike(count));
        (usual.map_or(0, alike), most)
    };
    let best = KNOWN.iter().copied().rev().max_by_key(|separator| score(*separator));
    (0, best.unwrap_or(','))
}

fn outside_quotes(line: &str) -> impl Iterator<Item = char> {
    let mut is_inside = false;
    line.chars().filter(move |c| {
        is_inside ^= *c == '"';
        !is_inside
    })
}

struct Scan<'a> {
    text: &'a str,
    at: usize,
    separator: char,
    row: u32,
    column: u32,
    /// True once a quotation mark was met that nothing closes: from there on they are marks like others.
    is_open: bool,
}

impl Scan<'_> {
    /// All values that hold something, one more than are taken.
    fn fields(mut self) -> Vec<Field> {
        let mut fields = Vec::new();
        while self.at < self.text.len() && fields.len() <= grid::MOST_CELLS {
            let field = self.field();
            if self.text.get(field.range.clone()).is_some_and(|words| !words.trim().is_empty()) {
                fields.push(field);
            }
        }
        fields
    }

    /// Takes a value and what parts it from the next.
    fn field(&mut self) -> Field {
        let (row, column) = (self.row, self.column);
        let quoted = self.quoted();
        let end = self.end_of_plain(quoted.as_ref().map_or(self.at, |range| range.end + 1));
        // What stands behind the closing mark belongs to the value, and the mark with it.
        let is_quoted = quoted.as_ref().is_some_and(|range| self.is_blank(range.end + 1..end));
        let range = quoted.filter(|_| is_quoted).unwrap_or_else(|| self.trimmed(self.at..end));
        self.at = end;
        let rest = self.text.get(end..).unwrap_or("");
        if rest.starts_with(self.separator) {
            self.at += self.separator.len_utf8();
            self.column = self.column.saturating_add(1);
        } else {
            self.at += if rest.starts_with("\r\n") { 2 } else { usize::from(!rest.is_empty()) };
            self.row = self.row.saturating_add(1);
            self.column = 0;
        }
        Field { row, column, range, is_quoted }
    }

    /// What stands between the quotation marks of a value that begins with one.
    fn quoted(&mut self) -> Option<Range<usize>> {
        let rest = self.text.get(self.at..)?.strip_prefix('"').filter(|_| !self.is_open)?;
        let mut quotes = rest.match_indices('"').map(|(at, _)| at).peekable();
        while let Some(at) = quotes.next() {
            // Two marks stand for one.
            if quotes.next_if(|next| *next == at + 1).is_none() {
                return Some(self.at + 1..self.at + 1 + at);
            }
        }
        self.is_open = true;
        None
    }

    /// Where a value ends that begins or goes on at a place, outside of quotation marks.
    fn end_of_plain(&self, start: usize) -> usize {
        let rest = self.text.get(start..).unwrap_or("");
        rest.find([self.separator, '\n', '\r']).map_or(self.text.len(), |length| start + length)
    }

    fn is_blank(&self, range: Range<usize>) -> bool {
        self.text.get(range).is_some_and(|words| words.trim().is_empty())
    }

    fn trimmed(&self, range: Range<usize>) -> Range<usize> {
        let words = self.text.get(range.clone()).unwrap_or("");
        let start = range.start + words.len() - words.trim_start().len();
        start..start + words.trim().len()
    }
}

struct Writer<'a> {
    text: &'a str,
    flow: FlowWriter,
    tables: TableWriter,
    /// Characters of the cells that are no sentences.
    length: usize,
}

impl Writer<'_> {
    /// Writes a row, blank values too.
    fn row(&mut self, fields: &[Field], columns: u32) {
        let Some(row) = fields.first().map(|field| field.row) else { return };
        let mut fields = fields.iter().peekable();
        for column in 0..columns {
            let words = match fields.next_if(|field| field.column == column) {
                Some(field) => words(self.text, field),
                None => Vec::new(),
            };
            let place = CellPlace { grid: 0, row, column, rows: 1, columns: 1 };
            self.tables.cell(place, CellState::Plain, &words);
            if words.iter().any(|part| is_prose(part.text)) {
                self.sentences(&words);
            } else {
                self.length += words.iter().map(|part| part.text.chars().count()).sum::<usize>();
            }
        }
    }

    /// Writes sentences into the text around the table, each line of the value a paragraph.
    fn sentences(&mut self, words: &[Words<'_>]) {
        let mut end = 0;
        for part in words {
            if part.begins_line {
                self.flow.end_paragraph(end, Rank::Cell);
            }
            part.write(&mut self.flow);
            end = part.source.end;
        }
        self.flow.end_paragraph(end, Rank::Cell);
    }
}

/// The words of a value: its lines, and two quotation marks that stand for one.
fn words<'a>(text: &'a str, field: &Field) -> Vec<Words<'a>> {
    let mut words = Vec::new();
    let mut start = field.range.start;
    for line in text.get(field.range.clone()).unwrap_or("").split_inclusive('\n') {
        let mut at = start;
        let mut begins_line = true;
        let mut rest = line.trim_end_matches(['\n', '\r']);
        while !rest.is_empty() {
            let is_doubled = field.is_quoted && rest.starts_with("\"\"");
            let length = if is_doubled {
                2
            } else if field.is_quoted {
                rest.find("\"\"").unwrap_or(rest.len())
            } else {
                rest.len()
            };
            let (part, behind) = rest.split_at_checked(length).unwrap_or((rest, ""));
            let source = at..at + length;
            let shown = if is_doubled { "\"" } else { part };
            words.push(Words { text: shown, source, changed: is_doubled, begins_line });
            begins_line = false;
            at += length;
            rest = behind;
        }
        start += line.len();
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows of values, as they stand in the text.
    fn rows(text: &str) -> Vec<String> {
        let fields = scanned(text);
        let shown = |field: &Field| {
            let words: String = words(text, field).iter().map(|part| part.text).collect();
            format!("{}.{} {words}", field.row, field.column)
        };
        fields.iter().map(shown).collect()
    }

    #[test]
    fn rows_have_their_values_in_their_columns() {
        assert_eq!(
            csv_rows("甲,乙,丙\n\n,\" 他说\"\"好\"\" \"\n1,,\"a\nb\"\n"),
            [vec!["甲", "乙", "丙"], vec!["", "他说\"好\""], vec!["1", "", "a\nb"],]
        );
    }

    #[test]
    fn values_are_told_apart() {
        assert_eq!(rows("甲,乙\r\n1,2\r\n"), ["0.0 甲", "0.1 乙", "1.0 1", "1.1 2"]);
        assert_eq!(rows("甲;乙\n\"1,5\";2"), ["0.0 甲", "0.1 乙", "1.0 1,5", "1.1 2"]);
        assert_eq!(rows("甲\t乙\n1,000\t2,000"), ["0.0 甲", "0.1 乙", "1.0 1,000", "1.1 2,000"]);
        assert_eq!(rows("sep=;\n甲;乙,丙"), ["0.0 甲", "0.1 乙,丙"]);
        assert_eq!(rows("\n甲,,乙,\n,,,\n"), ["1.0 甲", "1.2 乙"]);
        assert_eq!(rows("\"他说\"\"好\"\"\",\"a\nb\" ,c"), ["0.0 他说\"好\"", "0.1 ab", "0.2 c"]);
        assert_eq!(rows("\"甲\"乙,丙"), ["0.0 \"甲\"乙", "0.1 丙"]);
        assert_eq!(rows("\"甲,乙\n丙,\"丁"), ["0.0 \"甲,乙丙,\"丁"]);
        assert_eq!(rows("5\" 管,\"未完"), ["0.0 5\" 管", "0.1 \"未完"]);
    }
}
