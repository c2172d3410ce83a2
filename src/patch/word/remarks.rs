//! Comments on their way into the file: those that are there are known again, new ones are numbered and put in.

use std::collections::BTreeSet;

use crate::read::WordText;

use super::super::PatchError;
use super::super::relations::{declare, relate, relations};
use super::super::repack::Repack;
use super::comments::{self, Comment, Comments};
use super::edit::{Edits, Numbers, Step, Turn};
use super::job::{Extent, Job, Opened};
use super::part::Vocabulary;
use super::target::Ruler;
use super::{MAIN, unfit};

/// The part of comments: its kind, and what it is said to hold.
const KIND: &str = "comments";
const CONTENT: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml";

/// The comments of a file.
#[derive(Debug)]
pub(super) struct Remarks<'v> {
    vocabulary: &'v Vocabulary,
    /// The part that holds them, and what it holds now.
    name: String,
    xml: Option<String>,
    /// True where the relations of the text name the part.
    is_named: bool,
    known: Comments,
    ruler: Ruler,
    /// The bytes of text before each of our comments and up to its end, and what it says.
    seen: BTreeSet<(usize, usize, String)>,
    new: Vec<Comment>,
}

impl<'v> Remarks<'v> {
    /// Finds the comments that are there.
    pub(super) fn open(package: &mut Repack<'_>, text: &WordText, main: &'v Opened) -> Result<Self, PatchError> {
        let named = relations(package, &main.name)?.into_iter().find(|relation| relation.kind == KIND);
        let is_named = named.is_some();
        let name = named.map_or_else(|| free_name(package, &main.name), |relation| relation.target);
        let xml = if package.has(&name) { Some(package.text(&name)?) } else { None };
        let vocabulary = &main.scan.vocabulary;
        let known = match &xml {
            Some(xml) => Comments::read(xml).ok_or_else(|| unfit(&name))?,
            None => Comments::none(Vocabulary::plain(vocabulary.namespace())),
        };
        let ruler = Ruler::of(text, MAIN);
        let extent = |number: &u32| match main.scan.comments.get(number) {
            Some((Some(start), Some(end))) => Some((ruler.measure(*start), ruler.measure(*end))),
            Some(_) | None => None,
        };
        let seen = known.ours.iter().filter_map(|(number, note)| extent(number).map(|(a, b)| (a, b, note.clone())));
        let seen = seen.collect();
        Ok(Self { vocabulary, name, xml, is_named, known, ruler, seen, new: Vec::new() })
    }

    /// The greatest number of a comment.
    pub(super) fn greatest(&self) -> u32 {
        self.known.greatest
    }

    /// Puts the comment of a job in, unless the same is said of the same words already.
    pub(super) fn put(
        &mut self,
        job: &Job<'_>,
        [(first, begin), (last, end)]: Extent,
        edits: &mut Edits<'_>,
        numbers: &mut Numbers,
    ) -> Result<(), PatchError> {
        let Some(note) = job.note.as_deref() else { return Ok(()) };
        let measured = (self.ruler.measure(begin.at), self.ruler.measure(end.at), comments::plain(note));
        if !self.seen.insert(measured) {
            return Ok(());
        }
        let number = numbers.take()?;
        let say = self.vocabulary;
        let id = say.attribute("id", &number.to_string());
        let (start, stop, sign) =
            (say.open("commentRangeStart"), say.open("commentRangeEnd"), say.open("commentReference"));
        let (run, run_end) = (say.open("r"), say.close("r"));
        // A comment on words that are put in holds them.
        let around = |step| Turn::New(job.turn, step);
        let is_gap = begin == end;
        let head = if is_gap { around(Step::Begin) } else { Turn::Start };
        let tail = if is_gap || job.change.is_some() { around(Step::End) } else { Turn::End };
        edits.put(first, begin, head, format!("{start}{id}/>"));
        edits.put(last, end, tail, format!("{stop}{id}/>{run}>{sign}{id}/>{run_end}"));
        self.new.push(Comment { number, note: note.to_owned() });
        Ok(())
    }

    /// Writes the part of comments, and announces it where it is new.
    pub(super) fn write(self, package: &mut Repack<'_>, main: &Opened) -> Result<(), PatchError> {
        if self.new.is_empty() {
            return Ok(());
        }
        let old = match self.xml {
            Some(old) => old,
            None => {
                declare(package, &self.name, CONTENT)?;
                comments::empty(self.vocabulary)
            }
        };
        if !self.is_named {
            relate(package, &main.name, KIND, &self.name, self.vocabulary.is_strict())?;
        }
        package.put(&self.name, self.known.extended(&self.name, old, &self.new)?);
        Ok(())
    }
}

/// A name for the part of comments that no part has.
fn free_name(package: &Repack<'_>, main: &str) -> String {
    let folder = main.rfind('/').and_then(|slash| main.get(..=slash)).unwrap_or("");
    let plain = format!("{folder}comments.xml");
    if package.is_free(&plain) { plain } else { package.free_name(&format!("{folder}comments"), ".xml") }
}
