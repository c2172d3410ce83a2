//! Marks on their way into the file: where each stands, and whether its change can be made.

use std::ops::Range;

use crate::read::WordText;

use super::super::{Mark, PatchError};
use super::change::{self, Change};
use super::paragraph::Spot;
use super::scan::{NoteName, Scan, Wanted, scan};
use super::target::{self, Target};
use super::unfit;

/// A part that is written into.
#[derive(Debug)]
pub(super) struct Opened {
    /// Index into [`WordText::parts`].
    pub(super) number: u16,
    pub(super) name: String,
    pub(super) xml: String,
    pub(super) scan: Scan,
}

impl Opened {
    /// Goes through a part and makes sure that the transcript was made of it.
    pub(super) fn new(text: &WordText, number: u16, xml: String, wanted: &Wanted) -> Result<Self, PatchError> {
        let name = text.parts.get(usize::from(number)).cloned().unwrap_or_default();
        let fits = |anchor: &crate::read::Anchor| {
            let (words, bytes) = (anchor.text as usize, anchor.xml as usize);
            let words = text.text().get(words..words + anchor.text_length as usize);
            let bytes = xml.get(bytes..bytes + anchor.xml_length as usize);
            bytes.is_some() && (!anchor.is_same || words == bytes)
        };
        if !text.anchors.iter().filter(|anchor| anchor.part == number).all(fits) {
            return Err(unfit(&name));
        }
        let scan = scan(&name, &xml, wanted)?;
        Ok(Self { number, name, xml, scan })
    }

    /// What people call it where it is not the text itself.
    fn kind(&self) -> &'static str {
        match self.scan.root.as_str() {
            "footnotes" => "脚注 footnote",
            "endnotes" => "尾注 endnote",
            "hdr" => "页眉 header",
            "ftr" => "页脚 footer",
            _ => "正文之外 outside the text",
        }
    }
}

/// A mark with its place.
#[derive(Debug)]
pub(super) struct Job<'m> {
    /// Its turn among all.
    pub(super) turn: usize,
    pub(super) target: Option<Target>,
    pub(super) note: Option<String>,
    pub(super) replacement: Option<&'m str>,
    /// The change, and the paragraph of the part that it is made in.
    pub(super) change: Option<(usize, Change)>,
}

/// Where a comment begins and ends: a paragraph of the text each, and a place in it.
pub(super) type Extent = [(usize, Spot); 2];

/// The marks in the order of the text, with the places of their words.
pub(super) fn jobs<'m>(text: &WordText, marks: &'m [Mark]) -> Vec<Job<'m>> {
    let mut marks: Vec<&Mark> = marks.iter().collect();
    marks.sort_by_key(|mark| (mark.range.start, mark.range.end));
    let place = |mark: &Mark| {
        let inserts = mark.range.is_empty() && mark.replacement.is_some();
        let gap = if inserts { target::gap(text, mark.range.start) } else { None };
        gap.or_else(|| target::find(text, &mark.range))
    };
    let job = |(turn, mark): (usize, &'m Mark)| Job {
        turn,
        target: place(mark),
        note: mark.note.clone().filter(|note| !note.trim().is_empty()),
        replacement: mark.replacement.as_deref(),
        change: None,
    };
    marks.into_iter().enumerate().map(job).collect()
}

