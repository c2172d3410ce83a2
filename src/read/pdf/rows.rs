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
    // Of each word, whether pdftotext begins a line with it.
    let mut groups: Vec<(Area, Vec<(Word, bool)>)> = Vec::new();
    for line in lines {
        let area = line.area();
        let words = line.words.into_iter().enumerate().map(|(index, word)| (word, index == 0));
        match groups.last_mut() {
            Some((first, group)) if first.is_beside(area) => group.extend(words),
            _ => groups.push((area, words.collect())),
        }
    }
    groups.into_iter().map(|(_, words)| Row::of(words)).collect()
}

impl Row {
    fn of(mut words: Vec<(Word, bool)>) -> Self {
        words.sort_by_key(|(word, _)| word.area.left);
        let em = em(&words);
        let mut row = Self { text: String::new(), area: Area::default(), em, pieces: Vec::new() };
        let mut right: Option<Length> = None;
        for (word, begins_line) in &words {
            row.take(word, right.map(|right| word.area.left - right), *begins_line);
            right = Some(right.map_or(word.area.right, |right| right.max(word.area.right)));
        }
        // Three pieces are cells, however close they stand.
        if row.pieces.len() > 2 {
            let pieces: Vec<&str> = row.pieces.iter().map(|piece| piece.text.as_str()).collect();
            row.text = pieces.join("\t");
        }
        row
    }

    /// Takes the next word, with the gap before it.
    fn take(&mut self, word: &Word, gap: Option<Length>, begins_line: bool) {
        // Letter-spaced titles part their characters by up to two widths, cells stand wider apart.
        let column_gap = if begins_line { self.em * 4 / 5 } else { self.em * 3 / 2 };
        if gap.is_some_and(|gap| gap > self.em * 3) {
            self.text.push('\t');
            self.text.push_str(&word.text);
        } else {
            append(&mut self.text, &word.text);
        }
        self.area = if gap.is_some() { self.area.with(word.area) } else { word.area };
        match self.pieces.last_mut() {
            Some(piece) if gap.is_none_or(|gap| gap <= column_gap) => {
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
fn em(words: &[(Word, bool)]) -> Length {
    let wide = |word: &Word| {
        let count = word.text.chars().count();
        let all_wide = word.text.chars().all(is_wide) && word.area.width() > word.area.height() / 2;
        all_wide.then(|| word.area.width() / Length::try_from(count.max(1)).unwrap_or(1))
    };
    let by_height = || words.iter().map(|(word, _)| word.area.height() * 10 / 13).max();
    words.iter().filter_map(|(word, _)| wide(word)).max().or_else(by_height).unwrap_or(0).max(1)
}
