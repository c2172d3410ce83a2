//! Comments (批注) and tracked changes (修订) in a Word file.
//!
//! Words are found through the anchors of the transcript, and bytes are put in where they stand: nothing is written anew
//! that need not be. Word has no comments in notes, headers and footers: what is said of these stands at the sign of the
//! note, or at the first words of the text.

mod change;
mod comments;
mod edit;
mod job;
mod paragraph;
mod part;
mod remarks;
mod scan;
mod target;

use std::collections::BTreeSet;

use crate::diagnostic::Wording;
use crate::read::{Limits, WordText, word_text};

use super::repack::Repack;
use super::{Mark, PatchError};
use edit::{Edits, Numbers};
use job::{Job, Opened};
use remarks::Remarks;
use target::Target;

/// The text itself, among the parts of a transcript.
const MAIN: u16 = 0;

/// Gives the file with a comment or a tracked change for each mark; one that is there already is not made again. A
/// change that cannot be made at its words (in a field, across cells) is a comment that tells both.
///
/// Same file, same marks: same bytes. Comments and changes carry no date.
///
/// # Errors
/// If the file cannot be read, or not be written into.
pub fn annotate(bytes: &[u8], limits: &Limits, marks: &[Mark]) -> Result<Vec<u8>, PatchError> {
    let text = word_text(bytes, limits).map_err(|why| PatchError { why })?;
    let mut package = Repack::open(bytes, limits)?;
    let mut jobs = job::jobs(&text, marks);
    let title = target::find(&text, &(0..0)).filter(|target| target.part == MAIN);
    let parts = opened(&text, &mut package, &jobs, title.as_ref())?;
    let Some((main, others)) = parts.split_first() else { return Ok(bytes.to_vec()) };
    plan(&text, &mut jobs, &parts);

    let mut remarks = Remarks::open(&mut package, &text, main)?;
    let greatest = parts.iter().map(|part| part.scan.greatest).fold(remarks.greatest(), u32::max);
    let mut numbers = Numbers::above(greatest);
    let mut main_edits = changes(main, &jobs, &mut numbers)?;
    for job in jobs.iter().filter(|job| job.note.is_some()) {
        let own = others.iter().find(|part| part.number == job.part());
        let extent = job.extent(&main.scan, own, title.as_ref()).ok_or_else(no_paragraph)?;
        remarks.put(job, extent, &mut main_edits, &mut numbers)?;
    }
    apply(main, main_edits, &mut numbers, &mut package)?;
    for part in others {
        let edits = changes(part, &jobs, &mut numbers)?;
        apply(part, edits, &mut numbers, &mut package)?;
    }
    remarks.write(&mut package, main)?;
    package.finish()
}

/// Opens the text and every other part that marks stand in; the text comes first.
fn opened(
    text: &WordText,
    package: &mut Repack<'_>,
    jobs: &[Job<'_>],
    title: Option<&Target>,
) -> Result<Vec<Opened>, PatchError> {
    let numbers: BTreeSet<u16> = jobs.iter().map(Job::part).filter(|part| *part != MAIN).collect();
    let name = |number: u16| text.parts.get(usize::from(number)).ok_or_else(|| unfit("word/document.xml"));
    let mut parts = Vec::new();
    for number in numbers {
        let xml = package.text(name(number)?)?;
        parts.push(Opened::new(text, number, xml, &job::wanted(jobs, number))?);
    }
    let mut wanted = job::wanted(jobs, MAIN);
    wanted.places.extend(title.map(|title| title.xml.start).into_iter().chain(title.map(|it| it.xml.end - 1)));
    wanted.places.sort_unstable();
    wanted.notes = job::notes(jobs, &parts);
    wanted.first = title.is_none();
    let xml = package.text(name(MAIN)?)?;
    parts.insert(0, Opened::new(text, MAIN, xml, &wanted)?);
    Ok(parts)
}

/// Plans the changes of all parts; comments outside of the text say which words they mean.
fn plan(text: &WordText, jobs: &mut [Job<'_>], parts: &[Opened]) {
    for part in parts {
        let mut taken = Vec::new();
        for job in jobs.iter_mut().filter(|job| job.part() == part.number) {
            job.plan(text, part, &mut taken);
            if part.number != MAIN {
                job.tell_words(text, part);
            }
        }
    }
}

/// The changes in one part.
fn changes<'p>(part: &'p Opened, jobs: &[Job<'_>], numbers: &mut Numbers) -> Result<Edits<'p>, PatchError> {
    let mut edits = Edits::new(&part.xml, &part.scan.vocabulary, &part.scan.paragraphs);
    for job in jobs.iter().filter(|job| job.part() == part.number) {
        if let (Some((paragraph, change)), Some(words)) = (&job.change, job.replacement) {
            edits.change(*paragraph, change, words, job.turn, numbers)?;
        }
    }
    Ok(edits)
}

fn apply(part: &Opened, edits: Edits<'_>, numbers: &mut Numbers, package: &mut Repack<'_>) -> Result<(), PatchError> {
    if !edits.is_empty() {
        package.put(&part.name, edits.apply(numbers)?);
    }
    Ok(())
}

fn no_paragraph() -> PatchError {
    PatchError {
        why: Wording::new("正文没有段落，批注无处可放", "its text has no paragraph that a comment could stand at"),
    }
}

fn unfit(part: &str) -> PatchError {
    PatchError {
        why: Wording::new(
            format!("部件 {part} 的结构不合规，请在 Word 或 WPS 中另存一份"),
            format!("{part} is not built as it should be: save the file anew in Word or WPS"),
        ),
    }
}
