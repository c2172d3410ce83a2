//! Words at one height: a row of text, and how the words of one row follow those of the row above.

use super::super::reflow::{MIDDLE_MARKS, OPEN_MARKS};
use super::super::writer::is_wide;
use super::layout::{Line, Word};
use super::measure::{Area, Length};

/// A row of text on a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    /// Its words; a tab stands for a wide gap.
    pub(super) text: String,
    pub(super) area: Area,
    /// The width of a character.
    pub(super) em: Length,
    /// What stands between gaps that may be the gaps between columns, from left to right.
    pub(super) pieces: Vec<Piece>,
}

/// Words of a row that stand close to each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) area: Area,
}

/// Rows from top to bottom, of lines that stand in one column.
pub(super) fn rows(mut lines: Vec<Line>) -> Vec<Row> {
    lines.sort_by_cached_key(|line| (line.area().top, line.area().left));
    let mut groups: Vec<(Area, Vec<Word>)> = Vec::new();
    for line in lines {
        let area = line.area();
        match groups.last_mut() {
            Some((first, words)) if first.is_beside(area) => words.extend(line.words),
            _ => groups.push((area, line.words)),
        }
    }
    groups.into_iter().map(|(_, words)| Row::of(words)).collect()
}

impl Row {
    fn of(mut words: Vec<Word>) -> Self {
        words.sort_by_key(|word| word.area.left);
        let em = em(&words);
        let mut row = Self { text: String::new(), area: Area::default(), em, pieces: Vec::new() };
        let mut right = None;
        for word in &words {
            let gap = right.map_or(0, |right: Length| word.area.left - right);
            row.take(word, right.is_none(), gap);
            right = Some(right.map_or(word.area.right, |right| right.max(word.area.right)));
        }
        row
    }

    fn take(&mut self, word: &Word, is_first: bool, gap: Length) {
        // Letter-spaced titles part their characters by up to two widths, cells stand wider apart.
        let (is_column_gap, is_cell_gap) = (gap > self.em + self.em / 2, gap > self.em * 3);
        self.area = if is_first { word.area } else { self.area.with(word.area) };
        if is_cell_gap {
            self.text.push('\t');
            self.text.push_str(&word.text);
        } else {
            append(&mut self.text, &word.text);
        }
        match self.pieces.last_mut() {
            Some(piece) if !is_column_gap => {
                append(&mut piece.text, &word.text);
                piece.area = piece.area.with(word.area);
            }
            _ => self.pieces.push(Piece { text: word.text.clone(), area: word.area }),
        }
    }

    /// True where the first characters of `next` would have had room behind this row, so that it ended on purpose;
    /// `room` is what is free on the row, margins and padding left out.
    ///
    /// Characters that programs do not part move to the next row together: a number, and what marks hold together.
    pub(super) fn leaves_room_for(&self, next: &Self, room: Length) -> bool {
        let is_mark = |c: char| MIDDLE_MARKS.contains(&c) || OPEN_MARKS.contains(&c);
        let is_latin = |c: char| c.is_ascii() && !c.is_whitespace();
        let mut together = 0;
        let mut last = None;
        for c in next.text.chars() {
            if last.is_some_and(|last| !(is_mark(last) || is_mark(c) || is_latin(last) && is_latin(c))) {
                break;
            }
            together += if is_latin(c) { next.em * 3 / 5 } else { next.em };
            last = Some(c);
        }
        room > together + next.em / 2
    }

    /// True where the words run on from this row to the next whatever their places are.
    pub(super) fn must_go_on(&self, next: &Self) -> bool {
        next.text.starts_with(MIDDLE_MARKS) || self.text.ends_with(OPEN_MARKS)
    }
}

/// Writes words behind others: with a blank between Latin ones, without one beside Chinese.
pub(super) fn append(text: &mut String, words: &str) {
    if let (Some(last), Some(first)) = (text.chars().next_back(), words.chars().next()) {
        let is_cut_number = matches!(last, '.' | ',') && first.is_ascii_digit();
        if !is_wide(last) && !is_wide(first) && !is_cut_number {
            text.push(' ');
        }
    }
    text.push_str(words);
}

/// The width of a Chinese character among words; of others guessed by their height.
fn em(words: &[Word]) -> Length {
    let wide = |word: &Word| {
        let count = word.text.chars().count();
        let all_wide = word.text.chars().all(is_wide) && word.area.width() > word.area.height() / 2;
        all_wide.then(|| word.area.width() / Length::try_from(count.max(1)).unwrap_or(1))
    };
    let by_height = || words.iter().map(|word| word.area.height() * 10 / 13).max();
    words.iter().filter_map(wide).max().or_else(by_height).unwrap_or(0).max(1)
}
