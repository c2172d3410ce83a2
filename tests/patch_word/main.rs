//! Comments and tracked changes in Word files, at the door: bytes and marks in, bytes out.

#![expect(clippy::expect_used, reason = "a test stops where what it needs is missing")]

mod changes;
mod comments;
mod hostile;
mod package;
mod properties;

use guiju::patch::word::annotate;
use guiju::patch::{Mark, PatchError};
use guiju::read::{Limits, word_text};

use package::File;

/// A comment on the first place that has these words.
fn note(file: &[u8], words: &str, note: &str) -> Mark {
    Mark { note: Some(note.to_owned()), ..change(file, words, None) }
}

/// New words for the first place that has these.
fn change(file: &[u8], words: &str, replacement: Option<&str>) -> Mark {
    let text = word_text(file, &Limits::default()).expect("is read");
    let start = text.text().find(words).expect("the words are there");
    let place = |at: usize| u32::try_from(at).expect("is short");
    let range = place(start)..place(start + words.len());
    Mark { range, note: None, replacement: replacement.map(str::to_owned) }
}

fn marked(file: &[u8], marks: &[Mark]) -> Result<Vec<u8>, PatchError> {
    annotate(file, &Limits::default(), marks)
}

/// What stands in the paragraphs of a text after comments on these words: ⟦ where one begins, ⟧ where it ends.
fn with_notes(body: &str, words: &[&str]) -> String {
    let file = File::of(body).build();
    let marks: Vec<Mark> = words.iter().map(|words| note(&file, words, "请核实")).collect();
    brief(&marked(&file, &marks).expect("is marked"))
}

/// The same after changes: `{-…-}` is struck out, `{+…+}` is new.
fn with_changes(body: &str, changes: &[(&str, &str)]) -> String {
    let file = File::of(body).build();
    let marks: Vec<Mark> = changes.iter().map(|(old, new)| change(&file, old, Some(new))).collect();
    brief(&marked(&file, &marks).expect("is marked"))
}

/// The body of a file with the signs of comments and changes made short.
fn brief(file: &[u8]) -> String {
    let xml = package::part(file, "word/document.xml").expect("has a text");
    let (_, body) = xml.split_once("<w:body>").expect("has a body");
    let (body, _) = body.split_once("</w:body>").expect("has a body");
    let mut out = body.to_owned();
    for number in 0..40 {
        let start = format!("<w:commentRangeStart w:id=\"{number}\"/>");
        let end = format!("<w:commentRangeEnd w:id=\"{number}\"/><w:r><w:commentReference w:id=\"{number}\"/></w:r>");
        out = out.replace(&start, "⟦").replace(&end, "⟧");
        for (name, sign) in [("ins", "{+"), ("del", "{-")] {
            out = out.replace(&format!("<w:{name} w:id=\"{number}\" w:author=\"规矩\">"), sign);
        }
    }
    // Each of our changes holds one run, and nobody else's does here.
    for (sign, close, name) in [("{+", "+}", "ins"), ("{-", "-}", "del")] {
        let end = format!("</w:r></w:{name}>");
        let mut pieces = out.split(sign);
        let first = pieces.next().unwrap_or_default().to_owned();
        let closed = |piece: &str| format!("{sign}{}", piece.replacen(&end, &format!("</w:r>{close}"), 1));
        out = first + &pieces.map(closed).collect::<String>();
    }
    out
}
