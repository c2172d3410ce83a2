//! Writes comments and tracked changes into a Word file, for `word.py`: `mark_word SOURCE TARGET`, and on standard input a
//! line a mark, `words<tab>note[<tab>replacement]`. A mark stands at the first place of its words, without words at the
//! title; `\n` and `\t` are a line break and a tab, and the replacement `-` is none.

use std::error::Error;
use std::io::Read;

use guiju::patch::{Mark, word};
use guiju::read::{Limits, word_text};

fn main() -> Result<(), Box<dyn Error>> {
    let [source, target] = <[String; 2]>::try_from(std::env::args().skip(1).collect::<Vec<_>>())
        .map_err(|_| "usage: mark_word SOURCE TARGET < MARKS")?;
    let mut lines = String::new();
    std::io::stdin().read_to_string(&mut lines)?;
    let bytes = std::fs::read(source)?;
    let text = word_text(&bytes, &Limits::default()).map_err(|why| why.en)?;
    let marks: Vec<Mark> = lines.lines().map(|line| mark(text.text(), line)).collect::<Result<_, _>>()?;
    std::fs::write(target, word::annotate(&bytes, &Limits::default(), &marks).map_err(|error| error.why.en)?)?;
    Ok(())
}

fn mark(text: &str, line: &str) -> Result<Mark, String> {
    let cell = |cell: &str| cell.replace("\\n", "\n").replace("\\t", "\t");
    let mut cells = line.split('\t').map(cell);
    let words = cells.next().unwrap_or_default();
    let note = cells.next().filter(|note| !note.is_empty());
    let start = text.find(&words).ok_or_else(|| format!("“{words}” is not in the text"))?;
    let range = u32::try_from(start).map_err(|error| error.to_string())?
        ..u32::try_from(start + words.len()).map_err(|error| error.to_string())?;
    let replacement = cells.next().map(|new| if new == "-" { String::new() } else { new });
    Ok(Mark { range, note, replacement })
}
