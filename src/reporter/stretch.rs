//! Which lines of which files a picture shows.

use crate::source::SourceId;

use super::crop::{Row, rows};
use super::mark::{Mark, content, pieces};
use super::place::Places;
use super::{Look, transcript, visible};

/// Neighbouring lines of one file, or a piece of a table.
#[derive(Debug)]
pub(super) struct Stretch {
    /// The file; of a transcript also the place in it.
    pub(super) name: String,
    pub(super) rows: Vec<Row>,
    /// Line and column of its most important label, from 0.
    pub(super) at: (usize, usize),
    /// What stands before each row instead of a line number; lines of a transcript mean nothing to its author.
    pub(super) gutter: Option<Vec<String>>,
}

impl Stretch {
    pub(super) fn digits(&self) -> usize {
        match &self.gutter {
            Some(words) => words.iter().map(String::len).max().unwrap_or(0).max(1),
            None => self.rows.last().map_or(1, |row| (row.line + 1).to_string().len()),
        }
    }

    /// The number of its first row: where the gutter is not ours, one with as many digits as the widest of ours.
    pub(super) fn first_line(&self) -> usize {
        match &self.gutter {
            Some(_) => 10_usize.saturating_pow(u32::try_from(self.digits().saturating_sub(1)).unwrap_or(0)) - 1,
            None => self.rows.first().map_or(0, |row| row.line),
        }
    }

    /// Puts our own words in the place of the line numbers and of the position behind the name.
    pub(super) fn relabelled(&self, drawn: Vec<String>) -> Vec<String> {
        let Some(gutter) = &self.gutter else { return drawn };
        let digits = self.digits();
        let mut words = gutter.iter();
        let relabel = |(turn, line): (usize, String)| {
            if turn == 0 {
                return match line.rsplit_once(&format!(":{}:{}]", self.at.0 + 1, self.at.1 + 1)) {
                    Some((before, behind)) => format!("{before}]{behind}"),
                    None => line,
                };
            }
            let numbered = line.trim_start().starts_with(|c: char| c.is_ascii_digit());
            match line.split_once('│').filter(|_| numbered) {
                Some((_, behind)) => format!(" {:>digits$} │{behind}", words.next().map_or("", String::as_str)),
                None => line,
            }
        };
        drawn.into_iter().enumerate().map(relabel).collect()
    }
}

/// The stretches of all files, the primary one's first.
pub(super) fn stretches(marks: &[Mark], places: &Places<'_>, look: &Look) -> Vec<Stretch> {
    let mut files: Vec<SourceId> = Vec::new();
    for mark in marks {
        if !files.contains(&mark.span.source) {
            files.push(mark.span.source);
        }
    }
    files.into_iter().flat_map(|file| stretches_of(file, marks, places, look)).collect()
}

fn stretches_of(source: SourceId, marks: &[Mark], places: &Places<'_>, look: &Look) -> Vec<Stretch> {
    let file = places.sources().file(source);
    let (text, index) = (file.text(), file.lines());
    let mine = marks.iter().enumerate().filter(|(_, mark)| mark.span.source == source);
    if let Some(origin) = file.origin() {
        return transcript::stretches(source, origin, mine, places, look);
    }
    let goes_on = |last: usize| look.choose("（至第 {n} 行）", " (to line {n})").replace("{n}", &last.to_string());
    let by_line = pieces(text, index, mine, goes_on);
    let last_line = by_line.keys().last().map_or(1, |line| line + 1);
    let width = look.width.saturating_sub(last_line.to_string().len() + 5).max(32);
    let mut groups: Vec<Vec<Row>> = Vec::new();
    for (line, pieces) in by_line {
        let fresh = rows(text, line, content(text, index, line), pieces, width);
        let single = fresh.len() == 1;
        for row in fresh {
            match groups.last_mut().filter(|group| single && may_join(group, line)) {
                Some(group) => {
                    let last = group.last().map_or(line, |row| row.line);
                    let between = last + 1..line;
                    group.extend(
                        between.flat_map(|line| rows(text, line, content(text, index, line), Vec::new(), width)),
                    );
                    group.push(row);
                }
                None => groups.push(vec![row]),
            }
        }
    }
    let name = visible(file.name()).into_owned();
    let stretch = |rows: Vec<Row>| Stretch { name: name.clone(), at: head(&rows, source, places), rows, gutter: None };
    groups.into_iter().map(stretch).collect()
}

/// Lines with at most one line between them stand in one stretch; a line that took several rows stays alone.
fn may_join(group: &[Row], line: usize) -> bool {
    group.last().is_some_and(|last| last.line < line && line - last.line <= 2)
        && group.windows(2).all(|pair| pair.first().map(|row| row.line) != pair.last().map(|row| row.line))
}

/// Where the most important label of a stretch stands.
fn head(rows: &[Row], source: SourceId, places: &Places<'_>) -> (usize, usize) {
    let first = rows.iter().flat_map(|row| &row.labels).min_by_key(|label| (label.piece.mark, label.piece.start));
    let point = places.point(source, first.map_or(0, |label| label.piece.start));
    (point.line as usize - 1, point.column as usize - 1)
}
