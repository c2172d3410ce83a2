//! Comments on their way into the file: those that are there are known again, new ones are numbered and put in.

use std::collections::{BTreeMap, BTreeSet};

use crate::read::{Package, WordText, relations_of};

use super::super::PatchError;
use super::comments::{self, Comment, Comments};
use super::edit::{Edits, Numbers, Step, Turn};
use super::job::{Extent, Job, Opened};
use super::part::Vocabulary;
use super::relations;
use super::target::Ruler;
use super::{MAIN, optional, unfit, xml};

/// The comments of a file.
#[derive(Debug)]
pub(super) struct Remarks<'v> {
    vocabulary: &'v Vocabulary,
    /// The part that holds them, and what it holds now.
    name: String,
    xml: Option<String>,
    /// The relations of the text, where they do not name the part yet.
    relations: Option<String>,
    known: Comments,
    ruler: Ruler,
    /// The bytes of text before each of our comments and up to its end, and what it says.
    seen: BTreeSet<(usize, usize, String)>,
    new: Vec<Comment>,
}

impl<'v> Remarks<'v> {
    /// Finds the comments that are there.
    pub(super) fn open(package: &mut Package<'_>, text: &WordText, main: &'v Opened) -> Result<Self, PatchError> {
        let relations = optional(package, &relations_of(&main.name))?.unwrap_or_else(|| relations::NONE.to_owned());
        let named = relations::comments(&relations, &main.name);
        let is_named = named.is_some();
        let name = named.unwrap_or_else(|| free_name(package, &main.name));
        let xml = optional(package, &name)?;
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
        let relations = (!is_named).then_some(relations);
        Ok(Self { vocabulary, name, xml, relations, known, ruler, seen, new: Vec::new() })
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
    pub(super) fn write(
        self,
        package: &mut Package<'_>,
        main: &Opened,
        changed: &mut BTreeMap<String, Vec<u8>>,
    ) -> Result<(), PatchError> {
        if self.new.is_empty() {
            return Ok(());
        }
        let is_new = self.xml.is_none();
        let old = self.xml.unwrap_or_else(|| comments::empty(self.vocabulary));
        let comments = self.known.extended(&old, &self.new).ok_or_else(|| unfit(&self.name))?;
        if is_new {
            let kinds = xml(package, relations::KINDS)?;
            let with = relations::with_kind(&kinds, &self.name).ok_or_else(|| unfit(relations::KINDS))?;
            if with != kinds {
                changed.insert(relations::KINDS.to_owned(), with.into_bytes());
            }
        }
        if let Some(old) = self.relations {
            let name = relations_of(&main.name);
            let is_strict = self.vocabulary.is_strict();
            let with = relations::with_comments(&old, &main.name, &self.name, is_strict);
            changed.insert(name.clone(), with.ok_or_else(|| unfit(&name))?.into_bytes());
        }
        changed.insert(self.name, comments.into_bytes());
        Ok(())
    }
}

/// A name for the part of comments that no part has.
fn free_name(package: &Package<'_>, main: &str) -> String {
    let folder = relations::folder(main);
    let taken: BTreeSet<String> = package.names().map(|name| name.to_ascii_lowercase()).collect();
    let plain = format!("{folder}comments.xml");
    let numbered = || (1..=taken.len()).map(|number| format!("{folder}comments{number}.xml"));
    std::iter::once(plain.clone())
        .chain(numbered())
        .find(|name| !taken.contains(&name.to_ascii_lowercase()))
        .unwrap_or(plain)
}