impl Job<'_> {
    /// The part that its words stand in: the text where there are none.
    pub(super) fn part(&self) -> u16 {
        self.target.as_ref().map_or(0, |target| target.part)
    }

    /// Plans its change, unless an earlier one has taken some of its words; what cannot be changed is said.
    pub(super) fn plan(&mut self, text: &WordText, part: &Opened, taken: &mut Vec<Range<usize>>) {
        let Some(words) = self.replacement else { return };
        let target = self.target.as_ref();
        let old = target.and_then(|target| text.text().get(target.words.clone())).unwrap_or("");
        if target.is_some_and(|target| target.is_all) && old == words {
            return;
        }
        match target.and_then(|target| planned(target, part, taken)) {
            Some((bytes, planned)) => {
                taken.push(bytes);
                self.change = Some(planned);
            }
            None => {
                let told = format!("“{old}” → “{words}”");
                let note = self.note.get_or_insert_default();
                if words.is_empty() || !note.contains(words) {
                    if !note.is_empty() {
                        note.push('\n');
                    }
                    note.push_str(&told);
                }
            }
        }
    }

    /// Says first which words are meant, where the comment cannot stand at them.
    pub(super) fn tell_words(&mut self, text: &WordText, part: &Opened) {
        if let (Some(note), Some(target)) = (&mut self.note, &self.target) {
            let words = text.text().get(target.words.clone()).unwrap_or("");
            *note = format!("〔{}〕“{words}”\n{note}", part.kind());
        }
    }

    /// Where its comment stands in the text.
    pub(super) fn extent(&self, text: &Scan, own: Option<&Opened>, title: Option<&Target>) -> Option<Extent> {
        let sign = || {
            let (paragraph, at) = *text.signs.get(own?.scan.note(self.target.as_ref()?.xml.start)?)?;
            let tree = text.paragraphs.get(paragraph)?;
            Some([(paragraph, tree.before(at)), (paragraph, tree.after(at + 1))])
        };
        match (&self.target, own) {
            (Some(target), None) => match &self.change {
                Some((paragraph, change)) => {
                    let begin = if target.xml.is_empty() {
                        change.spot
                    } else {
                        text.paragraphs.get(*paragraph)?.before(target.xml.start)
                    };
                    Some([(*paragraph, begin), (*paragraph, change.spot)])
                }
                None => extent(text, &target.xml),
            },
            _ => sign().or_else(|| extent(text, &title?.xml)).or_else(|| {
                let inside = text.paragraphs.first()?.inside();
                Some([inside.start, inside.end].map(|at| (0, Spot { at, run: None })))
            }),
        }
    }
}

/// A change of these words with the bytes it takes, unless another has taken some of them.
fn planned(target: &Target, part: &Opened, taken: &[Range<usize>]) -> Option<(Range<usize>, (usize, Change))> {
    let bytes = target.xml.clone();
    let is_free = |other: &Range<usize>| other.end <= bytes.start || bytes.end <= other.start;
    if !taken.iter().all(is_free) {
        return None;
    }
    let is_gap = bytes.is_empty();
    let at = if is_gap { bytes.end.saturating_sub(1) } else { bytes.start };
    let (index, paragraph) = part.scan.paragraph(at)?;
    let change = if is_gap { change::inserting(paragraph, bytes.end) } else { change::replacing(paragraph, target) };
    Some((bytes, (index, change?)))
}

/// From before the first character to behind the last; to the end of the first paragraph where they stand in different
/// cells, which LibreOffice does not take, or are out of order.
fn extent(text: &Scan, bytes: &Range<usize>) -> Option<Extent> {
    let last = bytes.end.saturating_sub(1).max(bytes.start);
    let ((first, head), (second, tail)) = (text.paragraph(bytes.start)?, text.paragraph(last)?);
    let whole = |at| Spot { at, run: None };
    // A tag that stays whole on one side may lie in another one, which then is left on the other side.
    let tagged = head.tag(bytes.start, last).or_else(|| tail.tag(last, bytes.start)).unwrap_or(bytes.clone());
    let (before, after) = (bytes.start.min(tagged.start.saturating_sub(1)), last.max(tagged.end));
    let begin = head.tag(bytes.start, after).map_or_else(|| head.before(bytes.start), |tag| whole(tag.start));
    let end = tail.tag(last, before).map_or_else(|| tail.after(last + 1), |tag| whole(tag.end));
    let is_sound = begin.at <= end.at && head.cell == tail.cell;
    let end = if is_sound { (second, end) } else { (first, whole(head.inside().end)) };
    Some([(first, begin), end])
}

/// What to look for in a part: the words of the marks that stand there.
pub(super) fn wanted(jobs: &[Job<'_>], part: u16) -> Wanted {
    let here = jobs.iter().filter_map(|job| job.target.as_ref()).filter(|target| target.part == part);
    let mut places: Vec<usize> = here.flat_map(|it| [it.xml.start, it.xml.end.saturating_sub(1)]).collect();
    places.sort_unstable();
    Wanted { places, ..Wanted::default() }
}

/// The notes that marks stand in.
pub(super) fn notes(jobs: &[Job<'_>], parts: &[Opened]) -> std::collections::BTreeSet<NoteName> {
    let note = |job: &Job<'_>| {
        let part = parts.iter().find(|part| part.number == job.part())?;
        part.scan.note(job.target.as_ref()?.xml.start).cloned()
    };
    jobs.iter().filter_map(note).collect()
}
